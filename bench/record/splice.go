package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
)

// part is a paragraph of an analysed article with what lies wholly in it.
type part struct {
	doc   *verbatim.Document
	p     int
	span  verbatim.Span
	quote int // statements
}

// parts cuts articles into paragraphs.
func parts(docs []*verbatim.Document) []part {
	var out []part
	for _, d := range docs {
		for i, s := range d.Paragraphs {
			n := 0
			for j := range d.Statements {
				if within(&d.Statements[j], s) {
					n++
				}
			}
			out = append(out, part{d, i, s, n})
		}
	}
	return out
}

func within(s *verbatim.Statement, p verbatim.Span) bool {
	for _, spans := range [][]verbatim.Span{s.Source, s.Cue, s.Content} {
		for _, sp := range spans {
			if !p.Contains(sp) {
				return false
			}
		}
	}
	return true
}

// outlets and their share of the articles fall as Zipf's law has it.
const outlets = 40

// article makes a new article of paragraphs of others, with all its layers:
// its words, names and lengths are those of news, and its text is nobody's.
func article(rng *rand.Rand, all []part, n int) *verbatim.Document {
	d := &verbatim.Document{}
	var text strings.Builder
	for range 8 + rng.IntN(18) {
		appendPart(d, &text, all[rng.IntN(len(all))])
	}
	d.Text = text.String()
	outlet := min(int(float64(outlets)*rng.Float64()*rng.Float64()*rng.Float64()), outlets-1)
	when := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.Int64N(int64(3 * 365 * 24 * time.Hour)))).Truncate(time.Minute)
	d.Meta = verbatim.Meta{
		Path: fmt.Sprintf("a%d", n), URL: fmt.Sprintf("https://www.outlet%d.example/news/%s/story-%d.html", outlet, when.Format("2006/01"), n),
		Outlet: fmt.Sprintf("Outlet %d", outlet), Title: fmt.Sprintf("Story %d of the day", n), Published: when.Format(time.RFC3339), Language: "en",
	}
	return d
}

// appendPart moves a paragraph and its layers to the end of d.
func appendPart(d *verbatim.Document, text *strings.Builder, p part) {
	if text.Len() > 0 {
		text.WriteString("\n\n")
	}
	by := text.Len() - p.span.Start
	text.WriteString(p.span.In(p.doc.Text))
	move := func(s verbatim.Span) verbatim.Span { return verbatim.Span{Start: s.Start + by, End: s.End + by} }
	moveAll := func(list []verbatim.Span) []verbatim.Span {
		var out []verbatim.Span
		for _, s := range list {
			out = append(out, move(s))
		}
		return out
	}
	d.Paragraphs = append(d.Paragraphs, move(p.span))
	quotations := make(map[int32]int32)
	for i, q := range p.doc.Quotations {
		if !p.span.Contains(q.Span) {
			continue
		}
		quotations[int32(i)] = int32(len(d.Quotations))
		q.Span, q.Open = move(q.Span), move(q.Open)
		if !q.Close.Empty() {
			q.Close = move(q.Close)
		}
		q.Previous = -1
		if parent, ok := quotations[q.Parent]; ok {
			q.Parent = parent
		} else {
			q.Parent = -1
		}
		d.Quotations = append(d.Quotations, q)
	}
	for _, s := range p.doc.Sentences {
		if s.Paragraph != p.p {
			continue
		}
		from := len(d.Tokens) - s.First
		for i := s.First; i < s.Last; i++ {
			t, w := p.doc.Tokens[i], p.doc.Words[i]
			t.Span = move(t.Span)
			if q, ok := quotations[t.Quotation]; ok {
				t.Quotation = q
			} else {
				t.Quotation = -1
			}
			if w.Head >= 0 {
				w.Head += int32(from)
			}
			d.Tokens, d.Words = append(d.Tokens, t), append(d.Words, w)
		}
		s.Span, s.First, s.Last, s.Paragraph = move(s.Span), s.First+from, s.Last+from, len(d.Paragraphs)-1
		d.Sentences = append(d.Sentences, s)
	}
	for i := range p.doc.Statements {
		s := p.doc.Statements[i]
		if !within(&s, p.span) {
			continue
		}
		s.Source, s.Cue, s.Content, s.Parent = moveAll(s.Source), moveAll(s.Cue), moveAll(s.Content), -1
		// Entities and times stay behind.
		s.Speakers, s.Addressee, s.Venue, s.Time = nil, nil, nil, -1
		d.Statements = append(d.Statements, s)
	}
}
