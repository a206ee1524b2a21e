package store

import (
	"database/sql"
	"testing"
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
