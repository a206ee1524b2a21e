package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// wordy is a document of statements of made-up words, a few of which are in most
// of them. One statement in a hundred says one word a few thousand times, so that
// its places fill pages of the index.
func wordy(rng *rand.Rand, n, statements int) *verbatim.Document {
	var lines []string
	for range statements {
		var words []string
		for range 1 + rng.IntN(12) {
			words = append(words, fmt.Sprintf("w%d", int(300*rng.Float64()*rng.Float64()*rng.Float64())))
		}
		if rng.IntN(100) == 0 {
			words = append(words, strings.Repeat("w1 w2 ", 1500+rng.IntN(2000)), "w3")
		}
		said := strings.Join(words, " ")
		if rng.IntN(3) == 0 {
			said += " … w4 w5"
		}
		lines = append(lines, fmt.Sprintf("Speaker%d|%s|%s", rng.IntN(30), []string{"direct", "indirect", "mixed"}[rng.IntN(3)], said))
	}
	at := time.Date(2025, 1, 1, rng.IntN(2000), 0, 0, 0, time.UTC)
	return toy(verbatim.Meta{URL: fmt.Sprintf("https://news.example/%d", n), Published: at.Format(time.RFC3339)}, lines...)
}

// asks are queries of every sort that package postings answers.
func asks(rng *rand.Rand) string {
	w := func() string { return fmt.Sprintf("w%d", int(300*rng.Float64()*rng.Float64()*rng.Float64())) }
	forms := []func() string{
		w,
		func() string { return w() + " " + w() },
		func() string { return `"` + w() + " " + w() + `"` },
		func() string { return `"w1 w2 w1"` },
		func() string { return `"w2 w3"` },
		func() string { return `"w5 ` + w() + `"` },
		func() string { return w() + " OR " + w() },
		func() string { return w() + " -" + w() },
		func() string { return "-" + w() },
		func() string { return fmt.Sprintf("%s near/%d %s", w(), rng.IntN(6), w()) },
		func() string { return fmt.Sprintf("%s near/4 %s near/4 %s", w(), w(), w()) },
		func() string { return fmt.Sprintf("(%s OR %q) %s", w(), w()+" "+w(), w()) },
		func() string { return fmt.Sprintf("speaker:speaker%d %s", rng.IntN(32), w()) },
		func() string { return "kind:direct after:2025-01-20 before:2025-03-01 " + w() },
		func() string { return w() + " -kind:mixed" },
		func() string { return "nobodysaysthis" },
		func() string { return "" },
		func() string { return "act:say -act:deny" },
	}
	return forms[rng.IntN(len(forms))]()
}

// agree compares what the two readings of the index find.
func agree(t *testing.T, s *store.Store, rng *rand.Rand, times int) {
	t.Helper()
	found := 0
	for range times {
		text := asks(rng)
		root, err := search.Parse(text)
		if err != nil {
			t.Fatal(text, err)
		}
		q := store.Query{Root: root, Order: []store.Order{store.NewestFirst, store.OldestFirst}[rng.IntN(2)], Old: rng.IntN(2) == 0}
		limit := []int{1, 20, 1 << 20}[rng.IntN(3)]
		own, sqlite := store.Matches(t, s, q, limit)
		if !slices.Equal(own, sqlite) {
			t.Fatalf("%q, order %d, at most %d: %d rows, SQLite has %d", text, q.Order, limit, len(own), len(sqlite))
		}
		if found += len(own); len(own) > 2 { // the page behind one
			q.After = own[rng.IntN(len(own))]
			if own, sqlite = store.Matches(t, s, q, limit); !slices.Equal(own, sqlite) {
				t.Fatalf("%q after %d: %d rows, SQLite has %d", text, q.After, len(own), len(sqlite))
			}
		}
	}
	if found < times {
		t.Errorf("%d rows in %d questions tell nothing", found, times)
	}
}

// The index is read as SQLite reads it: in one segment and in many, with pages
// that belong to one word and to one statement, after rows were taken away, and
// after segments were merged.
func TestReadingTheIndex(t *testing.T) {
	s := newRecord(t)
	rng := rand.New(rand.NewPCG(1, 2))
	n := 0
	add := func(documents, statements int) {
		var docs []*verbatim.Document
		for range documents {
			n++
			docs = append(docs, wordy(rng, n, statements))
		}
		put(t, s, docs...)
	}
	add(60, 60)
	agree(t, s, rng, 300)
	for range 12 {
		add(1+rng.IntN(3), 1+rng.IntN(5))
		agree(t, s, rng, 25)
	}
	// Revisions take words away and give them anew.
	for i := range 8 {
		d := wordy(rng, 1+i*7, 30)
		put(t, s, d)
		agree(t, s, rng, 25)
	}
	if _, err := s.Reread(t.Context(), store.Rereading{Layer: store.IndexLayer}); err != nil {
		t.Fatal(err)
	}
	agree(t, s, rng, 200)
	sound(t, s)
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	agree(t, s, rng, 200)
	add(2, 3)
	agree(t, s, rng, 50)
}

// While one writes, those who ask get answers that are of one moment: no
// statement that was there is missing, and none is shown with another's words.
func TestAskingWhileWriting(t *testing.T) {
	s := newRecord(t)
	rng := rand.New(rand.NewPCG(3, 4))
	put(t, s, toy(verbatim.Meta{URL: "https://news.example/first", Published: "2025-01-01"}, "Ann Pell|direct|the harbour road is closed"))
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				root, _ := search.Parse(`"harbour road" speaker:pell`)
				hits, err := s.Search(t.Context(), store.Query{Root: root})
				if err != nil || len(hits) != 1 || hits[0].Document.URL != "https://news.example/first" {
					t.Errorf("%d hits, %v", len(hits), err)
					return
				}
				hits, err = s.Search(t.Context(), store.Query{Order: store.NewestFirst, Limit: 50})
				if err != nil {
					t.Error(err)
					return
				}
				for i := range hits {
					if h := &hits[i]; h.ID != store.StatementID(h.Document, h.Index) {
						t.Errorf("%s is shown as statement %d of %s", h.ID, h.Index, h.DocumentID)
					}
				}
			}
		})
	}
	for i := range 12 {
		put(t, s, wordy(rng, 100+i, 5))
		if i%4 == 3 {
			if _, err := s.Reread(t.Context(), store.Rereading{Layer: store.IndexLayer}); err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	wg.Wait()
}
