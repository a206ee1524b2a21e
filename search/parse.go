package search

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Syntax is the query language in short, for help.
const Syntax = `  tariffs border          both words
  "witch hunt"            these words side by side
  tarif*                  words that begin so
  tariffs OR duties       either; AND binds closer, brackets ( ) group
  -china, NOT china       without
  nato near/5 spending    at most five words apart; near alone means ten
  speaker:zelensky        who said it; also role: and outlet:
  to:trump                to whom
  venue:"truth social"    where: a post, an interview, parliament, …
  kind:direct             or indirect, mixed
  act:deny                say, ask, promise, threaten, warn, …
  after:2025-02-01        published from that day on
  before:2025-03          published before that month
  on:2025-02-12           published on that day, or in:2025-02
  date:none               of an article that has no date; no range has it
  speaker:none            nobody can be told; also outlet: to: venue:`

// Op is what a node of a query does.
type Op int

// The operations.
const (
	Term Op = iota // words side by side, of the content or of a field
	And
	Or
	Not  // without its one kid
	Near // its kids, all terms, close together
	Date // published in a range
)

// Node is a part of a query.
type Node struct {
	Op     Op
	Kids   []*Node
	Words  []string // of a term, folded
	Field  string   // of a term: the prefix of its tokens, or empty for the content
	Prefix bool     // the last word of a term is the beginning of one
	Within int      // of near: how many words may lie between
	From   int64    // of a date, in minutes: [From, To)
	To     int64
	At     verbatim.Span // in the query
}

// Error is what is wrong with a query, and where.
type Error struct {
	Query string
	At    verbatim.Span
	Text  string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s, at character %d", e.Text, utf8.RuneCountInString(e.Query[:e.At.Start])+1)
}

// The limits of a query keep what the index is asked small.
const (
	maxQuery = 4096 // bytes
	maxDepth = 40
	maxTerms = 200
)

// nearWords is how far apart near alone lets words be.
const nearWords = 10

// Parse reads a query. Its errors are of type *Error. An empty query matches
// everything and is nil.
func Parse(query string) (*Node, error) { return parse(query, statementLanguage) }

func parse(query string, l *language) (*Node, error) {
	p := &parser{query: query, language: l}
	if len(query) > maxQuery {
		return nil, p.fail(verbatim.Span{Start: 0, End: 0}, "the query is longer than %d bytes", maxQuery)
	}
	if i := invalid(query); i >= 0 {
		return nil, &Error{query, verbatim.Span{Start: i, End: i}, "the query is not valid UTF-8"}
	}
	p.next()
	if p.kind == tEnd {
		return nil, nil
	}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	switch p.kind {
	case tEnd:
	case tClose:
		return nil, p.fail(p.at, "a bracket is closed that was not opened")
	default:
		return nil, p.fail(p.at, "did not expect %s", p.show())
	}
	if err := p.checkDates(n, true); err != nil {
		return nil, err
	}
	if p.apart {
		n = dated(n)
	}
	return n, nil
}

// dated takes what is undated out of a query for a range of dates.
func dated(n *Node) *Node {
	without := &Node{Op: Not, At: n.At, Kids: []*Node{{Op: Term, Field: tokenMark, Words: []string{tokenUndated}, At: n.At}}}
	switch {
	case !ranged(n):
		return n
	case n.Op == And:
		n.Kids = append(n.Kids, without)
		return n
	}
	return &Node{Op: And, Kids: []*Node{n, without}, At: n.At}
}

// Dated narrows a query for statements to those of articles with a date, or to
// the others.
func Dated(n *Node, yes bool) *Node {
	m := &Node{Op: Term, Field: tokenMark, Words: []string{tokenUndated}}
	if yes {
		m = &Node{Op: Not, Kids: []*Node{m}}
	}
	if n == nil {
		return m
	}
	return &Node{Op: And, Kids: []*Node{n, m}, At: n.At}
}

// ranged reports whether a query asks for a range of dates, which it does at the
// top or not at all.
func ranged(n *Node) bool {
	return n.Op == Date || n.Op == And && slices.ContainsFunc(n.Kids, ranged)
}

// or reads alternatives.
func (p *parser) or(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, p.fail(p.at, "brackets lie more than %d deep", maxDepth)
	}
	first, err := p.and(depth)
	if err != nil || p.kind != tOr {
		return first, err
	}
	n := &Node{Op: Or, Kids: []*Node{first}}
	for p.kind == tOr {
		p.next()
		kid, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		n.Kids = append(n.Kids, kid)
	}
	return enclose(n), nil
}

// enclose gives a node the place of its kids.
func enclose(n *Node) *Node {
	n.At = verbatim.Span{Start: n.Kids[0].At.Start, End: n.Kids[len(n.Kids)-1].At.End}
	return n
}

// and reads what must hold together.
func (p *parser) and(depth int) (*Node, error) {
	var kids []*Node
	for {
		kid, err := p.not(depth)
		if err != nil {
			return nil, err
		}
		kids = append(kids, kid)
		switch p.kind {
		case tAnd:
			p.next()
			continue
		case tEnd, tClose, tOr:
			if len(kids) == 1 {
				return kids[0], nil
			}
			return enclose(&Node{Op: And, Kids: kids}), nil
		case tNear:
			return nil, p.fail(p.at, "near stands between two words or phrases of what was said")
		}
	}
}

func (p *parser) not(depth int) (*Node, error) {
	if p.kind == tNot {
		at := p.at
		if depth > maxDepth {
			return nil, p.fail(p.at, "more than %d times without", maxDepth)
		}
		p.next()
		if p.kind == tEnd || p.kind == tClose || p.kind == tOr || p.kind == tAnd {
			return nil, p.fail(at, "nothing follows the %s", at.In(p.query))
		}
		kid, err := p.not(depth + 1)
		if err != nil {
			return nil, err
		}
		return &Node{Op: Not, Kids: []*Node{kid}, At: verbatim.Span{Start: at.Start, End: kid.At.End}}, nil
	}
	return p.close(depth)
}

// close reads a term, or several with near between.
func (p *parser) close(depth int) (*Node, error) {
	first, err := p.primary(depth)
	if err != nil || p.kind != tNear {
		return first, err
	}
	n := &Node{Op: Near, Kids: []*Node{first}}
	for p.kind == tNear {
		if n.Within != 0 && n.Within != p.near {
			return nil, p.fail(p.at, "the distances of one near are the same")
		}
		n.Within = p.near
		at := p.at
		p.next()
		if p.kind == tEnd || p.kind == tClose {
			// The last word of a query may well be the word near.
			return nil, p.fail(at, `nothing follows near: as a word it is written "near"`)
		}
		kid, err := p.primary(depth)
		if err != nil {
			return nil, err
		}
		n.Kids = append(n.Kids, kid)
	}
	for _, kid := range n.Kids {
		if kid.Op != Term || kid.Field != "" {
			return nil, p.fail(kid.At, "near stands between words or phrases of what was said, and this is none")
		}
	}
	return enclose(n), nil
}

func (p *parser) primary(depth int) (*Node, error) {
	at := p.at
	switch p.kind {
	case tOpen:
		p.next()
		if p.kind == tClose {
			return nil, p.fail(verbatim.Span{Start: at.Start, End: p.at.End}, "nothing is in the brackets")
		}
		n, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.kind != tClose {
			return nil, p.fail(at, "the bracket is not closed")
		}
		n.At = verbatim.Span{Start: at.Start, End: p.at.End}
		p.next()
		return n, nil
	case tText, tPhrase:
		n, err := p.term("", Fold)
		p.next()
		return n, err
	case tField:
		return p.field(depth)
	case tBroken:
		return nil, p.fail(verbatim.Span{Start: at.Start, End: at.Start + 1}, "the quotation mark is not closed")
	case tEnd:
		return nil, p.fail(at, "something is missing at the end")
	case tClose:
		return nil, p.fail(at, "a bracket is closed that was not opened")
	case tNear:
		return nil, p.fail(at, `nothing precedes near: as a word it is written "near"`)
	}
	return nil, p.fail(at, "nothing precedes %s", at.In(p.query))
}

// term makes a term of the token at hand, a text or a phrase.
func (p *parser) term(field string, fold func(string) string) (*Node, error) {
	n := &Node{Op: Term, Field: field, At: p.at}
	text := p.text
	if rest, ok := strings.CutSuffix(text, "*"); ok {
		n.Prefix, text = true, rest
	}
	for _, w := range Words(text) {
		if f := fold(text[w.Start:w.End]); f != "" {
			if field != "" {
				f = field + f
			}
			n.Words = append(n.Words, f)
		}
	}
	if len(n.Words) == 0 {
		return nil, p.fail(p.at, "there is no word in %s", p.at.In(p.query))
	}
	if n.Prefix && len(strings.TrimPrefix(n.Words[len(n.Words)-1], field)) < 2 {
		return nil, p.fail(p.at, "give at least two letters before the *")
	}
	if p.terms += len(n.Words); p.terms > maxTerms {
		return nil, p.fail(p.at, "the query has more than %d words", maxTerms)
	}
	return n, nil
}

// field reads what follows "name:": a word, a phrase, or alternatives in
// brackets.
func (p *parser) field(depth int) (*Node, error) {
	at, name := p.at, p.text
	prefix, ok := p.fields[name]
	if !ok && !dateFields[name] {
		return nil, p.fail(at, "there is no field %s: there are %s", name, p.list)
	}
	p.next()
	if p.kind == tOpen && ok {
		return p.values(at, name, prefix)
	}
	if p.kind != tText && p.kind != tPhrase || p.at.Start != at.End {
		return nil, p.fail(verbatim.Span{Start: at.End, End: at.End}, "nothing follows %s:", name)
	}
	var n *Node
	var err error
	if ok {
		n, err = p.value(name, prefix)
	} else {
		n, err = p.date(name)
	}
	if err != nil {
		return nil, err
	}
	n.At.Start = at.Start
	p.next()
	return n, nil
}

// value makes a term of a field.
func (p *parser) value(name, prefix string) (*Node, error) {
	fold := Fold
	if p.names[prefix] {
		fold = Name
	}
	if token := p.none[prefix]; token != "" && p.kind == tText && strings.EqualFold(p.text, None) {
		return p.mark(token)
	}
	if list := p.closed[prefix]; list != nil && !oneOf(p.text, list) {
		return nil, p.fail(p.at, "%s is one of %s", name, strings.Join(list, ", "))
	}
	n, err := p.term(prefix, fold)
	if err != nil {
		return nil, err
	}
	// The index leaves articles out of names.
	var words []string
	for _, w := range n.Words {
		if !articles[strings.TrimPrefix(w, prefix)] {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return nil, p.fail(p.at, "there is no name in %s", p.at.In(p.query))
	}
	n.Words = words
	return n, nil
}

// mark makes a term of the token of what has no value.
func (p *parser) mark(token string) (*Node, error) {
	if p.terms++; p.terms > maxTerms {
		return nil, p.fail(p.at, "the query has more than %d words", maxTerms)
	}
	return &Node{Op: Term, Field: tokenMark, Words: []string{token}, At: p.at}, nil
}

func oneOf(word string, list []string) bool {
	for _, w := range list {
		if strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}

// values reads name:(a OR b).
func (p *parser) values(at verbatim.Span, name, prefix string) (*Node, error) {
	open := p.at
	n := &Node{Op: Or}
	for {
		p.next()
		if p.kind != tText && p.kind != tPhrase {
			if p.kind == tEnd {
				return nil, p.fail(open, "the bracket is not closed")
			}
			return nil, p.fail(p.at, "%s:( ) holds words or phrases with OR between", name)
		}
		kid, err := p.value(name, prefix)
		if err != nil {
			return nil, err
		}
		n.Kids = append(n.Kids, kid)
		p.next()
		switch p.kind {
		case tOr:
			continue
		case tClose:
			n.At = verbatim.Span{Start: at.Start, End: p.at.End}
			p.next()
			return n, nil
		case tEnd:
			return nil, p.fail(open, "the bracket is not closed")
		}
		return nil, p.fail(p.at, "%s:( ) holds words or phrases with OR between", name)
	}
}

// date reads a year, a month or a day, or that there is none.
func (p *parser) date(name string) (*Node, error) {
	if name == "date" {
		if !strings.EqualFold(p.text, None) {
			return nil, p.fail(p.at, "date: is date:none, for what has no date; a range is after:, before:, on: or in:")
		}
		return p.mark(tokenUndated)
	}
	from, to, ok := span(p.text)
	if !ok {
		return nil, p.fail(p.at, "%s is no date: write 2025, 2025-02 or 2025-02-13", p.text)
	}
	n := &Node{Op: Date, From: from, To: to, At: p.at}
	switch name {
	case "after":
		n.To = Latest
	case "before":
		n.From, n.To = Earliest, from
	}
	return n, nil
}

// The range of times.
const (
	Earliest = int64(-1) << 40
	Latest   = int64(1) << 40
)

// span returns the minutes of a year, a month or a day.
func span(date string) (from, to int64, ok bool) {
	for _, grain := range []struct {
		layout              string
		years, months, days int
	}{{"2006-01-02", 0, 0, 1}, {"2006-1-2", 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(grain.layout, date); err == nil && t.Year() > 0 {
			return Minute(t), Minute(t.AddDate(grain.years, grain.months, grain.days)), true
		}
	}
	return 0, 0, false
}

// checkDates refuses dates where they are not of the whole query: the index
// is in order of time and a query reads one stretch of it.
func (p *parser) checkDates(n *Node, top bool) error {
	switch {
	case n.Op == Date && !top:
		return p.fail(n.At, "a date holds for the whole query: it cannot stand beside OR, or be left out")
	case n.Op == And && top:
		for _, kid := range n.Kids {
			if err := p.checkDates(kid, true); err != nil {
				return err
			}
		}
		return nil
	}
	for _, kid := range n.Kids {
		if err := p.checkDates(kid, false); err != nil {
			return err
		}
	}
	return nil
}
