package quote

import (
	"slices"
	"strings"
)

// Where the field stops one phrase too far to the left of what was said, the
// tree may know better.

// trimmed takes from a pick what stands before its "that" and belongs to those
// who are told: "told reporters gathered at the gate | that nobody would be
// paid", and the subject of a passive, who is told and does not speak.
func (v *view) trimmed(p pick) pick {
	p = v.insisted(v.inverted(v.askedOf(p)))
	p.source = v.withoutDay(v.withName(p))
	p.content = v.closed(p.content)
	p = v.opened(v.resumed(v.withoutTime(v.colonVerb(v.mainSpeaker(p)))))
	p = v.commentless(v.widened(v.likes(v.aroundMarks(v.withoutRelative(p)))))
	if v.lower(p.first) == "according" {
		return v.described(v.shortened(p))
	}
	if v.tok[p.head].pos != posVerb {
		return p
	}
	if n := len(p.content) - 1; n >= 0 && communication[v.words[p.head].Lemma] {
		if k := v.occasion(p.content[n]); k > p.content[n].first+1 && k > p.last {
			p.content = slices.Clone(p.content)
			p.content[n].last = k
		}
	}
	if verb := v.words[p.head].Lemma; telling[verb] || verb == "warn" || verb == "ask" {
		for k, t := range p.content {
			if t.first < p.last {
				continue
			}
			if v.tok[t.first].opens {
				break
			}
			if b := v.complementiser(p.head, t); b > t.first {
				p.content = slices.Clone(p.content)
				p.content[k].first = b
			}
			break
		}
	}
	s := v.tok[p.head].subject
	if s < 0 || v.words[s].Rel != "nsubj:pass" || !telling[v.words[p.head].Lemma] && !asking[v.words[p.head].Lemma] || len(p.content) == 0 {
		return p
	}
	t := p.content[0]
	if s < t.first || s >= t.last || t.last > p.first || t.first < v.tok[s].left {
		return p
	}
	switch {
	case len(p.content) > 1:
		// "The families were told that the search had ended." What they are told
		// to do is their part too, as the corpus has it.
		if next := p.content[1].first; next >= p.last && telling[v.words[p.head].Lemma] && v.lower(next) != "to" && v.lower(next) != "not" {
			p.content = p.content[1:]
		}
	default:
		// "The families had been warned by the council to leave."
		if source, content, ok := v.instructed(p.head); ok {
			p.content = []tokens{t, content}
			if p.source = nil; source.last > source.first {
				p.source = []tokens{source}
			}
		}
	}
	return p
}

// described gives a relative clause to the source that it describes, where nothing
// but a comma stands between source and content: "According to the survey, which took a month, | six in ten agree".
func (v *view) described(p pick) pick {
	if len(p.source) != 1 || len(p.content) == 0 {
		return p
	}
	source, at := p.source[0], 0
	if len(p.content) > 1 && p.content[1].first >= source.last {
		at = 1 // "The ferry, according to the company, which runs six, sank"
	}
	t := p.content[at]
	comma := source.last
	if comma > source.first && v.words[comma-1].Tag == "," {
		comma--
	}
	if t.first != comma+1 || v.words[comma].Tag != "," || v.words[t.first].Tag != "WDT" && v.words[t.first].Tag != "WP" && v.words[t.first].Tag != "WP$" {
		return p
	}
	// What is said begins behind the comma that ends the clause, which has a verb.
	verb := false
	for i := t.first + 1; i < t.last && v.tok[i].quote == v.tok[t.first].quote; i++ {
		verb = verb || v.tok[i].pos == posVerb
		if v.words[i].Tag != "," || !verb {
			continue
		}
		if t.last-i < 4-2*int32(at) {
			return p // nothing is left that could be said
		}
		p.source = []tokens{{source.first, i}}
		p.content = slices.Clone(p.content)
		p.content[at].first = i + 1
		return p
	}
	return p
}

// inverted turns a headline round that was read from left to right: "Dock stays open, says
// mayor" has its content in front, and a bare noun or a name behind the verb speaks.
func (v *view) inverted(p pick) pick {
	if len(p.source) != 1 || len(p.content) != 1 || !reporting[v.words[p.head].Lemma] || p.last-p.first != 1 {
		return p
	}
	source, content := p.source[0], p.content[0]
	if source.last == p.first && v.words[source.last-1].Tag == "," {
		source.last--
	} else if source.last+1 != p.first || v.words[source.last].Tag != "," {
		return p
	}
	s := v.tok[p.first].first
	if source.first != s || source.last-s < 3 || content.first != p.last || content.last-content.first > 4 {
		return p
	}
	end := v.tok[p.first].last
	for end > content.last && v.tok[end-1].pos == posPunct {
		end--
	}
	if content.last != end {
		return p
	}
	for i := source.first; i < source.last; i++ {
		if v.words[i].Tag == "," || v.words[i].Tag == "WP" || v.tok[i].quote >= 0 {
			return p
		}
	}
	for i := content.first; i < content.last; i++ {
		if tag := v.words[i].Tag; !strings.HasPrefix(tag, "NN") && tag != "JJ" && tag != "HYPH" || v.tok[i].quote >= 0 {
			return p
		}
	}
	p.source, p.content = []tokens{content}, []tokens{source}
	return p
}

// instructed reads "by somebody to do something" behind the participle i.
func (v *view) instructed(i int32) (source, content tokens, ok bool) {
	last := v.ending(i)
	k := i + 1
	if k < last && v.lower(k) == "by" {
		source = tokens{k + 1, k + 1}
		for k++; k < last && k < i+maxTold && v.nominal(k) && v.lower(k) != "to"; k++ {
			source.last = k + 1
		}
	}
	if k+1 < last && v.lower(k) == "not" {
		k++
	}
	if k+1 >= last || v.lower(k) != "to" || v.words[k+1].Tag != "VB" {
		return source, content, false
	}
	if v.lower(k-1) == "not" {
		k--
	}
	return source, tokens{k, last}, true
}

// complementiser returns the "that" in t behind a pronoun or a participle with
// what belongs to it, -1 if there is none.
func (v *view) complementiser(i int32, t tokens) int32 {
	switch tag := v.words[t.first].Tag; {
	case tag == "PRP", tag == "PRP$" && t.first+1 < t.last && (v.lower(t.first+1) == "that" || v.pronounTold(t)):
		if t.first+1 < t.last && v.lower(t.first+1) == "that" {
			return t.first + 1 // "told | her | that"
		}
		if v.pronounTold(t) {
			return t.first + 1 // "assured | her | the gate would stay"
		}
		return -1
	case v.recipientAt(i, t.first):
		// "warned the ministry in March that", "told investors on | a call that"
	case tag == "VBN", tag == "VBG", tag == "VBD":
		if t.first == 0 || v.tok[t.first-1].pos != posNoun || v.tok[t.first-1].head >= t.first {
			return -1 // of those who are told
		}
	default:
		return -1
	}
	for b := t.first + 1; b < t.last && b < t.first+maxTold; b++ {
		if v.words[i].Lemma == "ask" && b+1 < t.last && asks[v.lower(b)] && v.tok[b-1].pos != posVerb && v.words[b-1].Tag != "IN" {
			return b // "asked | its press office | which nine"
		}
		if v.words[i].Lemma == "ask" {
			continue
		}
		if v.lower(b) == "that" && v.words[b].Tag != "DT" && b+1 < t.last {
			if v.tok[b+1].pos == posVerb || v.words[b+1].Tag == "MD" {
				return -1 // a relative clause
			}
			return b
		}
		if v.tok[b].pos == posVerb || v.tok[b].pos == posPunct {
			return -1
		}
	}
	return -1
}

// asks are words with which an indirect question begins.
var asks = wordSet(`which what whether if how why who when where`)

// recipientAt reports whether the noun phrase that begins at token k is of those who are
// told by verb i, or of the occasion: it is an object or stands behind "on".
func (v *view) recipientAt(i, k int32) bool {
	if k > 0 && v.words[k-1].Tag == "IN" && v.tok[k-1].head > k-1 {
		return true
	}
	for h := k; h >= k && h < k+6; h = v.tok[h].head {
		if v.tok[h].head == i {
			return v.words[h].Rel == "obj" || v.words[h].Rel == "iobj"
		}
	}
	return false
}

// occasion returns where "in a television interview" begins at the end of t, -1
// if t ends with no such phrase.
func (v *view) occasion(t tokens) int32 {
	if !occasions[v.words[t.last-1].Lemma] || v.tok[t.last-1].quote >= 0 {
		return -1
	}
	for k := t.last - 2; k > t.first && k > t.last-6; k-- {
		switch v.words[k].Tag {
		case "DT":
			if w := v.lower(k - 1); (v.lower(k) == "a" || v.lower(k) == "an") && (w == "in" || w == "at" || w == "during") {
				return k - 1
			}
			return -1
		case "NN", "JJ", "NNP", "HYPH", "CD", "VBN":
		default:
			return -1
		}
	}
	return -1
}

// occasions are nouns that end a phrase of where something was said.
var occasions = wordSet(`interview briefing conference podcast speech statement letter email e-mail tweet post memo message`)

// withName adds to a source that is an apposition between commas the name before
// it, where the sentence begins with that: "Kessel Motors, the car maker, said".
func (v *view) withName(p pick) []tokens {
	if len(p.source) != 1 {
		return p.source
	}
	t := p.source[0]
	s := v.tok[p.first].first
	if t.last > p.first || t.first < s+2 || t.first > s+6 || v.words[t.first-1].Tag != "," || v.words[t.first].Tag != "DT" {
		return p.source
	}
	if v.words[t.last-1].Tag != "," && (t.last+1 != p.first || v.words[t.last].Tag != ",") {
		return p.source
	}
	for i := s; i < t.first-1; i++ {
		if !strings.HasPrefix(v.words[i].Tag, "NN") {
			return p.source
		}
	}
	return []tokens{{s, t.last}}
}

// pronounTold reports whether t begins with a pronoun for whoever is told, and what they
// are told begins right behind it: "her | the farm would stay".
func (v *view) pronounTold(t tokens) bool {
	if t.last-t.first < 4 {
		return false
	}
	switch v.lower(t.first) {
	case "her", "him", "them", "me", "us":
	default:
		return false
	}
	switch v.words[t.first+1].Tag {
	case "DT", "PRP", "EX", "PRP$":
		return v.lower(t.first+1) != "all" && v.lower(t.first+1) != "both"
	}
	return false
}

// withoutDay takes the day off the end of a source: "Lumo Energy today announced".
func (v *view) withoutDay(source []tokens) []tokens {
	n := len(source) - 1
	if n < 0 || source[n].last-source[n].first < 2 {
		return source
	}
	switch v.lower(source[n].last - 1) {
	case "today", "yesterday", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
	default:
		return source
	}
	last := source[n].last - 1
	if tag := v.words[last-1].Tag; !strings.HasPrefix(tag, "NN") {
		return source // "the Guardian on Sunday", "Black Friday", "a poll released Friday"
	}
	if v.words[last].Rel == "nmod" || v.words[last].Rel == "flat" && v.words[last-1].Rel != "nsubj" {
		return source
	}
	source = slices.Clone(source)
	source[n].last = last
	return source
}

// closed takes into each content the mark that closes what was opened in it, and the one that opens what
// ends in it.
func (v *view) closed(content []tokens) []tokens {
	for k, t := range content {
		end := t.last
		for end < int32(len(v.tok)) && end < t.last+2 && v.tok[end].pos == posPunct && !v.tok[end].closes && !v.tok[end].opens {
			end++ // "lose it.”"
		}
		if end < int32(len(v.tok)) && v.tok[end].closes && t.last > t.first {
			if q := v.tok[end].quote; q >= 0 && v.quot[q].first >= t.first && v.quot[q].first < t.last && v.quot[q].last == end+1 {
				content = slices.Clone(content)
				content[k].last = end + 1
			}
		}
	}
	return content
}

// withoutTime takes the day off the end of a cue that goes on to what was said: "voted on Tuesday night | to close
// the pool".
func (v *view) withoutTime(p pick) pick {
	k := p.last
	for k > p.first+1 && (isDay(v.lower(k-1)) || timeOfDay[v.lower(k-1)]) {
		k--
	}
	if k == p.last && k > p.first+2 && v.lower(k-2) == "last" {
		switch v.lower(k - 1) {
		case "week", "month", "year", "night":
			k--
		}
	}
	if k == p.last || k == p.first+1 && p.head >= k {
		return p
	}
	if w := v.lower(k - 1); w == "on" || w == "last" || w == "late" || w == "early" {
		k--
	}
	if k <= p.first || v.tok[k-1].pos != posVerb || p.head >= k {
		return p
	}
	p.last = k
	return p
}

// timeOfDay are words behind a day.
var timeOfDay = wordSet(`morning afternoon evening night`)

// resuming are words with which a sentence goes on behind an inserted "it said".
var resuming = wordSet(`down up compared rather not including instead because unless if so from except as`)

// resumed takes into the content what follows an inserted cue: "Profit will be 310 million, it said, | down from
// 400 million".
func (v *view) resumed(p pick) pick {
	if len(p.content) != 1 || len(p.source) != 1 || !reporting[v.words[p.head].Lemma] && v.lower(p.first) != "according" {
		return p
	}
	t := p.content[0]
	lo, hi := min(p.first, p.source[0].first), max(p.last, p.source[0].last)
	s := &v.tok[p.first]
	if t.last > lo || t.first < s.first || v.tok[t.last-1].quote >= 0 || lo-t.last > 1 || v.words[lo-1].Tag != "," || hi >= s.last || v.words[hi].Tag != "," {
		return p
	}
	last := v.ending(hi)
	if last-hi < 4 || !resuming[v.lower(hi+1)] {
		return p
	}
	if v.lower(hi+1) == "as" && v.words[hi+2].Tag != "IN" && v.lower(hi+2) != "well" {
		return p
	}
	for k := hi + 1; k < last; k++ {
		if v.tok[k].quote >= 0 || v.tok[k].pos == posVerb && communication[v.words[k].Lemma] {
			return p // another says something there
		}
	}
	p.content = []tokens{t, {hi + 1, last}}
	return p
}

// quipped are verbs that the tagger may take for nouns.
var quipped = wordSet(`joked quipped tweeted posted wrote said replied`)

// colonVerb gives a colon the verb before it that was taken for the end of the source: "Another | joked:".
func (v *view) colonVerb(p pick) pick {
	if len(p.source) != 1 || p.last-p.first != 1 || v.doc.Tokens[p.first].In(v.doc.Text) != ":" {
		return p
	}
	t := p.source[0]
	k := t.last - 1
	if t.last != p.first || k <= t.first || v.words[k].Tag != "VBD" && v.words[k].Tag != "VBZ" && !(v.words[k].Tag == "NN" && quipped[v.lower(k)]) || !quipped[v.lower(k)] && !communication[v.words[k].Lemma] && !reporting[v.words[k].Lemma] {
		return p
	}
	p.source = []tokens{{t.first, k}}
	p.first, p.head = k, k
	return p
}

// whole gives who speaks last the whole of a sentence in which somebody else is reported first: of "Onescu answered that
// nothing would change, an official said" the official has said all of it, and not "Onescu".
func (v *view) whole(picks []pick) []pick {
	for k := range picks {
		b := &picks[k]
		if len(b.content) != 1 || len(b.source) != 1 || v.tok[b.content[0].first].quote >= 0 {
			continue
		}
		t := b.content[0]
		for j := max(0, k-2); j < min(len(picks), k+2); j++ {
			a := &picks[j]
			if j == k || len(a.source) != 1 || len(a.content) != 1 || v.tok[a.first].first != v.tok[b.first].first ||
				t.first > a.source[0].first || t.last < a.source[0].last || t.last > a.first || a.content[0].first < a.last {
				continue
			}
			lo := min(b.first, b.source[0].first)
			if end := a.content[0].last; end == lo-1 && v.words[end].Tag == "," || end == lo && v.words[end-1].Tag == "," {
				b.content = []tokens{{t.first, lo - 1}}
				if end == lo {
					a.content = []tokens{{a.content[0].first, end - 1}}
				}
			}
		}
	}
	return picks
}
