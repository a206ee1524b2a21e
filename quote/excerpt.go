package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// excerpt is the part of a document that lies in contents and may report
// something, as a document of its own.
type excerpt struct {
	doc    *verbatim.Document
	all    []verbatim.Statement
	pieces []piece // in text order, not overlapping
	origin []int32 // the token of doc that each token of the excerpt is
}

// piece is what one sentence has of one content: tokens [first, last) of doc.
type piece struct {
	tokens
	owner    int // the statement
	sentence int
	asks     bool // holds a verb of communication
}

// choose fills pieces from the contents of all[from:].
func (e *excerpt) choose(from int) {
	doc := e.doc
	var all []piece
	for owner := from; owner < len(e.all); owner++ {
		if e.all[owner].Act == verbatim.Want {
			continue // what is wished to be said has not been said
		}
		for _, c := range e.all[owner].Content {
			all = e.cut(all, owner, c)
		}
	}
	// Where two contents share a sentence, the one that begins later is the
	// inner one; it is read with that.
	slices.SortStableFunc(all, func(a, b piece) int { return cmp.Compare(a.first, b.first) })
	keep := make([]bool, len(all))
	for i := range all {
		keep[i] = all[i].asks
		// A quotation inside the content may run over several sentences.
		if keep[i] {
			for j := i; j > 0 && all[j-1].owner == all[i].owner && !keep[j-1] && e.quoted(all[j], false); j-- {
				keep[j-1] = true
			}
		}
		if i > 0 && keep[i-1] && all[i-1].owner == all[i].owner && e.quoted(all[i], true) {
			keep[i] = true
		}
	}
	for i, p := range all {
		if !keep[i] {
			continue
		}
		if n := len(e.pieces); n > 0 && e.pieces[n-1].last > p.first {
			last := &e.pieces[n-1]
			if last.last = p.first; last.first >= last.last {
				e.pieces = e.pieces[:n-1]
			}
		}
		if doc.Sentences[p.sentence].Furniture {
			continue
		}
		e.pieces = append(e.pieces, p)
	}
}

// quoted reports whether p begins inside a quotation that lies in the content,
// or, where opening is set, with its mark.
func (e *excerpt) quoted(p piece, opening bool) bool {
	t := e.doc.Tokens[p.first]
	if t.Depth <= e.depth(p.owner) {
		return false
	}
	return opening || t.Quotation < 0
}

// depth is how many quotations the content of a statement lies in as a whole.
func (e *excerpt) depth(owner int) uint8 {
	t := tokensOf(e.doc, e.all[owner].Content[0])
	if t.first >= t.last {
		return 0
	}
	return e.doc.Tokens[t.first].Depth
}

// cut appends the pieces of the content span c.
func (e *excerpt) cut(list []piece, owner int, c verbatim.Span) []piece {
	doc := e.doc
	t := tokensOf(doc, c)
	t = e.unquote(t)
	if t.first < t.last && strings.EqualFold(doc.Tokens[t.first].In(doc.Text), "that") {
		if w := &doc.Words[t.first]; w.Rel == "mark" || w.Tag == "IN" || w.Tag == "WDT" {
			t.first++
		}
	}
	if t.first >= t.last {
		return list
	}
	s, found := slices.BinarySearchFunc(doc.Sentences, int(t.first), func(s verbatim.Sentence, i int) int {
		if s.Last <= i {
			return -1
		}
		return cmp.Compare(s.First, i)
	})
	if !found && s > 0 {
		s--
	}
	for ; s < len(doc.Sentences) && doc.Sentences[s].First < int(t.last); s++ {
		p := piece{tokens: tokens{max(t.first, int32(doc.Sentences[s].First)), min(t.last, int32(doc.Sentences[s].Last))}, owner: owner, sentence: s}
		if p.first >= p.last {
			continue
		}
		for i := p.first; i < p.last && !p.asks; i++ {
			p.asks = reports(doc, i)
		}
		list = append(list, p)
	}
	return list
}

// unquote takes off the marks of a quotation that t lies in as a whole.
func (e *excerpt) unquote(t tokens) tokens {
	doc := e.doc
	for t.first < t.last {
		k := doc.Tokens[t.first].Quotation
		if k < 0 || doc.Quotations[k].Open.Start != doc.Tokens[t.first].Start || doc.Quotations[k].End < doc.Tokens[t.last-1].End {
			break
		}
		t.first++
		if t.first < t.last && doc.Tokens[t.last-1].Quotation == k {
			t.last--
		}
	}
	return t
}

// document returns the excerpt as a document: a paragraph for each statement's
// content, a sentence for each piece.
func (e *excerpt) document() *verbatim.Document {
	doc := e.doc
	sub := &verbatim.Document{Meta: doc.Meta, Text: doc.Text}
	opened := make(map[int32]int32) // quotations taken over
	for n, p := range e.pieces {
		first := len(sub.Tokens)
		for i := p.first; i < p.last; i++ {
			t := doc.Tokens[i]
			if k := t.Quotation; k >= 0 {
				q := doc.Quotations[k]
				to, ok := opened[k]
				if !ok && q.Open.Start == t.Start {
					to, ok = int32(len(sub.Quotations)), true
					opened[k] = to
					parent := int32(-1)
					if up, ok := opened[q.Parent]; ok {
						parent = up
					}
					q.Parent, q.Previous = parent, -1
					sub.Quotations = append(sub.Quotations, q)
				}
				if t.Quotation = to; !ok {
					t.Quotation = -1
				}
			}
			sub.Tokens = append(sub.Tokens, t)
			e.origin = append(e.origin, i)
		}
		for i := p.first; i < p.last; i++ {
			w := doc.Words[i]
			if w.Head >= p.first && w.Head < p.last {
				w.Head += int32(first) - p.first
			} else {
				w.Head, w.Rel = -1, "root"
			}
			sub.Words = append(sub.Words, w)
		}
		paragraph := n
		if n > 0 && e.pieces[n-1].owner == p.owner {
			paragraph = sub.Sentences[n-1].Paragraph
		}
		span := verbatim.Span{Start: doc.Tokens[p.first].Start, End: doc.Tokens[p.last-1].End}
		sub.Sentences = append(sub.Sentences, verbatim.Sentence{Span: span, First: first, Last: len(sub.Tokens), Paragraph: paragraph})
	}
	return sub
}

// spans returns where tokens of the excerpt lie in the text: several spans
// where something was left out between them.
func (e *excerpt) spans(t tokens) []verbatim.Span {
	var out []verbatim.Span
	for i := t.first; i < t.last; i++ {
		at := e.doc.Tokens[e.origin[i]].Span
		if i > t.first && e.origin[i] == e.origin[i-1]+1 {
			out[len(out)-1].End = at.End
			continue
		}
		out = append(out, at)
	}
	return out
}

// spanSet is a list of spans that do not overlap, in order.
type spanSet []verbatim.Span

// cues returns the cues that there are already.
func (e *excerpt) cues() spanSet {
	var out spanSet
	for i := range e.all {
		out = append(out, e.all[i].Cue...)
	}
	slices.SortFunc(out, verbatim.Span.Compare)
	return out
}

// overlap reports whether one of the spans shares a byte with one of the set.
func (s spanSet) overlap(spans []verbatim.Span) bool {
	for _, x := range spans {
		i, _ := slices.BinarySearchFunc(s, x, func(a, b verbatim.Span) int {
			if a.End <= b.Start {
				return -1
			}
			return 1
		})
		if i < len(s) && s[i].Overlaps(x) {
			return true
		}
	}
	return false
}
