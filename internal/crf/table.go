// Package crf holds linear-chain conditional random fields with hashed
// features: the weight table as it lies in a model file, Viterbi decoding,
// the K best labellings and marginal probabilities (Lafferty, McCallum and
// Pereira 2001; Rabiner 1989 for the recurrences).
package crf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// MaxLabels is the largest number of labels of a table: a slot is eight bytes,
// one for a fingerprint of the feature and seven for its weights.
const MaxLabels = 7

// Table maps hashed features to a row of weights of a byte, one for each label. It
// is read in place from the bytes of the model file. A feature that is absent
// is taken for another one with probability below 1/100.
type Table struct {
	slots string  // 8 bytes each
	size  uint64  // number of slots
	Scale float32 // what a weight of 1 stands for
}

const slotSize = 8

// Sum adds the weights of features to scores.
//
// It reads the slots of a batch of features first and looks at them after: the
// reads miss the cache and are independent, so the processor makes them at the
// same time, which it cannot do across a branch on what was read.
func (t *Table) Sum(features []uint64, scores *[MaxLabels]int32) {
	var word [batch]uint64
	for len(features) > 0 {
		part := features[:min(batch, len(features))]
		features = features[len(part):]
		for k, f := range part {
			word[k] = t.load(slot(f, t.size))
		}
		for k, f := range part {
			w, fp := word[k], uint64(fingerprint(f))
			if w&0xff != fp {
				if w&0xff == 0 {
					continue
				}
				if w = t.probe(f, fp); w == 0 {
					continue
				}
			}
			scores[0] += squares[byte(w>>8)]
			scores[1] += squares[byte(w>>16)]
			scores[2] += squares[byte(w>>24)]
			scores[3] += squares[byte(w>>32)]
			scores[4] += squares[byte(w>>40)]
			scores[5] += squares[byte(w>>48)]
			scores[6] += squares[byte(w>>56)]
		}
	}
}

// batch is how many slots are read at a time.
const batch = 64

// load returns slot i as one word, the fingerprint lowest.
func (t *Table) load(i uint64) uint64 {
	s := t.slots[i*slotSize:][:slotSize]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// probe looks for feature behind its own slot, and returns 0 if it is not there.
func (t *Table) probe(feature, fp uint64) uint64 {
	i := slot(feature, t.size)
	for range probes - 1 {
		if i++; i == t.size {
			i = 0
		}
		w := t.load(i)
		if w&0xff == fp {
			return w
		}
		if w&0xff == 0 {
			return 0
		}
	}
	return 0
}

// slot spreads features over a table by their high bits.
func slot(feature, size uint64) uint64 {
	hi, _ := bits.Mul64(feature, size)
	return hi
}

// probes is how many slots a feature may lie behind its own.
const probes = 8

// leastSize is the size of a weight up to which it counts as nothing.
const leastSize = 3

// fill is the share of the slots that are used, in percent. The features that
// then lie further than probes behind their slot are left out.
const fill = 75

// fingerprint is never 0, which marks an empty slot. It takes the low bits,
// which have no part in the slot.
func fingerprint(feature uint64) byte { return byte(feature)%255 + 1 }

// Row is a feature and its weights, as a learner has them.
type Row struct {
	Feature uint64
	Weights [MaxLabels]float32
}

// BuildTable quantises rows to int8 and lays them out as AppendBinary writes
// them. Rows that round to nothing are left out, and so are the few that find
// no slot near their own.
func BuildTable(rows []Row) []byte {
	var largest float32
	for _, r := range rows {
		for _, w := range r.Weights {
			largest = max(largest, w, -w)
		}
	}
	scale := largest / (127 * 127)
	if scale == 0 {
		scale = 1
	}
	type quantised struct {
		feature uint64
		w       [MaxLabels]int8
		size    int8
	}
	var kept []quantised
	for _, r := range rows {
		q := quantised{feature: r.Feature}
		for k, w := range r.Weights {
			v := math.Round(math.Sqrt(math.Abs(float64(w / scale))))
			q.w[k] = int8(math.Copysign(min(127, v), float64(w)))
			q.size = max(q.size, q.w[k], -q.w[k])
		}
		if q.size > leastSize {
			kept = append(kept, q)
		}
	}
	// The largest first: they get the slots next to their own, and a smaller
	// one that would be taken for one of them is left out.
	slices.SortStableFunc(kept, func(a, b quantised) int { return int(b.size) - int(a.size) })
	size := max(16, len(kept)*100/fill)
	out := make([]byte, 8+size*slotSize)
	binary.LittleEndian.PutUint32(out, math.Float32bits(scale))
	binary.LittleEndian.PutUint32(out[4:], uint32(size))
	slots := out[8:]
	for _, q := range kept {
		i := slot(q.feature, uint64(size))
		for range probes {
			s := slots[i*slotSize:][:slotSize]
			if s[0] == fingerprint(q.feature) {
				break
			}
			if s[0] == 0 {
				s[0] = fingerprint(q.feature)
				for k, w := range q.w {
					s[1+k] = byte(w)
				}
				break
			}
			if i++; i == uint64(size) {
				i = 0
			}
		}
	}
	return out
}

// squares maps a byte to the weight that it stands for: its square, with its
// sign. A few weights are a hundred times the size of most, and squares are
// fine where there are many and coarse where there are few.
var squares = func() (t [256]int32) {
	for i := range t {
		v := int32(int8(i))
		t[i] = v * max(v, -v)
	}
	return t
}()

// ErrModel is what reading a damaged model returns.
var ErrModel = errors.New("damaged model")

// ReadTable reads a table from the front of data and returns what follows it.
func ReadTable(data string) (*Table, string, error) {
	if len(data) < 8 {
		return nil, "", fmt.Errorf("%w: weight table cut short", ErrModel)
	}
	scale := math.Float32frombits(u32(data))
	size := uint64(u32(data[4:]))
	if size == 0 || size > 1<<24 || uint64(len(data)-8) < size*slotSize || !(scale > 0 && scale < 1e6) {
		return nil, "", fmt.Errorf("%w: weight table of %d slots in %d bytes", ErrModel, size, len(data))
	}
	end := 8 + size*slotSize
	return &Table{slots: data[8:end], size: size, Scale: scale}, data[end:], nil
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
