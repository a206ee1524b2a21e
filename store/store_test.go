package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

func TestPutAndDocument(t *testing.T) {
	s := newRecord(t)
	d := sample(t)
	r := put(t, s, d)
	want := store.Result{ID: store.DocumentID(d), Change: store.Added, Revision: 1, Statements: len(d.Statements)}
	if diff := cmp.Diff([]store.Result{want}, r); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	got, info, err := s.Document(t.Context(), r[0].ID[:9])
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the document from the record (-want +got):\n%s", diff)
	}
	if info.Versions["quote"] != model.Version("quote") || info.Versions["quote"] == "" {
		t.Errorf("the statements were made with %q", info.Versions["quote"])
	}
	if got, want := info.When.Format("2006-01-02 15:04"), "2025-02-12 00:00"; got != want {
		t.Errorf("when is %s, want %s", got, want)
	}

	// Twice the same changes nothing.
	if r := put(t, s, d, d); r[0].Change != store.Known || r[1].Change != store.Known || r[0].ID != want.ID {
		t.Errorf("put again: %+v", r)
	}
	// What was fetched is found by its hash.
	if id, ok, err := s.Has(t.Context(), store.HashOf([]byte(d.Text))); err != nil || !ok || id != want.ID {
		t.Errorf("Has = %q, %v, %v", id, ok, err)
	}
	if _, ok, err := s.Has(t.Context(), store.HashOf([]byte("else"))); err != nil || ok {
		t.Errorf("Has of other bytes = %v, %v", ok, err)
	}
}

func TestRevision(t *testing.T) {
	s := newRecord(t)
	meta := verbatim.Meta{URL: "https://news.example/a", Published: "2025-02-12"}
	a := article(t, meta, says("Mr Orde: The road is closed until the bridge is mended", "Ann Pell: We have asked for more money"))
	b := article(t, meta, says("Mr Orde: The road is closed until the bridge is mended", "Ann Pell: We have never asked for any money"))
	elsewhere := article(t, verbatim.Meta{URL: "https://other.example/a"}, a.Text)
	r := put(t, s, a, b, elsewhere, a)
	var got []string
	for _, x := range r {
		got = append(got, x.Change.String())
	}
	if diff := cmp.Diff([]string{"added", "revised", "added", "known"}, got); diff != "" {
		t.Error(diff)
	}
	if r[1].Revision != 2 || r[0].ID == r[1].ID || r[0].ID == r[2].ID {
		t.Errorf("results %+v", r)
	}
	ids, err := s.Revisions(t.Context(), meta.URL)
	if diff := cmp.Diff([]string{r[0].ID, r[1].ID}, ids); err != nil || diff != "" {
		t.Errorf("revisions %v, %v", ids, err)
	}
	for _, want := range []*verbatim.Document{a, b} {
		d, info, err := s.Document(t.Context(), store.DocumentID(want))
		if err != nil || d.Text != want.Text || info.Revisions != 2 {
			t.Errorf("revision %+v: %v", info, err)
		}
	}
}

// The layers that a model makes are made anew, those before it are kept, and
// statements that come out the same keep their ids.
func TestReread(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	older := func(layer string) string {
		if layer == "quote" {
			return "older"
		}
		return model.Version(layer)
	}
	s, err := store.Open(t.Context(), path, store.Options{Now: clock, Version: older})
	if err != nil {
		t.Fatal(err)
	}
	whole := sample(t)
	poor := *whole
	poor.Statements = poor.Statements[:2:2] // as a poorer model might have it
	poor.Events = nil                       // they point at the others
	meta := verbatim.Meta{URL: "https://news.example/a"}
	a, b := article(t, meta, says("Mr Orde: The road is closed", "Ann Pell: We want money")), article(t, meta, says("Mr Orde: The road is closed"))
	put(t, s, &poor, a, b)
	kept := store.StatementID(whole, 0)
	s.Close()

	s = open(t, path)
	st, err := s.Status(t.Context())
	if diff := cmp.Diff(map[string]int{"quote": 3}, st.Stale); err != nil || diff != "" {
		t.Errorf("stale layers (-want +got):\n%s%v", diff, err)
	}
	m, err := models()
	if err != nil {
		t.Fatal(err)
	}
	again := store.Rereading{Layer: "quote", Again: func(d *verbatim.Document, layer string) {
		if layer != "quote" || len(d.Words) == 0 || len(d.Statements) > 0 {
			t.Errorf("again from %s with %d words and %d statements", layer, len(d.Words), len(d.Statements))
		}
		analyze.From(d, m, layer)
	}}
	if n, err := s.Reread(t.Context(), again); n != 3 || err != nil {
		t.Fatalf("reread %d documents, %v", n, err)
	}
	got, _, err := s.Document(t.Context(), store.DocumentID(whole))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the document after rereading (-want +got):\n%s", diff)
	}
	if h, _, err := s.Statement(t.Context(), kept); err != nil || h.Index != 0 {
		t.Errorf("statement %s: %+v, %v", kept, h.Index, err)
	}
	sound(t, s)
	if n, err := s.Reread(t.Context(), again); n != 0 || err != nil {
		t.Errorf("again rereads %d documents, %v", n, err)
	}
	if n, err := s.Reread(t.Context(), store.Rereading{Layer: store.IndexLayer}); n != 3 || err != nil {
		t.Errorf("the index of %d documents is written, %v", n, err)
	}
	sound(t, s)
	// The statement that both revisions have is still marked in the first.
	if got := ids(t, s, "road", false); len(got) != 1 || got[0] != store.StatementID(b, 0) {
		t.Errorf("road is found as %v", got)
	}
	if _, err := s.Reread(t.Context(), store.Rereading{Layer: "furniture"}); err == nil {
		t.Error("furniture can be reread")
	}
}

// sound fails the test where anything is wrong with the record.
func sound(t testing.TB, s *store.Store) {
	t.Helper()
	v, err := s.Verify(t.Context(), func(f store.Fault) { t.Errorf("fault: %s %s", f.ID, f.Text) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if v.Documents == 0 {
		t.Error("nothing was verified")
	}
}

// ids returns the ids of the statements that match, the newest first.
func ids(t testing.TB, s *store.Store, query string, old bool) []string {
	t.Helper()
	root, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := s.Search(t.Context(), store.Query{Root: root, Order: store.NewestFirst, Old: old, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// What is odd in an article comes back as it was.
func TestOddDocuments(t *testing.T) {
	s := newRecord(t)
	for _, d := range []*verbatim.Document{
		{Text: ""},
		{Text: "a\x00b", Meta: verbatim.Meta{Title: "nul \x00 inside", Outlet: "bad \xff utf-8", Published: "soon", Byline: "\u202e"}},
		{Text: "no statements", Meta: verbatim.Meta{Published: "9999-12-31", Path: "p"}},
		{Text: "first", Meta: verbatim.Meta{Published: "0001-01-01"}},
		article(t, verbatim.Meta{Language: "xx"}, "“Ja,” sagte er. «Non», dit-il. ‚Nein‘, „so“."),
		article(t, verbatim.Meta{}, strings.Repeat("“A” said “b” ", 3000)),
	} {
		r := put(t, s, d)
		got, _, err := s.Document(t.Context(), r[0].ID)
		if err != nil {
			t.Errorf("%.20q: %v", d.Text, err)
			continue
		}
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%.20q (-want +got):\n%s", d.Text, diff)
		}
	}
	sound(t, s)
}
