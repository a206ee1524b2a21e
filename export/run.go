package export

import (
	"cmp"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// role is the part that a stretch of text plays in a statement.
type role uint8

const (
	noRole role = iota
	content
	cue
	source
)

func (r role) String() string { return [...]string{"", "content", "cue", "source"}[r] }

// part is one statement's claim on a run.
type part struct {
	statement int
	role      role
}

// run is a stretch of text over which nothing changes: the same statements
// claim it, in the same roles, and it is or is not furniture and quoted.
type run struct {
	verbatim.Span
	parts     []part // the innermost last; empty outside statements
	furniture bool
	quoted    bool // lies in quotation marks, marks included
}

// owner returns the innermost claim, by which the run is coloured.
func (r *run) owner() (part, bool) {
	if len(r.parts) == 0 {
		return part{-1, noRole}, false
	}
	return r.parts[len(r.parts)-1], true
}

// runs cuts the whole text at every edge of a statement's span, of furniture
// and of an outermost quotation. Spans may nest and overlap as they like.
func runs(d *verbatim.Document) []run {
	const isFurniture, isQuoted = -1, -2
	type edge struct {
		at    int
		claim int // index of claims, or one of the constants above
		open  bool
	}
	type claim struct {
		part
		depth, length int
	}
	var edges []edge
	var claims []claim
	add := func(s verbatim.Span, claim int) {
		edges = append(edges, edge{s.Start, claim, true}, edge{s.End, claim, false})
	}
	for i := range d.Statements {
		st := &d.Statements[i]
		depth := depth(d, i)
		for r, spans := range [...][]verbatim.Span{content: st.Content, cue: st.Cue, source: st.Source} {
			for _, s := range spans {
				if valid(d.Text, s) {
					add(s, len(claims))
					claims = append(claims, claim{part{i, role(r)}, depth, s.Len()})
				}
			}
		}
	}
	for _, f := range d.Furniture {
		if valid(d.Text, f.Span) {
			add(f.Span, isFurniture)
		}
	}
	for _, q := range d.Quotations {
		if valid(d.Text, q.Span) {
			add(q.Span, isQuoted)
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })

	// The innermost claim is that of the most deeply nested statement; in one
	// statement, or between strangers that overlap, that of the shorter span.
	inner := func(a, b int) int {
		x, y := &claims[a], &claims[b]
		return cmp.Or(cmp.Compare(x.depth, y.depth), cmp.Compare(y.length, x.length),
			cmp.Compare(x.statement, y.statement), cmp.Compare(x.role, y.role))
	}
	var out []run
	var active []int // claims, the innermost last
	furniture, quoted := 0, 0
	at := 0
	cut := func(to int) {
		if to <= at {
			return
		}
		r := run{Span: verbatim.Span{Start: at, End: to}, furniture: furniture > 0, quoted: quoted > 0}
		for _, c := range active {
			r.parts = append(r.parts, claims[c].part)
		}
		out = append(out, r)
		at = to
	}
	for _, e := range edges {
		cut(e.at)
		step := -1
		if e.open {
			step = 1
		}
		switch {
		case e.claim == isFurniture:
			furniture += step
		case e.claim == isQuoted:
			quoted += step
		case e.open:
			i, _ := slices.BinarySearchFunc(active, e.claim, inner)
			active = slices.Insert(active, i, e.claim)
		default:
			if i, ok := slices.BinarySearchFunc(active, e.claim, inner); ok {
				active = slices.Delete(active, i, i+1)
			}
		}
	}
	cut(len(d.Text))
	return out
}

// depth returns how many statements the statement i is reported inside.
func depth(d *verbatim.Document, i int) int {
	n := 0
	// The bound ends a cycle, which only a document filled by hand can have.
	for n < len(d.Statements) {
		i = d.Statements[i].Parent
		if i < 0 || i >= len(d.Statements) {
			break
		}
		n++
	}
	return n
}
