package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/store"
)

var models = sync.OnceValues(analyze.Load)

// clock is the time of the tests.
func clock() time.Time { return time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC) }

// open opens a record in a file of its own, which the test closes.
func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Now: clock, Version: model.Version, Command: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// newRecord returns an empty record.
func newRecord(t testing.TB) *store.Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "record.db"))
}

// article returns an analysed document of a text.
func article(t testing.TB, meta verbatim.Meta, text string) *verbatim.Document {
	t.Helper()
	m, err := models()
	if err != nil {
		t.Fatal(err)
	}
	d := &verbatim.Document{Meta: meta, Text: text}
	d.Language = ingest.Language(text)
	d.Furniture = ingest.Furniture(text)
	analyze.Document(d, m)
	return d
}

// sample returns the sample article of the repository.
func sample(t testing.TB) *verbatim.Document {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", "harbour.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return article(t, verbatim.Meta{Path: "harbour.txt", Published: "2025-02-12", Outlet: "Harbour Gazette"}, string(text))
}

// put puts documents and returns what became of them.
func put(t testing.TB, s *store.Store, docs ...*verbatim.Document) []store.Result {
	t.Helper()
	var items []store.Item
	for _, d := range docs {
		items = append(items, store.Item{Document: d})
	}
	r, err := s.Put(t.Context(), items)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// says is a short article with one statement for each line "speaker: words".
func says(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		who, words, _ := strings.Cut(l, ": ")
		b.WriteString("“" + words + ",” " + who + " said on Tuesday.\n\n")
	}
	return b.String()
}

// numbered is the nth document. Every third is a revision of the one before.
func numbered(n int) *verbatim.Document {
	url := fmt.Sprintf("https://news.example/%d", n-max(0, n%3-1))
	meta := verbatim.Meta{URL: url, Published: time.Date(2025, 1, 1, n%1000, 0, 0, 0, time.UTC).Format(time.RFC3339)}
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	var lines []string
	for i := range 1 + n%5 {
		words := strings.Repeat(fmt.Sprintf("word%d of number%d and ", rng.IntN(500), n), 1+rng.IntN(12))
		lines = append(lines, fmt.Sprintf("Speaker %d|direct|the point%d is %s so", rng.IntN(40), i, words))
	}
	return toy(meta, lines...)
}
