package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/verbatim-record/verbatim/search"
)

// Facets are counts of the statements that match, by the values of each field.
type Facets struct {
	Total   int // statements that match
	Counted int // of these the newest so many were counted: all, up to counted
	Fields  []FacetField
	Days    []DayCount // of publication, in order; those that have any
	Undated int        // of those counted, of articles without a date: of no day
}

// DayCount is how many statements were published on a day.
type DayCount struct {
	Day   time.Time // its beginning, UTC
	Count int
}

// FacetField is the values of a field, the most frequent first; months are in
// order of time.
type FacetField struct {
	Field  Field
	Values []FacetValue
	More   int // values that are left out
	None   int // statements that have no value in it, as a query of [search.None] finds them
}

// FacetValue is a value and how many statements have it.
type FacetValue struct {
	Label string
	Sort  string // of a speaker or addressee: person, organisation, place, group
	Count int
}

// counted bounds how many statements are counted, so that an answer takes a
// tenth of a second whatever is asked.
const counted = 20_000

func (s *Store) facets(ctx context.Context, q Query, values int) (Facets, error) {
	var f Facets
	bound := counted
	if q.Newest > 0 {
		bound = min(q.Newest, counted)
	}
	if q.After == 0 {
		q.Order = NewestFirst
	}
	list, err := s.matches(ctx, q, bound)
	if err != nil {
		return f, err
	}
	counts := make(map[int64]int)
	months := make(map[int64]int) // by the number of its first statement
	var low, high int64
	var month int64    // the month that [low, high) is
	var midnight int64 // the first row of the day that is counted
	var none [Venue + 1]int
	undated := make(map[int64]bool)
	for part := range slices.Chunk(list, atOnce) {
		if err := errors.Join(s.countFields(ctx, part, counts, none[:], undated), s.joint(ctx, part, counts)); err != nil {
			return f, err
		}
	}
	f.Undated = len(undated)
	for _, n := range list {
		if undated[n] {
			continue
		}
		if n < low || n >= high {
			month, low, high = monthOf(n)
		}
		months[month]++
		if last := len(f.Days) - 1; last >= 0 && n >= midnight {
			f.Days[last].Count++
		} else {
			day := search.MinuteTime(n >> slotBits).Truncate(24 * time.Hour)
			midnight = search.Minute(day) * slots
			f.Days = append(f.Days, DayCount{day, 1})
		}
	}
	f.Counted = len(list)
	slices.Reverse(f.Days)
	f.Total = f.Counted
	if f.Counted == bound {
		if f.Total, err = s.Count(ctx, q); err != nil {
			return f, err
		}
	}
	return f, s.labels(ctx, &f, counts, months, none[:], values)
}

// countFields adds the first value of each field of statements, how many have
// none, and which are undated.
func (s *Store) countFields(ctx context.Context, list []int64, counts map[int64]int, none []int, undated map[int64]bool) error {
	in, args := amongst(list)
	rows, err := s.ask(ctx, "SELECT n, undated, speaker, addressee, outlet, venue, kind, act FROM statement WHERE n"+in, args...)
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	var v [6]int64
	var n int64
	var without bool
	dest := []any{&n, &without, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5]}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return s.explain(err)
		}
		if without {
			undated[n] = true
		}
		for i, name := range v {
			if name != 0 {
				counts[name]++
			} else if f := Field(i + 1); f <= Venue {
				none[f]++
			}
		}
	}
	return s.explain(rows.Err())
}

// joint adds the second and later speakers and addressees of statements.
func (s *Store) joint(ctx context.Context, list []int64, counts map[int64]int) error {
	in, args := amongst(list)
	rows, err := s.ask(ctx, "SELECT name FROM joint WHERE statement"+in, args...)
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name int64
		if err := rows.Scan(&name); err != nil {
			return s.explain(err)
		}
		counts[name]++
	}
	return s.explain(rows.Err())
}

// monthOf returns the month of a row, by its first minute, and the rows that
// are of the same month.
func monthOf(n int64) (month, low, high int64) {
	t := search.MinuteTime(n >> slotBits)
	begin := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	month = search.Minute(begin)
	return month, month * slots, search.Minute(begin.AddDate(0, 1, 0)) * slots
}

// labels names what was counted.
func (s *Store) labels(ctx context.Context, f *Facets, counts map[int64]int, months map[int64]int, none []int, values int) error {
	type count struct {
		name int64
		n    int
	}
	list := make([]count, 0, len(counts))
	for name, n := range counts {
		list = append(list, count{name, n})
	}
	slices.SortFunc(list, func(a, b count) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.name, b.name)) })
	fields := make(map[Field]*FacetField)
	find := func(field Field) *FacetField {
		if fields[field] == nil {
			fields[field] = &FacetField{Field: field}
		}
		return fields[field]
	}
	// Values of all fields come in one list. Names are looked up in
	// stretches, until each field has enough; what is left is counted only.
	const stretch = 200
	for from := 0; from < len(list); from += stretch {
		part := list[from:min(from+stretch, len(list))]
		if from >= 5*stretch {
			break
		}
		names := make([]int64, len(part))
		at := make(map[int64]int, len(part))
		for i, c := range part {
			names[i] = c.name
			at[c.name] = c.n
		}
		in, args := amongst(names)
		rows, err := s.ask(ctx, "SELECT n, field, label, sort FROM name WHERE n"+in, args...)
		if err != nil {
			return s.explain(err)
		}
		for rows.Next() {
			var n int64
			var field Field
			v := FacetValue{}
			if err := rows.Scan(&n, &field, &v.Label, &v.Sort); err != nil {
				rows.Close()
				return s.explain(err)
			}
			v.Count = at[n]
			ff := find(field)
			ff.Values = append(ff.Values, v)
		}
		if err := errorsOf(rows.Err(), rows.Close()); err != nil {
			return s.explain(err)
		}
	}
	for m, n := range months {
		ff := find(Month)
		ff.Values = append(ff.Values, FacetValue{Label: search.MinuteTime(m).Format("2006-01"), Count: n})
	}
	for field, n := range none {
		if n > 0 {
			find(Field(field)).None = n
		}
	}
	for field := Speaker; field <= Month; field++ {
		ff := fields[field]
		if ff == nil {
			continue
		}
		slices.SortFunc(ff.Values, func(a, b FacetValue) int {
			if field == Month {
				return cmp.Compare(a.Label, b.Label)
			}
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label))
		})
		if field != Month && len(ff.Values) > values {
			ff.More = len(ff.Values) - values
			ff.Values = ff.Values[:values]
		}
		f.Fields = append(f.Fields, *ff)
	}
	return nil
}

func errorsOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return fmt.Errorf("facets: %w", err)
		}
	}
	return nil
}
