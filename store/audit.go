package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Audit is an entry of the audit log: who has done what, when, to what.
type Audit struct {
	N      int64 // in the order in which they came, from 1
	At     time.Time
	By     string
	Action string // "accept", "account added", …
	Target string // the id of a statement, the name of an account
	Detail string
}

// sumOfAudit is the checksum of an entry over that of the one before.
func sumOfAudit(before []byte, at int64, a *Audit) []byte {
	h := sha256.New()
	h.Write(before)
	fmt.Fprintf(h, "%d", at)
	for _, s := range []string{a.By, a.Action, a.Target, a.Detail} {
		fmt.Fprintf(h, " %d:%s", len(s), s)
	}
	return h.Sum(nil)[:16]
}

// audit adds to the log within a transaction.
func (s *Store) audit(ctx context.Context, tx *sql.Tx, a Audit) error {
	if a.At.IsZero() {
		a.At = s.o.Now()
	}
	var before []byte
	err := tx.QueryRowContext(ctx, "SELECT sum FROM audit ORDER BY n DESC LIMIT 1").Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	at := a.At.Unix()
	_, err = tx.ExecContext(ctx, "INSERT INTO audit (at, who, action, target, detail, sum) VALUES (?,?,?,?,?,?)",
		at, a.By, a.Action, a.Target, a.Detail, sumOfAudit(before, at, &a))
	return err
}

// PutAudit adds to the audit log what the record does not note itself.
func (s *Store) PutAudit(ctx context.Context, a Audit) error {
	return s.inTx(ctx, func(tx *sql.Tx) error { return s.audit(ctx, tx, a) })
}

// Audits returns entries of the audit log, the newest first, that came before
// entry number before; 0 is all of them.
func (s *Store) Audits(ctx context.Context, before int64, limit int) ([]Audit, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	rows, err := s.read.QueryContext(ctx, "SELECT n, at, who, action, target, detail FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?", before, limit)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Audit
	for rows.Next() {
		var a Audit
		var at int64
		if err := rows.Scan(&a.N, &at, &a.By, &a.Action, &a.Target, &a.Detail); err != nil {
			return nil, s.explain(err)
		}
		a.At = moment(at)
		out = append(out, a)
	}
	return out, s.explain(rows.Err())
}

// auditLog follows the sums of the log from its first entry on.
func (v *verifier) auditLog() error {
	var before []byte
	next := int64(1)
	return v.rows("SELECT n, at, who, action, target, detail, sum FROM audit ORDER BY n", func(rows *sql.Rows) error {
		var a Audit
		var at int64
		var sum []byte
		if err := rows.Scan(&a.N, &at, &a.By, &a.Action, &a.Target, &a.Detail, &sum); err != nil {
			return err
		}
		if a.N != next || !bytes.Equal(sum, sumOfAudit(before, at, &a)) {
			v.report("", "entry %d of the audit log is not what was written, or one before it is missing", a.N)
		}
		before, next = sum, a.N+1
		return nil
	})
}
