package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/gather"
	"github.com/verbatim-record/verbatim/mcp"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/server/account"
	screens "github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

// serving holds the flags of serve.
type serving struct {
	record   *string
	entities *string
	addr     string
	cert     string
	key      string
	open     bool
	verbose  bool
	watch    bool
	web      fetching // private: feeds of private networks may be followed
}

func serveCommand() *cobra.Command {
	var f serving
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Open the record in a browser, and to programs",
		Long: `Serve answers on an address of this machine until it is interrupted: pages for a
browser, under /api an interface for programs, which /api/openapi.json describes,
and under /mcp one for language models (see verbatim help mcp). 
On a loopback address nobody has to sign in, and nobody else can reach it, unless
the record has accounts. On any other address a password or a token is needed,
and without an account in the record the server does not start: see verbatim help
accounts.

Several may serve one record at a time: all read it, and those that write take
turns. What other commands add shows at the next request. When it is told to
stop it finishes what is under way, for at most 15 seconds.

With --watch it also reads the feeds and folders of the record, as verbatim watch
does, and makes the deliveries of alerts that are due. Without it the desk shows
feeds, but nothing comes in from them until verbatim watch runs.`,
		Example: `  verbatim serve --open
  verbatim serve --watch
  verbatim serve --addr 127.0.0.1:9000 --record election.db`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	cmd.Flags().SortFlags = false
	f.record = recordFlag(cmd)
	cmd.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8080", "`address` to answer on; port 0 takes a free one")
	cmd.Flags().StringVar(&f.cert, "cert", "", "`file` of the certificate (PEM), for TLS")
	cmd.Flags().StringVar(&f.key, "key", "", "`file` of its key")
	cmd.Flags().BoolVar(&f.open, "open", false, "open a browser")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "log every request to standard error, as JSON lines")
	cmd.Flags().BoolVar(&f.watch, "watch", false, "also follow the feeds and folders of the record, and deliver what alerts find")
	f.web.flags(cmd)
	f.entities = entitiesOption(cmd)
	return cmd
}

// refused says why a feed is not followed that somebody names at the desk.
func (f *serving) refused(ctx context.Context, address string) error {
	if f.web.private {
		return nil
	}
	return fetch.CheckPublic(ctx, address, nil)
}

func (f *serving) run(cmd *cobra.Command) error {
	ctx := cmd.Context()
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	if (f.cert == "") != (f.key == "") {
		return errors.New("serve: --cert and --key go together")
	}
	where, err := net.ResolveTCPAddr("tcp", f.addr)
	if err != nil || !strings.Contains(f.addr, ":") {
		return fmt.Errorf("serve: --addr %s: must be an address of this machine and a port, such as 127.0.0.1:8080", f.addr)
	}
	models, err := deskModels(*f.entities, stderr)
	if err != nil {
		return failure{err}
	}
	s, err := f.openStore(cmd, models.Version)
	if err != nil {
		return err
	}
	defer s.Close()
	// Before anything is bound: nobody may reach a record without being let in.
	if err := account.CheckListen(where, s); err != nil {
		return failure{fmt.Errorf("serve: %w", err)}
	}
	defer rank(ctx, s, stderr)()
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", where.String())
	if err != nil {
		return failure{listenError(f.addr, err)}
	}
	defer l.Close()
	local := account.IsLoopback(l.Addr())
	address := "http://" + l.Addr().String() + "/"
	var certificate *tls.Certificate
	if f.cert != "" {
		pair, err := tls.LoadX509KeyPair(f.cert, f.key)
		if err != nil {
			return failure{fmt.Errorf("serve: the certificate: %w", err)}
		}
		certificate = &pair
		address = "https" + strings.TrimPrefix(address, "http")
	} else if !local {
		fmt.Fprintln(stderr, "verbatim: serve: passwords and pages travel in the clear: give --cert and --key, or put a server with TLS in front")
	}
	level := slog.LevelError
	if f.verbose {
		level = slog.LevelInfo
	}
	version, _ := programVersion()
	log := slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: level}))
	thesaurus := sync.OnceValues(func() (*reuse.Thesaurus, error) { return reuse.LoadThesaurus(model.Thesaurus) })
	pages, err := screens.New(screens.Options{Store: s, Models: func() (*analyze.Models, error) { return models, nil }, Log: log, Thesaurus: thesaurus, Refused: f.refused,
		Followed: func() bool { return gather.Locked(s.Path()) }, Starters: (&starting{}).chosen()})
	if err != nil {
		return failure{fmt.Errorf("serve: %w", err)}
	}
	asked, err := mcp.NewServer(s, version, log)
	if err != nil {
		return failure{fmt.Errorf("serve: %w", err)}
	}
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(server.GCPercent)
		debug.SetMemoryLimit(server.Memory)
	}
	guard := account.New(s, account.Options{Loopback: local, Log: log})
	defer guard.Wait()
	h := server.New(server.Options{
		Store: s, Models: models, Thesaurus: thesaurus, Version: version, Pages: pages, MCP: mcp.Handler(asked, log), Log: log, Guard: guard,
	})
	fmt.Fprintf(stdout, "%s serves %s; interrupt to stop\n", address, export.Visible(s.Path()))
	if f.watch {
		stop, err := f.follow(cmd, s, models)
		if err != nil {
			return failure{fmt.Errorf("serve: --watch: %w", err)}
		}
		defer stop()
	}
	if f.open {
		if err := openBrowser(ctx, address); err != nil {
			fmt.Fprintf(stderr, "verbatim: serve: no browser could be opened (%v): open %s yourself\n", err, address)
		}
	}
	if err := server.Serve(ctx, l, certificate, h); err != nil {
		return failure{fmt.Errorf("serve: %w", err)}
	}
	fmt.Fprintln(stdout, "stopped")
	return nil
}

// deliverEvery is how often deliveries are made that are due.
const deliverEvery = time.Minute

// follow reads the feeds of a record and makes the deliveries of its alerts
// beside the server. The function that it returns ends that and waits.
func (f *serving) follow(cmd *cobra.Command, s *store.Store, models *analyze.Models) (stop func(), err error) {
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	release, err := gather.Lock(s.Path())
	if locked := (*gather.LockedError)(nil); errors.As(err, &locked) {
		fmt.Fprintf(stderr, "verbatim: serve: %s: this server leaves them to it\n", locked)
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(cmd.Context())
	feeds, err := s.Feeds(ctx)
	if err != nil {
		cancel()
		release()
		return nil, err
	}
	var done sync.WaitGroup
	done.Go(func() {
		if _, err := watcher(s, models, &f.web, feeds, stdout, stderr, false).Run(ctx, false); err != nil {
			fmt.Fprintf(stderr, "verbatim: serve: the feeds are no longer followed: %s\n", export.Visible(err.Error()))
		}
		release() // so that the desk says it
	})
	done.Go(func() {
		d := deliverer(s, f.web.private)
		for ctx.Err() == nil {
			r, err := d.Deliver(ctx)
			for _, e := range r.Errors {
				fmt.Fprintf(stderr, "verbatim: %s\n", export.Visible(e.Error()))
			}
			if err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrBusy) {
				fmt.Fprintf(stderr, "verbatim: serve: alerts are not delivered: %s\n", export.Visible(err.Error()))
			}
			select {
			case <-ctx.Done():
			case <-time.After(deliverEvery):
			}
		}
	})
	return func() { cancel(); done.Wait() }, nil
}

// rank puts what a version before the review queue has read into it, while the
// server answers. The function that it returns ends that and waits.
func rank(ctx context.Context, s *store.Store, stderr io.Writer) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		if _, err := s.Rank(ctx, nil); err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrReadOnly) {
			fmt.Fprintf(stderr, "verbatim: serve: the review queue lacks what an older version has read: %s\n", export.Visible(err.Error()))
		}
	})
	return func() { cancel(); done.Wait() }
}

// openStore opens the record to write, and where that is not allowed to read.
func (f *serving) openStore(cmd *cobra.Command, version func(string) string) (*store.Store, error) {
	o := store.Options{Version: version, FileNames: true}
	s, err := openRecordWith(cmd.Context(), cmd, *f.record, o)
	if errors.Is(err, store.ErrReadOnly) {
		o.ReadOnly = true
		if s, readErr := openRecordWith(cmd.Context(), cmd, *f.record, o); readErr == nil {
			fmt.Fprintln(cmd.ErrOrStderr(), "verbatim: serve: the record can only be read: alerts and corrections cannot be changed")
			return s, nil
		}
	}
	return s, err
}

// listenError says what to do about an address that cannot be had.
func listenError(addr string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		next := ""
		if host, port, e := net.SplitHostPort(addr); e == nil {
			if n, e := strconv.Atoi(port); e == nil && n < 65535 {
				next = ", such as --addr " + net.JoinHostPort(host, strconv.Itoa(n+1))
			}
		}
		return fmt.Errorf("serve: %s is in use, perhaps by another verbatim serve: open http://%s/, or name another port%s", addr, addr, next)
	case errors.Is(err, syscall.EACCES), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("serve: %s may not be used: ports below 1024 belong to the system; name a higher one", addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("serve: %s is no address of this machine", addr)
	}
	return fmt.Errorf("serve: %s: %w", addr, err)
}

// openBrowser shows an address in the user's browser.
func openBrowser(ctx context.Context, address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	c := exec.CommandContext(context.WithoutCancel(ctx), name, args...)
	c.Stdout, c.Stderr = nil, nil
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait() // so that it leaves no zombie
	return nil
}
