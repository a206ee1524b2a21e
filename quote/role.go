package quote

import (
	"slices"

	"github.com/verbatim-record/verbatim/internal/crf"
)

// reading is one way to fill the roles of a candidate cue, in tokens.
type reading struct {
	source  []tokens
	content []tokens
	score   float32 // log-probability given the cue
}

// tokens is the half-open range [first, last) of token indices.
type tokens struct{ first, last int32 }

const (
	maxReadings = 8   // ways kept for each cue
	maxWindow   = 400 // tokens that a cue can see
)

// window returns the tokens that a cue can take its roles from: its sentence,
// the sentences that a quotation ties to it, and the quoted ones that follow in
// the same paragraph.
func (v *view) window(c cue) tokens {
	s := v.sent[c.first]
	sentences := v.doc.Sentences
	para := sentences[s].Paragraph
	lo, hi := s, s
	for lo > 0 {
		prev := &sentences[lo-1]
		if prev.Paragraph != para || prev.Furniture || int(c.first)-prev.First > maxWindow/2 || !v.continues(lo) {
			break
		}
		lo--
	}
	for int(hi+1) < len(sentences) {
		next := &sentences[hi+1]
		if next.Paragraph != para || next.Furniture || next.Last-int(c.last) > maxWindow/2 {
			break
		}
		if !v.continues(hi+1) && !v.tok[next.First].opens {
			break
		}
		hi++
	}
	w := tokens{int32(sentences[lo].First), int32(sentences[hi].Last)}
	w.first = min(max(w.first, c.first-maxWindow), c.first)
	w.last = max(min(w.last, c.last+maxWindow), c.last) // a cue may run over a sentence's end
	return w
}

// continues reports whether sentence s begins inside a quotation that began in
// the sentence before.
func (v *view) continues(s int32) bool {
	first := int32(v.doc.Sentences[s].First)
	w := &v.tok[first]
	if first == 0 {
		return false
	}
	q := w.quote
	if w.opens {
		if q = v.doc.Quotations[q].Parent; q < 0 {
			return false
		}
	}
	return q >= 0 && v.quot[q].first < first
}

// place is how a token of the window stands to the cue.
type place struct {
	path   uint64 // relations up to the meeting ancestor
	branch int32  // the token below the meeting ancestor on the way up, or the token itself
	meet   uint64 // how many steps the meeting ancestor is above the cue's head; 9: another sentence
	length uint64
}

// frame is a candidate cue with what its features share.
type frame struct {
	cue
	win    tokens
	head   int32 // the token of the cue that governs the others
	lemma  uint64
	whole  uint64 // hash of all its words
	kids   uint64
	places []place // one for each token of win
	gaps   []uint64
}

// frame prepares the features of candidate c.
func (v *view) frame(c cue, w *work) *frame {
	if w.framesUsed == len(w.frames) {
		w.frames = append(w.frames, new(frame))
	}
	f := w.frames[w.framesUsed]
	w.framesUsed++
	f.cue, f.win = c, v.window(c)
	f.head = v.cueHead(c)
	f.lemma = v.tok[f.head].lemma
	f.kids = v.tok[f.head].kids
	f.whole = 0
	for i := c.first; i < c.last; i++ {
		f.whole = mix(f.whole, v.tok[i].word)
	}
	v.placeAll(f)
	v.gapAll(f)
	return f
}

// cueHead returns the token of the cue whose head lies outside it; a verb is
// preferred over a noun, and both over what else there is.
func (v *view) cueHead(c cue) int32 {
	best, rank := c.first, -1
	for i := c.first; i < c.last; i++ {
		r := 0
		if h := v.tok[i].head; h < c.first || h >= c.last {
			r = 4
		}
		switch v.tok[i].pos {
		case posVerb:
			r += 2
			if v.words[i].Rel != "aux" && v.words[i].Rel != "aux:pass" && v.words[i].Rel != "cop" {
				r++
			}
		case posNoun, posAdjective:
			r += 2
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// placeAll finds the way through the tree from each token to the cue's head.
func (v *view) placeAll(f *frame) {
	var above [12]int32 // the cue's head and its ancestors
	n := 0
	for a := f.head; a >= 0 && n < len(above); a = v.tok[a].head {
		above[n] = a
		n++
	}
	f.places = f.places[:0]
	own := v.sent[f.head]
	for i := f.win.first; i < f.win.last; i++ {
		p := place{branch: i, meet: 9}
		if v.sent[i] == own {
			a, path := i, uint64(17)
			for range 40 {
				met := -1
				for k := range n {
					if above[k] == a {
						met = k
						break
					}
				}
				if met >= 0 {
					p.meet = uint64(min(met, 7))
					break
				}
				p.branch = a
				if p.length < 4 {
					path = mix(path, v.tok[a].rel)
				}
				p.length++
				if v.tok[a].head < 0 {
					p.meet = 8
					break
				}
				a = v.tok[a].head
			}
			p.path = mix(path, p.meet)
		} else if i < f.first {
			p.path = 1
		} else {
			p.path = 2
		}
		f.places = append(f.places, p)
	}
}

// gapAll notes what lies between each token and the cue: kinds of punctuation,
// verbs, other likely cues.
func (v *view) gapAll(f *frame) {
	n := int(f.win.last - f.win.first)
	if cap(f.gaps) < n {
		f.gaps = make([]uint64, n+n/2)
	}
	f.gaps = f.gaps[:n]
	see := func(bits uint64, i int32) uint64 {
		w := &v.tok[i]
		switch {
		case w.opens || w.closes:
			if bits&1 == 0 {
				return bits | 1
			}
			return bits | 2
		case w.pos == posPunct:
			switch v.doc.Text[v.doc.Tokens[i].Start] {
			case ',':
				if bits&4 == 0 {
					return bits | 4
				}
				return bits | 8
			case ':', ';', '-':
				return bits | 16
			case '(', ')':
				return bits | 32
			case '.', '?', '!':
				return bits | 64
			}
			return bits | 16
		case w.prior >= 5:
			return bits | 128
		case w.pos == posVerb:
			return bits | 256
		}
		return bits
	}
	bits := uint64(0)
	for i := f.first - 1; i >= f.win.first; i-- {
		f.gaps[i-f.win.first] = bits
		bits = see(bits, i)
	}
	bits = 0
	for i := f.last; i < f.win.last; i++ {
		f.gaps[i-f.win.first] = bits
		bits = see(bits, i)
	}
}

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
	state := uint64(0)
	if w.quote >= 0 {
		q := v.quot[w.quote]
		state = 1
		if w.opens {
			state = 2
		} else if w.closes {
			state = 3
		}
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

// readings returns the best ways to fill the roles of f, and variants of the
// first few whose content is snapped to quotation marks and sentence ends: the
// field decides token by token and may stop one short.
func (m *Model) readings(v *view, f *frame, lab []marginal, w *work) []reading {
	m.roleChain(v, f, lab, w)
	c := &w.chain
	best := c.KBest(maxReadings)
	if len(best) == 0 {
		return nil
	}
	logZ := c.LogZ()
	out := make([]reading, 0, len(best)+4)
	for _, b := range best {
		r := v.roles(b.Path, f.win.first)
		r.score = b.Score - logZ
		out = append(out, r)
	}
	for i := range min(maxVaried, len(out)) {
		for _, r := range v.variants(f, out[i]) {
			if r.score = c.Score(r.path(f, w)) - logZ; r.score > minVariant && !slices.ContainsFunc(out, r.same) {
				out = append(out, r)
			}
		}
	}
	return out
}

const (
	maxVaried  = 3   // readings that are varied
	minVariant = -40 // log-probability below which a variant is dropped
)

// variants returns r with its content snapped in one way or another.
func (v *view) variants(f *frame, r reading) []reading {
	var out []reading
	for k, t := range r.content {
		add := func(t tokens) {
			t.first, t.last = max(t.first, f.win.first), min(t.last, f.win.last)
			n := reading{source: r.source, content: slices.Clone(r.content)}
			n.content[k] = t
			// Fragments that the new one swallows go; a cue or source in the
			// way forbids it.
			kept := n.content[:0]
			for j, x := range n.content {
				if j == k || x.last <= t.first || x.first >= t.last {
					kept = append(kept, x)
				}
			}
			n.content = kept
			if t.first < f.last && f.first < t.last {
				return
			}
			for _, x := range n.source {
				if t.first < x.last && x.first < t.last {
					return
				}
			}
			out = append(out, n)
		}
		if q := v.tok[t.last-1].quote; q >= 0 && v.quot[q].last > t.last {
			add(tokens{t.first, v.quot[q].last}) // stops inside a quotation
		}
		if q := v.tok[t.first].quote; q >= 0 && v.quot[q].first < t.first {
			add(tokens{v.quot[q].first, t.last}) // begins inside one
			if v.quot[q].last > t.last {
				add(tokens{v.quot[q].first, v.quot[q].last})
			}
		}
		if end := v.tok[t.last-1].last; t.last < end {
			stop := end
			for stop > t.last && v.tok[stop-1].pos == posPunct && !v.tok[stop-1].closes {
				stop--
			}
			if stop > t.last {
				add(tokens{t.first, stop})
			}
		}
	}
	return out
}

// same reports whether two readings fill the roles alike.
func (r reading) same(o reading) bool {
	return slices.Equal(r.source, o.source) && slices.Equal(r.content, o.content)
}

// path returns the labels of r in the window of f.
func (r reading) path(f *frame, w *work) []uint8 {
	w.path = resize(w.path, int(f.win.last-f.win.first))
	clear(w.path)
	mark := func(list []tokens, b uint8) {
		for _, t := range list {
			for i := t.first; i < t.last; i++ {
				w.path[i-f.win.first] = b + 1
			}
			w.path[t.first-f.win.first] = b
		}
	}
	mark(r.content, roleBContent)
	mark(r.source, roleBSource)
	for i := f.first; i < f.last; i++ {
		w.path[i-f.win.first] = roleCue
	}
	return w.path
}

// roles reads the ranges out of a labelling that begins at token first. What
// holds no word (a lone stop or mark) is nobody's.
func (v *view) roles(path []uint8, first int32) reading {
	var r reading
	for k := 0; k < len(path); {
		y := path[k]
		if y != roleBSource && y != roleBContent {
			k++
			continue
		}
		end, word := k+1, v.tok[first+int32(k)].pos != posPunct
		for end < len(path) && path[end] == y+1 {
			word = word || v.tok[first+int32(end)].pos != posPunct
			end++
		}
		t := tokens{first + int32(k), first + int32(end)}
		switch {
		case !word:
		case y == roleBSource:
			r.source = append(r.source, t)
		default:
			r.content = append(r.content, t)
		}
		k = end
	}
	return r
}
