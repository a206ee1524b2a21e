package event

// A group is a verb with the words that inflect it: "has not yet been invited".
type group struct {
	modal    string
	have     bool
	be       bool // of the progressive or the passive
	do       bool
	past     bool // the first of them is in the past
	neg, yet bool
	to       bool // an infinitive with "to"
	going    bool // "is going to"
	subject  bool
}

// verbGroup reads the words in front of verb v and its auxiliaries in the tree.
func (r *reader) verbGroup(v int) group {
	var g group
	take := func(k int) {
		switch w := r.low(k); w {
		case "will", "'ll", "wo", "shall", "would", "'d", "may", "might", "could", "can", "ca", "must", "should", "ought", "cannot":
			if w == "'d" && r.tag(k) != "MD" {
				g.have, g.past = true, true
				break
			}
			if g.modal == "" || r.tag(k) == "MD" {
				g.modal = w
			}
			if w == "cannot" {
				g.modal, g.neg = "can", true
			}
		case "has", "have", "had", "'ve", "having":
			g.have = true
			g.past = g.past || w == "had"
		case "is", "are", "was", "were", "am", "'s", "'re", "'m", "been", "be", "being", "got", "gets", "get":
			if w == "'s" && r.lemma(k) == "have" {
				g.have = true
				break
			}
			g.be = true
			g.past = g.past || w == "was" || w == "were"
		case "do", "does", "did":
			g.do = true
			g.past = g.past || w == "did"
		case "not", "n't", "never", "no", "nor", "neither", "hardly":
			if w == "no" && r.low(k+1) != "longer" || w == "not" && in("only just merely", r.low(k+1)) {
				return // "not only did they meet"
			}
			g.neg = true
		case "nearly", "almost":
			if k != v-1 || r.tag(v) != "VBD" && r.tag(v) != "VBN" {
				return
			}
			g.neg = true // nearly met, and so did not
		case "yet":
			g.yet = true
		case "to":
			if r.tag(k) == "TO" || r.tag(k) == "IN" {
				g.to = true
			}
		case "going", "gon":
			g.going = true
		default:
			return
		}
		r.tell(k)
	}
	passed := false
	r.kids(v, func(k int) bool {
		switch rel := r.words[k].Rel; {
		case rel == "aux", rel == "aux:pass", rel == "cop":
			take(k)
		case rel == "advmod" || rel == "cc" && in("neither nor", r.low(k)):
			if k > v && r.low(k+1) == "to" && r.tag(k+2) == "VB" {
				break // "vowed never to go": of what follows
			}
			if in("not n't never neither hardly yet nor nearly almost", r.low(k)) {
				take(k)
			}
		case rel == "mark" && r.low(k) == "to" && k < v:
			take(k)
		case rel == "nsubj", rel == "nsubj:pass", rel == "expl", rel == "csubj":
			g.subject = true
			if r.low(k-1) == "neither" && k < v && r.rel(k-1) != "det" {
				g.neg = true
				r.tell(k - 1)
				break
			}
			if d := r.low(r.child(k, "det")); in("nobody none neither no-one nothing", r.low(k)) || k < v && (d == "neither" || d == "no" && !nounEvent(r.lemma(k))) ||
				r.low(k) == "one" && r.low(k-1) == "no" {
				g.neg = !g.neg
				r.tell(k)
			}
		}
		return true
	})
	for k := v - 1; k >= max(r.lo, v-8); k-- {
		t := r.tag(k)
		w := r.low(k)
		if t == "RB" || t == "MD" || in("be have do get", r.lemma(k)) && r.verb(k) || w == "to" && k == v-1 || w == "going" && g.to ||
			w == "not" || w == "n't" || w == "never" {
			if w == "to" && t == "IN" && r.tag(v) != "VB" {
				break
			}
			if g.to && t == "MD" && !g.going {
				break
			}
			if g.to && k < v-1 && !g.going && w != "going" && w != "not" && w != "never" && w != "yet" &&
				!(r.lemma(k) == "be" && !passed) && !(r.lemma(k) == "have" && r.words[k].Rel != "aux") {
				break
			}
			if w == "going" {
				if r.low(k-1) == "not" || in("is are was were am 's 're 'm be", r.low(k-1)) || r.tag(k-1) == "RB" || r.tag(k) == "VBG" {
					take(k)
				}
				continue
			}
			passed = passed || r.verb(k)
			take(k)
			continue
		}
		break
	}
	return g
}

// nounEvent says that a noun names an event: its own "no" is told at the noun.
func nounEvent(l string) bool { _, is := nouns[l]; return is }

// form is the value that the verb's own form gives, or open for an infinitive,
// a gerund or a participle on its own.
func (r *reader) form(v int) (value, group) {
	g := r.verbGroup(v)
	if !r.verb(v) { // a predicate noun or adjective with its copula
		val := open
		switch {
		case g.modal != "":
			val = r.modal(g, v)
		case g.to && !g.be:
			return open, g
		case g.be || g.have:
			val = happened
		default:
			return open, g
		}
		if g.neg {
			val = val.not()
		}
		return val, g
	}
	t := r.tag(v)
	val := open
	switch {
	case g.yet && g.to && g.have && g.modal == "":
		return unknown, g // "has yet to be invited"
	case g.going && g.to && g.have && g.past:
		val = cancelled // "had been going to visit"
	case g.going && g.to:
		val = planned
	case g.to && g.have && !g.be && g.modal == "" && t == "VB":
		val = unknown // "has yet to", "has to" below
		if !g.yet {
			val = proposed
		}
		g.neg = false
		g.yet = false
	case g.to && g.be && t == "VB" && r.low(v-1) == "to" && in("is are was were", r.low(v-2)):
		val = planned
	case g.to && g.be && g.have && g.modal == "" && t == "VBN" && r.low(v-1) == "have" && r.low(v-2) == "to":
		val = cancelled // "was to have met": it was arranged, and was not to be
	case g.to && g.be && g.modal == "" && t == "VBN" && in("is are was were", r.low(v-3)):
		val = planned // "is to be held"
	case g.to && g.modal == "":
		return open, g
	case g.modal != "":
		val = r.modal(g, v)
	case g.do:
		val = happened
	case g.be && t == "VBG" && !(g.have && g.past):
		val = underWay
	case g.have:
		val = happened
	case g.be:
		val = happened // passive
	case t == "VBD":
		if r.rel(v) == "acl" && !g.subject {
			return open, g // a participle with the tag of a past
		}
		val = happened
	case t == "VBP" && r.rel(v) == "xcomp" && !g.subject:
		return open, g // "have their teams start"
	case t == "VBZ" || t == "VBP":
		val = happened
	case t == "VB" && g.subject:
		val = happened
	case t == "VBN" && g.subject && r.rel(v) != "acl":
		val = happened // a past with the tag of a participle
	default:
		return open, g
	}
	if g.yet && g.neg {
		return unknown, g
	}
	if g.neg {
		switch g.modal {
		case "could":
			return denied, g
		case "can", "ca":
			return ruledOut, g
		}
		if g.modal == "may" || g.modal == "might" {
			return unknown, g
		}
		val = val.not()
	}
	return val, g
}

// inverted says that an auxiliary in front of its subject makes a condition of
// the clause of v: "Had they met", "Should he call".
func (r *reader) inverted(v int) bool {
	s := r.child(v, "nsubj", "nsubj:pass")
	if s < 0 || s > v {
		return false
	}
	lo, _ := r.extent(s)
	k := lo - 1
	if !in("had should were", r.low(k)) || k > r.lo && r.low(k-1) != "," {
		return false
	}
	if r.question() {
		return false
	}
	r.tell(k)
	return true
}

func (r *reader) modal(g group, v int) value {
	perfect := g.have && (r.tag(v) == "VBN" || r.tag(v) == "VBD")
	switch g.modal {
	case "will", "'ll", "wo", "shall":
		return planned
	case "would", "'d":
		if perfect {
			return conditional
		}
		if r.reported(v) && !r.iffy(v) {
			return planned // what was "will" when it was said
		}
		if !r.iffy(v) && r.tokens[v].Depth == 0 && !in("like love prefer be consider welcome", r.lemma(v)) {
			return planned
		}
		return conditional
	case "must", "should", "ought":
		if perfect {
			return conditional
		}
		return proposed
	}
	return unknown
}

// reported says that the clause of v is said by somebody, in other words.
func (r *reader) reported(v int) bool {
	for at, n := v, 0; n < 6; n++ {
		switch r.rel(at) {
		case "ccomp":
			return true
		case "conj", "xcomp", "csubj", "advcl", "acl":
			if at = r.head(at); at < 0 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// iffy says that the clause of v has a condition.
func (r *reader) iffy(v int) bool {
	found := false
	r.kids(v, func(k int) bool {
		if rel := r.words[k].Rel; rel == "advcl" || rel == "acl:relcl" || rel == "ccomp" || rel == "acl" {
			if m := r.child(k, "mark", "advmod", "case"); m >= 0 && in("if unless provided providing assuming", r.low(m)) {
				found = true
				r.tell(m)
			}
		}
		return !found
	})
	if found {
		return true
	}
	// The parser hangs conditions on the nearest noun at times.
	for k := v + 1; k < min(r.hi, v+12); k++ {
		switch w := r.low(k); {
		case in("if unless provided", w) && !in("even as what", r.low(k-1)) && r.low(k+1) != "not":
			r.tell(k)
			return true
		case r.tag(k) == "." || w == ";" || r.tokens[k].Quotation >= 0:
			return false
		}
	}
	for k := r.lo; k < min(v, r.lo+2); k++ {
		if w := r.low(k); w == "if" || w == "unless" {
			r.tell(k)
			return true
		}
	}
	return false
}
