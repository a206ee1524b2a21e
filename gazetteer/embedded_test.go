package gazetteer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
	"github.com/verbatim-record/verbatim/model"
)

func embedded(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load(model.Gazetteer)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// What everybody knows is there, under the names that news uses.
func TestEmbeddedNames(t *testing.T) {
	g := embedded(t)
	for _, x := range []struct{ name, kind, wikidata, country string }{
		{"Donald Trump", "official", "Q22686", "US"},
		{"Donald J. Trump", "official", "Q22686", "US"},
		{"Joe Biden", "official", "Q6279", "US"},
		{"Barack Obama", "official", "Q76", "US"},
		{"J.D. Vance", "official", "", "US"},
		{"Bernie Sanders", "official", "Q359442", "US"},
		{"Vladimir Putin", "official", "", "RU"},
		{"Volodymyr Zelensky", "official", "", "UA"},
		{"Volodymyr Zelenskyy", "official", "", "UA"},
		{"Keir Starmer", "official", "", "GB"},
		{"Emmanuel Macron", "official", "", "FR"},
		{"Xi Jinping", "official", "", "CN"},
		{"Kim Jong-un", "official", "", "KP"},
		{"Mohammed bin Salman", "official", "", "SA"},
		{"Pedro Sánchez", "official", "", "ES"},
		{"Recep Tayyip Erdogan", "official", "", "TR"},
		{"U.S.", "country", "Q30", "US"},
		{"Britain", "country", "Q145", "GB"},
		{"Burma", "country", "Q836", "MM"},
		{"Turkey", "country", "Q43", "TR"},
		{"the Middle East", "region", "", ""},
		{"the US", "country", "Q30", "US"},
		{"Scotland", "region", "Q22", "GB-SCT"},
		{"Texas", "region", "Q1439", "US-TX"},
		{"Kyiv", "city", "", "UA"},
		{"NATO", "international body", "", ""},
		{"European Union", "international body", "Q458", ""},
		{"Hamas", "armed group", "", "PS"},
		{"New York Times", "news outlet", "", "US"},
		{"Truth Social", "platform", "", ""},
		{"Senate Armed Services Committee", "committee", "", "US"},
	} {
		found := false
		for _, e := range g.Find(nil, x.name) {
			if string(e.Type) == x.kind && e.Country == x.country && (x.wikidata == "" || e.Wikidata == x.wikidata) {
				found = true
			}
		}
		if !found {
			t.Errorf("%s: %+v", x.name, g.Find(nil, x.name))
		}
	}
	for surname, full := range map[string]string{"Putin": "Vladimir Putin", "Zelensky": "Volodymyr Zelenskyy", "Macron": "Emmanuel Macron",
		"Sisi": "Abdel Fattah el-Sisi", "Starmer": "Keir Starmer", "Netanyahu": "Benjamin Netanyahu"} {
		if es := g.Surname(nil, surname); len(es) != 1 || es[0].Name != full {
			t.Errorf("%s: %+v", surname, es)
		}
	}
	if es := g.Find(nil, "Georgia"); len(es) < 2 {
		t.Errorf("Georgia is a country and a state: %+v", es)
	}
}

func TestEmbeddedWords(t *testing.T) {
	g := embedded(t)
	for word, code := range map[string]string{"Russian": "RU", "Ukrainians": "UA", "Dutch": "NL", "Palestinian": "PS", "Afghan": "AF", "Texan": "US-TX",
		"Irish": "IE", "Scottish": "GB-SCT", "Filipino": "PH", "North Korean": "KP"} {
		if d := g.Demonym(nil, word); len(d) != 1 || d[0].Country != code {
			t.Errorf("%s: %+v", word, d)
		}
	}
	if d := g.Demonym(nil, "Congolese"); len(d) != 2 {
		t.Errorf("Congolese: %+v", d)
	}
	for name, want := range map[string]verbatim.Gender{"Maria": verbatim.Female, "Vladimir": verbatim.Male, "Fatima": verbatim.Female,
		"Giorgia": verbatim.Female, "Olaf": verbatim.Male, "Andrea": "", "Robin": "", "Tilda": verbatim.Female, "Silvia": verbatim.Female,
		"Petra": verbatim.Female, "Volodymyr": verbatim.Male, "Keir": verbatim.Male, "Ursula": verbatim.Female, "Narendra": verbatim.Male,
		"Mehriban": verbatim.Female, "Þórdís": verbatim.Female, "Thordis": verbatim.Female, "Gürsel": verbatim.Male, "Jean-Michel": verbatim.Male,
		"Marie-Claire": verbatim.Female, "Seok-yeol": verbatim.Male, "Yuriko": verbatim.Female, "Ngozi": verbatim.Female, "Kwadwo": verbatim.Male,
		"Tedros": verbatim.Male, "Khrystyna": verbatim.Female, "Nikola": "", "Sasha": "", "Kim": "", "Deniz": "", "Joan": ""} {
		if s, known := g.GivenName(name); s != want || !known {
			t.Errorf("%s: %q %v", name, s, known)
		}
	}
	for place, code := range map[string]string{"Kremlin": "RU", "the White House": "US", "Number 10": "GB", "No. 10": "GB", "Élysée": "FR",
		"Elysee Palace": "FR", "Zhongnanhai": "CN", "Quai d’Orsay": "FR", "Downing Street": "GB", "Moscow": "RU", "Kyiv": "UA", "Blue House": "KR"} {
		ms := g.Speaks(nil, place)
		if len(ms) == 0 || ms[0].Territory != code {
			t.Errorf("%s: %+v", place, ms)
		}
		if capital := place == "Moscow" || place == "Kyiv"; len(ms) > 0 && ms[0].Capital != capital {
			t.Errorf("%s: capital is %v", place, ms[0].Capital)
		}
	}
	for phrase, want := range map[string]struct {
		sort   gazetteer.Sort
		gender verbatim.Gender
		plural bool
		words  int
	}{
		"defence secretary":            {gazetteer.Office, "", false, 2},
		"defense secretary":            {gazetteer.Office, "", false, 2},
		"Nato secretary general":       {gazetteer.Office, "", false, 2},
		"spokeswoman":                  {gazetteer.Office, verbatim.Female, false, 1},
		"chairmen":                     {gazetteer.Office, verbatim.Male, true, 1},
		"attorneys general":            {gazetteer.Office, "", true, 2},
		"analysts":                     {gazetteer.Occupation, "", true, 1},
		"actress":                      {gazetteer.Occupation, verbatim.Female, false, 1},
		"mother":                       {gazetteer.Relation, verbatim.Female, false, 1},
		"brother-in-law":               {gazetteer.Relation, verbatim.Male, false, 3},
		"women":                        {gazetteer.Human, verbatim.Female, true, 1},
		"foreign ministry":             {gazetteer.Collective, "", false, 2},
		"riot police":                  {gazetteer.Collective, "", false, 2},
		"shadow agriculture ministers": {gazetteer.Office, "", true, 2},
		"urban beekeepers":             {gazetteer.Occupation, "", true, 1},
		"jeweler":                      {gazetteer.Occupation, "", false, 1},
		"weather forecaster":           {gazetteer.Occupation, "", false, 2},
		"lollipop man":                 {gazetteer.Occupation, verbatim.Male, false, 2},
		"ladies-in-waiting":            {gazetteer.Occupation, verbatim.Female, true, 3},
		"heads of mission":             {gazetteer.Office, "", true, 3},
		"pope":                         {gazetteer.Office, verbatim.Male, false, 1},
		"bridesmaids":                  {gazetteer.Relation, verbatim.Female, true, 1},
		"water company":                {gazetteer.Collective, "", false, 2},
	} {
		n, ok := g.RoleNoun(phrase)
		if !ok || n.Sort != want.sort || n.Gender != want.gender || n.Plural != want.plural || n.Words != want.words {
			t.Errorf("%s: %+v", phrase, n)
		}
	}
	for _, thing := range []string{"table", "supertanker", "F-16", "Monday", "printer", "computer", "letter", "city", "cushion"} {
		if n, ok := g.RoleNoun(thing); ok {
			t.Errorf("%s: %+v", thing, n)
		}
	}
	if !g.SameGiven("Bill", "William") || !g.SameGiven("Joe", "Joseph") || g.SameGiven("Bill", "Joseph") ||
		!g.SameGiven("Andriy", "Andrii") || !g.SameGiven("Pepe", "José") {
		t.Error("Bill is William and Joe is Joseph")
	}
}

func TestEmbeddedHolders(t *testing.T) {
	g := embedded(t)
	for _, x := range []struct{ territory, office, day, want string }{
		{"US", "president", "2010-01-01", "Barack Obama"},
		{"US", "president", "2025-02-13", "Donald Trump"},
		{"US", "vice president", "2022-02-13", "Kamala Harris"},
		{"RU", "president", "2025-02-13", "Vladimir Putin"},
		{"RU", "head of state", "2025-02-13", "Vladimir Putin"},
		{"GB", "prime minister", "2025-02-13", "Keir Starmer"},
		{"GB", "prime minister", "2024-07-04", ""}, // the day before
		{"GB", "prime minister", "2026-11-25", ""}, // after the snapshot
		{"GB", "king", "2025-02-13", "Charles III"},
		{"UA", "president", "2025-02-13", "Volodymyr Zelenskyy"},
		{"DE", "chancellor", "", "Friedrich Merz"},
	} {
		var got []string
		for _, h := range g.Holders(nil, x.territory, x.office, x.day) {
			got = append(got, h.Name)
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s of %s on %s: %q, want %q", x.office, x.territory, x.day, s, x.want)
		}
	}
}

// Every entry is whole: a name that finds it, roles with a source and dates.
func TestEmbeddedEntries(t *testing.T) {
	g := embedded(t)
	count := 0
	for e := range g.All() {
		count++
		if e.Name == "" || e.Kind == "" || strings.ContainsAny(e.Name, "_[]|\t\n") {
			t.Errorf("%+v", e)
		}
		found := false
		for _, f := range g.Find(nil, e.Name) {
			found = found || f == e
		}
		if !found {
			t.Errorf("%s is not found by its name", e.Name)
		}
		for _, r := range e.Roles() {
			if r.Title == "" || r.Source == "" || r.AsOf == "" || r.Since != "" && r.Since > r.AsOf {
				t.Errorf("%s: role %+v", e.Name, r)
			}
			for _, day := range []string{r.Since, r.Until} {
				for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
					if _, err := time.Parse(layout, day); err == nil {
						day = ""
					}
				}
				if day != "" {
					t.Errorf("%s: date %q", e.Name, day)
				}
			}
		}
	}
	if count < 10_000 {
		t.Errorf("%d entries", count)
	}
	if n := len(model.Gazetteer); n > 15<<20 {
		t.Errorf("%d bytes are too many", n)
	}
}

func TestNoAllocation(t *testing.T) {
	g := embedded(t)
	es, ds, ms, hs := make([]gazetteer.Entry, 0, 64), make([]gazetteer.Nationality, 0, 8), make([]gazetteer.Metonym, 0, 8), make([]gazetteer.Holding, 0, 8)
	if n := testing.AllocsPerRun(100, func() {
		es = g.Find(es[:0], "Volodymyr Zelenskyy")
		es = g.Surname(es[:0], "Zelenskyy")
		_ = es[0].Role(0)
		ds = g.Demonym(ds[:0], "Russian")
		ms = g.Speaks(ms[:0], "Élysée")
		g.RoleNoun("US defence secretary")
		g.GivenName("Maria")
		g.Longest("United")
		g.SameGiven("Bill", "William")
		hs = g.Holders(hs[:0], "RU", "president", "2025-02-13")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.SetBytes(int64(len(model.Gazetteer)))
	for b.Loop() {
		if _, err := gazetteer.Load(model.Gazetteer); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind looks up names in turn, half of which are not there.
func BenchmarkFind(b *testing.B) {
	g := embedded(b)
	var names []string
	for e := range g.All() {
		names = append(names, e.Name, "Not "+e.Name)
	}
	dst := make([]gazetteer.Entry, 0, 64)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		dst = g.Find(dst[:0], names[i*7919%len(names)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mlookups/s")
}
