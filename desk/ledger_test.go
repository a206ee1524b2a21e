package desk_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// told is an article of sentences "kind|status|actor|target|day|by", an event
// each.
func told(outlet, published string, lines ...string) *verbatim.Document {
	d := &verbatim.Document{Meta: verbatim.Meta{Outlet: outlet, Published: published, URL: "https://" + outlet + ".example/" + published}}
	name := func(s string) (verbatim.Span, int) {
		span := verbatim.Span{Start: len(d.Text), End: len(d.Text) + len(s)}
		d.Text += s + " "
		d.Mentions = append(d.Mentions, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, Kind: verbatim.Person, Entity: len(d.Entities)})
		d.Entities = append(d.Entities, verbatim.Entity{Kind: verbatim.Person, Name: span, Key: "person:" + strings.ToLower(s), Mentions: []int{len(d.Mentions) - 1}})
		return span, len(d.Entities) - 1
	}
	for _, l := range lines {
		f := strings.Split(l, "|")
		begin := len(d.Text)
		e := verbatim.Event{Kind: verbatim.EventKind(f[0]), Plover: "CONSULT", Status: verbatim.EventStatus(f[1]), Time: -1, Duration: -1, By: -1}
		for i, role := range []verbatim.EventRole{verbatim.Actor, verbatim.Target} {
			span, n := name(f[2+i])
			e.Participants = append(e.Participants, verbatim.Participant{Entity: n, Mention: span, Role: role})
		}
		if f[4] != "" {
			e.Time = len(d.Times)
			d.Times = append(d.Times, verbatim.Time{Span: verbatim.Span{Start: len(d.Text), End: len(d.Text) + len(f[4])}, Kind: verbatim.Date, Value: f[4]})
			d.Text += f[4] + " "
		}
		if f[5] != "" {
			span, n := name(f[5])
			e.By = len(d.Statements)
			d.Statements = append(d.Statements, verbatim.Statement{Source: []verbatim.Span{span}, Content: []verbatim.Span{{Start: len(d.Text), End: len(d.Text) + 3}},
				Speakers: []int{n}, Time: -1, Parent: -1})
		}
		e.Trigger = verbatim.Span{Start: len(d.Text), End: len(d.Text) + 3}
		e.Evidence = []verbatim.Span{e.Trigger}
		d.Text += "met.\n\n"
		span := verbatim.Span{Start: begin, End: len(d.Text) - 2}
		d.Paragraphs = append(d.Paragraphs, span)
		d.Sentences = append(d.Sentences, verbatim.Sentence{Span: span, Paragraph: len(d.Paragraphs) - 1})
		d.Events = append(d.Events, e)
	}
	return d
}

func record(t *testing.T, docs ...*verbatim.Document) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, d := range docs {
		if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// shown is entries as "kind status day: day status by …, …".
func shown(l *export.Ledger) string {
	var out []string
	for _, e := range l.Entries {
		var steps []string
		for _, s := range e.Steps {
			step := s.Day[8:] + " " + string(s.Status)
			if len(s.By) > 0 {
				step += " by " + s.By[0].Name
			}
			steps = append(steps, fmt.Sprintf("%s ×%d", step, len(s.Reports)))
		}
		text := *e.Kind + " " + string(e.Status) + " " + e.When()[8:] + ": " + strings.Join(steps, ", ")
		if len(e.Contradictions) > 0 {
			text += fmt.Sprintf(" !%d", len(e.Contradictions))
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestLedger(t *testing.T) {
	s := record(t,
		told("metro", "2025-02-10", "meeting|planned|Ana Orde|Bo Pell|2025-02-13|"),
		told("gazette", "2025-02-10", "meeting|planned|Ana Orde|Bo Pell|2025-02-13|"),
		told("herald", "2025-02-11", "meeting|ruled out|Bo Pell|Ana Orde|2025-02-13|Bo Pell"),
		told("metro", "2025-02-13", "meeting|happened|Ana Orde|Bo Pell|2025-02-13|", "meeting|planned|Ana Orde|Bo Pell|2025-02-27|"),
		told("herald", "2025-02-14", "meeting|denied|Bo Pell|Ana Orde||Bo Pell"),
		told("courier", "2025-02-14", "visit|planned|Cy Roth|Al Dun|2025-02-20|"),
		told("gazette", "2025-02-15", "visit|cancelled|Cy Roth|Al Dun||"),
	)
	first := "meeting denied 13: 10 planned ×2, 11 ruled out by Bo Pell ×1, 13 happened ×1, 14 denied by Bo Pell ×1 !2"
	second := "meeting planned 27: 13 planned ×1"
	visit := "visit cancelled 20: 14 planned ×1, 15 cancelled ×1"
	for _, c := range []struct {
		query string
		q     store.EventQuery
		want  string
		total int
	}{
		{"", store.EventQuery{Order: store.OldestFirst}, first + "; " + visit + "; " + second, 3},
		{"", store.EventQuery{Order: store.NewestFirst, Limit: 1, Skip: 1}, visit, 3},
		{"kind:meeting", store.EventQuery{Order: store.NewestFirst}, second + "; " + first, 2},
		// Planned is what still stands as a plan, or as one that a side denies.
		{"kind:visit status:planned", store.EventQuery{}, "", 0},
		{"kind:meeting status:happened", store.EventQuery{}, first, 1},
		{"status:cancelled", store.EventQuery{}, visit, 1},
		{"who:nobody", store.EventQuery{}, "", 0},
	} {
		root, err := search.ParseEvents(c.query)
		if err != nil {
			t.Fatal(err)
		}
		c.q.Root = root
		l, err := desk.Ledger(t.Context(), s, c.q)
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(l); got != c.want || l.Total != c.total {
			t.Errorf("%s: %d\n got %s\nwant %s", c.query, l.Total, got, c.want)
		}
	}

	// Ahead: the visit was called off.
	q := store.EventQuery{Order: store.OldestFirst}
	if err := desk.Calendar(t.Context(), s, &q, 30); err != nil {
		t.Fatal(err)
	}
	l, err := desk.Ledger(t.Context(), s, q)
	if err != nil || shown(l) != second {
		t.Errorf("ahead: %s, %v", shown(l), err)
	}

	// Each report leads to the whole event.
	all, err := desk.Ledger(t.Context(), s, store.EventQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range all.Entries {
		want := &all.Entries[i]
		for _, step := range want.Steps {
			for _, r := range step.Reports {
				if e, err := desk.Entry(t.Context(), s, r.ID); err != nil || e.ID != want.ID || len(e.Steps) != len(want.Steps) {
					t.Errorf("%s: %+v, %v", r.ID, e, err)
				}
			}
		}
	}
	if e, err := desk.Entry(t.Context(), s, "v0123456789abcdef"); err == nil {
		t.Errorf("an event that is not there: %+v", e)
	}
}

func TestLedgerOf(t *testing.T) {
	d := told("metro", "2025-02-10", "meeting|planned|Ana Orde|Bo Pell|2025-02-13|", "call|happened|Ana Orde|Bo Pell|2025-02-09|")
	when, _ := time.Parse(time.DateOnly, d.Published)
	var hits []search.EventHit
	for i := range d.Events {
		hits = append(hits, search.EventHit{ID: store.EventID(d, i), DocumentID: store.DocumentID(d), Index: i, Document: d, When: when, Dated: true, Entry: search.NewEventEntry(d, i, search.Minute(when))})
	}
	if got := shown(desk.LedgerOf(hits, store.EventQuery{Order: store.OldestFirst})); got != "call happened 09: 10 happened ×1; meeting planned 13: 10 planned ×1" {
		t.Error(got)
	}
	if got := desk.LedgerOf(nil, store.EventQuery{}); got.Total != 0 || len(got.Entries) != 0 {
		t.Errorf("%+v", got)
	}
}
