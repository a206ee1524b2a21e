package main

import (
	"fmt"
	"io"

	"github.com/verbatim-record/verbatim/train"
)

// linkScores are the figures of what pronouns refer to, on GUM's news, each quarter scored by a model that
// has learned from everything else: with the labelled mentions given, and without help.
type linkScores struct {
	Pronouns  int     `json:"pronouns"` // he, she, it, they in all their forms
	Right     int     `json:"right"`
	Reached   int     `json:"reached"` // those whose entity was among the candidates
	Accuracy  float64 `json:"accuracy"`
	Alone     int     `json:"alone"` // right of those linked without help
	Linked    int     `json:"linked"`
	Labelled  int     `json:"labelled"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

func evalLinks(data string) (scores, error) {
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	s, err := train.LinkScore(data, models)
	if err != nil {
		return nil, err
	}
	part := func(n, of int) float64 { return round2(100 * float64(n) / float64(max(1, of))) }
	g, r := s.Given, s.Resolved
	return linkScores{g.Pronouns, g.Right, g.Reached, part(g.Right, g.Pronouns),
		r.Right, r.Linked, r.Labelled, part(r.Right, r.Linked), part(r.Right, r.Labelled)}, nil
}

func (s linkScores) table(w io.Writer) {
	fmt.Fprintf(w, "\nPronouns of GUM's news, labelled mentions given: %d of %d right, %.1f percent; %d had their entity among the candidates.\n",
		s.Right, s.Pronouns, s.Accuracy, s.Reached)
	fmt.Fprintf(w, "Without help: %d of the %d linked are right, %.1f percent; of the %d that refer to something labelled, %.1f percent.\n",
		s.Alone, s.Linked, s.Precision, s.Labelled, s.Recall)
}
