package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

func TestFeeds(t *testing.T) {
	s := newRecord(t)
	at := func(minutes int) time.Time { return clock().Add(time.Duration(minutes) * time.Minute) }
	a := store.Feed{URL: "https://a.example/feed", Kind: "feed", Title: "A", Folder: "world", Outlet: "A News", ETag: `"x"`, LastModified: "Tue",
		Added: at(-9), LastFetched: at(-2), LastNew: at(-3), NextDue: at(5), Interval: 30 * time.Minute, Failures: 2, LastError: "timed out"}
	b := store.Feed{URL: "https://b.example/map.xml", Kind: "sitemap", NextDue: at(-5)}
	for _, f := range []store.Feed{a, b} {
		if err := s.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	b.Added = clock() // it had none
	got, err := s.Feeds(t.Context())
	if diff := cmp.Diff([]store.Feed{b, a}, got); err != nil || diff != "" {
		t.Errorf("feeds, by folder: %s %v", diff, err)
	}
	due := func(minutes int, want ...store.Feed) {
		t.Helper()
		got, err := s.DueFeeds(t.Context(), at(minutes))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("due after %d minutes: %s %v", minutes, diff, err)
		}
	}
	due(-6)
	due(0, b)
	due(5, b, a)
	a.Failures, a.LastError, a.NextDue = 0, "", at(30)
	if err := s.PutFeed(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Feed(t.Context(), a.URL); err != nil || got != a {
		t.Errorf("after a success: %+v, %v", got, err)
	}
	if err := s.RemoveFeed(t.Context(), a.URL); err != nil {
		t.Error(err)
	}
	if _, err := s.Feed(t.Context(), a.URL); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a feed that was removed: %v", err)
	}
	if err := s.RemoveFeed(t.Context(), a.URL); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
}

func TestFetchedAndState(t *testing.T) {
	s := newRecord(t)
	url := "https://news.example/1"
	if _, ok, err := s.LastFetched(t.Context(), url); ok || err != nil {
		t.Errorf("before a fetch: %v, %v", ok, err)
	}
	failed := store.Fetched{URL: url, Time: clock(), Status: 503, Error: "Service Unavailable"}
	if err := s.PutFetched(t.Context(), failed); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.LastFetched(t.Context(), url); !ok || err != nil || got != failed {
		t.Errorf("after a failure: %+v, %v, %v", got, ok, err)
	}
	// A document with what it was fetched from: both are noted at once.
	body := []byte("<html>")
	fine := store.Fetched{URL: url, Time: clock().Add(time.Hour), Status: 200, Hash: store.HashOf(body)}
	d := toy(verbatim.Meta{URL: url}, "Ann Pell|direct|the road is open")
	r, err := s.Put(t.Context(), []store.Item{{Document: d, Fetched: fine}})
	if err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.LastFetched(t.Context(), url); !ok || err != nil || got != fine {
		t.Errorf("after a success: %+v, %v, %v", got, ok, err)
	}
	if id, ok, err := s.Has(t.Context(), store.HashOf(body)); !ok || err != nil || id != r[0].ID {
		t.Errorf("Has %s, %v, %v", id, ok, err)
	}
	_, info, err := s.Document(t.Context(), r[0].ID)
	if err != nil || info.Hash != fine.Hash || !info.Fetched.Equal(fine.Time) || !info.Added.Equal(clock()) || !info.When.Equal(fine.Time) {
		t.Errorf("info %+v, %v", info, err)
	}
	// Other bytes with the same text: the page's frame has changed.
	other := store.Fetched{URL: url, Status: 200, Hash: store.HashOf([]byte("<html lang=en>"))}
	r, err = s.Put(t.Context(), []store.Item{{Document: d, Fetched: other}})
	if err != nil || r[0].Change != store.Known {
		t.Errorf("the same text in another frame: %+v, %v", r, err)
	}
	if _, ok, err := s.Has(t.Context(), other.Hash); !ok || err != nil {
		t.Errorf("the other bytes: %v, %v", ok, err)
	}

	for _, v := range [][]byte{nil, []byte("one"), []byte("two"), nil} {
		if err := s.SetState(t.Context(), "robots a.example", v); err != nil {
			t.Fatal(err)
		}
		if got, err := s.State(t.Context(), "robots a.example"); err != nil || string(got) != string(v) {
			t.Errorf("state %q, %v; want %q", got, err, v)
		}
	}
}

// Work that is interrupted leaves nothing of a batch, and the record usable.
func TestCancelled(t *testing.T) {
	s := newRecord(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, []store.Item{{Document: numbered(0)}}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if n, err := s.Count(t.Context(), store.Query{}); n != 0 || err != nil {
		t.Errorf("%d statements, %v", n, err)
	}
	put(t, s, numbered(0))
	sound(t, s)
}

// A joint statement is found and counted by each of those who made it, and an
// entity by every name, identifier and role that it has.
func TestEntities(t *testing.T) {
	s := newRecord(t)
	d := toy(verbatim.Meta{Published: "2025-02-12", Outlet: "Gazette"}, "He and the minister|direct|we agree", "the minister|indirect|that it rains")
	names := len(d.Text)
	d.Text += "Volodymyr Zelenskyy. Zelensky. Ann Pell. Truth Social."
	at := func(start, length int) verbatim.Span {
		return verbatim.Span{Start: names + start, End: names + start + length}
	}
	d.Mentions = []verbatim.Mention{
		{Span: at(0, 19), Form: verbatim.Named, Name: at(0, 19), Entity: 0},
		{Span: at(21, 8), Form: verbatim.Named, Name: at(21, 8), Entity: 0},
		{Span: at(31, 8), Form: verbatim.Named, Name: at(31, 8), Entity: 1},
	}
	d.Entities = []verbatim.Entity{
		{Kind: verbatim.Person, Name: at(0, 19), Wikidata: "Q3874799", Key: "Q3874799", Mentions: []int{0, 1}, Roles: []verbatim.Role{{Title: "Ukrainian president"}}},
		{Kind: verbatim.Person, Name: at(31, 8), Key: "person ann pell", Mentions: []int{2}},
		{Kind: verbatim.Organisation, Name: at(41, 12)},
	}
	d.Statements[0].Speakers = []int{0, 1}
	d.Statements[1].Speakers = []int{1}
	d.Statements[1].Addressee = &verbatim.Addressee{Span: at(0, 9), Entities: []int{0}}
	d.Statements[1].Venue = &verbatim.Venue{Span: at(41, 12), Kind: verbatim.Post, Entity: 2}
	put(t, s, d)
	sound(t, s)
	for query, want := range map[string]int{
		"speaker:zelensky": 1, "speaker:zelenskiy": 1, `speaker:"volodymyr zelensky"`: 1, "speaker:q3874799": 1, `role:"ukrainian president"`: 1, "role:president": 1,
		"speaker:pell": 2, `speaker:"zelensky ann"`: 0, "speaker:minister": 2, "speaker:he": 1,
		"to:zelensky": 1, "to:pell": 0, `venue:"truth social"`: 1, "venue:post": 1, "venue:interview": 0,
	} {
		if got := len(ids(t, s, query, false)); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	f, err := s.Facets(t.Context(), store.Query{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]store.FacetValue)
	for _, field := range f.Fields {
		got[field.Field.String()] = field.Values
	}
	if diff := cmp.Diff([]store.FacetValue{{Label: "Ann Pell", Sort: "person", Count: 2}, {Label: "Volodymyr Zelenskyy", Sort: "person", Count: 1}}, got["speaker"]); diff != "" {
		t.Errorf("speakers: %s", diff)
	}
	if diff := cmp.Diff([]store.FacetValue{{Label: "Truth Social", Count: 1}}, got["venue"]); diff != "" {
		t.Errorf("venues: %s", diff)
	}
	root, err := search.Parse("speaker:zelensky")
	if err != nil {
		t.Fatal(err)
	}
	f, err = s.Facets(t.Context(), store.Query{Root: root}, 10)
	if err != nil || f.Fields[0].Values[0].Count != 1 || len(f.Fields[0].Values) != 2 {
		t.Errorf("facets of one: %+v, %v", f, err)
	}
	st, err := s.Status(t.Context())
	if err != nil || st.Speakers != 2 || st.People != 2 {
		t.Errorf("%d speakers, %d people, %v", st.Speakers, st.People, err)
	}
}
