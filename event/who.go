package event

import (
	"slices"
	"strings"

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
	if peopleSet[r.lemma(i)] || r.low(i) == "number" && r.low(i-1) == "opposite" || in("thousands hundreds dozens", r.low(i)) && r.rel(i) == "nsubj" && r.child(i, "nmod") < 0 {
		return true
	}
	if k := r.kind(i); k != "" {
		if m := &r.doc.Mentions[r.at(i)]; m.Form == verbatim.Named && m.Head != i && r.tag(i) == "NN" {
			return false // "the Trump record"
		}
		return true
	}
	if r.tag(i) == "NNS" && agentive(r.lemma(i)) {
		return true
	}
	if k := r.child(i, "nmod"); k >= 0 && r.low(i) == "tens" && in("thousands millions", r.low(k)) {
		return true
	}
	if k := r.child(i, "nmod"); k >= 0 && in(quantities, r.low(i)) && r.preposition(k) == "of" && k > i {
		return r.people(k)
	}
	switch r.low(i) {
	case "he", "she", "they", "we", "i", "him", "her", "them", "us", "me", "you", "who", "whom", "both", "another", "other", "others", "each",
		"two", "three",
		"nobody", "anybody", "anyone", "somebody", "someone", "everybody", "everyone", "no-one":
		return true
	case "it", "which", "that", "this", "what":
		return false
	}
	return (r.tag(i) == "NNP" || r.tag(i) == "PRP") && !r.timed(i)
}

// quantities stand for those of whom they are so many.
const quantities = "thousands hundreds dozens scores tens number majority third half group members crowd crowds some many all part"

// agentive says that a noun is one for those who do something, by its ending.
func agentive(l string) bool {
	if len(l) < 6 || in("number letter border quarter corner paper offer answer matter layer tower factor sector mirror motor error computer newspaper "+
		"helicopter order weather summer winter chapter charter character centre center shelter monitor reactor tractor parameter meter power restaurant minor "+
		"disaster counter container carrier fighter-jet bomber server browser banner poster corridor detector", l) {
		return false
	}
	for _, end := range []string{"er", "or", "ist", "ian", "ant", "ee", "man"} {
		if strings.HasSuffix(l, end) {
			return true
		}
	}
	return false
}

// minded says that noun i is somebody who can promise and threaten: a name, or
// a noun for people. "The season" may be taken for a source and so for a group.
func (r *reader) minded(i int) bool {
	if !r.people(i) {
		return false
	}
	l := r.lemma(i)
	if peopleSet[l] || in("nobody somebody someone everybody everyone no-one", l) || r.tag(i) == "PRP" || r.tag(i) == "WP" {
		return true
	}
	if e := r.entity(i); e >= 0 && !r.doc.Entities[e].Unnamed {
		if r.tag(i) != "NN" && r.tag(i) != "NNS" {
			return true
		}
		if c := r.doc.Text[r.tokens[i].Start]; r.doc.Mentions[r.at(i)].Form == verbatim.Named && c >= 'A' && c <= 'Z' {
			return true // a surname with the tag of a common noun
		}
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
		return peopleSet[r.lemma(i)] && r.tag(i) != "NNP"
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
	if h := r.head(i); len(out) == 1 && h > i && r.rel(i) == "nsubj" {
		// "Unions and the railway agreed", each hung on the verb.
		k := i - 1
		for ; k > r.lo && k > i-6; k-- {
			if t := r.tag(k); t != "DT" && t != "JJ" && t != "NN" && t != "NNP" && t != "POS" && t != "PRP$" && t != "CD" {
				break
			}
		}
		if r.low(k) == "and" && r.head(k) == h {
			for j := k - 1; j >= max(r.lo, k-4) && r.tag(j) != "" && (r.tag(j)[0] == 'N' || r.tag(j) == "HYPH"); j-- {
				if r.head(j) == h && r.rel(j) == "nsubj" {
					return []int{j, i}
				}
			}
		}
	}
	if m := r.at(i); len(out) == 1 && m >= 0 && r.doc.Mentions[m].Form == verbatim.Named {
		// "Starmer and Macron", where the parser did not join them.
		x := &r.doc.Mentions[m]
		if k := r.at(x.End + 1); r.low(x.End) == "and" && k >= 0 && r.doc.Mentions[k].First == x.End+1 && r.doc.Mentions[k].Form == verbatim.Named {
			if h := r.doc.Mentions[k].Head; r.in(h) && !in("nsubj nsubj:pass", r.rel(h)) && r.kind(h) == r.kind(i) {
				out = append(out, h)
			}
		}
		if k := r.at(x.First - 2); r.low(x.First-1) == "and" && k >= 0 && r.doc.Mentions[k].End == x.First-1 && r.doc.Mentions[k].Form == verbatim.Named {
			if h := r.doc.Mentions[k].Head; r.in(h) && !in("obj obl", r.rel(h)) && r.kind(h) == r.kind(i) {
				out = []int{h, i}
			}
		}
	}
	return out
}

// with adds the nouns of i in a role.
func (r *reader) with(parts []part, i int, role verbatim.EventRole) []part {
	if i < 0 {
		return parts
	}
	for _, h := range r.heads(r.lift(i)) {
		h = r.whole(h)
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
	pronoun := false
	add := func(e int, s verbatim.Span, role verbatim.EventRole) {
		for _, p := range out {
			if p.Entity != e || e < 0 {
				continue
			}
			if p.Role == role || pronoun || p.Mention == s {
				return
			}
			e = -1 // "its lenders" are not the company
		}
		out = append(out, verbatim.Participant{Entity: e, Mention: s, Role: role})
	}
	for _, p := range parts {
		span := r.nounPhrase(p.tok)
		e := r.entity(p.tok)
		pronoun = !r.noun(p.tok) || r.tag(p.tok) == "PRP" || r.tag(p.tok) == "WP" || r.tag(p.tok) == "DT"
		if r.joint(p.tok, e) {
			pair := r.pair(p.tok)
			for _, q := range pair {
				add(q, span, p.role)
			}
			if pair != nil {
				continue
			}
		}
		if in("other another nobody no-one none neither", r.low(p.tok)) {
			continue // "one another": both are actors; nobody is none
		}
		if m := r.at(p.tok); m >= 0 {
			span = r.doc.Mentions[m].Span
		}
		if e < 0 || r.doc.Entities[e].Kind == verbatim.Group && !r.joint(p.tok, e) {
			if k := r.apposed(p.tok); k >= 0 {
				e = r.entity(k)
			}
		}
		if e < 0 && !r.single(p.tok) {
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
		if rel := r.words[k].Rel; k > i && (rel == "appos" || rel == "flat") && r.kind(k) == verbatim.Person && (r.entity(k) < 0 || !r.doc.Entities[r.entity(k)].Unnamed) {
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
	case "they", "we", "both", "pair", "two", "duo", "them", "us", "their":
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

// lift is the head of the name that token i is in, where the tree makes i stand
// for the whole: "South" of "South African President Cyril Ramaphosa".
func (r *reader) lift(i int) int {
	if !r.in(i) || r.names[i] < 0 || r.names[i] == r.mention[i] {
		return i
	}
	m := &r.doc.Mentions[r.names[i]]
	if h := r.head(i); m.Form != verbatim.Named || !r.in(m.Head) || r.doc.Mentions[r.mention[i]].Head == i && h >= m.First && h < m.End || h >= m.First && h < m.End {
		return i
	}
	return m.Head
}

// bodies are nouns for people that stand for what they belong to: "Japan's
// government" is Japan.
const bodies = "government administration regime junta army militia navy police parliament senate congress ministry embassy court council committee board commission " +
	"authority delegation team side force leadership cabinet judiciary party coalition opposition agency"

// single says that noun i is one person, and not the country or body that it
// belongs to: "Japan's foreign minister", "the governor of the bank".
func (r *reader) single(i int) bool {
	l := r.lemma(i)
	return r.tag(i) == "NN" && peopleSet[l] && !in(bodies, l) && (r.child(i, "nmod:poss") >= 0 || r.obl(i, "of") >= 0) && r.child(i, "flat", "appos") < 0
}
