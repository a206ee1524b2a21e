package entity

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// mend corrects names by what stands beside them: a title that was taken for the
// first word of a name goes, and capitalised words behind the noun for a person are
// a name where none was found ("the surgeon Grant Eames").
func (v *view) mend() {
	doc := v.doc
	v.splitBodies()
	v.parts()
	v.untitled()
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if n.Kind == verbatim.Place && n.End-n.First > 1 && companyWords[foldWord(v.word[n.End-1]).hash] && !seatWords[v.word[n.End-1]] {
			n.Kind = verbatim.Organisation
		}
		if n.Kind == verbatim.Person && n.End-n.First > 1 && companyNouns[v.word[n.End-1]] && !v.isGiven(v.word[n.First]) {
			n.Kind = verbatim.Organisation
		}
		if n.Kind == verbatim.Person && v.behindBody(n) {
			n.Kind = verbatim.Organisation
		}
		if n.Kind != verbatim.Person {
			// "Prosecutor Ida Nyberg" is no organisation.
			l := n.End - n.First
			switch {
			case l < 2 || l > 4 || v.isBody(v.word[n.End-1]):
				continue
			case (v.leads(n.First) || agentive(v.word[n.First])) && v.isGiven(v.word[n.First+1]):
			case l <= 3 && n.Kind == verbatim.Place && v.isGiven(v.word[n.First]) && v.personBehind(n):
				// "Sofia Lindahl, editor of …"
			case l <= 3 && n.First > 0 && v.sent[n.First-1] == v.sent[n.First] && v.titleWord(int32(n.First-1)) && v.isGiven(v.word[n.First]):
				// "Prosecutor Ida Nyberg"
			case l <= 3 && n.First > 1 && v.word[n.First-1] == "," && v.sent[n.First-2] == v.sent[n.First] && v.isGiven(v.word[n.First]) && v.titleWord(int32(n.First-2)) && v.word[min(n.End, len(v.word)-1)] == ",":
				// "The driver, Amir Shah, told"
			case l <= 3 && m > 0 && v.isGiven(v.word[n.First]) && doc.Mentions[m-1].Kind == verbatim.Person && doc.Mentions[m-1].End == n.First-1 &&
				v.word[n.First-1] == "and" && doc.Mentions[m-1].End-doc.Mentions[m-1].First > 1:
				// "Otis Ward and Ramon Field"
			default:
				continue
			}
			n.Kind = verbatim.Person
		}
		// "the auctioneer Guy Lamb": a given name that is a noun too.
		if i := n.First - 1; i > 0 && v.named[i] < 0 && v.sent[i] == v.sent[n.First] && v.capital(i) && v.isGiven(v.word[i]) && isNoun(doc.Words[i].Tag) && !v.isAddress(v.word[i]) && i > doc.Sentences[v.sent[i]].First {
			n.First, v.named[i] = i, int32(m)
			n.Span.Start = doc.Tokens[i].Start
			n.Name = n.Span
		}
		v.complete(m)
		for n.End-n.First > 1 && (v.leads(n.First) || agentive(v.word[n.First]) && v.isGiven(v.word[n.First+1]) && !v.isGiven(v.word[n.First])) {
			v.named[n.First] = -1
			n.First++
			n.Span.Start = doc.Tokens[n.First].Start
			n.Name = n.Span
		}
	}
	v.nicknamed()
	v.bodyNames()
	v.officeHolders()
	v.emphatic()
	v.relatives()
	v.surnames()
	for m := range doc.Mentions {
		if doc.Mentions[m].Kind == verbatim.Organisation {
			v.extend(m)
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
			if t := doc.Words[i].Tag; t != "NNP" && t != "NN" && t != "NNPS" && t != "FW" && !v.isGiven(v.word[i]) {
				continue
			}
			if v.titleWord(int32(i)) || v.isAddress(v.word[i]) || v.word[i] == "i" {
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
	found = v.sources(v.labels(found))
	doc.Mentions = slices.DeleteFunc(append(doc.Mentions, found...), func(n verbatim.Mention) bool { return n.End <= n.First })
	v.letters()
	slices.SortStableFunc(doc.Mentions, func(a, b verbatim.Mention) int { return a.Start - b.Start })
	for i := range v.named {
		v.named[i] = -1
	}
	v.markNames()
	v.otherwise()
}

// seatWords end the names of places as well as of bodies.
var seatWords = set("capital", "university", "college", "institute", "united", "resources", "group", "coal", "oil", "gas", "steel")

// labels finds the surnames that stand before the colons of a transcript: "RENNICK:" after "PAUL RENNICK:".
func (v *view) labels(found []verbatim.Mention) []verbatim.Mention {
	surnames := map[string]bool{}
	for m := range v.doc.Mentions {
		if n := &v.doc.Mentions[m]; n.Kind == verbatim.Person && n.End-n.First > 1 {
			surnames[v.word[n.End-1]] = true
		}
	}
	for s := range v.doc.Statements {
		// "ELENA FISK:" has no name in it where capitals hide it.
		st := &v.doc.Statements[s]
		if len(st.Source) != 1 || len(st.Cue) != 1 || st.Cue[0].In(v.doc.Text) != ":" {
			continue
		}
		i, end := v.tokenAt(st.Source[0].Start), v.tokenAt(st.Source[0].End-1)+1
		if end-i != 2 || end > len(v.word) || !v.isGiven(v.word[i]) || !v.capital(i) || !v.capital(i+1) || v.isBody(v.word[i+1]) || surnames[v.word[i+1]] {
			continue
		}
		if m := v.named[i]; m >= 0 && m == v.named[i+1] && v.doc.Mentions[m].First == i && v.doc.Mentions[m].End == end {
			v.doc.Mentions[m].Kind = verbatim.Person
		} else if v.named[i] < 0 && v.named[i+1] < 0 {
			span := verbatim.Span{Start: v.doc.Tokens[i].Start, End: v.doc.Tokens[i+1].End}
			found = append(found, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, First: i, End: end, Head: i + 1, Kind: verbatim.Person, Entity: -1})
		} else {
			continue
		}
		surnames[v.word[i+1]] = true
	}
	for s := range v.doc.Statements {
		st := &v.doc.Statements[s]
		if len(st.Source) != 1 || len(st.Cue) != 1 || st.Cue[0].Len() != 1 || st.Cue[0].In(v.doc.Text) != ":" {
			continue
		}
		i := v.tokenAt(st.Source[0].End - 1)
		if i >= len(v.word) || v.named[i] >= 0 || !v.capital(i) || !surnames[v.word[i]] || slices.ContainsFunc(found, func(n verbatim.Mention) bool { return n.First <= i && i < n.End }) {
			continue
		}
		span := v.doc.Tokens[i].Span
		found = append(found, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, First: i, End: i + 1, Head: i, Kind: verbatim.Person, Entity: -1})
	}
	return found
}

// behindBody reports whether the noun directly before a name says that it is a body's: "the
// aid group Open Hands".
func (v *view) behindBody(n *verbatim.Mention) bool {
	i := n.First - 1
	if i < 1 || v.sent[i] != v.sent[n.First] || v.named[i] >= 0 || v.capital(i) || !isNoun(v.doc.Words[i].Tag) || v.doc.Words[i].Tag == "NNS" || !v.isBody(v.word[i]) && !ownBody[v.word[i]] && !makerNoun(v.word[i]) || v.isGiven(v.word[n.First]) {
		return false
	}
	for j := i - 1; j >= 0 && i-j < 4 && v.sent[j] == v.sent[i]; j-- {
		if v.word[j] == "the" {
			return true
		}
		if t := v.doc.Words[j].Tag; !isNounOrAdjective(t) || t == "CC" {
			break
		}
	}
	return false
}

// makerNoun reports whether a noun says what a company makes: "carmaker", "drugmaker".
func makerNoun(w string) bool { return len(w) > 5 && strings.HasSuffix(w, "maker") && !makers[w] }

// makers are persons.
var makers = set("filmmaker", "lawmaker", "policymaker", "troublemaker", "dressmaker", "peacemaker", "matchmaker", "playmaker", "shoemaker", "watchmaker", "winemaker",
	"cabinetmaker", "homemaker", "bookmaker", "cheesemaker", "merrymaker", "rainmaker", "kingmaker", "glassmaker", "potmaker", "documentary-maker", "decision-maker")

// complete takes into a person's name the particles and the surname behind a given name that
// stands alone: "Pieter van der Laan", "Vivian Lark".
func (v *view) complete(m int) {
	doc := v.doc
	n := &doc.Mentions[m]
	if n.End-n.First != 1 || !v.isGiven(v.word[n.First]) {
		return
	}
	last := doc.Sentences[v.sent[n.First]].Last
	i := n.End
	for i < last && surnameParticles[v.word[i]] && v.named[i] < 0 && i-n.End < 3 {
		i++
	}
	if i >= last || !v.capital(i) || !isNoun(doc.Words[i].Tag) || doc.Words[i].Tag == "NNS" || v.isGiven(v.word[i]) && i == n.End && v.named[i] >= 0 {
		return
	}
	end := i + 1
	if o := v.named[i]; o >= 0 {
		other := &doc.Mentions[o]
		if other.First != i || other.Kind != verbatim.Person && i == n.End {
			return
		}
		end = other.End
		other.End = other.First // is part of this one now
	}
	n.End, n.Head = end, end-1
	n.Span.End = doc.Tokens[end-1].End
	n.Name = n.Span
	for k := n.First; k < end; k++ {
		v.named[k] = int32(m)
	}
}

// bodyNames finds the names of bodies that two signs give away: "Dry & Sons", "the Prisons
// Inspectorate".
func (v *view) bodyNames() {
	doc := v.doc
	add := func(first, end int) {
		for k := first; k < end; k++ {
			if m := v.named[k]; m >= 0 {
				doc.Mentions[m].End = doc.Mentions[m].First // is part of this one now
			}
		}
		span := verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[end-1].End}
		doc.Mentions = append(doc.Mentions, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, First: first, End: end, Head: end - 1, Kind: verbatim.Organisation, Entity: -1})
		for k := first; k < end; k++ {
			v.named[k] = int32(len(doc.Mentions) - 1)
		}
	}
	for _, s := range doc.Sentences {
		if s.Furniture {
			continue
		}
		for i := s.First + 1; i+1 < s.Last; i++ {
			if v.word[i] == "&" && v.capital(i-1) && v.capital(i+1) && v.named[i] < 0 {
				first, end := i-1, i+2
				if m := v.named[first]; m >= 0 {
					first = doc.Mentions[m].First
				}
				if m := v.named[i+1]; m >= 0 {
					end = doc.Mentions[m].End
				}
				add(first, end)
				continue
			}
			// A body's noun with a capital, behind another word with one and "the".
			if v.capital(i) && v.isBody(v.word[i]) && v.capital(i-1) && isNoun(doc.Words[i-1].Tag) && i-2 >= s.First && v.word[i-2] == "the" &&
				(v.named[i] < 0 || doc.Mentions[v.named[i]].Kind != verbatim.Organisation) && v.named[i-1] < 0 {
				add(i-1, i+1)
			}
		}
	}
}

// nicknamed makes one name of “Joseph “Red” Mulligan”.
func (v *view) nicknamed() {
	doc := v.doc
	for q := range doc.Quotations {
		i := v.tokenAt(doc.Quotations[q].Open.Start)
		end := v.tokenAt(doc.Quotations[q].End)
		if i == 0 || end-i < 3 || end-i > 4 || end >= len(v.word) || v.sent[i-1] != v.sent[end] || !v.isGiven(v.word[i-1]) || !v.capital(i-1) || !v.capital(i+1) || !v.capital(end) || !isNoun(doc.Words[end].Tag) {
			continue
		}
		last := end + 1
		if m := v.named[end]; m >= 0 {
			last = doc.Mentions[m].End
		}
		first := i - 1
		if m := v.named[first]; m >= 0 {
			first = doc.Mentions[m].First
		}
		for k := first; k < last; k++ {
			if m := v.named[k]; m >= 0 {
				doc.Mentions[m].End = doc.Mentions[m].First // replaced
			}
		}
		span := verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[last-1].End}
		doc.Mentions = append(doc.Mentions, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, First: first, End: last, Head: last - 1, Kind: verbatim.Person, Entity: -1})
		for k := first; k < last; k++ {
			v.named[k] = int32(len(doc.Mentions) - 1)
		}
	}
}

// extend takes into the name of a body what tells it from others: "the Commission" becomes
// "the Commission on Presidential Debates".
func (v *view) extend(m int) {
	n := &v.doc.Mentions[m]
	if !v.isBody(v.word[n.End-1]) {
		return
	}
	i := n.End
	last := v.doc.Sentences[v.sent[n.First]].Last
	if i+1 >= last {
		return
	}
	switch v.word[i] {
	case "of", "for", "on":
	default:
		return
	}
	for i++; i < last && (v.word[i] == "the" || v.word[i] == "a"); i++ {
	}
	end := i
	for end < last && (v.capital(end) || v.word[end] == "and" && end+1 < last && v.capital(end+1)) && !timeNouns[v.word[end]] && isNounOrAdjective(v.doc.Words[end].Tag) {
		if o := v.named[end]; o >= 0 && v.doc.Mentions[o].Kind == verbatim.Person {
			return
		}
		end++
	}
	if end == i || !v.capital(end-1) {
		return
	}
	if o := v.named[i]; o >= 0 && v.doc.Mentions[o].Kind == verbatim.Place && v.doc.Mentions[o].End == end && v.word[n.End] != "of" {
		return // "the commission for Wales" may be the commission's subject
	}
	// Names inside are part of this one now.
	for k := m + 1; k < len(v.doc.Mentions) && v.doc.Mentions[k].First < end; k++ {
		v.doc.Mentions[k].Kind = ""
		v.doc.Mentions[k].End = v.doc.Mentions[k].First
	}
	n.End, n.Head = end, end-1
	n.Span.End = v.doc.Tokens[end-1].End
	n.Name = n.Span
}

func isNounOrAdjective(tag string) bool {
	return isNoun(tag) || tag == "JJ" || tag == "CC" || tag == "VBN"
}

// sources finds the names of speakers that were missed: capitalised words that are the
// source of a statement and no word of the language.
func (v *view) sources(found []verbatim.Mention) []verbatim.Mention {
	taken := make(map[int]bool, len(found))
	for _, f := range found {
		for i := f.First; i < f.End; i++ {
			taken[i] = true
		}
	}
	for s := range v.doc.Statements {
		if slices.ContainsFunc(v.doc.Statements[s].Source, v.hasName) {
			continue
		}
		for _, span := range v.doc.Statements[s].Source {
			for i := v.tokenAt(span.Start); i < len(v.word) && v.doc.Tokens[i].Start < span.End; i++ {
				if v.named[i] >= 0 || taken[i] || v.doc.Words[i].Tag != "NNP" || quantities[v.word[i]] || !v.capital(i) || v.isAddress(v.word[i]) || v.titleWord(int32(i)) {
					continue
				}
				end := i + 1
				for end < len(v.word) && v.doc.Tokens[end].Start < span.End && v.named[end] < 0 && v.sent[end] == v.sent[i] && v.capital(end) && isNoun(v.doc.Words[end].Tag) {
					end++
				}
				if i > 0 && v.named[i-1] >= 0 || end < len(v.named) && v.named[end] >= 0 {
					i = end - 1
					continue // a part of a name
				}
				name := verbatim.Span{Start: v.doc.Tokens[i].Start, End: v.doc.Tokens[end-1].End}
				m := verbatim.Mention{Span: name, Name: name, Form: verbatim.Named, First: i, End: end, Head: end - 1, Entity: -1}
				m.Kind = v.guess(&m)
				if m.Kind != "" {
					found = append(found, m)
				}
				for ; i < end; i++ {
					taken[i] = true
				}
				i--
			}
		}
	}
	return found
}

// quantities head their sentences and are nobody: "Much has been made of …".
var quantities = set("much", "many", "most", "more", "few", "fewer", "some", "others", "both", "each", "another", "several", "all", "either", "neither", "none", "such", "same", "last", "next", "any")

// hasName reports whether a name lies in a span.
func (v *view) hasName(span verbatim.Span) bool {
	for i := v.tokenAt(span.Start); i < len(v.word) && v.doc.Tokens[i].Start < span.End; i++ {
		if v.named[i] >= 0 && v.doc.Mentions[v.named[i]].Kind != verbatim.Group {
			return true
		}
	}
	return false
}

// guess says what a name that speaks may be, or "".
func (v *view) guess(m *verbatim.Mention) verbatim.EntityKind {
	if m.End-m.First > 4 {
		return ""
	}
	for i := m.First; i < m.End; i++ {
		if v.isBody(v.word[i]) {
			return verbatim.Organisation
		}
		if w := v.word[i]; timeNouns[w] || documentNouns[w] || v.isPerson(w) {
			return ""
		}
	}
	if v.behindBody(m) || m.End-m.First > 1 && nations[v.word[m.End-1]] && !v.isGiven(v.word[m.First]) {
		return verbatim.Organisation
	}
	if m.First > 0 && v.word[m.First-1] == "the" && v.sent[m.First-1] == v.sent[m.First] {
		return verbatim.Organisation
	}
	name := m.Name.In(v.doc.Text)
	for _, kind := range [...]verbatim.EntityKind{verbatim.Organisation, verbatim.Place} {
		if _, ok := v.known(kind, name); ok {
			return kind
		}
	}
	return verbatim.Person
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
	return v.isAddress(w) || v.isPerson(w) && !v.isGiven(w)
}

func (v *view) capital(i int) bool { return capitalised(v.doc.Tokens[i].In(v.doc.Text)) }

func (v *view) markNames() {
	for m := range v.doc.Mentions {
		for i := v.doc.Mentions[m].First; i < v.doc.Mentions[m].End && i < len(v.named); i++ {
			v.named[i] = int32(m)
		}
	}
}
