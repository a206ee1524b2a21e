package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bylineLike reports whether a line is "By" and a name or two.
func bylineLike(text, low string) bool {
	if !strings.HasPrefix(low, "by ") || len(text) > 100 || strings.HasSuffix(text, ".") {
		return false
	}
	words := strings.Fields(text)[1:]
	if len(words) == 0 || len(words) > 14 {
		return false
	}
	for k, w := range words {
		w = strings.Trim(w, ",|;·•()-–—")
		c, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "", unicode.IsUpper(c), unicode.IsDigit(c) && k > 0:
		case bylineWords[strings.ToLower(w)] && k > 0:
		default:
			return false
		}
	}
	return true
}

// dateOnly reports whether a line has a date or a time and nothing else:
// "Nov. 20, 2019, 9:28 AM UTC", "14 hours ago", "4 minute read".
func dateOnly(low string) bool {
	if len(low) > 110 {
		return false
	}
	digits, named, words := 0, 0, 0
	anchor := false // a clock time alone heads an entry of a live report
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool {
		return !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'')
	}) {
		words++
		c := w[0]
		switch {
		case '0' <= c && c <= '9':
			digits++
			rest := strings.TrimLeft(w, "0123456789")
			if rest != "" && !dateWords[rest] && rest != "st" && rest != "nd" && rest != "rd" && rest != "th" && rest != "t" && rest != "z" {
				return false
			}
		case dateWords[w] || monthOf(w) > 0:
			named++
			anchor = anchor || monthOf(w) > 0 || dateAnchors[w]
		default:
			return false
		}
	}
	return digits > 0 && named > 0 && words >= 2 && anchor
}

// datedByline reports whether a line is a name, a bar and a date:
// "Jo Marsh | Published 3 hours ago".
func datedByline(low string) bool {
	head, tail, ok := strings.Cut(low, "|")
	if !ok || len(strings.Fields(head)) > 6 {
		return false
	}
	for part := range strings.SplitSeq(tail, "|") {
		if dateOnly(strings.TrimSpace(part)) {
			return true
		}
	}
	return false
}

// pictureCount reports whether a line counts pictures: "Image 2 of 5".
func pictureCount(low string) bool {
	f := strings.Fields(low)
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return len(f) == 4 && (f[0] == "image" || f[0] == "photo" || f[0] == "slide") && digits(f[1]) && (f[2] == "of" || f[2] == "/") && digits(f[3])
}

// biography reports whether a line at the end says who its author is: a name,
// "is a", and a trade.
func biography(text, low string) bool {
	if len(text) > 400 {
		return false
	}
	words := strings.Fields(text)
	for k := 1; k < min(len(words), 5); k++ {
		w := strings.ToLower(words[k])
		if w == "is" || w == "was" && k >= 2 {
			if k+1 >= len(words) || k < 2 {
				return false
			}
			next := strings.ToLower(words[k+1])
			if next != "a" && next != "an" && next != "the" {
				return false
			}
			for _, trade := range trades {
				if i := strings.Index(low, trade); i > 0 && i < 110 {
					return true
				}
			}
			return false
		}
		if c, _ := utf8.DecodeRuneInString(words[k]); !unicode.IsUpper(c) {
			return false
		}
	}
	return false
}

// dateline returns the length of the dateline that a line starts with, its
// dash included: a place in capitals, perhaps a state, a date and an agency.
// 0 where there is none. Below the head of the text only one with an agency
// counts.
func dateline(text string, head bool) int {
	window := text[:min(len(text), 110)]
	best := -1
	dash := ""
	for _, d := range [...]string{" — ", " -- ", " – ", " - ", "— ", "—"} {
		if i := strings.Index(window, d); i > 0 && (best < 0 || i < best) {
			best, dash = i, d
		}
	}
	if best < 0 {
		// The dateline may be a line of its own.
		if !head || len(window) < len(text) || !strings.HasSuffix(window, " —") && !strings.HasSuffix(window, " –") {
			return 0
		}
		best, dash = len(window)-len(" —"), " — "
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[min(len(text), best+len(dash)):], " "))
	place := strings.TrimSpace(window[:best])
	agency, bracketed := false, false
	if strings.HasSuffix(place, ")") {
		open := strings.LastIndexByte(place, '(')
		if open < 0 {
			return 0
		}
		name := place[open+1 : len(place)-1]
		place = strings.TrimSpace(place[:open])
		agency = agencies[lower(name)]
		if !agency && (!agencyLike(name, place) || place == "" || !head || unicode.IsLower(next)) {
			return 0
		}
		bracketed = true
	} else if i := strings.LastIndexByte(place, ','); i >= 0 && agencies[lower(strings.TrimSpace(place[i+1:]))] {
		agency = true
		place = place[:i]
	}
	if !agency && !bracketed && (!head || len(dash) < 3 || unicode.IsLower(next)) {
		return 0
	}
	if place != "" && !placeLike(place, agency) {
		return 0
	}
	return min(len(text), best+len(strings.TrimRight(dash, " ")))
}

// agencyLike reports whether s, in brackets behind a place, is written as the name of an agency
// that is not listed: up to three words with capitals, which are not those that the place is
// short for. "(R-Ky.)" and "(55)" are none.
func agencyLike(s, place string) bool {
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '/' })
	if len(fields) == 0 || len(fields) > 3 || len(s) > 30 {
		return false
	}
	var initials []rune
	for _, w := range fields {
		if bylineWords[strings.ToLower(w)] || dateWords[strings.ToLower(w)] {
			return false
		}
		letters := 0
		for i, r := range w {
			if !unicode.IsLetter(r) || i == 0 && !unicode.IsUpper(r) {
				return false
			}
			if letters++; i == 0 {
				initials = append(initials, r)
			}
		}
		if letters < 2 {
			return false
		}
	}
	return string(initials) != place
}

// placeLike reports whether s is the place and date of a dateline: capitals up
// to the first comma, then names, states and dates.
func placeLike(s string, agency bool) bool {
	first, rest, _ := strings.Cut(s, ",")
	upper, small := 0, 0
	for _, r := range first {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			small++
		case r == ' ' || r == '.' || r == '\'' || r == '’' || r == '-' || r == '/':
		default:
			return false
		}
	}
	if small > 2 && (!agency || len(strings.Fields(first)) > 3) || upper < 3 && !agency || upper == 0 || len(strings.Fields(first)) > 5 {
		return false
	}
	shouted := 0
	for w := range strings.FieldsSeq(rest) {
		if len(w) > 3 && strings.ToUpper(w) == w && strings.ToLower(w) != w {
			shouted++ // a headline in capitals, not a place
		}
		c, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(c) && !unicode.IsDigit(c) && !bylineWords[strings.ToLower(strings.Trim(w, ",."))] {
			return false
		}
	}
	return len(strings.Fields(rest)) <= 6 && shouted < 2
}
