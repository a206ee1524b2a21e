package quote

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// setTime finds when s was said: a date or a time of day that hangs on the cue,
// on the setting or on a clause such as "speaking on Thursday". What the
// content says of times is not looked at.
func (g *stage) setTime(s *scene, to party) {
	times := g.doc.Times
	if len(times) == 0 || !g.verb(s.head) && !g.noun(s.head) && g.lower(s.cue.first) != "according" {
		return
	}
	start := g.doc.Tokens[s.lo].Start
	end := g.doc.Tokens[s.hi-1].End
	k, _ := slices.BinarySearchFunc(times, start, func(t verbatim.Time, at int) int { return t.Start - at })
	best, apart := -1, int32(0)
	for ; k < len(times) && times[k].Start < end; k++ {
		t := &times[k]
		if t.Kind != verbatim.Date && t.Kind != verbatim.Clock || t.Value == "PRESENT_REF" || t.Value == "FUTURE_REF" {
			continue
		}
		at := tokensOf(g.doc, t.Span)
		if at.first >= at.last || to.found && at.first >= to.first && at.last <= to.last || !g.saidAt(s, at) {
			continue
		}
		d := max(at.first-s.head, s.head-at.last)
		if best < 0 || d < apart {
			best, apart = k, d
		}
	}
	s.Time = best
}

// when are the prepositions of a time at which something is said.
var when = wordSet(`on in at during late early earlier last this`)

// saidAt reports whether the time at those tokens is when s was said.
func (g *stage) saidAt(s *scene, at tokens) bool {
	for i := at.first; i < at.last; i++ {
		if !g.free(s, i) {
			return false
		}
	}
	if at.first > s.lo {
		if tag := g.words[at.first-1].Tag; (tag == "IN" || tag == "TO") && !when[g.lower(at.first-1)] && at.first-1 >= s.cue.last {
			return false
		} else if tag == "IN" && beside[g.lower(at.first-1)] {
			return false
		}
	}
	head := g.top(at)
	// A possessive time is that of its noun: "in Monday's speech".
	if g.sourced(s, at) {
		return g.inClause(s, head) || venueNouns[g.words[g.topOf(s.source)].Lemma].kind != ""
	}
	if g.beyond(s, at) {
		return false
	}
	return g.attached(s, head, at)
}

// top returns the token of t whose head lies outside.
func (g *stage) top(t tokens) int32 {
	for i := t.last - 1; i >= t.first; i-- {
		if h := g.words[i].Head; h < t.first || h >= t.last {
			return i
		}
	}
	return t.last - 1
}

// topOf is top, or the last token of an empty range.
func (g *stage) topOf(t tokens) int32 {
	if t.last <= t.first {
		return max(0, t.first)
	}
	return g.top(t)
}

// sourced reports whether t lies in the source.
func (g *stage) sourced(s *scene, t tokens) bool {
	return t.first >= s.source.first && t.last <= s.source.last
}

// inClause reports whether token i of the source hangs on a clause in it that
// tells how the statement was made: "Trump, speaking on Thursday,".
func (g *stage) inClause(s *scene, i int32) bool {
	for range 24 {
		i = g.words[i].Head
		if i < s.source.first || i >= s.source.last {
			return false
		}
		if g.verb(i) {
			return speaking[g.words[i].Lemma] && g.words[i].Tag == "VBG"
		}
	}
	return false
}

// beyond reports whether another statement's cue, or the end of the clause,
// stands between the cue of s and t.
func (g *stage) beyond(s *scene, t tokens) bool {
	lo, hi := s.cue.last, t.first
	if t.last <= s.cue.first {
		lo, hi = t.last, s.cue.first
	}
	for k := lo; k < hi; k++ {
		if g.cueOf[k] >= 0 && g.cueOf[k] != s.index && g.within[k] == s.level {
			return true
		}
		if g.words[k].Tag == ":" && g.doc.Tokens[k].In(g.doc.Text) == ";" && g.within[k] == s.level {
			return true
		}
	}
	return false
}
