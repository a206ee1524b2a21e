package api

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

type EventAsking struct {
	Q           string `query:"q" maxLength:"4096" doc:"What to find, in the query language of verbatim events: words, who: with: place: kind: status: by: outlet: after: before:, AND, OR, minus, brackets. Empty matches everything." example:"kind:meeting status:planned"`
	AllVersions bool   `query:"all_versions" doc:"Also events of articles of which there is a newer version."`
}

// EventList is a page of events.
type EventList struct {
	Events []*export.FoundEventRecord `json:"events"`
	Total  *int                       `json:"total" doc:"All that match, where count was asked for."`
	Next   *string                    `json:"next" doc:"The cursor of the next page; null where there is none."`
}

// Calendar is what is planned in a stretch of days, Until not among them.
type Calendar struct {
	From  *string `json:"from" doc:"The day of the newest article; null where the record is empty."`
	Until *string `json:"until"`
	LedgerList
	Next *string `json:"next" doc:"The cursor of the next page; null where there is none."`
}

func (s *service) events() {
	register(s, huma.Operation{
		OperationID: "search-events", Path: "/events", Summary: "Find what happened, is planned or was denied", Tags: []string{"events"},
	}, func(ctx context.Context, in *struct {
		EventAsking
		Sort string `query:"sort" enum:"newest,oldest" default:"newest" doc:"The order, by the day of the event."`
		Paging
		Count bool `query:"count" doc:"Also count all that match."`
	}) (*output[EventList], error) {
		root, err := search.ParseEvents(in.Q)
		if err != nil {
			return nil, err
		}
		q := store.EventQuery{Root: root, Order: sorts[in.Sort], Old: in.AllVersions}
		list, err := s.eventList(ctx, q, in.Paging, in.Count, asked("events", in.Q, in.Sort, strconv.FormatBool(in.AllVersions)))
		if err != nil {
			return nil, err
		}
		return answer(list), nil
	})

	register(s, huma.Operation{
		OperationID: "get-calendar", Path: "/calendar", Summary: "What is planned", Tags: []string{"events"},
		Description: "Events that are planned for the days from the newest article of the record on, and still stand, as far as an article tells the day or at least the month; the next first. Each is one entry with the reports of all articles, as of /ledger.",
	}, func(ctx context.Context, in *struct {
		EventAsking
		Days int `query:"days" minimum:"1" maximum:"3660" default:"30" doc:"So many days ahead."`
		Paging
	}) (*output[Calendar], error) {
		root, err := search.ParseEvents(in.Q)
		if err != nil {
			return nil, err
		}
		q := store.EventQuery{Root: root, Order: store.OldestFirst, Old: in.AllVersions}
		if err := desk.Calendar(ctx, s.store, &q, in.Days); err != nil {
			return nil, err
		}
		c := Calendar{}
		if !q.Since.IsZero() {
			from, until := q.Since.Format(time.DateOnly), q.Until.Format(time.DateOnly)
			c.From, c.Until = &from, &until
		}
		question := asked("calendar", in.Q, strconv.Itoa(in.Days), strconv.FormatBool(in.AllVersions))
		if in.Cursor != "" {
			at, err := parseCursor(in.Cursor, question)
			if err != nil {
				return nil, invalid("query.cursor", in.Cursor, err.Error())
			}
			q.Skip = int(min(max(at.a, 0), desk.LedgerReports))
		}
		q.Limit = in.Limit
		l, err := desk.Ledger(ctx, s.store, q)
		if err != nil {
			return nil, err
		}
		if l.Entries == nil {
			l.Entries = []export.LedgerEntry{}
		}
		c.LedgerList = LedgerList{l.Entries, l.Total, l.More}
		if end := q.Skip + len(l.Entries); end < l.Total && len(l.Entries) > 0 {
			text := cursor{a: int64(end)}.text(question)
			c.Next = &text
		}
		return answer(c), nil
	})
}

// eventList returns a page of events.
func (s *service) eventList(ctx context.Context, q store.EventQuery, p Paging, count bool, question [6]byte) (EventList, error) {
	list := EventList{Events: []*export.FoundEventRecord{}}
	if count {
		n, err := s.store.CountEvents(ctx, q)
		if err != nil {
			return list, err
		}
		list.Total = &n
	}
	if p.Cursor != "" {
		at, err := parseCursor(p.Cursor, question)
		if err != nil {
			return list, invalid("query.cursor", p.Cursor, err.Error())
		}
		q.After = &search.EventPlace{From: at.a, Row: at.b}
	}
	q.Limit = p.Limit + 1
	hits, err := s.store.Events(ctx, q)
	if err != nil {
		return list, err
	}
	more := len(hits) > p.Limit
	hits = hits[:min(len(hits), p.Limit)]
	for i := range hits {
		list.Events = append(list.Events, export.NewFoundEvent(&hits[i]))
	}
	if more {
		last := hits[len(hits)-1].Place
		text := cursor{last.From, last.Row}.text(question)
		list.Next = &text
	}
	return list, nil
}
