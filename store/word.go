package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store/postings"
)

// indexBytes is how much of the index of words is kept in memory, decoded. The
// index of a million statements has twice as much on disk.
const indexBytes = 64 << 20

// The index of words is read in two ways: by package postings, and by SQLite's
// MATCH, which answers also what the other does not.

// words returns the index of words as it is at this moment.
func (s *Store) words(ctx context.Context) (*postings.Snapshot, error) {
	var structure []byte
	err := s.askRow(ctx, "SELECT block FROM word_data WHERE id = ?", postings.StructureRow).Scan(&structure)
	if err != nil {
		return nil, s.explain(err)
	}
	return s.index.At(structure, postings.Source{
		Block: func(row int64) (block, now []byte, err error) {
			err = s.askRow(ctx, "SELECT (SELECT block FROM word_data WHERE id = ?), block FROM word_data WHERE id = ?", row, postings.StructureRow).Scan(&block, &now)
			return block, now, s.explain(err)
		},
		Separators: func(segment int) (list []postings.Separator, now []byte, err error) {
			rows, err := s.ask(ctx, `SELECT term, pgno, NULL FROM word_idx WHERE segid = ?
				UNION ALL SELECT NULL, NULL, block FROM word_data WHERE id = ?`, segment, postings.StructureRow)
			if err != nil {
				return nil, nil, s.explain(err)
			}
			defer rows.Close()
			for rows.Next() {
				var term, block sql.RawBytes
				var page sql.NullInt64
				if err := rows.Scan(&term, &page, &block); err != nil {
					return nil, nil, s.explain(err)
				}
				if !page.Valid {
					now = append([]byte{}, block...)
					continue
				}
				list = append(list, postings.Separator{Term: string(term), Page: int(page.Int64)})
			}
			return list, now, s.explain(rows.Err())
		},
	})
}

// asks is how often the index is asked again that is written meanwhile.
const asks = 3

// onWords lets f ask the index. Where that cannot be, for the sort of query or
// because the index is written all the time or damaged, ok is false: then SQLite
// is asked, and says what is wrong.
func (s *Store) onWords(ctx context.Context, f func(w *postings.Snapshot) error) (ok bool, err error) {
	for range asks {
		w, err := s.words(ctx)
		if err == nil {
			err = f(w)
		}
		if err == nil {
			return true, nil
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if !errors.Is(err, postings.ErrChanged) {
			return false, nil
		}
	}
	return false, nil
}

// question is a query as the index is asked.
func (q Query) question(limit int) postings.Question {
	p := search.NewPlan(q.Root, q.Old)
	out := postings.Question{Root: q.Root, Old: q.Old, From: p.From, To: p.To, Descending: q.Order != OldestFirst, Limit: limit}
	if !q.Since.IsZero() {
		out.From = max(out.From, search.Minute(q.Since))
	}
	if !q.Until.IsZero() {
		out.To = min(out.To, search.Minute(q.Until))
	}
	out.From, out.To = out.From*slots, out.To*slots
	switch {
	case q.After == 0:
	case q.Order == OldestFirst:
		out.From = max(out.From, q.After+1)
	default:
		out.To = min(out.To, q.After)
	}
	return out
}

// matches returns the rows of the first statements that match, in order of time.
func (s *Store) matches(ctx context.Context, q Query, limit int) ([]int64, error) {
	var out []int64
	ok, err := s.onWords(ctx, func(w *postings.Snapshot) (err error) {
		out, err = w.Find(ctx, q.question(limit))
		return err
	})
	if err != nil {
		return nil, s.explain(err)
	}
	if ok {
		return out, nil
	}
	return s.matched(ctx, q, limit)
}
