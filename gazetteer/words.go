package gazetteer

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Nationality is what a demonym says of a territory.
type Nationality struct {
	Entry          // the territory
	Adjective bool // "Russian" in "the Russian president"
	Noun      bool // "a Russian"
	Plural    bool // "Russians", "the Chinese"
}

// Demonym appends the territories that the word is the demonym of: two for
// "Congolese".
func (g *Gazetteer) Demonym(dst []Nationality, word string) []Nationality {
	v := g.look(tabDemonyms, word)
	for i := range v.len() {
		if e, ok := g.entry(v.at(i) >> 3); ok {
			use := v.at(i)
			dst = append(dst, Nationality{Entry: e, Adjective: use&1 != 0, Noun: use&2 != 0, Plural: use&4 != 0})
		}
	}
	return dst
}

// GivenName returns the gender of those who bear the given name, "" where
// both do, and whether the name is known.
func (g *Gazetteer) GivenName(name string) (gender verbatim.Gender, known bool) {
	v := g.look(tabGiven, name)
	return genders[v.at(0)&3], v.len() > 0
}

// Nickname appends the given names that the name is short for or a form of:
// "William" for "Bill".
func (g *Gazetteer) Nickname(dst []string, name string) []string {
	v := g.look(tabNicknames, name)
	for i := range v.len() {
		dst = append(dst, g.str(v.at(i)))
	}
	return dst
}

// SameGiven reports whether two given names can be one person's: they are the
// same, one is the initial of the other, or they are forms of the same name.
func (g *Gazetteer) SameGiven(a, b string) bool {
	var ab, bb [3*maxName + 16]byte
	if len(a) > 2*maxName || len(b) > 2*maxName {
		return a == b
	}
	x, y := appendFold(ab[:0], a), appendFold(bb[:0], b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if string(x) == string(y) || (len(x) == 1 || len(y) == 1) && x[0] == y[0] {
		return true
	}
	p, q := g.get(tabNicknames, x), g.get(tabNicknames, y)
	for i := range p.len() {
		formal := g.str(p.at(i))
		if foldEqual(formal, y) {
			return true
		}
		for j := range q.len() {
			if g.str(q.at(j)) == formal {
				return true
			}
		}
	}
	for j := range q.len() {
		if foldEqual(g.str(q.at(j)), x) {
			return true
		}
	}
	return false
}

func foldEqual(name string, folded []byte) bool {
	var buf [3*maxName + 16]byte
	return string(appendFold(buf[:0], name)) == string(folded)
}

// Metonym is a name of a place that stands for those who work there.
type Metonym struct {
	Name         string // "the Kremlin"
	Organisation string // for whom it speaks: "government of Russia"
	Territory    string // code, as Entry.Country has it; "" for international bodies
	// Capital is set for a capital city. It speaks for its government far
	// less often than a building does, and is else just a place.
	Capital bool
}

// Speaks appends for whom the place speaks.
func (g *Gazetteer) Speaks(dst []Metonym, name string) []Metonym {
	v := g.look(tabMetonyms, name)
	for i := range v.len() {
		if m, ok := g.metonyms.record(v.at(i), metonymSize); ok {
			dst = append(dst, Metonym{g.str(m.at(0)), g.str(m.at(1)), g.str(m.at(2)), m.at(3) != 0})
		}
	}
	return dst
}

// Sort says what a noun makes of those whom it names.
type Sort string

// The sorts of noun.
const (
	Office     Sort = "office"     // held by one person in one place: minister, spokesman, chief executive
	Occupation Sort = "occupation" // had by many: analyst, lawyer, soldier, protester
	Relation   Sort = "relation"   // to somebody: mother, colleague, lawyer's client
	Human      Sort = "human"      // man, woman, people, resident
	Collective Sort = "collective" // ministry, police, army, party
)

var sortCodes = [...]Sort{"", Office, Occupation, Relation, Human, Collective}

// RoleNoun is a noun or a noun phrase for people.
type RoleNoun struct {
	Noun    string // in the singular, as it was listed
	Sort    Sort
	Gender  verbatim.Gender // that the noun itself has: chairman, actress
	Plural  bool            // as it was asked for: "ministers"
	Sectors string          // codes as in CAMEO, three letters each: "GOVMIL"; or ""
	Words   int             // how many words at the end of the phrase it is
}

// RoleNoun returns the longest noun that the phrase ends in: for "Nato
// secretary general" that is "secretary general".
func (g *Gazetteer) RoleNoun(phrase string) (RoleNoun, bool) {
	if len(phrase) > 2*maxName {
		return RoleNoun{}, false
	}
	var buf [3*maxName + 16]byte
	key := appendFold(buf[:0], phrase)
	for from := 0; from < len(key); from++ {
		if from > 0 && key[from-1] != ' ' {
			continue
		}
		v := g.get(tabNouns, key[from:])
		if v.len() == 0 {
			continue
		}
		n, ok := g.nouns.record(v.at(0)>>1, nounSize)
		if !ok {
			continue
		}
		out := RoleNoun{Noun: g.str(n.at(0)), Sectors: g.str(n.at(1)), Gender: genders[n.at(3)&3], Plural: v.at(0)&1 != 0, Words: 1}
		if int(n.at(2)) < len(sortCodes) {
			out.Sort = sortCodes[n.at(2)]
		}
		for _, c := range key[from:] {
			if c == ' ' {
				out.Words++
			}
		}
		return out, true
	}
	return RoleNoun{}, false
}

// Honorific is a word before a name that is no part of it.
type Honorific struct {
	Title  string // "Mrs"
	Gender verbatim.Gender
}

// Honorific returns what the word is as a form of address: "Mr", "Dame", "Gen".
func (g *Gazetteer) Honorific(word string) (Honorific, bool) {
	v := g.look(tabHonorifics, word)
	h, ok := g.honorifics.record(v.at(0), honorificSize)
	if v.len() == 0 || !ok {
		return Honorific{}, false
	}
	return Honorific{g.str(h.at(0)), genders[h.at(1)&3]}, true
}

// Holding is an office and who held it.
type Holding struct {
	Entry
	Role Role
}

// Holders appends those who held the office in the territory on the day:
// Holders(dst, "RU", "president", "2025-02-13"). Offices are named as Role.Title
// has them, or "head of state" and "head of government". Somebody is known to
// have held an office from Since until Until, or until AsOf where the source
// does not say that it had ended; of any other day nothing is known, and
// nobody is returned. Without a day it is the day of the source. A day is ISO
// 8601; of an instant only the day counts.
func (g *Gazetteer) Holders(dst []Holding, territory, office, day string) []Holding {
	if len(territory)+len(office) > maxName {
		return dst
	}
	// The key is written as the builder writes it, without allocating.
	var place, title, buf [3*maxName + 16]byte
	key := append(buf[:0], appendFold(place[:0], territory)...)
	key = append(key, '|')
	key = append(key, appendFold(title[:0], office)...)
	v := g.get(tabHolders, key)
	for i := range v.len() {
		r, owner, ok := g.role(v.at(i))
		if !ok || !r.HeldOn(day) {
			continue
		}
		if e, ok := g.entry(owner); ok {
			dst = append(dst, Holding{e, r})
		}
	}
	return dst
}

// HeldOn reports whether the role is known to have been held on the day, or
// where day is empty, on the day of the source. See Holders.
func (r Role) HeldOn(day string) bool {
	day = day[:min(len(day), len("2025-02-13"))] // of an instant
	last := r.Until
	if last == "" || r.AsOf != "" && last > r.AsOf {
		last = r.AsOf
	}
	if day == "" {
		day = r.AsOf
	}
	if r.Since == "" {
		return day != "" && day == r.AsOf // since when is not known
	}
	// A month or a year is before and after every day in it: of those days
	// it is not known.
	return r.Since <= day && !strings.HasPrefix(day, r.Since+"-") && day <= last
}
