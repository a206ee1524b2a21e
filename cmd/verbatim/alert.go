package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/verbatim-record/verbatim/alert"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

func alertCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "alert COMMAND",
		Short: "Be told of new statements that match a query",
		Long: `An alert holds every statement that is added to the record against a query, and
delivers those that match: into an Atom feed, to a webhook, or to standard
output. Each statement is delivered once, and what cannot be delivered is kept
and tried again, later each time, up to every six hours.

A webhook gets a POST with JSON. The header Verbatim-Signature is "sha256=" and
the HMAC-SHA256, with the alert's secret, of the header Verbatim-Timestamp, a
full stop and the body. Verbatim-Delivery names the delivery: it is the same
where a delivery whose answer was lost is made again.`,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(alertAddCommand(), alertListCommand(), alertRemoveCommand(), alertDeliverCommand())
	return cmd
}

// adding holds the flags of alert add.
type adding struct {
	record  *string
	name    string
	feed    string
	webhook string
	secret  string
	stdout  bool
	dry     bool
	yes     bool
}

func alertAddCommand() *cobra.Command {
	var f adding
	cmd := &cobra.Command{
		Use:   "add [flags] QUERY",
		Short: "Add an alert",
		Long: `Add says how many statements of the last 30 days match the query, shows the
newest three, and saves the alert; on a terminal it asks first.` + queryHelp,
		Example: `  verbatim alert add 'speaker:zelensky "security guarantees"' --feed guarantees.xml
  verbatim alert add 'speaker:trump act:threaten' --webhook https://desk.example/hook
  verbatim alert add 'outlet:metro act:deny' --name denials --stdout --dry-run`,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	queryFlags(cmd)
	f.record = recordFlag(cmd)
	cmd.Flags().StringVar(&f.feed, "feed", "", "deliver into an Atom feed, `FILE`")
	cmd.Flags().StringVar(&f.webhook, "webhook", "", "deliver to a web address, `URL`")
	cmd.Flags().BoolVar(&f.stdout, "stdout", false, "deliver to standard output of verbatim alert deliver")
	cmd.Flags().StringVar(&f.name, "name", "", "`name` of the alert (default the query)")
	cmd.Flags().StringVar(&f.secret, "secret", "", "`secret` to sign with (default a new one, which is printed)")
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "only say what would match")
	cmd.Flags().BoolVarP(&f.yes, "yes", "y", false, "do not ask")
	cmd.MarkFlagsMutuallyExclusive("feed", "webhook", "stdout")
	return cmd
}

// alertOf makes the alert that the flags describe.
func (f *adding) alertOf(query string) (store.Alert, error) {
	a := store.Alert{Name: firstOf(f.name, query), Query: query, Delivery: alert.Stdout}
	switch {
	case f.feed != "":
		path, err := filepath.Abs(f.feed)
		if err != nil {
			return a, err
		}
		if st, err := os.Stat(filepath.Dir(path)); err != nil || !st.IsDir() {
			return a, fmt.Errorf("--feed %s: its folder does not exist", f.feed)
		}
		a.Delivery, a.Target = alert.Feed, path
	case f.webhook != "":
		u, err := url.Parse(f.webhook)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return a, fmt.Errorf("--webhook %s is no http or https address", f.webhook)
		}
		a.Delivery, a.Target, a.Secret = alert.Webhook, f.webhook, f.secret
		if a.Secret == "" {
			a.Secret = alert.NewSecret()
		}
	case !f.stdout && !f.dry:
		return a, errors.New("say where to deliver: --feed FILE, --webhook URL or --stdout")
	}
	if f.secret != "" && f.webhook == "" {
		return a, errors.New("--secret is for a --webhook")
	}
	return a, nil
}

func (f *adding) run(cmd *cobra.Command, args []string) error {
	ctx := cmd.Context()
	query := queryOf(args)
	if strings.TrimSpace(query) == "" {
		return errors.New("alert add: no query: see verbatim help alert add")
	}
	root, err := parseQuery(cmd, query)
	if err != nil {
		return err
	}
	a, err := f.alertOf(query)
	if err != nil {
		return fmt.Errorf("alert add: %w", err)
	}
	s, err := openRecord(ctx, cmd, *f.record, !f.dry)
	if err != nil {
		return err
	}
	defer s.Close()

	const days = 30
	// What has no date may be of any day.
	q := store.Query{Root: search.Dated(root, true), Order: store.NewestFirst, Limit: 3, Since: time.Now().AddDate(0, 0, -days)}
	n, err := s.Count(ctx, q)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "%s statements of the last %d days match.\n", thousands(n), days)
	hits, err := s.Search(ctx, q)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	l := lookOf(w, 0, "auto", os.Getenv)
	for i := range hits {
		fmt.Fprintf(w, "\n%s", export.FoundText(nil, &hits[i], 0, l.width, l.palette))
	}
	if f.dry {
		return nil
	}
	if in, ok := cmd.InOrStdin().(*os.File); ok && !f.yes && term.IsTerminal(int(in.Fd())) {
		fmt.Fprint(w, "\nSave the alert? [Y/n] ")
		answer, err := bufio.NewReader(in).ReadString('\n')
		if err != nil && err != io.EOF {
			return failure{err}
		}
		if answer = strings.ToLower(strings.TrimSpace(answer)); err != nil || answer != "" && answer != "y" && answer != "yes" {
			fmt.Fprintln(w, "Not saved.")
			return nil
		}
	}
	if err := s.PutAlert(ctx, a); err != nil {
		return recordError(ctx, cmd, err)
	}
	fmt.Fprintf(w, "Saved the alert %s.\n", export.Visible(a.Name))
	if a.Secret != "" && f.secret == "" {
		fmt.Fprintf(w, "Its deliveries are signed with the secret %s\n", a.Secret)
	}
	return nil
}

func alertListCommand() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   "list [flags]",
		Short:                 "List the alerts and how their deliveries stand",
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			list, err := s.Alerts(ctx)
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			for _, a := range list {
				fmt.Fprintf(w, "%s\n", export.Visible(a.Name))
				if a.Query != a.Name {
					fmt.Fprintf(w, "  %s\n", export.Visible(a.Query))
				}
				target := a.Target
				if u, err := url.Parse(target); err == nil && a.Delivery == alert.Webhook {
					target = u.Redacted()
				}
				if a.Delivery == alert.Desk {
					fmt.Fprintf(w, "  shown at the desk of verbatim serve: %s found\n", thousands(a.Delivered+a.Waiting))
				} else {
					fmt.Fprintf(w, "  %s: %s delivered, %s waiting\n", export.Visible(strings.TrimSpace(a.Delivery+" "+target)), thousands(a.Delivered), thousands(a.Waiting))
				}
				if a.LastError != "" {
					fmt.Fprintf(w, "  failed: %s\n", export.Visible(a.LastError))
				}
			}
			if len(list) == 0 {
				fmt.Fprintln(w, "There are no alerts.")
			}
			return nil
		}),
	}
	record = recordFlag(cmd)
	return cmd
}

func alertRemoveCommand() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   "remove [flags] NAME",
		Short:                 "Remove an alert and what it has not delivered",
		DisableFlagsInUseLine: true,
		Args:                  cobra.ExactArgs(1),
		RunE: onRecord(&record, true, func(ctx context.Context, cmd *cobra.Command, s *store.Store, args []string) error {
			err := s.RemoveAlert(ctx, args[0])
			if errors.Is(err, store.ErrNotFound) {
				err = fmt.Errorf("there is no alert %q: verbatim alert list names them", args[0])
			}
			return err
		}),
	}
	record = recordFlag(cmd)
	return cmd
}

func alertDeliverCommand() *cobra.Command {
	var record *string
	var private bool
	var format *choice
	cmd := &cobra.Command{
		Use:   "deliver [flags]",
		Short: "Make the deliveries that are due",
		Long: `Deliver makes all deliveries that are due and ends. What fails is said on
standard error, stays in the record and is tried again, a minute later at first
and up to six hours later. Webhooks that others than you have named, over a network,
are not called inside private networks and on this machine.`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, true, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			w := cmd.OutOrStdout()
			p, err := newHitPrinter(w, format.value, "", lookOf(w, 0, "auto", os.Getenv))
			if err != nil {
				return err
			}
			d := deliverer(s, private)
			d.Out, d.Print = w, func(found alert.Find) error { return p.hit(found.Hit) }
			r, err := d.Deliver(ctx)
			for _, e := range r.Errors {
				fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: %s\n", export.Visible(e.Error()))
			}
			if err != nil {
				return err
			}
			if r.Failed > 0 {
				return status(statusFailed)
			}
			return nil
		}),
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	cmd.Flags().BoolVar(&private, "allow-private", false, "also call webhooks of others inside private networks and on this machine")
	format = choose(cmd, "format", "what to print for alerts to standard output", false, "text", "jsonl", "csv")
	return cmd
}

// deliverer makes the deliveries of a record, but for those to standard output.
// Webhooks that were named over a network are called inside private networks
// only if private says so.
func deliverer(s *store.Store, private bool) *alert.Deliverer {
	version, _ := programVersion()
	public := &http.Client{Timeout: 15 * time.Second, Transport: fetch.New(fetch.Options{Version: version, AllowPrivate: private})}
	return &alert.Deliverer{Store: s, Public: public}
}
