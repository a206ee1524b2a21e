package entity

import (
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// Facts are what is known of names beside the article: a gazetteer, or a
// desk's registry laid over it.
type Facts interface {
	Find(dst []gazetteer.Entry, name string) []gazetteer.Entry
	Surname(dst []gazetteer.Entry, name string) []gazetteer.Entry
	Demonym(dst []gazetteer.Nationality, word string) []gazetteer.Nationality
	GivenName(name string) (gender verbatim.Gender, known bool)
	SameGiven(a, b string) bool
	Honorific(word string) (gazetteer.Honorific, bool)
	Speaks(dst []gazetteer.Metonym, name string) []gazetteer.Metonym
	Territory(code string) (gazetteer.Entry, bool)
	RoleNoun(phrase string) (gazetteer.RoleNoun, bool)
}

// scratch is memory for what is asked of Facts.
type scratch struct {
	entries  []gazetteer.Entry
	peoples  []gazetteer.Nationality
	metonyms []gazetteer.Metonym
}

// genderOf returns the gender of those who bear a given name, both where it is not known.
func (v *view) genderOf(given string) gender {
	g, _ := v.facts.GivenName(given)
	return genderBits(g)
}

func genderBits(g verbatim.Gender) gender {
	switch g {
	case verbatim.Male:
		return male
	case verbatim.Female:
		return female
	}
	return male | female
}

// isAddress reports whether a word is a form of address before a name: "Mr", "Dame".
func (v *view) isAddress(word string) bool {
	_, ok := v.facts.Honorific(word)
	return ok
}

// address returns the gender that a form of address tells, both where it tells none, 0 where
// the word is none.
func (v *view) address(word string) gender {
	h, ok := v.facts.Honorific(word)
	if !ok {
		return 0
	}
	return genderBits(h.Gender)
}

// isPerson reports whether a noun names a person by an office, a trade or a relation.
func (v *view) isPerson(noun string) bool {
	n, ok := v.facts.RoleNoun(noun)
	return ok && n.Sort != gazetteer.Collective
}

// isBody reports whether a noun names a body of people.
func (v *view) isBody(noun string) bool {
	if bodies[noun] {
		return true
	}
	n, ok := v.facts.RoleNoun(noun)
	return ok && n.Sort == gazetteer.Collective
}

// isGiven reports whether a word is known as a given name.
func (v *view) isGiven(word string) bool {
	_, known := v.facts.GivenName(word)
	return known
}

// territories appends the codes of the territories that a word names or is the demonym of.
func (v *view) territories(dst []string, word string) []string {
	v.peoples = v.facts.Demonym(v.peoples[:0], word)
	for i := range v.peoples {
		dst = append(dst, v.peoples[i].Country)
	}
	v.entries = v.facts.Find(v.entries[:0], word)
	for i := range v.entries {
		if e := &v.entries[i]; e.Type == gazetteer.Country || e.Type == gazetteer.Region {
			dst = append(dst, e.Country)
		}
	}
	return dst
}

// samePlace reports whether two words stand for one territory: "Ukraine" and
// "Ukrainian".
func (v *view) samePlace(a, b string) bool {
	if len(a) < 2 || len(b) < 2 || a[0] != b[0] && len(a) > 3 && len(b) > 3 {
		return false
	}
	var x, y [4]string
	p, q := v.territories(x[:0], a), v.territories(y[:0], b)
	for _, c := range p {
		for _, d := range q {
			if c == d && c != "" {
				return true
			}
		}
	}
	return false
}

// known returns the one entry of a kind that a name has, if it has just one: a country
// before a region and a region before a city.
func (v *view) known(kind verbatim.EntityKind, name string) (gazetteer.Entry, bool) {
	if len(name) > 100 {
		return gazetteer.Entry{}, false
	}
	v.entries = v.facts.Find(v.entries[:0], name)
	best, rank, ties := -1, 0, 0
	for i := range v.entries {
		e := &v.entries[i]
		if e.Kind != kind || e.Historical {
			continue
		}
		r := 1
		if kind == verbatim.Place {
			switch e.Type {
			case gazetteer.Country:
				r = 4
			case gazetteer.Region:
				r = 3
			default:
				r = 2
			}
		}
		switch {
		case r > rank:
			best, rank, ties = i, r, 0
		case r == rank:
			ties++
			if e.Type == gazetteer.City && e.Population > 5*v.entries[best].Population {
				best, ties = i, 0
			} else if e.Type == gazetteer.City && 5*e.Population < v.entries[best].Population {
				ties--
			}
		}
	}
	if best < 0 || ties > 0 {
		return gazetteer.Entry{}, false
	}
	return v.entries[best], true
}

// identity returns what is the same for all names of one thing that is known, or "".
func (v *view) identity(kind verbatim.EntityKind, name string) string {
	if kind == verbatim.Person && !strings.Contains(name, " ") {
		return ""
	}
	e, ok := v.known(kind, name)
	if !ok {
		return ""
	}
	return e.Key()
}

// seat returns how sure a name is to be that of a building or a capital that
// speaks for those in it: 2 a building, 1 a capital, 0 neither.
func (v *view) seat(name string) int {
	if len(name) > 60 {
		return 0
	}
	v.metonyms = v.facts.Speaks(v.metonyms[:0], name)
	if len(v.metonyms) == 0 {
		return 0
	}
	if e, ok := v.known(verbatim.Place, name); ok && e.Type == gazetteer.City {
		return 1 // Brussels is a city too
	}
	for i := range v.metonyms {
		if !v.metonyms[i].Capital {
			return 2
		}
	}
	return 1
}
