package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// What marks a statement whose confidence, or whose number of words, has not been
// noted yet.
const (
	unknownSure  = -1
	unknownWords = -1
)

// sureOf is the confidence of a statement as the queue is ordered by it, in
// ten-thousandths.
func sureOf(st *verbatim.Statement) int64 {
	return int64(math.Round(min(max(st.Confidence, 0), 1) * 10000))
}

// Queue returns statements that nobody has judged yet, the least sure first:
// those that come after the statement with the id after, or with an empty one the
// first. Statements that stand with the same words in a newer revision are not
// among them. A statement after that is gone, since the analysis was made anew, is
// [ErrNotFound]: begin again.
func (s *Store) Queue(ctx context.Context, after string, limit int) ([]search.Hit, error) {
	sure, n, err := int64(unknownSure), int64(math.MinInt64), error(nil)
	if after != "" {
		p, badID := parsePrefix(after)
		if badID != nil {
			return nil, badID
		}
		err = s.read.QueryRowContext(ctx, "SELECT sure, n FROM statement WHERE id BETWEEN ? AND ? ORDER BY sure, n LIMIT 1", p.low, p.high).Scan(&sure, &n)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("%s: %w in the record", after, ErrNotFound)
		}
		if err != nil {
			return nil, s.explain(err)
		}
	}
	// One comparison of both numbers would read all that are as sure as after.
	var list []int64
	for _, part := range []struct {
		where string
		args  []any
	}{{"sure = ? AND n > ?", []any{sure, n}}, {"sure > ?", []any{sure}}} {
		if len(list) >= limit {
			break
		}
		if list, err = s.queued(ctx, list, part.where, append(part.args, limit-len(list))...); err != nil {
			return nil, err
		}
	}
	return s.hits(ctx, nil, list)
}

// queued adds rows of the queue that meet a condition to a list. A statement
// that the analysis has seen twice is there once.
func (s *Store) queued(ctx context.Context, list []int64, where string, args ...any) ([]int64, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT n FROM statement s WHERE old = 0 AND judged = 0 AND sure >= 0 AND "+where+`
		AND NOT EXISTS (SELECT 1 FROM statement e WHERE e.id = s.id AND (e.sure, e.n) < (s.sure, s.n)) ORDER BY sure, n LIMIT ?`, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, s.explain(err)
		}
		list = append(list, n)
	}
	return list, s.explain(rows.Err())
}

// Queued returns how many statements wait in the review queue, and how many of
// all have been judged. Of a queue of more than 50,000, what is added counts
// after a minute at the latest, and what is judged at once.
func (s *Store) Queued(ctx context.Context) (waiting, judged int, err error) {
	now := s.o.Now()
	c := s.queueCounted.Load()
	if c == nil || c.total < 50_000 || now.Sub(c.at) >= time.Minute || now.Before(c.at) {
		c = &queueCount{at: now}
		err := s.read.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM statement WHERE old = 0 AND judged = 0 AND sure >= 0) + ("+judgedInQueue+")").Scan(&c.total)
		if err != nil {
			return 0, 0, s.explain(err)
		}
		s.queueCounted.Store(c)
	}
	var out int
	err = s.read.QueryRowContext(ctx, "SELECT ("+judgedInQueue+`), (SELECT count(DISTINCT statement) FROM correction c
		WHERE EXISTS (SELECT 1 FROM statement s WHERE s.id = c.statement AND s.judged))`).Scan(&out, &judged)
	return max(0, c.total-out), judged, s.explain(err)
}

// judgedInQueue counts the rows that would be in the queue, were they not
// judged: by the corrections, for there are few.
const judgedInQueue = `SELECT count(*) FROM (SELECT DISTINCT statement FROM correction) c CROSS JOIN statement s ON s.id = c.statement
	WHERE s.judged = 1 AND s.old = 0 AND s.sure >= 0`

// queueCount is how many statements wait in the queue or were judged, as of a
// time: with a million of them it takes a tenth of a second to count them.
type queueCount struct {
	total int
	at    time.Time
}

// Unranked returns how many documents, put by a former version, have statements
// that are not in the review queue yet, whose words have not been counted, or that
// are not marked as undated or as without a speaker, an addressee, a venue or an
// outlet.
func (s *Store) Unranked(ctx context.Context) (int, error) {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT n FROM unranked UNION SELECT n FROM unmarked UNION SELECT n FROM unnoted)").Scan(&n)
	return n, s.explain(err)
}

// Rank puts the statements of the documents that Unranked counts into the
// review queue, notes how many words they have and what joins their events with
// others, and marks them, a batch a transaction: what was interrupted goes on
// where it stopped. It returns how many documents it has done. Progress, where it is not
// nil, is called after each batch.
func (s *Store) Rank(ctx context.Context, progress func(done, of int)) (int, error) {
	total, err := s.Unranked(ctx)
	if err != nil || total == 0 {
		return 0, err
	}
	done := make(map[int64]bool, total)
	for _, batch := range []func(context.Context) ([]int64, error){s.rankBatch, s.markBatch, s.noteBatch} {
		for {
			list, err := batch(ctx)
			if err != nil {
				return len(done), err
			}
			if len(list) == 0 {
				break
			}
			for _, n := range list {
				done[n] = true
			}
			if progress != nil {
				progress(len(done), max(len(done), total))
			}
		}
	}
	return len(done), nil
}

func (s *Store) rankBatch(ctx context.Context) (list []int64, err error) {
	const batch = 256
	w := &writer{s: s, ctx: ctx, now: s.o.Now()}
	defer w.close()
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		w.tx, list = tx, nil
		type ranked struct {
			n, first int64
			noted    []noted
			err      error
			size     int64
			text     []byte
			body     []byte
		}
		rows, err := tx.QueryContext(ctx, `SELECT d.n, d.first, d.size, d.text, l.body FROM unranked u JOIN document d ON d.n = u.n
			JOIN layer l ON l.n = d.n * 16 + ? ORDER BY u.n LIMIT ?`, layerQuote, batch)
		if err != nil {
			return err
		}
		var todo []ranked
		for rows.Next() {
			var r ranked
			if err := rows.Scan(&r.n, &r.first, &r.size, &r.text, &r.body); err != nil {
				rows.Close()
				return err
			}
			todo = append(todo, r)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		each(len(todo), func(i int) {
			r := &todo[i]
			r.noted, r.err = notes(r.text, r.size, r.body)
		})
		for _, r := range todo {
			if r.err != nil {
				// Verify tells of it; it must not keep the others from the queue.
				r.noted = nil
			}
			for i, note := range r.noted {
				n := r.first + int64(i)
				if _, err := w.exec("UPDATE statement SET words = ? WHERE n = ?", note.words, n); err != nil {
					return err
				}
				if _, err := w.exec("UPDATE statement SET sure = ? WHERE n = ? AND sure = ?", note.sure, n, unknownSure); err != nil {
					return err
				}
			}
			if _, err := w.exec("DELETE FROM unranked WHERE n = ?", r.n); err != nil {
				return err
			}
			list = append(list, r.n)
		}
		if len(list) == 0 { // documents without the layer
			_, err = tx.ExecContext(ctx, "DELETE FROM unranked")
		}
		return err
	})
	return list, err
}

// noted is what is noted of a statement beside its fields.
type noted struct {
	sure  int64
	words int
}

// notes reads no more of a document than how sure its statements are and how
// many words they have.
func notes(text []byte, size int64, body []byte) ([]noted, error) {
	d := &verbatim.Document{}
	if err := unpackText(d, text, size); err != nil {
		return nil, err
	}
	b, err := decompress(body)
	if err != nil || len(b) == 0 {
		return nil, err
	}
	if b[0] != layerForm {
		return nil, errDamaged
	}
	u := &unpacker{b: b[1:], text: d.Text}
	unpackSome(u, d, anyIndex, anyIndex)
	if err := u.end(); err != nil {
		return nil, err
	}
	out := make([]noted, len(d.Statements))
	for i := range d.Statements {
		st := &d.Statements[i]
		out[i] = noted{sureOf(st), len(search.ContentWords(d.Text, st.Content))}
	}
	return out, nil
}
