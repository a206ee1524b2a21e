package token

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// The doubts that Quotations records.
const (
	doubtNoClose   = "closing mark missing: taken to the end of the paragraph"
	doubtReopened  = "closing mark missing before the next opening mark"
	doubtS         = "the closing mark follows an s and may be a possessive"
	doubtDirection = "the mark points the wrong way"
	doubtStraight  = "a straight mark with no space on either side"
	doubtElision   = "the opening mark may be an apostrophe"
)

// maxAhead is how many marks are looked at to tell a possessive.
const maxAhead = 64

// maxDepth bounds nesting: news has two levels, a hostile text has thousands.
const maxDepth = 8

// mark is a character of the text that may be a quotation mark.
type mark struct {
	verbatim.Span
	style      verbatim.MarkStyle
	opens      bool // may open a quotation
	closes     bool // may close one
	doubt      string
	possessive bool // may be the apostrophe of a plural possessive: teams’
	afterStop  bool // follows . , ! ? …: closes for certain
}

// Quotations pairs the quotation marks of text, paragraph by paragraph, and
// returns the quotations ordered by their opening mark. A single mark that is
// an apostrophe (it’s, teams’, ’90s) is left to its word.
//
// A quotation that a paragraph leaves open goes on in the next one if that
// starts with the same mark, and is then linked by Quotation.Previous.
func Quotations(text string, paragraphs []verbatim.Span) []verbatim.Quotation {
	p := pairer{text: text}
	var marks []mark
	last := int32(-1) // quotation left open by the paragraph before
	for _, para := range paragraphs {
		marks = scanMarks(text, para, marks[:0])
		first := len(p.out)
		p.pair(para, marks)
		if last >= 0 {
			if len(p.out) > first && p.out[first].Start == para.Start && p.out[first].Style == p.out[last].Style {
				p.out[first].Previous = last
				p.out[last].Doubt = ""
			}
		}
		last = -1
		// The outermost quotation still open at the end of the paragraph.
		for i := first; i < len(p.out); i++ {
			if p.out[i].Close.Empty() && p.out[i].End == para.End && p.out[i].Parent < 0 {
				last = int32(i)
				break
			}
		}
	}
	return p.out
}

type pairer struct {
	text  string
	out   []verbatim.Quotation
	stack []int32
}

// pair matches the marks of one paragraph with a stack.
func (p *pairer) pair(para verbatim.Span, marks []mark) {
	p.stack = p.stack[:0]
	for i, m := range marks {
		open := p.openOf(m.style)
		switch {
		case m.closes && open >= 0 && !p.isPossessive(marks, i):
			p.close(open, m)
		case m.opens:
			if open >= 0 && p.out[p.stack[open]].Style != m.style {
				open = -1 // “he said "no" to me”: nested, not reopened
			}
			p.open(m, open)
		}
	}
	for _, q := range p.stack {
		p.out[q].End = para.End
		p.out[q].Doubt = doubtNoClose
	}
	p.dropStrays(para)
}

// openOf returns the position in the stack of the innermost open quotation
// that a mark of this style closes, or -1.
func (p *pairer) openOf(style verbatim.MarkStyle) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.out[p.stack[i]].Style == style {
			return i
		}
	}
	// Straight and curly marks get mixed by editing: "like this”.
	for i := len(p.stack) - 1; i >= 0; i-- {
		if other := p.out[p.stack[i]].Style; isDouble(style) && isDouble(other) || isSingle(style) && isSingle(other) {
			return i
		}
	}
	return -1
}

func isDouble(s verbatim.MarkStyle) bool {
	return s == verbatim.StraightDouble || s == verbatim.CurlyDouble
}

func isSingle(s verbatim.MarkStyle) bool {
	return s == verbatim.StraightSingle || s == verbatim.CurlySingle
}

func (p *pairer) open(m mark, same int) {
	if same >= 0 {
		// The same mark again before the first was closed: its closing mark
		// is missing. It ends before this one.
		for _, q := range p.stack[same:] {
			p.out[q].End = trim(p.text, verbatim.Span{Start: p.out[q].Open.End, End: m.Start}).End
			p.out[q].Doubt = doubtReopened
		}
		p.stack = p.stack[:same]
	}
	if len(p.stack) >= maxDepth {
		return
	}
	parent := int32(-1)
	if n := len(p.stack); n > 0 {
		parent = p.stack[n-1]
	}
	p.stack = append(p.stack, int32(len(p.out)))
	p.out = append(p.out, verbatim.Quotation{
		Span: m.Span, Open: m.Span, Style: m.style, Parent: parent, Previous: -1, Doubt: m.doubt,
	})
}

func (p *pairer) close(at int, m mark) {
	for _, q := range p.stack[at+1:] {
		p.out[q].End = trim(p.text, verbatim.Span{Start: p.out[q].Open.End, End: m.Start}).End
		p.out[q].Doubt = doubtNoClose
	}
	q := &p.out[p.stack[at]]
	q.Close = m.Span
	q.End = m.End
	if q.Doubt == "" {
		q.Doubt = m.doubt
	}
	if m.possessive && q.Doubt == "" {
		q.Doubt = doubtS
	}
	p.stack = p.stack[:at]
}

// isPossessive decides whether marks[i], a single mark behind an s with a
// quotation open, is the apostrophe of a possessive: it is when a later mark
// closes the quotation before another one opens.
func (p *pairer) isPossessive(marks []mark, i int) bool {
	m := marks[i]
	if !m.possessive || m.afterStop {
		return false
	}
	for _, n := range marks[i+1 : min(len(marks), i+1+maxAhead)] {
		if n.style != m.style {
			continue
		}
		if n.opens && !n.closes {
			return false
		}
		if n.closes && !n.possessive {
			return true
		}
	}
	return false
}

// dropStrays removes what opened with a single mark, never closed and does not
// start the paragraph: it was an apostrophe or an accent, not a quotation.
func (p *pairer) dropStrays(para verbatim.Span) {
	first := len(p.out)
	for first > 0 && p.out[first-1].Start >= para.Start {
		first--
	}
	stray := func(q verbatim.Quotation) bool {
		return (isSingle(q.Style) || q.Style == verbatim.Backtick) && q.Close.Empty() && (q.Start != para.Start || q.Doubt == doubtElision) ||
			trim(p.text, q.Inner()).Empty()
	}
	if !slices.ContainsFunc(p.out[first:], stray) {
		return
	}
	moved := make(map[int32]int32)
	kept := p.out[:first]
	for i := first; i < len(p.out); i++ {
		q := p.out[i]
		parent := q.Parent
		if parent >= int32(first) {
			if to, ok := moved[parent]; ok {
				parent = to
			}
		}
		if stray(q) {
			moved[int32(i)] = parent
			continue
		}
		q.Parent = parent
		moved[int32(i)] = int32(len(kept))
		kept = append(kept, q)
	}
	p.out = kept
}

// scanMarks appends the marks of one paragraph to marks.
func scanMarks(text string, para verbatim.Span, marks []mark) []mark {
	german := strings.Contains(para.In(text), "„") || strings.Contains(para.In(text), "‚")
	inward := false // »…«
	if i := strings.IndexAny(para.In(text), "«»"); i >= 0 {
		inward = strings.HasPrefix(text[para.Start+i:], "»")
	}
	for i := para.Start; i < para.End; {
		c := text[i]
		if c < utf8.RuneSelf && c != '"' && c != '\'' && c != '`' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:para.End])
		m := mark{Span: verbatim.Span{Start: i, End: i + size}}
		before, after := around(text, para, m.Span)
		switch r {
		case '“':
			m.style, m.opens = verbatim.CurlyDouble, true
			if german {
				m.style, m.closes = verbatim.LowDouble, true
			} else if !leads(before, after) && trails(before, after) {
				m.closes, m.doubt = true, doubtDirection
			}
		case '”', '‟':
			m.style, m.closes = verbatim.CurlyDouble, true
			if german {
				m.style = verbatim.LowDouble
			}
			if leads(before, after) && !trails(before, after) {
				m.opens, m.closes, m.doubt = true, false, doubtDirection
			}
		case '„':
			m.style, m.opens = verbatim.LowDouble, true
		case '‚':
			// Also typed for a comma: then it follows a letter.
			m.style, m.opens = verbatim.LowSingle, leads(before, after)
		case '«', '»':
			m.style = verbatim.Guillemet
			m.opens, m.closes = (r == '«') != inward, (r == '»') != inward
		case '‹', '›':
			m.style = verbatim.SingleGuillemet
			m.opens, m.closes = r == '‹', r == '›'
		case '"', '＂':
			m.style = verbatim.StraightDouble
			m.opens, m.closes = straight(before, after)
			if unicode.IsDigit(before) && !leads(before, after) {
				m.opens = false // 6'2": inches
			} else if m.opens && m.closes {
				m.doubt = doubtStraight
			}
		case '`':
			m.style, m.opens = verbatim.Backtick, true
			if i+1 < para.End && text[i+1] == '`' {
				m.End++
			}
			if !leads(before, after) && m.Len() == 1 {
				m.opens = false
			}
		case '‘', '‛':
			m.style, m.opens = verbatim.CurlySingle, true
			if german {
				m.style, m.closes = verbatim.LowSingle, true
			}
			if elides(text[m.End:para.End]) && (before == 0 || isSpace(before) || isLetter(before)) {
				m.opens, m.doubt = false, doubtElision
				if !german {
					break
				}
			}
			if isLetter(before) && isLetter(after) {
				m.opens = false // an apostrophe with the wrong curl: O‘Neill
			}
		case '’', '\'', '＇':
			m.style = verbatim.CurlySingle
			if r != '’' {
				m.style = verbatim.StraightSingle
			}
			if r == '\'' && m.End < para.End && text[m.End] == '\'' {
				m.End++ // '' closes `` or is a double mark typed as two
				m.style = verbatim.Backtick
				_, after = around(text, para, m.Span)
				m.opens, m.closes = straight(before, after)
				if m.opens && !m.closes {
					m.style = verbatim.StraightDouble
				}
				break
			}
			singleMark(text, para, &m, before, after)
		}
		if m.opens || m.closes {
			marks = append(marks, m)
		}
		i = m.End
		if i <= m.Start {
			i += size
		}
	}
	return unifyBackticks(text, marks)
}

// singleMark says what a ’ or ' between before and after may be.
func singleMark(text string, para verbatim.Span, m *mark, before, after rune) {
	if isWordRune(before) && isWordRune(after) {
		return // it’s, 6'2
	}
	if trails(before, after) {
		m.closes = true
		m.afterStop = strings.ContainsRune(".,!?…;:—–", before)
		switch before {
		case 's', 'S', 'z', 'x':
			m.possessive = isSpace(after) || after == 0
		case 'n':
			// goin’, or the end of a quotation: only with "in" before it.
			m.possessive = isSpace(after) && strings.HasSuffix(text[para.Start:m.Start], "in") && droppedG(text[para.Start:m.Start])
		}
		return
	}
	if leads(before, after) {
		if elides(text[m.End:para.End]) {
			return
		}
		m.opens = true
		if m.style == verbatim.CurlySingle {
			m.doubt = doubtDirection
		}
	}
}

// unifyBackticks gives ” the style of the “ that it closes, and a ’ or '
// that of a lone `.
func unifyBackticks(text string, marks []mark) []mark {
	open := 0
	for i := range marks {
		m := &marks[i]
		if m.style == verbatim.Backtick && m.opens && !m.closes {
			open = m.Len()
			continue
		}
		if open == 1 && m.closes && (m.style == verbatim.StraightSingle || m.style == verbatim.CurlySingle) && !m.possessive {
			m.style = verbatim.Backtick
			open = 0
			continue
		}
		if m.style == verbatim.Backtick && m.closes && text[m.Start] == '\'' {
			if open != 2 {
				m.style = verbatim.StraightDouble
			}
			open = 0
		}
	}
	return marks
}

// around returns the characters before and after s inside para, 0 at its ends.
// An opening mark or bracket right before counts as it stands.
func around(text string, para, s verbatim.Span) (before, after rune) {
	if s.Start > para.Start {
		before, _ = utf8.DecodeLastRuneInString(text[para.Start:s.Start])
	}
	if s.End < para.End {
		after, _ = utf8.DecodeRuneInString(text[s.End:para.End])
	}
	return before, after
}

// leads reports whether a mark stands where a quotation opens: behind nothing,
// a space, a bracket, a dash or another opening mark, and before a word.
func leads(before, after rune) bool {
	if after == 0 || isSpace(after) {
		return false
	}
	return before == 0 || isSpace(before) || strings.ContainsRune("([{—–-/“‘\"'«„‚`:=…", before)
}

// trails reports whether a mark stands where a quotation closes: behind a word
// or a stop, and before nothing, a space or punctuation.
func trails(before, after rune) bool {
	if before == 0 || isSpace(before) {
		return false
	}
	return after == 0 || !isWordRune(after) && after != '$' && after != '£' && after != '€' && after != '#' && after != '@'
}

// straight says what a straight mark may be from its neighbours. Between two
// spaces, or between two words, it may be either, and the state decides.
func straight(before, after rune) (opens, closes bool) {
	opens, closes = leads(before, after), trails(before, after)
	if !opens && !closes {
		return true, true
	}
	return opens, closes
}

// elisions are the words that an apostrophe begins.
var elisions = []string{"em", "tis", "twas", "twere", "til", "till", "cause", "bout", "round", "cos", "cuz", "n", "nuff", "neath", "gainst", "ere", "kay", "sup", "burbs", "hood"}

// elides reports whether rest, behind a mark, is the remainder of an elided
// word or decade: ’90s, ’16, ’em, rock ’n’ roll.
func elides(rest string) bool {
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n == 2 {
		tail := rest[2:]
		if strings.HasPrefix(tail, "s") {
			tail = tail[1:]
		} else if strings.HasPrefix(tail, "%") || strings.HasPrefix(tail, ",") && len(tail) > 1 && isDigit(tail[1]) {
			return false // ’50% and ’50,000 are quoted numbers
		}
		r, _ := utf8.DecodeRuneInString(tail)
		return tail == "" || !isWordRune(r)
	}
	if n > 0 {
		return false
	}
	end := 0
	for end < len(rest) && (rest[end]|0x20) >= 'a' && (rest[end]|0x20) <= 'z' {
		end++
	}
	if end == 0 || end > 6 {
		return false
	}
	return slices.Contains(elisions, strings.ToLower(rest[:end]))
}

// droppedG reports whether s ends in a word of five letters or more in -in,
// as goin’ and talkin’ do once the g is dropped.
func droppedG(s string) bool {
	n := 0
	for n < len(s) && (s[len(s)-1-n]|0x20) >= 'a' && (s[len(s)-1-n]|0x20) <= 'z' {
		n++
	}
	if n < 4 {
		return false
	}
	switch strings.ToLower(s[len(s)-n:]) {
	case "again", "within", "begin", "captain", "campaign", "certain", "main", "rain", "train", "brain", "plain",
		"britain", "spain", "chain", "pain", "bargain", "mountain", "maintain", "remain", "explain", "contain", "obtain",
		"retain", "complain", "gain", "join", "coin", "ruin", "skin", "berlin", "putin", "stalin", "lenin", "robin",
		"martin", "kevin", "cabin", "margin", "origin", "virgin", "twin", "thin", "chin", "spin", "violin", "villain":
		return false
	}
	return true
}

func isLetter(r rune) bool   { return unicode.IsLetter(r) }
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
