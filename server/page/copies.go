package page

import (
	"errors"
	"net/http"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

// copiesData is what the screen of an article's copies shows.
type copiesData struct {
	ID, Title   string
	Head, First string
	Carriers    []carrierData
	Others      int // that were not compared
	Near        []carrierData
	Beside      []besideData
}

type carrierData struct {
	ID, Outlet, Title, When, Kind, Chip, Shared string
	Earliest, Asked                             bool
	Material                                    int
}

// besideData is a copy beside the source.
type besideData struct {
	Verdict, Source, Copy string
	Quoted                []changeData
	Rows                  []besideRow
	More                  bool // rows were left out
}

type changeData struct {
	Before, Was, Is, After string
	Material               bool
}

type besideRow struct{ A, B []wordDiff }

// How many carriers of a text are compared for a page, and how much of two
// texts stands side by side, in bytes.
const (
	comparedCopies = 20
	besideSize     = 16 << 10
)

func (p *Pages) copies(r *http.Request) (*view, error) {
	ctx := r.Context()
	doc, info, err := p.o.Store.Document(ctx, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	var thesaurus *reuse.Thesaurus
	if p.o.Thesaurus != nil {
		if thesaurus, err = p.o.Thesaurus(); err != nil {
			return nil, err
		}
	}
	c, err := desk.Copies(ctx, p.o.Store, doc, desk.Copying{Thesaurus: thesaurus, Compared: comparedCopies, Differences: 1})
	if errors.Is(err, store.ErrUnplaced) {
		return nil, problem{http.StatusConflict, "The articles of this record have not been compared yet: verbatim copies does it once."}
	}
	if err != nil {
		return nil, err
	}
	d := &copiesData{ID: info.ID, Title: shorten(export.HTMLTitle(doc), longTitle), Head: c.Head(), First: c.First()}
	source := ""
	if c.Source >= 0 {
		source = c.Carriers[c.Source].Name()
	}
	for i := range c.Carriers {
		x := &c.Carriers[i]
		if !x.Compared {
			d.Others++
			continue
		}
		cd := carrierOf(x, c.Kind(i))
		cd.Earliest, cd.Asked = slices.Contains(c.Earliest.Who, i), i == c.Asked
		if i != c.Source {
			cd.Shared = x.Shared(source)
		}
		d.Carriers = append(d.Carriers, cd)
	}
	for i := range c.Near {
		cd := carrierOf(&c.Near[i], string(c.Near[i].Relation.Kind))
		d.Near = append(d.Near, cd)
	}
	for i := range c.Differences {
		diff := &c.Differences[i]
		d.Beside = append(d.Beside, besideOf(&diff.Comparison, source, c.Carriers[diff.Carrier].Name()))
	}
	v := &view{Template: "copies.html", Title: "Copies of " + d.Title, Data: d}
	v.JSON = export.RawCopies(c)
	return v, nil
}

func carrierOf(x *export.Carrier, kind string) carrierData {
	d := carrierData{ID: x.ID, Outlet: shorten(x.Name(), cardName), Title: shorten(x.Title, longTitle), When: x.When(), Kind: kind, Material: x.Material}
	switch {
	case kind == "rewritten":
		d.Chip = "bad"
	case kind == "source":
		d.Chip = "plan"
	case kind == string(reuse.Exact):
		d.Chip = "good"
	}
	return d
}

// besideOf lays two texts side by side.
func besideOf(c *export.Comparison, source, copied string) besideData {
	d := besideData{Verdict: c.Verdict(), Source: source, Copy: copied}
	for _, ch := range c.Ordered() {
		if !ch.Quoted {
			break
		}
		before, after := export.Around(c.Copy.Text, ch.B)
		d.Quoted = append(d.Quoted, changeData{before, ch.A.In(c.Source.Text), ch.B.In(c.Copy.Text), after, ch.Material})
	}
	var a, b []verbatim.Span
	for _, ch := range c.Changes {
		if !ch.A.Empty() {
			a = append(a, ch.A)
		}
		if !ch.B.Empty() {
			b = append(b, ch.B)
		}
	}
	size := 0
	for _, row := range c.Rows {
		if size += row.A.Len() + row.B.Len(); size > besideSize {
			d.More = true
			break
		}
		d.Rows = append(d.Rows, besideRow{cutChanged(c.Source.Text, row.A, a, "del"), cutChanged(c.Copy.Text, row.B, b, "ins")})
	}
	return d
}

// cutChanged cuts a stretch of a text at the changes in it, which are in order.
func cutChanged(text string, s verbatim.Span, changes []verbatim.Span, sort string) []wordDiff {
	var out []wordDiff
	at := s.Start
	k, _ := slices.BinarySearchFunc(changes, s.Start, func(x verbatim.Span, at int) int {
		if x.End <= at {
			return -1
		}
		return 1
	})
	for ; k < len(changes) && changes[k].Start < s.End; k++ {
		from, to := max(at, changes[k].Start), min(s.End, changes[k].End)
		if from >= to {
			continue
		}
		if at < from {
			out = append(out, wordDiff{Text: text[at:from]})
		}
		out = append(out, wordDiff{Text: text[from:to], Sort: sort})
		at = to
	}
	if at < s.End {
		out = append(out, wordDiff{Text: text[at:s.End]})
	}
	return out
}
