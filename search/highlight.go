package search

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Highlight returns the places in text that make a statement match: the words
// and phrases of the query inside the spans of its content, in order, not
// overlapping. What the query leaves out and what it asks of fields is not in
// the words and has no place.
func Highlight(n *Node, text string, content []verbatim.Span) []verbatim.Span {
	var terms []*Node
	n.wanted(&terms)
	if len(terms) == 0 {
		return nil
	}
	var out []verbatim.Span
	for _, s := range content {
		words := Words(cut(text, s))
		tokens := make([]string, len(words))
		for i, w := range words {
			tokens[i] = w.Fold
		}
		for _, t := range terms {
			for _, i := range t.places(tokens) {
				out = append(out, verbatim.Span{Start: s.Start + words[i].Start, End: s.Start + words[i+len(t.Words)-1].End})
			}
		}
	}
	slices.SortFunc(out, verbatim.Span.Compare)
	merged := out[:0]
	for _, s := range out {
		if last := len(merged) - 1; last >= 0 && s.Start <= merged[last].End {
			merged[last].End = max(merged[last].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// wanted collects the terms of the content that are asked for.
func (n *Node) wanted(out *[]*Node) {
	switch {
	case n == nil, n.Op == Not:
	case n.Op == Term && n.Field == "":
		*out = append(*out, n)
	default:
		for _, k := range n.Kids {
			k.wanted(out)
		}
	}
}
