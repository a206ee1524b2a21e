package verbatim_test

import (
	"testing"

	"github.com/verbatim-record/verbatim"
)

// TestDocumentWords looks at documents filled by hand, also such as no stage
// makes: showing them must not panic.
func TestDocumentWords(t *testing.T) {
	text := "Ann Pell and Tom\nAdeyemi: “A,” they said. “B.” She left on Monday."
	d := &verbatim.Document{
		Text:     text,
		Entities: []verbatim.Entity{{Name: verbatim.Span{Start: 0, End: 8}}, {Name: verbatim.Span{Start: 13, End: 24}}, {Name: verbatim.Span{Start: 90, End: 99}}},
		Times:    []verbatim.Time{{Value: "XXXX-WXX-1"}},
	}
	for _, c := range []struct {
		name, got, want string
	}{
		{"two pieces", d.Excerpt([]verbatim.Span{{Start: 0, End: 8}, {Start: 13, End: 24}}), "Ann Pell … Tom Adeyemi"},
		{"a span outside", d.Excerpt([]verbatim.Span{{Start: 0, End: 8}, {Start: 60, End: 1000}, {Start: -4, End: 2}, {Start: 5, End: 5}}), "Ann Pell"},
		{"nothing", d.Excerpt(nil), ""},
		{"a name over a line end", d.Name(1), "Tom Adeyemi"},
		{"nobody", d.Name(-1), ""},
		{"no such entity", d.Name(3), ""},
		{"two speakers", d.Speaker(&verbatim.Statement{Speakers: []int{0, 1}}), "Ann Pell; Tom Adeyemi"},
		{"a source that is nobody known", d.Speaker(&verbatim.Statement{Source: []verbatim.Span{{Start: 0, End: 8}, {Start: 13, End: 25}}}), "Ann Pell … Tom Adeyemi"},
		{"a speaker whose name is nowhere", d.Speaker(&verbatim.Statement{Speakers: []int{2}, Source: []verbatim.Span{{Start: 0, End: 3}}}), "Ann"},
		{"no source", d.Speaker(&verbatim.Statement{}), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	if w, ok := d.When(0); !ok || w.Value != "XXXX-WXX-1" {
		t.Errorf("the time at 0 is %+v, %v", w, ok)
	}
	for _, i := range []int{-1, 1} {
		if w, ok := d.When(i); ok {
			t.Errorf("the time at %d is %+v", i, w)
		}
	}
}
