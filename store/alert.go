package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Alert is a query that new statements are held against, and where those that
// match are delivered.
type Alert struct {
	Name     string
	Query    string
	Delivery string // "feed", "webhook", "stdout" or "desk"
	Target   string // the file of a feed, the address of a webhook
	Secret   string // that a webhook's deliveries are signed with
	Created  time.Time
	Public   bool // a webhook at an address of the public internet only: see alert.Deliverer

	Delivered int
	Waiting   int
	LastError string // of the delivery that waits longest, or of the query
}

// PutAlert adds an alert. Its name must be new and its query must parse.
func (s *Store) PutAlert(ctx context.Context, a Alert) error {
	if _, err := search.Parse(a.Query); err != nil {
		return err
	}
	if a.Created.IsZero() {
		a.Created = s.o.Now()
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var n int
		err := tx.QueryRowContext(ctx, "SELECT n FROM alert WHERE name = ?", a.Name).Scan(&n)
		if err == nil {
			return fmt.Errorf("an alert %q %w", a.Name, ErrExists)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO alert (name, query, delivery, target, secret, created, public) VALUES (?,?,?,?,?,?,?)",
			a.Name, a.Query, a.Delivery, a.Target, a.Secret, seconds(a.Created), a.Public)
		return err
	})
}

// RemoveAlert forgets an alert and what it has not delivered. ErrNotFound says
// that there is none.
func (s *Store) RemoveAlert(ctx context.Context, name string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM outbox WHERE alert = (SELECT n FROM alert WHERE name = ?)", name); err != nil {
			return err
		}
		return one(tx.ExecContext(ctx, "DELETE FROM alert WHERE name = ?", name))
	})
}

// Alerts returns the alerts by name.
func (s *Store) Alerts(ctx context.Context) ([]Alert, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name, query, delivery, target, secret, created, public,
		(SELECT count(*) FROM outbox o WHERE o.alert = a.n AND delivered > 0),
		(SELECT count(*) FROM outbox o WHERE o.alert = a.n AND delivered = 0),
		coalesce((SELECT last_error FROM outbox o WHERE o.alert = a.n AND delivered = 0 ORDER BY o.n LIMIT 1), '')
		FROM alert a ORDER BY name`)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Alert
	for rows.Next() {
		var a Alert
		var created int64
		if err := rows.Scan(&a.Name, &a.Query, &a.Delivery, &a.Target, &a.Secret, &created, &a.Public, &a.Delivered, &a.Waiting, &a.LastError); err != nil {
			return nil, s.explain(err)
		}
		a.Created = moment(created)
		if _, err := search.Parse(a.Query); err != nil {
			a.LastError = err.Error()
		}
		out = append(out, a)
	}
	return out, s.explain(rows.Err())
}

// watched is an alert while documents are put.
type watched struct {
	n    int64
	root *search.Node
	next int64 // when to deliver: later where the alert has failed and waits
}

// alerts reads what new statements are held against. A query that no longer
// parses, which Alerts tells of, must not keep documents out of the record.
func (w *writer) alerts() ([]watched, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT n, query,
		coalesce((SELECT max(next_try) FROM outbox o WHERE o.alert = a.n AND delivered = 0 AND attempts > 0), 0) FROM alert a ORDER BY n`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []watched
	for rows.Next() {
		var a watched
		var query string
		if err := rows.Scan(&a.n, &query, &a.next); err != nil {
			return nil, err
		}
		if a.root, err = search.Parse(query); err == nil {
			out = append(out, a)
		}
	}
	return out, rows.Err()
}

// queue notes for delivery the statements of a new document that match an
// alert, in the transaction that adds the document: neither can be there
// without the other. What a former revision said in the same words has had
// its delivery.
func (w *writer) queue(document int64, p *prepared, said map[string]bool) (int, error) {
	queued := 0
	for i := range p.entries {
		if len(w.watch) == 0 || said[sameWords(&p.entries[i])] {
			continue
		}
		tokens := p.entries[i].Tokens(false)
		for _, a := range w.watch {
			if !a.root.Match(tokens, p.minute) {
				continue
			}
			res, err := w.exec("INSERT OR IGNORE INTO outbox (alert, statement, document, start, queued, next_try) VALUES (?,?,?,?,?,?)",
				a.n, p.ids[i][:], document, p.Document.Statements[i].Start(), w.now.Unix(), a.next)
			if err != nil {
				return queued, err
			}
			if n, err := res.RowsAffected(); err != nil {
				return queued, err
			} else if n > 0 {
				queued++
			}
		}
	}
	return queued, nil
}

// Delivery is a statement that an alert is to deliver.
type Delivery struct {
	ID       string // the same at each attempt
	Alert    Alert
	Attempts int // before this one
	Queued   time.Time
	Hit      search.Hit

	n int64
}

// Claim returns deliveries that are due, in their order, and keeps them from
// other processes until a time. One that is neither Delivered nor Postponed by
// then, because its process died, is due again.
func (s *Store) Claim(ctx context.Context, until time.Time, limit int) ([]Delivery, error) {
	now := s.o.Now()
	var due []int64
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT n FROM outbox WHERE delivered = 0 AND next_try <= ? ORDER BY n LIMIT ?", now.Unix(), limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var n int64
			if err := rows.Scan(&n); err != nil {
				return err
			}
			due = append(due, n)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		for _, n := range due {
			if _, err := tx.ExecContext(ctx, "UPDATE outbox SET next_try = ? WHERE n = ?", until.Unix(), n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []Delivery
	for _, n := range due {
		d, err := s.delivery(ctx, n)
		if errors.Is(err, ErrNotFound) {
			// No statement is left in the document: there is nothing to say.
			if err := s.Delivered(ctx, d); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Delivered notes that deliveries have been made.
func (s *Store) Delivered(ctx context.Context, list ...Delivery) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		for _, d := range list {
			if _, err := tx.ExecContext(ctx, "UPDATE outbox SET delivered = ?, attempts = attempts + 1, last_error = '' WHERE n = ?", s.o.Now().Unix(), d.n); err != nil {
				return err
			}
		}
		return nil
	})
}

// Postpone says when to try a delivery again, and all that its alert has
// waiting, so that they arrive in order. A cause counts as a failed attempt.
func (s *Store) Postpone(ctx context.Context, d Delivery, until time.Time, cause error) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE outbox SET next_try = ? WHERE delivered = 0 AND alert = (SELECT alert FROM outbox WHERE n = ?)", until.Unix(), d.n); err != nil || cause == nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE outbox SET attempts = attempts + 1, last_error = ? WHERE n = ?", cause.Error(), d.n)
		return err
	})
}

// Latest returns what an alert has found last, delivered or not, the newest
// first.
func (s *Store) Latest(ctx context.Context, alert string, limit int) ([]Delivery, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT o.n FROM outbox o JOIN alert a ON a.n = o.alert WHERE a.name = ? ORDER BY o.n DESC LIMIT ?", alert, limit)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var list []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, s.explain(err)
		}
		list = append(list, n)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(err)
	}
	var out []Delivery
	for _, n := range list {
		d, err := s.delivery(ctx, n)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// delivery reads one row of the outbox with its statement. Where a later
// analysis no longer finds that statement, the one that now stands at its
// place is delivered, or that beginning closest to it.
func (s *Store) delivery(ctx context.Context, n int64) (Delivery, error) {
	d := Delivery{n: n}
	var id []byte
	var document, start, queued, created, alert int64
	err := s.read.QueryRowContext(ctx, `SELECT o.statement, o.document, o.start, o.queued, o.attempts, a.name, a.query, a.delivery, a.target, a.secret, a.created, a.public, a.n
		FROM outbox o JOIN alert a ON a.n = o.alert WHERE o.n = ?`, n).
		Scan(&id, &document, &start, &queued, &d.Attempts, &d.Alert.Name, &d.Alert.Query, &d.Alert.Delivery, &d.Alert.Target, &d.Alert.Secret, &created, &d.Alert.Public, &alert)
	if err != nil {
		return d, s.explain(err)
	}
	d.Queued, d.Alert.Created = moment(queued), moment(created)
	d.ID = fmt.Sprintf("%x-%d-%d", id, alert, created)
	root, _ := search.Parse(d.Alert.Query)
	var row int64
	err = s.read.QueryRowContext(ctx, "SELECT n FROM statement WHERE id = ?", id).Scan(&row)
	if errors.Is(err, sql.ErrNoRows) {
		row, err = s.closest(ctx, document, int(start))
	}
	if err != nil {
		return d, s.explain(err)
	}
	hits, err := s.hits(ctx, root, []int64{row})
	if err != nil {
		return d, err
	}
	if len(hits) == 0 {
		return d, fmt.Errorf("statement s%x: %w", id, ErrNotFound)
	}
	d.Hit = hits[0]
	return d, nil
}

// closest returns the row of the statement of a document that begins closest
// to a place.
func (s *Store) closest(ctx context.Context, document int64, start int) (int64, error) {
	d, info, err := s.load(ctx, s.read, "n = ?", document)
	if err != nil {
		return 0, err
	}
	best := -1
	away := func(st *verbatim.Statement) int { return max(st.Start()-start, start-st.Start()) }
	for i := range d.Statements {
		if best < 0 || away(&d.Statements[i]) < away(&d.Statements[best]) {
			best = i
		}
	}
	if best < 0 {
		return 0, fmt.Errorf("a statement of %s: %w", info.ID, ErrNotFound)
	}
	return info.first + int64(best), nil
}
