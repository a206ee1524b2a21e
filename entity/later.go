package entity

import (
	"github.com/verbatim-record/verbatim"
)

// News begins with what somebody is and names them in the next paragraph.

// nameSoon bounds how many sentences later the name comes.
const nameSoon = 3

// later joins descriptions of who speaks to the name that the text gives them only
// afterwards: "its transport minister said. … “…,” Ilse Varga told reporters", "the council … a spokesman
// for Westbridge Council".
func (v *view) later() {
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.form != verbatim.Nominal || ph.chain >= 0 || ph.title || ph.row != nil || ph.quote >= 0 || v.source[ph.head] < 0 {
			continue
		}
		switch {
		case ph.kind == person && ph.number != plural && ph.article == bare:
			if c := v.headlineOffice(p); c >= 0 {
				ph.sure = 0.85
				v.add(c, p)
			}
		case ph.kind == person && ph.number != plural:
			if q := v.officeNamed(p); q >= 0 {
				c := int(v.phrases[q].chain)
				ph.sure = 0.85
				v.related(ph.head, int32(c))
				v.add(c, p)
				if end := v.reach(ph); end <= v.phrases[q].first {
					v.addRole(int32(c), roleSpan{v.afterArticle(ph), end, ph.head})
				}
			}
		case ph.kind == organisation && ph.article == definite && ph.head == ph.first+1:
			if c := v.onlyNamedBody(p); c >= 0 {
				ph.sure = 0.8
				v.add(c, p)
			}
		}
	}
}

// officeNamed returns the name of the person whose office phrase p is, where the text gives it
// within three sentences: as the next speaker, whose name nothing explains, or by that office.
// -1 where another comes between.
func (v *view) officeNamed(p int) int {
	ph := &v.phrases[p]
	if end := v.reach(ph); int(end)+1 < len(v.word) && v.word[end] == "," && v.capital(int(end)+1) && v.named[end+1] >= 0 && v.sent[end+1] == ph.sent {
		return -1 // the name stands in apposition
	}
	office := (ph.article == definite || ph.article == possessive) && soleOffices[v.nounLemma(int(ph.head))]
	for q := p + 1; q < len(v.phrases) && v.phrases[q].sent-ph.sent <= nameSoon; q++ {
		b := &v.phrases[q]
		if b.sent == ph.sent || b.quote >= 0 || v.inside[b.head] >= 0 {
			continue
		}
		speaks := v.source[b.head] >= 0 && v.source[b.head] != v.source[ph.head]
		if b.form == verbatim.Nominal && b.kind == person && b.number != plural && speaks && b.role == subject && !b.title && b.lemma != ph.lemma {
			return -1
		}
		if b.name < 0 || b.kind != person || b.chain < 0 {
			continue
		}
		m := &v.doc.Mentions[b.name]
		ch := &v.chains[b.chain]
		if int(ch.phrases[0]) < p || v.namedBefore(ch, int32(q)) {
			if speaks {
				return -1 // somebody else goes on
			}
			continue
		}
		if len(v.nameWords(m)) < 2 || !speaks || ph.gender&ch.gender == 0 {
			continue
		}
		titled := b.first < int32(m.First) && (!v.isAddress(v.word[m.First-1]) || v.isPerson(v.word[m.First-1]))
		if titled {
			title := v.nounLemma(m.First - 1)
			if hashString(title) == ph.lemma && v.addressed(ph, b) {
				return q
			}
			if office && heads[title] && heads[v.nounLemma(int(ph.head))] && b.first+1 >= int32(m.First)-1 && len(ch.roles) <= 1 {
				return q // "the head of the National Weather Office … Director Alma Reinholt"
			}
			return -1
		}
		if len(ch.roles) == 0 && office {
			return q
		}
		return -1
	}
	return -1
}

// headlineOffice returns the chain of the one person who holds the office that a headline names without
// an article: "Bridge will reopen: mayor". -1 where none or several do.
func (v *view) headlineOffice(p int) int {
	ph := &v.phrases[p]
	s := &v.doc.Sentences[ph.sent]
	if int(ph.sent) > 0 && v.doc.Sentences[ph.sent-1].Paragraph == s.Paragraph || int(ph.sent)+1 < len(v.doc.Sentences) && v.doc.Sentences[ph.sent+1].Paragraph == s.Paragraph {
		return -1
	}
	if last := v.word[s.Last-1]; last == "." || int(ph.sent) > 40 {
		return -1
	}
	found := -1
	for _, c := range v.holders[ph.lemma] {
		for _, r := range v.chains[c].roles {
			if v.fits(ph, r) < 2 {
				continue
			}
			if found >= 0 && found != int(c) {
				return -1
			}
			found = int(c)
		}
	}
	return found
}

// addressed reports whether the modifiers of a description can be those of a title: "a federal judge" is no "High Court judge".
func (v *view) addressed(ph, title *phrase) bool {
	if title.first+1 == int32(v.doc.Mentions[title.name].First) {
		return true
	}
	return v.agree(ph, title) != 2
}

func (v *view) namedBefore(ch *chain, q int32) bool {
	for _, p := range ch.phrases {
		if p < q && v.phrases[p].name >= 0 {
			return true
		}
	}
	return false
}

// onlyNamedBody returns the chain of the one body of the article whose name ends in the noun of
// phrase p, where it is named later and no other body is spoken of by that noun. -1 where there is none.
func (v *view) onlyNamedBody(p int) int {
	ph := &v.phrases[p]
	if int(ph.end) < len(v.word) && v.word[ph.end] == "of" {
		return -1
	}
	found := int32(-1)
	for q := range v.phrases {
		b := &v.phrases[q]
		if b.name < 0 {
			if b.form == verbatim.Nominal && b.lemma == ph.lemma && (b.article != definite || b.head != b.first+1) {
				return -1 // "a council in Wales": there are several
			}
			continue
		}
		m := &v.doc.Mentions[b.name]
		if b.kind != organisation || b.chain < 0 || m.End-m.First < 2 || hashString(v.word[m.End-1]) != ph.lemma {
			continue
		}
		if q < p || found >= 0 && found != b.chain {
			return -1
		}
		found = b.chain
	}
	return int(found)
}

// heads are nouns for whoever leads a body, of which a text uses now one and now another.
var heads = set("head", "director", "chief", "boss", "chairman", "chairwoman", "chair", "president", "executive", "leader", "commissioner", "governor", "superintendent", "principal", "headteacher", "manager", "coach")

// soleOffices are nouns for what one person at a time is in a body or a place.
var soleOffices = set("minister", "president", "secretary", "premier", "chancellor", "governor", "mayor", "chief", "executive", "chairman", "chairwoman",
	"chair", "director", "boss", "head", "manager", "coach", "captain", "commissioner", "ambassador", "leader", "founder", "owner", "editor",
	"principal", "headteacher", "superintendent", "treasurer", "commander", "rector", "bishop", "archbishop", "king", "queen", "prince",
	"ceo", "sheriff", "prosecutor", "speaker")
