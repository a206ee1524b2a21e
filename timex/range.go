package timex

import "github.com/verbatim-record/verbatim"

// joins says whether token k can stand between the two ends of a range of which
// the first begins at token i.
func (r *reader) joins(i, k int) bool {
	switch r.c(k) {
	case cTo, cDash:
		return true
	case cAnd:
		return r.text(k) == "and" && r.c(i-1) == cBetween
	}
	return false
}

// rangeEnd reads the second end of a range of which f is the first. Each end
// gives the other what it leaves unsaid: the year, the month, the day, p.m.
func (r *reader) rangeEnd(f *found) (found, bool) {
	k := f.j
	if f.kind == verbatim.Set || f.kind == verbatim.Duration || f.p.g == unknown || !r.joins(f.i, k) {
		return found{}, false
	}
	dash := r.c(k) == cDash
	k++
	switch f.p.g {
	case year:
		if dash && r.glued(k) && r.c(k) == cNum && len(r.text(k)) == 2 && r.n(k) > f.p.y%100 {
			return found{i: k, j: k + 1, p: point{y: f.p.y/100*100 + r.n(k), m: 1, d: 1, g: year}}, true
		}
		if y, ok := r.yearNumber(k, false); ok && y > f.p.y && r.c(k+1) != cQ {
			return found{i: k, j: k + 1, p: point{y: y, m: 1, d: 1, g: year}}, true
		}
	case day:
		if n := r.n(k); r.c(k) == cNum && n > f.p.d && n <= 31 && len(r.text(k)) <= 2 && r.c(k+1) != cMonth && r.c(k+1) != cUnits &&
			r.c(k+1) != cUnit && r.c(k+1) != cAmPm && (f.p.lost || valid(f.p.y, f.p.m, n)) && r.lastIsDay(f) {
			g := found{i: k, j: k + 1, p: f.p}
			g.p.d = n
			at := g.j
			if r.c(at) == cComma {
				at++
			}
			if y, ok := r.yearNumber(at, true); ok && f.weak {
				g.p.y, f.p.y, g.j = y, y, at+1
				g.p.lost, f.p.lost = false, false
			}
			return g, true
		}
	}
	g, ok := r.expression(k)
	if !ok || g.kind == verbatim.Set || g.kind == verbatim.Duration {
		return found{}, false
	}
	if g.p.g == unknown || g.p.lost || f.p.lost && !f.bare && !(f.weak && !g.weak && g.p.g <= day && f.p.m > 0) {
		return g, g.p.g != unknown || g.value != ""
	}
	switch {
	case f.p.g >= minute && g.p.g >= minute:
		if f.apm < 0 && g.apm >= 0 && f.p.h < 12 && g.p.h >= 12 && f.p.h+12 <= g.p.h && f.p.h > 0 {
			f.p.h += 12
		}
		if f.bare && !g.bare && r.c(g.i) >= cClock && r.c(g.i) <= cNoon || f.bare && !g.bare && r.c(g.i) == cNum {
			f.p.y, f.p.m, f.p.d, f.bare = g.p.y, g.p.m, g.p.d, false
		} else if g.bare && !f.bare {
			g.p.y, g.p.m, g.p.d, g.bare = f.p.y, f.p.m, f.p.d, false
		}
		if f.p.zone == "" {
			f.p.zone = g.p.zone
		}
	case f.weak && !g.weak && (f.p.g == month || f.p.g == day) && (g.p.g == month || g.p.g == day) && r.c(f.i) != cWeekday:
		f.p.y, f.p.lost = g.p.y, false
		if g.p.before(f.p) {
			f.p.y--
		}
	case f.weak && g.weak && g.p.before(f.p):
		weekday := r.lastIsWeekday(f)
		t := r.reading(f.i)
		ahead := t == future || t == present
		switch {
		case weekday && ahead:
			g.p = g.p.days(7)
		case weekday:
			f.p = f.p.days(-7)
		case t == present:
			g.p.y++
		default:
			f.p.y--
		}
	}
	return g, true
}

func (r *reader) lastIsDay(f *found) bool {
	c := r.c(f.j - 1)
	return c == cNum || c == cOrd
}

func (r *reader) lastIsWeekday(f *found) bool { return r.c(f.j-1) == cWeekday }

// rangeOfNumbers reads the first end of a range that is a bare number: "3 to 7
// May", "5 to 6 p.m.", "two to three weeks".
func (r *reader) rangeOfNumbers(i int) (found, bool) {
	n := r.n(i)
	if r.c(i) != cNum || n < 1 || !r.joins(i, i+1) && !(r.text(i+1) == "or") {
		return found{}, false
	}
	k := i + 2
	f := found{i: i, j: i + 1}
	if r.c(k) == cNum || r.c(k) == cClock || r.c(k) == cDec || r.c(k) == cNoon {
		if g, ok := r.clockAndDate(k); ok && g.apm >= 0 && n <= 12 && r.text(i+1) != "or" && len(r.text(i)) <= 6 {
			f.kind, f.apm = verbatim.Clock, -1
			f.p = point{h: n, g: minute}
			f.bare = true
			if g.p.h < 12 && n == 12 {
				f.p.h = 0
			}
			return f, true
		}
	}
	if r.c(k) != cNum && r.c(k) != cOrd {
		return found{}, false
	}
	if r.text(i+1) != "or" && n <= 31 && len(r.text(i)) <= 2 {
		if g, ok := r.dayMonth(k, k); ok && g.p.g == day && n < g.p.d {
			f.p = g.p
			f.p.d = n
			return f, true
		}
	}
	if (r.c(i+1) == cTo && r.text(i+1) == "to" || r.text(i+1) == "or" || r.c(i+1) == cDash) && r.c(k) == cNum && r.n(k) > n {
		a, at, ok := r.amount(k)
		if !ok || a.n <= n {
			return found{}, false
		}
		if r.c(at) == cDash && r.glued(at) {
			at++
		}
		u, _, ok := r.unitAt(at)
		if !ok || r.old(at+1) || u == uQuarter {
			return found{}, false
		}
		f.value, f.kind = span(n, 0, false, u), verbatim.Duration
		if r.c(at+1) == cAgo {
			var b builder
			b.add(amount{n: n}, u)
			f.value, f.kind = "", ""
			f.p = r.offsetFrom(r.pub, r.hasPub, b, u, -1)
		}
		return f, true
	}
	return found{}, false
}
