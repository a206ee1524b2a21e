package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/gather"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

func watchCommand() *cobra.Command {
	var record, entities *string
	var once, verbose bool
	var web fetching
	cmd := &cobra.Command{
		Use:   "watch [flags]",
		Short: "Follow the feeds and folders of the record",
		Long: `Watch reads the feeds and folders that verbatim feeds add names, again and again,
and puts their new articles into the record. A feed is asked between every five
minutes and once a day, by how often it has something new; one that fails is
left alone for longer each time, and verbatim feeds list says why. When each is
due is kept in the record, so that watch can be stopped and started at will.

It runs until it is interrupted. With --once it looks at what is due and ends,
for cron. It prints a line for each feed that had something new.`,
		Example: `  verbatim feeds add https://news.example/rss
  verbatim watch
  verbatim watch --once`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
			models, err := deskModels(*entities, cmd.ErrOrStderr())
			if err != nil {
				return failure{err}
			}
			s, err := openRecordFor(ctx, cmd, *record, true, models.Version)
			if err != nil {
				return err
			}
			defer s.Close()
			release, err := gather.Lock(s.Path())
			if err != nil {
				return failure{fmt.Errorf("watch: %w", err)}
			}
			defer release()
			feeds, err := s.Feeds(ctx)
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			if len(feeds) == 0 {
				fmt.Fprintln(stderr, "verbatim: watch: no feed is followed yet: verbatim feeds add URL|DIR")
			}
			w := watcher(s, models, &web, feeds, stdout, stderr, verbose)
			counts, err := w.Run(ctx, once)
			fmt.Fprintln(stdout, countsLine(counts))
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	entities = entitiesOption(cmd)
	cmd.Flags().BoolVar(&once, "once", false, "look at what is due, then end")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "print a line for each article once it is on disk")
	web.flags(cmd)
	return cmd
}

// watcher follows the feeds of a record, prints a line for each that had
// something new, and says once why one fails.
func watcher(s *store.Store, models *analyze.Models, web *fetching, feeds []store.Feed, stdout, stderr io.Writer, verbose bool) *gather.Watcher {
	say := &progress{w: stderr} // one way to standard error
	said := map[string]string{} // the last failure of each feed
	for _, f := range feeds {
		said[f.URL] = f.LastError
	}
	return &gather.Watcher{
		Gatherer: &gather.Gatherer{
			Store: s, Analyze: analyzer(models),
			Ingest: ingest.Options{Fetcher: web.fetcher(), Polite: true},
			Report: func(e gather.Event) {
				if !verbose || e.Ended {
					return
				}
				if e.Err == nil && e.Change != store.Known {
					fmt.Fprintln(stdout, articleLine(e))
				} else if e.Err != nil && !errors.Is(e.Err, gather.ErrSkipped) {
					say.say("%s", failureLine(e))
				}
			},
		},
		Looked: func(f store.Feed, c gather.Counts, err error) {
			switch {
			case err != nil && f.LastError != said[f.URL]:
				say.say("verbatim: %s: %s", export.Visible(f.URL), export.Visible(f.LastError))
			case c.Added+c.Revised > 0 || c.Failed > 0:
				fmt.Fprintf(stdout, "%s %s: %s\n", time.Now().UTC().Format(time.RFC3339), export.Visible(f.URL), countsLine(c))
			}
			said[f.URL] = f.LastError
		},
	}
}
