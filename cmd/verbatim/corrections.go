package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// correcting holds the flags of corrections.
type correcting struct {
	record *string
	form   *choice
	output string
	all    bool
}

func correctionsCommand() *cobra.Command {
	var f correcting
	cmd := &cobra.Command{
		Use:   "corrections [flags]",
		Short: "Write what people have decided about statements, as training data",
		Long: `Corrections writes the verdicts of the desk's review: which statements were
accepted, corrected or rejected, by whom and when, with the spans and the speaker
as the machine had them and as they are right. What the machine had found is not
changed by a correction, and is in the record beside it.

A correction is of a document and the spans that the machine had found in it.
Where verbatim reread has made another model find other spans since, it is still
written, with "found" false; text_sha256 says of which text the offsets are.

Written are the corrections that count: of each statement the newest that has not
been undone. --all writes every one. The format brat is a pair of files for each
article with corrections, its statements as they read after them: those rejected
left out, those nobody has judged as the machine has them.`,
		Example: `  verbatim corrections > corrections.jsonl
  verbatim corrections --format csv -o corrections.csv
  verbatim corrections --format brat -o corrected/`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	cmd.Flags().SortFlags = false
	f.record = recordFlag(cmd)
	f.form = choose(cmd, "format", "what to write", false, "jsonl", "csv", "brat")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to `FILE`, or for brat into a directory DIR/")
	cmd.Flags().BoolVar(&f.all, "all", false, "also corrections that were undone or made again")
	return cmd
}

func (f *correcting) run(cmd *cobra.Command) error {
	brat := f.form.value == "brat"
	if st, err := os.Stat(f.output); !brat && (err == nil && st.IsDir() || f.output != "" && os.IsPathSeparator(f.output[len(f.output)-1])) {
		return fmt.Errorf("corrections: %s is a directory: %s is one file", f.output, f.form.value)
	}
	switch {
	case brat && (f.output == "" || f.output == "-"):
		return errors.New("corrections: brat has a pair of files for each article: name a directory with -o DIR/")
	case brat && f.all:
		return errors.New("corrections: --all is not for brat, which has one reading of each statement")
	}
	ctx := cmd.Context()
	s, err := openRecord(ctx, cmd, *f.record, false)
	if err != nil {
		return err
	}
	defer s.Close()
	var form format
	switch f.form.value {
	case "brat":
		form = newFormat("brat", "", look{})
	case "csv":
		form.head = export.CorrectionCSVHeader(nil)
	}
	w, err := newOutput(f.output, form, 2, cmd.OutOrStdout())
	if err != nil {
		return failure{err}
	}
	failed := false
	// What cannot be read of the record is told, and the rest is still written.
	report := func(err error) {
		failed = true
		fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: corrections: %s\n", export.Visible(err.Error()))
	}
	put := f.rows
	if brat {
		put = f.articles
	}
	if err := put(cmd, s, form, w, report); err != nil {
		return written(errors.Join(err, w.finish(false)))
	}
	interrupted := ctx.Err() != nil
	if err := w.finish(!interrupted); err != nil {
		return written(err)
	}
	switch {
	case interrupted:
		return status(statusInterrupted)
	case failed:
		return status(statusFailed)
	}
	return nil
}

// rows writes a line for each correction.
func (f *correcting) rows(cmd *cobra.Command, s *store.Store, _ format, w output, report func(error)) error {
	for c, err := range desk.Corrections(cmd.Context(), s, f.all) {
		if err != nil {
			report(err)
			continue
		}
		line := file{body: export.CorrectionJSONL(nil, c)}
		if f.form.value == "csv" {
			line.body = export.CorrectionCSV(nil, c)
		}
		if err := w.put(result{files: []file{line}}); err != nil {
			return err
		}
	}
	return nil
}

// articles writes the articles with corrections.
func (f *correcting) articles(cmd *cobra.Command, s *store.Store, form format, w output, report func(error)) error {
	for d, err := range desk.CorrectedDocuments(cmd.Context(), s) {
		if err != nil {
			report(err)
			continue
		}
		if err := w.put(result{title: firstOf(firstOf(d.Path, d.URL), "article"), files: form.encode(place{}, d)}); err != nil {
			return err
		}
	}
	return nil
}
