package page

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/server/plot"
	"github.com/verbatim-record/verbatim/store"
)

// storyData is what the story screen shows.
type storyData struct {
	*desk.Story
	Asked    string
	Heading  string // the query, short
	Error    *queryError
	Note     string
	Lanes    *figure
	Matrix   *figure
	Coverage *figure
	Month    *figure
	Earlier  *choice // months with events
	Later    *choice
	Entries  []ledgerEntry
	MoreOf   int // entries that are left out
	Calendar string
}

// ledgerEntry is an event with what was reported of it, step by step.
type ledgerEntry struct {
	Name, Status, Chip, Sign string // its kind, with who and whom
	When                     string
	Place                    string
	Disputed                 bool
	Sentence                 string
	Link                     string
	Articles                 int
	Steps                    []ledgerStep
	MoreSteps                int
}

type ledgerStep struct {
	Day, Status, Chip, Sign string
	By                      string
	Outlets                 []outletLink
	More                    int
}

type outletLink struct{ Label, Link string }

// How many rows the figures of a story have, and events its ledger.
const (
	storyLanes   = 6
	storyPairs   = 8
	storyOutlets = 8
	storyEntries = 12
	longestQuery = 4096 // bytes
	entrySteps   = 5
)

func (p *Pages) story(r *http.Request) (*view, error) {
	form := r.URL.Query()
	d := &storyData{Asked: typed(form.Get("q"))}
	v := &view{Template: "story.html", Title: "Story", Place: "story", Query: d.Asked, Data: d}
	if len(d.Asked) > longestQuery {
		return nil, problem{http.StatusBadRequest, "The query is too long: it has at most " + thousands(longestQuery) + " bytes."}
	}
	if d.Asked != "" {
		d.Heading = shorten(d.Asked, 160)
		v.Title = "Story: " + d.Heading
	}
	st, err := p.storyOf(r.Context(), d.Asked)
	if err != nil {
		d.Error, err = v.misread(err)
		return v, err
	}
	d.Story = st
	v.JSON = storyJSON(st)
	v.CSV = func(dst []byte) []byte { return storyCSV(dst, st) }
	if r.Context().Value(formKey{}) != nil {
		return v, nil
	}
	d.Note = countedNote(st.Counted, st.Total, st.AtLeast)
	if st.Counted > 0 {
		axis := axisOf(st.First, st.Last, st.Undated)
		d.lanes(axis)
		d.matrix()
		if err := d.coverage(r, p.o.Store, axis); err != nil {
			return nil, err
		}
	}
	d.ledger()
	d.month(form.Get("month"))
	v.Less = d.less
	return v, nil
}

// lanes draws the statements of the most frequent speakers over time.
func (d *storyData) lanes(axis plot.Axis) {
	draw := func(rows int) plot.Drawing {
		names := append(labelsOf(d.Speakers[:rows]), "everybody else")
		lanes := lanesOf(axis, d.Marks, names, rows, d.Asked, func(lane int) []string {
			if lane == rows {
				return nil
			}
			return []string{term("speaker", d.Speakers[lane].Label)}
		})
		if len(lanes[rows].Points) == 0 {
			lanes = lanes[:rows]
		}
		for i := range lanes[:rows] {
			lanes[i].Class, lanes[i].Link = hueClass(i), speakerLink(d.Speakers[i].Key)
		}
		return plot.Timeline{Head: plot.Head{ID: "lanes", Title: "Who spoke when", Desc: d.Note + " A lane for each of the most frequent speakers. A dot is one statement, a number so many in one " + axis.Grain + "."}, Axis: axis, Lanes: lanes}.Draw()
	}
	out, _ := fit(largeFigure, min(storyLanes, len(d.Speakers)), draw)
	d.Lanes = &figure{out, "Who spoke when", "A dot is one statement, a number so many in one " + axis.Grain + "."}
}

// matrix draws who speaks of whom.
func (d *storyData) matrix() {
	if len(d.Pairs) == 0 {
		return
	}
	// Of whom is spoken most, and who speaks most of these.
	cols := topNames(d.Pairs, func(p *desk.Pair) (string, string) { return p.OfKey, p.Of })
	rows := topNames(slices.DeleteFunc(slices.Clone(d.Pairs), func(p desk.Pair) bool {
		return !slices.ContainsFunc(cols, func(c pairName) bool { return c.key == p.OfKey })
	}), func(p *desk.Pair) (string, string) { return p.SpeakerKey, p.Speaker })
	note := "In the " + plural(d.PairsOf, "statement") + " of the newest " + plural(d.PairsArticles, "article") + ": how many of the speaker on the left speak of whom stands above, by name or otherwise."
	out, _ := fit(smallFigure, max(len(rows), len(cols)), func(n int) plot.Drawing {
		rows, cols := rows[:min(n, len(rows))], cols[:min(n, len(cols))]
		m := plot.Matrix{Head: plot.Head{ID: "matrix", Title: "Who speaks of whom", Desc: note}, Corner: "Speaker"}
		for _, c := range cols {
			m.Cols = append(m.Cols, plot.Header{Label: c.label, Link: narrowed(d.Asked, "", words(c.label))})
		}
		for _, r := range rows {
			m.Rows = append(m.Rows, plot.Header{Label: r.label, Link: speakerLink(r.key)})
			cells := make([]plot.Cell, len(cols))
			for j, c := range cols {
				k := slices.IndexFunc(d.Pairs, func(p desk.Pair) bool { return p.SpeakerKey == r.key && p.OfKey == c.key })
				if k < 0 {
					continue
				}
				p := &d.Pairs[k]
				cells[j] = plot.Cell{Count: p.Count, Link: "/statements/" + p.Statement, Title: shorten(r.label, 60) + " on " + shorten(c.label, 60) + ": " + plural(p.Count, "statement")}
				if p.Count > 1 {
					cells[j].Title += "; the newest"
				}
			}
			m.Cells = append(m.Cells, cells)
		}
		return m.Draw()
	})
	d.Matrix = &figure{out, "Who speaks of whom", note + " A field leads to the newest of its statements."}
}

// pairName is a row or a column of who speaks of whom.
type pairName struct {
	key, label string
	count      int
}

// topNames are the most frequent names of one side of pairs.
func topNames(pairs []desk.Pair, of func(*desk.Pair) (key, label string)) []pairName {
	var list []pairName
	at := make(map[string]int)
	for i := range pairs {
		key, label := of(&pairs[i])
		k, ok := at[key]
		if !ok {
			k = len(list)
			at[key] = k
			list = append(list, pairName{key: key, label: label})
		}
		list[k].count += pairs[i].Count
	}
	slices.SortStableFunc(list, func(a, b pairName) int { return b.count - a.count })
	return list[:min(len(list), storyPairs)]
}

// words are a name as a phrase of a query.
func words(name string) string {
	return `"` + strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '*' || r == ' ' }), " ") + `"`
}

// coverage draws which outlet has how much when.
func (d *storyData) coverage(r *http.Request, s *store.Store, axis plot.Axis) error {
	var stretches []store.Stretch
	for _, b := range axis.Bins {
		if !b.Undated {
			stretches = append(stretches, store.Stretch{From: b.From, To: b.To})
		}
	}
	rows := make([]plot.CoverageRow, min(storyOutlets, len(d.Outlets)))
	if len(rows) == 0 {
		return nil
	}
	for i := range rows {
		o := &d.Outlets[i]
		c, err := d.Story.Coverage(r.Context(), s, i, stretches)
		if err != nil {
			return err
		}
		row := plot.CoverageRow{Header: plot.Header{Label: o.Label, Link: narrowed(d.Asked, "", term("outlet", o.Label))}, Cells: make([]plot.CoverageCell, len(axis.Bins))}
		for j, b := range axis.Bins {
			var cell plot.CoverageCell
			n, first := c.Undated, c.FirstUndated
			if !b.Undated {
				n, first, cell.Gap = c.Counts[j], c.First[j], c.Gap[j]
			}
			if n > 0 {
				cell.Count, cell.Link = n, "/statements/"+first
				if n > 1 {
					cell.Link = narrowed(d.Asked, cell.Link, append([]string{term("outlet", o.Label)}, within(b)...)...)
				}
				cell.Title = shorten(o.Label, 60) + ", " + b.Label + ": " + plural(n, "statement")
			}
			row.Cells[j] = cell
		}
		rows[i] = row
	}
	note := "How many of the statements each outlet has in each " + axis.Grain + ". Hatched: the record has nothing of the outlet at that time, which says nothing about what the outlet wrote. 0: it was read, and nothing in it matches."
	out, _ := fit(largeFigure, len(rows), func(n int) plot.Drawing {
		return plot.Coverage{Head: plot.Head{ID: "coverage", Title: "Coverage", Desc: note}, Axis: axis, Rows: rows[:n]}.Draw()
	})
	d.Coverage = &figure{out, "Coverage", note}
	return nil
}

// ledger makes the entries of the events, the latest first.
func (d *storyData) ledger() {
	list := d.Events.Entries
	d.MoreOf = max(0, len(list)-storyEntries)
	for i := range list[:min(len(list), storyEntries)] {
		d.Entries = append(d.Entries, d.entryOf(&list[i]))
	}
	if d.EventQuery != "" && d.EventQuery != d.Asked {
		d.Calendar = shorten(d.EventQuery, 200)
	}
}

// less takes the last of the events off, and then figures, which the JSON has.
func (d *storyData) less() bool {
	switch n := len(d.Entries); {
	case n > 1:
		d.MoreOf += n - n*2/3
		d.Entries = d.Entries[:n*2/3]
	case d.Matrix != nil:
		d.Matrix = nil
	case d.Month != nil:
		d.Month = nil
	default:
		return false
	}
	return true
}

// entryWords bounds the sentence of an event, in bytes.
const entryWords = 240

func (d *storyData) entryOf(e *export.LedgerEntry) ledgerEntry {
	last := e.Last()
	out := ledgerEntry{
		Name: kindOf(e), Status: string(e.Status), Chip: chips[e.Status], Sign: plot.Sign(string(e.Status)), Disputed: len(e.Contradictions) > 0,
		Sentence: shorten(last.Sentence, entryWords), Link: d.eventLink(last), Articles: e.Articles,
	}
	switch who := shorten(whoOf(e), 120); {
	case strings.HasPrefix(who, "→"):
		out.Name += " " + who
	case who != "":
		out.Name += ": " + who
	}
	if e.Date != nil {
		out.When = dayRange(e.Date)
	}
	if e.Place != nil {
		out.Place = shorten(e.Place.Name, 60)
	}
	out.MoreSteps = max(0, len(e.Steps)-entrySteps)
	for i := range e.Steps[out.MoreSteps:] { // the latest
		s := &e.Steps[out.MoreSteps+i]
		step := ledgerStep{Day: s.Day, Status: string(s.Status), Chip: chips[s.Status], Sign: plot.Sign(string(s.Status))}
		if t, err := time.Parse(time.DateOnly, s.Day); err == nil {
			step.Day = t.Format("2 January 2006")
		}
		if s.Moved {
			step.Status += ", moved"
		}
		var by []string
		for _, n := range s.By {
			by = append(by, shorten(n.Name, 60))
		}
		step.By = strings.Join(by, ", ")
		for _, r := range s.Reports {
			if len(step.Outlets) == 3 {
				step.More++
				continue
			}
			label := "the article"
			if r.Outlet != nil {
				label = shorten(*r.Outlet, 40)
			}
			step.Outlets = append(step.Outlets, outletLink{label, d.eventLink(r)})
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// eventLink is where an article tells an event.
func (d *storyData) eventLink(r *export.FoundEventRecord) string {
	link := "/articles/" + r.Document
	if i, ok := d.EventAt[r.ID]; ok {
		link += "#v" + strconv.Itoa(i+1)
	}
	return link
}

func kindOf(e *export.LedgerEntry) string {
	v := verbatim.Event{Plover: e.Plover}
	if e.Kind != nil {
		v.Kind = verbatim.EventKind(*e.Kind)
	}
	return export.EventKindName(&v)
}

// whoOf is who does it, and whom.
func whoOf(e *export.LedgerEntry) string {
	join := func(list []export.FoundName) string {
		parts := make([]string, len(list))
		for i, n := range list {
			parts[i] = n.Name
		}
		return strings.Join(parts, ", ")
	}
	who, whom := join(e.Actors), join(e.Targets)
	if whom == "" {
		return who
	}
	return strings.TrimSpace(who + " → " + whom) // as on the screen of an article
}

// dayRange writes when an event is.
func dayRange(d *export.FoundEventDate) string {
	from, err1 := time.Parse(time.DateOnly, d.From)
	until, err2 := time.Parse(time.DateOnly, d.Until)
	if err1 != nil || err2 != nil {
		return d.Value
	}
	if last := until.AddDate(0, 0, -1); last.After(from) {
		return from.Format("2 January") + " – " + last.Format("2 January 2006")
	}
	return from.Format("Monday 2 January 2006")
}

// month draws the calendar of a month that was asked for, or else of the first
// plan that is ahead of the newest statement, or else of the latest event.
func (d *storyData) month(asked string) {
	type dated struct {
		day time.Time
		e   *export.LedgerEntry
	}
	var list []dated
	for i := range d.Events.Entries {
		e := &d.Events.Entries[i]
		if e.Date == nil {
			continue
		}
		from, err1 := time.Parse(time.DateOnly, e.Date.From)
		until, err2 := time.Parse(time.DateOnly, e.Date.Until)
		if err1 == nil && err2 == nil && until.Sub(from) <= 7*24*time.Hour {
			list = append(list, dated{from, e})
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b dated) int { return a.day.Compare(b.day) })
	first := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
	at := first(list[len(list)-1].day)
	if k := slices.IndexFunc(list, func(x dated) bool {
		return x.e.Status == verbatim.Planned && !x.day.Before(d.Last.Truncate(24*time.Hour))
	}); k >= 0 {
		at = first(list[k].day)
	}
	if t, err := time.Parse("2006-01", asked); err == nil {
		at = t
	}
	name := at.Format("January 2006")
	m := plot.Month{Head: plot.Head{ID: "month", Title: "Events in " + name, Desc: "What the articles say is, was or would have been in this month, each event once, with its status as of the last report."}, First: at}
	for _, x := range list {
		e := x.e
		switch {
		case x.day.Before(at):
			d.Earlier = &choice{Label: x.day.Format("January 2006"), Link: monthLink(d.Asked, x.day)}
		case !x.day.Before(at.AddDate(0, 1, 0)):
			if d.Later == nil {
				d.Later = &choice{Label: x.day.Format("January 2006"), Link: monthLink(d.Asked, x.day)}
			}
		default:
			who := shorten(whoOf(e), 60)
			m.Events = append(m.Events, plot.MonthEvent{Day: x.day, Text: strings.TrimSpace(kindOf(e) + " " + strings.TrimPrefix(who, "→ ")), Status: string(e.Status), Class: chips[e.Status],
				Link: d.eventLink(e.Last()), Title: string(e.Status) + ": " + kindOf(e) + ", " + who + ", " + dayRange(e.Date)})
		}
	}
	m.Events = m.Events[:min(len(m.Events), 40)]
	out, _ := fit(smallFigure, len(m.Events), func(n int) plot.Drawing {
		m := m
		m.Events = m.Events[:n]
		return m.Draw()
	})
	d.Month = &figure{out, name, ""}
}

func monthLink(query string, t time.Time) string {
	return "/story?" + url.Values{"q": {query}, "month": {t.Format("2006-01")}}.Encode() + "#h-month"
}

// storyJSON is a story as JSON.
func storyJSON(st *desk.Story) any {
	entries := st.Events.Entries
	if entries == nil {
		entries = []export.LedgerEntry{}
	}
	marks := make([]storyMark, len(st.Marks))
	for i, m := range st.Marks {
		marks[i] = storyMark{ID: m.ID, When: m.When.Format(time.RFC3339), Dated: m.Dated, Outlet: m.Outlet, Kind: m.Kind, Act: string(m.Act)}
		if m.Lane >= 0 {
			marks[i].Speaker = &st.Speakers[m.Lane].Label
		}
	}
	return struct {
		*desk.Story
		Statements []storyMark          `json:"statements"`
		Events     []export.LedgerEntry `json:"events"`
	}{st, marks, entries}
}

// storyMark is a statement of a story; its speaker is null where it is none of
// the most frequent.
type storyMark struct {
	ID      string  `json:"id"`
	When    string  `json:"when"`  // of publication, else of the fetch
	Dated   bool    `json:"dated"` // when is of publication
	Speaker *string `json:"speaker"`
	Outlet  string  `json:"outlet"`
	Kind    string  `json:"kind"`
	Act     string  `json:"act"`
}

// storyCSV is the ledger's reports, a row each: what of a story is a list that
// no other page has.
func storyCSV(dst []byte, st *desk.Story) []byte {
	dst = export.LedgerCSVHeader(dst)
	for i := range st.Events.Entries {
		dst = export.LedgerCSV(dst, &st.Events.Entries[i])
	}
	return dst
}
