// Package entity finds who and what an article speaks of.
//
// Names come first: a conditional random field over the words that may belong
// to a name (Lafferty, McCallum and Pereira 2001) marks the names of persons,
// organisations, places and groups, and as one more type whatever else has a
// name, which is not returned. Lists of places, leaders and offices, the use of
// capitals elsewhere in the article and the shape of the whole run of
// capitalised words are its features (namefeature.go), as in Ratinov and Roth
// 2009. What it learns from is in package train.
//
// Resolve then says what each name, description and pronoun refers to. It lists
// the phrases of the article (mention.go), joins names by their words (chain.go,
// bearer.go, spelling.go), joins descriptions to names where the tree or the
// commas say so (describe.go, kin.go), and lets what is left choose among what
// stands before it (candidate.go, rank.go, choose.go). Who makes each
// statement follows (speaker.go), and who they are beyond the article, as
// far as the gazetteer knows (identify.go). Where nobody can be told, nobody is.
package entity

import (
	"fmt"
	"strings"
	"sync"

	"github.com/verbatim-record/verbatim/internal/crf"
	"github.com/verbatim-record/verbatim/internal/linear"
)

// nameMagic is the first line of a model file. Version 1: lists of words and
// of phrases, two fields.
const nameMagic = "verbatim names 1\n"

// Model is what the finder of names has learned. It is read-only and may be
// shared by any number of goroutines.
type Model struct {
	words   linear.Map // classes of single words, by their hash
	phrases linear.Map // classes of names of several words
	field   *crf.Broad
	edges   *crf.BroadEdges
	// What the second look adds, and its transitions.
	second      *crf.Broad
	secondEdges *crf.BroadEdges
	desks       sync.Pool
}

// nameClasses is how many classes of transition there are, see edgeClass.
const nameClasses = 4

// Load reads a model file in place.
func Load(data string) (*Model, error) {
	rest, ok := strings.CutPrefix(data, nameMagic)
	if !ok {
		return nil, fmt.Errorf("model of names: %w: not a model of this version", crf.ErrModel)
	}
	m := &Model{}
	m.desks.New = func() any { return new(nameDesk) }
	var err error
	fail := func(err error) (*Model, error) { return nil, fmt.Errorf("model of names: %w", err) }
	if m.words, rest, err = linear.LoadMap(rest); err != nil {
		return fail(err)
	}
	if m.phrases, rest, err = linear.LoadMap(rest); err != nil {
		return fail(err)
	}
	if m.field, rest, err = crf.ReadBroad(rest); err != nil {
		return fail(err)
	}
	if m.edges, rest, err = crf.ReadBroadEdges(rest, nameClasses); err != nil {
		return fail(err)
	}
	if m.second, rest, err = crf.ReadBroad(rest); err != nil {
		return fail(err)
	}
	if m.secondEdges, rest, err = crf.ReadBroadEdges(rest, nameClasses); err != nil {
		return fail(err)
	}
	if rest != "" {
		return fail(fmt.Errorf("%w: %d bytes behind its end", crf.ErrModel, len(rest)))
	}
	return m, nil
}
