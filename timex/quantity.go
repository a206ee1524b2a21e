package timex

import (
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// amount reads a number at token k, and the token behind it.
func (r *reader) amount(k int) (amount, int, bool) {
	var a amount
	start := k
	switch r.c(k) {
	case cA:
		switch r.c(k + 1) {
		case cCouple, cFew, cDozen, cScale:
			return r.amount(k + 1)
		case cHalf:
			return amount{cents: 50}, k + 2, true
		}
		if r.c(k+1) == cNum {
			return a, k, false
		}
		return amount{n: 1, article: true}, k + 1, true
	case cHalf:
		if r.c(k+1) == cA || r.c(k+1) == cDash && r.glued(k+1) {
			return amount{cents: 50}, k + 2, true
		}
		return amount{cents: 50}, k + 1, true
	case cCouple:
		k++
		if r.c(k) == cOf {
			k++
		}
		return amount{n: 2}, k, true
	case cFew:
		if r.text(k-1) == "as" {
			return a, k, false // "in as many years"
		}
		return amount{vague: true}, k + 1, true
	case cDozen:
		return amount{n: 12}, k + 1, true
	case cDec:
		w := r.text(k)
		x := strings.IndexByte(w, '.')
		n, err1 := strconv.Atoi(strings.ReplaceAll(w[:x], ",", ""))
		frac := (w[x+1:] + "0")
		c, err2 := strconv.Atoi(frac[:2])
		if err1 != nil || err2 != nil {
			return a, k, false
		}
		return amount{n: n, cents: c}, k + 1, true
	case cScale:
		a.n = 1
	case cNum:
		a.n = r.n(k)
		a.article = r.text(k) == "one" || r.text(k) == "One"
		k++
		if a.n >= 20 && a.n < 100 && a.n%10 == 0 && len(r.text(start)) > 2 {
			j := k
			if r.c(j) == cDash {
				j++
			}
			if r.c(j) == cNum && r.n(j) > 0 && r.n(j) < 10 && len(r.text(j)) > 2 {
				a.n += r.n(j)
				k = j + 1
			}
		}
		if r.c(k) == cDozen {
			a.n *= 12
			k++
		}
	default:
		return a, k, false
	}
	for r.c(k) == cScale && a.n < 1e6 {
		a.n *= r.n(k)
		k++
		a.article = false
	}
	if r.c(k) == cDash && r.c(k+1) == cAnd && r.text(k+2) == "-" {
		// "two-and-a-half"
		if r.c(k+3) == cA && r.c(k+4) == cDash && r.c(k+5) == cHalf {
			return amount{n: a.n, cents: 50}, k + 6, true
		}
	}
	if r.c(k) == cAnd && r.text(k) == "and" {
		j := k + 1
		if r.c(j) == cA {
			j++
		}
		if r.c(j) == cHalf {
			return amount{n: a.n, cents: 50}, j + 1, true
		}
	}
	return a, k, true
}

// quantity reads an amount of time from token k, whose expression begins at i
// with the modifier m, and what makes a date of it: "two weeks ago", "a day
// earlier", "three days after the vote".
func (r *reader) quantity(i, k int, m int32) (found, bool) {
	if r.c(k) == cAll {
		if r.c(k+1) == cUnit && unit(r.n(k+1)) >= uHour && unit(r.n(k+1)) != uMillennium {
			if r.text(k) == "all" && unit(r.n(k+1)) == uHour {
				return found{}, false
			}
			return found{i: i, j: k + 2, value: span(1, 0, false, unit(r.n(k+1))), kind: verbatim.Duration, mod: m}, true
		}
		return found{}, false
	}
	if r.c(k) == cThe && (r.c(k+1) == cNum || r.c(k+1) == cCouple || r.c(k+1) == cFew) {
		// "the two weeks", "the 90 minutes"
		k++
	}
	if r.c(k) == cUnits && k == i+1 && r.text(i) == "some" {
		u := unit(r.n(k))
		return found{i: i, j: k + 1, value: span(0, 0, true, u), kind: verbatim.Duration}, u >= uHour
	}
	if r.c(k) == cUnits && k == i {
		return r.bareUnits(i)
	}
	if r.c(k) == cUnit && k == i {
		return r.unitLong(i)
	}
	a, at, ok := r.amount(k)
	if !ok {
		return found{}, false
	}
	f := found{i: i, kind: verbatim.Duration, mod: m}
	if r.c(at) == cTimes {
		return r.timesA(i, at+1)
	}
	dash := r.c(at) == cDash && r.glued(at)
	if dash {
		at++
		if r.c(i) == cThe && i < k {
			f.i = k // the determiner is the noun's: "the four-year term"
		}
	}
	for w := r.text(at); w == "consecutive" || w == "full" || w == "straight" || w == "whole" || w == "long" || w == "more" || w == "business" || w == "working" || w == "calendar" || w == "solid" || w == "additional"; w = r.text(at) {
		at++
		if at > k+6 {
			return found{}, false
		}
	}
	u, single, ok := r.unitAt(at)
	if !ok || dash && !single {
		return found{}, false
	}
	if u == uSecond && single && r.c(at) == cOrd && a.article && !dash {
		return found{}, false // "one second" of a list, "a second"
	}
	if u == uQuarter && r.c(at+1) == cOf {
		return found{}, false // three quarters of it
	}
	at++
	if r.old(at) {
		return found{}, false
	}
	if a.article && !dash && r.c(k) == cA && r.c(at) == cDash && r.glued(at) {
		return found{}, false
	}
	if single && !a.article && !dash && a.n > 1 && a.cents == 0 && (u == uHour || u == uDay) && r.upper(at-1) {
		return found{}, false
	}
	// "an hour and a half", "a year and a half"
	if a.cents == 0 && r.c(at) == cAnd && r.c(at+1) == cA && r.c(at+2) == cHalf {
		a.cents = 50
		at += 3
		a.article = false
	}
	var b builder
	b.add(a, u)
	// "1 month and 21 days"
	least := u
	for {
		j := at
		if r.c(j) == cComma || r.c(j) == cAnd && r.text(j) == "and" {
			j++
		}
		c, e, ok := r.amount(j)
		if !ok || r.c(j) == cA || dash {
			break
		}
		v, one, ok := r.unitAt(e)
		if !ok || v >= least || v == uQuarter || one && !c.article && c.n != 1 || r.old(e+1) {
			break
		}
		b.add(c, v)
		least = v
		at = e + 1
		a.article = false
	}
	f.j = at
	if dash && r.c(k) != cA && f.i == k {
		f.value = b.value()
		if r.text(at) == "long" || r.c(at) == cDash && r.text(at+1) == "long" {
			f.j = at + 1
			if r.c(at) == cDash {
				f.j++
			}
		}
		return f, true
	}
	if g, ok := r.direction(f, at, b, least, m); ok {
		return g, true
	}
	if a.article && !r.spent(i, m) {
		return found{}, false // "a barrel a day", "one day"
	}
	if r.c(i-1) == cIn && r.text(i-1) == "in" && (r.reading(i) == future || r.ahead(i) && least <= uHour || r.c(at) == cFrom) && r.tag(at) != "NN" && !r.rate(at) {
		// "will meet in two weeks" is a date, "rose for the first time in two weeks" is not
		f.kind = ""
		f.p = r.offsetFrom(r.pub, r.hasPub, b, least, 1)
		if f.p.g != unknown || f.p.lost {
			if b.vague {
				return found{i: i, j: at, value: references[2], mod: m}, true
			}
			if m == mLess {
				f.mod = mLess
			}
			return f, true
		}
	}
	f.kind = verbatim.Duration
	f.p = point{}
	f.value = b.value()
	return f, true
}

// rate says that the quantity is one of a rate: "two days a week".
func (r *reader) rate(at int) bool {
	return r.c(at) == cA && (r.c(at+1) == cUnit)
}

// unitAt is the unit at token k, and whether it stands in the singular.
func (r *reader) unitAt(k int) (unit, bool, bool) {
	switch r.c(k) {
	case cUnit:
		return unit(r.n(k)), true, true
	case cUnits:
		return unit(r.n(k)), false, true
	case cOrd:
		if r.text(k) == "second" {
			return uSecond, true, true
		}
	}
	return 0, false, false
}

// old says that the quantity in front of token k is an age.
func (r *reader) old(k int) bool {
	if r.c(k) == cDash {
		k++
	}
	w := r.text(k)
	return w == "old" || w == "olds" || r.c(k) == cOf && r.text(k+1) == "age" || w == "Old"
}

// spent says whether what stands in front of "a day", "an hour", "one week"
// makes a duration of it.
func (r *reader) spent(i int, m int32) bool {
	if m != mNone {
		return true
	}
	switch r.text(i - 1) {
	case "for", "within", "after", "lasted", "lasting", "last", "lasts", "took", "take", "takes", "taking", "spent", "spend", "spending", "than", "in", "over", "For", "In", "After", "Within", "under", "only", "just", "another", "every", "wait", "waited", "by", "of":
		return r.text(i-1) != "of" && r.text(i-1) != "by" || r.tag(i) == "CD" && r.c(i) == cNum
	}
	return false
}

// direction reads what turns a quantity into a date: "ago", "later", "earlier",
// "from now", "after" and "before" with their anchors.
func (r *reader) direction(f found, at int, b builder, least unit, m int32) (found, bool) {
	side := func(back bool) int32 {
		switch {
		case m == mMore && back, m == mLess && !back:
			return mBefore
		case m == mLess && back, m == mMore && !back:
			return mAfter
		}
		return m
	}
	f.kind = ""
	switch r.c(at) {
	case cAgo:
		f.j = at + 1
		f.mod = side(true)
		if b.vague {
			f.value = references[1]
			return f, true
		}
		f.p = r.offsetFrom(r.pub, r.hasPub, b, least, -1)
		if least == uMillennium {
			f.value = references[1]
		}
		return f, true
	case cHence:
		f.j = at + 1
		f.p = r.offsetFrom(r.pub, r.hasPub, b, least, 1)
		return f, true
	case cFrom:
		if r.text(at) != "from" {
			return f, false
		}
		if r.text(at+1) == "now" {
			f.j = at + 2
			f.mod = side(false)
			if b.vague {
				f.value = references[2]
				return f, true
			}
			f.p = r.offsetFrom(r.pub, r.hasPub, b, least, 1)
			return f, true
		}
		if r.text(f.i-1) == "for" {
			return f, false
		}
		if g, ok := r.date(at + 1); ok && g.p.g >= month && g.kind == "" {
			f.j, f.mod = g.j, side(false)
			f.p = r.offsetFrom(g.p, !g.p.lost, b, least, 1)
			return f, true
		}
	case cLater:
		n := r.n(at)
		if r.c(at+1) == cThis || r.c(at+1) == cOn && r.c(at+2) == cWeekday {
			return f, false // "for two hours later this week"
		}
		f.j = at + 1
		f.mod = side(n < 0)
		if b.vague {
			f.p = point{g: least.grain(), lost: true}
			return f, true
		}
		_, ok := r.last(least.grain())
		base := r.ref
		if !ok {
			base = point{lost: true}
			if r.ref.g == unknown && r.hasPub && (n < 0 || r.ahead(f.i)) {
				base, ok = r.pub, true
			}
		}
		f.p = r.offsetFrom(base, ok, b, least, n)
		return f, true
	case cBefore:
		if b.count == 1 {
			n := r.n(at)
			g, ok := r.fromAnchorAmount(f.i, at, b, least, n)
			if ok {
				g.mod = side(n < 0)
				return g, true
			}
		}
	}
	return f, false
}

// bareUnits reads a plural without a number: "for decades", "weeks later",
// "years ago", "months of talks".
func (r *reader) bareUnits(i int) (found, bool) {
	u := unit(r.n(i))
	if u < uMinute || u == uQuarter || r.upper(i) && r.c(i+1) != cLater && r.c(i+1) != cAgo && r.c(i+1) != cBefore {
		return found{}, false
	}
	f := found{i: i, j: i + 1}
	switch r.c(i + 1) {
	case cAgo:
		return found{i: i, j: i + 2, value: references[1]}, true
	case cLater:
		if r.c(i+2) == cThis {
			return found{}, false
		}
		return found{i: i, j: i + 2, p: point{g: u.grain(), lost: true}}, true
	case cBefore:
		return found{i: i, j: i + 2, p: point{g: u.grain(), lost: true}}, true
	case cFrom:
		if r.text(i+2) == "now" {
			return found{i: i, j: i + 3, value: references[2]}, true
		}
	case cOf:
		if u <= uHour || r.c(i-1) == cThe || r.c(i-1) == cPoss || r.text(i-1) == "first" {
			return found{}, false
		}
		switch r.text(i - 1) {
		case "after", "for", "with", "through", "of", "during", "despite", "to", "following", "ending", "over", "end", "two", "", ",":
			f.value, f.kind = span(0, 0, true, u), verbatim.Duration
			return f, true
		}
		if r.tag(i-1) == "IN" || len(r.tag(i-1)) > 1 && r.tag(i - 1)[:2] == "VB" {
			f.value, f.kind = span(0, 0, true, u), verbatim.Duration
			return f, true
		}
		return found{}, false
	}
	if r.c(i+1) == cDash && r.text(i+2) == "long" {
		return found{i: i, j: i + 3, value: span(0, 0, true, u), kind: verbatim.Duration}, true
	}
	switch r.text(i - 1) {
	case "for", "For", "in", "within", "over":
		if !r.bareHead(i + 1) {
			return found{}, false
		}
		if r.text(i-1) == "in" && r.ahead(i) {
			f.value = references[2]
			return f, true
		}
		f.value, f.kind = span(0, 0, true, u), verbatim.Duration
		return f, true
	}
	return found{}, false
}

// unitLong reads "week-long", "year-long".
func (r *reader) unitLong(i int) (found, bool) {
	u := unit(r.n(i))
	if r.c(i+1) == cDash && r.glued(i+1) && r.text(i+2) == "long" && u >= uHour && r.c(i-1) != cDash {
		return found{i: i, j: i + 3, value: span(1, 0, false, u), kind: verbatim.Duration}, true
	}
	return found{}, false
}
