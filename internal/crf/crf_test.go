package crf

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomChain makes a chain of n places over labels whose scores are small.
func randomChain(r *rand.Rand, n, labels int) *Chain {
	c := &Chain{Labels: labels, Edge: make([][MaxLabels][MaxLabels]float32, 2)}
	c.Reset(n)
	for i := range n {
		c.Class[i] = uint8(r.IntN(2))
		for y := range labels {
			c.Node[i][y] = float32(r.NormFloat64())
		}
	}
	for k := range c.Edge {
		for x := range labels {
			for y := range labels {
				c.Edge[k][x][y] = float32(r.NormFloat64())
			}
		}
	}
	c.Edge[1][0][1] = Forbidden
	c.Start[labels-1] = Forbidden
	return c
}

// enumerate yields every labelling with its score.
func enumerate(c *Chain, yield func(path []uint8, score float64)) {
	n := len(c.Node)
	path := make([]uint8, n)
	var walk func(i int, score float64)
	walk = func(i int, score float64) {
		if i == n {
			yield(path, score)
			return
		}
		for y := range c.Labels {
			s := score + float64(c.Node[i][y])
			if i == 0 {
				s += float64(c.Start[y])
			} else {
				s += float64(c.Edge[c.Class[i]][path[i-1]][y])
			}
			path[i] = uint8(y)
			walk(i+1, s)
		}
	}
	walk(0, 0)
}

// Every recurrence must agree with the sum over all labellings.
func TestAgainstEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for trial := range 40 {
		n, labels := 1+r.IntN(5), 2+r.IntN(3)
		c := randomChain(r, n, labels)
		type scored struct {
			path  []uint8
			score float64
		}
		var all []scored
		z := 0.0
		marginal := make([][MaxLabels]float64, n)
		enumerate(c, func(path []uint8, score float64) {
			if score < -1e8 {
				return
			}
			all = append(all, scored{slices.Clone(path), score})
			z += math.Exp(score)
			for i, y := range path {
				marginal[i][y] += math.Exp(score)
			}
		})
		slices.SortFunc(all, func(a, b scored) int {
			if a.score > b.score {
				return -1
			}
			return 1
		})
		p := make([][MaxLabels]float32, n)
		logZ := c.Marginals(p)
		if math.Abs(float64(logZ)-math.Log(z)) > 1e-4 || math.Abs(float64(c.LogZ())-math.Log(z)) > 1e-4 {
			t.Fatalf("trial %d: log Z %v and %v, want %v", trial, logZ, c.LogZ(), math.Log(z))
		}
		for i := range n {
			for y := range labels {
				if want := marginal[i][y] / z; math.Abs(float64(p[i][y])-want) > 1e-4 {
					t.Fatalf("trial %d: marginal %d %d is %v, want %v", trial, i, y, p[i][y], want)
				}
			}
		}
		best := make([]uint8, n)
		c.Viterbi(best)
		if !slices.Equal(best, all[0].path) {
			t.Fatalf("trial %d: Viterbi %v, want %v", trial, best, all[0].path)
		}
		for k, got := range c.KBest(5) {
			if !slices.Equal(got.Path, all[k].path) || math.Abs(float64(got.Score)-all[k].score) > 1e-4 {
				t.Fatalf("trial %d: labelling %d is %v, want %v", trial, k, got, all[k])
			}
		}
		// One segment: label 0 first, label 1 inside.
		for a := range n {
			for b := a + 1; b <= n; b++ {
				want := 0.0
				for _, s := range all {
					in := s.path[a] == 0 && (b == n || s.path[b] != 1)
					for i := a + 1; i < b; i++ {
						in = in && s.path[i] == 1
					}
					if in {
						want += math.Exp(s.score)
					}
				}
				got := c.Segment(a, b, 0, 1, logZ)
				if math.Abs(math.Exp(float64(got))-want/z) > 1e-4 {
					t.Fatalf("trial %d: segment [%d,%d) has probability %v, want %v", trial, a, b, math.Exp(float64(got)), want/z)
				}
			}
		}
	}
}

func TestExpAndLog(t *testing.T) {
	for x := float32(-23.9); x < 0; x += 0.0137 {
		if want := math.Exp(float64(x)); math.Abs(float64(exp(x))-want) > 2e-6*want {
			t.Fatalf("exp(%v) = %v, want %v", x, exp(x), want)
		}
	}
	for x := float32(1); x < MaxLabels; x += 0.0137 {
		if want := math.Log(float64(x)); math.Abs(float64(log(x))-want) > 2e-6 {
			t.Fatalf("log(%v) = %v, want %v", x, log(x), want)
		}
	}
}

func TestTables(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var rows []Row
	var scalars []ScalarRow
	for range 5000 {
		f := r.Uint64()
		row := Row{Feature: f}
		for y := range row.Weights {
			row.Weights[y] = float32(r.NormFloat64())
		}
		rows = append(rows, row)
		scalars = append(scalars, ScalarRow{f, float32(r.NormFloat64())})
	}
	table, rest, err := ReadTable(string(BuildTable(rows)) + "rest")
	if err != nil || rest != "rest" {
		t.Fatalf("rest %q, error %v", rest, err)
	}
	scalar, rest, err := ReadScalar(string(BuildScalar(scalars, 0.01)) + "rest")
	if err != nil || rest != "rest" {
		t.Fatalf("rest %q, error %v", rest, err)
	}
	wrong := 0
	for i, row := range rows {
		var got [MaxLabels]int32
		table.Sum([]uint64{row.Feature}, &got)
		for y, w := range row.Weights {
			if math.Abs(float64(float32(got[y])*table.Scale-w)) > 0.03+0.02*math.Abs(float64(w)) {
				wrong++
				break
			}
		}
		s := float32(scalar.Sum([]uint64{row.Feature})) * scalar.Scale
		if w := scalars[i].Weight; math.Abs(float64(s-w)) > 0.011 {
			wrong++
		}
	}
	// Some of the smallest find no slot or are taken for others.
	if wrong > len(rows)/10 {
		t.Errorf("%d of %d rows read back wrong", wrong, len(rows))
	}
}

// A learner must fit what is separable: label 1 where feature 7 stands.
func TestLearnerFits(t *testing.T) {
	d := NewDictionary(1)
	raw := [][]uint64{{1, 7}, {2}, {3, 7}, {4}, {5, 7}}
	for _, f := range raw {
		d.Count(f)
	}
	var s Sequence
	s.Offset = []int32{0}
	for i, f := range raw {
		s.Features = d.Append(s.Features, f)
		s.Offset = append(s.Offset, int32(len(s.Features)))
		s.Class = append(s.Class, 0)
		s.Gold = append(s.Gold, uint8((i+1)%2))
	}
	l := Learner{Labels: 2, Classes: 1, Rate: 0.1}
	var last float64
	l.Fit(d.Len(), []Sequence{s, s, s}, 30, 1, func(_ int, loss float64) { last = loss })
	if last > 0.1 {
		t.Errorf("loss %v after 30 epochs", last)
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add(string(BuildTable([]Row{{Feature: 5, Weights: [MaxLabels]float32{1}}})))
	f.Add(string(BuildScalar([]ScalarRow{{5, 1}}, 0)))
	f.Add(string(AppendEdges(nil, make([][MaxLabels][MaxLabels]float32, 2), [MaxLabels]float32{})))
	f.Fuzz(func(t *testing.T, data string) {
		if table, _, err := ReadTable(data); err == nil {
			var s [MaxLabels]int32
			table.Sum([]uint64{0x123456789, 1 << 63}, &s)
		}
		if scalar, _, err := ReadScalar(data); err == nil {
			scalar.Sum([]uint64{1, 1 << 63})
		}
		ReadEdges(data)
	})
}
