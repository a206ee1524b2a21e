package desk

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/event"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// LedgerReports bounds how many reports are joined for one question: of those
// that match, the ones of the latest days.
const LedgerReports = 5000

// ledgerPage is how many events, and of them how many reports, are read with
// their articles at a time.
const ledgerPage = 200

// before is how long before a calendar begins the reports of its events may
// have been published, or said of an earlier day: one that was cancelled or
// moved is in no calendar.
const before = 120 * 24 * time.Hour

// Ledger returns the events that the reports matching q tell, each once with
// all of its reports: planned on one day, confirmed on the next, held, denied.
// What q says of the status is asked of the event as it stands, by its last
// step or a side of a contradiction, so that a plan that has come true is no
// longer found as a plan. The bounds of a calendar (Since, Until, Longest,
// Told) are asked of the event too. q.Limit and q.Skip count events.
func Ledger(ctx context.Context, s *store.Store, q store.EventQuery) (*export.Ledger, error) {
	j, root, err := joinedOf(ctx, s, q)
	if err != nil {
		return nil, err
	}
	out := &export.Ledger{Total: len(j.entries), More: len(j.rows) == LedgerReports}
	// Articles are read of what is shown, so many at a time.
	for part := range slices.Chunk(j.page(q), ledgerPage) {
		entries, err := j.read(ctx, s, part, root)
		if err != nil {
			return nil, err
		}
		out.Entries = append(out.Entries, entries...)
	}
	return out, nil
}

// joinedOf joins the reports that may be of the events that q asks for, and
// returns the query that finds them.
func joinedOf(ctx context.Context, s *store.Store, asked store.EventQuery) (*joined, *search.Node, error) {
	q := asked
	q.Root, q.Status, q.Told, q.Longest = search.AnyStatus(q.Root), "", false, 0
	if !q.Since.IsZero() {
		q.Since, q.Until, q.Undated = q.Since.Add(-before), time.Time{}, true
	}
	q.Order, q.Skip, q.Limit = store.NewestFirst, 0, LedgerReports
	rows, err := s.EventReports(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	return join(rows, asked), q.Root, nil
}

// read reads the articles of entries.
func (j *joined) read(ctx context.Context, s *store.Store, list []event.Entry, root *search.Node) ([]export.LedgerEntry, error) {
	var wanted []store.EventReport
	for _, e := range list {
		for _, i := range e.Reports {
			wanted = append(wanted, j.rows[i])
		}
	}
	found := make(map[string]*export.FoundEventRecord, len(wanted))
	for part := range slices.Chunk(wanted, ledgerPage) {
		hits, err := s.EventsOf(ctx, root, part)
		if err != nil {
			return nil, err
		}
		for id, h := range hits {
			found[id] = export.NewFoundEvent(h) // and not the article
		}
	}
	out := make([]export.LedgerEntry, 0, len(list))
	for i := range list {
		// What was made anew in between is there when it is asked for again.
		if l, ok := j.entryOf(&list[i], func(i int) *export.FoundEventRecord { return found[j.rows[i].ID] }); ok {
			out = append(out, l)
		}
	}
	return out, nil
}

// Standing returns, for each event that [Ledger] returns, the newest report of
// what its status is, for formats that are made for single reports: a visit that
// two outlets announce is one, and one that was called off since is no plan.
func Standing(ctx context.Context, s *store.Store, q store.EventQuery) ([]search.EventHit, error) {
	j, _, err := joinedOf(ctx, s, q)
	if err != nil {
		return nil, err
	}
	var last []store.EventReport
	for _, e := range j.page(q) {
		step := &e.Steps[len(e.Steps)-1]
		for i := range e.Steps {
			if e.Steps[i].Status == e.Status() {
				step = &e.Steps[i]
			}
		}
		last = append(last, j.rows[step.Reports[len(step.Reports)-1]])
	}
	var out []search.EventHit
	for part := range slices.Chunk(last, ledgerPage) {
		hits, err := s.EventsOf(ctx, nil, part)
		if err != nil {
			return nil, err
		}
		for i := range part {
			if h := hits[part[i].ID]; h != nil { // else it was made anew in between
				out = append(out, *h)
			}
		}
	}
	return out, nil
}

// Entry returns the event that the report with the id, or a beginning of it that
// no other has, belongs to, with all of its reports.
func Entry(ctx context.Context, s *store.Store, id string) (*export.LedgerEntry, error) {
	h, err := s.Event(ctx, id)
	if err != nil {
		return nil, err
	}
	j, root, err := joinedOf(ctx, s, store.EventQuery{Root: likeIt(&h), Old: h.Old})
	if err != nil {
		return nil, err
	}
	for i, e := range j.entries {
		if slices.ContainsFunc(e.Reports, func(k int) bool { return j.rows[k].ID == h.ID }) {
			list, err := j.read(ctx, s, j.entries[i:i+1], root)
			if err != nil {
				return nil, err
			}
			if len(list) > 0 {
				return &list[0], nil
			}
		}
	}
	// It is older than what was joined: it is there alone.
	return &LedgerOf([]search.EventHit{h}, store.EventQuery{}).Entries[0], nil
}

// likeIt is a query for the events that may be that of h: of its kind, with one
// of those who take part in it.
func likeIt(h *search.EventHit) *search.Node {
	e := h.Event()
	query := "plover:" + quoted(e.Plover)
	switch e.Kind {
	case "":
	case verbatim.Call, verbatim.Encounter, verbatim.Talks:
		query = "kind:(call OR meeting OR talks)"
	default:
		query = "kind:" + string(e.Kind)
	}
	for _, list := range [][]search.Facet{h.Entry.Actors, h.Entry.Targets} {
		for _, f := range list {
			if n, err := search.ParseEvents(query + " who:" + quoted(f.Label)); err == nil {
				return n
			}
		}
	}
	if h.Entry.Told {
		query += " on:" + search.MinuteTime(h.Entry.From).Format(time.DateOnly)
	}
	n, err := search.ParseEvents(query)
	if err != nil {
		return nil // everything, of which the newest are joined
	}
	return n
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "*", " ").Replace(s) + `"`
}

// LedgerOf returns the events of hits that are in memory, as [Ledger] does.
func LedgerOf(hits []search.EventHit, q store.EventQuery) *export.Ledger {
	rows := make([]store.EventReport, len(hits))
	for i := range hits {
		rows[i] = store.ReportOf(&hits[i])
	}
	j := join(rows, q)
	out := &export.Ledger{Total: len(j.entries)}
	found := func(i int) *export.FoundEventRecord { return export.NewFoundEvent(&hits[i]) }
	for _, e := range j.page(q) {
		if l, ok := j.entryOf(&e, found); ok {
			out.Entries = append(out.Entries, l)
		}
	}
	return out
}

// joined is reports and the events that they tell.
type joined struct {
	rows    []store.EventReport
	reports []event.Report
	entries []event.Entry // that were asked for, in the order that was
}

// join joins the reports and keeps the entries that q asks for, in its order.
func join(rows []store.EventReport, q store.EventQuery) *joined {
	j := &joined{rows: rows, reports: make([]event.Report, len(rows))}
	for i := range rows {
		r := &rows[i]
		j.reports[i] = event.Report{
			Article: r.DocumentID, Event: r.Index, Published: r.Published, Kind: r.Kind, Status: r.Status,
			Who: r.Who, Place: r.Place, PlaceName: r.PlaceName, By: r.By, Moved: r.Moved,
		}
		if r.Told {
			j.reports[i].From, j.reports[i].To = r.From, r.To
		}
	}
	for _, e := range event.Ledger(j.reports) {
		if keeps(&e, j.reports, q) {
			j.entries = append(j.entries, e)
		}
	}
	slices.SortStableFunc(j.entries, func(a, b event.Entry) int {
		c := cmp.Or(cmp.Compare(j.day(&a), j.day(&b)), cmp.Compare(rows[a.Reports[0]].ID, rows[b.Reports[0]].ID))
		if q.Order == store.OldestFirst {
			return c
		}
		return -c
	})
	return j
}

// day is that on which an event is, or else that of its last reports, in days
// since 1970; where neither is known it is before all others.
func (j *joined) day(e *event.Entry) int64 {
	if e.To > e.From {
		return int64(math.Floor(float64(e.From) / (24 * 60)))
	}
	last := &e.Steps[len(e.Steps)-1]
	if !slices.ContainsFunc(last.Reports, func(i int) bool { return j.rows[i].Dated }) {
		return math.MinInt64
	}
	return last.Day
}

// page is the entries that q asks for of all.
func (j *joined) page(q store.EventQuery) []event.Entry {
	list := j.entries[min(q.Skip, len(j.entries)):]
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return list
}

// keeps says that q asks for e.
func keeps(e *event.Entry, reports []event.Report, q store.EventQuery) bool {
	stands := []verbatim.EventStatus{e.Status()}
	for _, c := range e.Contradictions {
		for _, i := range c {
			if s := reports[i].Status; !slices.Contains(stands, s) {
				stands = append(stands, s)
			}
		}
	}
	if q.Status != "" && !slices.Contains(stands, q.Status) || !slices.ContainsFunc(stands, func(s verbatim.EventStatus) bool { return search.MayHaveStatus(q.Root, s) }) {
		return false
	}
	told := e.To > e.From
	switch {
	case q.Told && !told, q.Longest > 0 && time.Duration(e.To-e.From)*time.Minute > q.Longest:
		return false
	case told && !q.Since.IsZero() && e.To <= search.Minute(q.Since), told && !q.Until.IsZero() && e.From >= search.Minute(q.Until):
		return false
	}
	// A plan stands where nobody said that it came true: once it should have, it
	// is not asked for as one that is ahead.
	return true
}

// entryOf returns an event as it is printed; ok is false where one of its
// reports is not there any more.
func (j *joined) entryOf(e *event.Entry, load func(i int) *export.FoundEventRecord) (out export.LedgerEntry, ok bool) {
	found := make(map[int]*export.FoundEventRecord, len(e.Reports))
	for _, i := range e.Reports {
		if found[i] = load(i); found[i] == nil {
			return out, false
		}
	}
	reports := j.reports
	first := found[e.Reports[0]]
	out = export.LedgerEntry{Schema: export.LedgerSchema, ID: first.ID, Kind: first.Kind, Plover: first.Plover, Status: e.Status(), Contradictions: []export.Contradiction{}}
	articles := map[string]bool{}
	for _, i := range e.Reports {
		f := found[i]
		articles[f.Document] = true
		if f.Kind != nil && *f.Kind == string(e.Kind) && (out.Kind == nil || *out.Kind != *f.Kind) {
			out.Kind, out.Plover = f.Kind, f.Plover
		}
		for _, n := range f.Actors {
			if !holds(out.Actors, n) && !holds(out.Targets, n) {
				out.Actors = append(out.Actors, n)
			}
		}
		for _, n := range f.Targets {
			if !holds(out.Actors, n) && !holds(out.Targets, n) {
				out.Targets = append(out.Targets, n)
			}
		}
		if f.Place != nil && f.Place.Key == e.Place {
			out.Place = f.Place
		}
		if r := &reports[i]; f.Date != nil && r.From == e.From && r.To == e.To {
			if out.Date == nil || len(f.Date.Value) > len(out.Date.Value) {
				out.Date = f.Date
			}
		}
	}
	out.Articles = len(articles)
	for _, s := range e.Steps {
		step := export.LedgerStep{Day: search.MinuteTime(s.Day * 24 * 60).Format(time.DateOnly), Status: s.Status, Moved: s.Moved, By: []export.FoundName{}}
		for _, i := range s.Reports {
			step.Reports = append(step.Reports, found[i])
		}
		// What has no day of publication is in order by the day it was fetched,
		// which is nobody's word.
		if !slices.ContainsFunc(step.Reports, func(r *export.FoundEventRecord) bool { return r.Published != nil }) {
			step.Day = ""
		}
		if s.By != "" {
			step.By = found[s.Reports[0]].By[:1]
		}
		out.Steps = append(out.Steps, step)
	}
	type sides struct {
		a, b     verbatim.EventStatus
		byA, byB string
	}
	seen := map[sides]bool{}
	for _, c := range e.Contradictions {
		a, b := &reports[c[0]], &reports[c[1]]
		k := sides{a.Status, b.Status, a.By, b.By}
		if seen[k] {
			continue // the same two sides, in other articles
		}
		seen[k] = true
		out.Contradictions = append(out.Contradictions, export.Contradiction{One: found[c[0]].ID, Other: found[c[1]].ID})
	}
	if out.Actors == nil {
		out.Actors = []export.FoundName{}
	}
	if out.Targets == nil {
		out.Targets = []export.FoundName{}
	}
	return out, true
}

// holds says that a list has the name, or a longer one of the same person.
func holds(list []export.FoundName, n export.FoundName) bool {
	return slices.ContainsFunc(list, func(o export.FoundName) bool {
		return o.Key == n.Key || o.Name == n.Name || n.Kind != nil && *n.Kind == string(verbatim.Person) && strings.HasSuffix(o.Key, " "+strings.TrimPrefix(n.Key, "person:"))
	})
}
