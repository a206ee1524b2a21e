package reuse

import (
	"slices"
	"testing"
	"time"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestFirst(t *testing.T) {
	for _, c := range []struct {
		name    string
		group   []Sighting
		verdict Verdict
		who     []int
		untimed []int
		doubts  []int
	}{
		{"nobody", nil, Unknown, nil, nil, nil},
		{"no times", []Sighting{{}, {Credit: "Reuters"}}, Unknown, nil, []int{0, 1}, nil},
		{"instants", []Sighting{{Published: "2025-02-13T09:30:00Z"}, {Published: "2025-02-13T10:00:00+01:00"}}, Sure, []int{1}, nil, nil},
		{"the same day", []Sighting{{Published: "2025-02-13"}, {Published: "2025-02-13T10:00:00Z"}}, Tie, []int{0, 1}, nil, nil},
		// A day without a zone may be the day after somewhere else.
		{"neighbouring days", []Sighting{{Published: "2025-02-13"}, {Published: "2025-02-14"}}, Tie, []int{0, 1}, nil, nil},
		{"days apart", []Sighting{{Published: "2025-02-16"}, {Published: "2025-02-13"}}, Sure, []int{1}, nil, nil},
		{"one without a time", []Sighting{{Published: "2025-02-13T09:30:00Z"}, {}}, Sure, []int{0}, []int{1}, nil},
		// What was fetched at nine was out at nine, but since when?
		{"only fetched", []Sighting{{Fetched: "2025-02-13T09:00:00Z"}, {Published: "2025-02-13T09:30:00Z"}}, Sure, []int{0}, nil, nil},
		{"fetched later", []Sighting{{Fetched: "2025-02-13T11:00:00Z"}, {Published: "2025-02-13T09:30:00Z"}}, Tie, []int{0, 1}, nil, nil},
		// A page fetched on Monday that says Wednesday was updated, or is wrong.
		{"fetched before it was published", []Sighting{
			{Published: "2025-02-12T09:00:00Z", Fetched: "2025-02-10T09:00:00Z"}, {Published: "2025-02-11T09:00:00Z"}},
			Sure, []int{0}, nil, []int{0}},
		{"a dateline is not an end", []Sighting{{Dateline: "2025-02-10"}, {Published: "2025-02-13T09:30:00Z"}}, Tie, []int{0, 1}, nil, nil},
		{"a dateline after publication", []Sighting{{Published: "2025-02-10T09:00:00Z", Dateline: "2025-02-14"}}, Sure, []int{0}, nil, []int{0}},
		{"not a time", []Sighting{{Published: "yesterday"}}, Unknown, nil, []int{0}, nil},
	} {
		e := First(c.group)
		if e.Verdict != c.verdict || !slices.Equal(e.Who, c.who) || !slices.Equal(e.Untimed, c.untimed) || !slices.Equal(e.Doubts, c.doubts) {
			t.Errorf("%s: %+v, want %s %v, untimed %v, doubts %v", c.name, e, c.verdict, c.who, c.untimed, c.doubts)
		}
	}
}

func TestFirstWhen(t *testing.T) {
	e := First([]Sighting{{Published: "2025-02-13", Credit: "AP"}, {Published: "2025-02-13T10:00:00Z", Credit: "AP"}})
	if want := (Interval{at("2025-02-12T10:00:00Z"), at("2025-02-13T10:00:01Z")}); e.When != want {
		t.Errorf("%v, want %v", e.When, want)
	}
	if !slices.Equal(e.Credited["AP"], []int{0, 1}) {
		t.Errorf("credited %v", e.Credited)
	}
	e = First([]Sighting{{Fetched: "2025-02-13T09:00:00Z"}})
	if want := (Interval{To: at("2025-02-13T09:00:01Z")}); e.When != want || e.Verdict != Sure {
		t.Errorf("%+v", e)
	}
}
