package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// LedgerList is a page of events, each with all of its reports.
type LedgerList struct {
	Entries []export.LedgerEntry `json:"entries"`
	Total   int                  `json:"total" doc:"All that match."`
	More    bool                 `json:"more" doc:"There may be more reports than were joined: the 5,000 of the latest days were."`
}

func (s *service) ledger() {
	register(s, huma.Operation{
		OperationID: "search-ledger", Path: "/ledger", Summary: "Events over all articles, with their steps", Tags: []string{"events"},
		Description: "Reports of the same event are one entry: planned on one day, confirmed on the next, held, denied by one side. What cannot both be right is in contradictions, and not resolved. A status in the query is the one that the last step leaves, or a side of a contradiction.",
	}, func(ctx context.Context, in *struct {
		EventAsking
		Sort  string `query:"sort" enum:"newest,oldest" default:"newest" doc:"The order, by the day of the event."`
		Ahead int    `query:"ahead" minimum:"0" maximum:"3660" default:"0" doc:"Only what is planned for so many days from that of the newest article on, and still stands; 0 is everything."`
		Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"At most so many."`
		Skip  int    `query:"skip" minimum:"0" maximum:"10000" default:"0" doc:"Leave out the first so many."`
	}) (*output[LedgerList], error) {
		root, err := search.ParseEvents(in.Q)
		if err != nil {
			return nil, err
		}
		q := store.EventQuery{Root: root, Order: sorts[in.Sort], Old: in.AllVersions, Limit: in.Limit, Skip: in.Skip}
		if in.Ahead > 0 {
			if err := desk.Calendar(ctx, s.store, &q, in.Ahead); err != nil {
				return nil, err
			}
		}
		l, err := desk.Ledger(ctx, s.store, q)
		if err != nil {
			return nil, err
		}
		if l.Entries == nil {
			l.Entries = []export.LedgerEntry{}
		}
		return answer(LedgerList{l.Entries, l.Total, l.More}), nil
	})

	register(s, huma.Operation{
		OperationID: "get-ledger-entry", Path: "/ledger/{id}", Summary: "One event over all articles", Tags: []string{"events"},
	}, func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"64" doc:"The id of a report of the event, or a beginning of one that no other has: v and 4 to 16 hexadecimal digits." example:"va018e315a2e3d0aa"`
	}) (*output[export.LedgerEntry], error) {
		e, err := desk.Entry(ctx, s.store, in.ID)
		if err != nil {
			return nil, err
		}
		return answer(*e), nil
	})
}
