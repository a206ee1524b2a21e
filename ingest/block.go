package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/verbatim-record/verbatim"
)

// block is a paragraph, a heading or another run of texts without a break.
type block struct {
	first, end  int        // texts [first, end)
	element     *html.Node // the innermost block element that it is in
	letters     int        // letters and digits
	linked      int        // of these in links
	kept        bool       // by the extractor, for the most part
	kind        verbatim.FurnitureKind
	shape       string // names and classes of the element and the two around it
	afterHeader bool
}

// prose reports whether b reads like a paragraph of an article.
func (b *block) prose() bool { return b.letters >= 60 && b.linked*2 < b.letters }

// makeBlocks groups the texts of the page.
func (r *refine) makeBlocks() {
	for i := range r.t.texts {
		n := &r.t.texts[i]
		if len(r.blocks) == 0 || n.before >= line {
			e := n.parent
			for e.Parent != nil && (inline[e.DataAtom] || e.DataAtom == 0 && e.Parent.DataAtom == atom.P) {
				e = e.Parent
			}
			r.blocks = append(r.blocks, block{first: i, element: e, shape: shape(e)})
		}
		b := &r.blocks[len(r.blocks)-1]
		b.end = i + 1
		l := letters(r.page[n.start:n.end])
		b.letters += l
		if inLink(n.parent) {
			b.linked += l
		}
	}
	for i := range r.blocks {
		r.setKept(&r.blocks[i])
	}
}

func (r *refine) setKept(b *block) {
	n, of := 0, 0
	for i := b.first; i < b.end; i++ {
		l := r.t.texts[i].end - r.t.texts[i].start
		of += l
		if r.keep[i] {
			n += l
		}
	}
	b.kept = n*2 > of
}

func inLink(n *html.Node) bool {
	for ; n != nil && inline[n.DataAtom]; n = n.Parent {
		if n.DataAtom == atom.A {
			return true
		}
	}
	return n != nil && n.Parent != nil && (n.DataAtom == atom.A || n.Parent.DataAtom == atom.A || n.Parent.Parent != nil && n.Parent.Parent.DataAtom == atom.A)
}

// shape names an element and the two around it: paragraphs of one article are
// made alike.
func shape(e *html.Node) string {
	var b strings.Builder
	for range 3 {
		if e == nil || e.Type != html.ElementNode {
			break
		}
		b.WriteString(e.Data)
		b.WriteByte('.')
		b.WriteString(attr(e, "class"))
		b.WriteByte(' ')
		e = e.Parent
	}
	return b.String()
}

// prose counts the letters of the prose that is kept.
func (r *refine) prose() int {
	n := 0
	for i := range r.blocks {
		if b := &r.blocks[i]; b.kept && b.prose() {
			n += b.letters
		}
	}
	return n
}

// text returns the text of a block, references decoded.
func (r *refine) text(b *block) string {
	var s strings.Builder
	for i := b.first; i < b.end; i++ {
		if r.t.texts[i].before >= spaced {
			s.WriteByte(' ')
		}
		s.WriteString(r.page[r.t.texts[i].start:r.t.texts[i].end])
	}
	return foldSpace(html.UnescapeString(s.String()))
}

func isHeading(e *html.Node) bool {
	for range 4 {
		switch {
		case e == nil:
			return false
		case e.DataAtom == atom.H1 || e.DataAtom == atom.H2 || e.DataAtom == atom.H3:
			return true
		}
		e = e.Parent
	}
	return false
}
