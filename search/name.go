package search

import (
	"slices"
)

// SameName reports whether two names may be one person's or body's: all words
// of the one are in the other, in their order, however they are spelled.
// "Volodymyr Zelensky" and "President Zelenskyy" are, and so are two who share
// a surname where one of them is given by it alone.
func SameName(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	for _, w := range x {
		i := slices.Index(y, w)
		if i < 0 {
			return false
		}
		y = y[i+1:]
	}
	return true
}

// nameWords returns the words of a name without titles before it and articles.
func nameWords(name string) []string {
	var out, all []string
	for _, w := range Words(name) {
		n := Name(name[w.Start:w.End])
		if n == "" || articles[n] {
			continue
		}
		all = append(all, n)
		if len(out) > 0 || !titles[w.Fold] {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return all // "the president"
	}
	return out
}

// SpeakerToken returns the token under which the index has statements of a
// name: its last word. It is empty where there is no word.
func SpeakerToken(name string) string {
	w := nameWords(name)
	if len(w) == 0 {
		return ""
	}
	return tokenSpeaker + w[len(w)-1]
}
