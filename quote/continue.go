package quote

import (
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
)

// minMarked is the number of words from which a quotation that no cue ascribes
// is a statement of its own and not a name, a title or a scare quote.
const minMarked = 6

// Confidence of what is found without the model. On PolNeAR train a paragraph
// that is all quotation belongs to the quoted statement that ends the paragraph
// before it in 102 of 108 cases, to one that stops short of its end in 15 of
// 19, and after a paraphrase never (0 of 16).
//
// A signed quotation was right in 22 of 22 cases on PolNeAR dev, all in one
// article, and there is none in train: hence no more than 0.9. A quotation that
// nobody is found for was in no case (0 of 50 in train) what the annotators
// marked, who always have a cue: it is shown so that no quotation is lost, with
// the confidence that this count gives, (0+1)/(50+2).
const (
	reachedConfidence = 0.94
	shortConfidence   = 0.79
	signedConfidence  = 0.9
	markedConfidence  = 0.02
)

// continueQuotations gives the paragraphs that begin with a quotation that no
// statement has taken to the statement that they continue: the one whose
// quotation they reopen, or, where the paragraph is nothing else, the last
// quoted one of the paragraph before. What is left over is a statement without
// source and cue.
func (v *view) continueQuotations(statements []verbatim.Statement) []verbatim.Statement {
	doc := v.doc
	owner := make([]int32, len(v.tok)) // of each token: its statement plus one
	own := func(spans []verbatim.Span, statement int) {
		for _, s := range spans {
			for t, i := tokensOf(doc, s), int32(0); t.first+i < t.last; i++ {
				owner[t.first+i] = int32(statement) + 1
			}
		}
	}
	for i := range statements {
		own(statements[i].Source, i)
		own(statements[i].Content, i)
		own(statements[i].Cue, i)
	}
	taken := func(t tokens) int {
		for _, o := range owner[t.first:t.last] {
			if o > 0 {
				return int(o) - 1
			}
		}
		return -1
	}
	quoted := func(q int32) tokens { return tokens{v.quot[q].first, v.quot[q].last} }
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
		q, whole := v.openingQuotation(para)
		if q < 0 || taken(quoted(q)) >= 0 || whole && taken(tokensOf(doc, para)) >= 0 {
			continue
		}
		content := doc.Quotations[q].Span
		if cue, source, ok := v.signature(q, para); ok && taken(source) < 0 {
			statements = append(statements, verbatim.Statement{
				Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: signedConfidence,
				Content: []verbatim.Span{content}, Cue: []verbatim.Span{v.bytes(cue)}, Source: []verbatim.Span{v.bytes(source)},
			})
			own([]verbatim.Span{content, v.bytes(source)}, len(statements)-1)
			continue
		}
		to, confidence := -1, reachedConfidence
		for before := doc.Quotations[q].Previous; before >= 0 && to < 0; before = doc.Quotations[before].Previous {
			to = taken(quoted(before))
		}
		if to < 0 {
			for after, ok := following[q]; ok && to < 0; after, ok = following[after] {
				to = taken(quoted(after))
			}
		}
		if to < 0 && whole && p > 0 {
			to, confidence = v.lastQuoted(statements, owner, doc.Paragraphs[p-1])
		}
		if to < 0 {
			to, confidence = len(statements), markedConfidence
			statements = append(statements, verbatim.Statement{Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: 1})
		}
		s := &statements[to]
		s.Content = append(s.Content, content)
		slices.SortFunc(s.Content, verbatim.Span.Compare)
		if s.Kind == verbatim.Indirect {
			s.Kind = verbatim.Mixed
		}
		s.Confidence = min(s.Confidence, confidence)
		own([]verbatim.Span{content}, to)
	}
	for i := range doc.Quotations {
		if v.alone(int32(i)) && taken(quoted(int32(i))) < 0 {
			content := doc.Quotations[i].Span
			if to := v.saidBefore(owner, v.quot[i].first); to >= 0 && len(statements[to].Source) > 0 && statements[to].Kind == verbatim.Direct {
				s := &statements[to]
				s.Content = append(s.Content, content)
				slices.SortFunc(s.Content, verbatim.Span.Compare)
				own([]verbatim.Span{content}, to)
				continue
			}
			statements = append(statements, verbatim.Statement{
				Kind: verbatim.Direct, Act: verbatim.Say, Content: []verbatim.Span{content}, Parent: -1, Time: -1, Confidence: markedConfidence,
			})
			own([]verbatim.Span{content}, len(statements)-1)
		}
	}
	return statements
}

// saidBefore returns the last statement of the sentence before token i, in the
// same paragraph, -1 if there is none: a quotation behind a direct one goes on from
// it, in 5 of 6 cases on PolNeAR train, and behind a paraphrase in 2 of 12.
func (v *view) saidBefore(owner []int32, i int32) int {
	if i == 0 || v.doc.Sentences[v.sent[i-1]].Paragraph != v.doc.Sentences[v.sent[i]].Paragraph {
		return -1
	}
	for k := i - 1; k >= v.tok[i-1].first; k-- {
		if owner[k] > 0 {
			return int(owner[k]) - 1
		}
	}
	return -1
}

// alone reports whether a quotation is whole sentences among others, with their
// stops inside the marks: what somebody says, be it short.
func (v *view) alone(q int32) bool {
	t := v.quot[q]
	if v.doc.Quotations[q].Parent >= 0 || v.doc.Quotations[q].Doubt != "" || t.words < 2 || t.last-t.first < 4 || v.tok[t.first].first != t.first {
		return false
	}
	if v.doc.Sentences[v.sent[t.first]].Furniture || int(t.last) < len(v.tok) && v.tok[t.last].first != t.last {
		return false
	}
	if v.tok[t.last-1].quote != q || !v.tok[t.last-1].closes || !strings.Contains(".!?", v.doc.Tokens[t.last-2].In(v.doc.Text)) {
		return false
	}
	lower := false // a title is no sentence
	for i := t.first + 2; i < t.last-2; i++ {
		lower = lower || v.tok[i].pos == posVerb && v.tok[i].shape != shapeCapital
	}
	return lower
}

// openingQuotation returns the quotation that the paragraph begins with, and
// whether it is all of the paragraph; -1 if there is none, it is short, or plain
// text goes on in its last sentence.
func (v *view) openingQuotation(para verbatim.Span) (int32, bool) {
	i, found := slices.BinarySearchFunc(v.doc.Quotations, para.Start, func(q verbatim.Quotation, start int) int {
		return q.Start - start
	})
	if !found {
		return -1, false
	}
	q := v.doc.Quotations[i]
	if q.Parent >= 0 || v.quot[i].words < minMarked {
		return -1, false
	}
	if q.End >= para.End-1 {
		return int32(i), true
	}
	next := v.quot[i].last
	if int(next) < len(v.tok) && (v.tok[next].first == next || isDash(v.doc.Tokens[next].In(v.doc.Text))) {
		return int32(i), false
	}
	return -1, false
}

// maxSignature is the length of a name behind a dash, in tokens.
const maxSignature = 10

// signature reads “…” — Name: a quotation that a dash and a name, and nothing
// else, follow to the end of the paragraph. The dash is the cue.
func (v *view) signature(q int32, para verbatim.Span) (cue, source tokens, ok bool) {
	first := v.quot[q].last
	end := tokensOf(v.doc, para).last
	for end > first && v.tok[end-1].pos == posPunct {
		end--
	}
	if end-first < 2 || end-first > maxSignature || !isDash(v.doc.Tokens[first].In(v.doc.Text)) {
		return cue, source, false
	}
	source = tokens{first + 1, end}
	names := 0
	for i := source.first; i < source.last; i++ {
		switch w := &v.tok[i]; {
		case w.opens || w.closes || w.pos == posVerb && w.shape != shapeCapital:
			return cue, source, false
		case w.shape == shapeCapital:
			names++
		}
	}
	if v.tok[source.first].shape != shapeCapital && names < 2 {
		return cue, source, false
	}
	return tokens{first, first + 1}, source, true
}

// isDash reports a dash of any length.
func isDash(s string) bool { return s != "" && strings.Trim(s, "-‐‑‒–—―") == "" }

// lastQuoted returns the last statement of the paragraph and how likely a
// quotation in the next one continues it; -1 if it is not in quotation marks
// and the paragraph does not end in a colon.
func (v *view) lastQuoted(statements []verbatim.Statement, owner []int32, para verbatim.Span) (int, float64) {
	t := tokensOf(v.doc, para)
	end := t.last
	for end > t.first && owner[end-1] == 0 {
		end--
	}
	if end == t.first {
		return -1, 0
	}
	last := int(owner[end-1]) - 1
	if statements[last].Kind == verbatim.Indirect && !strings.HasSuffix(para.In(v.doc.Text), ":") {
		return -1, 0
	}
	if words(v.doc.Text[v.doc.Tokens[end-1].End:para.End]) > 0 {
		return last, shortConfidence
	}
	return last, reachedConfidence
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
			Kind: verbatim.Direct, Act: verbatim.Say, Content: []verbatim.Span{q.Span}, Parent: -1, Time: -1, Confidence: markedConfidence,
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
