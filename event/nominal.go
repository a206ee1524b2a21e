package event

// nominal is the value of an event that noun n names: what its place in the
// clause makes of it, under the words that describe it.
func (r *reader) nominal(n int) value {
	if r.steps--; r.steps < 0 || !r.in(n) {
		return unknown
	}
	val, given := r.position(n)
	if nouns[r.lemma(n)].kind == "talks" && val == happened && r.low(n-1) == "in" && r.inTalks(n) >= 0 && r.has(n-5, n, "is are 's 're remain remains") && !r.has(n-5, n, "was were had") {
		val = underWay
	}
	if nouns[r.lemma(n)].kind == "visit" && r.preposition(n) == "on" && val == happened {
		if who, _ := r.isOn(n); who >= 0 && r.has(n-12, n, "is are") {
			val = underWay // "is in Beijing on a visit"
		}
	}
	// What stands at the noun itself.
	no := false
	r.kids(n, func(k int) bool {
		w := r.low(k)
		switch {
		case k < n && (w == "no" || w == "neither"):
			no = true
			r.tell(k)
		case k < n && (r.words[k].Rel == "amod" || r.words[k].Rel == "acl" || r.words[k].Rel == "advmod" || r.words[k].Rel == "compound"):
			if v, ok := described(w); ok && (given || v == denied) && !(v == planned && val == happened && !given) {
				r.tell(k)
				val, given = v, false
			}
		case k > n && r.words[k].Rel == "acl" && r.verb(k):
			if v := r.participle(k); v != open && (given || v == cancelled && !(val == planned && governors[r.govern(k)] == putsOff)) {
				val, given = v, false
			}
		case k > n && r.words[k].Rel == "acl:relcl" && given && r.verb(k):
			if r.lemma(k) == "arrange" && r.child(k, "obl:agent") >= 0 && val == happened {
				break // "the call, which the UN arranged, brought together"
			}
			if op := governors[r.govern(k)]; op != none || in(light, r.lemma(k)) || in(occurs, r.lemma(k)) {
				if r.child(k, "aux:pass", "nsubj:pass") >= 0 || in(occurs, r.lemma(k)) {
					val, given = r.phase(k, n), false
				}
			}
		}
		return true
	})
	r.granted = given
	if no || r.low(n-1) == "no" {
		r.granted = false
		return val.not()
	}
	return val
}

// described is what an adjective says of the event that it describes.
func described(w string) (value, bool) {
	switch w {
	case "planned", "scheduled", "upcoming", "forthcoming", "future", "next", "expected", "coming", "imminent":
		return planned, true
	case "proposed", "suggested", "desired":
		return proposed, true
	case "possible", "potential", "hypothetical", "prospective", "alleged", "rumoured", "rumored", "tentative", "would-be", "any", "likely":
		return unknown, true
	case "cancelled", "canceled", "aborted", "abandoned":
		return cancelled, true
	case "ongoing", "current", "continuing", "continued":
		return underWay, true
	case "recent", "last", "previous", "past", "earlier", "latest":
		return happened, true
	case "failed", "attempted":
		return happened, true
	case "supposed", "non-existent", "fictitious", "nonexistent":
		return denied, true
	}
	return open, false
}

// participle is the value of an event that a participle or an infinitive
// behind it describes: "a meeting planned for", "talks to be held".
func (r *reader) participle(k int) value {
	g := r.verbGroupQuiet(k)
	op := governors[r.govern(k)]
	switch {
	case g.to && g.be:
		r.tell(k)
		return planned
	case g.to || r.tag(k) == "VBG":
		return open
	case op == intends || op == callsOff || op == putsOff || op == wants || op == weighs:
		r.tell(k)
		v := op.apply(happened)
		if op == putsOff && r.newTime(k) {
			return planned
		}
		return v
	case in(light, r.lemma(k)):
		return happened
	}
	return open
}

// position is the value that the place of noun n in the clause gives. It is
// given where the event is taken for granted, so that what describes the noun
// may still tell.
func (r *reader) position(n int) (val value, given bool) {
	h, rel := r.head(n), r.rel(n)
	if r.child(n, "cop") >= 0 && (r.child(n, "expl") >= 0 || h < 0 && r.low(r.lo) == "there") {
		// "there will be no talks"
		val, _ = r.form(n)
		if val == open {
			val = happened
		}
		return r.embedded(n, val), false
	}
	if h < 0 {
		if k := r.child(n, "cop"); k >= 0 {
			if k > n {
				if v := r.state(k+1, r.clause(n)); v != open {
					return v, false // "The meeting is off"
				}
			}
			return r.clause(n), true
		}
		if r.question() {
			return unknown, false
		}
		return happened, true
	}
	if rel == "nmod" && in("in of worth", r.preposition(n)) && in(amounts, r.lemma(h)) && r.head(h) >= 0 && r.verb(r.head(h)) && in("obj nsubj:pass", r.rel(h)) {
		return r.object(n, r.head(h)) // "pledged $50 million in aid"
	}
	switch rel {
	case "obj", "iobj", "nsubj:pass":
		return r.object(n, h)
	case "nsubj", "csubj":
		if r.verb(h) && (r.child(h, "aux:pass") >= 0 || r.tag(h) == "VBN" && r.verbGroupQuiet(h).be) {
			return r.object(n, h)
		}
		return r.subjectOf(n, h)
	case "conj":
		if r.noun(h) {
			return r.position(h)
		}
		return r.presumed(r.outer(h)), true
	case "appos", "flat", "compound", "nmod:desc":
		if r.steps--; r.steps < 0 {
			return unknown, true
		}
		if r.noun(h) {
			return r.position(h)
		}
	case "nmod:poss":
		return happened, true
	case "advmod":
		if r.low(h) == "ahead" {
			return planned, true
		}
	case "xcomp", "ccomp", "parataxis", "advcl", "dep":
		if r.child(n, "cop") >= 0 {
			return r.clause(n), true
		}
	}
	return r.oblique(n, h)
}

// state is the value of an event that is off, over, on or under way, as the
// words from k say; open where they do not.
func (r *reader) state(k int, outer value) value {
	for in("not n't now still back already again", r.low(k)) {
		k++
	}
	switch r.low(k) {
	case "off":
		r.tell(k)
		return callsOff.apply(outer)
	case "over":
		r.tell(k)
		return over.apply(outer)
	case "on":
		r.tell(k)
		if outer.negative() {
			return ruledOut
		}
		return planned
	case "underway", "ongoing":
		r.tell(k)
		return begun.apply(outer)
	}
	return open
}

// presumed is the value of an event that a clause of the given value only
// mentions.
func (r *reader) presumed(outer value) value {
	switch outer {
	case planned, proposed, conditional:
		return planned
	case unknown:
		return unknown
	}
	return happened
}

// amounts are what aid is counted in.
const amounts = "$ £ € dollar euro pound yen ton tonne million billion package shipment"

// object is the value of noun n as what verb h is done to.
func (r *reader) object(n, h int) (value, bool) {
	l := r.govern(h)
	kind := nouns[r.lemma(n)].kind
	if l == "" && r.lemma(h) == "call" && in("election meeting talks", string(kind)) || l == "set" && in("date time", r.lemma(n)) {
		l = "plan"
	}
	op := governors[l]
	if in("announce declare", l) && in("sanction resignation agreement aid ceasefire troops", string(kind)) {
		op = none
	}
	if l == "prevent" || l == "avert" || l == "avoid" || l == "stop" || l == "block" {
		op = reverse
	}
	if in("offer extend issue make demand request promise threat", l) && in("invitation demand threat promise refusal", string(kind)) {
		op = none // the act is the light verb's
	}
	if r.lemma(h) == "vote" && r.preposition(n) == "in" {
		return r.clause(h), false // "voted in an election"
	}
	if in("accept", l) && kind == "invitation" {
		return happened, false
	}
	if kind == "sanction" && in("lift ease remove drop relax waive", r.lemma(h)) {
		return r.clause(h), false // it is the lifting that is told
	}
	if kind == "attack" && in("halt end suspend cease pause", l) {
		r.tell(h)
		if v := r.clause(h); v == planned || v == proposed || v == unknown || v == conditional {
			return underWay, false // what is to be halted goes on
		}
		return happened, true
	}
	if kind == "ceasefire" && in("break violate breach", r.lemma(h)) {
		return happened, true // what is broken was there
	}
	if in("discuss negotiate debate", l) && in("ceasefire agreement", string(kind)) && !r.clause(h).negative() {
		r.tell(h)
		return proposed, false // it is what they talk about
	}
	if op == refuses && in("invitation demand promise threat resignation", string(kind)) {
		r.tell(h)
		return happened, false
	}
	if in("say report announce add tell confirm claim", l) {
		// "said talks will begin": the parser takes the subject for an object.
		if k := r.child(h, "ccomp"); k > n && r.ownSubject(k) < 0 {
			return r.subjectOf(n, k)
		}
	}
	switch {
	case op != none:
		return r.phaseOf(l, h, n), false
	case r.lemma(h) == "attend":
		if v := r.clause(h); v == ruledOut {
			return planned, true // it is held without whom did not attend it
		} else if v == denied {
			return happened, true
		} else {
			return v, false
		}
	case in(light, l) || in(light, r.lemma(h)) || l == "be":
		return r.clause(h), false
	}
	return r.presumed(r.clause(h)), true
}

// phase is the value of noun n under a verb that says in which phase it is, or
// who wants it.
func (r *reader) phase(h, n int) value {
	return r.phaseOf(r.govern(h), h, n)
}

func (r *reader) phaseOf(l string, h, n int) value {
	op := governors[l]
	r.tell(h)
	outer := r.clause(h)
	switch {
	case op == putsOff:
		if outer.negative() {
			return planned
		}
		if r.newTime(h) {
			return planned
		}
		if outer == happened || outer == underWay {
			return cancelled
		}
		return unknown
	case op == intends && outer == denied:
		if r.verbGroupQuiet(h).to {
			return denied // "failed to agree"
		}
		return unknown
	case op == none || op == begun && r.lemma(n) == "":
		return outer
	}
	return op.apply(outer)
}

// newTime says that what was put off has got another time: "postponed until
// May", "delayed to next week".
func (r *reader) newTime(v int) bool {
	found := false
	r.kids(v, func(k int) bool {
		if k > v && in("until till to for", r.preposition(k)) && r.timeAt(k) >= 0 {
			found = true
			r.tell(k)
		}
		return !found
	})
	if found {
		return true
	}
	for k := v + 1; k < min(r.hi, v+12); k++ {
		if (in("until till", r.low(k)) || k < v+4 && r.low(k) == "to") && (r.timeAt(k+1) >= 0 || r.timeAt(k+2) >= 0) {
			return true
		}
	}
	return false
}

// subjectOf is the value of noun n as the subject of h.
func (r *reader) subjectOf(n, h int) (value, bool) {
	l := r.lemma(h)
	if r.verb(h) {
		outer := r.clause(h)
		switch {
		case l == "take" && r.low(h+1) != "place" && r.child(h, "obj") >= 0 && r.low(r.child(h, "obj")) != "place":
			return r.presumed(outer), true
		case l == "get" && (r.low(h+1) == "underway" || r.low(h+1) == "under"), in(begins, l) && l != "launch", in(continues, l) && l != "go":
			r.tell(h)
			return begun.apply(outer), false
		case l == "fail" && r.child(h, "xcomp") >= 0:
			return happened, true
		case l == "fall" && r.particle2(h) == "through":
			r.tell(h)
			return callsOff.apply(outer), false
		case in(ends, l):
			r.tell(h)
			return over.apply(outer), false
		case l == "be" && (r.low(h+1) == "off" || r.low(h+1) == "on"):
			r.tell(h + 1)
			if r.low(h+1) == "off" {
				return callsOff.apply(outer), false
			}
			return intends.apply(outer), false
		case l == "hold" && nouns[r.lemma(n)].kind == "ceasefire":
			r.tell(h)
			return begun.apply(outer), false
		case in(occurs, l) || l == "be" || l == "get" && r.low(h+1) == "off":
			return outer, false
		}
		if op := governors[l]; op == intends && r.tag(h) == "VBN" {
			return op.apply(outer), false
		}
		if outer == underWay {
			return underWay, true
		}
		return r.presumed(outer), true
	}
	// A predicate: "is unlikely", "is over", "is under way".
	w := r.low(h)
	outer := r.clause(h)
	neg := outer.negative()
	switch {
	case in("over finished complete", w):
		r.tell(h)
		if neg {
			return underWay, false
		}
		return over.apply(outer), false
	case in("underway ongoing", w) || w == "way" && r.low(h-1) == "under" || in("progress force effect", w) && r.low(h-1) == "in":
		r.tell(h)
		return begun.apply(outer), false
	case w == "question" && r.has(h-3, h, "out"):
		r.tell(h)
		if neg {
			return unknown, false
		}
		return ruledOut, false
	case w == "reach" && r.low(h-1) == "within", in("doubt jeopardy", w) && r.low(h-1) == "in":
		r.tell(h)
		return unknown, false
	case in("verge brink", w) && r.has(h+1, h+3, "collapse failure breakdown"):
		r.tell(h)
		return begun.apply(outer), false
	case in("off", w):
		r.tell(h)
		return callsOff.apply(outer), false
	case in("on imminent", w):
		r.tell(h)
		if neg {
			return ruledOut, false
		}
		return planned, false
	}
	if op := governors[r.govern(h)]; op != none && op != same && op != believed && op != presumes {
		r.tell(h)
		if op == intends && outer == denied {
			return ruledOut, false
		}
		return op.apply(outer), false
	}
	if m := r.verbGroupQuiet(h).modal; in("would 'd", m) && !r.reported(h) || outer == conditional && m != "" {
		return conditional, true // "a summit would be useful"
	}
	if outer == conditional {
		return planned, true
	}
	return r.presumed(outer), true
}
