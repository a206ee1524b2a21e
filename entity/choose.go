package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// choice is a decision of the linker.
type choice struct {
	phrase int32   // the antecedent, or -1
	p      float32 // its probability, together with the others of its chain
}

// whoAdds returns the speaker before, where phrase p is who "added" or "went on": nobody adds
// to what another has said. -1 where it is not that, or cannot be the same one.
func (v *view) whoAdds(p int) int {
	ph := &v.phrases[p]
	s := v.source[ph.head]
	if s < 0 || ph.class != he && ph.class != she || !isArgument(ph.role) || v.adds(s) != 2 {
		return -1
	}
	q := v.lastSource(p)
	if q < 0 || !v.possible(p, int(q)) {
		return -1
	}
	return int(q)
}

// spokenOf returns whom phrase p is where the words that it stands in are said of somebody: “She could
// sell sand,” he said of his rival. -1 where they are not.
func (v *view) spokenOf(p int) int {
	ph := &v.phrases[p]
	s := v.inside[ph.head]
	if s < 0 || ph.quote < 0 || ph.class != he && ph.class != she {
		return -1
	}
	for _, span := range v.doc.Statements[s].Cue {
		for i := v.tokenAt(span.Start); i < len(v.word) && v.doc.Tokens[i].Start < span.End; i++ {
			for j := i + 1; j < len(v.word) && j < i+12 && v.sent[j] == v.sent[i]; j++ {
				q := v.headed[j]
				if q < 0 || v.doc.Words[j].Head != int32(i) || v.inside[j] == s {
					continue
				}
				c := &v.phrases[q]
				if c.first > 0 && (v.word[c.first-1] == "of" || v.word[c.first-1] == "about") && c.kind == person && c.number != plural && v.source[j] != s && v.possible(p, int(q)) {
					return int(q)
				}
			}
		}
	}
	return -1
}

// speaksFor holds those who speak of whoever they work for.
var speaksFor = map[string]bool{"spokesman": true, "spokeswoman": true, "spokesperson": true, "lawyer": true, "attorney": true, "aide": true, "agent": true, "publicist": true}

// principal returns for whom whoever says the words that phrase p stands in speaks, where they
// have named nobody else in them so far: “A spokesman for Bo Pell said that he would come.” -1 where nobody.
func (v *view) principal(p int) int {
	ph := &v.phrases[p]
	s := v.inside[ph.head]
	if s < 0 || ph.class != he && ph.class != she {
		return -1
	}
	for _, span := range v.doc.Statements[s].Source {
		for i := v.tokenAt(span.Start); i < len(v.word) && v.doc.Tokens[i].Start < span.End; i++ {
			if !speaksFor[v.word[i]] || v.source[i] != s {
				continue
			}
			for j := i + 1; j < len(v.word) && j < i+12 && v.doc.Tokens[j].Start < span.End; j++ {
				q := v.headed[j]
				if q < 0 || int(q) >= p {
					continue
				}
				c := &v.phrases[q]
				if c.first == 0 || v.word[c.first-1] != "for" && v.word[c.first-1] != "of" || c.kind != person || c.number == plural || !v.possible(p, int(q)) {
					continue
				}
				for k := int(q) + 1; k < p; k++ {
					if o := &v.phrases[k]; o.kind == person && v.inside[o.head] == s && v.possible(p, k) {
						return -1
					}
				}
				return int(q)
			}
		}
	}
	return -1
}

// byRole returns the chain that a description takes up by the role that the article
// gave it: "the Kenyan president" after "the Kenyan president, William Ruto". -1 if there is none
// or nobody can tell which.
func (v *view) byRole(p int) int {
	ph := &v.phrases[p]
	best, score, last := -1, uint64(1), int32(-1)
	tie := false
	for _, c := range v.holders[ph.lemma] {
		ch := &v.chains[c]
		// Only what stands before can be taken up.
		before := v.lastBefore(ch, p)
		if before < 0 {
			continue
		}
		fit := uint64(0)
		for _, r := range ch.roles {
			if r.head < ph.head {
				fit = max(fit, v.fits(ph, r))
			}
		}
		if fit == 2 && ph.sent-v.phrases[before].sent > 3 {
			continue // "the senator" is of somebody spoken of just now
		}
		switch {
		case fit > score:
			best, score, last, tie = int(c), fit, before, false
		case fit == score && best >= 0 && fit > 1:
			// The one spoken of last, if the other was not spoken of just before.
			near := v.phrases[last].sent
			if before > last {
				near = v.phrases[before].sent - near
				best, last = int(c), before
			} else {
				near -= v.phrases[before].sent
			}
			tie = near < 2
		}
	}
	if tie {
		return -1
	}
	return best
}

// anaphoric reports whether a noun phrase may take up something said before.
func anaphoric(ph *phrase) bool {
	switch ph.kind {
	case person, organisation, group:
		return ph.article == definite || ph.article == this
	}
	return false
}

// work is the scratch memory of the decisions.
type work struct {
	candidates []candidate
	features   []uint64
	scores     []float32
	opinions   []uint8
	row        [attributes]uint8
	others     []int32 // chains
}

func (v *view) decide(l *Linker, w *work, p int, allowed []bool) {
	c := v.choose(l, w, p, allowed, false)
	if c.phrase < 0 {
		if q := v.onlyBody(p); q >= 0 && allowed == nil {
			v.link(p, q, 0.75)
		}
		if q := v.only(w, p); q >= 0 && allowed == nil {
			v.link(p, q, 0.6)
			return
		}
		if q := v.goesOn(p, true); q >= 0 && allowed == nil && v.phrases[p].chain < 0 {
			v.link(p, q, 0.6)
		}
		return
	}
	least := float32(0.5)
	if v.phrases[p].form == verbatim.Pronoun {
		least = 0.3
	}
	if c.p < least {
		return
	}
	if q := v.goesOn(p, false); q >= 0 && allowed == nil && v.phrases[c.phrase].chain != v.phrases[q].chain {
		v.link(p, q, 0.8)
		return
	}
	if q := v.ofSentence(p); q >= 0 && allowed == nil && v.phrases[c.phrase].chain != v.phrases[q].chain && v.phrases[c.phrase].sent != v.phrases[p].sent {
		v.link(p, q, 0.8)
		return
	}
	v.link(p, int(c.phrase), c.p)
}

// only returns the one person whom "he" or "she" can be, where all candidates are of one, or -1: these
// pronouns do refer to somebody. Whoever says the words that the pronoun stands in is nobody to be spoken of in them.
func (v *view) only(w *work, p int) int {
	ph := &v.phrases[p]
	if ph.class != he && ph.class != she || len(w.candidates) == 0 {
		return -1
	}
	found := w.candidates[0].phrase
	c := &v.phrases[found]
	if c.kind != person || c.chain < 0 || w.candidates[len(w.candidates)-1].entity > 0 {
		return -1
	}
	if s := v.inside[ph.head]; s >= 0 && ph.quote >= 0 && (v.source[c.head] == s || v.speaksChain(s, c.chain)) {
		return -1
	}
	return int(found)
}

// onlyBody returns the name of the organisation that "the company" takes up where the sentences
// just before speak of one organisation alone, or -1.
func (v *view) onlyBody(p int) int {
	ph := &v.phrases[p]
	if ph.form != verbatim.Nominal || ph.kind != organisation || ph.number == plural || ph.article != definite || organs[v.nounLemma(int(ph.head))] {
		return -1
	}
	for i := ph.first; i < ph.head; i++ {
		if content(v.doc.Words[i].Tag) {
			return -1 // "the insurance company" may be another
		}
	}
	if int(ph.end) < len(v.word) && v.word[ph.end] == "of" {
		return -1
	}
	found := -1
	for q := p - 1; q >= max(0, p-150) && ph.sent-v.phrases[q].sent <= 3; q-- {
		c := &v.phrases[q]
		if c.name < 0 || c.kind != organisation || c.chain < 0 {
			continue
		}
		if found >= 0 && v.phrases[found].chain != c.chain {
			return -1
		}
		if found < 0 {
			found = q
		}
	}
	return found
}

// organs are parts of a body that go by no name of it: "the board" is not the bank that was named last.
var organs = set("board", "management", "committee", "panel", "jury", "staff", "workforce", "crew", "cabinet", "audience", "inquiry", "family")

// noOrgan reports whether "the board" was taken for a body whose name has no such noun.
func (v *view) noOrgan(p int) bool {
	ph := &v.phrases[p]
	noun := v.nounLemma(int(ph.head))
	if !organs[noun] {
		return false
	}
	ch := &v.chains[ph.chain]
	return ch.names > 0 && ch.full >= 0 && v.word[v.doc.Mentions[v.phrases[ch.full].name].End-1] != noun
}

// namedBody returns the last organisation with the noun of "the bank" in its name, or -1.
func (v *view) namedBody(p int) int {
	ph := &v.phrases[p]
	if ph.kind != organisation || ph.article != definite || ph.head != ph.first+1 || int(ph.end) < len(v.word) && v.word[ph.end] == "of" {
		return -1
	}
	for q := p - 1; q >= max(0, p-150); q-- {
		c := &v.phrases[q]
		if c.name >= 0 && c.kind == organisation && c.chain >= 0 {
			if m := &v.doc.Mentions[c.name]; m.End-m.First > 1 && hashString(v.word[m.End-1]) == ph.lemma {
				return q
			}
		}
	}
	return -1
}

// choose returns the antecedent of phrase p that the linker prefers, "none" among them
// unless some must be.
func (v *view) choose(l *Linker, w *work, p int, allowed []bool, some bool) choice {
	w.candidates = v.candidates(w.candidates[:0], p)
	if allowed != nil {
		w.candidates = slices.DeleteFunc(w.candidates, func(c candidate) bool { return !allowed[c.phrase] })
	}
	if s := v.source[v.phrases[p].head]; s >= 0 && !v.given && (v.phrases[p].class == he || v.phrases[p].class == she) {
		if w.others = v.thirdPersons(w.others[:0], s, p); len(w.others) > 0 {
			w.candidates = slices.DeleteFunc(w.candidates, func(c candidate) bool { return slices.Contains(w.others, v.phrases[c.phrase].chain) })
			v.rankEntities(w.candidates)
		}
	}
	if len(w.candidates) == 0 {
		return choice{phrase: -1}
	}
	w.features = v.noneFeatures(w.features[:0], p, len(w.candidates))
	none := l.score(w.features)
	for k := range w.candidates {
		c := &w.candidates[k]
		w.features = v.pairFeatures(w.features[:0], p, *c, k)
		c.score = l.score(w.features)
	}
	if v.phrases[p].form == verbatim.Pronoun {
		none = v.climb(l, w, p, none)
	}
	top := none
	for k := range w.candidates {
		top = max(top, w.candidates[k].score)
	}
	sum := exp(none - top)
	pNone := sum
	for k := range w.candidates {
		c := &w.candidates[k]
		c.p = exp(c.score - top)
		sum += c.p
	}
	best := choice{phrase: -1, p: pNone / sum}
	if some {
		best.p = 0
	}
	for k := range w.candidates {
		c := &w.candidates[k]
		total := c.p
		if ch := v.phrases[c.phrase].chain; ch >= 0 {
			for j := range w.candidates {
				if j != k && v.phrases[w.candidates[j].phrase].chain == ch {
					total += w.candidates[j].p
				}
			}
		}
		if total/sum > best.p {
			best = choice{c.phrase, total / sum}
		}
	}
	if best.phrase >= 0 && !some && v.either(w, best, sum) {
		return choice{phrase: -1}
	}
	return best
}

// climb replaces the scores of the candidates of a pronoun by those of the trees, which ask for the scores of the
// linear model among other things. It returns the score of "nothing".
func (v *view) climb(l *Linker, w *work, p int, none float32) float32 {
	w.scores = append(w.scores[:0], none)
	best := w.candidates[0].score
	for k := range w.candidates {
		w.scores = append(w.scores, w.candidates[k].score)
		best = max(best, w.candidates[k].score)
	}
	w.opinions = w.opinions[:0]
	opinions(w.scores, func(_ int, b uint8) { w.opinions = append(w.opinions, b) })
	last := v.lastSource(p)
	v.ofPronoun(&w.row, p, len(w.candidates))
	for k := range w.candidates {
		if w.scores[k+1] < best-unlikely {
			w.candidates[k].score = -100
			continue
		}
		v.ofCandidate(&w.row, p, w.candidates, k, last)
		w.row[aLinear] = w.opinions[k+1]
		w.candidates[k].score = l.trees.Score(w.row[:])
	}
	v.ofNothing(&w.row)
	w.row[aLinear] = w.opinions[0]
	return l.trees.Score(w.row[:])
}

// either reports whether the best candidate is one of a row, "A and B", and the other
// would do nearly as well: then nobody can tell.
func (v *view) either(w *work, best choice, sum float32) bool {
	b := &v.phrases[best.phrase]
	if b.form != verbatim.Named {
		return false
	}
	for k := range w.candidates {
		c := &w.candidates[k]
		o := &v.phrases[c.phrase]
		if c.phrase == best.phrase || o.sent != b.sent || o.chain == b.chain || o.form != verbatim.Named || c.p/sum < 0.005*best.p {
			continue
		}
		if v.joined(o, b) || v.joined(b, o) {
			return true
		}
	}
	return false
}

// exp is e to the x for x <= 0, from a table, so that every machine has the
// same bits.
func exp(x float32) float32 {
	if x < -20 {
		return 0
	}
	k := -x * expSteps
	i := int(k)
	f := k - float32(i)
	return float32(expTable[i]*(1-f)) + float32(expTable[i+1]*f)
}

const expSteps = 32

var expTable = func() (t [20*expSteps + 2]float32) {
	// (1-1/32+…) by repeated multiplication of e^(-1/32), which is exact enough
	// and the same everywhere.
	const step = 0.96923323447634410
	x := 1.0
	for i := range t {
		t[i] = float32(x)
		x = float64(x * step)
	}
	return t
}()
