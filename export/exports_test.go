package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	pq "github.com/parquet-go/parquet-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export/parquet"
	"github.com/verbatim-record/verbatim/search"
)

// wired is the ferry with what the fixture's marks do not give.
func wired(t testing.TB) *verbatim.Document {
	d := ferry(t)
	d.URL = "https://sound.example/ferry"
	at := func(words string) verbatim.Span {
		i := strings.Index(d.Text, words)
		return verbatim.Span{Start: i, End: i + len(words)}
	}
	name := at("Agnes Tully")
	d.Mentions = []verbatim.Mention{{Span: name, Form: verbatim.Named, Name: name, Entity: 0}}
	d.Entities = []verbatim.Entity{{Kind: verbatim.Person, Name: name, Key: "Q7", Wikidata: "Q7", Mentions: []int{0}}, {Kind: verbatim.Group, Name: at("residents"), Unnamed: true}}
	d.Statements[0].Speakers, d.Statements[1].Speakers = []int{0}, []int{0}
	d.Statements[1].Addressee = &verbatim.Addressee{Span: at("residents"), Entities: []int{1}}
	d.Times = []verbatim.Time{{Span: at("Monday"), Kind: verbatim.Date, Value: "2025-11-03"}}
	for i := range d.Statements {
		d.Statements[i].Time = -1
	}
	d.Statements[0].Time = 0
	for i, status := range []verbatim.EventStatus{verbatim.Planned, verbatim.Cancelled, verbatim.Denied} {
		d.Events = append(d.Events, verbatim.Event{Kind: verbatim.Encounter, Plover: "CONSULT", Status: status, Time: 0, Duration: -1, By: -1,
			Trigger: verbatim.Span{Start: i, End: i + 5}, Participants: []verbatim.Participant{{Entity: 0, Role: verbatim.Actor}}})
	}
	return d
}

func TestTextFragment(t *testing.T) {
	long := "One two three four five six seven " + strings.Repeat("filler ", 50) + "and seven words stand at the end"
	for _, c := range []struct{ text, words, want string }{
		// Hyphen, comma and ampersand have a meaning in a directive.
		{"He said a well-known, R&D plan", "a well-known, R&D plan", ":~:text=a%20well%2Dknown%2C%20R%26D%20plan"},
		{"“Ja”", "“Ja”", ":~:text=%E2%80%9CJa%E2%80%9D"},
		{"x 100% y", "100% y", ":~:text=100%25%20y"},
		{long, long, ":~:text=One%20two%20three%20four%20five%20six,seven%20words%20stand%20at%20the%20end"},
		{"first line here\n\nlast line", "first line here\n\nlast line", ":~:text=first%20line%20here,last%20line"},
		// The second "no" is meant.
		{"They said no. Ann then said no.", "no.", ":~:text=no."},
	} {
		at := strings.Index(c.text, c.words)
		if got := TextFragment(c.text, []verbatim.Span{{Start: at, End: at + len(c.words)}}); got != c.want {
			t.Errorf("%q: %s, want %s", c.words, got, c.want)
		}
	}
	text := "They said no. Ann then said no."
	if got, want := TextFragment(text, []verbatim.Span{{Start: len(text) - 3, End: len(text)}}), ":~:text=They%20said%20no.%20Ann%20then%20said-,no."; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := TextFragment("a b c d", []verbatim.Span{{Start: 0, End: 1}, {Start: 4, End: 5}}), ":~:text=a&text=c"; got != want {
		t.Errorf("two fragments: %s, want %s", got, want)
	}
	if got := TextFragment("  ", []verbatim.Span{{Start: 0, End: 2}, {Start: -1, End: 9}}); got != "" {
		t.Errorf("no words: %q", got)
	}
}

func TestWebURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/b?c=d#e":             "https://a.example/b?c=d#e",
		"http://me:secret@a.example/":           "http://a.example/",
		"https://a.example/{x}\"<é>?q=[1] 2":    "https://a.example/%7Bx%7D%22%3C%C3%A9%3E?q=%5B1%5D%202",
		"javascript:alert(1)":                   "",
		"JAVASCRIPT://a.example/%0Aalert(1)":    "",
		"data:text/html,x":                      "",
		"file:///etc/passwd":                    "",
		"//a.example/":                          "",
		"https:///x":                            "",
		"https:opaque":                          "",
		"https://a.example/\x00":                "",
		"":                                      "",
		"https://[2001:db8::1]:8080/a":          "https://[2001:db8::1]:8080/a",
		" https://a.example/100%/x%2Fy ":        "",
		"https://a.example/x#:~:text=old":       "https://a.example/x#:~:text=old",
		"https://ex\u00e4mple.example/\u00e9#f": "https://ex%C3%A4mple.example/%C3%A9#f",
	} {
		if got := webURL(in); got != want {
			t.Errorf("webURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCitations(t *testing.T) {
	d := wired(t)
	d.Title = `50% of {R&D} \input{/etc/passwd} $x_1^2~`
	hits := Hits(d)
	if got, want := string(CitePlain(nil, &hits[1])), "Agnes Tully: “It is the hardest letter I have had to sign,” … “There is no money for the boat.” Una Marsh, “50% of {R&D} \\input{/etc/passwd} $x_1^2~”, The Sound Gazette, 3 November 2025. "+Link(&hits[1])+"\n"; got != want {
		t.Errorf("plain\n%s\nwant\n%s", got, want)
	}
	// What was denied is not cited as if it had been said.
	if got := string(CitePlain(nil, &hits[5])); !strings.HasPrefix(got, "It [denied]: that the timetable was to blame. ") {
		t.Errorf("plain: %s", got)
	}
	bib := string(BibTeX(nil, &hits[1]))
	for _, want := range []string{
		"@misc{" + hits[1].ID + ",\n", "  author = {{Una Marsh}},\n", "  year = {2025},\n  month = nov,\n  day = {3},\n", "  howpublished = {The Sound Gazette},\n",
		`  title = {{50\% of \textbraceleft{}R\&D\textbraceright{} \textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{} \$x\_1\textasciicircum{}2\textasciitilde{}}},` + "\n",
		"  url = {https://sound.example/ferry#:~:text=%E2%80%9CIt%20is",
	} {
		if !strings.Contains(bib, want) {
			t.Errorf("no %s in\n%s", want, bib)
		}
	}
	var item map[string]any
	if err := json.Unmarshal(CSL(nil, &hits[1]), &item); err != nil {
		t.Fatal(err)
	}
	if item["id"] != hits[1].ID || item["type"] != "article-newspaper" || item["container-title"] != "The Sound Gazette" {
		t.Errorf("CSL %v", item)
	}
	d.URL = "javascript:alert(1)"
	if got := CiteLink(nil, &hits[1]); len(got) > 0 {
		t.Errorf("link %s", got)
	}
}

// Both selectors of every annotation's target select what the statement's span
// does, and the context of the quotation is what stands around it.
func TestWebAnnotationRoundTrip(t *testing.T) {
	check := func(t interface {
		Fatalf(string, ...any)
	}, d *verbatim.Document) {
		var list []struct {
			ID     string
			Target []struct {
				Source   string
				Selector []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
			}
		}
		f, _ := FormatNamed("webanno", Settings{})
		if err := json.Unmarshal(f.Document.Complete(d, f.Document.Append(nil, d)), &list); err != nil {
			t.Fatalf("%v", err)
		}
		if len(list) != len(d.Statements) {
			t.Fatalf("%d annotations of %d statements", len(list), len(d.Statements))
		}
		points := []rune(d.Text)
		for i, a := range list {
			spans := d.Statements[i].Content
			if len(spans) == 0 {
				spans = d.Statements[i].Cue
			}
			if len(a.Target) != len(spans) {
				t.Fatalf("annotation %d has %d targets, want %d", i, len(a.Target), len(spans))
			}
			for j, target := range a.Target {
				want := spans[j].In(d.Text)
				quote, place := target.Selector[0], target.Selector[1]
				if got := string(points[place.Start:place.End]); got != want || quote.Exact != want {
					t.Fatalf("positions select %q, the quotation is %q, want %q", got, quote.Exact, want)
				}
				if !strings.Contains(d.Text, quote.Prefix+quote.Exact+quote.Suffix) || len([]rune(quote.Prefix)) != min(32, place.Start) {
					t.Fatalf("context %q %q", quote.Prefix, quote.Suffix)
				}
			}
		}
	}
	check(t, wired(t))
	check(t, budget(t))
	rapid.Check(t, func(t *rapid.T) { check(t, anyDocument(t)) })
}

func TestPointIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "é", "東", "👩", "\n", strings.Repeat("ü", 300)}), 0, 30).Draw(t, "text"), "")
		x := newPointIndex(text)
		for i := range text {
			if got, want := x.at(i), utf8.RuneCountInString(text[:i]); got != want {
				t.Fatalf("at(%d) = %d, want %d", i, got, want)
			}
		}
		if got := x.at(len(text)); got != utf8.RuneCountInString(text) {
			t.Fatalf("at the end %d", got)
		}
	})
}

func TestSchemaOrg(t *testing.T) {
	d := wired(t)
	f, _ := FormatNamed("jsonld", Settings{})
	b := f.Document.Complete(d, f.Document.Append(nil, d))
	var page struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(b, &page); err != nil {
		t.Fatal(err)
	}
	types := make(map[string]int)
	for _, n := range page.Graph {
		types[n["@type"].(string)]++
		text, _ := n["text"].(string)
		switch {
		case n["@type"] == "Statement" && n["spokenByCharacter"] != nil:
			t.Errorf("reported words are spoken by somebody: %v", n)
		case strings.Contains(text, "timetable") && text != "It [denied]: that the timetable was to blame":
			t.Errorf("a denial is written as %q", text)
		}
	}
	// Two of seven statements are direct; the event that was denied is none.
	if types["NewsArticle"] != 1 || types["Quotation"] != 2 || types["Statement"] != 5 || types["Event"] != 2 {
		t.Errorf("types %v", types)
	}
	for want, n := range map[string]int{`"eventStatus":"https://schema.org/EventScheduled"`: 1, `"eventStatus":"https://schema.org/EventCancelled"`: 1, `"startDate":"2025-11-03"`: 2,
		`"spokenByCharacter":[{"@type":"Person","name":"Agnes Tully","sameAs":"http://www.wikidata.org/entity/Q7"}]`: 1, `"attendee":[{"@type":"Person","name":"Agnes Tully"`: 2} {
		if got := strings.Count(string(b), want); got != n {
			t.Errorf("%s is there %d times, want %d", want, got, n)
		}
	}
}

func TestFTM(t *testing.T) {
	d := wired(t)
	entities := make(map[string]FTMEntity)
	schemata := make(map[string]int)
	for line := range bytes.Lines(FTM(nil, d)) {
		var e FTMEntity
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		entities[e.ID] = e
		schemata[e.Schema]++
	}
	if schemata["Article"] != 1 || schemata["Person"] != 1 || schemata["Mention"] != 1 || schemata["Note"] != 7 || schemata["Event"] != 3 || len(schemata) != 5 {
		t.Errorf("schemata %v", schemata)
	}
	if p := entities["Q7"]; p.Schema != "Person" || !slices.Equal(p.Properties["wikidataId"], []string{"Q7"}) {
		t.Errorf("person %v", p)
	}
	// References lead to entities that are there.
	for _, e := range entities {
		for _, property := range []string{"entity", "proof", "document", "resolved", "involved"} {
			for _, id := range e.Properties[property] {
				if _, ok := entities[id]; !ok {
					t.Errorf("%s of %s leads to %s, which is not there", property, e.ID, id)
				}
			}
		}
	}
	for _, want := range []string{"Meeting (planned): Agnes Tully", "Meeting (cancelled): Agnes Tully", "Meeting (denied): Agnes Tully"} {
		if !bytes.Contains(FTM(nil, d), []byte(`"name":["`+want+`"]`)) {
			t.Errorf("no event is called %q", want)
		}
	}
	// A statement that is found is the same note.
	hits := Hits(d)
	if !bytes.Contains(FTM(nil, d), FTMStatement(nil, &hits[1])[bytes.LastIndexByte(bytes.TrimSpace(FTMStatement(nil, &hits[1])), '\n')+1:]) {
		t.Error("a note of a hit differs from that of the document")
	}
}

// ninjsSchema compiles IPTC's schema, which is not part of the repository.
func ninjsSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	name := filepath.Join("..", "..", "shared", "data", "iptc-ninjs", "specification", "ninjs-schema_3.1.json")
	b, err := os.Open(name)
	if err != nil {
		t.Skipf("the schema of ninjs is missing: %v", err)
	}
	defer b.Close()
	v, err := jsonschema.UnmarshalJSON(b)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	// The schema refers to that of GeoJSON, of which nothing is written here.
	if err := errors.Join(c.AddResource("https://geojson.org/schema/GeoJSON.json", map[string]any{}), c.AddResource("http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json", v)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNinjsSchema(t *testing.T) {
	schema := ninjsSchema(t)
	valid := func(d *verbatim.Document) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(Ninjs(nil, d)))
		if err != nil {
			return err
		}
		return schema.Validate(v)
	}
	if schema.Validate(map[string]any{"uri": "https://a.example/", "verbatim": 1}) == nil {
		t.Fatal("the schema takes everything")
	}
	for _, d := range []*verbatim.Document{wired(t), budget(t), attack(t), {}} {
		if err := valid(d); err != nil {
			t.Errorf("%s: %v", d.Path, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		d.URL = rapid.SampledFrom([]string{"", "https://a.example/x y\u00e9[]", "javascript:x", "https://\u00e9.example", "https://a.example/%zz", "http://[::1]/"}).Draw(t, "url")
		d.Published = rapid.SampledFrom([]string{"", "2025-02-12", "2025-02-12T10:00:00+02:00", "Tuesday", "2025-02-12T10:00:00Z"}).Draw(t, "published")
		if err := valid(d); err != nil {
			t.Fatal(err)
		}
	})
}

// A table that is read back has what was written, over several row groups.
func TestParquetRoundTrip(t *testing.T) {
	read := func(b []byte) []parquet.Row {
		t.Helper()
		rows, err := pq.Read[parquet.Row](bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	want := append(append(DocumentRows(wired(t)), DocumentRows(budget(t))...), DocumentRows(attack(t))...)
	var b bytes.Buffer
	table := NewTable(&b)
	for _, d := range []*verbatim.Document{wired(t), {}, budget(t), attack(t)} {
		if err := table.Append(DocumentRows(d)); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	same := func(a, b parquet.Row) bool { // nil and empty lists are one
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		return strings.ReplaceAll(string(x), "[]", "null") == strings.ReplaceAll(string(y), "[]", "null")
	}
	if got := read(b.Bytes()); !slices.EqualFunc(got, want, same) {
		t.Errorf("read\n%v\nwrote\n%v", got, want)
	}
	first := want[0]
	if first.Speaker != "Agnes Tully" || first.Said != "2025-11-03" || first.Speakers[0].Wikidata != "Q7" || *first.PublishedDay != 20395 || len(want[1].Fragments) != 2 || want[3].Parent != want[2].Statement {
		t.Errorf("rows %+v", want[:4])
	}
	f, err := pq.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := f.Lookup("schema"); v != parquet.Schema {
		t.Errorf("schema %q", v)
	}
	// Without statements it is a table without rows.
	b.Reset()
	if err := NewTable(&b).Close(); err != nil || len(read(b.Bytes())) != 0 {
		t.Errorf("empty table: %v", err)
	}
	// Rows that do not fit into memory go to the file before the end.
	b.Reset()
	table = NewTable(&b)
	big := DocumentRows(wired(t))[:1]
	big[0].Content = strings.Repeat("w", 1<<20)
	for range 20 {
		if err := table.Append(big); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	f, err = pq.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(f.RowGroups()) < 2 || f.NumRows() != 20 {
		t.Errorf("%d row groups of %d rows, %v", len(f.RowGroups()), f.NumRows(), err)
	}
}

// attack is an article that is made to do harm wherever its words go.
func attack(t testing.TB) *verbatim.Document {
	d := parse(t, `{s1 =HYPERLINK("https://evil.example")</script><script>alert(1)</script>} {c1 said } {w1 “]]></content><x>&amp; `+
		"\u202egnp.exe\u2066 \x1b[31m\x00\x7f\u0085 END:VCALENDAR\r\nBEGIN:VEVENT # newdoc id = x\n1\tforged\t_ "+strings.Repeat("W", 5000)+`”}.`)
	d.Title = "=1+1\\end{document}\\input{x}}</title><script>alert(2)</script>\u202e\x00\xff\xfe\r\nX: y"
	d.URL = "javascript:alert(3)//"
	d.Outlet = "@SUM(A1)\"><svg onload=alert(4)>\n\xc3"
	d.Byline = "+evil} @misc{x, \xff"
	d.Path = "-path\n\xff"
	d.Published = "2025-01-01T00:00:00Z\" onload=\"alert(5)"
	d.Language = `en" x="`
	name := d.Statements[0].Source[0]
	d.Entities = []verbatim.Entity{{Kind: verbatim.Person, Name: name, Key: "person:<script>", Wikidata: "Q1\"><script>"}}
	d.Statements[0].Speakers = []int{0}
	d.Statements[0].Time = -1
	return d
}

// Every format stands an article that is made of attacks, as a document and as
// a statement that was found.
func TestFormatsStandAttacks(t *testing.T) {
	d := attack(t)
	hits := Hits(d)
	for _, f := range Formats(Settings{}) {
		var outs [][]byte
		if f.Document != nil && !f.Alone {
			var b bytes.Buffer
			w, err := f.DocumentWriter(&b)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(w.Write(d), w.Write(d), w.Close()); err != nil {
				t.Fatal(err)
			}
			outs = append(outs, b.Bytes(), f.Document.Complete(d, f.Document.Append(nil, d)))
		}
		if f.Statement != nil {
			var b bytes.Buffer
			w, err := f.StatementWriter(&b, FoundFeed{Query: d.Title, Self: d.URL})
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(w.Write(&hits[0]), w.Write(&hits[0]), w.Close()); err != nil {
				t.Fatal(err)
			}
			outs = append(outs, b.Bytes())
		}
		for _, b := range outs {
			harmless(t, f, b)
		}
	}
}

// Every format stands any document, as a whole and one statement at a time.
func TestFormatsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		hits := Hits(d)
		for _, f := range Formats(Settings{}) {
			if f.Document != nil && !f.Alone {
				var b bytes.Buffer
				w, _ := f.DocumentWriter(&b)
				if err := errors.Join(w.Write(d), w.Close()); err != nil {
					t.Fatal(err)
				}
				harmless(t, f, b.Bytes())
			}
			if f.Statement != nil && len(hits) > 0 {
				var b bytes.Buffer
				w, _ := f.StatementWriter(&b, FoundFeed{Query: d.Title})
				if err := errors.Join(w.Write(&hits[0]), w.Close()); err != nil {
					t.Fatal(err)
				}
				harmless(t, f, b.Bytes())
			}
		}
	})
}

// harmless checks that b is valid in its format and that nothing of an article
// has got out of its place.
func harmless(t interface {
	Helper()
	Errorf(string, ...any)
}, f Format, b []byte) {
	t.Helper()
	is := func(media string) bool { return strings.HasPrefix(f.MediaType, media) }
	switch {
	case f.Binary:
		if _, err := pq.OpenFile(bytes.NewReader(b), int64(len(b))); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		return
	case !utf8.Valid(b):
		t.Errorf("%s is no UTF-8", f.Name)
	}
	switch {
	case is("application/json"), is("application/ld+json"), is("application/vnd.citationstyles"):
		if !json.Valid(b) {
			t.Errorf("%s: no JSON: %.300s", f.Name, b)
		}
	case is("application/x-ndjson"):
		for line := range bytes.Lines(b) {
			if !json.Valid(line) {
				t.Errorf("%s: no JSON: %.300s", f.Name, line)
			}
		}
	case is("application/atom+xml"):
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", f.Name, err)
				break
			}
			if e, ok := token.(xml.StartElement); ok && !slices.Contains([]string{"feed", "id", "title", "updated", "author", "name", "link", "entry", "published", "content"}, e.Name.Local) {
				t.Errorf("%s has an element %s", f.Name, e.Name.Local)
			}
		}
	}
	if is("application/ld+json") && bytes.ContainsAny(b, "<>&\u2028\u2029") {
		t.Errorf("%s could end a script element", f.Name)
	}
	if f.Name != "json" && f.Name != "jsonl" && f.Name != "csv" && f.Name != "html" && f.Name != "ninjs" && f.Name != "text" && bytes.Contains(b, []byte(`"javascript:`)) {
		t.Errorf("%s links to a script", f.Name)
	}
	switch f.Name {
	case "bibtex":
		depth := 0
		for _, c := range b {
			switch c {
			case '{':
				depth++
			case '}':
				depth--
			case '@':
			}
			if depth < 0 {
				t.Errorf("bibtex: a brace too many in %s", b)
				return
			}
		}
		if depth != 0 {
			t.Errorf("bibtex: %d braces are open in %s", depth, b)
		}
		if regexp.MustCompile(`\\(input|end)\b`).Match(b) {
			t.Errorf("bibtex: a command in %s", b)
		}
	case "conllu":
		if _, err := readCoNLLU(bytes.NewReader(b)); err != nil {
			t.Errorf("conllu: %v in %s", err, b)
		}
	}
	if f.Name == "bibtex" || f.Name == "conllu" || f.Name == "plain" || f.Name == "link" || f.Name == "atom" || f.Name == "text" || f.Name == "html" {
		for _, r := range string(b) {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || hidden(r)) {
				t.Errorf("%s holds %U", f.Name, r)
				return
			}
		}
	}
}

// What a search finds is written under the id that the article's own export
// has.
func TestHitsHaveTheIDsOfARecord(t *testing.T) {
	d := wired(t)
	hits := Hits(d)
	for i, h := range hits {
		if h.ID != search.StatementID(search.StatementKey(search.DocumentKey(d), &d.Statements[i])) || h.Index != i || !h.Dated {
			t.Errorf("hit %+v", h)
		}
	}
}

func TestAtomFound(t *testing.T) {
	d := wired(t)
	f, _ := FormatNamed("atom", Settings{})
	write := func() string {
		var b bytes.Buffer
		w, err := f.StatementWriter(&b, FoundFeed{Query: "a & b"})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range Hits(d) {
			if err := w.Write(&h); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	feed := write()
	for _, want := range []string{
		"<id>tag:verbatim.invalid,2025:query/a%20&amp;%20b</id>", "<title>Verbatim: a &amp; b</title>", "\n <updated>2025-11-03T00:00:00Z</updated>",
		"<id>tag:verbatim.invalid,2025:statement/" + Hits(d)[0].ID + "</id>", `<link rel="alternate" href="https://sound.example/ferry#:~:text=that%20the%20Hallin%20ferry`,
	} {
		if !strings.Contains(feed, want) {
			t.Errorf("no %s in\n%s", want, feed)
		}
	}
	if strings.Index(feed, "<updated>") > strings.Index(feed, "<entry>") || strings.Count(feed, "<entry>") != 7 {
		t.Errorf("feed\n%s", feed)
	}
	if write() != feed {
		t.Error("the same statements give another feed")
	}
}

func TestWriterSorts(t *testing.T) {
	f, _ := FormatNamed("atom", Settings{})
	if _, err := f.DocumentWriter(io.Discard); !errors.Is(err, ErrSort) {
		t.Errorf("error %v", err)
	}
	// Nothing at all is still a complete output.
	for _, f := range Formats(Settings{}) {
		var b bytes.Buffer
		if f.Statement == nil {
			continue
		}
		w, err := f.StatementWriter(&b, FoundFeed{})
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		harmless(t, f, b.Bytes())
	}
	names := make(map[string]bool)
	for _, f := range Formats(Settings{}) {
		if names[f.Name] || f.MediaType == "" || f.Suffix == "" || f.About == "" || f.Document == nil && f.Statement == nil && f.Event == nil {
			t.Errorf("format %+v", f)
		}
		names[f.Name] = true
	}
}
