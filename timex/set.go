package timex

import "github.com/verbatim-record/verbatim"

// everyDay is the calendar pattern of any day.
const everyDay = "XXXX-XX-XX"

// set reads what recurs: "every Tuesday", "each two days", "weekly", "on
// Sundays", "three times a week", "3 p.m. every day".
func (r *reader) set(i int) (found, bool) {
	switch r.c(i) {
	case cEvery:
		return r.every(i)
	case cPer:
		if r.upper(i) && (i > r.lo || r.upper(i+1)) {
			return found{}, false // the Daily Mail
		}
		if r.c(i+1) == cDash {
			return found{}, false
		}
		return found{i: i, j: i + 1, value: span(1, 0, false, unit(r.n(i))), kind: verbatim.Set}, true
	case cOnce:
		return r.timesA(i, i+1)
	case cWeekdays:
		if r.upper(i) && r.upper(i-1) && r.c(i-1) == none && i-1 > r.lo {
			return found{}, false // the Happy Mondays
		}
		return r.hourOf(found{i: i, j: i + 1, value: "XXXX-WXX-" + string(rune('0'+r.n(i))), kind: verbatim.Set}), true
	case cWeekday:
		if r.c(i+1) == cParts && r.upper(i) {
			return found{i: i, j: i + 2, value: "XXXX-WXX-" + string(rune('0'+r.n(i)&^abbreviated)) + parts[r.n(i+1)], kind: verbatim.Set}, true
		}
	case cParts:
		if p := r.c(i - 1); p == cOn || r.c(i+1) == cAt || p == cIn {
			return r.hourOf(found{i: i, j: i + 1, value: everyDay + parts[r.n(i)], kind: verbatim.Set}), true
		}
	case cThe:
		if r.c(i+1) == cParts && r.c(i-1) == cIn {
			return r.hourOf(found{i: i, j: i + 2, value: everyDay + parts[r.n(i+1)], kind: verbatim.Set}), true
		}
	case cWeekends:
		if p := r.c(i - 1); p == cOn || p == cAt {
			return found{i: i, j: i + 1, value: "XXXX-WXX-WE", kind: verbatim.Set}, true
		}
	case cSeasons:
		if r.c(i-1) == cIn {
			return found{i: i, j: i + 1, value: "XXXX-" + seasons[r.n(i)], kind: verbatim.Set}, true
		}
	case cClock, cNum, cDec, cNoon:
		f, ok := r.clock(i)
		if !ok {
			return found{}, false
		}
		k := f.j
		if r.c(k) == cOn {
			k++
		}
		if c := r.c(k); c == cEvery || c == cWeekdays {
			if g, ok := r.set(k); ok {
				base, fine := pattern(g.value)
				if !fine {
					return found{}, false
				}
				f.p.y, f.p.m, f.p.d = 1, 1, 1
				f.value = base + f.p.value()[len(everyDay):]
				f.j, f.kind, f.p = g.j, verbatim.Set, point{}
				return f, true
			}
		}
	}
	return found{}, false
}

// pattern is the part of a set's value that an hour can follow: the day of the
// week, or any day.
func pattern(v string) (string, bool) {
	switch {
	case v == "P1D":
		return everyDay, true
	case len(v) >= len(everyDay) && v[0] == 'X' && (v[:len(everyDay)] == everyDay || v[:9] == "XXXX-WXX-" && v[9] != 'W'):
		return v[:len(everyDay)], true
	}
	return v, false
}

// hourOf reads the hour of a set: "every morning at 9am".
func (r *reader) hourOf(f found) found {
	k := f.j
	if r.c(k) == cAt {
		k++
	}
	if g, ok := r.clock(k); ok && (k > f.j || g.apm >= 0) {
		g.p.y, g.p.m, g.p.d = 1, 1, 1
		if base, fine := pattern(f.value); fine {
			f.value, f.j = base+g.p.value()[len(everyDay):], g.j
		}
	}
	return f
}

// every reads what follows "every" or "each".
func (r *reader) every(i int) (found, bool) {
	k := i + 1
	f := found{i: i, kind: verbatim.Set}
	if w := r.text(k); w == "single" {
		k++
	}
	if r.c(k) == cOther {
		if r.c(k+1) == cUnit {
			f.j, f.value = k+2, span(2, 0, false, unit(r.n(k+1)))
			return f, true
		}
		if r.c(k+1) == cWeekday {
			f.j, f.value = k+2, "XXXX-WXX-"+string(rune('0'+r.n(k+1)&^abbreviated))
			return f, true
		}
		return f, false
	}
	switch r.c(k) {
	case cUnit:
		u := unit(r.n(k))
		f.j, f.value = k+1, span(1, 0, false, u)
		return r.hourOf(f), true
	case cOrd:
		if r.n(k) == 2 && r.c(k+1) == cUnit {
			f.j, f.value = k+2, span(2, 0, false, unit(r.n(k+1)))
			return f, true
		}
	case cQuarterWord:
		f.j, f.value = k+1, "P3M"
		return f, true
	case cWeekday:
		f.j, f.value = k+1, "XXXX-WXX-"+string(rune('0'+r.n(k)&^abbreviated))
		if r.c(f.j) == cPart {
			f.value += parts[r.n(f.j)]
			f.j++
		}
		return r.hourOf(f), true
	case cWeekend:
		f.j, f.value = k+1, "XXXX-WXX-WE"
		return f, true
	case cPart:
		f.j, f.value = k+1, everyDay+parts[r.n(k)]
		return r.hourOf(f), true
	case cSeason:
		f.j, f.value = k+1, "XXXX-"+seasons[r.n(k)]
		return f, true
	case cMonth:
		if !r.upper(k) {
			return f, false
		}
		m := r.n(k) &^ abbreviated
		f.j, f.value = k+1, point{m: m, d: 1, g: month}.value()[4:]
		if d, j := r.dayNumber(k + 1); j > k+1 {
			f.j, f.value = j, point{m: m, d: d, g: day}.value()[4:]
		}
		f.value = "XXXX" + f.value
		return f, true
	case cHoliday:
		if g, ok := r.holiday(k, k); ok {
			f.j = g.j
			if _, ok := fixed[g.hol]; ok {
				f.value = "XXXX" + holidayIn(g.hol, 2024).value()[4:]
			}
			return f, true
		}
	default:
		a, at, ok := r.amount(k)
		if !ok || a.article {
			return f, false
		}
		if u, _, ok := r.unitAt(at); ok {
			f.j, f.value = at+1, span(a.n, a.cents, a.vague, u)
			return f, true
		}
	}
	return f, false
}

// timesA reads "a week" behind "once", "twice" or "three times".
func (r *reader) timesA(i, k int) (found, bool) {
	switch {
	case r.c(k) == cA, r.c(k) == cEvery, r.text(k) == "per":
	default:
		return found{}, false
	}
	if r.c(k+1) == cUnit {
		return found{i: i, j: k + 2, value: span(1, 0, false, unit(r.n(k+1))), kind: verbatim.Set}, true
	}
	if r.c(k+1) == cQuarterWord {
		return found{i: i, j: k + 2, value: "P3M", kind: verbatim.Set}, true
	}
	return found{}, false
}
