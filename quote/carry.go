package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// carry gives the venue of a statement to those of the same speaker that go on
// from it: in the same sentence behind a phrase at its head, by a cue that says
// so ("added", "went on"), or by a quotation that follows at once. The time
// goes over only in the same sentence.
func (g *stage) carry(scenes []scene) {
	last := make(map[int32]int) // the statement before, of each level
	for i := range scenes {
		s := &scenes[i]
		if s.head < 0 {
			continue
		}
		k, ok := last[s.level]
		last[s.level] = i
		if !ok {
			continue
		}
		p := &scenes[k]
		same := p.lo == s.lo && p.hi == s.hi || p.lo <= s.head && s.head < p.hi
		goesOn := continuing[g.words[s.head].Lemma] || g.goesOn(s)
		if asked := g.words[p.head].Lemma == "ask" && (g.words[p.head].Tag == "VBN" || len(p.Source) == 0) && g.words[p.head].Head == s.head; asked && same {
			if s.Venue == nil && p.Venue != nil {
				v := *p.Venue
				s.Venue, s.venueAt = &v, p.venueAt
			}
			if s.Time < 0 {
				s.Time = p.Time // "Asked on Monday whether …, she said"
			}
			continue
		}
		if !g.sameSpeaker(p, s, same) {
			continue
		}
		fronted := func(t tokens) bool {
			return same && t.last > t.first && t.last <= p.head && (p.source.last == 0 || t.last <= p.source.first)
		}
		switch {
		case s.Venue != nil || p.Venue == nil:
		case fronted(p.venueAt), goesOn && g.near(p, s), g.follows(p, s):
			v := *p.Venue
			s.Venue, s.venueAt = &v, p.venueAt
		}
		if s.Time < 0 && p.Time >= 0 && same {
			if t := tokensOf(g.doc, g.doc.Times[p.Time].Span); fronted(t) || goesOn {
				s.Time = p.Time
			}
		}
	}
}

// continuing are the verbs that go on with what was being said.
var continuing = wordSet(`add continue`)

// goesOn reports the cue "went on".
func (g *stage) goesOn(s *scene) bool {
	return g.words[s.head].Lemma == "go" && s.head+1 < s.hi && g.lower(s.head+1) == "on"
}

// near reports whether s stands in the paragraph of p or in the next.
func (g *stage) near(p, s *scene) bool {
	of := func(t int32) int {
		k, found := slices.BinarySearchFunc(g.doc.Sentences, int(t), func(a verbatim.Sentence, t int) int { return cmp.Compare(a.First, t) })
		if !found {
			k--
		}
		return g.doc.Sentences[k].Paragraph
	}
	end := p.head
	if n := len(p.Content); n > 0 {
		if t := tokensOf(g.doc, p.Content[n-1]); t.last > t.first {
			end = max(end, t.last-1)
		}
	}
	return of(s.head)-of(end) <= 1
}

// follows reports whether s is a quotation in the paragraph of p that begins
// where the quotation of p ends.
func (g *stage) follows(p, s *scene) bool {
	if p.Kind != verbatim.Direct || s.Kind != verbatim.Direct {
		return false
	}
	end := max(p.Content[len(p.Content)-1].End, p.Cue[len(p.Cue)-1].End)
	if len(p.Source) > 0 {
		end = max(end, p.Source[len(p.Source)-1].End)
	}
	start := s.Start()
	if start < end || start-end > 4 {
		return false
	}
	between := g.doc.Text[end:start]
	return !strings.Contains(between, "\n") && strings.Trim(between, " .\u00a0") == ""
}

// sameSpeaker reports whether two statements are surely of one speaker: the
// same entities, the same words or, for the second, the same last name or a
// pronoun.
func (g *stage) sameSpeaker(p, s *scene, sentence bool) bool {
	if len(p.Speakers) > 0 && len(s.Speakers) > 0 {
		return slices.Equal(p.Speakers, s.Speakers)
	}
	if len(s.Source) == 0 {
		return sentence
	}
	if len(p.Source) == 0 {
		return false
	}
	if p.Source[0] == s.Source[0] {
		return true
	}
	if s.source.last-s.source.first == 1 {
		switch g.lower(s.source.first) {
		case "he", "she", "they", "it":
			return true
		}
	}
	name := func(t tokens) string {
		for k := t.last - 1; k >= t.first; k-- {
			if strings.HasPrefix(g.words[k].Tag, "NNP") {
				return g.doc.Tokens[k].In(g.doc.Text)
			}
		}
		return ""
	}
	n := name(s.source)
	if n == "" {
		return false
	}
	for k := p.source.first; k < p.source.last; k++ {
		if g.doc.Tokens[k].In(g.doc.Text) == n {
			return true
		}
	}
	return false
}
