package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Copying says what is to be found out about the copies of an article.
type Copying struct {
	Thesaurus *reuse.Thesaurus
	// Compared is how many carriers are aligned with the source, the earliest
	// and the article itself; Differences, of how many of these the texts are laid
	// side by side.
	Compared, Differences int
}

// compared is an article as it is laid beside another.
type compared struct {
	doc  *verbatim.Document
	side reuse.Side
}

func comparedOf(d *verbatim.Document, skip []verbatim.Span) *compared {
	c := &compared{d, reuse.Side{Text: d.Text, Skip: skip}}
	for _, q := range d.Quotations {
		if q.Parent < 0 {
			c.side.Quotations = append(c.side.Quotations, q.Span)
		}
	}
	return c
}

// SideOf is what of a document is compared outside a record.
func SideOf(d *verbatim.Document) reuse.Side {
	skip := make([]verbatim.Span, 0, len(d.Furniture))
	for _, f := range d.Furniture {
		skip = append(skip, f.Span)
	}
	return comparedOf(d, skip).side
}

// Copies finds the articles of the record that carry the text of d, which need
// not be in it, says what each is to their source and who was first, and lays
// texts side by side.
func Copies(ctx context.Context, s *store.Store, d *verbatim.Document, q Copying) (*export.Copies, error) {
	id := store.DocumentID(d)
	near, err := s.Nearest(ctx, d)
	if err != nil {
		return nil, err
	}
	out := &export.Copies{Asked: -1, Source: -1}
	group, err := s.Copies(ctx, id)
	known := err == nil
	head := ""
	switch {
	case known:
		head = group.Head().ID
		asked := group.Of(d, id)
		for i, c := range group.Carriers {
			out.Carriers = append(out.Carriers, carrierOf(c))
			if i == asked {
				out.Asked = i
				out.Carriers[i].ID = id // it may be another revision
			}
		}
		out.Outlets = group.Outlets
	case !errors.Is(err, store.ErrNotFound):
		return nil, err
	default:
		// The article is one more of the group of the nearest that it copies.
		k := slices.IndexFunc(near, func(n store.Near) bool { return reuse.OneStory(n.Relation) })
		if k >= 0 {
			if group, err = s.Copies(ctx, near[k].ID); err != nil {
				return nil, err
			}
			head = group.Head().ID
			members := make(map[string]bool)
			for _, c := range group.Carriers {
				out.Carriers = append(out.Carriers, carrierOf(c))
				members[c.ID] = true
			}
			near = slices.DeleteFunc(near, func(n store.Near) bool { return members[n.ID] })
			out.Outlets = group.Outlets
		}
		out.Asked = len(out.Carriers)
		outlet := search.OutletOf(d)
		out.Carriers = append(out.Carriers, export.Carrier{URL: d.URL, Path: d.Path, Outlet: outlet.Label, Title: d.Title, Published: d.Published, Revisions: 1})
		if group == nil || !slices.ContainsFunc(group.Carriers, func(c store.Carrier) bool { return c.Outlet.Key == outlet.Key }) {
			out.Outlets++
		}
	}
	docs := make(map[int]*compared) // carriers that were read
	read := func(i int) (*compared, error) {
		if c := docs[i]; c != nil {
			return c, nil
		}
		var c *compared
		if i == out.Asked && !known {
			skip, err := s.Masked(ctx, d)
			if err != nil {
				return nil, err
			}
			c = comparedOf(d, skip)
		} else {
			x, skip, err := s.Compared(ctx, out.Carriers[i].ID)
			if err != nil {
				return nil, err
			}
			c = comparedOf(x, skip)
		}
		docs[i] = c
		return c, nil
	}
	// Those that are looked at: the earliest, the article itself, the head.
	var look []int
	for i := range out.Carriers {
		if len(look) < max(q.Compared, 1) || i == out.Asked || out.Carriers[i].ID == head {
			look = append(look, i)
		}
	}
	for _, i := range look {
		c, err := read(i)
		if err != nil {
			return nil, err
		}
		out.Carriers[i].Credit = creditOf(c.doc)
	}
	sightings := make([]reuse.Sighting, len(out.Carriers))
	for i, c := range out.Carriers {
		sightings[i] = reuse.Sighting{Published: c.Published, Credit: c.Credit}
		if !c.Fetched.IsZero() {
			sightings[i].Fetched = c.Fetched.Format(time.RFC3339)
		}
	}
	out.Earliest = reuse.First(sightings)
	out.Source = sourceOf(out, head)
	source, err := read(out.Source)
	if err != nil {
		return nil, err
	}
	type difference struct {
		carrier int
		reuse.Rewriting
	}
	var differences []difference
	for _, i := range look {
		c := &out.Carriers[i]
		if i == out.Source {
			c.Compared = true
			continue
		}
		r := q.Thesaurus.Compare(source.side, docs[i].side)
		c.Compared, c.Relation, c.Rewritten = true, r.Relation, r.Rewritten
		for _, ch := range r.Changes {
			if ch.Passage && ch.Quoted {
				c.Quoted++
				if ch.Material {
					c.Material++
				}
			}
		}
		if r.Relation.Kind != reuse.Exact || i == out.Asked {
			differences = append(differences, difference{i, r})
		}
	}
	// The article itself first, then what was changed inside quotation marks.
	slices.SortStableFunc(differences, func(a, b difference) int {
		if (a.carrier == out.Asked) != (b.carrier == out.Asked) {
			if a.carrier == out.Asked {
				return -1
			}
			return 1
		}
		return out.Carriers[b.carrier].Material - out.Carriers[a.carrier].Material
	})
	for _, x := range differences[:min(len(differences), max(q.Differences, 0))] {
		if x.Relation.Kind == reuse.Exact {
			continue
		}
		out.Differences = append(out.Differences, export.Difference{Carrier: x.carrier, Comparison: export.Comparison{
			Source: source.doc, Copy: docs[x.carrier].doc, Rewriting: x.Rewriting,
			Names: [2]string{out.Carriers[out.Source].Name(), out.Carriers[x.carrier].Name()},
		}})
	}
	for _, n := range near {
		x, _, err := s.Document(ctx, n.ID)
		if err != nil {
			return nil, err
		}
		out.Near = append(out.Near, export.Carrier{ID: n.ID, URL: x.URL, Path: x.Path, Outlet: search.OutletOf(x).Label, Title: x.Title, Published: x.Published, Compared: true, Relation: n.Relation, Revisions: 1})
	}
	return out, nil
}

func carrierOf(c store.Carrier) export.Carrier {
	return export.Carrier{ID: c.ID, URL: c.URL, Path: c.Path, Outlet: c.Outlet.Label, Title: c.Title, Published: c.Published, Fetched: c.Fetched, Revisions: c.Revisions}
}

// sourceOf returns the carrier that the others are held against: the first by
// its times. Where these do not tell, the one that the record had first, if it may
// have been, else any that may.
func sourceOf(c *export.Copies, head string) int {
	at := max(0, slices.IndexFunc(c.Carriers, func(x export.Carrier) bool { return head != "" && x.ID == head }))
	e := c.Earliest
	if e.Verdict == reuse.Unknown || slices.Contains(e.Who, at) {
		return at
	}
	return e.Who[0]
}

// creditOf returns whom the dateline names in brackets as the origin of an
// article: "LONDON (Reuters) -".
func creditOf(d *verbatim.Document) string {
	for _, f := range d.Furniture {
		if f.Kind != verbatim.Dateline {
			continue
		}
		line := f.In(d.Text)
		if from := strings.IndexByte(line, '('); from >= 0 {
			if n := strings.IndexByte(line[from:], ')'); n > 1 {
				return strings.Join(strings.Fields(line[from+1:from+n]), " ")
			}
		}
	}
	return ""
}
