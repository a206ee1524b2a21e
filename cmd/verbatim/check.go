package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/reuse"
)

// checking holds the flags of check.
type checking struct {
	record   *string
	entities *string
	format   *choice
	color    *choice
	speaker  string
	width    int
	web      fetching
}

func checkCommand() *cobra.Command {
	var f checking
	cmd := &cobra.Command{
		Use:   "check [flags] WORDS|FILE|URL|-",
		Short: "Look up whether the record has a quotation",
		Long: `Check looks for a quotation in the record and says what it is there: verbatim,
trimmed, altered (word by word, an exclamation mark before what may change the
meaning), attributed to someone else, or not found; with the best evidence,
that is the exact words, who said them, where and when.

An argument that is a file, a web address, or - for standard input is read as an
article, and every quotation in it is checked, each against what the record has
of the one whom the article names. What the record has of that same article,
under its address or with the same text, is no evidence for it. Quotations of a
word or two are passed over and counted.

Not found is an answer: the exit status is 0 whatever was found. It says that
this record does not have the words, not that nobody said them.`,
		Example: `  verbatim check "the power of the Dollar"
  verbatim check --speaker trump "we will never give up the facility of the Dollar"
  verbatim check draft.txt
  verbatim check --format json draft.html > checked.jsonl`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("check: nothing to check: give words, a file, a web address, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&f.speaker, "speaker", "", "`name` of who is said to have said it")
	f.record = recordFlag(cmd)
	f.format = choose(cmd, "format", "what to print", false, "text", "json")
	f.color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&f.width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
	f.entities = entitiesOption(cmd)
	f.web.flags(cmd)
	return cmd
}

func (f *checking) run(cmd *cobra.Command, args []string) error {
	ctx := cmd.Context()
	if f.width < 0 {
		return errors.New("check: --width must not be negative")
	}
	words := strings.Join(args, " ")
	article := len(args) == 1 && isInput(args[0])
	if !article && len(reuse.Words(words)) == 0 {
		return errors.New("check: there is no word to check")
	}
	s, err := openRecord(ctx, cmd, *f.record, false)
	if err != nil {
		return err
	}
	defer s.Close()
	out := f.printer(cmd)
	if !article {
		c, err := desk.Check(ctx, s, desk.Quotation{Words: words, Speaker: f.speaker}, nil)
		if err != nil {
			return recordError(ctx, cmd, err)
		}
		return written(out.put(c))
	}
	models, err := deskModels(*f.entities, cmd.ErrOrStderr())
	if err != nil {
		return failure{err}
	}
	options := ingest.Options{Stdin: cmd.InOrStdin(), Fetcher: f.web.fetcher()}
	var outcomes []reuse.Status
	passed := 0
	for d, err := range ingest.Read(ctx, args[0], options) {
		if err != nil {
			return recordError(ctx, cmd, err)
		}
		analyze.Document(d, models)
		list, short := desk.Quotations(d)
		passed += short
		for _, q := range list {
			if f.speaker != "" {
				q.Speaker = f.speaker
			}
			c, err := desk.Check(ctx, s, q, d)
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			outcomes = append(outcomes, c.Status)
			if err := out.put(c); err != nil {
				return written(err)
			}
		}
	}
	if f.format.value != "text" {
		return nil
	}
	note := export.CheckSummary(outcomes)
	if passed > 0 {
		note += fmt.Sprintf(" Too short to tell whose they are, and not checked: %d.", passed)
	}
	if len(outcomes) > 0 {
		note = "\n" + note
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), note)
	return written(err)
}

// isInput reports whether an argument names an article rather than being words.
func isInput(arg string) bool {
	if arg == "-" || strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
		return true
	}
	st, err := os.Stat(arg)
	return err == nil && !st.IsDir()
}

// checkPrinter prints outcomes, a blank line between those for a person.
type checkPrinter struct {
	cmd  *cobra.Command
	json bool
	look look
	n    int
}

func (f *checking) printer(cmd *cobra.Command) *checkPrinter {
	w := cmd.OutOrStdout()
	return &checkPrinter{cmd: cmd, json: f.format.value == "json", look: lookOf(w, f.width, f.color.value, os.Getenv)}
}

func (p *checkPrinter) put(c *export.Checked) error {
	var b []byte
	if p.json {
		b = export.CheckJSON(nil, c)
	} else {
		if p.n > 0 {
			b = append(b, '\n')
		}
		b = export.CheckText(b, c, p.look.width, p.look.palette)
	}
	p.n++
	_, err := p.cmd.OutOrStdout().Write(b)
	return err
}
