package ingest

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Furniture returns the stretches of text that belong to the page and not to
// the article, in order and not overlapping.
func Furniture(text string) []verbatim.Furniture {
	return nil
}

// merge joins two ordered lists of furniture. Where they overlap the first
// list holds; what sticks out of it is kept.
func merge(a, b []verbatim.Furniture) []verbatim.Furniture {
	out := slices.Clone(a)
	for _, f := range b {
		for _, g := range a {
			if !f.Overlaps(g.Span) {
				continue
			}
			if f.Start < g.Start {
				out = append(out, verbatim.Furniture{Span: verbatim.Span{Start: f.Start, End: g.Start}, Kind: f.Kind})
			}
			f.Start = max(f.Start, g.End)
			if f.Empty() {
				break
			}
		}
		if !f.Empty() {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(x, y verbatim.Furniture) int { return x.Compare(y.Span) })
	return out
}
