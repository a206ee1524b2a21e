// Package quote finds statements: who the text says said, wrote, thought or
// wanted what.
//
// It works in four steps, each in a file of its own:
//
//	label.go   a conditional random field over all tokens says how likely each
//	           is to belong to a cue, a source or a content; stretches of likely
//	           cue tokens become candidate cues
//	role.go    for each candidate cue, a second field over the cue's surroundings
//	           (frame.go) marks the source and the content of that cue; the best
//	           ways are its readings (reading.go)
//	rank.go    a log-linear model looks at each reading as a whole (does the
//	           content end where a clause ends?) and weighs it against "no
//	           statement"; context.go does so once more among the neighbours
//	select.go  the statements that stand, their kind, act and confidence;
//	           continue.go adds the paragraphs that continue a quotation
//
// Two more stages follow: nested.go reads the contents once more, for statements
// reported inside them, and setting.go tells by rules to whom, in what setting and
// when each was made.
//
// What it learns from and how is in package train.
package quote

import (
	"github.com/verbatim-record/verbatim/internal/crf"
)

// Labels of the token labeller.
const (
	labelOut uint8 = iota
	labelBSource
	labelISource
	labelBCue
	labelICue
	labelBContent
	labelIContent
	labelCount = 7
)

// Labels of the role finder. The cue itself is one label.
const (
	roleOut uint8 = iota
	roleBSource
	roleISource
	roleBContent
	roleIContent
	roleCue
	roleCount = 6
)

// Model is everything that the stage has learned. It is read-only and may be
// shared.
type Model struct {
	priors map[uint64]uint8
	own    map[uint64]uint8 // in training: priors without the document at hand
	label  *field
	role   *field
	rank   *ranker
}

// field is one conditional random field.
type field struct {
	nodes *crf.Table
	edges [][crf.MaxLabels][crf.MaxLabels]float32
	start [crf.MaxLabels]float32
}

// prior returns how often a word of this lemma is in a cue, in eighths plus
// one; 0 for one that was too rare to tell.
func (m *Model) prior(lemma uint64, pos posClass) uint8 {
	key := mix(lemma, uint64(pos))
	if p, ok := m.own[key]; ok {
		return p
	}
	return m.priors[key]
}
