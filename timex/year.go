package timex

import "strings"

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
		f.p.y = p.y + steps[c]
		f.j = at + 2
		return r.check(f)
	}
	if y, ok := r.sharedYear(f.j); ok {
		f.p.y = y
		return r.check(f)
	}
	return r.lookYear(f, k)
}

// sharedYear reads the year that a month or a season has in common with the one
// joined to it: "in July and August 2022", "the summer and autumn of 2022".
func (r *reader) sharedYear(j int) (int, bool) {
	if r.c(j) != cAnd && r.c(j) != cComma {
		return 0, false
	}
	k := j + 1
	for r.c(k) == cThe || r.c(k) == cEarly || r.c(k) == cAnd {
		if k++; k > j+4 {
			return 0, false
		}
	}
	if r.c(k) != cMonth && r.c(k) != cSeason {
		return 0, false
	}
	k++
	if _, at := r.dayNumber(k); at > k {
		k = at
	}
	if r.c(k) == cOf || r.c(k) == cComma {
		k++
	}
	return r.yearNumber(k, false)
}

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
		if r.c(f.i-1) == cTo || !now.days(soonDays).before(q) || f.p.g == day && q.before(now.days(183)) {
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
