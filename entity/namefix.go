package entity

import "github.com/verbatim-record/verbatim"

// What a name is made of is learned; a few things are known and stand against
// what was learned.

// nameSet is a set of words in small letters.
type nameSet map[uint64]bool

func newNameSet(words ...string) nameSet {
	s := nameSet{}
	for _, w := range words {
		s[foldWord(w).hash] = true
	}
	return s
}

var (
	// partisanWords stand before the name of a politician and are no part of it.
	partisanWords = newNameSet("republican", "democrat", "democratic", "libertarian", "conservative", "tory", "liberal", "labour", "socialist", "communist")
	// officeWords end a title that was taken for given names.
	officeWords = newNameSet("chairman", "chairwoman", "chair", "chief", "secretary", "minister", "president", "director", "senator", "governor",
		"spokesman", "spokeswoman", "commissioner", "ambassador", "congressman", "congresswoman", "chancellor", "premier", "del.", "sen.", "rep.", "gov.",
		"councillor", "councilor", "cllr", "cllr.", "mp", "msp", "mla", "mep", "mec", "spokesperson", "lawmaker", "legislator", "backbencher", "inspector", "superintendent")
	// notPersons are never persons by themselves, whatever stands beside it.
	notPersons = newNameSet("brexit", "obamacare", "nafta", "medicare", "medicaid", "trumpcare", "covid", "internet", "ceo", "cfo", "mp", "mps", "phd", "god",
		"president", "judge", "senator", "archbishop", "republican", "democrat", "christmas", "easter", "thanksgiving", "ramadan", "earth", "ditto")
	// companyWords end the names of companies and are hardly ever surnames.
	companyWords = newNameSet("coal", "energy", "healthcare", "mining", "media", "capital", "partners", "pictures", "records", "oil", "gas", "steel",
		"pharmaceuticals", "insurance", "financial", "securities", "electric", "airlines", "foods", "entertainment", "studios", "software",
		"systems", "technologies", "group", "holdings", "inc", "inc.", "corp", "corp.", "ltd", "ltd.", "llc", "plc", "co.", "university",
		"college", "foundation", "institute", "company", "corporation", "industries", "resources", "strategies", "associates", "motors", "airways",
		"pharma", "biotech", "logistics", "laboratories", "labs", "biosciences", "therapeutics", "semiconductor", "aerospace",
		"ales", "brewery", "breweries", "brewers", "bakery", "dairies", "panthers", "cavaliers", "united", "rovers")
	// partyLetters are written before a hyphen and a state: "(R-Ky.)".
	partyLetters = newNameSet("r", "d", "i")
)

// fixedName is a name [first, end) of tokens of a kind; "" drops it.
type fixedName struct {
	first, end int32
	kind       verbatim.EntityKind
}

// fix returns what a name that was found becomes: itself, a part of it, or a
// partisan and a person.
func (d *nameDesk) fix(first, end int32, kind verbatim.EntityKind) (before, name fixedName) {
	name = fixedName{first, end, kind}
	if kind == verbatim.Person || kind == verbatim.Group {
		for name.first+1 < name.end && d.opener(name.first) {
			name.first++
		}
	}
	if kind == verbatim.Person {
		before = d.fixPerson(&name)
	}
	// A name that is listed as it stands.
	class := d.classOf(name.first, name.end)
	switch {
	case name.kind == "":
	case class&ListBody != 0 && !d.personElsewhere(name.end-1):
		name.kind = verbatim.Organisation
	case name.kind == verbatim.Organisation && class&ListCountry != 0 && class&(ListOrg|ListOutlet) == 0:
		name.kind = verbatim.Place
	}
	return before, name
}

// opener reports whether token i begins its sentence and is a common word:
// "Many Americans", "Neither Clinton".
func (d *nameDesk) opener(i int32) bool {
	w := &d.words[i]
	return w.start > 0 && w.bits&ListLower != 0 && w.bits&(ListGiven|ListSurname|ListPeople|ListCity|ListCountry) == 0 &&
		(closedTags[w.tag] || w.tag == tagJJ || w.tag == tagJJS || w.tag == tagNN)
}

// fixPerson takes titles and partisans off the name of a person.
func (d *nameDesk) fixPerson(n *fixedName) (before fixedName) {
	w := d.words
	if partyLetters[w[n.first].hash] && w[n.first].shape == shapeInitial && n.first+1 < n.end && d.hyphen(n.first+1) {
		n.kind = ""
		return before
	}
	if n.end-n.first > 2 && partisanWords[w[n.first].hash] && w[n.first+1].cap && w[n.first+2].cap {
		before = fixedName{n.first, n.first + 1, verbatim.Group}
		n.first++
	}
	for i := n.end - 2; i >= n.first; i-- {
		if w[i+1].cap && officeWords[w[i].hash] {
			n.first = i + 1
			break
		}
	}
	if k := d.behindOffice(n); k > n.first {
		n.first = k
	}
	for n.first+1 < n.end && w[n.first].bits&ListHonorific != 0 && w[n.first+1].cap {
		n.first++
	}
	n.end = d.headline(n.first, n.end)
	if n.end-n.first == 1 && notPersons[w[n.first].hash] && !d.personElsewhere(n.first) {
		n.kind = ""
	}
	return before
}

// behindOffice returns where the person begins behind an office and what it is for, "Minister
// for Natural Resources Ida Varga": with a given name, or two words before the end.
func (d *nameDesk) behindOffice(n *fixedName) int32 {
	w := d.words
	if n.end-n.first < 5 || !officeWords[w[n.first].hash] || w[n.first+1].hash != nameHashFor && w[n.first+1].hash != nameHashOf {
		return n.first
	}
	for k := n.first + 3; k < n.end-1; k++ {
		if w[k].cap && w[k].bits&ListGiven != 0 && w[k-1].tag != tagCC {
			return k
		}
	}
	if k := n.end - 2; w[k].cap && w[k+1].cap && w[k-1].cap {
		return k
	}
	return n.first
}

// classOf returns the lists that the tokens [first, end) are in as a whole.
func (d *nameDesk) classOf(first, end int32) NameClass {
	if end-first == 1 {
		return d.words[first].bits
	}
	if d.words[first].place != 1 || d.words[end-1].place != 3 {
		return 0
	}
	for i := first + 1; i < end-1; i++ {
		if d.words[i].place != 2 {
			return 0
		}
	}
	return d.words[first].phrase
}

// personElsewhere reports whether the document has token i as the last of a
// person's full name.
func (d *nameDesk) personElsewhere(i int32) bool {
	s := d.words[i].seen
	return s >= 0 && d.uses[s].last[typePerson] > 0
}

// headline returns where the name of a person [first, end) ends when it stands
// among words that all have capitals: before the first word that never has one
// elsewhere, where the word before ends a person's name elsewhere.
func (d *nameDesk) headline(first, end int32) int32 {
	if d.words[first].head == 0 {
		return end
	}
	for i := first + 1; i < end; i++ {
		a, w := &d.words[i-1], &d.words[i]
		if a.seen < 0 || w.seen < 0 || d.seen.stats[w.seen].within > 0 || d.seen.stats[a.seen].within == 0 {
			continue
		}
		if u := &d.uses[a.seen]; int(u.alone[typePerson])+int(u.last[typePerson]) > 0 {
			return i
		}
	}
	return end
}

var nameHashFor, nameHashOf = foldWord("for").hash, foldWord("of").hash

// companies makes organisations of what was taken for persons and ends as only
// companies do: "Patriot Coal", and then of "Patriot" alone too.
func (d *nameDesk) companies() {
	some := false
	for k := range d.names {
		n := &d.names[k]
		one := &d.words[n.first]
		if n.kind != verbatim.Person && n.kind != verbatim.Organisation || n.end-n.first < 2 ||
			!companyWords[d.words[n.end-1].hash] || one.head > 0 {
			continue
		}
		n.kind = verbatim.Organisation
		// Not of "Clinton" beside the "Clinton Foundation".
		if s := one.seen; s >= 0 && one.bits&(ListGiven|ListSurname|ListCity|ListCountry) == 0 {
			d.seen.stats[s].company = true
			some = true
		}
	}
	if !some {
		return
	}
	for k := range d.names {
		n := &d.names[k]
		s := d.words[n.first].seen
		if n.kind != verbatim.Person || n.end-n.first > 1 || s < 0 || !d.seen.stats[s].company || d.personElsewhere(n.first) {
			continue
		}
		// A person by that name has a title now and then; "former" stands before
		// a company too.
		if u := &d.seen.stats[s]; u.titled == 0 || int(u.titled)*10 < int(u.within) {
			n.kind = verbatim.Organisation
		}
	}
}
