package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/train"
)

func trainCommand() *cobra.Command {
	var data, out string
	cmd := &cobra.Command{
		Use:   "train [flags] [syntax|names|quote|gazetteer|links|thesaurus]…",
		Short: "Rebuild the models from the corpora",
		Long: `Train learns the models and writes them, with their cards, where the next
build embeds them: all of them unless named. The same data gives the same
bytes. The models of names and quote are learned over the tags and heads of
syntax, that of links over all the others: when they are trained too, over the
new ones. The gazetteer and the thesaurus are not learned but built, of public
data sets and lists of this project.`,
		Example: `  verbatim train --data ../shared/data
  verbatim train quote links`,
		DisableFlagsInUseLine: true,
		ValidArgs:             []cobra.Completion{"syntax", "names", "quote", "gazetteer", "links", "thesaurus"},
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
			for _, over := range []struct {
				name  string
				learn func(string, *syntax.Model, io.Writer) (model, card []byte, err error)
			}{{"names", train.Names}, {"quote", train.Quote}} {
				if !named(over.name) {
					continue
				}
				err := trained(stderr, out, over.name, func() (model, card []byte, err error) {
					m, err := syntaxOf(out)
					if err != nil {
						return nil, nil, err
					}
					return over.learn(data, m, stderr)
				})
				if err != nil {
					return failure{err}
				}
			}
			for _, built := range []struct {
				name  string
				build func(string) (model, card []byte, err error)
			}{{"gazetteer", train.Gazetteer}, {"thesaurus", train.Thesaurus}} {
				if !named(built.name) {
					continue
				}
				err := trained(stderr, out, built.name, func() (model, card []byte, err error) {
					return built.build(data)
				})
				if err != nil {
					return failure{err}
				}
			}
			if named("links") {
				err := trained(stderr, out, "links", func() (model, card []byte, err error) {
					m, err := modelsOf(out)
					if err != nil {
						return nil, nil, err
					}
					return train.Links(data, m, stderr)
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

// syntaxOf loads the model of syntax that lies in dir.
func syntaxOf(dir string) (*syntax.Model, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "syntax.bin"))
	if err != nil {
		return nil, fmt.Errorf("the model of syntax is needed first: %w", err)
	}
	return syntax.Load(string(raw))
}

// modelsOf loads the models that lie in dir, but for the links, which are to be
// learned.
func modelsOf(dir string) (*analyze.Models, error) {
	var files analyze.Files
	for name, to := range map[string]*string{"syntax": &files.Syntax, "names": &files.Names, "quote": &files.Quote, "gazetteer": &files.Gazetteer} {
		raw, err := os.ReadFile(filepath.Join(dir, name+".bin"))
		if err != nil {
			return nil, fmt.Errorf("the model of %s is needed first: %w", name, err)
		}
		*to = string(raw)
	}
	return analyze.New(files)
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
