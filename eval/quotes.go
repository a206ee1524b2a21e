package eval

import (
	"unicode"

	"github.com/verbatim-record/verbatim"
)

// RoleScore holds the figures of one role, in percent.
type RoleScore struct {
	Exact     float64 `json:"exact"`   // F1 of fragments that are equal
	Overlap   float64 `json:"overlap"` // F1 of fragments that share a character with one of the same role
	Char      float64 `json:"char"`    // F1 of characters, white space left out
	Precision float64 `json:"p"`       // of the exact score
	Recall    float64 `json:"r"`
}

// QuoteScore holds the figures of the statement stage, in percent.
type QuoteScore struct {
	Documents int       `json:"documents"`
	Predicted int       `json:"predicted"` // statements found
	Gold      int       `json:"gold"`      // statements labelled
	Source    RoleScore `json:"source"`
	Cue       RoleScore `json:"cue"`
	Content   RoleScore `json:"content"`
	Linked    float64   `json:"linked"` // F1 of statements whose content overlaps by half (intersection over union) and whose source overlaps
	Strict    float64   `json:"strict"` // F1 of statements with source, cue and content all equal
}

// roleCounts are the sums behind a RoleScore.
type roleCounts struct {
	tp, p, g             int
	overlapP, overlapG   int
	charTP, charP, charG int
}

// QuoteCounter sums the figures of many documents.
type QuoteCounter struct {
	documents, predicted, gold, linked, strict int
	role                                       [3]roleCounts
}

// Add scores the statements found in text against the labelled ones.
func (c *QuoteCounter) Add(text string, found, gold []Attribution) {
	c.documents++
	c.predicted += len(found)
	c.gold += len(gold)
	for r := range 3 {
		c.role[r].add(text, fragments(found, r), fragments(gold, r))
	}
	c.linked += linked(text, found, gold)
	strict := make(map[string]int)
	for _, g := range gold {
		strict[g.key()]++
	}
	for _, f := range found {
		if k := f.key(); strict[k] > 0 {
			strict[k]--
			c.strict++
		}
	}
}

// Score returns the figures of everything added.
func (c *QuoteCounter) Score() QuoteScore {
	return QuoteScore{
		Documents: c.documents, Predicted: c.predicted, Gold: c.gold,
		Source: c.role[0].score(), Cue: c.role[1].score(), Content: c.role[2].score(),
		Linked: f1(c.linked, c.predicted, c.gold),
		Strict: f1(c.strict, c.predicted, c.gold),
	}
}

// Outermost returns the statements that are not reported inside another one.
// PolNeAR marks only those, so only those can be scored against it: one
// reported inside another would count as wrong for being there.
func Outermost(statements []verbatim.Statement) []verbatim.Statement {
	var out []verbatim.Statement
	for _, s := range statements {
		if s.Parent < 0 {
			out = append(out, s)
		}
	}
	return out
}

// FromStatements turns statements into the form that is scored.
func FromStatements(text string, statements []verbatim.Statement) []Attribution {
	out := make([]Attribution, 0, len(statements))
	clean := func(spans []verbatim.Span) []verbatim.Span {
		var kept []verbatim.Span
		for _, s := range spans {
			if s = trimSpan(text, s); !s.Empty() {
				kept = append(kept, s)
			}
		}
		return sortSpans(kept)
	}
	for _, s := range statements {
		out = append(out, Attribution{Source: clean(s.Source), Cue: clean(s.Cue), Content: clean(s.Content)})
	}
	return out
}

// Linked reports whether found matches gold: the contents overlap by half or
// more of their union, and the sources overlap or are both absent.
func Linked(text string, found, gold Attribution) bool {
	content := intersection(text, found.Content, gold.Content)
	union := chars(text, found.Content) + chars(text, gold.Content) - content
	if content == 0 || 2*content < union {
		return false
	}
	return len(found.Source) == 0 && len(gold.Source) == 0 || intersection(text, found.Source, gold.Source) > 0
}

func linked(text string, found, gold []Attribution) int {
	used := make([]bool, len(found))
	n := 0
	for _, g := range gold {
		for i, f := range found {
			if !used[i] && Linked(text, f, g) {
				used[i] = true
				n++
				break
			}
		}
	}
	return n
}

func (a Attribution) role(r int) []verbatim.Span {
	return [...][]verbatim.Span{a.Source, a.Cue, a.Content}[r]
}

// key is equal for attributions that are equal in all three roles.
func (a Attribution) key() string {
	var b []byte
	for r := range 3 {
		b = append(b, byte('a'+r))
		for _, s := range a.role(r) {
			for _, n := range [2]int{s.Start, s.End} {
				b = append(b, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
			}
		}
	}
	return string(b)
}

func fragments(list []Attribution, r int) []verbatim.Span {
	var out []verbatim.Span
	for _, a := range list {
		out = append(out, a.role(r)...)
	}
	return sortSpans(out)
}

func (c *roleCounts) add(text string, found, gold []verbatim.Span) {
	c.p += len(found)
	c.g += len(gold)
	set := make(map[verbatim.Span]bool, len(gold))
	for _, s := range gold {
		set[s] = true
	}
	for _, s := range found {
		if set[s] {
			c.tp++
		}
	}
	c.overlapP += overlapping(found, gold)
	c.overlapG += overlapping(gold, found)
	c.charP += chars(text, found)
	c.charG += chars(text, gold)
	c.charTP += intersection(text, found, gold)
}

func (c *roleCounts) score() RoleScore {
	p := float64(c.overlapP) / float64(max(1, c.p))
	g := float64(c.overlapG) / float64(max(1, c.g))
	overlap := 0.0
	if p+g > 0 {
		overlap = 200 * p * g / (p + g)
	}
	return RoleScore{
		Exact: f1(c.tp, c.p, c.g), Overlap: overlap, Char: f1(c.charTP, c.charP, c.charG),
		Precision: 100 * float64(c.tp) / float64(max(1, c.p)),
		Recall:    100 * float64(c.tp) / float64(max(1, c.g)),
	}
}

// overlapping counts the spans of a that overlap one of b.
func overlapping(a, b []verbatim.Span) int {
	n := 0
	for _, s := range a {
		for _, t := range b {
			if s.Overlaps(t) {
				n++
				break
			}
		}
	}
	return n
}

// covered marks the bytes that begin a character under spans, white space out.
func covered(text string, spans []verbatim.Span) map[int]bool {
	set := make(map[int]bool)
	for _, s := range spans {
		for i, r := range s.In(text) {
			if !isSpace(r) {
				set[s.Start+i] = true
			}
		}
	}
	return set
}

func chars(text string, spans []verbatim.Span) int { return len(covered(text, spans)) }

func intersection(text string, a, b []verbatim.Span) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	set, n := covered(text, a), 0
	for i := range covered(text, b) {
		if set[i] {
			n++
		}
	}
	return n
}

func f1(tp, p, g int) float64 {
	if tp == 0 {
		return 0
	}
	return 200 * float64(tp) / float64(p+g)
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }
