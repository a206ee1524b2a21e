package entity

import "github.com/verbatim-record/verbatim"

// postNominals are letters behind a person's name that are no part of it.
var postNominals = set("kc", "qc", "sc", "mp", "mep", "msp", "ms", "am", "td", "obe", "cbe", "mbe", "kbe", "dbe", "om", "phd", "md", "mba", "jp", "frs", "dds", "esq", "rn")

// parts makes one name of the parts that a hyphen joins ("Kerry-Ann Doyle" is no Kerry and no Ann),
// and knows "Sport England" for a body.
func (v *view) parts() {
	doc := v.doc
	for m := range doc.Mentions {
		n := &doc.Mentions[m]
		if n.End <= n.First {
			continue
		}
		// "Detective Sergeant Neil Faraday" is Neil Faraday, whatever it was taken for.
		if k := v.behindRanks(n); k > n.First && k < n.End && !v.isBody(v.word[n.End-1]) && !companyNouns[v.word[n.End-1]] {
			for i := n.First; i < k; i++ {
				v.named[i] = -1
			}
			v.name(n, k, n.End, verbatim.Person)
		}
		if h := n.End; h+1 < len(v.word) && v.word[h] == "-" && doc.Tokens[h].Start == doc.Tokens[h-1].End && doc.Tokens[h+1].Start == doc.Tokens[h].End {
			if o := v.named[h+1]; o >= 0 && int(o) != m && doc.Mentions[o].First == h+1 &&
				(n.Kind == verbatim.Person || v.isGiven(v.word[h-1])) && (doc.Mentions[o].Kind == verbatim.Person || v.isGiven(v.word[h+1])) {
				end := doc.Mentions[o].End
				doc.Mentions[o].End = doc.Mentions[o].First // is part of this one now
				v.name(n, n.First, end, verbatim.Person)
				for k := n.First; k < end; k++ {
					v.named[k] = int32(m)
				}
			}
		}
		if n.Kind != verbatim.Person {
			continue
		}
		if n.End-n.First == 2 && !v.isGiven(v.word[n.First]) && !v.titleWord(int32(n.First)) && !v.isAddress(v.word[n.First]) && nations[v.word[n.End-1]] {
			n.Kind = verbatim.Organisation
		}
	}
}

// ranks are words before the names of officers and councillors, in full and short.
var ranks = set("detective", "sergeant", "inspector", "superintendent", "constable", "det", "det.", "sgt", "sgt.", "insp", "insp.", "supt", "supt.", "pc", "dc", "ds", "di", "dci",
	"lieutenant", "lt", "lt.", "captain", "capt", "capt.", "corporal", "cpl", "colonel", "col.", "cllr", "cllr.", "councillor", "councilman", "councilwoman", "trooper", "fr", "rev", "rev.")

// behindRanks returns the token behind the ranks with which a name begins: of them at least one is no given name.
func (v *view) behindRanks(n *verbatim.Mention) int {
	k := n.First
	for k < n.End-1 && (ranks[v.word[k]] || v.word[k] == "chief" && ranks[v.word[k+1]]) {
		k++
	}
	return k
}

// letters takes off a person's name the letters that stand behind it.
func (v *view) letters() {
	for m := range v.doc.Mentions {
		n := &v.doc.Mentions[m]
		for n.Kind == verbatim.Person && n.End-n.First > 2 && postNominals[plain(v.word[n.End-1])] && v.allCapitals(n.End-1) {
			v.named[n.End-1] = -1
			v.name(n, n.First, n.End-1, n.Kind)
		}
	}
}

// nations end the names of national bodies: "Network Rail" has none, "Sport England" has one.
var nations = set("england", "scotland", "wales", "ireland", "britain", "uk", "usa", "america", "europe", "canada", "australia", "zealand", "africa", "international")

func (v *view) allCapitals(i int) bool {
	s := v.doc.Tokens[i].In(v.doc.Text)
	n := 0
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			n++
		}
	}
	return n >= 2 && s[0] >= 'A' && s[0] <= 'Z'
}
