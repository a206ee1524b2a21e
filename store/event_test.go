package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// deeds is a document of sentences "kind|status|actor|target|day|words", an
// event each, whose trigger is the first of the words.
func deeds(meta verbatim.Meta, lines ...string) *verbatim.Document {
	d := &verbatim.Document{Meta: meta}
	for _, l := range lines {
		parts := strings.SplitN(l, "|", 6)
		begin := len(d.Text)
		at := func(s string) verbatim.Span {
			d.Text += s
			return verbatim.Span{Start: len(d.Text) - len(s), End: len(d.Text)}
		}
		e := verbatim.Event{Kind: verbatim.EventKind(parts[0]), Plover: "CONSULT:meet", Status: verbatim.EventStatus(parts[1]), Time: -1, Duration: -1, By: -1, Confidence: 0.9}
		for i, role := range []verbatim.EventRole{verbatim.Actor, verbatim.Target} {
			name := at(parts[2+i])
			d.Text += ", "
			if name.Empty() {
				continue
			}
			d.Mentions = append(d.Mentions, verbatim.Mention{Span: name, Name: name, Form: verbatim.Named, Kind: verbatim.Person, Entity: len(d.Entities)})
			d.Entities = append(d.Entities, verbatim.Entity{Kind: verbatim.Person, Name: name, Mentions: []int{len(d.Mentions) - 1}})
			e.Participants = append(e.Participants, verbatim.Participant{Entity: len(d.Entities) - 1, Mention: name, Role: role})
		}
		if parts[4] != "" {
			e.Time = len(d.Times)
			d.Times = append(d.Times, verbatim.Time{Span: at(parts[4]), Kind: verbatim.Date, Value: parts[4]})
			d.Text += ": "
		}
		first, rest, _ := strings.Cut(parts[5], " ")
		e.Trigger = at(first)
		d.Text += " " + rest + "."
		d.Paragraphs = append(d.Paragraphs, verbatim.Span{Start: begin, End: len(d.Text)})
		d.Sentences = append(d.Sentences, verbatim.Sentence{Span: verbatim.Span{Start: begin, End: len(d.Text)}, Paragraph: len(d.Paragraphs) - 1})
		d.Text += "\n\n"
		d.Events = append(d.Events, e)
	}
	return d
}

// found is the triggers of the events that match, in their order.
func found(t *testing.T, s *store.Store, query string, q store.EventQuery) string {
	t.Helper()
	root, err := search.ParseEvents(query)
	if err != nil {
		t.Fatal(err)
	}
	q.Root = root
	hits, err := s.Events(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.CountEvents(t.Context(), q); err != nil || q.Limit == 0 && n != len(hits) {
		t.Errorf("%s: %d are counted and %d found, %v", query, n, len(hits), err)
	}
	var words []string
	for _, h := range hits {
		words = append(words, h.Event().Trigger.In(h.Document.Text))
	}
	return strings.Join(words, " ")
}

func TestEvents(t *testing.T) {
	s := newRecord(t)
	first := deeds(verbatim.Meta{URL: "https://metro.example/1", Outlet: "Metro", Published: "2025-02-12"},
		"meeting|planned|Ana Orde|Bo Pell|2025-02-20|talk about the harbour",
		"call|happened|Bo Pell|Ana Orde|2025-02-11|rang about the road",
		"meeting|ruled out|Cy Roth||2025|sit with nobody",
		"attack|happened|Cy Roth|Bo Pell||struck at night")
	second := deeds(verbatim.Meta{Path: "b", Outlet: "Harbour Gazette", Published: "2025-02-21"},
		"meeting|happened|Ana Orde|Bo Pell|2025-02-20|met about the harbour")
	put(t, s, first, second)
	sound(t, s)
	for _, c := range []struct {
		query string
		q     store.EventQuery
		want  string
	}{
		{"", store.EventQuery{Order: store.OldestFirst}, "sit rang struck talk met"},
		{"kind:meeting", store.EventQuery{Order: store.NewestFirst}, "met talk sit"},
		{"who:orde with:pell", store.EventQuery{Order: store.OldestFirst}, "rang talk met"},
		{"actor:orde", store.EventQuery{Order: store.OldestFirst}, "talk met"},
		{"target:orde", store.EventQuery{Order: store.OldestFirst}, "rang"},
		{"kind:meeting who:orde with:pell status:planned", store.EventQuery{}, "talk"},
		{`status:"ruled out"`, store.EventQuery{}, "sit"},
		{"kind:(call OR attack) -road", store.EventQuery{}, "struck"},
		{"harbour outlet:gazette", store.EventQuery{}, "met"},
		{"-harbour", store.EventQuery{Order: store.OldestFirst}, "sit rang struck"},
		{"plover:consult road", store.EventQuery{}, "rang"},
		{"on:2025-02-12", store.EventQuery{Order: store.OldestFirst}, "sit struck"}, // what has no day has that of the article
		{"before:2025-02-12", store.EventQuery{Order: store.OldestFirst}, "sit rang"},
		{"after:2025-02-20 before:2025-03", store.EventQuery{Order: store.OldestFirst}, "sit talk met"},
		{"", store.EventQuery{Order: store.OldestFirst, Told: true, Longest: 31 * 24 * time.Hour}, "rang talk met"},
		{"", store.EventQuery{Status: verbatim.Planned, Since: clock()}, ""},
		{"", store.EventQuery{Order: store.OldestFirst, Limit: 2, Skip: 1}, "rang struck"},
		{"who:nobody", store.EventQuery{}, ""},
	} {
		if got := found(t, s, c.query, c.q); got != c.want {
			t.Errorf("%s %+v: %s, want %s", c.query, c.q, got, c.want)
		}
	}
	if newest, ok, err := s.Newest(t.Context()); err != nil || !ok || newest.Format(time.DateOnly) != "2025-02-21" {
		t.Errorf("the newest article is of %v, %v, %v", newest, ok, err)
	}

	// A new revision hides the events of the former one.
	put(t, s, deeds(verbatim.Meta{URL: "https://metro.example/1", Outlet: "Metro", Published: "2025-02-13"}, "meeting|cancelled|Ana Orde|Bo Pell|2025-02-20|cancelled for the harbour"))
	sound(t, s)
	if got := found(t, s, "outlet:metro", store.EventQuery{}); got != "cancelled" {
		t.Errorf("of the newest revision: %s", got)
	}
	if got := found(t, s, "kind:meeting harbour", store.EventQuery{Old: true, Order: store.OldestFirst}); got != "talk met cancelled" {
		t.Errorf("of every revision: %s", got)
	}

	// Damage to the index or the rows is seen, and they can be made anew.
	for _, damage := range []string{"DELETE FROM deed WHERE rowid = (SELECT n FROM event WHERE i = 1)", "UPDATE event SET status = 'denied' WHERE i = 1", "UPDATE event SET old = 1"} {
		store.Exec(t, s, damage)
		if v, err := s.Verify(t.Context(), func(store.Fault) {}, nil); err != nil || v.Faults == 0 {
			t.Errorf("%s is not seen: %v", damage, err)
		}
		if _, err := s.Reread(t.Context(), store.Rereading{Layer: store.IndexLayer}); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
	}
	store.Exec(t, s, "DELETE FROM event WHERE i = 1")
	if v, err := s.Verify(t.Context(), func(store.Fault) {}, nil); err != nil || v.Faults == 0 {
		t.Errorf("a row that is gone is not seen: %v", err)
	}
}

// The events of a real text survive a record, and are made anew where another
// version of the program found them.
func TestEventsReread(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := store.Open(t.Context(), path, store.Options{Now: clock, Version: func(string) string { return "older" }})
	if err != nil {
		t.Fatal(err)
	}
	whole := article(t, verbatim.Meta{Outlet: "Metro", Published: "2025-02-12"}, "Ana Orde will meet Bo Pell in Rome on Thursday, her office said.\n\nBo Pell called Ana Orde on Tuesday.\n")
	if len(whole.Events) < 2 {
		t.Fatalf("events: %+v", whole.Events)
	}
	poor := *whole
	poor.Events = nil
	put(t, s, &poor)
	s.Close()
	s = open(t, path)
	if got := found(t, s, "", store.EventQuery{}); got != "" {
		t.Errorf("found %s", got)
	}
	n, err := s.Reread(t.Context(), store.Rereading{Layer: "event", Again: func(d *verbatim.Document, layer string) {
		if layer != "event" || len(d.Times) == 0 {
			t.Errorf("again from %s with %d times", layer, len(d.Times))
		}
		d.Events = slices.Clone(whole.Events)
	}})
	if n != 1 || err != nil {
		t.Fatalf("reread %d documents, %v", n, err)
	}
	got, info, err := s.Document(t.Context(), store.DocumentID(whole))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("after rereading (-want +got):\n%s", diff)
	}
	if info.Versions["event"] == "older" || info.Versions["time"] != "older" {
		t.Errorf("versions %v", info.Versions)
	}
	if got := found(t, s, "who:orde with:pell place:rome status:planned", store.EventQuery{}); got != "meet" {
		t.Errorf("found %q", got)
	}
	sound(t, s)
}

func TestEvent(t *testing.T) {
	s := newRecord(t)
	put(t, s, deeds(verbatim.Meta{Published: "2025-02-10", URL: "https://a.example/1"}, "meeting|planned|Ana Orde|Bo Pell|2025-02-13|meet in Oslo", "call|happened|Ana Orde|Bo Pell||called him"))
	hits, err := s.Events(t.Context(), store.EventQuery{Order: store.OldestFirst})
	if err != nil || len(hits) != 2 {
		t.Fatal(hits, err)
	}
	for _, want := range hits {
		for _, id := range []string{want.ID, want.ID[:10]} {
			if h, err := s.Event(t.Context(), id); err != nil || h.ID != want.ID || h.Index != want.Index {
				t.Errorf("%s: %+v, %v", id, h, err)
			}
		}
	}
	for _, id := range []string{"v0123456789abcdef", "s0123456789abcdef", "v12", "x0123456789abcdef"} {
		if h, err := s.Event(t.Context(), id); err == nil {
			t.Errorf("%s: %+v", id, h)
		}
	}
	if _, err := s.Event(t.Context(), "v0123456789abcdef"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

// What has no day of publication, fetched later than all else came out, does not
// move what is taken as today.
func TestNewestIsPublished(t *testing.T) {
	s := newRecord(t)
	put(t, s, toy(verbatim.Meta{Path: "note.txt"}, "Ann Pell|direct|One"))
	if newest, ok, err := s.Newest(t.Context()); err != nil || !ok || newest.IsZero() {
		t.Errorf("only an undated one: %v, %v, %v", newest, ok, err)
	}
	put(t, s, toy(verbatim.Meta{URL: "https://a.example/1", Published: "2019-05-01"}, "Ann Pell|direct|Two"))
	if newest, ok, err := s.Newest(t.Context()); err != nil || !ok || newest.Format(time.DateOnly) != "2019-05-01" {
		t.Errorf("beside one that has a day: %v, %v, %v", newest, ok, err)
	}
}
