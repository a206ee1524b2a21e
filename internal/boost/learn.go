package boost

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Groups is what is learned from: groups of candidates of which some are right.
type Groups struct {
	Attributes int
	Rows       []uint8   // the candidates, Attributes values each
	Right      []bool    // of each candidate
	Start      []int32   // the first candidate of each group
	Weight     []float32 // how much each group counts
}

// Add appends a candidate to the last group.
func (g *Groups) Add(row []uint8, right bool) {
	g.Rows = append(g.Rows, row...)
	g.Right = append(g.Right, right)
}

// Begin begins a group.
func (g *Groups) Begin(weight float32) {
	g.Start = append(g.Start, int32(len(g.Right)))
	g.Weight = append(g.Weight, weight)
}

// Options say how to learn.
type Options struct {
	Trees   int
	Leaves  int     // of a tree, at the most
	Least   int     // rows of a leaf, at the least
	Rate    float64 // what a tree adds counts so much
	Penalty float64 // L2, of the leaves
	Some    float64 // the part of the attributes that a tree may ask for
	Bag     float64 // the part of the groups that a tree is learned from
	Ordered []bool  // whether the values of an attribute have an order
	Seed    uint64
}

// Learn learns trees that raise the marginal likelihood of the right candidates of each group
// under a softmax of the scores, by Newton steps (Friedman, Hastie and Tibshirani 2000). The same groups
// and options give the same model.
func Learn(g *Groups, o Options) *Model {
	l := &learner{Groups: g, Options: o, random: rand.New(rand.NewPCG(o.Seed, 17))}
	n := len(g.Right)
	l.score = make([]float64, n)
	l.slope = make([]slope, n)
	l.columns = make([]uint8, len(g.Rows))
	for i := range n {
		for a := range g.Attributes {
			l.columns[a*n+i] = g.Rows[i*g.Attributes+a]
		}
	}
	l.model = &Model{attributes: g.Attributes}
	for range o.Trees {
		l.slopes()
		l.grow()
	}
	return l.model
}

type learner struct {
	*Groups
	Options
	random  *rand.Rand
	model   *Model
	score   []float64
	slope   []slope
	columns []uint8 // the rows by attribute
}

// slope is the gradient of the loss at a candidate, and a bound of its curvature.
type slope struct{ g, h float64 }

// end returns where group k ends.
func (g *Groups) end(k int) int32 {
	if k+1 < len(g.Start) {
		return g.Start[k+1]
	}
	return int32(len(g.Right))
}

// slopes computes the gradient of the loss and a bound of its curvature for every candidate.
func (l *learner) slopes() {
	for k, start := range l.Start {
		end := l.end(k)
		top := math.Inf(-1)
		for i := start; i < end; i++ {
			top = max(top, l.score[i])
		}
		sum, right := 0.0, 0.0
		for i := start; i < end; i++ {
			e := math.Exp(l.score[i] - top)
			l.slope[i].g = e
			sum += e
			if l.Right[i] {
				right += e
			}
		}
		w := float64(l.Weight[k])
		for i := start; i < end; i++ {
			e := l.slope[i].g
			p := e / sum
			d := p
			if l.Right[i] && right > 0 {
				d -= e / right
			}
			l.slope[i] = slope{w * d, w * max(p*(1-p), 1e-3)}
		}
	}
}

// part is a leaf that may be split: rows[from:to] of the tree, with its best question.
type part struct {
	from, to  int
	g, h      float64
	parent    int16 // node, or -1
	side      int   // of the parent's children
	gain      float64
	attribute int
	set       uint64
	cells     [][Values]cell // of the attributes asked
}

// cell is what the rows with one value of an attribute add up to.
type cell struct {
	g, h float64
	n    int
}

// grow adds one tree.
func (l *learner) grow() {
	var rows []int32
	for k, start := range l.Start {
		if l.random.Float64() < l.Bag {
			for i := start; i < l.end(k); i++ {
				rows = append(rows, i)
			}
		}
	}
	asked := l.random.Perm(l.Attributes)[:max(1, int(l.Some*float64(l.Attributes)))]
	slices.Sort(asked)

	root := part{to: len(rows), parent: -1}
	l.sum(&root, rows)
	l.tally(&root, rows, asked)
	l.question(&root, asked)
	open := []part{root}
	var done []part
	at := ^int16(len(l.model.leaves))
	for len(open) > 0 && len(open)+len(done) < l.Leaves {
		best := 0
		for k := range open {
			if open[k].gain > open[best].gain {
				best = k
			}
		}
		p := open[best]
		if p.gain <= 1e-9 {
			break
		}
		open = slices.Delete(open, best, best+1)
		n := int16(len(l.model.nodes))
		l.model.nodes = append(l.model.nodes, node{set: p.set, attribute: uint8(p.attribute)})
		if p.parent < 0 {
			at = n
		} else {
			l.attach(p, n)
		}
		middle := l.divide(rows[p.from:p.to], p.attribute, p.set) + p.from
		left := part{from: p.from, to: middle, parent: n, side: 1}
		right := part{from: middle, to: p.to, parent: n}
		l.sum(&left, rows)
		right.g, right.h = p.g-left.g, p.h-left.h
		// The larger part is what the smaller one leaves.
		small, large := &left, &right
		if left.to-left.from > right.to-right.from {
			small, large = large, small
		}
		l.tally(small, rows, asked)
		large.cells = p.cells
		for k := range large.cells {
			for v := range large.cells[k] {
				c, o := &large.cells[k][v], &small.cells[k][v]
				c.g, c.h, c.n = c.g-o.g, c.h-o.h, c.n-o.n
			}
		}
		l.question(&left, asked)
		l.question(&right, asked)
		open = append(open, left, right)
	}
	done = append(done, open...)
	for _, p := range done {
		leaf := int16(len(l.model.leaves))
		l.model.leaves = append(l.model.leaves, float32(-l.Rate*p.g/(p.h+l.Penalty)))
		if p.parent < 0 {
			at = ^leaf
		} else {
			l.attach(p, ^leaf)
		}
	}
	l.model.roots = append(l.model.roots, at)
	one := Model{roots: []int16{at}, nodes: l.model.nodes, leaves: l.model.leaves}
	for i := range l.score {
		l.score[i] += float64(one.Score(l.Rows[i*l.Attributes : (i+1)*l.Attributes]))
	}
}

func (l *learner) attach(p part, to int16) { l.model.nodes[p.parent].children[p.side] = to }

// divide puts the rows whose value is in the set first and returns how many they are. Their order is kept.
func (l *learner) divide(rows []int32, attribute int, set uint64) int {
	var rest []int32
	n := 0
	column := l.columns[attribute*len(l.Right):]
	for _, i := range rows {
		if set>>column[i]&1 != 0 {
			rows[n] = i
			n++
		} else {
			rest = append(rest, i)
		}
	}
	copy(rows[n:], rest)
	return n
}

// sum adds up the slopes of a part.
func (l *learner) sum(p *part, rows []int32) {
	for _, i := range rows[p.from:p.to] {
		p.g += l.slope[i].g
		p.h += l.slope[i].h
	}
}

// workers is how many attributes are looked at at once. The sums do not depend on it.
const workers = 2

// tally counts the rows of a part by the values of each attribute.
func (l *learner) tally(p *part, rows []int32, asked []int) {
	p.cells = make([][Values]cell, len(asked))
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for k := w; k < len(asked); k += workers {
				cells := &p.cells[k]
				column := l.columns[asked[k]*len(l.Right):]
				for _, i := range rows[p.from:p.to] {
					c := &cells[column[i]&(Values-1)]
					c.g += l.slope[i].g
					c.h += l.slope[i].h
					c.n++
				}
			}
		})
	}
	wait.Wait()
}

// question finds the question that parts the rows of p best.
func (l *learner) question(p *part, asked []int) {
	if p.to-p.from < 2*l.Least {
		return
	}
	for k, a := range asked {
		if gain, set := l.cut(p, &p.cells[k], l.Ordered[a]); gain > p.gain {
			p.gain, p.set, p.attribute = gain, set, a
		}
	}
}

// smooth keeps values with few rows near the middle of the order of values that have none.
const smooth = 20

// cut returns the best set of values and what is gained by asking for it. Values without an order are put in that
// of their mean gradient, where the best set is a beginning (Fisher 1958).
func (l *learner) cut(p *part, cells *[Values]cell, ordered bool) (gain float64, set uint64) {
	var order []int
	for v := range cells {
		if cells[v].n > 0 {
			order = append(order, v)
		}
	}
	if len(order) < 2 {
		return 0, 0
	}
	if !ordered {
		key := func(v int) float64 { return cells[v].g / (cells[v].h + smooth) }
		slices.SortStableFunc(order, func(a, b int) int {
			switch x, y := key(a), key(b); {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		})
	}
	whole := p.g * p.g / (p.h + l.Penalty)
	var left cell
	bits := uint64(0)
	total := p.to - p.from
	for _, v := range order[:len(order)-1] {
		left.g += cells[v].g
		left.h += cells[v].h
		left.n += cells[v].n
		bits |= 1 << v
		if ordered {
			bits = 1<<(v+1) - 1 // values between that nobody had go with those below
		}
		if left.n < l.Least || total-left.n < l.Least {
			continue
		}
		g, h := p.g-left.g, p.h-left.h
		if h <= 0 {
			continue
		}
		if x := left.g*left.g/(left.h+l.Penalty) + g*g/(h+l.Penalty) - whole; x > gain {
			gain, set = x, bits
		}
	}
	return gain, set
}
