package train

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// people are the persons found so far, so that one who is in two sources
// becomes one entry.
type people struct {
	all   []*gazetteer.Item
	byKey map[string]*gazetteer.Item // bioguide and Wikidata identifiers
}

func (k *knowledge) addPeople() {
	for _, p := range k.people.all {
		k.count["persons"]++
		k.count["roles of persons"] += len(p.Roles)
		if p.Wikidata != "" {
			k.count["persons with a Wikidata identifier"]++
		}
		p.Names = slices.Compact(slices.Sorted(slices.Values(p.Names)))
		k.Add(*p)
	}
}

// genderOf reads the gender field of the legislators.
func genderOf(s string) verbatim.Gender {
	switch s {
	case "M":
		return verbatim.Male
	case "F":
		return verbatim.Female
	}
	return ""
}

// given adds given names: of the lists, and of legislators.
func (k *knowledge) given() error {
	lists, err := rows("given", 3)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, r := range lists {
		for _, name := range strings.Fields(r[2]) {
			switch r[0] {
			case "both":
				k.Given(name, verbatim.Male)
				k.Given(name, verbatim.Female)
			default:
				k.Given(name, verbatim.Gender(r[0]))
			}
			listed[gazetteer.Fold(name)] = true
		}
	}
	for _, file := range []string{"legislators-current.yaml", "executive.yaml"} {
		node, err := readYAML(filepath.Join(k.data, "us-congress-legislators", file))
		if err != nil {
			return err
		}
		for _, p := range listAt(map[string]any{"p": node}, "p") {
			name, _, _ := strings.Cut(at(p, "name", "first"), " ")
			// What the lists say is not put in doubt by one person.
			if f := gazetteer.Fold(name); len(f) > 2 && !listed[f] {
				k.Given(name, genderOf(at(p, "bio", "gender")))
			}
		}
	}
	k.count["given names of the lists"] = len(listed)
	return nil
}

// congress reads members of Congress, presidents and vice presidents, their
// offices in the chambers and in committees, and the committees.
func (k *knowledge) congress() error {
	dir := filepath.Join(k.data, "us-congress-legislators")
	k.people = &people{byKey: map[string]*gazetteer.Item{}}
	last := ""
	for _, file := range []string{"executive.yaml", "legislators-current.yaml"} {
		node, err := readYAML(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		list, _ := node.([]any)
		for _, p := range list {
			k.politician(p)
			for _, t := range listAt(p, "terms") {
				last = max(last, at(t, "start"))
			}
		}
	}
	k.asOf["us-congress-legislators"] = last
	return k.committees(dir)
}

// politician adds a person of the legislators' files.
func (k *knowledge) politician(p any) {
	bioguide, wikidata := at(p, "id", "bioguide"), at(p, "id", "wikidata")
	it := k.people.byKey[wikidata]
	if it == nil || wikidata == "" {
		it = &gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Official, Wikidata: wikidata, Country: "US", Gender: genderOf(at(p, "bio", "gender"))}}
		k.people.all = append(k.people.all, it)
		k.people.byKey[wikidata] = it
	}
	if bioguide != "" {
		k.people.byKey[bioguide] = it
	}
	name := func(field string) string { return at(p, "name", field) }
	first, middle, family := name("first"), name("middle"), name("last")
	usual, _, _ := strings.Cut(at(p, "id", "wikipedia"), " (")
	if !strings.Contains(gazetteer.Fold(usual), gazetteer.Fold(family)) {
		usual = ""
	}
	it.Family = family
	it.Name = firstOf(usual, name("official_full"), first+" "+family)
	firstWord, _, _ := strings.Cut(first, " ")
	it.Names = append(it.Names, first+" "+family, firstWord+" "+family)
	if middle != "" {
		it.Names = append(it.Names, first+" "+middle+" "+family, first+" "+middle[:1]+" "+family)
	}
	for _, n := range []string{name("nickname") + " " + family, name("official_full"), usual, plainName(name("official_full"), family)} {
		if n = strings.TrimSpace(n); n != "" && n != family {
			it.Names = append(it.Names, n)
		}
	}
	if suffix := name("suffix"); suffix != "" {
		it.Names = append(it.Names, first+" "+family+" "+suffix)
	}
	it.Roles = append(it.Roles, terms(listAt(p, "terms"))...)
	for _, r := range listAt(p, "leadership_roles") {
		it.Roles = append(it.Roles, gazetteer.Held{Role: gazetteer.Role{
			Title: at(r, "title"), Of: "US", Since: at(r, "start"), Until: at(r, "end"), Source: "us-congress-legislators"}})
	}
}

func firstOf(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}

// plainName leaves initials out of a full name, and what follows the family name.
func plainName(full, family string) string {
	before, _, ok := strings.Cut(full, family)
	if !ok || family == "" {
		return ""
	}
	var out []string
	for _, w := range strings.Fields(before) {
		if len(strings.Trim(w, ".")) > 1 {
			out = append(out, strings.Trim(w, ",“”\""))
		}
	}
	return strings.Join(append(out, family), " ")
}

// offices of the legislators' terms: title, and further names for Holders.
var offices = map[string][]string{
	"prez":     {"president", "head of state", "head of government", "commander in chief"},
	"viceprez": {"vice president"},
	"sen":      {"senator"},
	"rep":      {"representative", "congressman", "congresswoman", "member of congress"},
}

// terms makes roles of terms of office: those that follow one another in the
// same office are one.
func terms(list []any) []gazetteer.Held {
	var out []gazetteer.Held
	for _, t := range list {
		names := offices[at(t, "type")]
		if names == nil {
			continue
		}
		of := "US"
		if s := at(t, "state"); s != "" {
			of += "-" + s
		}
		r := gazetteer.Role{Title: names[0], Of: of, Party: at(t, "party"), Since: at(t, "start"), Until: at(t, "end"), Source: "us-congress-legislators"}
		if n := len(out) - 1; n >= 0 && out[n].Title == r.Title && out[n].Of == r.Of && days(out[n].Until, r.Since) <= 31 {
			out[n].Until, out[n].Party = r.Until, r.Party
			continue
		}
		out = append(out, gazetteer.Held{Role: r, Offices: names[1:]})
	}
	return out
}

// days is how many days lie between two dates.
func days(a, b string) int {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 1 << 20
	}
	return int(y.Sub(x).Hours() / 24)
}

// committees reads the committees and who chairs them.
func (k *knowledge) committees(dir string) error {
	node, err := readYAML(filepath.Join(dir, "committees-current.yaml"))
	if err != nil {
		return err
	}
	member, err := readYAML(filepath.Join(dir, "committee-membership-current.yaml"))
	if err != nil {
		return err
	}
	list, _ := node.([]any)
	for _, c := range list {
		name := at(c, "name")
		it := gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Committee, Name: name, Country: "US"}}
		for _, chamber := range []string{"House", "Senate"} {
			for _, form := range []string{" Committee on the ", " Committee on "} {
				if subject, ok := strings.CutPrefix(name, chamber+form); ok {
					it.Names = append(it.Names, chamber+" "+subject+" Committee", chamber+" "+subject+" committee", "Committee on "+subject)
					if chamber == "Senate" {
						it.Names = append(it.Names, "US "+name)
					}
					break
				}
			}
		}
		k.count["committees of Congress"]++
		k.taken[gazetteer.Fold(name)] = true
		k.Add(it)
		for _, m := range listAt(member, at(c, "thomas_id")) {
			title := strings.ToLower(at(m, "title"))
			p := k.people.byKey[at(m, "bioguide")]
			if title == "" || p == nil {
				continue
			}
			p.Roles = append(p.Roles, gazetteer.Held{Role: gazetteer.Role{
				Title: title + ", " + name, Of: "US", Source: "us-congress-legislators"}})
		}
	}
	return nil
}
