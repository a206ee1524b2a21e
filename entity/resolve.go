package entity

import (
	"cmp"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Resolve says who and what the names, descriptions and pronouns of a document
// refer to, and who makes each statement. It reads the names of
// Document.Mentions, the tree and the statements; it replaces Mentions by all
// mentions and fills Entities and the speakers of Statements.
//
// Names join by their words, appositions and titles by the tree. Pronouns and
// descriptions then choose, in text order, among what stands before them: a
// log-linear model ranks the candidates (Denis and Baldridge 2008) and their
// probabilities add up by entity. What nothing speaks for stays unresolved.
func Resolve(doc *verbatim.Document, l *Linker, facts Facts) {
	v := newView(doc, facts)
	v.find()
	v.chainNames()
	v.describe()
	v.bodies()
	v.refer(l, nil)
	v.speakers()
	v.firstPersons()
	v.write()
}

// choice is a decision of the linker.
type choice struct {
	phrase int32   // the antecedent, or -1
	p      float32 // its probability, together with the others of its chain
}

// refer resolves descriptions and pronouns in text order. Where allowed is
// given, only these phrases are candidates and only these are resolved: what scoring
// on labelled mentions needs.
func (v *view) refer(l *Linker, allowed []bool) {
	w := &work{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.title || ph.row != nil || ph.chain >= 0 || allowed != nil && !allowed[p] {
			continue
		}
		switch {
		case ph.form == verbatim.Nominal:
			if c := v.relative(p); c >= 0 && allowed == nil {
				ph.sure = 0.9
				v.add(c, p)
				continue
			}
			if !anaphoric(ph) {
				continue
			}
			if q := v.namedBody(p); q >= 0 && allowed == nil {
				v.link(p, q, 0.85)
				continue
			}
			if c := v.byRole(p); c >= 0 && allowed == nil {
				ph.sure = 0.92
				v.add(c, p)
				continue
			}
			v.decide(l, w, p, allowed)
		case ph.class == relative:
			if q := v.antecedent(p); q >= 0 && (allowed == nil || allowed[q]) {
				v.link(p, q, 0.95)
			}
		case ph.class >= he && ph.class <= they:
			if q := v.whoAdds(p); q >= 0 && allowed == nil {
				v.link(p, q, 0.93)
				continue
			}
			v.decide(l, w, p, allowed)
		}
	}
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
}

func (v *view) decide(l *Linker, w *work, p int, allowed []bool) {
	c := v.choose(l, w, p, allowed, false)
	if c.phrase < 0 {
		if q := v.onlyBody(p); q >= 0 && allowed == nil {
			v.link(p, q, 0.75)
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
	v.link(p, int(c.phrase), c.p)
}

// onlyBody returns the name of the organisation that "the company" takes up where the sentences
// just before speak of one organisation alone, or -1.
func (v *view) onlyBody(p int) int {
	ph := &v.phrases[p]
	if ph.form != verbatim.Nominal || ph.kind != organisation || ph.number == plural || ph.article != definite {
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
	if len(w.candidates) == 0 {
		return choice{phrase: -1}
	}
	w.features = v.noneFeatures(w.features[:0], p, len(w.candidates))
	none := l.score(w.features)
	top := none
	for k := range w.candidates {
		c := &w.candidates[k]
		w.features = v.pairFeatures(w.features[:0], p, *c, k)
		c.score = l.score(w.features)
		top = max(top, c.score)
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

// link makes p refer to what q refers to.
func (v *view) link(p, q int, sure float32) {
	c := int(v.phrases[q].chain)
	if c < 0 {
		c = v.begin(q)
	}
	v.phrases[p].sure = sure
	v.add(c, p)
}

// begin makes a chain of a phrase that is in none.
func (v *view) begin(q int) int {
	ph := &v.phrases[q]
	c := v.newChain(chain{full: -1, kind: ph.kind, gender: ph.gender, number: ph.number, row: ph.row})
	ph.sure = 1
	v.add(c, q)
	return c
}

// antecedent returns the phrase that a relative clause with pronoun p
// describes, or -1.
func (v *view) antecedent(p int) int {
	i := v.phrases[p].head
	for steps := 0; i >= 0 && steps < 12; steps++ {
		w := &v.doc.Words[i]
		if w.Rel == "acl:relcl" || w.Rel == "acl" {
			if q := v.phraseAt(w.Head); q >= 0 && (!v.personal(p) || v.phrases[q].kind != thing && v.phrases[q].kind != instant) {
				return q
			}
			break
		}
		i = w.Head
	}
	// "who … and who": the second is whom the first is.
	for q := p - 1; q >= 0 && v.personal(p) && v.phrases[q].sent == v.phrases[p].sent; q-- {
		if o := &v.phrases[q]; o.class == relative && v.personal(q) && o.chain >= 0 {
			return q
		}
	}
	// Without a clause in the tree: the noun directly before.
	for i := v.phrases[p].head - 1; i >= 0 && v.phrases[p].head-i < 3 && v.sent[i] == v.phrases[p].sent; i-- {
		if q := v.phraseAt(i); q >= 0 {
			return q
		}
	}
	return -1
}

// personal reports whether a relative pronoun stands for somebody.
func (v *view) personal(p int) bool {
	w := v.word[v.phrases[p].head]
	return w == "who" || w == "whom"
}

// phraseAt returns the phrase that token i heads or lies in, or -1.
func (v *view) phraseAt(i int32) int {
	if i < 0 {
		return -1
	}
	if q := v.headed[i]; q >= 0 && !v.phrases[q].title {
		return int(q)
	}
	return int(v.owner[i])
}

// describe joins appositions and complements to the names they describe, and
// collects the roles of each chain.
func (v *view) describe() {
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.name >= 0 {
			v.titleRole(p)
		}
		if ph.title {
			continue
		}
		if ph.name >= 0 && ph.kind == person {
			v.called(p)
		}
		// "the company Marlo Freight"
		if ph.name >= 0 && ph.kind != person && p > 0 && ph.first > 0 {
			if q := v.headed[ph.first-1]; q >= 0 && v.phrases[q].form == verbatim.Nominal && v.phrases[q].chain < 0 && v.phrases[q].article == definite && v.phrases[q].kind != thing {
				v.appose(int(q), p)
			}
		}
		if ph.role == apposition && ph.up >= 0 {
			q := v.phraseAt(ph.up)
			// "A and B, the chair": the chair is B.
			for r := p - 1; r > q && q >= 0; r-- {
				if b := &v.phrases[r]; b.end == ph.first-1 && b.name >= 0 && b.kind == v.phrases[q].kind && v.joined(&v.phrases[q], b) {
					q = r
					break
				}
			}
			if q >= 0 && q != p && v.phrases[q].end <= ph.first {
				v.appose(q, p)
			}
		}
		if ph.name >= 0 && ph.role == subject && ph.up > ph.end {
			v.complement(p)
		}
	}
	for p := range v.phrases {
		if ph := &v.phrases[p]; ph.name >= 0 && (ph.kind == person || ph.kind == organisation) && ph.chain >= 0 {
			v.besideCommas(p)
		}
	}
}

// called joins "a surgeon called Mei Watanabe".
func (v *view) called(p int) {
	ph := &v.phrases[p]
	i := ph.first - 1
	if i < 1 || v.sent[i] != ph.sent || v.word[i] != "called" && v.word[i] != "named" {
		return
	}
	if q := v.headed[i-1]; q >= 0 && v.describes(&v.phrases[q]) {
		v.appose(int(q), p)
	}
}

// besideCommas finds the appositions of a person's name that stand between commas and
// that the tree has as something else: "the Kenyan president, William Ruto, at …".
func (v *view) besideCommas(p int) {
	ph := &v.phrases[p]
	s := v.doc.Sentences[ph.sent]
	stop := func(i int32) bool {
		if i >= int32(s.Last) {
			return true
		}
		switch v.word[i] {
		case ",", ".", ")", "–", "—", "-", ";":
			return true
		}
		return false
	}
	// Before the name.
	if c := ph.first - 1; c > int32(s.First) && v.word[c] == "," && stop(ph.end) {
		for q := p - 1; q >= 0 && v.phrases[q].sent == ph.sent && p-q < 8; q-- {
			d := &v.phrases[q]
			if ph.kind == person && v.describes(d) && v.reach(d) == c {
				v.appose(q, p)
				break
			}
		}
	}
	// Behind it.
	if c := ph.end; c+1 < int32(s.Last) && v.word[c] == "," {
		for q := p + 1; q < len(v.phrases) && v.phrases[q].first <= c+1; q++ {
			d := &v.phrases[q]
			if d.first == c+1 && (ph.kind == person && v.describes(d) && d.article != bare || ph.kind == organisation && v.describesBody(d)) && stop(v.reach(d)) && v.doc.Words[d.head].Rel != "conj" {
				v.appose(p, q)
				break
			}
		}
	}
}

// describesBody reports whether a phrase can stand in apposition to an organisation's name.
func (v *view) describesBody(d *phrase) bool {
	return d.form == verbatim.Nominal && d.row == nil && (d.kind == organisation || d.kind == person && d.article == definite) && d.number != plural &&
		(d.article == definite || d.article == indefinite) && d.chain < 0 && !d.title
}

// describes reports whether a phrase can stand in apposition to a person's name.
func (v *view) describes(d *phrase) bool {
	return d.form == verbatim.Nominal && d.row == nil && d.kind == person && d.number != plural && d.chain < 0 && !d.title && v.doc.Words[d.head].Rel != "conj"
}

// bodies makes organisations of the nouns for bodies that have a name before
// them: "the Clinton campaign", "Trump’s administration", "the Saudi government". What they are called
// is that name and the noun, and two with the same name and noun are one.
func (v *view) bodies() {
	type key struct {
		chain int32
		noun  uint64
	}
	seen := map[key]int{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.form != verbatim.Nominal || ph.kind != organisation || ph.chain >= 0 || ph.title || ph.article == indefinite || v.doc.Words[ph.head].Tag == "NNS" {
			continue
		}
		owner := int32(-1)
		for i := ph.first; i < ph.head; i++ {
			if q := v.owner[i]; q >= 0 {
				// The phrase itself is the widest: the name inside is what is looked for.
				if m := v.named[i]; m >= 0 {
					owner = v.nameChain(m)
				}
			}
		}
		if owner < 0 {
			// "the city of Phoenix", "the University of Oxford"
			if ph.article != definite && ph.article != bare {
				continue
			}
			i := ph.end
			if int(i)+1 >= len(v.word) || v.word[i] != "of" || v.named[i+1] < 0 || v.sent[i+1] != ph.sent {
				continue
			}
			m := &v.doc.Mentions[v.named[i+1]]
			if m.Kind != verbatim.Place || m.First != int(i)+1 {
				continue
			}
			owner = v.nameChain(v.named[i+1])
			ph.end = int32(m.End)
		}
		if owner < 0 {
			continue
		}
		k := key{owner, ph.lemma}
		c, ok := seen[k]
		if !ok {
			c = v.begin(p)
			v.chains[c].body = true
			seen[k] = c
			continue
		}
		ph.sure = 0.9
		v.add(c, p)
	}
}

// nameChain returns the chain of the name at index m of the document's mentions, or -1.
func (v *view) nameChain(m int32) int32 {
	first := v.doc.Mentions[m].First
	for i := first; i < v.doc.Mentions[m].End; i++ {
		if q := v.headed[i]; q >= 0 && v.phrases[q].name == m {
			return v.phrases[q].chain
		}
	}
	return -1
}

// titleRole takes what stands before a name in its phrase for a role.
func (v *view) titleRole(p int) {
	ph := &v.phrases[p]
	if ph.kind != person || ph.chain < 0 {
		return
	}
	start, end := ph.first, int32(v.doc.Mentions[ph.name].First)
	for start < end && (v.doc.Words[start].Tag == "DT" || v.doc.Words[start].Tag == "PRP$") {
		start++
	}
	head := end - 1
	if start >= end || head < 0 {
		return
	}
	if w := v.word[head]; v.isAddress(w) && !v.isPerson(w) {
		return // "Mr" is no office
	}
	v.related(head, ph.chain)
	v.addRole(ph.chain, roleSpan{start, end, head})
}

// addRole notes a role of chain c and lets it be found by its nouns.
func (v *view) addRole(c int32, r roleSpan) {
	ch := &v.chains[c]
	if len(ch.roles) >= 8 {
		return
	}
	ch.roles = append(ch.roles, r)
	for i := r.first; i < r.end; i++ {
		if !isNoun(v.doc.Words[i].Tag) {
			continue
		}
		lemma := hashString(v.nounLemma(int(i)))
		if list := v.holders[lemma]; len(list) < 16 && !slices.Contains(list, c) {
			v.holders[lemma] = append(list, c)
		}
	}
}

// appose joins two phrases of which the later, b, stands in apposition to a.
func (v *view) appose(a, b int) {
	pa, pb := &v.phrases[a], &v.phrases[b]
	switch {
	case pa.name >= 0 && pb.name >= 0:
		return // two names in a row are a list or a place and its country
	case pa.name >= 0: // "Dmitry Medvedev, deputy chairman of …"
		if pa.kind == person && pb.kind == organisation && pa.chain >= 0 {
			v.makeBody(int(pa.chain))
		}
		if pa.chain < 0 || !fitting(pa.kind, pb) {
			return
		}
		pb.sure = 0.95
		v.related(pb.head, pa.chain)
		v.add(int(pa.chain), b)
		v.addRole(pa.chain, roleSpan{v.afterArticle(pb), v.reach(pb), pb.head})
	case pb.name >= 0: // "Trump’s predecessor Joe Biden", "the mayor, Ana Souza"
		if pb.chain < 0 || pa.chain >= 0 || !fitting(pb.kind, pa) {
			return
		}
		pa.sure = 0.95
		v.related(pa.head, pb.chain)
		v.add(int(pb.chain), a)
		end := v.reach(pa)
		if end > pb.first {
			end = pb.first
			for end > pa.end && v.doc.Words[end-1].Rel == "punct" {
				end--
			}
		}
		v.addRole(pb.chain, roleSpan{v.afterArticle(pa), end, pa.head})
	}
}

// makeBody corrects the kind of a chain that is called by one word: "Brightwater, the water
// company" is nobody.
func (v *view) makeBody(c int) {
	ch := &v.chains[c]
	if len(ch.words) != 1 || v.isGiven(ch.words[0]) || ch.gender != male|female {
		return
	}
	ch.kind, ch.gender, ch.number = organisation, neuter, anyNumber
	for _, p := range ch.phrases {
		ph := &v.phrases[p]
		ph.kind, ph.gender, ph.number = organisation, neuter, anyNumber
		v.doc.Mentions[ph.name].Kind = verbatim.Organisation
	}
}

// fitting reports whether a noun phrase can describe a name of kind k.
func fitting(k kind, ph *phrase) bool {
	switch k {
	case person:
		return ph.kind == person || ph.kind == anyKind && ph.number != plural
	case organisation:
		return ph.kind != group && ph.kind != instant // "WetterDienst, the forecaster"
	case anyKind:
		return true
	}
	return ph.kind != person
}

// complement joins "X is the president of Y" to X.
func (v *view) complement(p int) {
	ph := &v.phrases[p]
	q := v.headed[ph.up]
	if q < 0 || v.phrases[q].form != verbatim.Nominal || v.phrases[q].chain >= 0 || ph.chain < 0 {
		return
	}
	c := &v.phrases[q]
	if c.kind != person || !fitting(ph.kind, c) || c.number == plural {
		return
	}
	copula := false
	if ph.up-ph.end > 60 {
		return
	}
	for i := ph.end; i < ph.up; i++ {
		w := &v.doc.Words[i]
		if w.Head != ph.up {
			continue
		}
		switch w.Rel {
		case "cop":
			copula = true
		case "aux":
			return // would be, may be
		case "advmod":
			if w.Lemma == "not" || w.Lemma == "never" || w.Lemma == "n't" || w.Lemma == "n’t" {
				return
			}
		}
	}
	if !copula {
		return
	}
	c.sure = 0.9
	v.add(int(ph.chain), int(q))
	v.addRole(ph.chain, roleSpan{v.afterArticle(c), v.reach(c), c.head})
}

func (v *view) afterArticle(ph *phrase) int32 {
	start := ph.first
	for start < ph.head && (v.doc.Words[start].Tag == "DT" || v.doc.Words[start].Tag == "PDT") {
		start++
	}
	return start
}

// reach returns where the description that a noun heads ends: with what hangs on
// it by a preposition, before a comma or a clause.
func (v *view) reach(ph *phrase) int32 {
	end := ph.end
	last := int32(v.doc.Sentences[ph.sent].Last)
	for i := ph.end; i < last && i-ph.head < 30; i++ {
		w := &v.doc.Words[i]
		if w.Rel == "punct" && v.word[i] != "-" || w.Rel == "cc" && !v.below(w.Head, ph.head) {
			break
		}
		if w.Tag == "WP" || w.Tag == "WDT" || w.Tag == "WP$" || w.Tag == "MD" || w.Tag == "VBD" || w.Tag == "VBZ" {
			break
		}
		if !v.below(i, ph.head) {
			break
		}
		end = i + 1
	}
	for end > ph.end {
		if t := v.doc.Words[end-1].Tag; t == "IN" || t == "CC" || t == "TO" || t == "DT" {
			end--
			continue
		}
		break
	}
	return end
}

// write turns chains into entities.
func (v *view) write() {
	type entry struct{ chain, first int32 }
	var order []entry
	for c := range v.chains {
		ch := &v.chains[c]
		if len(ch.phrases) == 0 || !v.worth(ch) {
			continue
		}
		slices.Sort(ch.phrases)
		order = append(order, entry{int32(c), v.phrases[ch.phrases[0]].first})
	}
	slices.SortFunc(order, func(a, b entry) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.chain, b.chain)) })
	number := make([]int, len(v.chains))
	for i := range number {
		number[i] = -1
	}
	for i, e := range order {
		number[e.chain] = i
	}
	v.doc.Entities = make([]verbatim.Entity, len(order))
	mentions := make([]verbatim.Mention, 0, len(v.doc.Mentions)+len(v.phrases)/3)
	for p := range v.phrases {
		ph := &v.phrases[p]
		entity := -1
		if ph.chain >= 0 {
			entity = number[ph.chain]
		}
		if entity < 0 && ph.form != verbatim.Named {
			continue
		}
		m := verbatim.Mention{Span: v.span(ph.first, ph.end), Form: ph.form, First: int(ph.first), End: int(ph.end), Head: int(ph.head), Kind: ph.entityKind(), Entity: entity}
		if ph.name >= 0 {
			m.Name = v.doc.Mentions[ph.name].Name
			m.Head = v.doc.Mentions[ph.name].Head
		}
		mentions = append(mentions, m)
	}
	for i, e := range order {
		v.doc.Entities[i] = v.entity(int(e.chain))
	}
	slices.SortStableFunc(mentions, func(a, b verbatim.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	v.doc.Mentions = mentions
	for m := range mentions {
		if e := mentions[m].Entity; e >= 0 {
			v.doc.Entities[e].Mentions = append(v.doc.Entities[e].Mentions, m)
		}
	}
	for s := range v.doc.Statements {
		st := &v.doc.Statements[s]
		speakers := st.Speakers[:0]
		for _, c := range st.Speakers {
			if n := number[c]; n >= 0 && !slices.Contains(speakers, n) {
				speakers = append(speakers, n)
			}
		}
		if len(speakers) == 0 {
			speakers, st.SpeakerConfidence = nil, 0
		}
		st.Speakers = speakers
	}
}

// worth reports whether a chain is shown as an entity.
func (v *view) worth(ch *chain) bool {
	if ch.row != nil || ch.names == 0 && v.onlyPronouns(ch) {
		return false // its members are; nobody is known by "him"
	}
	if ch.names > 0 || ch.speaks || ch.body {
		return true
	}
	return ch.kind != thing && ch.kind != instant && (len(ch.phrases) > 1 || ch.kind == person || ch.kind == group)
}

func (v *view) span(first, end int32) verbatim.Span {
	return verbatim.Span{Start: v.doc.Tokens[first].Start, End: v.doc.Tokens[end-1].End}
}

func (v *view) entity(c int) verbatim.Entity {
	ch := &v.chains[c]
	e := verbatim.Entity{Kind: kinds[ch.kind], Plural: ch.number == plural}
	for _, r := range ch.roles {
		s := v.span(r.first, r.end)
		e.Roles = append(e.Roles, verbatim.Role{Title: fold(s.In(v.doc.Text)), Span: s})
	}
	switch ch.gender {
	case male:
		e.Gender = verbatim.Male
	case female:
		e.Gender = verbatim.Female
	}
	if ch.full >= 0 {
		e.Name = v.doc.Mentions[v.phrases[ch.full].name].Name
		if e.Kind == "" {
			e.Kind = verbatim.Organisation
		}
		v.identify(ch, &e)
	} else if ch.body {
		e.Kind = verbatim.Organisation
		ph := v.describer(ch)
		e.Name = v.span(v.afterArticle(ph), ph.end)
	} else {
		e.Kind, e.Unnamed = verbatim.Group, true
		ph := v.describer(ch)
		e.Name = v.span(ph.first, v.reach(ph))
	}
	return e
}

// describer returns the phrase that describes an unnamed chain best: the first
// that is no pronoun.
func (v *view) describer(ch *chain) *phrase {
	for _, p := range ch.phrases {
		if v.phrases[p].form == verbatim.Nominal {
			return &v.phrases[p]
		}
	}
	return &v.phrases[ch.phrases[0]]
}
