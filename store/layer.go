package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// The layers of a document as they are stored, in the order in which they are
// found. Each is a string of bytes that begins with the version of its form:
//
//	1: numbers as varints, spans as distances, a column a field
//
// A layer that is all empty takes no bytes at all.
const (
	layerFurniture = iota // and the way back to the page
	layerToken            // paragraphs, quotation marks, tokens, sentences
	layerSyntax
	layerQuote
	layerEntity // mentions and entities
	layerTime
	layerEvent
	layerCount
)

var layerNames = [layerCount]string{"furniture", "token", "syntax", "quote", "entity", "time", "event"}

// Layers returns the names of the stored layers in the order in which they are
// found: one depends on those before it only.
func Layers() []string { return slices.Clone(layerNames[:]) }

const layerForm = 1

// packLayer returns a layer of d as bytes, nil where it is empty.
func packLayer(d *verbatim.Document, layer int) []byte {
	p := &packer{b: []byte{layerForm}}
	switch layer {
	case layerFurniture:
		if len(d.Furniture)+len(d.Segments) == 0 {
			return nil
		}
		packFurniture(p, d)
	case layerToken:
		if len(d.Paragraphs)+len(d.Quotations)+len(d.Tokens)+len(d.Sentences) == 0 {
			return nil
		}
		packTokens(p, d)
	case layerSyntax:
		if len(d.Words) == 0 {
			return nil
		}
		packWords(p, d)
	case layerQuote:
		if len(d.Statements) == 0 {
			return nil
		}
		packStatements(p, d)
	case layerEntity:
		if len(d.Mentions)+len(d.Entities) == 0 {
			return nil
		}
		packEntities(p, d)
	case layerTime:
		if len(d.Times) == 0 {
			return nil
		}
		packTimes(p, d)
	case layerEvent:
		if len(d.Events) == 0 {
			return nil
		}
		packEvents(p, d)
	}
	return p.b
}

// unpackLayer fills a layer of d from bytes. The text and the layers before it
// must be there; entities and times before statements, which point at them, and
// all of these before events. Nothing in d points into b afterwards.
func unpackLayer(d *verbatim.Document, layer int, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if b[0] != layerForm {
		return fmt.Errorf("%w: form %d", errDamaged, b[0])
	}
	u := &unpacker{b: b[1:], text: d.Text}
	switch layer {
	case layerFurniture:
		unpackFurniture(u, d)
	case layerToken:
		unpackTokens(u, d)
	case layerSyntax:
		unpackWords(u, d)
	case layerQuote:
		unpackStatements(u, d)
	case layerEntity:
		unpackEntities(u, d)
	case layerTime:
		unpackTimes(u, d)
	case layerEvent:
		unpackEvents(u, d)
	}
	return u.end()
}

func packFurniture(p *packer, d *verbatim.Document) {
	p.uint(len(d.Furniture))
	for _, f := range d.Furniture {
		p.span(f.Span)
		p.string(string(f.Kind))
	}
	// Spans of the page are not spans of the text: they have a place of
	// their own to be a distance from.
	p.uint(len(d.Segments))
	p.at = 0
	from := 0
	for _, s := range d.Segments {
		p.span(s.Text)
		p.int(s.Source.Start - from)
		p.int(s.Source.End - s.Source.Start)
		p.bool(s.Exact)
		from = s.Source.Start
	}
}

func unpackFurniture(u *unpacker, d *verbatim.Document) {
	n := u.count()
	for range n {
		d.Furniture = append(d.Furniture, verbatim.Furniture{Span: u.span(), Kind: verbatim.FurnitureKind(u.string())})
		if u.err != nil {
			return
		}
	}
	n = u.count()
	u.at = 0
	from := 0
	for range n {
		s := verbatim.Segment{Text: u.span()}
		s.Source.Start = from + u.int()
		s.Source.End = s.Source.Start + u.int()
		s.Exact = u.bool()
		if u.err == nil && (s.Source.Start < 0 || s.Source.End < s.Source.Start) {
			u.fail("segment of the page")
		}
		if u.err != nil {
			return
		}
		from = s.Source.Start
		d.Segments = append(d.Segments, s)
	}
}

func packTokens(p *packer, d *verbatim.Document) {
	p.spans(d.Paragraphs)

	p.uint(len(d.Quotations))
	p.at = 0
	for _, q := range d.Quotations {
		p.span(q.Span)
		p.int(q.Open.Start - q.Start)
		p.int(q.Open.Len())
		p.int(q.Close.Start)
		p.int(q.Close.Len())
		p.uint(int(q.Style))
		p.int(int(q.Parent))
		p.int(int(q.Previous))
		p.string(q.Doubt)
	}

	// A column a field: most are small numbers that repeat.
	p.uint(len(d.Tokens))
	end := 0
	for _, t := range d.Tokens {
		p.int(t.Start - end)
		end = t.End
	}
	for _, t := range d.Tokens {
		p.uint(t.Len())
	}
	var marks, odd, depths []int
	depth := -1
	end = 0
	for i, t := range d.Tokens {
		if t.Quotation >= 0 {
			marks = append(marks, i, int(t.Quotation))
		}
		if t.SpaceBefore != (t.Start > end) {
			odd = append(odd, i)
		}
		if int(t.Depth) != depth {
			depth = int(t.Depth)
			depths = append(depths, i, depth)
		}
		end = t.End
	}
	p.ints(marks)
	p.ints(odd)
	p.ints(depths)

	p.uint(len(d.Sentences))
	p.at = 0
	last := 0
	paragraph := 0
	for _, s := range d.Sentences {
		p.span(s.Span)
		p.int(s.First - last)
		p.int(s.Last - s.First)
		p.int(s.Paragraph - paragraph)
		p.bool(s.Furniture)
		last, paragraph = s.Last, s.Paragraph
	}
}

func unpackTokens(u *unpacker, d *verbatim.Document) {
	d.Paragraphs = u.spans()

	n := u.count()
	u.at = 0
	for range n {
		q := verbatim.Quotation{Span: u.span()}
		q.Open.Start = q.Start + u.int()
		q.Open.End = q.Open.Start + u.int()
		q.Close.Start = u.int()
		q.Close.End = q.Close.Start + u.int()
		style := u.uint()
		q.Parent = int32(u.index(-1, n))
		q.Previous = int32(u.index(-1, n))
		q.Doubt = u.string()
		if u.err == nil && (!inText(u.text, q.Open) || !inText(u.text, q.Close) || style > int(verbatim.Backtick)) {
			u.fail("quotation mark")
		}
		if u.err != nil {
			return
		}
		q.Style = verbatim.MarkStyle(style)
		d.Quotations = append(d.Quotations, q)
	}

	n = u.count()
	if n > 0 {
		d.Tokens = make([]verbatim.Token, n)
	}
	starts := make([]int, n)
	for i := range starts {
		starts[i] = u.int()
	}
	end := 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.Start = end + starts[i]
		t.End = t.Start + u.uint()
		t.Quotation = -1
		t.SpaceBefore = t.Start > end
		if u.err == nil && !inText(u.text, t.Span) {
			u.fail("token %d", i)
		}
		if u.err != nil {
			return
		}
		end = t.End
	}
	marks := u.indices(max(n, len(d.Quotations)))
	odd := u.indices(n)
	depths := u.indices(max(n, 256))
	if u.err == nil && (len(marks)%2 != 0 || len(depths)%2 != 0) {
		u.fail("tokens")
	}
	for i := 0; u.err == nil && i < len(marks); i += 2 {
		if marks[i] >= n || marks[i+1] >= len(d.Quotations) {
			u.fail("mark of a token")
			return
		}
		d.Tokens[marks[i]].Quotation = int32(marks[i+1])
	}
	for _, i := range odd {
		d.Tokens[i].SpaceBefore = !d.Tokens[i].SpaceBefore
	}
	for i := 0; u.err == nil && i < len(depths); i += 2 {
		end := n
		if i+2 < len(depths) {
			end = depths[i+2]
		}
		if depths[i] >= n || end > n || end <= depths[i] || depths[i+1] > 255 {
			u.fail("depth of a token")
			return
		}
		for j := depths[i]; j < end; j++ {
			d.Tokens[j].Depth = uint8(depths[i+1])
		}
	}

	n = u.count()
	u.at = 0
	last, paragraph := 0, 0
	for range n {
		s := verbatim.Sentence{Span: u.span()}
		s.First = last + u.int()
		s.Last = s.First + u.int()
		s.Paragraph = paragraph + u.int()
		s.Furniture = u.bool()
		if u.err == nil && (s.First < 0 || s.Last < s.First || s.Last > len(d.Tokens) || s.Paragraph < 0 || s.Paragraph >= len(d.Paragraphs)) {
			u.fail("sentence")
		}
		if u.err != nil {
			return
		}
		last, paragraph = s.Last, s.Paragraph
		d.Sentences = append(d.Sentences, s)
	}
}

func packWords(p *packer, d *verbatim.Document) {
	p.uint(len(d.Words))
	for _, w := range d.Words {
		p.string(w.Tag)
	}
	for _, w := range d.Words {
		p.string(w.Rel)
	}
	for i, w := range d.Words {
		// No word is its own head, so that 0 is free for a root.
		if w.Head < 0 {
			p.int(0)
		} else {
			p.int(int(w.Head) - i)
		}
	}
	// A lemma is most often the token, or the lower-case token with another
	// ending: how many bytes of it stay, and what follows them.
	for i, w := range d.Words {
		form := ""
		if i < len(d.Tokens) {
			form = d.Tokens[i].In(d.Text)
		}
		if w.Lemma == form {
			p.uint(0)
			continue
		}
		low := lower(form)
		keep := 0
		for keep < len(low) && keep < len(w.Lemma) && low[keep] == w.Lemma[keep] {
			keep++
		}
		for keep > 0 && (!boundary(low, keep) || !boundary(w.Lemma, keep)) {
			keep--
		}
		p.uint(len(low) - keep + 1)
		p.string(w.Lemma[keep:])
	}
}

// lower is how a token's form is lower-cased for its lemma. What it yields is
// part of the form of the layer.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) > 0 {
			return l
		}
		return r
	}, s)
}

func unpackWords(u *unpacker, d *verbatim.Document) {
	n := u.count()
	if u.err == nil && n != len(d.Tokens) {
		u.fail("%d words of %d tokens", n, len(d.Tokens))
	}
	if u.err != nil || n == 0 {
		return
	}
	words := make([]verbatim.Word, n)
	for i := range words {
		words[i].Tag = u.string()
	}
	for i := range words {
		words[i].Rel = u.string()
	}
	for i := range words {
		words[i].Head = -1
		if h := u.int(); h != 0 {
			words[i].Head = int32(i + h)
		}
		if words[i].Head < -1 || int(words[i].Head) >= n {
			u.fail("head of word %d", i)
			return
		}
	}
	for i := range words {
		form := d.Tokens[i].In(d.Text)
		cut := u.uint()
		if cut == 0 {
			words[i].Lemma = form
			continue
		}
		low := lower(form)
		keep := len(low) - cut + 1
		if keep < 0 || keep > len(low) {
			u.fail("lemma of word %d", i)
			return
		}
		if ending := u.string(); keep == 0 {
			words[i].Lemma = ending
		} else {
			words[i].Lemma = low[:keep] + ending
		}
	}
	if u.err == nil {
		d.Words = words
	}
}
