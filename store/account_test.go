package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-record/verbatim/store"
)

func TestAccounts(t *testing.T) {
	now := clock()
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := store.Open(t.Context(), path, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	has := func(want bool) {
		t.Helper()
		if got, err := s.HasAccounts(t.Context()); err != nil || got != want {
			t.Errorf("there are accounts: %v, want %v, %v", got, want, err)
		}
	}
	has(false)
	must(s.PutAccount(t.Context(), store.Account{Name: "ada", Role: "reader"}, "local"))
	has(false) // by nothing could ada show who she is
	if err := s.PutAccount(t.Context(), store.Account{Name: "ada", Role: "admin"}, "local"); !errors.Is(err, store.ErrExists) {
		t.Errorf("a second of one name: %v", err)
	}
	if err := s.PutAccount(t.Context(), store.Account{Name: "ben", Role: "root"}, "local"); err == nil {
		t.Error("an account of no role")
	}
	must(s.SetPassword(t.Context(), "ada", "$argon2id$x", "local"))
	has(true)
	must(s.SetRole(t.Context(), "ada", "editor", "local"))
	a, err := s.Account(t.Context(), "ada")
	if diff := cmp.Diff(store.Account{Name: "ada", Role: "editor", Password: "$argon2id$x", Created: now}, a); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	for _, err := range []error{
		s.SetRole(t.Context(), "eve", "editor", "local"), s.SetPassword(t.Context(), "eve", "", "local"), s.RemoveAccount(t.Context(), "eve", "local"),
		s.PutSession(t.Context(), "eve", store.Hash{1}, store.Hash{}, now.Add(time.Hour)),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("of nobody: %v", err)
		}
	}

	// Sessions end by time, by a new one in the same browser, by signing out,
	// and with the password.
	session := func(h store.Hash, want bool) {
		t.Helper()
		a, _, err := s.Session(t.Context(), h)
		if want && (err != nil || a.Name != "ada" || a.Role != "editor") || !want && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("session %x: %+v, %v", h[:2], a, err)
		}
	}
	one, two, three, four := store.Hash{1}, store.Hash{2}, store.Hash{3}, store.Hash{4}
	session(one, false)
	must(s.PutSession(t.Context(), "ada", one, store.Hash{}, now.Add(time.Hour)))
	must(s.PutSession(t.Context(), "ada", two, store.Hash{}, now.Add(3*time.Hour)))
	session(one, true)
	now = now.Add(time.Hour)
	session(one, false)
	session(two, true)
	must(s.Touch(t.Context(), two))
	if _, seen, err := s.Session(t.Context(), two); err != nil || !seen.Seen.Equal(now) {
		t.Errorf("seen %v, %v", seen, err)
	}
	must(s.PutSession(t.Context(), "ada", three, two, now.Add(time.Hour)))
	session(two, false)
	must(s.RemoveSession(t.Context(), three))
	must(s.RemoveSession(t.Context(), three))
	session(three, false)
	must(s.PutSession(t.Context(), "ada", four, store.Hash{}, now.Add(time.Hour)))
	must(s.SetPassword(t.Context(), "ada", "$argon2id$y", "ada"))
	session(four, false)

	// Tokens.
	forever, err := s.PutToken(t.Context(), "ada", store.Token{Label: "desk", Hash: store.Hash{9}}, "local")
	must(err)
	brief, err := s.PutToken(t.Context(), "ada", store.Token{Hash: store.Hash{8}, Expires: now.Add(time.Hour)}, "local")
	must(err)
	token := func(h store.Hash, want bool) {
		t.Helper()
		a, _, err := s.TokenAccount(t.Context(), h)
		if want && (err != nil || a.Name != "ada") || !want && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("token %x: %+v, %v", h[:2], a, err)
		}
	}
	token(forever.Hash, true)
	token(brief.Hash, true)
	now = now.Add(time.Hour)
	token(brief.Hash, false)
	list, err := s.Tokens(t.Context(), "ada")
	if diff := cmp.Diff([]store.Token{forever, brief}, list); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if _, err := s.RevokeToken(t.Context(), "ada", 99, "local"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("revoked what is not there: %v", err)
	}
	if n, err := s.RevokeToken(t.Context(), "ada", 0, "local"); n != 2 || err != nil {
		t.Errorf("%d revoked, %v", n, err)
	}
	token(forever.Hash, false)

	// With an account its sessions and tokens go.
	must(s.PutSession(t.Context(), "ada", four, store.Hash{}, now.Add(time.Hour)))
	_, err = s.PutToken(t.Context(), "ada", store.Token{Hash: store.Hash{9}}, "local")
	must(err)
	must(s.RemoveAccount(t.Context(), "ada", "local"))
	session(four, false)
	token(store.Hash{9}, false)
	has(false)
	log, err := s.Audits(t.Context(), 0, 3)
	must(err)
	if log[0].Action != "account removed" || log[0].Target != "ada" || log[0].By != "local" || log[1].Action != "token added" || log[2].Action != "signed in" {
		t.Errorf("the log ends with %+v", log)
	}
	rest, err := s.Audits(t.Context(), log[2].N, 100)
	if err != nil || len(rest) == 0 || rest[0].N != log[2].N-1 || rest[len(rest)-1].N != 1 {
		t.Errorf("the log before: %+v, %v", rest, err)
	}
	v, err := s.Verify(t.Context(), func(f store.Fault) { t.Errorf("fault: %s", f.Text) }, nil)
	if err != nil || v.Faults > 0 {
		t.Error(err)
	}
}
