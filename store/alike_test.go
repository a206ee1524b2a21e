package store_test

import (
	"fmt"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// Alike finds a statement among many that share its small words, whatever one
// word of it became, and never more than its questions may find.
func TestAlike(t *testing.T) {
	s := newRecord(t)
	for i := range 40 {
		put(t, s, toy(verbatim.Meta{URL: fmt.Sprintf("https://news.example/%d", i), Published: "2025-01-02"},
			fmt.Sprintf("Ann Pell|direct|the people of the town want item%d and a better winter", i)))
	}
	put(t, s, toy(verbatim.Meta{URL: "https://news.example/x", Published: "2025-03-02"}, "Tom Adeyemi|direct|the people of the town want herring and a better boat"))
	for _, c := range []struct {
		words, speaker string
		found          bool
	}{
		{"the people of the town want herring and a better boat", "", true},
		{"the people of the town want herring and a nicer boat", "", true},
		{"the people of the city want herring", "", true},
		{"a better harbour and herring", "Adeyemi", true},
		{"a better winter", "", false},
		{"zebra", "Adeyemi", false},
		{"", "Adeyemi", false},
		{`"quote" ) OR *`, "", false},
	} {
		rows, err := s.Alike(t.Context(), store.Likeness{Words: c.words, Speaker: c.speaker, Each: 5})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for i := range rows {
			if rows[i].URL == "https://news.example/x" {
				found = true
				if len(rows[i].Speakers) != 1 || rows[i].Speakers[0].Label != "Tom Adeyemi" {
					t.Errorf("%q: speakers %v", c.words, rows[i].Speakers)
				}
				h, err := s.Hit(t.Context(), &rows[i])
				if err != nil || h.ID != rows[i].ID || h.Document.URL != rows[i].URL {
					t.Errorf("%q: hit %v, %v", c.words, h, err)
				}
			}
		}
		if found != c.found || len(rows) > 25 {
			t.Errorf("%q: %d rows, found is %t", c.words, len(rows), found)
		}
	}
}
