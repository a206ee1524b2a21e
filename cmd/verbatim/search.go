package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// searching holds the flags of search, first and last.
type searching struct {
	record *string
	format *choice
	output string
	sort   *choice
	color  *choice
	width  int
	limit  int
	skip   int
	facets bool
	old    bool
	dated  bool // what has no date only where nothing has one
}

// statementFormats are the values of --format where statements are printed.
var statementFormats = export.FormatNames(func(f *export.Format) bool { return f.Statement != nil })

func (f *searching) common(cmd *cobra.Command) {
	queryFlags(cmd)
	f.record = recordFlag(cmd)
	f.format = choose(cmd, "format", "what to print", false, statementFormats...)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to `FILE`")
	f.color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&f.width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
}

func searchCommand() *cobra.Command {
	var f searching
	cmd := &cobra.Command{
		Use:   "search [flags] QUERY",
		Short: "Find statements in the record",
		Long: `Search prints the statements of the record that match a query, on a terminal
with the words that match in bold and underlined. Of a statement that stands
with the same words in several versions of an article, the newest is found.

` + strings.TrimSuffix(formatHelp(func(f *export.Format) bool { return f.Statement != nil }), "\n") + queryHelp,
		Example: `  verbatim search 'speaker:zelensky to:trump "security guarantees"'
  verbatim search 'tariff* -china after:2025-02-01' --sort newest
  verbatim search 'speaker:(trump OR vance) act:deny' --facets
  verbatim search 'outlet:metro kind:direct' --format csv > metro.csv
  verbatim search 'speaker:pryce' --sort newest --format atom -o pryce.atom`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !f.facets {
				return errors.New("search: no query: see verbatim help search")
			}
			return f.search(cmd, queryOf(args))
		},
	}
	f.common(cmd)
	f.sort = choose(cmd, "sort", "order", false, "relevance", "newest", "oldest")
	cmd.Flags().IntVarP(&f.limit, "limit", "n", 20, "at most so many `statements`")
	cmd.Flags().IntVar(&f.skip, "skip", 0, "leave out the first so many `statements`")
	cmd.Flags().BoolVar(&f.facets, "facets", false, "count the statements by speaker, outlet, month and so on instead")
	cmd.Flags().BoolVar(&f.old, "all-versions", false, "find a statement in every version of its article")
	return cmd
}

// firstCommand makes first and last.
func firstCommand(name, what string, order store.Order) *cobra.Command {
	var f searching
	cmd := &cobra.Command{
		Use:   name + " [flags] QUERY",
		Short: "Find the " + what + " time something was said",
		Long: "Prints the " + what + " statement that matches, by its time of publication, in every\nversion of every article. Of an article without a date it is known only that it was\nout when it was fetched: it may be the first, and is the last only where no other is." +
			queryHelp,
		Example:               "  verbatim " + name + ` 'speaker:trump "witch hunt"'`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("%s: no query: see verbatim help %s", name, name)
			}
			f.old, f.dated = true, order == store.NewestFirst
			return f.find(cmd, queryOf(args), order)
		},
	}
	f.common(cmd)
	cmd.Flags().IntVarP(&f.limit, "limit", "n", 1, "so many `statements`")
	return cmd
}

var orders = map[string]store.Order{"relevance": store.ByRelevance, "newest": store.NewestFirst, "oldest": store.OldestFirst}

func (f *searching) search(cmd *cobra.Command, query string) error {
	if f.facets {
		return f.count(cmd, query)
	}
	return f.find(cmd, query, orders[f.sort.value])
}

// most is how many statements are printed in order of relevance, for which
// all must be in memory, and page how many are read at a time else.
const (
	most = 10_000
	page = 200
)

// find prints the statements that match.
func (f *searching) find(cmd *cobra.Command, query string, order store.Order) error {
	ctx := cmd.Context()
	switch {
	case f.limit < 1 || f.skip < 0 || f.width < 0:
		return fmt.Errorf("%s: --limit, --skip and --width are not negative", cmd.Name())
	case f.format.value == "atom" && f.limit > most:
		return fmt.Errorf("%s: a feed has at most %d statements", cmd.Name(), most)
	case order == store.ByRelevance && f.limit+f.skip > most:
		return fmt.Errorf("search: in order of relevance at most %d statements are found; --sort newest has no limit", most)
	}
	root, err := parseQuery(cmd, query)
	if err != nil {
		return err
	}
	if f.output == "" || f.output == "-" {
		chosen, _ := export.FormatNamed(f.format.value, export.Settings{})
		if err := forTerminal(cmd.Name(), f.format.value, chosen.Binary, cmd.OutOrStdout()); err != nil {
			return err
		}
	}
	s, err := openRecord(ctx, cmd, *f.record, false)
	if err != nil {
		return err
	}
	defer s.Close()
	if f.dated { // nobody knows whether what has no date is the last
		dated := search.Dated(root, true)
		n, err := s.CountUpTo(ctx, store.Query{Root: dated, Old: f.old}, 1)
		if err != nil {
			return recordError(ctx, cmd, err)
		}
		if n > 0 {
			root = dated
		}
	}
	return f.print(cmd, query, func(out *hitPrinter) error {
		shown := 0
		for shown < f.limit {
			n := f.limit - shown
			if order != store.ByRelevance {
				n = min(n, page)
			}
			hits, err := s.Search(ctx, store.Query{Root: root, Order: order, Limit: n, Skip: f.skip + shown, Old: f.old})
			if err == nil {
				err = desk.Judge(ctx, s, hits)
			}
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			for i := range hits {
				if err := out.hit(&hits[i]); err != nil {
					return written(err)
				}
			}
			shown += len(hits)
			if len(hits) < n {
				break
			}
		}
		if f.format.value != "text" {
			return written(out.end(""))
		}
		total, err := s.Count(ctx, store.Query{Root: root, Old: f.old})
		if err != nil {
			return recordError(ctx, cmd, err)
		}
		summary := summaryOf(shown, total, f.skip, order)
		if total == 0 {
			list, err := desk.Suggest(ctx, s, query, f.old)
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			if len(list) > 0 {
				summary += " Did you mean " + export.Visible(strings.Join(list, ", or ")) + "?"
			}
		}
		return written(out.end(summary))
	})
}

// summaryOf says what of how many was shown.
func summaryOf(shown, total, skip int, order store.Order) string {
	which := map[store.Order]string{store.ByRelevance: "the most relevant", store.NewestFirst: "the newest", store.OldestFirst: "the oldest"}[order]
	switch {
	case total == 0:
		return "No statement matches."
	case shown == total && total == 1:
		return "1 statement."
	case shown == total:
		return thousands(total) + " statements."
	case skip > 0:
		return fmt.Sprintf("Statements %s to %s of %s, %s first.", thousands(min(skip+1, total)), thousands(skip+shown), thousands(total), which)
	case shown == 1:
		return fmt.Sprintf("%s of %s statements.", which, thousands(total))
	}
	return fmt.Sprintf("%s %d of %s statements.", which, shown, thousands(total))
}

// written makes an error of the output one of the program, but for a reader
// that has seen enough.
func written(err error) error {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return nil
	}
	return failure{fmt.Errorf("output: %w", err)}
}

// hitPrinter prints hits in one of the formats.
type hitPrinter struct {
	w    io.Writer
	out  *export.Writer[*search.Hit]
	hues map[string]int
	n    int
}

// print lets work print to what -o names. A file is left as it was where work
// fails.
func (f *searching) print(cmd *cobra.Command, query string, work func(*hitPrinter) error) error {
	w, finish, err := openOutput(f.output, cmd.OutOrStdout())
	if err != nil {
		return failure{err}
	}
	p, err := newHitPrinter(w, f.format.value, query, lookOf(w, f.width, f.color.value, os.Getenv))
	if err == nil {
		err = work(p)
	}
	if end := finish(err == nil); err == nil && end != nil {
		return failure{end}
	}
	return err
}

func newHitPrinter(w io.Writer, format, query string, l look) (*hitPrinter, error) {
	p := &hitPrinter{w: w, hues: make(map[string]int)}
	settings := l.settings()
	settings.Hue = p.hue
	f, _ := export.FormatNamed(format, settings)
	out, err := f.StatementWriter(w, export.FoundFeed{Query: query})
	p.out = out
	return p, err
}

// hit prints a hit as soon as it is there.
func (p *hitPrinter) hit(h *search.Hit) error {
	p.n++
	return p.out.Write(h)
}

// hue gives each speaker a colour.
func (p *hitPrinter) hue(h *search.Hit) int {
	if len(h.Entry.Speakers) == 0 {
		return 0
	}
	key := h.Entry.Speakers[0].Key
	if p.hues[key] == 0 {
		p.hues[key] = len(p.hues) + 1
	}
	return p.hues[key]
}

// end prints what ends the list.
func (p *hitPrinter) end(summary string) error {
	if err := p.out.Close(); err != nil || summary == "" {
		return err
	}
	if p.n > 0 {
		summary = "\n" + upper(summary)
	}
	_, err := fmt.Fprintln(p.w, summary)
	return err
}

// upper begins a sentence.
func upper(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// count prints facets.
func (f *searching) count(cmd *cobra.Command, query string) error {
	if v := f.format.value; v != "text" && v != "jsonl" && v != "csv" {
		return fmt.Errorf("search: counts are printed as text, jsonl or csv, not as %s", v)
	}
	ctx := cmd.Context()
	root, err := parseQuery(cmd, query)
	if err != nil {
		return err
	}
	s, err := openRecord(ctx, cmd, *f.record, false)
	if err != nil {
		return err
	}
	defer s.Close()
	c, err := desk.Counts(ctx, s, store.Query{Root: root, Old: f.old}, f.limit)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	var b []byte
	w, finish, err := openOutput(f.output, cmd.OutOrStdout())
	if err != nil {
		return failure{err}
	}
	switch f.format.value {
	case "jsonl":
		b = export.CountsJSON(nil, c)
	case "csv":
		b = export.CountsCSV(nil, c)
	default:
		l := lookOf(w, f.width, f.color.value, os.Getenv)
		b = export.CountsText(nil, c, l.width, l.palette)
		note := thousands(c.Total) + " statements."
		if c.Counted < c.Total {
			note = fmt.Sprintf("%s statements, of which the newest %s were counted.", thousands(c.Total), thousands(c.Counted))
		}
		b = append(b, note+"\n"...)
	}
	_, err = w.Write(b)
	return written(errors.Join(err, finish(err == nil)))
}
