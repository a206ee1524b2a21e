package quote

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// minMarked is the number of words from which a quotation that no cue ascribes
// is a statement of its own and not a name, a title or a scare quote.
const minMarked = 6

// Confidence of what is found without the model: measured on PolNeAR train,
// where 124 of 157 paragraphs that are all quotation belong to the statement
// before them.
const (
	continuedConfidence = 0.79
	markedConfidence    = 0.4
)

// continueQuotations gives the paragraphs that are nothing but a quotation and
// have no cue of their own to the statement that they continue: the one whose
// quotation they reopen, or else the one that ends the paragraph before. What
// is left over is a statement without source and cue.
func (v *view) continueQuotations(statements []verbatim.Statement) []verbatim.Statement {
	doc := v.doc
	taken := func(s verbatim.Span) int {
		for i := range statements {
			for _, c := range statements[i].Content {
				if c.Overlaps(s) {
					return i
				}
			}
			if len(statements[i].Cue) > 0 && s.Contains(statements[i].Cue[0]) {
				return i
			}
		}
		return -1
	}
	following := make(map[int32]int32) // the quotation that continues another
	for i, q := range doc.Quotations {
		if q.Previous >= 0 {
			following[q.Previous] = int32(i)
		}
	}
	sentence := 0
	for p, para := range doc.Paragraphs {
		for sentence < len(doc.Sentences) && doc.Sentences[sentence].Paragraph < p {
			sentence++
		}
		if sentence < len(doc.Sentences) && doc.Sentences[sentence].Furniture {
			continue
		}
		q := v.wholeParagraph(para)
		if q < 0 || taken(para) >= 0 {
			continue
		}
		content := doc.Quotations[q].Span
		owner := -1
		for before := doc.Quotations[q].Previous; before >= 0 && owner < 0; before = doc.Quotations[before].Previous {
			owner = taken(doc.Quotations[before].Span)
		}
		if owner < 0 {
			for after, ok := following[q]; ok && owner < 0; after, ok = following[after] {
				owner = taken(doc.Quotations[after].Span)
			}
		}
		if owner < 0 && p > 0 {
			owner = v.ending(statements, doc.Paragraphs[p-1])
		}
		if owner < 0 {
			statements = append(statements, verbatim.Statement{
				Kind: verbatim.Direct, Act: verbatim.Say, Content: []verbatim.Span{content}, Parent: -1, Confidence: markedConfidence,
			})
			continue
		}
		s := &statements[owner]
		s.Content = append(s.Content, content)
		slices.SortFunc(s.Content, verbatim.Span.Compare)
		if s.Kind == verbatim.Indirect {
			s.Kind = verbatim.Mixed
		}
		s.Confidence = min(s.Confidence, continuedConfidence)
	}
	return statements
}

// wholeParagraph returns the quotation that makes up the paragraph, or -1.
func (v *view) wholeParagraph(para verbatim.Span) int32 {
	i, found := slices.BinarySearchFunc(v.doc.Quotations, para.Start, func(q verbatim.Quotation, start int) int {
		return q.Start - start
	})
	if !found {
		return -1
	}
	q := v.doc.Quotations[i]
	if q.End < para.End-1 || q.Parent >= 0 || v.quot[i].words < minMarked {
		return -1
	}
	return int32(i)
}

// ending returns the statement that reaches the end of the paragraph, give or
// take a stop, or -1.
func (v *view) ending(statements []verbatim.Statement, para verbatim.Span) int {
	best, end := -1, para.Start
	for i := range statements {
		s := &statements[i]
		for _, spans := range [][]verbatim.Span{s.Source, s.Cue, s.Content} {
			for _, x := range spans {
				if x.Start >= para.Start && x.End <= para.End && x.End > end {
					best, end = i, x.End
				}
			}
		}
	}
	for _, r := range v.doc.Text[end:para.End] {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return -1
		}
	}
	if best >= 0 && statements[best].Kind == verbatim.Indirect {
		// After a paraphrase the next paragraph may be anybody's words, unless
		// the paragraph ends in a colon.
		if r, _ := utf8.DecodeLastRuneInString(v.doc.Text[:para.End]); r != ':' {
			return -1
		}
	}
	return best
}

// Marked returns the statements of a text in a language that the model does
// not read: its longer quotations, with no source and no cue.
func Marked(doc *verbatim.Document) []verbatim.Statement {
	var out []verbatim.Statement
	furniture := make(map[int]bool)
	for _, s := range doc.Sentences {
		if s.Furniture {
			for i := s.First; i < s.Last; i++ {
				furniture[doc.Tokens[i].Start] = true
			}
		}
	}
	for _, q := range doc.Quotations {
		if q.Parent >= 0 || furniture[q.Start] || q.Doubt != "" || words(q.Inner().In(doc.Text)) < minMarked {
			continue
		}
		out = append(out, verbatim.Statement{
			Kind: verbatim.Direct, Act: verbatim.Say, Content: []verbatim.Span{q.Span}, Parent: -1, Confidence: markedConfidence,
		})
	}
	return out
}

// words counts runs of letters and digits.
func words(s string) int {
	n, in := 0, false
	for _, r := range s {
		now := unicode.IsLetter(r) || unicode.IsDigit(r)
		if now && !in {
			n++
		}
		in = now
	}
	return n
}
