package gather

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/store"
)

// press is a server of one feed whose state a test sets.
type press struct {
	mu       sync.Mutex
	articles int
	status   int
	asked    int // for the feed
	same     int // answered with 304
	*httptest.Server
}

func newPress(t *testing.T) *press {
	p := &press{status: 200}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch r.URL.Path {
		case "/feed":
			p.asked++
			if p.status != 200 {
				w.Header().Set("Retry-After", "7200")
				w.WriteHeader(p.status)
				return
			}
			tag := fmt.Sprintf(`"%d"`, p.articles)
			w.Header().Set("ETag", tag)
			if r.Header.Get("If-None-Match") == tag {
				p.same++
				w.WriteHeader(304)
				return
			}
			io.WriteString(w, "<rss>")
			for i := range p.articles {
				fmt.Fprintf(w, "<item><link>/%d</link></item>", i)
			}
			io.WriteString(w, "</rss>")
		case "/old":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case "/robots.txt":
			http.NotFound(w, r)
		default:
			var n int
			fmt.Sscanf(r.URL.Path, "/%d", &n)
			io.WriteString(w, story(n))
		}
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *press) set(articles, status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.articles, p.status = articles, status
}

// A feed is asked when it is due, by its validators; it is due the sooner the
// more it had; one that fails is left alone for longer each time.
func TestWatchFeed(t *testing.T) {
	g, _ := newGatherer(t)
	p := newPress(t)
	now := time.Date(2025, 2, 13, 9, 0, 0, 0, time.UTC)
	g.Now = func() time.Time { return now }
	address := p.URL + "/feed"
	if err := g.Store.PutFeed(t.Context(), store.Feed{URL: address, Kind: "feed"}); err != nil {
		t.Fatal(err)
	}
	look := func(added int) store.Feed {
		t.Helper()
		g.Ingest.Fetcher = fetch.New(fetch.Options{Delay: -1, AllowPrivate: true, Timeout: time.Second, Now: g.Now})
		w := &Watcher{Gatherer: g, Random: func() float64 { return 0.5 }}
		c, err := w.Run(t.Context(), true)
		if err != nil || c.Added != added {
			t.Errorf("%+v %v, want %d added", c, err, added)
		}
		f, err := g.Store.Feed(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	p.set(6, 200)
	f := look(6)
	if f.Interval != 15*time.Minute || f.NextDue != now.Add(15*time.Minute) || f.LastNew != now || f.ETag != `"6"` {
		t.Errorf("%+v", f)
	}
	if look(0); p.asked != 1 {
		t.Errorf("asked %d times before it was due", p.asked)
	}
	now = f.NextDue
	if f = look(0); p.same != 1 || f.Interval != 22*time.Minute+30*time.Second {
		t.Errorf("%d times unchanged, %+v", p.same, f)
	}
	p.set(8, 200)
	now = f.NextDue
	if f = look(2); f.Interval >= 20*time.Minute {
		t.Errorf("%+v", f)
	}
	// It fails, and asks for two hours; then fails without asking.
	p.set(8, 503)
	now = f.NextDue
	if f = look(0); f.Failures != 1 || f.LastError != "HTTP 503 Service Unavailable, asks to wait 2h0m0s" || f.NextDue != now.Add(2*time.Hour) {
		t.Errorf("%+v", f)
	}
	p.set(8, 404)
	for i, want := range []time.Duration{10 * time.Minute, 20 * time.Minute, 40 * time.Minute} {
		now = f.NextDue
		if f = look(0); f.Failures != i+2 || f.LastError != "HTTP 404 Not Found" || f.NextDue != now.Add(want) {
			t.Errorf("%+v", f)
		}
	}
	p.set(9, 200)
	now = f.NextDue
	if f = look(1); f.Failures != 0 || f.LastError != "" {
		t.Errorf("%+v", f)
	}
}

func TestWatchMovedAndRemoved(t *testing.T) {
	g, _ := newGatherer(t)
	p := newPress(t)
	p.set(1, 200)
	if err := g.Store.PutFeed(t.Context(), store.Feed{URL: p.URL + "/old", Kind: "feed", Title: "T"}); err != nil {
		t.Fatal(err)
	}
	w := &Watcher{Gatherer: g}
	if c, err := w.Run(t.Context(), true); err != nil || c.Added != 1 {
		t.Errorf("%+v %v", c, err)
	}
	list, err := g.Store.Feeds(t.Context())
	if err != nil || len(list) != 1 || list[0].URL != p.URL+"/feed" || list[0].Title != "T" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestAdapt(t *testing.T) {
	d := firstTime
	for range 50 {
		d = adapt(d, 10)
	}
	if d != shortest {
		t.Errorf("always news: %v", d)
	}
	for range 50 {
		d = adapt(d, 0)
	}
	if d != longest {
		t.Errorf("never news: %v", d)
	}
}

// Where nothing answers, it is this machine that is cut off.
func TestOutage(t *testing.T) {
	now := time.Date(2025, 2, 13, 9, 0, 0, 0, time.UTC)
	w := &Watcher{Gatherer: &Gatherer{Now: func() time.Time { return now }}, Random: func() float64 { return 0.5 }, success: now.Add(-time.Hour)}
	f := store.Feed{Failures: 3}
	w.schedule(&f, Counts{}, errors.New("no such host"))
	if f.Failures != 3 || f.NextDue != now.Add(outageRetry) {
		t.Errorf("%+v", f)
	}
	w.success = now
	w.schedule(&f, Counts{}, errors.New("no such host"))
	if f.Failures != 4 || f.NextDue != now.Add(40*time.Minute) {
		t.Errorf("%+v", f)
	}
}

// A watch that runs sees feeds that others add and files that appear, and ends
// when it is told to.
func TestWatchRuns(t *testing.T) {
	g, _ := newGatherer(t)
	p := newPress(t)
	p.set(2, 200)
	dir := t.TempDir()
	file := func(name, text string) {
		path := filepath.Join(dir, name)
		old := time.Now().Add(-time.Minute)
		if err := errors.Join(os.WriteFile(path, []byte(text), 0o666), os.Chtimes(path, old, old)); err != nil {
			t.Fatal(err)
		}
	}
	file("a.txt", "The clerk said that it was so.")
	for _, f := range []store.Feed{{URL: dir, Kind: Folder}, {URL: p.URL + "/feed", Kind: "feed"}} {
		if err := g.Store.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	looked := make(chan Counts, 10)
	w := &Watcher{Gatherer: g, Looked: func(_ store.Feed, c Counts, _ error) { looked <- c }}
	ended := make(chan Counts)
	go func() {
		c, err := w.Run(ctx, false)
		if err != nil {
			t.Error(err)
		}
		ended <- c
	}()
	added := 0
	for added < 3 {
		select {
		case c := <-looked:
			added += c.Added
		case <-time.After(20 * time.Second):
			t.Fatalf("%d added", added)
		}
	}
	cancel()
	select {
	case c := <-ended:
		if c.Added != 3 {
			t.Errorf("%+v", c)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
	list, err := g.Store.Feeds(t.Context())
	if err != nil || len(list) != 2 || list[0].LastNew.IsZero() || list[1].LastNew.IsZero() {
		t.Errorf("%+v %v", list, err)
	}
}

func TestLock(t *testing.T) {
	record := filepath.Join(t.TempDir(), "record.db")
	release, err := Lock(record)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Lock(record)
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != fmt.Sprint(os.Getpid()) {
		t.Errorf("%v", err)
	}
	release()
	if release, err = Lock(record); err != nil {
		t.Fatal(err)
	}
	release()
}
