package page

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// articleData is what the article screen shows.
type articleData struct {
	ID        string
	Title     string
	Outlet    string
	Byline    string
	Published string
	Language  string
	URL       string // if it is one of the web
	Info      store.Info
	Rows      []articleRow
	Parts     []choice // of a long text
	Revisions []revision
	Slider    *slider
	Diff      *revisionDiff
	Counts    string
	Speakers  []voice
	Exports   []exportFormat
	Carriers  int // articles that carry the text, this one among them
	Outlets   int // of these
}

// articleRow is a paragraph and what stands beside it.
type articleRow struct {
	Pieces     []textPiece
	Furniture  bool
	Statements []railStatement
	Events     []railEvent
}

// textPiece is a stretch of a paragraph.
type textPiece struct {
	Text    string
	Class   string   // empty: plain
	Link    string   // of the statement it is the words of
	Numbers []number // statements that begin here
}

type number struct {
	N    int
	ID   string
	Hue  int
	Link string
}

type railStatement struct {
	N             int
	Hue           int
	Who, Cue      string
	Link, Speaker string // addresses; Speaker empty where nobody can be told
	Kind          string
	Setting       []string
	Words         string
	Unsure        bool
}

type railEvent struct {
	Kind, Status, Chip, Text, When string
	ID                             string
}

type voice struct {
	Name, Link string
	Hue, Count int
}

// revision is a version of an article.
type revision struct {
	N      int
	ID     string
	When   string
	Chosen bool
}

// slider is the form that goes from version to version.
type slider struct{ First, Last, At int }

// revisionDiff is how a version differs from the one before it.
type revisionDiff struct {
	From   int // number of the other version
	FromID string
	Blocks [][]wordDiff
	Said   []changedQuotation
	Same   bool
}

// changedQuotation is a statement whose words changed between two versions.
type changedQuotation struct {
	Who, Link string
	Diff      []wordDiff
	Sort      string // changed, new, gone
	Material  bool
}

// partSize is about how much text, in bytes, one page of a long article has.
// With its marks and rail a page is five times as much.
const partSize = 14 << 10

func (p *Pages) article(r *http.Request) (*view, error) {
	ctx := r.Context()
	doc, info, err := p.o.Store.Document(ctx, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	// A version is chosen by its number.
	var revisions []string
	if doc.URL != "" {
		if revisions, err = p.o.Store.Revisions(ctx, doc.URL); err != nil {
			return nil, err
		}
		if n, err := strconv.Atoi(r.URL.Query().Get("version")); err == nil && n >= 1 && n <= len(revisions) && revisions[n-1] != info.ID {
			if doc, info, err = p.o.Store.Document(ctx, revisions[n-1]); err != nil {
				return nil, err
			}
		}
	}
	v := &view{Template: "article.html", Title: export.HTMLTitle(doc), JSON: export.NewRecord(doc)}
	v.CSV = func(dst []byte) []byte { return export.CSV(export.CSVHeader(dst), doc) }
	if ctx.Value(formKey{}) != nil {
		return v, nil
	}
	d := &articleData{ID: info.ID, Title: shorten(export.HTMLTitle(doc), longTitle), Outlet: shorten(doc.Outlet, cardName), Byline: shorten(doc.Byline, cardName), Published: doc.Published, URL: web(doc.URL), Info: info, Counts: export.Summary(doc)}
	if languageTag(doc.Language) {
		d.Language = doc.Language
	}
	if group, err := p.o.Store.Copies(ctx, info.ID); err == nil {
		d.Carriers, d.Outlets = len(group.Carriers), group.Outlets
	} else if !errors.Is(err, store.ErrUnplaced) && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	d.Exports = exportsOf(func(f *export.Format) bool { return f.Document != nil })
	d.voices(doc)
	part, _ := strconv.Atoi(r.URL.Query().Get("part"))
	part = max(part, 0)
	if at, err := strconv.Atoi(r.URL.Query().Get("at")); err == nil && at >= 1 && at <= len(doc.Statements) {
		part = -at // the part that has this statement
	}
	d.rows(doc, part)
	if len(revisions) > 1 {
		d.Slider = &slider{1, len(revisions), info.Revision}
		if err := p.revisions(ctx, d, doc, info, revisions); err != nil {
			return nil, err
		}
	}
	v.Data = d
	return v, nil
}

func languageTag(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' {
			return false
		}
	}
	return s != "" && len(s) < 12
}

// voices lists the speakers with their colours.
func (d *articleData) voices(doc *verbatim.Document) {
	numbers := export.Voices(doc)
	at := make(map[int]int)
	for i, n := range numbers {
		if n < 0 {
			continue
		}
		k, ok := at[n]
		if !ok {
			k = len(d.Speakers)
			at[n] = k
			who, source := export.WhoSaid(doc, i)
			vo := voice{Name: who, Hue: n % 10}
			if who == "" {
				vo.Name = source
			} else if s := doc.Statements[i].Speakers; len(s) > 0 && s[0] < len(doc.Entities) {
				vo.Link = speakerOf(doc, s[0])
			}
			vo.Name = shorten(vo.Name, cardName)
			d.Speakers = append(d.Speakers, vo)
		}
		d.Speakers[k].Count++
	}
	slices.SortStableFunc(d.Speakers, func(a, b voice) int { return b.Count - a.Count })
	d.Speakers = d.Speakers[:min(len(d.Speakers), 24)]
}

// speakerOf is the address of an entity's page, or nothing where the entity is
// the same in no other article.
func speakerOf(doc *verbatim.Document, e int) string {
	if key := doc.Entities[e].Key; key != "" {
		return speakerLink(key)
	}
	return ""
}

// rows makes the paragraphs of one part of the text; of the part that has the
// statement of a number, from 1, where that is given below zero.
func (d *articleData) rows(doc *verbatim.Document, part int) {
	blocks := export.Blocks(doc)
	// The title stands above.
	if len(blocks) > 0 && doc.Title != "" && cutIn(doc.Text, blocks[0]) == strings.Join(strings.Fields(doc.Title), " ") && !startsIn(doc, blocks[0]) {
		blocks = blocks[1:]
	}
	parts := partsOf(doc, blocks)
	if part < 0 {
		at := doc.Statements[-part-1].Start()
		part = slices.IndexFunc(parts, func(p []verbatim.Span) bool { return p[0].Start <= at && at < p[len(p)-1].End })
	}
	part = min(max(part, 0), max(len(parts)-1, 0))
	if len(parts) > 1 {
		for i := range parts {
			// Of very many only those near, the first and the last are listed.
			if len(parts) > 24 && i > 0 && i < len(parts)-1 && (i < part-6 || i > part+6) {
				continue
			}
			d.Parts = append(d.Parts, choice{strconv.Itoa(i + 1), "/articles/" + d.ID + "?" + url.Values{"part": {strconv.Itoa(i)}}.Encode(), i == part})
		}
	}
	if len(parts) == 0 {
		return
	}
	stretches := export.Stretches(doc)
	numbers := export.Voices(doc)
	ids := store.StatementIDs(doc)
	starts := make(map[int][]int)
	for i := range doc.Statements {
		starts[doc.Statements[i].Start()] = append(starts[doc.Statements[i].Start()], i)
	}
	k := 0
	for _, b := range parts[part] {
		for k > 0 && (k == len(stretches) || stretches[k].Start > b.Start) {
			k--
		}
		for k < len(stretches) && stretches[k].End <= b.Start {
			k++
		}
		row := articleRow{Furniture: true}
		for ; k < len(stretches) && stretches[k].Start < b.End; k++ {
			s := &stretches[k]
			row.Furniture = row.Furniture && s.Furniture
			row.Pieces = append(row.Pieces, pieceOf(doc, s, b, starts, numbers, ids))
		}
		k = max(k-1, 0)
		for i := range doc.Statements {
			if at := doc.Statements[i].Start(); b.Start <= at && at < b.End {
				row.Statements = append(row.Statements, railOf(doc, i, numbers[i], ids[i]))
			}
		}
		for i := range doc.Events {
			if e := &doc.Events[i]; b.Start <= e.Trigger.Start && e.Trigger.Start < b.End {
				row.Events = append(row.Events, railEventOf(doc, i))
			}
		}
		d.Rows = append(d.Rows, row)
	}
}

func startsIn(doc *verbatim.Document, b verbatim.Span) bool {
	return slices.ContainsFunc(doc.Statements, func(s verbatim.Statement) bool { at := s.Start(); return b.Start <= at && at < b.End })
}

// partsOf parts the paragraphs of a long text.
func partsOf(doc *verbatim.Document, blocks []verbatim.Span) [][]verbatim.Span {
	items := itemsOf(doc)
	var out [][]verbatim.Span
	size, n := partSize, 0
	for _, b := range manageable(doc.Text, blocks, items) {
		in := before(items, b.End) - before(items, b.Start)
		if size >= partSize || n > 0 && n+in > partItems {
			out, size, n = append(out, nil), 0, 0
		}
		out[len(out)-1] = append(out[len(out)-1], b)
		size, n = size+b.Len(), n+in
	}
	return out
}

// partItems is about how many statements and events a part has.
const partItems = 60

// itemsOf returns where the statements and events of an article begin, in order.
func itemsOf(doc *verbatim.Document) []int {
	items := make([]int, 0, len(doc.Statements)+len(doc.Events))
	for i := range doc.Statements {
		items = append(items, doc.Statements[i].Start())
	}
	for i := range doc.Events {
		items = append(items, doc.Events[i].Trigger.Start)
	}
	slices.Sort(items)
	return items
}

// before is how many items begin before a place.
func before(items []int, at int) int {
	n, _ := slices.BinarySearch(items, at)
	return n
}

// manageable cuts paragraphs that are longer than a part or have more in them,
// between words where there are any.
func manageable(text string, blocks []verbatim.Span, items []int) []verbatim.Span {
	var out []verbatim.Span
	for _, b := range blocks {
		for {
			at := b.Start + partSize
			if next := before(items, b.Start) + partItems; next < len(items) && items[next] > b.Start {
				at = min(at, items[next])
			}
			if at >= b.End || at <= b.Start {
				break
			}
			if i := strings.LastIndexByte(text[b.Start:at], ' '); i > 0 {
				at = b.Start + i + 1
			}
			for at < b.End && !utf8.RuneStart(text[at]) {
				at++
			}
			out = append(out, verbatim.Span{Start: b.Start, End: at})
			b.Start = at
		}
		out = append(out, b)
	}
	return out
}

func pieceOf(doc *verbatim.Document, s *export.Stretch, b verbatim.Span, starts map[int][]int, numbers []int, ids []string) textPiece {
	cut := verbatim.Span{Start: max(s.Start, b.Start), End: min(s.End, b.End)}
	p := textPiece{Text: cut.In(doc.Text)}
	for _, i := range starts[cut.Start] {
		p.Numbers = append(p.Numbers, number{i + 1, "s" + strconv.Itoa(i+1), hueOf(numbers[i]), "/statements/" + ids[i]})
	}
	switch {
	case s.Statement >= 0:
		p.Class = s.Role
		if n := numbers[s.Statement]; n >= 0 {
			p.Class += " k" + strconv.Itoa(hueOf(n))
		}
		if s.Quoted && s.Role == "content" {
			p.Class += " quoted"
		}
		if s.Role == "content" {
			p.Link = "/statements/" + ids[s.Statement]
		}
	case s.Furniture:
		p.Class = "furniture"
	}
	return p
}

func hueOf(n int) int {
	if n < 0 {
		return -1
	}
	return n % 10
}

// unsure is the confidence below which a statement is marked as doubtful.
const unsure = 0.5

func railOf(doc *verbatim.Document, i, voice int, id string) railStatement {
	s := &doc.Statements[i]
	who, source := export.WhoSaid(doc, i)
	r := railStatement{
		N: i + 1, Hue: hueOf(voice), Who: who, Cue: strings.TrimRight(export.Words(doc.Text, s.Cue), " ,;:"), Link: "/statements/" + id,
		Kind: string(s.Kind), Setting: export.Setting(doc, i), Words: shorten(export.Words(doc.Text, s.Content), 80), Unsure: s.Confidence < unsure,
	}
	if who == "" {
		r.Who = source
	} else if len(s.Speakers) > 0 && s.Speakers[0] < len(doc.Entities) {
		r.Speaker = speakerOf(doc, s.Speakers[0])
	}
	return r
}

// chips are the classes of the chips of a status.
var chips = map[verbatim.EventStatus]string{
	verbatim.Happened: "good", verbatim.UnderWay: "good", verbatim.Planned: "plan", verbatim.Proposed: "plan", verbatim.Conditional: "plan",
	verbatim.RuledOut: "bad", verbatim.Denied: "bad", verbatim.Cancelled: "bad", verbatim.Unsettled: "warn",
}

func railEventOf(doc *verbatim.Document, i int) railEvent {
	e := &doc.Events[i]
	r := railEvent{Kind: export.EventKindName(e), Status: string(e.Status), Chip: chips[e.Status], ID: "v" + strconv.Itoa(i+1)}
	var actors, targets []string
	for _, p := range e.Participants {
		if p.Entity < 0 || p.Entity >= len(doc.Entities) {
			continue
		}
		name := cutIn(doc.Text, doc.Entities[p.Entity].Name)
		if p.Role == verbatim.Actor {
			actors = append(actors, name)
		} else {
			targets = append(targets, name)
		}
	}
	r.Text = strings.Join(actors, ", ")
	if len(targets) > 0 {
		r.Text = strings.TrimSpace(r.Text + " → " + strings.Join(targets, ", "))
	}
	if e.Time >= 0 && e.Time < len(doc.Times) {
		r.When = cutIn(doc.Text, doc.Times[e.Time].Span)
		if v := doc.Times[e.Time].Value; v != "" {
			r.When += " (" + export.Day(v) + ")"
		}
	}
	return r
}

// revisions lists the versions and compares this one with the one before.
func (p *Pages) revisions(ctx context.Context, d *articleData, doc *verbatim.Document, info store.Info, ids []string) error {
	const most = 40 // listed: the newest
	for i := max(0, len(ids)-most); i < len(ids); i++ {
		d.Revisions = append(d.Revisions, revision{N: i + 1, ID: ids[i], Chosen: ids[i] == info.ID})
	}
	if info.Revision < 2 || info.Revision > len(ids) {
		return nil
	}
	other := ids[info.Revision-2]
	before, was, err := p.o.Store.Document(ctx, other)
	if err != nil {
		return err
	}
	for i := range d.Revisions {
		switch d.Revisions[i].ID {
		case info.ID:
			d.Revisions[i].When = info.Fetched.UTC().Format("2 January 2006 15:04 UTC")
		case other:
			d.Revisions[i].When = was.Fetched.UTC().Format("2 January 2006 15:04 UTC")
		}
	}
	c, err := desk.Revised(before, doc)
	if err != nil {
		return err
	}
	diff := &revisionDiff{From: info.Revision - 1, FromID: other, Same: len(c.Blocks) == 0}
	for _, b := range c.Blocks {
		var out []wordDiff
		for _, w := range b {
			out = append(out, wordDiff{Text: w.Text, Sort: string(w.Sort)})
		}
		diff.Blocks = append(diff.Blocks, out)
	}
	for _, q := range c.Quotations {
		cq := changedQuotation{Sort: q.Sort, Material: q.Material}
		in, at, id := doc, q.Now, info.ID
		if at < 0 {
			in, at, id = before, q.Was, other
		}
		cq.Who, _ = export.WhoSaid(in, at)
		if cq.Who == "" {
			_, cq.Who = export.WhoSaid(in, at)
		}
		cq.Link = "/articles/" + id + "#s" + strconv.Itoa(at+1)
		var changes []deviation
		for _, ch := range q.Changes {
			changes = append(changes, deviation{ch.A, ch.B, ch.Material})
		}
		cq.Diff = differ(q.From, q.To, changes)
		diff.Said = append(diff.Said, cq)
	}
	d.Diff = diff
	return nil
}
