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
		// Not what somebody says of them, nor a time that they fill: "choosing him during a period of talks with Israel".
		if g := r.governing(i); g >= 0 && (r.head(i) == g || !in("say warn think believe write add note argue claim insist fear predict wonder", r.lemma(g))) && !in(meanwhile, r.preposition(i)) && !(r.head(i) >= 0 && in(meanwhile+" during", r.preposition(r.head(i)))) {
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
	if h := r.governing(i); len(c.parts) == 0 && consult(s.kind) && h >= 0 && !(r.preposition(i) == "on" && in("brief comment report inform update", r.lemma(h))) && (in("in during on by over at", r.preposition(i)) || s.kind == "call" && in("after following before", r.preposition(i))) {
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

// meanwhile are the prepositions of a time or a state in which something else happens.
const meanwhile = "amid amidst despite since throughout"
