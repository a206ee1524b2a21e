package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/syntax"
)

// nameScores are the figures of names on the development parts, by corpus.
type nameScores struct {
	Corpora map[string]corpusNames `json:"corpora"`
	order   []string
}

type corpusNames struct {
	Texts        int     `json:"texts"`
	Names        int     `json:"names"`
	Person       float64 `json:"person"`
	Organisation float64 `json:"organisation"`
	Place        float64 `json:"place"`
	All          float64 `json:"all"`
	Precision    float64 `json:"p"`
	Recall       float64 `json:"r"`
	// PersonPrecision is what wrong attributions hang on.
	PersonPrecision float64 `json:"person_p"`
}

func evalNames(data string) (scores, error) {
	corpora, err := eval.NameCorpora(data)
	if err != nil {
		return nil, err
	}
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	s := eval.Names(corpora, func(text string) []verbatim.Mention {
		doc := &verbatim.Document{Text: text}
		analyze.Tokens(doc)
		doc.Words = syntax.Words(doc, models.Syntax)
		return entity.Names(doc, models.Entity)
	})
	out := nameScores{Corpora: map[string]corpusNames{}}
	for _, c := range s.Corpora {
		person := c.Kinds[verbatim.Person]
		out.order = append(out.order, c.Corpus)
		out.Corpora[c.Corpus] = corpusNames{
			Texts: c.Texts, Names: c.All.Gold,
			Person:       round2(person.F1()),
			Organisation: round2(c.Kinds[verbatim.Organisation].F1()),
			Place:        round2(c.Kinds[verbatim.Place].F1()),
			All:          round2(c.All.F1()), Precision: round2(c.All.Precision()), Recall: round2(c.All.Recall()),
			PersonPrecision: round2(person.Precision()),
		}
	}
	return out, nil
}

func (s nameScores) table(w io.Writer) {
	fmt.Fprintf(w, "Names: development parts, exact to the byte and of the right kind, F1 in percent.\n\n")
	fmt.Fprintf(w, "%-36s %6s %6s %7s %7s %6s %6s %6s %6s\n", "", "texts", "names", "person", "organ.", "place", "all", "prec.", "recall")
	for _, name := range s.order {
		c := s.Corpora[name]
		fmt.Fprintf(w, "%-36s %6d %6d %7.1f %7.1f %6.1f %6.1f %6.1f %6.1f\n", strings.TrimSpace(name), c.Texts, c.Names,
			c.Person, c.Organisation, c.Place, c.All, c.Precision, c.Recall)
	}
	fmt.Fprintln(w)
}
