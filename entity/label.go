package entity

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Label is a labelled mention: tokens [First, End), the token that governs the others, and the
// number of its entity. Row is set where several joined by "and" are one mention.
type Label struct {
	First, End, Head int
	Entity           int
	Row              bool
}

// clusters maps the head token of each label to its entity. Of labels with one head the first counts. A
// row stands under -1 minus the head of its first member.
func clusters(labels []Label) map[int]int {
	heads := make(map[int]int, len(labels))
	for _, l := range labels {
		key := l.Head
		if l.Row {
			key = -1 - l.Head
		}
		if _, ok := heads[key]; !ok {
			heads[key] = l.Entity
		}
	}
	return heads
}

// give makes the phrases of the document those of the labels: each label gets the phrase of its
// words, a new one where no noun, name or pronoun was found there, as with a clause or a row of things
// that a pronoun takes up. It returns the label of each phrase, -1 for those that have none.
func (v *view) give(labels []Label) []int32 {
	order := make([]int, len(labels))
	for i := range order {
		order[i] = i
	}
	width := func(i int) int { return labels[i].End - labels[i].First }
	slices.SortStableFunc(order, func(a, b int) int { return width(a) - width(b) })
	of := make([]int32, len(v.phrases))
	for p := range of {
		of[p] = -1
	}
	var more []phrase
	var moreOf []int32
	for _, i := range order {
		if p := v.phraseOf(labels[i], of); p >= 0 {
			of[p] = int32(i)
			continue
		}
		more = append(more, v.newPhrase(labels[i]))
		moreOf = append(moreOf, int32(i))
	}
	if len(more) == 0 {
		return of
	}
	return v.insert(of, more, moreOf)
}

// phraseOf returns the phrase that has no label yet and is meant by label l, or -1: the one of the
// same words, else the one with the same head.
func (v *view) phraseOf(l Label, of []int32) int {
	best, score := -1, 0
	for p := range v.phrases {
		ph := &v.phrases[p]
		if of[p] >= 0 || int(ph.head) < l.First || int(ph.head) >= l.End || (ph.row != nil) != l.Row {
			continue
		}
		s := 0
		switch {
		case v.core(int(ph.first), int(ph.end)) == v.core(l.First, l.End):
			s = 3
		case int(ph.head) == l.Head:
			s = 2
		case ph.name >= 0 && int(ph.first) <= l.Head && l.Head < int(ph.end) && int(ph.end) <= l.End:
			s = 1
		}
		if s > score {
			best, score = p, s
		}
	}
	return best
}

// core is a stretch of tokens without the articles, marks and "'s" at its ends.
func (v *view) core(first, end int) [2]int {
	for first < end-1 && (v.doc.Words[first].Tag == "DT" || v.doc.Words[first].Rel == "punct") {
		first++
	}
	for end-1 > first && (v.doc.Words[end-1].Tag == "POS" || v.doc.Words[end-1].Rel == "punct") {
		end--
	}
	return [2]int{first, end}
}

// newPhrase makes a phrase of a label that none was found for.
func (v *view) newPhrase(l Label) phrase {
	w := &v.doc.Words[l.Head]
	p := phrase{first: int32(l.First), end: int32(l.End), head: int32(l.Head), name: -1, form: verbatim.Nominal}
	p.lemma = hashString(v.nounLemma(l.Head))
	switch {
	case l.Row:
		p.kind, p.gender, p.number = group, anyGender, plural
		p.row = v.members(l)
	case isNoun(w.Tag):
		p.number = singular
		if w.Tag == "NNS" || w.Tag == "NNPS" {
			p.number = plural
		}
		v.sort(&p, v.nounLemma(l.Head))
		if p.kind == person && p.number == plural {
			p.kind = group
		}
		p.article = v.articleOf(&p)
	default:
		// What happened, or a noun that the tags have missed.
		p.kind, p.gender, p.number = anyKind, neuter, singular
		p.article = v.articleOf(&p)
	}
	v.finish(&p)
	p.end = min(p.end, p.head+1)
	if l.Row {
		p.end = int32(l.End)
	}
	return p
}

// members returns the phrases that a row joins.
func (v *view) members(l Label) []int32 {
	out := []int32{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if h := int(ph.head); ph.row == nil && h >= l.First && h < l.End && (h == l.Head || v.doc.Words[h].Rel == "conj" && int(v.doc.Words[h].Head) == l.Head) {
			out = append(out, int32(p))
		}
	}
	return out
}

// insert puts more phrases among the others, each behind all that begin no later than it ends, and returns the
// labels of all.
func (v *view) insert(of []int32, more []phrase, moreOf []int32) []int32 {
	type item struct {
		phrase phrase
		label  int32
		old    int32
		at     int32
	}
	last := func(p *phrase) int32 {
		if p.row != nil {
			return p.end - 1
		}
		return p.head
	}
	items := make([]item, 0, len(of)+len(more))
	for p := range v.phrases {
		items = append(items, item{v.phrases[p], of[p], int32(p), last(&v.phrases[p])})
	}
	for k := range more {
		items = append(items, item{more[k], moreOf[k], -1, last(&more[k])})
	}
	slices.SortStableFunc(items, func(a, b item) int { return int(a.at - b.at) })
	moved := make([]int32, len(of))
	v.phrases = v.phrases[:0]
	labels := make([]int32, len(items))
	for k := range items {
		if items[k].old >= 0 {
			moved[items[k].old] = int32(k)
		}
		v.phrases = append(v.phrases, items[k].phrase)
		labels[k] = items[k].label
	}
	for p := range v.phrases {
		row := v.phrases[p].row
		for k := range row {
			row[k] = moved[row[k]]
		}
	}
	return labels
}
