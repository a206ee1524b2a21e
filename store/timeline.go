package store

import (
	"context"
	"time"

	"github.com/verbatim-record/verbatim/search"
)

// Grain is how long the periods of a timeline are.
type Grain int

// The grains.
const (
	ByFit   Grain = iota // days up to two months, months up to six years, else years
	ByDay                // UTC
	ByMonth              //
	ByYear
)

// Period is a stretch of a timeline.
type Period struct {
	Start time.Time
	Grain Grain
	Count int
	First *search.Hit // the earliest statement in it; nil where there is none
	// Undated is what has no date, behind all others; Start is zero, and First
	// is what was fetched first.
	Undated bool
}

// Label returns the period as ISO 8601 writes it, or that there is no date.
func (p Period) Label() string {
	if p.Undated {
		return search.NoDate
	}
	switch p.Grain {
	case ByYear:
		return p.Start.Format("2006")
	case ByMonth:
		return p.Start.Format("2006-01")
	}
	return p.Start.Format(time.DateOnly)
}

// maxPeriods bounds the periods of a timeline that are listed with nothing in
// them.
const maxPeriods = 2000

// Timeline counts the statements that match by periods, from the first that
// has any to the last, in order. What has no date is a period of its own behind
// them.
func (s *Store) Timeline(ctx context.Context, q Query, grain Grain) ([]Period, error) {
	all := q.Root
	q.Root = search.Dated(all, true)
	out, err := s.periods(ctx, q, grain)
	if err != nil {
		return nil, err
	}
	q.Root, q.Order, q.Limit, q.Skip = search.Dated(all, false), OldestFirst, 1, 0
	none := Period{Grain: ByDay, Undated: true}
	if none.Count, err = s.Count(ctx, q); err != nil || none.Count == 0 {
		return out, err
	}
	hits, err := s.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(hits) > 0 {
		none.First = &hits[0]
	}
	return append(out, none), nil
}

// periods are those of what has a date.
func (s *Store) periods(ctx context.Context, q Query, grain Grain) ([]Period, error) {
	where, args := q.where()
	rows, err := s.read.QueryContext(ctx, "SELECT rowid FROM word WHERE "+where+" ORDER BY rowid", args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	// By days first; the grain may depend on the last.
	type day struct {
		start time.Time
		count int
		first int64
	}
	var days []day
	var end int64 // of the last day, as a row
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, s.explain(err)
		}
		if len(days) == 0 || n >= end {
			start := search.MinuteTime(n >> slotBits).Truncate(24 * time.Hour)
			days = append(days, day{start: start, first: n})
			end = search.Minute(start.AddDate(0, 0, 1)) * slots
		}
		days[len(days)-1].count++
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(err)
	}
	if len(days) == 0 {
		return nil, nil
	}
	if grain == ByFit {
		switch length := days[len(days)-1].start.Sub(days[0].start); {
		case length <= 62*24*time.Hour:
			grain = ByDay
		case length <= 6*366*24*time.Hour:
			grain = ByMonth
		default:
			grain = ByYear
		}
	}
	var out []Period
	var firsts []int64
	for _, d := range days {
		start := grain.start(d.start)
		for len(out) > 0 && len(out) < maxPeriods && out[len(out)-1].Start.Before(start) {
			next := grain.next(out[len(out)-1].Start)
			if !next.Before(start) {
				break
			}
			out = append(out, Period{Start: next, Grain: grain})
		}
		if len(out) == 0 || !out[len(out)-1].Start.Equal(start) {
			out = append(out, Period{Start: start, Grain: grain})
			firsts = append(firsts, d.first)
		}
		out[len(out)-1].Count += d.count
	}
	hits, err := s.hits(ctx, q.Root, firsts)
	if err != nil {
		return nil, err
	}
	// In the same order, but for what was reread in between.
	i := 0
	for p := range out {
		if out[p].Count > 0 && i < len(hits) && out[p].Grain.start(hits[i].When.Truncate(24*time.Hour)).Equal(out[p].Start) {
			out[p].First = &hits[i]
			i++
		}
	}
	return out, nil
}

func (g Grain) start(day time.Time) time.Time {
	switch g {
	case ByYear:
		return time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	case ByMonth:
		return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return day
}

func (g Grain) next(start time.Time) time.Time {
	switch g {
	case ByYear:
		return start.AddDate(1, 0, 0)
	case ByMonth:
		return start.AddDate(0, 1, 0)
	}
	return start.AddDate(0, 0, 1)
}
