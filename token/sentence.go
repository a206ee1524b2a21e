package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Sentences groups tokens into sentences. A sentence never crosses a paragraph
// or an edge of furniture; those inside furniture are marked.
//
// A full stop, question or exclamation mark ends a sentence with the quotation
// marks and brackets that follow it. An abbreviation ends one only before a
// word that begins sentences. “Why?” asked X is one sentence.
func Sentences(text string, paragraphs []verbatim.Span, tokens []verbatim.Token, furniture []verbatim.Furniture) []verbatim.Sentence {
	s := splitter{text: text, tokens: tokens}
	out := make([]verbatim.Sentence, 0, len(tokens)/20+4)
	i, f := 0, 0
	for p, para := range paragraphs {
		last := i
		for last < len(tokens) && tokens[last].Start < para.End {
			last++
		}
		first := i
		for i < last {
			for f < len(furniture) && furniture[f].End <= tokens[i].Start {
				f++
			}
			inside := f < len(furniture) && furniture[f].Start <= tokens[i].Start
			edge := false // the next token is on the other side of an edge
			if i+1 < last {
				switch {
				case inside:
					edge = tokens[i+1].Start >= furniture[f].End
				case f < len(furniture):
					edge = tokens[i+1].Start >= furniture[f].Start
				}
			}
			i++
			if i < last && i-first < maxSentence && !edge && (inside || !s.ends(first, i, last)) {
				continue
			}
			out = append(out, verbatim.Sentence{
				Span:  verbatim.Span{Start: tokens[first].Start, End: tokens[i-1].End},
				First: first, Last: i, Paragraph: p, Furniture: inside,
			})
			first = i
		}
	}
	return out
}

// maxSentence is the number of tokens at which a sentence is cut whatever stands
// there, so that no stage meets one without end.
const maxSentence = 300

// maxLook is how many marks and brackets are passed over to see what begins
// behind them.
const maxLook = 8

// onPlatform are the prepositions before the platform X, which is no initial.
var onPlatform = set("on to via")

type splitter struct {
	text   string
	tokens []verbatim.Token
}

func (s *splitter) word(i int) string { return s.tokens[i].In(s.text) }

// ends reports whether a sentence that began at token first ends before token
// i, where i < last, the end of the paragraph.
func (s *splitter) ends(first, i, last int) bool {
	next := s.word(i)
	if s.attaches(i) {
		return false
	}
	// The token that stops the sentence, behind closing marks and brackets.
	k := i - 1
	closed := false
	for k > first && k > i-1-maxLook && s.closer(k) {
		closed = closed || s.tokens[k].Quotation >= 0
		k--
	}
	stop := s.word(k)
	if !s.begins(i, last) {
		return false
	}
	switch last := stop[len(stop)-1]; {
	case stop == ".":
		return true
	case stop == "..." || stop == "…":
		return !startsLower(next) && (closed || s.tokens[i].SpaceBefore)
	case last == '?' || last == '!':
		// “Why?” Trump asked: the cue comes after a capital.
		return !(closed && s.reports(i))
	case last == '.':
		if len(stop) == 2 && k > first && (s.tokens[i].Quotation >= 0 && startsLower(s.word(k-1)) || stop == "X." && onPlatform[strings.ToLower(s.word(k-1))]) {
			return true // "on X. “Tickets …", "plan B. “We …": no initial
		}
		return endsBehindAbbreviation(stop, s.starter(i))
	case stop == ";" || stop == ":":
		return false
	}
	return false
}

// closer reports whether token i, behind a stop, is a closing mark or bracket.
func (s *splitter) closer(i int) bool {
	w := s.word(i)
	return s.tokens[i].Quotation >= 0 && !s.tokens[i].SpaceBefore || w == ")" || w == "]" || w == "}"
}

// attaches reports whether token i is a closing quotation mark or bracket, or
// a stop that goes with what is before it.
func (s *splitter) attaches(i int) bool {
	t := s.tokens[i]
	w := s.word(i)
	if t.Quotation >= 0 {
		// A closing mark has the quotation's start behind it. An opening mark
		// touches what follows.
		return !t.SpaceBefore && (i+1 >= len(s.tokens) || s.tokens[i+1].SpaceBefore || s.tokens[i+1].Quotation >= 0 || isPunct(s.word(i+1)))
	}
	return w == ")" || w == "]" || w == "}" || w == "." || w == "?" || w == "!" || w == "," || w == ";"
}

// begins reports whether a sentence can begin at token i: with a capital, a
// digit, an opening mark or a symbol, not with a lower-case word.
func (s *splitter) begins(i, last int) bool {
	for n := 0; n < maxLook && i < last-1 && (s.tokens[i].Quotation >= 0 || isPunct(s.word(i))); n++ {
		i++
	}
	return !startsLower(s.word(i)) || isBrand(s.word(i))
}

// starter returns the first word at or behind token i.
func (s *splitter) starter(i int) string {
	for n := 0; n < maxLook && i < len(s.tokens)-1 && (s.tokens[i].Quotation >= 0 || s.word(i) == "(" || s.word(i) == "["); n++ {
		i++
	}
	return s.word(i)
}

// reports reports whether what begins at token i names the speaker of the
// quotation before it, which ended with ? or !: a verb of reporting is near, or
// a name and a verb in the past make up the rest of the sentence.
func (s *splitter) reports(i int) bool {
	name := !sentenceStarters[strings.ToLower(s.word(i))]
	for j := i; j < min(i+6, len(s.tokens)); j++ {
		w := s.word(j)
		if w == "." {
			return name && j-i >= 2 && strings.HasSuffix(s.word(j-1), "ed")
		}
		if isPunct(w) && w != "," {
			return false
		}
		switch strings.ToLower(w) {
		case "said", "says", "asked", "asks", "added", "adds", "told", "tells", "wrote", "writes", "tweeted", "replied",
			"shouted", "yelled", "declared", "cried", "exclaimed", "continued", "wondered", "answered", "responded", "posted":
			return true
		}
	}
	return false
}

func startsLower(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r)
}

func isPunct(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return !isWordRune(r) && r != '$' && r != '£' && r != '€' && r != '#' && r != '@'
}

// isBrand reports a name that begins with a small letter: iPhone, eBay.
func isBrand(w string) bool {
	return len(w) > 2 && startsLower(w) && isUpper(w[1])
}
