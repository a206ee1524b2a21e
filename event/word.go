package event

import (
	"github.com/verbatim-record/verbatim"
)

// calledFor turns "a call for", "calls on" into the demand that it is.
func (r *reader) calledFor(c cand, owner int) (cand, bool) {
	c.sense = sense{"demand", "REQUEST", "ask"}
	c.topic = r.obl(c.head, "for")
	if by := r.obl(c.head, "by from"); owner < 0 && by >= 0 && r.people(by) {
		owner = by
	}
	carrier := r.carrier(c.head)
	if owner < 0 && carrier >= 0 && in("make issue repeat renew reiterate sound join", r.lemma(carrier)) {
		owner = r.subject(carrier)
	}
	if owner < 0 && (c.topic < 0 || nouns[r.lemma(c.topic)].kind != "" || c.head > r.lo && r.low(c.head-1) == "wake-up" || r.compounded(c.head, "wake-up") || carrier >= 0 && !in("make issue repeat renew reiterate sound join include be", r.lemma(carrier)) && governors[r.govern(carrier)] != refuses) {
		return c, false
	}
	if carrier >= 0 && governors[r.govern(carrier)] == refuses && owner < 0 {
		return c, false
	}
	c.parts = r.with(nil, owner, verbatim.Actor)
	c.plover = requestMode(r, c.topic)
	c.light = carrier >= 0
	c.clause = carrier
	return c, true
}

// wordCand reads nouns of acts in words: somebody's, or issued.
func (r *reader) wordCand(c cand, carrier, owner int, parts []part) (cand, bool) {
	i := c.head
	issued := carrier >= 0 && in("issue make repeat renew carry withdraw submit tender announce extend send offer deliver give receive accept decline reject break keep fulfil fulfill honour honor reiterate hand present drop turn refuse", r.lemma(carrier))
	if r.compounded(i, "consumer energy domestic market global strong oil high supply") && c.kind == "demand" || c.kind == "demand" && r.low(i-1) == "in" ||
		c.kind == "threat" && (r.rel(i) == "obj" && in("stay pose remain be", r.lemma(r.head(i))) || r.child(i, "cop") >= 0) || c.kind == "invitation" && (r.low(i+1) == "only" || r.child(i, "cop") >= 0 && r.child(i, "det", "nmod:poss") >= 0 && in("a an", r.low(r.child(i, "det"))) && r.obl(i, "from") < 0) {
		return c, false
	}
	inf := r.child(i, "acl")
	if owner < 0 && inf > i && r.tag(inf) == "VB" {
		r.kids(i, func(k int) bool {
			if rel := r.words[k].Rel; k < i && (rel == "amod" || rel == "compound") && r.entity(k) >= 0 {
				owner = k // "Houthi threats to attack"
			}
			return k < i
		})
	}
	strong := issued || owner >= 0 && (inf >= 0 || in("invitation resignation refusal rejection", string(c.kind)) || r.obl(i, "for of to on") >= 0 || r.child(i, "ccomp") >= 0) || c.kind == "resignation" && r.obl(i, "of") >= 0 || c.kind == "invitation" && r.obl(i, "from to by for") >= 0
	strong = strong || c.kind == "demand" && r.low(i+1) == "that" && r.low(i-1) == "the"
	if c.kind == "resignation" && !strong || !strong {
		return c, false
	}
	if c.kind == "threat" && owner < 0 && r.obl(i, "to") >= 0 && !issued {
		return c, false
	}
	if in("request appeal", r.lemma(i)) {
		c.kind = "" // to ask is no demand
	}
	c.clause = carrier
	receives := carrier >= 0 && in("receive accept decline reject turn get refuse", r.lemma(carrier))
	if carrier >= 0 && issued {
		sj := r.subject(carrier)
		if r.passive(carrier) {
			sj = r.agent(carrier)
		}
		c.light = true
		if sj >= 0 && sj != i && r.people(sj) {
			role := verbatim.Actor
			if receives {
				role = verbatim.Target
			}
			c.parts = r.with(c.parts, sj, role)
		}
		if io := r.child(carrier, "iobj"); io >= 0 {
			c.parts = r.with(c.parts, io, verbatim.Target)
		} else if to := r.oblNear(carrier, "to"); to >= 0 && r.people(to) && !receives {
			c.parts = r.with(c.parts, to, verbatim.Target)
		}
		if receives {
			c.light = false
		}
	}
	if owner >= 0 && (len(c.parts) == 0 || receives) {
		c.parts = r.with(c.parts, owner, verbatim.Actor)
	}
	from := r.obl(i, "from by of")
	if from < 0 && carrier >= 0 && receives {
		from = r.obl(carrier, "from")
	}
	if k := from; k >= 0 && r.people(k) && (owner < 0 || c.kind != "resignation") {
		c.parts = r.with(c.parts, k, verbatim.Actor)
	}
	if k := r.obl(i, "to against"); k >= 0 && r.people(k) && !r.placeAt(k) {
		c.parts = r.with(c.parts, k, verbatim.Target)
	} else if k >= 0 && r.placeAt(k) && c.kind == "invitation" {
		c.place = k
	}
	if k := r.obl(i, "for"); c.kind == "invitation" && k >= 0 && r.people(k) && !r.placeAt(k) {
		c.parts = r.with(c.parts, k, verbatim.Target) // "an invitation for him to visit"
	}
	c.topic = inf
	if c.topic < 0 {
		c.topic = r.obl(i, "for of")
	}
	if c.kind == "demand" {
		c.plover = requestMode(r, c.topic)
		if k := r.whoMust(i); k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	}
	if c.kind == "threat" {
		c.plover = threatMode(r, inf, r.obl(i, "of"))
	}
	return c, true
}
