// Package search is the language in which the record is asked, and what is
// kept of a statement so that it can be found.
//
//	word.go       text → words, folded so that case, accents and marks do not matter
//	entry.go      statement → the words under which the index keeps it
//	lex.go        query → symbols
//	language.go   what the fields of a query are called and may hold
//	parse.go      symbols → tree, each node with its place in the query
//	plan.go       tree → expression for the index (SQLite's FTS5), range of time
//	match.go      does a tree match an entry? The meaning of a query, in memory
//	highlight.go  the places in a text that made it match
//	rank.go       order by relevance
//
// Everything here is pure: package store runs the plans.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Word is a word of a text and the form under which it is found.
type Word struct {
	verbatim.Span
	Fold string // lower case, without accents; only letters and digits
}

// Words returns the words of text in order: letters and digits, with the
// apostrophes, full stops and commas that stand between them, so that "don't",
// "U.S." and "1,000" are words. A hyphen and a decimal point part words:
// "cease-fire" is found as the phrase "cease fire", and 3.5 is not 35.
func Words(text string) []Word {
	var out []Word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		start := i
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if wordRune(r) {
				i += size
				continue
			}
			if !joins(r) {
				break
			}
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if !wordRune(next) || !joinable(text[start:i], r, next) {
				break
			}
			i += size
		}
		span := verbatim.Span{Start: start, End: i}
		if fold := Fold(text[start:i]); fold != "" {
			out = append(out, Word{span, fold})
		}
	}
	return out
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// joins reports whether r can stand inside a word.
func joins(r rune) bool { return r == '\'' || r == '’' || r == '.' || r == ',' }

// joinable says where: an apostrophe between letters, a full stop between
// single letters, a comma between digits.
func joinable(before string, r, next rune) bool {
	last, size := utf8.DecodeLastRuneInString(before)
	switch r {
	case '.':
		rest := before[:len(before)-size]
		return unicode.IsLetter(last) && unicode.IsLetter(next) && (rest == "" || strings.HasSuffix(rest, "."))
	case ',':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	}
	return unicode.IsLetter(last) && unicode.IsLetter(next)
}

// Fold returns the form under which a word is found. The empty string has
// none: it was all marks.
//
// A possessive 's is cut off, so that "Trump's" is found as "trump".
func Fold(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '\'' || c == '.' || c == ',' {
			ascii = false
			break
		}
	}
	if ascii {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range possessive(word) {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				b.WriteByte(byte(r))
			}
		case unicode.IsMark(r), !wordRune(r):
		default:
			r = unicode.ToLower(r)
			if plain, ok := unaccented[r]; ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func possessive(word string) string {
	for _, end := range [...]string{"'s", "’s", "'S", "’S"} {
		if rest, ok := strings.CutSuffix(word, end); ok && rest != "" {
			return rest
		}
	}
	return word
}

// Name returns the form under which a word of a name is found: that of any
// word, with the ways to write one name in Latin letters made one. A doubled
// letter is single and an ending -iy, -yi, -ij, -yj, -ii or -yy is -y, so that
// Zelensky, Zelenskyy, Zelenskiy and Zelenskij are the same, and so are Hussein
// and Husein. Words of fewer than four letters stay.
func Name(word string) string {
	f := Fold(word)
	if len(f) < 4 {
		return f
	}
	for _, end := range [...]string{"iy", "yi", "ij", "yj", "ii", "yy", "i"} {
		if rest, ok := strings.CutSuffix(f, end); ok && len(rest) >= 3 {
			f = rest + "y"
			break
		}
	}
	var b strings.Builder
	last := rune(-1)
	for _, r := range f {
		if r != last || !unicode.IsLetter(r) {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
