package export

import "testing"

// The comma before "she said" belongs to the article's sentence, not to the
// words that are cited.
func TestEnded(t *testing.T) {
	for said, want := range map[string]string{
		"“We had no choice,”":             "“We had no choice”",
		"\"We had no choice,\" ":          "\"We had no choice\"",
		"“He told me ‘no,’”":              "“He told me ‘no’”",
		"« Nous partons, »":               "« Nous partons »",
		"“We had no choice.”":             "“We had no choice.”",
		"“Why?”":                          "“Why?”",
		"that he was paid,":               "that he was paid",
		"the boys’":                       "the boys’",
		"“We had no choice, none at all”": "“We had no choice, none at all”",
		"“,”":                             "“,”",
		"":                                "",
	} {
		if got := ended(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// A citation ends in one mark: the full stop stands for the comma.
func TestCitedComma(t *testing.T) {
	d := wired(t)
	for _, h := range Hits(d) {
		s := citedWords(&h)
		for _, bad := range []string{",”.", ",’.", ",.", ",”", ",\""} {
			if n := len(s) - len(bad); n >= 0 && s[n:] == bad {
				t.Errorf("%q ends in %q", s, bad)
			}
		}
	}
}
