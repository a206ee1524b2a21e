// Command pictures makes the pictures of the README: what verbatim read prints
// in a terminal, and screens of the desk on the demo's record, as a headless
// Chromium shows them.
//
//	go run ./docs/pictures
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/demo"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/internal/browser"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/read"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

// most is how many bytes a picture may have.
const most = 200 << 10

func main() {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	dir := flag.String("o", "docs", "write to this `folder`")
	article := flag.String("article", filepath.Join("testdata", "harbour.txt"), "the `file` that the terminal shows")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := pictures(ctx, *dir, *article); err != nil {
		log.Error("no pictures", "error", err)
		os.Exit(1)
	}
}

// picture is what is shown, and how large the window is. A height of 0 is that
// of the page.
type picture struct {
	name, address string
	width, height int
	dark          bool
}

func pictures(ctx context.Context, dir, article string) error {
	chromium := browser.Find()
	if chromium == "" {
		return errors.New("there is no Chromium on this machine: install one (Debian: apt-get install chromium)")
	}
	shown, err := terminal(article)
	if err != nil {
		return err
	}
	record, err := demoRecord(ctx)
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(record.Path()))
	defer record.Close()
	statement, err := first(ctx, record, `speaker:thorsby outlet:northwire "closes our waters to our own boats"`)
	if err != nil {
		return err
	}
	pages, err := page.New(page.Options{
		Store: record, Models: analyze.Load, Log: slog.New(slog.DiscardHandler),
		Thesaurus: func() (*reuse.Thesaurus, error) { return reuse.LoadThesaurus(model.Thesaurus) },
		Now:       func() time.Time { return time.Date(2025, 3, 16, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	// As on a loopback address: nobody has to sign in.
	mux.Handle("/", account.New(record, account.Options{Loopback: true, Log: slog.New(slog.DiscardHandler)}).Wrap(pages))
	mux.HandleFunc("/terminal", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(shown)
	})
	listen, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listen)
	defer server.Close()

	b, err := browser.Open(ctx, chromium)
	if err != nil {
		return err
	}
	defer b.Close()
	home := "http://" + listen.Addr().String()
	for _, p := range []picture{
		{"terminal.png", "/terminal", 860, 0, true},
		{"story.png", "/story?q=bays", 1200, 1000, false},
		{"statement.png", "/statements/" + statement, 1200, 1000, false},
	} {
		body, err := take(b, home, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if bad := b.Problems(listen.Addr().String()); len(bad) > 0 {
			return fmt.Errorf("%s: %v", p.name, bad)
		}
		path := filepath.Join(dir, p.name)
		if err := os.WriteFile(path, body, 0o666); err != nil {
			return err
		}
		fmt.Printf("%s, %d KB\n", path, (len(body)+1023)/1024)
	}
	return nil
}

// terminal is a page that looks as a terminal does after verbatim read.
func terminal(article string) ([]byte, error) {
	text, err := os.ReadFile(article)
	if err != nil {
		return nil, err
	}
	d, err := read.Article(string(text), verbatim.Meta{Path: filepath.ToSlash(article)})
	if err != nil {
		return nil, err
	}
	out := []byte("$ verbatim read " + d.Path + "\n")
	return terminalPage(export.Terminal(out, d, 100, export.Colors256)), nil
}

// demoRecord makes the demo's record in a folder of its own.
func demoRecord(ctx context.Context) (*store.Store, error) {
	dir, err := os.MkdirTemp("", "verbatim-pictures-")
	if err != nil {
		return nil, err
	}
	models, err := analyze.Load()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, filepath.Join(dir, "demo.db"), store.Options{Version: model.Version})
	if err != nil {
		return nil, err
	}
	_, err = demo.Fill(ctx, s, func(d *verbatim.Document) { analyze.Document(d, models) })
	return s, err
}

// first is the id of the oldest statement that matches.
func first(ctx context.Context, s *store.Store, query string) (string, error) {
	root, err := search.Parse(query)
	if err != nil {
		return "", err
	}
	hits, err := s.Search(ctx, store.Query{Root: root, Order: store.OldestFirst, Limit: 1})
	if err != nil || len(hits) == 0 {
		return "", errors.Join(err, fmt.Errorf("nothing matches %s", query))
	}
	return hits[0].ID, nil
}

// take shows a page and returns a picture of it, packed well.
func take(b *browser.Browser, home string, p picture) ([]byte, error) {
	if err := b.Look(p.width, max(p.height, 600), p.dark); err != nil {
		return nil, err
	}
	if err := b.Visit(home + p.address); err != nil {
		return nil, err
	}
	if p.height == 0 {
		height, err := browser.Eval[int](b, "document.documentElement.scrollHeight")
		if err != nil {
			return nil, err
		}
		if err := b.Look(p.width, height, p.dark); err != nil {
			return nil, err
		}
	}
	raw, err := b.Picture()
	if err != nil {
		return nil, err
	}
	shown, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced(shown)); err != nil {
		return nil, err
	}
	if out.Len() > most {
		return nil, fmt.Errorf("has %d bytes, more than %d", out.Len(), most)
	}
	return out.Bytes(), nil
}
