package timex

import "github.com/verbatim-record/verbatim"

// starts are the classes that may begin an expression.
var starts = func() (s [256]bool) {
	for _, c := range []class{cThe, cA, cThis, cThat, cThese, cPoss, cLast, cPast, cNext, cComing, cFollowing, cSame,
		cRecent, cNum, cDec, cOrd, cScale, cCouple, cFew, cDozen, cMonth, cWeekday, cWeekdays, cUnit, cUnits, cPart, cParts,
		cSeason, cSeasons, cToday, cTonight, cOvernight, cHoliday, cEarly, cLater, cBound, cHalf, cQuarterWord, cQ, cClock,
		cNoon, cDigitsDate, cDecade, cMid, cEvery, cPer, cOnce, cAbout, cMore, cUp, cNo, cAs, cAt, cRef, cSoon, cMoment,
		cPresent, cFiscal, cAll, cTurn, cYearEnd, cWeekend, cWeekends} {
		s[c] = true
	}
	return s
}()

// expression reads the expression that begins at token i, if one does.
func (r *reader) expression(i int) (found, bool) {
	switch r.c(i) {
	case cThe, cA, cThis, cThat, cThese, cPoss, cSame, cAbout, cMore, cUp, cNo, cAll, cAs, cLater, cEarly, cFew:
		// The words that begin most phrases of English: one look ahead.
		if r.c(i+1) == none && !(r.c(i) == cAs && r.text(i+1) == "many") {
			return found{}, false
		}
	case cAt:
		if w := r.text(i + 1); w != "least" && w != "most" {
			return found{}, false
		}
	}
	if f, ok := r.set(i); ok {
		return f, true
	}
	m, k := r.modifier(i)
	if f, ok := r.clockAndDate(k); ok && (m == mNone || m == mApprox || m == mLess) {
		f.i, f.mod = i, max(m, f.mod)
		return f, true
	}
	if f, ok := r.rangeOfNumbers(i); ok {
		return f, true
	}
	if m == mNone {
		if f, ok := r.dateAndClock(i); ok {
			return f, true
		}
	}
	if f, ok := r.quantity(i, k, m); ok {
		return f, true
	}
	if m == mApprox && k == i+1 {
		if f, ok := r.year(k, k); ok && r.n(k) < 2100 {
			f.i, f.mod = i, m
			return f, true
		}
	}
	return r.reference(i)
}

// modifier reads "nearly", "more than", "at least": the modifier and the token
// behind it.
func (r *reader) modifier(i int) (int32, int) {
	switch r.c(i) {
	case cAbout:
		if w := r.text(i); w == "over" || w == "Over" {
			// "for over six years", but "by $55 billion over six years"
			switch r.text(i - 1) {
			case "for", "lasted", "took", "spent", "after", "within", "well", "just", "than", "takes", "last", "with", "of", "in", "For", "Just", "":
			default:
				return mNone, i
			}
		}
		return int32(r.n(i)), i + 1
	case cMore:
		if r.c(i+1) == cThan {
			return int32(r.n(i)), i + 2
		}
	case cNo:
		if r.c(i+1) == cMore && r.c(i+2) == cThan {
			if r.n(i+1) == int(mMore) {
				return mEqualLess, i + 3
			}
			return mEqualMore, i + 3
		}
	case cAt:
		switch r.text(i + 1) {
		case "least":
			return mEqualMore, i + 2
		case "most":
			return mEqualLess, i + 2
		}
	case cUp:
		if r.text(i+1) == "to" {
			return mEqualLess, i + 2
		}
	case cAs:
		if r.text(i+1) == "many" && r.c(i+2) == cAs {
			return mEqualLess, i + 3
		}
	}
	return mNone, i
}

// dateAndClock reads a date with its modifier and what narrows it to a part of
// the day or an hour: "early Wednesday", "Wednesday evening", "tomorrow at 8
// a.m.".
func (r *reader) dateAndClock(i int) (found, bool) {
	f, ok := r.modifiedDate(i)
	if !ok {
		return f, false
	}
	if f.p.g != day && f.p.g != part || f.kind == verbatim.Set || f.kind == verbatim.Duration {
		return f, true
	}
	k := f.j
	if f.p.g == day {
		at := k
		if r.c(at) == cIn && r.c(at+1) == cThe && r.c(at+2) == cPart && r.text(at) == "in" {
			at += 2
		} else if r.c(at) == cEarly && r.c(at+1) == cPart {
			f.mod = int32(r.n(at))
			at++
		}
		switch {
		case r.c(at) == cPart:
			f.p = f.p.at(part)
			f.p.x = parts[r.n(at)]
			f.j, k = at+1, at+1
		case r.c(at) == cParts && r.c(at-1) == cWeekday:
			return found{}, false // "Friday mornings" is a set
		case r.c(at) == cOvernight:
			f.p = f.p.at(part)
			f.p.x = "TNI"
			f.j, k = at+1, at+1
		}
	}
	// The hour behind the day.
	comma := false
	if r.c(k) == cComma {
		k++
		comma = true
	}
	at := r.c(k) == cAt
	if at {
		k++
	}
	if r.c(k) == cAbout && r.n(k) == int(mApprox) {
		k++
	}
	if g, ok := r.clock(k); ok && (at || g.apm >= 0 || !comma && r.c(k) == cClock) {
		if g.apm < 0 && f.p.g == part && g.p.h < 12 && (f.p.x == "TAF" || f.p.x == "TEV" || f.p.x == "TNI" && g.p.h >= 5) {
			g.p.h += 12
		}
		h := g.p
		h.y, h.m, h.d = f.p.y, f.p.m, f.p.d
		h.lost = f.p.lost
		h.zone = r.offset(g.p.zone, h)
		f.p, f.j, f.kind = h, g.j, verbatim.Clock
	}
	return f, true
}

// modifiedDate reads a date behind "early", "late", "mid-", "the end of".
func (r *reader) modifiedDate(i int) (found, bool) {
	k := i
	if r.c(k) == cThe {
		k++
	}
	switch r.c(k) {
	case cEarly, cLater:
		m := int32(r.n(k))
		if r.c(k) == cLater {
			m = mEnd
			if r.n(k) < 0 {
				m = mStart
			}
		}
		if k > i && r.c(k+1) == cUnits && r.text(k+1) == "hours" && r.c(k+2) == cOf {
			f, ok := r.date(k + 3) // "the early hours of Wednesday"
			if ok && f.p.g == day {
				f.i, f.mod, f.p = i, m, f.p.at(part)
				f.p.x = parts[0]
				return f, true
			}
		}
		at := k + 1
		if r.c(at) == cDash && r.glued(at) {
			at++
		}
		if r.c(at) == cOn || r.c(at) == cIn && r.text(at) == "in" {
			if r.c(at) == cIn && r.c(at+1) == cThe && (r.c(at+2) == cUnit || r.c(at+2) == cWeekend) {
				return r.ofPublication(i, at+2, m)
			}
			at++
		}
		f, ok := r.date(at)
		if ok && (f.p.g != unknown || f.kind == "" && r.c(at) != cOrd) && f.kind != verbatim.Duration && f.kind != verbatim.Set {
			if f.p.g == minute || r.c(k) == cLater && r.c(at) == cNum {
				return found{}, false
			}
			f.i, f.mod = i, m
			if k > i && !r.bareHead(f.j) && f.p.g >= season {
				f.i = k // "the late February decision"
			}
			return f, true
		}
		return found{}, false
	case cMid:
		return r.prefixedDate(i, k)
	case cYearEnd:
		return r.ofUnit(i, k, k+1, uYear, mEnd), true
	case cBound:
		m := int32(r.n(k))
		if r.c(k+1) != cOf {
			return found{}, false
		}
		at := k + 2
		if r.c(at) == cThe && (r.c(at+1) == cUnit || r.c(at+1) == cWeekend) {
			if r.c(at+1) == cUnit && unit(r.n(at+1)) == uDay && (r.c(i-1) == cAt || r.c(i-1) == cThe && r.c(i-2) == cAt) {
				return found{}, false // "at the end of the day": an idiom
			}
			if f, ok := r.date(at); ok && f.j > at+2 {
				f.i, f.mod = i, m
				return f, true
			}
			return r.ofPublication(i, at+1, m)
		}
		if r.c(at) == cUnit && unit(r.n(at)) >= uWeek && r.text(k) == "end" {
			return r.ofPublication(i, at, m) // "at the end of year"
		}
		f, ok := r.date(at)
		if ok && f.kind != verbatim.Duration {
			f.i, f.mod = i, m
			return f, true
		}
		return found{}, false
	case cTurn:
		if r.c(k+1) == cOf && r.c(k+2) == cThe {
			if r.c(k+3) == cUnit && unit(r.n(k+3)) >= uCentury {
				f, ok := r.ofPublication(i, k+3, mStart)
				f.p = r.now(century)
				return f, ok
			}
			if f, ok := r.date(k + 2); ok {
				f.i, f.mod = i, mStart
				return f, true
			}
		}
		return found{}, false
	}
	return r.date(i)
}

// prefixedDate reads "mid-July", "pre-2014", "mid-1990s": the token is read
// again without its prefix.
func (r *reader) prefixedDate(i, k int) (found, bool) {
	at := k - r.lo
	whole := r.items[at]
	w := r.text(k)
	for x := range len(w) {
		if w[x] == '-' {
			w = w[x+1:]
			break
		}
	}
	inner := lex(w)
	switch inner.c {
	case cMonth, cSeason, cHoliday, cDigitsDate, cQ:
	case cDecade:
		if inner.n < 40 {
			return found{}, false // an age, a temperature
		}
	case cNum:
		if inner.n < 1500 || inner.n > 2100 {
			return found{}, false
		}
		f := found{i: k, j: k + 1, mod: whole.n, p: point{y: int(inner.n), m: 1, d: 1, g: year}}
		return f, true
	default:
		return found{}, false
	}
	r.items[at] = inner
	f, ok := r.date(k)
	r.items[at] = whole
	if !ok {
		return f, false
	}
	f.mod = whole.n
	f.i = k
	if r.c(i) == cThe && (inner.c == cDecade || r.bareHead(f.j)) {
		f.i = i
	}
	return f, true
}

// ofPublication is the unit at token k that the publication date lies in:
// "later in the week", "the end of the year".
func (r *reader) ofPublication(i, k int, m int32) (found, bool) {
	u := uWeekend
	if r.c(k) == cUnit {
		u = unit(r.n(k))
	}
	if u < uDay {
		return found{}, false
	}
	return r.ofUnit(i, k, k+1, u, m), true
}

func (r *reader) ofUnit(i, k, j int, u unit, m int32) found {
	return found{i: i, j: j, mod: m, p: r.now(u.grain())}
}

// bareHead says that no noun follows at k that a determiner in front would
// belong to.
func (r *reader) bareHead(k int) bool {
	switch t := r.tag(k); {
	case len(t) >= 2 && t[:2] == "NN", t == "JJ", t == "VBG" && r.c(k) == none, t == "HYPH":
		return false
	}
	return true
}

// clockAndDate reads a time of the day and the day behind it: "3 p.m. on
// Tuesday", "8 in the morning".
func (r *reader) clockAndDate(i int) (found, bool) {
	f, ok := r.clock(i)
	if !ok {
		return f, false
	}
	k := f.j
	if r.c(k) == cIn && r.c(k+1) == cThe && r.c(k+2) == cPart { // "8 in the morning"
		if f.apm < 0 && f.p.h < 12 && (r.n(k+2) == 1 || r.n(k+2) == 2 || r.n(k+2) == 3 && f.p.h >= 6) {
			f.p.h += 12
		}
		f.apm = 0
		f.j, k = k+3, k+3
	}
	on := r.c(k) == cOn || r.c(k) == cOf || r.c(k) == cComma
	if on {
		k++
	}
	if g, ok := r.modifiedDate(k); ok && (g.p.g == day || g.p.g == part) && g.kind != verbatim.Duration &&
		(on || r.c(k) != cThe) && r.c(k) != cPart {
		if r.c(g.j) == cPart && g.p.g == day && r.c(g.j-1) != cNum {
			g.p = g.p.at(part)
			g.p.x = parts[r.n(g.j)]
			g.j++
		}
		if f.apm < 0 && g.p.g == part && f.p.h < 12 && (g.p.x == "TAF" || g.p.x == "TEV" || g.p.x == "TNI" && f.p.h >= 5) {
			f.p.h += 12
		}
		f.p.y, f.p.m, f.p.d, f.p.lost = g.p.y, g.p.m, g.p.d, g.p.lost
		f.j, f.bare = g.j, false
		if z, j := r.zone(f.j); j > f.j {
			f.p.zone, f.j = z, j
		}
		f.p.zone = r.offset(f.p.zone, f.p)
		return f, true
	}
	if r.hasPub {
		f.p.zone = r.offset(f.p.zone, r.pub)
	} else {
		f.p.zone = r.offset(f.p.zone, point{})
	}
	f.bare = true
	return f, true
}
