package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// mend corrects names by what stands beside them: a title that was taken for the
// first word of a name goes, and capitalised words behind the noun for a person are
// a name where none was found ("the surgeon Grant Eames").
func (v *view) mend() {
	doc := v.doc
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if n.Kind != verbatim.Person {
			// "Prosecutor Ida Nyberg" is no organisation.
			l := n.End - n.First
			switch {
			case l < 2 || l > 4 || bodyNouns[v.word[n.End-1]]:
				continue
			case (v.leads(n.First) || agentive(v.word[n.First])) && v.isGiven(v.word[n.First+1]):
			case l <= 3 && n.Kind == verbatim.Place && v.isGiven(v.word[n.First]) && v.personBehind(n):
				// "Sofia Lindahl, editor of …"
			default:
				continue
			}
			n.Kind = verbatim.Person
		}
		for n.End-n.First > 1 && (v.leads(n.First) || agentive(v.word[n.First]) && v.isGiven(v.word[n.First+1]) && !v.isGiven(v.word[n.First])) {
			v.named[n.First] = -1
			n.First++
			n.Span.Start = doc.Tokens[n.First].Start
			n.Name = n.Span
		}
	}
	var found []verbatim.Mention
	for _, s := range doc.Sentences {
		if s.Furniture {
			continue
		}
		for i := s.First + 1; i < s.Last; i++ {
			if v.named[i] >= 0 || !v.capital(i) || v.named[i-1] >= 0 || !v.titleWord(int32(i-1)) || doc.Words[i-1].Tag == "NNS" && doc.Words[i].Tag == "NNS" {
				continue
			}
			if t := doc.Words[i].Tag; t != "NNP" && t != "NN" && t != "NNPS" && t != "FW" {
				continue
			}
			if v.titleWord(int32(i)) || titleGender[v.word[i]] != 0 || v.word[i] == "i" {
				continue
			}
			end := i + 1
			for end < s.Last && end-i < 4 && v.named[end] < 0 && (v.capital(end) && isNoun(doc.Words[end].Tag) || surnameParticles[v.word[end]] && end+1 < s.Last && v.capital(end+1)) {
				end++
			}
			// A headline has capitals everywhere.
			if i >= 2 && v.capital(i-1) && i-1 > s.First && end-i == 1 {
				continue
			}
			span := verbatim.Span{Start: doc.Tokens[i].Start, End: doc.Tokens[end-1].End}
			found = append(found, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, First: i, End: end, Head: end - 1, Kind: verbatim.Person, Entity: -1})
			i = end
		}
	}
	if len(found) == 0 {
		return
	}
	doc.Mentions = append(doc.Mentions, found...)
	slices.SortStableFunc(doc.Mentions, func(a, b verbatim.Mention) int { return a.Start - b.Start })
	for i := range v.named {
		v.named[i] = -1
	}
	v.markNames()
}

// personBehind reports whether what stands behind a name says that it is a person's.
func (v *view) personBehind(n *verbatim.Mention) bool {
	i := n.End
	if i+1 >= len(v.word) || v.sent[i] != v.sent[n.First] {
		return false
	}
	switch v.word[i] {
	case "said", "says", "told", "added", "who", "wrote", "asked":
		return true
	case ",":
		for j := i + 1; j < len(v.word) && j < i+5 && v.sent[j] == v.sent[i]; j++ {
			if v.word[j] == "who" || v.titleWord(int32(j)) {
				return true
			}
			if t := v.doc.Words[j].Tag; t != "DT" && t != "JJ" && t != "NN" && t != "NNP" && t != "CD" {
				return false
			}
		}
	}
	return false
}

// leads reports whether the token is a title that leads a name.
func (v *view) leads(i int) bool {
	w := v.word[i]
	return titleGender[w] != 0 || (personNouns[w] || v.office(w)) && !v.isGiven(w)
}

func (v *view) capital(i int) bool { return capitalised(v.doc.Tokens[i].In(v.doc.Text)) }

func (v *view) markNames() {
	for m := range v.doc.Mentions {
		for i := v.doc.Mentions[m].First; i < v.doc.Mentions[m].End && i < len(v.named); i++ {
			v.named[i] = int32(m)
		}
	}
}
