package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// What joins events is told alike by the notes, by articles of which nothing was
// noted, and by those that were gone through later.
func TestEventReports(t *testing.T) {
	s := newRecord(t)
	first := deeds(verbatim.Meta{URL: "https://metro.example/1", Outlet: "Metro", Published: "2025-02-12"},
		"meeting|planned|Ana Orde|Bo Pell|2025-02-20|talk about the harbour",
		"attack|happened|Cy Roth|Bo Pell||struck at night",
		"|happened|||2025-02-01|went")
	first.Events[0].Evidence = []verbatim.Span{first.Events[0].Trigger}
	second := deeds(verbatim.Meta{Path: "b"}, "call|happened|Bo Pell|Ana Orde|2025-02-11|postponed again")
	second.Events[0].Evidence = []verbatim.Span{second.Events[0].Trigger}
	put(t, s, first, second)
	sound(t, s)
	for _, order := range []store.Order{store.NewestFirst, store.OldestFirst} {
		q := store.EventQuery{Order: order, Limit: 10}
		hits, err := s.Events(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var want []store.EventReport
		for i := range hits {
			want = append(want, store.ReportOf(&hits[i]))
		}
		agree := func(when string) {
			t.Helper()
			got, err := s.EventReports(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(store.EventReport{})); diff != "" || len(got) != 4 {
				t.Errorf("%s: %d reports: %s", when, len(got), diff)
			}
			again, err := s.EventsOf(t.Context(), nil, got)
			if err != nil || len(again) != len(hits) {
				t.Fatalf("%s: %d events of the reports, %v", when, len(again), err)
			}
			for i := range hits {
				if h := again[hits[i].ID]; h == nil || h.Index != hits[i].Index || h.DocumentID != hits[i].DocumentID {
					t.Errorf("%s: of %s comes %+v", when, hits[i].ID, h)
				}
			}
		}
		agree("as they were written")
		store.Exec(t, s, "UPDATE event SET report = x''")
		store.Exec(t, s, "INSERT INTO unnoted SELECT DISTINCT document FROM event")
		agree("of a former format")
		if n, err := s.Rank(t.Context(), nil); err != nil || n != 2 {
			t.Errorf("%d documents are gone through, %v; want 2", n, err)
		}
		agree("gone through later")
		sound(t, s)
	}
	list, err := s.EventReports(t.Context(), store.EventQuery{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		moved, dated := r.Kind == verbatim.Call, r.Kind != verbatim.Call // of the second article, which has no date
		if r.Moved != moved || r.Dated != dated {
			t.Errorf("%s is put off: %t, dated: %t", r.Kind, r.Moved, r.Dated)
		}
	}

	// A note that is not what the article has is told of, and one that is cut off too.
	store.Exec(t, s, "UPDATE event SET report = (SELECT report FROM event WHERE kind = 'call') WHERE kind = 'meeting'")
	faults := 0
	if _, err := s.Verify(t.Context(), func(store.Fault) { faults++ }, nil); err != nil || faults != 1 {
		t.Errorf("%d faults are told of a note that is another's, %v; want 1", faults, err)
	}
	store.Exec(t, s, "UPDATE event SET report = substr(report, 1, 5) WHERE kind = 'meeting'")
	if _, err := s.EventReports(t.Context(), store.EventQuery{Limit: 10}); err == nil {
		t.Error("a note that is cut off is read")
	}
}
