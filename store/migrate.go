package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The migrations are numbered; a file of format n has had the first n. They
// never change once a release has them. A change of the format adds a file
// here and one of the former format to testdata.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as a record: "Vrbt", in SQLite's header.
const applicationID = 0x56726274

// steps returns the migrations in order.
func steps() ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []string
	for i, name := range names {
		number, _, _ := strings.Cut(filepath.Base(name), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		b, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, string(b))
	}
	return out, nil
}

// format returns the format of the file: 0 for one that is new and empty.
func format(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, newest int) (int, error) {
	var id, n, tables int
	if err := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &n, &tables); err != nil {
		return 0, err
	}
	switch {
	case id == 0 && n == 0 && tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, ErrForeign
	case n > newest:
		return 0, fmt.Errorf("%w (format %d; this version reads up to %d)", ErrNewer, n, newest)
	}
	return n, nil
}

// migrate brings the file to the newest format, all steps or none.
func (s *Store) migrate(ctx context.Context) error {
	todo, err := steps()
	if err != nil {
		return err
	}
	n, err := format(ctx, s.write, len(todo))
	if err != nil || n == len(todo) {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		// Another process may have been faster.
		n, err := format(ctx, tx, len(todo))
		if err != nil {
			return err
		}
		for ; n < len(todo); n++ {
			if _, err := tx.ExecContext(ctx, todo[n]); err != nil {
				return fmt.Errorf("migration %d: %w", n+1, err)
			}
		}
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, n))
		return err
	})
}

// checkFormat says whether a record that is only read can be.
func (s *Store) checkFormat(ctx context.Context) error {
	todo, err := steps()
	if err != nil {
		return err
	}
	n, err := format(ctx, s.read, len(todo))
	switch {
	case err != nil:
		return err
	case n == 0:
		return ErrNoRecord
	case n < len(todo):
		return fmt.Errorf("%w (format %d)", ErrOlder, n)
	}
	return nil
}
