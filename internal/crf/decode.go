package crf

import "math"

// Forbidden is the score of what cannot be.
const Forbidden = float32(-1e9)

// Chain is the score of a sequence: Node[i][y] for label y at place i, and
// Edge[Class[i]][x][y] for label x at i-1 followed by y at i. Class[0] is not
// used; Start[y] scores y at the first place.
type Chain struct {
	Labels int
	Node   [][MaxLabels]float32
	Class  []uint8
	Edge   [][MaxLabels][MaxLabels]float32
	Start  [MaxLabels]float32

	// Scratch is for the caller.
	Scratch [][MaxLabels]float32

	alpha, beta [][MaxLabels]float32
	back        []entry
}

// Reset makes c ready for n places; Edge, Start and Labels are kept.
func (c *Chain) Reset(n int) {
	c.Node = resize(c.Node, n)
	c.Class = resize(c.Class, n)
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Viterbi writes the best labelling to path, which has one place for each node.
func (c *Chain) Viterbi(path []uint8) {
	n, L := len(c.Node), c.Labels
	if n == 0 {
		return
	}
	c.back = resize(c.back, n*MaxLabels)
	var best, next [MaxLabels]float32
	for y := range L {
		best[y] = c.Start[y] + c.Node[0][y]
	}
	for i := 1; i < n; i++ {
		edge := &c.Edge[c.Class[i]]
		for y := range L {
			b, from := float32(math.Inf(-1)), 0
			for x := range L {
				if s := best[x] + edge[x][y]; s > b {
					b, from = s, x
				}
			}
			next[y] = b + c.Node[i][y]
			c.back[i*MaxLabels+y].label = uint8(from)
		}
		best = next
	}
	last := 0
	for y := range L {
		if best[y] > best[last] {
			last = y
		}
	}
	for i := n - 1; i >= 0; i-- {
		path[i] = uint8(last)
		last = int(c.back[i*MaxLabels+last].label)
	}
}

// entry is one of the best ways to reach a label at a place.
type entry struct {
	score float32
	label uint8 // at the place before
	rank  uint8 // of the entry there
}

// Labelling is a sequence of labels and its score.
type Labelling struct {
	Score float32
	Path  []uint8
}

// KBest returns up to k labellings, best first (Viterbi with k entries for
// each label).
func (c *Chain) KBest(k int) []Labelling {
	n, L := len(c.Node), c.Labels
	if n == 0 || k == 0 {
		return nil
	}
	k = min(k, 255)
	c.back = resize(c.back, n*MaxLabels*k)
	count := make([][MaxLabels]uint8, n)
	at := func(i, y int) []entry { return c.back[(i*MaxLabels+y)*k:][:k] }
	for y := range L {
		if s := c.Start[y] + c.Node[0][y]; s > Forbidden/2 {
			at(0, y)[0] = entry{score: s}
			count[0][y] = 1
		}
	}
	for i := 1; i < n; i++ {
		edge := &c.Edge[c.Class[i]]
		for y := range L {
			node := c.Node[i][y]
			if node <= Forbidden/2 {
				continue
			}
			out := at(i, y)
			m := 0
			for x := range L {
				e := edge[x][y]
				if e <= Forbidden/2 {
					continue
				}
				in := at(i-1, x)
				for r := range int(count[i-1][x]) {
					s := in[r].score + e + node
					if m == k && s <= out[k-1].score {
						break // the rest of this label is no better
					}
					if m < k {
						m++
					}
					j := m - 1
					for j > 0 && out[j-1].score < s {
						out[j] = out[j-1]
						j--
					}
					out[j] = entry{s, uint8(x), uint8(r)}
				}
			}
			count[i][y] = uint8(m)
		}
	}
	// Merge the labels of the last place.
	var out []Labelling
	var used [MaxLabels]uint8
	for len(out) < k {
		best := -1
		for y := range L {
			if used[y] < count[n-1][y] && (best < 0 || at(n-1, y)[used[y]].score > at(n-1, best)[used[best]].score) {
				best = y
			}
		}
		if best < 0 {
			break
		}
		e := at(n-1, best)[used[best]]
		path := make([]uint8, n)
		y, r := best, int(used[best])
		for i := n - 1; i >= 0; i-- {
			path[i] = uint8(y)
			b := at(i, y)[r]
			y, r = int(b.label), int(b.rank)
		}
		out = append(out, Labelling{e.score, path})
		used[best]++
	}
	return out
}

// Marginals returns the log of the partition function and leaves the
// probability of label y at place i in p[i][y].
func (c *Chain) Marginals(p [][MaxLabels]float32) float32 {
	logZ := c.forwardBackward()
	for i := range c.Node {
		for y := range c.Labels {
			p[i][y] = exp(c.alpha[i][y] + c.beta[i][y] - logZ)
		}
	}
	return logZ
}

// Score returns the score of a labelling.
func (c *Chain) Score(path []uint8) float32 {
	s := float32(0)
	for i, y := range path {
		if i == 0 {
			s = c.Start[y]
		} else {
			s += c.Edge[c.Class[i]][path[i-1]][y]
		}
		s += c.Node[i][y]
	}
	return s
}

// LogZ returns the log of the partition function.
func (c *Chain) LogZ() float32 {
	n, L := len(c.Node), c.Labels
	if n == 0 {
		return 0
	}
	var now, next, terms [MaxLabels]float32
	for y := range L {
		now[y] = c.Start[y] + c.Node[0][y]
	}
	for i := 1; i < n; i++ {
		edge := &c.Edge[c.Class[i]]
		for y := range L {
			for x := range L {
				terms[x] = now[x] + edge[x][y]
			}
			next[y] = logSum(terms[:L]) + c.Node[i][y]
		}
		now = next
	}
	return logSum(now[:L])
}

// forwardBackward fills alpha (scores of everything up to and with a place)
// and beta (of everything behind it), in logarithms.
func (c *Chain) forwardBackward() float32 {
	n, L := len(c.Node), c.Labels
	if n == 0 {
		return 0
	}
	c.alpha, c.beta = resize(c.alpha, n), resize(c.beta, n)
	var terms [MaxLabels]float32
	for y := range L {
		c.alpha[0][y] = c.Start[y] + c.Node[0][y]
	}
	for i := 1; i < n; i++ {
		edge := &c.Edge[c.Class[i]]
		for y := range L {
			for x := range L {
				terms[x] = c.alpha[i-1][x] + edge[x][y]
			}
			c.alpha[i][y] = logSum(terms[:L]) + c.Node[i][y]
		}
	}
	for y := range L {
		c.beta[n-1][y] = 0
	}
	for i := n - 2; i >= 0; i-- {
		edge := &c.Edge[c.Class[i+1]]
		for x := range L {
			for y := range L {
				terms[y] = edge[x][y] + c.Node[i+1][y] + c.beta[i+1][y]
			}
			c.beta[i][x] = logSum(terms[:L])
		}
	}
	return logSum(c.alpha[n-1][:L])
}

// Gradient adds to node and edge the expected counts of the model, and returns
// the log of the partition function. It serves learners.
func (c *Chain) Gradient(node [][MaxLabels]float32, edge [][MaxLabels][MaxLabels]float32, start *[MaxLabels]float32) float32 {
	logZ := c.forwardBackward()
	for i := range c.Node {
		for y := range c.Labels {
			node[i][y] += exp(c.alpha[i][y] + c.beta[i][y] - logZ)
		}
	}
	for y := range c.Labels {
		start[y] += node[0][y]
	}
	for i := 1; i < len(c.Node); i++ {
		class := c.Class[i]
		for x := range c.Labels {
			for y := range c.Labels {
				edge[class][x][y] += exp(c.alpha[i-1][x] + c.Edge[class][x][y] + c.Node[i][y] + c.beta[i][y] - logZ)
			}
		}
	}
	return logZ
}

// logSum returns the logarithm of the sum of the exponentials of terms.
func logSum(terms []float32) float32 {
	m := terms[0]
	for _, t := range terms[1:] {
		m = max(m, t)
	}
	if m <= Forbidden/2 {
		return Forbidden
	}
	var sum float32
	for _, t := range terms {
		sum += exp(t - m)
	}
	return m + log(sum)
}

// The exponential and the logarithm are read from tables with a correction to
// the second order (relative error below 1e-6): several times faster than
// package math, and the same on every machine, because no product is fused
// with a sum where the result is converted.
const (
	expStep = 64 // entries for each unit
	expLow  = 24 // below -24 the exponential counts as 0
	logStep = 128
	logHigh = MaxLabels + 1
)

var expTable = func() (t [expStep*expLow + 1]float32) {
	for i := range t {
		t[i] = float32(math.Exp(-float64(i) / expStep))
	}
	return t
}()

var logTable = func() (t [logStep*logHigh + 1]float32) {
	for i := range t {
		t[i] = float32(math.Log(max(float64(i), 1) / logStep))
	}
	return t
}()

// exp returns e to the power of x; above 0, where rounding may put it, 1.
func exp(x float32) float32 {
	if x >= 0 {
		return 1
	}
	if x <= -expLow {
		return 0
	}
	i := int(-x * expStep)
	r := x + float32(float32(i)*(1.0/expStep)) // -1/64 < r <= 0
	return float32(expTable[i] * (1 + float32(r*(1+float32(r*0.5)))))
}

// log returns the natural logarithm of x, which lies in [1, MaxLabels].
func log(x float32) float32 {
	i := int(x * logStep)
	if x < 1 || i >= logStep*logHigh {
		return float32(math.Log(float64(x)))
	}
	t := float32(i) * (1.0 / logStep)
	d := float32((x - t) / t)
	return logTable[i] + float32(d*(1-float32(d*0.5)))
}

// Segment returns the log-probability that places [a, b) are one segment: label
// first at a and inner at the others, and no inner behind it. Marginals or
// Gradient must have run before.
func (c *Chain) Segment(a, b int, first, inner uint8, logZ float32) float32 {
	s := c.alpha[a][first]
	previous := first
	for i := a + 1; i < b; i++ {
		s += c.Edge[c.Class[i]][previous][inner] + c.Node[i][inner]
		previous = inner
	}
	if b == len(c.Node) {
		return s - logZ
	}
	var terms [MaxLabels]float32
	for y := range c.Labels {
		terms[y] = Forbidden
		if uint8(y) != inner {
			terms[y] = c.Edge[c.Class[b]][previous][y] + c.Node[b][y] + c.beta[b][y]
		}
	}
	return s + logSum(terms[:c.Labels]) - logZ
}
