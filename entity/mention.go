package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// find lists the phrases of the document in text order of their heads.
func (v *view) find() {
	v.list()
	v.settle()
}

// findGiven is find where the mentions are given. It returns the label of each phrase, or -1.
func (v *view) findGiven(labels []Label) []int32 {
	v.list()
	v.given, v.labelOf = true, v.give(labels)
	v.settle()
	return v.labelOf
}

func (v *view) list() {
	doc := v.doc
	v.phrases = make([]phrase, 0, len(doc.Tokens)/3)
	for _, sentence := range doc.Sentences {
		if sentence.Furniture {
			continue
		}
		for i := sentence.First; i < sentence.Last; i++ {
			if m := v.named[i]; m >= 0 {
				if doc.Mentions[m].First == i || i == sentence.First {
					v.addName(int(m), sentence)
				}
				continue
			}
			v.addWord(i, sentence)
		}
	}
	v.rows()
}

// settle notes whose each token is.
func (v *view) settle() {
	v.often = map[uint64]int32{}
	for p := range v.phrases {
		if ph := &v.phrases[p]; ph.form == verbatim.Nominal && ph.row == nil && (!v.given || v.labelOf[p] >= 0) {
			v.often[ph.lemma]++
		}
	}
	for p := range v.phrases {
		if v.phrases[p].row == nil {
			v.own(p)
		}
	}
	v.titles()
}

// rows adds the phrases that others make together: "Tim Roe and his brother". A row stands
// behind the last of its members.
func (v *view) rows() {
	heads := map[int32]int32{} // phrases of a sentence by the token of their head
	var out []phrase
	where := make([]int32, len(v.phrases)) // new places
	var open []int32                       // first members of the rows that are not closed, in out
	sent := int32(-1)
	flush := func() {
		for _, f := range open {
			if r := v.rowOf(out, f); r.row != nil {
				out = append(out, r)
			}
		}
		open = open[:0]
		clear(heads)
	}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.sent != sent {
			flush()
			sent = ph.sent
		}
		where[p] = int32(len(out))
		w := &v.doc.Words[ph.head]
		joint, ok := heads[w.Head]
		if ok = ok && w.Rel == "conj"; !ok && ph.kind == person && ph.name >= 0 && len(out) > 0 {
			// "A and B", whatever the tree says.
			a := &out[len(out)-1]
			joint, ok = int32(len(out)-1), a.sent == ph.sent && a.kind == person && a.name >= 0 && ph.first == a.end+1 && v.word[a.end] == "and"
		}
		if ok {
			if first := joint; rowable(&out[first]) && rowable(ph) {
				f := &out[first]
				if f.row == nil {
					f.row = []int32{first}
					open = append(open, first)
				}
				f.row = append(f.row, int32(len(out)))
			}
		}
		out = append(out, *ph)
		heads[ph.head] = where[p]
		if ph.name >= 0 {
			for i := ph.first; i < ph.end; i++ {
				if v.named[i] == ph.name || v.named[i] < 0 {
					heads[i] = where[p]
				}
			}
		}
	}
	flush()
	v.phrases = out
}

// maxRow is how many can be meant by "they": longer rows are lists.
const maxRow = 12

// rowable reports whether a phrase can be one of a row that "they" takes up.
func rowable(ph *phrase) bool {
	return ph.form != verbatim.Pronoun && ph.kind != instant && ph.kind != thing
}

// rowOf makes the phrase of a row of its first member, which has gathered the others.
func (v *view) rowOf(out []phrase, first int32) phrase {
	f := &out[first]
	members := f.row
	f.row = nil
	if len(members) > maxRow {
		return phrase{}
	}
	last := &out[members[len(members)-1]]
	r := phrase{first: f.first, end: last.end, head: f.head, up: f.up, name: -1, sent: f.sent, quote: f.quote, chain: -1,
		form: verbatim.Nominal, kind: group, gender: anyGender, number: plural, role: f.role, clause: f.clause, row: members}
	return r
}

// addName adds the phrase of a name: with the titles that stand before it.
func (v *view) addName(m int, sentence verbatim.Sentence) {
	mention := &v.doc.Mentions[m]
	p := phrase{first: int32(mention.First), end: int32(mention.End), name: int32(m), form: verbatim.Named, number: singular}
	switch mention.Kind {
	case verbatim.Person:
		p.kind, p.gender = person, male|female
	case verbatim.Organisation:
		p.kind, p.gender, p.number = organisation, neuter, anyNumber
	case verbatim.Place:
		p.kind, p.gender = place, neuter
	case verbatim.Group:
		p.kind, p.gender, p.number = group, male|female, plural
	default:
		p.kind, p.gender = anyKind, anyGender
	}
	// The head is the word of the name that something outside governs.
	p.head = int32(mention.Head)
	for i := p.first; i < p.end; i++ {
		if h := v.doc.Words[i].Head; h < p.first || h >= p.end {
			p.head = i
			break
		}
	}
	if p.kind == person {
		p.first = v.titleStart(p.first, sentence)
	} else if f := v.left[p.head]; f < p.first && v.word[f] == "the" && f == p.first-1 {
		p.first = f
	}
	if d := p.first - 1; p.kind != person && d >= int32(sentence.First) && v.word[d] == "the" {
		p.first = d
	}
	v.finish(&p)
	v.phrases = append(v.phrases, p)
}

// titleStart returns where the titles before a person's name begin: "US
// defence secretary", "former Prime Minister", "Mr".
func (v *view) titleStart(at int32, sentence verbatim.Sentence) int32 {
	start := at
	seenTitle := false
	last := at - 1
	if k := v.officeFor(at, int32(sentence.First)); k >= 0 {
		start, last, seenTitle = k, k-1, true
	}
	for i := last; i >= int32(sentence.First) && at-i <= 10; i-- {
		w, tag := v.word[i], v.doc.Words[i].Tag
		switch {
		case v.isAddress(w):
			seenTitle, start = true, i
		case v.named[i] >= 0 && seenTitle:
			// "Nato secretary Mark Rutte", "President of Russia" is no title before a name
			if v.doc.Mentions[v.named[i]].Kind == verbatim.Person {
				return start
			}
			i = int32(v.doc.Mentions[v.named[i]].First)
			start = i
		case isNoun(tag) && v.named[i] < 0 && (v.titleWord(i) || i == at-1 && v.tied(i, at)):
			seenTitle, start = true, i
		case isNoun(tag) && seenTitle && v.named[i] < 0:
			start = i
		case seenTitle && (tag[0] == 'J' || tag == "HYPH" || tag == "VBN" || tag == "NNP"):
			start = i
		case seenTitle && (w == "'s" || w == "’s") && i > int32(sentence.First):
			// "Russia's president Vladimir Putin": the owner is a phrase of its own.
			return start
		case seenTitle && (tag == "DT" || tag == "PRP$"):
			return i
		default:
			return start
		}
	}
	return start
}

// officeFor returns the token of the office that stands before a name with what it is for, "Minister for Natural
// Resources", or -1.
func (v *view) officeFor(at, first int32) int32 {
	i := at - 1
	for i > first && at-i < 8 && (v.capital(int(i)) || v.word[i] == "and" || v.word[i] == "the") && !v.titleWord(i) {
		i--
	}
	if i == at-1 || i <= first || v.word[i] != "for" && v.word[i] != "of" || !v.titleWord(i-1) || !v.capital(int(i-1)) {
		return -1
	}
	return i - 1
}

// tied reports whether the noun at i directly before a name belongs to it in the tree.
func (v *view) tied(i, name int32) bool {
	m := &v.doc.Mentions[v.named[name]]
	if h := v.doc.Words[i].Head; h >= name && h < int32(m.End) {
		return true
	}
	for j := name; j < int32(m.End); j++ {
		if w := &v.doc.Words[j]; w.Head == i && (w.Rel == "appos" || w.Rel == "flat" || w.Rel == "nmod:desc" || w.Rel == "compound") {
			return true
		}
	}
	return false
}

// titleWord reports whether the noun at i can stand as a title before a name.
func (v *view) titleWord(i int32) bool {
	w := v.word[i]
	return v.isPerson(w)
}

// addWord adds the phrase that the word at i heads, if it heads one.
func (v *view) addWord(i int, sentence verbatim.Sentence) {
	w := &v.doc.Words[i]
	if c, poss, _ := pronoun(v.word[i], w.Tag); c != noPronoun && (c != demonstrative || w.Rel != "det") {
		v.addPronoun(i, c, poss)
		return
	}
	switch v.word[i] {
	case "nobody", "everybody", "anybody", "somebody", "nothing", "everything", "anything", "something", "none":
		return
	}
	if !isNoun(w.Tag) {
		if !v.stands(i) {
			return
		}
	} else if w.Head >= 0 && (w.Rel == "compound" || w.Rel == "flat" || w.Rel == "fixed" || w.Rel == "goeswith") {
		return
	}
	v.addNominal(i)
}

// stands reports whether an adjective, a number or a determiner stands for a
// noun: "many said", "the accused", "the three agreed".
func (v *view) stands(i int) bool {
	w := &v.doc.Words[i]
	switch roleOf(w.Rel) {
	case subject, passiveSubject, object, oblique, possessor, conjunct, modifier:
	default:
		return false
	}
	switch w.Tag {
	case "CD", "DT", "PDT", "JJS", "JJR":
		return roleOf(w.Rel) == subject || roleOf(w.Rel) == passiveSubject || roleOf(w.Rel) == conjunct && i+1 < len(v.word) && v.word[i+1] == "of"
	case "JJ", "VBN":
		return v.left[i] < int32(i) && v.word[v.left[i]] == "the" || roleOf(w.Rel) == subject
	}
	return false
}

func (v *view) addPronoun(i int, c class, poss bool) {
	p := phrase{first: int32(i), end: int32(i) + 1, head: int32(i), name: -1, form: verbatim.Pronoun, class: c}
	switch c {
	case he:
		p.kind, p.gender, p.number = person, male, singular
	case she:
		p.kind, p.gender, p.number = person, female, singular
	case it:
		p.gender, p.number = neuter, singular
	case they:
		p.gender, p.number = anyGender, anyNumber
	case first:
		p.kind, p.gender, p.number = person, male|female, singular
	case firsts:
		p.gender, p.number = male|female, plural
	case second:
		p.kind, p.gender, p.number = person, male|female, anyNumber
	default:
		p.gender, p.number = anyGender, anyNumber
	}
	v.finish(&p)
	if poss {
		p.role = possessor
	}
	v.phrases = append(v.phrases, p)
}

func (v *view) addNominal(i int) {
	w := &v.doc.Words[i]
	p := phrase{first: v.left[i], end: int32(i) + 1, head: int32(i), name: -1, form: verbatim.Nominal}
	for p.first < p.head && v.sent[p.first] != v.sent[p.head] {
		p.first++
	}
	lemma := v.nounLemma(i)
	p.lemma = hashString(lemma)
	p.number = singular
	if w.Tag == "NNS" || w.Tag == "NNPS" || v.word[i] == "people" || v.word[i] == "police" {
		p.number = plural
	}
	v.sort(&p, lemma)
	if p.kind == person && p.number == plural {
		p.kind = group
	}
	p.article = v.articleOf(&p)
	v.finish(&p)
	v.phrases = append(v.phrases, p)
}

// sort says what a noun refers to.
func (v *view) sort(p *phrase, lemma string) {
	word, tag := v.word[p.head], v.doc.Words[p.head].Tag
	n, known := gazetteer.RoleNoun{}, false
	if isNoun(tag) && !timeNouns[lemma] {
		n, known = v.facts.RoleNoun(lemma)
	}
	p.gender = neuter
	switch {
	case word == "someone" || word == "anyone" || word == "everyone" || word == "one" && p.head > 0 && v.word[p.head-1] == "no":
		p.kind, p.gender, p.number = person, male|female, anyNumber // "they" takes them up too
	case timeNouns[lemma]:
		p.kind = instant
	case known && n.Sort == gazetteer.Collective || bodies[lemma]:
		p.kind = organisation
		if p.number == singular {
			p.number = anyNumber // the government has said they
		}
	case known:
		p.kind, p.gender = person, genderBits(n.Gender)
		if n.Plural {
			p.number = plural
		}
	case word == "others":
		p.kind, p.gender, p.number = person, male|female, plural
	case !isNoun(tag):
		p.kind, p.gender, p.number = anyKind, anyGender, plural
		v.oneOf(p)
	default:
		p.kind, p.gender = thing, neuter
		if agentive(lemma) {
			p.kind, p.gender = anyKind, anyGender
		}
	}
}

// oneOf says what "one of his advisers" refers to: one of the sort that the noun names.
func (v *view) oneOf(p *phrase) {
	switch v.word[p.head] {
	case "one", "another", "neither", "either", "each":
	default:
		return
	}
	i := p.head + 1
	if int(i) >= len(v.word) || v.word[i] != "of" || v.sent[i] != v.sent[p.head] {
		return
	}
	p.number = singular
	for i++; int(i) < len(v.word) && i-p.head < 7 && v.sent[i] == v.sent[p.head]; i++ {
		tag := v.doc.Words[i].Tag
		if tag == "NNS" {
			if n, ok := v.facts.RoleNoun(v.nounLemma(int(i))); ok && n.Sort != gazetteer.Collective {
				p.kind, p.gender = person, genderBits(n.Gender)
			}
			return
		}
		if tag != "DT" && tag != "PRP$" && tag != "JJ" && tag != "NN" && tag != "NNP" && tag != "POS" && tag != "CD" {
			return
		}
	}
}

// agentive reports whether a noun looks like one for somebody who does something.
func agentive(lemma string) bool {
	if thingNouns[lemma] {
		return false
	}
	for _, end := range [...]string{"er", "or", "ist", "ian", "eer", "man", "woman", "crat"} {
		if len(lemma) > len(end)+3 && strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// nounLemma is the noun in the singular and in lower case. A compound with a
// hyphen has the lemma of its last part where it is known for nothing else.
func (v *view) nounLemma(i int) string {
	lemma := strings.ToLower(v.doc.Words[i].Lemma)
	if lemma == "" {
		lemma = v.word[i]
	}
	return lemma
}

func (v *view) articleOf(p *phrase) article {
	a := bare
	for i := p.first; i < p.head; i++ {
		switch v.doc.Words[i].Tag {
		case "PRP$", "POS":
			return possessive
		case "CD":
			if a == bare {
				a = quantified
			}
		case "DT", "PDT", "WDT":
			switch v.word[i] {
			case "the":
				a = definite
			case "a", "an", "another", "some", "any", "no":
				a = indefinite
			case "this", "these", "that", "those":
				a = this
			default:
				if a == bare {
					a = quantified
				}
			}
		}
	}
	return a
}

// finish fills what follows from the head.
func (v *view) finish(p *phrase) {
	w := &v.doc.Words[p.head]
	p.sent, p.quote, p.chain = v.sent[p.head], v.quote[p.head], -1
	p.up = w.Head
	p.role = roleOf(w.Rel)
	// "US defence secretary Pete Hegseth": where the tree hangs the name below
	// its title, what governs the title governs both.
	for steps := 0; p.up >= p.first && p.up < p.end && steps < 20; steps++ {
		p.role = roleOf(v.doc.Words[p.up].Rel)
		p.up = v.doc.Words[p.up].Head
	}
	if p.up >= 0 {
		up := &v.doc.Words[p.up]
		p.clause = up.Rel != "root" && up.Rel != "conj" && up.Rel != "parataxis"
		if p.role == conjunct {
			// A conjunct has the role of the first of its row.
			for steps := 0; p.up >= 0 && steps < 20; steps++ {
				up := &v.doc.Words[p.up]
				if r := roleOf(up.Rel); r != conjunct {
					if isNoun(up.Tag) || up.Tag == "PRP" {
						p.role = r
						p.up = up.Head
					}
					break
				}
				p.up = up.Head
			}
		}
	}
}

// own notes which tokens phrase p takes up.
func (v *view) own(p int) {
	ph := &v.phrases[p]
	v.headed[ph.head] = int32(p)
	for i := ph.first; i < ph.end; i++ {
		o := v.owner[i]
		if o < 0 || width(&v.phrases[o]) < width(ph) {
			v.owner[i] = int32(p)
		}
	}
}

func width(p *phrase) int32 { return p.end - p.first }

// titles marks the phrases that are the title of a name, so that they are no
// mentions by themselves.
func (v *view) titles() {
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.name < 0 || ph.kind != person {
			continue
		}
		for i := ph.first; i < int32(v.doc.Mentions[ph.name].First); i++ {
			if q := v.headed[i]; q >= 0 && v.phrases[q].form == verbatim.Nominal && v.phrases[q].row == nil {
				v.phrases[q].title = true
			}
		}
	}
}

func capitalised(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
