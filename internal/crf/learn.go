package crf

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Dictionary numbers the features that a learner keeps.
type Dictionary struct {
	count []uint8 // how often a feature was seen, by hash, saturating
	index map[uint64]uint32
	keys  []uint64
	limit uint8
}

// NewDictionary keeps features that are counted at least limit times.
func NewDictionary(limit int) *Dictionary {
	return &Dictionary{count: make([]uint8, 1<<27), index: make(map[uint64]uint32), limit: uint8(limit)}
}

// Count notes the features of one place.
func (d *Dictionary) Count(features []uint64) {
	for _, f := range features {
		if c := &d.count[f>>37]; *c < 255 {
			*c++
		}
	}
}

// Append appends the numbers of the features that are frequent enough.
func (d *Dictionary) Append(out []uint32, features []uint64) []uint32 {
	for _, f := range features {
		if d.count[f>>37] < d.limit {
			continue
		}
		n, ok := d.index[f]
		if !ok {
			n = uint32(len(d.keys))
			d.index[f] = n
			d.keys = append(d.keys, f)
		}
		out = append(out, n)
	}
	return out
}

// Sequence is one training chain: Features[Offset[i]:Offset[i+1]] are those of
// place i.
type Sequence struct {
	Features []uint32
	Offset   []int32
	Class    []uint8
	Allowed  []uint8 // bit y set: label y may stand here; nil: all may
	Gold     []uint8
}

// Learner is a field in training: stochastic gradient ascent on the
// conditional log-likelihood with AdaGrad steps (Duchi, Hazan and Singer 2011)
// and weights averaged over the second half of the epochs.
type Learner struct {
	Labels  int
	Classes int
	Rate    float32 // step size
	Decay   float32 // L2 penalty on the weights of the features at hand
	Illegal func(x, y uint8) bool
	NoStart func(y uint8) bool

	weights [][2][MaxLabels]float32 // weight and sum of squared gradients
	mean    [][MaxLabels]float32
	chain   Chain
	edgeSq  [][MaxLabels][MaxLabels]float32
	startSq [MaxLabels]float32
}

// Fit trains on sequences for a number of epochs. The same input gives the
// same weights. report is called after each epoch with the mean loss in nats.
func (l *Learner) Fit(features int, sequences []Sequence, epochs int, seed uint64, report func(epoch int, loss float64)) {
	l.weights = make([][2][MaxLabels]float32, features)
	l.mean = make([][MaxLabels]float32, features)
	l.chain = Chain{Labels: l.Labels, Edge: make([][MaxLabels][MaxLabels]float32, l.Classes)}
	l.edgeSq = make([][MaxLabels][MaxLabels]float32, l.Classes)
	for x := range l.Labels {
		for y := range l.Labels {
			if l.Illegal != nil && l.Illegal(uint8(x), uint8(y)) {
				for c := range l.chain.Edge {
					l.chain.Edge[c][x][y] = Forbidden
				}
			}
		}
		if l.NoStart != nil && l.NoStart(uint8(x)) {
			l.chain.Start[x] = Forbidden
		}
	}
	random := rand.New(rand.NewPCG(seed, 1))
	order := make([]int, len(sequences))
	for i := range order {
		order[i] = i
	}
	averaged := 0
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, s := range order {
			loss += l.step(&sequences[s])
		}
		if epoch >= epochs/2 {
			averaged++
			for f := range l.mean {
				for y := range l.Labels {
					l.mean[f][y] += (l.weights[f][0][y] - l.mean[f][y]) / float32(averaged)
				}
			}
		}
		if report != nil {
			report(epoch, loss/float64(max(1, len(sequences))))
		}
	}
}

// step moves the weights along the gradient of one sequence; it returns the loss.
func (l *Learner) step(s *Sequence) float64 {
	n := len(s.Gold)
	if n == 0 {
		return 0
	}
	c := &l.chain
	c.Reset(n)
	for i := range n {
		var score [MaxLabels]float32
		for _, f := range s.Features[s.Offset[i]:s.Offset[i+1]] {
			w := &l.weights[f][0]
			for y := range w {
				score[y] += w[y]
			}
		}
		if s.Allowed != nil {
			for y := range l.Labels {
				if s.Allowed[i]>>y&1 == 0 {
					score[y] = Forbidden
				}
			}
		}
		c.Node[i] = score
	}
	copy(c.Class, s.Class)
	node := make([][MaxLabels]float32, n)
	edge := make([][MaxLabels][MaxLabels]float32, l.Classes)
	var start [MaxLabels]float32
	logZ := c.Gradient(node, edge, &start)
	gold := c.Start[s.Gold[0]] + c.Node[0][s.Gold[0]]
	start[s.Gold[0]]--
	for i, y := range s.Gold {
		node[i][y]--
		if i > 0 {
			edge[s.Class[i]][s.Gold[i-1]][y]--
			gold += c.Edge[s.Class[i]][s.Gold[i-1]][y] + c.Node[i][y]
		}
	}
	// node now holds the gradient of the loss.
	for i := range n {
		g := &node[i]
		small := true
		for y := range l.Labels {
			if g[y] > 1e-4 || g[y] < -1e-4 {
				small = false
			}
		}
		if small {
			continue
		}
		for _, f := range s.Features[s.Offset[i]:s.Offset[i+1]] {
			w := &l.weights[f]
			for y := range l.Labels {
				adagrad(&w[0][y], &w[1][y], g[y]+l.Decay*w[0][y], l.Rate)
			}
		}
	}
	for k := range edge {
		for x := range l.Labels {
			for y := range l.Labels {
				if c.Edge[k][x][y] > Forbidden/2 {
					adagrad(&c.Edge[k][x][y], &l.edgeSq[k][x][y], edge[k][x][y], l.Rate)
				}
			}
		}
	}
	for y := range l.Labels {
		if c.Start[y] > Forbidden/2 {
			adagrad(&c.Start[y], &l.startSq[y], start[y], l.Rate)
		}
	}
	return float64(logZ - gold)
}

func adagrad(w, squares *float32, g, rate float32) {
	*squares += float32(g * g)
	*w -= float32(rate * g / (float32(math.Sqrt(float64(*squares))) + 1e-2))
}

// Blend replaces the weights of l by the mean over learners, which were trained
// on parts of the same data: a bagged field (Breiman 1996) that costs no more
// to use than one.
func (l *Learner) Blend(learners []*Learner) {
	n := float32(len(learners))
	for f := range l.mean {
		var sum [MaxLabels]float32
		for _, o := range learners {
			for y := range sum {
				sum[y] += o.mean[f][y]
			}
		}
		for y := range sum {
			l.mean[f][y] = sum[y] / n
		}
	}
	for c := range l.chain.Edge {
		for x := range l.Labels {
			for y := range l.Labels {
				if l.chain.Edge[c][x][y] > Forbidden/2 {
					var sum float32
					for _, o := range learners {
						sum += o.chain.Edge[c][x][y]
					}
					l.chain.Edge[c][x][y] = sum / n
				}
			}
		}
	}
}

// Rows returns the averaged weights by feature, in the order of the hashes.
func (l *Learner) Rows(d *Dictionary) []Row {
	rows := make([]Row, len(d.keys))
	for i, f := range d.keys {
		rows[i] = Row{f, l.mean[i]}
	}
	slices.SortFunc(rows, func(a, b Row) int {
		switch {
		case a.Feature < b.Feature:
			return -1
		case a.Feature > b.Feature:
			return 1
		}
		return 0
	})
	return rows
}

// Edges returns the weights of the transitions, by class, and of the start.
func (l *Learner) Edges() ([][MaxLabels][MaxLabels]float32, [MaxLabels]float32) {
	return l.chain.Edge, l.chain.Start
}

// Len returns how many features have a number.
func (d *Dictionary) Len() int { return len(d.keys) }

// Keys returns the features by number.
func (d *Dictionary) Keys() []uint64 { return d.keys }
