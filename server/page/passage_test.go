package page

import (
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// Words that are struck out do not run into those beside them, and parts of a word
// are not torn from the rest of it.
func TestDifferKeepsWordsApart(t *testing.T) {
	for _, c := range []struct {
		a, b           string
		from, to, want string // from a, where to stands or is left out in b
		at             int
	}{
		{"we will not pay", "we will pay", "not", "", "we will [not] pay", len("we will")},
		{"we will not pay", "we will pay", "not", "", "we will [not] pay", len("we will ")},
		{"We cannot afford it", "We can afford it", "not", "", "We can[not] afford it", len("We can")},
		{`our boats," … "The bays`, "our boats", "The bays", "", "our boats [The bays]", len("our boats")},
		{"we sign it", "we ratify it", "sign", "ratify", "we [sign]{ratify} it", len("we ")},
		{"No, never", "never", "No, ", "", "[No, ]never", 0},
	} {
		start := strings.Index(c.a, c.from)
		got := ""
		for _, p := range differ(c.a, c.b, []deviation{{verbatim.Span{Start: start, End: start + len(c.from)}, verbatim.Span{Start: c.at, End: c.at + len(c.to)}, false}}) {
			switch p.Sort {
			case "del":
				got += "[" + p.Text + "]"
			case "ins":
				got += "{" + p.Text + "}"
			default:
				got += p.Text
			}
		}
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%q and %q: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}
