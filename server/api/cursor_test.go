package api

import "testing"

// A cursor that is read is the one that was written, and of the same question.
func FuzzCursor(f *testing.F) {
	question := asked("statements", "bridge")
	for _, c := range []cursor{{}, {a: 1}, {a: -1, b: 1 << 62}, {a: 28_000_000 << 14, b: 20}} {
		f.Add(c.text(question))
	}
	f.Add("")
	f.Add("AQ")
	f.Add("????")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseCursor(s, question)
		if err != nil {
			if c != (cursor{}) {
				t.Errorf("%q: %v with an error", s, c)
			}
			return
		}
		if got := c.text(question); got != s {
			t.Errorf("%q is read as %v, which is written %q", s, c, got)
		}
		if _, err := parseCursor(s, asked("statements", "ferry")); err == nil {
			t.Errorf("%q is taken for another question", s)
		}
	})
}

// What is asked is not mixed up by where one part ends.
func TestAskedParts(t *testing.T) {
	if asked("a", "bc") == asked("ab", "c") || asked("a") == asked("a", "") {
		t.Error("two questions have one name")
	}
}

func TestAcceptsJSON(t *testing.T) {
	for _, test := range []struct {
		accept string
		want   bool
	}{
		{"", false}, {"*/*", true}, {"application/json", true}, {"application/*", true}, {"text/html", false},
		{"text/html, application/xhtml+xml, */*;q=0.8", true}, {"application/json;q=0, */*", false}, {"*/*;q=0", false},
		{"application/json; charset=utf-8", true}, {"text/csv, application/json;q=0.5", true},
	} {
		if got := acceptsJSON([]string{test.accept}); got != test.want {
			t.Errorf("Accept %q: %v, want %v", test.accept, got, test.want)
		}
	}
	if !acceptsJSON(nil) {
		t.Error("without an Accept header nothing is left out")
	}
}
