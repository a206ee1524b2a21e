package train

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim/gazetteer"
)

// leastPopulation of a city that is not a capital.
const leastPopulation = 50_000

// territory is what the sources say of one.
type territory struct {
	code        string // of the file: "ru", "us_ca"
	item        gazetteer.Item
	body        bool // the European Union and the United Nations are no places
	independent bool
	capitals    []string
	nationality []nationality
}

type nationality struct {
	word string
	use  gazetteer.Nationality
}

// codeOf makes ISO 3166 codes of the names of the territory files.
func codeOf(file string) string { return strings.ToUpper(strings.ReplaceAll(file, "_", "-")) }

// latin reports whether a name is in the Latin script.
func latin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return s != ""
}

// notNames are strong names of territories that name other things as well.
var notNames = []string{"CAR", "Best Korea", "Aquaserbia", "Lietuvių kalba", "Brazzaville", "russian", "Estonian", "Gabonese",
	"Gabonais", "Magyar", "Tunis", "Trinidad", "Tobago", "Ukrainian", "Turkmen", "Israelite", "Yisraeli", "Qatari", "Iraki",
	"Island", "Mann", "Emetab Israel", "Burkina Faso nutome", "Vanuatu nutome", "Valletta, Malta", "Dzayeri", "El Salvadori",
	"Palestinian Authority", "Vatican", "Indian", "State of Israel nutome"}

// territories reads the territory files, the country codes and the factbook.
func (k *knowledge) territories() error {
	dir := filepath.Join(k.data, "rigour-territories", "resources", "territories")
	files, err := filepath.Glob(filepath.Join(dir, "*.yml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no territories in %s", dir)
	}
	slices.Sort(files)
	own, err := rows("territories", 4)
	if err != nil {
		return err
	}
	byCode := map[string][]string{}
	for _, r := range own {
		byCode[r[0]] = r
	}
	for _, f := range files {
		node, err := readYAML(f)
		if err != nil {
			return err
		}
		file := strings.TrimSuffix(filepath.Base(f), ".yml")
		if file == "zz" { // the whole world
			continue
		}
		t := &territory{code: file, body: file == "eu" || file == "un"}
		it := &t.item
		it.Name, it.Wikidata, it.Country = at(node, "name"), at(node, "qid"), codeOf(file)
		it.Historical = at(node, "is_historical") == "true"
		it.Type = gazetteer.Region
		if at(node, "is_country") == "true" {
			it.Type = gazetteer.Country
		}
		names := []string{it.Name, at(node, "full_name"), at(node, "in_sentence")}
		for _, n := range listAt(node, "names_strong") {
			if s, _ := n.(string); latin(s) && !slices.Contains(notNames, s) {
				names = append(names, s)
			}
		}
		if r := byCode[file]; r != nil {
			names = append(append(names, r[1]), words(r[2])...)
			it.Name = r[1]
			t.capitals = words(r[3])
		}
		it.Names = names
		k.places[file] = t
		k.order = append(k.order, file)
	}
	for code := range byCode {
		if k.places[code] == nil {
			return fmt.Errorf("known/territories.tsv: there is no territory %s", code)
		}
	}
	if err := k.countryCodes(); err != nil {
		return err
	}
	if err := k.factbook(); err != nil {
		return err
	}
	return k.ownDemonyms()
}

// countryCodes takes English names, capitals and the other codes.
func (k *knowledge) countryCodes() error {
	f, err := os.Open(filepath.Join(k.data, "country-codes", "data", "country-codes.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("country codes: %w", err)
	}
	column := map[string]int{}
	for i, name := range all[0] {
		column[name] = i
	}
	for _, r := range all[1:] {
		get := func(name string) string { return strings.TrimSpace(r[column[name]]) }
		t := k.places[strings.ToLower(get("ISO3166-1-Alpha-2"))]
		if t == nil {
			continue
		}
		if fips := strings.ToLower(get("FIPS")); len(fips) >= 2 {
			k.fips[fips[:2]] = t
		}
		k.alpha3[get("ISO3166-1-Alpha-3")] = t
		t.independent = get("is_independent") == "Yes" || t.code == "tw"
		for _, name := range []string{get("CLDR display name"), get("UNTERM English Short")} {
			name, _, _ = strings.Cut(name, " (")
			if latin(name) && !strings.Contains(name, ",") {
				t.item.Names = append(t.item.Names, name)
			}
		}
		if c := get("Capital"); c != "" && len(t.capitals) == 0 {
			t.capitals = []string{c}
		}
	}
	k.fips["ri"], k.fips["kv"], k.places["xk"].independent = k.places["rs"], k.places["xk"], true
	return nil
}

// factbook takes demonyms and the names of countries.
func (k *knowledge) factbook() error {
	data, err := os.ReadFile(filepath.Join(k.data, "factbook-leaders", "factbook_government.json"))
	if err != nil {
		return err
	}
	var all []struct {
		GEC       string
		Name      string
		Long      string
		Noun      string `json:"nationality_noun"`
		Adjective string `json:"nationality_adj"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		return fmt.Errorf("factbook: %w", err)
	}
	for _, c := range all {
		t := k.fips[c.GEC]
		if t == nil {
			continue
		}
		for _, name := range []string{c.Name, c.Long} {
			if name != "none" && name != "" && !strings.ContainsAny(name, ",(;") && name != "The Dominican" {
				t.item.Names = append(t.item.Names, strings.TrimPrefix(name, "The "))
			}
		}
		t.nationality = append(demonyms(c.Noun, false), demonyms(c.Adjective, true)...)
	}
	return nil
}

// demonyms reads the factbook's notes on what people of a country are called:
// "Irishman(men), Irishwoman(women), Irish (collective plural)".
func demonyms(note string, adjective bool) []nationality {
	note, _, _ = strings.Cut(note, "; note")
	for _, cut := range []string{"(US citizens)", "(US nationals)", "(colloquial)"} {
		note = strings.ReplaceAll(note, cut, "")
	}
	note = strings.NewReplacer(" or ", ",", ";", ",", "/", ",").Replace(note)
	var out []nationality
	add := func(word string, use gazetteer.Nationality) {
		word = strings.Trim(strings.TrimSpace(word), ",")
		if word != "" && word != "NA" && word != "none" && unicode.IsUpper([]rune(word)[0]) && len(strings.Fields(word)) <= 3 {
			out = append(out, nationality{word, use})
		}
	}
	for part := range strings.SplitSeq(note, ",") {
		part = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(part), "or "))
		word, inside, _ := strings.Cut(part, "(")
		word = strings.TrimSpace(word)
		inside = strings.TrimSuffix(inside, ")")
		switch {
		case adjective:
			add(word, gazetteer.Nationality{Adjective: true})
		case inside == "s":
			add(word, gazetteer.Nationality{Noun: true})
			add(word+"s", gazetteer.Nationality{Noun: true, Plural: true})
		case inside == "men" || inside == "women":
			add(word, gazetteer.Nationality{Noun: true})
			add(strings.TrimSuffix(word, "man")+"men", gazetteer.Nationality{Noun: true, Plural: true})
		case inside == "plural" || inside == "collective plural":
			add(word, gazetteer.Nationality{Noun: true, Plural: true})
		case inside == "singular and plural":
			add(word, gazetteer.Nationality{Noun: true, Plural: true})
		default:
			add(word, gazetteer.Nationality{Noun: true})
		}
	}
	return out
}

func (k *knowledge) ownDemonyms() error {
	own, err := rows("demonyms", 4)
	if err != nil {
		return err
	}
	for _, r := range own {
		t := k.places[r[0]]
		if t == nil {
			return fmt.Errorf("known/demonyms.tsv: there is no territory %s", r[0])
		}
		for i, use := range []gazetteer.Nationality{{Adjective: true}, {Noun: true}, {Noun: true, Plural: true}} {
			for _, w := range words(r[1+i]) {
				t.nationality = append(t.nationality, nationality{w, use})
			}
		}
	}
	return nil
}

// addPlaces puts territories, demonyms and capitals into the builder. It comes
// first, so that the numbers of the territories are known.
func (k *knowledge) addPlaces() {
	sovereign := map[string]bool{} // demonyms of independent countries
	for _, t := range k.places {
		for _, d := range t.nationality {
			if t.independent {
				sovereign[gazetteer.Fold(d.word)] = true
			}
		}
	}
	for _, code := range k.order {
		t := k.places[code]
		if t.body {
			continue
		}
		// "Dutch" is of the Netherlands, not of Aruba.
		t.nationality = slices.DeleteFunc(t.nationality, func(d nationality) bool {
			return !t.independent && sovereign[gazetteer.Fold(d.word)]
		})
		// A word that is a demonym is not a name too, unless it is the name
		// by which the territory is known.
		t.item.Names = slices.DeleteFunc(slices.Compact(t.item.Names), func(n string) bool {
			return gazetteer.Fold(n) != gazetteer.Fold(t.item.Name) && len(n) > 2 && slices.ContainsFunc(t.nationality, func(d nationality) bool {
				return gazetteer.Fold(d.word) == gazetteer.Fold(n)
			}) && n != "U.S."
		})
		for _, d := range t.nationality {
			if f := gazetteer.Fold(d.word); f != gazetteer.Fold(t.item.Name) || d.use.Adjective {
				k.Demonym(d.word, k.Len(), d.use)
			}
		}
		if t.independent || len(t.capitals) > 0 && slices.Contains([]string{"ps", "xk", "tw", "gb_sct", "gb_wls", "gb_nir"}, code) {
			for _, c := range t.capitals {
				k.Metonym(gazetteer.Metonym{Name: c, Organisation: "government of " + t.item.Name, Territory: t.item.Country, Capital: true})
			}
		}
		k.count["territories"]++
		k.Add(t.item)
	}
}

// regions adds the parts of the world that are no territory of one state.
func (k *knowledge) regions() error {
	list, err := rows("regions", 3)
	if err != nil {
		return err
	}
	for _, r := range list {
		names := words(r[0])
		for i, use := range []gazetteer.Nationality{{Adjective: true, Noun: r[2] != ""}, {Noun: true, Plural: true}} {
			for _, w := range words(r[1+i]) {
				k.Demonym(w, k.Len(), use)
			}
		}
		k.count["regions of the world"]++
		k.Add(gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Region, Name: names[0]}, Names: names[1:]})
	}
	return nil
}

// cities reads the cities.
func (k *knowledge) cities() error {
	f, err := os.Open(filepath.Join(k.data, "geonames-cities", "cities1000.tsv"))
	if err != nil {
		return err
	}
	defer f.Close()
	list, err := rows("cities", 2)
	if err != nil {
		return err
	}
	also := map[string][]string{}
	for _, r := range list {
		also[r[0]] = words(r[1])
	}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	in.Scan() // the names of the columns
	for in.Scan() {
		c := strings.Split(in.Text(), "\t")
		if len(c) < 7 {
			return fmt.Errorf("cities: %d columns in %q", len(c), in.Text())
		}
		people, err := strconv.Atoi(c[6])
		if err != nil {
			return fmt.Errorf("cities: population of %s: %w", c[1], err)
		}
		id, err := strconv.Atoi(c[0])
		if err != nil {
			return fmt.Errorf("cities: identifier of %s: %w", c[1], err)
		}
		if people < leastPopulation && c[4] != "PPLC" {
			continue
		}
		it := gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.City, Name: c[1], Country: c[3], Population: people, GeoNames: id}}
		it.Names = also[c[0]]
		if latin(c[2]) {
			it.Names = append(it.Names, c[2])
		}
		if t := k.places[strings.ToLower(c[3])]; t != nil && c[4] == "PPLC" {
			it.Names = append(it.Names, t.capitals...)
		}
		k.count["cities"]++
		k.Add(it)
	}
	return in.Err()
}
