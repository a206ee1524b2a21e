package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

func showCommand() *cobra.Command {
	var shown showFlags
	var record *string
	cmd := &cobra.Command{
		Use:   "show [flags] ID…",
		Short: "Show a statement in its context, or a document",
		Long: `Show prints what the record has under an id: a statement, whose id begins with
s, where it stands in its article, or a document, whose id begins with d, as
verbatim read prints it. The beginning of an id will do where no other begins
so. Of a statement, the formats plain, bibtex and csl are citations, and link is an
address that shows its words in their page.`,
		Example: `  verbatim show s4be91c
  verbatim show s4be91c --format bibtex
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
			return shown.print(cmd, s, ids)
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	shown.format = choose(cmd, "format", "what to print", false, export.FormatNames(func(f *export.Format) bool { return f.Statement != nil || f.Document != nil })...)
	cmd.Flags().StringVarP(&shown.output, "output", "o", "", "write to `FILE`")
	shown.color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&shown.width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
	return cmd
}

// showFlags holds the flags of show.
type showFlags struct {
	format *choice
	color  *choice
	output string
	width  int
}

// print prints what has the ids.
func (f *showFlags) print(cmd *cobra.Command, s *store.Store, ids []string) error {
	w, finish, err := openOutput(f.output, cmd.OutOrStdout())
	if err != nil {
		return failure{err}
	}
	p := &shower{store: s, w: w, look: lookOf(w, f.width, f.color.value, os.Getenv), alone: len(ids) == 1}
	p.format, _ = export.FormatNamed(f.format.value, p.look.settings())
	if err := forTerminal("show", p.format.Name, p.format.Binary, w); err != nil {
		return errors.Join(err, finish(false))
	}
	failed := false
	for _, id := range ids {
		err := p.one(cmd.Context(), id)
		if cmd.Context().Err() != nil {
			finish(false)
			return status(statusInterrupted)
		}
		if out := new(outputError); errors.As(err, out) {
			finish(false)
			return written(out.error)
		}
		if err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: show: %s\n", export.Visible(err.Error()))
			failed = true
		}
	}
	if p.shown > 0 {
		err = p.close()
	}
	err = errors.Join(err, finish(err == nil && p.shown > 0))
	if err != nil {
		return written(err)
	}
	if failed {
		return status(statusFailed)
	}
	return nil
}

// outputError is an error of the output, after which nothing more is shown.
type outputError struct{ error }

// shower prints what has an id.
type shower struct {
	store      *store.Store
	w          io.Writer
	look       look
	format     export.Format
	alone      bool // one id was named
	shown      int
	statements *export.Writer[*search.Hit]
	documents  *export.Writer[*verbatim.Document]
}

func (p *shower) one(ctx context.Context, id string) error {
	if strings.HasPrefix(strings.ToLower(id), "s") {
		return p.statement(ctx, id)
	}
	return p.document(ctx, id)
}

func (p *shower) statement(ctx context.Context, id string) error {
	h, _, err := p.store.Statement(ctx, id)
	if err == nil {
		err = desk.JudgeOne(ctx, p.store, &h)
	}
	switch {
	case err != nil:
		return err
	case p.format.Statement == nil:
		return fmt.Errorf("%s: a statement is not shown as %s, but as one of: %s", id, p.format.Name, strings.Join(statementFormats, ", "))
	case p.documents != nil && p.format.Name != "jsonl":
		return fmt.Errorf("%s: statements and documents do not share one output as %s", id, p.format.Name)
	case p.format.Name == "link" && export.Link(&h) == "":
		return fmt.Errorf("%s: its article has no address on the web", id)
	case p.format.Name == "text":
		return p.block(export.FoundContext(nil, &h, p.look.width, p.look.palette))
	case p.statements == nil:
		if p.statements, err = p.format.StatementWriter(p.w, export.FoundFeed{Query: id}); err != nil {
			return err
		}
	}
	p.shown++
	return wrapped(p.statements.Write(&h))
}

func (p *shower) document(ctx context.Context, id string) error {
	d, info, err := p.store.Document(ctx, id)
	if err == nil {
		d, err = desk.Judged(ctx, p.store, info.ID, d)
	}
	switch form := p.format.Document; {
	case err != nil:
		return err
	case form == nil:
		return fmt.Errorf("%s: a document is not shown as %s, but as one of: %s", id, p.format.Name, strings.Join(formats, ", "))
	case p.format.Alone && !p.alone:
		return fmt.Errorf("%s: %s has one document in an output", id, p.format.Name)
	case p.statements != nil && p.format.Name != "jsonl":
		return fmt.Errorf("%s: statements and documents do not share one output as %s", id, p.format.Name)
	case p.format.Name == "text":
		return p.text(ctx, d, info)
	case p.alone:
		p.shown++
		_, err := p.w.Write(form.Complete(d, form.Append(nil, d)))
		return wrapped(err)
	case p.documents == nil:
		if p.documents, err = p.format.DocumentWriter(p.w); err != nil {
			return err
		}
	}
	p.shown++
	return wrapped(p.documents.Write(d))
}

// text shows a document and what the record knows of it.
func (p *shower) text(ctx context.Context, d *verbatim.Document, info store.Info) error {
	b := p.format.Document.Append(nil, d)
	b = fmt.Appendf(b, "\ndocument   %s\n", info.ID)
	if info.Revisions > 1 {
		all, err := p.store.Revisions(ctx, d.URL)
		if err != nil {
			return err
		}
		b = fmt.Appendf(b, "revision   %d of %d: %s\n", info.Revision, info.Revisions, strings.Join(all, " "))
	}
	b = fmt.Appendf(b, "added      %s\n", info.Added.Format("2006-01-02 15:04 UTC"))
	b = fmt.Appendf(b, "fetched    %s, SHA-256 %s\n", info.Fetched.Format("2006-01-02 15:04 UTC"), info.Hash)
	return p.block(b)
}

// block writes a block for a person, with a blank line before all but the first.
func (p *shower) block(b []byte) error {
	if p.shown > 0 {
		b = append([]byte("\n"), b...)
	}
	p.shown++
	_, err := p.w.Write(b)
	return wrapped(err)
}

func (p *shower) close() error {
	var err error
	if p.statements != nil {
		err = p.statements.Close()
	}
	if p.documents != nil {
		err = errors.Join(err, p.documents.Close())
	}
	return err
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return outputError{err}
}
