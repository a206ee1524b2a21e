package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/mcp"
)

func mcpCommand() *cobra.Command {
	var record *string
	var address string
	cmd := &cobra.Command{
		Use:   "mcp [flags]",
		Short: "Let a language model ask the record",
		Long: `Mcp answers questions about the record by the Model Context Protocol, on standard
input and output, which is how most programs start it; with --http over HTTP
(streamable), at the path /mcp of an address of this machine. It only reads.

Its tools are search_statements, get_statement, check_quote, variants, timeline
and events. Every answer has the exact words, the address, outlet and day of
their article, and byte offsets. Words of articles are marked as quoted; they are
data and not instructions.

A program that starts it wants its command as a list, such as

  {"command": "verbatim", "args": ["mcp", "--record", "/home/me/news.db"]}`,
		Example: `  verbatim mcp
  verbatim mcp --record news.db
  verbatim mcp --http 127.0.0.1:8766`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("mcp: takes no arguments, but has %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			var listen net.Listener
			if address != "" {
				var err error
				if listen, err = listenHere(ctx, address); err != nil {
					return err
				}
				defer listen.Close()
			}
			s, err := openRecord(ctx, cmd, *record, false)
			if err != nil {
				return err
			}
			defer s.Close()
			version, _ := programVersion()
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
			server, err := mcp.NewServer(s, version, log)
			if err != nil {
				return failure{err}
			}
			if listen != nil {
				fmt.Fprintf(cmd.OutOrStdout(), "http://%s/mcp\n", listen.Addr())
				return serveMCP(ctx, listen, mcp.Local(mcp.Handler(server, log)))
			}
			return talk(ctx, server, cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	cmd.Flags().StringVar(&address, "http", "", "listen at `HOST:PORT` of this machine; port 0 takes a free one")
	return cmd
}

// longestFrame is how many bytes of JSON one message may have.
const longestFrame = 1 << 20

// talk answers on standard input and output until the input ends.
func talk(ctx context.Context, server *sdk.Server, in io.Reader, out io.Writer) error {
	err := server.Run(ctx, &sdk.IOTransport{Reader: io.NopCloser(in), Writer: unclosed{out}, MaxLineLength: longestFrame})
	if err == nil || errors.Is(err, io.EOF) || ctx.Err() != nil {
		return nil // who asked has gone, or the program was told to stop
	}
	return failure{fmt.Errorf("mcp: %w", err)}
}

// unclosed is a writer that others go on using.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// listenHere listens at an address of this machine only: there are no accounts
// here that would keep others out.
func listenHere(ctx context.Context, address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("mcp: --http %q: want a host and a port such as 127.0.0.1:8766", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("mcp: --http %s: only an address of this machine, such as 127.0.0.1:8766: nobody is asked who they are", address)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, failure{fmt.Errorf("mcp: %w", err)}
	}
	return l, nil
}

// serveMCP serves until ctx ends, and then finishes what is under way.
func serveMCP(ctx context.Context, l net.Listener, h http.Handler) error {
	mux := http.NewServeMux()
	mux.Handle("/mcp", h)
	server := &http.Server{
		Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 16 << 10,
	}
	done := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		done <- server.Shutdown(end)
	})
	err := server.Serve(l)
	if !stop() {
		err = <-done
	}
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return failure{fmt.Errorf("mcp: %w", err)}
	}
	return nil
}
