package quote

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim/internal/crf"
)

// The model file, version 2 (1 had no weights for neighbours): the magic, then the cue priors, the labeller, the
// role finder and the ranker, each as its encode function below writes it.
// Numbers are little-endian.
const magic = "verbatim quote 2\n"

func encode(priors map[uint64]uint8, label, role *trained, rank []byte) []byte {
	out := []byte(magic)
	keys := slices.Sorted(maps.Keys(priors))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(keys)))
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint64(out, k)
		out = append(out, priors[k])
	}
	for _, f := range []*trained{label, role} {
		out = append(out, f.nodes...)
		out = crf.AppendEdges(out, f.edges, f.start)
	}
	return append(out, rank...)
}

func encodeWeights(out []byte, l *rankLearner, words *crf.Dictionary) []byte {
	rows := make([]crf.ScalarRow, 0, words.Len())
	for i, k := range words.Keys() {
		rows = append(rows, crf.ScalarRow{Feature: k, Weight: l.w[i]})
	}
	slices.SortFunc(rows, func(a, b crf.ScalarRow) int { return cmp.Compare(a.Feature, b.Feature) })
	out = append(out, crf.BuildScalar(rows, 0.01)...)
	for _, x := range l.d {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return binary.LittleEndian.AppendUint32(out, math.Float32bits(l.b))
}

func encodeCalibration(out []byte, calibration [21]float32) []byte {
	for _, x := range calibration {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return out
}

// Load reads a model file. The weights stay where they are in data.
func Load(data string) (*Model, error) {
	rest, ok := strings.CutPrefix(data, magic)
	if !ok || len(rest) < 4 {
		return nil, fmt.Errorf("%w: not a quote model of this version", crf.ErrModel)
	}
	n := int(binary.LittleEndian.Uint32([]byte(rest[:4])))
	rest = rest[4:]
	if n > 1<<22 || len(rest) < 9*n {
		return nil, fmt.Errorf("%w: %d cue priors in %d bytes", crf.ErrModel, n, len(rest))
	}
	m := &Model{priors: make(map[uint64]uint8, n)}
	for range n {
		m.priors[binary.LittleEndian.Uint64([]byte(rest[:8]))] = rest[8]
		rest = rest[9:]
	}
	var err error
	for _, f := range []**field{&m.label, &m.role} {
		*f = new(field)
		if (*f).nodes, rest, err = crf.ReadTable(rest); err != nil {
			return nil, err
		}
		if (*f).edges, (*f).start, rest, err = crf.ReadEdges(rest); err != nil {
			return nil, err
		}
		if len((*f).edges) != edgeClasses {
			return nil, fmt.Errorf("%w: %d classes of transition", crf.ErrModel, len((*f).edges))
		}
	}
	m.rank = &ranker{threshold: defaultThreshold}
	get := func() float32 {
		f := math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[:4])))
		rest = rest[4:]
		if !(f > -1e6 && f < 1e6) {
			return 0
		}
		return f
	}
	for _, w := range []*weights{&m.rank.alone, &m.rank.among} {
		if w.sparse, rest, err = crf.ReadScalar(rest); err != nil {
			return nil, err
		}
		if len(rest) < 4*(denseCount+1) {
			return nil, fmt.Errorf("%w: ranker cut short", crf.ErrModel)
		}
		for k := range w.dense {
			w.dense[k] = get()
		}
		w.bias = get()
	}
	if len(rest) != 4*len(m.rank.calibration) {
		return nil, fmt.Errorf("%w: calibration of %d bytes", crf.ErrModel, len(rest))
	}
	for k := range m.rank.calibration {
		m.rank.calibration[k] = get()
	}
	return m, nil
}
