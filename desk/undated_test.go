package desk_test

import (
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// harbourRecord has what one mayor said of the harbour: on two days, and on one
// that nobody knows.
func harbourRecord(t *testing.T) *store.Store {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*verbatim.Document
	for _, d := range []verbatim.Document{
		{Meta: verbatim.Meta{Outlet: "Gazette", Published: "2025-02-03", URL: "https://gazette.example/1"}, Text: "“The harbour fishermen deserve a second breakwater before winter,” Mayor Tom Adeyemi said.\n"},
		{Meta: verbatim.Meta{Outlet: "Gazette", URL: "https://gazette.example/2"}, Text: "“The fishermen need their breakwater this winter,” Mayor Tom Adeyemi said.\n"},
		{Meta: verbatim.Meta{Outlet: "Herald", Published: "2025-03-04", URL: "https://herald.example/1"}, Text: "“I promised the fishermen a breakwater this winter,” Mayor Tom Adeyemi said.\n"},
	} {
		d.Language = "en"
		analyze.Document(&d, m)
		docs = append(docs, &d)
	}
	return record(t, docs...)
}

// What has no date is not said to have been before.
func TestLineUndated(t *testing.T) {
	s := harbourRecord(t)
	root, err := search.Parse("promised")
	if err != nil {
		t.Fatal(err)
	}
	hits, err := s.Search(t.Context(), store.Query{Root: root})
	if err != nil || len(hits) != 1 {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	_, before, err := desk.Line(t.Context(), s, &hits[0], nil)
	if err != nil || len(before) != 2 {
		t.Fatalf("%d statements before, %v", len(before), err)
	}
	if before[0].Undated || !before[0].Hit.Dated || !before[1].Undated || before[1].Hit.Dated {
		t.Errorf("undated: %v and %v, want the second alone", before[0].Undated, before[1].Undated)
	}
}

// A story and its coverage have what is undated apart, and so has a speaker.
func TestStoryUndated(t *testing.T) {
	s := harbourRecord(t)
	st, err := desk.NewStory(t.Context(), s, "breakwater")
	if err != nil {
		t.Fatal(err)
	}
	if st.Counted != 3 || st.Undated != 1 || st.First.Format("2006-01-02") != "2025-02-03" || st.Last.Format("2006-01-02") != "2025-03-04" {
		t.Errorf("%d statements, %d undated, from %s to %s", st.Counted, st.Undated, st.First, st.Last)
	}
	for i, o := range st.Outlets {
		c, err := st.Coverage(t.Context(), s, i, []store.Stretch{{From: st.First, To: st.Last.AddDate(0, 0, 1)}})
		want := map[string][2]int{"Gazette": {1, 1}, "Herald": {1, 0}}[o.Label]
		if err != nil || [2]int{c.Counts[0], c.Undated} != want || (c.FirstUndated != "") != (want[1] > 0) {
			t.Errorf("%s: %d dated, %d undated, want %v (%v)", o.Label, c.Counts[0], c.Undated, want, err)
		}
	}
	names, err := desk.FindSpeaker(t.Context(), s, "Tom Adeyemi")
	if err != nil || len(names) != 1 {
		t.Fatalf("%v, %v", names, err)
	}
	sp, err := desk.NewSpeaker(t.Context(), s, names[0])
	if err != nil || sp.Total != 3 || sp.First.Format("2006-01-02") != "2025-02-03" || sp.Last.Format("2006-01-02") != "2025-03-04" {
		t.Errorf("%d statements from %s to %s, %v", sp.Total, sp.First, sp.Last, err)
	}
}
