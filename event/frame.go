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
		switch {
		case passive, r.low(i+1) == "up" && with < 0 && obj < 0:
			return c, false
		case obj >= 0 && (in(notMet, r.lemma(obj)) || !r.people(obj)):
			return c, false
		case with >= 0 && obj < 0 && (in(notMet, r.lemma(with)) || !r.people(with)):
			return c, false
		case obj < 0 && with < 0 && !r.several(subj):
			return c, false
		case r.has(i+1, i+6, "final semi-final semifinal quarter-final quarterfinal match league cup playoffs"), in("team club player", r.lemma(subj)) && with < 0 && obj < 0:
			return c, false
		case subj >= 0 && !r.people(subj):
			return c, false
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
		if obj < 0 || in(sites, r.lemma(obj)) || subj >= 0 && !r.people(subj) && !passive || in("it this that what", r.low(obj)) {
			return c, false
		}
		if r.lemma(i) == "tour" && !r.placeAt(obj) {
			return c, false
		}
		if k := r.lastTo(subj, i); k >= 0 {
			if subj = k; obj == k && r.at(i+1) >= 0 {
				obj = r.doc.Mentions[r.at(i+1)].Head
			}
		}
		c.parts = r.with(nil, subj, role)
		if k := r.kind(obj); k == verbatim.Person || k == verbatim.Group && !r.placeAt(obj) || k == "" && in(peopleNouns, r.lemma(obj)) {
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
		if obj < 0 || !r.people(obj) && !in("capitals capital", r.low(obj)) || subj >= 0 && !r.people(subj) {
			return c, false
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
		c.topic = x
		c.plover = threatMode(r, x, obj)
	case "vow":
		x := r.child(i, "xcomp", "ccomp")
		if x >= 0 && r.tag(x) == "VB" && in("it which that", r.low(subj)) && !in("be seem prove", r.lemma(x)) {
			subj = -1
		}
		if subj < 0 && (x < 0 || r.tag(x) != "VB") || subj >= 0 && !r.minded(subj) || x < 0 && (obj < 0 || r.tag(obj) == "PRP") && r.oblNear(i, "to") < 0 || passive {
			return c, false
		}
		c.parts = r.with(nil, subj, role)
		if io := r.child(i, "iobj"); io >= 0 && r.people(io) {
			c.parts = r.with(c.parts, io, verbatim.Target)
		} else if to := r.oblNear(i, "to for"); to >= 0 && r.people(to) {
			c.parts = r.with(c.parts, to, verbatim.Target)
		}
		if c.topic = x; x < 0 {
			c.topic = obj
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
		if subj < 0 || !r.people(subj) || obj >= 0 || r.child(i, "ccomp", "xcomp") >= 0 || passive || r.lemma(i) == "rally" && !in(peopleNouns, r.lemma(subj)) ||
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
	if obj < 0 || !r.people(obj) || in("police cop ambulance", r.lemma(obj)) || subj >= 0 && !r.people(subj) || r.low(obj) == "it" {
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
		if n > 1 || bad || t == "DT" && !r.timed(hi+1) || t == "JJ" && !r.timed(hi+1) || t == "``" || t == "PRP$" || r.in(hi+1) && r.tokens[hi+1].Quotation >= 0 {
			return c, false
		}
		if (t == "NN" || t == "NNS" || t == "NNP") && r.rel(hi+1) != "flat" && !r.timed(hi+1) && r.at(hi+1) != r.at(hi) {
			return c, false
		}
		if d := r.child(obj, "det"); d >= 0 && r.tag(obj) == "NNP" && r.tag(obj-1) != "NNP" && !in(peopleNouns, r.lemma(obj-1)) && obj-1 > d {
			return c, false // "called the baby Ana"
		}
		if r.placeAt(obj) && r.low(hi+1) == "home" {
			return c, false
		}
		if x := r.child(i, "xcomp"); x >= 0 && !in("discuss tell say ask offer congratulate express talk thank inform warn explain", r.lemma(x)) && r.has(obj, x, "to") && false {
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
	case to < 0 && !(r.several(subj) && (phone || r.lasting(i) >= 0 || r.has(i, i+3, "again directly briefly privately together by"))):
		return c, false
	case subj < 0 && to < 0:
		return c, false
	}
	if to < 0 && r.lasting(i) >= 0 || phone {
		c.kind, c.plover = "call", "CONSULT:phone"
	}
	c.parts = r.with(r.with(nil, subj, verbatim.Actor), to, verbatim.Target)
	return c, true
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

// unsaid are what is declined without refusing anything: "declined to comment".
const unsaid = "comment say elaborate speculate specify confirm be"

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
	case l == "turn" && (r.particle(i) != "down" || obj < 0):
		return c, false
	case subj < 0 && !passive && (x < 0 || r.tag(x) != "VB"), subj >= 0 && !r.people(subj):
		return c, false
	case x < 0 && obj < 0:
		return c, false
	case x >= 0 && in(unsaid, r.lemma(x)):
		return c, false
	case x < 0 && in("claim allegation accusation suggestion report criticism comment answer interview notion charge", r.lemma(obj)):
		return c, false
	case l == "refuse" && x < 0 && !in("offer proposal request invitation call plan deal demand bid appeal meeting talk ceasefire truce agreement visa entry access ultimatum term idea permission help aid", r.lemma(obj)) && !r.people(obj):
		return c, false
	case l == "decline" && x < 0 && !in("invitation offer request call proposal invite", r.lemma(obj)):
		return c, false
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	c.topic = x
	if x >= 0 {
		if o := r.child(x, "obj"); o >= 0 && r.people(o) {
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
		case p >= 0:
			c.topic = p
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
		if obj < 0 && x < 0 && r.child(i, "ccomp") < 0 {
			return c, false
		}
		if c.topic = x; x < 0 {
			c.topic = obj
		}
		if k := r.oblNear(i, "from of"); k >= 0 && r.people(k) {
			c.parts = r.with(c.parts, k, verbatim.Target)
		} else if k := r.child(x, "nsubj"); x >= 0 && k >= 0 && r.people(k) {
			c.parts = r.with(c.parts, k, verbatim.Target)
		} else if k := r.owned(obj, "from of by"); obj >= 0 && k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	case "urge", "implore", "beg", "exhort", "order", "press", "ask":
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
	if in("request ask appeal order press plead beg implore", l) {
		c.kind = "" // to ask is no demand
	}
	return c, true
}
