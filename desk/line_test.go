package desk

import "testing"

// What turns one wording against another is that one denies and the other does
// not, or another number; not that the tense is that of reported speech.
func TestOpposes(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"We will keep the dock open for ten years", "We will not keep the dock open for ten years", true},
		{"We will not sign anything that closes our waters", "that she would not sign anything that closed our waters", false},
		{"We will not sign anything that closes our waters", "that she would sign anything that closed our waters", true},
		{"There were 40 boats in the harbour that night", "There were 14 boats in the harbour that night", true},
		{"We can't and won't leave the harbour", "We can leave the harbour and we will", false},
		{"The dock stays open", "Nobody loses a shift over this", false},
	} {
		if got := opposes(c.a, c.b) != ""; got != c.want {
			t.Errorf("%q and %q: %v, want %v (%s)", c.a, c.b, got, c.want, opposes(c.a, c.b))
		}
	}
}
