package event

import (
	"github.com/verbatim-record/verbatim"
)

// named says that verb or noun k names an event by itself that agreeing to it
// or refusing it is about: only then has it a trigger of its own.
func (r *reader) named(k int) bool {
	if k < 0 {
		return false
	}
	if r.verb(k) {
		s, ok := verbs[r.lemma(k)]
		if ok && s.kind != "" {
			if _, ok := r.verbCand(k, s); ok {
				return true
			}
		}
		for n := 0; n < 3; n++ { // "agreed to have their teams start talks"
			if x := r.child(k, "xcomp", "ccomp"); x > k && r.verb(x) {
				k = x
			}
		}
		o := r.child(k, "obj")
		return o >= 0 && nouns[r.lemma(o)].kind != "" || r.oblEvent(k) >= 0
	}
	return nouns[r.lemma(k)].kind != ""
}

// oblEvent is a noun behind "to", "on", "for", "in" of verb v that names an event, or -1.
func (r *reader) oblEvent(v int) int {
	at := -1
	r.kids(v, func(k int) bool {
		if k > v && r.noun(k) && nouns[r.lemma(k)].kind != "" && in("to on for in", r.preposition(k)) {
			at = k
		}
		return at < 0
	})
	return at
}

func (r *reader) agreed(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	x := r.child(i, "xcomp")
	if x < 0 && r.low(i+1) == "to" && r.tag(i+2) == "VB" {
		x = i + 2
	}
	on := r.oblNear(i, "on upon to")
	that := r.child(i, "ccomp")
	if on < 0 && (r.low(i+1) == "on" || r.low(i+1) == "to") && x < 0 {
		on = r.head(i + 1)
		if on == i || on < i {
			on = -1
		}
	}
	switch {
	case subj < 0 && !passive, subj >= 0 && !r.people(subj):
		return c, false
	case x < 0 && on < 0 && that < 0 && obj < 0:
		return c, false
	case r.low(i+1) == "with" && x < 0 && on < 0:
		return c, false
	case x >= 0 && r.named(x), on >= 0 && nouns[r.lemma(on)].kind != "", obj >= 0 && nouns[r.lemma(obj)].kind != "":
		c.kind = "" // what is agreed to names itself, and is planned
	case that >= 0 && x < 0 && on < 0 && !r.several(subj):
		return c, false // an opinion
	case that >= 0 && x < 0 && on < 0 && that < i:
		return c, false
	case that >= 0 && x < 0 && on < 0 && r.stated(that):
		return c, false // that something is so is an opinion too
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	if w := r.oblNear(i, "with"); w >= 0 && r.people(w) {
		c.parts = r.with(c.parts, w, verbatim.Target)
	} else if subj >= 0 && !r.several(subj) {
		c.kind = "" // one side that agrees to something concludes nothing
	}
	for _, k := range []int{x, on, obj, that} {
		if k >= 0 {
			c.topic = k
			break
		}
	}
	return c, true
}

// stated says that the clause of v tells of what is or was so, without a modal.
func (r *reader) stated(v int) bool {
	g := r.verbGroupQuiet(v)
	if g.modal != "" || g.to || g.going {
		return false
	}
	return g.past || r.tag(v) == "VBD" || r.tag(v) == "VBZ" || r.has(v-3, v, "is are was were")
}

// unsaid are what is declined without refusing anything: "declined to comment".
const unsaid = "comment say elaborate speculate specify confirm be"

// refusable are what somebody offers or asks for.
const refusable = "offer proposal request invitation call plan deal demand bid appeal meeting talk ceasefire truce agreement visa entry access ultimatum term idea permission help aid " +
	"passage shelter asylum bail parole job post chance opportunity suggestion application"

// things refuse and threaten only as a manner of speaking, also where a
// statement seems to have one for its source.
const things = "car engine machine door window lock computer phone body leg knee weather rain storm wind snow drought flood market price economy"

func (r *reader) refused(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	l := r.lemma(i)
	x := r.child(i, "xcomp", "ccomp")
	if x < 0 && r.low(i+1) == "to" && r.tag(i+2) == "VB" {
		x = i + 2
	}
	if x >= 0 && r.tag(x) == "VB" && in("it which that", r.low(subj)) {
		subj = -1
	}
	switch {
	case l == "turn" && (r.particle(i) != "down" || obj < 0 || !r.people(obj) && !in(refusable, r.lemma(obj)) && !nounEvent(r.lemma(obj)) && r.tag(obj) != "PRP"):
		return c, false
	case subj < 0 && !passive && (x < 0 || r.tag(x) != "VB"), subj >= 0 && !r.people(subj), x >= 0 && subj >= 0 && in(things, r.lemma(subj)):
		return c, false
	case x < 0 && obj < 0:
		return c, false
	case x >= 0 && in(unsaid, r.lemma(x)), x >= 0 && in("give provide disclose reveal", r.lemma(x)) && in("name detail comment reason surname interview identity figure", r.lemma(r.child(x, "obj"))):
		return c, false
	case x < 0 && in("claim allegation accusation suggestion report criticism comment answer interview notion charge", r.lemma(obj)):
		return c, false
	case l == "refuse" && x < 0 && !in(refusable, r.lemma(obj)) && !r.people(obj):
		return c, false
	case l == "decline" && x < 0 && !in("invitation offer request call proposal invite", r.lemma(obj)):
		return c, false
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	c.topic = x
	if k := r.owned(obj, "from by of"); x >= 0 && k >= 0 && r.people(k) && !r.people(obj) {
		c.parts = r.with(c.parts, k, verbatim.Target) // "rejected calls by the union to resign"
	} else if x >= 0 {
		if o := r.objectOf(x); o >= 0 && r.people(o) && !in(troopNouns, r.lemma(o)) {
			c.parts = r.with(c.parts, o, verbatim.Target)
		} else if w := r.obl(x, "with to"); w >= 0 && r.people(w) {
			c.parts = r.with(c.parts, w, verbatim.Target)
		}
	} else {
		c.topic = obj
		if r.people(obj) {
			c.parts = r.with(c.parts, obj, verbatim.Target)
		} else if k := r.owned(obj, "from by of"); k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		} else if k := r.oblNear(i, "from by"); k >= 0 && r.people(k) && !passive {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	}
	return c, true
}

// owned is whose noun i is: its possessor, or who stands behind a preposition.
func (r *reader) owned(i int, preps string) int {
	if i < 0 {
		return -1
	}
	if k := r.child(i, "nmod:poss"); k >= 0 && r.people(k) {
		return k
	}
	if k := r.obl(i, preps); k >= 0 && r.people(k) {
		return k
	}
	at := -1
	r.kids(i, func(k int) bool {
		if rel := r.words[k].Rel; k < i && (rel == "amod" || rel == "compound") && r.entity(k) >= 0 {
			at = k
		}
		return k < i
	})
	return at
}

// whoMust is who is to do what the clause behind "that" demands: "demanded that
// the city pay". The parser takes the bare verb for a noun at times, so the words
// in front of it are read in order. It is -1 where no such clause follows.
func (r *reader) whoMust(i int) int {
	j := i + 1
	for j < min(r.hi, i+3) && r.timed(j) {
		j++
	}
	if r.low(j) != "that" {
		return -1
	}
	at := -1
	for j++; j < min(r.hi, j+8); j++ {
		t := r.tag(j)
		switch {
		case t == "DT" || t == "POS" || t == "PRP$" || t != "" && t[0] == 'J':
		case t != "" && t[0] == 'N' && !r.timed(j):
			if r.people(j) && (peopleSet[r.lemma(j)] || r.entity(j) >= 0) {
				at = j
			}
		default:
			return at
		}
	}
	return at
}

func (r *reader) asked(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	l := r.lemma(i)
	x := r.child(i, "xcomp", "ccomp", "advcl")
	if x >= 0 && (x < i || !(r.tag(x) == "VB" || r.lemma(i) == "demand" || r.lemma(i) == "insist")) {
		x = -1
	}
	p := r.oblNear(i, "for")
	on := r.oblNear(i, "on upon")
	if subj < 0 && !passive || subj >= 0 && !r.minded(subj) {
		return c, false
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	switch l {
	case "call":
		switch {
		case on >= 0 && r.people(on):
			c.parts = r.with(c.parts, on, verbatim.Target)
			c.topic = x
		case p >= 0 && in("taxi cab waiter bill room drink", r.lemma(p)):
			return c, false
		case p >= 0:
			c.topic = p
			if r.people(p) && r.low(p+1) == "to" && r.tag(p+2) == "VB" {
				c.parts = r.with(c.parts, p, verbatim.Target) // "called for the minister to go"
				c.topic = p + 2
			}
		case r.timed(i + 1):
			for k := i + 1; k < min(r.hi, i+5); k++ {
				if r.low(k) == "for" {
					c.topic = r.head(k)
				}
			}
		case r.low(i+1) == "for":
			c.topic = r.head(i + 1)
		case on >= 0 || r.low(i+1) == "on":
			if k := r.head(i + 1); k > i && r.people(k) {
				c.parts = r.with(c.parts, k, verbatim.Target)
			}
			c.topic = x
		default:
			return c, false
		}
	case "demand", "request":
		if obj >= 0 && in("penalty free-kick replay", r.lemma(obj)) {
			return c, false
		}
		if obj < 0 && x < 0 && r.child(i, "ccomp") < 0 {
			return c, false
		}
		if c.topic = x; x < 0 {
			c.topic = obj
		}
		if k := r.oblNear(i, "from of"); k >= 0 && r.people(k) {
			c.parts = r.with(c.parts, k, verbatim.Target)
		} else if k := r.whoMust(i); k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		} else if k := r.child(x, "nsubj"); x >= 0 && k >= 0 && r.people(k) {
			c.parts = r.with(c.parts, k, verbatim.Target)
		} else if k := r.owned(obj, "from of by"); obj >= 0 && k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	case "urge", "implore", "beg", "exhort", "order", "press", "ask":
		if l == "press" && p >= 0 && obj < 0 && !passive {
			c.topic = p // "is pressing for a ceasefire"
			break
		}
		switch {
		case obj < 0 || passive && subj < 0 && l == "ask":
			return c, false
		case !r.people(obj) && l != "urge":
			return c, false
		case x < 0 && p < 0 && !(l == "urge" && r.tag(obj) != "PRP"):
			return c, false
		case l == "ask" && x >= 0 && r.child(x, "mark") >= 0 && r.low(r.child(x, "mark")) != "to":
			return c, false
		}
		if r.people(obj) {
			c.parts = r.with(c.parts, obj, verbatim.Target)
		}
		if c.topic = x; x < 0 {
			c.topic = p
			if p < 0 {
				c.topic = obj
			}
		}
	case "appeal", "plead":
		to := r.oblNear(i, "to with")
		if p < 0 && (to < 0 || !r.people(to)) {
			return c, false
		}
		c.topic = p
		if to >= 0 && r.people(to) {
			c.parts = r.with(c.parts, to, verbatim.Target)
		}
	case "insist":
		if on < 0 {
			return c, false
		}
		c.topic = on
	default:
		return c, false
	}
	c.plover = requestMode(r, c.topic)
	if in("request ask appeal order plead beg implore", l) || l == "press" && p < 0 {
		c.kind = "" // to ask is no demand
	}
	return c, true
}
