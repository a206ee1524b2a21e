package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/verbatim-record/verbatim"
)

func TestJSONL(t *testing.T) {
	d := parse(t, `{s1 Orde} {c1 said} {w1 {s2<1 the office} {c2<1 told} him {w2<1 <no>}}. {f contact: Write to us}`)
	d.Path = "a.txt"
	d.Statements[1].Act = ""
	var got map[string]any
	if err := json.Unmarshal(JSONL(nil, d), &got); err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{
		"schema": `"verbatim/1"`, "path": `"a.txt"`, "url": "null", "outlet": "null", "title": "null", "byline": "null",
		"published": "null", "language": "null", "unit": `"byte"`, "entities": "[]", "times": "[]", "events": "[]",
		"id":        `"` + d.ID() + `"`,
		"text":      `"Orde said the office told him <no>. Write to us"`,
		"furniture": `[{"end":47,"kind":"contact","start":36}]`,
		"statements": `[{"act":"say","addressee":null,"confidence":0.88,"content":[{"end":34,"start":10}],"cue":[{"end":9,"start":5}],` +
			`"id":"s1","kind":"indirect","parent":null,"source":[{"end":4,"start":0}],"speaker":null,"speaker_confidence":null,"speakers":[],"time":null,"venue":null},` +
			`{"act":null,"addressee":null,"confidence":0.88,"content":[{"end":34,"start":30}],"cue":[{"end":25,"start":21}],` +
			`"id":"s2","kind":"indirect","parent":"s1","source":[{"end":20,"start":10}],"speaker":null,"speaker_confidence":null,"speakers":[],"time":null,"venue":null}]`,
	} {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(got[field]); err != nil {
			t.Fatal(err)
		}
		if s := strings.TrimSpace(b.String()); s != want {
			t.Errorf("%s is\n%s\nwant\n%s", field, s, want)
		}
		delete(got, field)
	}
	for field := range got {
		t.Errorf("field %s is not in the contract", field)
	}
	if !bytes.Contains(JSONL(nil, d), []byte("<no>")) {
		t.Error("text is escaped as for a page")
	}
}

func TestHundredths(t *testing.T) {
	for p, want := range map[float64]float64{0.876: 0.88, 0.994: 0.99, 0.996: 1, 1.5: 1, -1: 0, math.Inf(1): 1} {
		if got := hundredths(p); got != want {
			t.Errorf("hundredths(%v) = %v, want %v", p, got, want)
		}
	}
	if got := hundredths(math.NaN()); got != 0 {
		t.Errorf("hundredths(NaN) = %v", got)
	}
}

func TestCSV(t *testing.T) {
	d := ferry(t)
	d.Path, d.Title, d.Outlet = "=cmd|' /C calc'!A0", "+1, \"two\"\nthree", "@outlet"
	rows, err := csv.NewReader(bytes.NewReader(CSV(CSVHeader(nil), d))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 8 || !slices.Equal(rows[0], csvColumns) {
		t.Fatalf("%d rows, first %q", len(rows), rows[0])
	}
	cell := func(row int, column string) string { return rows[row][slices.Index(csvColumns, column)] }
	for _, c := range []struct {
		row          int
		column, want string
	}{
		{1, "path", "'=cmd|' /C calc'!A0"},
		{1, "title", "'+1, \"two\"\nthree"},
		{1, "outlet", "'@outlet"},
		{1, "source", "The council leader, Agnes Tully"},
		{2, "content", "“It is the hardest letter I have had to sign,” … “There is no money for the boat.”"},
		{2, "kind", "direct"},
		{4, "parent", "s3"},
		{4, "confidence", "0.88"},
		{7, "id", "s7"},
	} {
		if got := cell(c.row, c.column); got != c.want {
			t.Errorf("row %d: %s is %q, want %q", c.row, c.column, got, c.want)
		}
	}
	// The offsets lead back to the words.
	for i := 1; i < len(rows); i++ {
		var spans []verbatim.Span
		for _, f := range strings.Split(cell(i, "content_offsets"), ";") {
			var s verbatim.Span
			if _, err := fmt.Sscanf(f, "%d-%d", &s.Start, &s.End); err != nil {
				t.Fatal(err)
			}
			spans = append(spans, s)
		}
		if got := words(d.Text, spans); got != cell(i, "content") {
			t.Errorf("row %d: offsets give %q, the cell %q", i, got, cell(i, "content"))
		}
	}
}

func TestGuard(t *testing.T) {
	for _, s := range []string{"=A1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"} {
		if got := guard(s); got != "'"+s {
			t.Errorf("guard(%q) = %q", s, got)
		}
	}
	for _, s := range []string{"", "a=b", "'=1", "“-1”", "–"} {
		if got := guard(s); got != s {
			t.Errorf("guard(%q) = %q", s, got)
		}
	}
}

// TestBrat reads the annotation back, as the corpus's readers do, and finds
// the bytes of every span.
func TestBrat(t *testing.T) {
	d := parse(t, "Ünïted — {s1 o líder} {c1 disse\nontem} {w1 “não 東京”}, {c1 e repetiu}, {w1 “𝔸 fim”}. {w2 Sem fonte}.")
	bytesAt := []int{}
	for i := range d.Text {
		bytesAt = append(bytesAt, i)
	}
	bytesAt = append(bytesAt, len(d.Text))
	bound := make(map[string][]verbatim.Span)
	label := make(map[string]string)
	var found []map[string][]verbatim.Span
	var triggers [][]verbatim.Span
	lines := bufio.NewScanner(bytes.NewReader(Brat(nil, d)))
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if f[0][0] == 'T' {
			name, where, _ := strings.Cut(f[1], " ")
			var parts []string
			for _, frag := range strings.Split(where, ";") {
				a, b, _ := strings.Cut(frag, " ")
				start, err1 := strconv.Atoi(a)
				end, err2 := strconv.Atoi(b)
				if err1 != nil || err2 != nil {
					t.Fatalf("offsets %q", where)
				}
				s := verbatim.Span{Start: bytesAt[start], End: bytesAt[end]}
				bound[f[0]] = append(bound[f[0]], s)
				parts = append(parts, strings.ReplaceAll(s.In(d.Text), "\n", " "))
			}
			label[f[0]] = name
			if want := strings.Join(parts, " "); f[2] != want {
				t.Errorf("%s has the text %q, want %q", f[0], f[2], want)
			}
			continue
		}
		st := make(map[string][]verbatim.Span)
		for i, arg := range strings.Fields(f[1]) {
			role, id, _ := strings.Cut(arg, ":")
			if label[id] != role {
				t.Errorf("%s names %s, which is %s", arg, id, label[id])
			}
			if i == 0 {
				triggers = append(triggers, bound[id])
			} else {
				st[role] = bound[id]
			}
		}
		found = append(found, st)
	}
	if len(found) != 2 {
		t.Fatalf("%d attributions, want 2", len(found))
	}
	for i, st := range d.Statements {
		for role, want := range map[string][]verbatim.Span{"Source": st.Source, "Cue": st.Cue, "Content": st.Content} {
			if !slices.Equal(found[i][role], want) {
				t.Errorf("statement %d: %s at %v, want %v", i, role, found[i][role], want)
			}
		}
	}
	if !slices.Equal(triggers[0], d.Statements[0].Cue) || !slices.Equal(triggers[1], d.Statements[1].Content) {
		t.Errorf("triggers %v: want the cue, and the content where there is none", triggers)
	}
}

// TestCircumstances has to whom, in what setting, when and inside what a
// statement was made in a row of the table and in the event of brat.
func TestCircumstances(t *testing.T) {
	d := parse(t, "Hé — {s1 Pryce} {c1 told} the BBC in Leeds on Monday {w1 that {s2<1 Hale} {c2<1 had said} {w2<1 no}}.")
	at := func(words string) verbatim.Span {
		i := strings.Index(d.Text, words)
		return verbatim.Span{Start: i, End: i + len(words)}
	}
	d.Times = []verbatim.Time{{Span: at("Monday"), Kind: verbatim.Date}}
	s := &d.Statements[0]
	s.Addressee = &verbatim.Addressee{Span: at("the BBC")}
	s.Venue = &verbatim.Venue{Span: at("the BBC in Leeds"), Kind: verbatim.Interview, Entity: -1}
	s.Time, d.Statements[1].Time = 0, -1
	row := func(i int, column string) string {
		rows, err := csv.NewReader(bytes.NewReader(CSV(CSVHeader(nil), d))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[i][slices.Index(csvColumns, column)]
	}
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check(row(1, "addressee"), "the BBC")
	check(row(1, "venue"), "interview: the BBC in Leeds")
	check(row(1, "said"), "Monday")
	check(row(2, "addressee")+row(2, "venue")+row(2, "said"), "")
	d.Times[0].Value = "2025-11-03"
	check(row(1, "said"), "2025-11-03")
	brat := string(Brat(nil, d))
	for _, want := range []string{"\tAddressee 16 23\tthe BBC\n", "\tVenue 16 32\tthe BBC in Leeds\n", "\tSaid 36 42\tMonday\n",
		" Addressee:T4 Venue:T5 Said:T6\n", "E2\tAttribution:T11 Content:T8 Cue:T9 Source:T10 Inside:E1\n"} {
		if !strings.Contains(brat, want) {
			t.Errorf("no %q in\n%s", want, brat)
		}
	}
}

// TestHTMLAttack gives the page an article that tries to become markup.
func TestHTMLAttack(t *testing.T) {
	d := parse(t, `{s1 </style><script>alert(1)</script>} {c1 said"onmouseover="alert(2)} {w1 “<img src=x onerror=alert(3)> `+
		"\u202egnp.exe\u2066 \x1b[31m\x00 &lt;b&gt; "+strings.Repeat("W", 5000)+`”}.`+"\n\n<!-- <iframe src='https://evil.example/'>")
	d.Title = "</title><script>alert(4)</script>"
	d.URL = "javascript:alert(5)"
	d.Outlet = `"><svg onload=alert(6)>`
	d.Path = "' onfocus=alert(7) '"
	d.Language = `en" onload="alert(8)`
	d.Published = `2025-01-01" onload="alert(9)`
	d.Statements[0].Kind = `<b onclick="x">`
	d.Statements[0].Act = `<i>`
	page := HTMLTail(HTML(HTMLHead(nil, HTMLTitle(d)), d, "d1"))
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	policySet := false
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
			continue
		}
		switch n.Data {
		case "script", "img", "svg", "iframe", "link", "form", "object", "i", "b":
			t.Errorf("the page has an element %s", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "style":
				t.Errorf("%s has the attribute %s=%q", n.Data, a.Key, a.Val)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#d1-"):
				t.Errorf("link to %s", a.Val)
			case a.Key == "http-equiv" && a.Val == "Content-Security-Policy":
				policySet = true
			case a.Key == "lang" && a.Val != "en":
				t.Errorf("lang is %q", a.Val)
			}
		}
	}
	if !policySet {
		t.Error("the page has no content security policy")
	}
	for _, want := range []string{"</style><script>alert(1)</script>", `said"onmouseover="alert(2)`, "‹U+202E›gnp.exe‹U+2066›", "␛[31m␀ &lt;b&gt;", "<!-- <iframe src='https://evil.example/'>"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	for _, bad := range []string{"http-equiv=\"refresh\"", "url(", "@import", "//"} {
		if strings.Contains(pageCSS, bad) {
			t.Errorf("the style has %s", bad)
		}
	}
}

// Every anchor of a page leads somewhere, and no id is there twice, however
// many documents it holds.
func TestHTMLAnchors(t *testing.T) {
	page := HTMLTail(HTML(HTML(HTMLHead(nil, "x"), ferry(t), "d1"), budget(t), "d2"))
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]int)
	var links []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				ids[a.Val]++
			case "href":
				links = append(links, a.Val)
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %s is there %d times", id, n)
		}
	}
	if want := 2 * (7 + 4); len(links) != want {
		t.Errorf("%d links, want %d", len(links), want)
	}
	for _, l := range links {
		if ids[strings.TrimPrefix(l, "#")] == 0 {
			t.Errorf("link to %s leads nowhere", l)
		}
	}
}

// A statement inside another is shown as itself, and both light up.
func TestRunsNest(t *testing.T) {
	d := parse(t, `{s1 Orde} {c1 said} {w1 {s2<1 the office} {c2<1 told} him {w2<1 it “died”}}.`)
	var got []string
	for _, r := range runs(d) {
		p, _ := r.owner()
		got = append(got, fmt.Sprintf("%q %d %s %d %v", r.In(d.Text), p.statement+1, p.role, len(r.parts), r.quoted))
	}
	want := []string{
		`"Orde" 1 source 1 false`, `" " 0  0 false`, `"said" 1 cue 1 false`, `" " 0  0 false`,
		`"the office" 2 source 2 false`, `" " 1 content 1 false`, `"told" 2 cue 2 false`, `" him " 1 content 1 false`,
		`"it " 2 content 2 false`, `"“died”" 2 content 2 true`, `"." 0  0 false`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("runs\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Every line of the syntax layer has CoNLL-U's ten columns, and its offsets
// give its form.
func TestSyntaxLayer(t *testing.T) {
	d := &verbatim.Document{Text: "She said no."}
	for _, s := range []verbatim.Span{{Start: 0, End: 3}, {Start: 4, End: 8}, {Start: 9, End: 11}, {Start: 11, End: 12}} {
		d.Tokens = append(d.Tokens, verbatim.Token{Span: s, Quotation: -1})
	}
	d.Sentences = []verbatim.Sentence{{Span: verbatim.Span{Start: 0, End: 12}, First: 0, Last: 4}}
	d.Words = []verbatim.Word{{Tag: "PRP", Rel: "nsubj", Lemma: "she", Head: 1}, {Tag: "VBD", Rel: "root", Lemma: "say", Head: -1}, {Tag: "UH", Rel: "obj", Lemma: "no", Head: 1}, {Tag: ".", Rel: "punct", Lemma: ".", Head: 1}}
	want := "# a\n# sent_id = 0\n# text = She said no.\n" +
		"1\tShe\tshe\t_\tPRP\t_\t2\tnsubj\t_\tTokenRange=0:3\n" +
		"2\tsaid\tsay\t_\tVBD\t_\t0\troot\t_\tTokenRange=4:8\n" +
		"3\tno\tno\t_\tUH\t_\t2\tobj\t_\tTokenRange=9:11\n" +
		"4\t.\t.\t_\t.\t_\t2\tpunct\t_\tTokenRange=11:12\n\n"
	d.Path = "a"
	if got := string(Layer(nil, d, "syntax")); got != want {
		t.Errorf("syntax layer\n%s\nwant\n%s", got, want)
	}
}

func TestTerminalWide(t *testing.T) {
	page := string(Terminal(nil, ferry(t), 80, Plain))
	for _, want := range []string{
		"── ferry.txt ─────",
		"The Sound Gazette · Una Marsh · 3 November 2025\n",
		"\n3–4  Skipper Tom Orde,",
		"\n  #  speaker ",
		"\n  2  she  ",
		"\n  4  ↳ the harbour",
		"\n7 statements: 2 direct, 3 indirect, 2 mixed.\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("page has no %q:\n%s", want, page)
		}
	}
	if strings.Count(page, "Ferry to stop in March") != 1 {
		t.Error("the title that begins the text is not there once")
	}
}

func TestTerminalEmpty(t *testing.T) {
	for _, text := range []string{"", "Nobody spoke.\n"} {
		page := string(Terminal(nil, &verbatim.Document{Text: text}, 80, Plain))
		if !strings.HasSuffix(page, "\nNo statements found.\n") {
			t.Errorf("page of %q ends %q", text, page)
		}
	}
}

// TestHues computes the contrast (WCAG 2) of the speakers' colours with the
// page behind them.
func TestHues(t *testing.T) {
	for _, h := range hues {
		if c := contrast(h[0], "#fdfcf9"); c < 4.5 {
			t.Errorf("%s on the light page has contrast %.2f", h[0], c)
		}
		if c := contrast(h[1], "#16181b"); c < 4.5 {
			t.Errorf("%s on the dark page has contrast %.2f", h[1], c)
		}
	}
	for _, n := range hues256 {
		level := func(i int) int { return [...]int{0, 95, 135, 175, 215, 255}[i] }
		i := n - 16
		hex := fmt.Sprintf("#%02x%02x%02x", level(i/36), level(i/6%6), level(i%6))
		if a, b := contrast(hex, "#000000"), contrast(hex, "#ffffff"); a < 3.7 || b < 3.7 {
			t.Errorf("colour %d has contrast %.2f on black, %.2f on white", n, a, b)
		}
	}
}

func contrast(a, b string) float64 {
	luminance := func(hex string) float64 {
		var sum float64
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
			v := float64(n) / 255
			if v <= 0.03928 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += weight * v
		}
		return sum
	}
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{
		"2025-02-13": "13 February 2025", "2025-06-10T23:05:00-04:00": "10 June 2025", "": "", "2025": "2025", "2025-13-45": "2025-13-45",
	} {
		if got := Day(in); got != want {
			t.Errorf("Day(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain":           "plain",
		"a\x1b[31mb":      "a␛[31mb",
		"a\nb\tc":         "a b c",
		"\u202eabc\u2069": "‹U+202E›abc‹U+2069›",
		"so\u00adft":      "soft",
		"\u009b31m":       "‹U+009B›31m",
		"👩\u200d🚒":        "👩\u200d🚒",
		"\xff":            "\ufffd",
		"‘It’s’":          "‘It’s’",
	} {
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
	if !utf8.ValidString(Visible("\xf0\x28")) {
		t.Error("not UTF-8")
	}
}

func BenchmarkJSONL(b *testing.B) {
	d := ferry(b)
	b.SetBytes(int64(len(d.Text)))
	var dst []byte
	for b.Loop() {
		dst = JSONL(dst[:0], d)
	}
}
