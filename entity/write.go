package entity

import (
	"cmp"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// write turns chains into entities.
func (v *view) write() {
	type entry struct{ chain, first int32 }
	var order []entry
	for c := range v.chains {
		ch := &v.chains[c]
		if len(ch.phrases) == 0 || !v.worth(ch) {
			continue
		}
		slices.Sort(ch.phrases)
		order = append(order, entry{int32(c), v.phrases[ch.phrases[0]].first})
	}
	slices.SortFunc(order, func(a, b entry) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.chain, b.chain)) })
	number := make([]int, len(v.chains))
	for i := range number {
		number[i] = -1
	}
	for i, e := range order {
		number[e.chain] = i
	}
	v.doc.Entities = make([]verbatim.Entity, len(order))
	mentions := make([]verbatim.Mention, 0, len(v.doc.Mentions)+len(v.phrases)/3)
	for p := range v.phrases {
		ph := &v.phrases[p]
		entity := -1
		if ph.chain >= 0 {
			entity = number[ph.chain]
		}
		if entity < 0 && ph.form != verbatim.Named {
			continue
		}
		m := verbatim.Mention{Span: v.span(ph.first, ph.end), Form: ph.form, First: int(ph.first), End: int(ph.end), Head: int(ph.head), Kind: ph.entityKind(), Entity: entity}
		if ph.name >= 0 {
			m.Name = v.doc.Mentions[ph.name].Name
			m.Head = v.doc.Mentions[ph.name].Head
		}
		mentions = append(mentions, m)
	}
	for i, e := range order {
		v.doc.Entities[i] = v.entity(int(e.chain))
	}
	slices.SortStableFunc(mentions, func(a, b verbatim.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	v.doc.Mentions = mentions
	for m := range mentions {
		if e := mentions[m].Entity; e >= 0 {
			v.doc.Entities[e].Mentions = append(v.doc.Entities[e].Mentions, m)
		}
	}
	for s := range v.doc.Statements {
		st := &v.doc.Statements[s]
		speakers := st.Speakers[:0]
		for _, c := range st.Speakers {
			if n := number[c]; n >= 0 && !slices.Contains(speakers, n) {
				speakers = append(speakers, n)
			}
		}
		if len(speakers) == 0 {
			speakers, st.SpeakerConfidence = nil, 0
		}
		st.Speakers = speakers
	}
}

// worth reports whether a chain is shown as an entity.
func (v *view) worth(ch *chain) bool {
	if ch.row != nil || ch.names == 0 && v.onlyPronouns(ch) {
		return false // its members are; nobody is known by "him"
	}
	if ch.names > 0 || ch.speaks || ch.body {
		return true
	}
	return ch.kind != thing && ch.kind != instant && (len(ch.phrases) > 1 || ch.kind == person || ch.kind == group)
}

func (v *view) span(first, end int32) verbatim.Span {
	return verbatim.Span{Start: v.doc.Tokens[first].Start, End: v.doc.Tokens[end-1].End}
}

func (v *view) entity(c int) verbatim.Entity {
	ch := &v.chains[c]
	e := verbatim.Entity{Kind: kinds[ch.kind], Plural: ch.number == plural}
	for _, r := range ch.roles {
		s := v.span(r.first, r.end)
		e.Roles = append(e.Roles, verbatim.Role{Title: fold(s.In(v.doc.Text)), Span: s})
	}
	switch ch.gender {
	case male:
		e.Gender = verbatim.Male
	case female:
		e.Gender = verbatim.Female
	}
	if ch.full >= 0 {
		e.Name = v.doc.Mentions[v.phrases[ch.full].name].Name
		if e.Kind == "" {
			e.Kind = verbatim.Organisation
		}
		v.identify(ch, &e)
	} else if ch.body {
		e.Kind = verbatim.Organisation
		ph := v.describer(ch)
		e.Name = v.span(v.afterArticle(ph), ph.end)
	} else {
		e.Kind, e.Unnamed = verbatim.Group, true
		ph := v.describer(ch)
		e.Name = v.span(ph.first, v.reach(ph))
	}
	return e
}

// describer returns the phrase that describes an unnamed chain best: the first
// that is no pronoun.
func (v *view) describer(ch *chain) *phrase {
	for _, p := range ch.phrases {
		if v.phrases[p].form == verbatim.Nominal {
			return &v.phrases[p]
		}
	}
	return &v.phrases[ch.phrases[0]]
}
