package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/store"
)

func rereadCommand() *cobra.Command {
	var record, entities *string
	var layer *choice
	cmd := &cobra.Command{
		Use:   "reread [flags]",
		Short: "Analyse again what an older version of the program has read",
		Long: `Reread finds the documents of the record that have a layer made by another model
than this program's, and makes that layer and those after it anew; layers before
it are kept. A statement that comes out the same keeps its id. It may be
interrupted and goes on where it stopped. --layer index writes the index of all
statements anew, --layer copies the groups of articles that carry the same text;
both analyse nothing.`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			models, err := deskModels(*entities, cmd.ErrOrStderr())
			if err != nil {
				return failure{err}
			}
			s, err := openRecordFor(ctx, cmd, *record, true, models.Version)
			if err != nil {
				return err
			}
			defer s.Close()
			line := commandProgress(cmd)
			n, err := s.Reread(ctx, store.Rereading{
				Layer:    layer.value,
				Again:    func(d *verbatim.Document, layer string) { analyze.From(d, models, layer) },
				Progress: line.documentsOf,
			})
			line.clear()
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s documents were read again.\n", thousands(n))
			return written(err)
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	entities = entitiesOption(cmd)
	layer = choose(cmd, "layer", "make only this layer anew, and those after it", true, append(store.Layers()[1:], store.IndexLayer, store.CopiesLayer)...)
	return cmd
}

// commandProgress is a line of progress for a command that takes a while,
// where standard error is a terminal.
func commandProgress(cmd *cobra.Command) *progress {
	stderr := cmd.ErrOrStderr()
	_, tty := terminal(stderr)
	return &progress{w: stderr, shown: tty, patience: aWhile, columns: columns(stderr, os.Getenv), now: time.Now, start: time.Now()}
}

// documentsOf shows that so many of all documents are done.
func (p *progress) documentsOf(done, total int) {
	p.total, p.documents, p.noun = total, done, "documents"
	p.done(done, false)
}
