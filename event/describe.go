package event

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Describe makes an entity of each person or group that takes part in an event
// of doc and is none yet: "union leaders", "the lobbyist", as for a source
// without a name, and a name that was found nowhere else. It adds their
// mentions and entities behind those that doc has, so that no index into
// Document.Entities changes, and sets Participant.Entity. What is no person,
// such as a bridge that was hit, stays without.
func Describe(doc *verbatim.Document) {
	if len(doc.Words) != len(doc.Tokens) {
		return
	}
	known := map[string]int{} // the folded words of an entity made here
	there := map[verbatim.Span]bool{}
	var added []verbatim.Mention
	for i := range doc.Events {
		e := &doc.Events[i]
		for k := range e.Participants {
			p := &e.Participants[k]
			if p.Entity >= 0 || p.Mention.Empty() {
				continue
			}
			m, words := phrase(doc, p.Mention)
			if words != "" && m.Form == verbatim.Nominal {
				if at := another(doc, p.Mention); at >= 0 {
					p.Entity = at
					continue
				}
			}
			if words == "" || !uncrossed(doc.Mentions, m.Span) {
				continue
			}
			if m.Form == verbatim.Named && !(in("call meeting visit invitation resignation", string(e.Kind)) && surname(m.Span.In(doc.Text))) {
				continue // it may as well be a body or a thing
			}
			at, is := known[words]
			if is && slices.ContainsFunc(e.Participants, func(q verbatim.Participant) bool { return q.Entity == at }) {
				continue
			}
			if !is {
				at = len(doc.Entities)
				known[words] = at
				n := verbatim.Entity{Kind: verbatim.Group, Name: m.Span, Unnamed: m.Form == verbatim.Nominal, Plural: doc.Words[m.Head].Tag == "NNS"}
				if m.Form == verbatim.Named {
					n.Kind, m.Name, n.Name = verbatim.Person, m.Span, m.Span
				}
				doc.Entities = append(doc.Entities, n)
			}
			p.Entity, m.Kind, m.Entity = at, doc.Entities[at].Kind, at
			if m.Form == verbatim.Named {
				m.Name = m.Span
			}
			if !there[m.Span] {
				there[m.Span] = true
				added = append(added, m)
			}
		}
	}
	if len(added) == 0 {
		return
	}
	insert(doc, added)
}

// another parts a description from the entity that it was taken for, where both
// take part in one event on two sides: who phones the banker is not the banker.
// It is the entity made of it, or -1 where there is no such mention.
func another(doc *verbatim.Document, s verbatim.Span) int {
	k, _ := slices.BinarySearchFunc(doc.Mentions, s.Start, func(m verbatim.Mention, at int) int { return cmp.Compare(m.Span.Start, at) })
	for k < len(doc.Mentions) && doc.Mentions[k].Span.Start == s.Start && doc.Mentions[k].Span != s {
		k++
	}
	if k >= len(doc.Mentions) || doc.Mentions[k].Span != s || doc.Mentions[k].Form != verbatim.Nominal || doc.Mentions[k].Entity < 0 {
		return -1
	}
	old := &doc.Entities[doc.Mentions[k].Entity]
	if old.Name == s || len(old.Mentions) < 2 {
		return -1
	}
	old.Mentions = slices.DeleteFunc(slices.Clone(old.Mentions), func(m int) bool { return m == k })
	at := len(doc.Entities)
	doc.Mentions[k].Entity, doc.Mentions[k].Kind = at, verbatim.Group
	doc.Entities = append(doc.Entities, verbatim.Entity{Kind: verbatim.Group, Name: s, Unnamed: true, Plural: doc.Words[doc.Mentions[k].Head].Tag == "NNS", Mentions: []int{k}})
	return at
}

// phrase is the mention that a stretch of text makes and its folded words
// without an article, "" where it names no person.
func phrase(doc *verbatim.Document, s verbatim.Span) (verbatim.Mention, string) {
	m := verbatim.Mention{Span: s, Form: verbatim.Nominal, Entity: -1}
	m.First, _ = slices.BinarySearchFunc(doc.Tokens, s.Start, func(t verbatim.Token, at int) int { return cmp.Compare(t.Start, at) })
	for m.End = m.First; m.End < len(doc.Tokens) && doc.Tokens[m.End].End <= s.End; m.End++ {
	}
	if m.End == m.First || m.End-m.First > 8 || doc.Tokens[m.First].Start != s.Start || doc.Tokens[m.End-1].End != s.End {
		return m, ""
	}
	m.Head = m.End - 1
	if one := m.First; m.End == one+1 && one > 0 && upper(doc, one) && doc.Words[one-1].Tag != "." && !strings.HasPrefix(doc.Words[one].Tag, "P") && doc.Words[one].Tag != "" {
		m.Form = verbatim.Named // a name that the tagger takes for something else
		return m, lower(s.In(doc.Text))
	}
	names := 0
	for k := m.First; k < m.End; k++ {
		switch t := doc.Words[k].Tag; {
		case t == "PRP", t == "WP", t == "WDT", t == "" || t[0] == 'V' && t != "VBN" && t != "VBG", t == ",", t == "IN":
			return m, ""
		case strings.HasPrefix(t, "NNP") && upper(doc, k):
			names++
		}
	}
	first, last := lower(doc.Tokens[m.First].In(doc.Text)), lower(doc.Tokens[m.Head].In(doc.Text))
	if names == m.End-m.First && names <= 3 {
		m.Form = verbatim.Named
		return m, lower(s.In(doc.Text))
	}
	tag, l := doc.Words[m.Head].Tag, last
	if f, is := nounForms[last]; is {
		l = f
	}
	if !peopleSet[l] && !(tag == "NNS" && agentive(l)) && !in(quantities+" people", last) || in("it that this those these", last) {
		return m, ""
	}
	words := lower(s.In(doc.Text))
	if in("the a an this that", first) {
		words = strings.TrimPrefix(words, first+" ")
	}
	return m, words
}

// surname says that words look like the name of a person: letters, the first
// of each a capital and no other.
func surname(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if len(w) < 2 || w[1:] != lower(w[1:]) || peopleSet[nounForms[lower(w)]] || nounForms[lower(w)] != "" {
			return false
		}
	}
	return true
}

func upper(doc *verbatim.Document, k int) bool {
	c := doc.Text[doc.Tokens[k].Start]
	return c >= 'A' && c <= 'Z' || c >= 0x80
}

// uncrossed says that no mention covers s or crosses it; those inside it may be.
func uncrossed(mentions []verbatim.Mention, s verbatim.Span) bool {
	k, _ := slices.BinarySearchFunc(mentions, s.End, func(m verbatim.Mention, at int) int { return cmp.Compare(m.Span.Start, at) })
	for i := k - 1; i >= max(0, k-reach); i-- {
		m := mentions[i].Span
		if m.Start < s.End && s.Start < m.End && !(s.Start <= m.Start && m.End <= s.End && m != s) {
			return false
		}
	}
	return true
}

// insert puts the mentions where their place in the text is, a longer one
// before what lies in it, and numbers those of each entity anew.
func insert(doc *verbatim.Document, added []verbatim.Mention) {
	doc.Mentions = append(doc.Mentions, added...)
	order := make([]int, len(doc.Mentions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := doc.Mentions[a].Span, doc.Mentions[b].Span
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	sorted, at := make([]verbatim.Mention, len(order)), make([]int, len(order))
	for i, k := range order {
		sorted[i], at[k] = doc.Mentions[k], i
	}
	old := len(order) - len(added)
	doc.Mentions = sorted
	for i := range doc.Entities {
		for k, m := range doc.Entities[i].Mentions {
			doc.Entities[i].Mentions[k] = at[m]
		}
	}
	for k := range added {
		e := &doc.Entities[added[k].Entity]
		e.Mentions = append(e.Mentions, at[old+k])
	}
	for i := range doc.Entities {
		slices.Sort(doc.Entities[i].Mentions)
	}
}
