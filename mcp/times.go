package mcp

import (
	"cmp"
	"context"
	"errors"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// TimelineInput is what timeline is asked.
type TimelineInput struct {
	Query       string `json:"query" jsonschema:"a query as for search_statements"`
	By          string `json:"by,omitempty" jsonschema:"the length of a period; auto goes by how long the whole is"`
	Limit       int    `json:"limit,omitempty" jsonschema:"at most so many periods"`
	Skip        int    `json:"skip,omitempty" jsonschema:"leave out the first so many periods: next_skip of the answer before"`
	AllVersions bool   `json:"all_versions,omitempty" jsonschema:"count a statement in every version of its article"`
}

// TimelineAnswer is what timeline answers. A day between two that is not there
// has no statement.
type TimelineAnswer struct {
	Total    int      `json:"total" jsonschema:"how many statements match"`
	Periods  int      `json:"periods" jsonschema:"how many periods have any"`
	Skip     int      `json:"skip"`
	NextSkip *int     `json:"next_skip"`
	Points   []Period `json:"points"`
}

// Period is a stretch of time in which something was said.
type Period struct {
	Period string     `json:"period" jsonschema:"a day, a month or a year, of publication in UTC"`
	Count  int        `json:"count"`
	First  *Statement `json:"first" jsonschema:"the first statement of the period"`
}

// EventsInput is what events is asked.
type EventsInput struct {
	Query       string `json:"query,omitempty" jsonschema:"the query; empty finds every event"`
	Calendar    bool   `json:"calendar,omitempty" jsonschema:"only what is planned from the day of the newest article on"`
	Days        int    `json:"days,omitempty" jsonschema:"so many days of the calendar"`
	Sort        string `json:"sort,omitempty" jsonschema:"the order, by the day of the event; a calendar begins with the oldest"`
	Limit       int    `json:"limit,omitempty" jsonschema:"at most so many events"`
	Skip        int    `json:"skip,omitempty" jsonschema:"leave out the first so many: next_skip of the answer before"`
	AllVersions bool   `json:"all_versions,omitempty" jsonschema:"ask every version of an article"`
}

// EventsAnswer is what events answers.
type EventsAnswer struct {
	Total    int     `json:"total"`
	From     *string `json:"from" jsonschema:"first day of a calendar"`
	Until    *string `json:"until" jsonschema:"the day after its last"`
	Skip     int     `json:"skip"`
	NextSkip *int    `json:"next_skip"`
	Events   []Event `json:"events"`
}

// Event is an event of the record.
type Event struct {
	export.FoundEventRecord
	At verbatim.Span `json:"sentence_at" jsonschema:"where its sentence stands, in bytes of the article's text"`
}

func (s *server) addTimes(out *sdk.Server) error {
	return errors.Join(
		add(s, out, "timeline", "When something was said",
			"Counts the statements that match by day, month or year of publication, with the first of each, so that one sees how a line moved. The query is that of search_statements.",
			func(p map[string]*jsonschema.Schema) {
				bound(p["query"], mostQuery)
				oneOf(p["by"], "auto", "day", "month", "year")
				between(p["limit"], 1, mostLimit, 40)
				between(p["skip"], 0, 1_000_000, 0)
			}, s.timeline),
		add(s, out, "events", "Find events",
			"Finds calls, meetings, visits, invitations and more: who, whom, where, when, and whether each happened, is planned, was ruled out, denied or cancelled, with the sentence that says so and its byte offsets.\n\nA query is made of\n"+search.EventSyntax,
			func(p map[string]*jsonschema.Schema) {
				bound(p["query"], mostQuery)
				p["sort"].Enum = []any{"newest", "oldest"}
				between(p["days"], 1, 3660, 30)
				between(p["limit"], 1, mostLimit, 20)
				between(p["skip"], 0, 1_000_000, 0)
			}, s.events),
	)
}

var grains = map[string]store.Grain{"": store.ByFit, "auto": store.ByFit, "day": store.ByDay, "month": store.ByMonth, "year": store.ByYear}

func (s *server) timeline(ctx context.Context, in TimelineInput) (string, TimelineAnswer, error) {
	out := TimelineAnswer{Skip: in.Skip, Points: []Period{}}
	root, err := search.Parse(in.Query)
	if err != nil {
		return "", out, err
	}
	list, err := s.record.Timeline(ctx, store.Query{Root: root, Old: in.AllVersions}, grains[in.By])
	if err != nil {
		return "", out, err
	}
	var p page[Period]
	full := false
	for _, one := range list {
		out.Total += one.Count
		if one.Count == 0 {
			continue
		}
		out.Periods++
		if full || out.Periods <= in.Skip || len(p.items) >= in.Limit {
			continue
		}
		point := Period{Period: one.Label(), Count: one.Count}
		if one.First != nil {
			st := statementOf(one.First)
			point.First = &st
		}
		ok, err := p.add(point)
		if err != nil {
			return "", out, err
		}
		full = !ok
	}
	out.Points = p.list()
	out.NextSkip = next(in.Skip, len(out.Points), out.Periods)

	var t text
	if out.Total == 0 {
		return "Not found: no statement of this record matches. That does not mean that nobody said it.", out, nil
	}
	t.say("%s, in %s. %s", matches(out.Total), counted(out.Periods, "period"), notice)
	for _, point := range out.Points {
		t.say("%s: %d, the first of them:", point.Period, point.Count)
		if point.First != nil {
			t.statement(0, point.First)
		}
	}
	if out.NextSkip != nil {
		t.say("For more, ask with skip %d.", *out.NextSkip)
	}
	return t.String(), out, nil
}

func (s *server) events(ctx context.Context, in EventsInput) (string, EventsAnswer, error) {
	out := EventsAnswer{Skip: in.Skip, Events: []Event{}}
	root, err := search.ParseEvents(in.Query)
	if err != nil {
		return "", out, err
	}
	sort := in.Sort
	if sort == "" && in.Calendar {
		sort = "oldest"
	}
	q := store.EventQuery{Root: root, Order: orders[cmp.Or(sort, "newest")], Limit: in.Limit, Skip: in.Skip, Old: in.AllVersions}
	if in.Calendar {
		if err := desk.Calendar(ctx, s.record, &q, in.Days); err != nil {
			return "", out, err
		}
		if !q.Since.IsZero() {
			from, until := q.Since.Format("2006-01-02"), q.Until.Format("2006-01-02")
			out.From, out.Until = &from, &until
		}
	}
	if out.Total, err = s.record.CountEvents(ctx, q); err != nil {
		return "", out, err
	}
	hits, err := s.record.Events(ctx, q)
	if err != nil {
		return "", out, err
	}
	var p page[Event]
	for i := range hits {
		ok, err := p.add(eventOf(&hits[i]))
		if err != nil {
			return "", out, err
		}
		if !ok {
			break
		}
	}
	out.Events = p.list()
	out.NextSkip = next(in.Skip, len(out.Events), out.Total)
	return eventsText(&out), out, nil
}

func eventOf(h *search.EventHit) Event {
	e := Event{*export.NewFoundEvent(h), h.Entry.Sentence}
	e.Sentence = cutAt(e.Sentence, mostWords)
	e.Words = cutAt(e.Words, mostField)
	for _, f := range []**string{&e.Outlet, &e.Title, &e.URL, &e.Path} {
		if *f != nil {
			short := cutAt(**f, mostField)
			*f = &short
		}
	}
	for _, list := range []*[]export.FoundName{&e.Actors, &e.Targets, &e.By} {
		*list = (*list)[:min(len(*list), mostNames)]
		for i := range *list {
			n := &(*list)[i]
			n.Name, n.Key = cutAt(n.Name, mostField), cutAt(n.Key, mostField)
		}
	}
	if e.Place != nil {
		e.Place.Name, e.Place.Key = cutAt(e.Place.Name, mostField), cutAt(e.Place.Key, mostField)
	}
	if e.Date != nil {
		e.Date.Words = cutAt(e.Date.Words, mostField)
	}
	e.Evidence, e.Marks = e.Evidence[:min(len(e.Evidence), mostSpans)], e.Marks[:min(len(e.Marks), mostSpans)]
	return e
}

func eventsText(out *EventsAnswer) string {
	var t text
	if out.Total == 0 {
		return "Not found: no event of this record matches. That does not mean that there was none."
	}
	if out.From != nil {
		t.say("Planned from %s on, before %s:", *out.From, *out.Until)
	}
	t.say("%s. %s", counted(out.Total, "event"), notice)
	for i := range out.Events {
		e := &out.Events[i]
		kind, day := e.Plover, "no day told"
		if e.Kind != nil {
			kind = *e.Kind
		}
		if e.Date != nil {
			day = e.Date.From
			if e.Date.Value != e.Date.From {
				day += " to before " + e.Date.Until
			}
		}
		t.say("%d. %s, %s, %s, %s, bytes %d–%d of %s:", out.Skip+i+1, e.ID, kind, e.Status, day, e.At.Start, e.At.End, e.Document)
		who := names(e.Actors)
		if to := names(e.Targets); to != "" {
			who = cmp.Or(who, "–") + " with or to " + to
		}
		if e.Place != nil {
			who += " in " + e.Place.Name
		}
		t.quote(who)
		t.quote(e.Sentence)
		if by := names(e.By); by != "" {
			t.quote("as told by ", by)
		}
		t.quote(where(e.Outlet, e.Published, e.When, e.Title))
		if e.URL != nil {
			t.quote(*e.URL)
		}
	}
	if out.NextSkip != nil {
		t.say("For more, ask with skip %d.", *out.NextSkip)
	}
	return t.String()
}
