package export

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// drawHit is a hit in an article of any words, control characters and all.
func drawHit(t *rapid.T) *search.Hit {
	part := func(name string) string {
		return rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"\x1b[2J", "=1+1", "a b", "\u202e", "日本語 の", "word", "\r\n", "\x00", strings.Repeat("x", 90)})).Draw(t, name)
	}
	d := &verbatim.Document{Meta: verbatim.Meta{
		Title: part("title"), Outlet: part("outlet"), URL: part("url"), Byline: part("byline"), Path: part("path"),
		Published: rapid.SampledFrom([]string{"", "2025-02-12", "\x1b"}).Draw(t, "published"),
	}}
	at := func(s string) []verbatim.Span {
		d.Text += s
		return []verbatim.Span{{Start: len(d.Text) - len(s), End: len(d.Text)}}
	}
	s := verbatim.Statement{Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: 0.9}
	s.Content = at(part("content") + "w")
	d.Text += part("between")
	s.Content = append(s.Content, at(part("more")+"w")...)
	s.Source = at(part("source"))
	s.Cue = at(part("cue"))
	d.Statements = []verbatim.Statement{s}
	h := &search.Hit{ID: "s0123456789abcdef", DocumentID: "d0", Document: d, Revision: 1, When: time.Date(2025, 2, 12, 0, 0, 0, 0, time.UTC), Entry: search.NewEntry(d, 0)}
	root, err := search.Parse("w* OR word")
	if err == nil {
		h.Marks = search.Highlight(root, d.Text, s.Content)
	}
	return h
}

// Whatever the article holds, what is printed is safe for a terminal, keeps
// the width, and can be read as what it says it is.
func TestFoundProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHit(t)
		width := rapid.IntRange(24, 120).Draw(t, "width")
		point := Point{Label: "2025-02", Count: 3, Hit: h}
		counts := Counts{Fields: []FieldCount{{Field: "speaker", Values: []ValueCount{{Value: h.Document.Title, Count: 2}, {Value: h.Document.Outlet, Count: 1}}, More: 4}}}
		for name, b := range map[string][]byte{
			"text": FoundText(nil, h, 1, width, Plain), "context": FoundContext(nil, h, width, Plain),
			"point": PointText(nil, point, 3, width, Plain), "counts": CountsText(nil, counts, width, Plain),
		} {
			for line := range strings.Lines(string(b)) {
				line = strings.TrimSuffix(line, "\n")
				for _, r := range line {
					if unicode.IsControl(r) || r == '\u202e' {
						t.Fatalf("%s: %q has a control character", name, line)
					}
				}
				if w := displaywidth.String(line); w > width {
					t.Fatalf("%s: %q is %d wide, not %d", name, line, w, width)
				}
			}
		}
		var r FoundRecord
		if err := json.Unmarshal(FoundJSONL(nil, h), &r); err != nil || r.ID != h.ID || len(r.Content) != 2 {
			t.Fatalf("JSON: %+v, %v", r, err)
		}
		for _, b := range [][]byte{FoundCSV(FoundCSVHeader(nil), h), PointCSV(PointCSVHeader(nil), point)} {
			rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
			if err != nil || len(rows) != 2 {
				t.Fatalf("CSV: %q, %v", rows, err)
			}
			for _, cell := range rows[1] {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Fatalf("CSV: cell %q", cell)
				}
			}
		}
		var feed struct {
			Entries []struct {
				Content string `xml:"content"`
			} `xml:"entry"`
		}
		b := Atom(nil, h.Document.Title, h.Document.Title, h.When, []FeedEntry{{ID: "1", Updated: h.When, Hit: *h}})
		if err := xml.Unmarshal(b, &feed); err != nil || len(feed.Entries) != 1 {
			t.Fatalf("Atom: %v in %s", err, b)
		}
	})
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{{"short", 10, "short"}, {"a few words here", 12, "a few words…"}, {"ééééé", 5, "éé…"}, {"words, and more", 8, "words…"}} {
		if got := short(c.s, c.n); got != c.want {
			t.Errorf("short(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}
