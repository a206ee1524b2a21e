package entity

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/verbatim-record/verbatim/internal/boost"
)

// linkMagic begins a model file of the linker. The last byte is the version.
const linkMagic = "VLNK\x02"

// linkBits is the size of the weight table: 2^linkBits weights of two bytes.
// Features share a weight where their hashes meet.
const linkBits = 16

// Linker is what was learned of which phrase refers back to which. It is read
// in place, is read-only and can be shared.
type Linker struct {
	scale   float32
	weights string
	trees   *boost.Model
}

var errLinker = errors.New("link model is damaged or of another version: rebuild it with verbatim train links")

// LoadLinker returns the model in data.
func LoadLinker(data string) (*Linker, error) {
	rest, ok := strings.CutPrefix(data, linkMagic)
	if !ok || len(rest) < 4+2<<linkBits {
		return nil, errLinker
	}
	scale := math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[:4])))
	if !(scale >= 0 && scale < 1e6) {
		return nil, fmt.Errorf("%w: scale", errLinker)
	}
	trees, err := boost.Load(rest[4+2<<linkBits:])
	if err != nil || trees.Attributes() != attributes {
		return nil, errLinker
	}
	return &Linker{scale: scale, weights: rest[4 : 4+2<<linkBits], trees: trees}, nil
}

// score sums the weights of features.
func (l *Linker) score(features []uint64) float32 {
	sum := int32(0)
	for _, f := range features {
		i := f >> (64 - linkBits) * 2
		sum += int32(int16(uint16(l.weights[i]) | uint16(l.weights[i+1])<<8))
	}
	return float32(float32(sum) * l.scale)
}

// encodeLinker is the inverse of LoadLinker.
func encodeLinker(weights []float32, trees *boost.Model) []byte {
	var largest float32
	for _, w := range weights {
		largest = max(largest, w, -w)
	}
	scale := largest / math.MaxInt16
	if scale == 0 {
		scale = 1
	}
	out := append([]byte(linkMagic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(out[len(linkMagic):], math.Float32bits(scale))
	for _, w := range weights {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(math.Round(float64(w/scale)))))
	}
	return append(out, trees.Encode()...)
}
