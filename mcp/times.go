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
	More     bool    `json:"more" jsonschema:"there are more reports than were looked at: ask a narrower question"`
	From     *string `json:"from" jsonschema:"first day of a calendar"`
	Until    *string `json:"until" jsonschema:"the day after its last"`
	Skip     int     `json:"skip"`
	NextSkip *int    `json:"next_skip"`
	Events   []Event `json:"events"`
}

// Event is an event with what all articles report of it, in steps.
type Event struct {
	ID             string                 `json:"id" jsonschema:"of its first report"`
	Kind           *string                `json:"kind"`
	Plover         string                 `json:"plover"`
	Status         verbatim.EventStatus   `json:"status" jsonschema:"that of the last step"`
	Date           *export.FoundEventDate `json:"date" jsonschema:"null where no article tells the day"`
	Actors         []export.FoundName     `json:"actors"`
	Targets        []export.FoundName     `json:"targets"`
	Place          *export.FoundName      `json:"place"`
	Articles       int                    `json:"articles"`
	Steps          []Step                 `json:"steps"`
	Contradictions []export.Contradiction `json:"contradictions" jsonschema:"what cannot both be right"`
	Cut            bool                   `json:"cut" jsonschema:"there are more steps or reports, or words were too long"`
}

// Step is what the reports of one day say of an event.
type Step struct {
	Day     string                    `json:"day" jsonschema:"of publication"`
	Status  verbatim.EventStatus      `json:"status"`
	Moved   bool                      `json:"moved" jsonschema:"put off or brought forward"`
	By      []export.FoundName        `json:"by" jsonschema:"in whose word alone"`
	Reports []export.FoundEventRecord `json:"reports" jsonschema:"each with its sentence, the article's address, and the byte offsets of the words that name the event and tell its status"`
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
			"Finds calls, meetings, visits, invitations and more: who, whom, where, when, and whether each happened, is planned, was ruled out, denied or cancelled. What several articles report of one event is one answer with its steps, each with the sentences that say so, their addresses and byte offsets.\n\nA query is made of\n"+search.EventSyntax,
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
	l, err := desk.Ledger(ctx, s.record, q)
	if err != nil {
		return "", out, err
	}
	out.Total, out.More = l.Total, l.More
	var p page[Event]
	for i := range l.Entries {
		ok, err := p.add(eventOf(&l.Entries[i]))
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

// The bounds of one event.
const (
	mostSteps   = 30
	mostReports = 10 // of a step
)

func eventOf(l *export.LedgerEntry) Event {
	e := Event{
		ID: l.ID, Kind: l.Kind, Plover: l.Plover, Status: l.Status, Date: l.Date, Actors: l.Actors, Targets: l.Targets, Place: l.Place,
		Articles: l.Articles, Steps: []Step{}, Contradictions: l.Contradictions[:min(len(l.Contradictions), mostSteps)],
	}
	e.Cut = len(l.Steps) > mostSteps || len(l.Contradictions) > mostSteps
	boundNames(&e.Actors, &e.Targets)
	e.Date, e.Place = boundDate(e.Date), boundPlace(e.Place)
	if e.Contradictions == nil {
		e.Contradictions = []export.Contradiction{}
	}
	for _, from := range l.Steps[:min(len(l.Steps), mostSteps)] {
		step := Step{Day: from.Day, Status: from.Status, Moved: from.Moved, By: from.By, Reports: []export.FoundEventRecord{}}
		boundNames(&step.By)
		e.Cut = e.Cut || len(from.Reports) > mostReports
		for _, r := range from.Reports[:min(len(from.Reports), mostReports)] {
			one := *r
			e.Cut = boundReport(&one) || e.Cut
			step.Reports = append(step.Reports, one)
		}
		e.Steps = append(e.Steps, step)
	}
	return e
}

// boundReport cuts what an article may make as long as it likes.
func boundReport(r *export.FoundEventRecord) bool {
	cut := len(r.Sentence) > mostField || len(r.Words) > mostField
	r.Sentence, r.Words = cutAt(r.Sentence, mostField), cutAt(r.Words, mostField)
	r.Path = fileName(r.Path)
	for _, f := range []**string{&r.Outlet, &r.Title, &r.URL, &r.Path} {
		if *f != nil && len(**f) > mostField {
			short := cutAt(**f, mostField)
			*f, cut = &short, true
		}
	}
	boundNames(&r.Actors, &r.Targets, &r.By)
	r.Date, r.Place = boundDate(r.Date), boundPlace(r.Place)
	r.Evidence, r.Marks = r.Evidence[:min(len(r.Evidence), mostSpans)], r.Marks[:min(len(r.Marks), mostSpans)]
	return cut
}

// boundNames cuts lists of names and the names in them. The lists become
// others, for reports of one event share theirs.
func boundNames(lists ...*[]export.FoundName) {
	for _, list := range lists {
		out := make([]export.FoundName, 0, min(len(*list), mostParties))
		for _, n := range (*list)[:min(len(*list), mostParties)] {
			n.Name, n.Key = cutAt(n.Name, mostName), cutAt(n.Key, mostName)
			out = append(out, n)
		}
		*list = out
	}
}

// The bounds of who takes part.
const (
	mostParties = 20
	mostName    = 200
)

func boundPlace(p *export.FoundName) *export.FoundName {
	if p == nil {
		return nil
	}
	return &export.FoundName{Name: cutAt(p.Name, mostName), Kind: p.Kind, Key: cutAt(p.Key, mostName)}
}

func boundDate(d *export.FoundEventDate) *export.FoundEventDate {
	if d == nil {
		return nil
	}
	out := *d
	out.Words = cutAt(out.Words, mostName)
	return &out
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
		t.event(out.Skip+i+1, &out.Events[i])
	}
	if out.NextSkip != nil {
		t.say("For more, ask with skip %d.", *out.NextSkip)
	}
	return t.String()
}

// event writes an event and its steps, of each the first report.
func (t *text) event(n int, e *Event) {
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
	t.say("%d. %s, %s, %s, %s, %s:", n, e.ID, kind, e.Status, day, counted(e.Articles, "article"))
	who := names(e.Actors)
	if to := names(e.Targets); to != "" {
		who = cmp.Or(who, "–") + " with or to " + to
	}
	if e.Place != nil {
		who += " in " + e.Place.Name
	}
	t.quote(who)
	for i := range e.Steps {
		s := &e.Steps[i]
		if len(s.Reports) == 0 {
			continue
		}
		r := &s.Reports[0]
		t.say("%s in %s, bytes %d–%d of %s:", s.Status, counted(len(s.Reports), "report"), r.Trigger.Start, r.Trigger.End, r.Document)
		t.quote(r.Sentence)
		if by := names(s.By); by != "" {
			t.quote("as told by ", by)
		}
		t.place(r.Outlet, r.Published, r.When, r.Title, r.URL, r.Path)
	}
	if len(e.Contradictions) > 0 {
		t.say("%s of it: see contradictions.", counted(len(e.Contradictions), "contradiction"))
	}
}
