package gather

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

// story is the HTML of an article of its own for each n.
func story(n int) string {
	return fmt.Sprintf("<html><title>Plan %d</title><body><h1>Plan %d</h1>", n, n) +
		strings.Repeat(fmt.Sprintf("<p>The council said on Monday that it would look at plan %d again after a long debate, and that nobody would lose work over it.</p>\n", n), 5)
}

// newGatherer returns a gatherer for a new record and servers on loopback, and
// a function that returns the events so far, as "name: what".
func newGatherer(t *testing.T) (*Gatherer, func() []string) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var mu sync.Mutex
	var events []string
	g := &Gatherer{
		Store: s, Analyze: func(*verbatim.Document) {},
		Ingest: ingest.Options{Polite: true, Fetcher: fetch.New(fetch.Options{Delay: -1, AllowPrivate: true, Timeout: time.Second})},
		Report: func(e Event) {
			if e.Ended {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			what := e.Change.String()
			if e.Err != nil {
				what = e.Err.Error()
			}
			name := e.Name
			if name == "" {
				name = e.Input
			}
			events = append(events, name+": "+what)
		},
	}
	return g, func() []string {
		mu.Lock()
		defer mu.Unlock()
		out := slices.Clone(events)
		events = nil
		slices.Sort(out)
		return out
	}
}

func add(t *testing.T, g *Gatherer, inputs ...string) Counts {
	t.Helper()
	c, err := g.Add(t.Context(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func zip(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// Whatever a server does, each article is one event, and the rest goes on.
func TestAddHostileServer(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /no/") })
	page := func(path string, f http.HandlerFunc) { mux.HandleFunc(path, f) }
	var asked sync.Map
	busy := 0
	for n := range 3 {
		page(fmt.Sprintf("/ok/%d", n), func(w http.ResponseWriter, r *http.Request) {
			count, _ := asked.LoadOrStore(r.URL.Path, new(int))
			*count.(*int)++
			io.WriteString(w, story(n))
		})
	}
	page("/busy", func(w http.ResponseWriter, r *http.Request) {
		if busy++; busy == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(429)
			return
		}
		io.WriteString(w, story(10))
	})
	page("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/ok/0", http.StatusMovedPermanently)
	})
	page("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	page("/silent", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	page("/endless", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<html>")
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte("<p>on and on"), 5000)); err != nil {
				return
			}
		}
	})
	bomb := zip(bytes.Repeat([]byte("<p>boom"), 4<<20))
	page("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb)
	})
	page("/lie", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10000000000")
		io.WriteString(w, "<html>")
	})
	page("/image", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "\x89PNG\r\n\x1a\n\x00\x00\x00") })
	page("/no/1", func(w http.ResponseWriter, r *http.Request) { t.Error("robots.txt was not obeyed") })
	paths := []string{"/ok/0", "/ok/1", "/busy", "/moved", "/loop", "/silent", "/endless", "/bomb", "/lie", "/image", "/no/1", "/gone", "/ok/2"}
	page("/feed", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<rss>")
		for _, p := range paths {
			io.WriteString(w, "<item><link>"+p+"</link></item>")
		}
		io.WriteString(w, "<item><title>cut off")
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	g, events := newGatherer(t)
	c := add(t, g, srv.URL+"/feed")
	want := []string{
		"/bomb: is longer than 8 MiB", "/busy: added", "/endless: is longer than 8 MiB", "/gone: HTTP 404 Not Found", "/image: is a PNG image, not text",
		"/lie: cut off by the server", "/loop: redirected more than 10 times", "/moved: known", "/no/1: robots.txt does not allow it",
		"/ok/0: added", "/ok/1: added", "/ok/2: added", "/silent: timed out",
	}
	got := events()
	for i := range got {
		got[i] = strings.TrimPrefix(got[i], srv.URL)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if c.Added != 4 || c.Known != 1 || c.Failed != 8 {
		t.Errorf("%+v", c)
	}
	// What was fetched is not fetched again.
	if c := add(t, g, srv.URL+"/feed"); c.Added != 0 || c.Known != 5 {
		t.Errorf("again: %+v", c)
	}
	asked.Range(func(path, n any) bool {
		if k := *n.(*int); k != 1 && !(path == "/ok/0" && k == 2) {
			t.Errorf("%s was asked %d times", path, k)
		}
		return true
	})
}

// Many hosts are asked beside each other, each at its own pace.
func TestAddManyHosts(t *testing.T) {
	g, _ := newGatherer(t)
	g.Ingest.Fetcher = fetch.New(fetch.Options{Delay: 50 * time.Millisecond, AllowPrivate: true})
	var feeds []string
	for h := range 6 {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				for i := range 6 {
					fmt.Fprintf(w, "<rss><item><link>/%d</link></item>", i)
				}
				return
			}
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			var n int
			fmt.Sscanf(r.URL.Path, "/%d", &n)
			io.WriteString(w, story(100*h+n))
		}))
		defer srv.Close()
		feeds = append(feeds, srv.URL+"/feed")
	}
	start := time.Now()
	if c := add(t, g, feeds...); c.Added != 36 {
		t.Errorf("%+v", c)
	}
	if d := time.Since(start); d < 350*time.Millisecond {
		t.Errorf("8 requests to each host took %v: without their pauses", d)
	} else if d > 6*8*50*time.Millisecond {
		t.Logf("%v for all hosts: they waited for each other, or the machine is busy", d)
	}
}

// A line that was added is known by its bytes; analysis is not run again.
func TestAddResumes(t *testing.T) {
	g, _ := newGatherer(t)
	analysed := 0
	var mu sync.Mutex
	g.Analyze = func(*verbatim.Document) { mu.Lock(); analysed++; mu.Unlock() }
	var lines bytes.Buffer
	for i := range 500 {
		fmt.Fprintf(&lines, `{"id":"%d","text":"The clerk said that plan %d was lost."}`+"\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, lines.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	g.Report = func(Event) {
		if n++; n == 100 {
			cancel()
		}
	}
	c, err := g.Add(ctx, []string{path})
	if !errors.Is(err, context.Canceled) || c.Added < 100 || c.Added == 500 {
		t.Fatalf("interrupted: %+v %v", c, err)
	}
	g.Report, analysed = nil, 0
	if again := add(t, g, path); again.Added != 500-c.Added || again.Known != c.Added || analysed != again.Added {
		t.Errorf("%+v after %+v, %d analysed", again, c, analysed)
	}
	g.Refresh = true
	if again := add(t, g, path); again.Known != 500 || again.Added != 0 {
		t.Errorf("refreshed: %+v", again)
	}
}

// A fault of the analysis costs the article that it is in.
func TestAddFault(t *testing.T) {
	g, events := newGatherer(t)
	g.Analyze = func(d *verbatim.Document) {
		if strings.Contains(d.Text, "bad") {
			panic("lost")
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"a", "bad", "c"} {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte("The clerk said that it was "+name+"."), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c := add(t, g, dir)
	if c.Added != 2 || c.Failed != 1 {
		t.Errorf("%+v %q", c, events())
	}
}
