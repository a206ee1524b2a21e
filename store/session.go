package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Secrets are kept as their SHA-256: see HashOf. They are of 256 random bits, so
// that nothing slower is needed.

// Token is a secret of a program, which asks for an account.
type Token struct {
	ID      int64
	Label   string
	Hash    Hash
	Created time.Time
	Expires time.Time // zero: never
	Used    time.Time // last, to the hour; zero: never
}

// PutToken adds a token to an account and returns it with its number.
func (s *Store) PutToken(ctx context.Context, account string, t Token, by string) (Token, error) {
	if t.Created.IsZero() {
		t.Created = s.o.Now()
	}
	a := Audit{By: by, Action: "token added", Target: account, Detail: t.Label}
	err := s.changeAccount(ctx, a, func(tx *sql.Tx, n int64) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO token (account, label, hash, created, expires, used) VALUES (?,?,?,?,?,0)",
			n, t.Label, t.Hash[:], seconds(t.Created), seconds(t.Expires))
		if err != nil {
			return err
		}
		t.ID, err = res.LastInsertId()
		return err
	})
	return t, err
}

// RevokeToken removes a token of an account, or with 0 all, and returns how many.
func (s *Store) RevokeToken(ctx context.Context, account string, id int64, by string) (int, error) {
	count := 0
	detail := "all"
	if id != 0 {
		detail = fmt.Sprintf("token %d", id)
	}
	err := s.changeAccount(ctx, Audit{By: by, Action: "token revoked", Target: account, Detail: detail}, func(tx *sql.Tx, n int64) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM token WHERE account = ?1 AND (?2 = 0 OR n = ?2)", n, id)
		if err != nil {
			return err
		}
		removed, err := res.RowsAffected()
		if count = int(removed); err == nil && id != 0 && count == 0 {
			err = fmt.Errorf("token %d of account %s: %w", id, account, ErrNotFound)
		}
		return err
	})
	return count, err
}

// Tokens returns the tokens of an account, the oldest first.
func (s *Store) Tokens(ctx context.Context, account string) ([]Token, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT t.n, label, hash, t.created, expires, used FROM token t JOIN account a ON a.n = t.account WHERE name = ? ORDER BY t.n", account)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Token
	for rows.Next() {
		var t Token
		var hash []byte
		var created, expires, used int64
		if err := rows.Scan(&t.ID, &t.Label, &hash, &created, &expires, &used); err != nil {
			return nil, s.explain(err)
		}
		copy(t.Hash[:], hash)
		t.Created, t.Expires, t.Used = moment(created), moment(expires), moment(used)
		out = append(out, t)
	}
	return out, s.explain(rows.Err())
}

// TokenAccount returns the account that a token is of, and when it was used
// before. [ErrNotFound] says that there is no such token or that it has expired.
func (s *Store) TokenAccount(ctx context.Context, token Hash) (Account, time.Time, error) {
	var a Account
	var used int64
	err := s.read.QueryRowContext(ctx, "SELECT name, role, used FROM token t JOIN account a ON a.n = t.account WHERE hash = ? AND (expires = 0 OR expires > ?)", token[:], s.o.Now().Unix()).
		Scan(&a.Name, &a.Role, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return a, time.Time{}, fmt.Errorf("token: %w", ErrNotFound)
	}
	return a, moment(used), s.explain(err)
}

// Session is a browser that is signed in.
type Session struct {
	Created time.Time
	Seen    time.Time // last, to some minutes
	Expires time.Time
}

// PutSession signs an account in: it keeps the hash of the session's secret,
// and forgets sessions that have expired. Where old is not zero that session, of the
// same browser, ends.
func (s *Store) PutSession(ctx context.Context, account string, secret, old Hash, expires time.Time) error {
	return s.changeAccount(ctx, Audit{By: account, Action: "signed in", Target: account}, func(tx *sql.Tx, n int64) error {
		now := s.o.Now().Unix()
		if _, err := tx.ExecContext(ctx, "DELETE FROM session WHERE expires <= ? OR hash = ?", now, old[:]); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO session (hash, account, created, seen, expires) VALUES (?,?,?,?,?)", secret[:], n, now, now, expires.Unix())
		return err
	})
}

// Session returns the account that a session's secret is of. [ErrNotFound] says
// that there is no such session or that it has expired.
func (s *Store) Session(ctx context.Context, secret Hash) (Account, Session, error) {
	var a Account
	var created, seen, expires int64
	err := s.read.QueryRowContext(ctx, "SELECT name, role, s.created, seen, expires FROM session s JOIN account a ON a.n = s.account WHERE hash = ? AND expires > ?", secret[:], s.o.Now().Unix()).
		Scan(&a.Name, &a.Role, &created, &seen, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return a, Session{}, fmt.Errorf("session: %w", ErrNotFound)
	}
	return a, Session{moment(created), moment(seen), moment(expires)}, s.explain(err)
}

// Touch notes that a session was seen or a token used, now.
func (s *Store) Touch(ctx context.Context, secret Hash) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		now := s.o.Now().Unix()
		if _, err := tx.ExecContext(ctx, "UPDATE session SET seen = ? WHERE hash = ?", now, secret[:]); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE token SET used = ? WHERE hash = ?", now, secret[:])
		return err
	})
}

// RemoveSession signs a browser out. One that is not signed in is no error.
func (s *Store) RemoveSession(ctx context.Context, secret Hash) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM session WHERE hash = ?", secret[:])
		return err
	})
}
