// Package account says who is asking: it signs people in by a password and
// programs by a token, keeps what one may not do from them, and keeps other sites from
// asking in their name.
//
// On a loopback address, while the record has no accounts, whoever asks is the
// person at the machine, and may do everything. A record with accounts asks
// for one wherever it is served.
//
//	g := account.New(record, account.Options{Loopback: account.IsLoopback(listener.Addr())})
//	defer g.Wait()
//	http.Serve(listener, g.Wrap(mux))
package account

import (
	"context"
	"fmt"
	"net/http"
)

// Role is what somebody may do, each all that those before it may. The zero
// Role is nobody's.
type Role int

// The roles.
const (
	Reader Role = iota + 1 // searches, reads, exports
	Editor                 // also judges statements, adds articles, makes alerts
	Admin                  // also manages feeds and accounts
)

func (r Role) String() string {
	if r < Reader || r > Admin {
		return "nobody"
	}
	return [...]string{Reader: "reader", Editor: "editor", Admin: "admin"}[r]
}

// ParseRole returns the role of a name.
func ParseRole(name string) (Role, error) {
	for r := Reader; r <= Admin; r++ {
		if r.String() == name {
			return r, nil
		}
	}
	return 0, fmt.Errorf("%q is no role: there are reader, editor and admin", name)
}

// User is who asks. The zero User is nobody.
type User struct {
	Name  string
	Role  Role
	Local bool // the person at the machine, without an account
}

// local is who asks on a loopback address where there are no accounts.
var local = User{Name: LocalName, Role: Admin, Local: true}

// LocalName is the name of the person at the machine. No account has it.
const LocalName = "local"

type key int

const (
	userKey key = iota
	csrfKey
)

// From returns who asks: what [Guard.Wrap] has found, and nobody where it has
// not been asked.
func From(ctx context.Context) User {
	u, _ := ctx.Value(userKey).(User)
	return u
}

// CSRF returns the token that every form carries in its hidden field csrf, and
// a script in the header X-CSRF-Token. It is empty where none is needed.
func CSRF(ctx context.Context) string {
	s, _ := ctx.Value(csrfKey).(string)
	return s
}

// Require keeps from next who may not do what role may.
func Require(role Role, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u := From(r.Context()); u.Role < role {
			refuse(w, r, http.StatusForbidden, fmt.Sprintf("This needs the role %s, and %s has the role %s.", role, u.Name, u.Role))
			return
		}
		next.ServeHTTP(w, r)
	})
}
