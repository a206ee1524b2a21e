package main

import (
	"fmt"
	"io"

	"github.com/verbatim-record/verbatim/train"
)

// linkScores are the figures of what pronouns refer to, on GUM's news with the
// labelled mentions given, each quarter scored by a model that has learned
// from everything else.
type linkScores struct {
	Pronouns int     `json:"pronouns"` // he, she, it, they in all their forms
	Right    int     `json:"right"`
	Reached  int     `json:"reached"` // those whose entity was among the candidates
	Accuracy float64 `json:"accuracy"`
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
	return linkScores{s.Pronouns, s.Right, s.Reached, round2(100 * float64(s.Right) / float64(max(1, s.Pronouns)))}, nil
}

func (s linkScores) table(w io.Writer) {
	fmt.Fprintf(w, "\nPronouns of GUM's news, labelled mentions given: %d of %d right, %.1f percent; %d had their entity among the candidates.\n",
		s.Right, s.Pronouns, s.Accuracy, s.Reached)
}
