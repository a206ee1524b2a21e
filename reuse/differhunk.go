package reuse

import (
	"slices"
	"strings"
)

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

func allOf(us []unit, is func(*unit) bool) bool { return countOf(us, is) == len(us) }

var (
	informative = ofKind(contentWord, numberWord)
	small       = ofKind(functionWord, auxiliaryWord, pronounWord)
	denies      = ofKind(negationWord)
	guards      = ofKind(modalWord, hedgeWord)
)

func inBrackets(u *unit) bool { return u.bracket }

// classify classes a run of units without like, and puts it.
func (c *lineup) classify(h hunk) {
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
	return len(p) == 1 && p[0].kind == pronounWord && len(name) <= 6 && countOf(name, ofKind(contentWord)) > 0 &&
		countOf(name, ofKind(modalWord, hedgeWord, negationWord, auxiliaryWord, numberWord)) == 0 && p[0].key != "i" && p[0].key != "you"
}

// missing classes what one side has and the other has not.
func (c *lineup) missing(h hunk, first, last bool) {
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
	case countOf(us, denies) > 0 && countOf(us, informative) <= 1 && len(us) <= 5, countOf(us, guards) > 0 && countOf(us, informative) == 0:
		h.class, h.material = Negation, true
	case allOf(us, small):
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
	doubts   = listed("doubt doubts doubted deny denies denied untrue false impossible")
	facts    = listed("fact ignore ignored forget forgotten deny denied denies doubt doubts dispute")
	provisos = listed("if unless provided providing whether except without until")
)

func listed(words string) map[string]bool {
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
		denied = denied || us[i].kind == negationWord
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

var quantifiers = listed("all any some both each every few many most")

// replaced classes what stands in the place of something else.
func (c *lineup) replaced(h hunk) {
	a, b := c.a[h.a0:h.a1], c.b[h.b0:h.b1]
	h.material = true
	smallA, smallB := allOf(a, small), allOf(b, small)
	switch {
	case isOne(a) && isOne(b):
		h.class, h.material = NumberFormat, false
	case countOf(a, ofKind(numberWord)) == 0 && letters(a) == letters(b):
		h.class, h.material = Spelling, false
	case len(a) == 1 && len(b) == 1 && (oppositeOf(a[0].key, b[0].key) || opposites[a[0].key] == b[0].key && !smallA):
		h.class = Negation
	case allOf(a, denies) && allOf(b, denies):
		h.class = Negation
	case (countOf(a, denies) > 0) != (countOf(b, denies) > 0) && max(len(a), len(b)) <= 6:
		h.class = Negation
	case isFuture(a, b) || isFuture(b, a):
		h.class, h.material = FunctionWord, false
	case countOf(a, guards)+countOf(b, guards) > 0 && countOf(a, informative) == 0 && countOf(b, informative) == 0:
		h.class = Negation
	case allOf(a, ofKind(auxiliaryWord)) && allOf(b, ofKind(auxiliaryWord)):
		h.class, h.material = Inflection, pastForm(a[0].key) != pastForm(b[0].key)
	case len(a) == 1 && len(b) == 1 && a[0].kind == pronounWord && b[0].kind == pronounWord:
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
