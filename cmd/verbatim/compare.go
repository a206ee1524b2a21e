package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/reuse"
)

func compareCommand() *cobra.Command {
	var output string
	var width int
	var web fetching
	var format, color *choice
	cmd := &cobra.Command{
		Use:   "compare [flags] SOURCE COPY",
		Short: "Show what a copy of an article changed",
		Long: `Compare lays two articles side by side, without a record: whether one is a copy
of the other, how much of each is in the other, and every word that differs.
What was changed inside quotation marks comes first; an exclamation mark stands
before changes of more than function words.

A copy is called rewritten when words all through it are swapped for others of
like meaning while names, numbers and function words stay in place. People edit
too: the thesaurus alone convicts nobody. Where the second is no copy of the
first its odd phrases are listed, with the words that they probably stand for:
that is advice, never proof.

An input is a file, a web address, or - for standard input.`,
		Example: `  verbatim compare wire.txt copy.txt
  verbatim compare --format html -o difference.html wire.txt https://news.example/copy.html`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return errors.New("compare: needs two articles, the source and the copy")
			}
			if args[0] == "-" && args[1] == "-" {
				return errors.New("compare: only one of the two can be standard input")
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	format = choose(cmd, "format", "what to print", false, "text", "html", "json")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`")
	color = choose(cmd, "color", "colours in the page", false, "auto", "always", "never")
	cmd.Flags().IntVar(&width, "width", 0, "width of the page in `columns` (default the terminal's, or 80)")
	web.flags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if width < 0 {
			return errors.New("compare: --width must not be negative")
		}
		thesaurus, err := reuse.LoadThesaurus(model.Thesaurus)
		if err != nil {
			return failure{fmt.Errorf("model of the thesaurus: %w", err)}
		}
		var docs [2]*verbatim.Document
		options := ingest.Options{Stdin: cmd.InOrStdin(), Fetcher: web.fetcher()}
		for i, name := range args {
			docs[i], err = oneDocument(cmd, name, options)
			if err != nil {
				return failure{fmt.Errorf("%s: %w", name, err)}
			}
		}
		a, b := desk.SideOf(docs[0]), desk.SideOf(docs[1])
		c := &export.Comparison{
			Source: docs[0], Copy: docs[1],
			Rewriting: thesaurus.Compare(a, b), Advice: thesaurus.Advisor().Advise(b.Text, b.Skip),
		}
		var body []byte
		switch format.value {
		case "html":
			body = export.CompareHTML(nil, c)
		case "json":
			body = export.CompareJSON(nil, c)
		default:
			var page io.Writer // that a terminal would show
			if output == "" || output == "-" {
				page = cmd.OutOrStdout()
			}
			look := lookOf(page, width, color.value, os.Getenv)
			body = export.CompareText(nil, c, look.width, look.palette)
		}
		if output != "" && output != "-" {
			if err := writeFile(output, body); err != nil {
				return failure{err}
			}
			return nil
		}
		if _, err := cmd.OutOrStdout().Write(body); err != nil {
			return failure{err}
		}
		return nil
	}
	return cmd
}

// oneDocument reads an input that must be one article.
func oneDocument(cmd *cobra.Command, name string, options ingest.Options) (*verbatim.Document, error) {
	var doc *verbatim.Document
	for d, err := range ingest.Read(cmd.Context(), name, options) {
		if err != nil {
			return nil, err
		}
		if doc != nil {
			return nil, errors.New("holds more than one article")
		}
		doc = d
	}
	if doc == nil {
		return nil, errors.New("holds no article")
	}
	analyze.Tokens(doc)
	return doc, nil
}
