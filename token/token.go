package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Tokens cuts the paragraphs of text into tokens as the English treebanks of
// Universal Dependencies do: clitics are tokens (do|n’t, Nato|’s), so are the
// hyphens between the parts of a compound (long|-|term) and every punctuation
// mark; an abbreviation keeps its full stop (Mr., U.S.), a number its commas.
//
// Quotations must come from the same text and paragraphs.
func Tokens(text string, paragraphs []verbatim.Span, quotations []verbatim.Quotation) []verbatim.Token {
	c := cutter{text: text, marks: markList(quotations)}
	c.out = make([]verbatim.Token, 0, len(text)/5+8)
	for _, para := range paragraphs {
		c.paragraph(para)
	}
	setDepth(c.out, quotations)
	return c.out
}

// quoteMark is one mark of quotation q.
type quoteMark struct {
	verbatim.Span
	q int32
}

// markList returns the marks of the quotations in text order.
func markList(quotations []verbatim.Quotation) []quoteMark {
	out := make([]quoteMark, 0, 2*len(quotations))
	var pending []quoteMark // closing marks of the open quotations, innermost last
	for i, q := range quotations {
		for n := len(pending); n > 0 && pending[n-1].Start < q.Start; n-- {
			out = append(out, pending[n-1])
			pending = pending[:n-1]
		}
		out = append(out, quoteMark{q.Open, int32(i)})
		if !q.Close.Empty() {
			pending = append(pending, quoteMark{q.Close, int32(i)})
		}
	}
	for n := len(pending); n > 0; n-- {
		out = append(out, pending[n-1])
	}
	return out
}

func setDepth(tokens []verbatim.Token, quotations []verbatim.Quotation) {
	var open []int // ends of the quotations around the token, innermost last
	next := 0
	for i := range tokens {
		t := &tokens[i]
		for len(open) > 0 && open[len(open)-1] <= t.Start {
			open = open[:len(open)-1]
		}
		for next < len(quotations) && quotations[next].Start <= t.Start {
			open = append(open, quotations[next].End)
			next++
		}
		t.Depth = uint8(min(len(open), 255))
	}
}

type cutter struct {
	text  string
	marks []quoteMark // those not yet reached
	out   []verbatim.Token
	space bool // white space before the next token
}

func (c *cutter) emit(start, end int) {
	c.out = append(c.out, verbatim.Token{Span: verbatim.Span{Start: start, End: end}, Quotation: -1, SpaceBefore: c.space})
	c.space = false
}

func (c *cutter) paragraph(para verbatim.Span) {
	c.space = true
	for i := para.Start; i < para.End; {
		for len(c.marks) > 0 && c.marks[0].Start < i {
			c.marks = c.marks[1:]
		}
		limit := para.End
		if len(c.marks) > 0 && c.marks[0].Start < limit {
			limit = c.marks[0].Start
		}
		if i == limit {
			m := c.marks[0]
			c.emit(m.Start, m.End)
			c.out[len(c.out)-1].Quotation = m.q
			i = m.End
			continue
		}
		r, size := utf8.DecodeRuneInString(c.text[i:limit])
		switch {
		case isSpace(r) || isInvisible(r):
			c.space = true
			i += size
		case isWordRune(r):
			i = c.word(i, limit)
		default:
			i = c.punctuation(i, limit, r, size)
		}
	}
}

// punctuation emits the token at i that is no word and returns its end.
func (c *cutter) punctuation(i, limit int, r rune, size int) int {
	end := i + size
	next, nextSize := utf8.DecodeRuneInString(c.text[end:limit])
	switch {
	case strings.ContainsRune(".-–—!?*_=~", r):
		for end < limit && (next == r || strings.ContainsRune("!?", r) && strings.ContainsRune("!?", next)) {
			end += nextSize
			next, nextSize = utf8.DecodeRuneInString(c.text[end:limit])
		}
	case r == '@' && (isWordRune(next) || next == '_'), r == '#' && isWordRune(next):
		end = c.handle(end, limit)
	case r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´':
		// Not a quotation mark: the head of a clitic or of an elided word.
		if isWordRune(next) {
			e := c.run(end, limit)
			if e-end <= 5 || elides(c.text[end:limit]) {
				end = e
			}
		}
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.So, r):
		for end < limit && (unicode.Is(unicode.Mn, next) || next == '\u200d' || next == '\ufe0f' || unicode.Is(unicode.Sk, next)) {
			end += nextSize
			next, nextSize = utf8.DecodeRuneInString(c.text[end:limit])
		}
	}
	c.emit(i, end)
	return end
}

// handle returns the end of a @name or #topic.
func (c *cutter) handle(i, limit int) int {
	for i < limit {
		r, size := utf8.DecodeRuneInString(c.text[i:limit])
		if !isWordRune(r) && r != '_' {
			break
		}
		i += size
	}
	return i
}

// run returns the end of the letters, digits and combining marks at i.
func (c *cutter) run(i, limit int) int {
	for i < limit {
		b := c.text[i]
		if b < utf8.RuneSelf {
			if b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' {
				i++
				continue
			}
			return i
		}
		r, size := utf8.DecodeRuneInString(c.text[i:limit])
		if !isWordRune(r) && !unicode.Is(unicode.M, r) && r != '\u00ad' {
			return i
		}
		i += size
	}
	return i
}

// word emits the tokens of the word at i and returns its end.
func (c *cutter) word(start, limit int) int {
	if end := address(c.text[start:limit]); end > 0 {
		c.emit(start, start+end)
		return start + end
	}
	i := c.run(start, limit)
	for i < limit {
		r, size := utf8.DecodeRuneInString(c.text[i:limit])
		next, _ := utf8.DecodeRuneInString(c.text[i+size : limit])
		switch r {
		case '\'', '’', '‘', 'ʼ':
			if !isWordRune(next) {
				c.emit(start, i)
				return i // a possessive of s, or a stray: a token of its own
			}
			end := c.run(i+size, limit)
			if c.clitic(start, i, i+size, end) {
				return end
			}
			i = end
			continue
		case '.':
			if isWordRune(next) {
				if end := c.dotted(start, i, limit); end > i {
					i = end
					continue
				}
			}
			if isAbbreviation(c.text[start:i]) {
				i += size
				c.emit(start, i)
				return i
			}
		case ',', ':':
			// 1,000 and 10:30
			if isDigit(c.text[i-1]) && i+1 < limit && isDigit(c.text[i+1]) {
				i = c.run(i+1, limit)
				continue
			}
		case '&':
			// AT&T, Q&A
			if isUpper(c.text[i-1]) && i+1 < limit && isUpper(c.text[i+1]) && i-start <= 3 {
				i = c.run(i+1, limit)
				continue
			}
		case '/':
			// 9/11, 1/2
			if isDigit(c.text[i-1]) && i+1 < limit && isDigit(c.text[i+1]) {
				i = c.run(i+1, limit)
				continue
			}
		case '-', '\u2010', '\u2011':
			if isWordRune(next) && keepsHyphen(c.text[start:i]) {
				i = c.run(i+size, limit)
				continue
			}
		case '_':
			i = c.handle(i, limit)
			continue
		}
		break
	}
	switch s := c.text[start:i]; {
	case len(s) == 6 && strings.EqualFold(s, "cannot"):
		c.emit(start, start+3)
		c.emit(start+3, i)
	case len(s) == 5 && (strings.EqualFold(s, "gonna") || strings.EqualFold(s, "gotta") || strings.EqualFold(s, "wanna")):
		c.emit(start, start+3)
		c.emit(start+3, i)
	default:
		c.emit(start, i)
	}
	return i
}

// clitic emits host and clitic when the word from start with an apostrophe at
// mark and the letters [rest, end) behind it is such a pair.
func (c *cutter) clitic(start, mark, rest, end int) bool {
	tail := c.text[rest:end]
	switch len(tail) {
	case 1:
		switch tail[0] | 0x20 {
		case 's', 'm', 'd':
			c.emit(start, mark)
			c.emit(mark, end)
			return true
		case 't':
			if n := mark - 1; n > start && c.text[n]|0x20 == 'n' {
				c.emit(start, n)
				c.emit(n, end)
				return true
			}
		}
	case 2:
		if strings.EqualFold(tail, "re") || strings.EqualFold(tail, "ve") || strings.EqualFold(tail, "ll") {
			// I’d’ve and couldn’t’ve keep their first part whole.
			c.emit(start, mark)
			c.emit(mark, end)
			return true
		}
	}
	return false
}

// dotted returns the end of a word that goes on behind the full stop at dot:
// U.S., a.m., 3.5, example.org, or dot where the full stop ends a sentence
// with the space missing.
func (c *cutter) dotted(start, dot, limit int) int {
	end := c.run(dot+1, limit)
	before, after := c.text[start:dot], c.text[dot+1:end]
	if j := strings.LastIndexByte(before, '.'); j >= 0 {
		before = before[j+1:]
	}
	switch {
	case isDigit(before[len(before)-1]) && isDigit(after[0]):
		return end
	case len(before) == 1 && len(after) <= 2 || utf8.RuneCountInString(before) == 1 && utf8.RuneCountInString(after) == 1:
		// Initials and acronyms take their last full stop too, and Ph.D.
		if end < limit && c.text[end] == '.' && (end+1 >= limit || c.text[end+1] != '.') {
			return end + 1
		}
		return end
	case strings.EqualFold(before, "ph") && strings.EqualFold(after, "d"):
		if end < limit && c.text[end] == '.' {
			return end + 1
		}
		return end
	case isLowerWord(after) && isDomain(after):
		return end
	}
	return dot
}

// Bounds on web and mail addresses, bytes: what is longer is cut into tokens.
const (
	maxAddress = 2048
	maxMailbox = 64
)

// address returns the length of the web or mail address that s begins with, or 0.
func address(s string) int {
	web := strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")
	at := strings.IndexByte(s[:min(len(s), maxMailbox)], '@')
	if !web && at <= 0 {
		return 0
	}
	if len(s) > maxAddress {
		cut := maxAddress
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return isSpace(r) || strings.ContainsRune("<>\"“”‘’«»()[]{}", r)
	})
	if end < 0 {
		end = len(s)
	}
	word := s[:end]
	if !web && (at >= end || !strings.Contains(word[at:], ".") || at+1 >= len(word) || !isWordRune(rune(word[at+1]))) {
		return 0
	}
	return len(strings.TrimRight(word, ".,;:!?'*"))
}

// keepsHyphen reports whether a compound with this first part is one token in
// the treebanks.
func keepsHyphen(first string) bool {
	switch strings.ToLower(first) {
	case "non", "co", "e", "pre", "re", "anti", "semi", "sub", "ex", "post", "inter", "un", "micro", "multi", "mid", "vice":
		return true
	}
	return false
}

func isDomain(s string) bool {
	switch s {
	case "com", "org", "net", "gov", "edu", "co", "uk", "io", "eu", "us", "info", "tv", "de", "fr", "ru", "ua", "ca", "au", "html", "htm", "pdf":
		return true
	}
	return false
}

func isLowerWord(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

func isInvisible(r rune) bool {
	return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\u00ad' || unicode.Is(unicode.Cf, r)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }
