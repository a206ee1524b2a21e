package syntax

import (
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// lemmas are rules that take letters off the end of a word and put others
// there. A rule is found by the tag and the longest ending that has one, where
// the whole word counts as its longest ending.
type lemmas struct {
	rules []rule
	byEnd linear.Map
}

type rule struct {
	strip int
	add   string
}

// longestEnding is how many bytes of the end of a word are looked at.
const longestEnding = 5

const wholeWord = 1 << 60 // tells the key of a word from that of an ending

func loadLemmas(data string) (lemmas, string, error) {
	var l lemmas
	block, rest, err := loadBlock(data)
	if err != nil {
		return l, "", err
	}
	for block != "" {
		// The number of letters to strip, the number to add, those.
		if len(block) < 2 || len(block) < 2+int(block[1]) {
			return l, "", errModel
		}
		n := 2 + int(block[1])
		l.rules = append(l.rules, rule{strip: int(block[0]), add: block[2:n]})
		block = block[n:]
	}
	l.byEnd, rest, err = linear.LoadMap(rest)
	return l, rest, err
}

// isName reports whether the lemma of a word with this tag keeps its capitals.
func isName(tag string) bool { return tag == "NNP" || tag == "NNPS" }

// base is the form that the rules apply to.
func base(form, tag string) string {
	if !isName(tag) {
		form = strings.ToLower(form)
	}
	if strings.ContainsAny(form, "’‘`") {
		form = strings.NewReplacer("’", "'", "‘", "'", "`", "'").Replace(form)
	}
	return form
}

// endKeys returns the keys under which a rule for a word may be kept, the
// longest first.
func endKeys(word string, tag uint8) (keys [longestEnding + 2]uint64, n int) {
	low := []byte(strings.ToLower(word))
	keys[0] = linear.Mix(hash(low), wholeWord|uint64(tag))
	n = 1
	for e := min(longestEnding, len(low)-1); e >= 0; e-- {
		keys[n] = linear.Mix(tail(low, e), uint64(tag))
		n++
	}
	return keys, n
}

func (r rule) apply(word string) (string, bool) {
	if r.strip > len(word) {
		return word, false
	}
	s := word[:len(word)-r.strip] + r.add
	return s, utf8.ValidString(s) // a rule may cut a character in two
}

// lemma returns the lemma of a form with a tag. The result is a new string.
func (l *lemmas) lemma(form, tag string, id uint8) string {
	word := base(form, tag)
	keys, n := endKeys(word, id)
	for _, k := range keys[:n] {
		if v, ok := l.byEnd.Get(k); ok && int(v) < len(l.rules) {
			if s, ok := l.rules[v].apply(word); ok && s != "" {
				return s
			}
		}
	}
	return strings.Clone(word)
}
