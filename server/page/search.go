package page

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/server/plot"
	"github.com/verbatim-record/verbatim/store"
)

// searchData is what the search screen shows.
type searchData struct {
	Query  string
	Sort   string
	Old    bool
	Error  *queryError
	Cards  []card
	Total  int
	From   int // of the first card, from 1
	Counts export.Counts
	When   *figure // when they were published
	Facets []facet
	// Previous and Next are addresses of the neighbouring pages, or empty.
	Previous, Next string
	Sorts          []choice
	Syntax         string // the query language in short
	Alert          string // a name for an alert of this query
	Exports        []exportFormat
	Instead        []choice // queries that find something, where this finds nothing
}

// queryError is what is wrong with a query, cut where it is wrong.
type queryError struct{ Text, Before, At, After string }

// choice is a link of a list of which one is chosen.
type choice struct {
	Label, Link string
	Chosen      bool
}

// facet is the values of a field, each with what the query becomes by it.
type facet struct {
	Field  string
	Title  string
	Values []facetValue
	More   int
	None   *facetValue // those that have no value; nil: there are none, or they are most
}

type facetValue struct {
	Label  string
	Count  int
	Link   string // the query with it; without it where it is chosen
	Chosen bool
}

// card is a statement in a list.
type card struct {
	ID, Document string
	Who          string // empty where nobody can be told
	Key          string // of the speaker, for its page; empty without one
	Source       string // the article's words for the speaker, where they are others
	Cue          string
	Words        []piece
	Setting      []string
	Outlet       string
	Title        string
	Published    string // as the article has it
	Dated        bool
	When         string // the day it was fetched, where it is not dated
	Kind         verbatim.Kind
	Act          verbatim.Act
	Confidence   float64
	Old          bool
	Hue          int        // 0–9, or -1
	Judged       *judgement // what somebody decided last; nil: nobody has
}

// piece is a stretch of text with a class.
type piece struct {
	Text   string
	Marked bool
}

// perPage is how many cards a page has, and facetValues how many values a field.
const (
	perPage     = 20
	facetValues = 8
	// countedForPage is how many of the newest are counted beside a list.
	countedForPage = 5000
	// deepest is how far one can page; later ones are found by a narrower query.
	deepest = 10_000
)

var sorts = []string{"relevance", "newest", "oldest"}

var orders = map[string]store.Order{"relevance": store.ByRelevance, "newest": store.NewestFirst, "oldest": store.OldestFirst}

func (p *Pages) search(r *http.Request) (*view, error) {
	ctx := r.Context()
	form := r.URL.Query()
	d := &searchData{Query: typed(form.Get("q")), Sort: form.Get("sort"), Old: form.Get("versions") == "all", Syntax: search.Syntax}
	if _, ok := orders[d.Sort]; !ok {
		d.Sort = "relevance"
		if d.Query == "" {
			d.Sort = "newest"
		}
	}
	skip, _ := strconv.Atoi(form.Get("skip"))
	skip = min(max(skip, 0), deepest)
	v := &view{Template: "search.html", Title: "Search", Place: "search", Query: d.Query, Data: d}
	if d.Query != "" {
		v.Title = d.Query
	}
	root, err := search.Parse(d.Query)
	if err != nil {
		d.Error, err = v.misread(err)
		return v, err
	}
	q := store.Query{Root: root, Order: orders[d.Sort], Limit: perPage, Skip: skip, Old: d.Old}
	if f := r.Context().Value(formKey{}); f != nil {
		q.Limit = min(max(limitOf(form, 100), 1), 1000)
	}
	hits, err := p.o.Store.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	if r.Context().Value(formKey{}) != nil {
		if err := desk.Judge(ctx, p.o.Store, hits); err != nil {
			return nil, err
		}
	}
	v.Feed = "/export/statements?" + url.Values{"q": {d.Query}, "format": {"atom"}}.Encode()
	v.JSON, v.CSV = foundList(hits), func(dst []byte) []byte { return foundCSV(dst, hits) }
	if r.Context().Value(formKey{}) != nil {
		return v, nil
	}
	return v, p.fillSearch(ctx, d, root, hits, skip)
}

// fillSearch adds to a page what surrounds the hits.
func (p *Pages) fillSearch(ctx context.Context, d *searchData, root *search.Node, hits []search.Hit, skip int) error {
	f, err := p.o.Store.Facets(ctx, store.Query{Root: root, Old: d.Old, Newest: countedForPage}, facetValues)
	if err != nil {
		return err
	}
	d.Counts, d.When = desk.CountsOf(&f), histogramOf(&f, d.Query)
	d.Total, d.From = d.Counts.Total, skip+1
	judged := make([]*judgement, len(hits))
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].ID
	}
	corrections, err := p.o.Store.CorrectionsOf(ctx, ids)
	if err != nil {
		return err
	}
	for i := range hits {
		if r := desk.Corrected(hits[i], corrections[hits[i].ID]); r.Judged {
			hits[i], judged[i] = r.Hit, &judgementsOf([]store.Correction{r.Correction})[0]
		}
	}
	d.Cards = cardsOf(hits)
	for i := range d.Cards {
		d.Cards[i].Judged = judged[i]
	}
	d.Facets = d.facets()
	for _, s := range sorts {
		d.Sorts = append(d.Sorts, choice{s, d.link(d.Query, s, 0), s == d.Sort})
	}
	if skip > 0 {
		d.Previous = d.link(d.Query, d.Sort, max(skip-perPage, 0))
	}
	if next := skip + perPage; next < min(d.Total, deepest) && len(hits) == perPage {
		d.Next = d.link(d.Query, d.Sort, next)
	}
	if d.Total == 0 && d.Query != "" {
		list, err := desk.Suggest(ctx, p.o.Store, d.Query, d.Old)
		if err != nil {
			return err
		}
		for _, q := range list {
			d.Instead = append(d.Instead, choice{Label: q, Link: d.link(q, d.Sort, 0)})
		}
	}
	d.Alert = d.Query
	d.Exports = exportsOf(func(f *export.Format) bool { return f.Statement != nil })
	return nil
}

func limitOf(form url.Values, otherwise int) int {
	if n, err := strconv.Atoi(form.Get("limit")); err == nil {
		return n
	}
	return otherwise
}

// queryErrorOf takes a query apart where it is wrong; nil is another error.
func queryErrorOf(err error) *queryError {
	var e *search.Error
	if !errors.As(err, &e) {
		return nil
	}
	out := &queryError{Text: e.Text}
	start, end := min(max(e.At.Start, 0), len(e.Query)), min(max(e.At.End, 0), len(e.Query))
	if end >= start {
		out.Before, out.At, out.After = e.Query[:start], shorten(e.Query[start:end], 200), shorten(e.Query[end:], 200)
		if n := len(out.Before); n > 200 {
			cut := n - 200
			for cut < n && !utf8.RuneStart(out.Before[cut]) {
				cut++
			}
			out.Before = "…" + out.Before[cut:]
		}
	}
	return out
}

// link is the address of a search.
func (d *searchData) link(query, sort string, skip int) string {
	v := url.Values{"q": {query}}
	if sort != "" && sort != "relevance" {
		v.Set("sort", sort)
	}
	if d.Old {
		v.Set("versions", "all")
	}
	if skip > 0 {
		v.Set("skip", strconv.Itoa(skip))
	}
	return "/search?" + v.Encode()
}

// titles are what facets are called.
var titles = map[string]string{"speaker": "Speaker", "addressee": "To", "outlet": "Outlet", "venue": "Venue", "kind": "Kind", "act": "Act"}

// fields are the fields of the query language for those of facets.
var fields = map[string]string{"speaker": "speaker", "addressee": "to", "outlet": "outlet", "venue": "venue", "kind": "kind", "act": "act"}

// facets makes each value a link that adds it to the query or takes it off.
func (d *searchData) facets() []facet {
	var out []facet
	for _, f := range d.Counts.Fields {
		field, ok := fields[f.Field]
		if !ok {
			continue // months are the histogram
		}
		fc := facet{Field: f.Field, Title: titles[f.Field], More: f.More}
		chosen := hasTerm(d.Query, field+":"+search.None)
		if f.None > 0 && (f.Field == "speaker" || f.Field == "outlet" || chosen) {
			fc.None = d.value(field+":"+search.None, "not found", f.None)
		}
		for _, v := range f.Values {
			if len(v.Value) > longField { // its link would be longer than an address may be
				continue
			}
			fc.Values = append(fc.Values, *d.value(term(field, v.Value), v.Value, v.Count))
		}
		out = append(out, fc)
	}
	if d.Counts.Undated > 0 {
		out = append(out, facet{Field: "date", Title: "Date", None: d.value("date:"+search.None, search.NoDate, d.Counts.Undated)})
	}
	return out
}

// value is a value of a facet, with the term that finds it.
func (d *searchData) value(term, label string, count int) *facetValue {
	v := &facetValue{Label: label, Count: count, Chosen: hasTerm(d.Query, term)}
	if v.Chosen {
		v.Link = d.link(withoutTerm(d.Query, term), d.Sort, 0)
	} else {
		v.Link = d.link(strings.TrimSpace(d.Query+" "+term), d.Sort, 0)
	}
	return v
}

// hasTerm reports whether a term stands in a query between spaces.
func hasTerm(query, term string) bool {
	return strings.Contains(" "+query+" ", " "+term+" ")
}

func withoutTerm(query, term string) string {
	return strings.TrimSpace(strings.Replace(" "+query+" ", " "+term+" ", " ", 1))
}

// cardsOf makes cards of hits, a colour for each speaker of the page.
func cardsOf(hits []search.Hit) []card {
	hues := make(map[string]int)
	out := make([]card, len(hits))
	for i := range hits {
		out[i] = cardOf(&hits[i])
		out[i].Hue = -1
		if key := out[i].Key; key != "" {
			if _, ok := hues[key]; !ok {
				hues[key] = len(hues) % 10
			}
			out[i].Hue = hues[key]
		}
	}
	return out
}

func cardOf(h *search.Hit) card {
	d, s := h.Document, h.Statement()
	c := card{
		ID: h.ID, Document: h.DocumentID, Cue: shorten(strings.TrimRight(export.Words(d.Text, s.Cue), " ,;:"), cardName), Words: shortened(marked(d.Text, s.Content, h.Marks), cardWords),
		Setting: export.Setting(d, h.Index), Outlet: shorten(h.Entry.Outlet.Label, cardName), Title: shorten(d.Title, longTitle), Published: d.Published, Dated: h.Dated,
		When: h.When.Format("2 January 2006"), Kind: s.Kind, Act: s.Act, Confidence: s.Confidence, Old: h.Old,
	}
	c.Who, c.Source = export.WhoSaid(d, h.Index)
	c.Who, c.Source = shorten(c.Who, cardName), shorten(c.Source, cardName)
	for i := range c.Setting {
		c.Setting[i] = shorten(c.Setting[i], cardName)
	}
	if sp := h.Entry.Speakers; len(sp) > 0 {
		c.Key = shorten(sp[0].Key, longKey)      // of a longer one there is no page
		if c.Who == "" && len(s.Speakers) == 0 { // as somebody has corrected it
			c.Who = shorten(sp[0].Label, cardName)
		}
	}
	return c
}

// marked cuts the words of spans at the marks in them, fragments parted by an
// ellipsis.
func marked(text string, spans, marks []verbatim.Span) []piece {
	var out []piece
	for i, s := range spans {
		if s.Start < 0 || s.End > len(text) || s.Empty() {
			continue
		}
		if i > 0 {
			out = append(out, piece{Text: " … "})
		}
		at := s.Start
		for _, m := range marks {
			if m.Start < at || m.End > s.End {
				continue
			}
			if m.Start > at {
				out = append(out, piece{Text: text[at:m.Start]})
			}
			out = append(out, piece{text[m.Start:m.End], true})
			at = m.End
		}
		if at < s.End {
			out = append(out, piece{Text: text[at:s.End]})
		}
	}
	return out
}

// foundList is hits as JSON has them.
func foundList(hits []search.Hit) any {
	list := make([]*export.FoundRecord, len(hits))
	for i := range hits {
		list[i] = export.NewFound(&hits[i])
	}
	return map[string]any{"statements": list}
}

func foundCSV(dst []byte, hits []search.Hit) []byte {
	dst = export.FoundCSVHeader(dst)
	for i := range hits {
		dst = export.FoundCSV(dst, &hits[i])
	}
	return dst
}

// How much a card shows, in bytes: of the words, of a name, and of the words at
// the head of a statement's own page.
const (
	cardWords = 1500
	cardName  = 200
	headWords = 6000
)

// shortened cuts pieces after so many bytes, at a word where there is one.
func shortened(list []piece, most int) []piece {
	for i := range list {
		if n := len(list[i].Text); n > most {
			list[i].Text = shorten(list[i].Text, most)
			return list[:i+1]
		}
		most -= len(list[i].Text)
	}
	return list
}

// typed is a query without the characters that nobody types and that would
// show it in another order.
func typed(q string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(q, ""))
}

// histogramOf draws when the statements were published that were counted, with a
// bar apart for those without a date; nil where all are of one day, or none has
// one.
func histogramOf(f *store.Facets, query string) *figure {
	if len(f.Days) == 0 || len(f.Days) < 2 && f.Undated == 0 {
		return nil
	}
	axis := plot.NewAxis(f.Days[0].Day, f.Days[len(f.Days)-1].Day, 2*mostBins)
	last := len(axis.Bins) - 1
	if f.Undated > 0 {
		axis = axis.WithUndated()
	}
	h := plot.Histogram{Head: plot.Head{ID: "when", Title: "Statements by time of publication"}, Axis: axis, Bars: make([]plot.Bar, len(axis.Bins))}
	k := 0
	for _, d := range f.Days {
		for k < last && !d.Day.Before(axis.Bins[k].To) {
			k++
		}
		h.Bars[k].Count += d.Count
	}
	if k := axis.Undated(); k >= 0 {
		h.Bars[k].Count = f.Undated
	}
	for i := range h.Bars {
		b := &h.Bars[i]
		if b.Count > 0 {
			b.Title = axis.Bins[i].Label + ": " + plural(b.Count, "statement")
			b.Link = narrowed(query, "/search", within(axis.Bins[i])...)
		}
	}
	out := &figure{Drawing: h.Draw(), Title: h.Title}
	if f.Undated > 0 {
		out.Note = plural(f.Undated, "statement") + " of articles without a date: the bar at the end. No range of dates has them; date:none finds them."
	}
	return out
}
