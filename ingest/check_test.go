package ingest

import (
	"testing"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// checkDocument reports what breaks the promises of a document that was read
// from source: valid UTF-8, spans ordered, in bounds and on rune boundaries,
// and exact segments equal to the bytes that they come from.
func checkDocument(t *testing.T, d *verbatim.Document, source []byte) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Fatalf("text is not valid UTF-8: %q", d.Text)
	}
	for _, m := range []string{d.URL, d.Outlet, d.Title, d.Byline, d.Published, d.Language} {
		if !utf8.ValidString(m) {
			t.Fatalf("metadata is not valid UTF-8: %q", m)
		}
	}
	boundary := func(i int) bool { return i == len(d.Text) || utf8.RuneStart(d.Text[i]) }
	inBounds := func(what string, i int, s verbatim.Span) bool {
		if s.Start < 0 || s.End <= s.Start || s.End > len(d.Text) {
			t.Fatalf("%s %d is %v of %d bytes", what, i, s, len(d.Text))
		}
		if !boundary(s.Start) || !boundary(s.End) {
			t.Fatalf("%s %d %v splits a character", what, i, s)
		}
		return true
	}
	end := 0
	for i, f := range d.Furniture {
		inBounds("furniture", i, f.Span)
		if f.Start < end {
			t.Fatalf("furniture %d %v starts before %d", i, f, end)
		}
		end = f.End
	}
	end = 0
	for i, s := range d.Segments {
		if s.Text.Start < end || s.Text.End <= s.Text.Start || s.Text.End > len(d.Text) {
			t.Fatalf("segment %d is %v after %d", i, s, end)
		}
		end = s.Text.End
		if s.Source.Start < 0 || s.Source.End < s.Source.Start || s.Source.End > len(source) {
			t.Fatalf("segment %d is %v of %d source bytes", i, s, len(source))
		}
		if s.Exact && s.Text.In(d.Text) != string(source[s.Source.Start:s.Source.End]) {
			t.Fatalf("segment %d is %q, its source %q", i, s.Text.In(d.Text), source[s.Source.Start:s.Source.End])
		}
	}
}
