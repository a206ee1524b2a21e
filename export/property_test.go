package export

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
)

// anyDocument draws a document whose text mixes words with everything that
// could harm a page, and whose spans nest and overlap as they like.
func anyDocument(t *rapid.T) *verbatim.Document {
	pieces := []string{
		"said ", "the mayor ", "“", "”", "‘", "’", " ", "\n", "\n\n", "\r\n", "\t", "bridge-builder ", "https://a.example/b/c ",
		"東京", "한국 ", "é", "e\u0301 ", "👩\u200d🚒 ", "🇬🇧", "\x1b[31m", "\x1b]0;x\a", "\x00", "\x7f", "\u0085", "\u009b1m", "\u202e", "\u2066", "\u200f",
		"<script>", "&amp;", "\"", "'", "=1+1", "\u2028", "\u00ad", "\u200b", "\ufeff", "שלום ", "مرحبا ", strings.Repeat("x", 90), "\ufffd",
	}
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "text"), "")
	var edges []int
	for i := range text {
		edges = append(edges, i)
	}
	edges = append(edges, len(text))
	spans := func(name string, atMost int) []verbatim.Span {
		n := rapid.IntRange(0, 2*atMost).Draw(t, name)
		var at []int
		for range n &^ 1 {
			at = append(at, rapid.SampledFrom(edges).Draw(t, name))
		}
		slices.Sort(at)
		var out []verbatim.Span
		for i := 0; i+1 < len(at); i += 2 {
			if at[i] < at[i+1] {
				out = append(out, verbatim.Span{Start: at[i], End: at[i+1]})
			}
		}
		return out
	}
	d := &verbatim.Document{Text: text}
	d.Path = rapid.SampledFrom([]string{"a.txt", "", "\x1b[2J.txt", strings.Repeat("long/", 40) + "end.txt"}).Draw(t, "path")
	d.Title = rapid.SampledFrom([]string{"", "A title", "said the mayor", "\u202eevil\x1b[0m", strings.Repeat("標題", 60)}).Draw(t, "title")
	for _, s := range spans("furniture", 2) {
		d.Furniture = append(d.Furniture, verbatim.Furniture{Span: s, Kind: verbatim.Related})
	}
	for _, s := range spans("quotations", 3) {
		d.Quotations = append(d.Quotations, verbatim.Quotation{Span: s, Parent: -1, Previous: -1})
	}
	for i := range rapid.IntRange(0, 14).Draw(t, "statements") {
		st := verbatim.Statement{Kind: rapid.SampledFrom([]verbatim.Kind{verbatim.Direct, verbatim.Indirect, verbatim.Mixed}).Draw(t, "kind"), Act: verbatim.Say, Source: spans("source", 2), Cue: spans("cue", 1), Content: spans("content", 3)}
		st.Parent = rapid.IntRange(-1, i-1).Draw(t, "parent")
		st.Confidence = rapid.Float64Range(0, 1).Draw(t, "confidence")
		d.Statements = append(d.Statements, st)
	}
	return d
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

// Colours are the only difference between the pages; no line is too wide; no
// control character but the line feed is sent.
func TestTerminalProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		width := rapid.IntRange(minWidth, 150).Draw(t, "width")
		plain := string(Terminal(nil, d, width, Plain))
		for _, p := range []Palette{Colors16, Colors256} {
			if got := ansi.ReplaceAllString(string(Terminal(nil, d, width, p)), ""); got != plain {
				t.Fatalf("palette %d changes the page:\n%q\n%q", p, got, plain)
			}
		}
		for _, r := range plain {
			if r != '\n' && (unicode.IsControl(r) || hidden(r)) {
				t.Fatalf("page holds %U", r)
			}
		}
		for line := range strings.Lines(plain) {
			if w := displaywidth.String(strings.TrimSuffix(line, "\n")); w > width {
				t.Fatalf("line of %d cells in a page of %d: %q", w, width, line)
			}
		}
	})
}

// Nothing of the article is missing from the page: its letters come in order.
func TestTerminalKeepsText(t *testing.T) {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		d.Statements, d.Title = nil, ""
		page := string(Terminal(nil, d, 80, Plain))
		_, page, _ = strings.Cut(page, "\n")
		page = strings.TrimSuffix(page, Summary(d)+"\n")
		want := letters(Visible(d.Text))
		if got := letters(page); got != want {
			t.Fatalf("letters of the page\n%q\nwant\n%q", got, want)
		}
	})
}

// The runs of a document tile its text, and each statement's spans are made
// of whole runs.
func TestRunsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		at := 0
		covered := make(map[part]int)
		for _, r := range runs(d) {
			if r.Start != at || r.Empty() {
				t.Fatalf("run %v does not follow byte %d", r.Span, at)
			}
			at = r.End
			for _, p := range r.parts {
				covered[p] += r.Len()
			}
		}
		if at != len(d.Text) {
			t.Fatalf("runs end at %d of %d", at, len(d.Text))
		}
		for i, s := range d.Statements {
			for r, spans := range map[role][]verbatim.Span{source: s.Source, cue: s.Cue, content: s.Content} {
				n := 0
				for _, x := range spans {
					n += x.Len()
				}
				if covered[part{i, r}] != n {
					t.Fatalf("%s of statement %d covers %d bytes of %d", r, i, covered[part{i, r}], n)
				}
			}
		}
	})
}

// A record read back has the text and the spans of the document.
func TestRecordProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		line := JSONL(nil, d)
		if n := bytes.IndexByte(line, '\n'); n != len(line)-1 {
			t.Fatalf("line feed at %d of %d", n, len(line))
		}
		var r Record
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if r.Text != d.Text || len(r.Statements) != len(d.Statements) {
			t.Fatalf("text or statements differ")
		}
		for i, s := range r.Statements {
			if !slices.Equal(s.Content, d.Statements[i].Content) || !slices.Equal(s.Source, d.Statements[i].Source) {
				t.Fatalf("spans of statement %d differ", i)
			}
		}
		if bytes.Contains(line, []byte(`:null,"cue"`)) {
			t.Fatal("a list is null")
		}
	})
}

// Whatever an article holds, its HTML page has no markup but its own.
func TestHTMLProperties(t *testing.T) {
	tag := regexp.MustCompile(`<[^>]*>?`)
	own := regexp.MustCompile(`^</?(article|style|header|h1|p|bdi|mark|sup|a|span|div|section|table|caption|thead|tbody|tr|th|td|small)( [a-z]+="[^"<>]*")*>$`)
	rapid.Check(t, func(t *rapid.T) {
		page := string(HTML(nil, anyDocument(t), "d1"))
		if !utf8.ValidString(page) {
			t.Fatal("page is not UTF-8")
		}
		for _, m := range tag.FindAllString(page, -1) {
			if !own.MatchString(m) {
				t.Fatalf("markup %q", m)
			}
		}
		for _, r := range page {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || hidden(r)) {
				t.Fatalf("page holds %U", r)
			}
		}
	})
}

// No listing sends control characters, and each line of the listing for
// programs is an object.
func TestLayerProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDocument(t)
		for _, layer := range Layers() {
			for _, r := range string(Layer(nil, d, layer)) {
				if r != '\n' && r != '\t' && (unicode.IsControl(r) || hidden(r)) {
					t.Fatalf("%s listing holds %U", layer, r)
				}
			}
			for line := range bytes.Lines(LayerJSONL(nil, d, layer)) {
				if !json.Valid(line) {
					t.Fatalf("%s listing: %s", layer, line)
				}
			}
		}
	})
}
