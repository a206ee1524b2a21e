package search

import (
	"errors"
	"testing"
	"time"
)

func TestStretch(t *testing.T) {
	for value, want := range map[string]string{
		"2025-02-12":       "2025-02-12 2025-02-13",
		"2025-02-12TEV":    "2025-02-12 2025-02-13",
		"2025-02-12T15:00": "2025-02-12 2025-02-13",
		"2025-02":          "2025-02-01 2025-03-01",
		"2025":             "2025-01-01 2026-01-01",
		"202X":             "2020-01-01 2030-01-01",
		"19XX":             "1900-01-01 2000-01-01",
		"2024-Q4":          "2024-10-01 2025-01-01",
		"2024-H2":          "2024-07-01 2025-01-01",
		"2024-WI":          "2024-12-01 2025-03-01",
		"2025-W07":         "2025-02-10 2025-02-17", // 12 February 2025 is its Wednesday
		"2025-W01":         "2024-12-30 2025-01-06",
		"2025-W07-WE":      "2025-02-15 2025-02-17",
		"FY2025":           "2025-01-01 2026-01-01",
		"PRESENT_REF":      "", "FUTURE_REF": "", "P2W": "", "PT90M": "", "": "", "XXXX-W02": "", "2025-13": "", "2025-W54": "", "2025-Q5": "", "TEV": "", "XXXX": "", "0000-Q1": "",
	} {
		from, to, ok := Stretch(value)
		got := ""
		if ok {
			got = MinuteTime(from).Format(time.DateOnly) + " " + MinuteTime(to).Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", value, got, want)
		}
	}
}

func FuzzStretch(f *testing.F) {
	f.Add("2025-W07-WE")
	f.Add("19XX")
	f.Fuzz(func(t *testing.T, value string) {
		if from, to, ok := Stretch(value); ok && from >= to {
			t.Errorf("%q is from %d to %d", value, from, to)
		}
	})
}

// The fields of events are their own; an error points at the character.
func TestParseEvents(t *testing.T) {
	for _, query := range []string{"kind:meeting who:trump with:putin status:planned after:2025-02-01", `status:"ruled out" -outlet:metro`, "kind:(call OR visit) place:riyadh peace*"} {
		if _, err := ParseEvents(query); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
	for _, c := range []struct {
		query string
		at    int
	}{{"who:trump speaker:putin", 10}, {"a kind:party", 7}, {"status:done", 7}, {"kind:direct", 5}, {"summit after:soon", 13}} {
		var e *Error
		if _, err := ParseEvents(c.query); !errors.As(err, &e) || e.At.Start != c.at {
			t.Errorf("%s: %v, want an error at byte %d", c.query, err, c.at)
		}
	}
	if _, err := Parse("who:trump"); err == nil {
		t.Error("statements have a field who")
	}
}
