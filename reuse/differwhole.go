package reuse

import "slices"

// reworded reports whether so few of the words are the same that the two can
// only be versions of one another by way of another language or of somebody's
// memory.
func (c *lineup) reworded() bool {
	if len(c.a) < 7 || len(c.b) < 7 || len(c.a) > 2*len(c.b) || len(c.b) > 2*len(c.a) {
		return false
	}
	alike := 0
	for _, p := range c.pairs {
		if p.a >= 0 && p.b >= 0 && informative(&c.a[p.a]) && relate(&c.a[p.a], &c.b[p.b]) != unlike {
			alike++
		}
	}
	replaced := 0
	for _, h := range c.hunks {
		if h.class == ChangedWord || h.class == Elided || h.class == Negation {
			replaced += max(countOf(c.a[h.a0:h.a1], informative), countOf(c.b[h.b0:h.b1], informative))
		}
	}
	return replaced >= 3 && 2*alike <= min(countOf(c.a, informative), countOf(c.b, informative))
}

// splices finds words that stand elsewhere in the other text: what says
// something, is without like on both sides, and in two places.
func (c *lineup) splices() {
	at := make(map[string]int)
	for k, h := range c.hunks {
		for _, u := range c.a[h.a0:h.a1] {
			if u.kind == contentWord && h.class != Inflection && h.class != Spelling {
				at[u.key] = k
			}
		}
	}
	for k := range c.hunks {
		h := &c.hunks[k]
		if h.class != ChangedWord && h.class != Shortened && h.class != Elided {
			continue
		}
		for _, u := range c.b[h.b0:h.b1] {
			if from, ok := at[u.key]; ok && from != k && u.kind == contentWord {
				o := &c.hunks[from]
				if o.class == Shortened || o.class == Elided || o.class == ChangedWord {
					h.class, h.material = Spliced, true
					break
				}
			}
		}
	}
	c.whole(Spliced)
}

// whole joins all changes into the one of class, where there is one: a splice
// explains what is left out around it.
func (c *lineup) whole(class Class) {
	if !slices.ContainsFunc(c.hunks, func(h hunk) bool { return h.class == class }) {
		return
	}
	out := c.hunks[:0]
	for _, h := range c.hunks {
		switch h.class {
		case Shortened, Elided, ChangedWord, FunctionWord, Inflection:
			continue
		}
		out = append(out, h)
	}
	c.hunks = out
}

// absorb joins what follows from a changed word or a negation with it: voted
// and did not vote, any and some.
func (c *lineup) absorb() {
	minor := func(h *hunk) bool {
		return h.class == FunctionWord || h.class == Inflection || h.class == Contraction
	}
	takes := func(main, other *hunk) bool {
		return main.class == Negation || main.class == ChangedWord || main.class == PronounForName && other.class == Contraction
	}
	for k := 0; k+1 < len(c.hunks); {
		x, y := &c.hunks[k], &c.hunks[k+1]
		main, other := x, y
		if minor(x) {
			main, other = y, x
		}
		near := 1
		if main.class == Negation {
			near = 2
		}
		if minor(other) && takes(main, other) && y.a0-x.a1 <= near && y.b0-x.b1 <= near {
			*x = hunk{x.a0, y.a1, x.b0, y.b1, main.class, main.material}
			c.hunks = slices.Delete(c.hunks, k+1, k+2)
			continue
		}
		k++
	}
}

// punctuation adds the places where words that follow one another in both
// texts have other signs between them. A text without any sign was stripped
// of them and says nothing.
func (c *lineup) punctuation() {
	const seen = clauseEnd | ellipsis | parenthesis
	signs := func(us []unit) bool {
		return len(us) > 1 && slices.ContainsFunc(us[1:], func(u unit) bool { return u.before&seen != 0 })
	}
	if !signs(c.a) || !signs(c.b) {
		return
	}
	var out []hunk
	k := 0
	for n := 1; n < len(c.pairs); n++ {
		p, q := c.pairs[n-1], c.pairs[n]
		if p.a < 0 || p.b < 0 || q.a < 0 || q.b < 0 || c.a[q.a].before&seen == c.b[q.b].before&seen {
			continue
		}
		for k < len(c.hunks) && c.hunks[k].a1 < q.a {
			k++
		}
		if k < len(c.hunks) && c.hunks[k].a0 <= q.a && c.hunks[k].class != Contraction && c.hunks[k].class != Spelling {
			continue // next to another change
		}
		out = append(out, hunk{q.a, q.a, q.b, q.b, Punctuation, false})
	}
	c.hunks = append(c.hunks, out...)
}
