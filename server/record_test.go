package server_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

// Articles of a small record: two outlets that quote one man, one of them with
// other words, a newer version of an article, and meetings that are planned.
var articles = []verbatim.Document{
	{Text: `The bridge will not be ready this year, the minister has said.

"We will not open the bridge before every bolt has been counted," Roads Minister Ana Belmonte told reporters at the harbour on Monday.

She denied that the steel was at fault. "The steel is sound and the sums are right," she said.

Belmonte will meet Mayor Piet Okonkwo on 14 March 2025 to discuss the ferry.`,
		Meta: verbatim.Meta{URL: "https://gazette.example/bridge", Outlet: "Gazette", Title: "Bridge not ready", Published: "2025-03-10T09:00:00Z"}},
	{Text: `The bridge will not be ready this year, the minister has said.

"We will not open the bridge before every bolt has been counted twice," Roads Minister Ana Belmonte told reporters at the harbour on Monday.

She denied that the steel was at fault. "The steel is sound and the sums are right," she said.

Belmonte will meet Mayor Piet Okonkwo on 14 March 2025 to discuss the ferry. A visit to the yard was cancelled.`,
		Meta: verbatim.Meta{URL: "https://gazette.example/bridge", Outlet: "Gazette", Title: "Bridge not ready (updated)", Published: "2025-03-10T15:00:00Z"}},
	{Text: `Roads Minister Ana Belmonte has promised a cautious opening.

"We shall never open the bridge before every rivet has been counted," Belmonte told reporters on Monday, according to her office.

Mayor Piet Okonkwo said the ferry would run until summer. "Nobody will be left on the wrong bank," he added.`,
		Meta: verbatim.Meta{URL: "https://courier.example/caution", Outlet: "Courier", Title: "Minister <b>cautious</b>", Published: "2025-03-11"}},
}

// models loads the models once.
func models(t testing.TB) *analyze.Models {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// record makes a record of the articles, and returns it with the folder that it
// is in, whose name must not be told to anybody.
func record(t testing.TB) (*store.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "secret-folder")
	now := time.Date(2025, 3, 12, 8, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), filepath.Join(dir, "desk.db"), store.Options{Version: models(t).Version, Now: func() time.Time { return now }, FileNames: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	text, err := os.ReadFile("../testdata/harbour.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := append([]verbatim.Document{{Text: string(text), Meta: verbatim.Meta{Path: filepath.Join(dir, "harbour.txt"), Published: "2025-02-12"}}}, articles...)
	for i := range list {
		d := list[i]
		d.Language, d.Furniture = "en", ingest.Furniture(d.Text)
		analyze.Document(&d, models(t))
		if _, err := s.Put(t.Context(), []store.Item{{Document: &d, Fetched: store.Fetched{URL: d.URL, Status: 200, Hash: store.HashOf([]byte(d.Text))}}}); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Minute)
	}
	if err := s.PutFeed(t.Context(), store.Feed{URL: "https://name:password@gazette.example/rss", Kind: "feed", Title: "Gazette", Failures: 2, LastError: "https://name:password@gazette.example/rss: 404"}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutFeed(t.Context(), store.Feed{URL: filepath.Join(dir, "inbox"), Kind: "folder", Failures: 1, LastError: filepath.Join(dir, "inbox") + ": permission denied"}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutAlert(t.Context(), store.Alert{Name: "bridge", Query: "bridge", Delivery: "feed", Target: filepath.Join(dir, "bridge.xml"), Secret: "hush"}); err != nil {
		t.Fatal(err)
	}
	return s, dir
}
