// Package syntax gives every token its part of speech, its lemma and its head.
//
// Tags come from an averaged perceptron over words, affixes and the tags
// before (Collins 2002). Heads come from an arc-hybrid transition parser with
// a dynamic oracle (Goldberg and Nivre 2013), whose moves and relations are
// chosen by two more perceptrons. Everything is greedy and takes time linear in
// the length of the text.
package syntax

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// magic begins a model file. The last byte is the version of the format:
//
//	1: tags, relations, tag classes, lexicon, tagger, moves, relations, lemmas
const magic = "VSYN\x01"

// Model is what was learned. It is read-only and can be shared.
type Model struct {
	tags      []string
	kinds     []kind
	open      int // the tags of quotation marks, or -1
	close     int
	proper    int      // of names, or -1
	present   int      // of "says", or -1
	noun      int      // of nouns, or -1
	rels      []string // the last is "root"
	classTags []byte
	lexicon   linear.Map
	tagger    linear.Wide
	moves     linear.Triple
	relations linear.Wide
	lemmas    lemmas

	desks sync.Pool // of *desk
}

// errModel says that the bytes are no model of this version.
var errModel = errors.New("syntax model is damaged or of another version: rebuild it with verbatim train syntax")

// Load returns the model in data, which it reads from in place: the weights
// are not copied. It checks what it needs to keep every lookup in bounds.
func Load(data string) (*Model, error) {
	rest, ok := strings.CutPrefix(data, magic)
	if !ok {
		return nil, errModel
	}
	m := &Model{}
	var err error
	if m.tags, rest, err = loadStrings(rest); err != nil {
		return nil, fmt.Errorf("tags: %w", err)
	}
	if m.rels, rest, err = loadStrings(rest); err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	classes, rest, err := loadBlock(rest)
	if err != nil {
		return nil, fmt.Errorf("tag classes: %w", err)
	}
	m.classTags = []byte(classes)
	if m.lexicon, rest, err = linear.LoadMap(rest); err != nil {
		return nil, fmt.Errorf("%w: lexicon: %w", errModel, err)
	}
	if m.tagger, rest, err = linear.LoadWide(rest); err != nil {
		return nil, fmt.Errorf("%w: tagger: %w", errModel, err)
	}
	if m.moves, rest, err = linear.LoadTriple(rest); err != nil {
		return nil, fmt.Errorf("%w: moves: %w", errModel, err)
	}
	if m.relations, rest, err = linear.LoadWide(rest); err != nil {
		return nil, fmt.Errorf("%w: relations: %w", errModel, err)
	}
	if m.lemmas, rest, err = loadLemmas(rest); err != nil {
		return nil, fmt.Errorf("lemmas: %w", err)
	}
	if rest != "" || m.tagger.Classes() != len(m.tags) || m.relations.Classes() != len(m.rels)-1 || len(m.rels) > 62 {
		return nil, errModel
	}
	for _, t := range m.classTags {
		if int(t) >= len(m.tags) {
			return nil, errModel
		}
	}
	m.open, m.close = slices.Index(m.tags, "``"), slices.Index(m.tags, "''")
	m.noun = slices.Index(m.tags, "NN")
	m.present = slices.Index(m.tags, "VBZ")
	m.proper = slices.Index(m.tags, properTag)
	m.kinds = kindsOf(m.tags)
	m.desks.New = func() any { return new(desk) }
	return m, nil
}

// A block is its length in four bytes and its bytes.
func loadBlock(data string) (block, rest string, err error) {
	if len(data) < 4 {
		return "", "", errModel
	}
	n := binary.LittleEndian.Uint32([]byte(data[:4]))
	if uint64(n) > uint64(len(data)-4) {
		return "", "", errModel
	}
	return data[4 : 4+n], data[4+n:], nil
}

func appendBlock(dst []byte, block string) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(block)))
	return append(dst, block...)
}

// Strings are a block of words between line ends.
func loadStrings(data string) ([]string, string, error) {
	block, rest, err := loadBlock(data)
	if err != nil {
		return nil, "", err
	}
	list := strings.Split(block, "\n")
	if len(list) > linear.MaxClasses {
		return nil, "", errModel
	}
	return list, rest, nil
}
