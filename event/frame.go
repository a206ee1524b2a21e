package event

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A cand is one mention of an event, before it is given a value.
type cand struct {
	sense
	head   int // the token that names it
	lo, hi int // the words of the trigger, both included
	clause int // the verb that says who and where: the trigger, or what carries it
	parts  []part
	place  int // a token, or -1
	topic  int // the token that heads it, or -1
	noun   bool
	light  bool // carried by a verb of little meaning
	bare   bool // names nobody and nothing of its own
	// conversation: a word that leaves open whether they met or called
	conversation bool
}

// verbCand reads verb i by the frame of its sense.
func (r *reader) verbCand(i int, s sense) (cand, bool) {
	c := cand{sense: s, head: i, lo: i, hi: i, clause: i, place: -1, topic: -1}
	subj, obj := r.subject(i), r.objectOf(i)
	passive := r.passive(i)
	if obj < 0 && !passive && in("meet contact visit invite host", string(s.frame)) {
		// "After meeting Melnyk, Souza flew": the parser gives the name away.
		if m := r.at(i + 1); m >= 0 && r.doc.Mentions[m].First == i+1 && r.doc.Mentions[m].Form != verbatim.Pronoun && r.in(r.doc.Mentions[m].Head) {
			obj = r.doc.Mentions[m].Head
			if subj == obj {
				subj = r.child(obj, "appos")
			}
		}
	}
	if passive {
		subj = r.agent(i)
	}
	if r.rel(i) == "amod" || r.rel(i) == "compound" || r.rel(i) == "case" || r.rel(i) == "mark" {
		return c, false
	}
	// "Visit our website", "Call us now": said to the reader.
	command := r.tag(i) == "VB" && r.head(i) < 0 && subj < 0 && !r.has(i-3, i-1, "will to would may might could can should must do does did not n't let")
	if command && !passive && r.low(r.lo) != "let" {
		return c, false
	}
	role := verbatim.Actor
	switch s.frame {
	case "meet":
		if obj >= 0 && (in("time times", r.low(obj)) || r.timed(obj)) {
			obj = -1 // "had met many times"
		}
		with := r.oblNear(i, "with alongside")
		if r.lemma(i) == "sit" {
			if r.low(i+1) != "down" || obj >= 0 {
				return c, false
			}
			if with < 0 {
				with = r.oblNear(i+1, "with")
			}
			if with < 0 || subj < 0 || in(deaf, r.lemma(with)) {
				return c, false
			}
			c.hi = i + 1
		}
		switch {
		case passive, r.low(i+1) == "up" && with < 0 && obj < 0:
			return c, false
		case obj >= 0 && (in(notMet, r.lemma(obj)) && !(r.lemma(obj) == "opposition" && r.child(obj, "det", "nmod:poss") >= 0) || !r.people(obj)):
			return c, false
		case with >= 0 && obj < 0 && (in(notMet, r.lemma(with)) || !r.people(with)):
			return c, false
		case obj < 0 && with < 0 && !r.several(subj):
			return c, false
		case r.has(i+1, i+6, "final semi-final semifinal quarter-final quarterfinal match league cup playoffs"), r.has(i+1, i+14, "derby semi-final semifinal quarter-final quarterfinal kick-off wembley fixture playoff playoffs"), in("team club player", r.lemma(subj)) && with < 0 && obj < 0:
			return c, false
		case subj >= 0 && !r.people(subj):
			return c, false
		case obj >= 0 && r.has(obj+1, obj+6, "expectations criteria deadline deadlines targets requirements"):
			return c, false // "to meet Wall Street's expectations"
		case in("bride groom", r.lemma(subj)), obj >= 0 && in("wife husband spouse partner girlfriend boyfriend fiance fiancee", r.lemma(obj)) && r.tag(r.child(obj, "nmod:poss")) == "PRP$" && !in("i we", r.low(subj)):
			return c, false // how a couple met is no meeting
		case r.low(r.child(i, "advmod")) == "where" && r.kind(subj) == "" && r.low(r.child(subj, "det")) == "the":
			return c, false // "where the Vltava meets the Elbe"
		}
		c.parts = r.with(r.with(r.with(nil, subj, role), obj, verbatim.Target), with, verbatim.Target)
	case "gather":
		if s.kind == "meeting" && obj >= 0 && !passive && r.noun(obj) && nouns[r.lemma(obj)].kind != "" {
			return c, false // the meeting that is convened names itself
		}
		if passive || obj >= 0 || subj < 0 || !(in(mayGather, r.lemma(subj)) || r.several(subj) && r.kind(subj) == verbatim.Person) {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
	case "contact":
		return r.contact(c, subj, obj, passive)
	case "speak":
		return r.speak(c, subj, obj)
	case "visit":
		if obj < 0 {
			obj = r.oblNear(i, "with")
		}
		if obj >= 0 && (r.tag(obj) == "NN" || r.tag(obj) == "NNS" && !in(sitesVisited, r.lemma(obj)) && !in(struckThings, r.lemma(obj)) && !r.people(obj)) && r.kind(obj) == "" && r.child(obj, "det", "nmod:poss", "amod", "compound", "nummod") < 0 {
			return c, false // "visited ruin on the island"
		}
		if passive && in("upon on", r.low(i+1)) {
			return c, false
		}
		if obj < 0 || in(sites, r.lemma(obj)) || subj >= 0 && !r.people(subj) && !passive || in("it this that what", r.low(obj)) {
			return c, false
		}
		if r.lemma(i) == "tour" && !r.placeAt(obj) {
			return c, false
		}
		if in("tourist visitor holidaymaker fan shopper people", r.lemma(subj)) && r.tag(subj) == "NNS" {
			return c, false
		}
		if k := r.lastTo(subj, i); k >= 0 {
			if subj = k; obj == k && r.at(i+1) >= 0 {
				obj = r.doc.Mentions[r.at(i+1)].Head
			}
		}
		c.parts = r.with(nil, subj, role)
		if k := r.kind(obj); k == verbatim.Person || k == verbatim.Group && !r.placeAt(obj) || k == "" && peopleSet[r.lemma(obj)] {
			c.parts = r.with(c.parts, obj, verbatim.Target)
		} else {
			c.place = obj
		}
	case "go":
		return r.travel(c, subj, obj)
	case "host":
		if obj < 0 || subj < 0 && !passive || r.lemma(i) != "host" && r.kind(obj) != verbatim.Person && !in("delegation president minister premier envoy leader", r.lemma(obj)) ||
			r.lemma(i) == "host" && !r.people(obj) || subj >= 0 && !r.people(subj) || nouns[r.lemma(obj)].kind != "" || r.kind(obj) == verbatim.Place {
			return c, false
		}
		c.parts = r.with(r.with(nil, subj, role), obj, verbatim.Target)
	case "invite":
		if obj < 0 || !r.people(obj) && !in("capitals capital", r.low(obj)) && !(r.child(i, "xcomp") > i && r.child(obj, "det", "nmod:poss") >= 0) || subj >= 0 && !r.people(subj) {
			return c, false
		}
		if (passive && subj < 0 || in("we i", r.low(subj))) && r.low(obj) == "you" && r.tokens[i].Depth == 0 {
			return c, false
		}
		if passive && subj < 0 && in("reader viewer listener visitor public applicant customer", r.lemma(obj)) {
			return c, false // said to whoever reads it
		}
		if x := r.child(i, "xcomp"); passive && subj < 0 && x >= 0 && (in("send submit apply register comment email contact share", r.lemma(x)) || r.lemma(x) == "take" && in("seat survey look place test quiz", r.lemma(r.child(x, "obj")))) {
			return c, false // "were invited to take their seats"
		}
		c.parts = r.with(nil, subj, role)
		if to := r.oblNear(i, "to"); to >= 0 && r.placeAt(to) {
			c.place = to
		}
		c.parts = r.with(c.parts, obj, verbatim.Target)
	case "talk":
		if subj < 0 || !r.people(subj) || passive && s.kind != "" {
			return c, false
		}
		with := r.oblNear(i, "with")
		if with >= 0 && !r.people(with) {
			return c, false
		}
		if s.kind == "" && with < 0 && !r.several(subj) {
			return c, false
		}
		c.parts = r.with(r.with(nil, subj, role), with, verbatim.Target)
		c.topic = obj
	case "agree":
		return r.agreed(c, subj, obj, passive)
	case "refuse":
		return r.refused(c, subj, obj, passive)
	case "ask":
		return r.asked(c, subj, obj, passive)
	case "threaten":
		if obj >= 0 && nouns[r.lemma(obj)].kind == "" && !r.people(obj) && r.child(i, "xcomp") < 0 && r.tag(obj) != "NN" && r.tag(obj) != "NNS" ||
			subj >= 0 && !r.minded(subj) || subj < 0 && !passive {
			return c, false
		}
		x := r.child(i, "xcomp")
		if obj < 0 && x < 0 && r.child(i, "ccomp") < 0 && r.oblNear(i, "with") < 0 {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
		if obj >= 0 && r.people(obj) && (!passive || obj != x) {
			c.parts = r.with(c.parts, obj, verbatim.Target)
		} else if o := r.child(x, "obj"); x >= 0 && o >= 0 && r.people(o) {
			c.parts = r.with(c.parts, o, verbatim.Target)
		}
		if c.topic = x; x < 0 && obj >= 0 && !r.people(obj) {
			c.topic = obj
		}
		c.plover = threatMode(r, x, obj)
	case "vow":
		x := r.child(i, "xcomp", "ccomp")
		if k := r.child(i, "advcl"); x < 0 && k > i && r.tag(k) == "VB" && r.low(k-1) == "to" && in("never not", r.low(k-2)) {
			x = k // "vowed never to go"
		}
		if x >= 0 && r.tag(x) == "VB" && in("it which that", r.low(subj)) && !in("be seem prove", r.lemma(x)) {
			subj = -1
		}
		if subj < 0 && (x < 0 || r.tag(x) != "VB") || subj >= 0 && !r.minded(subj) || x < 0 && (obj < 0 || r.tag(obj) == "PRP") && r.oblNear(i, "to") < 0 || passive {
			return c, false
		}
		if r.has(i+1, i+1, "myself yourself himself herself itself ourselves themselves") {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
		if io := r.child(i, "iobj"); io >= 0 && r.people(io) {
			c.parts = r.with(c.parts, io, verbatim.Target)
		} else if obj >= 0 && obj != x && r.people(obj) && (x > obj || r.low(obj+1) == "that") {
			c.parts = r.with(c.parts, obj, verbatim.Target) // "promised pensioners that"
		} else if to := r.oblNear(i, "to for"); to >= 0 && r.people(to) {
			c.parts = r.with(c.parts, to, verbatim.Target)
		}
		if c.topic = x; x < 0 {
			c.topic = obj
		}
		if k := i + 1; obj > k && r.rel(k) == "compound" && r.head(k) == obj && r.entity(k) >= 0 && in("JJR CD DT", r.tag(k+1)) {
			c.parts = r.with(c.parts, k, verbatim.Target) // "promised Ukraine more missiles"
		}
	case "act", "expel", "free":
		if obj < 0 || !r.people(obj) && (s.frame != "act" || !in("SUPPORT ACCUSE:disapprove COERCE:restrict COERCE:censor COERCE:seize RETREAT:disarm ACCUSE:investigate", s.plover)) || passive && subj < 0 && s.kind == "" && !strings.HasPrefix(s.plover, "COERCE") && s.plover != "ACCUSE:allege" && s.frame != "free" {
			return c, false
		}
		if subj >= 0 && !r.people(subj) {
			return c, false
		}
		if r.lemma(i) == "seize" && r.placeAt(obj) {
			return c, false
		}
		if s.frame == "free" && !(r.kind(obj) == verbatim.Person || r.kind(obj) == verbatim.Group || in("hostage prisoner detainee captive soldier", r.lemma(obj))) {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
		if r.people(obj) {
			c.parts = r.with(c.parts, obj, verbatim.Target)
		} else if k := r.child(obj, "nmod:poss"); k >= 0 && r.people(k) {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	case "speakto":
		to := r.oblNear(i, "to")
		if to < 0 || subj < 0 {
			return c, false
		}
		c.parts = r.with(r.with(nil, subj, role), to, verbatim.Target)
	case "give":
		return r.given(c, subj, obj, passive)
	case "move":
		return r.moved(c, subj, obj, passive)
	case "strike", "kill":
		return r.struck(c, subj, obj, passive)
	case "blast":
		if subj < 0 || passive || obj >= 0 || !in("bomb device mine grenade explosive", r.lemma(subj)) {
			return c, false
		}
	case "leave":
		return r.left(c, subj, obj, passive)
	case "elect":
		if obj < 0 && !passive || obj >= 0 && !r.people(obj) || r.child(i, "xcomp") >= 0 && r.tag(r.child(i, "xcomp")) == "VB" {
			return c, false
		}
		if obj < 0 {
			return c, false
		}
		c.parts = r.with(nil, obj, verbatim.Actor)
	case "stop":
		if obj < 0 || !in(tradeNouns, r.lemma(obj)) || subj < 0 && !passive {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
		if to := r.obl(obj, "to with for from"); to >= 0 {
			c.parts = r.with(c.parts, to, verbatim.Target)
		} else if to := r.oblNear(i, "to with for from"); to >= 0 {
			c.parts = r.with(c.parts, to, verbatim.Target)
		}
		c.topic = obj
	case "march":
		if subj < 0 || !r.people(subj) || obj >= 0 || r.child(i, "ccomp", "xcomp") >= 0 || passive || r.lemma(i) == "rally" && !peopleSet[r.lemma(subj)] ||
			in("rally march", r.lemma(i)) && !r.has(i+1, i+6, "against for in outside") {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
		if k := r.oblNear(i, "against"); k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	default:
		return c, false
	}
	return c, true
}

// several says that noun i is more than one.
func (r *reader) several(i int) bool {
	if i < 0 {
		return false
	}
	if len(r.heads(i)) > 1 || r.tag(i) == "NNS" || r.tag(i) == "NNPS" || in("they we pair duo both two trio who couple sides us them cabinet committee council board parliament", r.low(i)) {
		return r.people(i) || r.tag(i) == "CD"
	}
	if e := r.entity(i); e >= 0 && r.doc.Entities[e].Plural || in("both neither", r.low(r.child(i, "det"))) {
		return true
	}
	// A list that the parser did not join: "Trump and Putin".
	return r.low(i+1) == "and" && r.people(i+2) && r.tag(i+2) == "NNP" || r.low(i-1) == "and" && r.people(i-2)
}
