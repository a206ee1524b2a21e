package event

import "slices"

// tell keeps token k as evidence.
func (r *reader) tell(k int) {
	if k >= 0 && len(r.ev) < 12 && !slices.Contains(r.ev, k) {
		r.ev = append(r.ev, k)
	}
}

// clause is the value of the proposition that verb or predicate v heads: what
// its own form says, under all that governs it.
func (r *reader) clause(v int) value {
	if r.steps--; r.steps < 0 || !r.in(v) {
		return unknown
	}
	val, g := r.form(v)
	if val == open {
		return r.nonfinite(v, g)
	}
	if (g.have || g.be || g.modal == "should") && r.inverted(v) || val == happened && r.hadThey(v) {
		return conditional
	}
	if (val == planned || val == proposed) && r.iffyClause(v, g) {
		val = conditional
	}
	if val == happened || val == underWay {
		if r.presentAhead(v, g) {
			val = planned
		}
	}
	return r.embedded(v, val)
}

// hadThey says that the sentence begins with "Had they met", whatever the tree
// makes of it.
func (r *reader) hadThey(v int) bool {
	if r.low(r.lo) != "had" || r.question() || v-r.lo < 2 || v-r.lo > 6 || r.tag(v) != "VBN" && r.tag(v) != "VBD" {
		return false
	}
	for k := r.lo + 1; k < v; k++ {
		if r.verb(k) && r.low(k) != "been" || r.tag(k) == "," || r.tag(k) == "MD" {
			return false
		}
	}
	r.tell(r.lo)
	return true
}

// iffyClause says that a condition holds up what will be.
func (r *reader) iffyClause(v int, g group) bool {
	return in("will 'll would 'd shall", g.modal) && r.iffy(v)
}

// presentAhead says that a verb in the present speaks of what is to come: "He
// flies to Geneva on Friday", "is meeting him tomorrow".
func (r *reader) presentAhead(v int, g group) bool {
	t := r.tag(v)
	if g.past || g.have || g.do || g.modal != "" || g.neg || !(t == "VBZ" || t == "VBP" || t == "VBG" && g.be) {
		return false
	}
	if m := r.child(v, "mark", "advmod"); m >= 0 && m < v && in("when before until once if after as", r.low(m)) && r.rel(v) != "root" {
		return t != "VBG" && r.low(m) != "as"
	}
	return r.ahead(v)
}

// embedded is the value of a finite clause with the value val under the clause
// that it stands in.
func (r *reader) embedded(v int, val value) value {
	at := v
	for n := 0; n < 6; n++ {
		rel, h := r.rel(at), r.head(at)
		mark := -1
		r.kids(at, func(k int) bool {
			if r.words[k].Rel == "mark" && r.low(k) != "that" && r.low(k) != "to" {
				mark = k
				return false
			}
			return k < at
		})
		m := r.low(mark)
		switch {
		case m == "whether" || m == "if" && (rel == "ccomp" || rel == "obj"):
			r.tell(mark)
			return unknown
		case in("if unless lest", m):
			r.tell(mark)
			if val == denied {
				return val
			}
			return conditional
		}
		if h < 0 {
			if r.question() && val != denied && val != ruledOut {
				return unknown
			}
			return val
		}
		switch rel {
		case "acl":
			if r.noun(h) {
				if !in(contents, r.lemma(h)) {
					return val
				}
				return r.content(h, val)
			}
			fallthrough
		case "ccomp", "csubj", "csubj:pass":
			val = r.under(h, val)
			if val == unknown || val == denied {
				return val
			}
			at = h
		case "acl:relcl":
			if !in(contents, r.lemma(h)) || !in("that whether", r.low(h+1)) {
				return val
			}
			val = r.content(h, val)
			return val
		case "advcl", "parataxis":
			return val
		case "conj":
			at = h
		default:
			return val
		}
	}
	return val
}

// under is the value of a finite clause that word h takes: "denied that",
// "it is unlikely that", "hopes that".
func (r *reader) under(h int, val value) value {
	l := r.lemma(h)
	op := governors[l]
	g := r.verbGroupQuiet(h)
	switch {
	case op == denies:
		r.tell(h)
		if g.neg {
			return unknown
		}
		if val == planned || val == ruledOut {
			return val.not()
		}
		return denied
	case op == refuses && val != ruledOut && val != denied:
		r.tell(h)
		if g.neg {
			return unknown
		}
		return ruledOut
	case op == weighs && !in("think warn predict assume fear likely discuss threaten hint", l):
		if val == ruledOut || val == denied || val == cancelled {
			return val
		}
		r.tell(h)
		return unknown
	case g.neg && in("suggest indicate show mean", l):
		r.tell(h)
		return unknown
	case op == wants && in("hope wish suggest propose demand insist urge ask recommend request prefer want order", l):
		// "hopes that they will meet", "insisted that he had met" is a claim.
		if val == happened && in("insist suggest", l) || val.negative() || val == unknown {
			return val
		}
		if in("insist suggest", l) && val == planned {
			return val
		}
		r.tell(h)
		return proposed
	case g.neg && in("say know confirm clear sure certain believe think evidence true case", l):
		r.tell(h)
		if in("believe think true case", l) && !r.has(h-3, h, "hardly scarcely few") {
			return val.not()
		}
		return unknown
	}
	return val
}

// contents are nouns that have what was said, thought or feared as a clause.
const contents = "report claim rumour rumor allegation idea suggestion evidence speculation fear hope possibility chance belief accusation charge assertion news proof sign doubt question notion denial risk prospect likelihood"

// content is the value of a clause that noun h has as its content: "denied
// reports that she had resigned".
func (r *reader) content(h int, val value) value {
	if r.low(h-1) == "no" {
		r.tell(h - 1)
		r.tell(h)
		return val.not()
	}
	if p := r.head(h); p >= 0 && (r.verb(p) || r.tag(p) == "JJ") {
		if op := governors[r.lemma(p)]; op == refuses && !in("idea possibility prospect hope likelihood notion suggestion chance risk", r.lemma(h)) && !val.negative() && in("obj nsubj:pass nsubj", r.rel(h)) {
			r.tell(p)
			if r.verbGroupQuiet(p).neg {
				return unknown
			}
			return val.not() // "dismissed a report that he had called"
		}
		if v := r.under(p, val); v != val {
			return v
		}
	}
	switch l := r.lemma(h); {
	case in("rumour rumor speculation fear possibility chance doubt question risk prospect likelihood idea notion", l):
		r.tell(h)
		return unknown
	case l == "hope":
		r.tell(h)
		return proposed
	case l == "denial":
		r.tell(h)
		return denied
	}
	return val
}

// verbGroupQuiet reads the group of v without keeping evidence.
func (r *reader) verbGroupQuiet(v int) group {
	keep := len(r.ev)
	g := r.verbGroup(v)
	r.ev = r.ev[:keep]
	return g
}

// question says that the sentence asks.
func (r *reader) question() bool {
	for k := r.hi - 1; k >= max(r.lo, r.hi-3); k-- {
		if r.low(k) == "?" {
			r.tell(k)
			return true
		}
	}
	return false
}

// nonfinite is the value of an infinitive, a gerund or a participle: that of
// its governor, through the governor's operator.
func (r *reader) nonfinite(v int, g group) value {
	h, rel := r.head(v), r.rel(v)
	val := open
	prep := ""
	r.kids(v, func(k int) bool {
		if k < v && (r.words[k].Rel == "mark" || r.words[k].Rel == "case") && r.low(k) != "to" {
			prep = r.low(k)
		}
		return k < v
	})
	switch {
	case rel == "conj" && h >= 0 && (r.verb(h) || r.child(h, "cop") >= 0):
		val = r.clause(h)
	case g.to && (h < 0 || rel == "root"):
		val = planned // a headline: "Ministers to meet in Rome"
	case r.low(v-1) == "than" && r.low(v-2) == "rather":
		r.tell(v - 2)
		val = denied
	case r.low(v-1) == "from" && r.low(v-2) == "far":
		r.tell(v - 2)
		val = denied
	case r.tag(v) == "VB" && !g.to && !g.subject && r.lemma(v) == "let":
		val = proposed
	case r.tag(v) == "VB" && !g.to && (h < 0 || rel == "root" || rel == "parataxis" || rel == "ccomp" && !r.verb(h)):
		val = proposed // "Let them meet", "meet him"
		if r.question() {
			val = unknown
		}
	case r.tag(v) == "VBN" && (h < 0 || rel == "root"):
		val = happened
	case r.tag(v) == "VBG" && (h < 0 || rel == "root"):
		val = underWay
	case h < 0:
		val = unknown
	default:
		val = r.governed(v, h, rel, prep, g)
	}
	if g.neg {
		r.tell(v)
		val = val.not()
	}
	return val
}

// governed is the value of nonfinite v under h.
func (r *reader) governed(v, h int, rel, prep string, g group) value {
	// A participle of the noun that it describes.
	if rel == "acl" && r.noun(h) && !g.to {
		switch r.tag(v) {
		case "VBN", "VBD":
			return happened
		case "VBG":
			if prep == "" {
				return underWay
			}
		}
	}
	// "the last president to go", "the first to visit": who did.
	if g.to && r.noun(h) && rel == "acl" {
		first := false
		r.kids(h, func(k int) bool {
			if in("first last only second third latest next", r.low(k)) {
				first = r.low(k) != "next"
			}
			return k < h
		})
		if first || in("first last only", r.low(h)) {
			return happened
		}
	}
	if g.to {
		// The parser hangs an infinitive on a word further up at times: the one
		// right in front governs it where it is one that does.
		if q := v - 1; r.low(q) == "to" {
			for q--; q > r.lo && r.tag(q) == "RB"; q-- {
			}
			if q != h && governors[r.govern(q)] != none && governors[r.govern(h)] == none {
				h = q
			}
		}
	}
	op := governors[r.govern(h)]
	l := r.lemma(h)
	switch prep {
	case "after", "following", "since", "by", "for", "despite", "in":
		if op == none || prep == "after" || prep == "following" {
			outer := r.outer(h)
			r.tell(v)
			if outer.negative() || outer == proposed && prep != "by" {
				if prep == "by" {
					return outer
				}
				return happened
			}
			if prep == "for" && outer == planned && op == none {
				return happened // "will be fined for refusing"
			}
			if prep == "by" || prep == "for" {
				return outer
			}
			if outer == planned {
				if prep == "after" && r.reported(h) {
					return happened // "will begin after holding a call": it was held
				}
				return planned
			}
			return happened
		}
	case "including":
		return r.outer(h)
	case "before":
		if outer := r.outer(h); outer == happened {
			return happened
		}
		return planned
	case "without", "instead":
		r.tell(v)
		return denied
	case "if", "unless", "when", "once":
		return conditional
	}
	if op == none {
		outer := r.outer(h)
		if gg := r.verbGroupQuiet(h); g.to && !r.verb(h) && r.child(h, "cop") >= 0 && in("would 'd", gg.modal) && outer == planned {
			return conditional // "It would be wrong to meet him"
		}
		switch {
		case g.to && rel != "xcomp" && r.verb(h):
			if outer == happened && r.longPast(h) {
				return happened
			}
			return purpose.apply(outer)
		case g.to && r.noun(h):
			return weighs.apply(outer)
		case r.tag(v) == "VBG" && prep == "" && rel != "nsubj" && rel != "csubj" && rel != "nmod" && rel != "obl":
			return outer
		case r.tag(v) == "VBG":
			return unknown
		}
		return outer
	}
	r.tell(h)
	if p := r.head(h); r.noun(h) && p >= 0 && r.verb(p) && in("invitation offer request call proposal demand appeal invite", l) {
		// "accepted an invitation to visit", "rejected calls to resign"
		if g := governors[r.govern(p)]; g == refuses || r.govern(p) == "accept" {
			r.tell(p)
			return g.apply(r.clause(p))
		}
	}
	if p := r.head(h); r.noun(h) && p >= 0 && r.verb(p) && in("promise pledge vow commitment effort attempt bid", l) {
		// "broke his promise to hold a vote", "efforts to meet came to nothing"
		pl := r.lemma(p)
		if in("break renege abandon", pl) && !in("effort attempt bid", l) || in("fail founder collapse", pl) || pl == "come" && r.has(p+1, p+2, "nothing naught") {
			r.tell(p)
			if v := r.clause(p); v.negative() || v == unknown {
				return unknown
			}
			return denied
		}
	}
	outer := r.outer(h)
	switch {
	case l == "threaten" && !outer.negative():
		return unknown
	case op == intends && r.none(h):
		return ruledOut
	case op == intends && g.to && g.have && in("VBN VBD", r.tag(v)) && (outer == happened || outer == planned) && r.verbGroupQuiet(h).past:
		return cancelled // "were supposed to have met"
	case l == "question" && prep == "of" && (r.none(h) || outer == denied || outer == ruledOut):
		return ruledOut // "There is no question of resigning"
	case op == intends && outer == denied && in("plan intend schedule due planned scheduled set aim mean about", l):
		return ruledOut
	}
	return op.apply(outer)
}

// none says that a noun that governs has "no": "no plans to".
func (r *reader) none(h int) bool {
	found := false
	if !r.noun(h) {
		return false
	}
	r.kids(h, func(k int) bool {
		if in("no neither", r.low(k)) {
			found = true
			r.tell(k)
		}
		return k < h
	})
	if !found && (r.low(h-1) == "no" || r.low(h-1) == "longer" && r.low(h-2) == "no") {
		found = true
		r.tell(h - 1)
	}
	return found
}

// govern is the lemma by which word h is looked up; words of two parts give
// their first.
func (r *reader) govern(h int) string {
	l := r.lemma(h)
	switch l {
	case "call":
		if n := r.low(h + 1); n == "off" || r.particle(h) == "off" {
			return "cancel"
		} else if n == "into" && in("question doubt", r.low(h+2)) {
			return "doubt"
		} else if r.verb(h) && n != "for" && n != "on" {
			return ""
		}
	case "vote":
		if r.particle(h) == "down" {
			return "reject"
		}
	case "rule":
		if r.particle(h) != "out" && r.low(h+1) != "out" {
			return ""
		}
	case "put":
		if p := r.particle(h); p == "off" || p == "back" {
			return "postpone"
		}
		if r.low(h+1) == "on" && in("hold ice", r.low(h+2)) {
			return "postpone"
		}
		return ""
	case "bring", "move", "shift":
		if r.verb(h) && r.newTime(h) {
			return "postpone"
		}
		return ""
	case "turn":
		if r.particle(h) == "down" {
			return "refuse"
		}
		return ""
	case "push":
		if r.particle(h) == "back" {
			return "postpone"
		}
	case "pull":
		if r.particle(h) == "out" {
			return "cancel"
		}
		return ""
	case "look":
		if r.low(h+1) == "forward" {
			return "expect"
		}
		if r.tag(h) == "VBG" {
			return "seek"
		}
		return ""
	case "get":
		if r.low(h+1) == "ready" {
			return "plan"
		}
	case "unlikely", "likely", "unable":
		return l
	}
	if _, ok := governors[l]; !ok {
		return r.low(h)
	}
	return l
}

// particle is the particle of verb v, or "".
func (r *reader) particle(v int) string {
	if k := r.child(v, "compound:prt"); k >= 0 {
		return r.low(k)
	}
	if in("off out down up away back forward", r.low(v+1)) {
		return r.low(v + 1)
	}
	return ""
}

// particle2 is particle, else the adverb or preposition right behind v.
func (r *reader) particle2(v int) string {
	if p := r.particle(v); p != "" {
		return p
	}
	if t := r.tag(v + 1); t == "IN" || t == "RB" || t == "RP" {
		return r.low(v + 1)
	}
	return ""
}

// outer is the value of a governor: a clause, or a noun in one.
func (r *reader) outer(h int) value {
	if r.steps--; r.steps < 0 {
		return unknown
	}
	if r.verb(h) || r.child(h, "cop") >= 0 || r.tag(h) == "JJ" || r.tag(h) == "MD" {
		val := r.clauseOrAdjective(h)
		return val
	}
	return r.nominal(h)
}

// clauseOrAdjective gives an adjective without a verb ("ready to meet") the
// value of what it stands in.
func (r *reader) clauseOrAdjective(h int) value {
	if r.verb(h) || r.child(h, "cop") >= 0 {
		return r.clause(h)
	}
	if p := r.head(h); p >= 0 {
		return r.outer(p)
	}
	return happened
}
