// Package linear holds linear classifiers over hashed features: the tables
// that are read in place from an embedded model, and the averaged perceptron
// that learns them.
//
// A feature is a 64-bit key; its low bits choose a slot, its high bits tell it
// from others. A key that is not in the table adds nothing to any score.
package linear

import (
	"encoding/binary"
	"errors"
	"unsafe"
)

// maxProbe bounds the slots that are looked at for a key. The builder grows a
// table until every key is found within it, so that a lookup ends even where
// the bytes of a table are hostile.
const maxProbe = 255

const (
	rowBits = 18 // of a slot of Wide; the bits above are the check of the key
	rowMask = 1<<rowBits - 1
)

// MaxClasses is how many classes a Wide table may tell apart.
const MaxClasses = 64

// Scores are the sums of one classification, four classes a word: the even
// classes of each eight in one word and the odd ones in the next.
type Scores [MaxClasses / 4]uint64

// lanes picks the even bytes of a word, leaving each room for a carry.
const lanes = 0x00ff00ff00ff00ff

// Wide is a table of up to 64 weights for each feature. It reads from the
// bytes it was loaded from and copies none of them.
type Wide struct {
	mask    uint64
	rows    uint32
	words   int // of eight weights in a row
	classes int
	slots   []byte
	weights []byte
}

var errTable = errors.New("weight table is damaged")

// bytesOf returns the bytes of s in place. They must not be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// LoadWide reads a table from the head of data and returns what is behind it.
// It takes time that does not depend on the size of the table.
func LoadWide(data string) (Wide, string, error) {
	const header = 12
	if len(data) < header {
		return Wide{}, "", errTable
	}
	b := bytesOf(data)
	slots := uint64(binary.LittleEndian.Uint32(b))
	rows := binary.LittleEndian.Uint32(b[4:])
	classes := binary.LittleEndian.Uint32(b[8:])
	if slots == 0 || slots&(slots-1) != 0 || rows > rowMask || classes == 0 || classes > MaxClasses {
		return Wide{}, "", errTable
	}
	words := (uint64(classes) + 7) / 8
	end := header + 4*slots + 8*words*uint64(rows)
	if end > uint64(len(b)) {
		return Wide{}, "", errTable
	}
	return Wide{
		mask:    slots - 1,
		rows:    rows,
		words:   int(words),
		classes: int(classes),
		slots:   b[header : header+4*slots],
		weights: b[header+4*slots : end],
	}, data[end:], nil
}

// Classes returns how many classes the table tells apart.
func (t *Wide) Classes() int { return t.classes }

// Best returns the class with the highest sum over the features, the lowest of
// those that are equal. At most 256 keys can be summed.
func (t *Wide) Best(keys []uint64) int {
	var acc Scores
	var first [batch]uint32
	var rows [batch]uint32
	width := 8 * t.words
	for len(keys) > 0 {
		part := keys[:min(batch, len(keys))]
		keys = keys[len(part):]
		t.read(part, &first)
		// The rows are found before any is summed, so that their reads overlap
		// too.
		n := 0
		for k, key := range part {
			if row, ok := t.row(key, first[k]); ok {
				rows[n] = row
				n++
			}
		}
		for _, r := range rows[:n] {
			row := t.weights[int(r)*width:][:width]
			// Weights are stored with an offset of 128, which is the same for
			// all classes of a row and so does not change which is the best.
			for j := 0; len(row) >= 8 && j < len(acc)-1; j += 2 {
				x := binary.LittleEndian.Uint64(row)
				acc[j] += x & lanes
				acc[j+1] += x >> 8 & lanes
				row = row[8:]
			}
		}
	}
	best, top := 0, uint16(0)
	for c := range t.classes {
		if s := uint16(acc[c>>3<<1|c&1] >> (c >> 1 & 3 * 16)); s > top {
			best, top = c, s
		}
	}
	return best
}

// batch is how many slots are read at a time. Reads that miss the cache go on at
// the same time as long as no branch hangs on what they bring; so the slots of
// a batch of keys are read first and looked at after.
const batch = 64

// read reads the first slot of each of the keys, up to a batch of them.
func (t *Wide) read(keys []uint64, first *[batch]uint32) {
	for k, key := range keys[:min(batch, len(keys))] {
		first[k] = binary.LittleEndian.Uint32(t.slots[4*(key&t.mask):])
	}
}

// row returns the number of the row of a key, whose first slot holds v, and
// whether the table has one.
func (t *Wide) row(key uint64, v uint32) (uint32, bool) {
	slot, check := key&t.mask, uint32(key>>(64-32+rowBits))
	for range maxProbe {
		if v == 0 {
			return 0, false
		}
		if v>>rowBits == check {
			r := v & rowMask
			return r, r < t.rows
		}
		slot = (slot + 1) & t.mask
		v = binary.LittleEndian.Uint32(t.slots[4*slot:])
	}
	return 0, false
}

// Triple is a table that tells three classes apart: the weights of the second
// and third over the first are in the slots themselves.
type Triple struct {
	mask  uint64
	slots []byte
}

// LoadTriple reads a table from the head of data and returns what is behind it.
func LoadTriple(data string) (Triple, string, error) {
	b := bytesOf(data)
	if len(b) < 4 {
		return Triple{}, "", errTable
	}
	slots := uint64(binary.LittleEndian.Uint32(b))
	end := 4 + 4*slots
	if slots == 0 || slots&(slots-1) != 0 || end > uint64(len(b)) {
		return Triple{}, "", errTable
	}
	return Triple{mask: slots - 1, slots: b[4:end]}, data[end:], nil
}

// Score returns the sums of the second and third class over the first.
func (t *Triple) Score(keys []uint64) (second, third int32) {
	var first [batch]uint32
	for len(keys) > 0 {
		part := keys[:min(batch, len(keys))]
		keys = keys[len(part):]
		for k, key := range part {
			first[k] = binary.LittleEndian.Uint32(t.slots[4*(key&t.mask):])
		}
		for k, key := range part {
			v := first[k]
			if check := uint32(key >> 48); v>>16 != check {
				if v == 0 {
					continue
				}
				v = t.probe(key, check)
			}
			second += int32(int8(v >> 8))
			third += int32(int8(v))
		}
	}
	return second, third
}

// probe looks for a key behind its own slot, and returns 0 if it is not there.
func (t *Triple) probe(key uint64, check uint32) uint32 {
	slot := key & t.mask
	for range maxProbe {
		slot = (slot + 1) & t.mask
		v := binary.LittleEndian.Uint32(t.slots[4*slot:])
		if v == 0 || v>>16 == check {
			return v
		}
	}
	return 0
}

// Map is a table from keys to 16-bit values. The zero Map is empty.
type Map struct {
	mask  uint64
	slots []byte
}

// LoadMap reads a map from the head of data and returns what is behind it.
func LoadMap(data string) (Map, string, error) {
	t, rest, err := LoadTriple(data)
	return Map(t), rest, err
}

// Get returns the value of key, and whether there is one.
func (m *Map) Get(key uint64) (uint16, bool) {
	if len(m.slots) == 0 {
		return 0, false
	}
	slot, check := key&m.mask, uint32(key>>48)
	for range maxProbe {
		v := binary.LittleEndian.Uint32(m.slots[4*slot:])
		if v == 0 {
			return 0, false
		}
		if v>>16 == check {
			return uint16(v) - 1, true
		}
		slot = (slot + 1) & m.mask
	}
	return 0, false
}

// Mix makes one key of two values.
func Mix(a, b uint64) uint64 {
	h := (a ^ 0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93
	h = (h ^ h>>32 ^ b) * 0xa0761d6478bd642f
	return h ^ h>>29
}

// Key makes the key of feature template t with the value a.
func Key(t, a uint64) uint64 {
	h := (a + t*0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93
	return h ^ h>>32
}
