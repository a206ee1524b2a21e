package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html/template"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

// Options say how a [Guard] decides.
type Options struct {
	// Loopback says that only this machine can reach the server: see
	// [IsLoopback]. Then nobody has to sign in while the record has no accounts.
	Loopback bool
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger     // of failed sign-ins; nil: none
}

// Guard decides who may ask, and signs people in. It answers /login and
// /logout itself.
type Guard struct {
	store    *store.Store
	o        Options
	login    *template.Template
	origin   *http.CrossOriginProtection
	attempts attempts
	hashing  chan struct{} // bounds how many passwords are hashed at a time
	nobody   hashed
	local    []byte // from which forms get their token where nobody signs in
	has      atomic.Pointer[known]
	touching sync.Map // secrets that are being noted as seen
	noting   sync.WaitGroup
}

// known is whether there are accounts, as of a time.
type known struct {
	has bool
	at  time.Time
}

// New returns the guard of a record.
func New(s *store.Store, o Options) *Guard {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	g := &Guard{store: s, o: o, login: loginTemplate(), origin: http.NewCrossOriginProtection(), hashing: make(chan struct{}, 2), nobody: nobody(), local: make([]byte, 32)}
	g.attempts.now = o.Now
	rand.Read(g.local)
	return g
}

// How long a session lasts: from when it was last seen, and in all.
const (
	idle   = 12 * time.Hour
	lasts  = 7 * 24 * time.Hour
	notice = 5 * time.Minute // how exactly it is noted when a session was seen
)

// remembered is how long it is taken as known whether there are accounts.
const remembered = time.Second

// maxForm bounds a form that has to be read for its token, in bytes.
const maxForm = 16 << 20

// Wrap lets in who may ask, and tells next who that is: see [From] and [CSRF].
func (g *Guard) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := g.origin.Check(r); err != nil {
			refuse(w, r, http.StatusForbidden, "The request comes from a page of another site.")
			return
		}
		open, err := g.open(r.Context())
		if err != nil {
			g.fail(w, r, err)
			return
		}
		if open {
			g.atMachine(w, r, next)
			return
		}
		w.Header().Add("Vary", "Cookie")
		switch r.URL.Path {
		case "/login":
			g.signIn(w, r)
			return
		case "/logout":
			g.signOut(w, r)
			return
		}
		if public(r) {
			next.ServeHTTP(w, r)
			return
		}
		if auth := r.Header.Get("Authorization"); auth != "" {
			g.program(w, r, auth, next)
			return
		}
		g.browser(w, r, next)
	})
}

// public reports whether an address is there for everybody: what the page for
// signing in is made of.
func public(r *http.Request) bool {
	return safe(r.Method) && strings.HasPrefix(r.URL.Path, "/static/") && path.Clean(r.URL.Path) == r.URL.Path
}

// open reports whether nobody has to sign in.
func (g *Guard) open(ctx context.Context) (bool, error) {
	if !g.o.Loopback {
		return false, nil
	}
	now := g.o.Now()
	k := g.has.Load()
	if k == nil || now.Sub(k.at) >= remembered || now.Before(k.at) {
		// A token that expires must not open to everybody what it had closed.
		has, err := g.store.HasSecrets(ctx)
		if err != nil {
			return false, err
		}
		k = &known{has, now}
		g.has.Store(k)
	}
	return !k.has, nil
}

// atMachine lets in the person at the machine.
func (g *Guard) atMachine(w http.ResponseWriter, r *http.Request, next http.Handler) {
	switch {
	case !loopbackHost(r.Host):
		refuse(w, r, http.StatusMisdirectedRequest, "This desk is served to this machine only, and was asked for under another name: open it as localhost.")
		return
	case forwarded(r):
		refuse(w, r, http.StatusForbidden, "The request was passed on by a proxy, and the record has no accounts: verbatim accounts add makes one.")
		return
	case r.URL.Path == "/login", r.URL.Path == "/logout":
		http.Redirect(w, r, "/", http.StatusSeeOther) // there is nothing to sign in to
		return
	}
	csrf := tokenOf(g.local, "local")
	// A program does not say where a request comes from; a browser does for
	// whatever a page makes it send, and cannot send JSON to another site unasked.
	// Under /api nothing but JSON changes anything; an article may come as text.
	program := r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "" && (strings.HasPrefix(r.URL.Path, "/api/") || !isForm(r))
	if !safe(r.Method) && !program && !g.checkForm(w, r, csrf) {
		return
	}
	g.pass(w, r, next, local, csrf)
}

// program lets in by a token.
func (g *Guard) program(w http.ResponseWriter, r *http.Request, auth string, next http.Handler) {
	scheme, token, _ := strings.Cut(auth, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		unknown(w, r, "Only tokens are taken: Authorization: Bearer and the token.")
		return
	}
	token = strings.TrimSpace(token)
	hash := store.HashOf([]byte(token))
	a, used, err := g.store.TokenAccount(r.Context(), hash)
	if errors.Is(err, store.ErrNotFound) {
		unknown(w, r, "There is no such token, or it has expired or was revoked.")
		return
	}
	user, err2 := userOf(a)
	if err = errors.Join(err, err2); err != nil {
		g.fail(w, r, err)
		return
	}
	if g.o.Now().Sub(used) >= time.Hour {
		g.touch(hash)
	}
	g.pass(w, r, next, user, "")
}

// browser lets in by a session.
func (g *Guard) browser(w http.ResponseWriter, r *http.Request, next http.Handler) {
	secret, user, ok, err := g.session(r)
	if err != nil {
		g.fail(w, r, err)
		return
	}
	if !ok {
		if safe(r.Method) && !forProgram(r) {
			http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return
		}
		unknown(w, r, "Sign in at /login, or send a token: Authorization: Bearer and the token.")
		return
	}
	csrf := tokenOf([]byte(secret), "session")
	if !safe(r.Method) && !g.checkForm(w, r, csrf) {
		return
	}
	g.pass(w, r, next, user, csrf)
}

// session returns whose session the cookie of a request is of.
func (g *Guard) session(r *http.Request) (secret string, u User, ok bool, err error) {
	secret = cookieOf(r)
	if secret == "" {
		return "", User{}, false, nil
	}
	hash := store.HashOf([]byte(secret))
	a, s, err := g.store.Session(r.Context(), hash)
	now := g.o.Now()
	switch {
	case errors.Is(err, store.ErrNotFound):
		return secret, User{}, false, nil
	case err != nil:
		return secret, User{}, false, err
	case now.Sub(s.Seen) >= idle:
		return secret, User{}, false, nil
	case now.Sub(s.Seen) >= notice:
		g.touch(hash)
	}
	u, err = userOf(a)
	return secret, u, err == nil, err
}

// touch notes that a secret was seen. It does not hold up the answer, for the
// record may be busy; what fails is noted by the next request.
func (g *Guard) touch(secret store.Hash) {
	if _, busy := g.touching.LoadOrStore(secret, true); busy {
		return
	}
	g.noting.Go(func() {
		defer g.touching.Delete(secret)
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := g.store.Touch(ctx, secret); err != nil {
			g.o.Log.Warn("a session could not be noted as seen", "error", err)
		}
	})
}

// Wait returns when nothing is being noted any more: after the last request,
// and before the record is closed.
func (g *Guard) Wait() { g.noting.Wait() }

// pass hands a request on.
func (g *Guard) pass(w http.ResponseWriter, r *http.Request, next http.Handler, u User, csrf string) {
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "private, no-cache")
	}
	ctx := context.WithValue(r.Context(), userKey, u)
	next.ServeHTTP(w, r.WithContext(context.WithValue(ctx, csrfKey, csrf)))
}

// checkForm checks that what changes something was sent by a page of this
// server: that it has the token which only they have. It answers where not.
func (g *Guard) checkForm(w http.ResponseWriter, r *http.Request, csrf string) bool {
	sent := r.Header.Get("X-CSRF-Token")
	if sent == "" && isForm(r) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		var tooLarge *http.MaxBytesError
		err := r.ParseForm()
		if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind == "multipart/form-data" {
			err = r.ParseMultipartForm(1 << 20)
		}
		if errors.As(err, &tooLarge) {
			refuse(w, r, http.StatusRequestEntityTooLarge, "The form is too large.")
			return false
		}
		if err != nil {
			refuse(w, r, http.StatusBadRequest, "The form cannot be read.")
			return false
		}
		sent = r.PostForm.Get("csrf")
	}
	if !hmac.Equal([]byte(sent), []byte(csrf)) {
		refuse(w, r, http.StatusForbidden, "The form is out of date or was not made by this desk. Go back, load the page anew, and send it again.")
		return false
	}
	return true
}

// tokenOf makes the token of forms out of a secret that pages do not show.
func tokenOf(secret []byte, of string) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("verbatim form " + of))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

func userOf(a store.Account) (User, error) {
	role, err := ParseRole(a.Role)
	return User{Name: a.Name, Role: role}, err
}

// safe reports whether a method changes nothing.
func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// isForm reports whether a page of any site can make a browser send such a
// body.
func isForm(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return r.Header.Get("Content-Type") != ""
	}
	return kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data" || kind == "text/plain"
}

// forProgram reports whether a problem is better answered as JSON.
func forProgram(r *http.Request) bool {
	p := r.URL.Path
	if strings.HasPrefix(p, "/api/") || p == "/mcp" || strings.HasPrefix(p, "/mcp/") || strings.HasSuffix(p, ".json") || strings.HasSuffix(p, ".csv") {
		return true
	}
	return !strings.Contains(r.Header.Get("Accept"), "text/html")
}

// unknown asks for who it is.
func unknown(w http.ResponseWriter, r *http.Request, why string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="verbatim"`)
	refuse(w, r, http.StatusUnauthorized, why)
}

// fail answers where the record could not be asked. What is wrong is for the
// log: it may name files.
func (g *Guard) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		g.o.Log.Error("accounts", "path", r.URL.Path, "error", err)
	}
	status, why := http.StatusInternalServerError, "Something went wrong here. The server's log has it."
	switch {
	case errors.Is(err, store.ErrBusy):
		status, why = http.StatusServiceUnavailable, "The record is being written by another process. Try again in a moment."
	case errors.Is(err, store.ErrReadOnly):
		status, why = http.StatusServiceUnavailable, "The record cannot be written, so that nobody can sign in."
	case errors.Is(err, store.ErrFull):
		status, why = http.StatusInsufficientStorage, "There is no room left on the disk of the record."
	}
	refuse(w, r, status, why)
}

// refuse answers with a problem: as RFC 9457 has it to a program, and as a
// page to a person.
func refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	w.Header().Set("Cache-Control", "no-store")
	if !forProgram(r) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_ = problemPage.Execute(w, struct{ Title, Why string }{http.StatusText(status), why})
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{http.StatusText(status), status, why})
}
