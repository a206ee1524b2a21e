package crf

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The best labelling is the best of all, tried one by one.
func TestBroadBest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 30 {
		e := &BroadEdges{Edge: make([][BroadLabels][BroadLabels]float32, 2)}
		for c := range e.Edge {
			for x := range BroadLabels {
				for y := range BroadLabels {
					e.Edge[c][x][y] = float32(r.NormFloat64())
				}
			}
		}
		const n = 4
		node, class := make([][BroadLabels]float32, n), make([]uint8, n)
		for i := range n {
			class[i] = uint8(r.IntN(2))
			for y := range BroadLabels {
				node[i][y] = float32(r.NormFloat64())
			}
		}
		path := make([]uint8, n)
		e.Best(node, class, make([][BroadLabels]uint8, n), path)
		score := func(p []uint8) float64 {
			s, before := 0.0, uint8(0)
			for i, y := range p {
				if !Follows(before, y) {
					return math.Inf(-1)
				}
				if i == 0 {
					s += float64(e.Start[y])
				} else {
					s += float64(e.Edge[class[i]][before][y])
				}
				s += float64(node[i][y])
				before = y
			}
			return s
		}
		best := math.Inf(-1)
		p := make([]uint8, n)
		var try func(i int)
		try = func(i int) {
			if i == n {
				best = max(best, score(p))
				return
			}
			for y := range uint8(BroadLabels) {
				p[i] = y
				try(i + 1)
			}
		}
		try(0)
		if got := score(path); math.Abs(got-best) > 1e-4 {
			t.Fatalf("path %v scores %g, the best %g", path, got, best)
		}
	}
}

// A table gives back the weights that went in, as far as a byte holds them.
func TestBroadTable(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	var rows []BroadRow
	for range 2000 {
		row := BroadRow{Feature: r.Uint64()}
		for y := range row.Weights {
			row.Weights[y] = float32(r.NormFloat64())
		}
		rows = append(rows, row)
	}
	table, rest, err := ReadBroad(string(BuildBroad(rows, 1<<20)) + "rest")
	if err != nil || rest != "rest" {
		t.Fatal(err, rest)
	}
	lost, wrong := 0, 0
	for _, row := range rows {
		var sum [BroadLabels]int32
		table.Sum([]uint64{row.Feature, r.Uint64()}, &sum)
		for y, s := range sum {
			switch got := float64(s) * float64(table.Scale); {
			case s == 0 && math.Abs(float64(row.Weights[y])) > 0.1:
				lost++
			case math.Abs(got-float64(row.Weights[y])) > 0.1:
				wrong++
			}
		}
	}
	// Of 22,000: the smallest rows where a table filled to three quarters has no
	// slot near their own, and checks that agree by chance.
	if lost > 1100 || wrong > 20 {
		t.Errorf("%d weights lost, %d wrong", lost, wrong)
	}
}

// A learner that sees only that two words are of one of two types, one always
// with another mark, tells those types apart by the examples that say so.
func TestBroadLearnsFromPartialLabels(t *testing.T) {
	dict := NewDictionary(1)
	var sequences []BroadSequence
	add := func(features []uint64, allowed uint16) {
		dict.Count(features)
		s := BroadSequence{Class: []uint8{0}, Allowed: []uint16{allowed}, Weight: 1, Offset: []int32{0}}
		s.Features = dict.Append(nil, features)
		s.Offset = append(s.Offset, int32(len(s.Features)))
		sequences = append(sequences, s)
	}
	const word, mark, other = 1<<40 | 7, 2<<40 | 11, 3<<40 | 13
	for range 20 {
		add([]uint64{word, mark}, 1<<1|1<<3) // of the first or the second type
		add([]uint64{mark}, 1<<3)
		add([]uint64{other}, 1)
	}
	l := &BroadLearner{Classes: 1, Rate: 0.1}
	var first, last float64
	l.Fit(dict.Len(), sequences, 20, 1, func(epoch int, loss float64) {
		if epoch == 0 {
			first = loss
		}
		last = loss
	})
	if last >= first/2 {
		t.Errorf("the loss fell from %g to %g only", first, last)
	}
	rows, edges := BlendBroad([]*BroadLearner{l}, dict)
	table, _, err := ReadBroad(string(BuildBroad(rows, 100)))
	if err != nil {
		t.Fatal(err)
	}
	label := func(features ...uint64) uint8 {
		var sum [BroadLabels]int32
		table.Sum(features, &sum)
		node := make([][BroadLabels]float32, 1)
		for y, s := range sum {
			node[0][y] = float32(s) * table.Scale
		}
		path := make([]uint8, 1)
		edges.Best(node, []uint8{0}, make([][BroadLabels]uint8, 1), path)
		return path[0]
	}
	if a, b := label(word, mark), label(other); a != 3 || b != 0 {
		t.Errorf("labels %d and %d, not 3 and 0", a, b)
	}
}

func FuzzReadBroad(f *testing.F) {
	f.Add(string(BuildBroad([]BroadRow{{Feature: 42, Weights: [BroadLabels]float32{1, 2, 3}}}, 10)))
	f.Add("")
	f.Fuzz(func(t *testing.T, data string) {
		if table, _, err := ReadBroad(data); err == nil {
			for i := range uint64(100) {
				var sum [BroadLabels]int32
				table.Sum([]uint64{i << 58, i * 0x9e3779b97f4a7c15}, &sum)
			}
		}
		if e, _, err := ReadBroadEdges(data, 1); err == nil {
			path := make([]uint8, 3)
			e.Best(make([][BroadLabels]float32, 3), make([]uint8, 3), make([][BroadLabels]uint8, 3), path)
		}
	})
}
