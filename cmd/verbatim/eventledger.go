package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// joined says that reports of one event are printed as one.
func (f *eventSearch) joined() bool {
	switch f.format.value {
	case "text", "jsonl", "csv", "plover", "ical":
		return !f.reports
	}
	return false
}

// ledger prints events with their steps.
func (f *eventSearch) ledger(w io.Writer, l *export.Ledger, q store.EventQuery) error {
	look := lookOf(w, f.width, f.color.value, os.Getenv)
	format, _ := export.FormatNamed(f.format.value, look.settings())
	b, ok := format.Ledger(nil, l)
	if !ok { // text
		for i := range l.Entries {
			b = append(export.LedgerText(b, &l.Entries[i], look.width, look.palette), '\n')
		}
		b = append(b, f.counted(l, q)+"\n"...)
	}
	_, err := w.Write(b)
	return err
}

// eventID is what an id of an event, or a beginning of one, looks like.
var eventID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^v[0-9a-f]{6,16}$`) })

// entry prints the event of an id.
func (f *eventSearch) entry(cmd *cobra.Command, id string) error {
	ctx := cmd.Context()
	s, err := openRecord(ctx, cmd, *f.record, false)
	if err != nil {
		return err
	}
	defer s.Close()
	e, err := desk.Entry(ctx, s, id)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	return written(f.ledger(cmd.OutOrStdout(), &export.Ledger{Entries: []export.LedgerEntry{*e}, Total: 1}, store.EventQuery{}))
}

// counted says how many of how many events are shown.
func (f *eventSearch) counted(l *export.Ledger, q store.EventQuery) string {
	shown, out := len(l.Entries), ""
	switch {
	case l.Total == 0:
		out = "No event matches"
	case shown == l.Total && l.Total == 1:
		out = "1 event"
	case shown == l.Total:
		out = thousands(l.Total) + " events"
	default:
		out = fmt.Sprintf("Events %s to %s of %s, the %s first", thousands(min(f.skip+1, l.Total)), thousands(f.skip+shown), thousands(l.Total), f.sort.value)
	}
	out += f.span(q)
	if l.More {
		out += "; only the reports of the latest days were joined, so ask for less to see older events"
	}
	return out + "."
}

// filesOf returns the arguments where each is the name of a file, and else
// nil: then they are a query.
func filesOf(args []string) []string {
	for _, a := range args {
		if info, err := os.Stat(a); a != "-" && (err != nil || !info.Mode().IsRegular()) {
			return nil
		}
	}
	if len(args) == 0 {
		return nil
	}
	return args
}

// files prints the events of articles that are in no record.
func (f *eventSearch) files(cmd *cobra.Command, inputs []string) error {
	if f.calendar {
		return errors.New("events: --calendar is asked of a record, and not of files")
	}
	if f.limit < 1 || f.skip < 0 || f.width < 0 {
		return errors.New("events: --limit, --skip and --width are not negative")
	}
	models, err := deskModels("", cmd.ErrOrStderr())
	if err != nil {
		return failure{err}
	}
	var hits []search.EventHit
	failed := 0
	for _, input := range inputs {
		for d, err := range ingest.Read(cmd.Context(), input, ingest.Options{Published: string(f.published), Stdin: cmd.InOrStdin()}) {
			if err != nil {
				failed++
				fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: %s: %s\n", export.Visible(input), export.Visible(err.Error()))
				continue
			}
			analyze.Document(d, models)
			hits = append(hits, eventsOf(d)...)
		}
		if errors.Is(cmd.Context().Err(), context.Canceled) {
			return status(statusInterrupted)
		}
	}
	q := store.EventQuery{Order: orders[f.sort.value], Limit: f.limit, Skip: f.skip}
	if f.format.value == "ical" {
		q.Status, q.Told = verbatim.Planned, true
	}
	w, finish, err := openOutput(f.output, cmd.OutOrStdout())
	if err != nil {
		return failure{err}
	}
	if f.joined() {
		err = f.ledger(w, desk.LedgerOf(hits, q), q)
	} else {
		err = f.each(w, hits[min(f.skip, len(hits)):min(f.skip+f.limit, len(hits))])
	}
	if end := finish(err == nil); err == nil && end != nil {
		return failure{end}
	}
	if err := written(err); err != nil {
		return err
	}
	if failed > 0 {
		return status(statusFailed)
	}
	return nil
}

// each prints reports by themselves.
func (f *eventSearch) each(w io.Writer, hits []search.EventHit) error {
	format, _ := export.FormatNamed(f.format.value, lookOf(w, f.width, f.color.value, os.Getenv).settings())
	out, err := format.EventWriter(w)
	if err != nil {
		return err
	}
	for i := range hits {
		if err := out.Write(&hits[i]); err != nil {
			return err
		}
	}
	return out.Close()
}

// eventsOf makes hits of the events of a document, as if all of them had been
// found.
func eventsOf(d *verbatim.Document) []search.EventHit {
	minute, dated := search.ParseMinute(d.Published)
	when := time.Time{}
	if dated {
		when = search.MinuteTime(minute)
	} else {
		minute = search.Minute(when)
	}
	out := make([]search.EventHit, len(d.Events))
	for i := range d.Events {
		h := search.EventHit{ID: store.EventID(d, i), DocumentID: store.DocumentID(d), Index: i, Document: d, Revision: 1, When: when, Dated: dated, Entry: search.NewEventEntry(d, i, minute)}
		out[i] = h
	}
	return out
}
