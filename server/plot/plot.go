// Package plot draws the figures of the desk as SVG: bars over time, lanes of
// statements, who speaks of whom, which outlet has what on which day, a month
// of events. It is pure: the same data give the same bytes.
//
// Each mark is a link with a title, each figure has a title and a description
// for those who do not see it and the numbers behind it as a table. Colours are
// classes, so that the style sheet has a light and a dark set; what a colour
// says is also said by a number, a sign or a hatching. Every text is escaped
// where it is put in, and a link that leaves the server is not drawn.
package plot

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/export"
)

// Drawing is a figure.
type Drawing struct {
	ID    string        // of its Head
	SVG   template.HTML // one svg element, well-formed as XML
	Table Table         // the numbers behind it
	Marks int           // links in it that stand for data
}

// Table is rows of text under a heading; the first cell of a row names it.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// Head is what every figure has.
type Head struct {
	ID    string // letters, digits and hyphens; the only one on its page
	Title string
	Desc  string // what is drawn, and from what, in a sentence or two
}

// Sizes in units of the view box, about a CSS pixel each.
const (
	fullWidth = 720.0
	textSize  = 12.0
	// perRune is about how wide a character is.
	perRune = 6.4
	// longest bounds a title, in bytes.
	longest = 160
)

// canvas collects an SVG element.
type canvas struct {
	id string
	b  []byte
}

// begin opens the element.
func (c *canvas) begin(h Head, class string, width, height float64) {
	c.id = h.ID
	c.raw(`<svg class="`, class, `" viewBox="0 0 `, num(width), " ", num(height), `" width="`, num(width), `" height="`, num(height),
		`" role="group" aria-labelledby="`, h.ID, "-t ", h.ID, `-d"><title id="`, h.ID, `-t">`)
	c.text(h.Title, longest)
	c.raw(`</title><desc id="`, h.ID, `-d">`)
	c.text(h.Desc, 4*longest)
	c.raw(`</desc>`)
}

func (c *canvas) end() { c.raw("</svg>") }

// htmlOf is the element as templates take it. Everything in it was escaped on
// its way in, or is a constant of this package.
func htmlOf(c *canvas) template.HTML { return template.HTML(c.b) }

// raw appends markup, which must not come from outside.
func (c *canvas) raw(parts ...string) {
	for _, p := range parts {
		c.b = append(c.b, p...)
	}
}

// text appends outside text, cut after so many bytes.
func (c *canvas) text(s string, most int) {
	c.b = append(c.b, template.HTMLEscapeString(printable(clip(s, most)))...)
}

// printable is text as a person may see it, and as XML may have it.
func printable(s string) string {
	s = export.Visible(s)
	if strings.ContainsAny(s, "\ufffe\uffff") {
		s = strings.NewReplacer("\ufffe", "", "\uffff", "").Replace(s)
	}
	return s
}

// open begins a link, if its target is a page of this server; close ends it.
// What stands between belongs to it.
func (c *canvas) open(link, title string) (linked bool) {
	if linked = local(link); linked {
		c.raw(`<a href="`)
		c.b = append(c.b, template.HTMLEscapeString(link)...)
		c.raw(`">`)
	} else {
		c.raw("<g>")
	}
	if title != "" {
		c.raw("<title>")
		c.text(title, longest)
		c.raw("</title>")
	}
	return linked
}

func (c *canvas) close(linked bool) {
	if linked {
		c.raw("</a>")
	} else {
		c.raw("</g>")
	}
}

// local reports whether a link is to a page of this server.
func local(link string) bool {
	return strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") && !strings.HasPrefix(link, `/\`) && utf8.ValidString(link)
}

// label writes a text at a place.
func (c *canvas) label(class string, x, y float64, s string, room float64) {
	c.raw(`<text`)
	if class != "" {
		c.raw(` class="`, class, `"`)
	}
	c.raw(` x="`, num(x), `" y="`, num(y), `">`)
	c.text(fitting(s, room), longest)
	c.raw(`</text>`)
}

// num writes a coordinate with at most one digit behind the point.
func num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0")
}

// clip cuts a text after so many bytes, between characters.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most] + "…"
}

// fitting cuts a text to what has room in so many units.
func fitting(s string, room float64) string {
	if len(s) > 4*longest {
		s = clip(s, 4*longest)
	}
	s = printable(s)
	if width(s) <= room {
		return s
	}
	used := perRune
	for i, r := range s {
		if used += runeWidth(r); used > room {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// width is about how wide a text is.
func width(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += runeWidth(r)
	}
	return w
}

func runeWidth(r rune) float64 {
	if r >= 0x1100 { // about where scripts begin whose characters fill a square
		return 2 * perRune
	}
	return perRune
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// counted writes a number so that it fits a mark: 950, 1.2k, 35k, 2M.
func counted(n int) string {
	switch {
	case n < 1000:
		return strconv.Itoa(n)
	case n < 9950:
		return strings.TrimSuffix(strconv.FormatFloat(float64(n)/1000, 'f', 1, 64), ".0") + "k"
	case n < 999_500:
		return strconv.Itoa((n+500)/1000) + "k"
	}
	return strconv.Itoa((n+500_000)/1_000_000) + "M"
}

// strength is one of five classes for a count beside the largest.
func strength(n, most int) string {
	if n <= 0 || most <= 0 {
		return "q0"
	}
	return "q" + strconv.Itoa(1+min(4, 5*(n-1)/most))
}
