// Package token cuts a text into paragraphs, paired quotation marks, tokens
// and sentences. Every function is pure and total: any string gives a result.
//
// The order is paragraphs, then quotation marks, then tokens, then sentences,
// because a mark that pairs is a token of its own, a mark that is an
// apostrophe belongs to its word, and a sentence may end behind a mark.
package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Paragraphs returns the paragraphs of text, white space trimmed, in order.
//
// A line is a paragraph, unless the text is hard-wrapped: then lines are
// joined up to a blank line, an indented line or a line that stops short.
func Paragraphs(text string) []verbatim.Span {
	wrap := wrapColumn(text)
	var out []verbatim.Span
	var cur verbatim.Span // the paragraph being joined, empty if none
	flush := func() {
		if !cur.Empty() {
			out = append(out, cur)
			cur = verbatim.Span{}
		}
	}
	previous := 0 // width of the line before, characters
	for line := range lineSpans(text) {
		trimmed := trim(text, line)
		if trimmed.Empty() {
			flush()
			previous = 0
			continue
		}
		joins := wrap > 0 && !cur.Empty() && previous*10 >= wrap*7 && trimmed.Start-line.Start < 2
		if !joins {
			flush()
			cur = trimmed
		} else {
			cur.End = trimmed.End
		}
		previous = utf8.RuneCountInString(line.In(text))
	}
	flush()
	return out
}

// wrapColumn returns the width in characters at which text is hard-wrapped,
// or 0 if it is not: at least four lines are filled, none is longer than 100
// characters, and most lines that are followed by another end in the middle
// of a sentence.
func wrapColumn(text string) int {
	const longest = 100
	width, joined, open := 0, 0, 0
	var last string
	for line := range lineSpans(text) {
		s := strings.TrimSpace(line.In(text))
		if len(s) > 4*longest {
			return 0
		}
		n := utf8.RuneCountInString(s)
		if n > longest {
			return 0
		}
		width = max(width, n)
		if s != "" && last != "" {
			joined++
			if r, _ := utf8.DecodeLastRuneInString(last); !strings.ContainsRune(".!?:”\"’'…)", r) {
				open++
			}
		}
		last = s
	}
	if width < 40 || joined < 4 || open*2 < joined {
		return 0
	}
	return width
}

// lineSpans yields the lines of text without their ends. LF, CR LF, a lone
// CR, U+2028 and U+2029 end a line.
func lineSpans(text string) func(yield func(verbatim.Span) bool) {
	return func(yield func(verbatim.Span) bool) {
		start := 0
		for i := 0; i < len(text); {
			n := 0
			switch {
			case text[i] == '\n':
				n = 1
			case text[i] == '\r':
				n = 1
				if i+1 < len(text) && text[i+1] == '\n' {
					n = 2
				}
			case text[i] == 0xE2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
				n = 3
			}
			if n == 0 {
				i++
				continue
			}
			if !yield(verbatim.Span{Start: start, End: i}) {
				return
			}
			i += n
			start = i
		}
		if start < len(text) {
			yield(verbatim.Span{Start: start, End: len(text)})
		}
	}
}

// trim narrows s to exclude white space at both ends.
func trim(text string, s verbatim.Span) verbatim.Span {
	sub := s.In(text)
	left := strings.TrimLeftFunc(sub, isSpace)
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, isSpace))
	return s
}

// isSpace reports white space as Unicode has it, and the invisible characters
// that pages put between words: zero-width space and byte-order mark.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}
