package crf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// How both sorts of tables lie in a model file: the scale, how many slots there
// are, and the slots, each a fingerprint of a feature, never all zeros, and a byte for
// each weight. A feature lies in its own slot or in one of the next.

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

// scaleOf returns what a weight of 1 stands for, so that the largest is 127².
func scaleOf[R any](rows []R, weights func(*R) []float32) float32 {
	var largest float32
	for i := range rows {
		for _, w := range weights(&rows[i]) {
			largest = max(largest, w, -w)
		}
	}
	if scale := largest / (127 * 127); scale > 0 {
		return scale
	}
	return 1
}

// rounded is a feature with its weights as they are stored.
type rounded struct {
	feature uint64
	weights []byte  // each an int8
	size    int8    // of the largest, as it is stored
	largest float32 // before it was rounded
}

// quantised rounds weights to the roots that are stored; see squares.
func quantised(feature uint64, weights []float32, scale float32) rounded {
	e := rounded{feature: feature, weights: make([]byte, len(weights))}
	for k, w := range weights {
		v := math.Round(math.Sqrt(math.Abs(float64(w / scale))))
		q := int8(math.Copysign(min(127, v), float64(w)))
		e.weights[k] = byte(q)
		e.size, e.largest = max(e.size, q, -q), max(e.largest, w, -w)
	}
	return e
}

// layOut puts entries into slots, those that come first next to their own. mark
// appends the fingerprint of a feature.
func layOut(list []rounded, scale float32, slotSize int, mark func(dst []byte, feature uint64) []byte) []byte {
	size := max(16, len(list)*100/fill)
	out := make([]byte, 8+size*slotSize)
	binary.LittleEndian.PutUint32(out, math.Float32bits(scale))
	binary.LittleEndian.PutUint32(out[4:], uint32(size))
	slots := out[8:]
	var print []byte
	for _, e := range list {
		print = mark(print[:0], e.feature)
		i := slot(e.feature, uint64(size))
		for range probes {
			s := slots[int(i)*slotSize:][:slotSize]
			there := s[:len(print)]
			if bytes.Equal(there, print) {
				break
			}
			if bytes.Count(there, []byte{0}) == len(there) {
				copy(s[copy(s, print):], e.weights)
				break
			}
			if i++; i == uint64(size) {
				i = 0
			}
		}
	}
	return out
}

// ErrModel is what reading a damaged model returns.
var ErrModel = errors.New("damaged model")

// readSlots reads what layOut has made, and returns what follows it.
func readSlots(data string, slotSize uint64) (slots string, size uint64, scale float32, rest string, err error) {
	if len(data) < 8 {
		return "", 0, 0, "", fmt.Errorf("%w: weight table cut short", ErrModel)
	}
	scale = math.Float32frombits(u32(data))
	size = uint64(u32(data[4:]))
	if size == 0 || size > 1<<24 || uint64(len(data)-8) < size*slotSize || !(scale > 0 && scale < 1e6) {
		return "", 0, 0, "", fmt.Errorf("%w: weight table of %d slots in %d bytes", ErrModel, size, len(data))
	}
	end := 8 + size*slotSize
	return data[8:end], size, scale, data[end:], nil
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
