// Package server puts the parts of the desk together behind one handler: the
// interface for programs, the pages, and whoever decides who may ask. It adds
// what every answer needs (headers against attacks, compression, a log, limits)
// and keeps a server running until it is told to stop.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/server/api"
	"github.com/verbatim-record/verbatim/store"
)

// Options are what a server is made of.
type Options struct {
	Store  *store.Store
	Models *analyze.Models // to read articles that are sent; nil: none are read
	// Thesaurus tells rewritten copies; nil: none are told.
	Thesaurus func() (*reuse.Thesaurus, error)
	Version   string // of the program

	Pages http.Handler // everything that is not under /api; nil: there are no pages
	MCP   http.Handler // under /mcp; nil: there is none
	// Guard lets in whom it may. nil lets everybody in and is for tests and
	// measurements: then nothing keeps other sites from asking, either.
	Guard *account.Guard

	Rate Rate         // of requests of one client; the zero Rate is DefaultRate
	Log  *slog.Logger // nil: nothing is logged
}

// New returns the handler of a desk.
func New(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	var user func(context.Context) api.User
	if o.Guard != nil {
		user = func(ctx context.Context) api.User {
			u := account.From(ctx)
			return api.User{Name: u.Name, Editor: u.Role >= account.Editor, Local: u.Local}
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", api.New(api.Options{Store: o.Store, Models: o.Models, Thesaurus: o.Thesaurus, Version: o.Version, User: user, Log: o.Log}))
	if o.MCP != nil {
		mux.Handle("/mcp", o.MCP)
		mux.Handle("/mcp/", o.MCP)
	}
	if o.Pages != nil {
		mux.Handle("/", o.Pages)
	} else {
		mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
			problem(w, r, http.StatusNotFound, "nothing is served at this address; the interface for programs is described at /api/openapi.json")
		})
	}
	h := newAnswers(o.Store).wrap(mux)
	if o.Guard != nil {
		h = o.Guard.Wrap(h)
	}
	h = newLimiter(o.Rate).wrap(h)
	// Compression is outside what catches a fault, so that nothing is on its way
	// when the answer has to be another one.
	return secured(compressed(watched(o.Log, h)))
}

// GCPercent is how much a server's memory may grow before what is no longer used
// is looked for (see [runtime/debug.SetGCPercent]). What it answers with is short-lived:
// at Go's own 100 a tenth of its time went into looking.
const GCPercent = 200

// Memory is up to where it may grow so, in bytes (see
// [runtime/debug.SetMemoryLimit]); what is in use may be more. SQLite's pages and the
// models are not counted.
const Memory = 320 << 20

// Limits on a connection. A request's headers and body have to come within
// these times, so that slow senders do not hold connections; an answer may take
// as long as the analysis of the longest article and its way over a slow line.
const (
	headerTime  = 5 * time.Second
	readTime    = 30 * time.Second
	writeTime   = 2 * time.Minute
	idleTime    = 2 * time.Minute
	stopTime    = 15 * time.Second // for what is under way when the server stops
	headerBytes = 32 << 10
	connections = 1000
	streams     = 100 // of one connection by HTTP/2
)

// Serve answers on l until ctx ends. Then it takes no more requests, finishes
// those under way, for at most 15 seconds, and returns nil. With a certificate
// it speaks TLS, and HTTP/2 where the asker does; nil is without.
func Serve(ctx context.Context, l net.Listener, certificate *tls.Certificate, h http.Handler) error {
	// The limit is below TLS: net/http knows an encrypted connection by its type.
	l = netutil.LimitListener(l, connections)
	if certificate != nil {
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{*certificate}, NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS12})
	}
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: headerBytes, HTTP2: &http.HTTP2Config{MaxConcurrentStreams: streams},
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug), // of bytes that are no HTTP
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := s.Shutdown(bounded); err != nil {
		s.Close()
		if errors.Is(err, context.DeadlineExceeded) {
			err = errors.New("stopped while requests were still under way: they took longer than " + stopTime.String())
		}
		return err
	}
	return nil
}
