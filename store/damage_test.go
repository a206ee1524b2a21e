package store_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// Whatever happens to the bytes of the file, reading it is an error or a fault
// that Verify finds, and never a panic.
func TestDamagedFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "record.db")
	s := open(t, path)
	docs := []*verbatim.Document{sample(t)}
	for n := range 120 {
		docs = append(docs, numbered(n))
	}
	put(t, s, docs...)
	s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	found := 0
	const rounds = 40
	for range rounds {
		b := append([]byte(nil), whole...)
		at := rng.IntN(len(b) - 64)
		for i := range 1 + rng.IntN(64) {
			b[at+i] = byte(rng.Uint32())
		}
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		if damageFound(t, path) {
			found++
		}
	}
	// The others lie where a page has left-over bytes of its former use: in a
	// file as small as this one some six in ten.
	t.Logf("%d of %d damages were found", found, rounds)
	if found < rounds/4 {
		t.Errorf("only %d of %d damages were found", found, rounds)
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o666); err != nil {
		t.Fatal(err)
	}
	if !damageFound(t, path) {
		t.Error("half a file is sound")
	}
}

func damageFound(t *testing.T, path string) bool {
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		return true
	}
	defer s.Close()
	found := false
	for _, err := range s.Documents(t.Context()) {
		found = found || err != nil
	}
	if _, err := s.Search(t.Context(), store.Query{}); err != nil {
		found = true
	}
	if _, err := s.Facets(t.Context(), store.Query{}, 10); err != nil {
		found = true
	}
	_, err = s.Verify(t.Context(), func(store.Fault) { found = true }, nil)
	return found || err != nil
}

// Each sort of disagreement inside of a sound file is found.
func TestVerifyFinds(t *testing.T) {
	for _, c := range []struct{ name, query string }{
		{"a word less in the index", "DELETE FROM word WHERE rowid = (SELECT max(n) FROM statement)"},
		{"a word more in the index", "INSERT INTO word (rowid, entry) VALUES (77, 'ghost')"},
		{"another word", "DELETE FROM word WHERE rowid = (SELECT max(n) FROM statement); INSERT INTO word (rowid, entry) SELECT max(n), 'other words' FROM statement"},
		{"a statement of another document", "UPDATE statement SET document = 99 WHERE n = (SELECT max(n) FROM statement)"},
		{"another speaker", "UPDATE statement SET speaker = kind WHERE n = (SELECT max(n) FROM statement)"},
		{"a statement less", "DELETE FROM statement WHERE n = (SELECT max(n) FROM statement)"},
		{"another text", "UPDATE document SET text = (SELECT text FROM document WHERE n = 1), size = (SELECT size FROM document WHERE n = 1) WHERE n = 2"},
		{"no layer", "DELETE FROM layer WHERE n = 2 * 16 + 3"},
		{"the layer of another", "UPDATE layer SET body = (SELECT body FROM layer WHERE n = 1 * 16 + 3) WHERE n = 2 * 16 + 3"},
		{"a layer of garbage", "UPDATE layer SET body = x'0102' WHERE n = 2 * 16 + 3"},
		{"another title", "UPDATE document SET title = 'Other' WHERE n = 2"},
		{"another day", "UPDATE document SET minute = minute + 1440 WHERE n = 2"},
		{"another id", "UPDATE document SET id = randomblob(16) WHERE n = 2"},
		{"a mark that is wrong", "UPDATE statement SET old = 1 WHERE n = (SELECT max(n) FROM statement)"},
	} {
		s := newRecord(t)
		put(t, s, numbered(3), numbered(4), numbered(8))
		sound(t, s)
		store.Exec(t, s, c.query)
		faults := 0
		v, err := s.Verify(t.Context(), func(f store.Fault) { faults++ }, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if faults == 0 || v.Faults != faults {
			t.Errorf("%s is not found (%d faults, %d reported)", c.name, v.Faults, faults)
		}
	}
}
