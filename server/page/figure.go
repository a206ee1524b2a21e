package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/server/plot"
)

// figure is a drawing as a page has it.
type figure struct {
	plot.Drawing
	Title string
	Note  string // what was counted, how to read it
}

// How large a figure may be, in bytes: a page has several and stays below
// 100 KiB, whatever the query and the names in it.
const (
	largeFigure = 20 << 10
	smallFigure = 11 << 10
	// longestLink bounds a link that has the query in it; a mark whose link
	// would be longer goes to the newest statement of those it stands for.
	longestLink = 220
	// mostBins is how many bins an axis has at most.
	mostBins = 21
)

// fit draws with so many rows, and with fewer where that is too large.
func fit(most, rows int, draw func(rows int) plot.Drawing) (plot.Drawing, int) {
	for {
		d := draw(rows)
		if len(d.SVG) <= most || rows <= 1 {
			return d, rows
		}
		rows--
	}
}

// narrowed is the address of a search for a query with further terms, or
// otherwise, where that is too long.
func narrowed(query, otherwise string, terms ...string) string {
	q := strings.TrimSpace(query + " " + strings.Join(terms, " "))
	if strings.Contains(query, " OR ") || strings.Contains(query, "|") {
		q = strings.TrimSpace("(" + query + ") " + strings.Join(terms, " "))
	}
	link := "/search?" + url.Values{"q": {q}}.Encode()
	if len(link) > longestLink {
		return otherwise
	}
	return link
}

// within is a bin as terms of a query.
func within(b plot.Bin) []string {
	if b.Undated {
		return []string{"date:" + search.None}
	}
	return []string{"after:" + b.From.Format(time.DateOnly), "before:" + b.To.Format(time.DateOnly)}
}

// axisOf is an axis from one time to another, with a place for what has no date
// where there is any.
func axisOf(first, last time.Time, undated int) plot.Axis {
	var axis plot.Axis
	if !first.IsZero() {
		axis = plot.NewAxis(first, last, mostBins)
	}
	if undated > 0 {
		axis = axis.WithUndated()
	}
	return axis
}

// told is what a mark says of one statement: its words, where they are known.
func told(m *desk.Mark, who string) string {
	parts := []string{m.When.Format("2 January 2006")}
	if !m.Dated {
		parts[0] = search.NoDate + ", fetched " + parts[0]
	}
	for _, s := range []string{shorten(m.Outlet, 50), shorten(who, 50)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if m.Words != "" {
		return strings.Join(parts, ", ") + ": " + m.Words
	}
	return strings.Join(parts, ", ") + ": " + string(m.Act) + ", " + m.Kind
}

// lanesOf puts marks into lanes, those of a bin together. Marks without a lane
// go into the last, whose index others is; below 0 they are left out. terms
// narrows a search to a lane.
func lanesOf(axis plot.Axis, marks []desk.Mark, names []string, others int, query string, terms func(lane int) []string) []plot.Lane {
	type sum struct{ count, first int }
	cells := make([][]sum, len(names))
	for i := range cells {
		cells[i] = make([]sum, len(axis.Bins))
	}
	for i := range marks {
		lane := marks[i].Lane
		if lane < 0 || lane >= len(names) || lane == others {
			lane = others
		}
		bin := axis.Undated()
		if marks[i].Dated {
			bin = axis.Find(marks[i].When)
		}
		if lane < 0 || bin < 0 {
			continue
		}
		if c := &cells[lane][bin]; c.count == 0 {
			*c = sum{1, i}
		} else {
			c.count++
		}
	}
	out := make([]plot.Lane, len(names))
	for lane := range names {
		out[lane].Label = names[lane]
		for bin, c := range cells[lane] {
			if c.count == 0 {
				continue
			}
			m := &marks[c.first]
			p := plot.Point{Bin: bin, At: m.When, Count: c.count, Link: "/statements/" + m.ID}
			if c.count == 1 {
				p.Title = told(m, names[lane])
			} else {
				b := axis.Bins[bin]
				p.Title = plural(c.count, "statement") + ", " + shorten(names[lane], 60) + ", " + b.Label
				p.Link = narrowed(query, p.Link, append(terms(lane), within(b)...)...)
			}
			out[lane].Points = append(out[lane].Points, p)
		}
	}
	return out
}

// labelsOf are the names of tallies.
func labelsOf(list []desk.Tally) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Label
	}
	return out
}

// countedNote says what a figure is drawn from.
func countedNote(counted, total int, more bool) string {
	if counted >= total && !more {
		return "All " + plural(total, "statement") + "."
	}
	of := thousands(total)
	if more {
		of = "more than " + of
	}
	return "Counted: the newest " + thousands(counted) + " of " + of + "."
}

// hueClass is the class of a colour for the k-th of a list.
func hueClass(k int) string { return "k" + strconv.Itoa(k%10) }

// share is how many per cent of the largest, for a bar in a table.
type share struct {
	desk.Tally
	Link string
	Bar  int // 0 to 10
}

// shares makes a list with bars of tallies.
func shares(list []desk.Tally, most int, link func(*desk.Tally) string) []share {
	list = list[:min(len(list), most)]
	var out []share
	if len(list) == 0 {
		return nil
	}
	top := slices.MaxFunc(list, func(a, b desk.Tally) int { return a.Count - b.Count }).Count
	for i := range list {
		s := share{Tally: list[i], Bar: max(1, 10*list[i].Count/max(top, 1))}
		if link != nil {
			s.Link = link(&list[i])
		}
		out = append(out, s)
	}
	return out
}
