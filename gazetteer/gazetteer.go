// Package gazetteer knows who and what names refer to: heads of state and
// government, members of the US Congress, territories and their demonyms,
// cities, international organisations, armed groups, news outlets, given names
// and their gender, capitals and buildings that speak for governments, and
// nouns for people with an office or a trade.
//
// What it knows comes from public data sets and a few lists written for this
// project; the card beside the embedded file names each with its licence and
// date. Knowledge has a date: a Role says which source has it, as of when, and
// nothing is claimed outside that time. A Wikidata identifier is given only
// where a source gives it.
//
// A Gazetteer is read from an embedded file where it lies. Lookups append to a
// slice of the caller and allocate nothing else; they may run at the same
// time. A name that several bear returns them all: who is meant is for the
// caller to decide.
//
// Package registry lays the people and organisations of a desk over a Gazetteer.
package gazetteer

import (
	"iter"

	"github.com/verbatim-record/verbatim"
)

// Gazetteer is the knowledge of a file that Load has read.
type Gazetteer struct {
	strings                                              string
	entries, roles, sources, metonyms, nouns, honorifics view
	tables                                               [tables]table
}

// Type says more closely what an entry is.
type Type string

// The types of entry.
const (
	Official          Type = "official"           // a person who holds or held an office
	Individual        Type = "person"             // any other person
	Country           Type = "country"            //
	Region            Type = "region"             // a part of a country, a dependency, a disputed territory
	City              Type = "city"               //
	International     Type = "international body" // of governments: the United Nations
	NonGovernmental   Type = "non-governmental organisation"
	Company           Type = "company"
	ArmedGroup        Type = "armed group"
	Outlet            Type = "news outlet"
	Agency            Type = "agency" // of a government
	Legislature       Type = "legislature"
	Committee         Type = "committee" // of a legislature
	Party             Type = "party"
	Platform          Type = "platform" // where people post
	OtherOrganisation Type = "organisation"
)

// typeCodes are the types as the file numbers them: only ever add at the end.
var typeCodes = [...]Type{"", Official, Individual, Country, Region, City, International, NonGovernmental, Company,
	ArmedGroup, Outlet, Agency, Legislature, Committee, Party, Platform, OtherOrganisation}

// Kind is the kind of entity of a type.
func (t Type) Kind() verbatim.EntityKind {
	switch t {
	case Official, Individual:
		return verbatim.Person
	case Country, Region, City:
		return verbatim.Place
	case "":
		return ""
	}
	return verbatim.Organisation
}

// Entry is somebody or something that has a name. Entries are comparable: two
// are equal if they are the same one.
type Entry struct {
	Kind     verbatim.EntityKind
	Type     Type
	Name     string // as it is usually written
	Family   string // family name of a person, where it is known
	Wikidata string // "Q22686"; "" where no source gives it
	Gender   verbatim.Gender
	// Country is the code of the territory that it belongs to, or of the
	// territory that it is: ISO 3166-1 alpha-2 ("RU"), or that and a part
	// ("US-CA"). "" for what belongs to none.
	Country    string
	Population int  // of a city
	GeoNames   int  // identifier of a city in geonames.org, or 0
	Historical bool // a territory that is no more

	g            *Gazetteer
	own          *own // what is not of a file
	index        uint32
	first, count uint32 // roles in g
}

// Key is the key of the entry, the same in every article: its Wikidata
// identifier, or its kind and folded name.
func (e Entry) Key() string {
	if e.own != nil {
		return e.own.key
	}
	return Key(e.Kind, e.Wikidata, e.Name)
}

// Key makes the key of an entity (see verbatim.Entity).
func Key(kind verbatim.EntityKind, wikidata, name string) string {
	if wikidata != "" {
		return wikidata
	}
	return string(kind) + ":" + Fold(name)
}

// Role is an office that somebody holds or held.
type Role struct {
	Title string // "president", "senator", "ambassador to the United States"
	Of    string // code of the territory: "RU", "US-WA"; or ""
	Party string
	Since string // ISO 8601, a day, a month or a year; "" where it is not known
	Until string // the day it ended or is due to end; "" where it is not known
	// Source names the data that has the role, and AsOf the day of that
	// snapshot: it says nothing of later days.
	Source, AsOf string
}

// Roles returns the roles of the entry, the latest first.
func (e Entry) Roles() []Role {
	out := make([]Role, e.RoleCount())
	for i := range out {
		out[i] = e.Role(i)
	}
	return out
}

// RoleCount returns how many roles the entry has.
func (e Entry) RoleCount() int {
	if e.own != nil {
		return len(e.own.roles)
	}
	return int(e.count)
}

// Role returns role i of the entry.
func (e Entry) Role(i int) Role {
	if e.own != nil {
		return e.own.roles[i]
	}
	r, _, _ := e.g.role(e.first + uint32(i))
	return r
}

// role returns a role and the number of the entry that has it.
func (g *Gazetteer) role(i uint32) (Role, uint32, bool) {
	v, ok := g.roles.record(i, roleSize)
	if !ok {
		return Role{}, 0, false
	}
	r := Role{Title: g.str(v.at(0)), Of: g.str(v.at(1)), Party: g.str(v.at(2)), Since: g.str(v.at(3)), Until: g.str(v.at(4))}
	if s, ok := g.sources.record(v.at(5), sourceSize); ok {
		r.Source, r.AsOf = g.str(s.at(0)), g.str(s.at(1))
	}
	return r, v.at(6), true
}

// genders are the genders as the file numbers them.
var genders = [4]verbatim.Gender{"", verbatim.Male, verbatim.Female, ""}

// entry returns entry i.
func (g *Gazetteer) entry(i uint32) (Entry, bool) {
	v, ok := g.entries.record(i, entrySize)
	if !ok {
		return Entry{}, false
	}
	e := Entry{
		Name: g.str(v.at(0)), Family: g.str(v.at(1)), Wikidata: g.str(v.at(2)), Country: g.str(v.at(3)),
		Population: int(v.at(4)), GeoNames: int(v.at(5)), g: g, index: i, first: v.at(6), count: v.at(7) >> 16,
	}
	if int(v.at(8)&0xff) < len(typeCodes) {
		e.Type = typeCodes[v.at(8)&0xff]
	}
	e.Kind = e.Type.Kind()
	e.Gender = genders[v.at(8)>>8&3]
	e.Historical = v.at(8)>>16&1 != 0
	return e, true
}

// appendEntries appends the entries with these numbers.
func (g *Gazetteer) appendEntries(dst []Entry, numbers view) []Entry {
	for i := range numbers.len() {
		if e, ok := g.entry(numbers.at(i)); ok {
			dst = append(dst, e)
		}
	}
	return dst
}

// look folds name and returns its values in a table, or those of the name
// without an article before it.
func (g *Gazetteer) look(tab int, name string) view {
	if len(name) > 2*maxName {
		return nil
	}
	var buf [3*maxName + 16]byte
	key := appendFold(buf[:0], name)
	v := g.get(tab, key)
	if len(v) == 0 && len(key) > 4 && string(key[:4]) == "the " {
		v = g.get(tab, key[4:])
	}
	return v
}

// Find appends whatever bears the whole name, and returns the longer slice.
// Names are compared as Fold folds them, and "the" before one does not matter.
// That a name needs its capitals, as Apple and WHO do, is for the caller to see.
func (g *Gazetteer) Find(dst []Entry, name string) []Entry {
	return g.appendEntries(dst, g.look(tabNames, name))
}

// Surname appends the persons with the family name.
func (g *Gazetteer) Surname(dst []Entry, name string) []Entry {
	return g.appendEntries(dst, g.look(tabSurnames, name))
}

// ByWikidata appends what has the identifier: a person who is known from two
// sources is one entry, a territory and its capital may be two.
func (g *Gazetteer) ByWikidata(dst []Entry, id string) []Entry {
	return g.appendEntries(dst, g.look(tabWikidata, id))
}

// Territory returns the territory with the code, as Entry.Country has it.
func (g *Gazetteer) Territory(code string) (Entry, bool) {
	v := g.look(tabCodes, code)
	if v.len() == 0 {
		return Entry{}, false
	}
	return g.entry(v.at(0))
}

// Longest returns how many words the longest name has that begins with the
// word, and 0 where none does. Words are those of the folded name.
func (g *Gazetteer) Longest(word string) int {
	return int(g.look(tabLongest, word).at(0))
}

// All yields every entry.
func (g *Gazetteer) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := range uint32(len(g.entries) / entrySize) {
			if e, ok := g.entry(i); !ok || !yield(e) {
				return
			}
		}
	}
}

// Names returns the folded names of an entry, sorted. It looks through all
// names: it is for showing an entry, not for analysis.
func (g *Gazetteer) Names(e Entry) []string {
	if e.g != g {
		return nil
	}
	var out []string
	t := &g.tables[tabNames]
	for k := range t.size() {
		v := t.list(k)
		for i := range v.len() {
			if v.at(i) == e.index {
				out = append(out, g.str(t.keys.at(2*k)))
				break
			}
		}
	}
	return out
}

// Source is where knowledge comes from.
type Source struct {
	Name    string // "us-congress-legislators"
	AsOf    string // day of the snapshot, ISO 8601, or ""
	Licence string // "CC0"
	Address string
}

// Sources returns where the knowledge of the file comes from.
func (g *Gazetteer) Sources() []Source {
	out := make([]Source, len(g.sources)/sourceSize)
	for i := range out {
		v, _ := g.sources.record(uint32(i), sourceSize)
		out[i] = Source{g.str(v.at(0)), g.str(v.at(1)), g.str(v.at(2)), g.str(v.at(3))}
	}
	return out
}
