package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/analyze"
)

// evaluation is one thing that eval scores.
type evaluation struct {
	name string
	// run scores it on the corpora below data. The result is marshalled as
	// the golden file and printed by table.
	run func(data string) (scores, error)
}

// scores are figures, in percent rounded to two decimals, that can be shown.
type scores interface{ table(io.Writer) }

// detailed are scores that can name what is wrong, one line each.
type detailed interface{ misses(io.Writer) }

var evaluations = []evaluation{
	{"quotes", evalQuotes},
	{"names", evalNames},
	{"links", evalLinks},
	{"speakers", evalSpeakers},
	{"articles", evalArticles},
	{"events", evalEvents},
	{"syntax", evalSyntax},
	{"pages", evalPages},
	{"copies", evalCopies},
	{"variants", evalVariants},
}

func evalCommand() *cobra.Command {
	var data, golden string
	var asJSON, listErrors, compare, update bool
	cmd := &cobra.Command{
		Use:   "eval [flags] [quotes|names|links|speakers|articles|events|copies|variants|syntax|pages]…",
		Short: "Score the analysis on labelled corpora",
		Long: `Eval scores statements (quotes), names (names), what pronouns refer to (links),
who made a statement (speakers), every field of a statement (articles), what
happened (events), copies made of news
texts (copies), versions of one quotation (variants), tags and heads (syntax),
and the reading of web pages (pages) on held-out corpora, all of them unless
named. Labels of its own are read from eval/testdata.`,
		Example: `  verbatim eval --data ../shared/data
  verbatim eval quotes --json
  verbatim eval speakers --errors # and list each wrong or missing one
  verbatim eval --golden          # compare with the committed scores
  verbatim eval pages --update    # and write them`,
		DisableFlagsInUseLine: true,
		ValidArgs:             []cobra.Completion{"quotes", "names", "links", "speakers", "articles", "events", "copies", "variants", "syntax", "pages"},
		Args:                  cobra.OnlyValidArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			stdout := cmd.OutOrStdout()
			all := make(map[string]any)
			var changed []string
			for _, e := range evaluations {
				if len(names) > 0 && !slices.Contains(names, e.name) {
					continue
				}
				s, err := e.run(data)
				if err != nil {
					return failure{fmt.Errorf("eval %s: %w", e.name, err)}
				}
				all[e.name] = s
				if !asJSON {
					s.table(stdout)
					if d, ok := s.(detailed); ok && listErrors {
						d.misses(stdout)
					}
				}
				file := filepath.Join(golden, e.name+".json")
				switch {
				case update:
					if err := writeGolden(file, s); err != nil {
						return failure{err}
					}
				case compare:
					diff, err := compareGolden(file, s)
					if err != nil {
						return failure{err}
					}
					changed = append(changed, diff...)
				}
			}
			if asJSON {
				text, err := json.MarshalIndent(all, "", "  ")
				if err != nil {
					return failure{err}
				}
				fmt.Fprintf(stdout, "%s\n", text)
			}
			if len(changed) > 0 {
				return failure{fmt.Errorf("scores differ from %s (--update writes them): %s", golden, strings.Join(changed, "; "))}
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&data, "data", filepath.Join("..", "shared", "data"), "`folder` of the corpora")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the scores as JSON")
	cmd.Flags().BoolVar(&listErrors, "errors", false, "list each wrong or missing speaker, event or class after its table")
	cmd.Flags().BoolVar(&compare, "golden", false, "compare with the golden files; exit 1 where a score differs")
	cmd.Flags().BoolVar(&update, "update", false, "write the golden files")
	cmd.Flags().StringVar(&golden, "golden-dir", filepath.Join("eval", "golden"), "`folder` of the golden files")
	cmd.MarkFlagsMutuallyExclusive("golden", "update")
	cmd.MarkFlagsMutuallyExclusive("json", "errors")
	return cmd
}

func marshalGolden(s scores) ([]byte, error) {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode scores: %w", err)
	}
	return append(text, '\n'), nil
}

func writeGolden(file string, s scores) error {
	text, err := marshalGolden(s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("golden file: %w", err)
	}
	return writeFile(file, text)
}

// compareGolden names the figures that differ from the golden file, with
// both values.
func compareGolden(file string, s scores) ([]string, error) {
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no golden file %s (--update writes it)", file)
	}
	if err != nil {
		return nil, fmt.Errorf("golden file: %w", err)
	}
	got, err := marshalGolden(s)
	if err != nil {
		return nil, err
	}
	before, err := figures(want)
	if err != nil {
		return nil, fmt.Errorf("golden file %s: %w", file, err)
	}
	after, err := figures(got)
	if err != nil {
		return nil, err
	}
	var diff []string
	name := strings.TrimSuffix(filepath.Base(file), ".json")
	keys := maps.Clone(before)
	maps.Copy(keys, after)
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if before[k] != after[k] {
			diff = append(diff, fmt.Sprintf("%s%s was %s, is %s", name, k, before[k], after[k]))
		}
	}
	return diff, nil
}

// figures flattens JSON: ".content.exact" to its value.
func figures(text []byte) (map[string]string, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	out := make(map[string]string)
	var walk func(prefix string, v any)
	walk = func(prefix string, v any) {
		if m, ok := v.(map[string]any); ok {
			for k, x := range m {
				walk(prefix+"."+k, x)
			}
			return
		}
		out[prefix] = fmt.Sprint(v)
	}
	walk("", v)
	return out, nil
}

// loadModels returns the embedded models.
func loadModels() (*analyze.Models, error) {
	m, err := analyze.Load()
	if err != nil {
		return nil, fmt.Errorf("load the models: %w", err)
	}
	return m, nil
}
