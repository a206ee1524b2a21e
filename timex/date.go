package timex

import (
	"strings"
)

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
		n := map[class]int{cNext: 1, cLast: -1, cThis: 0}[c]
		return found{i: start, j: at + 2, p: r.inWeek(w, n)}, true
	}
	f := found{i: start, j: k + 1, p: r.lookWeekday(w, k), weak: true}
	if r.c(i-1) == cOf && start > r.lo && r.c(start-2) == cUnit && unit(r.n(start-2)) == uWeek {
		return f, true
	}
	return f, true
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

// inName says whether the weekday at k is part of a name: "Bloody Sunday",
// "the Sunday Times", "the Mail on Sunday".
func (r *reader) inName(k int) bool {
	switch r.text(k - 1) {
	case "Bloody", "Super", "Giving", "Freaky", "Sheffield", "Fat", "Manic", "Blue", "Gloomy", "Ruby", "Good", "Black", "Cyber", "Ash", "Palm", "Maundy", "Back", "Casual", "Throwback", "Red", "White":
		return true
	case "on":
		switch r.text(k - 2) {
		case "Mail", "Independent", "Scotland", "Wales", "Herald", "Life":
			return true
		}
	}
	switch r.text(k + 1) {
	case "Times", "Telegraph", "Mirror", "Express", "Post", "Mail", "Herald", "World", "Star", "Sun", "People", "Independent",
		"Business", "Club", "Murder", "Agreement", "Tribune", "Review", "Magazine", "Politics", "Brunch", "School":
		return true
	case "Night":
		return r.upper(k+2) && r.c(k+2) == none // "Saturday Night Live"
	case "Morning":
		return r.upper(k + 1)
	}
	return false
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
		n := 0
		switch r.c(at) {
		case cNext:
			n = 1
		case cLast:
			n = -1
		}
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

// withYear reads the year behind a month, or looks it up.
func (r *reader) withYear(f found, k int) found {
	at := f.j
	comma := r.c(at) == cComma
	if comma || r.c(at) == cOf {
		at++
	}
	if y, ok := r.yearNumber(at, f.p.g == day); ok {
		f.p.y = y
		f.j = at + 1
		return r.check(f)
	}
	if f.p.g == day && comma && r.c(at) == cNum && r.n(at) <= 31 && r.c(at+1) == cComma {
		if y, ok := r.yearNumber(at+2, true); ok { // "Oct. 9, 11, 1981"
			f.p.y = y
			return r.check(f)
		}
	}
	if c := r.c(at); !comma && (c == cNext || c == cLast || c == cThis) && r.c(at+1) == cUnit && unit(r.n(at+1)) == uYear {
		p := r.now(year)
		f.p.lost = p.lost
		f.p.y = p.y + map[class]int{cNext: 1, cLast: -1, cThis: 0}[c]
		f.j = at + 2
		return r.check(f)
	}
	return r.lookYear(f, k)
}

// soonDays is how far ahead a month or a quarter in the present tense may lie.
const soonDays = 120

// lookYear gives a month or a day its year by the publication date: backwards
// unless the verb looks forward.
func (r *reader) lookYear(f found, k int) found {
	f.weak = true
	if !r.hasPub {
		f.p.lost = true
		return f
	}
	now := r.pub.at(f.p.g)
	f.p.y = now.y
	t := r.reading(k)
	if n := len(r.points); n > r.first && t != future && r.points[n-1].g >= month && r.pub.at(day).before(r.points[n-1].at(day)) {
		t = future // the sentence has gone ahead already
	}
	if r.c(f.i-1) == cFrom && r.text(f.i-1) == "since" {
		t = past
	}
	if f.p.g == day && f.p.m == 2 && f.p.d == 29 {
		for f.p.y%4 != 0 || f.p.y%100 == 0 && f.p.y%400 != 0 {
			f.p.y--
		}
	}
	if t == present {
		t = past
		q := f.p
		if q.before(now) {
			q.y++
		}
		if r.c(f.i-1) == cTo || !now.days(soonDays).before(q) {
			t = future
		}
	}
	if t == future {
		if f.p.before(now) {
			f.p.y++
			if f.p.g == day && now.days(350).before(f.p) || f.p.g == month && now.days(270).before(f.p) {
				f.p.y-- // "will never forget Sept. 11", a week later
			}
		}
	} else if now.before(f.p) {
		// A day soon to come is written without its year, and the day almost a
		// year ago would not be.
		if !(t == silent && f.p.g == day && f.p.before(now.days(60))) {
			f.p.y--
		}
	}
	return r.check(f)
}

func (r *reader) check(f found) found {
	if f.p.g == day && !f.p.lost && !valid(f.p.y, f.p.m, f.p.d) {
		f.p.lost = true
		f.p.d = 1
		if f.p.m < 1 || f.p.m > 12 {
			f.p.m = 1
		}
	}
	return f
}

// yearNumber reads a year of four digits that nothing behind it makes a count.
func (r *reader) yearNumber(k int, afterDay bool) (int, bool) {
	y := r.n(k)
	w := r.text(k)
	if r.c(k) != cNum || len(w) != 4 || w[0] < '1' || w[0] > '2' || strings.Contains(w, ",") {
		return 0, false
	}
	if y > 2199 || y < 1000 {
		return 0, false
	}
	if c := r.c(k + 1); c == cUnit || c == cUnits || c == cScale || c == cAmPm {
		return 0, false
	}
	if !afterDay && y < 1200 {
		return 0, false
	}
	return y, true
}

// year reads a year that stands alone: where a preposition asks for one, or
// before a common noun ("the 2016 election", not "a 2014 Toyota").
func (r *reader) year(i, k int) (found, bool) {
	y, ok := r.yearNumber(k, false)
	if !ok || r.upper(k-1) && r.c(k-1) == none && r.c(k+1) != cComma {
		return found{}, false
	}
	f := found{i: k, j: k + 1, p: point{y: y, m: 1, d: 1, g: year}}
	if r.c(k+1) == cQ {
		f.p.m, f.p.g = 3*r.n(k+1)-2, quarter
		f.j++
		return f, true
	}
	if r.c(k+1) == cDash && r.glued(k+1) && r.c(k+2) == cNum && r.glued(k+2) && y >= 1500 && r.c(k+3) != cDash {
		if n := r.n(k + 2); len(r.text(k+2)) == 4 && n > y && n < 2100 || len(r.text(k+2)) == 2 && n > y%100 {
			return f, true
		}
	}
	next := r.tag(k + 1)
	switch r.c(i - 1) {
	case cIn, cFrom, cTo, cOf, cBefore, cBetween, cAnd, cEarly, cBound:
		if i == k && (next == "NNS" && r.c(k+1) == none && r.c(i-1) != cOf || r.text(k+1) == "%") {
			return found{}, false // "in 2000 cases"
		}
		if r.text(k-1) == "to" && (y < 1900 || y > 2100) || r.c(i-1) == cAnd && !r.nearYear(k) {
			return found{}, false
		}
		if r.c(k-1) == cFrom || r.c(k-1) == cIn || y >= 1900 && y <= 2100 {
			return f, true
		}
	case cThe, cPoss:
	}
	switch r.c(k - 1) {
	case cEarly, cMid, cAbout:
		return f, y >= 1500
	case cBefore, cFrom, cIn, cTo:
		return f, y >= 1900 && y <= 2100
	case cThe, cPoss:
		// "the 2016 election", "Kenya's 2017 vote"
		if y >= 1700 && y <= 2100 && (next == "NN" || next == "NNS" || next == "JJ" || next == "NNP" && r.c(k-1) == cThe) && !maker(r.text(k+1)) {
			return f, true
		}
		return found{}, false
	case cA:
		if y >= 1700 && y <= 2100 && (next == "NN" || next == "JJ") {
			return f, true
		}
		return found{}, false
	case cOpen:
		if t := r.text(k + 1); (t == ")" || t == "," || r.c(k+1) == cDash) && y >= 1500 && y <= 2100 {
			return f, true
		}
		return found{}, false
	}
	if y < 1900 || y > 2100 {
		return found{}, false
	}
	if z, ok := r.yearNumber(k+2, false); ok && r.c(k+1) == cTo && z > y {
		return f, true
	}
	if k == r.lo && (next == "VBD" || next == "VBZ" || next == "MD" || next == "NN" || r.c(k+1) == cComma) {
		return f, true
	}
	if p := r.text(k - 1); p == "by" || p == "throughout" || p == "since" || p == "as" || p == "on" && next == "" {
		return f, p != "as"
	}
	if c := r.c(k - 1); (c == cComma || c == cDash) && r.nearYear(k) {
		return f, true
	}
	if (next == "NN" || next == "NNS") && r.c(k+1) == none && k > r.lo {
		// "his failed 2012 campaign": an adjective or a name in front
		switch t := r.tag(k - 1); t {
		case "JJ", "PRP$":
			return f, next == "NN" || y >= 1990
		}
	}
	return found{}, false
}

// maker says that a year in front is a model year.
func maker(w string) bool {
	switch w {
	case "Toyota", "Ford", "Honda", "BMW", "Mercedes", "Chevrolet", "Chevy", "Nissan", "Tesla", "Volkswagen", "Audi", "Jeep", "Dodge", "Hyundai", "Kia", "Porsche", "Ferrari", "Subaru", "Mazda", "Lexus", "GMC", "Cadillac", "Buick", "Volvo", "Fiat", "Jaguar":
		return true
	}
	return false
}

// nearYear says that the expression just before token k was a year or a month.
func (r *reader) nearYear(k int) bool {
	if n := len(r.out); n > r.first {
		if p := r.points[n-1]; p.g != unknown && p.g <= day {
			return r.out[n-1].End <= r.tokens[k].Start && r.tokens[k].Start-r.out[n-1].End <= 8
		}
	}
	return false
}

// isMonth says whether the name at k is a month: May is also a verb and a
// surname, March a demonstration, April, June and August people.
func (r *reader) isMonth(k int) bool {
	if !r.upper(k) {
		return false
	}
	w := r.text(k)
	prev := r.c(k - 1)
	strong := false
	switch prev {
	case cIn, cFrom, cLast, cNext, cThis, cEarly, cMid, cOf, cBetween, cLater:
		strong = true
	case cTo:
		strong = r.text(k-1) != "to" || prev == cTo && r.after(k, cFrom)
	}
	year := false
	at := k + 1
	if r.c(at) == cComma || r.c(at) == cOf {
		at++
	}
	if _, ok := r.yearNumber(at, false); ok {
		year = true
	}
	if r.n(k)&abbreviated != 0 {
		return year || strong || w[len(w)-1] == '.' && r.c(k+1) != none
	}
	switch m := r.n(k) & (abbreviated - 1); {
	case year:
		return true
	case m == 5:
		if r.tag(k) == "MD" {
			return false
		}
		if strong && (prev != cOf && prev != cFrom && prev != cBetween || !r.mayIsSurname()) {
			return true
		}
		by := r.text(k - 1)
		return (by == "by" || by == "to" || by == "on" || by == "for" || by == "after" || by == "before" || prev == cA || prev == cThe || prev == cPoss || prev == cAnd && r.nearYear(k)) && !r.mayIsSurname() && r.tag(k) != "VB"
	case m == 3:
		return strong || prev == cAnd && r.nearYear(k) || r.text(k-1) == "by" || (prev == cThe || prev == cA) && r.tag(k+1) == "NN" && r.c(k+1) == none && !r.upper(k+1)
	case m == 4 || m == 6 || m == 8:
		// A surname behind, or a first name's verb.
		if strong {
			return true
		}
		return !(r.upper(k+1) && r.c(k+1) == none) && !(r.upper(k-1) && r.c(k-1) == none && k-1 > r.lo) && r.tag(k+1) != "VBD"
	}
	return true
}

// after says whether a token of class c stands a few tokens in front of k.
func (r *reader) after(k int, c class) bool {
	for j := k - 1; j >= k-5; j-- {
		if r.c(j) == c {
			return true
		}
	}
	return false
}

// mayIsSurname says whether the text names somebody called May.
func (r *reader) mayIsSurname() bool {
	if r.surnameMay == 0 {
		r.surnameMay = 1
		for k := 1; k < len(r.tokens); k++ {
			if r.text(k) != "May" {
				continue
			}
			switch r.text(k - 1) {
			case "Theresa", "Mrs", "Mrs.", "Ms", "Ms.", "Mr", "Mr.", "Minister", "PM", "Brian", "Philip", "Secretary":
				r.surnameMay = 2
				return true
			}
		}
	}
	return r.surnameMay == 2
}
