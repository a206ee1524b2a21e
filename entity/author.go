package entity

import (
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
)

// author returns the chain of the one writer whom the line "By Moira Kettle" names, for the
// "I" of a column, and makes it where nothing else in the text is that name. -1 where no line does, or it
// names several.
func (v *view) author() int {
	if v.writer != unasked {
		return v.writer
	}
	v.writer = -1
	first, end := 0, 0
	for _, f := range v.doc.Furniture {
		if f.Kind != verbatim.Byline {
			continue
		}
		a, b := v.nameInByline(f.Span)
		if a == b {
			continue
		}
		if first != end {
			return -1
		}
		first, end = a, b
	}
	if first == end {
		return -1
	}
	span := verbatim.Span{Start: v.doc.Tokens[first].Start, End: v.doc.Tokens[end-1].End}
	v.doc.Mentions = append(v.doc.Mentions, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, First: first, End: end, Head: end - 1, Kind: verbatim.Person, Entity: -1})
	ph := phrase{first: int32(first), end: int32(end), head: int32(end - 1), up: -1, name: int32(len(v.doc.Mentions) - 1), sent: v.sent[first], quote: -1, chain: -1,
		form: verbatim.Named, kind: person, gender: male | female, number: singular}
	v.phrases = append(v.phrases, ph)
	p := len(v.phrases) - 1
	words := v.nameWords(&v.doc.Mentions[ph.name])
	c := v.chainOf(&v.phrases[p], words)
	if c >= 0 && v.chains[c].kind != person {
		c = -1
	}
	v.join(c, p, words)
	v.writer = int(v.phrases[p].chain)
	return v.writer
}

// unasked says that nobody has looked for a writer.
const unasked = -2

// nameInByline returns the tokens of the one name in a line "By Moira Kettle, Political Editor", none
// where there are two.
func (v *view) nameInByline(s verbatim.Span) (first, end int) {
	i := v.tokenAt(s.Start)
	last := i
	for last < len(v.word) && v.doc.Tokens[last].Start < s.End {
		last++
	}
	by := i
	for by < last && by < i+4 && v.word[by] != "by" {
		by++
	}
	if by >= last || v.word[by] != "by" {
		return 0, 0
	}
	first, end = by+1, by+1
	for end < last && end-first < 5 {
		w := v.doc.Tokens[end].In(v.doc.Text)
		joint := end > first && (w == "-" || surnameParticles[v.word[end]])
		if !joint && (!v.capital(end) || !allLetters(w)) {
			break
		}
		if end > first && strings.Contains(v.doc.Text[v.doc.Tokens[end-1].End:v.doc.Tokens[end].Start], "\n") {
			break
		}
		end++
	}
	if end-first < 2 || end < last && (v.word[end] == "and" || v.word[end] == "&") || v.isBody(v.word[end-1]) {
		return 0, 0
	}
	if end+1 < last && v.word[end] == "," && v.capital(end+1) && v.isGiven(v.word[end+1]) {
		return 0, 0 // "By Ann Lee, Tom Fox and …"
	}
	return first, end
}

func allLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '.' && r != '’' && r != '\'' && r != '-' {
			return false
		}
	}
	return s != ""
}

// narrated reports whether phrase p is the writer's own "I": in no quotation and in nobody's words.
func (v *view) narrated(p int32) bool {
	ph := &v.phrases[p]
	if ph.quote >= 0 {
		return false
	}
	s := v.inside[ph.head]
	return s < 0 || v.ownWords(int(s))
}

// ownWords reports whether the source of a statement is the writer's "I" too: "I think that I know".
func (v *view) ownWords(s int) bool {
	st := &v.doc.Statements[s]
	return len(st.Speakers) == 1 && v.writer >= 0 && st.Speakers[0] == v.writer
}
