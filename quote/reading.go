package quote

import (
	"slices"
)

// reading is one way to fill the roles of a candidate cue, in tokens.
type reading struct {
	source  []tokens
	content []tokens
	score   float32 // log-probability given the cue
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
