package timex_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/timex"
)

// A marked case is a text in which each expression stands as [span|value], or
// [span|value|KIND or MOD …], and the publication date in front.
type marked struct {
	file      string
	line      int
	published string
	text      string
	want      []expected
}

type expected struct {
	verbatim.Span
	value string
	kind  verbatim.TimeKind // empty where the case does not say
	mod   string            // "" where the case does not say, "-" for none
}

// readMarked reads a file of cases: the publication date ("-" for none), a tab,
// the text. Lines that begin with # are comments.
func readMarked(tb testing.TB, name string) []marked {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	var out []marked
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		published, body, ok := strings.Cut(line, "\t")
		if !ok {
			tb.Fatalf("%s:%d: no tab", name, i+1)
		}
		m := marked{file: name, line: i + 1, published: published}
		if published == "-" {
			m.published = ""
		}
		var text strings.Builder
		for {
			before, rest, ok := strings.Cut(body, "[")
			text.WriteString(before)
			if !ok {
				break
			}
			inner, after, ok := strings.Cut(rest, "]")
			fields := strings.Split(inner, "|")
			if !ok || len(fields) < 2 {
				tb.Fatalf("%s:%d: unclosed mark", name, i+1)
			}
			e := expected{value: fields[1]}
			e.Start = text.Len()
			text.WriteString(fields[0])
			e.End = text.Len()
			for _, f := range fields[2:] {
				switch f {
				case "date", "time", "duration", "set":
					e.kind = verbatim.TimeKind(f)
				default:
					e.mod = f
				}
			}
			m.want = append(m.want, e)
			body = after
		}
		m.text = text.String()
		out = append(out, m)
	}
	return out
}

func tokenised(tb testing.TB, text, published string) *verbatim.Document {
	tb.Helper()
	m, err := analyze.Load()
	if err != nil {
		tb.Fatal(err)
	}
	doc := &verbatim.Document{Text: text}
	doc.Published = published
	analyze.Tokens(doc)
	doc.Words = syntax.Words(doc, m.Syntax)
	return doc
}

// check says how what was found differs from the case; empty if it does not.
func (m marked) check(doc *verbatim.Document, got []verbatim.Time) string {
	show := func() string {
		var b strings.Builder
		for _, t := range got {
			fmt.Fprintf(&b, " [%s|%s|%s|%s]", t.In(doc.Text), t.Value, t.Kind, t.Mod)
		}
		return b.String()
	}
	if len(got) != len(m.want) {
		return fmt.Sprintf("found%s", show())
	}
	for i, w := range m.want {
		g := got[i]
		switch {
		case g.Span != w.Span, g.Value != w.value, w.kind != "" && g.Kind != w.kind,
			w.mod == "-" && g.Mod != "", w.mod != "" && w.mod != "-" && g.Mod != w.mod:
			return fmt.Sprintf("found%s", show())
		}
	}
	return ""
}

// knownFailures are the cases of the suite that come out otherwise, with the
// reason. One that passes has to leave the list.
var knownFailures = map[string]string{
	"I'll go back second of Aug.": "the tokens leave the point of an abbreviation with it at the end of a sentence too, so the span holds one byte more",
}

// TestSuite holds the cases of the Recognizers-Text specifications to what
// testdata/README.md says of them.
func TestSuite(t *testing.T) {
	cases := readMarked(t, "testdata/recognizers.txt")
	right := 0
	seen := map[string]bool{}
	for _, c := range cases {
		doc := tokenised(t, c.text, c.published)
		diff := c.check(doc, timex.Times(doc))
		reason, known := knownFailures[c.text]
		seen[c.text] = true
		switch {
		case diff == "" && known:
			t.Errorf("%s:%d: %s: passes now, take it off the list (%s)", c.file, c.line, c.text, reason)
		case diff == "":
			right++
		case !known:
			t.Errorf("%s:%d: %s\n\twant %v\n\t%s", c.file, c.line, c.text, c.want, diff)
		}
	}
	for text := range knownFailures {
		if !seen[text] {
			t.Errorf("the list names a case that is not there: %s", text)
		}
	}
	t.Logf("%d of %d", right, len(cases))
	if right*10 < len(cases)*9 {
		t.Errorf("%d of %d are right, want nine in ten", right, len(cases))
	}
}

// TestNews holds own texts to their answers.
func TestNews(t *testing.T) {
	for _, c := range readMarked(t, "testdata/news.txt") {
		doc := tokenised(t, c.text, c.published)
		if diff := c.check(doc, timex.Times(doc)); diff != "" {
			t.Errorf("%s:%d: %s\n\twant %v\n\t%s", c.file, c.line, c.text, c.want, diff)
		}
	}
}

// The same expressions are found where no tag or head is known. Values may
// differ where only the tense decides.
func TestUnknownWords(t *testing.T) {
	doc := tokenised(t, "The presidents spoke on Wednesday evening for nearly 90 minutes, after two weeks of talks in January 2025.", "2025-02-13")
	for _, words := range [][]verbatim.Word{nil, syntax.Unknown(doc)} {
		doc.Words = words
		var got []string
		for _, x := range timex.Times(doc) {
			got = append(got, x.In(doc.Text)+"|"+x.Value)
		}
		want := "Wednesday evening|2025-02-12TEV, nearly 90 minutes|PT90M, two weeks|P2W, January 2025|2025-01"
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("with %d words: %s\nwant %s", len(words), s, want)
		}
	}
}

// Nothing is read in page furniture, and nothing there is an anchor.
func TestFurniture(t *testing.T) {
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	text := "Published on 3 May 2019\n\nThe bridge was shut a day earlier."
	doc := &verbatim.Document{Text: text, Furniture: []verbatim.Furniture{{Span: verbatim.Span{Start: 0, End: 23}, Kind: verbatim.Byline}}}
	doc.Published = "2025-02-13"
	analyze.Tokens(doc)
	doc.Words = syntax.Words(doc, m.Syntax)
	got := timex.Times(doc)
	if len(got) != 1 || got[0].In(text) != "a day earlier" || got[0].Value != "2025-02-12" {
		t.Errorf("found %v", got)
	}
}

// A publication date may be an instant with its zone; its day is the day in
// that zone.
func TestPublished(t *testing.T) {
	for published, want := range map[string]string{
		"2025-02-13":                "2025-02-12",
		"2025-02-13T00:30:00+05:00": "2025-02-12",
		"2025-02-13T23:30:00Z":      "2025-02-12",
		"2025-02-13T08:00":          "2025-02-12",
		"":                          "",
		"yesterday":                 "",
		"2025-02-30":                "",
	} {
		doc := tokenised(t, "The mayor resigned yesterday.", published)
		if got := timex.Times(doc); len(got) != 1 || got[0].Value != want {
			t.Errorf("published %q: %v, want %q", published, got, want)
		}
	}
}

// hold checks what is true of the layer of any text.
func hold(t *testing.T, doc *verbatim.Document) {
	t.Helper()
	times := timex.Times(doc)
	end := 0
	for _, x := range times {
		if x.Start < end || x.End <= x.Start || x.End > len(doc.Text) {
			t.Fatalf("%v is out of order or bounds after %d in %q", x, end, doc.Text)
		}
		end = x.End
		s := x.In(doc.Text)
		if !utf8.ValidString(s) && utf8.ValidString(doc.Text) || strings.TrimSpace(s) != s {
			t.Fatalf("%q is cut inside a character or has space around it", s)
		}
		switch x.Kind {
		case verbatim.Date, verbatim.Clock, verbatim.Duration, verbatim.Set:
		default:
			t.Fatalf("%q has kind %q", s, x.Kind)
		}
		if x.Value != "" && !values.MatchString(x.Value) {
			t.Fatalf("%q has value %q", s, x.Value)
		}
		inside := slices.ContainsFunc(doc.Sentences, func(s verbatim.Sentence) bool { return s.Span.Contains(x.Span) && !s.Furniture })
		if !inside {
			t.Fatalf("%q lies in no sentence", s)
		}
	}
	if again := timex.Times(doc); !slices.Equal(times, again) {
		t.Fatalf("a second reading of %q differs", doc.Text)
	}
}

// values are the forms that a value may have.
var values = regexp.MustCompile(`^((PRESENT|PAST|FUTURE)_REF|FY\d{4}|\d\dXX|\d{3}X|` +
	`(\d{4}|XXXX)(-(H[12]|Q[1-4]|SP|SU|FA|WI|W(\d\d|XX)(-WE|-[1-7](T(MO|AF|EV|NI))?)?|(\d\d|XX)(-(\d\d|XX)(T(MO|AF|EV|NI))?)?))?` +
	`|(\d{4}-\d\d-\d\d|XXXX-XX-XX|XXXX-WXX-[1-7])T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?` +
	`|P([0-9X.]+(Y|M|W|D|DE|CE|ML))*(T([0-9X.]+[HMS])+)?)$`)

// hostile are texts that could make the grammar run away or look out of bounds.
var hostile = []string{
	"", " ", "the", "the the the", "in in in 2013 2013", "the first week of the first week of the first week of the first week of 2015",
	"the day before the day before the day before the day after tomorrow", "Monday to Monday to Monday to Monday", "early late early mid early 2013",
	"3 months and 2 weeks and 1 day and 5 hours and 2 minutes and 1 second ago", "99999999 years ago", "9999 centuries later", "Feb. 31, 2024",
	"on 31 of next month", "0 o'clock", "24:60", "2025-99-99", "99/99/9999", "00/00/0000", "the 99th century", "'", "’90s", "mid-", "-July", "mid-mid-July",
	"a a a a day ago ago ago", "two-and-a-half-and-a-half-year", "12 12 12 12 12 12 May May May", "(((((2013", "half half half past 12", "more than more than more than 3 days",
	"every every other every Tuesday", "the 20th and 21st centuries", "1 to 2 to 3 to 4 to 5 p.m. to 6 p.m. on 3 to 4 May 2020 to 2021-22-23",
	"at 3 p.m. in Geneva at 4 p.m. on Tuesday at 5 p.m. EST", "next next last this that same following day", "hundred thousand thousand thousand thousand days",
}

// TestProperties holds the layer of many texts to what hold checks: hostile
// ones, the cases, the cases cut anywhere, and words of the grammar at random.
func TestProperties(t *testing.T) {
	words := strings.Fields("the a this last next past following same first second two 20 90 1990s 2013 Monday Sunday May March Jan. Feb week weekend month year day hour minutes decade century morning night ago later earlier before after from to until - , of in on at early late mid-July end beginning every each times once daily Christmas Easter New Year 's Eve quarter half an and past 3pm 10:30 a.m. p.m. EST GMT noon fiscal 12/02/2025 9/11 now soon recent days weeks ( ) . “ ”")
	rng := rand.New(rand.NewPCG(1, 2))
	texts := slices.Clone(hostile)
	for range 3000 {
		var b strings.Builder
		for range 1 + rng.IntN(14) {
			b.WriteString(words[rng.IntN(len(words))])
			if rng.IntN(8) > 0 {
				b.WriteByte(' ')
			}
		}
		texts = append(texts, b.String())
	}
	for _, c := range append(readMarked(t, "testdata/news.txt"), readMarked(t, "testdata/recognizers.txt")...) {
		texts = append(texts, c.text, c.text[rng.IntN(len(c.text)):], c.text[:rng.IntN(len(c.text))])
	}
	for i, text := range texts {
		hold(t, tokenised(t, text, []string{"", "2025-02-13", "2025-02-13T10:00:00Z", "9998-12-31", "0001-01-01"}[i%5]))
	}
}

func FuzzTimes(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, "2025-02-13")
	}
	for _, c := range readMarked(f, "testdata/news.txt") {
		f.Add(c.text, c.published)
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		if len(text) > 4096 {
			return
		}
		hold(t, tokenised(t, text, published))
	})
}

// TestLinear holds the time to the length of the text, whatever the text is.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for _, unit := range []string{"three days after the vote ", "the first week of ", "Monday to ", "on May ", "12/02/2025 ", "1 day and ", "at 3 p.m. ", "2013-", "a ", "the day before the ", "The vote was on Monday. Two days after the vote. "} {
		took := func(size int) time.Duration {
			doc := tokenised(t, strings.Repeat(unit, size/len(unit)), "2025-02-13")
			best := time.Hour
			for range 5 {
				start := time.Now()
				timex.Times(doc)
				best = min(best, time.Since(start))
			}
			return best
		}
		slow := true
		var small, large time.Duration
		for i := 0; i < 4 && slow; i++ { // once may be the machine's other work
			small, large = took(32<<10), took(128<<10)
			// Short times are noise.
			slow = large > 300*time.Millisecond && large > 12*small
		}
		if slow {
			t.Errorf("%q: %v for 32 KiB and %v for 128", unit, small, large)
		}
	}
}

// BenchmarkTimes reads news behind the stages in front of it: own prose with
// an expression in every line, and articles where they are at hand.
func BenchmarkTimes(b *testing.B) {
	var own strings.Builder
	for _, c := range readMarked(b, "testdata/news.txt") {
		own.WriteString(c.text + "\n\n")
	}
	texts := map[string][]string{"dense": {own.String()}}
	files, _ := filepath.Glob("../../shared/data/polnear/dev/text/*.txt")
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		texts["news"] = append(texts["news"], string(text))
	}
	for _, name := range []string{"dense", "news"} {
		if len(texts[name]) == 0 {
			continue
		}
		b.Run(name, func(b *testing.B) {
			var docs []*verbatim.Document
			size, words, found := 0, 0, 0
			for _, text := range texts[name] {
				doc := tokenised(b, text, "2025-02-13")
				docs = append(docs, doc)
				size += len(text)
				words += len(strings.Fields(text))
				found += len(timex.Times(doc))
			}
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, doc := range docs {
					timex.Times(doc)
				}
			}
			b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric(1000*float64(found)/float64(words), "expressions/kword")
		})
	}
}
