package reuse

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Class is what a difference between two versions of a quotation is.
type Class string

// The classes. The first are cosmetic: the words still say what was said.
const (
	Shortened      Class = "trimmed"  // left out at the beginning or the end
	Elided         Class = "elided"   // left out in the middle, marked or not
	Spelling       Class = "spelling" // also slips, abbreviations and words joined
	Punctuation    Class = "punctuation"
	NumberFormat   Class = "number format"
	Bracketed      Class = "bracketed insertion"
	PronounForName Class = "pronoun for name" // or a name for a pronoun
	Contraction    Class = "contraction"
	FunctionWord   Class = "function word"
	Inflection     Class = "inflection" // another form of one word; material where the tense is another

	Spliced     Class = "spliced" // words brought together that were apart
	ChangedWord Class = "changed word"
	Negation    Class = "negation or modality"
	Translated  Class = "translated" // unsure: half of the words or more are others
)

// Change is one difference between two versions of a quotation.
type Change struct {
	Class Class
	// A and B are the bytes of each text; an empty span is the place where
	// the other text has more.
	A, B verbatim.Span
	// Material says that the difference may change what was said: another
	// word, a negation, a condition that was cut off.
	Material bool
}

// Difference returns how two versions of a quotation differ, in the order of
// the text; nothing where the words and signs are the same but for case,
// quotation marks and the sign at either end. Words are aligned by affine
// gaps in time bounded by 360,000 steps beside what is in proportion to the
// texts.
func Difference(a, b string) []Change {
	return compare(a, b).changes
}

// Material reports whether any of the changes is.
func Material(changes []Change) bool {
	return slices.ContainsFunc(changes, func(c Change) bool { return c.Material })
}

// comparison is two texts, aligned.
type comparison struct {
	textA, textB string
	a, b         []unit
	pairs        []pair
	hunks        []hunk
	changes      []Change
}

// hunk is a place where the two differ, in units of each.
type hunk struct {
	a0, a1, b0, b1 int
	class          Class
	material       bool
}

func compare(textA, textB string) *comparison {
	a, _ := units(textA)
	b, _ := units(textB)
	return compareUnits(textA, textB, a, b)
}

func compareUnits(textA, textB string, a, b []unit) *comparison {
	c := &comparison{textA: textA, textB: textB, a: a, b: b}
	c.pairs = alignUnits(c.a, c.b)
	c.find()
	if c.reworded() {
		c.hunks = []hunk{{0, len(c.a), 0, len(c.b), Translated, true}}
	} else {
		c.splices()
		c.absorb()
	}
	c.punctuation()
	slices.SortStableFunc(c.hunks, func(x, y hunk) int {
		if x.a0 != y.a0 {
			return x.a0 - y.a0
		}
		return x.b0 - y.b0
	})
	for _, h := range c.hunks {
		c.changes = append(c.changes, Change{h.class, spanOf(c.a, h.a0, h.a1, len(textA)), spanOf(c.b, h.b0, h.b1, len(textB)), h.material})
	}
	return c
}

// find walks the alignment: pairs that are alike but not equal are a change
// each, a run of what has no like is one.
func (c *comparison) find() {
	open := hunk{a0: -1}
	i, j := 0, 0
	closeRun := func() {
		if open.a0 >= 0 {
			open.a1, open.b1 = i, j
			c.classify(open)
			open.a0 = -1
		}
	}
	for _, p := range c.pairs {
		if p.a >= 0 && p.b >= 0 {
			x, y := &c.a[p.a], &c.b[p.b]
			rel := relate(x, y)
			if x.bracket != y.bracket {
				rel = unlike
			}
			if rel != unlike {
				closeRun()
				if class, material := c.likeness(x, y, rel); class != "" {
					c.put(hunk{p.a, p.a + 1, p.b, p.b + 1, class, material})
				}
				i, j = p.a+1, p.b+1
				continue
			}
		}
		if open.a0 < 0 {
			open = hunk{a0: i, b0: j}
		}
		if p.a >= 0 {
			i = p.a + 1
		}
		if p.b >= 0 {
			j = p.b + 1
		}
	}
	closeRun()
}

// put adds a change; one that follows on the last and is of its class is
// joined to it.
func (c *comparison) put(h hunk) {
	if n := len(c.hunks); n > 0 {
		l := &c.hunks[n-1]
		if l.class == h.class && l.material == h.material && l.a1 == h.a0 && l.b1 == h.b0 {
			l.a1, l.b1 = h.a1, h.b1
			return
		}
	}
	c.hunks = append(c.hunks, h)
}

// likeness classes a pair that is alike.
func (c *comparison) likeness(x, y *unit, rel relation) (Class, bool) {
	switch {
	case rel == joined, rel == equal && x.short != y.short:
		return Contraction, false
	case rel == mistype:
		return Spelling, false
	case rel == form:
		return Inflection, pastForm(x.key) != pastForm(y.key)
	case x.kind == number:
		if !strings.EqualFold(x.In(c.textA), y.In(c.textB)) {
			return NumberFormat, false
		}
	case x.raw == y.raw, x.raw == "a", y.raw == "a":
	case x.raw == "%", y.raw == "%", ordinals[x.raw] != "", ordinals[y.raw] != "":
		return NumberFormat, false
	default:
		return Spelling, false
	}
	return "", false
}

func countOf(us []unit, is func(*unit) bool) int {
	n := 0
	for i := range us {
		if is(&us[i]) {
			n++
		}
	}
	return n
}

func ofKind(ks ...kind) func(*unit) bool {
	return func(u *unit) bool { return slices.Contains(ks, u.kind) }
}

func every(us []unit, is func(*unit) bool) bool { return countOf(us, is) == len(us) }

var (
	says   = ofKind(content, number)
	small  = ofKind(function, auxiliary, pronoun)
	denies = ofKind(negation)
	guards = ofKind(modal, hedge)
)

func inBrackets(u *unit) bool { return u.bracket }

// classify classes a run of units without like, and puts it.
func (c *comparison) classify(h hunk) {
	a, b := c.a[h.a0:h.a1], c.b[h.b0:h.b1]
	first := h.a0 == 0 && h.b0 == 0
	last := h.a1 == len(c.a) && h.b1 == len(c.b)
	brackets := countOf(a, inBrackets) + countOf(b, inBrackets)
	if brackets > 0 && (len(a) > 0 && len(b) > 0 || brackets == len(a)+len(b)) {
		h.class, h.material = Bracketed, (countOf(a, denies) > 0) != (countOf(b, denies) > 0)
		c.put(h)
		return
	}
	if len(a) == 0 || len(b) == 0 {
		c.missing(h, first, last)
		return
	}
	// A single pronoun stands for up to six words.
	if isPronounFor(a, b) || isPronounFor(b, a) {
		h.class = PronounForName
		c.put(h)
		return
	}
	// At an end the longer side may be trimmed and its inner end changed.
	if d := len(a) - len(b); (first || last) && (d >= 3 || d <= -3) {
		outer := h
		switch {
		case first && d > 0:
			outer.a1, outer.b1 = h.a0+d, h.b0
			h.a0 += d
		case first:
			outer.a1, outer.b1 = h.a0, h.b0-d
			h.b0 -= d
		case d > 0:
			outer.a0, outer.b0 = h.a1-d, h.b1
			h.a1 -= d
		default:
			outer.a0, outer.b0 = h.a1, h.b1+d
			h.b1 += d
		}
		if first {
			c.missing(outer, true, false)
			c.replaced(h)
		} else {
			c.replaced(h)
			c.missing(outer, false, true)
		}
		return
	}
	c.replaced(h)
}

// isPronounFor reports whether p is one pronoun, and name may be what it
// stands for.
func isPronounFor(p, name []unit) bool {
	return len(p) == 1 && p[0].kind == pronoun && len(name) <= 6 && countOf(name, ofKind(content)) > 0 &&
		countOf(name, ofKind(modal, hedge, negation, auxiliary, number)) == 0 && p[0].key != "i" && p[0].key != "you"
}

// missing classes what one side has and the other has not.
func (c *comparison) missing(h hunk, first, last bool) {
	us, all, from, to := c.a[h.a0:h.a1], c.a, h.a0, h.a1
	if len(us) == 0 {
		us, all, from, to = c.b[h.b0:h.b1], c.b, h.b0, h.b1
	}
	switch {
	case first && len(us) < len(all):
		h.class, h.material = Shortened, beginningMatters(all, to)
	case last && len(us) < len(all):
		h.class, h.material = Shortened, endMatters(all, from)
	case first || last:
		h.class = Shortened // nothing in common
	case countOf(us, denies) > 0 && countOf(us, says) <= 1 && len(us) <= 5, countOf(us, guards) > 0 && countOf(us, says) == 0:
		h.class, h.material = Negation, true
	case every(us, small):
		h.class = FunctionWord
	case apart(all, from, to):
		h.class, h.material = Spliced, true
	default:
		h.class = Elided
	}
	c.put(h)
}

// apart reports whether what was left out begins and ends in the middle of
// two clauses, so that the rest of one runs into the rest of another.
func apart(us []unit, from, to int) bool {
	if to-from < 5 || us[from].before&clauseEnd != 0 || to < len(us) && us[to].before&clauseEnd != 0 {
		return false
	}
	return slices.ContainsFunc(us[from+1:to], func(u unit) bool { return u.before&clauseEnd != 0 })
}

// What turns round a clause that hangs on it, and what turns it back.
var (
	doubts   = set("doubt doubts doubted deny denies denied untrue false impossible")
	facts    = set("fact ignore ignored forget forgotten deny denied denies doubt doubts dispute")
	provisos = set("if unless provided providing whether except without until")
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// beginningMatters reports whether the sense of what begins at us[to] hangs
// on what was before it in its sentence: a condition, or a clause that denies.
func beginningMatters(us []unit, to int) bool {
	if us[to].before&(sentenceEnd|semicolon) != 0 {
		return false
	}
	sentence, clause := to-1, to-1
	for sentence > 0 && us[sentence].before&(sentenceEnd|semicolon|colon) == 0 {
		sentence--
	}
	for clause > sentence && us[clause].before&clauseEnd == 0 {
		clause--
	}
	if provisos[us[sentence].key] {
		return true
	}
	if us[to].before&clauseEnd != 0 {
		return false
	}
	denied, doubted, fact := false, false, false
	for i := clause; i < to; i++ {
		denied = denied || us[i].kind == negation
		doubted = doubted || doubts[us[i].key]
		fact = fact || facts[us[i].key]
	}
	return denied && !fact || doubted && !denied
}

// endMatters reports the same of what ends before us[from]: "if", "or", "not
// because", but not "not only".
func endMatters(us []unit, from int) bool {
	if us[from].before&(sentenceEnd|semicolon) != 0 {
		return false
	}
	at := func(i int) string {
		if i < len(us) {
			return us[i].key
		}
		return ""
	}
	if k := at(from); k == "and" || k == "but" || k == "only" {
		from++
	}
	switch k := at(from); {
	case k == "not":
		next := at(from + 1)
		return next != "just" && next != "only" && next != "to"
	case k == "or":
		return us[from].before&clauseEnd != 0
	default:
		return provisos[k]
	}
}

func keysOf(us []unit) string {
	var b strings.Builder
	for i := range us {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(us[i].key)
	}
	return b.String()
}

var quantifiers = set("all any some both each every few many most")

// replaced classes what stands in the place of something else.
func (c *comparison) replaced(h hunk) {
	a, b := c.a[h.a0:h.a1], c.b[h.b0:h.b1]
	h.material = true
	smallA, smallB := every(a, small), every(b, small)
	switch {
	case isOne(a) && isOne(b):
		h.class, h.material = NumberFormat, false
	case countOf(a, ofKind(number)) == 0 && letters(a) == letters(b):
		h.class, h.material = Spelling, false
	case len(a) == 1 && len(b) == 1 && (oppositeOf(a[0].key, b[0].key) || opposites[a[0].key] == b[0].key && !smallA):
		h.class = Negation
	case every(a, denies) && every(b, denies):
		h.class = Negation
	case (countOf(a, denies) > 0) != (countOf(b, denies) > 0) && max(len(a), len(b)) <= 6:
		h.class = Negation
	case isFuture(a, b) || isFuture(b, a):
		h.class, h.material = FunctionWord, false
	case countOf(a, guards)+countOf(b, guards) > 0 && countOf(a, says) == 0 && countOf(b, says) == 0:
		h.class = Negation
	case every(a, ofKind(auxiliary)) && every(b, ofKind(auxiliary)):
		h.class, h.material = Inflection, pastForm(a[0].key) != pastForm(b[0].key)
	case len(a) == 1 && len(b) == 1 && a[0].kind == pronoun && b[0].kind == pronoun:
		h.class = ChangedWord
		if personOf(a[0].key) == personOf(b[0].key) {
			h.class, h.material = FunctionWord, false
		}
	case smallA && smallB:
		h.class, h.material = FunctionWord, false
	case smallA != smallB && !hasQuantifier(a) && !hasQuantifier(b) && len(a) != len(b):
		h.class, h.material = Elided, false
	default:
		h.class = ChangedWord
	}
	c.put(h)
}

func isOne(us []unit) bool {
	return len(us) == 1 && (us[0].key == "#1" || us[0].key == "a")
}

func isFuture(a, b []unit) bool {
	if len(a) != 1 || a[0].key != "will" || len(b) != 3 {
		return false
	}
	k := keysOf(b)
	return k == "is going to" || k == "are going to" || k == "am going to" || k == "'s going to"
}

func hasQuantifier(us []unit) bool {
	return slices.ContainsFunc(us, func(u unit) bool { return quantifiers[u.key] })
}

// personOf groups the forms of a personal pronoun.
func personOf(p string) byte {
	switch p {
	case "i", "me", "my", "mine", "myself":
		return 'i'
	case "we", "us", "our", "ours", "ourselves":
		return 'w'
	case "you", "your", "yours", "yourself", "yourselves":
		return 'y'
	case "he", "him", "his", "himself":
		return 'h'
	case "she", "her", "hers", "herself":
		return 's'
	case "it", "its", "itself":
		return 'n'
	}
	return 't'
}

// reworded reports whether so few of the words are the same that the two can
// only be versions of one another by way of another language or of somebody's
// memory.
func (c *comparison) reworded() bool {
	if len(c.a) < 7 || len(c.b) < 7 || len(c.a) > 2*len(c.b) || len(c.b) > 2*len(c.a) {
		return false
	}
	alike := 0
	for _, p := range c.pairs {
		if p.a >= 0 && p.b >= 0 && says(&c.a[p.a]) && relate(&c.a[p.a], &c.b[p.b]) != unlike {
			alike++
		}
	}
	replaced := 0
	for _, h := range c.hunks {
		if h.class == ChangedWord || h.class == Elided || h.class == Negation {
			replaced += max(countOf(c.a[h.a0:h.a1], says), countOf(c.b[h.b0:h.b1], says))
		}
	}
	return replaced >= 3 && 2*alike <= min(countOf(c.a, says), countOf(c.b, says))
}

// splices finds words that stand elsewhere in the other text: what says
// something, is without like on both sides, and in two places.
func (c *comparison) splices() {
	at := make(map[string]int)
	for k, h := range c.hunks {
		for _, u := range c.a[h.a0:h.a1] {
			if u.kind == content && h.class != Inflection && h.class != Spelling {
				at[u.key] = k
			}
		}
	}
	for k := range c.hunks {
		h := &c.hunks[k]
		if h.class != ChangedWord && h.class != Shortened && h.class != Elided {
			continue
		}
		for _, u := range c.b[h.b0:h.b1] {
			if from, ok := at[u.key]; ok && from != k && u.kind == content {
				o := &c.hunks[from]
				if o.class == Shortened || o.class == Elided || o.class == ChangedWord {
					h.class, h.material = Spliced, true
					break
				}
			}
		}
	}
	c.whole(Spliced)
}

// whole joins all changes into the one of class, where there is one: a splice
// explains what is left out around it.
func (c *comparison) whole(class Class) {
	if !slices.ContainsFunc(c.hunks, func(h hunk) bool { return h.class == class }) {
		return
	}
	out := c.hunks[:0]
	for _, h := range c.hunks {
		switch h.class {
		case Shortened, Elided, ChangedWord, FunctionWord, Inflection:
			continue
		}
		out = append(out, h)
	}
	c.hunks = out
}

// absorb joins what follows from a changed word or a negation with it: voted
// and did not vote, any and some.
func (c *comparison) absorb() {
	minor := func(h *hunk) bool {
		return h.class == FunctionWord || h.class == Inflection || h.class == Contraction
	}
	takes := func(main, other *hunk) bool {
		return main.class == Negation || main.class == ChangedWord || main.class == PronounForName && other.class == Contraction
	}
	for k := 0; k+1 < len(c.hunks); {
		x, y := &c.hunks[k], &c.hunks[k+1]
		main, other := x, y
		if minor(x) {
			main, other = y, x
		}
		near := 1
		if main.class == Negation {
			near = 2
		}
		if minor(other) && takes(main, other) && y.a0-x.a1 <= near && y.b0-x.b1 <= near {
			*x = hunk{x.a0, y.a1, x.b0, y.b1, main.class, main.material}
			c.hunks = slices.Delete(c.hunks, k+1, k+2)
			continue
		}
		k++
	}
}

// punctuation adds the places where words that follow one another in both
// texts have other signs between them. A text without any sign was stripped
// of them and says nothing.
func (c *comparison) punctuation() {
	const seen = clauseEnd | ellipsis | parenthesis
	signs := func(us []unit) bool {
		return len(us) > 1 && slices.ContainsFunc(us[1:], func(u unit) bool { return u.before&seen != 0 })
	}
	if !signs(c.a) || !signs(c.b) {
		return
	}
	var out []hunk
	k := 0
	for n := 1; n < len(c.pairs); n++ {
		p, q := c.pairs[n-1], c.pairs[n]
		if p.a < 0 || p.b < 0 || q.a < 0 || q.b < 0 || c.a[q.a].before&seen == c.b[q.b].before&seen {
			continue
		}
		for k < len(c.hunks) && c.hunks[k].a1 < q.a {
			k++
		}
		if k < len(c.hunks) && c.hunks[k].a0 <= q.a && c.hunks[k].class != Contraction && c.hunks[k].class != Spelling {
			continue // next to another change
		}
		out = append(out, hunk{q.a, q.a, q.b, q.b, Punctuation, false})
	}
	c.hunks = append(c.hunks, out...)
}
