package search_test

import (
	"testing"

	"github.com/verbatim-record/verbatim/search"
)

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Volodymyr Zelensky", "President Zelenskyy", true},
		{"Trump", "Donald J. Trump", true},
		{"Donald Trump", "Donald J. Trump", true},
		{"Donald Trump", "Melania Trump", false},
		{"Ann Pell", "Tom Adeyemi", false},
		{"the White House", "White House", true},
		{"the president", "President", true},
		{"", "Ann Pell", false},
		{"“”", "“”", false},
	} {
		if got := search.SameName(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
		if got := search.SameName(c.b, c.a); got != c.want {
			t.Errorf("%q and %q: %t", c.b, c.a, got)
		}
	}
}
