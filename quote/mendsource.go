package quote

import "slices"

// What the tree shows of a source that the field has read too short or too long.

// widened gives a source that is only the end of who speaks the rest: in "bosses at Ferrant Ales
// told her" it is the bosses who do.
func (v *view) widened(p pick) pick {
	if len(p.source) != 1 || v.tok[p.head].pos != posVerb || p.source[0].last > p.first || p.first-p.source[0].last > 1 {
		return p
	}
	t := p.source[0]
	if w := v.lower(t.first); (w == "last" || w == "this" || w == "next") && t.first+2 < t.last && timed[v.lower(t.first+1)] {
		p.source = []tokens{{t.first + 2, t.last}}
		return p
	}
	s := v.tok[p.head].subject
	if s < 0 || s >= t.first || t.first-s > 6 || v.words[s].Rel != "nsubj" || v.tok[s].quote != v.tok[t.first].quote || v.tok[s].right+1 < t.last || v.tok[s].pos != posNoun || timed[v.words[s].Lemma] {
		return p
	}
	// Between the noun and the source stands a preposition with what belongs to the name behind it.
	prepositions := 0
	for k := s + 1; k < t.first; k++ {
		switch v.words[k].Tag {
		case "IN":
			if prepositions++; !joining[v.lower(k)] || k != s+1 {
				return p
			}
		case "DT", "PRP$", "JJ", "NN", "NNP", "NNPS", "NNS":
		default:
			return p
		}
	}
	if prepositions != 1 {
		return p
	}
	first := v.tok[s].left
	for first < s && (v.words[first].Tag == "CC" || v.words[first].Tag == "," || timed[v.words[first].Lemma] || v.words[first].Tag == "RB" || v.lower(first) == "last" && first+1 < s && timed[v.words[first+1].Lemma]) {
		first++
	}
	for _, c := range p.content {
		if c.first < t.first && c.last > first {
			return p
		}
	}
	p.source = []tokens{{first, t.last}}
	return p
}

// askedOf takes the source from a question that is put to it: in "Pell shrugged when asked whether he would go" somebody
// else asks.
func (v *view) askedOf(p pick) pick {
	if len(p.source) == 1 && p.first > 0 && v.lower(p.first) == "asked" && p.source[0].last <= p.first {
		switch v.lower(p.first - 1) {
		case "when", "if", "once", "whenever", "being":
			p.source = nil
		}
	}
	// "Asked whether he would go, Sir Malcolm said": who answers is named behind the question.
	if len(p.source) == 1 && len(p.content) > 0 && v.lower(p.first) == "asked" && v.tok[p.first].first == p.first &&
		p.content[0].first == p.last && p.source[0].first >= p.content[len(p.content)-1].last {
		p.source = nil
	}
	return p
}

// finite reports whether token i is a verb with a tense.
func (v *view) finite(i int32) bool {
	switch v.words[i].Tag {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// maxOpening bounds the words before an inserted "he said".
const maxOpening = 8

// opened takes into the content what stands before an inserted cue, where the content was found to begin with its
// verb behind it: "| Eleven, | she says, is the number of desks", "| It would, | he said, bring them into line".
func (v *view) opened(p pick) pick {
	if len(p.content) == 0 || len(p.source) != 1 || !reporting[v.words[p.head].Lemma] {
		return p
	}
	lo, hi := min(p.first, p.source[0].first), max(p.last, p.source[0].last)
	s, t := &v.tok[p.first], p.content[0]
	first := s.first
	if t.first < hi || t.first > hi+1 || lo-1 <= first || lo-1-first > maxOpening || v.words[lo-1].Tag != "," || hi >= s.last || v.words[hi].Tag != "," || v.tok[t.first].quote >= 0 || v.tok[first].quote >= 0 {
		return p
	}
	if v.words[first].Tag == "CC" && first+1 < lo-1 {
		first++
	}
	if v.clause(tokens{first, lo - 1}) {
		return p
	}
	switch modal := v.words[lo-2].Tag == "MD" || v.words[lo-2].Lemma == "be" || v.words[lo-2].Lemma == "have"; {
	case modal && (v.words[t.first].Tag == "VB" || v.words[t.first].Tag == "VBN" || v.words[t.first].Tag == "VBG"):
	case !modal && v.finite(t.first) && (v.signs(tokens{first, lo - 1}) || v.words[first].Tag == "CD"):
	default:
		return p
	}
	p.content = append([]tokens{{first, lo - 1}}, p.content...)
	return p
}

// insisted turns round "It was never about the money, insists Sophie Wretham.", of which the field may take the name
// behind the verb for what is insisted on.
func (v *view) insisted(p pick) pick {
	if len(p.source) != 0 || len(p.content) != 1 || p.last-p.first != 1 || !reporting[v.words[p.head].Lemma] || p.first < 4 || v.words[p.first-1].Tag != "," {
		return p
	}
	t := p.content[0]
	s := &v.tok[p.first]
	if t.first != p.last || t.last-t.first > 5 || v.ending(p.first) != t.last || v.words[t.last-1].Tag != "NNP" || v.tok[p.first].quote >= 0 {
		return p
	}
	for k := t.first; k < t.last; k++ {
		if !v.nominal(k) {
			return p
		}
	}
	whole := tokens{s.first, p.first - 1}
	if whole.last-whole.first < 3 || !v.clause(whole) {
		return p
	}
	p.source, p.content = []tokens{t}, []tokens{whole}
	return p
}

// joining are the prepositions that tell whose people somebody is.
var joining = wordSet(`at of from in with for by`)

// timed are nouns for a time, which may stand before a subject.
var timed = wordSet(`day night morning afternoon evening week weekend month year yesterday today tonight monday tuesday wednesday thursday friday saturday sunday`)

// shortened takes from the source of "according to" a clause that goes on behind it: "according to the
// council, | and a flood in 2019 killed 14".
func (v *view) shortened(p pick) pick {
	if len(p.source) != 1 || p.source[0].first < p.last {
		return p
	}
	t := p.source[0]
	for i := t.first + 1; i+2 < t.last; i++ {
		if v.words[i].Tag != "," || v.words[i+1].Tag != "CC" {
			continue
		}
		for k := i + 2; k < v.tok[i].last && k < i+12; k++ {
			switch v.words[k].Tag {
			case "VBD", "VBZ", "VBP", "MD":
				p.source = []tokens{{t.first, i}}
				return p
			case ",", "WDT", "WP":
				return p
			}
		}
	}
	return p
}

// commentless cuts what is not said after "declined to comment": a time.
func (v *view) commentless(p pick) pick {
	if len(p.content) != 1 {
		return p
	}
	t := p.content[0]
	if t.first < p.last || t.last-t.first < 3 || t.last-t.first > 5 || v.lower(t.first) != "to" || v.lower(t.first+1) != "comment" {
		return p
	}
	if !timed[v.lower(t.last-1)] && v.lower(t.last-1) != "further" {
		return p
	}
	switch v.lower(t.first + 2) {
	case "last", "on", "yesterday", "today", "late", "early", "this", "further", "until":
		p.content = slices.Clone(p.content)
		p.content[0].last = t.first + 2
	}
	return p
}

// heardBefore returns what a court or those who listen were told, where the words come first: "The rope was sound, an
// inquest heard yesterday", "The ferries are late, MPs were told".
func (v *view) heardBefore(picks []pick) []pick {
	for _, s := range v.doc.Sentences {
		first, last := int32(s.First), int32(s.Last)
		if s.Furniture || last-first < 7 {
			continue
		}
		for last > first && v.tok[last-1].pos == posPunct {
			last--
		}
		i := v.hears(first, last)
		if i-first < 6 {
			continue
		}
		p := pick{head: i, told: true, p: 1}
		p.first, p.last = i, i+1
		end := i
		switch {
		case v.lower(i) == "told" || v.words[i-1].Lemma == "have":
			p.first, end = i-1, i-1
		}
		// Who listens, between a comma and the verb.
		k := end
		for k > first && end-k < 6 && (v.tok[k-1].pos == posNoun || v.tok[k-1].pos == posAdjective || v.words[k-1].Tag == "DT") {
			k--
		}
		if k == end || k-first < 4 || v.words[k-1].Tag != "," && !(v.tok[k-1].closes && v.words[k-2].Tag == ",") || !v.audience(tokens{k, end}) {
			continue
		}
		t := tokens{first, k - 1}
		if v.tok[k-1].closes {
			t.last = k
		}
		if !v.clause(t) {
			continue
		}
		if v.lower(i) != "told" {
			p.source = []tokens{{k, end}}
		}
		p.content = v.closed([]tokens{t})
		kept := picks[:0:0]
		for _, o := range picks {
			if o.first < p.last && p.first < o.last || len(o.content) > 0 && o.content[0].first >= k && o.content[0].first < i {
				continue
			}
			if o.first >= t.first && o.last <= t.last {
				continue // what is reported inside is looked for later
			}
			kept = append(kept, o)
		}
		picks = append(kept, p)
	}
	return picks
}

// hears returns the "heard" or "were told" between first and last that ends its clause, but for a time, or -1.
func (v *view) hears(first, last int32) int32 {
	for i := first + 6; i < last; i++ {
		if w := v.lower(i); v.tok[i].quote >= 0 || w != "heard" && (w != "told" || v.lower(i-1) != "was" && v.lower(i-1) != "were") {
			continue
		}
		k := i + 1
		for k < last && k < i+5 && (timed[v.lower(k)] || v.lower(k) == "on" || v.lower(k) == "last" || v.lower(k) == "this" || v.lower(k) == "earlier") {
			k++
		}
		if k == last || v.words[k].Tag == "," {
			return i
		}
	}
	return -1
}

// audience reports whether a noun phrase names those before whom people speak.
func (v *view) audience(t tokens) bool {
	for k := t.first; k < t.last; k++ {
		if listeners[v.words[k].Lemma] || listeners[v.lower(k)] || audiences[v.lower(k)] {
			return true
		}
	}
	return false
}

var audiences = wordSet(`mps msps peers lawmakers senators councillors jurors magistrates judges delegates investors shareholders`)
