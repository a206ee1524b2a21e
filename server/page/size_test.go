package page_test

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// crowded is a record in which everybody speaks of everybody all the time, and
// every name is as long and as awkward as a name can be.
func crowded(t *testing.T, name func(i int) string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var items []store.Item
	for day := range 40 {
		for outlet := range 12 {
			d := &verbatim.Document{Meta: verbatim.Meta{
				URL: fmt.Sprintf("https://o%d.example/%d", outlet, day), Outlet: name(100 + outlet), Title: name(200 + outlet), Published: time.Date(2025, 1, 1+day, outlet, 0, 0, 0, time.UTC).Format(time.RFC3339),
			}}
			put := func(text string) verbatim.Span {
				from := len(d.Text)
				d.Text += text
				s := verbatim.Span{Start: from, End: len(d.Text)}
				d.Text += " "
				return s
			}
			entity := func(i int) (verbatim.Span, int) {
				span := put(name(i))
				d.Mentions = append(d.Mentions, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, Kind: verbatim.Person, Entity: len(d.Entities)})
				role := put(name(300 + i))
				d.Entities = append(d.Entities, verbatim.Entity{Kind: verbatim.Person, Name: span, Key: fmt.Sprintf("person:%d%s", i, name(i)), Mentions: []int{len(d.Mentions) - 1},
					Roles: []verbatim.Role{{Title: role.In(d.Text), Span: role}}})
				return span, len(d.Entities) - 1
			}
			for i := range 3 {
				who := (outlet + i) % 10
				source, e := entity(who)
				st := verbatim.Statement{Kind: verbatim.Direct, Act: verbatim.Say, Source: []verbatim.Span{source}, Cue: []verbatim.Span{put("said")}, Speakers: []int{e}, Parent: -1, Time: -1, Confidence: .3}
				venue := put(name(400 + i))
				st.Venue = &verbatim.Venue{Span: venue, Kind: verbatim.Post, Entity: e}
				from := len(d.Text)
				put("dam " + strings.Repeat(name(500), 3))
				_, of := entity((who + 1 + day) % 10)
				st.Content = []verbatim.Span{{Start: from, End: len(d.Text) - 1}}
				d.Statements = append(d.Statements, st)
				trigger := put("met")
				d.Sentences = append(d.Sentences, verbatim.Sentence{Span: verbatim.Span{Start: source.Start, End: trigger.End}})
				d.Times = append(d.Times, verbatim.Time{Span: put("then"), Kind: verbatim.Date, Value: fmt.Sprintf("2025-02-%02d", 1+(day+i)%28)})
				d.Events = append(d.Events, verbatim.Event{Kind: verbatim.Encounter, Plover: "CONSULT", Status: verbatim.Planned, Trigger: trigger, Evidence: []verbatim.Span{trigger}, Time: len(d.Times) - 1, Duration: -1,
					By: len(d.Statements) - 1, Participants: []verbatim.Participant{{Entity: e, Mention: source, Role: verbatim.Actor}, {Entity: of, Role: verbatim.Target, Mention: source}}})
				d.Text += "\n\n"
			}
			d.Paragraphs = []verbatim.Span{{Start: 0, End: len(strings.TrimSpace(d.Text))}}
			for i := range d.Sentences {
				d.Sentences[i].Paragraph = 0
			}
			items = append(items, store.Item{Document: d})
		}
	}
	if _, err := s.Put(context.Background(), items); err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		if err := s.PutFeed(context.Background(), store.Feed{URL: fmt.Sprintf("https://f%d.example/", i) + strings.Repeat("a%20", 300), Title: name(i), Outlet: name(i), Folder: name(i), Failures: 2, LastError: name(i) + name(i)}); err != nil {
			t.Fatal(err)
		}
		if err := s.PutAlert(context.Background(), store.Alert{Name: fmt.Sprint(i) + strings.Repeat(name(i), 2), Query: "dam " + strings.Repeat("OR dam ", 150), Delivery: "stdout"}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestPagesStaySmall: whatever the names and the query, a page with everything
// on it has at most 100 KiB.
func TestPagesStaySmall(t *testing.T) {
	for kind, name := range map[string]func(int) string{
		"quotation marks": func(i int) string { return fmt.Sprintf("N%d %s", i, strings.Repeat(`"<&'`, 40)) },
		"wide characters": func(i int) string { return fmt.Sprintf("人%d%s", i, strings.Repeat("長い名前の人", 20)) },
		"plain":           func(i int) string { return fmt.Sprintf("Name%d Surname%d", i, i) },
	} {
		s := crowded(t, name)
		srv := served(t, s)
		long := "dam " + strings.Repeat("OR dam ", 120)
		queue, err := s.Queue(context.Background(), "", 1)
		if err != nil || len(queue) == 0 {
			t.Fatal(err)
		}
		for _, path := range []string{"/story", "/story?q=dam", "/story?q=" + url.QueryEscape(long), "/speakers/" + url.PathEscape(queue[0].Entry.Speakers[0].Key) + "?phrase=dam", "/desk", "/desk/review", "/desk/corrections",
			"/events", "/events?q=kind:meeting", "/check?q=" + url.QueryEscape("dam "+strings.Repeat(name(500)[:min(len(name(500)), 60)], 3)) + "&speaker=" + url.QueryEscape(name(1)[:min(len(name(1)), 60)])} {
			code, body := get(t, srv.URL+path)
			if code != 200 {
				t.Errorf("%s, %.40s: status %d", kind, path, code)
			}
			t.Logf("%s, %.40s: %d bytes", kind, path, len(body))
			harmless(t, kind+", "+path[:min(len(path), 40)], []byte(body))
		}
	}
}

// Nor does a title or a name of any length, or a statement with hundreds of
// wordings, make a page large.
func TestPagesOfEndlessNames(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &verbatim.Document{Meta: verbatim.Meta{URL: "https://gazette.example/1", Outlet: strings.Repeat("o", 50_000), Title: strings.Repeat("x", 200_000), Byline: strings.Repeat("b", 50_000), Published: "2025-03-01"}}
	put := func(text string) verbatim.Span {
		d.Text += text
		return verbatim.Span{Start: len(d.Text) - len(text), End: len(d.Text)}
	}
	who := put(strings.Repeat("Z", 60_000))
	d.Mentions = []verbatim.Mention{{Span: who, Name: who, Form: verbatim.Named, Kind: verbatim.Person}}
	d.Entities = []verbatim.Entity{{Kind: verbatim.Person, Name: who, Key: "person:" + strings.Repeat("z", 60_000), Mentions: []int{0}}}
	for i := range 300 {
		put(".\n\n")
		d.Statements = append(d.Statements, verbatim.Statement{Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: 0.5, Source: []verbatim.Span{who}, Speakers: []int{0},
			Content: []verbatim.Span{put(fmt.Sprintf("“Berth number %d of the outer harbour stays open for all”", i))}, Cue: []verbatim.Span{put(" said")}})
	}
	d.Paragraphs = []verbatim.Span{{Start: 0, End: len(d.Text)}}
	if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
		t.Fatal(err)
	}
	srv := served(t, s)
	for _, path := range []string{"/search?q=berth", "/statements/" + store.StatementID(d, 7), "/articles/" + store.DocumentID(d) + "?part=5", "/articles/" + store.DocumentID(d) + "/copies", "/desk/review"} {
		code, body := get(t, srv.URL+path)
		if code >= 500 || len(body) > 100<<10 {
			t.Errorf("%s: status %d, %d bytes", path, code, len(body))
		}
	}
}
