package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
)

// Comparison is a copy beside its source.
type Comparison struct {
	Source, Copy *verbatim.Document
	// Names are what the two are called in the page, if not by their paths.
	Names [2]string
	reuse.Rewriting
	// Advice on the copy, as if its source were not known. Where it is a copy
	// the pages leave it out: the source decides.
	Advice reuse.Advice
}

// advised is how many suspicions are shown.
const advised = 12

// verdict says in one line how the two hang together.
func (c *Comparison) verdict() string {
	var what string
	switch c.Relation.Kind {
	case reuse.Exact:
		return "The two have the same words."
	case reuse.Edited:
		what = "The second is the text of the first, changed"
	case reuse.Trimmed:
		what = "The second is a part of the first"
	case reuse.Embedded:
		what = "The second carries the first inside it"
	case reuse.Overlap:
		return "The two share passages, but neither is a copy of the other."
	default:
		return "The two share nothing to speak of."
	}
	if !c.Rewritten {
		return what + "; nothing shows that it was rewritten by machine."
	}
	what += fmt.Sprintf("; it was rewritten: %d words are swapped for others of like meaning, all through the text", c.Swaps)
	if c.QuotedSwaps > 0 {
		what += fmt.Sprintf(", %d of them inside quotation marks", c.QuotedSwaps)
	}
	if c.Rarer < 0 {
		what += ". The first has the rarer words: it may rather be the rewritten one"
	}
	return what + "."
}

// containment says how much of each lies in the other.
func (c *Comparison) containment() string {
	r := c.Relation
	return fmt.Sprintf("%.0f %% of the first is in the second, %.0f %% of the second is in the first; %.0f %% of the words there are the same.",
		100*r.InA, 100*r.InB, 100*r.Same)
}

// advice says what the words of the copy alone suggest, and how little that is.
func (c *Comparison) advice() string {
	return fmt.Sprintf("%.0f odd phrases in 1,000 words of the second (half of edited articles have %.0f or more). This is advice, not proof.",
		c.Advice.Rate, reuse.UsualRate)
}

// ordered returns the changes to list: those inside quotation marks first, of
// these the material ones first.
func (c *Comparison) ordered() []reuse.Change {
	list := slices.DeleteFunc(slices.Clone(c.Changes), func(ch reuse.Change) bool { return !ch.Passage })
	rank := func(ch reuse.Change) int {
		switch {
		case ch.Material:
			return 0
		case ch.Quoted:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(x, y reuse.Change) int { return rank(x) - rank(y) })
	return list
}

// around returns what stands around s, a word or two to each side.
func around(text string, s verbatim.Span) (before, after string) {
	const near = 24
	from, to := max(0, s.Start-near), min(len(text), s.End+near)
	if i := strings.IndexAny(text[from:s.Start], " \n"); i >= 0 && from > 0 {
		from += i + 1
	} else if from > 0 {
		from = s.Start
	}
	if i := strings.LastIndexAny(text[s.End:to], " \n"); i >= 0 && to < len(text) {
		to = s.End + i
	} else if to < len(text) {
		to = s.End
	}
	return text[from:s.Start], text[s.End:to]
}

// CompareText appends the comparison as a page of width cells: the verdict,
// what was changed inside quotation marks, and the texts side by side. Words that were taken
// out or put in stand in brackets and braces, so that the page says the
// same without colours.
func CompareText(dst []byte, c *Comparison, width int, palette Palette) []byte {
	return c.text(dst, width, palette, true)
}

// text appends the page, without what is known of the two as wholes where that
// has been said.
func (c *Comparison) text(dst []byte, width int, palette Palette, whole bool) []byte {
	width = max(width, 2*minWidth)
	put := func(l line) {
		if n := len(l.pieces); n > 0 {
			l.pieces[n-1].text = strings.TrimRight(l.pieces[n-1].text, " ")
		}
		dst = append(l.ANSI(dst, palette), '\n')
	}
	say := func(s string, look style) {
		for _, l := range wrap(s, look, min(width, measure), 20) {
			put(l)
		}
	}
	if whole {
		say(c.verdict(), style{bold: true})
		say(c.containment(), style{})
	}
	quoted := false
	for _, ch := range c.ordered() {
		if !ch.Quoted {
			break
		}
		if !quoted {
			if whole {
				dst = append(dst, '\n')
			}
			say("Changed inside quotation marks", style{bold: true})
			quoted = true
		}
		w := wrapper{width: min(width, measure) - 4}
		mark := "  "
		if ch.Material {
			mark = "! "
		}
		c.changeLine(&w, ch)
		for i, l := range w.finish() {
			var out line
			if i == 0 {
				out.add(mark, style{bold: true}, 2)
			}
			out.pad(4)
			out.append(l)
			put(out)
		}
	}
	if n := len(c.Advice.Suspicions); n > 0 && !c.Relation.Kind.Copy() {
		dst = append(dst, '\n')
		say(c.advice(), style{bold: true})
		for _, s := range c.Advice.Suspicions[:min(advised, n)] {
			say("    “"+fold(s.In(c.Copy.Text))+"”: "+strings.Join(s.Instead, ", ")+"?", style{})
		}
	}
	dst = append(dst, '\n')
	half := (width - 3) / 2
	head := wrap(c.name(0), style{bold: true}, half, 1)[0]
	head.pad(half + 3)
	head.append(wrap(c.name(1), style{bold: true}, half, 1)[0])
	put(head)
	a, b := c.sides()
	for _, row := range c.Rows {
		left, right := a.lines(row.A, half), b.lines(row.B, half)
		for i := range max(len(left), len(right)) {
			var out line
			if i < len(left) {
				out.append(left[i])
			}
			if i < len(right) {
				out.pad(half)
				out.add(" │ ", style{dim: true}, 3)
				out.append(right[i])
			}
			put(out)
		}
		dst = append(dst, '\n')
	}
	return dst
}

func (c *Comparison) changeLine(w *wrapper, ch reuse.Change) {
	before, after := around(c.Copy.Text, ch.B)
	w.write("… "+fold(before)+" ", 0, style{dim: true})
	if !ch.A.Empty() {
		w.write("["+fold(ch.A.In(c.Source.Text))+"]", 0, takenOut)
	}
	if !ch.A.Empty() && !ch.B.Empty() {
		w.write(" ", 0, style{})
	}
	if !ch.B.Empty() {
		w.write("{"+fold(ch.B.In(c.Copy.Text))+"}", 0, putIn)
	}
	w.write(" "+fold(after)+" …", 0, style{dim: true})
}

// How words look that were taken out, and put in.
var (
	takenOut = style{hue: 2, underline: true}
	putIn    = style{hue: 4, bold: true}
)

// marked is one of the texts with its changed stretches.
type marked struct {
	text        string
	spans       []verbatim.Span
	look        style
	open, close string
}

func (c *Comparison) sides() (a, b marked) {
	a = marked{c.Source.Text, nil, takenOut, "[", "]"}
	b = marked{c.Copy.Text, nil, putIn, "{", "}"}
	for _, ch := range c.Changes {
		if !ch.A.Empty() {
			a.spans = append(a.spans, ch.A)
		}
		if !ch.B.Empty() {
			b.spans = append(b.spans, ch.B)
		}
	}
	return a, b
}

// each calls f with the stretches of s in order, changed or not.
func (m marked) each(s verbatim.Span, f func(part verbatim.Span, changed bool)) {
	at := s.Start
	k, _ := slices.BinarySearchFunc(m.spans, s.Start, func(x verbatim.Span, at int) int {
		if x.End <= at {
			return -1
		}
		return 1
	})
	for ; k < len(m.spans) && m.spans[k].Start < s.End; k++ {
		part := verbatim.Span{Start: max(at, m.spans[k].Start), End: min(s.End, m.spans[k].End)}
		if part.Empty() {
			continue
		}
		if at < part.Start {
			f(verbatim.Span{Start: at, End: part.Start}, false)
		}
		f(part, true)
		at = part.End
	}
	if at < s.End {
		f(verbatim.Span{Start: at, End: s.End}, false)
	}
}

func (m marked) lines(s verbatim.Span, width int) []line {
	w := wrapper{width: width}
	m.each(s, func(part verbatim.Span, changed bool) {
		if !changed {
			w.write(part.In(m.text), part.Start, style{})
			return
		}
		w.write(m.open+part.In(m.text)+m.close, part.Start, m.look)
	})
	return w.finish()
}

// CompareHTML appends the comparison as a page of its own.
func CompareHTML(dst []byte, c *Comparison) []byte {
	dst = HTMLHead(dst, "Comparison")
	p := &htmlPage{dst: dst}
	p.raw(compareStyle, `<main class="compare">
<header>
<h1>`)
	p.esc(c.verdict())
	p.raw("</h1>\n<p class=\"facts\">")
	p.esc(c.containment())
	p.raw("</p>\n</header>\n")
	p.comparison(c)
	p.raw("</main>\n")
	return HTMLTail(p.dst)
}

const compareStyle = `<style>
.compare { max-width: 92rem; margin: 0 auto; padding: 2.5rem 1.25rem 3rem; }
.compare .sides td { width: 50%; border: 0; font: inherit; }
.compare .sides { font: inherit; font-size: .95rem; }
.compare ins, .compare del { text-decoration-thickness: 1.5px; border-radius: 2px; padding: .06em .1em; }
.compare ins { text-decoration: none; background: light-dark(#d8efdc, #1f4428); }
.compare del { background: light-dark(#f8dcd9, #54231f); }
.compare li.material { font-weight: 650; }
</style>
`

// comparison sets what differs between two articles, inside quotation marks
// first, and the articles side by side.
func (p *htmlPage) comparison(c *Comparison) {
	list := c.ordered()
	if len(list) > 0 && list[0].Quoted {
		p.raw("<h2>Changed inside quotation marks</h2>\n<ul>\n")
		for _, ch := range list {
			if !ch.Quoted {
				break
			}
			if ch.Material {
				p.raw("<li class=\"material\">… ")
			} else {
				p.raw("<li>… ")
			}
			before, after := around(c.Copy.Text, ch.B)
			p.esc(fold(before))
			p.raw(" <del>")
			p.esc(fold(ch.A.In(c.Source.Text)))
			p.raw("</del> <ins>")
			p.esc(fold(ch.B.In(c.Copy.Text)))
			p.raw("</ins> ")
			p.esc(fold(after))
			p.raw(" …</li>\n")
		}
		p.raw("</ul>\n")
	}
	if n := len(c.Advice.Suspicions); n > 0 && !c.Relation.Kind.Copy() {
		p.raw("<p class=\"facts\">")
		p.esc(c.advice())
		p.raw("</p>\n<ul class=\"facts\">\n")
		for _, s := range c.Advice.Suspicions[:min(advised, n)] {
			p.raw("<li>“")
			p.esc(fold(s.In(c.Copy.Text)))
			p.raw("”: ")
			p.esc(strings.Join(s.Instead, ", "))
			p.raw("?</li>\n")
		}
		p.raw("</ul>\n")
	}
	p.raw("<table class=\"sides\">\n<thead><tr><th>")
	p.esc(c.name(0))
	p.raw("</th><th>")
	p.esc(c.name(1))
	p.raw("</th></tr></thead>\n<tbody>\n")
	a, b := c.sides()
	for _, row := range c.Rows {
		p.raw("<tr>")
		for _, side := range [...]struct {
			m   marked
			s   verbatim.Span
			tag string
		}{{a, row.A, "del"}, {b, row.B, "ins"}} {
			p.raw("<td dir=\"auto\">")
			side.m.each(side.s, func(part verbatim.Span, changed bool) {
				if changed {
					p.raw("<", side.tag, ">")
				}
				p.esc(part.In(side.m.text))
				if changed {
					p.raw("</", side.tag, ">")
				}
			})
			p.raw("</td>")
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody>\n</table>\n")
}

// CompareRecord is a comparison as JSON. Offsets are bytes of the texts.
type CompareRecord struct {
	Schema      string             `json:"schema"`
	Source      ComparedRecord     `json:"source"`
	Copy        ComparedRecord     `json:"copy"`
	Relation    reuse.Kind         `json:"relation"`
	InSource    float64            `json:"contained_in_copy"`   // part of the source that the copy has
	InCopy      float64            `json:"contained_in_source"` // part of the copy that the source has
	Same        float64            `json:"same_words"`
	Rewritten   bool               `json:"rewritten"`
	Swaps       int                `json:"swaps"`
	QuotedSwaps int                `json:"quoted_swaps"`
	SwapRate    float64            `json:"swap_rate"`
	Changes     []CopyChangeRecord `json:"changes"`
	Advice      AdviceRecord       `json:"advice"`
}

// ComparedRecord is one of the two texts.
type ComparedRecord struct {
	Path string `json:"path"`
	ID   string `json:"id"`
	Text string `json:"text"`
}

// CopyChangeRecord is a difference: the words and their places in both texts.
type CopyChangeRecord struct {
	Sort     reuse.Sort    `json:"sort"`
	Quoted   bool          `json:"quoted"`
	Material bool          `json:"material"`
	Passage  bool          `json:"in_passage"`
	Source   verbatim.Span `json:"source"`
	Copy     verbatim.Span `json:"copy"`
	Was      string        `json:"was"`
	Is       string        `json:"is"`
}

// AdviceRecord is what a text has that a rewriting program would leave.
type AdviceRecord struct {
	Note    string         `json:"note"`
	Rate    float64        `json:"odd_phrases_per_1000_words"`
	Odd     bool           `json:"odd"`
	Phrases []PhraseRecord `json:"phrases"`
}

// PhraseRecord is one phrase of it.
type PhraseRecord struct {
	verbatim.Span
	Phrase  string   `json:"phrase"`
	Instead []string `json:"probably"`
}

// CompareJSON appends the comparison as an object on one line. The changes
// inside quotation marks come first.
func CompareJSON(dst []byte, c *Comparison) []byte { return appendJSON(dst, c.record(), "") }

func (c *Comparison) record() CompareRecord {
	r := CompareRecord{
		Schema: "verbatim-compare/1", Source: compared(c.Source), Copy: compared(c.Copy),
		Relation: c.Relation.Kind, InSource: hundredths(c.Relation.InA), InCopy: hundredths(c.Relation.InB), Same: hundredths(c.Relation.Same),
		Rewritten: c.Rewritten, Swaps: c.Swaps, QuotedSwaps: c.QuotedSwaps, SwapRate: hundredths(c.Rate()),
		Changes: []CopyChangeRecord{},
		Advice:  AdviceRecord{Note: "advice on the words of the copy alone, not proof", Rate: float64(int(10*c.Advice.Rate)) / 10, Odd: c.Advice.Odd, Phrases: []PhraseRecord{}},
	}
	list := c.ordered()
	for _, ch := range c.Changes {
		if !ch.Passage {
			list = append(list, ch)
		}
	}
	for _, ch := range list {
		r.Changes = append(r.Changes, CopyChangeRecord{ch.Sort, ch.Quoted, ch.Material, ch.Passage, ch.A, ch.B, ch.A.In(c.Source.Text), ch.B.In(c.Copy.Text)})
	}
	for _, s := range c.Advice.Suspicions {
		r.Advice.Phrases = append(r.Advice.Phrases, PhraseRecord{s.Span, s.In(c.Copy.Text), s.Instead})
	}
	return r
}

func compared(d *verbatim.Document) ComparedRecord { return ComparedRecord{d.Path, d.ID(), d.Text} }

func (c *Comparison) name(i int) string {
	d := [...]*verbatim.Document{c.Source, c.Copy}[i]
	return Visible(cmp.Or(c.Names[i], d.Path, d.URL, d.Title))
}

// Verdict says in one line how the two hang together.
func (c *Comparison) Verdict() string { return c.verdict() }

// Ordered returns the changes to list: those inside quotation marks first, of
// these the material ones first.
func (c *Comparison) Ordered() []reuse.Change { return c.ordered() }

// Around returns what stands around s in a text, a word or two to each side.
func Around(text string, s verbatim.Span) (before, after string) { return around(text, s) }
