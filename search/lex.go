package search

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

func invalid(s string) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}

// The tokens of a query.
type kind int

const (
	tEnd kind = iota
	tText
	tPhrase // "…"
	tField  // name:
	tOpen
	tClose
	tAnd
	tOr
	tNot // NOT or a minus
	tNear
	tBroken // a phrase without end
)

type parser struct {
	*language
	query string
	i     int // the end of the token

	kind kind
	at   verbatim.Span
	text string // of text, inside of a phrase, or the name of a field
	near int

	terms int
}

func (p *parser) fail(at verbatim.Span, format string, args ...any) error {
	return &Error{p.query, at, fmt.Sprintf(format, args...)}
}

// show names the token at hand.
func (p *parser) show() string {
	if p.kind == tEnd {
		return "the end"
	}
	return p.at.In(p.query)
}

// quoteMark reports whether r begins a phrase, and the marks that end it.
func quoteMark(r rune) (ends string, ok bool) {
	switch r {
	case '"', '“', '”', '„', '«', '»':
		return "\"“”„«»", true
	}
	return "", false
}

// next reads the next token.
func (p *parser) next() {
	q := p.query
	for p.i < len(q) {
		r, size := utf8.DecodeRuneInString(q[p.i:])
		if !unicode.IsSpace(r) {
			break
		}
		p.i += size
	}
	start := p.i
	p.text = ""
	if start == len(q) {
		p.kind, p.at = tEnd, verbatim.Span{Start: start, End: start}
		return
	}
	r, size := utf8.DecodeRuneInString(q[start:])
	p.i += size
	switch {
	case r == '(':
		p.kind = tOpen
	case r == ')':
		p.kind = tClose
	case (r == '-' || r == '−' || r == '–') && !spaceAt(q, p.i):
		p.kind = tNot
	default:
		if ends, ok := quoteMark(r); ok {
			end := strings.IndexAny(q[p.i:], ends)
			if end < 0 {
				p.kind, p.i = tBroken, len(q)
				break
			}
			p.kind, p.text = tPhrase, q[p.i:p.i+end]
			_, size := utf8.DecodeRuneInString(q[p.i+end:])
			p.i += end + size
			break
		}
		p.word(start)
	}
	p.at = verbatim.Span{Start: start, End: p.i}
}

// spaceAt reports whether a space or the end is at i.
func spaceAt(q string, i int) bool {
	r, size := utf8.DecodeRuneInString(q[i:])
	return size == 0 || unicode.IsSpace(r)
}

// word reads what is neither a mark nor a bracket: an operator, the name of a
// field, or text up to a space, a bracket or a quotation mark.
func (p *parser) word(start int) {
	q := p.query
	for p.i < len(q) {
		r, size := utf8.DecodeRuneInString(q[p.i:])
		if _, mark := quoteMark(r); mark || unicode.IsSpace(r) || r == '(' || r == ')' {
			break
		}
		p.i += size
	}
	text := q[start:p.i]
	if name, _, ok := strings.Cut(text, ":"); ok && name != "" && letters(name) {
		p.i = start + len(name) + 1
		p.kind, p.text = tField, strings.ToLower(name)
		return
	}
	p.kind, p.text = tText, text
	switch text {
	case "AND", "&&":
		p.kind = tAnd
	case "OR", "||":
		p.kind = tOr
	case "NOT":
		p.kind = tNot
	}
	if rest, ok := cutNear(text); ok {
		if n, err := strconv.Atoi(rest); rest == "" || err == nil && 0 <= n && n <= 1000 {
			p.kind, p.near = tNear, nearWords
			if rest != "" {
				p.near = n
			}
		}
	}
}

// cutNear reads near, NEAR and near/5.
func cutNear(text string) (distance string, ok bool) {
	for _, word := range [...]string{"near", "NEAR"} {
		if text == word {
			return "", true
		}
		if rest, ok := strings.CutPrefix(text, word+"/"); ok && rest != "" {
			return rest, true
		}
	}
	return "", false
}

func letters(s string) bool {
	for _, r := range s {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
			return false
		}
	}
	return true
}
