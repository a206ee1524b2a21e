package crf

import (
	"math"
	"math/rand/v2"
	"slices"
)

// BroadSequence is one training chain for eleven labels. Allowed[i] has bit y
// set where label y may be the right one at place i: where a corpus does not
// tell two labels apart both are set, and the learner maximises the likelihood
// of all labellings that agree (partial labels: Tsuboi and others 2008).
type BroadSequence struct {
	Features []uint32
	Offset   []int32
	Class    []uint8
	Allowed  []uint16
	Weight   float32
	Base     [][BroadLabels]float32 // scores to start from; nil: none
}

// BroadLearner learns weights by stochastic gradient with AdaGrad steps.
type BroadLearner struct {
	Classes int
	Rate    float32
	Decay   float32
	From    *BroadEdges // transitions that stay as they are; nil: they are learned

	Edges   BroadEdges
	weights [][BroadLabels]float32
	squares [][BroadLabels]float32
	mean    [][BroadLabels]float32
	edgeSq  BroadEdges
	meanE   BroadEdges
	work    broadWork
}

type broadWork struct {
	node, alpha, beta, grad [][BroadLabels]float32
}

// Fit trains on the sequences for a number of epochs; weights are the mean over
// the second half of them.
func (l *BroadLearner) Fit(features int, sequences []BroadSequence, epochs int, seed uint64, report func(epoch int, loss float64)) {
	l.weights = make([][BroadLabels]float32, features)
	l.squares = make([][BroadLabels]float32, features)
	l.mean = make([][BroadLabels]float32, features)
	for _, e := range []*BroadEdges{&l.Edges, &l.edgeSq, &l.meanE} {
		*e = BroadEdges{Edge: make([][BroadLabels][BroadLabels]float32, l.Classes)}
	}
	if l.From != nil {
		l.Edges.Start = l.From.Start
		copy(l.Edges.Edge, l.From.Edge)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	order := make([]int, len(sequences))
	for i := range order {
		order[i] = i
	}
	averaged := float32(0)
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, s := range order {
			loss += l.step(&sequences[s])
		}
		if epoch >= epochs/2 {
			averaged++
			move := func(m *float32, w float32) { *m += (w - *m) / averaged }
			for f := range l.mean {
				for y := range BroadLabels {
					move(&l.mean[f][y], l.weights[f][y])
				}
			}
			for c := range l.meanE.Edge {
				for x := range BroadLabels {
					for y := range BroadLabels {
						move(&l.meanE.Edge[c][x][y], l.Edges.Edge[c][x][y])
					}
				}
			}
			for y := range BroadLabels {
				move(&l.meanE.Start[y], l.Edges.Start[y])
			}
		}
		if report != nil {
			report(epoch, loss/float64(max(1, len(sequences))))
		}
	}
	l.Edges = l.meanE
}

// logSumAll returns the logarithm of the sum of the exponentials of terms.
func logSumAll(terms *[BroadLabels]float32) float32 {
	m := slices.Max(terms[:])
	if m <= Forbidden/2 {
		return Forbidden
	}
	var sum float64
	for _, t := range terms {
		if t > Forbidden/2 {
			sum += math.Exp(float64(t - m))
		}
	}
	return m + float32(math.Log(sum))
}

// forward fills alpha and beta for the labels that are allowed (nil: all) and
// returns the log of the sum over all labellings.
func (l *BroadLearner) forward(s *BroadSequence, allowed []uint16) float32 {
	w := &l.work
	n := len(w.node)
	may := func(i, y int) bool { return allowed == nil || allowed[i]>>y&1 == 1 }
	var terms [BroadLabels]float32
	for y := range BroadLabels {
		w.alpha[0][y] = Forbidden
		if Follows(0, uint8(y)) && may(0, y) {
			w.alpha[0][y] = l.Edges.Start[y] + w.node[0][y]
		}
	}
	for i := 1; i < n; i++ {
		edge := &l.Edges.Edge[s.Class[i]]
		for y := range BroadLabels {
			w.alpha[i][y] = Forbidden
			if !may(i, y) {
				continue
			}
			for x := range BroadLabels {
				terms[x] = Forbidden
				if Follows(uint8(x), uint8(y)) && w.alpha[i-1][x] > Forbidden/2 {
					terms[x] = w.alpha[i-1][x] + edge[x][y]
				}
			}
			if t := logSumAll(&terms); t > Forbidden/2 {
				w.alpha[i][y] = t + w.node[i][y]
			}
		}
	}
	w.beta[n-1] = [BroadLabels]float32{}
	for i := n - 2; i >= 0; i-- {
		edge := &l.Edges.Edge[s.Class[i+1]]
		for x := range BroadLabels {
			for y := range BroadLabels {
				terms[y] = Forbidden
				if Follows(uint8(x), uint8(y)) && may(i+1, y) && w.beta[i+1][y] > Forbidden/2 {
					terms[y] = edge[x][y] + w.node[i+1][y] + w.beta[i+1][y]
				}
			}
			w.beta[i][x] = logSumAll(&terms)
		}
	}
	return logSumAll(&w.alpha[n-1])
}

// expect adds the expected counts, times sign, to the gradient of nodes, and to
// that of the edges.
func (l *BroadLearner) expect(s *BroadSequence, logZ, sign float32, edges *BroadEdges) {
	w := &l.work
	n := len(w.node)
	p := func(x float32) float32 {
		if x < -30 {
			return 0
		}
		return float32(math.Exp(float64(x)))
	}
	for i := range n {
		for y := range BroadLabels {
			if w.alpha[i][y] > Forbidden/2 && w.beta[i][y] > Forbidden/2 {
				v := sign * p(w.alpha[i][y]+w.beta[i][y]-logZ)
				w.grad[i][y] += v
				if i == 0 {
					edges.Start[y] += v
				}
			}
		}
	}
	for i := 1; i < n; i++ {
		c := s.Class[i]
		edge := &l.Edges.Edge[c]
		for x := range BroadLabels {
			if w.alpha[i-1][x] <= Forbidden/2 {
				continue
			}
			for y := range BroadLabels {
				if Follows(uint8(x), uint8(y)) && w.alpha[i][y] > Forbidden/2 && w.beta[i][y] > Forbidden/2 {
					edges.Edge[c][x][y] += sign * p(w.alpha[i-1][x]+edge[x][y]+w.node[i][y]+w.beta[i][y]-logZ)
				}
			}
		}
	}
}

// step moves the weights along the gradient of one sequence; it returns the loss.
func (l *BroadLearner) step(s *BroadSequence) float64 {
	n := len(s.Allowed)
	if n == 0 {
		return 0
	}
	w := &l.work
	w.node, w.alpha, w.beta, w.grad = resize(w.node, n), resize(w.alpha, n), resize(w.beta, n), resize(w.grad, n)
	for i := range n {
		var score [BroadLabels]float32
		if s.Base != nil {
			score = s.Base[i]
		}
		for _, f := range s.Features[s.Offset[i]:s.Offset[i+1]] {
			for y, v := range &l.weights[f] {
				score[y] += v
			}
		}
		w.node[i] = score
		w.grad[i] = [BroadLabels]float32{}
	}
	edges := BroadEdges{Edge: make([][BroadLabels][BroadLabels]float32, l.Classes)}
	right := l.forward(s, s.Allowed)
	if right <= Forbidden/2 {
		return 0 // labels that cannot follow one another
	}
	l.expect(s, right, -1, &edges)
	all := l.forward(s, nil)
	l.expect(s, all, 1, &edges)
	for i := range n {
		g := &w.grad[i]
		small := true
		for y := range g {
			g[y] *= s.Weight
			if g[y] > 1e-4 || g[y] < -1e-4 {
				small = false
			}
		}
		if small {
			continue
		}
		for _, f := range s.Features[s.Offset[i]:s.Offset[i+1]] {
			for y := range g {
				adagrad(&l.weights[f][y], &l.squares[f][y], g[y]+l.Decay*l.weights[f][y], l.Rate)
			}
		}
	}
	if l.From != nil {
		return float64(all-right) * float64(s.Weight)
	}
	for c := range edges.Edge {
		for x := range BroadLabels {
			for y := range BroadLabels {
				if g := edges.Edge[c][x][y] * s.Weight; g != 0 {
					adagrad(&l.Edges.Edge[c][x][y], &l.edgeSq.Edge[c][x][y], g, l.Rate)
				}
			}
		}
	}
	for y := range BroadLabels {
		if g := edges.Start[y] * s.Weight; g != 0 {
			adagrad(&l.Edges.Start[y], &l.edgeSq.Start[y], g, l.Rate)
		}
	}
	return float64(all-right) * float64(s.Weight)
}

// BlendBroad returns the mean of the learners' edges and weights, rows in the
// order of the hashes.
func BlendBroad(learners []*BroadLearner, d *Dictionary) ([]BroadRow, *BroadEdges) {
	n := float32(len(learners))
	rows := make([]BroadRow, len(d.keys))
	edges := &BroadEdges{Edge: make([][BroadLabels][BroadLabels]float32, learners[0].Classes)}
	for _, l := range learners {
		for i := range rows {
			rows[i].Feature = d.keys[i]
			for y := range BroadLabels {
				rows[i].Weights[y] += l.mean[i][y] / n
			}
		}
		for c := range edges.Edge {
			for x := range BroadLabels {
				for y := range BroadLabels {
					edges.Edge[c][x][y] += l.Edges.Edge[c][x][y] / n
				}
			}
		}
		for y := range BroadLabels {
			edges.Start[y] += l.Edges.Start[y] / n
		}
	}
	slices.SortFunc(rows, func(a, b BroadRow) int {
		switch {
		case a.Feature < b.Feature:
			return -1
		case a.Feature > b.Feature:
			return 1
		}
		return 0
	})
	return rows, edges
}
