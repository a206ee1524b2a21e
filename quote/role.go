package quote

import (
	"github.com/verbatim-record/verbatim/internal/crf"
)

// tokens is the half-open range [first, last) of token indices.
type tokens struct{ first, last int32 }

const (
	maxReadings = 8   // ways kept for each cue
	maxWindow   = 400 // tokens that a cue can see
)

// roleFeatures adds the features of token i that depend on the cue.
func (v *view) roleFeatures(e *emitter, f *frame, i int32, lab []marginal) {
	w := &v.tok[i]
	p := &f.places[i-f.win.first]
	gap := f.gaps[i-f.win.first]
	dir, dist := uint64(1), f.first-i
	if i >= f.last {
		dir, dist = 2, i-f.last+1
	}
	near := bucket(dist)
	own := w.first == v.tok[f.head].first // same sentence
	if !own {
		dir += 2
	}
	prev, next := v.at(i-1, f.win.first, f.win.last), v.at(i+1, f.win.first, f.win.last)
	e.add(101, mix(dir, near))
	e.add(102, mix(mix(dir, near), w.tag))
	e.add(103, mix(p.path, dir))
	e.add(104, mix(mix(p.path, dir), f.lemma))
	e.add(105, mix(mix(p.path, dir), w.tag))
	e.add(106, mix(mix(p.path, dir), f.kids))
	e.add(107, mix(mix(dir, near), mix(w.word, f.lemma)))
	e.add(108, mix(dir, w.word))
	e.add(109, mix(dir, mix(prev.word, w.tag)))
	e.add(110, mix(dir, mix(next.word, w.tag)))
	e.add(111, mix(dir, mix(mix(prev.tag, w.tag), next.tag)))
	e.add(112, mix(dir, gap))
	e.add(113, mix(mix(dir, gap), w.tag))
	e.add(114, mix(mix(dir, gap), mix(f.lemma, bucket(min(dist, 3)))))
	if dist == 1 {
		e.add(115, mix(dir, mix(w.word, f.whole)))
		e.add(116, mix(dir, mix(w.rel, f.lemma)))
		e.add(117, mix(dir, mix(w.tag, f.whole)))
	}
	e.add(118, mix(f.lemma, dir))
	e.add(119, mix(f.kids, mix(dir, gap&0x103)))

	// The branch of the tree that holds the token.
	if own {
		b := &v.tok[p.branch]
		where := uint64(0)
		if b.left == i {
			where |= 1
		}
		if b.right == i {
			where |= 2
		}
		if p.branch == i {
			where |= 4
		}
		branch := mix(mix(b.rel, p.meet), dir)
		e.add(120, mix(branch, where))
		e.add(121, mix(mix(branch, where), f.lemma))
		e.add(122, mix(mix(branch, where), mix(w.tag, b.kids&(kidMark|kidSubject|kidCase|kidThat))))
		e.add(123, mix(branch, f.kids))
		e.add(124, mix(branch, w.word))
		e.add(125, mix(branch, next.word))
		e.add(126, mix(branch, mix(f.lemma, b.tag)))
		e.add(127, mix(branch, mix(b.lemma, f.lemma)))
		v.branchEdges(e, f, i, p)
		// What stands on the other side: does the next token leave the branch?
		if i+1 < f.win.last {
			q := &f.places[i+1-f.win.first]
			if q.branch != p.branch {
				e.add(128, mix(branch, mix(v.tok[q.branch].rel, q.meet)))
				e.add(129, mix(mix(branch, next.tag), mix(v.tok[q.branch].rel, q.meet)))
			}
		}
		if i > f.win.first {
			q := &f.places[i-1-f.win.first]
			if q.branch != p.branch {
				e.add(130, mix(branch, mix(v.tok[q.branch].rel, mix(q.meet, 7))))
				e.add(131, mix(mix(branch, prev.tag), mix(v.tok[q.branch].rel, q.meet)))
			}
		}
	}

	// Quotation marks as they lie around the cue.
	state := w.quoteState()
	if w.quote >= 0 {
		q := v.quot[w.quote]
		var apart int32
		if q.last <= f.first {
			apart = f.first - q.last
		} else if q.first >= f.last {
			apart = q.first - f.last
		} else {
			apart = 99 // the cue is inside the quotation
		}
		e.add(140, mix(mix(state, dir), bucket(apart)))
		e.add(141, mix(mix(state, dir), mix(bucket(apart), bucket(q.words))))
		e.add(142, mix(mix(state, dir), mix(gap, f.lemma)))
		e.add(143, mix(mix(state, dir), mix(bucket(min(apart, 6)), f.whole)))
	}
	inside := uint64(0)
	if v.tok[f.head].quote >= 0 {
		inside = 1
	}
	e.add(144, mix(mix(state, dir), mix(inside, mix(gap, uint64(w.pos)))))

	// What the labeller thinks of the token and its neighbours.
	l := topLabel(&lab[i])
	e.add(150, mix(l, dir))
	e.add(151, mix(mix(l, dir), gap))
	e.add(152, mix(mix(l, dir), p.path))
	e.add(153, mix(mix(l, dir), near))
	before, after := uint64(99), uint64(99)
	if i > f.win.first {
		before = topLabel(&lab[i-1])
	}
	if i+1 < f.win.last {
		after = topLabel(&lab[i+1])
	}
	e.add(154, mix(mix(l, before), dir))
	e.add(155, mix(mix(l, after), dir))
	e.add(156, mix(mix(l, bucket(int32(8*(lab[i][labelBSource]+lab[i][labelISource])))), mix(dir, bucket(int32(8*(lab[i][labelBContent]+lab[i][labelIContent]))))))
	// Another cue between the token and this one takes what is near it.
	e.add(157, mix(mix(l, dir), cuesBetween(f, i, lab)))
}

// branchEdges adds which subtrees begin and end at i inside its branch.
func (v *view) branchEdges(e *emitter, f *frame, i int32, p *place) {
	a := i
	for range 5 {
		t := &v.tok[a]
		if t.left != i && t.right != i {
			break
		}
		side := uint64(0)
		if t.left == i {
			side |= 1
		}
		if t.right == i {
			side |= 2
		}
		if i < f.first {
			side |= 4
		}
		h := uint64(0)
		if t.head >= 0 {
			h = v.tok[t.head].tag
		}
		e.add(132, mix(mix(t.rel, side), mix(p.meet, h)))
		if a == p.branch || t.head < 0 {
			break
		}
		e.add(133, mix(mix(t.rel, side), mix(v.tok[p.branch].rel, p.meet)))
		a = t.head
	}
}

func topLabel(m *marginal) uint64 {
	best := 0
	for y := 1; y < labelCount; y++ {
		if m[y] > m[best] {
			best = y
		}
	}
	sure := uint64(0)
	if m[best] > 0.9 {
		sure = 16
	} else if m[best] > 0.6 {
		sure = 8
	}
	return uint64(best) + sure
}

// cuesBetween tells whether a likely cue starts between token i and the cue.
func cuesBetween(f *frame, i int32, lab []marginal) uint64 {
	lo, hi := i+1, f.first
	if i >= f.last {
		lo, hi = f.last, i
	}
	n := uint64(0)
	for k := lo; k < hi && n < 2; k++ {
		if lab[k][labelBCue] > 0.5 {
			n++
		}
	}
	return n
}

// roleChain scores the window of f in c.
func (m *Model) roleChain(v *view, f *frame, lab []marginal, w *work) {
	c := &w.chain
	c.Labels, c.Edge, c.Start = roleCount, m.role.edges, m.role.start
	c.Reset(int(f.win.last - f.win.first))
	for i := f.win.first; i < f.win.last; i++ {
		k := i - f.win.first
		c.Class[k] = v.edgeClass(i)
		if i >= f.first && i < f.last {
			c.Node[k] = onlyCue
			continue
		}
		w.emit.out = w.emit.out[:0]
		v.roleFeatures(&w.emit, f, i, lab)
		sums := w.static(m, v, i)
		m.role.nodes.Sum(w.emit.out, &sums)
		for y, s := range sums {
			c.Node[k][y] = float32(float32(s) * m.role.nodes.Scale)
		}
		c.Node[k][roleCue] = crf.Forbidden
	}
}

var onlyCue = func() (n [crf.MaxLabels]float32) {
	for y := range n {
		n[y] = crf.Forbidden
	}
	n[roleCue] = 0
	return n
}()

// static returns the role scores of token i from the features that do not
// depend on the cue. They are summed once a token.
func (w *work) static(m *Model, v *view, i int32) [crf.MaxLabels]int32 {
	s := &w.fixed[i]
	if !s.done {
		w.emit2.out = w.emit2.out[:0]
		v.context(&w.emit2, i)
		m.role.nodes.Sum(w.emit2.out, &s.sums)
		s.done = true
	}
	return s.sums
}

type fixedScore struct {
	sums [crf.MaxLabels]int32
	done bool
}
