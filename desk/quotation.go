package desk

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
)

// Quotation is words that somebody is said to have said.
type Quotation struct {
	Words   string
	Speaker string        // a name, or empty
	Key     string        // of the speaker, where an article was read
	At      verbatim.Span // in that article, from the first word to the last
}

// is reports whether f may be the speaker.
func (q *Quotation) is(f search.Facet) bool {
	return q.Key != "" && f.Key == q.Key || f.Key == q.Speaker || search.SameName(f.Label, q.Speaker)
}

// leastWords is how many words a quotation must have to be looked for where
// its speaker is known, and leastUnknown where not: fewer are a name, a title,
// or a word held at arm's length.
const (
	leastWords   = 3
	leastUnknown = 5
)

// Quotations returns what stands in Quotation marks in an article: of each
// statement, and what belongs to none. Those that are too short are counted.
func Quotations(d *verbatim.Document) (list []Quotation, short int) {
	taken := make([]bool, len(d.Quotations))
	entries := search.Entries(d)
	add := func(q Quotation, parts []verbatim.Span, least int) {
		q.Words = export.Words(d.Text, parts)
		q.At = verbatim.Span{Start: parts[0].Start, End: parts[len(parts)-1].End}
		if len(reuse.Words(q.Words)) < least {
			short++
			return
		}
		list = append(list, q)
	}
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Parent >= 0 || st.Kind == verbatim.Indirect {
			continue
		}
		parts := quotedParts(d, st, taken)
		if len(parts) == 0 {
			continue
		}
		var q Quotation
		// "Officials" are not the same ones in every article.
		if sp := entries[i].Speakers; len(sp) > 0 && sp[0].Kind != verbatim.Group {
			q.Speaker, q.Key = sp[0].Label, sp[0].Key
		}
		least := leastWords
		if q.Speaker == "" {
			least = leastUnknown
		}
		add(q, parts, least)
	}
	for i, m := range d.Quotations {
		if taken[i] || m.Parent >= 0 || inFurniture(d, m.Span) {
			continue
		}
		if inner := inside(m); !inner.Empty() {
			add(Quotation{}, []verbatim.Span{inner}, leastUnknown)
		}
	}
	slices.SortStableFunc(list, func(a, b Quotation) int { return a.At.Start - b.At.Start })
	return list, short
}

// quotedParts returns what of a statement's content is in Quotation marks, and
// marks the quotations that it takes.
func quotedParts(d *verbatim.Document, st *verbatim.Statement, taken []bool) []verbatim.Span {
	var parts []verbatim.Span
	for _, c := range st.Content {
		from, _ := slices.BinarySearchFunc(d.Quotations, c.Start, func(q verbatim.Quotation, at int) int { return q.Start - at })
		// One that began before the content may reach into it.
		for from > 0 && d.Quotations[from-1].End > c.Start {
			from--
		}
		for i := from; i < len(d.Quotations) && d.Quotations[i].Start < c.End; i++ {
			m := d.Quotations[i]
			if m.Parent >= 0 {
				continue
			}
			in := inside(m)
			in.Start, in.End = max(in.Start, c.Start), min(in.End, c.End)
			if !in.Empty() && in.Start < in.End && strings.TrimSpace(in.In(d.Text)) != "" {
				parts = append(parts, in)
				if taken != nil {
					taken[i] = true
				}
			}
		}
	}
	return parts
}

// inside is a quotation without its marks.
func inside(m verbatim.Quotation) verbatim.Span {
	in := m.Span
	if !m.Open.Empty() {
		in.Start = m.Open.End
	}
	if !m.Close.Empty() {
		in.End = m.Close.Start
	}
	if in.End < in.Start {
		in.End = in.Start
	}
	return in
}

func inFurniture(d *verbatim.Document, s verbatim.Span) bool {
	return slices.ContainsFunc(d.Furniture, func(f verbatim.Furniture) bool { return f.Overlaps(s) })
}
