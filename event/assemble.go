package event

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// timeAt is the expression of doc.Times that covers token i, or -1.
func (r *reader) timeAt(i int) int {
	if !r.in(i) {
		return -1
	}
	t := r.tokens[i]
	k, ok := slices.BinarySearchFunc(r.doc.Times[r.when:], t.Start, func(x verbatim.Time, start int) int {
		switch {
		case x.End <= start:
			return -1
		case x.Start > start:
			return 1
		}
		return 0
	})
	if ok {
		return r.when + k
	}
	return -1
}

func (r *reader) timed(i int) bool { return r.timeAt(i) >= 0 }

// near is the date or time of day that says when the event that i heads is:
// the one whose way up the tree to i passes the fewest words and no other verb.
func (r *reader) near(i int) int {
	return r.nearest(i, func(k verbatim.TimeKind) bool { return k == verbatim.Date || k == verbatim.Clock })
}

// lasting is the duration behind "for" that belongs to i, or -1.
func (r *reader) lasting(i int) int {
	return r.nearest(i, func(k verbatim.TimeKind) bool { return k == verbatim.Duration })
}

func (r *reader) nearest(i int, want func(verbatim.TimeKind) bool) int {
	best, cost := -1, 1000
	since := i // what follows "since he took office" is of another time
	for since < min(r.hi, i+reach) && !(r.low(since) == "since" && !r.timed(since+1)) {
		since++
	}
	for k := r.when; k < len(r.doc.Times); k++ {
		t := &r.doc.Times[k]
		if i+reach < r.hi && t.Start >= r.tokens[i+reach].Start || i+reach >= r.hi && t.Start >= r.tokens[r.hi-1].End {
			break
		}
		if i-reach > r.lo && t.End < r.tokens[i-reach].Start || !want(t.Kind) || t.Value == "PRESENT_REF" {
			continue
		}
		last := r.last(t.End)
		if last < r.lo || last >= r.hi || last > since && since < i+reach && since < r.hi {
			continue
		}
		if t.Kind == verbatim.Duration && !(r.low(r.first(t.Start)-1) == "for" || r.low(r.first(t.Start)-1) == "lasting" || r.lemma(r.first(t.Start)-1) == "last") && !in("- minute hour", r.low(last)) {
			if h := r.head(last); h != i {
				continue
			}
		}
		if r.low(r.first(t.Start)-1) == "since" {
			continue
		}
		c := r.way(last, i)
		if c >= 1000 && last > i && last-i < 10 && r.plain(i+1, r.first(t.Start)) {
			c = 50 + last - i // behind it in the same clause, whatever the tree says
		}
		if c < cost {
			best, cost = k, c
		}
	}
	return best
}

// plain says that no verb, comma or other clause stands in tokens [i, j).
func (r *reader) plain(i, j int) bool {
	for k := i; k < j; k++ {
		if t := r.tag(k); t == "" || t[0] == 'V' || t[0] == 'W' || t == "MD" || t == "," || t == ":" || t == "CC" {
			return false
		}
	}
	return true
}

// last is the token that ends at or before offset end; first the one at start.
func (r *reader) last(end int) int {
	k, _ := slices.BinarySearchFunc(r.tokens[r.lo:r.hi], end, func(t verbatim.Token, e int) int { return t.Start - e })
	return r.lo + k - 1
}

func (r *reader) first(start int) int {
	k, _ := slices.BinarySearchFunc(r.tokens[r.lo:r.hi], start, func(t verbatim.Token, s int) int { return t.Start - s })
	return r.lo + k
}

// way is the length of the way from token a up to i or to a verb that carries
// it, or 1000 where another verb stands between.
func (r *reader) way(a, i int) int {
	at := a
	for n := 0; n < 5; n++ {
		h := r.head(at)
		if h < 0 {
			return 1000
		}
		if h == i {
			return n
		}
		if k := nouns[r.lemma(h)].kind; k != "" && r.noun(h) && r.noun(i) && k == nouns[r.lemma(i)].kind {
			return 1000 // of another such event: "was preceded by a visit in December"
		}
		if r.verb(h) || r.child(h, "cop") >= 0 {
			// A verb above the event, that carries it: "held talks on Friday".
			down := i
			for m := 0; m < 3; m++ {
				p := r.head(down)
				if p < 0 {
					return 1000
				}
				if p == h {
					rel := r.rel(down)
					if rel == "ccomp" || rel == "advcl" || rel == "acl:relcl" || rel == "parataxis" {
						return 1000
					}
					if rel == "conj" {
						return 20 + n
					}
					if rel == "xcomp" && a < h {
						return 6 + n
					}
					// "will decide on Friday on a visit"
					l := r.lemma(h)
					if in(notThen, l) && !in("for until till to", r.low(r.opening(a)-1)) {
						return 1000
					}
					return 2 + n + m
				}
				if r.verb(p) && r.rel(down) != "xcomp" && !(r.rel(down) == "obj" || r.rel(down) == "nsubj") {
					return 1000
				}
				down = p
			}
			return 1000
		}
		at = h
	}
	return 1000
}

// notThen are verbs whose time is not that of the event that they are about:
// "announced on Monday", "cancelled the visit on Friday".
const notThen = "say tell announce ask discuss report cancel postpone delay agree propose offer demand reject rule refuse deny confirm invite accept scrap abandon precede follow"

// opening is the first token of the time expression that ends with token a.
func (r *reader) opening(a int) int {
	if k := r.timeAt(a); k >= 0 {
		return r.first(r.doc.Times[k].Start)
	}
	return a
}

// habit says that a candidate is a custom and no event: a present tense with
// a word that says how often.
func (r *reader) habit(c *cand) bool {
	v := c.head
	if c.noun {
		v = c.clause
	}
	if v < 0 || r.tag(v) != "VBZ" && r.tag(v) != "VBP" {
		return false
	}
	if h := r.head(v); !c.noun && r.rel(v) == "acl:relcl" && h >= 0 && r.tag(h) == "NNS" && r.child(h, "det", "nmod:poss", "nummod") < 0 && r.at(h) < 0 {
		return true // "Patients who visit the clinic"
	}
	for k := max(r.lo, v-3); k < min(r.hi, v+4); k++ {
		if in("often usually sometimes regularly always rarely seldom normally typically frequently generally routinely occasionally", r.low(k)) {
			return true
		}
	}
	for k := v + 1; k < min(r.hi, v+16) && r.tag(k) != "," && r.tag(k) != ":"; k++ {
		if t := r.timeAt(k); t >= 0 && r.doc.Times[t].Kind == verbatim.Set {
			return true
		}
		if r.low(k) == "of" && in("the every each", r.low(k+1)) && in("month week year quarter", r.low(k+2)) && r.timed(k-1) && r.has(k-3, k-1, "first second third fourth last") {
			return true // "on the first Monday of the month"
		}
	}
	return false
}

// ahead says that verb v has a time that is to come.
func (r *reader) ahead(v int) bool {
	k := r.near(v)
	if k < 0 {
		return false
	}
	t := &r.doc.Times[k]
	if t.Value == "FUTURE_REF" {
		return true
	}
	pub := r.doc.Published
	if len(pub) < 10 || len(t.Value) < 4 || t.Value[0] < '0' || t.Value[0] > '9' {
		return in("tomorrow next", firstWord(t.In(r.doc.Text)))
	}
	if len(t.Value) >= 10 {
		return t.Value[:10] > pub[:10]
	}
	if n := len(t.Value); n == 7 && t.Value[5] >= '0' && t.Value[5] <= '9' {
		return t.Value > pub[:7]
	} else if n == 4 {
		return t.Value > pub[:4]
	}
	return in("next", firstWord(t.In(r.doc.Text)))
}

// side is -1 where time k is over on the day of publication, 1 where it is to
// come, else 0.
func (r *reader) side(k int) int {
	if k < 0 {
		return 0
	}
	x, pub := r.doc.Times[k].Value, r.doc.Published
	switch {
	case x == "FUTURE_REF":
		return 1
	case x == "PAST_REF":
		return -1
	case len(pub) < 10 || len(x) < 4 || x[0] < '0' || x[0] > '9':
		return 0
	}
	n := 4
	switch {
	case len(x) >= 10 && x[7] == '-':
		n = 10
	case len(x) >= 7 && x[5] >= '0' && x[5] <= '9':
		n = 7
	}
	return strings.Compare(x[:n], pub[:n])
}

// longPast says that verb v has a time in a year before that of publication:
// what was meant then has happened since, or the article would say.
func (r *reader) longPast(v int) bool {
	k := r.near(v)
	if k < 0 || len(r.doc.Published) < 4 {
		return false
	}
	x := r.doc.Times[k].Value
	return len(x) >= 4 && x[0] >= '0' && x[0] <= '9' && x[:4] < r.doc.Published[:4]
}

func firstWord(s string) string {
	for i := range len(s) {
		if s[i] == ' ' {
			return lower(s[:i])
		}
	}
	return lower(s)
}

// where is the place behind "in" or "at" that belongs to i, or -1.
func (r *reader) where(i int) int {
	if k := r.obl(i, "in at"); k >= 0 && r.placeLike(k) {
		return k
	}
	return -1
}

func (r *reader) placeLike(k int) bool {
	if m := r.at(k); m >= 0 && r.kind(k) == verbatim.Group && r.doc.Mentions[m].Form == verbatim.Named && r.tag(k) == "NNP" {
		return true // a country that is taken for its people
	}
	if r.placeAt(k) || r.kind(k) == "" && r.tag(k) == "NNP" && !r.timed(k) && r.low(k-1) == r.preposition(k) {
		return true // a name that nothing else is known of
	}
	return r.kind(k) == verbatim.Organisation && in("house kremlin palace headquarters ministry embassy pentagon capitol", r.low(k))
}

// whereOf is the place of an event: what its frame gave, else "in" and "at" of
// the trigger, of what carries it, and of the nouns between.
func (r *reader) whereOf(c *cand) int {
	if c.place >= 0 {
		return c.place
	}
	if c.kind == "visit" && !c.noun && c.frame == "go" {
		return -1
	}
	for _, at := range []int{c.head, c.clause} {
		if at >= 0 {
			if k := r.where(at); k >= 0 {
				return k
			}
		}
	}
	if h := r.head(c.head); c.noun && h >= 0 && (r.verb(h) || r.rel(c.head) == "nsubj") {
		if k := r.where(h); k >= 0 && !in("say tell announce", r.lemma(h)) {
			return k
		}
	}
	if h := r.head(c.head); r.low(r.lo) == "it" && h >= 0 && in("acl:relcl ccomp advcl", r.rel(c.head)) && in("in at", r.preposition(h)) && r.placeLike(h) {
		return h // "It was in Jeddah that they met"
	}
	// On a time or a participant that the parser hung it on.
	for k := c.head + 1; k < min(r.hi, c.head+16); k++ {
		if in("in at", r.low(k)) && r.tag(k) == "IN" {
			if h := r.head(k); h > k && h-k < 6 && r.placeLike(h) {
				return h
			}
		}
		if r.verb(k) || r.tag(k) == "," || r.low(k) == "," {
			break
		}
	}
	if !c.noun && c.frame == "meet" || c.noun {
		// "in Geneva, the two met"
		for k := r.lo; k < min(c.head, r.lo+3); k++ {
			if r.low(k) == "in" && k == r.lo {
				if h := r.head(k); h > k && r.placeLike(h) && r.low(h+1) == "," {
					return h
				}
			}
		}
	}
	return -1
}

// topicOf is the words that say what an event is about.
func (r *reader) topicOf(c *cand) verbatim.Span {
	k := c.topic
	if k < 0 {
		for _, at := range []int{c.head, c.clause} {
			if at < 0 || k >= 0 {
				continue
			}
			r.kids(at, func(x int) bool {
				if x > at && (r.words[x].Rel == "nmod" || r.words[x].Rel == "obl") && !r.timed(x) {
					if p := r.preposition(x); in("about regarding concerning over on", p) && !r.placeAt(x) || p == "on" && c.kind == "talks" {
						k = x
					}
				}
				if x > at && (r.words[x].Rel == "advcl" || r.words[x].Rel == "acl" || r.words[x].Rel == "xcomp") && in("discuss debate address end resolve finish settle", r.lemma(x)) {
					k = x
					if in("discuss debate address", r.lemma(x)) {
						if o := r.child(x, "obj"); o >= 0 {
							k = o
						}
					}
				}
				return k < 0
			})
		}
	}
	if k < 0 || c.kind == "sanction" && c.topic < 0 || c.kind == "attack" {
		return verbatim.Span{}
	}
	lo, hi := r.extent(k)
	// The preposition and what stands before it are no part of the phrase.
	for lo < k && (r.tag(lo) == "IN" || r.tag(lo) == "TO" || r.words[lo].Rel == "mark" || r.words[lo].Rel == "case") {
		lo++
	}
	if lo <= c.head && k > c.head {
		lo = k
	}
	for hi > k && (r.rel(hi) == "punct" || r.timed(hi)) {
		hi--
	}
	if hi < lo || hi-lo > 30 || c.head >= lo && c.head <= hi {
		lo, hi = k, k
	}
	return r.span(lo, hi)
}
