package reuse

import (
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Text is an article as it is compared: four bytes a word. Two words are the
// same when all bits but the lowest are.
type Text []uint32

// Bits of a word in a Text. Whether a word is a number or a function word
// follows from the word itself; whether it is a name, from where it stands.
const (
	nameBit     = 1 << iota // begins with a capital inside a sentence
	functionBit             // one of functionWords
	numberBit               // begins with a digit
	flagBits    = 3
)

// key returns what makes w the word that it is.
func key(w uint32) uint32 { return w >> 1 }

// Compact returns the words of text outside the spans of skip, which are
// ordered and do not overlap: page furniture, what an outlet repeats.
func Compact(text string, skip []verbatim.Span) Text {
	out := make(Text, 0, len(text)/6+1)
	s := scanner{text: text}
	begins := false
	for s.next() {
		for len(skip) > 0 && skip[0].End <= s.start {
			skip = skip[1:]
		}
		if len(skip) > 0 && skip[0].Start < s.end {
			continue
		}
		w := s.word()
		// A capital that begins a sentence says little, but two capitals in a row
		// are a name: "Murphy Oil said".
		if k := len(out) - 1; w&nameBit != 0 && begins && k >= 0 && out[k]&(functionBit|numberBit) == 0 {
			out[k] |= nameBit
		}
		begins = s.capital && s.fresh
		out = append(out, w)
	}
	return out
}

// word returns the word that was found.
func (s *scanner) word() uint32 {
	w := uint32(s.hash) << flagBits
	if s.number {
		return w | numberBit
	}
	if n, ok := numberWords[s.hash]; ok {
		return uint32(n)<<flagBits | numberBit
	}
	if functionWords.has(s.hash) {
		return w | functionBit
	}
	if s.capital && !s.fresh {
		w |= nameBit
	}
	return w
}

// How sketches are made. A gram is sampled by its hash alone, so that two
// articles that share it sample it both or neither. Longer runs, or rarer samples
// of function words, lose copies that are cut short and rewritten.
const (
	gramWords     = 8
	functionEvery = 3
	wordEvery     = 16
)

// Sketch returns the sampled grams of t, sorted and without repeats: runs of
// eight words (even hashes), and runs of eight function words with what
// stands between them left out (odd hashes).
func (t Text) Sketch() []uint64 {
	out := make([]uint64, 0, len(t)/5+4)
	words, functions := gram{bit: 0, every: wordEvery}, gram{bit: 1, every: functionEvery}
	for _, w := range t {
		out = words.add(w, out)
		if w&functionBit != 0 {
			out = functions.add(w, out)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// gram hashes the last gramWords words as a polynomial that rolls on (Karp and
// Rabin).
type gram struct {
	ring  [gramWords]uint64
	sum   uint64
	n     int
	bit   uint64
	every uint64
}

// rollBase is the base of the polynomial and rollOut its gramWords-th power.
const rollBase = 0x9e3779b97f4a7c15

var rollOut = func() uint64 {
	p := uint64(1)
	for range gramWords {
		p *= rollBase
	}
	return p
}()

// add takes one more word and appends the gram that it ends, if sampled.
func (g *gram) add(w uint32, out []uint64) []uint64 {
	h := uint64(key(w)) + 1
	at := &g.ring[g.n%gramWords]
	g.sum = g.sum*rollBase + h - *at*rollOut
	*at = h
	g.n++
	if g.n < gramWords {
		return out
	}
	mixed := (g.sum ^ g.sum>>32) * 0xd6e8feb86659fd93
	mixed ^= mixed >> 29
	mixed = mixed*0xa0761d6478bd642f + g.bit
	mixed ^= mixed >> 32
	if mixed>>40%g.every != 0 {
		return out
	}
	return append(out, mixed&^1|g.bit)
}

// wordSet is a set of words by their hashes.
type wordSet [512][]uint64

func setOf(words string) *wordSet {
	var t wordSet
	for w := range strings.FieldsSeq(words) {
		h := hashOf(w)
		t[h%512] = append(t[h%512], h)
	}
	return &t
}

func (t *wordSet) has(h uint64) bool {
	for _, f := range t[h%512] {
		if f == h {
			return true
		}
	}
	return false
}

// functionWords are words that a rewriting leaves in place: articles,
// prepositions, pronouns, auxiliaries, conjunctions. The most frequent of
// English, without those that a thesaurus offers content words for.
var functionWords = setOf(`the of and a in to is was it for with he be on i that by at you are not his this
from but had which she they or an were we their been has have will would her there can if who what its
than then them him our my your no so up out as do did does could may should must when where into over
under after before between against about also because while during until since these those any some us me`)

// numberWords leads from numbers written out, which texts made by one pattern
// differ in too, to the same in digits: outlets write them as they like.
var numberWords = func() map[uint64]uint64 {
	m := make(map[uint64]uint64)
	for i, w := range strings.Fields(`nil one two three four five six seven eight nine ten eleven twelve`) {
		if w != "one" { // a pronoun more often
			m[hashOf(w)] = hashOf(strconv.Itoa(i))
		}
	}
	return m
}()
