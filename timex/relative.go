package timex

import "github.com/verbatim-record/verbatim"

// steps are the units that a word moves from the present one.
var steps = [256]int{cLast: -1, cPast: -1, cNext: 1, cComing: 1, cFollowing: 1}

// relative reads what begins with "this", "last", "next", "that", "the same",
// "the following", "the past": a date, or a duration where a number or "past"
// makes it one.
func (r *reader) relative(i, k int) (found, bool) {
	c := r.c(k)
	if k > r.lo && r.upper(k) && r.upper(k+1) && (r.c(k+1) == cPart || r.c(k+1) == cUnit || r.c(k+1) == cWeekend) && r.tag(k-1) != "" && r.text(k-1) != "“" && r.text(k-1) != "\"" {
		return found{}, false // CBS This Morning
	}
	if c == cThis {
		if d := r.c(k + 1); d == cPast || d == cComing || d == cNext || d == cLast { // "this past Wednesday", "this coming Friday"
			if r.c(k+2) != cWeekday {
				k++
				c = d
				f := r.relativeTo(i, k, c)
				return f, f.j > 0
			}
			return r.nearWeekday(i, k+2, d == cComing || d == cNext)
		}
	}
	f := r.relativeTo(i, k, c)
	return f, f.j > 0
}

// nearWeekday is the next or the last weekday, never the day of publication.
func (r *reader) nearWeekday(i, k int, ahead bool) (found, bool) {
	w := r.n(k) &^ abbreviated
	p := r.now(day)
	if !p.lost {
		if ahead {
			p = p.days((w-p.weekday()+6)%7 + 1)
		} else {
			p = p.days(-((p.weekday()-w+6)%7 + 1))
		}
	}
	return found{i: i, j: k + 1, p: p}, true
}

// relativeTo reads the noun behind the word of class c at token k; j is 0
// where there is none.
func (r *reader) relativeTo(i, k int, c class) found {
	at := k + 1
	step := steps[c]
	text := c == cThat || c == cSame || c == cFollowing // counted from a date in the text
	previous := c == cLast && r.text(k) == "previous"
	switch r.c(at) {
	case cUnit:
		return r.relativeUnit(i, k, at, c, step, text || previous && r.ref.g != unknown)
	case cUnits, cNum, cCouple, cFew, cDozen, cScale:
		return r.relativeUnits(i, k, at, c)
	case cQuarterWord:
		if c == cLast || c == cNext || c == cThis {
			p := r.now(quarter)
			if !p.lost {
				p = p.move(step, uQuarter)
			}
			return found{i: i, j: at + 1, p: p}
		}
	case cWeekend:
		base := r.now(day)
		if text {
			var ok bool
			if base, ok = r.last(week); !ok {
				return found{i: i, j: at + 1, p: point{g: weekend, lost: true}}
			}
		}
		if !base.lost {
			base = base.at(day).monday().days(5 + 7*step)
			if c == cThis && r.pub.weekday() <= 2 && !r.ahead(k) {
				base = base.days(-7) // Monday's paper on "this weekend"
			}
		}
		return found{i: i, j: at + 1, p: base.at(weekend)}
	case cWeekday:
		if !r.upper(at) || r.n(at)&abbreviated != 0 {
			return found{}
		}
		w := r.n(at) &^ abbreviated
		if c == cFollowing && i == k {
			return found{} // "Following Monday's debate"
		}
		switch c {
		case cThis, cLast, cNext:
			return found{i: i, j: at + 1, p: r.inWeek(w, step)}
		case cComing, cPast:
			f, _ := r.nearWeekday(i, at, c == cComing)
			return f
		case cFollowing:
			p, ok := r.last(day)
			if ok {
				p = p.at(day)
				p = p.days((w-p.weekday()+6)%7 + 1)
			}
			return found{i: i, j: at + 1, p: p}
		}
	case cMonth:
		if !r.upper(at) || c == cThat || c == cSame {
			return found{}
		}
		m := r.n(at) &^ abbreviated
		if d, j := r.dayNumber(at + 1); j > at+1 {
			f := found{i: i, j: j, p: point{m: m, d: d, g: day}}
			return r.lookYear(f, k)
		}
		now := r.now(month)
		f := found{i: i, j: at + 1, p: point{y: now.y, m: m, d: 1, g: month, lost: now.lost}}
		switch {
		case now.lost:
		case step < 0 && m >= now.m:
			f.p.y--
		case step > 0 && m <= now.m:
			f.p.y++
		}
		return f
	case cSeason:
		return r.relativeSeason(i, at, step, text)
	case cPart:
		return r.relativePart(i, k, at, c, step, text)
	case cHoliday:
		f, ok := r.holiday(at, at)
		if !ok || f.p.lost {
			f.i = i
			return f
		}
		if f.j > at && f.weak && r.hasPub {
			now := r.pub.at(day)
			for step < 0 && !f.p.before(now) {
				f.p = holidayIn(f.hol, f.p.y-1)
			}
			for step > 0 && !now.before(f.p) {
				f.p = holidayIn(f.hol, f.p.y+1)
			}
		}
		f.i = i
		return f
	case cFiscal:
		if r.c(at+1) == cUnit && unit(r.n(at+1)) == uYear && (c == cLast || c == cNext || c == cThis) {
			p := r.now(fiscal)
			p.y += step
			return found{i: i, j: at + 2, p: p}
		}
	case cMoment:
		if c == cThis && r.text(at) == "time" && r.c(k-1) == cAt {
			return found{i: i, j: at + 1, value: references[0]}
		}
	}
	return found{}
}

// relativeUnit reads "last week", "the past year", "the same day", "the next
// month", and the weekday or the quarter behind it.
func (r *reader) relativeUnit(i, k, at int, c class, step int, text bool) found {
	u := unit(r.n(at))
	f := found{i: i, j: at + 1}
	switch {
	case u < uDay:
		if (c == cPast || c == cNext || c == cLast && i < k) && u == uHour {
			f.value, f.kind = span(1, 0, false, u), verbatim.Duration
			return f
		}
		return found{}
	case u == uMillennium:
		return found{}
	case c == cPast, (c == cNext || c == cLast) && (u == uDecade || u == uFortnight):
		if u == uDay && c != cPast {
			return found{}
		}
		f.value, f.kind = span(1, 0, false, u), verbatim.Duration
		return f
	case c == cLast && u == uDay && r.text(k) == "last":
		return found{} // "his last day"
	case c == cThese || c == cRecent:
		return found{}
	case c == cLast && i < k && r.c(at+1) == cOf && r.text(k) == "last": // "the last week of July"
		f, _ := r.ordinalUnit(i, k, at, -1)
		return f
	case (c == cLast && r.text(k) == "last" || c == cNext || c == cComing) && i < k && u >= uWeek && r.spans(i):
		f.value, f.kind = span(1, 0, false, u), verbatim.Duration // "over the last year"
		return f
	}
	g := u.grain()
	if c == cSame && r.c(at+1) == cLast && r.c(at+2) == cUnit && unit(r.n(at+2)) == uYear {
		f.p, f.j = r.now(g), at+3 // "the same day last year"
		if !f.p.lost {
			f.p = shift(f.p, -1, uYear)
		}
		return f
	}
	base, ok := r.now(max(g, day)), true
	if text || c == cNext && u == uDay {
		base, ok = r.last(g)
		if !ok && r.ref.g == unknown && (c == cNext || c == cFollowing) && r.reading(k) != past {
			base, ok = r.now(max(g, day)), true
		}
	}
	if !ok || base.lost {
		f.p = point{g: g, lost: true}
	} else {
		f.p = base.at(g).move(step, u)
		if f.p.g == unknown {
			return found{}
		}
		f.p = f.p.at(g)
	}
	// "next week on Friday", "last week Sunday"
	if u == uWeek && !text {
		n := at + 1
		if r.c(n) == cOn {
			n++
		}
		if r.c(n) == cWeekday && r.n(n)&abbreviated == 0 && r.upper(n) && !r.inName(n) {
			f.p, f.j = r.inWeek(r.n(n), step), n+1
			return f
		}
	}
	// "next year's first quarter"
	if u == uYear && r.c(at+1) == cPoss && r.c(at+2) == cOrd && r.c(at+3) == cQuarterWord && r.n(at+2) >= 1 && r.n(at+2) <= 4 {
		f.p.m, f.p.g, f.j = 3*r.n(at+2)-2, quarter, at+4
	}
	return f
}

// relativeUnits reads "the past two weeks", "the next few days" (durations),
// and "recent days", "the coming weeks" (no calendar value).
func (r *reader) relativeUnits(i, k, at int, c class) found {
	if r.c(at) == cUnits {
		f := found{i: i, j: at + 1}
		switch c {
		case cRecent, cPast, cLast:
			if c == cLast && r.text(k) == "last" {
				return found{}
			}
			f.value = references[1]
		case cComing, cNext:
			f.value = references[2]
		case cThese:
			if unit(r.n(at)) != uDay {
				return found{}
			}
			f.value = references[0]
		default:
			return found{}
		}
		return f
	}
	if c == cThat || c == cSame {
		return found{}
	}
	start := i
	f, ok := r.quantity(at, at, mNone)
	if !ok || f.kind != verbatim.Duration {
		return found{}
	}
	f.i = start
	return f
}

// relativePart reads "this morning", "last night", "that evening", "the
// following morning".
func (r *reader) relativePart(i, k, at int, c class, step int, text bool) found {
	if c == cPast || c == cComing || c == cNext && r.n(at) == 3 {
		return found{}
	}
	base := r.now(day)
	if text || c == cNext {
		var ok bool
		if base, ok = r.last(day); !ok && r.ref.g == unknown && (c == cFollowing || c == cNext) && r.ahead(k) {
			base = r.now(day)
		}
	}
	p := base.at(part)
	p.x = parts[r.n(at)]
	if !p.lost {
		p = p.days(step)
	}
	f := found{i: i, j: at + 1, p: p}
	if c == cLast && i == k && r.text(k) == "previous" {
		return found{}
	}
	return f
}

// theUnit reads "the day before yesterday", "the week after next", "the day
// before the vote", "the year 2019", "the year to date".
func (r *reader) theUnit(i, k int) (found, bool) {
	u := unit(r.n(k))
	at := k + 1
	if u == uYear {
		if y, ok := r.yearNumber(at, false); ok {
			return found{i: i, j: at + 1, p: point{y: y, m: 1, d: 1, g: year}}, true
		}
		if r.text(at) == "to" && r.text(at+1) == "date" {
			return found{i: i, j: at + 2, p: r.now(year)}, true
		}
	}
	if u < uDay || r.c(at) != cBefore {
		return found{}, false
	}
	n := r.n(at)
	switch next := r.c(at + 1); {
	case next == cNext || next == cThe && r.c(at+2) == cNext && r.c(at+3) != cUnit:
		j := at + 2
		if next == cThe {
			j++
		}
		if n > 0 && r.c(j) != cUnit && r.c(j) != cWeekday && r.c(j) != cMonth {
			p := r.now(u.grain())
			if !p.lost {
				p = p.move(2, u)
			}
			return found{i: i, j: j, p: p}, true
		}
	case next == cLast && n < 0 && r.c(at+2) != cUnit:
		p := r.now(u.grain())
		if !p.lost {
			p = p.move(-2, u)
		}
		return found{i: i, j: at + 2, p: p}, true
	}
	return r.fromAnchor(i, at, n, u, mNone)
}

// thePart reads "the night of Feb. 12", "the morning after", "in the evening".
func (r *reader) thePart(i, k int) (found, bool) {
	at := k + 1
	x := parts[r.n(k)]
	if r.c(at) == cOf {
		f, ok := r.date(at + 1)
		if ok && f.p.g == day {
			f.i, f.p = i, f.p.at(part)
			f.p.x = x
			return f, true
		}
		return found{}, false
	}
	if r.c(at) == cBefore && r.n(at) != 0 {
		f, ok := r.fromAnchor(i, at, r.n(at), uDay, mNone)
		if ok && f.p.g == day {
			f.p = f.p.at(part)
			f.p.x = x
			return f, true
		}
		return found{}, false
	}
	if r.c(i-1) == cIn && r.n(k) != 3 && r.bareHead(at) {
		p, ok := r.last(day)
		if !ok || r.refPlace != r.paragraph {
			p = r.now(day)
		}
		p = p.at(part)
		p.x = x
		return found{i: i, j: at, p: p}, true
	}
	return found{}, false
}

// spans says that the preposition in front of token i asks for a stretch of time.
func (r *reader) spans(i int) bool {
	switch r.text(i - 1) {
	case "over", "Over", "in", "In", "during", "During", "within", "Within", "for", "For", "throughout":
		return true
	}
	return false
}
