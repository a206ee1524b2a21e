package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// found is a candidate for the setting of a statement.
type found struct {
	tokens
	kind verbatim.VenueKind
	head int32
}

// setVenue finds the setting in which s was made: the recipient, a phrase such
// as "in a post on Truth Social", the verb itself ("tweeted"), or the document
// that is the source.
func (g *stage) setVenue(s *scene, to party) {
	if !g.verb(s.head) && g.lower(s.cue.first) != "according" {
		return // "keen", "her message": a mind, not a moment
	}
	best, rank := found{}, -1
	take := func(f found) {
		if f.kind == "" || f.last <= f.first {
			return
		}
		if r := mattersMost[f.kind]; r > rank {
			best, rank = f, r
		}
	}
	if to.found {
		take(g.audience(s, to))
	}
	for i := s.lo; i < s.hi; i++ {
		if !g.free(s, i) || !(g.noun(i) || i > s.lo && capital(g.doc.Tokens[i].In(g.doc.Text)) || i == s.head || g.words[i].Tag == "VBG") {
			continue
		}
		if f, ok := g.venueAt(s, i); ok {
			take(f)
		}
	}
	if rank < 0 && g.words[s.head].Lemma == "hear" && g.has(s.source, "court", "inquest", "tribunal", "trial", "jury", "jurors", "magistrates") {
		take(found{s.source, verbatim.Court, s.source.last - 1})
	}
	if rank < 0 {
		take(g.document(s))
	}
	if rank < 0 {
		take(g.byVerb(s))
	}
	if rank < 0 {
		return
	}
	// The outlet that is told says more than "an interview".
	if to.found && best.kind == verbatim.Interview && g.outlet(to.tokens, to.head) && !g.names(best.tokens) {
		best.tokens = to.tokens
	}
	s.venueAt = best.tokens
	s.Venue = &verbatim.Venue{Span: g.span(best.tokens), Kind: best.kind, Entity: g.entity(best)}
}

// audience is the setting that those who are spoken to make.
func (g *stage) audience(s *scene, p party) found {
	f := found{tokens: p.tokens, head: p.head}
	for _, h := range p.heads {
		lemma, word := strings.ToLower(g.words[h].Lemma), g.lower(h)
		switch {
		case pressPeople[lemma] || pressPeople[word]:
			f.kind, f.tokens = verbatim.Reporters, g.extend(s, p.tokens)
		case (word == "press" || word == "media") && h > p.first && h-p.first == 1 && g.lower(p.first) == "the":
			f.kind, f.tokens = verbatim.Reporters, g.extend(s, p.tokens)
		case g.assembled(p.tokens):
			f.kind, f.tokens = verbatim.Speech, g.extend(s, p.tokens)
		case lawmaking[lemma] || lawmaking[word] || g.committee(p.tokens, h):
			f.kind = verbatim.Parliament
		case judging[lemma] || judging[word] || g.has(tokens{p.first, h}, "judge", "magistrate"):
			f.kind = verbatim.Court
			// "a jury at Leeds Crown Court"
			if t := g.extend(s, p.tokens); g.has(tokens{p.last, t.last}, "court", "tribunal", "bailey") {
				f.tokens = t
			}
		case listening[lemma]:
			f.kind, f.tokens = verbatim.Speech, g.extend(s, p.tokens)
		case g.outletIn(p.tokens): // also "CNN's Jake Tapper"
			f.kind = verbatim.Interview
		default:
			continue
		}
		return f
	}
	return found{}
}

// venueAt reads the setting that token i names.
func (g *stage) venueAt(s *scene, i int32) (found, bool) {
	w := &g.words[i]
	if w.Tag == "VBG" && (w.Lemma == "speak" || w.Lemma == "talk" || w.Lemma == "address" || w.Lemma == "brief") {
		return g.speakingTo(s, i)
	}
	if i == s.head {
		return found{}, false
	}
	lemma := strings.ToLower(w.Lemma)
	if lemma == "ed" && i >= s.lo+2 && g.lower(i-2) == "op" {
		lemma = "op-ed"
	}
	n, ok := venueNouns[lemma]
	if !ok {
		n, ok = g.namedVenue(s, i, lemma)
	}
	if !ok || !g.noun(i) && n.kind != verbatim.Interview && n.kind != verbatim.Post {
		return found{}, false
	}
	if i+1 < s.hi && g.noun(i+1) && g.words[i+1].Head != g.words[i].Head && g.words[i].Head == i+1 && g.free(s, i+1) && venueNouns[g.words[i+1].Lemma].kind != "" {
		return found{}, false // "press" of "press conference": its head counts
	}
	if i+1 < s.hi && g.noun(i+1) && hosts[g.words[i+1].Lemma] && g.free(s, i+1) {
		return found{}, false // "the talk show host"
	}
	first := g.leftEdge(s, i)
	if n.kind == verbatim.Post && capital(g.doc.Tokens[i].In(g.doc.Text)) && g.outlet(tokens{first, i + 1}, i) {
		return found{}, false // The Huffington Post
	}
	if g.sourced(s, tokens{first, i + 1}) && !g.inClause(s, i) && !g.lateInSource(s, first, g.extend(s, tokens{first, i + 1}).last) {
		return found{}, false
	}
	object := s.head+1 == first && telling[g.words[s.head].Lemma] && eventNouns[lemma]
	if first > s.lo && n.kind == verbatim.Speech && g.words[first-1].Tag == "VBG" && delivering[g.words[first-1].Lemma] {
		object = true // "Giving the keynote speech, …"
	}
	if first > s.lo && giving[g.words[first-1].Lemma] && g.verb(first-1) && g.cueOf[first-1] == s.index {
		switch n.kind {
		case verbatim.Letter, verbatim.Communique, verbatim.Speech, verbatim.Report:
			object = true
		}
	}
	prep := ""
	if first > s.lo {
		prep = g.lower(first - 1)
	}
	if prep == "to" && g.elsewhere(i) {
		return found{}, false
	}
	if !object && (prep == "" || !strings.Contains(n.preps, " "+prep+" ")) {
		return found{}, false
	}
	f := found{tokens: tokens{first, i + 1}, head: i, kind: g.refine(s, n.kind, lemma, first, i)}
	if lemma != "phone" && lemma != "telephone" {
		f.tokens = g.extend(s, f.tokens)
	}
	if i+1 < s.hi && g.words[i+1].Tag == "CD" && g.words[i+1].Head == i && n.kind == verbatim.Interview {
		f.tokens.last = max(f.tokens.last, i+2) // Channel 4
	}
	if f.kind == verbatim.Interview {
		f.tokens = g.title(s, f.tokens)
	}
	if f.kind == verbatim.Post || f.kind == verbatim.Communique || f.kind == "" || f.kind == verbatim.Letter {
		f.kind = g.posted(f)
	}
	if f.kind == "" || (!object || s.head+1 != first && g.cueOf[first-1] != s.index) && !g.attached(s, i, tokens{first, i + 1}) || g.beyond(s, tokens{first, i + 1}) {
		return found{}, false
	}
	return f, true
}

// hosts are those who are named after a setting and are none.
var hosts = wordSet(`host presenter anchor writer author reporter editor guest organiser organizer audience panel official clerk steward`)

// giving are the verbs of a cue whose object is the setting: "wrote a letter
// asking", "issued a statement saying".
var giving = wordSet(`write send issue release publish deliver give sign`)

// delivering are the verbs of a clause whose object is a speech.
var delivering = wordSet(`give deliver make hold`)

// lateInSource reports whether a phrase stands behind a comma at the end of
// what was taken for the source: "Rep. Cummings, in a statement, said".
func (g *stage) lateInSource(s *scene, first, last int32) bool {
	for last < s.source.last && g.words[last].Tag == "," {
		last++
	}
	return last >= s.source.last && first-2 > s.source.first && g.words[first-2].Tag == ","
}

// leftEdge returns the first token of the noun phrase that token i ends.
func (g *stage) leftEdge(s *scene, i int32) int32 {
	first := i
	for k := i - 1; k >= s.lo && k > i-12 && g.free(s, k); k-- {
		switch tag := g.words[k].Tag; tag {
		case "DT", "PRP$", "PDT":
			return k
		case "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "RP", "VBN", "VBG", "``", "''":
			if tag == "RP" && g.words[k].Rel != "compound" {
				return first
			}
			if tag == "VBN" && g.words[k].Head != i && g.words[k].Rel != "amod" {
				return first
			}
			if tag == "VBG" && g.words[k].Rel != "amod" && g.words[k].Rel != "compound" {
				return first
			}
			first = k
		case "RB":
			if g.words[k].Head < k || g.words[k].Head > i {
				return first
			}
		default:
			return first
		}
	}
	return first
}

// extending are the prepositions by which the name of a setting goes on: "an
// interview with the BBC", "a post on X", "reporters at the White House".
var extending = wordSet(`on with to at in of from by for before aboard outside inside near`)

// posting are the participles by which it goes on: "a video posted to Instagram".
var posting = wordSet(`post publish broadcast air release issue send upload share record obtain see leak host organise organize write
	file address carry run commission prepare compile`)

// extend adds what follows a noun phrase and belongs to it, but not a time.
func (g *stage) extend(s *scene, t tokens) tokens {
	ok := func(k int32) bool { return g.free(s, k) }
	for range 3 {
		k := t.last
		if k+1 < s.hi && ok(k) && (g.words[k].Tag == "VBN" || g.words[k].Tag == "VBD") && posting[g.words[k].Lemma] && extending[g.lower(k+1)] {
			k++
		}
		if k+1 >= s.hi || !ok(k) || !extending[g.lower(k)] || g.words[k].Tag != "IN" && g.words[k].Tag != "TO" {
			break
		}
		next, head, found := g.phrase(k+1, s.hi, ok)
		if !found || g.timely(next, head) {
			break
		}
		next = g.title(s, next)
		if next.last < s.hi && ok(next.last) && g.words[next.last].Tag == "MD" {
			break // a clause begins
		}
		t.last = next.last
	}
	return t
}

// timely reports whether a phrase is a time.
func (g *stage) timely(t tokens, head int32) bool {
	if weekday(g.doc.Tokens[head].In(g.doc.Text)) || weekday(g.doc.Tokens[t.first].In(g.doc.Text)) {
		return true
	}
	switch g.lower(head) {
	case "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
		"morning", "afternoon", "evening", "night", "week", "month", "year", "weekend", "day", "hour", "minutes", "noon", "midnight":
		return true
	}
	if w := &g.words[head]; w.Tag == "CD" {
		return true
	}
	for lo, hi, at := 0, len(g.doc.Times), g.doc.Tokens[head].Start; lo < hi; {
		k := (lo + hi) / 2
		switch x := &g.doc.Times[k]; {
		case x.End <= at:
			lo = k + 1
		case x.Start > at:
			hi = k
		default:
			return true
		}
	}
	return false
}

// speakingTo reads "speaking to reporters aboard Air Force One", "addressing
// supporters in Ohio".
func (g *stage) speakingTo(s *scene, i int32) (found, bool) {
	at := i + 1
	if at < s.hi && (g.lower(at) == "to" || g.lower(at) == "with") {
		at++
	}
	p := g.person(s, at, false)
	if !p.found || !g.attached(s, i, tokens{i, i + 1}) || g.sourced(s, tokens{i, i + 1}) && !g.inClause(s, p.head) {
		return found{}, false
	}
	f := g.audience(s, p)
	if f.kind == "" && g.words[i].Lemma == "address" && g.isPerson(&p) {
		f = found{tokens: g.extend(s, p.tokens), head: p.head, kind: verbatim.Speech}
	}
	return f, f.kind != ""
}

// namedVenue reads settings that no noun of the table names: a platform, an
// outlet or a programme behind "on", the people of a press, a parliament, a
// court, a hearing.
func (g *stage) namedVenue(s *scene, i int32, lemma string) (venueNoun, bool) {
	word := g.lower(i)
	prep := ""
	first := g.leftEdge(s, i)
	if first > s.lo {
		prep = g.lower(first - 1)
	}
	switch {
	case g.platform(i) && i+1 < s.hi && g.noun(i+1) && g.words[i].Head == i+1 && g.free(s, i+1):
		// "his Twitter account": what follows counts.
	case g.platform(i) && (prep == "on" || prep == "via" || prep == "to" || prep == "through"):
		// "took to Twitter", "posted to X": but nobody writes to a platform.
		return venueNoun{verbatim.Post, " on via to through "}, true
	case !g.has(tokens{first, i}, "leaked") && !g.outlet(tokens{first, i + 1}, i) && (word == "channel" || word == "account" || word == "feed" || word == "page" || word == "video" || word == "clip" || word == "livestream" || word == "stream" || word == "caption" || word == "story"):
		return venueNoun{"", " in on via "}, true // where a platform is named
	case leakable[lemma]:
		return venueNoun{verbatim.Leak, " in on from "}, g.has(g.extend(s, tokens{first, i + 1}), "leaked")
	case lemma == "hall" && i > first && g.lower(i-1) == "town":
		return venueNoun{verbatim.Meeting, " at in during to "}, true
	case lemma == "conference" && i > s.lo:
		return venueNoun{verbatim.Meeting, " at in during to on "}, true
	case lemma == "hearing":
		return venueNoun{g.hearing(s, first, i), " at in during before to "}, true
	case pressPeople[lemma]:
		return venueNoun{verbatim.Reporters, " to by with from "}, true
	case lawmaking[lemma] || lawmaking[word] || g.committee(g.extend(s, tokens{first, i + 1}), i):
		return venueNoun{verbatim.Parliament, " in to before "}, true
	case judging[lemma]:
		return venueNoun{verbatim.Court, " in to before "}, true
	case word == "floor" && i > first:
		switch g.lower(i - 1) {
		case "senate", "house", "commons", "chamber", "assembly":
			return venueNoun{verbatim.Parliament, " on from "}, true
		}
	case word == "questions" && i > first && strings.HasPrefix(g.lower(first), "prime"):
		return venueNoun{verbatim.Parliament, " at during in "}, true
	case lemma == "testimony":
		return venueNoun{g.hearing(s, first, i), " in during "}, true
	case word == "papers" || word == "documents" || word == "records" || word == "filings":
		return venueNoun{verbatim.Court, " in "}, g.has(tokens{first, i}, "court", "legal")
	case capital(g.doc.Tokens[i].In(g.doc.Text)) || outletNouns[lemma]:
		if prep == "on" && (capital(g.doc.Tokens[i].In(g.doc.Text)) || !(lemma == "website" || lemma == "station" || lemma == "channel" || lemma == "network" || lemma == "paper")) {
			if g.outlet(tokens{first, i + 1}, i) || (g.show(i) || g.outletIn(tokens{first, i + 1})) {
				return venueNoun{verbatim.Interview, " on "}, true
			}
		}
	}
	return venueNoun{}, false
}

// leakable are what is a setting only if it has leaked.
var leakable = wordSet(`recording tape audio transcript cable file video footage message`)

// has reports whether one of the words is in t.
func (g *stage) has(t tokens, list ...string) bool {
	for i := t.first; i < t.last; i++ {
		for _, w := range list {
			if g.lower(i) == w {
				return true
			}
		}
	}
	return false
}
