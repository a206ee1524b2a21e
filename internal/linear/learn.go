package linear

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Learner is an averaged perceptron (Freund and Schapire 1999; Collins 2002).
// A feature comes into being with the first mistake that it is part of.
type Learner struct {
	classes int
	least   int32 // changes before a feature counts
	now     int32 // examples seen, the unit of averaging

	keys  []uint64 // of the rows, in order of their making
	index []place  // open addressing from key to row
	w     []int32  // classes weights a row
	sum   []int64  // of each change times the moment of it
	n     []int32  // changes of a row
}

// place is a slot of the index: the row plus one, and bits of its key that
// save most looks at it.
type place struct {
	check uint32
	row   int32
}

// NewLearner returns a learner of the given number of classes. A feature has no
// say before it was part of the given number of mistakes (Goldberg and Elhadad
// 2011), which keeps rare ones from being learned by heart.
func NewLearner(classes, least int) *Learner {
	return &Learner{classes: classes, least: int32(least), now: 1, index: make([]place, 1<<16)}
}

// Tick says that an example has passed: weights count for the time they last.
func (l *Learner) Tick() { l.now++ }

func (l *Learner) find(key uint64) int {
	mask := uint64(len(l.index) - 1)
	for slot := key & mask; ; slot = (slot + 1) & mask {
		p := l.index[slot]
		if p.row == 0 {
			return -1
		}
		if p.check == uint32(key>>32) && l.keys[p.row-1] == key {
			return int(p.row - 1)
		}
	}
}

func (l *Learner) insert(key uint64) int {
	if r := l.find(key); r >= 0 {
		return r
	}
	l.keys = append(l.keys, key)
	l.n = append(l.n, 0)
	l.w = append(l.w, make([]int32, l.classes)...)
	l.sum = append(l.sum, make([]int64, l.classes)...)
	if 2*len(l.keys) > len(l.index) {
		l.index = make([]place, 2*len(l.index))
		for r := range l.keys {
			l.place(r)
		}
	} else {
		l.place(len(l.keys) - 1)
	}
	return len(l.keys) - 1
}

func (l *Learner) place(row int) {
	mask := uint64(len(l.index) - 1)
	slot := l.keys[row] & mask
	for l.index[slot].row != 0 {
		slot = (slot + 1) & mask
	}
	l.index[slot] = place{uint32(l.keys[row] >> 32), int32(row + 1)}
}

// Score sets the scores of all classes, which out has room for.
func (l *Learner) Score(keys []uint64, out []int32) {
	clear(out)
	for _, key := range keys {
		if r := l.find(key); r >= 0 && l.n[r] >= l.least {
			for c, w := range l.w[r*l.classes : (r+1)*l.classes] {
				out[c] += w
			}
		}
	}
}

// Update moves the weights of the features towards one class and away from
// another.
func (l *Learner) Update(keys []uint64, towards, from int) {
	for _, key := range keys {
		r := l.insert(key)
		l.n[r]++
		r *= l.classes
		l.w[r+towards]++
		l.w[r+from]--
		l.sum[r+towards] += int64(l.now)
		l.sum[r+from] -= int64(l.now)
	}
}

// row is a feature and its averaged weights.
type row struct {
	key     uint64
	weights []float32
	n       int32   // changes that made it
	size    float32 // what it matters
}

// mean returns the mean of the learners' averaged weights, rows in the order
// of their keys.
func mean(learners []*Learner) []row {
	var rows []row
	at := map[uint64]int{}
	for _, l := range learners {
		for r, key := range l.keys {
			if l.n[r] < l.least {
				continue
			}
			i, ok := at[key]
			if !ok {
				i = len(rows)
				at[key] = i
				rows = append(rows, row{key: key, weights: make([]float32, l.classes)})
			}
			rows[i].n += l.n[r]
			for c := range l.classes {
				j := r*l.classes + c
				rows[i].weights[c] += float32(float64(l.w[j])-float64(l.sum[j])/float64(l.now)) / float32(len(learners))
			}
		}
	}
	for i := range rows {
		rows[i].size = (slices.Max(rows[i].weights) - slices.Min(rows[i].weights)) * float32(math.Log(1+float64(rows[i].n)))
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	return rows
}

// prune keeps the n rows that matter most and returns them in key order.
func prune(rows []row, n int) []row {
	slices.SortFunc(rows, func(a, b row) int {
		if c := cmp.Compare(b.size, a.size); c != 0 {
			return c
		}
		return cmp.Compare(a.key, b.key)
	})
	rows = rows[:min(n, len(rows))]
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	return rows
}

// step returns the weight that one unit of a byte stands for: small enough
// that all but one weight in ten thousand fit.
func step(rows []row, weigh func(row, int) float32, classes int) float32 {
	var all []float32
	for _, r := range rows {
		for c := range classes {
			if w := weigh(r, c); w != 0 {
				all = append(all, max(w, -w))
			}
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	return all[(len(all)-1)*9999/10000] / 127
}

func quantise(w, step float32) int {
	return int(max(-127, min(127, math.Round(float64(w/step)))))
}

// AppendWide appends to dst a table of the n most telling features of the
// learners' mean.
func AppendWide(dst []byte, n int, learners ...*Learner) []byte {
	classes := learners[0].classes
	rows := prune(mean(learners), min(n, rowMask-1))
	unit := step(rows, func(r row, c int) float32 { return r.weights[c] }, classes)
	slots := fill(rows, func(i int, r row) uint32 {
		return uint32(r.key>>(64-32+rowBits))<<rowBits | uint32(i)
	}, rowBits)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(slots)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(rows)))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(classes))
	for _, v := range slots {
		dst = binary.LittleEndian.AppendUint32(dst, v)
	}
	for _, r := range rows {
		for c := range (classes + 7) / 8 * 8 {
			q := 0
			if c < classes {
				q = quantise(r.weights[c], unit)
			}
			dst = append(dst, byte(q+128))
		}
	}
	return dst
}

// AppendTriple appends to dst a table of the n most telling features of the
// mean of learners of three classes.
func AppendTriple(dst []byte, n int, learners ...*Learner) []byte {
	rows := prune(mean(learners), n)
	over := func(r row, c int) float32 { return r.weights[c+1] - r.weights[0] }
	unit := step(rows, over, 2)
	slots := fill(rows, func(_ int, r row) uint32 {
		second, third := quantise(over(r, 0), unit), quantise(over(r, 1), unit)
		if second == 0 && third == 0 {
			return 0
		}
		return uint32(r.key>>48)<<16 | uint32(uint8(second))<<8 | uint32(uint8(third))
	}, 16)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(slots)))
	for _, v := range slots {
		dst = binary.LittleEndian.AppendUint32(dst, v)
	}
	return dst
}

// Entry is a key of a Map and its value, below 65535.
type Entry struct {
	Key   uint64
	Value uint16
}

// AppendMap appends a map of the entries to dst. Keys must differ.
func AppendMap(dst []byte, entries []Entry) []byte {
	rows := make([]row, len(entries))
	values := map[uint64]uint16{}
	for i, e := range entries {
		rows[i] = row{key: e.Key}
		values[e.Key] = e.Value
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	slots := fill(rows, func(_ int, r row) uint32 {
		return uint32(r.key>>48)<<16 | uint32(values[r.key]+1)
	}, 16)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(slots)))
	for _, v := range slots {
		dst = binary.LittleEndian.AppendUint32(dst, v)
	}
	return dst
}

// fill places the rows in the smallest power of two of slots that is at most
// two thirds full and where each is found within maxProbe. Rows of value zero
// are left out; of two whose slot and check are the same only the first can be
// found and the other is dropped.
func fill(rows []row, value func(int, row) uint32, checkShift uint) []uint32 {
	size := 16
	for 3*len(rows) > 2*size {
		size *= 2
	}
grow:
	for ; ; size *= 2 {
		slots := make([]uint32, size)
		mask := uint64(size - 1)
	next:
		for i, r := range rows {
			v := value(i, r)
			if v == 0 {
				continue
			}
			slot := r.key & mask
			for range maxProbe {
				if slots[slot] == 0 {
					slots[slot] = v
					continue next
				}
				if slots[slot]>>checkShift == v>>checkShift {
					continue next
				}
				slot = (slot + 1) & mask
			}
			continue grow
		}
		return slots
	}
}
