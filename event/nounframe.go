package event

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// nounCand reads noun i by the frame of its sense.
func (r *reader) nounCand(i int, s sense) (cand, bool) {
	c := cand{sense: s, head: i, lo: i, hi: i, clause: -1, place: -1, topic: -1, noun: true}
	h, rel := r.head(i), r.rel(i)
	if h > i && (rel == "compound" || rel == "amod" || rel == "nmod" && h == i+1 || rel == "flat") && h-i < 4 {
		// "the meeting room", "election results": the head is what is spoken of.
		if s.frame != "own" || !in(eventful, r.lemma(h)) || s.kind == "election" {
			return c, false
		}
	}
	if (r.tag(i) == "NNP" || r.tag(i) == "NNPS") && !r.capsAllowed(i) {
		return c, false
	}
	if r.titled(i) {
		return c, false
	}
	if r.tag(i+1) == "HYPH" || r.low(i+1) == "-" || r.in(i-1) && r.low(i-1) == "-" && r.low(i) == "off" {
		return c, false
	}
	r.extend(&c)
	hurt := false // who was killed is all that is told
	carrier := r.carrier(i)
	parts, between := r.nounParts(i)
	owner := r.child(i, "nmod:poss")
	if owner >= 0 && r.low(owner) == "whose" {
		owner = -1
	}
	if owner >= 0 && !r.people(owner) && !in("his her their its my our your", r.low(owner)) {
		owner = -1
	}
	if owner >= 0 && r.tag(owner) == "PRP$" && r.entity(owner) < 0 {
		// "brushed aside calls for his resignation", "In their first call, A thanked B"
		if g := r.governing(i); g >= 0 {
			if sj := r.subject(g); sj >= 0 && r.person(sj) && (sj < owner || r.preposition(i) != "") && r.tag(sj) != "PRP" {
				o := r.objectOf(g)
				if r.low(owner) == "their" && consult(s.kind) && o >= 0 && o > sj && r.kind(o) == verbatim.Person && !r.several(sj) {
					parts = r.with(r.with(parts, sj, verbatim.Actor), o, verbatim.Target)
					owner = -1
				} else if r.low(owner) != "their" || r.several(sj) {
					owner = sj
				}
			}
		}
	}
	switch s.frame {
	case "call":
		phone := c.lo < i || r.low(i) == "phonecall" || r.low(i-1) == "way" && in("three two four", r.low(i-3)) || r.compounded(i, "three-way two-way four-way") && r.low(i-1) != "close"
		switch {
		case in("umpire referee linesman", r.lemma(owner)), r.low(i-1) == "up" || r.low(i-1) == "close" || r.low(i-1) == "last" && r.low(i+1) == "for" && owner < 0 || r.low(i+1) == "away":
			return c, false
		case r.obl(i, "for") >= 0 || r.low(i+1) == "for" && !r.timed(i+2) && !r.timed(i+3):
			if !phone {
				if r.child(i, "amod") >= 0 && r.low(r.child(i, "amod")) == "close" {
					return c, false
				}
				return r.calledFor(c, owner)
			}
		case r.low(i+1) == "away", r.compounded(i, "wake-up close roll curtain judgement judgment tough cold last line distress clarion casting port bird"), r.low(i-1) == "close" || r.low(i-1) == "up":
			return c, false
		case r.low(i+1) == "on" || r.low(i+1) == "to" && r.tag(i+2) == "VB" && !phone:
			if r.tag(i+2) == "VB" {
				return r.calledFor(c, owner)
			}
		}
		definite := in("the this that", r.low(i-1)) && r.callBefore() || carrier >= 0 && in("plan schedule cancel postpone arrange", r.govern(carrier))
		if !phone && len(parts) == 0 && carrier < 0 && owner < 0 && !definite {
			return c, false
		}
		if !phone && !definite && len(parts) == 0 && !in("make place have hold take receive return", r.lemma(carrier)) && owner < 0 {
			return c, false
		}
		if carrier >= 0 && owner >= 0 && r.people(owner) && r.lemma(carrier) == "return" {
			parts, owner = []part{{owner, verbatim.Target}}, -1 // who returns it calls
			if sj := r.subject(carrier); sj >= 0 && r.people(sj) {
				parts = append(r.with(nil, sj, verbatim.Actor), parts...)
			}
		}
		if carrier >= 0 && r.lemma(carrier) == "make" && !phone && len(parts) == 0 && r.child(i, "amod") >= 0 {
			return c, false // "made a terrible call"
		}
		if r.low(i-1) == "on" || in("good right bad wrong tough hard", r.low(i-1)) && !(carrier >= 0 && r.lemma(carrier) == "have") {
			return c, false
		}
	case "meeting":
		if r.low(i+1) == "point" || r.low(i+1) == "place" || r.low(i-1) == "chance" || r.lemma(i) == "face-to-face" && rel != "obj" ||
			r.compounded(i, "press news board annual shareholders general committee cabinet town prayer mothers race athletics") && carrier < 0 && len(parts) == 0 {
			return c, false
		}
		if r.lemma(i) == "encounter" && !between && r.obl(i, "with") < 0 || r.lemma(i) == "audience" && r.obl(i, "with") < 0 {
			return c, false
		}
	case "visit":
		to := r.oblNear(i, "to of in")
		l := r.lemma(i)
		if by := r.obl(i, "by"); to < 0 && by >= 0 {
			to = r.obl(by, "to") // "a visit by Macron to Rome"
		}
		if of := r.obl(i, "of"); of >= 0 && r.person(of) && r.preposition(to) != "to" {
			to = r.obl(of, "to") // "the visit of the emperor to Rome"
		}
		if to >= 0 && !r.placeAt(to) && !(r.kind(to) == verbatim.Organisation) {
			to = -1
		}
		if to < 0 {
			// "during a visit to a factory in Lyon"
			if k := r.oblNear(i, "to of"); k >= 0 && l != "tour" && in(sitesVisited, r.lemma(k)) || k >= 0 && l == "tour" && in("country nation capital continent region", r.lemma(k)) && r.tag(k) == "NNS" {
				to = k
				if in := r.obl(k, "in at"); in >= 0 && r.placeAt(in) {
					to = in
				}
			}
		}
		if l == "tour" && to < 0 || r.tag(i) == "NNS" && r.preposition(i) == "on" && r.low(i-1) == "on" {
			return c, false // "on visits to Vienna": whenever there is one
		}
		if k := r.oblNear(i, "to"); k >= 0 && in(sites, r.lemma(k)) {
			return c, false
		}
		if owner < 0 && r.low(r.child(i, "case")) == "on" {
			if sj, at := r.isOn(i); sj >= 0 {
				owner = sj
				if to < 0 {
					to = at
				}
			}
		}
		if g := r.governing(i); owner < 0 && g >= 0 && (in("during on after before while since following", r.preposition(i)) || r.preposition(i) == "from" && in("return come", r.lemma(g)) || h >= 0 && in("plan plans", r.low(h)) && r.rel(h) == "obj") && r.obl(i, "by from of") < 0 {
			if sj := r.subject(g); sj >= 0 && sj != i && r.person(sj) && !in("say tell report announce", r.lemma(g)) {
				owner = sj
			}
		}
		if to < 0 && owner < 0 && carrier < 0 && r.obl(i, "by from") < 0 && !in("the this that state official surprise first", r.low(i-1)) {
			return c, false
		}
		if carrier >= 0 && r.lemma(carrier) == "have" && to < 0 && !r.people(r.subject(carrier)) {
			return c, false // "The museum had two million visits"
		}
		if r.tag(i) == "NNS" && owner < 0 && (to < 0 || !r.placeAt(to)) && carrier < 0 && r.child(i, "det", "nummod", "nmod:poss") < 0 && r.obl(i, "by from") < 0 {
			return c, false // "Visits to museums rose"
		}
		if l == "trip" && r.low(i+1) == "over" {
			return c, false
		}
		if l == "trip" && to < 0 && owner < 0 && r.compounded(i, "day school fishing shopping camping business power guilt round") {
			return c, false
		}
		if by := r.obl(i, "by from"); by >= 0 && r.people(by) && !(r.preposition(by) == "from" && r.placeAt(by) && owner >= 0) {
			owner = by
		} else if of := r.obl(i, "of"); of >= 0 && r.person(of) && owner < 0 {
			owner = of
		}
		c.place = to
		if w := r.obl(i, "to with"); w >= 0 && to < 0 && r.people(w) {
			parts = []part{{w, verbatim.Target}}
		} else {
			parts = nil
		}
	case "talks":
		l := r.lemma(i)
		plural := r.tag(i) == "NNS" || r.tag(i) == "NNPS" || strings.HasSuffix(r.low(i), "s")
		switch {
		case l == "talk" && r.low(i+1) == "of" && carrier < 0 && r.obl(i, "of") >= 0 && !r.people(r.obl(i, "of")), r.compounded(i, "pep money ted sweet sales small trash shop self"), l == "talk" && !plural, in("discussion conversation dialogue dialog consultation negotiation", l) && !plural && len(parts) == 0 && carrier < 0 && r.low(i-1) != "no":
			return c, false
		case in("conversation discussion consultation", l) && len(parts) == 0 && !(carrier >= 0 && in("hold have", r.lemma(carrier))):
			return c, false
		case l == "consultation" && r.compounded(i, "public"):
			return c, false
		}
		if r.low(i-1) == "in" || r.low(i-2) == "in" && r.tag(i - 1)[:1] == "J" {
			if sj := r.inTalks(i); sj >= 0 {
				c.clause = r.head(i)
				c.parts = r.with(nil, sj, verbatim.Actor)
				for _, p := range parts {
					c.parts = r.with(c.parts, p.tok, p.role)
				}
				c.light = true
				return c, true
			}
		}
		if of := r.head(i); of >= 0 && r.preposition(i) == "of" && in("hour day week month round", r.lemma(of)) && len(parts) == 0 && owner < 0 {
			if g := r.governing(i); g >= 0 {
				if sj := r.subject(g); sj >= 0 && sj != of && r.people(sj) && r.several(sj) {
					parts = []part{{sj, verbatim.Actor}}
				}
			}
		}
		c.conversation = l == "conversation" || l == "discussion"
		if l == "conversation" && (r.phoned(i) || c.lo < i) {
			c.kind, c.plover = "call", "CONSULT:phone"
		}
	case "deal":
		l, done := r.lemma(i), false
		if in("good great", r.low(i-1)) && l == "deal" && r.low(i+1) == "of" || r.compounded(i, "big raw") {
			return c, false
		}
		if of := r.obl(i, "of"); of >= 0 && !r.people(of) && carrier < 0 {
			return c, false
		}
		if h >= 0 && r.verb(h) && r.lemma(h) == "agree" && in("on to upon", r.preposition(i)) {
			carrier = h
			done = true
		}
		if l == "agreement" && r.low(i-1) == "in" {
			return c, false
		}
		done = done || carrier >= 0 && in("strike reach sign seal conclude clinch ink broker forge announce make secure do negotiate agree approve close finalise finalize accept have want seek offer propose complete reject cancel cut", r.lemma(carrier))
		if of := r.obl(i, "of"); of >= 0 && !done && (!r.people(of) || r.placeAt(of) && in("treaty accord pact", l)) {
			return c, false // "the agreement of verb and subject"
		}
		if !done && r.low(i-1) == "no" && r.child(h, "expl") >= 0 {
			done = true // "There is no deal yet"
		}
		if !done && !between && r.obl(i, "with") < 0 && !r.described(i) {
			return c, false
		}
		if r.carriedBy(i, "sign ratify ink") {
			c.plover = "SUPPORT"
		}
	case "word":
		return r.wordCand(c, carrier, owner, parts)
	case "measure":
		if s.kind == "aid" {
			kindOf := r.compounded(i, "military humanitarian food emergency financial economic foreign us american relief medical development")
			if carrier < 0 && rel == "nmod" && in(amounts, r.lemma(h)) && r.head(h) >= 0 && r.verb(r.head(h)) && in("obj nsubj:pass", r.rel(h)) && !in("give send provide supply deliver ship donate airlift", r.lemma(r.head(h))) {
				carrier = r.head(h)
			}
			gives := carrier >= 0 && in("send give provide offer deliver supply extend receive pledge promise get suspend cut halt freeze approve announce resume allocate stop", r.lemma(carrier))
			if !gives && !(kindOf && (r.obl(i, "to for") >= 0 || owner >= 0)) || r.compounded(i, "hearing legal first teaching visual buoyancy band") || in("of", r.low(i-1)) && r.low(i-2) == "aid" {
				return c, false
			}
			if rel == "nmod" && h >= 0 && r.rel(h) == "obj" && in("give send provide supply deliver ship donate airlift", r.lemma(r.head(h))) {
				return c, false // "sent tonnes of aid": the verb names it
			}
			if carrier >= 0 && in("suspend cut halt freeze stop", r.lemma(carrier)) {
				return c, false // a measure against whom it went to
			}
		}
		if to := r.obl(i, "on against to for"); to >= 0 && r.people(to) {
			parts = []part{{to, verbatim.Target}}
		} else {
			parts = nil
		}
		if carrier >= 0 && len(parts) == 0 {
			if to := r.oblNear(carrier, "on against to for"); to >= 0 && r.people(to) {
				parts = []part{{to, verbatim.Target}}
			} else if to := r.child(carrier, "iobj"); to >= 0 {
				parts = []part{{to, verbatim.Target}}
			}
		}
		if s.kind == "sanction" && owner < 0 && carrier < 0 {
			r.kids(i, func(k int) bool {
				if rel := r.words[k].Rel; k < i && (rel == "amod" || rel == "compound") && r.entity(k) >= 0 && r.people(k) {
					parts = append([]part{{k, verbatim.Actor}}, parts...) // "new US sanctions"
					return false
				}
				return k < i
			})
		}
		if s.kind == "sanction" && carrier < 0 && len(parts) == 0 && owner < 0 && !r.described(i) {
			return c, false
		}
		if s.kind == "sanction" && carrier >= 0 && in("lift ease remove drop relax waive", r.lemma(carrier)) {
			c.plover = "CONCEDE"
			sj := r.subject(carrier)
			if r.passive(carrier) {
				sj = r.agent(carrier)
			}
			if sj >= 0 && sj != i && r.people(sj) {
				c.parts = r.with(c.parts, sj, verbatim.Actor)
			}
		}
	case "force":
		of := r.obl(i, "of")
		mil := r.compounded(i, "troop military army force naval marine us american russian") || of >= 0 && in(troopNouns, r.lemma(of))
		if !mil {
			return c, false
		}
		parts = nil
		if by := r.obl(i, "by"); by >= 0 {
			parts = []part{{by, verbatim.Actor}}
		} else if of >= 0 {
			if k := r.owned(of, "of from"); k >= 0 {
				parts = []part{{k, verbatim.Actor}}
			}
		}
		if k := r.obl(i, "in to from along near on"); k >= 0 && r.placeAt(k) {
			c.place = k
		}
	case "attack":
		l := r.lemma(i)
		switch {
		case r.compounded(i, notArmed), l == "strike" && !r.weaponMod(i) && !(r.obl(i, "on against") >= 0 && r.people(r.obl(i, "on against"))),
			l == "strike" && r.low(i-1) == "on", l == "offensive" && r.tag(i) == "JJ":
			return c, false
		case in("attack assault", l) && !r.weapon(i) && (r.verbalAttack(i) || owner >= 0 && in("senator minister mp lawmaker politician president governor mayor candidate congressman critic newspaper", r.lemma(owner)) || owner >= 0 && r.kind(owner) == verbatim.Person || owner >= 0 && r.tag(owner) == "PRP$"):
			return c, false
		case l == "explosion" && !r.compounded(i, "bomb car"):
			return c, false
		case in("killing murder", l) && len(parts) == 0 && owner < 0 && r.obl(i, "of by") < 0:
			return c, false
		case l == "attack" && r.low(i-1) == "under" || l == "attack" && in("of", r.low(i+1)) && !r.people(r.obl(i, "of")):
			return c, false
		}
		parts = nil
		if k := r.obl(i, "on against"); k >= 0 {
			parts = r.with(parts, k, verbatim.Target)
			if r.placeAt(k) {
				c.place = k
			}
		} else if k := r.obl(i, "of"); k >= 0 && in("bombing shelling invasion assassination killing murder kidnapping abduction bombardment massacre shooting", l) {
			parts = r.with(parts, k, verbatim.Target)
			if r.placeAt(k) {
				c.place = k
			}
		}
		if k := r.obl(i, "by"); k >= 0 && r.people(k) {
			parts = r.with(parts, k, verbatim.Actor)
		} else if owner < 0 {
			r.kids(i, func(k int) bool {
				if rel := r.words[k].Rel; k < i && (rel == "amod" || rel == "compound") && r.entity(k) >= 0 && !r.placeAt(k) {
					parts = append(parts, part{k, verbatim.Actor})
				}
				return k < i
			})
		}
		if in("invasion", l) && owner < 0 && len(parts) == 0 {
			return c, false
		}
		if h := r.governing(i); h >= 0 && in("kill wound injure die hurt", r.lemma(h)) && !slices.ContainsFunc(parts, func(p part) bool { return p.role == verbatim.Target }) {
			// "a bombing killed one soldier", "were killed in an attack"
			k := r.objectOf(h)
			if r.lemma(h) == "die" {
				k = r.subject(h)
			}
			if k >= 0 && k != i && r.people(k) {
				hurt = len(parts) == 0 && owner < 0
				parts = r.with(parts, k, verbatim.Target)
			}
		}
		c.plover = attackMode(r, i, c.plover)
	case "own":
		l := r.lemma(i)
		if s.kind == "election" {
			if l == "poll" {
				held := carrier >= 0 && in("hold annul postpone cancel boycott delay", r.govern(carrier))
				if r.tag(i) != "NNS" || r.compounded(i, "opinion exit tracking straw") || !held {
					return c, false // "went to the polls" tells of voters
				}
			}
			if r.compounded(i, "committee") || in("to", r.low(i-1)) && r.low(i+1) == "to" {
				return c, false
			}
			if of := r.obl(i, "of"); of >= 0 && !r.people(of) {
				return c, false
			}
			parts = nil
			if carrier >= 0 && governors[r.govern(carrier)] == wants && in("want seek", r.govern(carrier)) {
				if sj := r.subject(carrier); sj >= 0 && r.people(sj) {
					parts = []part{{sj, verbatim.Actor}}
				}
			}
			if in("win lose hold", r.lemma(carrier)) && !r.passive(carrier) {
				if sj := r.subject(carrier); sj >= 0 {
					parts = []part{{sj, verbatim.Actor}}
					if r.lemma(carrier) == "win" && r.people(sj) {
						owner = -1
					}
				}
			}
			if in("win lose", r.lemma(carrier)) {
				carrier = -1
			}
		}
		if s.kind == "" && (carrier < 0 && len(parts) == 0 && r.obl(i, "against in over by") < 0 || l == "demonstration" && r.obl(i, "of") >= 0) {
			return c, false
		}
		if s.kind == "" {
			parts = nil
			if k := r.obl(i, "against"); k >= 0 && r.people(k) {
				parts = []part{{k, verbatim.Target}}
			} else if k := r.owned(k, "of by"); k >= 0 {
				parts = []part{{k, verbatim.Target}} // "against the city's plans"
			}
			r.kids(i, func(k int) bool {
				if rel := r.words[k].Rel; k < i && (rel == "amod" || rel == "compound") && r.entity(k) >= 0 {
					parts = append(parts, part{k, verbatim.Actor})
				}
				return k < i
			})
			if k := r.obl(i, "by"); k >= 0 && r.people(k) {
				parts = append(parts, part{k, verbatim.Actor})
			}
		}
	}
	c.clause = carrier
	// Who the carrier says, then the possessor, then what the noun's own
	// prepositions give; with two of them "with" gives the other side.
	if carrier >= 0 && (in(light, r.lemma(carrier)) || r.holds(carrier, i)) && s.kind != "election" {
		sj := r.subject(carrier)
		if r.passive(carrier) {
			sj = r.agent(carrier)
		}
		role := verbatim.Actor
		if in("receive get suffer face survive", r.lemma(carrier)) || s.kind == "call" && in("take field answer return", r.lemma(carrier)) && r.obl(i, "from") >= 0 {
			role = verbatim.Target
		}
		if r.lemma(carrier) == "attend" && r.verbGroupQuiet(carrier).neg {
			sj = -1
		}
		if sj >= 0 && sj != i && r.people(sj) && !between && !(governors[r.govern(carrier)] == denies && in(spokesmen, r.lemma(sj))) {
			c.parts = r.with(c.parts, sj, role)
		} else if sj >= 0 && sj != i && r.people(sj) && between && in("host chair broker mediate convene", r.lemma(carrier)) {
			c.place = firstPlace(r, c.place, sj)
		}
		c.light = true
	}
	if owner >= 0 && len(c.parts) == 0 && !(s.kind == "ceasefire") {
		c.parts = r.with(c.parts, owner, verbatim.Actor)
	}
	for _, p := range parts {
		c.parts = r.with(c.parts, p.tok, p.role)
	}
	if carrier >= 0 && !between && in("talks meeting call agreement", string(s.kind)) && r.obl(i, "with") < 0 {
		if w := r.oblNear(carrier, "with"); w >= 0 && r.people(w) {
			c.parts = r.with(c.parts, w, verbatim.Target)
		}
	}
	// "set a date for a meeting with Putin", "plans for a visit": the subject
	// of what governs is one of those who take part.
	if len(c.parts) > 0 && !between && owner < 0 && !c.light && in("talks meeting call visit agreement", string(s.kind)) {
		if g := r.governing(i); g >= 0 {
			if sj := r.subject(g); sj >= 0 && sj != i && r.people(sj) && !r.has(sj, sj, "it") && !in(spokesmen, r.lemma(sj)) {
				c.parts = append([]part{{sj, verbatim.Actor}}, c.parts...)
			}
		}
	}
	if h := r.head(i); len(c.parts) == 0 && consult(s.kind) && h >= 0 && r.noun(h) && in("request call demand proposal offer appeal bid plan idea invitation", r.lemma(h)) && in("for of to", r.preposition(i)) {
		if k := r.child(h, "nmod:poss"); k >= 0 && r.people(k) {
			c.parts = r.with(nil, k, verbatim.Actor) // "her request for a meeting"
		}
	}
	if h := r.head(i); len(c.parts) == 0 && consult(s.kind) && h >= 0 && r.lemma(h) == "invite" && r.preposition(i) == "to" && !r.verbGroupQuiet(h).neg {
		c.parts = r.with(r.with(nil, r.subject(h), verbatim.Actor), r.objectOf(h), verbatim.Target)
	}
	if h := r.governing(i); len(c.parts) == 0 && consult(s.kind) && h >= 0 && (in("in during on by over at", r.preposition(i)) || s.kind == "call" && in("after following before", r.preposition(i))) {
		// "discussed the plan in a phone call"
		sj := r.subject(h)
		if w := r.oblNear(h, "with"); sj >= 0 && r.people(sj) && (r.several(sj) || w >= 0 && r.people(w)) {
			c.parts = r.with(r.with(nil, sj, verbatim.Actor), w, verbatim.Target)
		}
	}
	if h := r.head(i); len(c.parts) == 0 && consult(s.kind) && h >= 0 && r.tag(h) == "JJ" && r.willing(h) {
		if sj := r.ownSubject(h); sj >= 0 && (r.people(sj) || r.entity(sj) >= 0) {
			c.parts = r.with(nil, sj, verbatim.Actor)
		}
	}
	c.bare = len(c.parts) == 0 || hurt
	if c.bare && c.place < 0 && !c.light && r.generic(c) {
		return c, false
	}
	return c, true
}

func firstPlace(r *reader, place, k int) int {
	if place >= 0 || !r.placeAt(k) {
		return place
	}
	return k
}

// titled says that token i is in a title in quotation marks: "The Visit".
func (r *reader) titled(i int) bool {
	q := int32(-1)
	for k := i - 1; r.tokens[i].Depth > 0 && k >= max(r.lo, i-8) && q < 0; k-- {
		q = r.tokens[k].Quotation
	}
	if q < 0 || int(q) >= len(r.doc.Quotations) {
		return false
	}
	at := r.doc.Quotations[q].Inner()
	if r.voiceAt(r.tokens[i].Start) >= 0 || at.Len() > 60 {
		return false
	}
	n := 0
	for k := r.first(at.Start); k < r.hi && r.tokens[k].End <= at.End; k++ {
		c := r.doc.Text[r.tokens[k].Start]
		if r.tag(k) != "," && !(c >= 'A' && c <= 'Z') && !in("a an the of and to in on for with", r.low(k)) {
			return false
		}
		n++
	}
	return n > 0
}

// capsAllowed says that a noun with a capital is no part of a name: "the
// Alaska Summit" is, a headline's "Meeting" is not.
func (r *reader) capsAllowed(i int) bool {
	if i == r.lo {
		return true
	}
	m := r.at(i)
	if m < 0 {
		return true
	}
	return r.doc.Mentions[m].Form != verbatim.Named
}

// extend takes the words in front that say of what sort the event is.
func (r *reader) extend(c *cand) {
	want := ""
	switch c.kind {
	case "call":
		want = "phone telephone video conference"
	case "talks":
		want = "phone telephone peace ceasefire trade nuclear"
	case "attack":
		want = "air drone missile rocket suicide bomb artillery knife cyber car gun terror"
	case "agreement":
		want = "peace trade ceasefire nuclear"
	case "visit":
		want = "state"
	case "election":
		want = "presidential parliamentary general snap"
	}
	for k := c.head - 1; k >= max(r.lo, c.head-2) && in(want, r.low(k)); k-- {
		c.lo = k
	}
}

// compounded says that a word of the list stands in front of noun i.
func (r *reader) compounded(i int, list string) bool {
	for k := i - 1; k >= max(r.lo, i-3); k-- {
		if in(list, r.low(k)) || in(list, r.lemma(k)) {
			return true
		}
		if t := r.tag(k); t == "" || t == "IN" || t[0] == 'V' && t != "VBN" && t != "VBG" {
			break
		}
	}
	return false
}

// described says that noun i has words of its own that make it one event and
// no sort: a definite article, a participle or a day.
func (r *reader) described(i int) bool {
	d := r.child(i, "det", "nmod:poss")
	return d >= 0 && in("the this that these those", r.low(d)) && (r.child(i, "acl", "acl:relcl") >= 0 || r.rel(i) == "nsubj" || r.rel(i) == "nsubj:pass")
}

func (r *reader) weaponMod(i int) bool { return r.compounded(i, armed) }

// verbalAttack says that an attack is one in words.
func (r *reader) verbalAttack(i int) bool {
	if r.compounded(i, speechOf) {
		return true
	}
	k := r.obl(i, "on against")
	if k < 0 {
		return false
	}
	return in(verbalObj, r.lemma(k)) && !in("government opposition party", r.lemma(k)) || r.child(k, "nmod:poss") >= 0 && !r.placeAt(k) ||
		r.kind(k) == verbatim.Person && r.child(i, "nmod:poss") >= 0
}

// callBefore says that the article has told of a call.
func (r *reader) callBefore() bool {
	for k := len(r.seen) - 1; k >= max(0, len(r.seen)-12); k-- {
		if r.seen[k].e.Kind == "call" {
			return true
		}
	}
	return false
}

// carrier is the verb that noun i is the object or the passive subject of, or -1.
func (r *reader) carrier(i int) int {
	at := i
	if r.rel(at) == "conj" {
		if h := r.head(at); h >= 0 && r.noun(h) {
			at = h
		}
	}
	if k := r.child(i, "acl:relcl"); k > i && r.verb(k) {
		// "a meeting that he is said to have had with her"
		v := k
		if x := r.child(k, "xcomp"); x > k && r.verb(x) && !in(light, r.lemma(k)) {
			v = x
		}
		if s := r.ownSubject(k); in("have hold make", r.lemma(v)) && s > i && !in("that which who", r.low(s)) && r.child(v, "obj") < 0 {
			return v
		}
	}
	h := r.head(at)
	if h >= 0 && r.verb(h) {
		switch r.rel(at) {
		case "obj", "nsubj:pass":
			return h
		case "nsubj":
			if r.passive(h) || r.tag(h) == "VBN" {
				return h
			}
		case "obl":
			if r.preposition(at) == "against" && in("decide vote", r.lemma(h)) {
				return h
			}
			if r.lemma(h) == "agree" && in("to on", r.preposition(at)) && in("meeting visit call talks", string(nouns[r.lemma(i)].kind)) {
				return h // "agreed to a meeting"
			}
			if in("walk storm pull drop", r.lemma(h)) && r.low(h+1) == "out" && r.low(h+2) == "of" {
				return h // "walked out of the talks"
			}
			if in("off out down back", r.preposition(at)) && r.low(h+1) == r.preposition(at) {
				if op := governors[r.govern(h)]; op == putsOff || op == callsOff || op == refuses {
					return h // "put off the elections"
				}
			}
			if r.lemma(h) == "engage" || r.lemma(h) == "take" && r.low(h+1) == "part" || r.lemma(h) == "participate" {
				return h
			}
		}
	}
	if r.low(h) == "part" && r.lemma(r.head(h)) == "take" {
		return r.head(h)
	}
	// "a meeting held in Geneva", "a deal signed by".
	at = -1
	r.kids(i, func(k int) bool {
		if k > i && r.words[k].Rel == "acl" && (r.tag(k) == "VBN" || r.tag(k) == "VBD") {
			at = k
		}
		return at < 0
	})
	return at
}

func (r *reader) carriedBy(i int, list string) bool {
	k := r.carrier(i)
	return k >= 0 && in(list, r.lemma(k))
}

// holds says that verb v is done by those who take part in what its object names.
func (r *reader) holds(v, i int) bool {
	l := r.lemma(v)
	if in("decide vote", l) && r.preposition(i) == "against" {
		return true
	}
	if governors[r.govern(v)] != none {
		return in("plan cancel postpone schedule agree want seek begin start open resume end conclude accept finish continue delay propose offer scrap abandon refuse reject consider mull weigh contemplate eye shelve ditch skip miss rule exclude", r.govern(v))
	}
	return l == "wind" && r.particle(v) == "up" || in("storm drop pull", l) && r.low(v+1) == "out" || l == "break" && r.particle(v) == "off" || in("attend engage take participate boycott leave walk continue reach strike impose agree", l)
}

// governing is the verb that the words in front of noun i hang on.
func (r *reader) governing(i int) int {
	at := i
	for n := 0; n < 4; n++ {
		at = r.head(at)
		if at < 0 {
			return -1
		}
		if r.verb(at) {
			return at
		}
	}
	return -1
}

// nounParts is who the noun's own prepositions name, and whether "between"
// gave both sides.
func (r *reader) nounParts(i int) (parts []part, between bool) {
	add := func(k int, prep string) {
		switch prep {
		case "between", "among", "amongst":
			if r.people(k) {
				parts, between = r.with(parts, k, verbatim.Actor), true
				// Names that the parser did not join.
				if len(r.heads(k)) == 1 {
					for j := k + 1; j < min(r.hi, k+8); j++ {
						if r.low(j) == "and" {
							for m := j + 1; m < min(r.hi, j+6); m++ {
								if r.at(m) >= 0 && r.people(m) && r.doc.Mentions[r.at(m)].Head == m {
									parts = r.with(parts, m, verbatim.Actor)
									return
								}
							}
						}
						if r.verb(j) {
							return
						}
					}
				}
			}
		case "with":
			if r.people(k) && (r.lemma(i) == "call" || !in("reporter journalist", r.lemma(k))) {
				parts = r.with(parts, k, verbatim.Target)
			}
		case "of":
			if r.people(k) {
				parts = r.with(parts, k, verbatim.Actor)
			}
		case "by", "from":
			if r.people(k) && r.kind(k) != verbatim.Place {
				parts = r.with(parts, k, verbatim.Actor)
			}
		case "to":
			if r.people(k) && r.lemma(i) == "call" {
				parts = r.with(parts, k, verbatim.Target)
			}
		}
	}
	r.kids(i, func(k int) bool {
		if k > i && (r.words[k].Rel == "nmod" || r.words[k].Rel == "obl") && r.noun(k) {
			add(k, r.preposition(k))
		}
		return true
	})
	if parts == nil {
		// "a call planned for Friday between the two": hung on the day.
		for k := i + 2; k < min(r.hi, i+8) && r.tag(k) != "VBD" && r.tag(k) != "MD" && r.tag(k) != "VBZ"; k++ {
			if h := r.head(k); r.low(k) == "between" && h > k && r.noun(h) {
				add(h, "between")
				break
			}
		}
	}
	if len(parts) < 2 {
		if a, b := r.bothSides(i); b >= 0 {
			return r.with(r.with(nil, a, verbatim.Actor), b, verbatim.Actor), true
		}
	}
	if parts == nil && (r.tag(i+1) == "IN" || r.low(i+1) == "with") && in("between with", r.low(i+1)) {
		if h := r.head(i + 1); h > i && r.noun(h) {
			add(h, r.low(i+1))
		}
	}
	return parts, between
}

// bothSides reads "between A and B" behind noun i in the order of the words,
// for the parser often joins B to the verb that follows. Without it, -1, -1.
func (r *reader) bothSides(i int) (a, b int) {
	j, far := i+1, i+6
	relative := in("that which", r.low(j)) || r.low(j) == "," && in("which that", r.low(j+1))
	if relative {
		far = i + 12
	}
	for j < min(r.hi, far) && r.low(j) != "between" {
		if relative {
			j++
			continue
		}
		if r.verb(j) && r.tag(j) != "VBN" || r.tag(j) == "MD" || r.tag(j) == "," {
			return -1, -1
		}
		j++
	}
	if r.low(j) != "between" {
		return -1, -1
	}
	a, j = r.phraseEnd(j + 1)
	if a < 0 || r.low(j) != "and" {
		return -1, -1
	}
	b, _ = r.phraseEnd(j + 1)
	if b < 0 || !r.people(a) || !r.people(b) && r.low(r.child(b, "det")) != "the" {
		return -1, -1
	}
	return a, b
}

// phraseEnd is the head of the noun phrase that starts at token k, and the
// token behind the phrase; -1 where none starts there.
func (r *reader) phraseEnd(k int) (head, next int) {
	head = -1
	for next = k; next < min(r.hi, k+8); next++ {
		if m := r.at(next); m >= 0 && r.doc.Mentions[m].First == next && r.doc.Mentions[m].Form == verbatim.Named && r.in(r.doc.Mentions[m].Head) && r.doc.Mentions[m].End > next {
			head, next = r.doc.Mentions[m].Head, r.doc.Mentions[m].End-1
			continue
		}
		switch t := r.tag(next); {
		case t == "":
			return head, next
		case t[0] == 'N' || t == "PRP":
			head = next
		case head < 0 && (t == "DT" || t[0] == 'J' || t == "CD" || t == "PRP$" || t == "VBN" || t == "VBG"), t == "POS", t[0] == 'J' && r.tag(next-1) == "POS":
		default:
			return head, next
		}
	}
	return head, next
}

// generic says that a noun without anybody, a place or a verb of its own
// speaks of no event in particular.
func (r *reader) generic(c cand) bool {
	i := c.head
	d := r.child(i, "det")
	w := r.low(d)
	switch {
	case c.kind == "ceasefire" || c.kind == "election" || c.kind == "attack":
		if c.kind == "attack" && r.tag(i) == "NN" && d < 0 && r.child(i, "nmod:poss") < 0 && (r.rel(i) == "nsubj" && r.child(r.head(i), "cop") >= 0 || r.child(i, "cop") >= 0) {
			return true // "Attack is the best defence"
		}
		return r.tag(i) == "NNS" && d < 0 && r.near(i) < 0 && c.clause < 0 && !r.compounded(i, "recent past last previous latest upcoming coming next nine two three")
	case c.kind == "talks" && r.preposition(i) == "of" && r.head(i) >= 0 && in("hour day week month round", r.lemma(r.head(i))):
		return false
	case consult(c.kind) && r.tag(i) == "NNS" && r.head(i) >= 0 && in("obl nmod", r.rel(i)) && r.willing(r.head(i)):
		return false // "is open to talks"
	case in("the this that these those no another", w) || in("the no", r.low(i-1)):
		return false
	case r.near(i) >= 0 || r.where(i) >= 0:
		return false
	case r.child(i, "amod") >= 0 || c.clause >= 0 && governors[r.govern(c.clause)] != none:
		return false
	case c.kind == "talks" && c.clause >= 0 && r.lemma(c.clause) == "break" && r.particle(c.clause) == "off":
		return false
	case c.kind == "talks" && (r.rel(i) == "nsubj" || r.rel(i) == "nsubj:pass"):
		return false
	}
	return true
}

// isOn reads "The premier is in Beijing on a visit": who is on it, and where; -1
// where the words are others.
func (r *reader) isOn(i int) (who, at int) {
	who, at = -1, -1
	be := -1
	for k := i - 1; k >= max(r.lo, i-12); k-- {
		if r.placeAt(k) && at < 0 {
			at = k
		}
		if in("is are was were", r.low(k)) {
			be = k
			break
		}
		if r.verb(k) || r.tag(k) == "," {
			return -1, -1
		}
	}
	if be < 0 {
		return -1, -1
	}
	h := be
	if r.rel(be) == "cop" && r.head(be) >= 0 {
		h = r.head(be)
	}
	for n := 0; n < 3 && h >= 0; n++ {
		if s := r.ownSubject(h); s >= 0 && s < be && r.person(s) {
			return s, at
		}
		if h < be && r.person(h) {
			return h, at
		}
		h = r.head(h)
	}
	return -1, -1
}

// inTalks is who is in talks: "The bank is in talks to sell its arm", or -1.
func (r *reader) inTalks(i int) int {
	if r.child(i, "cop") >= 0 {
		if s := r.ownSubject(i); s >= 0 && r.people(s) {
			return s
		}
		return -1
	}
	h := r.head(i)
	if h >= 0 && r.verb(h) && in("be remain stay lock engage", r.lemma(h)) {
		if s := r.subject(h); s >= 0 && r.people(s) {
			return s
		}
	}
	return -1
}

// willing says that word h is of who wants, plans or refuses what follows.
func (r *reader) willing(h int) bool {
	switch governors[r.govern(h)] {
	case wants, intends, refuses, weighs, denies:
		return r.tag(h) == "JJ" || r.verb(h)
	}
	return false
}
