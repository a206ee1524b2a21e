package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Backup writes a copy of the record to a file that does not exist yet, while
// others read and write. The copy is of one moment, compact, and a record like
// any other.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return plain(err)
	}
	defer func() {
		if err != nil {
			os.Remove(part)
		}
	}()
	db, err := sql.Open("sqlite", s.dsn(s.mode()))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return s.explain(err)
	}
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return plain(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return plain(err)
	}
	return plain(os.Rename(part, path))
}

// Compact merges the index into one piece, forgets values that nothing is
// counted by any more and gives the room that is not needed back to the disk.
// While it works it needs room for the file twice more.
func (s *Store) Compact(ctx context.Context) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO word (word) VALUES ('optimize')")
		return err
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.names)
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `CREATE TEMP TABLE used AS SELECT speaker AS n FROM statement UNION SELECT addressee FROM statement UNION SELECT outlet FROM statement
			UNION SELECT venue FROM statement UNION SELECT kind FROM statement UNION SELECT act FROM statement UNION SELECT name FROM joint;
			DELETE FROM name WHERE n NOT IN (SELECT n FROM used);
			DROP TABLE temp.used`)
		return err
	})
	if err != nil {
		return err
	}
	s.holder.note(s.o.Command, s.o.Now())
	defer s.holder.clear()
	if _, err := s.write.ExecContext(ctx, "VACUUM"); err != nil {
		return s.explain(err)
	}
	_, err = s.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return s.explain(err)
}
