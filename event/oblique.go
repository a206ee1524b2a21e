package event

// oblique is the value of noun n behind a preposition.
func (r *reader) oblique(n, h int) (value, bool) {
	prep := r.preposition(n)
	if prep == "" {
		if k := r.child(n, "mark"); k >= 0 {
			prep = r.low(k)
		}
	}
	if k := r.child(n, "case"); k > r.lo && in("on about over for", prep) && r.noun(k-1) && nouns[r.lemma(k-1)].kind == "talks" && h != k-1 {
		r.tell(k - 1)
		return proposed, true // "talks on a truce", wherever the tree hangs it
	}
	for k := n - 1; k > max(r.lo, n-5); k-- {
		if r.low(k) == "of" && r.low(k-1) == "ahead" {
			prep = "ahead"
		}
		if r.verb(k) {
			break
		}
	}
	if r.lemma(h) == "call" && prep == "for" && r.noun(h) && !r.verb(h) {
		r.tell(h)
		if p := r.head(h); p >= 0 && r.verb(p) && governors[r.govern(p)] == refuses {
			return ruledOut, false
		}
		return proposed, false
	}
	if r.verb(h) {
		l := r.govern(h)
		if in("off out down", prep) && governors[l] != none {
			return r.object(n, h) // "called off the trip"
		}
		if r.lemma(h) == "call" && prep == "for" {
			l = "demand"
		}
		op := governors[l]
		outer := r.clause(h)
		if r.lemma(h) == "vote" && prep == "in" {
			return outer, false
		}
		if k := nouns[r.lemma(n)].kind; (k == "call" || k == "meeting") && in("in during at over", prep) && (op == intends || op == wants) && outer == happened {
			return happened, false // "agreed in a phone call to"
		}
		switch prep {
		case "against":
			if op == intends && in("decide vote", r.lemma(h)) && !outer.negative() {
				r.tell(h)
				return ruledOut, false // "decided against sanctions"
			}
		case "before":
			if r.has(n-3, n-1, "after") {
				return happened, true // "before or after the raid"
			}
			if outer == happened {
				return happened, true
			}
			return planned, true
		case "ahead", "until", "till", "pending":
			return planned, true
		case "without":
			return denied, false
		case "after", "following", "since", "during", "despite", "amid", "from", "over":
			if outer == planned && prep != "despite" && prep != "over" && prep != "from" {
				return planned, true
			}
			return happened, true
		case "for", "to", "on", "in", "of", "into", "with", "out", "from_", "":
			if l == "invite" && prep == "to" && (outer.negative() || outer == unknown) {
				return planned, true // it goes on without whom nobody invited
			}
			if op != none && op != same && op != believed && op != begun && op != over && !(op == presumes) {
				if op == intends && outer == denied {
					return unknown, false
				}
				if in("say report tell announce", l) {
					break
				}
				if l == "agree" && nouns[r.lemma(n)].kind == "agreement" {
					return outer, false
				}
				r.tell(h)
				return op.apply(outer), false
			}
			if (prep == "for" || prep == "to") && in("travel fly go come head arrive leave return gather prepare land push wait fall", r.lemma(h)) {
				return purpose.apply(outer), true
			}
			if prep == "for" && outer == happened && in("look hope press lobby campaign wait", r.lemma(h)) {
				return proposed, false
			}
		}
		if prep == "in" || prep == "at" || prep == "for" || prep == "on" {
			if outer.negative() {
				return r.presumed(outer), true
			}
			return outer, true
		}
		return r.presumed(outer), true
	}
	l := r.govern(h)
	op := governors[l]
	if _, event := nouns[r.lemma(h)]; event && r.noun(h) {
		kind := nouns[r.lemma(h)].kind
		switch {
		case in("on about over for regarding", prep) && kind == "talks":
			return proposed, true
		case in("on about for", prep) && kind == "agreement":
			return planned, true
		case kind == "demand" && prep == "for":
			if p := r.head(h); p >= 0 && r.verb(p) && governors[r.govern(p)] == refuses && !r.clause(p).negative() {
				r.tell(p)
				return ruledOut, false // "turned down her request for a meeting"
			}
			return proposed, false
		case kind == "refusal":
			return ruledOut, false
		case kind == "threat":
			return unknown, false
		case kind == "invitation" && in("to for", prep):
			return proposed, false
		case in("before ahead", prep):
			return planned, true
		}
		if in("during at in after following", prep) {
			return r.nominal(h), true
		}
		return happened, true
	}
	if in(contents, l) && prep == "of" && r.noun(h) {
		if p := r.head(h); p >= 0 && r.verb(p) {
			if g := governors[r.govern(p)]; g == refuses || g == denies {
				r.tell(p)
				if r.clause(p).negative() {
					return unknown, false
				}
				return denied, false
			}
		}
	}
	if p := r.head(h); r.noun(h) && p >= 0 && r.verb(p) && r.rel(h) == "nsubj" && in("hope plan effort prospect dream talk bid", l) &&
		(r.lemma(p) == "come" && r.has(p+1, p+2, "nothing naught") || in("evaporate fade collapse founder vanish", r.lemma(p))) {
		r.tell(p)
		if v := r.clause(p); v == happened {
			return denied, false // "hopes of a meeting came to nothing"
		}
		return unknown, false
	}
	if op != none && in("for of to on about that with", prep) && r.noun(h) || op != none && r.tag(h) == "JJ" {
		r.tell(h)
		if r.none(h) {
			if op == intends || op == wants {
				return ruledOut, false
			}
			if op == weighs && in("possibility chance prospect likelihood", l) {
				return ruledOut, false
			}
			return unknown, false
		}
		outer := happened
		if !r.noun(h) {
			outer = r.outer(h)
		} else if hh := r.head(h); hh >= 0 && r.verb(hh) {
			if k := r.clause(hh); k != open {
				outer = k
			}
			if g := governors[r.govern(hh)]; (g == refuses || g == callsOff || g == putsOff && !r.newTime(hh)) && op != reverse {
				if g == refuses && in(contents, l) && !in("idea possibility notion suggestion prospect", l) {
					return denied, false // "dismissed reports of a meeting"
				}
				return g.apply(outer), false // "rejected the idea of talks"
			}
			if l == "date" && outer == denied {
				return unknown, false
			}
			if outer.negative() && op != intends {
				outer = happened
			}
		}
		return op.apply(outer), false
	}
	if in("before ahead", prep) {
		return planned, true
	}
	outer := r.outerQuiet(h)
	return r.presumed(outer), true
}

// outerQuiet is outer without keeping evidence.
func (r *reader) outerQuiet(h int) value {
	keep := len(r.ev)
	v := happened
	for at, n := h, 0; at >= 0 && n < 6; n++ {
		if r.verb(at) || r.child(at, "cop") >= 0 {
			v = r.clause(at)
			break
		}
		at = r.head(at)
	}
	r.ev = r.ev[:keep]
	return v
}
