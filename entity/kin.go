package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// kin is what an article says of two of its people: "Walter Grieve and his son
// Callum".
type kin struct {
	noun   string
	owner  int32 // the phrase whose son it is: a name, or a pronoun that is resolved later
	member int32 // the chain of the son
}

// inverse names what the one is to the other, for the gender of the one that is asked for.
var inverse = map[string][]string{
	"father": {"son", "daughter", "child"}, "mother": {"son", "daughter", "child"}, "parent": {"son", "daughter", "child"},
	"son": {"father", "mother"}, "daughter": {"father", "mother"}, "child": {"father", "mother"},
	"husband": {"wife", "husband", "spouse", "partner"}, "wife": {"husband", "wife", "spouse", "partner"}, "spouse": {"spouse", "husband", "wife"}, "partner": {"partner"},
	"brother": {"brother", "sister"}, "sister": {"brother", "sister"}, "twin": {"twin", "brother", "sister"},
}

// offices names by which words the one in an office that another held or deputises for is called:
// "her successor, Daniel Pike … the new headteacher".
var offices = map[string][]string{
	"successor": {"new", "incoming", "current"}, "predecessor": {"former", "previous", "old", "outgoing"}, "deputy": {"deputy", "vice"},
}

// maxKin bounds the relations that are kept, the later for the earlier.
const maxKin = 32

// related notes that the noun at token head, with a possessive before it, is said of a name's chain.
func (v *view) related(head int32, chain int32) {
	noun := v.nounLemma(int(head))
	if inverse[noun] == nil && offices[noun] == nil && noun != "grandfather" && noun != "grandmother" {
		return
	}
	owner := v.ownerOf(head)
	if owner < 0 {
		return
	}
	if len(v.kin) == maxKin {
		v.kin = append(v.kin[:0], v.kin[1:]...)
	}
	v.kin = append(v.kin, kin{noun, owner, chain})
}

// aside reports whether a name is brought in as somebody's relative: "his late grandfather, Edwin Ward".
func (v *view) aside(p int32) bool {
	if p < 0 {
		return false
	}
	ph := &v.phrases[p]
	i := int32(v.doc.Mentions[ph.name].First) - 1
	if i > 0 && v.word[i] == "," {
		i--
	}
	for j := i; j >= 0 && i-j < 4 && v.sent[j] == ph.sent; j-- {
		switch v.doc.Words[j].Tag {
		case "PRP$":
			return j < i
		case "NN", "JJ":
		default:
			return false
		}
	}
	return false
}

// ownerOf returns the phrase that the noun at token head is said to belong to: "his son",
// "Walter’s son". -1 if there is none.
func (v *view) ownerOf(head int32) int32 {
	for i := head - 1; i >= 0 && head-i < 6 && v.sent[i] == v.sent[head]; i-- {
		if q := v.headed[i]; q >= 0 && v.phrases[q].role == possessor {
			return q
		}
		if t := v.doc.Words[i].Tag; t != "JJ" && t != "POS" && t != "PRP$" && t != "NNP" && t != "NN" && t != "CD" {
			return -1
		}
	}
	return -1
}

// inOffice returns the chain of the one whom the article calls the successor, predecessor or
// deputy of somebody, where phrase p names that one's office: "the deputy minister". -1 if it is not that, or
// fits two.
func (v *view) inOffice(p int) int {
	ph := &v.phrases[p]
	if ph.article != definite || ph.kind != person || ph.number == plural {
		return -1
	}
	found := int32(-1)
	for k := range v.kin {
		r := &v.kin[k]
		words := offices[r.noun]
		if words == nil || r.owner >= int32(p) || v.phrases[r.owner].chain < 0 {
			continue
		}
		by := false
		for i := ph.first; i < ph.head; i++ {
			by = by || slices.Contains(words, v.word[i])
		}
		// "Principal Anna Doyle" may hold an office that is no known noun.
		owner := v.phrases[r.owner].chain
		if !by || !slices.Contains(v.holders[ph.lemma], owner) && (r.noun != "successor" || len(v.chains[owner].roles) > 0) {
			continue
		}
		if found >= 0 && found != r.member {
			return -1
		}
		found = r.member
	}
	return int(found)
}

// deputises reports whether phrase ph is a deputy's description, and chain c is of somebody with a name whose
// roles have no such word: "the deputy minister" is not the minister.
func (v *view) deputises(ph *phrase, c int32) bool {
	by := ""
	for i := ph.first; i < ph.head; i++ {
		switch w := v.word[i]; w {
		case "deputy", "vice", "assistant":
			by = w
		}
	}
	if by == "" || v.chains[c].names == 0 {
		return false
	}
	for _, r := range v.chains[c].roles {
		for i := r.first; i < r.end; i++ {
			if v.word[i] == by {
				return false
			}
		}
	}
	return true
}

// relative returns the chain of somebody's named relative that phrase p is: "his father" after
// "Walter Grieve and his son Callum", where he is Callum. -1 if the article does not say.
func (v *view) relative(p int) int {
	ph := &v.phrases[p]
	if ph.form != verbatim.Nominal || ph.article != possessive || len(v.kin) == 0 {
		return -1
	}
	noun := v.nounLemma(int(ph.head))
	other := inverse[noun]
	owner := v.ownerOf(ph.head)
	if owner < 0 || v.phrases[owner].chain < 0 {
		return -1
	}
	whose := v.phrases[owner].chain
	for k := len(v.kin) - 1; k >= 0; k-- {
		r := &v.kin[k]
		from := v.phrases[r.owner].chain
		if from < 0 || r.owner >= int32(p) {
			continue
		}
		if r.noun == noun && from == whose {
			return int(r.member)
		}
		if r.member != whose || v.chains[from].gender&ph.gender == 0 {
			continue
		}
		for _, o := range other {
			if o == r.noun {
				return int(from)
			}
		}
	}
	return -1
}
