package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// eachVariant is how many statements with all the words are looked at.
const eachVariant = 300

// variantParts is how many stretches of a quotation are looked for, so that one
// who has only a part of it is found.
const variantParts = 8

// ErrNoWording says that a statement is not quoted.
var ErrNoWording = errors.New("is in no quotation marks: it has no wording that could vary")

// Variants finds the versions of a statement.
func Variants(ctx context.Context, s *store.Store, id string) (*export.Variation, error) {
	h, _, err := s.Statement(ctx, id)
	if err != nil {
		return nil, err
	}
	v, _, err := VariantsOf(ctx, s, &h)
	return v, err
}

// VariantsOf is Variants for a statement that is at hand with all layers of its
// document. It returns as well what shares words with it, which [Line] takes.
func VariantsOf(ctx context.Context, s *store.Store, h *search.Hit) (*export.Variation, []store.Likely, error) {
	st := h.Statement()
	words := saidIn(h.Document, st)
	if words == "" {
		return nil, nil, fmt.Errorf("%s %w", h.ID, ErrNoWording)
	}
	var q Quotation
	speaker := ""
	if len(h.Entry.Speakers) > 0 {
		q.Speaker, q.Key, speaker = h.Entry.Speakers[0].Label, h.Entry.Speakers[0].Key, asked
	}
	rows, err := s.Alike(ctx, store.Likeness{
		Words: words, Speaker: q.Speaker, Each: eachVariant, Parts: variantParts,
		Wanted: func(l *store.Likely) bool {
			return l.ID != h.ID && (l.Kind != verbatim.Indirect || heardFrom(l, q) == asked)
		},
	})
	if err != nil {
		return nil, nil, err
	}
	v := &export.Variation{Hits: []*search.Hit{h}, Quotes: []reuse.Quote{quoteOf(h, words, speaker)}, More: len(rows) >= eachVariant}
	var list []*store.Likely
	matcher := reuse.NewMatcher(words)
	for i := range rows {
		l := &rows[i]
		if l.Read() && l.Kind != verbatim.Indirect && matcher.Related(export.Words(l.Text, l.Content)) {
			list = append(list, l)
		}
	}
	hits, err := s.Hits(ctx, list)
	if err != nil {
		return nil, nil, err
	}
	var d *verbatim.Document // of the one before, which is often of the same article
	of := ""
	for i, l := range list {
		hit := hits[i]
		text := export.Words(l.Text, l.Content)
		if l.Kind == verbatim.Mixed {
			if of != l.Document {
				if d, _, err = s.Document(ctx, l.Document); err != nil {
					return nil, nil, err
				}
				of = l.Document
			}
			if text = saidIn(d, &d.Statements[hit.Index]); text == "" {
				continue
			}
		}
		key := heardFrom(l, q)
		if key == another {
			key = l.Speakers[0].Key
		}
		quote := quoteOf(hit, text, key)
		// Versions of one article that have the same words are one voice.
		k := slices.IndexFunc(v.Quotes, func(o reuse.Quote) bool { return o.Article == quote.Article && o.Text == quote.Text })
		if k > 0 && hit.Revision < v.Hits[k].Revision {
			v.Hits[k], v.Quotes[k] = hit, quote
		}
		if k < 0 {
			v.Hits, v.Quotes = append(v.Hits, hit), append(v.Quotes, quote)
		}
	}
	for _, c := range reuse.Variants(v.Quotes) {
		if slices.ContainsFunc(c.Members, func(m reuse.Variant) bool { return m.Quote == v.Asked }) {
			v.Cluster = c
		}
	}
	v.Agreed = reuse.Consensus(v.Quotes, v.Cluster)
	v.Earliest = earliestOf(v)
	return v, rows, nil
}

// saidIn is what of a statement is in quotation marks.
func saidIn(d *verbatim.Document, st *verbatim.Statement) string {
	if st.Kind == verbatim.Indirect {
		return ""
	}
	if parts := quotedParts(d, st, nil); len(parts) > 0 {
		return export.Words(d.Text, parts)
	}
	if st.Kind == verbatim.Direct {
		return export.Words(d.Text, st.Content)
	}
	return ""
}

func quoteOf(h *search.Hit, text, speaker string) reuse.Quote {
	q := reuse.Quote{Text: text, Speaker: speaker, Article: cmp.Or(h.Document.URL, h.DocumentID), Outlet: h.Entry.Outlet.Label}
	if h.Dated {
		q.Time = h.When
	}
	return q
}

// earliestOf says who had the quotation first, by the times of publication.
func earliestOf(v *export.Variation) reuse.Earliest {
	members := v.Cluster.Members
	group := make([]reuse.Sighting, len(members))
	for i, m := range members {
		group[i].Published = v.Hits[m.Quote].Document.Published
	}
	e := reuse.First(group)
	for _, list := range [][]int{e.Who, e.Untimed, e.Doubts} {
		for i := range list {
			list[i] = members[list[i]].Quote
		}
	}
	return e
}
