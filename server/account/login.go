package account

import (
	"context"
	"crypto/hmac"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

//go:embed templates/*.html
var files embed.FS

// Templates are constant, so that none can fail to parse.
var problemPage = template.Must(template.ParseFS(files, "templates/frame.html", "templates/problem.html"))

func loginTemplate() *template.Template {
	return template.Must(template.ParseFS(files, "templates/frame.html", "templates/login.html"))
}

// Names of the cookies: of a session, and of the form that begins one. A
// browser takes one with __Host- only over TLS, from this host, for all of it.
const (
	sessionCookie = "verbatim"
	formCookie    = "verbatim-form"
	hostPrefix    = "__Host-"
)

// encrypted reports whether the browser speaks TLS, to this server or to a
// proxy in front of it: then the form's origin says so.
func encrypted(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(r.Header.Get("Origin"), "https://")
}

// setCookie sets a cookie of a value, or takes it away with an empty one.
func setCookie(w http.ResponseWriter, name, value string, age time.Duration, tls bool) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: tls, MaxAge: int(age / time.Second)}
	if tls {
		c.Name = hostPrefix + name
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// cookieOf returns the secret of a session that a request brings.
func cookieOf(r *http.Request) string { return cookieNamed(r, sessionCookie) }

func cookieNamed(r *http.Request, name string) string {
	if c, err := r.Cookie(hostPrefix + name); err == nil {
		return c.Value
	}
	if r.TLS != nil {
		return "" // somebody on the way could have set the other one
	}
	if c, err := r.Cookie(name); err == nil {
		return c.Value
	}
	return ""
}

// loginView is what the page for signing in shows.
type loginView struct {
	Title, Name, Next, CSRF, Problem string
	Out                              bool // it is the page for signing out
	User                             string
}

// signIn shows the form for signing in, and takes it.
func (g *Guard) signIn(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		g.showLogin(w, r, http.StatusOK, loginView{Next: nextOf(r.URL.Query().Get("next"))})
	case http.MethodPost:
		g.takeLogin(w, r)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		refuse(w, r, http.StatusMethodNotAllowed, "This address is for signing in.")
	}
}

// showLogin shows the form. Its token belongs to a cookie of its own, so that no
// other site can sign somebody in under a name of its choice.
func (g *Guard) showLogin(w http.ResponseWriter, r *http.Request, status int, v loginView) {
	secret := cookieNamed(r, formCookie)
	if len(secret) != len(newSecret()) {
		secret = newSecret()
	}
	setCookie(w, formCookie, secret, time.Hour, encrypted(r))
	v.Title, v.CSRF = "Sign in", tokenOf([]byte(secret), "login")
	g.page(w, status, v)
}

func (g *Guard) page(w http.ResponseWriter, status int, v loginView) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = g.login.Execute(w, v)
}

// maxLogin bounds the form for signing in, in bytes.
const maxLogin = 8 << 10

// wrong is what is said whichever of the two is wrong.
const wrong = "The name or the password is wrong."

func (g *Guard) takeLogin(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxLogin)
	if err := r.ParseForm(); err != nil {
		refuse(w, r, http.StatusBadRequest, "The form cannot be read.")
		return
	}
	name, password := strings.ToLower(strings.TrimSpace(r.PostForm.Get("name"))), r.PostForm.Get("password")
	v := loginView{Name: name, Next: nextOf(r.PostForm.Get("next"))}
	secret := cookieNamed(r, formCookie)
	if secret == "" || !hmac.Equal([]byte(tokenOf([]byte(secret), "login")), []byte(r.PostForm.Get("csrf"))) {
		v.Problem = "The form was out of date, or the browser keeps no cookies. Try again."
		g.showLogin(w, r, http.StatusForbidden, v)
		return
	}
	client := clientOf(r)
	who := name // bounded, for it is remembered
	if _, err := ParseName(name); err != nil {
		who = "no name"
	}
	if wait := g.attempts.begin(client, who); wait > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(int(math.Ceil(wait.Seconds()))))
		v.Problem = fmt.Sprintf("Too many attempts. Try again in %s.", roughly(wait))
		g.showLogin(w, r, http.StatusTooManyRequests, v)
		return
	}
	ok, err := g.check(r.Context(), name, password)
	if err != nil {
		g.fail(w, r, err)
		return
	}
	if !ok {
		g.o.Log.Warn("a sign-in failed", "client", client)
		v.Problem = wrong
		g.showLogin(w, r, http.StatusUnauthorized, v)
		return
	}
	g.attempts.succeeded(client, who)
	// A new secret at each sign-in: one that somebody has put into the browser
	// before is worth nothing.
	session, old := newSecret(), store.Hash{}
	if c := cookieOf(r); c != "" {
		old = store.HashOf([]byte(c))
	}
	if err := g.store.PutSession(r.Context(), name, store.HashOf([]byte(session)), old, g.o.Now().Add(lasts)); err != nil {
		g.fail(w, r, err)
		return
	}
	tls := encrypted(r)
	setCookie(w, sessionCookie, session, lasts, tls)
	setCookie(w, formCookie, "", 0, tls)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, v.Next, http.StatusSeeOther)
}

// check reports whether a password is that of a name. It hashes as much whether
// or not there is an account.
func (g *Guard) check(ctx context.Context, name, password string) (bool, error) {
	if len(password) > longest {
		password = "" // is nobody's
	}
	a, err := g.store.Account(ctx, name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	h, badHash := parseHash(a.Password)
	exists := err == nil && badHash == nil
	if !exists {
		h = g.nobody
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return h.matches(password) && exists, nil
}

// signOut asks whether to sign out, and does.
func (g *Guard) signOut(w http.ResponseWriter, r *http.Request) {
	secret, user, ok, err := g.session(r)
	if err != nil {
		g.fail(w, r, err)
		return
	}
	if !ok {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return
	}
	csrf := tokenOf([]byte(secret), "session")
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		g.page(w, http.StatusOK, loginView{Title: "Sign out", Out: true, User: user.Name, CSRF: csrf})
	case http.MethodPost:
		if !g.checkForm(w, r, csrf) {
			return
		}
		if err := g.store.RemoveSession(r.Context(), store.HashOf([]byte(secret))); err != nil {
			g.fail(w, r, err)
			return
		}
		for _, tls := range []bool{false, true} {
			setCookie(w, sessionCookie, "", 0, tls)
		}
		w.Header().Set("Clear-Site-Data", `"cache"`)
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		refuse(w, r, http.StatusMethodNotAllowed, "This address is for signing out.")
	}
}

// nextOf returns where to go after signing in: an address of this server, or
// else its beginning.
func nextOf(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\") || strings.ContainsFunc(next, func(r rune) bool { return r < 0x20 || r == 0x7f }) || len(next) > 4096 {
		return "/"
	}
	if u.Path == "/login" || u.Path == "/logout" {
		return "/"
	}
	return next
}

// roughly writes how long to wait.
func roughly(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d seconds", int(math.Ceil(d.Seconds())))
	}
	if d <= time.Minute {
		return "a minute"
	}
	return fmt.Sprintf("%d minutes", int(math.Ceil(d.Minutes())))
}
