package event

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A found is an event as its mentions so far have it.
type found struct {
	e     verbatim.Event
	c     cand
	value value
	told  bool // the status is from an assertion, and not from a mention in passing
	voice []int
}

// far is how many events back a mention is looked for. It bounds the work.
const far = 40

// keep adds a mention: to the event that it names again, or as a new one.
func (r *reader) keep(f found) {
	f.told = f.value != unknown
	f.voice = []int{f.e.By}
	for k := len(r.touch) - 1; k >= max(0, len(r.touch)-far); k-- {
		if at := r.touch[k]; r.same(&r.seen[at], &f) {
			if r.saysOf(&f) {
				f.e.Participants = nil // "It was a call between neighbours" tells of the two that were named
			}
			r.join(&r.seen[at], &f)
			r.touch = append(r.touch, at)
			return
		}
	}
	r.touch = append(r.touch, len(r.seen))
	r.seen = append(r.seen, f)
}

// consult are the kinds that one event may be called by in turn.
func consult(k verbatim.EventKind) bool {
	return k == "call" || k == "meeting" || k == "talks"
}

// same says that b names the event a again.
func (r *reader) same(a, b *found) bool {
	ka, kb := a.e.Kind, b.e.Kind
	if ka != kb && !(consult(ka) && consult(kb)) || ka == "" {
		return false
	}
	definite := b.c.noun && b.c.bare && r.definite(b.c.head) || r.saysOf(b)
	common, onlyA, onlyB := sides(a.e.Participants, b.e.Participants)
	if acts(ka) && !(b.c.noun && (definite || common > 0 && onlyB == 0 && r.definite(b.c.head))) {
		return false
	}
	if !times(r.doc, a.e.Time, b.e.Time) || !places(r.doc, a.e.Place, b.e.Place) {
		return false
	}
	if ka != kb {
		// "They were to meet, but the talks were shelved"
		if definite && b.value == cancelled && a.value == planned && a.c.head >= r.lo && r.lastConsult(a) {
			return true
		}
		// "the meeting" for the call before, "the conversation".
		if a.value.negative() != b.value.negative() {
			return false
		}
		if definite && b.c.kind != "talks" {
			return a.value == b.value && r.lastConsult(a)
		}
		// "They spoke" of a call that was told of, or that will be.
		return !r.has(b.c.head, b.c.head+4, "again") && common >= 2 && (r.spoken(&a.c) || r.spoken(&b.c)) && (ka == "call" || kb == "call" || ka == "meeting" && b.c.frame == "speak" && r.indoors(b.c.head))
	}
	switch {
	case definite:
		if a.value.negative() && !b.value.negative() && b.value == happened {
			return false
		}
		return true
	case common == 0:
		if ka == "election" && a.e.Trigger.In(r.doc.Text) != b.e.Trigger.In(r.doc.Text) {
			return false
		}
		if len(a.e.Participants) == 0 && len(b.e.Participants) == 0 {
			return ka == "ceasefire" || ka == "election" || ka == "talks" && a.e.Place != nil && b.e.Place != nil
		}
		if (len(b.e.Participants) == 0 || len(a.e.Participants) == 0) && (ka == "ceasefire" || ka == "election") {
			return true
		}
		return len(b.e.Participants) == 0 && b.c.noun && ka != "attack" && (a.e.Place != nil && b.e.Place != nil || times2(a.e.Time, b.e.Time))
	case onlyA > 0 && onlyB > 0:
		// Who a pronoun is may be told wrongly; the place is the same.
		return a.e.Place != nil && b.e.Place != nil && r.pronouns(&b.c)
	case ka == "visit" && (a.e.Place == nil) != (b.e.Place == nil) && !r.definiteOwned(b):
		return false
	case len(a.e.Participants) < 2 && ka != "visit" && ka != "resignation" && ka != "election" && ka != "ceasefire" && ka != "talks":
		return onlyB > 0 && b.value == a.value
	}
	return developed(a.value, b.value)
}

// saysOf reports whether a mention says something of an event told of before: "It was a frank call". It names nobody.
func (r *reader) saysOf(f *found) bool {
	if !f.c.noun || r.child(f.c.head, "cop") < 0 || slices.ContainsFunc(f.e.Participants, func(p verbatim.Participant) bool { return p.Entity >= 0 }) {
		return false
	}
	s := r.child(f.c.head, "nsubj")
	return s >= 0 && in("it this that", r.low(s))
}

// pronouns says that who acts in c is a pronoun.
func (r *reader) pronouns(c *cand) bool {
	return slices.ContainsFunc(c.parts, func(p part) bool { return p.role == verbatim.Actor && r.tag(p.tok) == "PRP" })
}

// definiteOwned says that b is a noun that takes up a visit: "his visit".
func (r *reader) definiteOwned(b *found) bool {
	return b.c.noun && (r.child(b.c.head, "nmod:poss") >= 0 || r.definite(b.c.head))
}

// developed says that one event may have both values in one article: a plan
// that came true, and not what did not happen and what will.
func developed(a, b value) bool {
	switch {
	case a == b:
		return true
	case a == happened || b == happened:
		return a == underWay || b == underWay
	case a == denied || b == denied:
		return false
	case a == ruledOut || b == ruledOut:
		return false
	}
	return true
}

// acts are kinds of which each saying is one of its own.
func acts(k verbatim.EventKind) bool {
	switch k {
	case "refusal", "demand", "threat", "promise", "agreement", "invitation", "aid", "sanction", "troops":
		return true
	}
	return false
}

// spoken says that the words leave open in what way people spoke.
func (r *reader) spoken(c *cand) bool { return c.frame == "speak" || c.conversation }

// lastConsult says that a is the last call, meeting or talks that was told of.
func (r *reader) lastConsult(a *found) bool {
	for k := len(r.touch) - 1; k >= max(0, len(r.touch)-far); k-- {
		if f := &r.seen[r.touch[k]]; consult(f.e.Kind) {
			return f == a
		}
	}
	return false
}

// definite says that noun i has an article or a word that takes up something.
func (r *reader) definite(i int) bool {
	for k := i - 1; k >= max(r.lo, i-3); k-- {
		switch w := r.low(k); {
		case in("the this that these those", w):
			return true
		case r.tag(k) == "JJ" || r.tag(k) == "NN":
		default:
			return false
		}
	}
	return false
}

// known says that noun i is definite, names and figures between or not: "the
// 2001 attacks", "the Lisbon summit". It need not take up what was named.
func (r *reader) known(i int) bool {
	for k := i - 1; k >= max(r.lo, i-6); k-- {
		switch w := r.low(k); {
		case in("the this that these those", w):
			return true
		case in("JJ NN NNP CD HYPH NNS", r.tag(k)) || w == "/" || w == ".":
		default:
			return false
		}
	}
	return false
}

// sides counts the entities that both have, and that only one has.
func sides(a, b []verbatim.Participant) (common, onlyA, onlyB int) {
	has := func(l []verbatim.Participant, e int) bool {
		return slices.ContainsFunc(l, func(p verbatim.Participant) bool { return p.Entity == e })
	}
	for _, p := range a {
		if p.Entity < 0 {
			continue
		}
		if has(b, p.Entity) {
			common++
		} else {
			onlyA++
		}
	}
	for _, p := range b {
		if p.Entity >= 0 && !has(a, p.Entity) {
			onlyB++
		}
	}
	return
}

func times2(a, b int) bool { return a >= 0 && b >= 0 }

// times says that two times may be one: either is not there, or the value of
// one begins with that of the other.
func times(doc *verbatim.Document, a, b int) bool {
	if a < 0 || b < 0 {
		return true
	}
	x, y := doc.Times[a].Value, doc.Times[b].Value
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || strings.HasSuffix(x, "_REF") || strings.HasSuffix(y, "_REF") ||
		strings.Contains(x, "W") != strings.Contains(y, "W")
}

func places(doc *verbatim.Document, a, b *verbatim.EventPlace) bool {
	if a == nil || b == nil {
		return true
	}
	if a.Entity >= 0 && b.Entity >= 0 {
		return a.Entity == b.Entity
	}
	return a.In(doc.Text) == b.In(doc.Text)
}

// join puts mention b into event a. What b asserts of the status is kept
// where a only mentioned it, and where things have gone on: a plan that was
// cancelled, a meeting that took place.
func (r *reader) join(a, b *found) {
	if a.e.Kind != b.e.Kind {
		if b.e.Kind == "call" || a.e.Kind == "talks" && b.e.Kind == "meeting" {
			a.e.Kind, a.e.Plover = b.e.Kind, b.e.Plover
		}
	}
	for _, p := range b.e.Participants {
		if r.pronouns(&b.c) && len(a.e.Participants) > 1 {
			break
		}
		if p.Entity >= 0 && !slices.ContainsFunc(a.e.Participants, func(q verbatim.Participant) bool { return q.Entity == p.Entity }) && len(a.e.Participants) < 16 {
			a.e.Participants = append(a.e.Participants, p)
		}
	}
	if a.e.Place == nil {
		a.e.Place = b.e.Place
	}
	if a.e.Time < 0 || b.e.Time >= 0 && strings.HasSuffix(r.doc.Times[a.e.Time].Value, "_REF") {
		a.e.Time = max(b.e.Time, a.e.Time)
	}
	if a.e.Duration < 0 {
		a.e.Duration = b.e.Duration
	}
	if a.e.Topic.Empty() {
		a.e.Topic = b.e.Topic
	}
	passing := b.c.noun && b.c.bare
	switch {
	case b.value == a.value:
		if len(a.voice) < 8 && !(b.e.By >= 0 && r.doc.Statements[b.e.By].Act == verbatim.Ask) {
			a.voice = append(a.voice, b.e.By)
		}
		return
	case passing && (b.value == happened || b.value == planned || b.value == unknown):
		return
	case b.value == denied && in("planned proposed unknown", string(a.e.Status)), // a plan of which nothing came
		!a.told && b.told, a.value != happened && a.value != cancelled && (b.value == cancelled || b.value == happened),
		a.value == underWay && b.value == happened && !passing, a.value == proposed && b.value == planned:
		a.value, a.e.Status, a.e.Evidence = b.value, b.e.Status, b.e.Evidence
		a.voice, a.told = []int{b.e.By}, b.told
	}
}

// events returns the events, each by the statement in whose words alone it
// stands.
func (r *reader) events() []verbatim.Event {
	out := make([]verbatim.Event, 0, len(r.seen))
	for i := range r.seen {
		f := &r.seen[i]
		e := f.e
		e.By = f.voice[0]
		for _, v := range f.voice[1:] {
			if v != e.By && (v < 0 || e.By < 0 || !sameSpeakers(&r.doc.Statements[v], &r.doc.Statements[e.By])) {
				e.By = -1
				break
			}
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b verbatim.Event) int { return cmp.Compare(a.Trigger.Start, b.Trigger.Start) })
	return out
}

func sameSpeakers(a, b *verbatim.Statement) bool {
	return len(a.Speakers) > 0 && slices.Equal(a.Speakers, b.Speakers)
}
