package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// What the names of outlets, programmes, platforms, courts and committees look
// like.

// title goes on over the capitals of a programme's name: "CNN's State of the
// Union", "NBC's “Meet the Press”".
func (g *stage) title(s *scene, t tokens) tokens {
	if !g.outlet(t, t.last-1) && !(t.last < s.hi && g.words[t.last].Tag == "POS") {
		if !g.outletIn(t) {
			return t
		}
	}
	k, opened := t.last, false
	for k < s.hi && k < t.last+8 && g.free(s, k) {
		word := g.doc.Tokens[k].In(g.doc.Text)
		switch {
		case g.words[k].Tag == "POS", capital(word) && !weekday(word):
			t.last = k + 1
		case g.doc.Tokens[k].Quotation >= 0:
			if !opened && capitalAt(g, k+1) {
				opened = true
				break
			}
			if opened && t.last == k {
				t.last = k + 1
			}
			return t
		case opened && g.words[k].Tag == "." && k+1 < s.hi && g.doc.Tokens[k+1].Quotation >= 0:
			t.last = k + 2 // “New Day.”
			return t
		case word == "the" || word == "of" || word == "with" || word == "&" || word == "and" || word == "This":
			if !capitalAt(g, k+1) && !(capitalAt(g, k+2)) {
				return t
			}
		default:
			return t
		}
		k++
	}
	return t
}

func capitalAt(g *stage, k int32) bool {
	return int(k) < len(g.doc.Tokens) && capital(g.doc.Tokens[k].In(g.doc.Text)) && !weekday(g.doc.Tokens[k].In(g.doc.Text))
}

// platform reports whether token i names a platform of posts.
func (g *stage) platform(i int32) bool {
	word := g.doc.Tokens[i].In(g.doc.Text)
	if !capital(word) {
		return false
	}
	lower := strings.TrimSuffix(g.lower(i), ".")
	before, ok := platforms[lower]
	if !ok {
		return false
	}
	if lower == "x" || lower == "threads" || lower == "gab" { // "Malcolm X", "in Threads"
		return i > 0 && (g.lower(i-1) == "on" || g.lower(i-1) == "to" || g.lower(i-1) == "via") || i+1 < int32(len(g.words)) && g.noun(i+1)
	}
	return before == "" || i > 0 && g.lower(i-1) == before
}

// show reports whether token i ends the name of a well-known programme.
func (g *stage) show(i int32) bool {
	before, ok := shows[g.lower(i)]
	if !ok {
		return false
	}
	if before == "" {
		return g.lower(i) != "today" || capital(g.doc.Tokens[i].In(g.doc.Text)) && i > 0 && g.lower(i-1) == "the"
	}
	start := g.doc.Tokens[max(0, i-4)].Start
	text := strings.ToLower(strings.TrimRight(g.doc.Text[start:g.doc.Tokens[i].Start], " "))
	return strings.HasSuffix(text, before)
}

// outlet reports whether the phrase t with the head h names an outlet.
func (g *stage) outlet(t tokens, h int32) bool {
	if h < 0 || int(h) >= len(g.words) {
		return false
	}
	word := g.doc.Tokens[h].In(g.doc.Text)
	lower := g.lower(h)
	if capital(word) {
		if outletNames[lower] {
			return true
		}
		if outletEnds[lower] && t.last-t.first > 1 {
			return true
		}
		if (lower == "radio" || lower == "channel") && int(h)+1 < len(g.words) && g.words[h+1].Tag == "CD" {
			return true // Radio 4
		}
	} else if outletNouns[g.words[h].Lemma] && (lower != "agency" || g.has(t, "news")) {
		return true
	}
	return g.doc.Outlet != "" && strings.EqualFold(strings.TrimSpace(g.doc.Text[g.doc.Tokens[t.first].Start:g.doc.Tokens[t.last-1].End]), g.doc.Outlet)
}

// outletIn reports whether an outlet owns what the phrase names: "CNN's State
// of the Union", "the BBC's Today programme".
func (g *stage) outletIn(t tokens) bool {
	for i := t.first; i < t.last; i++ {
		if g.outlet(tokens{t.first, i + 1}, i) {
			return true
		}
	}
	return false
}

// entity returns the platform, outlet or place that a setting names, or -1: an
// organisation before a place, and no person.
func (g *stage) entity(f found) int {
	best, rank := -1, 0
	mentions := g.doc.Mentions
	lo, hi := 0, len(mentions)
	start, end := g.doc.Tokens[f.first].Start, g.doc.Tokens[f.last-1].End
	for lo < hi {
		m := (lo + hi) / 2
		if mentions[m].Start < start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for ; lo < len(mentions) && mentions[lo].Start < end; lo++ {
		m := &mentions[lo]
		if m.Form != verbatim.Named || m.End > end || m.Entity < 0 || m.Entity >= len(g.doc.Entities) {
			continue
		}
		r := 0
		switch m.Kind {
		case verbatim.Organisation:
			r = 3
		case verbatim.Place:
			r = 2
		case "":
			r = 1
		}
		if k := g.doc.Entities[m.Entity].Kind; k == verbatim.Person || k == verbatim.Group {
			r = 0
		}
		if r > rank {
			best, rank = m.Entity, r
		}
	}
	return best
}

// committee reports whether h heads the name of a committee of a parliament.
func (g *stage) committee(t tokens, h int32) bool {
	switch strings.ToLower(g.words[h].Lemma) {
	case "committee", "panel":
	case "house":
		return h > t.first && g.lower(h-1) == "the" && capital(g.doc.Tokens[h].In(g.doc.Text))
	default:
		return false
	}
	portfolio := false
	for i := t.first; i < t.last; i++ {
		switch word := g.lower(i); {
		case chambers[word]:
			return true
		case outsiders[word]:
			return false
		case portfolios[word] && i < h:
			portfolio = true
		}
	}
	return portfolio
}

// chambers are words in the names of the committees of a parliament.
var chambers = wordSet(`house senate congressional parliamentary commons select lords legislative mps intelligence judiciary oversight`)

// portfolios are the matters of state that a parliament has committees for:
// "told the Treasury Committee".
var portfolios = wordSet(`treasury environment environmental health transport transportation defence defense affairs education finance budget
	justice banking science accounts agriculture energy services culture commerce appropriations trade security rights welfare housing labour
	labor work migration immigration media water infrastructure scrutiny`)

// outsiders are words of committees that are no parliament's.
var outsiders = wordSet(`party council city un olympic national strike organising organizing nobel school parents tenants`)

// hearing tells a hearing in court from one in parliament, by the words around
// it in its phrase.
func (g *stage) hearing(s *scene, first, i int32) verbatim.VenueKind {
	t := g.extend(s, tokens{first, i + 1})
	switch {
	case g.has(t, "committee", "senate", "house", "congressional", "parliamentary", "congress", "parliament", "oversight", "confirmation",
		"subcommittee", "panel", "senators", "lawmakers", "mps", "legislative", "select"):
		return verbatim.Parliament
	case g.has(t, "court", "bail", "sentencing", "extradition", "custody", "pretrial", "pre-trial", "judge", "jury", "trial", "bankruptcy", "magistrates"):
		return verbatim.Court
	}
	return ""
}

// names reports whether a phrase has a name in it.
func (g *stage) names(t tokens) bool {
	for i := t.first; i < t.last; i++ {
		if strings.HasPrefix(g.words[i].Tag, "NNP") && !weekday(g.doc.Tokens[i].In(g.doc.Text)) {
			return true
		}
	}
	return false
}
