package desk

import (
	"cmp"
	"context"
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

// ledgerPage is how many are loaded with their articles at a time.
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
	asked := q
	q.Root, q.Status, q.Told, q.Longest = search.AnyStatus(q.Root), "", false, 0
	if !q.Since.IsZero() {
		q.Since, q.Until, q.Undated = q.Since.Add(-before), time.Time{}, true
	}
	q.Order, q.Skip = store.NewestFirst, 0
	var hits []search.EventHit
	out := &export.Ledger{}
	var reports []event.Report
	var found []*export.FoundEventRecord
	for {
		q.Limit = min(ledgerPage, LedgerReports-q.Skip)
		if q.Limit <= 0 {
			out.More = true
			break
		}
		var err error
		if hits, err = s.Events(ctx, q); err != nil {
			return nil, err
		}
		for i := range hits {
			reports = append(reports, reportOf(&hits[i]))
			found = append(found, export.NewFoundEvent(&hits[i])) // and not the article
		}
		q.Skip += len(hits)
		if len(hits) < q.Limit {
			break
		}
	}
	out.Entries = entriesOf(reports, found, asked)
	return cutTo(out, asked), nil
}

// Standing returns, for each event that [Ledger] returns, the newest report of
// what its status is, for formats that are made for single reports: a visit that
// two outlets announce is one, and one that was called off since is no plan.
func Standing(ctx context.Context, s *store.Store, q store.EventQuery) ([]search.EventHit, error) {
	l, err := Ledger(ctx, s, q)
	if err != nil {
		return nil, err
	}
	out := make([]search.EventHit, len(l.Entries))
	for i := range l.Entries {
		if out[i], err = s.Event(ctx, l.Entries[i].Last().ID); err != nil {
			return nil, err
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
	q := store.EventQuery{Root: likeIt(&h), Old: h.Old}
	l, err := Ledger(ctx, s, q)
	if err != nil {
		return nil, err
	}
	for i := range l.Entries {
		if r, _ := l.Entries[i].Report(h.ID); r != nil {
			return &l.Entries[i], nil
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
	reports := make([]event.Report, len(hits))
	found := make([]*export.FoundEventRecord, len(hits))
	for i := range hits {
		reports[i], found[i] = reportOf(&hits[i]), export.NewFoundEvent(&hits[i])
	}
	return cutTo(&export.Ledger{Entries: entriesOf(reports, found, q)}, q)
}

func cutTo(l *export.Ledger, q store.EventQuery) *export.Ledger {
	l.Total = len(l.Entries)
	l.Entries = l.Entries[min(q.Skip, len(l.Entries)):]
	if q.Limit > 0 {
		l.Entries = l.Entries[:min(q.Limit, len(l.Entries))]
	}
	return l
}

// reportOf is what the ledger needs of a hit.
func reportOf(h *search.EventHit) event.Report {
	d, e := h.Document, h.Event()
	r := event.Report{Article: h.DocumentID, Event: h.Index, Published: search.Minute(h.When), Kind: e.Kind, Status: e.Status, Place: h.Entry.Place.Key, PlaceName: placeName(h.Entry.Place.Label)}
	if e.Kind == "" {
		r.Kind = verbatim.EventKind(e.Plover) // of the same type, and of no kind
	}
	for _, list := range [][]search.Facet{h.Entry.Actors, h.Entry.Targets} {
		for _, f := range list {
			if !slices.Contains(r.Who, f.Key) {
				r.Who = append(r.Who, f.Key)
			}
		}
	}
	slices.Sort(r.Who)
	if h.Entry.Told {
		r.From, r.To = h.Entry.From, h.Entry.To
	}
	if len(h.Entry.Speakers) > 0 {
		r.By = h.Entry.Speakers[0].Key
	}
	for _, s := range e.Evidence {
		for w := range strings.FieldsSeq(strings.ToLower(s.In(d.Text))) {
			if slices.Contains(moves, w) {
				r.Moved = true
			}
		}
	}
	return r
}

// placeName is what a place is called, folded as the index does it, without the
// article before it.
func placeName(label string) string {
	words := search.ContentWords(label, []verbatim.Span{{End: len(label)}})
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// moves are the words that tell of another time for what was planned.
var moves = []string{"postponed", "postpones", "postpone", "postponing", "delayed", "delays", "deferred", "rescheduled", "reschedules", "moved", "brought", "shifted", "put", "pushed"}

// entriesOf joins the reports and keeps the entries that q asks for, in its order.
func entriesOf(reports []event.Report, found []*export.FoundEventRecord, q store.EventQuery) []export.LedgerEntry {
	var out []export.LedgerEntry
	for _, e := range event.Ledger(reports) {
		if keeps(&e, reports, q) {
			out = append(out, entryOf(&e, reports, found))
		}
	}
	slices.SortStableFunc(out, func(a, b export.LedgerEntry) int {
		c := cmp.Or(cmp.Compare(a.When(), b.When()), cmp.Compare(a.ID, b.ID))
		if q.Order == store.OldestFirst {
			return c
		}
		return -c
	})
	return out
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

func entryOf(e *event.Entry, reports []event.Report, found []*export.FoundEventRecord) export.LedgerEntry {
	first := found[e.Reports[0]]
	out := export.LedgerEntry{Schema: export.LedgerSchema, ID: first.ID, Kind: first.Kind, Plover: first.Plover, Status: e.Status(), Contradictions: []export.Contradiction{}}
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
	return out
}

// holds says that a list has the name, or a longer one of the same person.
func holds(list []export.FoundName, n export.FoundName) bool {
	return slices.ContainsFunc(list, func(o export.FoundName) bool {
		return o.Key == n.Key || o.Name == n.Name || n.Kind != nil && *n.Kind == string(verbatim.Person) && strings.HasSuffix(o.Key, " "+strings.TrimPrefix(n.Key, "person:"))
	})
}
