package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/train"
)

func trainCommand() *cobra.Command {
	var data, out string
	cmd := &cobra.Command{
		Use:   "train [flags] [syntax|quote|gazetteer]…",
		Short: "Rebuild the models from the corpora",
		Long: `Train learns the models and writes them, with their cards, where the next
build embeds them: all of them unless named. The same data gives the same
bytes. The model of quote is learned over the tags and heads of syntax: when
both are trained, of the new one. The gazetteer is not learned but built, of
public data sets and lists of this project.`,
		Example: `  verbatim train --data ../shared/data
  verbatim train quote`,
		DisableFlagsInUseLine: true,
		ValidArgs:             []cobra.Completion{"syntax", "quote", "gazetteer"},
		Args:                  cobra.OnlyValidArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			stderr := cmd.ErrOrStderr()
			named := func(n string) bool { return len(names) == 0 || slices.Contains(names, n) }
			if named("syntax") {
				err := trained(stderr, out, "syntax", func() (model, card []byte, err error) {
					return train.Syntax(data, stderr)
				})
				if err != nil {
					return failure{err}
				}
			}
			if named("quote") {
				err := trained(stderr, out, "quote", func() (model, card []byte, err error) {
					raw, err := os.ReadFile(filepath.Join(out, "syntax.bin"))
					if err != nil {
						return nil, nil, fmt.Errorf("the model of syntax is needed first: %w", err)
					}
					m, err := syntax.Load(string(raw))
					if err != nil {
						return nil, nil, err
					}
					return train.Quote(data, m, stderr)
				})
				if err != nil {
					return failure{err}
				}
			}
			if named("gazetteer") {
				err := trained(stderr, out, "gazetteer", func() (model, card []byte, err error) {
					return train.Gazetteer(data)
				})
				if err != nil {
					return failure{err}
				}
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&data, "data", filepath.Join("..", "shared", "data"), "`folder` of the corpora")
	cmd.Flags().StringVarP(&out, "output", "o", "model", "`folder` of the models and their cards")
	return cmd
}

// trained learns the model name and writes it and its card.
func trained(stderr io.Writer, dir, name string, learn func() (model, card []byte, err error)) error {
	start := time.Now()
	model, card, err := learn()
	if err != nil {
		return fmt.Errorf("train %s: %w", name, err)
	}
	for _, f := range []file{{".bin", model}, {".md", card}} {
		if f.body == nil {
			continue
		}
		if err := writeFile(filepath.Join(dir, name+f.suffix), f.body); err != nil {
			return err
		}
	}
	fmt.Fprintf(stderr, "%s: %.1f MiB in %s\n", name, float64(len(model))/(1<<20), clock(time.Since(start)))
	return nil
}
