package reuse

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// unit is a word as quotations compare it: contractions are cut in two,
// numbers, names of countries and "per cent" are one unit whatever their
// words, and British and American spellings have one key.
type unit struct {
	verbatim.Span
	key     string
	raw     string // the folded words themselves
	kind    kind
	short   bool // half of a contraction
	bracket bool // stands in square brackets
	before  mark // signs between the unit before and this one
}

// mark is a set of signs between two words.
type mark uint16

const (
	comma mark = 1 << iota
	semicolon
	colon
	dash
	fullStop
	question
	exclamation
	ellipsis
	parenthesis
	squareBracket

	// clauseEnd are those that part clauses.
	clauseEnd = comma | semicolon | colon | dash | fullStop | question | exclamation
	// sentenceEnd are those that part sentences.
	sentenceEnd = fullStop | question | exclamation
)

// unitsOf returns the units of text and the signs behind the last one. It takes
// time in proportion to the text.
func unitsOf(text string) (out []unit, after mark) {
	words := Words(text)
	out = make([]unit, 0, len(words)+len(words)/4)
	at, depth := 0, 0 // where the signs before the next unit begin; open brackets
	add := func(u unit) {
		u.before |= marksIn(text[at:u.Start], &depth)
		if u.before&squareBracket != 0 && len(out) > 0 && out[len(out)-1].End == u.Start {
			u.before &^= squareBracket
		}
		u.bracket = depth > 0
		at = u.End
		out = append(out, u)
	}
	for i := 0; i < len(words); {
		w := words[i]
		span := w.Span
		next := ""
		if i+1 < len(words) {
			next = words[i+1].Folded
		}
		wide := func(n int) verbatim.Span { return verbatim.Span{Start: span.Start, End: words[i+n-1].End} }
		raw := func(n int) string {
			if n == 1 {
				return w.Folded
			}
			parts := make([]string, n)
			for k := range parts {
				parts[k] = words[i+k].Folded
			}
			return strings.Join(parts, " ")
		}
		// Money: the sign before the number, or the word behind it.
		money, lead := currencies[w.Folded], 0
		if money != "" && len(w.Folded) < 4 && i+1 < len(words) {
			lead = 1
		}
		if v, n := readNumber(text, words[i+lead:]); n > 0 {
			n += lead
			key := "#" + strconv.FormatFloat(v, 'g', -1, 64)
			if lead == 0 {
				money = ""
				if i+n < len(words) {
					money = currencies[words[i+n].Folded]
				}
				switch {
				case money != "":
					n++
				case i+n < len(words) && (words[i+n].Folded == "years" || words[i+n].Folded == "year"):
					money = "years"
					n++
				}
			}
			add(unit{Span: wide(n), key: key + money, raw: raw(n), kind: numberWord})
			i += n
			continue
		}
		switch {
		case (w.Folded == "a" || w.Folded == "one") && yearsOf[next] > 0:
			// A century is a hundred years.
			key := "#" + strconv.FormatFloat(yearsOf[next], 'g', -1, 64) + "years"
			add(unit{Span: wide(2), key: key, raw: raw(2), kind: numberWord})
			i += 2
			continue
		case w.Folded == "%" || w.Folded == "percent" || w.Folded == "pct":
			add(unit{Span: span, key: "percent", raw: w.Folded})
			i++
			continue
		case w.Folded == "per" && next == "cent":
			add(unit{Span: wide(2), key: "percent", raw: "per cent"})
			i += 2
			continue
		case w.Folded == "no" && next == "one":
			add(unit{Span: wide(2), key: "nobody", raw: "no one", kind: negationWord})
			i += 2
			continue
		}
		if key, n := state(text, words[i:]); n > 0 {
			add(unit{Span: wide(n), key: key, raw: raw(n)})
			i += n
			continue
		}
		i++
		if a, b, cut, ok := longForm(w.Folded); ok {
			// The folded word may be shorter than the one in the text.
			mid := cutAt(span.In(text), w.Folded, cut)
			first, second := span, span
			first.End, second.Start = span.Start+mid, span.Start+mid
			if first.Empty() || second.Empty() {
				first, second = span, verbatim.Span{Start: span.End, End: span.End}
			}
			short := w.Folded != "cannot"
			// A name before 's is not short for anything, it may own something.
			owner := b == "'s" && kindOf[a] == contentWord
			add(unit{Span: first, key: canonical(a), raw: a, kind: kindOf[a], short: short && !owner})
			add(unit{Span: second, key: b, raw: b, kind: kindOf[b], short: short})
			continue
		}
		key := canonical(w.Folded)
		add(unit{Span: span, key: key, raw: w.Folded, kind: kindOf[key]})
	}
	after = marksIn(text[at:], &depth)
	return out, after
}

// canonical returns the form in which spellings of a word meet.
func canonical(w string) string {
	if o, ok := ordinals[w]; ok {
		return o
	}
	if a, ok := abbreviations[w]; ok {
		w = a
	}
	return american(w)
}

// cutAt returns the offset in word that belongs to offset cut of its folded
// form, found from the end: what is cut off there is plain letters.
func cutAt(word, folded string, cut int) int {
	tail := len(folded) - cut
	i := len(word)
	for tail > 0 && i > 0 {
		_, n := utf8.DecodeLastRuneInString(word[:i])
		i -= n
		tail--
	}
	return i
}

// state reads the name of a state or union that is also written short. Words
// folds U.S. and us to one form, so the text is asked.
func state(text string, words []Word) (string, int) {
	w := words[0]
	second := func() string {
		if len(words) > 1 {
			return words[1].Folded
		}
		return ""
	}
	switch w.Folded {
	case "us", "usa", "uk", "eu", "un":
		if s := w.In(text); s == strings.ToUpper(s) && text != strings.ToUpper(text) || strings.Contains(s, ".") {
			return map[string]string{"us": "united-states", "usa": "united-states", "uk": "united-kingdom", "eu": "european-union", "un": "united-nations"}[w.Folded], 1
		}
	case "united":
		switch s := second(); s {
		case "states", "kingdom", "nations":
			return "united-" + s, 2
		}
	case "european":
		if second() == "union" {
			return "european-union", 2
		}
	}
	return "", 0
}

// marksIn returns the signs in what stands between two words and counts
// square brackets.
func marksIn(gap string, depth *int) (m mark) {
	if gap == "" || gap == " " {
		return 0
	}
	points := 0
	for _, r := range gap {
		switch r {
		case ',':
			m |= comma
		case ';':
			m |= semicolon
		case ':':
			m |= colon
		case '–', '—':
			m |= dash
		case '-':
			if gap != "-" { // a hyphen joins
				m |= dash
			}
		case '.':
			points++
		case '…':
			points += 3
		case '?':
			m |= question
		case '!':
			m |= exclamation
		case '(', ')':
			m |= parenthesis
		case '[':
			m |= squareBracket
			*depth = min(*depth+1, 2)
		case ']':
			m |= squareBracket
			*depth = max(*depth-1, 0)
		}
	}
	switch {
	case points == 1:
		m |= fullStop
	case points > 1:
		m |= ellipsis
	}
	return m
}

// letters returns the letters of units without what parts them.
func letters(us []unit) string {
	var b strings.Builder
	for i := range us {
		for _, r := range us[i].raw {
			if r != ' ' && r != '\'' {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// spanOf returns the bytes under units; where there are none, the place
// before the unit at at.
func spanOf(us []unit, from, to, size int) verbatim.Span {
	if from < to {
		return verbatim.Span{Start: us[from].Start, End: us[to-1].End}
	}
	p := size
	if from < len(us) {
		p = us[from].Start
	}
	if from > 0 {
		p = us[from-1].End
	}
	return verbatim.Span{Start: p, End: p}
}
