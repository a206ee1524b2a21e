package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// maxContent bounds the tokens of a statement that are looked at.
const maxContent = 400

// thirdPersons appends the chains of the persons whom statement s, in quotation marks, speaks of by name or as
// "he" or "she": whoever says it says "I". Empty where the words may be about whoever says them ("I am Malala"). A pronoun
// that was taken for one who spoke just before phrase p tells nothing: it is more likely that one who is quoted on.
func (v *view) thirdPersons(dst []int32, s int32, p int) []int32 {
	st := &v.doc.Statements[s]
	if st.Kind != verbatim.Direct {
		return dst
	}
	var last [3]int32
	n := 0
	for q := p - 1; q >= 0 && p-q < 150 && n < len(last); q-- {
		c := &v.phrases[q]
		if t := v.source[c.head]; t >= 0 && t != s && c.row == nil && !c.title && isArgument(c.role) && v.inside[c.head] < 0 && c.chain >= 0 {
			last[n] = c.chain
			n++
		}
	}
	for _, span := range st.Content {
		first := v.tokenAt(span.Start)
		for i := first; i < len(v.word) && i < first+maxContent && v.doc.Tokens[i].Start < span.End; i++ {
			q := v.headed[i]
			if q < 0 || v.quote[i] < 0 || v.inside[i] != s {
				continue
			}
			ph := &v.phrases[q]
			if ph.chain < 0 || v.chains[ph.chain].kind != person {
				continue
			}
			switch {
			case ph.name >= 0:
				if v.introducesSelf(int(v.doc.Mentions[ph.name].First)) {
					return dst[:0]
				}
			case ph.class == he || ph.class == she:
				if v.inner[i] != s || ph.sure < 0.6 || slices.Contains(last[:n], ph.chain) {
					continue
				}
			default:
				continue
			}
			dst = append(dst, ph.chain)
		}
	}
	return dst
}

// introducesSelf reports whether what stands before a name at token i makes it the speaker's own: "I’m Bo Pell".
func (v *view) introducesSelf(i int) bool {
	if i == 0 {
		return false
	}
	switch v.word[i-1] {
	case "am", "'m", "’m", "me", "myself", "i":
		return true
	case "is", "was":
		return i > 1 && v.word[i-2] == "name"
	case ",":
		return i > 1 && v.word[i-2] == "i"
	}
	return false
}

// goesOn returns the person whom "he" or "she" who speaks takes up because the sentence before, outside quotation
// marks, is of what that person said or did: its subject, who stands at its head. Others whom that sentence names are
// spoken of. -1 where there is no such. The subject has a name, or, if loose, is a pronoun that refers to one.
func (v *view) goesOn(p int, loose bool) int {
	ph := &v.phrases[p]
	s := v.source[ph.head]
	if s < 0 || ph.class != he && ph.class != she || v.inside[ph.head] >= 0 || ph.role != subject {
		return -1
	}
	found, aside := -1, int32(0)
	for q := p - 1; q >= 0 && p-q < 60; q-- {
		c := &v.phrases[q]
		if c.quote >= 0 || c.sent == ph.sent {
			if c.quote < 0 && c.chain >= 0 && v.chains[c.chain].kind == person {
				return -1 // the sentence itself tells
			}
			continue
		}
		if v.word[v.doc.Sentences[c.sent].First] == "(" {
			aside = 1 // the credit of a picture
			continue
		}
		if v.plain[ph.sent]-v.plain[c.sent] > 1+aside || found >= 0 && c.sent != v.phrases[found].sent {
			break
		}
		if c.name >= 0 && c.kind == group && v.source[c.head] >= 0 && c.quote < 0 {
			if t := v.byTrait(q); t >= 0 && v.chains[t].full >= 0 && v.chains[t].gender&ph.gender != 0 {
				return int(v.chains[t].full) // "The Croatian added … he said"
			}
		}
		if c.role != subject && (v.source[c.head] < 0 || c.role != otherRole && c.role != rootRole || !v.leadsSource(c)) || v.inside[c.head] >= 0 || c.chain < 0 || !v.possible(p, q) {
			continue
		}
		if c.form == verbatim.Pronoun && c.clause && !loose {
			continue // may have been taken for another
		}
		if found >= 0 && v.phrases[found].chain != c.chain {
			return -1 // the sentence is of two
		}
		found = q
	}
	if found < 0 {
		return -1
	}
	c := &v.phrases[found]
	if c.name < 0 && !(loose && c.class == ph.class && v.chains[c.chain].names > 0) || v.chains[c.chain].kind != person || v.source[c.head] < 0 && c.first > int32(v.doc.Sentences[c.sent].First)+1 || int(c.end) < len(v.word) && v.word[c.end] == "and" {
		return -1
	}
	return found
}

// leadsSource reports whether a phrase stands at the head of the source that it is in.
func (v *view) leadsSource(c *phrase) bool {
	st := &v.doc.Statements[v.source[c.head]]
	return len(st.Source) > 0 && int32(v.tokenAt(st.Source[0].Start)) >= c.first
}

// ofSentence returns the one person named before "he" or "she" in its sentence where the pronoun heads a clause of
// that sentence: "The last president to go was Barack Obama in 2013, when he attended a summit". -1 where there is none, or two.
func (v *view) ofSentence(p int) int {
	ph := &v.phrases[p]
	if w := v.word[ph.head]; w != "he" && w != "she" || ph.role != subject || ph.head == 0 || !clauseHeads[v.word[ph.head-1]] || v.sent[ph.head-1] != ph.sent {
		return -1
	}
	found := -1
	for q := p - 1; q >= 0 && v.phrases[q].sent == ph.sent && p-q < 30; q-- {
		c := &v.phrases[q]
		if c.chain < 0 || v.chains[c.chain].kind != person || v.inside[c.head] != v.inside[ph.head] || c.quote != ph.quote || !v.possible(p, q) {
			continue
		}
		if c.name < 0 || c.role == possessor || found >= 0 && v.phrases[found].chain != c.chain {
			return -1
		}
		found = q
	}
	return found
}

// clauseHeads begin a clause of time, ground or concession.
var clauseHeads = set("when", "while", "where", "after", "before", "because", "as", "until", "since", "although", "though")

// ofItself returns the body that speaks where "it" heads what it says, "Sport England said in an email to the Gazette
// that it had offered a grant": a body nearer by is spoken to. -1 where the words may be of something else ("it was raining").
func (v *view) ofItself(p int) int {
	ph := &v.phrases[p]
	s := v.inside[ph.head]
	if ph.class != it || s < 0 || ph.quote >= 0 || ph.role != subject || ph.up < 0 || v.inner[ph.head] != s {
		return -1
	}
	st := &v.doc.Statements[s]
	i := v.tokenAt(st.Content[0].Start)
	if v.word[i] == "that" {
		i++
	}
	if int32(i) != ph.head || v.doc.Words[ph.up].Tag == "" || v.doc.Words[ph.up].Tag[0] != 'V' || v.word[ph.head+1] == "is" || v.word[ph.head+1] == "was" || v.word[ph.head+1] == "'s" || v.word[ph.head+1] == "’s" {
		return -1
	}
	switch v.doc.Words[ph.up].Lemma {
	case "be", "seem", "appear", "rain", "take", "look", "turn", "come", "happen", "make", "cost", "matter", "become", "help":
		return -1
	}
	if len(st.Source) != 1 {
		return -1
	}
	found := -1
	for k := v.tokenAt(st.Source[0].Start); k < len(v.word) && v.doc.Tokens[k].Start < st.Source[0].End; k++ {
		q := v.headed[k]
		if q < 0 || v.phrases[q].name < 0 || v.phrases[q].kind != organisation || v.phrases[q].role != subject {
			continue
		}
		if found >= 0 || !v.possible(p, int(q)) {
			return -1
		}
		found = int(q)
	}
	return found
}
