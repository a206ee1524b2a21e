package eval

import (
	"cmp"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// SpeakerScore counts how often the speakers of statements are right, on
// articles whose speakers are labelled. A labelled statement is matched when a
// found statement shares half of their joint content; only then is there a
// speaker to judge.
type SpeakerScore struct {
	Articles   int
	Statements int // labelled
	Matched    int
	Named      NamedScore
	Unnamed    ClassScore // right: an unnamed entity, or none
	Unknown    ClassScore // right: none
	// Given counts the matched statements of any class to which a name is
	// given, GivenRight those of them that are right. The two give the
	// precision of names as a reader meets them.
	Given, GivenRight int
}

// NamedScore counts statements whose speakers have names in the article.
type NamedScore struct {
	Labelled int
	Matched  int
	Covered  int // matched, and any speaker given
	Given    int // matched, and a speaker with a name given
	Right    int // all of the labelled speakers given, and no other name
	Partial  int // some of them right, but not all or not only they
	// Sure and SureRight count the matched and the right ones in which the
	// label is beyond doubt.
	Sure, SureRight int
}

// ClassScore counts the statements of one class.
type ClassScore struct{ Labelled, Matched, Right int }

// SpeakerMiss is a matched statement whose speaker is wrong or missing.
type SpeakerMiss struct {
	Article  string
	Start    int      // byte offset of its content
	Labelled []string // the labelled names, or the description, or none
	Given    []string // names of the entities that were given
	Doubt    bool     // of the label
}

// Add scores the statements and entities of doc against the labels of the
// same article and returns what is wrong or missing, in the order of labels.
func (s *SpeakerScore) Add(doc *verbatim.Document, a SpeakerArticle) []SpeakerMiss {
	s.Articles++
	s.Statements += len(a.Statements)
	people := a.people()
	var misses []SpeakerMiss
	for i, k := range matchStatements(a.Statements, doc.Statements) {
		label := &a.Statements[i]
		matched := k >= 0
		var given []int
		if matched {
			s.Matched++
			given = doc.Statements[k].Speakers
		}
		names := 0
		for _, e := range given {
			if hasName(&doc.Entities[e]) {
				names++
			}
		}
		var right bool
		switch label.Kind {
		case NamedSpeaker:
			right = s.Named.add(doc, label, people, matched, given, names)
		case UnnamedSpeaker:
			right = s.Unnamed.add(matched, names == 0)
		case UnknownSpeaker:
			right = s.Unknown.add(matched, len(given) == 0)
		}
		if names > 0 {
			s.Given++
			if right {
				s.GivenRight++
			}
		}
		if matched && !right {
			m := SpeakerMiss{Article: a.Article, Start: label.Content[0].Start, Doubt: label.Doubt}
			for _, sp := range label.Speakers {
				m.Labelled = append(m.Labelled, sp.In(doc.Text))
			}
			for _, e := range given {
				m.Given = append(m.Given, doc.Entities[e].Name.In(doc.Text))
			}
			misses = append(misses, m)
		}
	}
	return misses
}

func (c *ClassScore) add(matched, right bool) bool {
	c.Labelled++
	if !matched {
		return false
	}
	c.Matched++
	if right {
		c.Right++
	}
	return right
}

func (c *NamedScore) add(doc *verbatim.Document, label *SpeakerLabel, people []LabelledSpeaker, matched bool, given []int, names int) bool {
	c.Labelled++
	if !matched {
		return false
	}
	c.Matched++
	if !label.Doubt {
		c.Sure++
	}
	if len(given) > 0 {
		c.Covered++
	}
	if names > 0 {
		c.Given++
	}
	wanted, hit := 0, 0
	good := make([]bool, len(given))
	for i := range label.Speakers {
		sp := &label.Speakers[i]
		if sp.Kind == verbatim.Group {
			continue // "his aides" beside the man: nobody need be given
		}
		wanted++
		found := false
		for k, e := range given {
			if sp.is(doc, &doc.Entities[e], people) {
				good[k], found = true, true
			}
		}
		if found {
			hit++
		}
	}
	only := true
	for k, e := range given {
		if !good[k] && hasName(&doc.Entities[e]) {
			only = false
		}
	}
	switch {
	case hit == wanted && only:
		c.Right++
		if !label.Doubt {
			c.SureRight++
		}
		return true
	case hit > 0:
		c.Partial++
	}
	return false
}

// hasName tells an entity that a reader would take for somebody in particular.
// Peoples ("Ukrainians") are groups, whatever their names.
func hasName(e *verbatim.Entity) bool { return !e.Unnamed && e.Kind != verbatim.Group }

// is reports whether e is the labelled speaker. It is where e goes by one of
// the labelled names, at the labelled place or word for word elsewhere; or
// where one of its mentions stands at such a place and the name of e is not
// that of another labelled speaker, so that an entity that swallowed two
// people passes for one of them only.
func (sp *LabelledSpeaker) is(doc *verbatim.Document, e *verbatim.Entity, people []LabelledSpeaker) bool {
	if e.Unnamed || e.Kind != "" && (e.Kind == verbatim.Person) != (sp.Kind == verbatim.Person) {
		return false
	}
	if sp.goesBy(doc.Text, e.Name) {
		return true
	}
	for i := range people {
		if people[i].Span != sp.Span && people[i].goesBy(doc.Text, e.Name) {
			return false
		}
	}
	return slices.ContainsFunc(e.Mentions, func(m int) bool {
		name := doc.Mentions[m].Name
		return doc.Mentions[m].Form == verbatim.Named &&
			slices.ContainsFunc(sp.names(), name.Overlaps)
	})
}

func (sp *LabelledSpeaker) goesBy(text string, name verbatim.Span) bool {
	if name.Empty() {
		return false
	}
	return slices.ContainsFunc(sp.names(), func(n verbatim.Span) bool {
		return n.Overlaps(name) || n.In(text) == name.In(text)
	})
}

func (sp *LabelledSpeaker) names() []verbatim.Span {
	return append([]verbatim.Span{sp.Span}, sp.Also...)
}

// matchStatements returns for each label the index of its found statement, or
// -1. Pairs share half or more of their joint content, in bytes. The closest
// pair is taken first, among equals the one whose sources share more; each
// statement is taken once.
func matchStatements(labels []SpeakerLabel, found []verbatim.Statement) []int {
	type pair struct{ common, union, source, label, found int }
	var pairs []pair
	for i, l := range labels {
		want := union(l.Content)
		for k, f := range found {
			got := union(f.Content)
			n := common(want, got)
			if all := length(want) + length(got) - n; n > 0 && 2*n >= all {
				pairs = append(pairs, pair{n, all, common(union(l.Source), union(f.Source)), i, k})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.common*a.union, a.common*b.union), cmp.Compare(b.source, a.source))
	})
	out := make([]int, len(labels))
	for i := range out {
		out[i] = -1
	}
	taken := make([]bool, len(found))
	for _, p := range pairs {
		if out[p.label] < 0 && !taken[p.found] {
			out[p.label], taken[p.found] = p.found, true
		}
	}
	return out
}

// union returns the bytes under spans as ordered spans that do not touch.
func union(spans []verbatim.Span) []verbatim.Span {
	var out []verbatim.Span
	for _, s := range sortSpans(slices.Clone(spans)) {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func length(spans []verbatim.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// common returns how many bytes lie under both, which are as union makes them.
func common(a, b []verbatim.Span) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		n += max(0, min(a[0].End, b[0].End)-max(a[0].Start, b[0].Start))
		if a[0].End < b[0].End {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}
