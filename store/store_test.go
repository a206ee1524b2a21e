package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/model"
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
