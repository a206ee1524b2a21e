package analyze_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// A newsCase is a small news text and the answers of a careful reader.
type newsCase struct {
	title     string
	published string // ISO day, "" where the article has none
	text      string
	line      int // of the title
	answers   []answer
}

// An answer is one line below the text of a case.
type answer struct {
	line  int
	raw   string // the line as it stands
	mark  string // what the line begins with
	words string // the words of the text that it is about
	ends  string // the last words of a content; "" where they do not matter
	loose bool   // the words may stand anywhere in the content
	nth   int    // which occurrence of the words, from 1
	value string // of a time, or who is meant
	keys  map[string]string
}

// answerMarks are what an answer may begin with, the longer ones first.
var answerMarks = []string{"!>", "@!", ">", "!", "@", "="}

// caseKeys are the keys of a ">" line.
var caseKeys = []string{"speaker", "addressee", "venue", "said", "parent"}

var venueKinds = []verbatim.VenueKind{
	verbatim.Post, verbatim.PhoneCall, verbatim.PressConference, verbatim.Reporters, verbatim.Interview,
	verbatim.Speech, verbatim.Letter, verbatim.Leak, verbatim.Report, verbatim.Parliament, verbatim.Court,
	verbatim.Meeting, verbatim.Communique,
}

// timexValue is the shape of the values that the cases use.
var timexValue = regexp.MustCompile(`^(null|PRESENT_REF|PAST_REF|FUTURE_REF|P\d+[YMWD]|PT\d+[HMS]|` +
	`\d\d(\d\d|\dX|XX)|\d{4}-(W\d\d(-WE)?|Q\d|H\d|SP|SU|FA|WI|\d\d)|` +
	`\d{4}-\d\d-\d\d(T(MO|MI|AF|EV|NI|\d\d:\d\d)(Z|[+-]\d\d:\d\d)?)?|XXXX-(WXX-\d|\d\d|\d\d-\d\d|SU|WI|SP|FA))$`)

// readCases reads the cases of one file. Its form is told in cases_test.go.
// An error names the line, counted from 1.
func readCases(data string) ([]newsCase, error) {
	var (
		cases   []newsCase
		text    []string
		inText  bool
		invalid = func(n int, format string, a ...any) error {
			return fmt.Errorf("line %d: %s", n, fmt.Sprintf(format, a...))
		}
	)
	for n, line := range strings.Split(strings.TrimRight(data, "\n"), "\n") {
		n++
		title, starts := strings.CutPrefix(line, "== ")
		switch {
		case starts && inText:
			return nil, invalid(n, "the text before has no end: -- is missing")
		case starts:
			if strings.Contains(title, ":") {
				return nil, invalid(n, "a title has no colon, which parts the fields of known.txt")
			}
			if slices.ContainsFunc(cases, func(c newsCase) bool { return c.title == title }) {
				return nil, invalid(n, "the title %q is there twice", title)
			}
			cases = append(cases, newsCase{title: title, line: n})
			text, inText = nil, true
		case len(cases) == 0:
			if line != "" && !strings.HasPrefix(line, "#") {
				return nil, invalid(n, "no title before %q", line)
			}
		case inText && line == "--":
			c := &cases[len(cases)-1]
			c.text = strings.Trim(strings.Join(text, "\n"), "\n")
			if c.text == "" {
				return nil, invalid(n, "the case %q has no text", c.title)
			}
			inText = false
		case inText:
			c := &cases[len(cases)-1]
			if day, ok := strings.CutPrefix(line, "published: "); ok && len(text) == 0 {
				c.published = day
				continue
			}
			text = append(text, line)
		case strings.TrimSpace(line) == "":
		default:
			c := &cases[len(cases)-1]
			a, err := readAnswer(line)
			if err == nil {
				err = a.inText(c.text)
			}
			if err != nil {
				return nil, invalid(n, "%v", err)
			}
			a.line = n
			c.answers = append(c.answers, a)
		}
	}
	if inText {
		return nil, fmt.Errorf("the last text has no end: -- is missing")
	}
	for _, c := range cases {
		if len(c.answers) == 0 {
			return nil, invalid(c.line, "the case %q has no answers", c.title)
		}
	}
	return cases, nil
}

func readAnswer(line string) (answer, error) {
	a := answer{raw: line, nth: 1}
	for _, m := range answerMarks {
		if strings.HasPrefix(line, m+" ") {
			a.mark, a.words = m, strings.TrimSpace(line[len(m):])
			break
		}
	}
	switch a.mark {
	case "":
		return a, fmt.Errorf("%q is no answer", line)
	case ">":
		return a, a.readStatement()
	case "@!":
		return a, a.readExpression(a.words)
	case "@":
		words, value, ok := strings.Cut(a.words, " = ")
		if !ok || !timexValue.MatchString(value) {
			return a, fmt.Errorf("no TIMEX3 value in %q", line)
		}
		a.value = value
		return a, a.readExpression(words)
	case "=":
		words, who, ok := strings.Cut(a.words, " -> ")
		if !ok || who == "" {
			return a, fmt.Errorf("%q does not say who is meant", line)
		}
		a.value = who
		return a, a.readExpression(words)
	}
	return a, nil
}

// readStatement reads “first … last | key: value | …”.
func (a *answer) readStatement() error {
	fields := strings.Split(a.words, " | ")
	a.words, a.keys = strings.TrimSpace(fields[0]), map[string]string{}
	if rest, ok := strings.CutPrefix(a.words, "… "); ok {
		a.words, a.loose = rest, true
	} else if first, last, ok := strings.Cut(a.words, " … "); ok {
		a.words, a.ends = first, last
	}
	for _, f := range fields[1:] {
		key, value, ok := strings.Cut(strings.TrimSpace(f), ": ")
		if !ok || value == "" || !slices.Contains(caseKeys, key) {
			return fmt.Errorf("%q is no key and value", f)
		}
		if _, twice := a.keys[key]; twice {
			return fmt.Errorf("%q is there twice", key)
		}
		a.keys[key] = value
	}
	if v, ok := a.keys["venue"]; ok && v != "-" {
		kind, _ := splitVenue(v)
		if !slices.Contains(venueKinds, verbatim.VenueKind(kind)) {
			return fmt.Errorf("%q is no kind of venue", kind)
		}
	}
	if v, ok := a.keys["said"]; ok && v != "-" && !timexValue.MatchString(v) {
		return fmt.Errorf("%q is no TIMEX3 value", v)
	}
	if a.words == "" {
		return fmt.Errorf("no words of the content")
	}
	return nil
}

// readExpression reads “words” or “words” (2).
func (a *answer) readExpression(s string) error {
	rest, ok := strings.CutPrefix(strings.TrimSpace(s), "“")
	end := strings.LastIndex(rest, "”")
	if !ok || end <= 0 {
		return fmt.Errorf("%q is not in “ ”", s)
	}
	a.words = rest[:end]
	if nth := strings.TrimSpace(rest[end+len("”"):]); nth != "" {
		n, err := strconv.Atoi(strings.Trim(nth, "()"))
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no count of occurrences", nth)
		}
		a.nth = n
	}
	return nil
}

// splitVenue parts "post “Truth Social”" into the kind and the words, and an
// addressee "him = Ana Souza" is parted by splitAddressee into words and who.
func splitVenue(s string) (kind, words string) {
	kind, words, _ = strings.Cut(s, " “")
	return kind, strings.TrimSuffix(words, "”")
}

func splitAddressee(s string) (words, who string) {
	words, who, _ = strings.Cut(s, " = ")
	return words, who
}

// splitKind parts "Brussels [place]" into the name and the kind.
func splitKind(s string) (name string, kind verbatim.EntityKind) {
	name, k, _ := strings.Cut(s, " [")
	return name, verbatim.EntityKind(strings.TrimSuffix(k, "]"))
}

var entityKinds = []verbatim.EntityKind{"", verbatim.Person, verbatim.Organisation, verbatim.Place, verbatim.Group}

// inText says which words of the answer the text does not have.
func (a *answer) inText(text string) error {
	words := []string{a.words, a.ends}
	who := []string{a.value}
	if a.mark == "@" {
		who = nil
	}
	if s := a.keys["addressee"]; s != "-" {
		w, names := splitAddressee(s)
		words, who = append(words, w), append(who, names)
	}
	_, w := splitVenue(a.keys["venue"])
	words = append(words, w)
	if p := a.keys["parent"]; p != "-" {
		words = append(words, p)
	}
	who = append(who, a.keys["speaker"])
	for _, names := range who {
		if names == "?" {
			continue
		}
		for name := range strings.SplitSeq(names, " + ") {
			name, kind := splitKind(name)
			if !slices.Contains(entityKinds, kind) {
				return fmt.Errorf("%q is no kind of entity", kind)
			}
			words = append(words, strings.TrimPrefix(name, "~"))
		}
	}
	for _, w := range words {
		if w != "" && len(occurrences(text, w)) == 0 {
			return fmt.Errorf("%q is not in the text", w)
		}
	}
	if n := len(occurrences(text, a.words)); n < a.nth {
		return fmt.Errorf("%q is in the text %d times, not %d", a.words, n, a.nth)
	}
	if a.mark == ">" && !a.loose {
		if n := len(occurrences(text, a.words)); n > 1 {
			return fmt.Errorf("%q is in the text %d times: too few words to tell the statement", a.words, n)
		}
	}
	return nil
}

// occurrences returns where the words stand in text as whole words.
func occurrences(text, words string) []verbatim.Span {
	var out []verbatim.Span
	if words == "" {
		return nil
	}
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return out
		}
		s := verbatim.Span{Start: from + i, End: from + i + len(words)}
		before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
		after, _ := utf8.DecodeRuneInString(text[s.End:])
		first, _ := utf8.DecodeRuneInString(words)
		last, _ := utf8.DecodeLastRuneInString(words)
		if !(wordRune(before) && wordRune(first)) && !(wordRune(after) && wordRune(last)) {
			out = append(out, s)
		}
		from = s.End
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// readKnown reads the list of cases that are known to fail: "file: title:
// reason" a line. It returns the reason by "file: title".
func readKnown(data string) (map[string]string, error) {
	known := map[string]string{}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.SplitN(line, ": ", 3)
		if len(f) != 3 || strings.TrimSpace(f[2]) == "" {
			return nil, fmt.Errorf("%q is not “file: title: reason”", line)
		}
		key := f[0] + ": " + f[1]
		if known[key] != "" {
			return nil, fmt.Errorf("%q is listed twice", key)
		}
		known[key] = f[2]
	}
	return known, nil
}

func TestReadCases(t *testing.T) {
	cases, err := readCases(`# a comment
== one
published: 2025-02-13
“No,” said Ana Souza on Monday. “Not now.”

He left. He sat.
--
> No … Not now | speaker: Ana Souza | venue: post “Monday” | said: 2025-02-10
> … Not | speaker: ? | addressee: Ana = Ana Souza | said: -
@ “Monday” = 2025-02-10
@! “left”
= “He” (2) -> ~sat
! He
!> Not

== two
Text.
--
! Text
`)
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != 2 || cases[0].title != "one" || cases[0].published != "2025-02-13" || cases[1].published != "" {
		t.Fatalf("got %+v", cases)
	}
	if want := "“No,” said Ana Souza on Monday. “Not now.”\n\nHe left. He sat."; cases[0].text != want {
		t.Errorf("text %q, want %q", cases[0].text, want)
	}
	a := cases[0].answers
	if len(a) != 7 {
		t.Fatalf("%d answers, want 7", len(a))
	}
	if a[0].words != "No" || a[0].ends != "Not now" || a[0].keys["speaker"] != "Ana Souza" || a[0].loose {
		t.Errorf("first answer %+v", a[0])
	}
	if a[1].words != "Not" || !a[1].loose || a[1].keys["said"] != "-" {
		t.Errorf("second answer %+v", a[1])
	}
	if a[2].value != "2025-02-10" || a[4].nth != 2 || a[4].value != "~sat" || a[5].mark != "!" || a[6].mark != "!>" {
		t.Errorf("answers %+v", a[2:])
	}
}

func TestReadCasesErrors(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"text", "no title"},
		{"== a\ntext", "no end"},
		{"== a\ntext\n== b", "no end"},
		{"== a\n--\n! a", "no text"},
		{"== a\ntext\n--\n", "no answers"},
		{"== a: b\ntext\n--\n! text", "no colon"},
		{"== a\nt\n--\n! t\n== a\nt\n--\n! t", "twice"},
		{"== a\ntext\n--\n? text", "no answer"},
		{"== a\ntext\n--\n! word", "not in the text"},
		{"== a\ntext\n--\n! tex", "not in the text"},
		{"== a\ntext\n--\n> text | tone: sad", "no key"},
		{"== a\ntext\n--\n> text | speaker: Ana", "not in the text"},
		{"== a\ntext\n--\n> text | speaker: text [pub]", "no kind of entity"},
		{"== a\ntext text\n--\n> text | speaker: ?", "too few words"},
		{"== a\ntext\n--\n> text | venue: pub", "no kind of venue"},
		{"== a\ntext\n--\n> text | said: Monday", "no TIMEX3 value"},
		{"== a\ntext\n--\n@ “text” = soon", "no TIMEX3 value"},
		{"== a\ntext\n--\n@ text = 2025", "not in “ ”"},
		{"== a\ntext\n--\n= “text” (2) -> ?", "1 times, not 2"},
	} {
		_, err := readCases(c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.data, err, c.want)
		}
	}
	if _, err := readKnown("surname: a title"); err == nil {
		t.Error("a line of known.txt without a reason is read")
	}
}
