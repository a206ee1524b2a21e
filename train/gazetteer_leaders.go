package train

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// leaders reads the factbook's heads of state and government and ambassadors.
// Its table splits some titles from names at the wrong place; the sentence
// that each row keeps is parsed anew.
func (k *knowledge) leaders() error {
	f, err := os.Open(filepath.Join(k.data, "factbook-leaders", "leaders_factbook_2026.tsv"))
	if err != nil {
		return err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = '\t', -1, true
	all, err := in.ReadAll()
	if err != nil {
		return fmt.Errorf("factbook leaders: %w", err)
	}
	spellings, err := rows("persons", 2)
	if err != nil {
		return err
	}
	titles, err := rows("titles", 2)
	if err != nil {
		return err
	}
	l := leaderReader{k: k, titles: titles, seen: map[string]bool{}, spelling: map[string][]string{}, byName: map[string]*gazetteer.Item{}}
	for _, r := range spellings {
		l.spelling[r[0]] = r
	}
	// Independent countries first: the heads of state of dependencies are
	// then known already.
	for _, independent := range []bool{true, false} {
		for _, r := range all[1:] {
			if len(r) < 9 || l.seen[r[1]+r[3]+r[8]] {
				continue
			}
			t := k.places[r[1]]
			if t == nil {
				if !independent {
					k.left["factbook: rows of territories without a code"]++
				}
				continue
			}
			if t.independent == independent {
				l.seen[r[1]+r[3]+r[8]] = true
				l.sentence(t, r[3], r[8])
			}
		}
	}
	return nil
}

type leaderReader struct {
	k        *knowledge
	titles   [][]string
	seen     map[string]bool
	spelling map[string][]string
	byName   map[string]*gazetteer.Item // folded name in the source
}

var sinceDate = lazily(`\(since ([^()]*)\)`)

// sentence adds the persons of a sentence: "King CHARLES III (since 8 September
// 2022); represented by Governor General Mary SIMON (since 26 July 2021)".
func (l *leaderReader) sentence(t *territory, role, raw string) {
	from := 0
	for _, m := range sinceDate().FindAllStringSubmatchIndex(raw, -1) {
		text, since := raw[from:m[0]], isoDate(raw[m[2]:m[3]])
		from = m[1]
		text = parentheses().ReplaceAllString(text, " ")
		for part := range strings.SplitSeq(text, ";") {
			part = strings.Trim(part, " ,")
			part = strings.TrimSpace(strings.TrimPrefix(part, "and "))
			part, represents := strings.CutPrefix(part, "represented by ")
			title, name, ok := splitTitle(l.titles, part)
			if !ok && !represents && (role == "head_of_government" || role == "head_of_state") && isName(part) {
				title, name, ok = strings.ReplaceAll(role, "_", " "), part, true // the row has no title
			}
			if !ok {
				if hasCapitals(part) {
					l.k.left["factbook: sentences without a clear title or name"]++
				}
				continue
			}
			l.add(t, role, title, name, since, represents)
		}
	}
}

var parentheses = lazily(`\([^()]*\)`)

var fullDate = lazily(`^(\d{1,2} )?([A-Z][A-Za-z]+ )?(\d{4})`)

// isoDate reads "12 December 2019", "July 2025" or "1997".
func isoDate(s string) string {
	m := fullDate().FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	month := strings.ToLower(m[2])
	if month != "" {
		month = strings.ToUpper(month[:1]) + month[1:]
	}
	for _, f := range [][2]string{{"2 January 2006", "2006-01-02"}, {"January 2006", "2006-01"}, {"2006", "2006"}} {
		if d, err := time.Parse(f[0], m[1]+month+m[3]); err == nil {
			return d.Format(f[1])
		}
	}
	return ""
}

// styles are words before a name that are no part of it.
var styles = []string{"Dr.", "Sir", "Dame", "Sr. Gen.", "Lt. Gen.", "Maj. Gen.", "Gen.", "General", "Col.", "Capt.", "Cardinal",
	"Archbishop", "Ratu", "Prof.", "Shaykh", "Sheikh", "Lord", "Mr.", "Ms.", "Mrs.", "HRH", "ibni", "Air Vice-Marshal", "Rear Adm.", "Adm."}

// splitTitle splits "Prime Minister Keir STARMER".
func splitTitle(titles [][]string, s string) (title, name string, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.ReplaceAll(s, "Lord of Mann King", "King")
	s, _, _ = strings.Cut(s, ", Head of")
	for _, t := range titles {
		rest, found := strings.CutPrefix(s, t[0]+" ")
		if !found {
			continue
		}
		for again := true; again; {
			again = false
			for _, style := range styles {
				if r, found := strings.CutPrefix(rest, style+" "); found {
					rest, again = r, true
				}
			}
		}
		for _, of := range []string{" of Denmark", " of the Netherlands", " of Norway", " of Belgium"} {
			rest = strings.TrimSuffix(rest, of)
		}
		rest = strings.Trim(rest, " ,")
		return t[1], rest, isName(rest)
	}
	return "", "", false
}

// particles are the parts of names that are written small.
var particles = []string{"de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "der", "den", "von", "zu", "bin",
	"ibn", "bint", "ibni", "ould", "el", "al", "e", "i", "y", "ter", "of"}

// hasCapitals reports whether s has a word in capitals, as family names are.
func hasCapitals(s string) bool {
	for i, w := range strings.Fields(s) {
		if capitals(w, i) {
			return true
		}
	}
	return false
}

// capitals reports whether word i of a name, or a part of it, is written in
// capitals. Behind a name, XI is a number.
func capitals(word string, i int) bool {
	run := 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			run++
		case r == '\'' || r == '’':
		default:
			run = 0
		}
		if run >= 2 {
			return i == 0 || !roman(word)
		}
	}
	return false
}

func roman(word string) bool { return strings.Trim(word, "IVX") == "" }

// isName reports whether s can be a person's name as the factbook writes it.
func isName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 8 || !hasCapitals(s) || strings.ContainsAny(s, "0123456789:") {
		return false
	}
	for i, w := range fields {
		first := []rune(strings.TrimLeft(w, `"“'‘`))
		if len(first) == 0 {
			return false
		}
		low := !unicode.IsUpper(first[0])
		if low && (i == 0 || !slices.Contains(particles, w)) && !strings.HasPrefix(w, "al-") && !strings.HasPrefix(w, "d'") && !strings.HasPrefix(w, "el-") {
			return false
		}
		if slices.Contains([]string{"President", "Minister", "Council", "Republic", "Governor", "Commission", "Ambassador", "Affairs", "King", "Queen"}, w) {
			return false
		}
	}
	return true
}

// add adds a person with an office.
func (l *leaderReader) add(t *territory, role, title, name, since string, represents bool) {
	key := gazetteer.Fold(name)
	it := l.byName[key]
	monarch := slices.Contains([]string{"king", "queen", "emperor", "emir", "sultan", "pope", "grand duke", "prince", "co-prince", "crown prince"}, title)
	if it != nil && !t.independent && !represents && (monarch || title == "president") {
		return // of the mother country
	}
	if it == nil {
		it = l.person(t, role, title, name, monarch)
		l.byName[key] = it
	}
	if t.code == "gb" && title == "king" || len(it.Roles) > 0 && it.Roles[0].Title == "co-prince" {
		it.Country = t.item.Country // first of fifteen realms; France before Andorra
	}
	r := gazetteer.Held{Role: gazetteer.Role{Title: title, Of: t.item.Country, Since: since, Source: "factbook"}}
	switch role {
	case "ambassador_to_US":
		r.Title += " to the United States"
	case "US_chief_of_mission":
		r.Title, r.Of = title+" to "+t.item.Name, "US"
	case "head_of_state":
		if !represents {
			r.Offices = []string{"head of state"}
		}
	case "head_of_government":
		r.Offices = []string{"head of government"}
		if title == "premier" || title == "chancellor" || title == "taoiseach" {
			r.Offices = append(r.Offices, "prime minister")
		}
		if title == "prime minister" {
			r.Offices = append(r.Offices, "premier")
		}
	}
	for i, old := range it.Roles {
		if old.Of == r.Of && old.Title == r.Title {
			it.Roles[i].Offices = append(it.Roles[i].Offices, r.Offices...)
			return
		}
	}
	it.Roles = append(it.Roles, r)
}

// person makes a person, or returns the one of another source who surely is
// the same: the president of the United States.
func (l *leaderReader) person(t *territory, role, title, name string, monarch bool) *gazetteer.Item {
	nick := ""
	if a, rest, ok := strings.Cut(name, `"`); ok {
		nick, rest, _ = strings.Cut(rest, `"`)
		name = a + strings.TrimSpace(rest)
	}
	if a, rest, ok := strings.Cut(name, "“"); ok {
		nick, rest, _ = strings.Cut(rest, "”")
		name = a + strings.TrimSpace(rest)
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, ", Jr."), " Jr.")
	fields := strings.Fields(strings.ReplaceAll(name, ",", ""))
	first, last := -1, -1 // the words of the family name
	for i, w := range fields {
		if capitals(w, i) {
			if first < 0 {
				first = i
			}
			last = i + 1
		} else if first >= 0 && !(slices.Contains(particles, w) && i+1 < len(fields) && capitals(fields[i+1], i+1)) {
			break
		}
	}
	if first > 0 && slices.Contains(particles, fields[first-1]) && strings.ToLower(fields[first-1]) == fields[first-1] && first > 1 {
		first-- // "de TOVE"
	}
	for i, w := range fields {
		fields[i] = nameCase(w, i)
	}
	full, family := strings.Join(fields, " "), strings.Join(fields[first:last], " ")
	it := &gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Official, Name: full, Family: family, Country: t.item.Country}}
	if role == "US_chief_of_mission" {
		it.Country = "US"
	}
	if first > 0 {
		given := fields[0]
		if common := []string{"Mohammed", "Mohamed", "Mohammad", "Muhammad", "Abdul", "Abdel", "Abd"}; first > 1 && slices.Contains(common, given) {
			given = fields[1] // the first is hardly ever used alone
		}
		it.Names = append(it.Names, given+" "+family, strings.Join(fields[:last], " "))
		if nick != "" {
			it.Names = append(it.Names, nick+" "+family)
		}
	} else if last > 1 {
		it.Names = append(it.Names, family)
	}
	if s := l.spelling[gazetteer.Fold(name)]; s != nil {
		it.Names = append(it.Names, full)
		it.Name = s[1]
		if len(s) > 2 {
			it.Names = append(it.Names, words(s[2])...)
		}
		if len(s) > 3 {
			it.Families = words(s[3])
		}
	}
	it.Gender = l.gender(title, fields, first)
	if it.Gender == "" && first > 0 {
		given, _, _ := strings.Cut(it.Name, " ")
		it.Gender, _ = l.k.GenderOf(given)
	}
	if monarch && first == 0 && (slices.ContainsFunc(fields, roman) || len(fields) == 1) {
		it.Family = "" // "Charles III" has a name and a number
	}
	if t.code == "us" && role != "ambassador_to_US" {
		for _, p := range l.k.people.all {
			if slices.ContainsFunc(p.Names, func(n string) bool { return gazetteer.Fold(n) == gazetteer.Fold(fields[0]+" "+family) }) &&
				slices.ContainsFunc(p.Roles, func(r gazetteer.Held) bool { return r.Title == title && r.Of == "US" && r.Until > "2026-01-22" }) {
				p.Names = append(p.Names, it.Names...)
				return p
			}
		}
	}
	l.k.people.all = append(l.k.people.all, it)
	return it
}

// gender tells by the title, or by a given name that only one gender bears.
func (l *leaderReader) gender(title string, fields []string, family int) verbatim.Gender {
	switch title {
	case "king", "emperor", "emir", "sultan", "pope", "grand duke", "prince", "crown prince":
		return verbatim.Male
	case "queen":
		return verbatim.Female
	}
	given := fields[0]
	if family == 0 && len(fields) > 1 {
		given = fields[len(fields)-1]
	}
	g, known := l.k.GenderOf(given)
	if !known {
		given, _, _ = strings.Cut(given, "-")
		g, _ = l.k.GenderOf(given)
	}
	return g
}

// nameCase writes a word in capitals as names are written: "O'NEILL", "al-SUDANI",
// "VAN DER BELLEN".
func nameCase(word string, at int) string {
	low := strings.ToLower(word)
	if !capitals(word, at) {
		return word
	}
	if at > 0 && slices.Contains(particles, low) && low != "al" {
		return low
	}
	var b strings.Builder
	up := true
	for i, r := range word {
		if up {
			b.WriteRune(unicode.ToUpper(r))
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		up = r == '-' || (r == '\'' || r == '’') && i == 1 || strings.ToLower(word[:i+len(string(r))]) == "mc"
	}
	s := b.String()
	for _, a := range []string{"Al-", "El-"} {
		if strings.HasPrefix(s, a) && at > 0 {
			s = strings.ToLower(a) + s[len(a):]
		}
	}
	return s
}
