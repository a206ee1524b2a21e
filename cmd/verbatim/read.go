package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
)

// reading holds the flags of read.
type reading struct {
	published date
	input     *choice
	format    *choice
	layer     *choice
	color     *choice
	progress  *choice
	output    string
	width     int
	fields    string
	web       fetching
	least     float64 // confidence
	entities  *string // the log of the desk's registry
}

// sure returns the statements of at least this confidence. A statement whose
// parent goes is reported inside the parent's parent.
func sure(statements []verbatim.Statement, least float64) []verbatim.Statement {
	if least <= 0 {
		return statements
	}
	moved := make([]int, len(statements))
	var kept []verbatim.Statement
	for i, s := range statements {
		moved[i] = -1
		if s.Confidence >= least {
			moved[i] = len(kept)
			kept = append(kept, s)
		}
	}
	for i := range kept {
		p := kept[i].Parent
		for p >= 0 && moved[p] < 0 {
			p = statements[p].Parent
		}
		if p >= 0 {
			p = moved[p]
		}
		kept[i].Parent = p
	}
	return kept
}

func readCommand() *cobra.Command {
	var f reading
	cmd := &cobra.Command{
		Use:   "read [flags] FILE|URL|-…",
		Short: "Find who said what in articles",
		Long: `Read analyses articles and prints their statements: who said what, with the
exact words. An input is a file or a web address of plain text or HTML, JSON
lines (id, url, outlet, title, byline, date, text, or their usual names), a web
archive (WARC), a feed or a sitemap, whose articles are fetched; any of these
gzipped, or - for standard input. In csv, a cell that a spreadsheet would take for a formula
begins with an apostrophe.

` + formatHelp(func(f *export.Format) bool { return f.Document != nil }) + `

In the page, – stands for a source or a cue that the text does not give. The
figure before the kind is the confidence: of the statements with 0.90, nine in
ten are right. Below 0.50 more are wrong than right.`,
		Example: `  verbatim read article.txt
  verbatim read https://news.example/story.html
  verbatim read --format jsonl *.html > record.jsonl
  verbatim read --format html -o story.html article.txt
  verbatim read --format brat -o annotated/ *.txt
  verbatim read --format parquet -o statements.parquet *.html
  verbatim read --min-confidence 0.5 article.txt
  verbatim read --layer token article.txt`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("read: no input: name a file, a web address, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	cmd.Flags().SortFlags = false
	f.format = choose(cmd, "format", "what to print", false, formats...)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to `FILE`, or a file each into a directory DIR/")
	cmd.Flags().Var(&f.published, "published", "publication date of inputs that have none")
	f.input = choose(cmd, "input", "what the inputs are", false, "auto", "text", "html", "jsonl", "warc", "feed")
	cmd.Flags().StringVar(&f.fields, "fields", "", "names of the fields of JSON lines: `text=body,date=published`")
	cmd.Flags().Float64Var(&f.least, "min-confidence", 0, "leave out statements below this `confidence`, 0 to 1")
	f.entities = entitiesOption(cmd)
	f.layer = choose(cmd, "layer", "print one layer of the analysis", true, export.Layers()...)
	f.color = choose(cmd, "color", "colours in the page", false, "auto", "always", "never")
	cmd.Flags().IntVar(&f.width, "width", 0, "width of the page in `columns` (default the terminal's, or 80)")
	f.progress = choose(cmd, "progress", "progress on standard error", false, "auto", "always", "never")
	f.web.flags(cmd)
	return cmd
}

// run reads the inputs.
func (f *reading) run(cmd *cobra.Command, inputs []string) error {
	stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	switch {
	case f.width < 0:
		return errors.New("read: --width must not be negative")
	case f.layer.value != "" && f.format.value != "text" && f.format.value != "jsonl":
		return fmt.Errorf("read: a layer is printed as text or jsonl, not as %s", f.format.value)
	}
	var page io.Writer // that a terminal would show
	if f.output == "" || f.output == "-" {
		page = stdout
	}
	format := newFormat(f.format.value, f.layer.value, lookOf(page, f.width, f.color.value, os.Getenv))
	if format.alone && (f.output == "" || f.output == "-") && len(inputs) > 1 {
		return fmt.Errorf("read: %w", errOneEach)
	}
	if err := forTerminal("read", f.format.value, format.binary, page); err != nil {
		return err
	}
	if !(f.least >= 0 && f.least <= 1) {
		return fmt.Errorf("read: --min-confidence %v: a confidence lies between 0 and 1", f.least)
	}
	fields, err := ingest.ParseFields(f.fields)
	if err != nil {
		return fmt.Errorf("read: --fields: %w", err)
	}
	models, err := deskModels(*f.entities, stderr)
	if err != nil {
		return failure{err}
	}
	out, err := newOutput(f.output, format, len(inputs), stdout)
	if err != nil {
		return failure{err}
	}

	report := &progress{w: stderr, total: len(inputs), columns: columns(stderr, os.Getenv), now: time.Now, start: time.Now()}
	report.shown, report.patience = f.showProgress(page, stderr, len(inputs))
	options := ingest.Options{Published: string(f.published), Format: inputFormats[f.input.value], Stdin: cmd.InOrStdin(),
		Fetcher: f.web.fetcher(), Fields: fields}
	_, whole := out.(*directory)
	failed, written := 0, 0
	err = inOrder(cmd.Context(), inputs, runtime.GOMAXPROCS(0),
		func(ctx context.Context, input string) iter.Seq2[*verbatim.Document, error] {
			return ingest.Read(ctx, input, options)
		},
		func(at place, d *verbatim.Document) result {
			analyze.Document(d, models)
			d.Statements = sure(d.Statements, f.least)
			r := result{place: at, title: d.Path}
			if format.rows && !whole {
				r.rows = export.DocumentRows(d)
			} else {
				r.files = format.encode(at, d)
			}
			if whole && format.whole != nil {
				r.files[format.main].body = format.whole(d, r.files[format.main].body)
			}
			if d.Language != "" && d.Language != "en" {
				r.note = fmt.Sprintf("language is %s; only statements in quotation marks are looked for", d.Language)
			}
			return r
		},
		func(r result) error {
			name := export.Visible(r.name)
			if r.title != "" && r.title != r.name {
				name += ": " + export.Visible(r.title)
			}
			if r.err != nil {
				failed++
				report.say("verbatim: %s: %s", name, export.Visible(r.err.Error()))
				report.done(r.input+1, false)
				return nil
			}
			if r.note != "" {
				report.say("verbatim: %s: %s", name, r.note)
			}
			if err := out.put(r); err != nil {
				return err
			}
			written++
			report.done(r.input+1, true)
			return nil
		})
	// An output file is left as it was where nothing could be read.
	if end := out.finish(err == nil && (written > 0 || failed == 0)); err == nil {
		err = end
	}
	report.finish()
	switch {
	case errors.Is(err, syscall.EPIPE): // the reader has seen enough
	case cmd.Context().Err() != nil:
		return status(statusInterrupted)
	case errors.Is(err, errOneEach):
		return fmt.Errorf("read: %w", err)
	case err != nil:
		return failure{err}
	}
	if failed > 0 {
		return status(statusFailed)
	}
	return nil
}

// inputFormats are the values of --input.
var inputFormats = map[string]ingest.Format{
	"auto": ingest.Auto, "text": ingest.PlainText, "html": ingest.HTMLPage, "jsonl": ingest.JSONL,
	"warc": ingest.WARC, "feed": ingest.List,
}

// showProgress reports whether to show progress, and after how long: left to
// itself it is for many inputs or much time, on a terminal that does not show
// the pages as well.
func (f *reading) showProgress(page, stderr io.Writer, inputs int) (bool, time.Duration) {
	switch f.progress.value {
	case "always":
		return true, 0
	case "never":
		return false, 0
	}
	_, onScreen := terminal(page)
	_, tty := terminal(stderr)
	if inputs >= manyInputs {
		return tty && !onScreen, 0
	}
	return tty && !onScreen, aWhile
}
