package timex

// season reads "summer 2016", "the spring of 1978", "in the summer".
func (r *reader) season(i, k int) (found, bool) {
	f := found{i: i, j: k + 1, p: point{m: 1, d: 1, g: season, x: seasons[r.n(k)]}}
	at := k + 1
	if r.c(at) == cOf {
		at++
	}
	if y, ok := r.yearNumber(at, false); ok && (at == k+1 || y >= 1500) {
		f.p.y, f.j = y, at+1
		return f, true
	}
	if c := r.c(at); (c == cNext || c == cLast || c == cThis) && r.c(at+1) == cUnit && unit(r.n(at+1)) == uYear {
		p := r.now(year)
		f.p.y, f.p.lost = p.y+steps[c], p.lost
		f.j = at + 2
		return f, true
	}
	if y, ok := r.sharedYear(k + 1); ok {
		f.p.y = y
		return f, true
	}
	fall := r.text(k) == "fall" || r.text(k) == "spring"
	p := r.c(i - 1)
	ok := p == cIn || p == cFrom || r.text(i-1) == "by" || p == cTo && r.text(i-1) != "to" || p == cEarly || p == cMid
	if !ok && i > r.lo && r.text(i-1) == "over" && i < k {
		ok = true
	}
	ok = ok || i == k && r.inPrefix(k)
	if !ok || fall && i == k && p != cFrom && p != cIn || r.c(k+1) == cOf || !r.bareHead(k+1) || r.upper(k) && k > r.lo && !fall && r.tag(k) == "NNP" && i == k {
		return found{}, false
	}
	base := r.now(day)
	if base.lost {
		f.p.lost = true
		return f, true
	}
	cur := seasonOf(base)
	f.p.y = base.y
	if r.n(k) == 3 {
		f.p.y = cur.y
		if cur.x != seasons[3] && !r.ahead(k) {
			f.p.y = base.y - 1
		}
	}
	if r.ahead(k) {
		if f.p.y == cur.y && r.n(k) < index(cur.x) {
			f.p.y++
		}
	} else if f.p.y == cur.y && r.n(k) > index(cur.x) || f.p.y > cur.y {
		f.p.y--
	}
	return f, true
}

// inPrefix says that token k is written with "mid-" or the like in front.
func (r *reader) inPrefix(k int) bool {
	for _, c := range []byte(r.text(k)) {
		if c == '-' {
			return true
		}
	}
	return false
}

// relativeSeason reads "last summer", "this winter", "that spring". A winter is
// named by the year in which it begins.
func (r *reader) relativeSeason(i, at, step int, text bool) found {
	s := r.n(at)
	base := r.now(day)
	if text {
		base, _ = r.last(year)
	}
	f := found{i: i, j: at + 1, p: point{y: base.y, m: 1, d: 1, g: season, x: seasons[s], lost: base.lost}}
	if base.lost {
		return f
	}
	cur := seasonOf(base.at(day))
	if s == 3 && base.m <= 2 && !text {
		f.p.y--
	}
	now, at4 := 4*cur.y+index(cur.x), 4*f.p.y+s
	for step < 0 && at4 >= now {
		at4 -= 4
	}
	for step > 0 && at4 <= now {
		at4 += 4
	}
	f.p.y = at4 / 4
	return f
}

// seasonOf is the season of a day, by the months of the meteorologists.
func seasonOf(p point) point {
	m := p.m
	q := point{y: p.y, m: 1, d: 1, g: season}
	switch {
	case m <= 2:
		q.y--
		q.x = seasons[3]
	case m <= 5:
		q.x = seasons[0]
	case m <= 8:
		q.x = seasons[1]
	case m <= 11:
		q.x = seasons[2]
	default:
		q.x = seasons[3]
	}
	return q
}

func index(x string) int {
	for i, s := range seasons {
		if s == x {
			return i
		}
	}
	return 0
}

// decade reads "the 1990s", "the '90s". Two figures alone are a decade of the
// last century; "in his 70s" is an age.
func (r *reader) decade(i, k int) (found, bool) {
	y := r.n(k)
	if y < 100 {
		p := r.text(i - 1)
		if r.c(k-1) == cPoss && k > r.lo || i == k && r.c(i-1) != cEarly && r.c(i-1) != cThe && r.text(k)[0] >= '0' && r.text(k)[0] <= '9' {
			return found{}, false
		}
		if r.text(k)[0] >= '0' && r.text(k)[0] <= '9' && y < 40 || p == "degrees" {
			return found{}, false
		}
		y += 1900
		if y == 1900 || y == 1910 {
			y += 100
		}
	}
	return found{i: i, j: k + 1, p: point{y: y, m: 1, d: 1, g: decade}}, true
}

// fiscalYear reads "fiscal 2020", "fiscal year 2020".
func (r *reader) fiscalYear(i, k int) (found, bool) {
	at := k + 1
	word := r.c(at) == cUnit && unit(r.n(at)) == uYear
	if word {
		at++
	}
	if y, ok := r.yearNumber(at, false); ok {
		return found{i: i, j: at + 1, p: point{y: y, m: 1, d: 1, g: fiscal}}, true
	}
	return found{}, false
}

// weekend reads "the weekend", "weekend".
func (r *reader) weekend(i, k int) (found, bool) {
	if i == k && r.c(i-1) != cOn && r.c(i-1) != cAt || !r.bareHead(k+1) && r.c(k+1) != cIn {
		return found{}, false
	}
	if r.c(k+1) == cOf {
		if f, ok := r.date(k + 2); ok && f.p.g == day {
			f.i, f.p = i, f.p.at(weekend)
			return f, true
		}
	}
	if r.c(k+1) == cBefore {
		if r.c(k+2) == cNext || r.c(k+2) == cThe && r.c(k+3) == cNext {
			j := k + 3
			if r.c(k+2) == cThe {
				j++
			}
			p := r.now(day)
			if !p.lost {
				p = p.monday().days(5 + 14)
			}
			return found{i: i, j: j, p: p.at(weekend)}, true
		}
	}
	p := r.now(day)
	if !p.lost {
		p = p.monday().days(5)
		if !r.ahead(k) && r.pub.weekday() < 6 {
			p = p.days(-7)
		}
	}
	return found{i: i, j: k + 1, p: p.at(weekend)}, true
}
