package event

import "github.com/verbatim-record/verbatim"

// subject is who does what verb v says, or -1: its own subject, else that of
// the verb it is joined to or governed by.
func (r *reader) subject(v int) int {
	for n := 0; n < 8 && v >= 0; n++ {
		if s := r.ownSubject(v); s >= 0 {
			return r.antecedent(s, v)
		}
		if n > 0 && in("due set scheduled expected likely", r.low(v)) && r.low(v-1) == "," && r.people(v-2) {
			return v - 2 // "Rutte, due to meet him, declined"
		}
		h, rel := r.head(v), r.rel(v)
		switch {
		case h < 0:
			if k := r.child(v, "vocative", "dislocated"); k >= 0 && k < v && r.people(k) {
				return k
			}
			// "Souza, who met him, has resigned"
			for k := r.lo + 2; k < min(v, r.lo+12); k++ {
				if r.low(k) == "who" && r.low(k-1) == "," && r.people(k-2) {
					return k - 2
				}
			}
			return r.early(v)
		case rel == "acl" && r.noun(h):
			if r.tag(v) == "VBG" && r.people(h) || r.tag(v) == "VB" && r.people(h) || n > 0 && r.tag(v) == "VBN" && r.people(h) {
				return h
			}
			if k := r.child(h, "nmod:poss"); k >= 0 {
				return k // "his plan to meet"
			}
			if k := r.obl(h, "for"); k >= 0 && k < v && r.tag(v) == "VB" && r.people(k) {
				return k // "plans for them to meet"
			}
			if p := r.head(h); p >= 0 && in("hour day week month year minute", r.lemma(h)) && r.verb(p) {
				v = p // "hours after landing, she was told"
				continue
			}
			if p := r.head(h); p >= 0 && (r.rel(h) == "obj" || r.rel(h) == "obl" || r.rel(h) == "nsubj") {
				if r.rel(h) == "nsubj" {
					return -1
				}
				v = p
				continue
			}
			return -1
		case rel == "acl:relcl":
			return r.antecedent(-1, v)
		case rel == "advcl" && r.tag(v) == "VBG" && r.low(r.child(v, "mark", "case")) == "for" && r.child(h, "obj") >= 0 && r.people(r.child(h, "obj")):
			return r.child(h, "obj") // "blamed him for refusing"
		case rel == "xcomp" || rel == "ccomp" || rel == "advcl":
			if rel == "xcomp" && r.verb(h) || rel == "ccomp" && r.tag(v) == "VB" {
				if o := r.child(h, "obj", "iobj"); o >= 0 && o > h && o < v && r.people(o) && in(controls, r.lemma(h)) {
					return o
				}
			}
			if rel == "xcomp" && in("call appeal", r.lemma(h)) && h < v {
				if o := r.oblNear(h, "on upon to"); o >= 0 && o < v && r.people(o) {
					return o // "called on Poland to withdraw"
				}
			}
			if v < h && r.verb(h) && rel != "xcomp" {
				// "The king will go, his office said": both may hang on the last verb.
				if k := r.child(h, "nsubj"); k >= 0 && k < v && !r.timed(k) {
					return k
				}
			}
			if rel == "ccomp" {
				if e := r.early(v); e > h || r.tag(v) != "VB" && r.tag(v) != "VBG" && r.low(r.child(v, "aux")) != "having" {
					return e
				}
			}
			if rel == "advcl" && r.child(v, "aux") >= 0 {
				if e := r.early(v); e >= 0 {
					return e // "Vogt would go, his office said"
				}
			}
			v = h
		case rel == "conj" || rel == "parataxis":
			if k := r.child(h, "vocative", "dislocated"); k >= 0 && k < h && r.people(k) && r.has(k+1, k+2, "whom") {
				return k // "Souza, whom he invited, met"
			}
			v = h
		case rel == "obl" || rel == "nmod" || rel == "obj" || rel == "csubj" || rel == "acl":
			if r.verb(h) || r.child(h, "cop") >= 0 {
				v = h
				continue
			}
			if k := r.child(h, "nmod:poss"); k >= 0 {
				return k
			}
			v = h
		default:
			return r.early(v)
		}
	}
	return -1
}

// ownSubject is the subject of v in the tree, or -1; of two the one nearer in
// front, for the other belongs to another verb.
func (r *reader) ownSubject(v int) int {
	at := -1
	r.kids(v, func(k int) bool {
		if rel := r.words[k].Rel; (rel == "nsubj" || rel == "nsubj:pass") && (at < 0 || k < v) && !r.timed(k) {
			at = k
		}
		return true
	})
	if at < 0 {
		// The parser gives the subject to the auxiliary at times.
		if a := r.child(v, "aux"); a >= 0 {
			if s := r.child(a, "nsubj", "nsubj:pass"); s >= 0 && !r.timed(s) {
				return s
			}
		}
	}
	return at
}

// controls are the verbs whose object is the subject of what they govern.
const controls = "ask urge tell order invite want persuade force allow enable encourage press request call convince implore beg advise expect help let make warn instruct summon compel pressure"

// early is a name right in front of a verb that has no subject in the tree.
func (r *reader) early(v int) int {
	for k := v - 1; k >= max(r.lo, v-6); k-- {
		t := r.tag(k)
		if t == "MD" || t == "RB" || t == "TO" || in("have be do", r.lemma(k)) {
			continue
		}
		for n := 0; n < 2 && r.rel(k) == "nmod" && r.head(k) >= 0 && r.head(k) < k && r.noun(r.head(k)) && r.at(k) >= 0; n++ {
			k = r.head(k) // "the king of Norway would go"
		}
		if r.at(k) >= 0 && r.people(k) && !r.timed(k) && r.rel(k) != "obl" && r.rel(k) != "nmod" {
			return k
		}
		return -1
	}
	return -1
}

// antecedent is whom a relative pronoun stands for.
func (r *reader) antecedent(s, v int) int {
	if s >= 0 && !(r.tag(s) == "WP" || r.tag(s) == "WDT" || in("that which who", r.low(s)) && r.rel(v) == "acl:relcl") {
		return s
	}
	if s >= 0 && r.entity(s) >= 0 {
		return s
	}
	if r.rel(v) == "acl:relcl" || r.rel(v) == "acl" || r.rel(v) == "conj" {
		if h := r.head(v); h >= 0 && r.noun(h) {
			return h
		}
	}
	return s
}

// object is the direct object of verb v, or -1; of a passive, its subject.
func (r *reader) objectOf(v int) int {
	if r.passive(v) {
		if s := r.child(v, "nsubj:pass", "nsubj"); s >= 0 {
			return r.antecedent(s, v)
		}
		if r.rel(v) == "acl" {
			return r.head(v)
		}
		return r.subject(v)
	}
	o := r.child(v, "obj")
	if o >= 0 && o < v && r.tag(o) == "WDT" {
		// "reports that he had met her": the parser takes "that" for an object too
		r.kids(v, func(k int) bool {
			if k > v && (r.words[k].Rel == "obj" || r.words[k].Rel == "xcomp" && r.noun(k)) {
				o = k
				return false
			}
			return true
		})
		if h := r.head(v); r.tag(o) == "WDT" && h >= 0 && in("time day moment occasion place", r.lemma(h)) {
			o = -1 // "the first time that they have met"
		}
	}
	if o > v && (r.tag(o) == "VBZ" || r.tag(o) == "VBD" || r.tag(o) == "VBP") {
		o = -1 // the verb of the clause above
	}
	if o > v && in("behind in at inside outside near within during", r.low(v+1)) && r.head(v+1) == o && r.rel(v+1) == "case" {
		return r.child(v, "iobj") // "met behind closed doors"
	}
	if o >= 0 && (!r.timed(o) || r.at(o) >= 0) {
		return r.possessed(o)
	}
	if k := r.child(v, "obl"); o < 0 && k >= 0 && k < v && r.low(k) == "whom" && r.preposition(k) == "" {
		if r.entity(k) < 0 && r.low(k-1) == "," && r.people(k-2) {
			return k - 2
		}
		return r.antecedent(k, v)
	}
	return r.child(v, "iobj")
}

// possessed is what noun k possesses where the parser gives the possessor for
// it: "meet Jordan's visiting King Abdullah". It is k where nothing is
// possessed or nobody.
func (r *reader) possessed(k int) int {
	if r.tag(k+1) != "POS" {
		return k
	}
	for j := k + 2; j < min(r.hi, k+9); j++ {
		switch t := r.tag(j); {
		case t == "":
			return k
		case t[0] == 'N' && (r.rel(j) == "flat" || t[0] == r.tag(j + 1)[:min(1, len(r.tag(j+1)))][0]):
		case t[0] == 'N':
			if m := r.at(j); m >= 0 && r.in(r.doc.Mentions[m].Head) {
				j = r.doc.Mentions[m].Head
			}
			if r.person(j) {
				return j
			}
			return k
		case t[0] != 'J' && t != "VBG" && t != "VBN" && t != "CD":
			return k
		}
	}
	return k
}

// passive says that verb v is in the passive.
func (r *reader) passive(v int) bool {
	if r.tag(v) != "VBN" && r.tag(v) != "VBD" {
		return false
	}
	before := v - 1
	for before > r.lo && r.tag(before) == "RB" {
		before--
	}
	if before >= r.lo && in("have has had 've", r.low(before)) {
		return false // "were to have met", whatever the tree says
	}
	if r.child(v, "aux:pass", "nsubj:pass") >= 0 {
		return true
	}
	if r.rel(v) == "acl" && r.child(v, "nsubj", "obj") < 0 {
		return true
	}
	if r.tag(v) == "VBN" {
		if k := v - 1; k >= r.lo {
			for k > r.lo && r.tag(k) == "RB" {
				k--
			}
			if in("be get", r.lemma(k)) && r.child(v, "obj") < 0 {
				return true
			}
		}
		if r.rel(v) == "conj" && r.head(v) >= 0 && r.head(v) < v && r.child(r.head(v), "aux:pass") >= 0 && r.child(v, "obj", "nsubj") < 0 {
			return true
		}
	}
	return false
}

// agent is who does a passive, or -1.
func (r *reader) agent(v int) int {
	if k := r.obl(v, "by"); k >= 0 {
		return k
	}
	for k := v + 1; k < min(r.hi, v+7) && !r.verb(k); k++ {
		if h := r.head(k); r.low(k) == "by" && h > k && r.noun(h) && r.people(h) && !r.timed(h) {
			return h
		}
	}
	return -1
}

// obl is the first dependent of i behind one of the prepositions, or -1.
func (r *reader) obl(i int, preps string) int {
	at := -1
	r.kids(i, func(k int) bool {
		switch r.words[k].Rel {
		case "obl", "nmod", "obl:agent", "obj", "advcl", "iobj", "ccomp", "xcomp":
			if p := r.preposition(k); p != "" && k > i && in(preps, p) && r.noun(k) && !r.timed(k) {
				at = k
			}
		}
		return at < 0
	})
	return at
}

// oblOrNear is obl, else the noun behind the preposition that follows i: the
// parser hangs some on another word.
func (r *reader) oblNear(i int, preps string) int {
	if k := r.obl(i, preps); k >= 0 {
		return k
	}
	j := i + 1
	for j < min(r.hi, i+5) {
		if in("by via", r.low(j)) && in("phone telephone video", r.low(j+1)) {
			j++ // "spoke by phone with"
		} else if r.tag(j) != "RB" && !r.timed(j) {
			break
		}
		j++
	}
	if j < r.hi && (r.tag(j) == "IN" || r.tag(j) == "TO") && in(preps, r.low(j)) {
		h := r.head(j)
		if h > j && r.noun(h) && h-j < 10 && !r.timed(h) {
			return h
		}
		if m := r.at(j + 1); h > j && m >= 0 && r.doc.Mentions[m].First == j+1 && r.doc.Mentions[m].Form == verbatim.Named && r.in(r.doc.Mentions[m].Head) && (r.timed(h) || r.rel(r.doc.Mentions[m].Head) == "nsubj" && !r.verb(h)) {
			return r.doc.Mentions[m].Head // "spoke with Souza on Wednesday night", hung on the night
		}
		if h > j && r.verb(h) && r.rel(j) == "mark" {
			// Taken for a conjunction: the name behind it all the same.
			for k := j + 1; k < min(h, j+6); k++ {
				if m := r.at(k); m >= 0 && r.doc.Mentions[m].Form == verbatim.Named && r.doc.Mentions[m].Head == k && !r.timed(k) {
					return k
				}
			}
		}
	}
	return -1
}
