package entity

import (
	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// What the rest of the document says of a name: that its last word is a surname, that
// it is a country with a president, that it is short for a company.

// lone returns the words that are the names of persons by themselves.
func (v *view) lone() map[string]bool {
	out := map[string]bool{}
	for m := range v.doc.Mentions {
		if n := &v.doc.Mentions[m]; n.Kind == verbatim.Person && n.End == n.First+1 {
			out[v.word[n.First]] = true
		}
	}
	return out
}

// untitled takes persons out of what was taken for a body because an office stands in it:
// "Labour councillor Parveen Lodge", "Minister for [Natural Resources Ida Varga]".
func (v *view) untitled() {
	doc := v.doc
	var lone map[string]bool
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if n.Kind == verbatim.Person || n.End-n.First < 2 || n.End-n.First > 10 {
			continue
		}
		// "MEC Mamabolo", "MEC for Culture"
		if l := n.End - n.First; v.titleWord(int32(n.First)) && v.allCapitals(n.First) {
			first := n.First
			switch {
			case l == 2 && !v.allCapitals(n.First+1) && v.capital(n.First+1) && !v.isBody(v.word[n.First+1]):
				v.named[first] = -1
				v.name(n, first+1, n.End, verbatim.Person)
				continue
			case l > 2 && (v.word[first+1] == "for" || v.word[first+1] == "of") && v.capital(first+2):
				v.named[first], v.named[first+1] = -1, -1
				v.name(n, first+2, n.End, n.Kind)
				continue
			}
		}
		if n.End-n.First < 3 || n.End-n.First > 8 {
			continue
		}
		k := n.End
		for i := n.End - 2; i > n.First; i-- {
			if !v.capital(i) && v.capital(i+1) && v.titleWord(int32(i)) {
				k = i + 1
				break
			}
			if !v.capital(i) && !surnameParticles[v.word[i]] {
				break
			}
		}
		body := k - 1
		if k == n.End {
			// "… for Natural Resources Ida Varga", of whom the text goes on as Varga
			first := n.First
			for first > 1 && n.First-first < 6 && v.sent[first-1] == v.sent[n.First] && (v.capital(first-1) && v.named[first-1] < 0 || v.word[first-1] == "and" || v.word[first-1] == "the") {
				first--
			}
			if first < 2 || v.word[first-1] != "for" && v.word[first-1] != "of" || !v.titleWord(int32(first-2)) || !v.capital(n.End-2) {
				continue
			}
			if lone == nil {
				lone = v.lone()
			}
			if !lone[v.word[n.End-1]] && !v.isGiven(v.word[n.End-2]) {
				continue
			}
			k, body = n.End-2, n.End-2
		}
		if l := n.End - k; l < 1 || l > 4 || v.isBody(v.word[n.End-1]) || companyNouns[v.word[n.End-1]] || l == 1 && !v.isGiven(v.word[k]) {
			continue
		}
		first := n.First
		for i := first; i < k; i++ {
			v.named[i] = -1
		}
		v.name(n, k, n.End, verbatim.Person)
		if span := (verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[body-1].End}); body > first {
			if _, ok := v.known(verbatim.Organisation, span.In(doc.Text)); ok || body == k {
				doc.Mentions = append(doc.Mentions, verbatim.Mention{Form: verbatim.Named, Entity: -1})
				v.name(&doc.Mentions[len(doc.Mentions)-1], first, body, verbatim.Organisation)
				for i := first; i < body; i++ {
					v.named[i] = int32(len(doc.Mentions) - 1)
				}
			}
		}
	}
}

// relatives finds the given name alone between commas behind a relative's noun, where no name was
// found: "Brockbank’s widow, Tess, said".
func (v *view) relatives() {
	doc := v.doc
	for _, s := range doc.Sentences {
		if s.Furniture {
			continue
		}
		for c := s.First + 1; c+1 < s.Last; c++ {
			i := c + 1
			if v.word[c] != "," || v.named[i] >= 0 || !v.capital(i) || !v.isGiven(v.word[i]) || i+1 < s.Last && v.word[i+1] != "," && v.word[i+1] != "." {
				continue
			}
			if n, ok := v.facts.RoleNoun(v.word[c-1]); !ok || n.Sort != gazetteer.Relation || v.doc.Words[c-1].Tag == "NNS" {
				continue
			}
			doc.Mentions = append(doc.Mentions, verbatim.Mention{Form: verbatim.Named, Entity: -1})
			v.name(&doc.Mentions[len(doc.Mentions)-1], i, i+1, verbatim.Person)
			v.named[i] = int32(len(doc.Mentions) - 1)
		}
	}
}

// surnames finds the surname of somebody named in full that is a noun for a person too and was missed where it
// has a verb: "King said" after "Martin Luther King".
func (v *view) surnames() {
	doc := v.doc
	last := map[string]bool{}
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		end := n.End
		for end > n.First+2 && suffixes[v.word[end-1]] {
			end--
		}
		if n.Kind == verbatim.Person && end-n.First > 1 && v.isPerson(v.word[end-1]) && !v.allCapitals(end-1) {
			last[v.word[end-1]] = true
		}
	}
	if len(last) == 0 {
		return
	}
	for _, s := range doc.Sentences {
		if s.Furniture {
			continue
		}
		for i := s.First; i+1 < s.Last; i++ {
			if v.named[i] >= 0 || !v.capital(i) || !last[v.word[i]] || !isNoun(doc.Words[i].Tag) || doc.Words[i].Tag == "NNS" || i > s.First && (v.word[i-1] == "the" || v.word[i-1] == "a" || v.capital(i-1)) {
				continue
			}
			if t := doc.Words[i+1].Tag; t != "VBD" && t != "VBZ" && t != "MD" && t != "POS" {
				continue
			}
			doc.Mentions = append(doc.Mentions, verbatim.Mention{Form: verbatim.Named, Entity: -1})
			v.name(&doc.Mentions[len(doc.Mentions)-1], i, i+1, verbatim.Person)
			v.named[i] = int32(len(doc.Mentions) - 1)
		}
	}
}

// otherwise corrects the kind of words that were taken for persons and that the document shows to be something
// else: Marestan, which has a president, and Ferrant beside Ferrant Ales.
func (v *view) otherwise() {
	doc := v.doc
	person := map[string]bool{} // words of a person's name of several, or behind a form of address
	full := map[string]bool{}   // whole names of persons
	places := map[string]bool{} // names of two words that begin as a person's does
	alone := false
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if n.Kind == verbatim.Place && n.End-n.First == 2 && v.isGiven(v.word[n.First]) {
			places[n.Name.In(doc.Text)] = true
		}
		if n.Kind != verbatim.Person || n.End <= n.First {
			continue
		}
		if n.End-n.First > 1 {
			person[v.word[n.First]], person[v.word[n.End-1]] = true, true
			full[n.Name.In(doc.Text)] = true
			continue
		}
		alone = true
		if i := n.First - 1; i >= 0 && v.sent[i] == v.sent[n.First] && (v.isAddress(v.word[i]) || v.titleWord(int32(i))) {
			person[v.word[n.First]] = true
		}
	}
	for m := range doc.Mentions {
		// "Brave Marina Lacerda" beside "Marina Lacerda"
		n := &doc.Mentions[m]
		if n.Kind != verbatim.Person || n.End-n.First < 3 || v.isGiven(v.word[n.First]) || !v.isGiven(v.word[n.First+1]) {
			continue
		}
		rest := verbatim.Span{Start: doc.Tokens[n.First+1].Start, End: n.Name.End}.In(doc.Text)
		if full[rest] || places[rest] {
			v.named[n.First] = -1
			full[rest] = true
			v.name(n, n.First+1, n.End, verbatim.Person)
		}
	}
	for m := range doc.Mentions {
		// "Tamsin Ware" is who she is elsewhere.
		if n := &doc.Mentions[m]; n.Kind != verbatim.Person && n.End-n.First > 1 && v.isGiven(v.word[n.First]) && full[n.Name.In(doc.Text)] {
			n.Kind = verbatim.Person
		}
	}
	if !alone {
		return
	}
	kinds := map[string]verbatim.EntityKind{}
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		switch {
		case n.End-n.First == 1 && n.Kind != verbatim.Organisation:
			if v.governed(n) {
				kinds[v.word[n.First]] = verbatim.Place
			}
		case n.End-n.First == 2 && n.Kind == verbatim.Organisation && kinds[v.word[n.First]] == "" && !common[v.word[n.First]]:
			w := v.word[n.First]
			if v.entries = v.facts.Surname(v.entries[:0], w); len(v.entries) == 0 {
				kinds[w] = verbatim.Organisation
			}
		}
	}
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if n.Kind != verbatim.Person || n.End-n.First != 1 {
			continue
		}
		w := v.word[n.First]
		if k := kinds[w]; k != "" && !person[w] && !v.isGiven(w) {
			n.Kind = k
		}
	}
}

// governed reports whether a name has an office of state: "the president of Marestan", "Marestan’s prime minister".
func (v *view) governed(n *verbatim.Mention) bool {
	if i := n.First - 2; i >= 0 && v.word[i+1] == "of" && v.sent[i] == v.sent[n.First] && stateOffices[v.word[i]] {
		return true
	}
	i := n.End
	if i+1 >= len(v.word) || v.word[i] != "'s" && v.word[i] != "’s" || v.sent[i+1] != v.sent[n.First] {
		return false
	}
	for j := i + 1; j < i+4 && j < len(v.word); j++ {
		switch w := v.word[j]; {
		case w == "prime" || w == "foreign" || w == "defence" || w == "defense" || w == "finance" || w == "interior" || w == "deputy":
		case w == "minister" && j > i+1 || w == "government" || w == "parliament" || w == "president" && j == i+1:
			return true
		default:
			return false
		}
	}
	return false
}

// stateOffices are held of a country.
var stateOffices = set("president", "minister", "government", "republic", "king", "queen", "premier", "chancellor", "parliament")
