package event

import (
	"github.com/verbatim-record/verbatim"
)

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
