package gazetteer

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// small builds a gazetteer of invented people and places.
func small(t testing.TB) string {
	t.Helper()
	var b Builder
	b.Source(Source{Name: "almanac", AsOf: "2024-06-01", Licence: "CC0"})
	b.Add(Item{Entry: Entry{Type: Country, Name: "Freedonia", Wikidata: "Q1", Country: "FD"}, Names: []string{"the Republic of Freedonia"}})
	b.Add(Item{Entry: Entry{Type: Country, Name: "Sylvania", Country: "SY"}})
	b.Add(Item{
		Entry: Entry{Type: Official, Name: "Rufus Firefly", Family: "Firefly", Gender: verbatim.Male, Country: "FD"},
		Names: []string{"Rufus T. Firefly"},
		Roles: []Held{
			{Role{Title: "mayor", Of: "FD", Since: "2010-05", Until: "2015-06-30", Source: "almanac"}, nil},
			{Role{Title: "president", Of: "FD", Since: "2020-01-20", Source: "almanac"}, []string{"head of state"}},
		},
	})
	b.Add(Item{
		Entry: Entry{Type: Official, Name: "Gloria Firefly-Teasdale", Family: "el-Teasdale", Gender: verbatim.Female},
		Roles: []Held{{Role{Title: "president", Of: "FD", Since: "2016-01-20", Until: "2020-01-20", Source: "almanac"}, []string{"head of state"}}},
	})
	b.Add(Item{Entry: Entry{Type: City, Name: "Freedonia", Country: "SY", Population: 70000, GeoNames: 42}})
	b.Given("Gloria", verbatim.Female)
	b.Given("Robin", verbatim.Female)
	b.Given("Robin", verbatim.Male)
	b.Nickname("Rudy", "Rufus", "Rudolf")
	b.Nickname("Rufe", "Rufus")
	b.Demonym("Freedonian", 0, Nationality{Adjective: true})
	b.Demonym("Freedonian", 0, Nationality{Noun: true})
	b.Demonym("Freedonians", 0, Nationality{Noun: true, Plural: true})
	b.Metonym(Metonym{Name: "the Castle", Organisation: "government of Freedonia", Territory: "FD"}, "Castle Hill")
	b.Noun(RoleNoun{Noun: "secretary", Sort: Office}, "secretaries")
	b.Noun(RoleNoun{Noun: "defence secretary", Sort: Office, Sectors: "GOVMIL"}, "defence secretaries")
	b.Noun(RoleNoun{Noun: "actress", Sort: Occupation, Gender: verbatim.Female}, "actresses")
	b.Honorific(Honorific{Title: "Mrs", Gender: verbatim.Female}, "Missus")
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func load(t testing.TB, data string) *Gazetteer {
	t.Helper()
	g, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLookups(t *testing.T) {
	g := load(t, small(t))
	names := func(es []Entry) string {
		var out []string
		for _, e := range es {
			out = append(out, string(e.Type)+" "+e.Name)
		}
		return strings.Join(out, ", ")
	}
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	check("both who bear the name", names(g.Find(nil, "FREEDONIA")), "country Freedonia, city Freedonia")
	check("an alias", names(g.Find(nil, "Rufus T Firefly")), "official Rufus Firefly")
	check("an article before it", names(g.Find(nil, "the Freedonia")), "country Freedonia, city Freedonia")
	check("nothing", names(g.Find(nil, "Rufus")), "")
	check("family name", names(g.Surname(nil, "Firefly")), "official Rufus Firefly")
	check("family name without its article", names(g.Surname(nil, "Teasdale")), "official Gloria Firefly-Teasdale")
	check("identifier", names(g.ByWikidata(nil, "Q1")), "country Freedonia")
	check("empty name", names(g.Find(nil, "")), "")
	check("huge name", names(g.Find(nil, strings.Repeat("x", 1<<16))), "")
	if e, ok := g.Territory("FD"); !ok || e.Name != "Freedonia" || e.Kind != verbatim.Place {
		t.Errorf("territory FD: %+v", e)
	}
	if n := g.Longest("the"); n != 4 { // "the republic of freedonia"
		t.Errorf("longest name of %q has %d words", "the", n)
	}
	if n := g.Longest("republic"); n != 0 {
		t.Errorf("a name begins with republic: %d", n)
	}
	city := g.Find(nil, "Freedonia")[1]
	if city.Population != 70000 || city.GeoNames != 42 || city.Country != "SY" {
		t.Errorf("city %+v", city)
	}
	rufus := g.Find(nil, "Rufus Firefly")[0]
	if rufus.Key() != "person:rufus firefly" || rufus.Gender != verbatim.Male || rufus.Kind != verbatim.Person {
		t.Errorf("person %+v with key %s", rufus, rufus.Key())
	}
	if rufus != g.Find(nil, "Rufus T. Firefly")[0] {
		t.Error("the same person is not equal")
	}
	want := []Role{
		{"president", "FD", "", "2020-01-20", "", "almanac", "2024-06-01"},
		{"mayor", "FD", "", "2010-05", "2015-06-30", "almanac", "2024-06-01"},
	}
	if got := rufus.Roles(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("roles %+v", got)
	}
	if got := strings.Join(g.Names(rufus), ", "); got != "rufus firefly, rufus t firefly" {
		t.Errorf("names %q", got)
	}
	count := 0
	for range g.All() {
		count++
	}
	if count != 5 {
		t.Errorf("%d entries", count)
	}
}

func TestWords(t *testing.T) {
	g := load(t, small(t))
	if s, known := g.GivenName("GLORIA"); s != verbatim.Female || !known {
		t.Errorf("Gloria: %q %v", s, known)
	}
	if s, known := g.GivenName("Robin"); s != "" || !known {
		t.Errorf("Robin: %q %v", s, known)
	}
	if _, known := g.GivenName("Xyz"); known {
		t.Error("Xyz is known")
	}
	for _, x := range []struct {
		a, b string
		same bool
	}{
		{"Rudy", "Rufus", true}, {"Rufus", "Rudy", true}, {"Rudy", "Rufe", true}, {"R.", "Rufus", true}, {"Rufus", "R", true},
		{"rufus", "RUFUS", true}, {"Rufe", "Rudolf", false}, {"Gloria", "Rufus", false}, {"G", "Rufus", false}, {"", "", false},
	} {
		if got := g.SameGiven(x.a, x.b); got != x.same {
			t.Errorf("SameGiven(%q, %q) = %v", x.a, x.b, got)
		}
	}
	d := g.Demonym(nil, "Freedonian")
	if len(d) != 1 || !d[0].Adjective || !d[0].Noun || d[0].Plural || d[0].Country != "FD" {
		t.Errorf("Freedonian: %+v", d)
	}
	if d := g.Demonym(nil, "freedonians"); len(d) != 1 || d[0].Adjective || !d[0].Plural {
		t.Errorf("Freedonians: %+v", d)
	}
	for _, name := range []string{"the Castle", "Castle", "Castle Hill"} {
		if m := g.Speaks(nil, name); len(m) != 1 || m[0].Organisation != "government of Freedonia" || m[0].Capital {
			t.Errorf("%s: %+v", name, m)
		}
	}
	for phrase, want := range map[string]RoleNoun{
		"the former defence secretary": {"defence secretary", Office, "", false, "GOVMIL", 2},
		"Defence Secretaries":          {"defence secretary", Office, "", true, "GOVMIL", 2},
		"press secretary":              {"secretary", Office, "", false, "", 1},
		"actresses":                    {"actress", Occupation, verbatim.Female, true, "", 1},
	} {
		if got, ok := g.RoleNoun(phrase); !ok || got != want {
			t.Errorf("%s: %+v", phrase, got)
		}
	}
	if got, ok := g.RoleNoun("secretary bird"); ok {
		t.Errorf("secretary bird: %+v", got)
	}
	if h, ok := g.Honorific("missus"); !ok || h.Title != "Mrs" || h.Gender != verbatim.Female {
		t.Errorf("missus: %+v", h)
	}
	if _, ok := g.Honorific("Table"); ok {
		t.Error("Table is a form of address")
	}
}

// Who held an office is known from since when the source says until the day
// of the source, and not a day longer.
func TestHolders(t *testing.T) {
	g := load(t, small(t))
	for _, x := range []struct{ office, day, want string }{
		{"president", "2016-01-19", ""},
		{"president", "2018-03-01", "Gloria Firefly-Teasdale"},
		{"head of state", "2018-03-01T10:00:00Z", "Gloria Firefly-Teasdale"},
		{"president", "2020-01-20", "Rufus Firefly, Gloria Firefly-Teasdale"}, // the day of the change
		{"President", "2024-06-01", "Rufus Firefly"},
		{"president", "2024-06-02", ""},
		{"president", "", "Rufus Firefly"},
		{"mayor", "2010-05-20", ""}, // some day of that month
		{"mayor", "2010-06-01", "Rufus Firefly"},
		{"mayor", "2015-07-01", ""},
		{"king", "2018-03-01", ""},
	} {
		var got []string
		for _, h := range g.Holders(nil, "FD", x.office, x.day) {
			got = append(got, h.Name)
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s on %q: %q, want %q", x.office, x.day, s, x.want)
		}
	}
	due := Role{Since: "2023-01-03", Until: "2029-01-03", AsOf: "2026-06-10"}
	if due.HeldOn("2027-01-01") || !due.HeldOn("2026-06-10") {
		t.Error("a term that is due to last is known only until the day of the source")
	}
	if r := (Role{AsOf: "2026-06-10"}); !r.HeldOn("2026-06-10") || r.HeldOn("2026-06-09") || !r.HeldOn("") {
		t.Error("a role without a beginning is known for the day of the source")
	}
}

func TestLoadErrors(t *testing.T) {
	good := small(t)
	for i := range good {
		for _, c := range []byte{good[i] ^ 1, 0, 255} {
			if c == good[i] {
				continue
			}
			if _, err := Load(good[:i] + string([]byte{c}) + good[i+1:]); err == nil {
				t.Fatalf("byte %d as %d: no error", i, c)
			}
		}
		if _, err := Load(good[:i]); err == nil {
			t.Fatalf("%d bytes of it: no error", i)
		}
	}
	newer := []byte(good)
	newer[4]++
	if _, err := Load(string(newer)); err == nil || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("newer version: %v", err)
	}
}

// FuzzLoad changes bytes and mends the checksum, so that Load accepts the
// file, and asks everything of it.
func FuzzLoad(f *testing.F) {
	data := small(f)
	f.Add(uint32(20), uint32(0xffffffff), "Freedonia")
	f.Add(uint32(len(data)-4), uint32(1<<31), "Rufus Firefly")
	f.Add(uint32(600), uint32(7), "defence secretary")
	f.Fuzz(func(t *testing.T, at, value uint32, name string) {
		b := []byte(small(t))
		i := 12 + int(at)%(len(b)-16)
		binary.LittleEndian.PutUint32(b[i:], value)
		binary.LittleEndian.PutUint32(b[8:], crc32.ChecksumIEEE(b[12:]))
		g, err := Load(string(b))
		if err != nil {
			return
		}
		for _, n := range []string{name, "Freedonia", "Rufus Firefly", "Rudy", "Gloria", "Freedonian", "castle", "defence secretary", "Mrs", "FD", "Firefly"} {
			for _, e := range append(g.Find(nil, n), g.Surname(nil, n)...) {
				e.Roles()
				g.Names(e)
				_ = e.Key()
			}
			g.ByWikidata(nil, n)
			g.Territory(n)
			g.Longest(n)
			g.GivenName(n)
			g.Nickname(nil, n)
			g.SameGiven(n, "Rufus")
			g.Demonym(nil, n)
			g.Speaks(nil, n)
			g.RoleNoun(n)
			g.Honorific(n)
		}
		g.Holders(nil, "FD", "president", "2018-03-01")
		g.Sources()
		for e := range g.All() {
			e.Roles()
		}
	})
}
