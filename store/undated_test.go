package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// undated is a record of two articles with a date, one without, which was
// fetched between them, and one that says nothing of itself.
func undated(t *testing.T) *store.Store {
	t.Helper()
	s := newRecord(t)
	fetched := store.Fetched{Time: time.Date(2025, 2, 5, 10, 0, 0, 0, time.UTC)}
	for _, d := range []*verbatim.Document{
		toy(verbatim.Meta{Outlet: "Gazette", Published: "2025-02-03"}, "Ann Pell|direct|The road is closed"),
		toy(verbatim.Meta{Outlet: "Gazette"}, "Ann Pell|direct|The road is open", "Tom Adeyemi|direct|No road is open"),
		toy(verbatim.Meta{Outlet: "Herald", Published: "2025-02-07"}, "Ann Pell|direct|The road was never closed"),
		toy(verbatim.Meta{}, "Ann Pell|direct|Any road is a road"),
	} {
		if _, err := s.Put(t.Context(), []store.Item{{Document: d, Fetched: fetched}}); err != nil {
			t.Fatal(err)
		}
	}
	sound(t, s)
	return s
}

// What has no date is in no range of dates, and can be asked for.
func TestUndatedSearch(t *testing.T) {
	s := undated(t)
	for _, c := range []struct {
		query string
		want  int
	}{
		{"road", 5},
		{"road after:2025-02-01", 2},
		{"road before:2025-03", 2},
		{"road on:2025-02-05", 0},
		{"road in:2025", 2},
		{"road date:none", 3},
		{"road -date:none", 2},
		{"date:none after:2025", 0},
		{"outlet:none", 1},
		{"outlet:(none OR herald)", 2},
		{`outlet:"none"`, 0},
		{"date:none -outlet:none speaker:adeyemi", 1},
		{"speaker:none", 0},
		{"venue:none to:none", 5},
	} {
		if got := len(ids(t, s, c.query, false)); got != c.want {
			t.Errorf("%s: %d statements, want %d", c.query, got, c.want)
		}
	}
	if _, err := search.Parse("date:2025"); err == nil || !strings.Contains(err.Error(), "date:none") {
		t.Errorf("a date of date: %v", err)
	}
}

// What has no date is counted as of no day.
func TestUndatedCounts(t *testing.T) {
	s := undated(t)
	f, err := s.Facets(t.Context(), store.Query{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	if f.Undated != 3 || f.Counted != 5 {
		t.Errorf("%d of %d are undated, want 3 of 5", f.Undated, f.Counted)
	}
	var days []string
	for _, d := range f.Days {
		days = append(days, fmt.Sprint(d.Day.Format(time.DateOnly), " ", d.Count))
	}
	if diff := cmp.Diff([]string{"2025-02-03 1", "2025-02-07 1"}, days); diff != "" {
		t.Error(diff)
	}
	for _, field := range f.Fields {
		want := map[store.Field]int{store.Outlet: 1, store.Addressee: 5, store.Venue: 5}[field.Field]
		if field.None != want {
			t.Errorf("%s: %d have none, want %d", field.Field, field.None, want)
		}
		if field.Field == store.Month && (len(field.Values) != 1 || field.Values[0].Count != 2) {
			t.Errorf("months %+v", field.Values)
		}
	}
	list, err := s.Timeline(t.Context(), store.Query{}, store.ByMonth)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range list {
		got = append(got, fmt.Sprint(p.Label(), " ", p.Count))
		if p.Undated && (p.First == nil || p.First.Dated) {
			t.Errorf("the first without a date is %+v", p.First)
		}
	}
	if diff := cmp.Diff([]string{"2025-02 2", "no date 3"}, got); diff != "" {
		t.Error(diff)
	}
	rows, err := s.Sample(t.Context(), store.Query{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	dated := 0
	for _, r := range rows {
		if r.Dated {
			dated++
		}
	}
	if len(rows) != 5 || dated != 2 {
		t.Errorf("%d of a sample of %d have a date", dated, len(rows))
	}
}

// An outlet is not covered on the day on which an article without a date was
// fetched.
func TestUndatedCoverage(t *testing.T) {
	s := undated(t)
	rows, err := s.Sample(t.Context(), store.Query{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	day := func(n int) time.Time { return time.Date(2025, 2, n, 0, 0, 0, 0, time.UTC) }
	for _, r := range rows {
		names, err := s.NamesOf(t.Context(), []int64{r.Outlet})
		if err != nil {
			t.Fatal(err)
		}
		if names[r.Outlet].Label != "Gazette" {
			continue
		}
		got, err := s.Covered(t.Context(), names[r.Outlet], []store.Stretch{{From: day(3), To: day(4)}, {From: day(5), To: day(6)}})
		if diff := cmp.Diff([]bool{true, false}, got); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
		return
	}
	t.Error("no statement of the outlet")
}

// An event of which neither the text nor the article has a date is in no range
// of days, unless that is asked for; of another the text may tell.
func TestUndatedEvents(t *testing.T) {
	s := newRecord(t)
	put(t, s,
		deeds(verbatim.Meta{Published: "2025-02-10"}, "meeting|happened|Ann|Bo||dated on Monday"),
		deeds(verbatim.Meta{Outlet: "Gazette"}, "meeting|happened|Ann|Bo||undated once", "meeting|planned|Ann|Bo|2025-02-20|told for then"),
	)
	sound(t, s)
	day := func(n int) time.Time { return time.Date(2025, 2, n, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		query string
		q     store.EventQuery
		want  string
	}{
		{"", store.EventQuery{Order: store.OldestFirst, Limit: 9}, "dated told undated"},
		{"after:2025-01-01", store.EventQuery{Order: store.OldestFirst, Limit: 9}, "dated told"},
		{"before:2099-01-01", store.EventQuery{Order: store.OldestFirst, Limit: 9}, "dated told"},
		{"date:none", store.EventQuery{Limit: 9}, "undated"},
		{"-date:none", store.EventQuery{Order: store.OldestFirst, Limit: 9}, "dated told"},
		{"outlet:none", store.EventQuery{Limit: 9}, "dated"},
		{"", store.EventQuery{Order: store.OldestFirst, Since: day(1), Limit: 9}, "dated told"},
		{"", store.EventQuery{Order: store.OldestFirst, Since: day(1), Undated: true, Limit: 9}, "dated told undated"},
		{"after:2025-01-01", store.EventQuery{Order: store.OldestFirst, Since: day(1), Undated: true, Limit: 9}, "dated told"},
	} {
		if got := found(t, s, c.query, c.q); got != c.want {
			t.Errorf("%s, %+v: %s, want %s", c.query, c.q, got, c.want)
		}
	}
}
