package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// roles are what an account may do, each all that those before it may.
var roles = []string{"reader", "editor", "admin"}

// Account is somebody who may use the record over a network.
type Account struct {
	Name     string
	Role     string // reader, editor or admin
	Password string // its hash in the PHC string format; empty: only by token
	Created  time.Time
	Tokens   int // filled by Accounts
}

// PutAccount adds an account. Its name must be new.
func (s *Store) PutAccount(ctx context.Context, a Account, by string) error {
	if a.Name == "" || !slices.Contains(roles, a.Role) {
		return fmt.Errorf("an account has a name and one of the roles %s", strings.Join(roles, ", "))
	}
	if a.Created.IsZero() {
		a.Created = s.o.Now()
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO account (name, role, password, created) VALUES (?,?,?,?) ON CONFLICT (name) DO NOTHING",
			a.Name, a.Role, a.Password, seconds(a.Created))
		if err = one(res, err); errors.Is(err, ErrNotFound) {
			err = fmt.Errorf("account %s: %w", a.Name, ErrExists)
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, Audit{By: by, Action: "account added", Target: a.Name, Detail: a.Role})
	})
}

// SetPassword changes the hash of an account's password and ends its sessions.
func (s *Store) SetPassword(ctx context.Context, name, hash, by string) error {
	return s.changeAccount(ctx, Audit{By: by, Action: "password changed", Target: name}, func(tx *sql.Tx, n int64) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM session WHERE account = ?", n); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE account SET password = ? WHERE n = ?", hash, n)
		return err
	})
}

// SetRole changes what an account may do, also in sessions that it has.
func (s *Store) SetRole(ctx context.Context, name, role, by string) error {
	if !slices.Contains(roles, role) {
		return fmt.Errorf("%q is none of the roles %s", role, strings.Join(roles, ", "))
	}
	return s.changeAccount(ctx, Audit{By: by, Action: "role changed", Target: name, Detail: role}, func(tx *sql.Tx, n int64) error {
		_, err := tx.ExecContext(ctx, "UPDATE account SET role = ? WHERE n = ?", role, n)
		return err
	})
}

// RemoveAccount removes an account with its sessions and tokens. What it has
// done stays.
func (s *Store) RemoveAccount(ctx context.Context, name, by string) error {
	return s.changeAccount(ctx, Audit{By: by, Action: "account removed", Target: name}, func(tx *sql.Tx, n int64) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM account WHERE n = ?", n)
		return err
	})
}

// changeAccount runs f for the account of a name and notes it in the audit log.
func (s *Store) changeAccount(ctx context.Context, a Audit, f func(tx *sql.Tx, n int64) error) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var n int64
		err := tx.QueryRowContext(ctx, "SELECT n FROM account WHERE name = ?", a.Target).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("account %s: %w", a.Target, ErrNotFound)
		}
		if err == nil {
			err = f(tx, n)
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, a)
	})
}

// Accounts returns the accounts by name.
func (s *Store) Accounts(ctx context.Context) ([]Account, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT name, role, password, created, (SELECT count(*) FROM token t WHERE t.account = a.n) FROM account a ORDER BY name")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Account
	for rows.Next() {
		var a Account
		var created int64
		if err := rows.Scan(&a.Name, &a.Role, &a.Password, &created, &a.Tokens); err != nil {
			return nil, s.explain(err)
		}
		a.Created = moment(created)
		out = append(out, a)
	}
	return out, s.explain(rows.Err())
}

// Account returns the account of a name, or [ErrNotFound].
func (s *Store) Account(ctx context.Context, name string) (Account, error) {
	a := Account{Name: name}
	var created int64
	err := s.read.QueryRowContext(ctx, "SELECT role, password, created FROM account WHERE name = ?", name).Scan(&a.Role, &a.Password, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("account %s: %w", name, ErrNotFound)
	}
	a.Created = moment(created)
	return a, s.explain(err)
}

// HasAccounts reports whether there is an account by which somebody could sign
// in or ask: one with a password or a token.
func (s *Store) HasAccounts(ctx context.Context) (bool, error) {
	var has bool
	err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM account WHERE password <> '') OR EXISTS (SELECT 1 FROM token WHERE expires = 0 OR expires > ?)", s.o.Now().Unix()).Scan(&has)
	return has, s.explain(err)
}

// HasSecrets reports whether an account has a password or a token, be it one
// that has expired: somebody has decided that not everybody may ask.
func (s *Store) HasSecrets(ctx context.Context) (bool, error) {
	var has bool
	err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM account WHERE password <> '') OR EXISTS (SELECT 1 FROM token)").Scan(&has)
	return has, s.explain(err)
}

// accounts checks what can be checked of accounts, their tokens and sessions.
func (v *verifier) accounts() error {
	err := v.rows("SELECT name, role, password FROM account", func(rows *sql.Rows) error {
		var name, role, password string
		if err := rows.Scan(&name, &role, &password); err != nil {
			return err
		}
		if !slices.Contains(roles, role) {
			v.report("", "account %s has the role %q, which there is not", name, role)
		}
		if password != "" && !strings.HasPrefix(password, "$argon2id$") {
			v.report("", "account %s has a password of an unknown form: set another", name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.rows(`SELECT 'a token', (SELECT name FROM account WHERE n = account) FROM token WHERE length(hash) <> 32
		UNION ALL SELECT 'a session', (SELECT name FROM account WHERE n = account) FROM session WHERE length(hash) <> 32`, func(rows *sql.Rows) error {
		var what string
		var name sql.NullString
		if err := rows.Scan(&what, &name); err != nil {
			return err
		}
		v.report("", "%s of account %s has no SHA-256", what, name.String)
		return nil
	})
}
