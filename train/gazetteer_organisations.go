package train

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim/gazetteer"
)

// organisations reads the list written for this project first, so that its
// spelling stands, then outlets, then the dictionaries of PETRARCH.
func (k *knowledge) organisations() error {
	own, err := rows("organisations", 4)
	if err != nil {
		return err
	}
	for _, r := range own {
		names := words(r[0])
		it := gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Type(r[1]), Name: names[0], Country: r[2]}, Names: names[1:]}
		for _, code := range []string{"eu", "un"} {
			if t := k.places[code]; t != nil && t.item.Name == names[0] {
				it.Wikidata = t.item.Wikidata
			}
		}
		k.organisation(it, true)
	}
	if err := k.outlets(); err != nil {
		return err
	}
	for _, file := range []string{"International", "MilNonState"} {
		if err := k.petrarch(filepath.Join(k.data, "petrarch2", "Phoenix."+file+".actors.txt"), file == "MilNonState"); err != nil {
			return err
		}
	}
	return nil
}

// organisation adds an organisation whose names are not those of another one.
func (k *knowledge) organisation(it gazetteer.Item, always bool) {
	var names []string
	for _, n := range append([]string{it.Name}, it.Names...) {
		f := gazetteer.Fold(n)
		if f == "" || len(f) < 2 || len(f) > 100 {
			continue
		}
		if !always && (k.taken[f] || k.taken[strings.TrimPrefix(f, "the ")]) {
			continue
		}
		k.taken[f] = true
		names = append(names, n)
		if rest, ok := strings.CutPrefix(f, "the "); ok {
			names = append(names, rest)
			k.taken[rest] = true
		}
	}
	if len(names) == 0 {
		k.left["organisations that an earlier source has"]++
		return
	}
	it.Name, it.Names = names[0], names[1:]
	k.count["organisations: "+string(it.Type)]++
	k.Add(it)
}

// outlets reads the outlets of Fundus.
func (k *knowledge) outlets() error {
	f, err := os.Open(filepath.Join(k.data, "outlets", "fundus_outlets.tsv"))
	if err != nil {
		return err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = '\t', -1, true
	all, err := in.ReadAll()
	if err != nil {
		return fmt.Errorf("outlets: %w", err)
	}
	country := map[string]string{"uk": "GB", "ind": "IN", "ls": "LS"}
	seen := map[string]bool{}
	for _, r := range all[1:] {
		name := strings.TrimSpace(parentheses().ReplaceAllString(r[2], ""))
		code := country[r[0]]
		if code == "" {
			code = strings.ToUpper(r[0])
		}
		if seen[name] || k.places[strings.ToLower(code)] == nil {
			continue
		}
		seen[name] = true
		k.organisation(gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Outlet, Name: name, Country: code}}, false)
	}
	return nil
}

// bodyWords are words that make a name an organisation's: PETRARCH's lists mix
// organisations with persons.
var bodyWords = lazily(`\b(ORGANI[SZ]ATIONS?|UNIONS?|COUNCIL|COMMISSION|COMMITTEE|ASSOCIATION|ASSOC|AGENCY|BANK|FUND|COURT|` +
	`TRIBUNAL|PARLIAMENT|ASSEMBLY|LEAGUE|FEDERATION|CONFEDERATION|INSTITUTE|INSTITUTO|CENT(ER|RE)|FOUNDATION|FUNDACION|FONDATION|SOCIETY|` +
	`TRUST|NETWORK|GROUP|PROGRAMM?E|OFFICE|COALITION|ALLIANCE|INITIATIVE|MOVEMENT|CAMPAIGN|COMMUNITY|CONGRESS|INTERNATIONAL|ACADEMY|` +
	`UNIVERSITY|COLLEGE|CHURCH(ES)?|SERVICES?|CORPS|FORUM|PROJECT|WATCH|CHAMBER|CONFERENCE|CONVENTION|AUTHORITY|BUREAU|SECRETARIAT|` +
	`FRONT|ARMY|BRIGADES?|FORCES?|LIBERATION|MILITIA|JIHAD|MUJAHIDEEN|MUJAHEDIN|PARTY|COMMAND|GUARDS?|BATTALIONS?|MARTYRS|RESISTANCE|` +
	`CELLS?|FACTION|TIGERS|LASHKAR|HARAKAT|JAMAAH?|WITHOUT BORDERS|RED CROSS|RED CRESCENT|RELIEF|RIGHTS|DEVELOPMENT|AID|ACTION|CLUB|` +
	`WORLDWIDE|CONSORTIUM|PARTNERSHIP|SYNDICATE|BOARD|DEPARTMENT|OBSERVATORY|MUSEUM|LIBRARY)\b`)

var (
	petrarchCode = lazily(`\[([A-Z~-]{3,})\]`)
	acronymTail  = lazily(`\s*\(([^()]*)\)`)
	companyTail  = lazily(`(?i),? (inc|corp|corporation|ltd|limited|plc|company|co|sa|ag|nv|holdings?|aktiengesellschaft)\.?$`)
)

// petrarch reads a dictionary of actors: a name, further names behind +, and
// codes in brackets.
func (k *knowledge) petrarch(path string, armed bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var names []string
	codes := ""
	flush := func() {
		if len(names) > 0 {
			k.actor(names, codes, armed)
		}
		names, codes = nil, ""
	}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		line, _, _ := strings.Cut(in.Text(), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		text, bracket := line, ""
		if i := strings.IndexByte(line, '['); i >= 0 {
			text, bracket = line[:i], line[i:]
		}
		name := strings.TrimSpace(strings.ReplaceAll(text, "_", " "))
		alias, also := strings.CutPrefix(name, "+")
		switch {
		case also:
			names = append(names, strings.TrimSpace(alias))
		case name != "":
			flush()
			names = []string{name}
		}
		codes += bracket
	}
	flush()
	return in.Err()
}

// actor adds an organisation of PETRARCH, unless it may be a person.
func (k *knowledge) actor(names []string, codes string, armed bool) {
	if strings.ContainsAny(codes, "0123456789<>") {
		k.left["petrarch2: persons, and names with a time"]++
		return
	}
	m := petrarchCode().FindStringSubmatch(codes)
	code := ""
	if m != nil {
		code = m[1]
	}
	it := gazetteer.Item{}
	switch {
	case armed:
		it.Type = gazetteer.ArmedGroup
	case strings.HasPrefix(code, "IGO"):
		it.Type = gazetteer.International
	case strings.HasPrefix(code, "NGO"), strings.HasPrefix(code, "NGM"):
		it.Type = gazetteer.NonGovernmental
	case strings.HasPrefix(code, "MNC"):
		it.Type = gazetteer.Company
	default:
		k.left["petrarch2: of other kinds"]++
		return
	}
	if armed && len(code) >= 3 {
		if t := k.alpha3[code[:3]]; t != nil {
			it.Country = t.item.Country
		}
	} else if len(code) >= 6 && it.Type != gazetteer.International { // whose codes are of regions
		if t := k.alpha3[code[3:6]]; t != nil {
			it.Country = t.item.Country
		}
	}
	company := it.Type == gazetteer.Company && (companyTail().MatchString(names[0]) || strings.Contains(names[0], " "))
	if !company && !slices.ContainsFunc(names, func(n string) bool { return bodyWords().MatchString(n) }) {
		k.left["petrarch2: perhaps persons, or words of other senses"]++
		return
	}
	for i, n := range names {
		for _, a := range acronymTail().FindAllStringSubmatch(n, -1) {
			if len(a[1]) >= 3 && !strings.Contains(a[1], " ") && !slices.Contains(acronymWords, a[1]) {
				it.Names = append(it.Names, a[1])
			}
		}
		n = strings.TrimSpace(acronymTail().ReplaceAllString(n, ""))
		if n == "" || officers().MatchString(n) || slices.Contains(acronymWords, n) || strings.ContainsAny(n, "0123456789+:/") || i > 0 && !bodyWords().MatchString(n) && (strings.Contains(n, " ") || len(n) < 3) {
			continue
		}
		if i > 0 && !strings.Contains(n, " ") && vowels(n) && it.Type != gazetteer.ArmedGroup && !isAcronym(n, it.Name) {
			continue // a single word that may be anything
		}
		shown := organisationCase(n)
		if it.Name == "" {
			it.Name = shown
		} else {
			it.Names = append(it.Names, shown)
		}
		if it.Type == gazetteer.Company {
			if short := companyTail().ReplaceAllString(shown, ""); short != shown && (strings.Contains(short, " ") || len(short) > 6) {
				it.Names = append(it.Names, short)
			}
		}
	}
	if it.Name != "" {
		k.organisation(it, false)
	}
}

// acronymWords are acronyms that are words as well.
var acronymWords = []string{"ACT", "AID", "ALL", "AND", "ANY", "ARE", "ARM", "ART", "ASK", "CAN", "DAY", "FAR", "FOR", "GAP", "HAS", "HER",
	"HIS", "HUM", "ITS", "LAW", "LED", "LET", "MAN", "MAP", "MAY", "MEN", "NEW", "NOW", "OLD", "ONE", "OUR", "OUT", "PAN", "RED", "SAD",
	"SEA", "SEE", "SON", "THE", "TOP", "TWO", "WAR", "WAS", "WAY", "WHO", "YES", "MARS", "STAR", "FAST", "HEAD", "HOPE"}

// officers are words of persons and of what they do.
var officers = lazily(`\b(PRESIDENT|CHIEF|SPOKES\w+|DIRECTOR|ENVOY|OFFICIALS?|OFFICER|CHAIRMAN|DELEGATION|MEMBERS?|HEAD|MONITORS?|SECRETARY)\b`)

func vowels(s string) bool { return strings.ContainsAny(s, "AEIOUY") }

// isAcronym reports whether short is made of the first letters of long's words.
func isAcronym(short, long string) bool {
	initials := ""
	for _, w := range strings.Fields(long) {
		if r := rune(w[0]); unicode.IsUpper(r) {
			initials += string(r)
		}
	}
	return short == initials
}

// smallWords are written small inside a name.
var smallWords = []string{"of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "by", "from", "with", "against", "under",
	"de", "la", "el", "del", "y", "e", "da", "do", "des", "du", "et", "en", "para", "per", "pour", "fi", "al", "le", "les", "los", "las", "und", "der", "di"}

// organisationCase writes a name in capitals as names are written. Words
// without vowels and short words that are known to be acronyms stay.
func organisationCase(s string) string {
	fields := strings.Fields(s)
	for i, w := range fields {
		low := strings.ToLower(w)
		letters := strings.Trim(w, ".,'")
		switch {
		case slices.Contains(smallWords, low) && i > 0:
			fields[i] = low
		case letters != "AND" && (!vowels(letters) || len(letters) <= 5 && len(fields) == 1 || roman(letters) ||
			slices.Contains([]string{"US", "UK", "UN", "EU", "USA", "UAE", "AIDS", "NATO", "NGO", "IT", "AT&T", "AIG", "USAID", "OSCE", "ASEAN"}, letters)) &&
			!slices.Contains([]string{"LTD", "ST", "MR", "DR", "MT", "CO"}, letters):
			fields[i] = w
		default:
			var b strings.Builder
			up := true
			for _, r := range low {
				if up && unicode.IsLetter(r) {
					r = unicode.ToUpper(r)
					up = false
				} else if r == '-' || r == '.' && strings.Count(w, ".") > 1 {
					up = true
				}
				b.WriteRune(r)
			}
			fields[i] = b.String()
			if rest, ok := strings.CutPrefix(fields[i], "Mc"); ok && len(rest) > 3 {
				fields[i] = "Mc" + strings.ToUpper(rest[:1]) + rest[1:]
			}
		}
	}
	return strings.Join(fields, " ")
}
