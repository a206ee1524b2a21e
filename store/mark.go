package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/verbatim-record/verbatim/search"
)

// unmarked reports whether a document is one of a former format whose statements
// have no tokens yet for what they lack.
func (w *writer) unmarked(document int64) (bool, error) {
	var n int64
	err := w.row("SELECT n FROM unmarked WHERE n = ?", document).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// marks takes from the entries of a document what its index has not yet.
func (w *writer) marks(document int64, entries []search.Entry) error {
	yes, err := w.unmarked(document)
	if yes {
		for i := range entries {
			entries[i].Lacks = nil
		}
	}
	return err
}

// markBatch writes for some documents of a former format what their statements
// and events lack, and returns which: none when all are done.
func (s *Store) markBatch(ctx context.Context) (list []int64, err error) {
	const batch = 64
	w := &writer{s: s, ctx: ctx, now: s.o.Now()}
	defer w.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		w.tx = tx
		if list, err = listOf(tx.QueryContext(ctx, "SELECT n FROM unmarked ORDER BY n LIMIT ?", batch)); err != nil {
			return err
		}
		for _, n := range list {
			if err := w.mark(n); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// unreadable says that a document is damaged, of which Verify tells: it must not
// keep the others from being marked.
func unreadable(err error) bool {
	return errors.Is(err, ErrDamaged) || errors.Is(err, errDamaged) || errors.Is(err, sql.ErrNoRows)
}

// mark writes what the statements and events of one document lack.
func (w *writer) mark(n int64) error {
	if _, err := w.exec("DELETE FROM unmarked WHERE n = ?", n); err != nil {
		return err
	}
	d, info, err := w.s.loadSome(w.ctx, w.tx, whoLayers, "n = ?", n)
	if unreadable(err) {
		return nil
	}
	if err != nil {
		return err
	}
	again := func(table string, row int64, text string) error {
		if _, err := w.exec("DELETE FROM "+table+" WHERE rowid = ?", row); err != nil {
			return err
		}
		_, err := w.exec("INSERT INTO "+table+" (rowid, entry) VALUES (?,?)", row, text)
		return err
	}
	_, dated := search.ParseMinute(d.Published)
	entries := search.Entries(d)
	for i := range entries {
		if len(entries[i].Lacks) == 0 {
			continue
		}
		row := info.first + int64(i)
		var old bool
		if err := w.row("UPDATE statement SET undated = ? WHERE n = ? RETURNING old", !dated, row).Scan(&old); err != nil {
			return err
		}
		if err := again("word", row, entries[i].Text(old)); err != nil {
			return err
		}
	}
	if dated && search.OutletOf(d).Key != "" {
		return nil // its events lack nothing
	}
	if d, info, err = w.s.loadSome(w.ctx, w.tx, eventLayers, "n = ?", n); unreadable(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for i, e := range search.EventEntries(d, search.Minute(info.When)) {
		if len(e.Lacks) == 0 {
			continue
		}
		var row int64
		switch err := w.row("SELECT n FROM event WHERE document = ? AND i = ?", n, i).Scan(&row); {
		case errors.Is(err, sql.ErrNoRows):
			continue
		case err != nil:
			return err
		}
		if err := again("deed", row, e.Text(false)); err != nil {
			return err
		}
	}
	return nil
}
