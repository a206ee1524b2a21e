package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/gather"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

// gathering holds the flags of add.
type gathering struct {
	record    *string
	entities  *string
	published date
	since     date
	input     *choice
	progress  *choice
	fields    string
	limit     int
	refresh   bool
	verbose   bool
	web       fetching
}

func addCommand() *cobra.Command {
	var f gathering
	cmd := &cobra.Command{
		Use:   "add [flags] FILE|DIR|URL|-…",
		Short: "Put articles into the record",
		Long: `Add analyses articles and puts them into the record: files of plain text, HTML,
JSON lines or web archives (WARC), gzipped or not; all of these below a folder;
web addresses; and the articles that a feed (RSS, Atom, JSON Feed) or a sitemap
names.

What the record has already is passed over, so that a run that was interrupted
or killed is completed by running it again. What is counted as added is on
disk. In folders and archives, what is no article is passed over and counted.

Servers are asked at their own pace: robots.txt is obeyed, a host gets one
request at a time and a pause after it, and addresses inside private networks
are refused.

JSON lines have an object a line with id, url, outlet, title, byline, date and
text, or names that are usual for these; --fields names others.`,
		Example: `  verbatim add articles/
  verbatim add https://news.example/rss
  verbatim add crawl.warc.gz
  verbatim add --fields text=body,date=published corpus.jsonl.gz
  verbatim add --since 2025-02-01 https://news.example/sitemap.xml`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("add: no input: name a file, a folder, a web address, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	cmd.Flags().SortFlags = false
	f.record = recordFlag(cmd)
	f.entities = entitiesOption(cmd)
	f.input = choose(cmd, "input", "what the inputs are", false, "auto", "text", "html", "jsonl", "warc", "feed")
	cmd.Flags().StringVar(&f.fields, "fields", "", "names of the fields of JSON lines: `text=body,date=published`")
	cmd.Flags().Var(&f.published, "published", "publication date of articles that have none")
	cmd.Flags().Var(&f.since, "since", "of feeds and sitemaps, only articles since this day")
	cmd.Flags().IntVar(&f.limit, "limit", 0, "of feeds and sitemaps, at most `n` articles each")
	cmd.Flags().BoolVar(&f.refresh, "refresh", false, "fetch and analyse also what the record has")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "print a line for each article once it is on disk")
	f.progress = choose(cmd, "progress", "progress on standard error", false, "auto", "always", "never")
	f.web.flags(cmd)
	return cmd
}

func (f *gathering) run(cmd *cobra.Command, inputs []string) error {
	ctx := cmd.Context()
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	fields, err := ingest.ParseFields(f.fields)
	if err != nil {
		return fmt.Errorf("add: --fields: %w", err)
	}
	models, err := deskModels(*f.entities, cmd.ErrOrStderr())
	if err != nil {
		return failure{err}
	}
	s, err := openRecordFor(ctx, cmd, *f.record, true, models.Version)
	if err != nil {
		return err
	}
	defer s.Close()

	report := &progress{w: stderr, total: len(inputs), columns: columns(stderr, os.Getenv), now: time.Now, start: time.Now()}
	report.shown, report.patience = showing(f.progress.value, stderr)
	ended := 0
	g := &gather.Gatherer{
		Store: s, Analyze: analyzer(models), Since: string(f.since), Limit: f.limit, Refresh: f.refresh,
		Ingest: ingest.Options{
			Published: string(f.published), Format: inputFormats[f.input.value], Stdin: cmd.InOrStdin(),
			Fetcher: f.web.fetcher(), Polite: true, Fields: fields,
		},
		Report: func(e gather.Event) {
			if e.Ended {
				ended++
				report.done(ended, false)
				return
			}
			if e.Err != nil && !errors.Is(e.Err, gather.ErrSkipped) {
				report.say("%s", failureLine(e))
			} else if e.Err == nil && f.verbose {
				report.clear()
				fmt.Fprintln(stdout, articleLine(e))
			}
			report.done(ended, e.Err == nil)
		},
	}
	counts, err := g.Add(ctx, inputs)
	report.finish()
	fmt.Fprintln(stdout, countsLine(counts))
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "verbatim: add: interrupted; the same command completes it")
		return status(statusInterrupted)
	case err != nil:
		return recordError(ctx, cmd, err)
	case counts.Failed > 0:
		return status(statusFailed)
	}
	return nil
}

// analyzer is analyze.Document with its models.
func analyzer(models *analyze.Models) func(*verbatim.Document) {
	return func(d *verbatim.Document) { analyze.Document(d, models) }
}

// failureLine says which article of which input failed, and why.
func failureLine(e gather.Event) string {
	name := export.Visible(e.Input)
	if e.Name != "" && e.Name != e.Input {
		if strings.HasPrefix(e.Name, e.Input) { // a file below a folder
			name = export.Visible(e.Name)
		} else {
			name += ": " + export.Visible(e.Name)
		}
	}
	return fmt.Sprintf("verbatim: %s: %s", name, export.Visible(e.Err.Error()))
}

// articleLine says what became of an article that is on disk.
func articleLine(e gather.Event) string {
	return fmt.Sprintf("%s\t%s\t%s", e.ID, e.Change, export.Visible(firstOf(e.Path, e.Name)))
}

// countsLine sums up.
func countsLine(c gather.Counts) string {
	line := fmt.Sprintf("%s added, %s already there, %s failed", articles(c.Added+c.Revised), thousands(c.Known), thousands(c.Failed))
	if c.Revised > 0 {
		line += fmt.Sprintf("; %s of those added are new versions", thousands(c.Revised))
	}
	if c.Skipped > 0 {
		line += fmt.Sprintf("; %s skipped that are no articles", thousands(c.Skipped))
	}
	return line
}

func articles(n int) string {
	if n == 1 {
		return "1 article"
	}
	return thousands(n) + " articles"
}

// showing reports whether to show progress of a long command, and after how
// long.
func showing(flag string, stderr io.Writer) (bool, time.Duration) {
	_, tty := terminal(stderr)
	return flag == "always" || flag == "auto" && tty, map[bool]time.Duration{true: 0, false: aWhile}[flag == "always"]
}

// followed returns the feeds of the record by their addresses.
func followed(ctx context.Context, s *store.Store) (map[string]store.Feed, error) {
	list, err := s.Feeds(ctx)
	m := make(map[string]store.Feed, len(list))
	for _, f := range list {
		m[f.URL] = f
	}
	return m, err
}
