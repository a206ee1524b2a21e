package event

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// A part is somebody who takes part, by the token that names them.
type part struct {
	tok  int
	role verbatim.EventRole
}

// at is the innermost mention that token i heads, or that covers it; -1 if none.
func (r *reader) at(i int) int {
	if i < 0 || i >= len(r.mention) {
		return -1
	}
	return int(r.mention[i])
}

// entity is who or what token i names, or -1.
func (r *reader) entity(i int) int {
	if m := r.at(i); m >= 0 {
		return r.doc.Mentions[m].Entity
	}
	return -1
}

// kind is the kind of what token i names, "" where it is not known.
func (r *reader) kind(i int) verbatim.EntityKind {
	m := r.at(i)
	if m < 0 {
		return ""
	}
	if e := r.doc.Mentions[m].Entity; e >= 0 && e < len(r.doc.Entities) {
		return r.doc.Entities[e].Kind
	}
	return r.doc.Mentions[m].Kind
}

// people says that noun i is somebody who can act, be met and be called: a
// person, a body, a country.
func (r *reader) people(i int) bool {
	if !r.in(i) {
		return false
	}
	if in(peopleNouns, r.lemma(i)) {
		return true
	}
	if k := r.kind(i); k != "" {
		if m := &r.doc.Mentions[r.at(i)]; m.Form == verbatim.Named && m.Head != i && r.tag(i) == "NN" {
			return false // "the Trump record"
		}
		return true
	}
	switch r.low(i) {
	case "he", "she", "they", "we", "i", "him", "her", "them", "us", "me", "you", "who", "whom", "both", "another", "other", "others", "each":
		return true
	case "it", "which", "that", "this", "what":
		return false
	}
	return (r.tag(i) == "NNP" || r.tag(i) == "PRP") && !r.timed(i)
}

// minded says that noun i is somebody who can promise and threaten: a name, or
// a noun for people. "The season" may be taken for a source and so for a group.
func (r *reader) minded(i int) bool {
	if !r.people(i) {
		return false
	}
	l := r.lemma(i)
	if in(peopleNouns, l) || r.tag(i) == "PRP" || r.tag(i) == "WP" {
		return true
	}
	if e := r.entity(i); e >= 0 && !r.doc.Entities[e].Unnamed && r.tag(i) != "NN" && r.tag(i) != "NNS" {
		return true
	}
	if in("weather summer winter number letter power matter order river water disaster factor", l) || len(l) < 5 {
		return false
	}
	switch l[len(l)-2:] {
	case "er", "or", "st", "an", "nt", "ee", "ve":
		return true
	}
	return false
}

// person says that noun i is somebody of flesh and blood.
func (r *reader) person(i int) bool {
	switch r.kind(i) {
	case verbatim.Person, verbatim.Group:
		return true
	case verbatim.Place, verbatim.Organisation:
		return in(peopleNouns, r.lemma(i)) && r.tag(i) != "NNP"
	}
	return r.people(i)
}

// placeAt says that noun i names a place.
func (r *reader) placeAt(i int) bool { return r.kind(i) == verbatim.Place }

// heads is noun i and the nouns joined to it.
func (r *reader) heads(i int) []int {
	if i < 0 {
		return nil
	}
	out := []int{i}
	r.kids(i, func(k int) bool {
		if r.words[k].Rel == "conj" && k > i && r.noun(k) && len(out) < 8 {
			out = append(out, k)
		}
		return true
	})
	return out
}

// subject is who does what verb v says, or -1: its own subject, else that of
// the verb it is joined to or governed by.
func (r *reader) subject(v int) int {
	for n := 0; n < 8 && v >= 0; n++ {
		if s := r.ownSubject(v); s >= 0 {
			return r.antecedent(s, v)
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
			if r.tag(v) == "VBG" && r.people(h) || r.tag(v) == "VB" && r.people(h) {
				return h
			}
			if k := r.child(h, "nmod:poss"); k >= 0 {
				return k // "his plan to meet"
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
			if rel == "ccomp" {
				if e := r.early(v); e > h || r.tag(v) != "VB" && r.tag(v) != "VBG" {
					return e
				}
			}
			v = h
		case rel == "conj" || rel == "parataxis":
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
		if rel := r.words[k].Rel; (rel == "nsubj" || rel == "nsubj:pass") && (at < 0 || k < v) {
			at = k
		}
		return true
	})
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
	if o := r.child(v, "obj"); o >= 0 {
		return o
	}
	return r.child(v, "iobj")
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
	for j < min(r.hi, i+3) && (r.tag(j) == "RB" || r.timed(j)) {
		j++
	}
	if j < r.hi && (r.tag(j) == "IN" || r.tag(j) == "TO") && in(preps, r.low(j)) {
		if h := r.head(j); h > j && r.noun(h) && h-j < 10 && !r.timed(h) {
			return h
		}
	}
	return -1
}

// with adds the nouns of i in a role.
func (r *reader) with(parts []part, i int, role verbatim.EventRole) []part {
	for _, h := range r.heads(i) {
		if len(parts) < 16 && !slices.ContainsFunc(parts, func(p part) bool { return p.tok == h }) {
			parts = append(parts, part{h, role})
		}
	}
	return parts
}

// participants turns tokens into entities: pairs and "we" into who they are,
// a noun without an entity into whom it belongs to ("American officials").
func (r *reader) participants(parts []part) []verbatim.Participant {
	var out []verbatim.Participant
	add := func(e int, s verbatim.Span, role verbatim.EventRole) {
		for _, p := range out {
			if p.Entity == e && e >= 0 {
				return
			}
		}
		out = append(out, verbatim.Participant{Entity: e, Mention: s, Role: role})
	}
	for _, p := range parts {
		span := r.nounPhrase(p.tok)
		e := r.entity(p.tok)
		if r.joint(p.tok, e) {
			pair := r.pair(p.tok)
			for _, q := range pair {
				add(q, span, p.role)
			}
			if pair != nil {
				continue
			}
		}
		if in("other another", r.low(p.tok)) {
			continue // "one another": both are actors
		}
		if m := r.at(p.tok); m >= 0 {
			span = r.doc.Mentions[m].Span
		}
		if e < 0 || r.doc.Entities[e].Kind == verbatim.Group && !r.joint(p.tok, e) {
			if k := r.apposed(p.tok); k >= 0 {
				e = r.entity(k)
			}
		}
		if e < 0 {
			e = r.owner(p.tok)
		}
		add(e, span, p.role)
	}
	return out
}

// nounPhrase is the words of noun i with what stands in front of it.
func (r *reader) nounPhrase(i int) verbatim.Span {
	lo := i
	r.kids(i, func(k int) bool {
		switch r.words[k].Rel {
		case "det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc":
			if k < lo && i-k < 8 {
				lo = k
			}
		}
		return k < i
	})
	return r.span(lo, i)
}

// apposed is the name in apposition to noun i: "his predecessor Joe Biden"; or -1.
func (r *reader) apposed(i int) int {
	at := -1
	r.kids(i, func(k int) bool {
		if rel := r.words[k].Rel; k > i && (rel == "appos" || rel == "flat") && r.kind(k) == verbatim.Person && !r.doc.Entities[max(r.entity(k), 0)].Unnamed {
			at = k
		}
		return at < 0
	})
	return at
}

// owner is the entity that a noun without one belongs to: its possessor or
// what is in front of it in the phrase, else what "of" gives.
func (r *reader) owner(i int) int {
	e := -1
	r.kids(i, func(k int) bool {
		switch rel := r.words[k].Rel; {
		case k < i && (rel == "compound" || rel == "amod" || rel == "nmod:poss" || rel == "nmod:desc" || rel == "nmod" || rel == "flat"):
			if x := r.entity(k); x >= 0 {
				e = x
			}
		case k > i && rel == "nmod" && e < 0 && in("of from", r.preposition(k)):
			e = r.entity(k)
		case k > i && (rel == "flat" || rel == "appos") && e < 0:
			e = r.entity(k)
		}
		return true
	})
	return e
}

// joint says that the words mean several who were named before: "the pair",
// "both leaders", "we".
func (r *reader) joint(i, e int) bool {
	if e >= 0 && !r.doc.Entities[e].Unnamed && r.doc.Entities[e].Kind != verbatim.Group {
		return false
	}
	switch w := r.low(i); w {
	case "they", "we", "both", "pair", "two", "duo", "them", "us":
		return true
	case "leaders", "sides", "men", "presidents", "women", "countries", "ministers", "nations", "parties", "governments", "foes", "rivals", "teams", "capitals", "neighbours", "neighbors", "allies":
		bare := true
		r.kids(i, func(k int) bool {
			if rel := r.words[k].Rel; k < i && rel != "det" && rel != "nummod" && rel != "punct" && rel != "case" || k > i && (rel == "nmod" && in("of from with", r.preposition(k)) || rel == "acl") {
				bare = false
			}
			return bare
		})
		f := r.nounPhrase(i)
		first := lower(f.In(r.doc.Text))
		return bare && (len(first) > 4 && (first[:4] == "the " || first[:4] == "both" || first[:4] == "each"))
	}
	return false
}

// pair is the entities that a joint noun means: those of the last event that
// had two. "We" needs the speaker to be one of them, or is the speaker alone.
func (r *reader) pair(i int) []int {
	w := r.low(i)
	speaker := -1
	if w == "we" || w == "us" {
		if s := r.voiceAt(r.tokens[i].Start); s >= 0 && len(r.doc.Statements[s].Speakers) > 0 {
			speaker = r.doc.Statements[s].Speakers[0]
		}
		if speaker < 0 {
			return nil
		}
	}
	for k := len(r.touch) - 1; k >= max(0, len(r.touch)-12); k-- {
		var es []int
		for _, p := range r.seen[r.touch[k]].e.Participants {
			if p.Entity >= 0 && len(es) < 4 {
				es = append(es, p.Entity)
			}
		}
		if len(es) >= 2 && (speaker < 0 || slices.Contains(es, speaker)) {
			return es[:2]
		}
	}
	if speaker >= 0 {
		return []int{speaker}
	}
	return nil
}
