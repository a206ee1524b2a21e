// Package crf holds linear-chain conditional random fields with hashed
// features: the weight table as it lies in a model file, Viterbi decoding,
// the K best labellings and marginal probabilities (Lafferty, McCallum and
// Pereira 2001; Rabiner 1989 for the recurrences).
package crf

import "slices"

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

// fingerprint is never 0, which marks an empty slot. It takes the low bits,
// which have no part in the slot.
func fingerprint(feature uint64) byte { return byte(feature)%255 + 1 }

// Row is a feature and its weights, as a learner has them.
type Row struct {
	Feature uint64
	Weights [MaxLabels]float32
}

// BuildTable quantises rows to int8 and lays them out as ReadTable reads them.
// Rows that round to nothing are left out, and so are the few that find no slot
// near their own.
func BuildTable(rows []Row) []byte {
	scale := scaleOf(rows, func(r *Row) []float32 { return r.Weights[:] })
	var kept []rounded
	for i := range rows {
		e := quantised(rows[i].Feature, rows[i].Weights[:], scale)
		if e.size > leastSize {
			kept = append(kept, e)
		}
	}
	// The largest first: they get the slots next to their own, and a smaller
	// one that would be taken for one of them is left out.
	slices.SortStableFunc(kept, func(a, b rounded) int { return int(b.size) - int(a.size) })
	return layOut(kept, scale, slotSize, func(dst []byte, feature uint64) []byte { return append(dst, fingerprint(feature)) })
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

// ReadTable reads a table from the front of data and returns what follows it.
func ReadTable(data string) (*Table, string, error) {
	slots, size, scale, rest, err := readSlots(data, slotSize)
	if err != nil {
		return nil, "", err
	}
	return &Table{slots: slots, size: size, Scale: scale}, rest, nil
}
