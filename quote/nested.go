package quote

import (
	"cmp"
	"math"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// maxDepth is how many statements deep a report is followed: "A said B had
// heard C say that D promised to …".
const maxDepth = 4

// Nested returns the statements of doc and, among them, those that are
// reported inside their contents, ordered by their first byte; a statement's
// Parent is the index of the one that it is reported inside. doc.Statements is
// what [Statements] has found; none of it is changed but for its place.
//
// A content is read as a text of its own: what somebody says is news too, with
// the outer marks and the leading "that" taken off. The corpora label only the
// outermost statements, so nothing could be learned about inner ones, but the
// model need not know that it reads one. Only sentences with a verb of
// communication are read, and what is found must be a report (nestedcue.go).
func Nested(doc *verbatim.Document, m *Model) []verbatim.Statement {
	if len(doc.Words) != len(doc.Tokens) {
		return doc.Statements
	}
	all := slices.Clone(doc.Statements)
	contain(all)
	for level, from := 1, 0; level < maxDepth; level++ {
		n := len(all)
		all = append(all, m.inside(doc, all, from)...)
		if len(all) == n {
			break
		}
		from = n
	}
	all = ordered(all)
	contain(all) // one excerpt may have given a report and what that reports
	return ordered(all)
}

// contain makes each statement that lies wholly in the content of another one
// reported inside that: where the model takes both, they are a chain. all is
// ordered by first byte.
func contain(all []verbatim.Statement) {
	type content struct {
		verbatim.Span
		owner int
	}
	var list, open []content
	for i := range all {
		for _, c := range all[i].Content {
			list = append(list, content{c, i})
		}
	}
	slices.SortStableFunc(list, func(a, b content) int { return cmp.Compare(a.Start, b.Start) })
	next := 0
	for i := range all {
		s := &all[i]
		start := s.Start()
		for next < len(list) && list[next].Start <= start {
			open = append(open, list[next])
			next++
		}
		open = slices.DeleteFunc(open, func(c content) bool { return c.End <= start })
		open = open[max(0, len(open)-maxOpen):]
		size := math.MaxInt // of the innermost content
		for _, c := range open {
			if c.owner != i && c.Len() < size && within(s, &all[c.owner]) && !within(&all[c.owner], s) {
				s.Parent, size = c.owner, c.Len()
			}
		}
	}
}

// maxOpen bounds the contents that may lie around one place.
const maxOpen = 16

// within reports whether every span of s lies in the content of parent.
func within(s, parent *verbatim.Statement) bool {
	for _, spans := range [...][]verbatim.Span{s.Source, s.Cue, s.Content} {
		for _, x := range spans {
			if !slices.ContainsFunc(parent.Content, func(c verbatim.Span) bool { return c.Contains(x) }) {
				return false
			}
		}
	}
	return len(s.Cue) > 0
}

// ordered sorts statements by their first byte, a parent before what it
// reports, and lets Parent follow.
func ordered(all []verbatim.Statement) []verbatim.Statement {
	order := make([]int, len(all))
	depth := make([]int, len(all))
	for i := range order {
		order[i] = i
		for p := all[i].Parent; p >= 0 && depth[i] <= maxOpen; p = all[p].Parent {
			depth[i]++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(all[a].Start(), all[b].Start()), cmp.Compare(depth[a], depth[b]))
	})
	place := make([]int, len(all))
	out := make([]verbatim.Statement, len(all))
	for to, from := range order {
		place[from], out[to] = to, all[from]
	}
	for i := range out {
		if out[i].Parent >= 0 {
			out[i].Parent = place[out[i].Parent]
		}
	}
	return out
}

// inside returns the statements reported in the contents of all[from:], with
// Parent as an index in all.
func (m *Model) inside(doc *verbatim.Document, all []verbatim.Statement, from int) []verbatim.Statement {
	e := excerpt{doc: doc, all: all}
	e.choose(from)
	if len(e.pieces) == 0 {
		return nil
	}
	v := newView(e.document(), m)
	cues := e.cues()
	var found []pick
	for _, p := range m.picks(v, m.rank.threshold) {
		for k := range p.source { // "as the paper wrote"
			if t := &p.source[k]; v.words[t.first].Tag == "IN" && t.last-t.first > 1 {
				t.first++
			}
		}
		if v.reported(p) && !cues.overlap(e.spans(tokens{p.first, p.last})) {
			found = append(found, p)
		}
	}
	found = v.once(found)
	var out []verbatim.Statement
	add := func(p pick) *verbatim.Statement {
		s := v.statement(p, m)
		s.Kind = v.innerKind(p)
		s.Parent = e.pieces[v.sent[p.first]].owner
		s.Source, s.Cue, s.Content = e.roles(p)
		out = append(out, s)
		return &out[len(out)-1]
	}
	for _, p := range found {
		add(p)
	}
	for _, p := range v.told() {
		if !taken(p, found) && !cues.overlap(e.spans(tokens{p.first, p.last})) {
			add(p).Confidence = toldConfidence
		}
	}
	return out
}

// once drops, of two reports with the same words, the one whose cue is further
// from them: in "When I asked him, he said, ‘Never’" only he says so.
func (v *view) once(found []pick) []pick {
	apart := func(p *pick) int32 {
		return max(p.first-p.content[len(p.content)-1].last, p.content[0].first-p.last)
	}
	for i := len(found) - 1; i > 0; i-- {
		a, b := &found[i-1], &found[i]
		if slices.Equal(a.content, b.content) {
			if apart(a) > apart(b) {
				*a = *b
			}
			found = slices.Delete(found, i, i+1)
		}
	}
	return found
}

// taken reports whether the cue of p is one already.
func taken(p pick, found []pick) bool {
	for i := range found {
		if p.first < found[i].last && found[i].first < p.last {
			return true
		}
	}
	return false
}

// roles returns the spans of a pick.
func (e *excerpt) roles(p pick) (source, cue, content []verbatim.Span) {
	for _, t := range p.source {
		source = append(source, e.spans(t)...)
	}
	for _, t := range p.content {
		content = append(content, e.spans(t)...)
	}
	return source, e.spans(tokens{p.first, p.last}), content
}
