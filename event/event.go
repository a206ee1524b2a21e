// Package event finds calls, meetings, visits, invitations, talks, agreements,
// refusals, demands, threats, promises, sanctions, aid, movements of troops,
// ceasefires, attacks, resignations and elections, who takes part in them, and
// whether they happened.
//
// A table of verbs and nouns (lexicon.go) says what may name an event, with a
// kind, a type of the PLOVER ontology (Halterman and others, 2023) and a
// frame. The frame (frame.go and those after it) reads the dependencies
// around the trigger: who takes part, and whether the words mean what they
// seem to, for "met the press", "attacked the plan" and "called him a liar"
// are no meeting, no attack and no call.
//
// # The calculus of status
//
// Whether an event happened is composed from the trigger upwards, as in the
// factuality profiles of Saurí and Pustejovsky (FactBank, 2009). The form of
// the trigger's verb gives a first value (clause.go): a past or a perfect
// happened, a progressive is under way, "will" is planned, "should" proposed,
// "would" with a condition conditional, "may" unknown; a negation turns
// happened to denied and planned to ruled out. An infinitive, a gerund or a
// noun has no form of its own, and takes its value from the word that governs
// it: each governor is an operator on the value of its own clause (status.go).
// Implicative verbs (Karttunen, 1971) hand that value on ("managed to") or
// turn it round ("failed to"); others make a plan, a wish, a doubt or a
// refusal of what they govern ("agreed to", "hopes to", "is unlikely to",
// "refused to"), and each has its own answer under a negation: "no plans to"
// is ruled out, "has not agreed to" is unknown. Clauses that are reported,
// denied, asked or hung on a condition are treated in the same way
// (calculus.go), and nouns by what is done to them ("called off the summit",
// "talks that collapsed") and what describes them ("the planned visit";
// nominal.go). The words that took part are kept as the evidence.
//
// An event that is named more than once is one event (merge.go).
package event

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Events returns the events of doc, ordered by their triggers. It uses the
// tokens, words, mentions, entities, statements and times, and reads nothing
// in page furniture.
func Events(doc *verbatim.Document) []verbatim.Event {
	if len(doc.Words) != len(doc.Tokens) || len(doc.Words) == 0 {
		return nil
	}
	r := &reader{doc: doc, tokens: doc.Tokens, words: doc.Words}
	r.mentions()
	r.statements()
	for i := range doc.Sentences {
		if s := &doc.Sentences[i]; !s.Furniture && s.First >= 0 && s.First < s.Last {
			r.sentence(s)
		}
	}
	return r.events()
}

// mentions fills the mention of each token. A mention inside another comes
// after it, and so has the last word; the head of the outer one keeps it.
func (r *reader) mentions() {
	both := make([]int32, 2*len(r.tokens))
	for i := range both {
		both[i] = -1
	}
	r.mention, r.names = both[:len(r.tokens)], both[len(r.tokens):]
	for i := range r.doc.Mentions {
		m := &r.doc.Mentions[i]
		for k := max(m.First, 0); k < min(m.End, len(r.mention)); k++ {
			if r.names[k] < 0 {
				r.names[k] = int32(i)
			}
			if old := r.mention[k]; old >= 0 && r.doc.Mentions[old].Head == k && m.Head != k {
				continue
			}
			r.mention[k] = int32(i)
		}
	}
}

// A voice is a stretch of text that is the content of a statement.
type voice struct {
	verbatim.Span
	statement int
	up        int // the voice that this one lies in, or -1
}

// statements sorts the contents by start, and finds which lies in which.
func (r *reader) statements() {
	for i := range r.doc.Statements {
		for _, c := range r.doc.Statements[i].Content {
			if !c.Empty() {
				r.voices = append(r.voices, voice{c, i, -1})
			}
		}
	}
	slices.SortFunc(r.voices, func(a, b voice) int {
		if c := cmp.Compare(a.Start, b.Start); c != 0 {
			return c
		}
		return cmp.Compare(b.End, a.End)
	})
	var stack []int
	for i := range r.voices {
		for len(stack) > 0 && r.voices[stack[len(stack)-1]].End < r.voices[i].End {
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 {
			r.voices[i].up = stack[len(stack)-1]
		}
		stack = append(stack, i)
	}
}

// voiceAt is the innermost statement whose content has the offset, or -1.
func (r *reader) voiceAt(at int) int {
	if v := r.innermost(at); v >= 0 {
		return r.voices[v].statement
	}
	return -1
}

func (r *reader) innermost(at int) int {
	k, _ := slices.BinarySearchFunc(r.voices, at+1, func(v voice, at int) int { return cmp.Compare(v.Start, at) })
	v := k - 1
	for n := 0; v >= 0 && n < reach; n++ {
		if at < r.voices[v].End {
			return v
		}
		v = r.voices[v].up
	}
	return -1
}

// by is the statement in whose words the event at an offset stands. What is
// governed by an act (to invite, refuse, agree, threaten) is no report of it.
func (r *reader) by(at int) int {
	for v, n := r.innermost(at), 0; v >= 0 && n < reach; v, n = r.voices[v].up, n+1 {
		s := &r.doc.Statements[r.voices[v].statement]
		if !r.act(s) {
			return r.voices[v].statement
		}
	}
	return -1
}

// act says that a statement is an act and no report: its content is what it
// is an act of, and not a clause of its own.
func (r *reader) act(s *verbatim.Statement) bool {
	switch s.Act {
	case verbatim.Refuse, verbatim.Agree, verbatim.Threaten, verbatim.Promise, verbatim.Demand, verbatim.Want, verbatim.Plan, verbatim.Praise, verbatim.Criticize, verbatim.Support, verbatim.Oppose:
	default:
		return false
	}
	c := lower(s.Content[0].In(r.doc.Text)[:min(8, s.Content[0].Len())])
	if len(c) >= 5 && c[:5] == "that " || s.Kind == verbatim.Direct || s.Kind == verbatim.Mixed {
		return false
	}
	return true
}

// token reads token i as a trigger.
func (r *reader) token(i int) {
	t := r.words[i].Tag
	var c cand
	ok := false
	switch t[0] {
	case 'V':
		l := r.base(i)
		s, is := verbs[l]
		rows := pairings[l]
		switch {
		case is:
			r.tree()
			c, ok = r.verbCand(i, s)
		case in("committed prepared", r.low(i)) && r.low(i+1) == "to":
			r.tree()
			c, ok = r.inclined(i)
		case rows == nil:
			return
		}
		if !ok && rows != nil {
			r.tree()
			c, ok = r.paired(i, rows)
		}
		if !ok && l == "offer" && r.low(i+1) == "to" {
			r.tree()
			c, ok = r.inclined(i)
		}
	case 'J':
		if l := r.low(i); l != "willing" && l != "ready" && l != "prepared" && l != "committed" {
			return
		}
		r.tree()
		c, ok = r.inclined(i)
	case 'M':
		if r.low(i) != "must" {
			return
		}
		r.tree()
		c, ok = r.required(i)
	case 'N':
		if r.low(i) == "attendance" && r.low(i-1) == "in" {
			r.tree()
			c, ok = r.attendance(i)
			break
		}
		s, is := nouns[r.base(i)]
		if !is {
			return
		}
		r.tree()
		c, ok = r.nounCand(i, s)
	}
	if ok {
		r.add(c)
	}
}

// attendance reads "be in attendance".
func (r *reader) attendance(i int) (cand, bool) {
	c := cand{sense: sense{"meeting", "CONSULT", "meet"}, head: i, lo: i, hi: i, clause: i, place: -1, topic: -1}
	s := r.child(i, "nsubj")
	if s < 0 || !r.people(s) {
		return c, false
	}
	c.parts = r.with(nil, s, verbatim.Actor)
	return c, true
}

// add gives a candidate its value and keeps it.
func (r *reader) add(c cand) {
	r.ev, r.steps = r.ev[:0], 24
	var v value
	if c.noun {
		v = r.nominal(c.head)
	} else {
		v = r.clause(c.head)
	}
	if (v == happened || v == planned) && r.habit(&c) {
		return
	}
	switch v {
	case open:
		v = unknown
	case conditional, proposed:
		if c.frame == "elect" {
			return // "if elected" speaks of no election
		}
	case underWay:
		if in("demand promise threat refusal invitation", string(c.kind)) {
			v = happened // who is demanding has demanded
		}
	}
	e := verbatim.Event{Kind: c.kind, Plover: c.plover, Status: statuses[v], Time: -1, Duration: -1, By: -1, Trigger: r.span(c.lo, c.hi)}
	if len(c.parts) > 0 && !slices.ContainsFunc(c.parts, func(p part) bool { return p.role == verbatim.Target }) {
		if k := r.recipient(&c); k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	}
	e.Participants = r.participants(c.parts)
	if k := r.whereOf(&c); k >= 0 {
		e.Place = &verbatim.EventPlace{Span: r.nameOf(k), Entity: r.entity(k)}
	}
	if c.kind == "election" && c.noun && v == planned && c.clause >= 0 && r.lemma(c.clause) == "call" && r.longPast(c.head) {
		v = happened // "called an election for July 2023"
		e.Status = statuses[v]
	}
	given := c.noun && r.granted
	if typ, _, _ := strings.Cut(c.plover, ":"); c.kind == "" && (v == planned || v == proposed) && in("SUPPORT COOPERATE AID CONCEDE RETREAT", typ) {
		e.Plover = "AGREE" // PLOVER takes cooperation to come for an agreement
	} else if c.kind == "" && v == planned && (typ == "COERCE" || typ == "SANCTION" || c.plover == "PROTEST:boycott") {
		e.Plover = "THREATEN" // and coercion to come for a threat
	} else if c.kind == "" && v == ruledOut && in("SUPPORT COOPERATE AID CONCEDE RETREAT AGREE", typ) {
		e.Plover = "REJECT"
	}
	e.Time, e.Duration = r.near(c.head), r.lasting(c.head)
	if c.noun && c.clause >= 0 {
		if e.Time < 0 && !in(notThen, r.lemma(c.clause)) {
			e.Time = r.near(c.clause)
		}
		if e.Duration < 0 {
			e.Duration = r.lasting(c.clause)
		}
	}
	if k := r.child(c.head, "acl:relcl"); c.noun && e.Time < 0 && k > c.head && in("due schedule plan pencil set slate expect hold book open begin start", r.lemma(k)) {
		e.Time = r.near(k) // "the elections that were due in February"
		if p := r.where(k); p >= 0 && e.Place == nil {
			e.Place = &verbatim.EventPlace{Span: r.nameOf(p), Entity: r.entity(p)}
		}
	}
	if c.noun {
		// "Talks are expected to begin in Oslo on Monday"
		if x := r.child(r.head(c.head), "xcomp"); x >= 0 && x > c.head && r.verb(x) {
			if e.Time < 0 {
				e.Time = r.near(x)
			}
			if k := r.where(x); k >= 0 && e.Place == nil {
				e.Place = &verbatim.EventPlace{Span: r.nameOf(k), Entity: r.entity(k)}
			}
		}
	}
	e.Topic = r.topicOf(&c)
	e.By = r.by(e.Trigger.Start)
	if c.kind == "election" && r.low(c.lo-1) == "this" && v == happened && r.side(e.Time) >= 0 {
		v = planned // "this election" is the one to come
		e.Status = statuses[v]
	}
	if given {
		// What is taken for granted stands as its day says, and in nobody's words
		// alone: "the attacks of 2001", "before the vote in November".
		switch r.side(e.Time) {
		case -1:
			if v == planned || v == unknown {
				v = happened
			}
		case 1:
			if v == happened {
				v = planned
			}
		}
		e.Status = statuses[v]
		if v == happened && (r.known(c.head) || r.child(c.head, "nmod:poss") >= 0) {
			e.By = -1
		}
	}
	r.tellTrigger(&c)
	slices.Sort(r.ev)
	for _, k := range r.ev {
		s := r.span(k, k)
		if n := len(e.Evidence); n > 0 && k > r.lo && e.Evidence[n-1].End == r.tokens[k-1].End {
			e.Evidence[n-1].End = s.End // neighbours are one stretch
			continue
		}
		e.Evidence = append(e.Evidence, s)
	}
	e.Confidence = sure(&c, &e)
	r.keep(found{e: e, c: c, value: v})
}

// nameOf is the mention of token k, or its phrase.
func (r *reader) nameOf(k int) verbatim.Span {
	if m := r.at(k); m >= 0 {
		return r.doc.Mentions[m].Span
	}
	return r.nounPhrase(k)
}

// tellTrigger adds the verb whose form told.
func (r *reader) tellTrigger(c *cand) {
	if !c.noun {
		r.tell(c.head)
	} else if c.clause >= 0 {
		r.tell(c.clause)
	} else if len(r.ev) == 0 {
		r.tell(c.head)
	}
}

// sure is how far the rules can be trusted: less without anybody who takes
// part, and less for a noun that nothing carries.
func sure(c *cand, e *verbatim.Event) float64 {
	p := 0.9
	if len(e.Participants) == 0 {
		p -= 0.25
	}
	if c.noun && !c.light {
		p -= 0.15
	}
	if e.Status == verbatim.Unsettled {
		p -= 0.1
	}
	return p
}
