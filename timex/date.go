package timex

// date reads a date without the words that modify it: "Wednesday", "12
// February 2025", "the 1990s", "last October", "the first quarter".
func (r *reader) date(i int) (found, bool) {
	if r.depth >= 4 {
		return found{}, false // "the first week of the first week of …"
	}
	r.depth++
	defer func() { r.depth-- }()
	k := i
	if r.c(k) == cThe || r.c(k) == cA && r.c(k+1) == cWeekday {
		k++
	}
	switch r.c(k) {
	case cWeekday:
		return r.weekday(i, k)
	case cMonth:
		return r.month(i, k)
	case cNum:
		if f, ok := r.dayMonth(i, k); ok {
			return f, true
		}
		if f, ok := r.isoDate(k); ok {
			return f, true
		}
		return r.year(i, k)
	case cOrd:
		if f, ok := r.dayMonth(i, k); ok {
			return f, true
		}
		return r.ordinal(i, k)
	case cPoss:
		if r.c(k+1) == cOrd {
			if w := r.text(k); w[0] == '\'' || w[0] >= 0x80 {
				i++ // "'s" is the possessor's
			}
			return r.ordinal(i, k+1)
		}
	case cA:
		if r.c(k+1) == cOrd {
			return r.ordinal(i, k+1)
		}
	case cQ:
		f := found{i: i, j: k + 1, p: point{m: 3*r.n(k) - 2, d: 1, g: quarter}}
		return r.ofYear(f, k), true
	case cDigitsDate:
		return r.digits(k)
	case cToday:
		if r.upper(k) && k > r.lo && (r.c(k-1) == cPoss || r.upper(k-1) && r.c(k-1) == none) {
			return found{}, false // USA Today
		}
		return found{i: k, j: k + 1, p: r.now(day).days(r.n(k))}, true
	case cTonight:
		p := r.now(part)
		p.x = "TNI"
		return found{i: k, j: k + 1, p: p}, true
	case cOvernight:
		p := r.now(part)
		p.x = "TNI"
		if r.reading(k) != future {
			p = p.days(-1) // the night before the morning's news
		}
		return found{i: k, j: k + 1, p: p}, true
	case cHoliday:
		return r.holiday(i, k)
	case cSeason:
		return r.season(i, k)
	case cDecade:
		return r.decade(i, k)
	case cThis, cThat, cLast, cPast, cNext, cComing, cFollowing, cSame, cThese, cRecent:
		return r.relative(i, k)
	case cUnit:
		if k > i {
			return r.theUnit(i, k)
		}
	case cPart:
		if k > i {
			return r.thePart(i, k)
		}
	case cWeekend:
		return r.weekend(i, k)
	case cFiscal:
		return r.fiscalYear(i, k)
	}
	return found{}, false
}

// weekday reads "Wednesday", "Wednesday, Feb. 12, 2025", "Friday the 22nd",
// "Tuesday next week".
func (r *reader) weekday(i, k int) (found, bool) {
	w := r.n(k) &^ abbreviated
	if !r.upper(k) || r.inName(k) {
		return found{}, false
	}
	start := i
	if start < k && (r.c(start) == cA || !r.bareHead(k+1)) {
		start = k // the determiner is the noun's: "the Thursday meeting"
	}
	next := k + 1
	if r.c(next) == cComma {
		next++
	}
	if r.c(next) == cMonth || r.c(next) == cNum && r.c(next+1) == cMonth || r.c(next) == cNum && r.c(next+1) == cOf ||
		r.c(next) == cOrd && next == k+1 {
		if f, ok := r.date(next); ok && f.p.g == day {
			f.i = start
			if f.weak && !f.p.lost && f.p.weekday() != w {
				f.p = r.onWeekday(f.p, w)
			}
			return f, true
		}
	}
	if r.n(k)&abbreviated != 0 {
		return found{}, false // "Sun" and "Sat" are words of their own
	}
	at := k + 1
	if r.c(at) == cThe && r.c(at+1) == cOrd && r.n(at+1) >= 1 && r.n(at+1) <= 31 {
		f := found{i: start, j: at + 2, p: point{g: day, lost: true}}
		if r.hasPub {
			f.p = r.nearest(w, r.n(at+1))
		}
		return f, true
	}
	if r.c(at) == cOf {
		at++
	}
	if c := r.c(at); (c == cNext || c == cLast || c == cThis) && r.c(at+1) == cUnit && unit(r.n(at+1)) == uWeek {
		return found{i: start, j: at + 2, p: r.inWeek(w, steps[c])}, true
	}
	return found{i: start, j: k + 1, p: r.lookWeekday(w, k), weak: true}, true
}

// onWeekday moves a day to the nearest year in which it falls on weekday w: the
// year of the date last named, or one near the publication date.
func (r *reader) onWeekday(p point, w int) point {
	for _, y := range []int{r.ref.y, p.y - 1, p.y + 1, p.y - 2, p.y + 2} {
		q := p
		if q.y = y; (y != r.ref.y || r.ref.g >= year) && valid(q.y, q.m, q.d) && q.weekday() == w {
			return q
		}
	}
	return p
}

// lookWeekday is the weekday that a reporter means: the last one, on the day
// of publication that day; with a verb in the future the next one.
func (r *reader) lookWeekday(w, k int) point {
	p := r.now(day)
	if p.lost {
		return p
	}
	if n := len(r.points); n > r.first && r.points[n-1].g == day && (r.c(k-1) == cOpen || r.c(k-2) == cOpen) {
		// "on Tuesday (early Wednesday in Sydney)"
		q := r.points[n-1]
		return q.days((w-q.weekday()+10)%7 - 3)
	}
	t := r.reading(k)
	if t == present && (r.c(k+1) == cPoss || r.c(k+1) == cPart && r.c(k+2) == cPoss) {
		t = past // "he has doubts about Monday's debate"
	}
	if t == future || t == present {
		return p.days((w - p.weekday() + 7) % 7)
	}
	return p.days(-((p.weekday() - w + 7) % 7))
}

// inWeek is weekday w of the week that is n weeks from the week of publication.
func (r *reader) inWeek(w, n int) point {
	p := r.now(day)
	if p.lost {
		return p
	}
	return p.monday().days(7*n + w - 1)
}

// nearest is the day d of a month that falls on weekday w, nearest to the day
// of publication: "Friday the 22nd".
func (r *reader) nearest(w, d int) point {
	for n := range 25 {
		m := (n + 1) / 2
		if n%2 == 1 {
			m = -m
		}
		p := r.pub.at(month).months(m).at(day)
		if valid(p.y, p.m, d) {
			if p.d = d; p.weekday() == w {
				return p
			}
		}
	}
	return point{g: day, lost: true}
}

// month reads "January", "Feb. 12", "February 12, 2025", "March 2024".
func (r *reader) month(i, k int) (found, bool) {
	m := r.n(k) &^ abbreviated
	at := k + 1
	if r.c(at) == cThe && r.c(at+1) == cOrd {
		at++
	}
	if d, j := r.dayNumber(at); j > at && r.upper(k) {
		f := found{i: i, j: j, p: point{m: m, d: d, g: day}}
		if i < k {
			f.i = k
			if r.bareHead(j) {
				f.i = i
			}
		}
		return r.withYear(f, k), true
	}
	if !r.isMonth(k) {
		return found{}, false
	}
	f := found{i: k, j: k + 1, p: point{m: m, d: 1, g: month}}
	if i < k && r.bareHead(k+1) {
		f.i = i
	}
	return r.withYear(f, k), true
}

// dayNumber reads the number of a day behind its month: "12", "12th", "first",
// "twenty-first". It returns the day and the token behind it, or at.
func (r *reader) dayNumber(at int) (int, int) {
	n := r.n(at)
	switch r.c(at) {
	case cNum:
		if n >= 20 && n <= 30 && len(r.text(at)) > 2 {
			k := at + 1
			if r.c(k) == cDash {
				k++
			}
			if r.c(k) == cOrd && r.n(k) > 0 && n+r.n(k) <= 31 && r.n(k) < 10 {
				return n + r.n(k), k + 1
			}
		}
		if n >= 1 && n <= 31 && len(r.text(at)) <= 2 {
			switch r.c(at + 1) {
			case cUnit, cUnits, cScale, cAmPm:
				return 0, at
			}
			if r.text(at+1) == "%" || r.text(at+1) == "percent" {
				return 0, at
			}
			return n, at + 1
		}
	case cOrd:
		if n >= 1 && n <= 31 && r.c(at+1) != cUnit && r.c(at+1) != cQuarterWord && r.c(at+1) != cWeekday {
			return n, at + 1
		}
	}
	return 0, at
}

// dayMonth reads "12 February 2025", "the 22nd of June", "the 20th of next
// month", "the 15th day of June".
func (r *reader) dayMonth(i, k int) (found, bool) {
	d, at := r.dayNumber(k)
	if at == k {
		// "the 15th day of June"
		if n := r.n(k); r.c(k) == cOrd && n >= 1 && n <= 31 && r.c(k+1) == cUnit && unit(r.n(k+1)) == uDay {
			d, at = n, k+1
		} else if r.c(k) == cNum && r.c(k+1) == cDash && r.c(k+2) == cOrd {
			d, at = r.n(k)+r.n(k+2), k+3
		} else {
			return found{}, false
		}
	}
	ordinal := r.c(at-1) == cOrd || r.c(k) == cOrd
	dayWord := r.c(at) == cUnit && unit(r.n(at)) == uDay && ordinal
	if dayWord {
		at++
	}
	of := r.c(at) == cOf
	if of {
		at++
	}
	if r.c(at) == cDash && r.glued(at) && r.c(at+1) == cMonth {
		at++
	}
	switch {
	case r.c(at) == cMonth && r.upper(at) && !(dayWord && !of):
		if r.n(at)&abbreviated == 0 && !of && d > length(2024, r.n(at)) {
			return found{}, false
		}
		f := found{i: i, j: at + 1, p: point{m: r.n(at) &^ abbreviated, d: d, g: day}}
		return r.withYear(f, k), true
	case of && (r.c(at) == cNext || r.c(at) == cLast || r.c(at) == cThis || r.c(at) == cThe) && ordinal:
		n := steps[r.c(at)]
		if r.c(at+1) == cUnit && unit(r.n(at+1)) == uMonth {
			p := r.now(month).months(n)
			if !p.lost && !valid(p.y, p.m, d) {
				p.lost = true
			}
			p.g, p.d = day, d
			return found{i: i, j: at + 2, p: p}, true
		}
	case !of && !dayWord && ordinal && k > i && r.c(i-1) == cOn && len(r.text(k)) <= 4 && r.bareHead(at):
		// "on the 20th": the last one, or the next
		p := r.now(day)
		if !p.lost {
			q := p.at(month)
			back := !r.ahead(k)
			for range 12 {
				if c := (point{y: q.y, m: q.m, d: d, g: day}); valid(q.y, q.m, d) && (back && !p.before(c) || !back && !c.before(p)) {
					return found{i: i, j: at, p: c}, true
				}
				if back {
					q = q.months(-1)
				} else {
					q = q.months(1)
				}
			}
		}
		return found{i: i, j: at, p: point{g: day, lost: true}}, true
	}
	return found{}, false
}

// soonDays is how far ahead a month or a quarter in the present tense may lie.
const soonDays = 120
