package eval

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A deed is a verb and a time that belongs to it, an index in Times or -1.
type deed struct {
	verb verbatim.Span
	time int
}

// deedsOf are the verbs of which one of the entities is the subject or the
// object, as the tree has them: what somebody does and what is done to them,
// whatever the record has a kind for. What is negated, only possible or to come
// is left out, as the guidelines of the timelines have it.
func deedsOf(l *verbatim.Document, is []bool) []deed {
	if len(l.Words) != len(l.Tokens) {
		return nil
	}
	found := make(map[int]bool)
	for i := range l.Mentions {
		m := &l.Mentions[i]
		if m.Entity < 0 || m.Entity >= len(is) || !is[m.Entity] || m.Head < 0 || m.Head >= len(l.Words) {
			continue
		}
		w := &l.Words[m.Head]
		h := int(w.Head)
		if h < 0 || h >= len(l.Words) || !strings.HasPrefix(l.Words[h].Tag, "V") {
			continue
		}
		switch w.Rel {
		case "nsubj", "nsubj:pass", "obj", "iobj", "obl:agent":
			found[h] = true
		}
	}
	// What shares its subject with a verb that was found: "met him and left".
	for i := range l.Words {
		w := &l.Words[i]
		if h := int(w.Head); strings.HasPrefix(w.Tag, "V") && (w.Rel == "conj" || w.Rel == "xcomp" && w.Tag != "VB") && h >= 0 && h < len(l.Words) && found[h] && !hasSubject(l, i) {
			found[i] = true
		}
	}
	verbs := make([]int, 0, len(found))
	for v := range found {
		if factual(l, v) {
			verbs = append(verbs, v)
		}
	}
	slices.Sort(verbs)
	times := timesOf(l)
	out := make([]deed, 0, len(verbs))
	for _, v := range verbs {
		d := deed{l.Tokens[v].Span, -1}
		if t, ok := times[v]; ok {
			d.time = t
		}
		out = append(out, d)
	}
	return out
}

// around is how far from a verb its own words are looked for.
const around = 12

func hasSubject(l *verbatim.Document, v int) bool {
	for k := max(0, v-around); k < min(len(l.Words), v+around); k++ {
		if int(l.Words[k].Head) == v && strings.HasPrefix(l.Words[k].Rel, "nsubj") {
			return true
		}
	}
	return false
}

// factual says that the words around verb v make it neither negative nor
// possible nor to come.
func factual(l *verbatim.Document, v int) bool {
	if t := l.Words[v].Tag; t == "VB" {
		return false
	}
	switch l.Words[v].Lemma {
	case "be", "have", "do", "seem", "become", "remain", "need", "want", "hope":
		return false
	}
	for k := max(0, v-around); k < v; k++ {
		if int(l.Words[k].Head) != v {
			continue
		}
		switch l.Words[k].Lemma {
		case "will", "would", "may", "might", "could", "can", "should", "must", "shall", "not", "never", "n't", "’t", "if":
			return false
		}
	}
	return true
}

// timesOf gives each verb the first expression that hangs on it.
func timesOf(l *verbatim.Document) map[int]int {
	out := make(map[int]int)
	for i := range l.Times {
		last, ok := slices.BinarySearchFunc(l.Tokens, l.Times[i].Start, func(t verbatim.Token, at int) int {
			switch {
			case t.End <= at:
				return -1
			case t.Start > at:
				return 1
			}
			return 0
		})
		if !ok {
			continue
		}
		for n := 0; n < 4 && last >= 0 && last < len(l.Words); n++ {
			if strings.HasPrefix(l.Words[last].Tag, "V") {
				if _, is := out[last]; !is {
					out[last] = i
				}
				break
			}
			last = int(l.Words[last].Head)
		}
	}
	return out
}
