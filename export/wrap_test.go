package export

import (
	"strings"
	"testing"
)

// A line ends behind a hyphen of a word and not inside a date or a range.
func TestDatesAreWhole(t *testing.T) {
	months := Counts{Total: 9, Fields: []FieldCount{{Field: "month"}}}
	for _, m := range []string{"2023-04", "2023-05", "2023-06", "2023-08", "2024-01", "2024-02"} {
		months.Fields[0].Values = append(months.Fields[0].Values, ValueCount{Value: m, Count: 1})
	}
	for width := 30; width < 60; width++ {
		for l := range strings.Lines(string(CountsText(nil, months, width, Plain))) {
			if strings.HasSuffix(strings.TrimSpace(l), "-") {
				t.Fatalf("at %d a line ends in a month: %q", width, l)
			}
		}
	}
	for text, want := range map[string]string{"the ferry-boat": "the ferry-|boat", "from 97–121": "from|97–121"} {
		var got []string
		for _, l := range wrap(text, style{}, 10, 9) {
			got = append(got, strings.TrimSpace(string(l.ANSI(nil, Plain))))
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q becomes %q, want %q", text, g, want)
		}
	}
}
