package reuse

import (
	"slices"
	"time"
)

// Sighting is what is known of the time of one article of a group. Times are
// ISO 8601, a day or an instant with its zone; empty ones are unknown.
type Sighting struct {
	Published string // what the outlet says
	Fetched   string // when it was seen: it existed by then
	Dateline  string // the day in its dateline: not sent before the day began
	Credit    string // the wire or outlet that its text names as the origin: "Reuters"
}

// Interval is a time as far as it is known: not before From, before To. A zero
// time is an open end.
type Interval struct{ From, To time.Time }

// Known reports whether anything is known.
func (i Interval) Known() bool { return !i.From.IsZero() || !i.To.IsZero() }

// Verdict says what can be said about who was first.
type Verdict string

// The verdicts.
const (
	Sure    Verdict = "first"   // one article came before all the others
	Tie     Verdict = "tie"     // the times do not tell several apart
	Unknown Verdict = "unknown" // no article has a time
)

// Earliest is who had a text first.
type Earliest struct {
	Verdict Verdict
	Who     []int    // the articles that may have been first; empty when unknown
	When    Interval // when the first one came out
	// Untimed are the articles without any time: each may have been earlier.
	Untimed []int
	// Credited are the articles that name somebody as the origin. A credit is
	// kept apart: it says where the text comes from, not when it came out.
	Credited map[string][]int
	// Doubts are the articles whose times contradict each other; see Appeared.
	Doubts []int
}

// farthest is how far zones are from each other: a day without a zone may
// begin 14 hours before it does in Greenwich and end 12 hours after.
const (
	eastmost = 14 * time.Hour
	westmost = 12 * time.Hour
)

// Appeared returns when an article came out, and whether its times contradict
// each other. The time that the outlet gives counts, narrowed by when the
// article was fetched; where it was fetched before it was published, the outlet's time is that
// of an update, or wrong, and only the fetch counts. A dateline alone gives
// the day on which the text was filed, which is where the interval begins.
func (s Sighting) Appeared() (when Interval, contradicts bool) {
	published, fetched, filed := interval(s.Published), interval(s.Fetched), interval(s.Dateline)
	when = published
	if !when.Known() {
		when.From = filed.From
	}
	if !fetched.To.IsZero() {
		if !when.From.IsZero() && !when.From.Before(fetched.To) {
			return Interval{To: fetched.To}, true
		}
		if when.To.IsZero() || fetched.To.Before(when.To) {
			when.To = fetched.To
		}
	}
	if published.Known() && filed.Known() && !filed.From.Before(published.To) {
		contradicts = true // datelined after the day on which it was published
	}
	return when, contradicts
}

// interval reads a day or an instant. An instant lasts as long as its last
// unit, a day without a zone as long as it is that day anywhere.
func interval(s string) Interval {
	for _, f := range []struct {
		layout string
		length time.Duration
	}{
		{time.RFC3339Nano, time.Second}, {"2006-01-02T15:04Z07:00", time.Minute}, {"2006-01-02 15:04:05Z07:00", time.Second},
	} {
		if t, err := time.Parse(f.layout, s); err == nil {
			t = t.UTC()
			return Interval{t, t.Add(f.length)}
		}
	}
	for _, f := range []struct {
		layout string
		length time.Duration
	}{
		{"2006-01-02T15:04:05", time.Second}, {"2006-01-02T15:04", time.Minute}, {time.DateOnly, 24 * time.Hour},
	} {
		if t, err := time.Parse(f.layout, s); err == nil {
			return Interval{t.Add(-eastmost), t.Add(f.length + westmost)}
		}
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return Interval{t.Add(-eastmost), t.AddDate(0, 1, 0).Add(westmost)}
	}
	return Interval{}
}

// First says which of the articles of a group came out first. An article is out
// of the question when another had certainly come out before it could have.
// One whose times contradict each other is first only if nothing else can be.
func First(group []Sighting) Earliest {
	e := Earliest{Verdict: Unknown, Credited: make(map[string][]int)}
	when := make([]Interval, len(group))
	var timed []int
	for i, s := range group {
		if s.Credit != "" {
			e.Credited[s.Credit] = append(e.Credited[s.Credit], i)
		}
		var contradicts bool
		when[i], contradicts = s.Appeared()
		if contradicts {
			e.Doubts = append(e.Doubts, i)
		}
		// One that was only fetched may have been out for years: it has a time,
		// and rules out what came later, but is not ruled out itself.
		if when[i].Known() {
			timed = append(timed, i)
		} else {
			e.Untimed = append(e.Untimed, i)
		}
	}
	if len(timed) == 0 {
		return e
	}
	// By end the first article was out; none that began later can be first.
	var end time.Time
	for _, i := range timed {
		if to := when[i].To; !to.IsZero() && (end.IsZero() || to.Before(end)) {
			end = to
		}
	}
	for _, i := range timed {
		if end.IsZero() || when[i].From.Before(end) {
			e.Who = append(e.Who, i)
		}
	}
	e.When.To = end
	e.When.From = when[e.Who[0]].From
	for _, i := range e.Who {
		if when[i].From.Before(e.When.From) {
			e.When.From = when[i].From
		}
	}
	if !end.IsZero() && slices.ContainsFunc(e.Who, func(i int) bool { return when[i].From.IsZero() }) {
		e.When.From = time.Time{}
	}
	e.Verdict = Tie
	if len(e.Who) == 1 && !e.When.To.IsZero() {
		e.Verdict = Sure
	}
	return e
}
