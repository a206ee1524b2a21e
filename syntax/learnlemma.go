package syntax

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// learnLemmas learns for each tag which endings change how. An ending gets a
// rule where it has another one than the next shorter ending, a word where the
// endings get it wrong.
func (l *learning) learnLemmas() {
	type wordOf struct {
		word string
		tag  uint8
	}
	lemmas := map[wordOf]map[string]int{}
	var types []wordOf
	for _, e := range l.data {
		for i := range e.in {
			tag := l.tags[e.tag[i]]
			lemma := e.lemma[i]
			if lemma == "_" || lemma == "" || e.rel[i] < uint8(len(l.rels)) && l.rels[e.rel[i]] == "goeswith" {
				continue
			}
			if !isName(tag) && lemma != "I" {
				lemma = strings.ToLower(lemma)
			}
			k := wordOf{base(e.in[i].Form, tag), e.tag[i]}
			if lemmas[k] == nil {
				lemmas[k] = map[string]int{}
				types = append(types, k)
			}
			lemmas[k][lemma]++
		}
	}
	slices.SortFunc(types, func(a, b wordOf) int {
		return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.word, b.word))
	})

	rules := map[rule]uint16{}
	var list []rule
	ruleOf := func(word, lemma string) uint16 {
		n := 0
		for n < len(word) && n < len(lemma) && word[n] == lemma[n] {
			n++
		}
		r := rule{len(word) - n, lemma[n:]}
		id, ok := rules[r]
		if !ok {
			id = uint16(len(list))
			rules[r] = id
			list = append(list, r)
		}
		return id
	}

	// How often each ending takes each rule, a word counting once.
	type fact struct {
		keys [longestEnding + 2]uint64
		n    int
		rule uint16
		seen int
	}
	var facts []fact
	for _, k := range types {
		lemma, seen := "", 0
		for s, n := range lemmas[k] {
			if n > seen || n == seen && s < lemma {
				lemma, seen = s, n
			}
		}
		f := fact{rule: ruleOf(k.word, lemma), seen: seen}
		f.keys, f.n = endKeys(k.word, k.tag)
		facts = append(facts, f)
	}
	counts := map[uint64]map[uint16]int{}
	var endings []uint64 // shortest first
	for length := range longestEnding + 1 {
		for i := range facts {
			f := &facts[i]
			if j := f.n - 1 - length; j >= 1 {
				if counts[f.keys[j]] == nil {
					counts[f.keys[j]] = map[uint16]int{}
					endings = append(endings, f.keys[j])
				}
				counts[f.keys[j]][f.rule]++
			}
		}
	}
	shorter := map[uint64]uint64{}
	for i := range facts {
		f := &facts[i]
		for j := 1; j+1 < f.n; j++ {
			shorter[f.keys[j]] = f.keys[j+1]
		}
	}
	chosen := map[uint64]uint16{} // the rule that holds for an ending
	var entries []linear.Entry
	for _, e := range endings {
		inherited, ok := chosen[shorter[e]]
		rule, most, total := inherited, 0, 0
		for r, n := range counts[e] {
			total += n
			if n > most || n == most && r < rule {
				rule, most = r, n
			}
		}
		if ok && (counts[e][inherited] == most || most < 3 || 2*most <= total) {
			rule = inherited
		}
		chosen[e] = rule
		if !ok || rule != inherited {
			entries = append(entries, linear.Entry{Key: e, Value: rule})
		}
	}
	for i := range facts {
		f := &facts[i]
		if f.n < 2 || chosen[f.keys[1]] != f.rule && f.seen >= 2 {
			entries = append(entries, linear.Entry{Key: f.keys[0], Value: f.rule})
		}
	}

	block := ""
	for _, r := range list {
		if r.strip > 255 || len(r.add) > 255 {
			r = rule{}
		}
		block += string([]byte{byte(r.strip), byte(len(r.add))}) + r.add
	}
	l.lemmaBytes = linear.AppendMap(appendBlock(nil, block), entries)
	l.lemmas, _, _ = loadLemmas(string(l.lemmaBytes))
}
