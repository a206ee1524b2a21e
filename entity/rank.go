package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// mix combines two hashes.
func mix(a, b uint64) uint64 {
	a ^= b + 0x9e3779b97f4a7c15 + a<<6 + a>>2
	a *= 0xff51afd7ed558ccd
	return a ^ a>>32
}

// bucket folds a count or a distance to few values.
func bucket(n int) uint64 {
	switch {
	case n < 5:
		return uint64(max(n, 0))
	case n < 8:
		return 5
	case n < 12:
		return 6
	case n < 20:
		return 7
	case n < 40:
		return 8
	}
	return 9
}

// groups of features; the number keeps their hashes apart.
const (
	fForm = iota + 1
	fKind
	fGender
	fDistance
	fRank
	fRole
	fSame
	fQuote
	fSalience
	fLemma
	fSpeaker
	fFirst
	fVerb
	fParagraph
	fArticle
	fPronoun
	fMatch
	fRoleMatch
	fNone
	fAhead
	fBias
	fControl
	fEntity
	fMisfit
	fTotal
	fTop
)

// pairFeatures appends what speaks for and against candidate number rank of
// the phrase p. They are what is known to decide (Lappin and Leass 1994; Durrett and
// Klein 2013), and what is special to news: who speaks.
func (v *view) pairFeatures(dst []uint64, p int, cand candidate, rank int) []uint64 {
	ph, c := &v.phrases[p], &v.phrases[cand.phrase]
	base := mix(uint64(ph.form[0]), uint64(ph.class)<<4|uint64(min(ph.kind, 7)))
	poss := uint64(0)
	if ph.role == possessor {
		poss = 1
	}
	add := func(group uint64, values ...uint64) {
		h := mix(group, 77)
		for _, x := range values {
			h = mix(h, x+1)
		}
		dst = append(dst, h, mix(h, base))
	}
	ahead := cand.phrase > int32(p)
	form := uint64(c.form[0])
	distance := bucket(int(v.apart(ph, c)))
	if ahead {
		distance = 15
	}
	ck, cg, cn, count := c.kind, c.gender, c.number, 1
	namedChain := uint64(0)
	if c.chain >= 0 {
		ch := &v.chains[c.chain]
		if ch.kind != anyKind {
			ck = ch.kind
		}
		cg, cn = ch.gender, ch.number
		count = v.before(ch, p)
		if ch.names > 0 {
			namedChain = 1
		}
	}
	crole, prole := uint64(c.role), uint64(ph.role)
	add(fForm, form, namedChain)
	if c.row != nil {
		add(fForm, 200, bucket(len(c.row)))
	}
	add(fKind, uint64(ck), form)
	add(fGender, uint64(cg), uint64(cn))
	add(fDistance, distance, form)
	add(fRank, bucket(rank), distance)
	add(fRank, bucket(rank), form, uint64(cg))
	add(fRank, bucket(rank), crole, namedChain, 9)
	add(fRole, crole, prole)
	add(fRole, 99, crole, distance, poss)
	add(fSalience, bucket(count), namedChain)
	add(fSalience, 99, bucket(count), distance)
	if c.form != verbatim.Pronoun {
		total := 0
		if c.chain >= 0 {
			total = v.chains[c.chain].names
		}
		if c.form == verbatim.Nominal {
			total += int(v.often[c.lemma])
		}
		g := uint64(0)
		if v.given {
			g = 1
		}
		add(fTotal, g, bucket(total), form)
		add(fTotal, g, bucket(total), distance, 5)
	}
	if c.clause {
		add(fRole, 98, crole)
	}
	if c.form == verbatim.Pronoun && c.class == ph.class {
		add(fPronoun, 1, distance)
		add(fPronoun, 2, crole, prole, distance)
	} else if c.form == verbatim.Pronoun {
		add(fPronoun, 3, uint64(c.class))
	}
	if c.form == verbatim.Nominal {
		add(fLemma, c.lemma)
		add(fArticle, uint64(c.article), uint64(ph.article))
	}
	// The same sentence: what stands where in the tree.
	if ph.sent == c.sent {
		switch {
		case ph.up == c.up && ph.up >= 0:
			add(fSame, 1, crole, prole)
		case v.below(ph.head, c.up):
			add(fSame, 2, crole, prole) // c's verb governs the clause of p
		case v.below(c.head, ph.up):
			add(fSame, 3, crole, prole)
		default:
			add(fSame, 4, crole, prole)
		}
		if ph.up >= 0 && c.up >= 0 && v.doc.Words[ph.up].Head == c.up {
			add(fControl, hashString(v.doc.Words[ph.up].Rel), crole, prole)
		}
	} else if int(c.sent) < len(v.doc.Sentences) && c.first == int32(v.doc.Sentences[c.sent].First) {
		add(fFirst, distance, prole)
	}
	if v.doc.Sentences[ph.sent].Paragraph == v.doc.Sentences[c.sent].Paragraph {
		add(fParagraph, 1)
	} else {
		add(fParagraph, 2, distance)
	}
	// Who speaks: inside somebody's words "he" is seldom that somebody in
	// quotation marks, and often is in reported speech.
	s := v.inside[ph.head]
	switch {
	case s >= 0 && v.source[c.head] == s:
		direct := uint64(0)
		if ph.quote >= 0 && v.quote[c.head] != ph.quote {
			direct = 1
		}
		add(fSpeaker, 1, direct, prole)
	case s >= 0 && c.chain >= 0 && v.speaksChain(s, c.chain):
		direct := uint64(0)
		if ph.quote >= 0 {
			direct = 1
		}
		add(fSpeaker, 2, direct, prole)
	case s >= 0 && v.inside[c.head] == s:
		add(fSpeaker, 3, distance)
	case v.source[ph.head] >= 0 && v.source[c.head] >= 0:
		add(fSpeaker, 4, distance)
		if v.source[c.head] == v.source[ph.head]-1 {
			add(fSpeaker, 5, distance)
		}
	case v.source[ph.head] >= 0 && v.inside[c.head] >= 0:
		add(fSpeaker, 6, distance, crole)
	case v.source[ph.head] >= 0:
		add(fSpeaker, 7, distance, crole)
	}
	if s := v.source[ph.head]; s >= 0 && isArgument(ph.role) {
		last := uint64(0)
		if t := v.lastSource(p); t >= 0 && (t == cand.phrase || v.phrases[t].chain >= 0 && v.phrases[t].chain == c.chain) {
			last = 1
		}
		add(fSpeaker, 8, last, v.adds(s))
	}
	pq, cq := uint64(0), uint64(0)
	if ph.quote >= 0 {
		pq = 1
	}
	if c.quote >= 0 {
		cq = 1
		if c.quote == ph.quote {
			cq = 2
		}
	}
	add(fQuote, pq, cq, distance)
	if ph.up >= 0 && (ph.class == it || ph.class == they) && ph.role == subject {
		add(fVerb, hashString(v.doc.Words[ph.up].Lemma), uint64(ck))
	}
	if ph.form == verbatim.Nominal {
		v.nominalFeatures(add, ph, c)
	}
	if v.given && ph.form == verbatim.Pronoun && !v.suits(p, int(cand.phrase)) {
		add(fMisfit, 1)
		add(fMisfit, 2, form, uint64(ck))
		add(fMisfit, 3, form, uint64(cg&ph.gender), uint64(cn&ph.number))
		add(fMisfit, 4, uint64(c.class))
	}
	return dst
}

// lastSource returns the phrase that is the source of the last statement before phrase p, or -1.
func (v *view) lastSource(p int) int32 {
	s := v.source[v.phrases[p].head]
	for q := p - 1; q >= 0 && p-q < 150; q-- {
		c := &v.phrases[q]
		if t := v.source[c.head]; t >= 0 && t != s && c.row == nil && !c.title && isArgument(c.role) && v.inside[c.head] < 0 {
			return int32(q)
		}
	}
	return -1
}

// adds tells by the cue of statement s whether its speaker has spoken before: 2 surely ("added"),
// 1 if the words are in quotation marks, else 0.
func (v *view) adds(s int32) uint64 {
	st := &v.doc.Statements[s]
	for _, span := range st.Cue {
		for i := v.tokenAt(span.Start); i < len(v.word) && v.doc.Tokens[i].Start < span.End; i++ {
			switch v.doc.Words[i].Lemma {
			case "add", "continue", "go", "conclude", "reiterate":
				return 2
			}
		}
	}
	if st.Kind == verbatim.Direct {
		return 1
	}
	return 0
}

// before is how many phrases of a chain stand before phrase p, or many.
func (v *view) before(ch *chain, p int) int {
	n, _ := slices.BinarySearch(ch.phrases[:ch.names], int32(p))
	for _, q := range tail(ch) {
		if int(q) < p {
			n++
		}
	}
	return n
}

// lastBefore returns the last phrase of a chain before phrase p, or -1.
func (v *view) lastBefore(ch *chain, p int) int32 {
	last := int32(-1)
	if n, _ := slices.BinarySearch(ch.phrases[:ch.names], int32(p)); n > 0 {
		last = ch.phrases[n-1]
	}
	for _, q := range tail(ch) {
		if int(q) < p {
			last = max(last, q)
		}
	}
	return last
}

// tail is the phrases that joined a chain last, without its names, which come first and in order.
// The bound keeps the time in proportion to the text.
func tail(ch *chain) []int32 {
	rest := ch.phrases[ch.names:]
	return rest[max(0, len(rest)-40):]
}

// speaksChain reports whether the source of statement s is of chain c.
func (v *view) speaksChain(s int32, c int32) bool {
	for _, span := range v.doc.Statements[s].Source {
		first := v.tokenAt(span.Start)
		for i := first; i < min(len(v.doc.Tokens), first+40) && v.doc.Tokens[i].Start < span.End; i++ {
			if h := v.headed[i]; h >= 0 && v.phrases[h].chain == c {
				return true
			}
		}
	}
	return false
}

// nominalFeatures adds what a noun phrase has in common with a candidate.
func (v *view) nominalFeatures(add func(uint64, ...uint64), ph, c *phrase) {
	art := uint64(ph.article)
	if c.form == verbatim.Nominal {
		if c.lemma == ph.lemma {
			add(fMatch, 1, art, uint64(c.article), v.agree(ph, c))
		} else {
			add(fMatch, 2, art)
		}
	}
	best := uint64(0)
	if c.chain >= 0 {
		for _, r := range v.chains[c.chain].roles {
			best = max(best, v.fits(ph, r))
		}
	}
	add(fRoleMatch, best, art)
	if c.form == verbatim.Named && c.chain >= 0 {
		m := &v.doc.Mentions[c.name]
		w := plain(v.word[m.End-1])
		if hashString(w) == ph.lemma {
			add(fMatch, 3, art) // "the Security Council … the council"
		}
	}
}

// agree compares the words before two nouns: 0 the same, 1 the later has none
// or fewer of its own, 2 it has others.
func (v *view) agree(ph, c *phrase) uint64 {
	other := uint64(0)
	same := true
	for i := ph.first; i < ph.head; i++ {
		if !content(v.doc.Words[i].Tag) {
			continue
		}
		found := false
		for j := c.first; j < c.head; j++ {
			if v.word[j] == v.word[i] {
				found = true
			}
		}
		if !found {
			other = 2
		}
	}
	if other == 0 && same {
		n, m := 0, 0
		for i := ph.first; i < ph.head; i++ {
			if content(v.doc.Words[i].Tag) {
				n++
			}
		}
		for j := c.first; j < c.head; j++ {
			if content(v.doc.Words[j].Tag) {
				m++
			}
		}
		if n < m {
			other = 1
		}
	}
	return other
}

func content(tag string) bool {
	return tag != "" && (tag[0] == 'N' || tag[0] == 'J' || tag == "CD" || tag == "VBN" || tag == "VBG")
}

// fits says how well a noun phrase takes up a role of the text: 0 not, 1 the
// noun is the same but the words before it are not among the role's, 2 the noun is the
// same and has no words before it, 3 they are among the role's.
func (v *view) fits(ph *phrase, r roleSpan) uint64 {
	lemma := hashString(v.nounLemma(int(r.head)))
	if lemma != ph.lemma {
		// "Ukrainian president" of "president of Ukraine" has the same noun.
		found := false
		for i := r.first; i < r.end && !found; i++ {
			if isNoun(v.doc.Words[i].Tag) && hashString(v.nounLemma(int(i))) == ph.lemma {
				found = true
			}
		}
		if !found {
			return 0
		}
	}
	words, in := 0, 0
	for i := ph.first; i < ph.head; i++ {
		if !content(v.doc.Words[i].Tag) {
			continue
		}
		words++
		for j := r.first; j < r.end; j++ {
			if v.word[j] == v.word[i] || v.samePlace(v.word[j], v.word[i]) {
				in++
				break
			}
		}
	}
	switch {
	case words == 0:
		return 2
	case in == words:
		return 3
	}
	return 1
}

// noneFeatures appends what speaks for phrase p referring to nothing before it.
func (v *view) noneFeatures(dst []uint64, p int, n int) []uint64 {
	ph := &v.phrases[p]
	base := mix(uint64(ph.form[0]), uint64(ph.class)<<4|uint64(min(ph.kind, 7)))
	add := func(values ...uint64) {
		h := mix(fNone, 77)
		for _, x := range values {
			h = mix(h, x+1)
		}
		dst = append(dst, h, mix(h, base))
	}
	add(1)
	add(2, uint64(ph.role))
	add(3, bucket(n))
	add(4, uint64(ph.article), uint64(ph.role))
	if ph.quote >= 0 {
		add(5)
	}
	if v.source[ph.head] >= 0 {
		add(6)
	}
	if ph.form == verbatim.Nominal {
		add(7, ph.lemma)
		follows := uint64(0)
		if int(ph.end) < len(v.word) && v.sent[ph.end] == ph.sent {
			switch v.word[ph.end] {
			case "of", "for", "in", "from", "at", "with":
				follows = 1
			case "who", "that", "which":
				follows = 2
			}
		}
		add(8, follows, uint64(ph.article))
		words := 0
		for i := ph.first; i < ph.head; i++ {
			if content(v.doc.Words[i].Tag) {
				words++
			}
		}
		add(9, bucket(words), uint64(ph.article))
	}
	if ph.class == it && ph.up >= 0 {
		up := &v.doc.Words[ph.up]
		add(10, hashString(up.Lemma))
		add(11, hashString(v.doc.Words[ph.head].Rel))
		add(12, hashString(up.Tag))
		next := ph.up + 1
		if int(next) < len(v.word) {
			add(13, hashString(v.word[next]))
		}
	}
	if ph.class == they && ph.up >= 0 {
		add(14, hashString(v.doc.Words[ph.up].Lemma))
	}
	if int(ph.sent) < len(v.doc.Sentences) && ph.first == int32(v.doc.Sentences[ph.sent].First) {
		add(15)
	}
	return dst
}
