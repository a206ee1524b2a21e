package account

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

const password = "correct horse battery"

// desk is a server on loopback with a guard before a handler that says who asks.
type desk struct {
	*httptest.Server
	t     *testing.T
	store *store.Store
	guard *Guard
	mu    sync.Mutex
	at    time.Time

	judged atomic.Int32 // how often something was posted to /judge
}

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at
}

func (d *desk) later(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = d.at.Add(by)
}

func newDesk(t *testing.T, loopback bool, roles ...Role) *desk {
	t.Helper()
	d := &desk{t: t, at: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)}
	var err error
	if d.store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{Now: d.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	for _, r := range roles {
		hash, err := HashPassword(password)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.store.PutAccount(t.Context(), store.Account{Name: r.String(), Role: r.String(), Password: hash}, "local"); err != nil {
			t.Fatal(err)
		}
	}
	d.guard = New(d.store, Options{Loopback: loopback, Now: d.now})
	mux := http.NewServeMux()
	say := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u := From(r.Context())
		fmt.Fprintf(w, "%s %s %v csrf=%s", u.Name, u.Role, u.Local, CSRF(r.Context()))
	})
	mux.Handle("/", say)
	mux.Handle("/judge", Require(Editor, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			d.judged.Add(1)
		}
		say.ServeHTTP(w, r)
	})))
	mux.Handle("/accounts", Require(Admin, say))
	d.Server = httptest.NewServer(d.guard.Wrap(mux))
	t.Cleanup(d.Close)
	return d
}

// newBrowser returns a client with cookies that does not follow redirects.
func newBrowser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// ask sends a request and returns the status, the body and the answer.
func (d *desk) ask(c *http.Client, method, path string, form url.Values, header ...string) (int, string, *http.Response) {
	d.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, d.URL+path, body)
	if err != nil {
		d.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept", "text/html")
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	res, err := c.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return res.StatusCode, string(b), res
}

var hidden = regexp.MustCompile(`name="csrf" value="([^"]*)"`)

// signIn signs a browser in and returns the answer to the form.
func (d *desk) signIn(c *http.Client, name, word string) (int, string, *http.Response) {
	d.t.Helper()
	_, page, _ := d.ask(c, "GET", "/login", nil)
	m := hidden.FindStringSubmatch(page)
	if m == nil {
		d.t.Fatalf("the page for signing in has no token: %s", page)
	}
	return d.ask(c, "POST", "/login", url.Values{"name": {name}, "password": {word}, "csrf": {m[1]}, "next": {"/search?q=tax"}})
}

// in returns a browser in which somebody is signed in, and the token of forms.
func (d *desk) in(name string) (*http.Client, string) {
	d.t.Helper()
	c := newBrowser(d.t)
	if status, body, _ := d.signIn(c, name, password); status != http.StatusSeeOther {
		d.t.Fatalf("signing in: %d %s", status, body)
	}
	_, body, _ := d.ask(c, "GET", "/", nil)
	_, csrf, _ := strings.Cut(body, "csrf=")
	return c, csrf
}

func (d *desk) want(what string, got, want int) {
	d.t.Helper()
	if got != want {
		d.t.Errorf("%s is answered with %d, want %d", what, got, want)
	}
}

// Without accounts the person at the machine may do all, and pages of other
// sites nothing.
func TestLoopback(t *testing.T) {
	d := newDesk(t, true)
	c := newBrowser(t)
	status, body, _ := d.ask(c, "GET", "/", nil)
	if !strings.HasPrefix(body, "local admin true csrf=") || status != http.StatusOK {
		t.Fatalf("at the machine: %d %s", status, body)
	}
	_, csrf, _ := strings.Cut(body, "csrf=")
	port := d.URL[strings.LastIndex(d.URL, ":"):]
	own := "http://127.0.0.1" + port
	form := url.Values{"csrf": {csrf}}
	post := func(what string, want int, form url.Values, header ...string) {
		t.Helper()
		status, _, _ := d.ask(c, "POST", "/accounts", form, header...)
		d.want(what, status, want)
	}
	post("a form of the desk", 200, form, "Origin", own, "Sec-Fetch-Site", "same-origin")
	post("a form of the desk in an older browser", 200, form, "Origin", own)
	post("the same under another name", 200, form, "Origin", "http://localhost"+port, "Host", "localhost"+port)
	post("a form without a token", 403, url.Values{}, "Origin", own)
	post("a form with another token", 403, url.Values{"csrf": {strings.Repeat("A", 43)}}, "Origin", own)
	post("a form without a token and origin", 403, url.Values{})
	post("a form of another site", 403, form, "Origin", "http://evil.example", "Sec-Fetch-Site", "cross-site")
	post("a form of another site in an older browser", 403, form, "Origin", "http://evil.example")
	post("a form of another port", 403, form, "Origin", "http://127.0.0.1:1")
	post("a form of another port in a newer browser", 403, form, "Sec-Fetch-Site", "same-site")
	post("a form of a sandboxed page", 403, form, "Origin", "null")
	post("text of a page without origin", 403, nil, "Content-Type", "text/plain")
	post("a form of a kind that cannot be read", 400, nil, "Content-Type", "text/plain; ;")
	post("JSON of a page of the desk without a token", 403, nil, "Content-Type", "application/json", "Origin", own)
	post("JSON of a page of the desk", 200, nil, "Content-Type", "application/json", "Origin", own, "X-CSRF-Token", csrf)
	post("JSON of a program", 200, nil, "Content-Type", "application/json")
	for _, host := range []string{"evil.example", "evil.example" + port, "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.1", "", "[::2]", "0.0.0.0"} {
		status, body, _ := d.ask(c, "GET", "/", nil, "Host", host)
		if host == "" {
			continue // the client fills it in
		}
		d.want("Host "+host, status, http.StatusMisdirectedRequest)
		if strings.Contains(body, "csrf=") {
			t.Errorf("Host %s is told the token", host)
		}
	}
	for _, host := range []string{"localhost", "LOCALHOST" + port, "localhost.", "desk.localhost", "127.0.0.1", "127.8.8.8", "[::1]" + port, "[::1]"} {
		status, _, _ := d.ask(c, "GET", "/", nil, "Host", host)
		d.want("Host "+host, status, 200)
	}
	for _, h := range []string{"X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via"} {
		status, _, _ = d.ask(c, "GET", "/", nil, h, "203.0.113.9")
		d.want("somebody behind a proxy, by "+h, status, http.StatusForbidden)
	}
	status, _, res := d.ask(c, "GET", "/login", nil)
	if status != 303 || res.Header.Get("Location") != "/" || len(res.Cookies()) > 0 {
		t.Errorf("/login without accounts: %d to %s", status, res.Header.Get("Location"))
	}
	// Once there is an account, also this machine has to sign in.
	hash, err := HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.store.PutAccount(t.Context(), store.Account{Name: "ada", Role: "reader", Password: hash}, "local"); err != nil {
		t.Fatal(err)
	}
	d.later(remembered)
	status, _, _ = d.ask(c, "GET", "/", nil)
	d.want("a page once there is an account", status, http.StatusSeeOther)
}

func TestSignIn(t *testing.T) {
	d := newDesk(t, false, Reader)
	c := newBrowser(t)
	status, _, res := d.ask(c, "GET", "/statements/s1?a=b&c=d", nil)
	if status != 303 || res.Header.Get("Location") != "/login?next=%2Fstatements%2Fs1%3Fa%3Db%26c%3Dd" {
		t.Errorf("a page: %d to %s", status, res.Header.Get("Location"))
	}
	for _, path := range []string{"/api/v1/statements", "/search.json", "/search.csv", "/mcp"} {
		status, body, res := d.ask(c, "GET", path, nil)
		if status != 401 || res.Header.Get("Content-Type") != "application/problem+json" || !strings.HasPrefix(res.Header.Get("WWW-Authenticate"), "Bearer") || !strings.Contains(body, `"status":401`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	for path, want := range map[string]int{"/static/style.css": 200, "/static/../accounts": 303, "/static": 303} {
		status, body, _ := d.ask(c, "GET", path, nil)
		d.want(path, status, want)
		if want == 200 && !strings.HasPrefix(body, " nobody false csrf=") {
			t.Errorf("%s is asked by %s", path, body)
		}
	}
	status, _, _ = d.ask(c, "POST", "/static/style.css", url.Values{})
	d.want("posting to a static file", status, 401)

	// Whichever is wrong, the answer is the same but for the name given.
	_, one, _ := d.signIn(c, "reader", "wrong password")
	_, two, _ := d.signIn(c, "writer", "wrong password")
	if strings.ReplaceAll(one, "reader", "writer") != two || !strings.Contains(one, wrong) {
		t.Errorf("a wrong password is answered\n%s\na wrong name\n%s", one, two)
	}
	status, _, res = d.signIn(c, " READER ", password)
	if status != 303 || res.Header.Get("Location") != "/search?q=tax" {
		t.Fatalf("signing in: %d to %s", status, res.Header.Get("Location"))
	}
	for _, cookie := range res.Cookies() {
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
			t.Errorf("cookie %s", cookie)
		}
		if cookie.Name == sessionCookie {
			if a, _, err := d.store.Session(t.Context(), store.HashOf([]byte(cookie.Value))); err != nil || a.Name != "reader" || len(cookie.Value) != 43 {
				t.Errorf("the session %q is %+v, %v", cookie.Value, a, err)
			}
		}
	}
	_, body, _ := d.ask(c, "GET", "/", nil)
	if !strings.HasPrefix(body, "reader reader false csrf=") {
		t.Errorf("signed in as %s", body)
	}
	// Out again.
	_, csrf, _ := strings.Cut(body, "csrf=")
	status, _, _ = d.ask(c, "POST", "/logout", url.Values{})
	d.want("signing out without a token", status, 403)
	status, body, _ = d.ask(c, "GET", "/logout", nil)
	if m := hidden.FindStringSubmatch(body); status != 200 || m == nil || m[1] != csrf {
		t.Errorf("the page for signing out: %d %s", status, body)
	}
	u, _ := url.Parse(d.URL)
	kept := c.Jar.Cookies(u)
	status, _, _ = d.ask(c, "POST", "/logout", url.Values{"csrf": {csrf}})
	d.want("signing out", status, 303)
	c.Jar.SetCookies(u, kept)
	status, _, _ = d.ask(c, "GET", "/", nil)
	d.want("a cookie kept beyond signing out", status, 303)
}

// Over TLS, also of a proxy, the cookie is Secure and of this host only.
func TestSecureCookie(t *testing.T) {
	d := newDesk(t, false, Reader)
	c := newBrowser(t)
	_, page, first := d.ask(c, "GET", "/login", nil)
	u, _ := url.Parse(d.URL)
	origin := "https://" + u.Host
	var secret string
	for _, cookie := range first.Cookies() {
		secret = cookie.Value
	}
	status, _, res := d.ask(&http.Client{CheckRedirect: c.CheckRedirect}, "POST", "/login", url.Values{"name": {"reader"}, "password": {password}, "csrf": {hidden.FindStringSubmatch(page)[1]}},
		"Origin", origin, "Cookie", formCookie+"="+secret)
	if status != 303 {
		t.Fatalf("signing in behind a proxy: %d", status)
	}
	for _, cookie := range res.Cookies() {
		if !cookie.Secure || !strings.HasPrefix(cookie.Name, "__Host-") {
			t.Errorf("behind a proxy with TLS: %s", cookie)
		}
		if cookie.Name == hostPrefix+sessionCookie {
			status, _, _ := d.ask(newBrowser(t), "GET", "/", nil, "Cookie", cookie.Name+"="+cookie.Value)
			d.want("its cookie", status, 200)
		}
	}
}

// What a browser changes needs the token of its own session.
func TestCSRF(t *testing.T) {
	d := newDesk(t, false, Editor, Admin)
	c, csrf := d.in("editor")
	_, other := d.in("admin")
	for what, x := range map[string]struct {
		form   url.Values
		header []string
		want   int
	}{
		"its own token":             {url.Values{"csrf": {csrf}}, nil, 200},
		"none":                      {url.Values{}, nil, 403},
		"an empty one":              {url.Values{"csrf": {""}}, nil, 403},
		"that of another session":   {url.Values{"csrf": {other}}, nil, 403},
		"its own from another site": {url.Values{"csrf": {csrf}}, []string{"Origin", "https://evil.example"}, 403},
		"its own in the address":    {nil, []string{"Content-Type", "application/x-www-form-urlencoded"}, 403},
		"JSON without":              {nil, []string{"Content-Type", "application/json"}, 403},
		"JSON with":                 {nil, []string{"Content-Type", "application/json", "X-CSRF-Token", csrf}, 200},
	} {
		path := "/judge"
		if what == "its own in the address" {
			path += "?csrf=" + csrf
		}
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH"} {
			if method == "DELETE" && x.form != nil {
				continue // has no form
			}
			status, _, _ := d.ask(c, method, path, x.form, x.header...)
			d.want(method+" with "+what, status, x.want)
		}
	}
	status, _, _ := d.ask(c, "POST", "/judge", url.Values{"csrf": {csrf}, "text": {strings.Repeat("x", maxForm)}})
	d.want("a form that is too large", status, http.StatusRequestEntityTooLarge)

	// Nobody is signed in by another site, nor by a form whose token is not of
	// the browser's cookie.
	victim := newBrowser(t)
	status, _, _ = d.ask(victim, "POST", "/login", url.Values{"name": {"editor"}, "password": {password}}, "Origin", d.URL)
	d.want("signing in without a token", status, 403)
	_, page, _ := d.ask(newBrowser(t), "GET", "/login", nil)
	stolen := hidden.FindStringSubmatch(page)[1]
	d.ask(victim, "GET", "/login", nil)
	status, _, _ = d.ask(victim, "POST", "/login", url.Values{"name": {"editor"}, "password": {password}, "csrf": {stolen}})
	d.want("signing in with the token of another browser", status, 403)
}

// A secret that was in the browser before somebody signs in is worth nothing
// after, and no cookie that was not given out is.
func TestFixation(t *testing.T) {
	d := newDesk(t, false, Reader)
	u, _ := url.Parse(d.URL)
	c := newBrowser(t)
	planted := newSecret()
	c.Jar.SetCookies(u, []*http.Cookie{{Name: sessionCookie, Value: planted}})
	if status, _, _ := d.signIn(c, "reader", password); status != 303 {
		t.Fatal("cannot sign in")
	}
	status, _, _ := d.ask(newBrowser(t), "GET", "/", nil, "Cookie", sessionCookie+"="+planted)
	d.want("the planted secret", status, 303)
	// Signing in again ends the session that was there.
	var first string
	for _, cookie := range c.Jar.Cookies(u) {
		if cookie.Name == sessionCookie {
			first = cookie.Value
		}
	}
	if first == planted || first == "" {
		t.Fatalf("the secret is %q", first)
	}
	d.signIn(c, "reader", password)
	status, _, _ = d.ask(newBrowser(t), "GET", "/", nil, "Cookie", sessionCookie+"="+first)
	d.want("the session before", status, 303)
	hash := store.HashOf([]byte(first))
	for _, forged := range []string{"", "x", newSecret(), hash.String(), first + "x", first[:42], "' OR 1=1 --", strings.Repeat("A", 4000)} {
		status, _, _ := d.ask(newBrowser(t), "GET", "/", nil, "Cookie", sessionCookie+"="+forged)
		d.want("the cookie "+forged, status, 303)
	}
}

func TestExpiry(t *testing.T) {
	d := newDesk(t, false, Reader)
	c, _ := d.in("reader")
	status := func(what string, want int) {
		t.Helper()
		got, _, _ := d.ask(c, "GET", "/", nil)
		d.want(what, got, want)
	}
	// It lasts while it is used, up to a week.
	for range 15 {
		d.later(11 * time.Hour)
		status("a session in use", 200)
		d.guard.Wait()
	}
	d.later(3 * time.Hour)
	status("a session after a week", 303)
	c, _ = d.in("reader")
	d.later(12 * time.Hour)
	status("a session that was idle", 303)
	c, _ = d.in("reader")
	if err := d.store.RemoveAccount(t.Context(), "reader", "local"); err != nil {
		t.Fatal(err)
	}
	status("a session of an account that is gone", 303)
}

func TestRoles(t *testing.T) {
	d := newDesk(t, false, Reader, Editor, Admin)
	for _, r := range []Role{Reader, Editor, Admin} {
		c, csrf := d.in(r.String())
		for path, least := range map[string]Role{"/": Reader, "/judge": Editor, "/accounts": Admin} {
			want := 200
			if r < least {
				want = 403
			}
			// Nothing that is sent makes a role of another.
			form := url.Values{"csrf": {csrf}, "role": {"admin"}, "name": {"admin"}}
			status, _, _ := d.ask(c, "POST", path, form, "X-Role", "admin", "X-User", "admin", "X-Forwarded-User", "admin")
			d.want(fmt.Sprintf("%s as %s", path, r), status, want)
		}
	}
	// A role that is taken away is gone at once.
	c, csrf := d.in("admin")
	if err := d.store.SetRole(t.Context(), "admin", "reader", "local"); err != nil {
		t.Fatal(err)
	}
	status, _, _ := d.ask(c, "POST", "/accounts", url.Values{"csrf": {csrf}})
	d.want("what an admin may, as reader", status, 403)
	// Without a guard there is nobody.
	w := httptest.NewRecorder()
	Require(Reader, http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	d.want("a page without a guard", w.Code, 403)
}

func TestToken(t *testing.T) {
	d := newDesk(t, false, Editor)
	secret := NewToken()
	if _, err := d.store.PutToken(t.Context(), "editor", store.Token{Hash: store.HashOf([]byte(secret)), Expires: d.now().Add(time.Hour)}, "local"); err != nil {
		t.Fatal(err)
	}
	c := newBrowser(t)
	ask := func(auth string) (int, string) {
		t.Helper()
		status, body, _ := d.ask(c, "POST", "/judge", nil, "Content-Type", "application/json", "Authorization", auth)
		return status, body
	}
	if status, body := ask("Bearer " + secret); status != 200 || !strings.HasPrefix(body, "editor editor false csrf=") {
		t.Errorf("a token: %d %s", status, body)
	}
	if status, _ := ask("bearer  " + secret); status != 200 {
		t.Errorf("a token after bearer and two spaces: %d", status)
	}
	for _, auth := range []string{"Bearer", "Bearer ", "Bearer " + secret[1:], "Bearer " + secret + "A", "Basic " + secret, secret, "Bearer " + store.HashOf([]byte(secret)).String()} {
		status, _ := ask(auth)
		d.want(auth, status, 401)
	}
	// A wrong token is not made up for by a session.
	in, csrf := d.in("editor")
	status, _, _ := d.ask(in, "POST", "/judge", url.Values{"csrf": {csrf}}, "Authorization", "Bearer x")
	d.want("a wrong token with a session", status, 401)
	d.guard.Wait()
	if list, err := d.store.Tokens(t.Context(), "editor"); err != nil || !list[0].Used.Equal(d.now()) {
		t.Errorf("it was used %v, %v", list, err)
	}
	d.later(time.Hour)
	if status, _ := ask("Bearer " + secret); status != 401 {
		t.Errorf("a token that has expired: %d", status)
	}
}

// A desk on a loopback address that a token had closed stays closed when the
// token expires: behind a proxy that says nothing of itself, everybody would be
// the person at the machine.
func TestExpiredTokenDoesNotOpen(t *testing.T) {
	d := newDesk(t, true)
	if err := d.store.PutAccount(t.Context(), store.Account{Name: "bot", Role: "reader"}, "local"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.PutToken(t.Context(), "bot", store.Token{Hash: store.HashOf([]byte(NewToken())), Expires: d.now().Add(time.Hour)}, "local"); err != nil {
		t.Fatal(err)
	}
	c := newBrowser(t)
	for _, later := range []time.Duration{0, 2 * time.Hour} {
		d.later(later)
		status, _, _ := d.ask(c, "POST", "/accounts", nil, "Content-Type", "application/json", "Accept", "application/json")
		d.want("without a token, after "+later.String(), status, http.StatusUnauthorized)
	}
	if _, err := d.store.RevokeToken(t.Context(), "bot", 0, "local"); err != nil {
		t.Fatal(err)
	}
	d.later(2 * time.Second)
	status, _, _ := d.ask(c, "GET", "/accounts", nil)
	d.want("when the last token was revoked", status, 200)
}

// After some failures one has to wait, longer each time, from that address and
// for that name; whoever waits can sign in then.
func TestAttempts(t *testing.T) {
	d := newDesk(t, false, Reader)
	c := newBrowser(t)
	for i := range freeAttempts {
		status, _, _ := d.signIn(c, "reader", fmt.Sprint("guess number ", i))
		d.want("a guess", status, 401)
	}
	status, body, res := d.signIn(c, "reader", password)
	if status != 429 || res.Header.Get("Retry-After") != "15" || !strings.Contains(body, "15 seconds") {
		t.Errorf("the right one too early: %d, %s", status, body)
	}
	// A name that there is not is no different.
	for range freeAttempts {
		d.signIn(c, "nobody", "a guess at it")
	}
	status, _, _ = d.signIn(c, "nobody", "a guess at it")
	d.want("one guess more at nobody's", status, 429)
	d.later(15 * time.Second)
	status, _, _ = d.signIn(c, "reader", "another guess")
	d.want("a guess after waiting", status, 401)
	d.later(15 * time.Second)
	status, _, _ = d.signIn(c, "reader", password)
	d.want("the right one before twice as long", status, 429)
	d.later(15 * time.Second)
	status, _, _ = d.signIn(c, "reader", password)
	d.want("the right one then", status, 303)
	for range freeAttempts {
		status, _, _ = d.signIn(c, "reader", "a new guess at it")
		d.want("a guess after success", status, 401)
	}
}
