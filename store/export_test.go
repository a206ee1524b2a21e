package store

import (
	"database/sql"
	"testing"

	"github.com/verbatim-record/verbatim/store/postings"
)

// HoldWriteLock begins a transaction as a writer does, for a test of those
// that wait.
func HoldWriteLock(t testing.TB, s *Store) (release func()) {
	t.Helper()
	tx, err := s.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s.holder.note(s.o.Command, s.o.Now())
	return func() {
		s.holder.clear()
		tx.Rollback()
	}
}

// Exec changes a record behind its back.
func Exec(t testing.TB, s *Store, query string) {
	t.Helper()
	if _, err := s.write.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// TryExec is Exec for what may be refused.
func TryExec(t testing.TB, s *Store, query string) error {
	t.Helper()
	_, err := s.write.ExecContext(t.Context(), query)
	return err
}

// LockFile keeps a record to itself, as a program that is not Verbatim may.
func LockFile(t testing.TB, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=locking_mode(EXCLUSIVE)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	return func() { db.Close() }
}

// Matches asks both readings of the index for rows: package postings, which has
// to answer, and SQLite.
func Matches(t testing.TB, s *Store, q Query, limit int) (own, sqlite []int64) {
	t.Helper()
	ok, err := s.onWords(t.Context(), func(w *postings.Snapshot) (err error) {
		own, err = w.Find(t.Context(), q.question(limit))
		if err == nil && limit > 0 {
			var n int
			if n, err = w.Count(t.Context(), q.question(limit)); n != len(own) {
				t.Errorf("%d rows are found and %d counted", len(own), n)
			}
		}
		return err
	})
	if err != nil || !ok {
		t.Errorf("the index is not read: %v, %v", ok, err)
	}
	if sqlite, err = s.matched(t.Context(), q, limit); err != nil {
		t.Fatal(err)
	}
	return own, sqlite
}
