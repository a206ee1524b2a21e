package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

func showCommand() *cobra.Command {
	var format, color *choice
	var width int
	var record *string
	cmd := &cobra.Command{
		Use:   "show [flags] ID…",
		Short: "Show a statement in its context, or a document",
		Long: `Show prints what the record has under an id: a statement, whose id begins with
s, where it stands in its article, or a document, whose id begins with d, as
verbatim read prints it. The beginning of an id will do where no other begins
so.`,
		Example: `  verbatim show s4be91c
  verbatim show d03f2 --format jsonl`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, ids []string) error {
			ctx := cmd.Context()
			if len(ids) == 0 {
				return errors.New("show: no id: verbatim search prints them")
			}
			s, err := openRecord(ctx, cmd, *record, false)
			if err != nil {
				return err
			}
			defer s.Close()
			w := cmd.OutOrStdout()
			l := lookOf(w, width, color.value, os.Getenv)
			failed := false
			for i, id := range ids {
				b, err := showOne(cmd, s, id, format.value, l)
				if ctx.Err() != nil {
					return status(statusInterrupted)
				}
				if err != nil {
					fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: show: %s\n", export.Visible(err.Error()))
					failed = true
					continue
				}
				if i > 0 && format.value == "text" {
					b = append([]byte("\n"), b...)
				}
				if _, err := w.Write(b); err != nil {
					return written(err)
				}
			}
			if failed {
				return status(statusFailed)
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	format = choose(cmd, "format", "what to print", false, "text", "jsonl", "csv", "json", "html")
	color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
	return cmd
}

// showOne returns what is printed for an id.
func showOne(cmd *cobra.Command, s *store.Store, id, format string, l look) ([]byte, error) {
	ctx := cmd.Context()
	if strings.HasPrefix(strings.ToLower(id), "s") {
		h, _, err := s.Statement(ctx, id)
		if err != nil {
			return nil, err
		}
		switch format {
		case "jsonl":
			return export.FoundJSONL(nil, &h), nil
		case "csv":
			return export.FoundCSV(export.FoundCSVHeader(nil), &h), nil
		case "text":
			return export.FoundContext(nil, &h, l.width, l.palette), nil
		}
		return nil, fmt.Errorf("%s: a statement is shown as text, jsonl or csv", id)
	}
	d, info, err := s.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	f := newFormat(format, "", l)
	b := f.encode(place{}, d)[f.main].body
	if f.whole != nil {
		b = f.whole(d, b)
	}
	if format != "text" {
		return b, nil
	}
	b = fmt.Appendf(b, "\ndocument   %s\n", info.ID)
	if info.Revisions > 1 {
		all, err := s.Revisions(ctx, d.URL)
		if err != nil {
			return nil, err
		}
		b = fmt.Appendf(b, "revision   %d of %d: %s\n", info.Revision, info.Revisions, strings.Join(all, " "))
	}
	b = fmt.Appendf(b, "added      %s\n", info.Added.Format("2006-01-02 15:04 UTC"))
	b = fmt.Appendf(b, "fetched    %s, SHA-256 %s\n", info.Fetched.Format("2006-01-02 15:04 UTC"), info.Hash)
	return b, nil
}
