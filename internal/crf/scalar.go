package crf

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Scalar maps hashed features to one weight each, with a fingerprint of 16
// bits. Like Table it is read in place.
type Scalar struct {
	slots string // 4 bytes each: fingerprint, weight
	size  uint64
	Scale float32
}

// Sum returns the sum of the weights of features, in units of Scale. It reads
// in batches for the reason that Table.Sum gives.
func (t *Scalar) Sum(features []uint64) int32 {
	var sum int32
	var word [batch]uint32
	for len(features) > 0 {
		part := features[:min(batch, len(features))]
		features = features[len(part):]
		for k, f := range part {
			word[k] = t.load(slot(f, t.size))
		}
		for k, f := range part {
			w, fp := word[k], scalarFingerprint(f)
			i := slot(f, t.size)
			for range probes {
				if uint16(w) == fp {
					sum += int32(int16(w >> 16))
					break
				}
				if uint16(w) == 0 {
					break
				}
				if i++; i == t.size {
					i = 0
				}
				w = t.load(i)
			}
		}
	}
	return sum
}

// load returns slot i as one word, the fingerprint in the lower half.
func (t *Scalar) load(i uint64) uint32 { return u32(t.slots[i*4:][:4]) }

// scalarFingerprint is never 0, which marks an empty slot.
func scalarFingerprint(feature uint64) uint16 { return uint16(feature) | 1 }

// ScalarRow is a feature and its weight.
type ScalarRow struct {
	Feature uint64
	Weight  float32
}

// BuildScalar lays out rows as ReadScalar reads them; weights below floor in
// size are left out.
func BuildScalar(rows []ScalarRow, floor float32) []byte {
	const scale = 4.0 / 32767
	n := 0
	keep := func(r ScalarRow) bool { return r.Weight >= floor || r.Weight <= -floor }
	for _, r := range rows {
		if keep(r) {
			n++
		}
	}
	size := max(16, n*100/fill)
	out := make([]byte, 8+size*4)
	binary.LittleEndian.PutUint32(out, math.Float32bits(scale))
	binary.LittleEndian.PutUint32(out[4:], uint32(size))
	slots := out[8:]
	for _, r := range rows {
		if !keep(r) {
			continue
		}
		w := math.Round(float64(max(-4, min(4, r.Weight)) / scale))
		i := slot(r.Feature, uint64(size))
		for range probes {
			s := slots[i*4:][:4]
			if s[0] == 0 && s[1] == 0 {
				binary.LittleEndian.PutUint16(s, scalarFingerprint(r.Feature))
				binary.LittleEndian.PutUint16(s[2:], uint16(int16(w)))
				break
			}
			if i++; i == uint64(size) {
				i = 0
			}
		}
	}
	return out
}

// ReadScalar reads a table from the front of data and returns what follows it.
func ReadScalar(data string) (*Scalar, string, error) {
	if len(data) < 8 {
		return nil, "", fmt.Errorf("%w: weight table cut short", ErrModel)
	}
	scale := math.Float32frombits(u32(data))
	size := uint64(u32(data[4:]))
	if size == 0 || size > 1<<25 || uint64(len(data)-8) < size*4 || !(scale > 0 && scale < 1e6) {
		return nil, "", fmt.Errorf("%w: weight table of %d slots in %d bytes", ErrModel, size, len(data))
	}
	end := 8 + size*4
	return &Scalar{slots: data[8:end], size: size, Scale: scale}, data[end:], nil
}

// AppendEdges appends the transitions and starts of a field of labels.
func AppendEdges(out []byte, edges [][MaxLabels][MaxLabels]float32, start [MaxLabels]float32) []byte {
	put := func(f float32) { out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f)) }
	out = binary.LittleEndian.AppendUint32(out, uint32(len(edges)))
	for _, e := range edges {
		for _, row := range e {
			for _, f := range row {
				put(f)
			}
		}
	}
	for _, f := range start {
		put(f)
	}
	return out
}

// ReadEdges reads what AppendEdges wrote and returns what follows it.
func ReadEdges(data string) (edges [][MaxLabels][MaxLabels]float32, start [MaxLabels]float32, rest string, err error) {
	if len(data) < 4 {
		return nil, start, "", fmt.Errorf("%w: transitions cut short", ErrModel)
	}
	n := int(u32(data))
	data = data[4:]
	if n > 64 || len(data) < 4*(n*MaxLabels*MaxLabels+MaxLabels) {
		return nil, start, "", fmt.Errorf("%w: %d classes of transition in %d bytes", ErrModel, n, len(data))
	}
	get := func() float32 {
		f := math.Float32frombits(u32(data))
		data = data[4:]
		if f != f || f < Forbidden || f > -Forbidden {
			f = 0
		}
		return f
	}
	edges = make([][MaxLabels][MaxLabels]float32, n)
	for c := range edges {
		for x := range MaxLabels {
			for y := range MaxLabels {
				edges[c][x][y] = get()
			}
		}
	}
	for y := range start {
		start[y] = get()
	}
	return edges, start, data, nil
}
