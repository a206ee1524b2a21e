package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// splitBodies parts a person from the body that is named behind: "Pavel Strand of the Coastal
// Party" is a name only where the person's is taken for a word of the body's.
func (v *view) splitBodies() {
	doc := v.doc
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if l := n.End - n.First; l < 4 || l > 9 || !v.isGiven(v.word[n.First]) || !v.isBody(v.word[n.End-1]) {
			continue
		}
		of := n.First + 1
		for of < n.End && v.word[of] != "of" {
			of++
		}
		if l := of - n.First; l < 2 || l > 3 || of+2 >= n.End || v.word[of+1] != "the" {
			continue
		}
		if slices.ContainsFunc(v.word[n.First:of], func(w string) bool { return v.isBody(w) || companyNouns[w] }) || !v.capital(of-1) {
			continue
		}
		first, end := of+2, n.End
		v.name(n, n.First, of, verbatim.Person)
		doc.Mentions = append(doc.Mentions, verbatim.Mention{Form: verbatim.Named, Entity: -1})
		v.name(&doc.Mentions[len(doc.Mentions)-1], first, end, verbatim.Organisation)
		v.named[of], v.named[of+1] = -1, -1
		for k := first; k < end; k++ {
			v.named[k] = int32(len(doc.Mentions) - 1)
		}
	}
}

// name sets the tokens [first, end) and the kind of a name.
func (v *view) name(n *verbatim.Mention, first, end int, kind verbatim.EntityKind) {
	n.First, n.End, n.Head, n.Kind = first, end, end-1, kind
	n.Span = verbatim.Span{Start: v.doc.Tokens[first].Start, End: v.doc.Tokens[end-1].End}
	n.Name = n.Span
}

// officeHolders finds the persons between commas behind an office: "the president of France,
// Matteo Quill, said". What stands there is no place and no list, whatever words it is made of.
func (v *view) officeHolders() {
	for _, s := range v.doc.Sentences {
		if s.Furniture {
			continue
		}
		for c := s.First + 2; c+2 < s.Last; c++ {
			if v.word[c] != "," || !v.capital(c+1) || !v.officeBefore(c, s.First) {
				continue
			}
			end := c + 1
			for end < s.Last && end-c <= 4 && v.capital(end) && isNoun(v.doc.Words[end].Tag) && !v.isBody(v.word[end]) && !companyNouns[v.word[end]] && !timeNouns[v.word[end]] && !v.titleWord(int32(end)) && !v.isAddress(v.word[end]) {
				end++
			}
			if l := end - c - 1; l < 2 || l > 4 || end < s.Last && v.word[end] != "," {
				continue
			}
			v.holder(c+1, end)
		}
	}
}

// officeBefore reports whether the comma at c stands behind an office of one person: "the prime
// minister of Ardmere,", "the country’s president,".
func (v *view) officeBefore(c, first int) bool {
	at := c - 1
	if !v.titleWord(int32(at)) {
		for at > first && c-at < 8 && (v.capital(at) || v.word[at] == "the" || v.word[at] == "and") {
			at--
		}
		if at == c-1 || at <= first || v.word[at] != "of" {
			return false
		}
		at--
	}
	if !v.titleWord(int32(at)) || v.doc.Words[at].Tag != "NN" && v.doc.Words[at].Tag != "NNP" || v.named[at] >= 0 {
		return false
	}
	for i := at - 1; i >= first && at-i < 6; i-- {
		switch t := v.doc.Words[i].Tag; {
		case v.word[i] == "the" || t == "PRP$" || t == "POS":
			return true
		case t == "DT" || !isNounOrAdjective(t) && t != "HYPH":
			return false
		}
	}
	return false
}

// holder makes the tokens [first, end) the name of a person, but for a name that says otherwise.
func (v *view) holder(first, end int) {
	doc := v.doc
	full := verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[end-1].End}
	for _, kind := range [...]verbatim.EntityKind{verbatim.Place, verbatim.Organisation} {
		if _, ok := v.known(kind, full.In(doc.Text)); ok {
			return
		}
	}
	m := int32(-1)
	for i := first; i < end; i++ {
		k := v.named[i]
		if k < 0 {
			continue
		}
		n := &doc.Mentions[k]
		if n.First < first || n.End > end || n.Kind == verbatim.Group || n.Kind == verbatim.Organisation && !v.isGiven(v.word[first]) {
			return
		}
		if n.Kind == verbatim.Place && n.End-n.First < end-first {
			return // "the mayor of the town, Port Elin Bay"
		}
		if n.Kind == verbatim.Person && n.First == first && n.End == end {
			return
		}
		if m < 0 {
			m = k
		} else if k != m {
			n.End = n.First // is part of this one now
		}
	}
	if m < 0 {
		for i := first; i < end; i++ {
			if doc.Words[i].Tag != "NNP" {
				return
			}
		}
		m = int32(len(doc.Mentions))
		doc.Mentions = append(doc.Mentions, verbatim.Mention{Form: verbatim.Named, Entity: -1})
	}
	v.name(&doc.Mentions[m], first, end, verbatim.Person)
	for i := first; i < end; i++ {
		v.named[i] = m
	}
}

// emphatic finds a name that was missed before the pronoun that stresses it: "Reyk himself said".
func (v *view) emphatic() {
	doc := v.doc
	for _, s := range doc.Sentences {
		i := s.First
		if s.Furniture || i+2 >= s.Last || v.word[i+1] != "himself" && v.word[i+1] != "herself" {
			continue
		}
		// Inside a sentence the capital tells, and is seen. "Declares himself emperor" has its verb first.
		if t := doc.Words[i+2].Tag; t != "VBD" && t != "VBZ" && t != "MD" {
			continue
		}
		if v.named[i] < 0 && v.capital(i) && !v.titleWord(int32(i)) && !v.isAddress(v.word[i]) && !v.isBody(v.word[i]) && !indefinites[v.word[i]] {
			if t := doc.Words[i].Tag; t == "" || t == "NNS" || t[0] != 'V' && t[0] != 'N' && t[0] != 'J' && t != "FW" && t != "UH" {
				continue
			}
			doc.Mentions = append(doc.Mentions, verbatim.Mention{Form: verbatim.Named, Entity: -1})
			v.name(&doc.Mentions[len(doc.Mentions)-1], i, i+1, verbatim.Person)
			v.named[i] = int32(len(doc.Mentions) - 1)
		}
	}
}

// indefinites are nouns for nobody in particular.
var indefinites = set("nobody", "everybody", "anybody", "somebody", "someone", "everyone", "anyone", "one", "man", "god", "who", "each")
