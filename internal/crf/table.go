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
)

// MaxLabels is the largest number of labels of a table: a slot is eight bytes,
// one for a fingerprint of the feature and seven for its weights.
const MaxLabels = 7

// Table maps hashed features to a row of int8 weights, one for each label. It
// is read in place from the bytes of the model file. A feature that is absent
// is taken for another one with probability below 1/128.
type Table struct {
	slots string // 8 bytes each, a power of two of them
	mask  uint64
	Scale float32 // what a weight of 1 stands for
}

const slotSize = 8

// Lookup adds the weights of feature to scores.
func (t *Table) Lookup(feature uint64, scores *[MaxLabels]int32) {
	i := feature & t.mask
	fp := fingerprint(feature)
	for range 16 {
		at := i * slotSize
		s := t.slots[at : at+slotSize]
		if s[0] == fp {
			scores[0] += int32(int8(s[1]))
			scores[1] += int32(int8(s[2]))
			scores[2] += int32(int8(s[3]))
			scores[3] += int32(int8(s[4]))
			scores[4] += int32(int8(s[5]))
			scores[5] += int32(int8(s[6]))
			scores[6] += int32(int8(s[7]))
			return
		}
		if s[0] == 0 {
			return
		}
		i = (i + 1) & t.mask
	}
}

// fingerprint is never 0, which marks an empty slot.
func fingerprint(feature uint64) byte { return byte(feature>>56) | 1 }

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
			largest = max(largest, float32(math.Abs(float64(w))))
		}
	}
	scale := min(largest, 4) / 127
	if scale == 0 {
		scale = 1
	}
	type quantised struct {
		feature uint64
		w       [MaxLabels]int8
	}
	var kept []quantised
	for _, r := range rows {
		q := quantised{feature: r.Feature}
		any := false
		for k, w := range r.Weights {
			v := math.Round(float64(w / scale))
			q.w[k] = int8(max(-127, min(127, v)))
			any = any || q.w[k] > 1 || q.w[k] < -1
		}
		if any {
			kept = append(kept, q)
		}
	}
	size := max(16, 1<<bits.Len(uint(len(kept)*5/4)))
	out := make([]byte, 8+size*slotSize)
	binary.LittleEndian.PutUint32(out, math.Float32bits(scale))
	binary.LittleEndian.PutUint32(out[4:], uint32(size))
	slots := out[8:]
	mask := uint64(size - 1)
	for _, q := range kept {
		i := q.feature & mask
		for range 16 {
			s := slots[i*slotSize:][:slotSize]
			if s[0] == 0 {
				s[0] = fingerprint(q.feature)
				for k, w := range q.w {
					s[1+k] = byte(w)
				}
				break
			}
			i = (i + 1) & mask
		}
	}
	return out
}

// ErrModel is what reading a damaged model returns.
var ErrModel = errors.New("damaged model")

// ReadTable reads a table from the front of data and returns what follows it.
func ReadTable(data string) (*Table, string, error) {
	if len(data) < 8 {
		return nil, "", fmt.Errorf("%w: weight table cut short", ErrModel)
	}
	scale := math.Float32frombits(u32(data))
	size := uint64(u32(data[4:]))
	if size == 0 || size&(size-1) != 0 || size > 1<<24 || uint64(len(data)-8) < size*slotSize || !(scale > 0 && scale < 1e6) {
		return nil, "", fmt.Errorf("%w: weight table of %d slots in %d bytes", ErrModel, size, len(data))
	}
	end := 8 + size*slotSize
	return &Table{slots: data[8:end], mask: size - 1, Scale: scale}, data[end:], nil
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
