package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/fetch"
)

func TestFetch(t *testing.T) {
	var sent atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/article", func(w http.ResponseWriter, r *http.Request) {
		if ua := r.UserAgent(); !strings.HasPrefix(ua, "Verbatim/") {
			http.Error(w, "who are you?", http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, page)
	})
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(gzipped([]byte(page)))
	})
	mux.HandleFunc("/western", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=windows-1252")
		io.WriteString(w, "\x93Caf\xe9,\x94 she said.")
	})
	mux.HandleFunc("/once", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/article", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/image", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		io.WriteString(w, "<svg xmlns=''></svg>")
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<html><body><p>")
		line := []byte(strings.Repeat("and on and on ", 500))
		for {
			n, err := w.Write(line)
			if err != nil {
				return
			}
			sent.Add(int64(n))
		}
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<html>")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100000")
		io.WriteString(w, page)
	})
	mux.HandleFunc("/teapot", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusTeapot) })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	gone := httptest.NewServer(mux)
	gone.Close()

	usual := fetch.New(fetch.Options{Delay: -1})
	quick := fetch.New(fetch.Options{Delay: -1, Timeout: 300 * time.Millisecond})
	cases := []struct {
		path, want string
		fetcher    *fetch.Fetcher
	}{
		{"/article", "", usual},
		{"/gzip", "", usual},
		{"/once", "", usual},
		{"/western", "", usual},
		{"/loop", "redirected more than 10 times", usual},
		{"/file", "redirected to a file address", usual},
		{"/missing", "HTTP 404 Not Found", usual},
		{"/teapot", "HTTP 418 I'm a teapot", usual},
		{"/image", "is image/svg+xml, not text", usual},
		{"/endless", "is longer than 8 MiB", usual},
		{"/slow", "timed out", quick},
		{"/cut", "cut off by the server", usual},
		{gone.URL, "connection refused", usual},
		{"http://", "is not a web address", usual},
		{"http://name.invalid/", "no such host: name.invalid", usual},
	}
	for _, c := range cases {
		address := c.path
		if strings.HasPrefix(address, "/") {
			address = srv.URL + address
		}
		docs, errs := all(t, address, Options{Fetcher: c.fetcher})
		switch {
		case c.want == "":
			if len(errs) > 0 || len(docs) != 1 {
				t.Errorf("%s: %d documents, errors %q", c.path, len(docs), errs)
			} else if docs[0].Path != address {
				t.Errorf("%s: path %q", c.path, docs[0].Path)
			}
		case len(errs) != 1 || errs[0] != c.want || len(docs) > 0:
			if c.path == "http://name.invalid/" && len(errs) == 1 {
				continue // without a resolver the words are others
			}
			t.Errorf("%s: %d documents, errors %q, want %q", c.path, len(docs), errs, c.want)
		}
	}
	docs, _ := all(t, srv.URL+"/once", Options{Fetcher: usual})
	if len(docs) == 1 && docs[0].URL != srv.URL+"/news/2024/05/04/bridge" {
		t.Errorf("address of the article is %q", docs[0].URL)
	}
	docs, _ = all(t, srv.URL+"/western", Options{Fetcher: usual})
	if len(docs) == 1 && docs[0].Text != "“Café,” she said." {
		t.Errorf("text %q", docs[0].Text)
	}
	// Buffers of the connection apart, an endless body is not read on.
	if n := sent.Load(); n > maxHTML+16<<20 {
		t.Errorf("the server could send %d bytes", n)
	}
}

func TestFetchInterrupted(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer srv.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	for _, err := range Read(ctx, srv.URL, Options{}) {
		if err == nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
	}
}

func TestPlainNet(t *testing.T) {
	for want, err := range map[string]error{
		"no such host: a.example": fmt.Errorf("get: %w", &net.DNSError{Name: "a.example", Err: "no such host", IsNotFound: true}),
		"interrupted":             fmt.Errorf("get: %w", context.Canceled),
	} {
		if got := plain(err).Error(); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
