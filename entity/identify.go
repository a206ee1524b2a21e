package entity

import (
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// identify says who the bearer of a name is beyond the article: an identifier
// where the gazetteer has just one of that name and the article does not
// contradict, a key where the name is full, and the offices that the gazetteer
// knows for the day of the article where the article names none.
func (v *view) identify(ch *chain, e *verbatim.Entity) {
	name := fold(e.Name.In(v.doc.Text))
	entry, ok := gazetteer.Entry{}, false
	if e.Kind != verbatim.Person || strings.ContainsAny(name, " -\u00a0") {
		entry, ok = v.known(e.Kind, name)
	}
	if !ok && e.Kind == verbatim.Person {
		entry, ok = v.officeHolder(ch, name)
	}
	if ok && e.Kind == verbatim.Person && v.contradicts(ch, &entry) {
		ok = false
	}
	if !ok {
		if full := e.Kind != verbatim.Person || len(ch.words) > 1; full && !ch.doubt {
			e.Key = gazetteer.Key(e.Kind, "", name)
		}
		return
	}
	e.Wikidata, e.Key = entry.Wikidata, entry.Key()
	if e.Gender == "" {
		e.Gender = entry.Gender
	}
	if len(ch.roles) > 0 {
		return
	}
	for i := range entry.RoleCount() {
		r := entry.Role(i)
		if !r.HeldOn(v.doc.Published) || strings.ContainsAny(r.Title, ",") || len(r.Title) > 40 {
			continue // a seat on a committee says less than the office
		}
		e.Roles = append(e.Roles, verbatim.Role{Title: v.roleTitle(r), Source: r.Source, AsOf: r.AsOf, Since: r.Since})
		if len(e.Roles) == maxRoles {
			break
		}
	}
}

// maxRoles is how many offices of the gazetteer an entity is given.
const maxRoles = 2

// roleTitle words a role of the gazetteer: "president of Russia".
func (v *view) roleTitle(r gazetteer.Role) string {
	if r.Of == "" {
		return r.Title
	}
	if t, ok := v.facts.Territory(r.Of); ok {
		return r.Title + " of " + t.Name
	}
	return r.Title
}

// contradicts reports whether the article says of a person what the entry
// cannot be: another gender, or a role with another country in it.
func (v *view) contradicts(ch *chain, entry *gazetteer.Entry) bool {
	switch {
	case entry.Gender == verbatim.Male && ch.gender == female, entry.Gender == verbatim.Female && ch.gender == male:
		return true
	}
	if entry.Country == "" {
		return false
	}
	country, _, _ := strings.Cut(entry.Country, "-")
	other := false
	var buf [8]string
	for _, r := range ch.roles {
		for i := r.first; i < r.end; i++ {
			if !v.capital(int(i)) {
				continue
			}
			for _, t := range v.territories(buf[:0], v.word[i]) {
				t, _, _ := strings.Cut(t, "-")
				if t == country {
					return false
				}
				other = other || t != ""
			}
		}
	}
	return other
}

// officeHolder finds who somebody with just a surname is by the office that the
// article gives: "President Trump" on a day of 2025.
func (v *view) officeHolder(ch *chain, name string) (gazetteer.Entry, bool) {
	if len(ch.roles) == 0 || len(name) > 60 {
		return gazetteer.Entry{}, false
	}
	v.entries = v.facts.Surname(v.entries[:0], name)
	found, n := gazetteer.Entry{}, 0
	for i := range v.entries {
		entry := v.entries[i]
		if entry.Kind != verbatim.Person {
			continue
		}
		if v.holds(ch, &entry) {
			found = entry
			n++
		}
	}
	return found, n == 1
}

// holds reports whether an entry held, on the day of the article, an office that the
// article gives the chain by the same noun.
func (v *view) holds(ch *chain, entry *gazetteer.Entry) bool {
	for k := range entry.RoleCount() {
		r := entry.Role(k)
		if !r.HeldOn(v.doc.Published) {
			continue
		}
		title := strings.ToLower(r.Title)
		for _, s := range ch.roles {
			if noun := v.nounLemma(int(s.head)); len(noun) > 3 && (title == noun || strings.HasSuffix(title, " "+noun)) {
				return true
			}
		}
	}
	return false
}
