package event

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// contact reads call, phone, ring: somebody is reached, with nothing said of
// what they are called.
func (r *reader) contact(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	call := r.lemma(i) == "call"
	next := i + 1
	for next < r.hi && (r.timed(next) || r.tag(next) == "RB" && !in("off out back", r.low(next)) || r.low(next) == "publicly") {
		next++
	}
	if call {
		switch w := r.low(next); {
		case w == "for" && !r.timed(next+1) || w == "on" && !r.timed(next+1) || w == "upon":
			c.sense = sense{"demand", "REQUEST", "ask"}
			return r.asked(c, subj, -1, passive)
		case in("off out in up upon into over down round it itself himself themselves", w):
			return c, false
		}
	}
	if x := r.child(i, "xcomp"); obj < 0 && x > i && r.noun(x) && !passive && r.people(x) {
		obj = x
	}
	if passive && !(r.has(i, i+4, "phone telephone") || !call && obj >= 0) {
		return c, false
	}
	if obj < 0 || !r.people(obj) || in("police cop ambulance brigade helpline hotline", r.lemma(obj)) || subj >= 0 && !r.people(subj) || r.low(obj) == "it" {
		return c, false
	}
	if call && in("judge court prosecutor defence defense lawyer prosecution", r.lemma(subj)) && r.lemma(obj) == "witness" {
		return c, false
	}
	if call {
		// What somebody is called, or called to: a second object or a predicate.
		if r.child(i, "iobj") >= 0 {
			return c, false
		}
		n, bad := 0, false
		r.kids(i, func(k int) bool {
			switch rel := r.words[k].Rel; {
			case rel == "obj":
				n++
			case rel == "xcomp" && !r.verb(k) && k != obj, rel == "ccomp":
				bad = true
			}
			return true
		})
		hi := obj
		for _, h := range r.heads(obj) {
			hi = max(hi, h)
		}
		r.kids(hi, func(k int) bool {
			if rel := r.words[k].Rel; k > hi && (rel == "flat" || rel == "appos") {
				hi = max(hi, k)
			}
			return true
		})
		t := r.tag(hi + 1)
		if r.low(hi+1) == "as" && r.tag(hi+1) == "IN" && r.noun(r.head(hi+1)) && r.rel(hi+1) == "case" {
			return c, false // "called a bystander as a witness"
		}
		if n > 1 || bad || t == "DT" && !r.timed(hi+1) && r.low(hi+1) != "any" || t == "JJ" && !r.timed(hi+1) || t == "``" || t == "PRP$" || r.in(hi+1) && r.tokens[hi+1].Quotation >= 0 {
			return c, false
		}
		if (t == "NN" || t == "NNS" || t == "NNP") && r.rel(hi+1) != "flat" && !r.timed(hi+1) && r.at(hi+1) != r.at(hi) {
			return c, false
		}
		if r.low(r.child(i, "obj")) == "what" || r.has(i-4, i-1, "what") || !passive && r.tag(i-1) == "," && r.in(i-1) && r.child(i, "nsubj") < 0 && r.at(obj) < 0 {
			return c, false // "what they call the Genesis Program", "the event, called the Fan Experience"
		}
		if r.at(obj) < 0 && strings.HasPrefix(r.tag(obj), "NNP") && r.child(obj, "det") >= 0 {
			return c, false // a name with an article that is nobody's: "called the Lantern Feast"
		}
		if d := r.child(obj, "det"); d >= 0 && r.tag(obj) == "NNP" && r.tag(obj-1) != "NNP" && !peopleSet[r.lemma(obj-1)] && obj-1 > d {
			return c, false // "called the baby Ana"
		}
		if r.placeAt(obj) && r.low(hi+1) == "home" {
			return c, false
		}
	}
	c.parts = r.with(r.with(nil, subj, verbatim.Actor), obj, verbatim.Target)
	return c, true
}

// phoned says that the clause of i speaks of a telephone.
func (r *reader) phoned(i int) bool {
	for k := max(r.lo, i-8); k < min(r.hi, i+14); k++ {
		switch w := r.low(k); w {
		case "phone", "telephone":
			if in("by the via over on a of", r.low(k-1)) {
				return true
			}
		case "videolink", "video-link", "videoconference", "zoom", "video":
			if in("by via over on", r.low(k-1)) {
				return true
			}
		}
	}
	return false
}

// speak reads speak, talk: two are needed, and no press.
func (r *reader) speak(c cand, subj, obj int) (cand, bool) {
	i := c.head
	to := r.oblNear(i, "to with")
	phone := r.phoned(i)
	if phone {
		c.kind, c.plover = "call", "CONSULT:phone"
	}
	switch {
	case r.passive(i), subj >= 0 && !r.people(subj), obj >= 0 && to < 0:
		return c, false
	case r.tag(i) == "VBG" && r.rel(i) == "advcl" && r.child(i, "aux") < 0 && !phone:
		return c, false // "Speaking to X, he said"
	case to >= 0 && (in(deaf, r.lemma(to)) || !r.people(to) || r.kind(to) == verbatim.Organisation && !phone):
		return c, false
	case to < 0 && !(r.several(subj) && (phone || r.lasting(i) >= 0 || r.twoNames(subj) && (r.timed(i+1) || r.low(i+1) == "on" && r.timed(i+2)) || r.has(i, i+3, "again directly briefly privately together by"))):
		return c, false
	case subj < 0 && to < 0:
		return c, false
	}
	if to < 0 && r.lasting(i) >= 0 && r.where(i) < 0 && !r.indoors(i) || phone {
		c.kind, c.plover = "call", "CONSULT:phone"
	}
	c.parts = r.with(r.with(nil, subj, verbatim.Actor), to, verbatim.Target)
	return c, true
}

// indoors says that a phrase behind verb i has those who speak in one room: "in the old customs house".
func (r *reader) indoors(i int) bool {
	for k := i + 1; k < min(r.hi, i+14); k++ {
		if in("in at inside", r.low(k)) && !r.timed(k+1) {
			for j := k + 1; j < min(r.hi, k+7); j++ {
				switch t := r.tag(j); {
				case in("house hotel palace hall room office embassy villa castle residence ministry airport building church library tent", r.low(j)):
					return true
				case t != "DT" && t != "JJ" && t != "NN" && t != "NNS" && t != "NNP" && t != "POS" && t != "PRP$":
					j = r.hi
				}
			}
		}
	}
	return false
}

// travel reads go, fly, arrive: people, and a place they reach.
func (r *reader) travel(c cand, subj, obj int) (cand, bool) {
	i := c.head
	preps := "to"
	switch r.lemma(i) {
	case "arrive", "land":
		preps = "in at"
	case "head":
		preps = "to for"
	case "travel", "journey", "fly":
		preps = "to into"
	}
	if subj < 0 || !r.person(subj) || r.passive(i) {
		return c, false
	}
	if r.lemma(i) == "reach" {
		if obj < 0 || !r.placeAt(obj) || in(troopNouns, r.lemma(subj)) || r.tag(subj) == "NNS" && !in(mayGather, r.lemma(subj)) {
			return c, false
		}
		c.parts = r.with(nil, subj, verbatim.Actor)
		c.place = obj
		return c, true
	}
	to := r.oblNear(i, preps)
	if to < 0 || !r.placeAt(to) && !(r.kind(to) == verbatim.Organisation && in("house kremlin ministry embassy headquarters palace", r.low(to))) {
		return c, false
	}
	if k := r.child(to, "nmod:poss"); k >= 0 {
		return c, false
	}
	if in("go come", r.lemma(i)) && (r.low(i+1) != "to" && r.low(i+2) != "to" || in(troopNouns, r.lemma(subj))) || in(troopNouns, r.lemma(subj)) {
		return c, false
	}
	if k := r.lastTo(subj, i); k >= 0 {
		subj = k
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	c.place = to
	return c, true
}

// lastTo is who is meant where noun i is the first or the last to do v: "The
// last president to go to Russia was Obama"; else -1.
func (r *reader) lastTo(i, v int) int {
	if r.rel(v) != "acl" || r.tag(v) != "VB" || !r.has(i-4, i, "first last only latest") {
		return -1
	}
	for k := v + 1; k < min(r.hi, v+14); k++ {
		if in("was is were are", r.low(k)) {
			for j := k + 1; j < min(r.hi, k+6); j++ {
				if m := r.at(j); m >= 0 && r.doc.Mentions[m].Form == verbatim.Named && r.doc.Mentions[m].Head == j && r.kind(j) == verbatim.Person {
					return j
				}
			}
		}
	}
	return -1
}

// twoNames says that noun i is joined to another, and both name a person.
func (r *reader) twoNames(i int) bool {
	h := r.heads(i)
	return len(h) == 2 && r.kind(h[0]) == verbatim.Person && r.kind(h[1]) == verbatim.Person
}
