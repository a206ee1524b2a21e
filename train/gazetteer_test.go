package train

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/gazetteer"
	"github.com/verbatim-record/verbatim/model"
)

const sharedData = "../../shared/data"

// needData skips where the data sets are not.
func needData(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(sharedData, "rigour-territories")); err != nil {
		t.Skip("needs the data sets in ../shared/data")
	}
}

// The embedded file is what the data and the lists give.
func TestGazetteerIsReproducible(t *testing.T) {
	needData(t)
	file, card, err := Gazetteer(sharedData)
	if err != nil {
		t.Fatal(err)
	}
	if string(file) != model.Gazetteer {
		t.Error("model/gazetteer.bin is not what verbatim train gazetteer builds")
	}
	want, err := os.ReadFile(filepath.Join("..", "model", "gazetteer.md"))
	if err != nil {
		t.Fatal(err)
	}
	if string(card) != string(want) {
		t.Errorf("model/gazetteer.md is another card than\n%s", card)
	}
}

// No Wikidata identifier is made up: each stands in a source, beside a name
// of what it identifies.
func TestGazetteerIdentifiers(t *testing.T) {
	needData(t)
	known := map[string]bool{}
	id := regexp.MustCompile(`\bQ[1-9][0-9]*\b`)
	for _, folder := range []string{"us-congress-legislators", "rigour-territories"} {
		err := filepath.WalkDir(filepath.Join(sharedData, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			for line := range strings.Lines(string(data)) {
				key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
				if key == "wikidata" || key == "qid" {
					for _, q := range id.FindAllString(value, -1) {
						known[q] = true
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	g, err := gazetteer.Load(model.Gazetteer)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for e := range g.All() {
		if e.Wikidata == "" {
			continue
		}
		count++
		if !known[e.Wikidata] {
			t.Errorf("%s has %s, which is in no source", e.Name, e.Wikidata)
		}
	}
	if count < 1000 {
		t.Errorf("only %d entries have an identifier", count)
	}
}

func TestSplitTitle(t *testing.T) {
	titles, err := rows("titles", 2)
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string][2]string{
		"Prime Minister Keir STARMER":                            {"prime minister", "Keir STARMER"},
		"President of the Swiss Confederation Guy PARMELIN":      {"president", "Guy PARMELIN"},
		"Chargé d'Affaires ANWAR SADAT Fatahalbab":               {"chargé d'affaires", "ANWAR SADAT Fatahalbab"},
		"Acting President Sr. Gen. MIN AUNG HLAING":              {"president", "MIN AUNG HLAING"},
		"President XI Jinping":                                   {"president", "XI Jinping"},
		"King CHARLES III":                                       {"king", "CHARLES III"},
		"Prime Minister Mohammed Shia al-SUDANI":                 {"prime minister", "Mohammed Shia al-SUDANI"},
		"King HARALD V of Norway":                                {"king", "HARALD V"},
		"Governor General Dame Cynthia A. PRATT":                 {"governor general", "Cynthia A. PRATT"},
		"the UK and New Zealand are represented by Mark GIBBS":   {},
		"President of the Pontifical Commission Fernando VERGEZ": {},
		"Prime Minister (vacant)":                                {},
	} {
		title, name, ok := splitTitle(titles, in)
		if !ok {
			title, name = "", ""
		}
		if title != want[0] || name != want[1] {
			t.Errorf("%q: %q, %q", in, title, name)
		}
	}
	for in, want := range map[string]string{"12 December 2019": "2019-12-12", "July 2025": "2025-07", "1997": "1997", "19 APRIL 2023": "2023-04-19",
		"13 November 1989, assumed executive powers on 26 August 1984": "1989-11-13", "since": "", "31 February 2020": ""} {
		if got := isoDate(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"O'NEILL": "O'Neill", "MCDONALD": "McDonald", "al-SUDANI": "al-Sudani", "VAN-DÚNEM": "Van-Dúnem", "XI": "Xi", "EL-SISI": "el-Sisi"} {
		at := 1
		if in == "XI" {
			at = 0
		}
		if got := nameCase(in, at); got != want {
			t.Errorf("%s is %q, want %q", in, got, want)
		}
	}
}

func TestDemonyms(t *testing.T) {
	for _, x := range []struct {
		note string
		adj  bool
		want string
	}{
		{"Algerian(s)", false, "Algerian/n Algerians/p"},
		{"Beninese (singular and plural)", false, "Beninese/p"},
		{"Irishman(men), Irishwoman(women), Irish (collective plural)", false, "Irishman/n Irishmen/p Irishwoman/n Irishwomen/p Irish/p"},
		{"Motswana (singular), Batswana (plural)", false, "Motswana/n Batswana/p"},
		{"Saudi or Saudi Arabian", true, "Saudi/a Saudi Arabian/a"},
		{"Croat(s), Croatian(s)", false, "Croat/n Croats/p Croatian/n Croatians/p"},
		{"NA (US citizens)", false, ""},
		{"none", false, ""},
	} {
		var got []string
		for _, d := range demonyms(x.note, x.adj) {
			mark := map[bool]string{true: "/p", false: "/n"}[d.use.Plural]
			if d.use.Adjective {
				mark = "/a"
			}
			got = append(got, d.word+mark)
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s: %s", x.note, s)
		}
	}
}

func TestOrganisationCase(t *testing.T) {
	for in, want := range map[string]string{
		"HUMAN RIGHTS WATCH":            "Human Rights Watch",
		"WORLD COUNCIL OF CHURCHES":     "World Council of Churches",
		"IAEA":                          "IAEA",
		"UN DEVELOPMENT FUND FOR WOMEN": "UN Development Fund for Women",
		"MCDONALD'S CORP":               "McDonald's Corp",
		"CO-OPERATIVE BANK":             "Co-Operative Bank",
	} {
		if got := organisationCase(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// A given name stands once for a gender and a noun once, so that what is
// corrected in one place is corrected.
func TestListsSayThingsOnce(t *testing.T) {
	given, err := rows("given", 3)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, r := range given {
		if r[0] != "male" && r[0] != "female" && r[0] != "both" {
			t.Errorf("gender %q", r[0])
		}
		for _, name := range strings.Fields(r[2]) {
			key := r[0] + " " + gazetteer.Fold(name)
			if before, ok := seen[key]; ok {
				t.Errorf("%s: %s stands there and for %s", key, r[1], before)
			}
			seen[key] = r[1]
		}
	}
	roles, err := rows("roles", 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range roles {
		switch gazetteer.Sort(r[0]) {
		case gazetteer.Office, gazetteer.Occupation, gazetteer.Relation, gazetteer.Human, gazetteer.Collective:
		default:
			t.Errorf("sort %q", r[0])
		}
		for _, w := range words(r[2]) {
			noun, _, irregular := strings.Cut(w, "=")
			if !irregular && (strings.Contains(noun, " of ") && r[0] != string(gazetteer.Collective) ||
				strings.HasSuffix(noun, " man") || strings.HasSuffix(noun, "woman")) {
				t.Errorf("%s has a regular plural", noun)
			}
		}
	}
}
