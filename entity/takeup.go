package entity

import (
	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// What the words alone tell before the linker is asked.

// takeUpWithin bounds how many phrases and sentences back is looked.
const (
	takeUpPhrases   = 200
	takeUpSentences = 30
)

// sameNoun returns the body without a name that "the council" takes up because it was brought in by that
// noun: "the Labour-run council … the council". -1 where a name has the noun or two were brought in.
func (v *view) sameNoun(p int) int {
	ph := &v.phrases[p]
	if ph.kind != organisation || ph.article != definite || ph.head != ph.first+1 || int(ph.end) < len(v.word) && v.word[ph.end] == "of" {
		return -1
	}
	found := -1
	for q := p - 1; q >= max(0, p-takeUpPhrases) && ph.sent-v.phrases[q].sent <= takeUpSentences; q-- {
		c := &v.phrases[q]
		if c.name >= 0 && c.kind != person && c.chain >= 0 {
			// A school or a hospital may have been taken for a place.
			if m := &v.doc.Mentions[c.name]; m.End-m.First > 1 && hashString(v.word[m.End-1]) == ph.lemma {
				return q
			}
		}
		if c.lemma != ph.lemma || c.form != verbatim.Nominal || c.row != nil || c.title {
			continue
		}
		if c.number == plural || c.kind != organisation || c.article == quantified {
			return -1
		}
		if found >= 0 && c.chain != v.phrases[found].chain && (c.chain >= 0 || v.phrases[found].chain >= 0) {
			return -1
		}
		if found < 0 || c.head > c.first+1 {
			found = q
		}
	}
	if found < 0 || v.phrases[found].article == possessive {
		return -1
	}
	return found
}

// oneOfThem returns the phrase that "the diplomat" takes up where "one of the diplomats" was brought in. -1 where
// none was, or a name stands between that could be meant.
func (v *view) oneOfThem(p int) int {
	ph := &v.phrases[p]
	if ph.kind != person || ph.article != definite || ph.head != ph.first+1 || ph.number == plural {
		return -1
	}
	for q := p - 1; q >= max(0, p-takeUpPhrases/2) && ph.sent-v.phrases[q].sent <= 8; q-- {
		c := &v.phrases[q]
		if c.lemma == ph.lemma && c.form == verbatim.Nominal {
			if c.number != plural && c.chain >= 0 {
				return -1 // that one is nearer
			}
			if i := c.first; c.number == plural && i > 1 && v.word[i-1] == "of" && (v.word[i-2] == "one" || v.word[i-2] == "another") {
				return q
			}
		}
		if w := v.word[c.head]; w != "one" && w != "another" || int(c.head)+2 >= len(v.word) || v.word[c.head+1] != "of" {
			continue
		}
		for i := c.head + 2; int(i) < len(v.word) && i < c.head+8 && v.sent[i] == c.sent; i++ {
			if v.doc.Words[i].Tag == "NNS" {
				if hashString(v.nounLemma(int(i))) == ph.lemma {
					return q
				}
				break
			}
		}
	}
	return -1
}

// based returns the company that "the Stuttgart-based company" or "the Seattle firm" is: the last
// that was a subject by name in the sentences before. -1 where there is none.
func (v *view) based(p int) int {
	ph := &v.phrases[p]
	if ph.kind != organisation || ph.article != definite || !ownBody[v.nounLemma(int(ph.head))] {
		return -1
	}
	seat := false
	for i := ph.first + 1; i < ph.head; i++ {
		if v.word[i] == "based" || v.word[i] == "listed" || v.word[i] == "headquartered" {
			seat = true
		}
	}
	if !seat {
		return -1
	}
	found := -1
	for q := p - 1; q >= 0 && ph.sent-v.phrases[q].sent <= 3; q-- {
		c := &v.phrases[q]
		if c.name < 0 || c.chain < 0 || c.kind != organisation || c.sent == ph.sent || c.quote >= 0 {
			continue
		}
		if found >= 0 && v.phrases[found].chain != c.chain {
			if v.phrases[found].role == subject {
				break
			}
			return -1 // two, and neither is what the text is about
		}
		if found < 0 || c.role == subject {
			found = q
		}
	}
	return found
}

// titleNouns are the nouns that forms of address are short for.
var titleNouns = map[string][]string{
	"senator": {"sen.", "sen", "senator"}, "representative": {"rep.", "rep"}, "congressman": {"rep.", "rep"}, "congresswoman": {"rep.", "rep"}, "governor": {"gov.", "gov", "governor"},
	"professor": {"prof.", "prof", "professor"}, "councillor": {"cllr", "cllr.", "coun", "coun."}, "captain": {"capt.", "capt", "captain"}, "sergeant": {"sgt.", "sgt"}, "lieutenant": {"lt.", "lt"},
	"colonel": {"col.", "col", "colonel"}, "general": {"gen.", "gen", "general"}, "doctor": {"dr", "dr."}, "reverend": {"rev.", "rev"}, "pastor": {"rev.", "rev", "pastor"},
	"superintendent": {"supt.", "supt"}, "detective": {"det.", "det", "dc", "ds"}, "inspector": {"insp.", "insp", "di"}, "attorney general": {"atty. gen."},
}

// byTitle returns the one person named before whose form of address stands for the noun of
// phrase p: "the senator" of "Sen. Carla Munroe". -1 where none or several have it.
func (v *view) byTitle(p int) int {
	ph := &v.phrases[p]
	if ph.kind != person || ph.article != definite || ph.head != ph.first+1 || ph.number == plural || int(ph.end) < len(v.word) && v.word[ph.end] == "of" {
		return -1
	}
	short := titleNouns[v.nounLemma(int(ph.head))]
	if short == nil || len(v.holders[ph.lemma]) > 0 {
		return -1 // what is said of others counts too
	}
	found := int32(-1)
	for q := p - 1; q >= max(0, p-2*takeUpPhrases); q-- {
		c := &v.phrases[q]
		if c.name < 0 || c.kind != person || c.chain < 0 || c.first >= int32(v.doc.Mentions[c.name].First) && v.doc.Mentions[c.name].First > 0 {
			continue
		}
		w := v.word[max(0, v.doc.Mentions[c.name].First-1)]
		for _, s := range short {
			if s != w {
				continue
			}
			if found >= 0 && found != c.chain {
				return -1
			}
			found = c.chain
		}
	}
	return int(found)
}

// newOffice reports whether a description brings in who holds an office of a place or a body that
// nobody named before is said to hold: "the Archbishop of Adelaide".
func (v *view) newOffice(p int) bool {
	ph := &v.phrases[p]
	if ph.kind != person || ph.article != definite || ph.head != ph.first+1 || !soleOffices[v.nounLemma(int(ph.head))] {
		return false
	}
	i := ph.end
	if int(i)+1 >= len(v.word) || v.word[i] != "of" || v.sent[i+1] != ph.sent {
		return false
	}
	if v.word[i+1] == "the" {
		i++
	}
	return int(i)+1 < len(v.word) && v.capital(int(i)+1)
}

// ownedBodies joins "her office" to the body that the text calls by its owner's name: "Sen. Munroe’s office".
func (v *view) ownedBodies() {
	var named []int32
	for c := range v.chains {
		if v.chains[c].body {
			named = append(named, int32(c))
		}
	}
	if len(named) == 0 || len(named) > 64 {
		return
	}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.form != verbatim.Nominal || ph.kind != organisation || ph.article != possessive || ph.row != nil || ph.title || ph.chain >= 0 && v.chains[ph.chain].body {
			continue
		}
		owner := v.ownerOf(ph.head)
		if owner < 0 || v.phrases[owner].form != verbatim.Pronoun || v.phrases[owner].chain < 0 || ph.chain >= 0 && len(v.chains[ph.chain].phrases) > 1 {
			continue
		}
		for _, c := range named {
			first := &v.phrases[v.chains[c].phrases[0]]
			if first.lemma != ph.lemma || first.head > ph.head {
				continue
			}
			if o := v.bodyOwner(first); o >= 0 && o == v.phrases[owner].chain {
				if old := ph.chain; old >= 0 {
					v.chains[old].phrases, v.chains[old].nouns = nil, 0
				}
				ph.sure = min(0.85, v.phrases[owner].sure)
				v.add(int(c), p)
				break
			}
		}
	}
}

// bodyOwner returns the chain of the name in a body's phrase, or -1.
func (v *view) bodyOwner(ph *phrase) int32 {
	for i := ph.first; i < ph.head; i++ {
		if m := v.named[i]; m >= 0 {
			return v.nameChain(m)
		}
	}
	return -1
}

// noOutlet reports whether "the club" or "the council" was taken for a newspaper.
func (v *view) noOutlet(p int) bool {
	ph := &v.phrases[p]
	ch := &v.chains[ph.chain]
	if ph.kind != organisation || ch.full < 0 || ch.kind == person {
		return false
	}
	if v.onlyPlatform(ch) {
		return true // "in a statement on Facebook, the company"
	}
	if !notOutlets[v.nounLemma(int(ph.head))] {
		return false
	}
	m := &v.doc.Mentions[v.phrases[ch.full].name]
	if paperWords[v.word[m.End-1]] {
		return true
	}
	e, ok := v.known(verbatim.Organisation, m.Name.In(v.doc.Text))
	return ok && e.Type == gazetteer.Outlet
}

// notOutlets are nouns for bodies that are no newspaper and no station.
var notOutlets = set("club", "team", "council", "court", "school", "hospital", "ministry", "department", "university", "college", "party", "police", "army",
	"union", "government", "board", "charity", "airline", "church", "committee", "commission", "regulator", "bank", "parliament", "jury", "congress", "senate",
	"administration", "authority", "trust", "museum", "theatre", "library", "federation", "league", "foundation", "parish", "carrier", "retailer", "campaign")

// paperWords end the names of newspapers.
var paperWords = set("herald", "gazette", "times", "post", "tribune", "guardian", "telegraph", "mirror", "mail", "courier", "chronicle", "observer", "examiner",
	"bulletin", "echo", "argus", "journal", "news", "ledger", "star", "standard", "press", "record", "register", "sentinel", "reporter", "advertiser", "bugle", "trumpet")

// onlyPlatform reports whether every name of a chain stands where something was posted: "on Facebook".
func (v *view) onlyPlatform(ch *chain) bool {
	some := false
	for _, p := range ch.phrases[:min(len(ch.phrases), 64)] {
		ph := &v.phrases[p]
		if ph.name < 0 {
			continue
		}
		m := &v.doc.Mentions[ph.name]
		e, ok := v.known(verbatim.Organisation, m.Name.In(v.doc.Text))
		if !ok || e.Type != gazetteer.Platform || m.First == 0 {
			return false
		}
		switch v.word[m.First-1] {
		case "on", "to", "via":
		default:
			return false
		}
		some = true
	}
	return some
}

// onlyCompany returns the name of the one company that the article has named before "the company", however
// far back, or of the one that it has said to be a company: "the drugmaker Ansel Pharma". -1 where there are several.
func (v *view) onlyCompany(p int) int {
	ph := &v.phrases[p]
	if ph.kind != organisation || ph.article != definite || ph.head != ph.first+1 || ph.quote >= 0 || int(ph.end) < len(v.word) && (v.word[ph.end] == "of" || v.word[ph.end] == "'s" && v.source[ph.head] < 0) {
		return -1
	}
	noun := v.nounLemma(int(ph.head))
	if noun != "company" && noun != "firm" && !makerNoun(noun) && noun != "carrier" && noun != "retailer" && noun != "lender" {
		return -1
	}
	only, described := -1, -1
	several, both := false, false
	for q := p - 1; q >= max(0, p-2*takeUpPhrases); q-- {
		c := &v.phrases[q]
		if c.name < 0 || c.chain < 0 || c.kind != organisation {
			continue
		}
		ch := &v.chains[c.chain]
		if ch.full < 0 || v.noCompany(ch) {
			continue
		}
		switch {
		case only < 0:
			only = q
		case v.phrases[only].chain != c.chain:
			several = true
		}
		if v.saidCompany(ch) {
			switch {
			case described < 0:
				described = q
			case v.phrases[described].chain != c.chain:
				both = true
			}
		}
	}
	switch {
	case described >= 0 && !both:
		return described
	case only >= 0 && !several:
		return only
	}
	return -1
}

// saidCompany reports whether a description in the chain says that it is a company.
func (v *view) saidCompany(ch *chain) bool {
	for _, p := range ch.phrases[:min(len(ch.phrases), 32)] {
		if ph := &v.phrases[p]; ph.form == verbatim.Nominal {
			if l := v.nounLemma(int(ph.head)); ownBody[l] || makerNoun(l) {
				return true
			}
		}
	}
	return false
}

// noCompany reports whether the name of a chain is a newspaper's, a platform's, an agency's or an authority's.
func (v *view) noCompany(ch *chain) bool {
	if ch.body {
		return true
	}
	m := &v.doc.Mentions[v.phrases[ch.full].name]
	last := v.word[m.End-1]
	if paperWords[last] || notOutlets[last] {
		return true
	}
	e, ok := v.known(verbatim.Organisation, m.Name.In(v.doc.Text))
	return ok && e.Type != gazetteer.OtherOrganisation && e.Type != gazetteer.Company
}
