package timex

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// ordinal reads what an ordinal number picks from the calendar: "the first week
// of 2015", "the third Wednesday of next month", "the 19th century", "the
// fourth quarter". "Its fourth year" is an expression without a value.
func (r *reader) ordinal(i, k int) (found, bool) {
	n := r.n(k)
	at := k + 1
	if r.c(at) == cDash && r.glued(at) {
		at++
	}
	if n == -1 && r.c(at) != cUnit && r.c(at) != cQuarterWord {
		return found{}, false
	}
	switch r.c(at) {
	case cWeekday:
		if !r.upper(at) || n < 1 || n > 5 {
			return found{}, false
		}
		j := at + 1
		if r.c(j) == cOf || r.c(j) == cIn {
			if f, ok := r.date(j + 1); ok && f.p.g == month {
				f.i = i
				if !f.p.lost {
					p := nth(f.p.y, f.p.m, r.n(at)&^abbreviated, n)
					p.lost = p.m != f.p.m
					f.p = p
				} else {
					f.p.g = day
				}
				return f, true
			}
		}
		return found{}, false
	case cQuarterWord:
		if n < 1 || n > 4 {
			return found{}, false
		}
		f := found{i: i, j: at + 1, p: point{m: 3*n - 2, d: 1, g: quarter}}
		if r.c(k-1) == cFiscal {
			f.p.lost = true // of a year that may begin in any month
			return f, true
		}
		if i < k && !r.bareHead(at+1) {
			f.i = k // "the first-quarter results"
		}
		if r.c(f.j) == cOf {
			switch r.text(f.j + 2) {
			case "game", "match", "season", "final", "Game":
				return found{}, false
			}
		}
		return r.ofYear(f, k), true
	case cHalf:
		if n > 2 || n < 1 {
			return found{}, false
		}
		f := found{i: i, j: at + 1, p: point{m: 6*n - 5, d: 1, g: half}}
		g := r.ofYear(f, k)
		return g, g.j > f.j
	case cUnit:
		return r.ordinalUnit(i, k, at, n)
	case cUnits:
		if unit(r.n(at)) == uCentury && n > 0 && n <= 21 { // "the 20th and 21st centuries"
			return found{i: i, j: at + 1, p: point{y: (n - 1) * 100, m: 1, d: 1, g: century}}, true
		}
	case cFiscal:
		if r.c(at+1) == cQuarterWord && n >= 1 && n <= 4 {
			return found{i: i, j: at + 2, p: point{g: quarter, lost: true}}, true
		}
	case cNum, cCouple, cFew, cDozen, cScale:
		// "the first 100 days", "the final two weeks"
		if f, ok := r.quantity(at, at, mNone); ok && f.kind == verbatim.Duration {
			f.i = i
			return f, true
		}
	}
	return found{}, false
}

func (r *reader) ordinalUnit(i, k, at, n int) (found, bool) {
	u := unit(r.n(at))
	if u == uCentury {
		if n < 1 || n > 99 {
			return found{}, false
		}
		f := found{i: i, j: at + 1, p: point{y: (n - 1) * 100, m: 1, d: 1, g: century}}
		if at == k+2 && i < k && !r.bareHead(at+1) {
			f.i = k
		}
		if r.c(at+1) == cOf || r.text(at+1) == "BC" {
			return found{}, false
		}
		return f, true
	}
	if u < uDay || u == uFortnight || at != k+1 {
		return found{}, false
	}
	j := at + 1
	if r.c(j) == cOf || r.c(j) == cIn {
		j++
	}
	if g, ok := r.yearOrMonth(j); ok {
		f := found{i: i, j: g.j, p: point{g: u.grain(), lost: g.p.lost}}
		if !g.p.lost {
			switch {
			case u == uDay && g.p.g == month && valid(g.p.y, g.p.m, n):
				f.p = point{y: g.p.y, m: g.p.m, d: n, g: day}
			case u == uDay && g.p.g == year && n == 1:
				f.p = point{y: g.p.y, m: 1, d: 1, g: day}
			case u == uWeek && g.p.g == year:
				// ISO week 1 holds the fourth of January, the last week the 28th of December.
				f.p = point{y: g.p.y, m: 1, d: 4, g: week}.days(7 * (n - 1))
				if n < 0 {
					f.p = point{y: g.p.y, m: 12, d: 28, g: week}
				}
			case u == uWeek && g.p.g == month:
				// The nth week has most of its days among days 7n-6 to 7n.
				d := 7*n - 3
				if n < 0 {
					d = length(g.p.y, g.p.m) - 3
				}
				if d > length(g.p.y, g.p.m) {
					return found{}, false
				}
				f.p = point{y: g.p.y, m: g.p.m, d: d, g: week}
			case u == uMonth && g.p.g == year && n >= 1 && n <= 12:
				f.p = point{y: g.p.y, m: n, d: 1, g: month}
			default:
				f.p.lost = true
			}
		}
		return f, true
	}
	// "its fourth year", "the third day of the trial": counted from something
	// that has no date here.
	if i == k || n < 1 && r.c(i) != cPoss {
		return found{}, false
	}
	if r.c(at+1) == cDash || r.c(i) == cA && n == 1 {
		return found{}, false
	}
	if !r.bareHead(at+1) && r.tag(at+1) != "JJ" {
		return found{}, false // "the first day nursery"
	}
	return found{i: i, j: at + 1, p: point{g: u.grain(), lost: true}}, true
}

// yearOrMonth reads the year or the month that an ordinal counts in: "2015",
// "next year", "the year", "October", "this month".
func (r *reader) yearOrMonth(j int) (found, bool) {
	at := j
	if r.c(at) == cThe {
		at++
	}
	if r.c(at) == cUnit && at > j {
		if u := unit(r.n(at)); (u == uYear || u == uMonth) && r.c(at+1) != cBefore {
			return found{i: j, j: at + 1, p: r.now(u.grain())}, true
		}
	}
	f, ok := r.date(j)
	if ok && (f.p.g == year || f.p.g == month) && f.kind == "" {
		return f, true
	}
	if y, fine := r.yearNumber(j, false); fine {
		return found{i: j, j: j + 1, p: point{y: y, m: 1, d: 1, g: year}}, true
	}
	return found{}, false
}

// ofYear reads the year of a quarter or a half, or looks it up.
func (r *reader) ofYear(f found, k int) found {
	at := f.j
	of := r.c(at) == cOf || r.c(at) == cIn && r.text(at) == "in"
	if of {
		at++
	}
	if r.c(at) == cFiscal {
		if g, ok := r.fiscalYear(at, at); ok {
			f.j, f.p.lost = g.j, true
			return f
		}
	}
	if g, ok := r.yearOrMonth(at); ok && g.p.g == year {
		f.p.y, f.p.lost, f.j = g.p.y, g.p.lost, g.j
		return f
	}
	if r.c(at) == cThe && r.c(at+1) == cFiscal || r.c(at) == cPoss {
		f.p.lost = true
		return f
	}
	if !r.hasPub {
		f.p.lost = true
		return f
	}
	now := r.pub.at(f.p.g)
	f.p.y = now.y
	switch r.reading(k) {
	case future:
		if f.p.before(now) {
			f.p.y++
		}
	case present:
		if now.days(soonDays).before(f.p) {
			f.p.y--
		}
	default:
		if now.before(f.p) {
			f.p.y--
		}
	}
	return f
}

// isoDate reads "2025-02-13", which is cut into its figures.
func (r *reader) isoDate(k int) (found, bool) {
	if len(r.text(k)) == 4 && r.c(k+1) == cDash && r.glued(k+1) && r.c(k+2) == cNum && r.glued(k+2) && len(r.text(k+2)) == 2 &&
		r.c(k+3) == cDash && r.glued(k+3) && r.c(k+4) == cNum && r.glued(k+4) && len(r.text(k+4)) == 2 {
		if y, m, d := r.n(k), r.n(k+2), r.n(k+4); valid(y, m, d) {
			return found{i: k, j: k + 5, p: point{y: y, m: m, d: d, g: day}}, true
		}
	}
	return found{}, false
}

// digits reads a date of figures alone: "12/02/2025", "13.02.2025", "9/11".
func (r *reader) digits(k int) (found, bool) {
	w := r.text(k)
	if x := strings.IndexByte(w, '-'); x >= 0 {
		w = w[x+1:]
	}
	if w == "9/11" {
		return found{i: k, j: k + 1, p: point{y: 2001, m: 9, d: 11, g: day}}, true
	}
	a, b, c, n, ok := figures(w)
	if !ok {
		return found{}, false
	}
	f := found{i: k, j: k + 1}
	switch {
	case n == 3 && a > 31 && valid(a, b, c): // 2025/02/13
		f.p = point{y: a, m: b, d: c, g: day}
		return f, true
	case n == 3:
		if c < 100 {
			c += 2000
			if r.hasPub && c > r.pub.y+30 || !r.hasPub && c > 2050 {
				c -= 100
			}
		}
		monthFirst, dayFirst := valid(c, a, b), valid(c, b, a)
		switch {
		case !monthFirst && !dayFirst:
			return found{}, false
		case monthFirst && (!dayFirst || !r.dayFirst(c, a, b)):
			f.p = point{y: c, m: a, d: b, g: day}
		default:
			f.p = point{y: c, m: b, d: a, g: day}
		}
		return f, true
	case n == 2 && strings.Contains(w, "/"):
		// Without its year only where a preposition asks for a day.
		p := r.text(k - 1)
		if p != "on" && p != "since" && p != "until" && p != "by" {
			return found{}, false
		}
		switch {
		case valid(2024, a, b) && !(valid(2024, b, a) && r.dayFirst(0, 0, 0)):
			f.p = point{m: a, d: b, g: day}
		case valid(2024, b, a):
			f.p = point{m: b, d: a, g: day}
		default:
			return found{}, false
		}
		return r.lookYear(f, k), true
	}
	return found{}, false
}

// figures splits "12/02/2025" into its numbers.
func figures(w string) (a, b, c, n int, ok bool) {
	var v [3]int
	var size [3]int
	sep := byte(0)
	for i := range len(w) {
		switch x := w[i]; {
		case x >= '0' && x <= '9':
			v[n] = v[n]*10 + int(x-'0')
			if size[n]++; size[n] > 4 {
				return 0, 0, 0, 0, false
			}
		case (x == '/' || x == '.' || x == '-') && (sep == 0 || sep == x) && n < 2 && size[n] > 0:
			sep = x
			n++
		default:
			return 0, 0, 0, 0, false
		}
	}
	if size[n] == 0 || n == 0 {
		return 0, 0, 0, 0, false
	}
	if n == 2 && !(size[2] == 4 && size[0] <= 2 && size[1] <= 2 || size[2] == 2 && size[0] <= 2 && size[1] <= 2 || size[0] == 4 && size[1] <= 2 && size[2] <= 2) {
		return 0, 0, 0, 0, false
	}
	if n == 1 && (size[0] > 2 || size[1] > 2) {
		return 0, 0, 0, 0, false
	}
	return v[0], v[1], v[2], n + 1, true
}

// dayFirst says how to read figures that are a date both ways: as the day first
// where the text or the outlet writes so, or where only that reading is near
// the publication date; else the month first.
func (r *reader) dayFirst(y, a, b int) bool {
	if r.order == 0 {
		r.order = r.findOrder()
	}
	if r.order != 3 {
		return r.order == 2
	}
	if r.hasPub && y != 0 {
		now := r.pub.at(day)
		near := func(p point) bool { return !p.before(now.days(-31)) && !now.days(31).before(p) }
		m, d := point{y: y, m: a, d: b, g: day}, point{y: y, m: b, d: a, g: day}
		return near(d) && !near(m)
	}
	return false
}

// findOrder looks once for evidence in the text and the address: 1 for the
// month first, 2 for the day first, 3 for none.
func (r *reader) findOrder() int8 {
	for k := range r.tokens {
		w := r.text(k)
		if len(w) < 6 || len(w) > 10 || w[0] < '0' || w[0] > '9' {
			continue
		}
		if a, b, _, n, ok := figures(w); ok && n == 3 && a <= 31 {
			if a > 12 && b <= 12 {
				return 2
			}
			if b > 12 && a <= 12 {
				return 1
			}
		}
	}
	if strings.Contains(r.doc.Text, ".") {
		for k := range r.tokens {
			if strings.IndexByte(r.text(k), '.') > 0 {
				if a, b, c, n, ok := figures(r.text(k)); ok && n == 3 && c > 1900 && a <= 31 && b <= 12 {
					return 2 // points are not used with the month first
				}
			}
		}
	}
	host := r.doc.URL
	if x := strings.Index(host, "://"); x >= 0 {
		host = host[x+3:]
	}
	if x := strings.IndexByte(host, '/'); x >= 0 {
		host = host[:x]
	}
	for _, s := range []string{".uk", ".ie", ".au", ".nz", ".in", ".za", ".de", ".fr", ".it", ".es", ".pk", ".ng", ".ke", ".eu"} {
		if strings.HasSuffix(host, s) {
			return 2
		}
	}
	return 3
}
