package server_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/store"
)

// The calendar has each event once, with the reports of all articles, as the
// ledger has it.
func TestCalendarJoins(t *testing.T) {
	s, _ := record(t)
	for i, text := range []string{
		"Ana Belmonte, the roads minister, will meet Mayor Piet Okonkwo on 14 March 2025, her office said.\n",
		"Clerk Jo Quist will visit Port Ellis on 20 March 2025.\n",
		"Clerk Jo Quist will meet Mayor Piet Okonkwo on 25 March 2025.\n",
	} {
		d := &verbatim.Document{Text: text, Meta: verbatim.Meta{URL: fmt.Sprintf("https://echo.example/%d", i), Outlet: "Echo", Published: "2025-03-10T12:00:00Z", Language: "en"}}
		analyze.Document(d, models(t))
		if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
			t.Fatal(err)
		}
	}
	srv := serve(t, server.Options{Store: s})
	type list struct {
		Entries []struct {
			ID       string
			Articles int
		}
		Total int
		Next  *string
	}
	var ledger, calendar list
	get(t, srv.URL+"/api/v1/ledger?ahead=30&sort=oldest", &ledger)
	get(t, srv.URL+"/api/v1/calendar?days=30", &calendar)
	if len(ledger.Entries) != 3 || !slices.Equal(calendar.Entries, ledger.Entries) || calendar.Total != 3 || calendar.Next != nil {
		t.Fatalf("the calendar has %+v, and the ledger %+v", calendar, ledger)
	}
	if calendar.Entries[0].Articles != 2 {
		t.Errorf("the meeting is told by %d articles, want 2", calendar.Entries[0].Articles)
	}
	var paged list
	for at := srv.URL + "/api/v1/calendar?days=30&limit=1"; ; {
		var p list
		get(t, at, &p)
		paged.Entries = append(paged.Entries, p.Entries...)
		if p.Next == nil || len(paged.Entries) > 10 {
			break
		}
		at = srv.URL + "/api/v1/calendar?days=30&limit=1&cursor=" + url.QueryEscape(*p.Next)
	}
	if !slices.Equal(paged.Entries, calendar.Entries) {
		t.Errorf("in pages: %+v, want %+v", paged.Entries, calendar.Entries)
	}
}
