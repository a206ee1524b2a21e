package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// eventSearch holds the flags of events.
type eventSearch struct {
	record   *string
	format   *choice
	output   string
	sort     *choice
	color    *choice
	width    int
	limit    int
	skip     int
	old      bool
	calendar bool
	days     int
	reports  bool // each report by itself

	published date // of files that have none
}

func eventsCommand() *cobra.Command {
	var f eventSearch
	cmd := &cobra.Command{
		Use:   "events [flags] QUERY|ID|FILE…",
		Short: "Find what happened, is planned or was denied",
		Long: `Events prints the events of the record that match a query: calls, meetings,
visits and so on, each with who takes part, when and where. Reports of the same
event are one entry, with a line for each step: planned on one day, confirmed on
the next, held, denied, and by which outlets. What cannot both be right is shown
and not resolved. The status that a query asks for is the one that the last step
leaves, or a side of a contradiction. Of an article of which there are several
versions, the newest is asked. In place of a query, the id of an event prints that
one, and files are articles whose events are printed without a record.

--reports prints each report by itself, the words that name the event marked.

--calendar prints what is planned for the days that follow the newest article of
the record, as far as the articles tell the day, and still stands; of these a
query may choose.

The format plover has the fields of PLOVER's records, a JSON object a line. The
format ical is a calendar file (RFC 5545) of those events that are planned for a
day that the articles tell. The format csv has a row for each report. The formats
that are made for single items, jsonld (schema.org's Event) and ftm (the entities
of FollowTheMoney), have each report by itself, and of a calendar the newest report
of each event.

A query, which goes between single quotation marks in a shell, is made of

` + search.EventSyntax,
		Example: `  verbatim events 'kind:meeting who:trump with:putin status:planned'
  verbatim events 'kind:(call OR visit) after:2025-02-01' --sort oldest
  verbatim events --calendar --format ical > ahead.ics
  verbatim events 'outlet:metro status:denied' --format csv > denied.csv
  verbatim events article.txt`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if inputs := filesOf(args); inputs != nil {
				return f.files(cmd, inputs)
			}
			if len(args) == 0 && !f.calendar {
				return errors.New("events: no query: see verbatim help events")
			}
			if (f.calendar || f.format.value == "ical") && !cmd.Flags().Changed("limit") {
				f.limit = most
			}
			if f.calendar && !cmd.Flags().Changed("sort") {
				f.sort.value = "oldest"
			}
			if len(args) == 1 && eventID().MatchString(args[0]) {
				return f.entry(cmd, args[0])
			}
			return f.find(cmd, queryOf(args))
		},
	}
	queryFlags(cmd)
	f.record = recordFlag(cmd)
	f.format = choose(cmd, "format", "what to print", false, export.FormatNames(func(f *export.Format) bool { return f.Event != nil })...)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to `FILE`")
	f.color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&f.width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
	f.sort = choose(cmd, "sort", "order, by the day of the event", false, "newest", "oldest")
	cmd.Flags().IntVarP(&f.limit, "limit", "n", 20, "at most so many `events`")
	cmd.Flags().IntVar(&f.skip, "skip", 0, "leave out the first so many `events`")
	cmd.Flags().BoolVar(&f.old, "all-versions", false, "ask every version of an article")
	cmd.Flags().BoolVar(&f.calendar, "calendar", false, "only what is planned from the day of the newest article on")
	cmd.Flags().IntVar(&f.days, "days", 30, "so many `days` of the calendar")
	cmd.Flags().Var(&f.published, "published", "publication date of files that have none")
	cmd.Flags().BoolVar(&f.reports, "reports", false, "print each report by itself, and do not join those of one event")
	return cmd
}

// find prints the events that match.
func (f *eventSearch) find(cmd *cobra.Command, query string) error {
	ctx := cmd.Context()
	if f.limit < 1 || f.skip < 0 || f.width < 0 || f.days < 1 {
		return errors.New("events: --limit, --skip, --width and --days are not negative")
	}
	root, err := parsed(cmd, query, search.ParseEvents)
	if err != nil {
		return err
	}
	s, err := openRecord(ctx, cmd, *f.record, false)
	if err != nil {
		return err
	}
	defer s.Close()
	q := store.EventQuery{Root: root, Order: orders[f.sort.value], Old: f.old}
	if f.format.value == "ical" {
		q.Status, q.Told = verbatim.Planned, true
	}
	if f.calendar {
		if err := desk.Calendar(ctx, s, &q, f.days); err != nil {
			return recordError(ctx, cmd, err)
		}
	}
	w, finish, err := openOutput(f.output, cmd.OutOrStdout())
	if err != nil {
		return failure{err}
	}
	switch {
	case f.joined():
		err = f.join(ctx, cmd, s, q, w)
	case f.calendar && !f.reports:
		err = f.ahead(ctx, cmd, s, q, w)
	default:
		err = f.print(ctx, cmd, s, q, w)
	}
	if end := finish(err == nil); err == nil && end != nil {
		return failure{end}
	}
	return err
}

// ahead prints a calendar in a format that is made for single reports: of each
// event the newest of what stands.
func (f *eventSearch) ahead(ctx context.Context, cmd *cobra.Command, s *store.Store, q store.EventQuery, w io.Writer) error {
	q.Limit, q.Skip = f.limit, f.skip
	hits, err := desk.Standing(ctx, s, q)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	return written(f.each(w, hits))
}

// join prints the events that q finds to w, each with all of its reports.
func (f *eventSearch) join(ctx context.Context, cmd *cobra.Command, s *store.Store, q store.EventQuery, w io.Writer) error {
	q.Limit, q.Skip = f.limit, f.skip
	l, err := desk.Ledger(ctx, s, q)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	return written(f.ledger(w, l, q))
}

// print prints the events that q finds to w.
func (f *eventSearch) print(ctx context.Context, cmd *cobra.Command, s *store.Store, q store.EventQuery, w io.Writer) error {
	l := lookOf(w, f.width, f.color.value, os.Getenv)
	format, _ := export.FormatNamed(f.format.value, l.settings())
	out, err := format.EventWriter(w)
	if err != nil {
		return err
	}
	shown := 0
	for shown < f.limit {
		q.Limit, q.Skip = min(f.limit-shown, page), f.skip+shown
		hits, err := s.Events(ctx, q)
		if err != nil {
			return recordError(ctx, cmd, err)
		}
		for i := range hits {
			if err := out.Write(&hits[i]); err != nil {
				return written(err)
			}
		}
		shown += len(hits)
		if len(hits) < q.Limit {
			break
		}
	}
	if err := out.Close(); err != nil || f.format.value != "text" {
		return written(err)
	}
	summary, err := f.summary(ctx, s, q, shown)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	if shown > 0 {
		summary = "\n" + summary
	}
	_, err = fmt.Fprintln(w, summary)
	return written(err)
}

// summary says what of how many was shown, and from when a calendar counts.
func (f *eventSearch) summary(ctx context.Context, s *store.Store, q store.EventQuery, shown int) (string, error) {
	total, err := s.CountEvents(ctx, q)
	if err != nil {
		return "", err
	}
	noun := "events"
	if total == 1 {
		noun = "event"
	}
	out := ""
	switch {
	case total == 0:
		out = "No event matches"
	case shown == total:
		out = thousands(total) + " " + noun
	default:
		out = fmt.Sprintf("Events %s to %s of %s, the %s first", thousands(min(f.skip+1, total)), thousands(f.skip+shown), thousands(total), f.sort.value)
	}
	return out + f.span(q) + ".", nil
}

// span says from when a calendar counts.
func (f *eventSearch) span(q store.EventQuery) string {
	if !f.calendar || q.Since.IsZero() {
		return ""
	}
	return fmt.Sprintf(", planned from %s to %s", q.Since.Format("2 January 2006"), q.Until.AddDate(0, 0, -1).Format("2 January 2006"))
}
