package train

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/token"
)

// lists gathers what is known of words and names from open lists.
type lists struct {
	data    string
	entries []entity.ListEntry
	files   []string // that were read, below data
	err     error
}

// nameLists reads the lists below a data folder.
func nameLists(data string) ([]entity.ListEntry, []string, error) {
	l := &lists{data: data}
	l.territories()
	l.countries()
	l.factbook()
	l.congress()
	l.cities()
	l.outlets()
	l.actors()
	l.dictionary()
	l.capitals()
	for _, s := range peoples {
		l.add(s, entity.ListPeople)
	}
	for _, s := range bodies {
		l.add(s, entity.ListBody)
	}
	for _, s := range stateCodes {
		l.entries = append(l.entries, entity.ListEntry{Words: []string{s}, Class: entity.ListCountry})
	}
	l.nouns(entity.ListOrg, entity.ListOrgNoun, organisationNouns, placeNouns)
	l.nouns(entity.ListCountry|entity.ListCity, entity.ListPlaceNoun, placeNouns, organisationNouns)
	return l.entries, l.files, l.err
}

// nouns enters the words that end at least four listed names of several words,
// and more, but those that end names of another sort.
func (l *lists) nouns(of, as entity.NameClass, more, but []string) {
	count := map[string]int{}
	for _, e := range l.entries {
		if n := len(e.Words); n > 1 && e.Class&of != 0 {
			count[strings.ToLower(e.Words[n-1])]++
		}
	}
	more = slices.Clone(more)
	for w, n := range count {
		if n >= 4 && len(w) > 3 && !slices.ContainsFunc(but, func(s string) bool { return strings.EqualFold(s, w) }) {
			more = append(more, w)
		}
	}
	slices.Sort(more)
	for _, w := range slices.Compact(more) {
		l.add(w, as)
	}
}

func (l *lists) open(path string) []byte {
	if l.err != nil {
		return nil
	}
	body, err := os.ReadFile(filepath.Join(l.data, filepath.FromSlash(path)))
	if err != nil {
		l.err = fmt.Errorf("read lists of names: %w", err)
		return nil
	}
	l.files = append(l.files, path)
	return body
}

// add enters a name, cut as the text is.
func (l *lists) add(name string, class entity.NameClass) {
	name = strings.TrimSpace(name)
	if name == "" || !latin(name) {
		return
	}
	if words := cutWords(name); len(words) > 0 {
		l.entries = append(l.entries, entity.ListEntry{Words: words, Class: class})
	}
}

func cutWords(s string) []string {
	var out []string
	for _, t := range token.Tokens(s, token.Paragraphs(s), nil) {
		out = append(out, t.In(s))
	}
	return out
}

// territories reads the YAML of rigour: scalars and lists of scalars.
func (l *lists) territories() {
	dir := "rigour-territories/resources/territories"
	paths, err := filepath.Glob(filepath.Join(l.data, filepath.FromSlash(dir), "*.yml"))
	if err != nil || len(paths) == 0 {
		l.err = fmt.Errorf("no territories in %s", dir)
		return
	}
	slices.Sort(paths)
	l.files = append(l.files, dir)
	for _, p := range paths {
		body, err := os.ReadFile(p)
		if err != nil {
			l.err = err
			return
		}
		key := ""
		for line := range strings.Lines(string(body)) {
			line = strings.TrimRight(line, "\n")
			value := ""
			switch item, ok := strings.CutPrefix(line, "  - "); {
			case ok:
				value = item
			case !strings.HasPrefix(line, " "):
				key, value, _ = strings.Cut(line, ":")
			default:
				continue
			}
			value, _, _ = strings.Cut(value, " #")
			value = strings.Trim(strings.TrimSpace(value), `"'`)
			value, _, _ = strings.Cut(value, " (")
			if !upperFirst(value) {
				continue
			}
			switch key {
			case "name", "full_name", "names_strong":
				l.add(value, entity.ListCountry)
			case "names_weak":
				l.add(value, entity.ListCity)
			}
		}
	}
}

func upperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func (l *lists) countries() {
	body := l.open("country-codes/data/country-codes.csv")
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(rows) == 0 {
		l.err = fmt.Errorf("country-codes: %w", err)
		return
	}
	for i, head := range rows[0] {
		for _, r := range rows[1:] {
			switch head {
			case "CLDR display name", "Capital", "Region Name", "Sub-region Name":
				l.add(r[i], entity.ListCountry)
			}
		}
	}
}

var (
	partyCode = lazily(` or ([A-ZÀ-Ž][\p{L}/-]*[A-ZÀ-Ž])\b`)
	braced    = lazily(` ?\([^)]*\)`)
)

// factbook reads nationalities, legislatures, parties and leaders.
func (l *lists) factbook() {
	var countries []struct {
		Noun        string `json:"nationality_noun"`
		Adjective   string `json:"nationality_adj"`
		Capital     string `json:"capital"`
		Legislature string `json:"legislature"`
		Parties     string `json:"parties"`
		Name        string `json:"name"`
		Long        string `json:"long"`
	}
	if body := l.open("factbook-leaders/factbook_government.json"); body != nil {
		if err := json.Unmarshal(body, &countries); err != nil {
			l.err = fmt.Errorf("factbook: %w", err)
			return
		}
	}
	for _, c := range countries {
		for _, s := range strings.FieldsFunc(c.Noun+","+c.Adjective, func(r rune) bool { return r == ',' || r == ';' }) {
			for part := range strings.SplitSeq(s, " or ") {
				part = strings.TrimSpace(part)
				if !upperFirst(part) {
					continue
				}
				l.add(strings.TrimSuffix(part, "(s)"), entity.ListPeople)
				if one, ok := strings.CutSuffix(part, "(s)"); ok {
					l.add(one+"s", entity.ListPeople)
				}
			}
		}
		l.add(c.Name, entity.ListCountry)
		l.add(c.Long, entity.ListCountry)
		l.add(c.Capital, entity.ListCountry)
		plain := braced().ReplaceAllString(c.Legislature, "")
		for s := range strings.SplitSeq(plain, " or ") {
			if upperFirst(s) {
				l.add(s, entity.ListOrg)
			}
		}
		// "A Party or AP B Party or BP": the codes part the names.
		rest := braced().ReplaceAllString(c.Parties, "")
		for {
			at := partyCode().FindStringSubmatchIndex(rest)
			if at == nil {
				break
			}
			l.add(rest[:at[0]], entity.ListOrg)
			l.add(rest[at[2]:at[3]], entity.ListOrg)
			rest = strings.TrimPrefix(strings.TrimSpace(rest[at[1]:]), ", ")
		}
	}
	for line := range bytes.Lines(l.open("factbook-leaders/leaders_factbook_2026.tsv")) {
		f := strings.Split(strings.TrimRight(string(line), "\n"), "\t")
		if len(f) < 7 || f[3] == "role" {
			continue
		}
		l.person(f[5], f[6])
	}
}

// person enters a full name: the words before the surname are given names.
func (l *lists) person(full, surname string) {
	words := strings.Fields(full)
	last := len(words) - max(1, len(strings.Fields(surname)))
	for i, w := range words {
		w = strings.Trim(w, `",.()`)
		switch {
		case utf8.RuneCountInString(w) < 2 || !upperFirst(w):
		case i < last:
			l.add(w, entity.ListGiven)
		default:
			l.add(w, entity.ListSurname)
		}
	}
	if len(words) > 1 {
		l.add(full, entity.ListGiven|entity.ListSurname)
	}
}

// congress reads the names of legislators and presidents.
func (l *lists) congress() {
	for _, path := range []string{"us-congress-legislators/legislators-current.yaml", "us-congress-legislators/executive.yaml"} {
		in := false
		given, surname := "", ""
		for line := range bytes.Lines(l.open(path)) {
			s := strings.TrimRight(string(line), "\n")
			if !strings.HasPrefix(s, "    ") {
				in = s == "  name:"
				continue
			}
			if !in {
				continue
			}
			key, value, _ := strings.Cut(strings.TrimSpace(s), ": ")
			value = strings.Trim(value, `"'`)
			switch key {
			case "first":
				given = value
			case "nickname", "middle":
				l.person(value+" x", "x")
			case "last":
				surname = value
				l.person(given+" "+surname, surname)
			}
		}
	}
	for line := range bytes.Lines(l.open("us-congress-legislators/committees-current.yaml")) {
		if name, ok := strings.CutPrefix(strings.TrimRight(string(line), "\n"), "  name: "); ok {
			l.add(name, entity.ListOrg)
		}
	}
}

// largeCity and smallCity are the inhabitants of the places that are listed.
const (
	largeCity = 200_000
	smallCity = 15_000
)

func (l *lists) cities() {
	for line := range bytes.Lines(l.open("geonames-cities/cities1000.tsv")) {
		f := strings.Split(strings.TrimRight(string(line), "\n"), "\t")
		if len(f) < 7 {
			continue
		}
		n, err := strconv.Atoi(f[6])
		if err != nil || n < smallCity {
			continue
		}
		class := entity.ListCity
		if n >= largeCity || f[3] == "US" && n >= 100_000 {
			class = entity.ListCountry
		}
		l.add(f[1], class)
	}
	var regions []struct{ Code, Name string }
	if body := l.open("geonames-cities/admin1.json"); body != nil {
		if err := json.Unmarshal(body, &regions); err != nil {
			l.err = fmt.Errorf("admin1: %w", err)
			return
		}
	}
	for _, r := range regions {
		class := entity.ListCity
		if strings.HasPrefix(r.Code, "US.") || strings.HasPrefix(r.Code, "CA.") || strings.HasPrefix(r.Code, "GB.") {
			class = entity.ListCountry
		}
		l.add(r.Name, class)
	}
}

func (l *lists) outlets() {
	for line := range bytes.Lines(l.open("outlets/fundus_outlets.tsv")) {
		if f := strings.Split(string(line), "\t"); len(f) > 3 && f[2] != "name" {
			l.add(f[2], entity.ListOutlet)
		}
	}
}

// Words of which one is in most names of organisations; the lists of actors
// have persons too.
var organisationWords = lazily(`(?i)\b(commission|organi[sz]ation|united|council|fund|bank|union|agency|court|program(me)?|federation|` +
	`association|committee|institute|society|movement|party|forum|foundation|alliance|network|centre|center|league|conference|assembly|` +
	`international|group|corporation|company|secretariat|nations|parliament|office|community|front|army|force|watch|action|development|rights)\b`)

// actors reads the dictionaries of Petrarch2: "NAME_PARTS_ [CODE]", "+SYNONYM_".
func (l *lists) actors() {
	read := func(path string, each func(name, rest string)) {
		for line := range bytes.Lines(l.open(path)) {
			s, _, _ := strings.Cut(strings.TrimSpace(string(line)), "#")
			s = strings.TrimPrefix(s, "+")
			name, rest, _ := strings.Cut(s, "[")
			name = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(name, "_", " "), "{}", ""))
			if name != "" && !strings.ContainsAny(name, "!={}@") {
				each(name, rest)
			}
		}
	}
	title := func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
	read("petrarch2/Phoenix.International.actors.txt", func(name, rest string) {
		if organisationWords().MatchString(name) || !strings.Contains(name, " ") && len(name) <= 6 {
			l.add(strings.TrimPrefix(name, "THE "), entity.ListOrg)
		}
	})
	read("petrarch2/Phoenix.MilNonState.actors.txt", func(name, rest string) { l.add(name, entity.ListOrg) })
	read("petrarch2/Phoenix.agents.txt", func(name, rest string) {
		if strings.HasPrefix(rest, "~") && !strings.Contains(name, " ") {
			l.add(title(strings.ToLower(name)), entity.ListRole)
		}
	})
}
