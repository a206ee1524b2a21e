package quote

// The ranker looks at a candidate statement as a whole. Its features answer
// what the token models cannot see: whether the content is a whole clause,
// whether its quotation marks pair, what was left over between the parts.

// option is a candidate statement: a cue and one reading of it.
type option struct {
	cue
	reading
}

// dense are the real-valued features of an option.
type dense [denseCount]float32

const (
	denseCue    = iota // log-probability of the cue
	denseRole          // log-probability of the reading given the cue
	denseGap           // difference to the best reading of the same cue
	denseLabel         // mean log marginal of the tokens under their roles
	denseSource        // the same for the source alone
	denseContent
	denseEnds // of the edges of the content
	denseCount

	denseAlone = denseCue // in the last look: the score of the option by itself
)

// rankFeatures fills e and d for option o. best is the score of the best
// reading of the same cue.
func (v *view) rankFeatures(e *emitter, d *dense, o *option, f *frame, best float32, lab []marginal) {
	*d = dense{}
	d[denseCue] = o.logp
	d[denseRole] = o.score
	d[denseGap] = o.score - best
	h := &v.tok[f.head]

	v.cueFeatures(e, f, h)
	order := v.orderFeatures(e, o, f)
	v.sourceFeatures(e, d, o, f, h, lab)
	v.contentFeatures(e, d, o, f, order, lab)
	e.add(200, mix(bucket(int32(-o.logp*3)), bucket(int32(-o.score*2))))
	e.add(201, bucket(int32(-o.logp*5)))
	e.add(202, bucket(int32(-o.score*4)))
	e.add(203, bucket(int32((best-o.score)*4)))
}

// cueFeatures look at the cue and its edges.
func (v *view) cueFeatures(e *emitter, f *frame, h *info) {
	before, after := v.at(f.first-1, h.first, h.last), v.at(f.last, h.first, h.last)
	length := bucket(f.last - f.first)
	last, first := &v.tok[f.last-1], &v.tok[f.first]
	e.add(210, f.whole)
	e.add(211, mix(f.lemma, length))
	e.add(212, mix(f.lemma, f.kids))
	e.add(213, mix(f.lemma, after.word))
	e.add(214, mix(last.tag, mix(after.tag, length)))
	e.add(215, mix(last.tag, after.word))
	e.add(216, mix(before.word, first.tag))
	e.add(217, mix(before.tag, mix(first.tag, length)))
	e.add(218, mix(mix(last.tag, last.rel), mix(after.tag, after.rel)))
	e.add(219, mix(mix(first.tag, first.rel), mix(before.tag, before.rel)))
	e.add(220, mix(last.word, after.tag))
	e.add(221, mix(f.lemma, before.word))
	// Children of the head left out of the cue: auxiliaries, particles,
	// adverbs, obliques belong to the verb group.
	for i := max(h.first, f.first-4); i < min(h.last, f.last+4); i++ {
		if (i < f.first || i >= f.last) && v.tok[i].head == f.head {
			side := uint64(1)
			if i >= f.last {
				side = 2
			}
			e.add(222, mix(v.tok[i].rel, side))
			e.add(223, mix(v.tok[i].rel, mix(side, mix(f.lemma, v.tok[i].tag))))
		}
	}
	quoted := uint64(0)
	if h.quote >= 0 {
		quoted = 1 + bucket(v.quot[h.quote].words)
	}
	e.add(224, mix(quoted, uint64(h.prior)))
	e.add(225, mix(h.rel, mix(uint64(h.prior), uint64(h.pos))))
	e.add(226, mix(h.tag, f.kids))
	head := &outside
	if h.head >= 0 {
		head = &v.tok[h.head]
	}
	e.add(227, mix(h.rel, head.lemma))
	e.add(228, mix(mix(h.rel, head.tag), f.lemma))
	e.add(229, mix(bucket(h.last-h.first), uint64(h.prior)))
}

// orderFeatures add the order of the parts and what lies between them.
func (v *view) orderFeatures(e *emitter, o *option, f *frame) uint64 {
	type part struct {
		tokens
		kind uint64
	}
	parts := make([]part, 0, 8)
	parts = append(parts, part{tokens{o.first, o.last}, 3})
	for _, t := range o.source {
		parts = append(parts, part{t, 1})
	}
	for _, t := range o.content {
		parts = append(parts, part{t, 2})
	}
	for i := 1; i < len(parts); i++ {
		for j := i; j > 0 && parts[j].first < parts[j-1].first; j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
	order := uint64(0)
	for _, p := range parts {
		order = order*4 + p.kind
	}
	e.add(230, order)
	e.add(231, mix(order, f.lemma))
	e.add(232, mix(order, f.kids))
	e.add(233, mix(order, v.tok[f.head].tag))
	for i := 1; i < len(parts); i++ {
		a, b := parts[i-1], parts[i]
		gap := uint64(0)
		if b.first-a.last <= 3 {
			for k := a.last; k < b.first; k++ {
				gap = mix(gap, v.tok[k].word)
			}
		} else {
			gap = 7 + bucket(b.first-a.last)
		}
		kinds := a.kind*4 + b.kind
		e.add(234, mix(kinds, gap))
		e.add(235, mix(mix(kinds, gap), mix(v.tok[b.first].tag, v.tok[a.last-1].tag)))
		if b.first-a.last == 1 {
			e.add(236, mix(kinds, mix(v.tok[a.last].tag, v.tok[b.first].word)))
		}
	}
	return order
}

// sourceFeatures look at the source.
func (v *view) sourceFeatures(e *emitter, d *dense, o *option, f *frame, h *info, lab []marginal) {
	if len(o.source) == 0 {
		e.add(240, f.lemma)
		e.add(241, mix(h.tag, f.kids))
		e.add(242, mix(f.whole, 1))
		return
	}
	e.add(243, uint64(len(o.source)))
	for _, t := range o.source {
		s := v.span(t)
		head := &v.tok[s.head]
		before, after := v.at(t.first-1, h.first, h.last), v.at(t.last, h.first, h.last)
		first, last := &v.tok[t.first], &v.tok[t.last-1]
		e.add(250, mix(head.rel, mix(boolean(head.head == f.head), f.lemma)))
		e.add(251, mix(head.tag, mix(head.rel, boolean(head.head == f.head))))
		e.add(252, s.shape())
		e.add(253, mix(s.shape(), mix(head.rel, head.tag)))
		e.add(254, mix(last.word, after.word))
		e.add(255, mix(last.tag, mix(after.tag, after.rel)))
		e.add(256, mix(before.word, first.tag))
		e.add(257, mix(bucket(t.last-t.first), mix(after.word, last.word)))
		e.add(258, mix(head.lemma, boolean(head.left == t.first && head.right == t.last-1)))
		e.add(259, mix(bucket(t.last-t.first), s.inside))
		e.add(260, mix(s.cutRel, after.tag))
		e.add(261, mix(s.cutRel, mix(after.word, bucket(t.last-t.first))))
		e.add(262, mix(head.tag, f.lemma))
		e.add(263, mix(after.tag, mix(after.word, s.inside)))
		e.add(264, mix(first.word, before.tag))
		d[denseSource] += v.meanLabel(t, lab, labelBSource)
	}
}

// contentFeatures look at the content: this is where it is decided where
// content begins and ends.
func (v *view) contentFeatures(e *emitter, d *dense, o *option, f *frame, order uint64, lab []marginal) {
	if len(o.content) == 0 {
		e.add(270, f.lemma)
		e.add(271, uint64(f.kids))
		return
	}
	total := int32(0)
	for n, t := range o.content {
		s := v.span(t)
		head := &v.tok[s.head]
		first, last := &v.tok[t.first], &v.tok[t.last-1]
		lo, hi := int32(0), int32(len(v.tok))
		before, after, after2 := v.at(t.first-1, lo, hi), v.at(t.last, lo, hi), v.at(t.last+1, lo, hi)
		side := uint64(1)
		if t.first >= f.last {
			side = 2
		}
		total += t.last - t.first
		atEnd := uint64(0) // how the fragment ends with respect to its sentence
		switch {
		case t.last == last.last:
			atEnd = 1
		case t.last == last.last-1 && after.pos == posPunct:
			atEnd = 2
		case t.last == last.last-2 && after.pos == posPunct && after2.pos == posPunct:
			atEnd = 3
		}
		atStart := uint64(0)
		switch t.first {
		case first.first:
			atStart = 1
		case first.first + 1:
			atStart = 2
		}
		marks := v.marks(t)
		e.add(300, mix(mix(last.word, after.word), side))
		e.add(301, mix(mix(last.tag, after.tag), mix(after2.tag, marks)))
		e.add(302, mix(after.word, mix(after2.word, marks)))
		e.add(303, mix(mix(after.word, after.rel), mix(s.cutRel, s.cutSide)))
		e.add(304, mix(mix(s.cutRel, s.cutSide), mix(atEnd, marks)))
		e.add(305, mix(s.shape(), mix(marks, side)))
		e.add(306, mix(s.shape(), mix(head.rel, boolean(head.head == f.head))))
		e.add(307, mix(mix(atEnd, atStart), mix(marks, side)))
		e.add(308, mix(mix(atEnd, side), f.lemma))
		e.add(309, mix(head.rel, mix(boolean(head.head == f.head), f.lemma)))
		e.add(310, mix(head.tag, mix(f.lemma, side)))
		e.add(311, mix(mix(before.word, first.word), side))
		e.add(312, mix(before.word, mix(first.tag, side)))
		e.add(313, mix(mix(first.word, side), f.lemma))
		e.add(314, mix(mix(before.tag, first.tag), mix(marks, side)))
		e.add(315, mix(marks, mix(uint64(n), bucket(int32(len(o.content))))))
		e.add(316, mix(marks, f.lemma))
		e.add(317, mix(bucket(t.last-t.first), mix(f.lemma, side)))
		e.add(318, mix(mix(s.leftRel, s.leftCut), mix(atStart, side)))
		e.add(319, mix(mix(s.leftRel, before.word), side))
		e.add(320, mix(s.rest, mix(marks, after.tag)))
		e.add(321, mix(s.inside, mix(after.word, atEnd)))
		e.add(322, mix(last.tag, mix(after.word, s.cutRel)))
		e.add(323, mix(s.cutRel, mix(after.word, f.lemma)))
		e.add(324, mix(after.tag, mix(s.shape(), atEnd)))
		e.add(325, mix(boolean(last.closes), mix(boolean(first.opens), mix(atEnd, atStart))))
		if last.quote >= 0 && after.quote == last.quote && !last.closes {
			e.add(326, mix(after.word, last.tag)) // stops inside a quotation
		}
		d[denseContent] += v.meanLabel(t, lab, labelBContent)
		d[denseEnds] += logOf(lab[t.first][labelBContent])
	}
	e.add(330, mix(uint64(len(o.content)), order))
	e.add(331, mix(bucket(total), mix(order, uint64(v.tok[f.head].prior))))
	// Other likely cues inside the content: the outermost one counts.
	inner := uint64(0)
	for _, t := range o.content {
		for i := t.first; i < t.last; i++ {
			if lab[i][labelBCue] > 0.5 {
				inner++
			}
		}
	}
	e.add(332, min(inner, 3))
	e.add(333, mix(min(inner, 3), f.lemma))
}

// shape of a range of tokens in the tree.
type shape struct {
	head    int32  // its topmost token
	inside  uint64 // relations that occur below the head, a bit each
	heads   uint64 // how many tokens have their head outside
	whole   bool   // the range is all that hangs under its topmost token
	cutRel  uint64 // relation of the first token behind the range whose head is inside
	cutSide uint64
	leftRel uint64 // relation of the last token before the range whose head is inside
	leftCut uint64
	rest    uint64 // whether the head has children behind the range, and the next token's relation
}

func (s *shape) shape() uint64 {
	return mix(boolean(s.whole), mix(min(s.heads, 3), mix(s.cutRel, s.leftRel)))
}

// span measures the range t of tokens.
func (v *view) span(t tokens) shape {
	var s shape
	s.head = t.first
	depth := 1 << 30
	lo, hi := int32(len(v.tok)), int32(-1)
	for i := t.first; i < t.last; i++ {
		w := &v.tok[i]
		if w.head < t.first || w.head >= t.last {
			if w.pos != posPunct {
				s.heads++
			}
			// The head closest to the root governs the range.
			d := 0
			for a := w.head; a >= 0 && d < 40; a = v.tok[a].head {
				d++
			}
			if w.pos == posPunct {
				d += 20
			}
			if d < depth {
				depth, s.head = d, i
			}
		}
		s.inside |= kidBit(v.words[i].Rel)
		switch v.words[i].Rel {
		case "acl:relcl":
			s.inside |= 1 << 20
		case "appos":
			s.inside |= 1 << 21
		case "acl":
			s.inside |= 1 << 22
		}
		lo, hi = min(lo, w.left), max(hi, w.right)
	}
	s.whole = lo == t.first && hi == t.last-1
	h := &v.tok[t.first]
	// What was cut off behind the range, and before it.
	for i := t.last; i < min(t.last+12, v.tok[t.last-1].last); i++ {
		if g := v.tok[i].head; g >= t.first && g < t.last && v.tok[i].pos != posPunct {
			s.cutRel = v.tok[i].rel
			s.cutSide = boolean(g == s.head) + 1
			break
		}
	}
	for i := t.first - 1; i >= max(t.first-8, h.first); i-- {
		if g := v.tok[i].head; g >= t.first && g < t.last && v.tok[i].pos != posPunct {
			s.leftRel = v.tok[i].rel
			s.leftCut = boolean(g == s.head) + 1
			break
		}
	}
	s.rest = mix(boolean(v.tok[s.head].right >= t.last), boolean(v.tok[s.head].left < t.first))
	return s
}

// marks tells how the quotation marks lie in t: none, the whole range is one
// quotation, pairs inside, or a mark whose partner is outside.
func (v *view) marks(t tokens) uint64 {
	if v.tok[t.first].opens && v.tok[t.last-1].closes && v.tok[t.first].quote == v.tok[t.last-1].quote {
		return 1
	}
	open, closed, any := 0, 0, false
	for i := t.first; i < t.last; i++ {
		if v.tok[i].opens {
			open++
			any = true
		} else if v.tok[i].closes {
			any = true
			if open > 0 {
				open--
			} else {
				closed++
			}
		}
	}
	inside := boolean(v.tok[t.first].quote >= 0 && !v.tok[t.first].opens)
	switch {
	case !any:
		return 2 + inside
	case open == 0 && closed == 0:
		if v.tok[t.first].opens {
			return 4
		}
		return 5 + boolean(v.tok[t.last-1].closes)
	case closed > 0:
		return 7
	case v.tok[t.first].opens:
		return 8
	}
	return 9
}

func (v *view) meanLabel(t tokens, lab []marginal, b uint8) float32 {
	var sum float32
	for i := t.first; i < t.last; i++ {
		sum += logOf(lab[i][b] + lab[i][b+1])
	}
	return sum / float32(t.last-t.first)
}

// logOf is a coarse logarithm, bounded below.
func logOf(p float32) float32 {
	switch {
	case p > 0.98:
		return 0
	case p > 0.9:
		return -0.05
	case p > 0.75:
		return -0.2
	case p > 0.5:
		return -0.5
	case p > 0.25:
		return -1
	case p > 0.1:
		return -1.8
	case p > 0.03:
		return -2.8
	}
	return -4
}

func boolean(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
