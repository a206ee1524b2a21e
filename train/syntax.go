package train

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
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
			if w.Tag == "," && strings.Trim(w.Form, "-–—") == "" {
				w.Tag = ":" // EWT and GUM differ; this is Penn's way
			}
		}
	}
	return out
}

// Syntax learns the model of package syntax from the treebanks below dataDir
// and returns it with its card. The same data gives the same bytes. It takes
// about three minutes on two cores; progress goes to w.
func Syntax(dataDir string, w io.Writer) (model, card []byte, err error) {
	t, err := eval.ReadTreebanks(dataDir)
	if err != nil {
		return nil, nil, err
	}
	model, err = syntax.Learn(prepare(t.Train), syntax.Defaults, w)
	if err != nil {
		return nil, nil, fmt.Errorf("learn syntax: %w", err)
	}
	m, err := syntax.Load(string(model))
	if err != nil {
		return nil, nil, fmt.Errorf("load what was learned: %w", err)
	}
	return model, syntaxCard(t, model, eval.ScoreTreebanks(t, m)), nil
}

// syntaxCard says what the model is, where it comes from and how good it is.
func syntaxCard(t *eval.Treebanks, model []byte, s *eval.SyntaxScores) []byte {
	var b bytes.Buffer
	d := syntax.Defaults
	words := 0
	for _, x := range t.Train {
		words += len(x)
	}
	fmt.Fprintf(&b, `# syntax.bin

Tags (Penn), lemmas and dependency heads (Universal Dependencies) of English, for package syntax.
Made by `+"`verbatim train syntax`"+`, the same bytes from the same data.

- Size: %d bytes, SHA-256 %x.
- Learned from %d sentences, %d words: the training and development parts of UD English EWT, and GUM
  but for the documents held out below.
- Tagger: averaged perceptron, %d rounds, updates within a margin. Parser: arc-hybrid with a dynamic oracle,
  %d rounds, on tags from %d-fold cross-tagging; relations by a classifier of their own.
  A feature counts from its mistake number %d on. Weights are the mean of %d orders of the sentences,
  kept to bytes, of the %d, %d and %d features that matter most.
- Relations keep the subtypes that occur %d times or more; the rest are cut to the relation.
- Dashes tagged as commas in EWT are learned as Penn's colon.

`, len(model), sha256.Sum256(model), len(t.Train), words, d.TagRounds, d.ParseRounds, d.Folds, d.Least, d.Models,
		d.TagRows, d.MoveRows, d.RelRows, commonRelation)
	b.WriteString("## Scores\n\nOn words and sentences as the treebanks cut them, nothing else given; all words count, punctuation too.\n\n" +
		"| held out | words | XPOS | lemma | UAS | LAS |\n|---|---:|---:|---:|---:|---:|\n")
	line := func(name string, x eval.TreeScore) {
		fmt.Fprintf(&b, "| %s | %d | %.2f | %.2f | %.2f | %.2f |\n", name, x.Words,
			x.Percent(x.Tags), x.Percent(x.Lemmas), x.Percent(x.Heads), x.Percent(x.Arcs))
	}
	line("EWT test", s.EWTTest)
	line("GUM dev", s.GUMDev)
	line("GUM test", s.GUMTest)
	for _, genre := range slices.Sorted(maps.Keys(s.Genres)) {
		line("GUM test, "+genre, s.Genres[genre])
	}
	b.WriteString("\n## Data\n\n| data | SHA-256 |\n|---|---|\n")
	for _, f := range t.Files {
		note := ""
		if f.Note != "" {
			note = " (" + f.Note + ")"
		}
		fmt.Fprintf(&b, "| %s | %x%s |\n", f.Path, f.SHA256, note)
	}
	b.WriteString(`
UD English EWT: CC BY-SA 4.0. GUM: annotations CC BY 4.0; texts of the genres used under CC BY 2.5, CC BY 4.0
and CC BY-SA 3.0, or as its LICENSE.txt says. The model holds weights and the lemmas of single words, no text.

GUM held out, dev: `)
	b.WriteString(strings.Join(t.Held[0], ", ") + ".\n\nGUM held out, test: " + strings.Join(t.Held[1], ", ") + ".\n")
	return b.Bytes()
}
