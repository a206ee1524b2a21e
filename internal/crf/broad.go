package crf

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// BroadLabels is the number of labels of a Broad table: outside, and the first
// and the further words of five types.
const BroadLabels = 11

// broadSlot is two bytes for a fingerprint and one for each weight.
const broadSlot = 2 + BroadLabels

// Broad is a Table for eleven labels.
type Broad struct {
	slots string
	size  uint64
	Scale float32
}

// BroadRow is a feature and its weights, as a learner has them.
type BroadRow struct {
	Feature uint64
	Weights [BroadLabels]float32
}

// broadFingerprint is never 0, which marks an empty slot.
func broadFingerprint(feature uint64) uint16 { return uint16(feature) | 1 }

// Sum adds the weights of features to scores. It reads in batches for the
// reason that Table.Sum gives.
func (t *Broad) Sum(features []uint64, scores *[BroadLabels]int32) {
	var low, high [batch]uint64
	for len(features) > 0 {
		part := features[:min(batch, len(features))]
		features = features[len(part):]
		for k, f := range part {
			low[k], high[k] = t.load(slot(f, t.size))
		}
		for k, f := range part {
			fp := broadFingerprint(f)
			a, b := low[k], high[k]
			if uint16(a) != fp {
				if uint16(a) == 0 {
					continue
				}
				if a, b = t.probe(f, fp); a == 0 {
					continue
				}
			}
			scores[0] += squares[byte(a>>16)]
			scores[1] += squares[byte(a>>24)]
			scores[2] += squares[byte(a>>32)]
			scores[3] += squares[byte(a>>40)]
			scores[4] += squares[byte(a>>48)]
			scores[5] += squares[byte(a>>56)]
			scores[6] += squares[byte(b>>24)]
			scores[7] += squares[byte(b>>32)]
			scores[8] += squares[byte(b>>40)]
			scores[9] += squares[byte(b>>48)]
			scores[10] += squares[byte(b>>56)]
		}
	}
}

// load returns slot i as two words that overlap: its first and its last eight
// bytes.
func (t *Broad) load(i uint64) (low, high uint64) {
	s := t.slots[i*broadSlot:][:broadSlot]
	return word(s[:8]), word(s[broadSlot-8:])
}

func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// probe looks for feature behind its own slot, and returns 0 if it is not there.
func (t *Broad) probe(feature uint64, fp uint16) (low, high uint64) {
	i := slot(feature, t.size)
	for range probes - 1 {
		if i++; i == t.size {
			i = 0
		}
		low, high = t.load(i)
		if uint16(low) == fp {
			return low, high
		}
		if uint16(low) == 0 {
			break
		}
	}
	return 0, 0
}

// BuildBroad lays out rows as ReadBroad reads them, at most most of them, the
// largest first. Rows that round to nothing are left out, and so are the few
// that find no slot near their own.
func BuildBroad(rows []BroadRow, most int) []byte {
	scale := scaleOf(rows, func(r *BroadRow) []float32 { return r.Weights[:] })
	var kept []rounded
	for i := range rows {
		e := quantised(rows[i].Feature, rows[i].Weights[:], scale)
		if e.size > leastSize {
			kept = append(kept, e)
		}
	}
	slices.SortStableFunc(kept, func(a, b rounded) int { return cmp.Compare(b.largest, a.largest) })
	kept = kept[:min(len(kept), most)]
	return layOut(kept, scale, broadSlot, func(dst []byte, feature uint64) []byte {
		return binary.LittleEndian.AppendUint16(dst, broadFingerprint(feature))
	})
}

// ReadBroad reads a table from the front of data and returns what follows it.
func ReadBroad(data string) (*Broad, string, error) {
	slots, size, scale, rest, err := readSlots(data, broadSlot)
	if err != nil {
		return nil, "", err
	}
	return &Broad{slots: slots, size: size, Scale: scale}, rest, nil
}

// BroadEdges are the scores of one label after another, by class, and of the
// labels at the start of a chain.
type BroadEdges struct {
	Edge  [][BroadLabels][BroadLabels]float32
	Start [BroadLabels]float32
}

// Follows reports whether label y may stand behind label x: the further words
// of a name (even labels) stand behind a word of the same type. Label 0 is
// outside; labels 2t+1 and 2t+2 are the first and the further words of type t.
func Follows(x, y uint8) bool {
	return y == 0 || y&1 == 1 || x == y || x+1 == y
}

// AppendBroadEdges appends the edges to out.
func AppendBroadEdges(out []byte, e *BroadEdges) []byte {
	out = binary.LittleEndian.AppendUint32(out, uint32(len(e.Edge)))
	for _, c := range e.Edge {
		for _, row := range c {
			for _, f := range row {
				out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f))
			}
		}
	}
	for _, f := range e.Start {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f))
	}
	return out
}

// ReadBroadEdges reads the edges of so many classes and returns what follows.
func ReadBroadEdges(data string, classes int) (*BroadEdges, string, error) {
	need := 4 + 4*(classes*BroadLabels*BroadLabels+BroadLabels)
	if len(data) < need || int(u32(data)) != classes {
		return nil, "", fmt.Errorf("%w: transitions of names", ErrModel)
	}
	rest := data[need:]
	data = data[4:]
	get := func() float32 {
		f := math.Float32frombits(u32(data))
		data = data[4:]
		if !(f > Forbidden && f < -Forbidden) {
			f = 0
		}
		return f
	}
	e := &BroadEdges{Edge: make([][BroadLabels][BroadLabels]float32, classes)}
	for c := range e.Edge {
		for x := range e.Edge[c] {
			for y := range e.Edge[c][x] {
				e.Edge[c][x][y] = get()
			}
		}
	}
	for y := range e.Start {
		e.Start[y] = get()
	}
	return e, rest, nil
}

// Best writes the best labelling of a chain with these node scores to path.
// class[i] is that of the edge between i-1 and i. back is room to work in, as
// long as node.
func (e *BroadEdges) Best(node [][BroadLabels]float32, class []uint8, back [][BroadLabels]uint8, path []uint8) {
	n := len(node)
	if n == 0 {
		return
	}
	var best, next [BroadLabels]float32
	for y := range best {
		best[y] = Forbidden
		if Follows(0, uint8(y)) {
			best[y] = e.Start[y] + node[0][y]
		}
	}
	for i := 1; i < n; i++ {
		edge := &e.Edge[class[i]]
		for y := range BroadLabels {
			if y != 0 && y&1 == 0 {
				// Behind the first word or a further one.
				a, b := best[y-1]+edge[y-1][y], best[y]+edge[y][y]
				back[i][y] = uint8(y - 1)
				if b > a {
					a = b
					back[i][y] = uint8(y)
				}
				next[y] = a + node[i][y]
				continue
			}
			top, from := best[0]+edge[0][y], 0
			for x := 1; x < BroadLabels; x++ {
				if s := best[x] + edge[x][y]; s > top {
					top, from = s, x
				}
			}
			next[y] = top + node[i][y]
			back[i][y] = uint8(from)
		}
		best = next
	}
	last := 0
	for y := range best {
		if best[y] > best[last] {
			last = y
		}
	}
	for i := n - 1; i >= 0; i-- {
		path[i] = uint8(last)
		last = int(back[i][last])
	}
}
