package quote

// The ranker looks at one cue at a time. This last look sees the statements
// around it: a cue inside what somebody else is found to say is mostly not one
// of its own, and two statements seldom share words.

// judged is one group of rivals as the ranker sees it.
type judged struct {
	options []option
	heads   []int32 // of the cue of each option
	logits  []float32
	p       []float32 // probability of each option
	none    float32   // probability that there is no statement
	top     int       // the best option
}

func (j *judged) weigh() {
	j.p, j.none = softmax(j.logits)
	j.top = 0
	for i := range j.logits {
		if j.logits[i] > j.logits[j.top] {
			j.top = i
		}
	}
}

// maxNeighbours is how many groups are looked at on either side.
const maxNeighbours = 8

// contextFeatures adds how option i of group g stands to the groups around it.
// density is the number of statements that the document is thought to have,
// for every hundred tokens.
func (v *view) contextFeatures(e *emitter, all []judged, g, i int, density float32) {
	o := &all[g].options[i]
	own := level(1 - all[g].none)
	sentence := v.sent[o.first]
	para := v.doc.Sentences[sentence].Paragraph
	clashes, company := uint64(0), uint64(0)
	see := func(h int) bool {
		n := &all[h]
		b := &n.options[n.top]
		s := v.sent[b.first]
		if v.doc.Sentences[s].Paragraph != para {
			return false
		}
		q := level(1 - n.none)
		if q == 0 {
			return true
		}
		if s == sentence && q >= 3 {
			company++
		}
		side := boolean(h > g)
		cueIn := inside(tokens{o.first, o.last}, b.content)
		if cueIn {
			quoted := boolean(v.tok[o.first].quote >= 0)
			e.add(400, mix(mix(q, own), side))
			e.add(401, mix(mix(q, own), quoted))
			clashes++
		}
		if inside(tokens{b.first, b.last}, o.content) {
			e.add(402, mix(mix(q, own), side))
			e.add(403, mix(mix(q, boolean(v.tok[b.first].quote >= 0)), uint64(len(o.content))))
			clashes++
		} else if !cueIn && touch(o.content, b.content) {
			e.add(404, mix(mix(q, own), side))
			e.add(405, mix(q, boolean(s == sentence)))
			clashes++
		}
		if len(o.source) > 0 && len(b.source) > 0 && o.source[0] == b.source[0] {
			e.add(406, mix(q, mix(own, side)))
		} else if touch(o.source, b.source) {
			e.add(407, mix(q, side))
		}
		if touch(o.source, b.content) {
			e.add(408, mix(mix(q, own), mix(side, boolean(cueIn))))
		}
		if touch(o.content, b.source) {
			e.add(409, mix(mix(q, own), side))
		}
		if touch(o.source, []tokens{{b.first, b.last}}) || touch(o.content, []tokens{{b.first, b.last}}) {
			e.add(410, mix(q, side))
		}
		return true
	}
	for h := g - 1; h >= max(0, g-maxNeighbours) && see(h); h-- {
	}
	for h := g + 1; h < min(len(all), g+1+maxNeighbours) && see(h); h++ {
	}
	e.add(420, mix(min(clashes, 3), own))
	e.add(421, mix(min(company, 3), own))
	e.add(422, mix(bucket(int32(density*2)), own))
	e.add(423, mix(boolean(sentence == 0), own))
	e.add(424, mix(uint64(len(o.content)), mix(min(clashes, 3), own)))
}

// level makes six classes of a probability.
func level(p float32) uint64 { return uint64(p * 5.999) }

// inside reports whether t lies in one of the ranges.
func inside(t tokens, ranges []tokens) bool {
	for _, r := range ranges {
		if r.first <= t.first && t.last <= r.last {
			return true
		}
	}
	return false
}

// touch reports whether two sets of ranges share a token.
func touch(a, b []tokens) bool {
	for _, x := range a {
		for _, y := range b {
			if x.first < y.last && y.first < x.last {
				return true
			}
		}
	}
	return false
}

// density is the expected number of statements for every hundred tokens.
func density(all []judged, tokens int) float32 {
	sum := float32(0)
	for i := range all {
		sum += 1 - all[i].none
	}
	return sum * 100 / float32(max(tokens, 100))
}
