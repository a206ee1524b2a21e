package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

func variantsCommand() *cobra.Command {
	var format, color *choice
	var width int
	var record *string
	cmd := &cobra.Command{
		Use:   "variants [flags] STATEMENT",
		Short: "Show how a quotation varies from outlet to outlet",
		Long: `Variants shows the versions of one quotation that the articles of the record
have: each wording with its difference, word by word, from the longest, whether
that is cosmetic or material (an exclamation mark), and who has it. The earliest
is marked with a star; where the times do not tell which was first, all that may
have been are. Where outlets differ, each has one voice, and what the most of
them have is put together below.

STATEMENT is the id of a statement, or the beginning of one, as verbatim search
prints it. A day without a zone is a day anywhere on earth, so that articles of
two days that follow one another may be a tie.`,
		Example: `  verbatim variants s4be91c
  verbatim variants --format json s4be91c`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("variants: needs the id of one statement: verbatim search prints them")
			}
			return nil
		},
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, args []string) error {
			v, err := desk.Variants(ctx, s, args[0])
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			var b []byte
			if format.value == "json" {
				b = export.VariantsJSON(nil, v)
			} else {
				l := lookOf(w, width, color.value, os.Getenv)
				b = export.VariantsText(nil, v, l.width, l.palette)
			}
			_, err = w.Write(b)
			return written(err)
		}),
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	format = choose(cmd, "format", "what to print", false, "text", "json")
	color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
	return cmd
}
