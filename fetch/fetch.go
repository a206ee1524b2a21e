// Package fetch gets pages of the web politely: it asks robots.txt (RFC 9309),
// says truthfully who it is, keeps to one connection and a delay for each host,
// waits as long as a server asks, and refuses addresses inside private
// networks, so that a feed cannot make it call what only this machine can
// reach.
//
// What is dialled is checked, after the name was resolved and on every
// redirect; a name that resolves to a private address later is refused then.
package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The limits and manners of a fetcher where its options say nothing.
const (
	maxRedirects   = 10
	defaultDelay   = time.Second      // between two requests to a host
	longestDelay   = 30 * time.Second // that a Crawl-delay is obeyed to
	defaultTimeout = 30 * time.Second // for an answer of no more than a few hundred kilobytes
	defaultWait    = time.Minute      // for a host that asks to come back later
	// slowest is the rate in bytes a second that a long body must keep up: so
	// a server that sends a byte a minute cannot hold a desk's batch, and an
	// archive of many gigabytes still comes through.
	slowest    = 32 << 10
	maxRetries = 2 // after 429 and 503
)

// Home is where the user agent points to.
const Home = "https://github.com/verbatim-record/verbatim"

// Token is the name that robots.txt files know the fetcher by.
const Token = "verbatim"

// Options say how a Fetcher behaves. The zero value is polite.
type Options struct {
	Version      string        // of the program, for the user agent
	Contact      string        // of who runs it, for the user agent: a mail address or a page
	Delay        time.Duration // between two requests to a host; 0: a second; negative: none
	Timeout      time.Duration // for an answer, and more for long ones; 0: 30 seconds
	Wait         time.Duration // the longest wait for a host that asks for one; 0: a minute
	AllowPrivate bool          // addresses of private networks, of this machine and of the link
	NoRobots     bool          // robots.txt is not asked: for addresses that a person typed one by one
	TLS          *tls.Config   // nil: the roots of the system
	Now          func() time.Time
}

// Request is one address to get.
type Request struct {
	URL string
	// ETag and Modified are what an earlier answer had; where nothing changed
	// since, the answer is NotModified.
	ETag, Modified string
	Accept         string // "": pages before anything else
	// Typed is set for an address that a person typed: robots.txt is not
	// asked, and its host may be private. Where it redirects to may not. The
	// host takes the next request while the body is still being read, so that
	// bodies that are read in turns cannot wait for each other.
	Typed bool
}

// Response is an answer. The body must be closed: the host takes the next
// request only then, unless the address was Typed.
type Response struct {
	Body        io.ReadCloser // decompressed; empty where NotModified
	URL         string        // after redirects
	Moved       string        // where the address has moved for good; else ""
	ContentType string
	ETag        string
	Modified    string
	NotModified bool
}

// StatusError is an answer that is not the page.
type StatusError struct {
	Code int
	// Until is when the server asks to be asked again; else zero.
	Until time.Time
	wait  time.Duration
}

func (e *StatusError) Error() string {
	s := strings.TrimSpace(fmt.Sprintf("HTTP %d %s", e.Code, http.StatusText(e.Code)))
	if e.wait > 0 {
		s += fmt.Sprintf(", asks to wait %s", e.wait.Round(time.Second))
	}
	return s
}

// Errors that callers tell apart.
var (
	ErrRobots    = errors.New("robots.txt does not allow it")
	ErrPrivate   = errors.New("is at a private address")
	ErrRedirects = errors.New("redirected more than 10 times")
	errTimeout   = timeout{}
)

type timeout struct{}

func (timeout) Error() string   { return "timed out" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }

// Fetcher gets pages. It is safe for concurrent use, and its manners hold over
// all who use it: make one for a process.
type Fetcher struct {
	o      Options
	agent  string
	client *http.Client
	sleep  func(context.Context, time.Duration) error // a field for tests

	mu      sync.Mutex
	hosts   map[string]*host
	trusted map[string]bool // host:port of typed addresses
}

// New returns a fetcher.
func New(o Options) *Fetcher {
	switch {
	case o.Delay == 0:
		o.Delay = defaultDelay
	case o.Delay < 0:
		o.Delay = 0
	}
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	o.Wait = cmp.Or(o.Wait, defaultWait)
	if o.Now == nil {
		o.Now = time.Now
	}
	f := &Fetcher{o: o, agent: userAgent(o), sleep: sleep, hosts: map[string]*host{}, trusted: map[string]bool{}}
	f.client = &http.Client{
		Transport: f.transport(),
		// Every hop is a request of its own: other host, other robots.txt.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return f
}

// UserAgent is what the fetcher calls itself.
func (f *Fetcher) UserAgent() string { return f.agent }

func userAgent(o Options) string {
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < 0x20 || r > 0x7e || r == '(' || r == ')' {
				return -1
			}
			return r
		}, s)
	}
	s := "Verbatim/" + cmp.Or(strings.ReplaceAll(clean(o.Version), " ", ""), "devel") + " (+" + Home
	if c := clean(o.Contact); c != "" {
		s += "; " + c
	}
	return s + ")"
}

func (f *Fetcher) transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = f.dial
	t.TLSHandshakeTimeout = 10 * time.Second
	t.MaxResponseHeaderBytes = 256 << 10
	t.DisableCompression = true // decoded here, within bounds
	t.MaxIdleConnsPerHost = 1
	t.IdleConnTimeout = 30 * time.Second
	t.TLSClientConfig = f.o.TLS
	return t
}

// Get gets an address, over its redirects.
func (f *Fetcher) Get(ctx context.Context, r Request) (*Response, error) {
	u, err := Parse(r.URL)
	if err != nil {
		return nil, err
	}
	if r.Typed {
		f.trust(u)
	}
	moved, permanent := "", true
	for hop := 0; ; hop++ {
		if hop > maxRedirects {
			return nil, ErrRedirects
		}
		if !r.Typed && !f.o.NoRobots {
			if err := f.allowed(ctx, u); err != nil {
				return nil, err
			}
		}
		resp, err := f.try(ctx, u, r)
		if err != nil {
			return nil, err
		}
		next, code, err := redirect(u, resp)
		if next == nil && err == nil {
			return f.answer(resp, u, moved)
		}
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		permanent = permanent && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
		if u = next; permanent {
			moved = u.String()
		}
	}
}

// Parse reads a web address. It has no user, password or fragment.
func Parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Hostname() == "" || len(address) > 8<<10 {
		return nil, errors.New("is not a web address")
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("is a %s address, not http or https", u.Scheme)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u, nil
}

// redirect returns where an answer redirects to, or nil.
func redirect(u *url.URL, resp *http.Response) (*url.URL, int, error) {
	switch resp.StatusCode {
	case 301, 302, 303, 307, 308:
	default:
		return nil, 0, nil
	}
	location := resp.Header.Get("Location")
	if location == "" {
		return nil, 0, &StatusError{Code: resp.StatusCode}
	}
	next, err := u.Parse(location)
	if err != nil {
		return nil, 0, errors.New("redirected to what is no address")
	}
	if s := strings.ToLower(next.Scheme); s != "http" && s != "https" {
		return nil, 0, fmt.Errorf("redirected to a %s address", s)
	}
	next, err = Parse(next.String())
	return next, resp.StatusCode, err
}

// try asks one address, and again where its host asks for a wait that is not
// too long.
func (f *Fetcher) try(ctx context.Context, u *url.URL, r Request) (*http.Response, error) {
	h := f.host(u)
	for attempt := 0; ; attempt++ {
		if err := h.enter(ctx, f); err != nil {
			return nil, err
		}
		resp, err := f.once(ctx, h, u, r)
		if err != nil {
			h.leave(f)
			return nil, err
		}
		if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
			return resp, nil
		}
		wait := retryAfter(resp.Header.Get("Retry-After"), f.o.Now())
		if wait > 0 || resp.StatusCode == http.StatusTooManyRequests {
			wait = max(wait, time.Duration(attempt+1)*5*f.o.Delay)
			h.block(f, f.o.Now().Add(wait))
		}
		resp.Body.Close()
		if wait <= 0 || wait > f.o.Wait || attempt >= maxRetries {
			e := &StatusError{Code: resp.StatusCode, wait: wait}
			if wait > 0 {
				e.Until = f.o.Now().Add(wait)
			}
			return nil, e
		}
	}
}

// once sends one request. The turn of the host ends with the body.
func (f *Fetcher) once(ctx context.Context, h *host, u *url.URL, r Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	req.Header.Set("User-Agent", f.agent)
	req.Header.Set("Accept", cmp.Or(r.Accept, "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"))
	req.Header.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		req.Header.Set("If-None-Match", headerValue(r.ETag))
	}
	if r.Modified != "" {
		req.Header.Set("If-Modified-Since", headerValue(r.Modified))
	}
	if req, err = f.viaProxy(req); err != nil {
		cancel(nil)
		return nil, err
	}
	b := &body{limit: f.o.Timeout, cancel: cancel, ctx: ctx, done: func() { h.leave(f) }}
	b.timer = time.AfterFunc(f.o.Timeout, func() { cancel(errTimeout) })
	start := time.Now()
	resp, err := f.client.Do(req)
	b.timer.Stop()
	b.spent = time.Since(start)
	if err != nil {
		if cause := context.Cause(ctx); cause == errTimeout {
			err = errTimeout
		}
		cancel(nil)
		return nil, err
	}
	b.inner = resp.Body
	if r.Typed {
		b.done = func() {}
		h.leave(f)
	}
	resp.Body = b
	return resp, nil
}

// answer makes a Response of a final answer.
func (f *Fetcher) answer(resp *http.Response, u *url.URL, moved string) (*Response, error) {
	a := &Response{
		Body: resp.Body, URL: u.String(), Moved: moved, ContentType: resp.Header.Get("Content-Type"),
		ETag: resp.Header.Get("ETag"), Modified: resp.Header.Get("Last-Modified"),
	}
	switch resp.StatusCode {
	case http.StatusNotModified:
		a.NotModified = true
		resp.Body.Close()
		a.Body = http.NoBody
		return a, nil
	case http.StatusOK:
	default:
		resp.Body.Close()
		return nil, &StatusError{Code: resp.StatusCode}
	}
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		a.Body = decompress(resp.Body)
	}
	return a, nil
}

// headerValue takes out what cannot stand in a header.
func headerValue(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// retryAfter reads the header of that name: seconds or a date.
func retryAfter(v string, now time.Time) time.Duration {
	v = strings.TrimSpace(v)
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		return time.Duration(min(max(n, 0), 30*24*3600)) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return min(max(t.Sub(now), 0), 30*24*time.Hour)
	}
	return 0
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// trust remembers the host of a typed address.
func (f *Fetcher) trust(u *url.URL) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.trusted[dialled(u)] = true
}

// dialled is the host and port of an address.
func dialled(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
