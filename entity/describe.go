package entity

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

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
			// The tree may hang the name from either.
			for r := p - 1; r > q && q >= 0; r-- {
				if d := &v.phrases[r]; v.reach(d) == ph.first-1 && v.speaksForOther(q, r) {
					q = v.whose(q, r, p)
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
		if ph.name >= 0 && ph.kind == person && ph.chain >= 0 {
			v.equated(p)
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
			if d.form == verbatim.Nominal && d.chain == ph.chain && v.reach(d) == c {
				break // the tree has told
			}
			if (ph.kind == person && v.describes(d) || ph.kind == organisation && v.describesOwn(d)) && v.reach(d) == c {
				for r := q - 1; r >= 0 && v.phrases[r].sent == ph.sent && q-r < 4; r-- {
					if v.speaksForOther(r, q) {
						q = v.whose(r, q, p)
						break
					}
				}
				v.appose(q, p)
				break
			}
			if ph.kind == person && v.describesOwn(d) && v.reach(d) == c {
				// "The rope’s maker, Altimax,": nobody
				if v.makeBody(int(ph.chain)); v.chains[ph.chain].kind == organisation {
					v.appose(q, p)
				}
				break
			}
		}
	}
	// Behind it.
	if c := ph.end; c+1 < int32(s.Last) && v.word[c] == "," {
		for q := p + 1; q < len(v.phrases) && v.phrases[q].first <= c+1; q++ {
			d := &v.phrases[q]
			if d.first == c+1 && ph.kind == person && v.describes(d) && v.unclosed(d) {
				v.appose(p, q)
				break
			}
			if d.first == c+1 && (ph.kind == person && v.describes(d) && d.article != bare || ph.kind == organisation && v.describesBody(d)) && stop(v.reach(d)) && v.doc.Words[d.head].Rel != "conj" {
				v.appose(p, q)
				break
			}
		}
	}
}

// unclosed reports whether a verb stands directly behind a description where its second comma should: "Ann Moss,
// marketing manager at Quickprint said".
func (v *view) unclosed(d *phrase) bool {
	i := v.reach(d)
	if v.word[d.first] == "whose" || int(i) >= v.doc.Sentences[d.sent].Last {
		return false
	}
	t := v.doc.Words[i].Tag
	return (t == "VBD" || t == "VBZ") && (v.cue[i] >= 0 || v.doc.Words[i].Rel == "root")
}

// speaksForOther reports whether phrase o is somebody who speaks for the person d: "a spokeswoman for the president".
func (v *view) speaksForOther(o, d int) bool {
	a, b := &v.phrases[o], &v.phrases[d]
	return a.form == verbatim.Nominal && speaksFor[v.nounLemma(int(a.head))] && v.describes(a) && b.form == verbatim.Nominal && b.kind == person &&
		v.sent[b.first] == a.sent && v.word[a.end] == "for" && a.end+4 > b.first
}

// whose returns whether name p behind "a spokeswoman for the president" is that of who speaks, o, or of whom for, d. It is
// the former's, as in "…, Kara Dunne, said", but not where d is somebody's relative, "for Dunne's husband, Ivo", or where the
// name cannot be of one who is called a spokeswoman.
func (v *view) whose(o, d, p int) int {
	name := &v.phrases[p]
	g := name.gender
	if name.chain >= 0 {
		g = v.chains[name.chain].gender
	}
	if v.phrases[d].article == possessive || v.phrases[o].gender&g == 0 {
		return d
	}
	return o
}

// describesBody reports whether a phrase can stand in apposition to an organisation's name.
func (v *view) describesBody(d *phrase) bool {
	return d.form == verbatim.Nominal && d.row == nil && (d.kind == organisation || d.kind == person && d.article == definite) && d.number != plural &&
		(d.article == definite || d.article == indefinite) && d.chain < 0 && !d.title
}

// describesOwn reports whether a phrase before an organisation's name says what it is: "The operator, Valley Lines,".
func (v *view) describesOwn(d *phrase) bool {
	if d.form != verbatim.Nominal || d.row != nil || d.number == plural || d.chain >= 0 || d.title || d.article != definite && d.article != possessive {
		return false
	}
	l := v.nounLemma(int(d.head))
	return d.kind == organisation || ownBody[l] || makerNoun(l) || l == "owner" || l == "publisher" || l == "landlord" || l == "supplier" || l == "contractor"
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
				if m := v.named[i]; m >= 0 && !v.hyphened(m) {
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
		if ownBody[v.nounLemma(int(ph.head))] && v.chains[owner].kind == organisation && (ph.article == definite || ph.article == bare) {
			v.add(int(owner), p) // "the IG Metall union" is IG Metall
			ph.sure = 0.9
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

// ownBody are nouns that say what a body is whose name stands before them.
var ownBody = set("union", "company", "firm", "newspaper", "magazine", "charity", "airline", "chain", "broadcaster", "retailer", "website", "party",
	"watchdog", "regulator", "lender", "carmaker", "automaker", "supermarket", "startup", "think-tank", "group", "carrier", "manufacturer", "maker", "developer", "toolmaker", "drugmaker", "chipmaker", "operator", "bank", "agency", "giant")

// hyphened reports whether a name is the first part of an adjective: "the Stuttgart-based company".
func (v *view) hyphened(m int32) bool {
	end := v.doc.Mentions[m].End
	return end+1 < len(v.word) && (v.word[end] == "-" || strings.HasPrefix(v.word[end], "-")) && v.doc.Tokens[end].Start == v.doc.Tokens[end-1].End
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
	case pa.name >= 0 && v.dateline(pa, pb):
		return
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
		if pb.kind == person && pa.article == definite && end == pa.end {
			v.namedLater(a, int(pb.chain))
		}
	}
}

// dateline reports whether a name is the place before the dash with which a report begins: "KELDRA (Northern
// Wire) - The president".
func (v *view) dateline(name, d *phrase) bool {
	if name.first != int32(v.doc.Sentences[name.sent].First) {
		return false
	}
	for i := name.end; i < d.first && i < name.end+16; i++ {
		switch v.word[i] {
		case "-", "–", "—", "--":
			return true
		}
	}
	return false
}

// namedLater joins who was brought in without a name to the name that stands in apposition when
// the text takes them up: "told her apprentice … The apprentice, Finn Adler". Where two were brought in by one noun,
// nobody can tell which of them it is.
func (v *view) namedLater(p, chain int) {
	ph := &v.phrases[p]
	found := -1
	for q := p - 1; q >= 0 && p-q < 60 && ph.sent-v.phrases[q].sent <= 5; q-- {
		c := &v.phrases[q]
		if c.form != verbatim.Nominal || c.lemma != ph.lemma || c.row != nil || c.title {
			continue
		}
		if found >= 0 || c.chain >= 0 || c.number == plural || c.article != possessive && c.article != indefinite || v.agree(ph, c) == 2 {
			return
		}
		found = q
	}
	if found >= 0 {
		v.phrases[found].sure = 0.85
		v.add(chain, found)
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

// equated joins "The last president to go there was Y" to Y. It gives Y no office: the last to do something is
// not who holds it.
func (v *view) equated(p int) {
	ph := &v.phrases[p]
	cop, s := int32(-1), int32(-1)
	for i := ph.first - 1; i >= 0 && ph.first-i < 24 && v.sent[i] == ph.sent; i-- {
		if h := v.doc.Words[i].Head; h < ph.first || h >= ph.end {
			continue
		}
		switch v.doc.Words[i].Rel {
		case "cop":
			cop = i
		case "nsubj":
			s = i
		case "aux", "advmod":
			return // may be, was not
		}
	}
	if i := v.doc.Sentences[ph.sent].First; s < 0 && i+2 < int(ph.first) && ranked[v.word[i+1]] && (v.word[ph.first-1] == "was" || v.word[ph.first-1] == "is") {
		// Whatever the tree says.
		for k := i + 2; k < i+5 && k < int(ph.first)-1; k++ {
			if q := v.headed[k]; q >= 0 && int(v.phrases[q].first) == i {
				cop, s = ph.first-1, int32(k)
			}
		}
	}
	if cop != ph.first-1 || s < 0 || s > cop {
		return
	}
	if q := v.headed[s]; q >= 0 && v.describes(&v.phrases[q]) && v.phrases[q].article == definite {
		v.phrases[q].sure = 0.85
		v.add(int(ph.chain), int(q))
	}
}

// ranked single somebody out.
var ranked = set("last", "first", "only", "latest", "next", "youngest", "oldest", "second", "third")

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
