package train

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/syntax"
)

// commonRelation is how often a relation's subtype must occur to be learned.
const commonRelation = 60

// prepare makes of a treebank's annotation what the model is to learn: one tag
// for opening and one for closing marks, and no rare subtypes of relations.
func prepare(bank eval.Treebank) eval.Treebank {
	count := map[string]int{}
	for _, s := range bank {
		for i := range s {
			count[s[i].Rel]++
		}
	}
	out := make(eval.Treebank, len(bank))
	for i, s := range bank {
		out[i] = slices.Clone(s)
		for j := range out[i] {
			w := &out[i][j]
			if count[w.Rel] < commonRelation {
				w.Rel, _, _ = strings.Cut(w.Rel, ":")
			}
		}
	}
	return out
}

// Syntax learns the model of package syntax from the treebanks below dataDir
// and returns it with its card. The same data gives the same bytes.
func Syntax(dataDir string, w io.Writer) (model, card []byte, err error) {
	t, err := eval.ReadTreebanks(dataDir)
	if err != nil {
		return nil, nil, err
	}
	model, err = syntax.Learn(prepare(t.Train), syntax.Defaults, w)
	if err != nil {
		return nil, nil, fmt.Errorf("learn syntax: %w", err)
	}
	return model, card, nil
}
