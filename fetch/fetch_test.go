package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// quick is a fetcher for servers on loopback, without a delay.
func quick(o Options) *Fetcher {
	o.AllowPrivate = true
	if o.Delay == 0 {
		o.Delay = -1
	}
	return New(o)
}

func get(t *testing.T, f *Fetcher, r Request) (*Response, string, error) {
	t.Helper()
	resp, err := f.Get(t.Context(), r)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 32<<20))
	return resp, string(b), err
}

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.Bytes()
}

func site(t *testing.T) (*httptest.Server, *http.ServeMux) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Wed, 12 Feb 2025 10:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") == "Wed, 12 Feb 2025 10:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "the page for "+r.UserAgent())
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv, mux
}

func TestConditional(t *testing.T) {
	srv, _ := site(t)
	f := quick(Options{Version: "1.2 (x)", Contact: "desk@news.example\r\nX: y"})
	resp, text, err := get(t, f, Request{URL: srv.URL + "/page#part"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "the page for Verbatim/1.2x (+" + Home + "; desk@news.exampleX: y)"; text != want {
		t.Errorf("%q, want %q", text, want)
	}
	if resp.URL != srv.URL+"/page" || resp.ETag != `"v1"` || resp.ContentType != "text/html" {
		t.Errorf("%+v", resp)
	}
	for _, r := range []Request{{ETag: resp.ETag}, {Modified: resp.Modified}} {
		r.URL = srv.URL + "/page"
		if resp, text, err := get(t, f, r); err != nil || !resp.NotModified || text != "" {
			t.Errorf("%+v: %+v %q %v", r, resp, text, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	srv, mux := site(t)
	to := func(path, location string, code int) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(code)
		})
	}
	to("/good", "/better", 301)
	to("/better", "page", 308)
	to("/now", "/good", 302)
	to("/first", "/now", 301)
	to("/loop", "/loop", 302)
	to("/file", "file:///etc/passwd", 302)
	to("/gopher", "gopher://a.example/", 302)
	to("/nowhere", "", 302)
	f := quick(Options{})
	for path, moved := range map[string]string{"/good": "/page", "/now": "", "/first": "/now"} {
		resp, _, err := get(t, f, Request{URL: srv.URL + path})
		if moved != "" {
			moved = srv.URL + moved
		}
		if err != nil || resp.URL != srv.URL+"/page" || resp.Moved != moved {
			t.Errorf("%s: %+v %v, want moved to %q", path, resp, err, moved)
		}
	}
	for path, want := range map[string]string{
		"/loop": "redirected more than 10 times", "/file": "redirected to a file address",
		"/gopher": "redirected to a gopher address", "/nowhere": "HTTP 302 Found", "/missing": "HTTP 404 Not Found",
	} {
		if _, _, err := get(t, f, Request{URL: srv.URL + path}); err == nil || Plain(err).Error() != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

// A feed, or a page that redirects, cannot make the fetcher call inside: not
// by an address, not by a name for one, not in a disguise.
func TestPrivateRefused(t *testing.T) {
	var asked atomic.Int32
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		io.WriteString(w, "secret")
	}))
	defer inside.Close()
	outside := httptest.NewServer(http.RedirectHandler(inside.URL+"/metadata", http.StatusFound))
	defer outside.Close()
	_, port, _ := net.SplitHostPort(inside.Listener.Addr().String())
	f := New(Options{Delay: -1})
	for _, address := range []string{
		inside.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port,
		"http://0.0.0.0:" + port, "http://[::]:" + port, "http://2130706433:" + port, "http://0x7f.1:" + port,
	} {
		_, _, err := get(t, f, Request{URL: address})
		if err == nil {
			t.Errorf("%s was fetched", address)
		}
		if strings.HasPrefix(address, inside.URL) && !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", address, err)
		}
	}
	// The address that was typed may be private. Where it leads to may not.
	if _, _, err := get(t, f, Request{URL: outside.URL, Typed: true}); !errors.Is(err, ErrPrivate) {
		t.Errorf("redirected inside: %v", err)
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the inside was asked %d times", n)
	}
	// As a transport it does not trust what was typed for Get elsewhere.
	for _, address := range []string{"http://[::1]:" + port, "http://0.0.0.0:" + port, "http://localhost:" + port} {
		if res, err := (&http.Client{Transport: f}).Post(address, "text/plain", strings.NewReader("x")); err == nil {
			res.Body.Close()
			t.Errorf("posted to %s: %s", address, res.Status)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the inside was asked %d times by a transport", n)
	}
	if _, text, err := get(t, f, Request{URL: inside.URL, Typed: true}); err != nil || text != "secret" {
		t.Errorf("typed: %q, %v", text, err)
	}
	if !strings.Contains(Plain(fmt.Errorf("x: %w", privateError{netip.MustParseAddr("10.0.0.1")})).Error(), "--allow-private") {
		t.Error("the message does not say what to do")
	}
}

func TestPrivate(t *testing.T) {
	for _, s := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3",
		"224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
		"fd12::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:0:a00:1::1", "2001:db8::1",
	} {
		if !Private(netip.MustParseAddr(s)) {
			t.Errorf("%s is taken for public", s)
		}
	}
	for _, s := range []string{"8.8.8.8", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"} {
		if Private(netip.MustParseAddr(s)) {
			t.Errorf("%s is taken for private", s)
		}
	}
	if !Private(netip.Addr{}) {
		t.Error("no address is taken for public")
	}
}

func TestRetryAfter(t *testing.T) {
	srv, mux := site(t)
	var asked atomic.Int32
	mux.HandleFunc("/busy", func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) < 3 {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		io.WriteString(w, "at last")
	})
	mux.HandleFunc("/closed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	now := time.Date(2025, 2, 12, 10, 0, 0, 0, time.UTC)
	f := quick(Options{NoRobots: true, Now: func() time.Time { return now }})
	var slept []time.Duration
	f.sleep = func(_ context.Context, d time.Duration) error {
		if d > 0 {
			slept = append(slept, d)
			now = now.Add(d)
		}
		return nil
	}
	if _, text, err := get(t, f, Request{URL: srv.URL + "/busy"}); err != nil || text != "at last" {
		t.Fatalf("%q %v", text, err)
	}
	if len(slept) != 2 || slept[0] != 7*time.Second || slept[1] != 7*time.Second {
		t.Errorf("waited %v", slept)
	}
	// Too long a wait is not sat out, and the host is left alone meanwhile.
	_, _, err := get(t, f, Request{URL: srv.URL + "/closed"})
	var status *StatusError
	if !errors.As(err, &status) || status.Code != 503 || status.Until != now.Add(2*time.Hour) {
		t.Errorf("%v", err)
	}
	if _, _, err := get(t, f, Request{URL: srv.URL + "/page"}); !errors.As(err, &status) || status.Until.IsZero() {
		t.Errorf("asked again while the host wanted to be left alone: %v", err)
	}
	now = now.Add(2 * time.Hour)
	if _, _, err := get(t, f, Request{URL: srv.URL + "/page"}); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

func TestSlowAndCut(t *testing.T) {
	srv, mux := site(t)
	mux.HandleFunc("/silent", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, ".")
			w.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100000")
		io.WriteString(w, "start")
	})
	f := quick(Options{Timeout: 300 * time.Millisecond, NoRobots: true})
	for path, want := range map[string]string{"/silent": "timed out", "/drip": "timed out", "/cut": "cut off by the server"} {
		start := time.Now()
		_, _, err := get(t, f, Request{URL: srv.URL + path})
		if err == nil || Plain(err).Error() != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %v", path, d)
		}
	}
	// Time that the reader takes does not count.
	resp, err := f.Get(t.Context(), Request{URL: srv.URL + "/page"})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(400 * time.Millisecond)
	if b, err := io.ReadAll(resp.Body); err != nil || len(b) == 0 {
		t.Errorf("a slow reader: %q %v", b, err)
	}
	resp.Body.Close()
}

func TestEncodings(t *testing.T) {
	srv, mux := site(t)
	serve := func(path string, body []byte) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(body)
		})
	}
	serve("/gzip", zipped("hello"))
	serve("/lie", []byte("not gzip"))
	serve("/damaged", zipped(strings.Repeat("hello", 1000))[:40])
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		empty := bytes.Repeat(zipped(""), 100)
		for r.Context().Err() == nil {
			if _, err := w.Write(empty); err != nil {
				return
			}
		}
	})
	f := quick(Options{})
	for path, want := range map[string]string{"/gzip": "hello", "/lie": "not gzip"} {
		if _, text, err := get(t, f, Request{URL: srv.URL + path}); err != nil || text != want {
			t.Errorf("%s: %q %v", path, text, err)
		}
	}
	for _, path := range []string{"/damaged", "/endless"} {
		if _, _, err := get(t, f, Request{URL: srv.URL + path}); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
}

func TestTLS(t *testing.T) {
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "sealed") }))
	defer srv.Close()
	srv.Config.ErrorLog = nil
	if _, _, err := get(t, quick(Options{NoRobots: true}), Request{URL: srv.URL}); err == nil || !strings.HasPrefix(Plain(err).Error(), "its certificate is not good") {
		t.Errorf("an unknown certificate: %v", err)
	}
	roots := srv.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	if _, text, err := get(t, quick(Options{TLS: &tls.Config{RootCAs: roots}}), Request{URL: srv.URL}); err != nil || text != "sealed" {
		t.Errorf("%q %v", text, err)
	}
}

// One connection for a host, and the delay between two requests, whoever asks.
func TestPolite(t *testing.T) {
	var now, most atomic.Int32
	var mu sync.Mutex
	var starts []time.Time
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "User-agent: verbatim\nCrawl-delay: 0.15\nDisallow: /private\n")
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		mu.Lock()
		starts = append(starts, time.Now())
		mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		now.Add(-1)
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	f := quick(Options{Delay: 50 * time.Millisecond})
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			if _, _, err := get(t, f, Request{URL: fmt.Sprintf("%s/%d", srv.URL, i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 {
		t.Errorf("%d requests at a time", most.Load())
	}
	for i := 1; i < len(starts); i++ {
		if d := starts[i].Sub(starts[i-1]); d < 160*time.Millisecond {
			t.Errorf("request %d came %v after the one before", i, d)
		}
	}
	if _, _, err := get(t, f, Request{URL: srv.URL + "/private/x"}); !errors.Is(err, ErrRobots) {
		t.Errorf("robots.txt not obeyed: %v", err)
	}
	if _, _, err := get(t, f, Request{URL: srv.URL + "/private/x", Typed: true}); err != nil {
		t.Errorf("typed: %v", err)
	}
}

// What a robots.txt that is not one means.
func TestRobotsAnswers(t *testing.T) {
	for want, answer := range map[string]http.HandlerFunc{
		"": http.NotFound,
		"redirected, missing": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/none", http.StatusMovedPermanently)
		},
		"HTTP 500 Internal Server Error": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) },
		"robots.txt does not allow it":   func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /") },
		"HTTP 503 Service Unavailable":   func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) },
		"cut off by the server":          func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Length", "9") },
	} {
		mux := http.NewServeMux()
		mux.HandleFunc("/robots.txt", answer)
		mux.HandleFunc("/page", func(http.ResponseWriter, *http.Request) {})
		mux.HandleFunc("/none", http.NotFound)
		srv := httptest.NewServer(mux)
		_, _, err := get(t, quick(Options{}), Request{URL: srv.URL + "/page"})
		switch {
		case want == "" || strings.HasPrefix(want, "redirected"):
			if err != nil {
				t.Errorf("%s: %v", want, err)
			}
		case err == nil || !strings.HasSuffix(err.Error(), want):
			t.Errorf("%v, want %s", err, want)
		}
		srv.Close()
	}
}

func TestParse(t *testing.T) {
	for address, want := range map[string]string{
		"https://user:secret@a.example/x?y#z": "https://a.example/x?y", " HTTP://a.example": "http://a.example",
		"ftp://a.example/": "", "http://": "", "/x": "", "http://:80/": "", "http://a b/": "", "mailto:a@b.example": "",
	} {
		u, err := Parse(address)
		if (err != nil) != (want == "") || err == nil && u.String() != want {
			t.Errorf("%q: %v %v, want %q", address, u, err, want)
		}
	}
}

// Bodies of typed addresses of one host can be read in turns.
func TestTypedInTurns(t *testing.T) {
	srv, _ := site(t)
	f := New(Options{Delay: -1, Timeout: 5 * time.Second})
	var open []*Response
	for range 3 {
		resp, err := f.Get(t.Context(), Request{URL: srv.URL + "/page", Typed: true})
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, resp)
	}
	for _, resp := range open {
		if b, err := io.ReadAll(resp.Body); err != nil || len(b) == 0 {
			t.Errorf("%q %v", b, err)
		}
		resp.Body.Close()
	}
}
