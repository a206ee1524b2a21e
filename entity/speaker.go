package entity

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// speakers finds who makes each statement. Until write numbers the entities,
// Statement.Speakers holds chains.
func (v *view) speakers() {
	for s := range v.doc.Statements {
		st := &v.doc.Statements[s]
		st.Speakers, st.SpeakerConfidence = nil, 0
		var found []int32
		switch {
		case len(st.Source) > 0 && (v.misread(st.Source) || v.hears(st)):
			// Whose aides speak does not, and a court that hears something has not said it.
		case len(st.Source) > 0:
			found = v.sourcePhrases(st.Source)
		case len(st.Cue) > 0:
			found = v.controller(st)
		default:
			v.continued(s)
			continue
		}
		sure := float32(1)
		for _, p := range found {
			ph := &v.phrases[p]
			if c := v.issuer(int(p), st.Source); c >= 0 {
				v.chains[c].speaks = true
				if !slices.Contains(st.Speakers, c) {
					st.Speakers = append(st.Speakers, c)
				}
				sure = min(sure, issuerSure)
				continue
			}
			if c := v.byTrait(int(p)); c >= 0 && len(found) == 1 {
				v.chains[c].speaks = true
				st.Speakers = append(st.Speakers, c)
				sure = min(sure, traitSure)
				continue
			}
			if both := v.pair(int(p)); len(both) > 0 {
				for _, c := range both {
					v.chains[c].speaks = true
					if !slices.Contains(st.Speakers, c) {
						st.Speakers = append(st.Speakers, c)
					}
				}
				sure = min(sure, issuerSure)
				continue
			}
			if ph.class == first && ph.chain < 0 && st.Parent >= 0 {
				// "“I told him that …,” she said": she told him.
				if outer := &v.doc.Statements[st.Parent]; len(outer.Speakers) == 1 {
					st.Speakers = slices.Clone(outer.Speakers)
					sure = min(sure, float32(outer.SpeakerConfidence))
				}
				continue
			}
			if ph.class == first && ph.chain < 0 && v.narrated(p) {
				if c := v.author(); c >= 0 {
					v.chains[c].speaks = true
					st.Speakers = append(st.Speakers, c)
					sure = min(sure, 0.9)
				}
				continue
			}
			c := int(ph.chain)
			if c < 0 {
				if ph.form == verbatim.Pronoun || ph.kind == instant {
					continue
				}
				c = v.begin(int(p))
			}
			ch := &v.chains[c]
			if ch.doubt || v.notThemselves(st, ph, c) {
				continue
			}
			if ch.row != nil {
				for _, m := range ch.row {
					if o := v.owner[v.phrases[m].head]; v.phrases[m].title && o >= 0 && v.phrases[o].name >= 0 {
						m = o // "De Wit and her colleague Tomás Arrieta": the tree has "colleague" in the row
					}
					d := int(v.phrases[m].chain)
					if d < 0 {
						d = v.begin(int(m))
					}
					v.chains[d].speaks = true
					if !slices.Contains(st.Speakers, d) {
						st.Speakers = append(st.Speakers, d)
					}
				}
				sure = min(sure, v.sureness(ph))
				continue
			}
			if ch.names == 0 && v.onlyPronouns(ch) {
				continue
			}
			ch.speaks = true
			if !slices.Contains(st.Speakers, c) {
				st.Speakers = append(st.Speakers, c)
			}
			sure = min(sure, v.sureness(ph))
		}
		if len(st.Speakers) > 0 {
			st.SpeakerConfidence = float64(sure)
		}
	}
}

// notThemselves reports whether "he" inside somebody's own quoted words was taken for that somebody, who says "I" there.
func (v *view) notThemselves(st *verbatim.Statement, ph *phrase, c int) bool {
	if st.Parent < 0 || ph.class != he && ph.class != she || ph.quote < 0 {
		return false
	}
	outer := &v.doc.Statements[st.Parent]
	return outer.Kind == verbatim.Direct && slices.Contains(outer.Speakers, c)
}

// issuer returns the chain of whoever issued the document that a source is: "a report by the
// Coastal Trust", "a Quinnipiac poll", and then "the report". -1 where the text does not say who.
func (v *view) issuer(p int, source []verbatim.Span) int {
	ph := &v.phrases[p]
	if len(source) == 0 || ph.form != verbatim.Nominal || ph.row != nil || !documentNouns[v.nounLemma(int(ph.head))] {
		return -1
	}
	// Before the noun: "the bank’s report", "a Quinnipiac poll".
	for i := ph.head - 1; i >= ph.first; i-- {
		if m := v.named[i]; m >= 0 {
			if k := v.doc.Mentions[m].Kind; k == verbatim.Organisation || k == verbatim.Person {
				if c := v.nameChain(m); c >= 0 {
					v.issuers[ph.lemma] = c
					return int(c)
				}
			}
		}
	}
	// Behind it: "by", "from", "of" with a name.
	end := v.doc.Sentences[ph.sent].End // of a cue without a source the sentence says who
	if len(source) > 0 {
		end = source[len(source)-1].End
	}
	by := false // it is by whom "by" says, not of whom "of" does
	for i := ph.head + 1; int(i) < len(v.word) && v.doc.Tokens[i].Start < end && i-ph.head < 12 && v.sent[i] == ph.sent; i++ {
		by = by || v.word[i] == "by"
	}
	for i := ph.head + 1; int(i) < len(v.word) && v.doc.Tokens[i].Start < end && i-ph.head < 12 && v.sent[i] == ph.sent; i++ {
		if w := v.word[i]; w != "by" && w != "from" && w != "of" || by && w == "of" {
			continue
		}
		for j := i + 1; int(j) < len(v.word) && j-i < 8 && v.sent[j] == ph.sent; j++ {
			if t := v.doc.Words[j].Tag; t == "IN" || t == "," || t == "VBD" {
				break
			}
			m := v.named[j]
			if m < 0 {
				continue
			}
			if k := v.doc.Mentions[m].Kind; k == verbatim.Organisation || k == verbatim.Person && v.word[i] != "of" {
				if c := v.nameChain(m); c >= 0 {
					v.issuers[ph.lemma] = c
					return int(c)
				}
			}
		}
	}
	if ph.article == definite || ph.article == this {
		if c, ok := v.issuers[ph.lemma]; ok {
			return int(c)
		}
	}
	return -1
}

// pair returns the chains that "both", "the two men" or an unresolved "they" take up: the
// persons last joined by "and", or the only two persons of the sentences before.
func (v *view) pair(p int) []int {
	ph := &v.phrases[p]
	if ph.name >= 0 || ph.chain >= 0 && (v.chains[ph.chain].names > 0 || ph.class == they && ph.sure >= 0.6) {
		return nil
	}
	two := ph.class == they
	for i := ph.first; i < ph.end && !two; i++ {
		switch v.word[i] {
		case "both":
			two = true
		case "two", "pair", "couple", "duo":
			two = ph.article == definite
		}
	}
	if !two {
		return nil
	}
	reach := int32(3)
	if ph.form == verbatim.Nominal {
		reach = 8 // "the two women" are no others
	}
	for q := p - 1; q >= max(0, p-80) && ph.sent-v.phrases[q].sent <= reach; q-- {
		b := &v.phrases[q]
		if b.name < 0 || b.kind != person || b.chain < 0 || v.inside[b.head] >= 0 && v.inside[b.head] == v.inside[ph.head] {
			continue
		}
		row := []int{int(b.chain)}
		for r := q - 1; r >= max(0, q-20) && v.phrases[r].sent == b.sent; r-- {
			a := &v.phrases[r]
			if a.name < 0 || a.kind != person || a.chain < 0 || a.chain == b.chain {
				continue
			}
			if v.joined(a, b) {
				row = append(row, int(a.chain))
			}
		}
		if len(row) == 2 {
			return []int{row[1], row[0]}
		}
		if len(row) > 2 && ph.class == they {
			slices.Reverse(row)
			return row
		}
	}
	if ph.class == they {
		return nil
	}
	var only []int
	for q := p - 1; q >= max(0, p-80) && ph.sent-v.phrases[q].sent <= 2; q-- {
		b := &v.phrases[q]
		if b.name >= 0 && b.kind == person && b.chain >= 0 && !slices.Contains(only, int(b.chain)) {
			only = append(only, int(b.chain))
		}
	}
	if len(only) != 2 {
		return nil
	}
	return []int{only[1], only[0]}
}

// joined reports whether b stands in a row with a: "A and B", "A, B and C".
func (v *view) joined(a, b *phrase) bool {
	if b.first == a.end+1 && v.word[a.end] == "and" {
		return true // whatever the tree says
	}
	i := b.head
	for steps := 0; i >= 0 && steps < 6; steps++ {
		if i >= a.first && i < a.end {
			return true
		}
		w := &v.doc.Words[i]
		if w.Rel != "conj" && w.Rel != "flat" && w.Rel != "nmod:desc" && !(w.Head >= b.first && w.Head < b.end) {
			return false
		}
		i = w.Head
	}
	return false
}

// onlyPronouns reports whether nothing but pronouns refers to a chain.
func (v *view) onlyPronouns(ch *chain) bool { return ch.nouns == 0 }

// The confidences of speakers, counted on the labelled articles: of names, of which 96 in a
// hundred were right, and of those who stay unnamed, some of whom the article names elsewhere.
const (
	nameSure    = 0.97
	unnamedSure = 0.73
	traitSure   = 0.8 // of "the 36-year-old"; judged by reading
	issuerSure  = 0.7 // of whoever issued the document that speaks, and of "the two"; counted on few
)

// sureness is how likely a phrase refers to its chain.
func (v *view) sureness(ph *phrase) float32 {
	switch {
	case ph.name >= 0:
		return nameSure
	case ph.chain < 0 || ph.sure == 0 || v.chains[ph.chain].names == 0 && !v.chains[ph.chain].body:
		return unnamedSure
	}
	return min(ph.sure, nameSure)
}

// sourcePhrases returns the phrases that a source names: the one that governs
// the others, and those joined to it by "and".
func (v *view) sourcePhrases(spans []verbatim.Span) []int32 {
	var all []int32
	for _, span := range spans {
		first := v.tokenAt(span.Start)
		for i := first; i < len(v.doc.Tokens) && v.doc.Tokens[i].Start < span.End; i++ {
			q := v.headed[i]
			if i > first && v.reflexive(int32(i)) && v.phraseAt(int32(i-1)) < 0 {
				continue // stresses a word that is no phrase: whom it means is not told
			}
			if q < 0 || v.phrases[q].title {
				if o := v.owner[i]; o >= 0 && v.phrases[o].name >= 0 && int32(i) >= int32(v.doc.Mentions[v.phrases[o].name].First) {
					q = o // "Healey" of "John Healey"
				} else {
					continue
				}
			}
			if !slices.Contains(all, q) {
				all = append(all, q)
			}
			if len(all) > 24 {
				break
			}
		}
	}
	all = v.withoutOwners(all)
	if len(all) <= 1 {
		return all
	}
	governed := func(p int32) (by int32, row bool) {
		i := v.phrases[p].head
		row = true
		for steps := 0; steps < 30; steps++ {
			w := &v.doc.Words[i]
			if w.Rel != "conj" && !(i == v.phrases[p].head && w.Rel == "flat") {
				row = false
			}
			i = w.Head
			if i < 0 {
				return -1, false
			}
			// Inside the phrase itself, or its title, nothing has changed.
			if i >= v.phrases[p].first && i < v.phrases[p].end {
				row = true
				continue
			}
			for _, q := range all {
				if q != p && (v.phrases[q].head == i || v.phrases[q].name >= 0 && i >= v.phrases[q].first && i < v.phrases[q].end) {
					return q, row
				}
			}
		}
		return -1, false
	}
	var tops []int32
	for _, p := range all {
		by, _ := governed(p)
		if by < 0 {
			tops = append(tops, p)
		}
	}
	if len(tops) == 0 {
		return all[:1]
	}
	// A tree that falls apart leaves several: the first name of a person, else
	// the first.
	top := tops[0]
	if ph := &v.phrases[top]; len(tops) > 1 && !(ph.role == subject && ph.up >= 0 && v.cue[ph.up] >= 0) && !v.described(top) {
		for _, p := range tops {
			if v.phrases[p].name >= 0 && v.phrases[p].kind == person && !v.behindPreposition(p) {
				top = p
				break
			}
		}
	}
	// "Nato" of "Nato secretary Mark Rutte" is no speaker, whatever the tree says.
	for _, p := range all {
		if a, b := &v.phrases[p], &v.phrases[top]; p != top && a.name >= 0 && a.kind == person && a.first <= b.first && b.end <= a.end {
			top = p
			break
		}
	}
	out := []int32{top}
	for _, p := range all {
		if p == top || v.relatedTo(p, top) {
			continue
		}
		by, row := governed(p)
		if row && slices.Contains(out, by) && v.phrases[p].form != verbatim.Pronoun || row && by == top {
			out = append(out, p)
		}
	}
	return out
}

// relatedTo reports whether phrase p stands in a clause that describes top: "Rioland, who is Black".
func (v *view) relatedTo(p, top int32) bool {
	for i := v.phrases[top].end; i < v.phrases[p].first && i < v.phrases[top].end+12; i++ {
		if t := v.doc.Words[i].Tag; t == "WP" || t == "WDT" || t == "WP$" {
			return true
		}
	}
	return false
}

// withoutOwners drops who is an owner only: in "Ansel's chief executive, Bruce Haldane," Ansel says nothing,
// whatever the tree has.
func (v *view) withoutOwners(all []int32) []int32 {
	rest := make([]int32, 0, len(all))
	for _, p := range all {
		end := int(v.phrases[p].end)
		if end < len(v.word) && v.doc.Words[end].Tag == "POS" && v.sent[end] == v.phrases[p].sent {
			continue
		}
		rest = append(rest, p)
	}
	if len(rest) == 0 {
		return all
	}
	return rest
}

// described reports whether a clause with "who" follows the phrase: the names in it are others'.
func (v *view) described(p int32) bool {
	i := v.phrases[p].end
	return int(i) < len(v.word) && v.sent[i] == v.phrases[p].sent && (v.word[i] == "who" || v.word[i] == "," && int(i)+1 < len(v.word) && v.word[i+1] == "who")
}

// hears reports whether a court or a jury is the source, which somebody has told what it heard.
func (v *view) hears(st *verbatim.Statement) bool {
	if len(st.Cue) == 0 {
		return false
	}
	i := v.tokenAt(st.Cue[len(st.Cue)-1].End - 1)
	if i >= len(v.word) || v.doc.Words[i].Lemma != "hear" {
		return false
	}
	for _, s := range st.Source {
		for k := v.tokenAt(s.Start); k < len(v.word) && v.doc.Tokens[k].Start < s.End; k++ {
			switch strings.TrimSuffix(v.word[k], "s") {
			case "court", "jury", "inquest", "tribunal", "hearing", "inquiry", "panel", "committee", "magistrate", "bench", "trial", "juror":
				return true
			}
		}
	}
	return false
}

// misread reports whether a source begins with a plural that the tagger took for a verb: "Aides to Aldous".
func (v *view) misread(source []verbatim.Span) bool {
	i := v.tokenAt(source[0].Start)
	if i+1 >= len(v.word) || v.doc.Words[i].Tag != "VBZ" || v.headed[i] >= 0 {
		return false
	}
	if w := v.doc.Words[i+1].Tag; w != "IN" && w != "TO" {
		return false
	}
	n, ok := v.facts.RoleNoun(v.nounLemma(i))
	return ok && n.Sort != gazetteer.Collective
}

func (v *view) behindPreposition(p int32) bool {
	first := v.phrases[p].first
	return first > 0 && (v.doc.Words[first-1].Tag == "IN" || v.doc.Words[first-1].Tag == "TO")
}

// controller returns who does what a cue without a source says: "Healey
// declined, adding that …" is Healey.
func (v *view) controller(st *verbatim.Statement) []int32 {
	for i := v.tokenAt(st.Cue[0].Start); i < len(v.doc.Tokens) && v.doc.Tokens[i].Start < st.Cue[0].End; i++ {
		w := &v.doc.Words[i]
		if w.Tag != "VBG" && w.Tag != "VB" && w.Tag != "VBD" && w.Tag != "VBZ" && w.Tag != "VBP" {
			continue
		}
		at := int32(i)
		for steps := 0; steps < 4; steps++ {
			w := &v.doc.Words[at]
			switch w.Rel {
			case "conj", "xcomp", "parataxis", "acl":
			case "advcl":
				// "Asked whether …, Pryce said": Pryce is who was asked.
				if w.Tag != "VBG" && w.Tag != "VB" {
					return nil
				}
			default:
				return nil
			}
			at = w.Head
			if at < 0 {
				return nil
			}
			if w.Rel == "acl" {
				return nil
			}
			if s := v.subjectOf(at); s >= 0 {
				if q := v.phraseAt(s); q >= 0 && v.inside[s] < 0 {
					return []int32{int32(q)}
				}
				return nil
			}
		}
		return nil
	}
	return nil
}

// subjectOf returns the subject of the verb at token i, or -1.
func (v *view) subjectOf(i int32) int32 {
	s := v.doc.Sentences[v.sent[i]]
	// The bound keeps the time in proportion to the text where a sentence never ends.
	for j := max(int32(s.First), i-80); j < min(int32(s.Last), i+40); j++ {
		if v.doc.Words[j].Head == i {
			switch v.doc.Words[j].Rel {
			case "nsubj":
				return j
			case "nsubj:pass":
				return -1
			}
		}
	}
	return -1
}

// firstPersons makes "I" inside somebody's own words refer to that somebody.
func (v *view) firstPersons() {
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.class != first || ph.chain >= 0 || ph.quote < 0 {
			continue
		}
		s := v.inside[ph.head]
		if v.doc.Quotations[ph.quote].Parent >= 0 && v.inner[ph.head] >= 0 {
			s = v.inner[ph.head] // words quoted inside a quotation
		}
		if s < 0 || len(v.doc.Statements[s].Speakers) != 1 {
			continue
		}
		c := v.doc.Statements[s].Speakers[0]
		if k := v.chains[c].kind; k == person || v.chains[c].names == 0 {
			ph.sure = 0.95
			v.add(c, p)
		}
	}
}

// fold replaces each stretch of white space by one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
