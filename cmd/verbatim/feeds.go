package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/gather"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/ingest/feed"
	"github.com/verbatim-record/verbatim/store"
)

func feedsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feeds COMMAND",
		Short: "Say which feeds and folders are followed",
		Long: `Feeds keeps the list of what verbatim watch follows: feeds (RSS, Atom, JSON
Feed), news sitemaps, and folders.`,
		Example: `  verbatim feeds add https://news.example/rss
  verbatim feeds add --starter --country gb
  verbatim feeds import subscriptions.opml
  verbatim feeds list`,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(feedsAddCommand(), feedsListCommand(), feedsRemoveCommand(), feedsImportCommand(), feedsExportCommand())
	return cmd
}

// starting holds the flags that choose from the starter list.
type starting struct {
	on                bool
	country, language string
}

func (s *starting) flags(cmd *cobra.Command, what string) {
	cmd.Flags().BoolVar(&s.on, "starter", false, what)
	cmd.Flags().StringVar(&s.country, "country", "", "of the starter list, only this `country`: gb, Canada")
	cmd.Flags().StringVar(&s.language, "language", "", "of the starter list, only this `language`: en")
}

// chosen returns the feeds of the starter list that the flags choose.
func (s *starting) chosen() []store.Feed {
	if strings.EqualFold(s.country, "uk") {
		s.country = "gb"
	}
	var out []store.Feed
	for _, st := range gather.Starters() {
		if s.country != "" && !strings.EqualFold(s.country, st.Country) && !strings.EqualFold(s.country, st.Folder) ||
			s.language != "" && !strings.EqualFold(s.language, st.Language) {
			continue
		}
		out = append(out, st.Feed())
	}
	return out
}

func feedsAddCommand() *cobra.Command {
	var record *string
	var folder, outlet string
	var start starting
	var private bool
	cmd := &cobra.Command{
		Use:   "add [flags] URL|DIR…",
		Short: "Follow feeds, news sitemaps and folders",
		Long: `Add puts addresses of feeds and news sitemaps, or folders of this machine, on the
list. Nothing is fetched yet: verbatim watch does.`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			var list []store.Feed
			for _, a := range args {
				f, err := followable(a)
				if err != nil {
					return fmt.Errorf("feeds add: %s %w", a, err)
				}
				list = append(list, f)
			}
			for i := range list {
				if err := public(cmd.Context(), &list[i]); err != nil && !private {
					return fmt.Errorf("feeds add: %s %w", list[i].URL, err)
				}
			}
			if start.on {
				list = append(list, start.chosen()...)
			}
			if len(list) == 0 {
				return errors.New("feeds add: nothing to follow: name an address or a folder, or --starter")
			}
			for i := range list {
				list[i].Folder = cmp.Or(folder, list[i].Folder)
				list[i].Outlet = cmp.Or(outlet, list[i].Outlet)
			}
			return follow(cmd, *record, list)
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	cmd.Flags().BoolVar(&private, "allow-private", false, "also follow addresses inside private networks and of this machine, for watch --allow-private")
	cmd.Flags().StringVar(&folder, "folder", "", "`name` to list them under")
	cmd.Flags().StringVar(&outlet, "outlet", "", "`name` of the outlet, for articles that do not tell")
	start.flags(cmd, "follow the list that comes with the program")
	return cmd
}

// public refuses a feed at a private address, which watch does not ask unless it
// is told to. No name is looked up: nothing is asked of the network yet.
func public(ctx context.Context, f *store.Feed) error {
	if !ingest.IsURL(f.URL) {
		return nil
	}
	return fetch.CheckPublic(ctx, f.URL, func(context.Context, string) ([]netip.Addr, error) { return nil, errors.New("not looked up") })
}

// followable makes a feed of an argument.
func followable(arg string) (store.Feed, error) {
	if ingest.IsURL(arg) {
		u, err := fetch.Parse(arg)
		if err != nil {
			return store.Feed{}, err
		}
		kind := "feed"
		if strings.Contains(strings.ToLower(u.Path), "sitemap") {
			kind = "sitemap"
		}
		return store.Feed{URL: u.String(), Kind: kind}, nil
	}
	if st, err := os.Stat(arg); err != nil || !st.IsDir() {
		return store.Feed{}, errors.New("is no web address and no folder")
	}
	abs, err := filepath.Abs(arg)
	if err != nil {
		return store.Feed{}, err
	}
	return store.Feed{URL: abs, Kind: gather.Folder}, nil
}

// follow adds feeds to the record and says how many are new.
func follow(cmd *cobra.Command, record string, list []store.Feed) error {
	ctx := cmd.Context()
	s, err := openRecord(ctx, cmd, record, true)
	if err != nil {
		return err
	}
	defer s.Close()
	have, err := followed(ctx, s)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	added, known := 0, 0
	for _, f := range list {
		if _, ok := have[f.URL]; ok {
			known++
			continue
		}
		if err := s.PutFeed(ctx, f); err != nil {
			return recordError(ctx, cmd, err)
		}
		have[f.URL] = f
		added++
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s added, %s already followed\n", thousands(added), thousands(known))
	return nil
}

func feedsListCommand() *cobra.Command {
	var record *string
	var start starting
	cmd := &cobra.Command{
		Use:                   "list [flags]",
		Short:                 "List what is followed, how often, and what fails",
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			list := start.chosen()
			if !start.on {
				s, err := openRecord(ctx, cmd, *record, false)
				if err != nil {
					return err
				}
				defer s.Close()
				if list, err = s.Feeds(ctx); err != nil {
					return recordError(ctx, cmd, err)
				}
			}
			return written(writeFeeds(cmd.OutOrStdout(), list, !start.on))
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	start.flags(cmd, "list the feeds that come with the program instead")
	return cmd
}

// writeFeeds prints a line for each feed, and one more where it fails.
func writeFeeds(w io.Writer, list []store.Feed, state bool) error {
	var b strings.Builder
	day := func(t time.Time) string {
		if t.IsZero() {
			return "never"
		}
		return t.UTC().Format("2006-01-02 15:04")
	}
	for i, f := range list {
		if f.Folder != "" && (i == 0 || list[i-1].Folder != f.Folder) {
			fmt.Fprintf(&b, "%s\n", export.Visible(f.Folder))
		}
		fmt.Fprintf(&b, "  %s", export.Visible(f.URL))
		if f.Title != "" {
			fmt.Fprintf(&b, "  %s", export.Visible(f.Title))
		}
		b.WriteByte('\n')
		if !state {
			continue
		}
		every := ""
		if f.Interval > 0 {
			every = ", every " + clock(f.Interval)
		}
		next := "next " + day(f.NextDue)
		if f.NextDue.IsZero() {
			next = "due now"
		}
		fmt.Fprintf(&b, "    fetched %s, new %s%s, %s\n", day(f.LastFetched), day(f.LastNew), every, next)
		if f.LastError != "" {
			times := fmt.Sprintf("%d times", f.Failures)
			if f.Failures <= 1 {
				times = "once"
			}
			fmt.Fprintf(&b, "    failed %s: %s\n", times, export.Visible(f.LastError))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func feedsRemoveCommand() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   "remove [flags] URL|DIR…",
		Aliases:               []string{"rm"},
		Short:                 "Follow them no more; their articles stay",
		DisableFlagsInUseLine: true,
		Args:                  cobra.MinimumNArgs(1),
		RunE: onRecord(&record, true, func(ctx context.Context, cmd *cobra.Command, s *store.Store, args []string) error {
			failed := false
			for _, a := range args {
				err := s.RemoveFeed(ctx, a)
				if errors.Is(err, store.ErrNotFound) {
					if f, e := followable(a); e == nil {
						err = s.RemoveFeed(ctx, f.URL)
					} else if abs, e := filepath.Abs(a); e == nil {
						err = s.RemoveFeed(ctx, abs) // a folder that is gone
					}
				}
				switch {
				case errors.Is(err, store.ErrNotFound):
					failed = true
					fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: %s: is not followed\n", export.Visible(a))
				case err != nil:
					return err
				}
			}
			if failed {
				return status(statusFailed)
			}
			return nil
		}),
	}
	record = recordFlag(cmd)
	return cmd
}

func feedsImportCommand() *cobra.Command {
	var record *string
	var private bool
	cmd := &cobra.Command{
		Use:                   "import [flags] FILE|-…",
		Short:                 "Follow the feeds of an OPML file",
		DisableFlagsInUseLine: true,
		Args:                  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var list []store.Feed
			for _, name := range args {
				feeds, err := readOPML(cmd.Context(), cmd.InOrStdin(), name)
				if err != nil {
					return failure{fmt.Errorf("%s: %w", name, err)}
				}
				list = append(list, feeds...)
			}
			refused := false
			list = slices.DeleteFunc(list, func(f store.Feed) bool {
				err := public(cmd.Context(), &f)
				if err == nil || private {
					return false
				}
				refused = true
				fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: feeds import: %s %s\n", export.Visible(f.URL), err)
				return true
			})
			if err := follow(cmd, *record, list); err != nil || !refused {
				return err
			}
			return status(statusFailed)
		},
	}
	record = recordFlag(cmd)
	cmd.Flags().BoolVar(&private, "allow-private", false, "also follow addresses inside private networks and of this machine, for watch --allow-private")
	return cmd
}

// maxOPML is how much of an outline is read.
const maxOPML = 16 << 20

func readOPML(_ context.Context, stdin io.Reader, name string) ([]store.Feed, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, errors.Unwrap(err)
		}
		defer f.Close()
		in = f
	}
	r := feed.NewReader(io.LimitReader(in, maxOPML), "")
	var list []store.Feed
	for {
		e, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil || r.Kind != feed.Outline {
			return nil, errors.New("is no OPML file")
		}
		f, err := followable(e.URL)
		if err != nil {
			continue // the reader yields addresses of the web alone
		}
		f.Title, f.Folder = e.Title, e.Folder
		list = append(list, f)
	}
	if len(list) == 0 {
		return nil, errors.New("names no feeds")
	}
	return list, nil
}

func feedsExportCommand() *cobra.Command {
	var record *string
	var output string
	cmd := &cobra.Command{
		Use:                   "export [flags]",
		Short:                 "Write the list as OPML",
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			list, err := s.Feeds(ctx)
			if err != nil {
				return err
			}
			list = slices.DeleteFunc(list, func(f store.Feed) bool { return f.Kind == gather.Folder })
			var entries []feed.Entry
			for _, f := range list {
				entries = append(entries, gather.Entry(f))
			}
			var b strings.Builder
			if err := feed.WriteOPML(&b, "Feeds of Verbatim", entries); err != nil {
				return failure{err}
			}
			if output != "" && output != "-" {
				if err := writeFile(output, []byte(b.String())); err != nil {
					return failure{err}
				}
				return nil
			}
			_, err = io.WriteString(cmd.OutOrStdout(), b.String())
			return written(err)
		}),
	}
	record = recordFlag(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`")
	return cmd
}
