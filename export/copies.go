package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/reuse"
)

// CopiesSchema names the form of a [CopiesRecord].
const CopiesSchema = "verbatim-copies/1"

// Copies are the articles that carry one text, the earliest first.
type Copies struct {
	Carriers []Carrier
	Asked    int // the article whose copies these are
	Source   int // the one that the others are held against
	Outlets  int // different ones
	Earliest reuse.Earliest
	// Differences are the copies that are laid beside the source.
	Differences []Difference
	// Near are articles of other groups that share text with the one asked for.
	Near []Carrier
}

// Carrier is one article of a group.
type Carrier struct {
	ID        string // of the document; empty where it is not in the record
	URL, Path string
	Outlet    string
	Title     string
	Published string
	Fetched   time.Time
	Credit    string // whom its dateline names as the origin
	Revisions int
	// Compared says whether it was laid beside the source, and what follows is
	// known. Relation is of the source (A) to it (B).
	Compared  bool
	Relation  reuse.Relation
	Rewritten bool
	// Quoted counts the changes inside quotation marks, Material those of them
	// that change more than function words.
	Quoted, Material int
}

// Difference is a copy beside the source.
type Difference struct {
	Carrier    int
	Comparison Comparison
}

// kind is what the carrier at i is to the source.
func (c *Copies) kind(i int) string {
	x := &c.Carriers[i]
	switch {
	case i == c.Source:
		return "source"
	case !x.Compared:
		return "not compared"
	case x.Rewritten:
		return "rewritten"
	}
	return string(x.Relation.Kind)
}

// Name is what a reader knows an article by.
func (x *Carrier) Name() string {
	return cmp.Or(x.Outlet, x.URL, x.Path, x.ID, "an article without a name")
}

func (x *Carrier) when() string {
	if t, err := time.Parse(time.RFC3339, x.Published); err == nil {
		return t.Format("2 January 2006 15:04 MST")
	}
	if x.Published != "" {
		return Day(x.Published)
	}
	if !x.Fetched.IsZero() {
		return "time not known, fetched " + x.Fetched.UTC().Format("2 January 2006 15:04 MST")
	}
	return "time not known"
}

// shared says how much of an article and of the source is in the other.
func (x *Carrier) shared(ofSource string) string {
	r := x.Relation
	if r.Kind == reuse.Exact {
		return ""
	}
	s := fmt.Sprintf("has %.0f %% of %s, which is %.0f %% of it; %.0f %% of the words there are the same", 100*r.InA, ofSource, 100*r.InB, 100*r.Same)
	if x.Quoted > 0 {
		s += fmt.Sprintf("; %d %s inside quotation marks", x.Quoted, plural(x.Quoted, "change"))
		if x.Material > 0 {
			s += fmt.Sprintf(", %d material", x.Material)
		}
	}
	return s
}

// head says in one line how many carry the text.
func (c *Copies) head() string {
	n := len(c.Carriers)
	if n == 1 {
		if c.Carriers[0].ID == "" {
			return "No article of the record carries this text."
		}
		return "No other article of the record carries this text."
	}
	return fmt.Sprintf("%d articles at %d %s carry this text.", n, c.Outlets, plural(c.Outlets, "outlet"))
}

// first says who was first, as far as the times tell.
func (c *Copies) first() string {
	e := &c.Earliest
	named := func(list []int) string {
		var who []string
		for _, i := range list {
			if o := c.Carriers[i].Name(); !slices.Contains(who, o) {
				who = append(who, o)
			}
		}
		return namesOf(who, 4)
	}
	s := ""
	switch e.Verdict {
	case reuse.Sure:
		s = "First: " + named(e.Who) + ", " + c.Carriers[e.Who[0]].when() + "."
	case reuse.Tie:
		s = fmt.Sprintf("A tie: the times do not tell which was first of the %d of %s", len(e.Who), named(e.Who))
		switch {
		case !e.When.From.IsZero() && !e.When.To.IsZero():
			s += ", published " + timeSpan(e.When)
		case !e.When.To.IsZero():
			s += ", out before " + e.When.To.UTC().Format("2 January 2006 15:04") + " UTC"
		}
		s += "."
	default:
		s = "Who was first is unknown: no article has a time."
	}
	if n := len(e.Untimed); n > 0 && e.Verdict != reuse.Unknown {
		s += fmt.Sprintf(" %d without a time may be earlier.", n)
	}
	if n := len(e.Doubts); n > 0 {
		s += fmt.Sprintf(" Of %d the times contradict each other.", n)
	}
	for _, credit := range sortedNames(e.Credited) {
		if n := len(e.Credited[credit]); n == 1 {
			s += fmt.Sprintf(" 1 article credits %s.", credit)
		} else {
			s += fmt.Sprintf(" %d articles credit %s.", n, credit)
		}
	}
	if e.Verdict != reuse.Sure {
		s += " Taken as the source: " + c.Carriers[c.Source].Name() + "."
	}
	return s
}

func sortedNames(m map[string][]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// facts are what a line on an article says.
func (c *Copies) facts(i int) []string {
	x := &c.Carriers[i]
	facts := []string{c.kind(i), cmp.Or(x.Outlet, "no outlet"), x.when()}
	if x.Revisions > 1 {
		facts = append(facts, fmt.Sprintf("%d revisions", x.Revisions))
	}
	switch {
	case x.ID == "":
		facts = append(facts, "not in the record")
	default:
		facts = append(facts, x.ID)
	}
	if i == c.Asked {
		facts = append(facts, "the one asked for")
	}
	return facts
}

// shown returns the carriers that were compared, and how many were not.
func (c *Copies) shown() (list []int, others int) {
	for i := range c.Carriers {
		if c.Carriers[i].Compared {
			list = append(list, i)
		} else {
			others++
		}
	}
	return list, others
}

// CopiesText appends the group as a page: who carries the text, what each is to
// the source, who was first, and the texts side by side.
func CopiesText(dst []byte, c *Copies, width int, palette Palette) []byte {
	p := blockPrinter{dst: dst, width: max(width, minWidth), palette: palette}
	fit := min(p.width, measure)
	p.put(0, wrap(c.head(), style{bold: true}, fit, 3)...)
	if len(c.Carriers) > 1 {
		p.put(0, wrap(c.first(), style{}, fit, 8)...)
		p.dst = append(p.dst, '\n')
		list, others := c.shown()
		for _, i := range list {
			x := &c.Carriers[i]
			mark := "  "
			if slices.Contains(c.Earliest.Who, i) {
				mark = "* "
			}
			for k, l := range wrap(strings.Join(c.facts(i), " · "), style{bold: i == c.Source}, min(p.width-2, measure), 3) {
				out := lineOf([2]string{mark, "  "}[min(k, 1)], style{bold: true})
				out.append(l)
				p.put(0, out)
			}
			p.article(x)
			if i != c.Source {
				if s := x.shared("the source"); s != "" {
					look := style{}
					if x.Material > 0 {
						look = style{hue: 2}
					}
					p.put(4, wrap(s, look, min(p.width-4, measure), 3)...)
				}
			}
		}
		if others > 0 {
			p.put(2, wrap(fmt.Sprintf("and %d more, which were not compared", others), style{dim: true}, fit-2, 2)...)
		}
	}
	if len(c.Near) > 0 {
		p.dst = append(p.dst, '\n')
		p.put(0, wrap("Articles of other groups that share text with it", style{bold: true}, fit, 2)...)
		for i := range c.Near {
			x := &c.Near[i]
			p.put(2, wrap(strings.Join([]string{x.nearKind(), cmp.Or(x.Outlet, "no outlet"), x.when(), x.ID}, " · "), style{}, min(p.width-2, measure), 3)...)
			p.article(x)
		}
	}
	for i := range c.Differences {
		d := &c.Differences[i]
		p.dst = append(p.dst, '\n')
		p.put(0, wrap(c.heading(d), style{bold: true}, fit, 3)...)
		p.dst = d.Comparison.text(p.dst, width, palette, false)
	}
	return p.dst
}

// article prints the title and the place of an article.
func (p *blockPrinter) article(x *Carrier) {
	for _, s := range []string{x.Title, cmp.Or(x.URL, x.Path)} {
		if s = fold(s); s != "" {
			p.put(4, wrap(s, style{dim: true}, min(p.width-4, measure), 2)...)
		}
	}
}

// nearKind says what an article of another group is to the one asked for.
func (x *Carrier) nearKind() string {
	r := x.Relation
	switch r.Kind {
	case reuse.Trimmed: // the one asked for is a part of it
		return fmt.Sprintf("carries %.0f %% of it among other things", 100*r.InB)
	case reuse.Embedded:
		return fmt.Sprintf("stands inside it, %.0f %% of it", 100*r.InB)
	}
	return fmt.Sprintf("passages: %.0f %% of it", 100*r.InB)
}

// heading says which two articles are laid side by side.
func (c *Copies) heading(d *Difference) string {
	return fmt.Sprintf("%s beside the source, %s", c.Carriers[d.Carrier].Name(), c.Carriers[c.Source].Name())
}

// CopiesHTML appends the group as a page of its own.
func CopiesHTML(dst []byte, c *Copies) []byte {
	dst = HTMLHead(dst, "Copies")
	p := &htmlPage{dst: dst}
	p.raw(compareStyle, `<main class="compare">
<header>
<h1>`)
	p.esc(c.head())
	p.raw("</h1>\n")
	if len(c.Carriers) > 1 {
		p.raw("<p class=\"facts\">")
		p.esc(c.first())
		p.raw("</p>\n")
	}
	p.raw("</header>\n")
	list, others := c.shown()
	if len(c.Carriers) > 1 {
		p.raw("<table>\n<thead><tr><th>Relation</th><th>Outlet</th><th>Published</th><th>Article</th><th>Shared</th></tr></thead>\n<tbody>\n")
		for _, i := range list {
			x := &c.Carriers[i]
			p.raw("<tr><td>")
			p.esc(c.kind(i))
			if slices.Contains(c.Earliest.Who, i) {
				p.raw(" *")
			}
			p.raw("</td><td><bdi>")
			p.esc(x.Outlet)
			p.raw("</bdi></td><td>")
			p.esc(x.when())
			p.raw("</td><td dir=\"auto\">")
			p.place(x)
			if i == c.Asked {
				p.raw(" <strong>the one asked for</strong>")
			}
			p.raw("</td><td>")
			if i != c.Source {
				p.esc(x.shared("the source"))
			}
			p.raw("</td></tr>\n")
		}
		p.raw("</tbody>\n</table>\n")
		if others > 0 {
			p.raw("<p class=\"facts\">", fmt.Sprintf("and %d more, which were not compared", others), "</p>\n")
		}
		p.raw("<p class=\"facts\">* may have been first</p>\n")
	}
	if len(c.Near) > 0 {
		p.raw("<h2>Articles of other groups that share text with it</h2>\n<ul>\n")
		for i := range c.Near {
			x := &c.Near[i]
			p.raw("<li>")
			p.esc(x.nearKind() + " · " + cmp.Or(x.Outlet, "no outlet") + " · " + x.when() + " · ")
			p.place(x)
			p.raw("</li>\n")
		}
		p.raw("</ul>\n")
	}
	for i := range c.Differences {
		d := &c.Differences[i]
		if i == 0 {
			p.raw("<details open>\n<summary>")
		} else {
			p.raw("<details>\n<summary>")
		}
		p.esc(c.heading(d))
		p.raw("</summary>\n")
		p.comparison(&d.Comparison)
		p.raw("</details>\n")
	}
	p.raw("</main>\n")
	return HTMLTail(p.dst)
}

// place sets the title of an article, as a link where it has a web address.
func (p *htmlPage) place(x *Carrier) {
	title := cmp.Or(fold(x.Title), x.URL, x.Path, x.ID, "not in the record")
	if !webAddress(x.URL) {
		p.esc(title)
		return
	}
	p.raw(`<a href="`)
	p.esc(x.URL)
	p.raw(`" rel="noopener noreferrer">`)
	p.esc(title)
	p.raw("</a>")
}

// CopiesRecord is a group of articles that carry one text, as JSON.
type CopiesRecord struct {
	Schema      string          `json:"schema"`
	Asked       int             `json:"asked"`  // index in articles
	Source      int             `json:"source"` // of the one that the others are held against
	Articles    int             `json:"articles_in_all"`
	Outlets     int             `json:"outlets"`
	Verdict     reuse.Verdict   `json:"verdict"` // who was first: first, tie, unknown
	Earliest    []int           `json:"earliest"`
	From        *string         `json:"from"` // when the first came out: between these
	To          *string         `json:"to"`
	Untimed     []int           `json:"untimed"`
	Doubts      []int           `json:"doubts"`
	Carriers    []CarrierRecord `json:"articles"`
	Near        []CarrierRecord `json:"near"`
	Differences []CompareRecord `json:"differences"`
}

// CarrierRecord is one article.
type CarrierRecord struct {
	ID        *string  `json:"id"` // null: not in the record
	URL       string   `json:"url"`
	Path      string   `json:"path"`
	Outlet    string   `json:"outlet"`
	Title     string   `json:"title"`
	Published string   `json:"published"`
	Credit    *string  `json:"credit"`
	Revisions int      `json:"revisions"`
	Relation  string   `json:"relation"`            // to the source; of one that is near, to the one asked for
	InSource  *float64 `json:"contained_in_source"` // part of the article that the source has
	OfSource  *float64 `json:"part_of_source"`      // part of the source that the article has
	Same      *float64 `json:"same_words"`
	Rewritten bool     `json:"rewritten"`
	Quoted    int      `json:"changes_in_quotations"`
	Material  int      `json:"material_changes"`
}

// CopiesJSON appends the group as one line of JSON.
func CopiesJSON(dst []byte, c *Copies) []byte { return appendJSON(dst, NewCopies(c), "") }

// NewCopies returns the record of a group. Articles beyond those that were
// compared are counted and not listed.
func NewCopies(c *Copies) *CopiesRecord {
	list, _ := c.shown()
	at := make(map[int]int)
	r := &CopiesRecord{Schema: CopiesSchema, Articles: len(c.Carriers), Outlets: c.Outlets, Verdict: c.Earliest.Verdict,
		Carriers: []CarrierRecord{}, Near: []CarrierRecord{}, Differences: []CompareRecord{}}
	for n, i := range list {
		at[i] = n
		x := carrierRecord(&c.Carriers[i], c.kind(i))
		if i == c.Source {
			x.InSource, x.OfSource, x.Same = nil, nil, nil
		}
		r.Carriers = append(r.Carriers, x)
	}
	indices := func(list []int) []int {
		out := []int{}
		for _, i := range list {
			if n, ok := at[i]; ok {
				out = append(out, n)
			}
		}
		return out
	}
	instant := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		s := t.UTC().Format(time.RFC3339)
		return &s
	}
	r.Asked, r.Source = at[c.Asked], at[c.Source]
	r.Earliest, r.Untimed, r.Doubts = indices(c.Earliest.Who), indices(c.Earliest.Untimed), indices(c.Earliest.Doubts)
	r.From, r.To = instant(c.Earliest.When.From), instant(c.Earliest.When.To)
	for i := range c.Near {
		r.Near = append(r.Near, carrierRecord(&c.Near[i], string(c.Near[i].Relation.Kind)))
	}
	for i := range c.Differences {
		r.Differences = append(r.Differences, c.Differences[i].Comparison.record())
	}
	return r
}

func carrierRecord(x *Carrier, kind string) CarrierRecord {
	part := func(f float64) *float64 { f = hundredths(f); return &f }
	text := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return CarrierRecord{ID: text(x.ID), URL: x.URL, Path: x.Path, Outlet: x.Outlet, Title: x.Title, Published: x.Published, Credit: text(x.Credit),
		Revisions: x.Revisions, Relation: kind, InSource: part(x.Relation.InB), OfSource: part(x.Relation.InA), Same: part(x.Relation.Same),
		Rewritten: x.Rewritten, Quoted: x.Quoted, Material: x.Material}
}

// Kind says what the carrier at i is to the source.
func (c *Copies) Kind(i int) string { return c.kind(i) }

// Head says in one line how many articles carry the text.
func (c *Copies) Head() string { return c.head() }

// First says who was first, as far as the times tell.
func (c *Copies) First() string { return c.first() }

// When is the time of an article, as exactly as it says.
func (x *Carrier) When() string { return x.when() }

// Shared says how much of an article and of the source is in the other; it is
// empty where all of both is.
func (x *Carrier) Shared(ofSource string) string { return x.shared(ofSource) }

// RawCopies is the group as JSON.
func RawCopies(c *Copies) json.RawMessage { return CopiesJSON(nil, c) }
