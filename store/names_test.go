package store_test

import (
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// What somebody types goes on as the names of the record do, also those that were
// added a moment ago.
func TestNames(t *testing.T) {
	s := newRecord(t)
	names := func(prefix string, limit int) string {
		t.Helper()
		list, err := s.Names(t.Context(), store.Speaker, prefix, limit)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(list, ", ")
	}
	if got := names("p", 5); got != "" {
		t.Errorf("an empty record has %s", got)
	}
	put(t, s, toy(verbatim.Meta{Path: "a"}, "Ann Pell|direct|The road is closed", "Pella Ruiz|direct|It is", "Étienne Pellan|direct|It was", "Cy Roth|direct|Never"))
	for _, c := range []struct {
		prefix string
		limit  int
		want   string
	}{
		{"pel", 5, "Pella Ruiz, Ann Pell, Étienne Pellan"}, // which begins so is first, then the shorter
		{"PEL", 2, "Pella Ruiz, Ann Pell"},
		{"étienne p", 5, "Étienne Pellan"},
		{"ell", 5, ""}, // in the middle of a word
		{"%", 5, ""},
		{"", 1, "Cy Roth"},
	} {
		if got := names(c.prefix, c.limit); got != c.want {
			t.Errorf("%q goes on as %s, want %s", c.prefix, got, c.want)
		}
	}
	put(t, s, toy(verbatim.Meta{Path: "b"}, "Pel Ox|direct|The road is open"))
	if got := names("pel", 2); got != "Pel Ox, Pella Ruiz" {
		t.Errorf("with one that was added: %s", got)
	}
}
