package timex

// The words that begin the name of a holiday, and the holidays themselves.
const (
	hChristmas = iota + 1
	hEaster
	hThanksgiving
	hHalloween
	hJuneteenth
	hNew
	hGood
	hBoxing
	hBlack
	hCyber
	hPalm
	hAsh
	hMaundy
	hLabor
	hMemorial
	hVeterans
	hPresidents
	hIndependence
	hMartin
	hMLK
	hColumbus
	hValentine
	hElection
	hInauguration
	hBastille
	hAnzac
	hRemembrance
	hEarth
	hGroundhog
	hFather
	hMother
	hSaint
	hPatrick
	hRamadan
	hHanukkah
	hDiwali
	hPassover
	hEid
	hYom
	hRosh
	hPentecost
	// Those that share their first word with another.
	hChristmasEve
	hEasterMonday
	hNewYearsEve
	hRemembranceSunday
	hMayDay
)

// fixed are the holidays that have a month and a day.
var fixed = map[int][2]int{
	hChristmas: {12, 25}, hChristmasEve: {12, 24}, hBoxing: {12, 26}, hHalloween: {10, 31}, hJuneteenth: {6, 19},
	hNew: {1, 1}, hNewYearsEve: {12, 31}, hVeterans: {11, 11}, hIndependence: {7, 4}, hValentine: {2, 14},
	hInauguration: {1, 20}, hBastille: {7, 14}, hAnzac: {4, 25}, hRemembrance: {11, 11}, hEarth: {4, 22},
	hGroundhog: {2, 2}, hSaint: {3, 17}, hMayDay: {5, 1},
}

// holidayIn is the day of a holiday in a year; lost where the calendar is not
// ours (Ramadan, Diwali) or the day differs from country to country.
func holidayIn(h, y int) point {
	if md, ok := fixed[h]; ok {
		return point{y: y, m: md[0], d: md[1], g: day}
	}
	switch h {
	case hEaster:
		return easter(y)
	case hEasterMonday:
		return easter(y).days(1)
	case hGood:
		return easter(y).days(-2)
	case hMaundy:
		return easter(y).days(-3)
	case hPalm:
		return easter(y).days(-7)
	case hAsh:
		return easter(y).days(-46)
	case hPentecost:
		return easter(y).days(49)
	case hThanksgiving:
		return nth(y, 11, 4, 4)
	case hBlack:
		return nth(y, 11, 4, 4).days(1)
	case hCyber:
		return nth(y, 11, 4, 4).days(4)
	case hLabor:
		return nth(y, 9, 1, 1)
	case hMemorial:
		return nth(y, 5, 1, -1)
	case hPresidents:
		return nth(y, 2, 1, 3)
	case hMartin:
		return nth(y, 1, 1, 3)
	case hColumbus:
		return nth(y, 10, 1, 2)
	case hElection: // of the federal elections, in even years
		return nth(y-y%2, 11, 1, 1).days(1)
	case hRemembranceSunday:
		return nth(y, 11, 7, 2)
	case hFather:
		return nth(y, 6, 7, 3)
	case hMother:
		return nth(y, 5, 7, 2)
	}
	return point{y: y, m: 1, d: 1, g: day, lost: true}
}

// holidayName reads the name of a holiday: which, and the token behind it.
func (r *reader) holidayName(k int) (int, int) {
	h := r.n(k)
	next := r.text(k + 1)
	isDay := func(j int) bool { t := r.text(j); return t == "Day" || t == "day" }
	if !r.upper(k) && h != hNew {
		return 0, k
	}
	switch h {
	case hChristmas:
		switch next {
		case "Eve":
			return hChristmasEve, k + 2
		case "Day", "day":
			return h, k + 2
		}
		return h, k + 1
	case hEaster:
		switch next {
		case "Sunday":
			return h, k + 2
		case "Monday":
			return hEasterMonday, k + 2
		}
		return h, k + 1
	case hThanksgiving, hJuneteenth, hHalloween:
		if isDay(k + 1) {
			return h, k + 2
		}
		return h, k + 1
	case hGood, hBlack:
		if next == "Friday" {
			return h, k + 2
		}
	case hCyber:
		if next == "Monday" {
			return h, k + 2
		}
	case hPalm:
		if next == "Sunday" {
			return h, k + 2
		}
	case hAsh:
		if next == "Wednesday" {
			return h, k + 2
		}
	case hMaundy:
		if next == "Thursday" {
			return h, k + 2
		}
	case hBoxing, hMemorial, hVeterans, hColumbus, hElection, hInauguration, hBastille, hAnzac, hEarth, hGroundhog, hLabor, hIndependence, hRemembrance, hPresidents, hFather, hMother, hValentine, hMLK:
		j := k + 1
		if r.c(j) == cPoss {
			j++
		}
		if h == hRemembrance && next == "Sunday" {
			return hRemembranceSunday, j + 1
		}
		if isDay(j) {
			if h == hMLK {
				h = hMartin
			}
			return h, j + 1
		}
	case hMartin:
		if next == "Luther" && r.text(k+2) == "King" {
			j := k + 3
			if r.c(j) == cComma {
				j++
			}
			if t := r.text(j); t == "Jr." || t == "Jr" {
				j++
			}
			if r.c(j) == cPoss {
				j++
			}
			if isDay(j) {
				return h, j + 1
			}
		}
	case hSaint:
		if next == "Patrick" {
			j := k + 2
			if r.c(j) == cPoss {
				j++
			}
			if isDay(j) {
				return h, j + 1
			}
		}
	case hNew:
		if next == "Year" || next == "year" {
			switch r.text(k - 1) {
			case "Lunar", "Chinese", "Jewish", "Orthodox", "Islamic", "Happy", "lunar", "Persian", "Tibetan":
				return 0, k
			}
			j := k + 2
			if r.c(j) == cPoss {
				j++
			}
			switch t := r.text(j); {
			case t == "Eve" || t == "eve":
				return hNewYearsEve, j + 1
			case isDay(j):
				return hNew, j + 1
			}
			if p := r.c(k - 1); p == cBefore || p == cFrom || p == cTo || r.text(k-1) == "by" || p == cThe && r.c(k-2) == cIn {
				return hNew, k + 2
			}
		}
	case hRamadan, hHanukkah, hDiwali, hPassover, hPentecost:
		return h, k + 1
	case hEid:
		if r.c(k+1) == cDash && r.glued(k+1) && r.c(k+3) == cDash && r.glued(k+3) {
			return h, min(k+5, r.hi)
		}
		if len(next) > 3 && (next[:3] == "al-" || next[:3] == "ul-") {
			return h, k + 2
		}
		return h, k + 1
	case hYom:
		if next == "Kippur" {
			return h, k + 2
		}
	case hRosh:
		if next == "Hashanah" || next == "Hashana" {
			return h, k + 2
		}
	}
	return 0, k
}

// holiday reads a holiday and its year, or looks the year up.
func (r *reader) holiday(i, k int) (found, bool) {
	h, j := r.holidayName(k)
	if h == 0 {
		return found{}, false
	}
	f := found{i: i, j: j, hol: h}
	if i < k && !r.bareHead(j) {
		f.i = k
	}
	at := j
	if r.c(at) == cOf || r.c(at) == cComma {
		at++
	}
	if y, ok := r.yearNumber(at, true); ok {
		f.p, f.j = holidayIn(h, y), at+1
		return f, true
	}
	if c := r.c(at); (c == cNext || c == cLast || c == cThis) && r.c(at+1) == cUnit && unit(r.n(at+1)) == uYear {
		p := r.now(year)
		f.p = holidayIn(h, p.y+steps[c])
		f.p.lost = f.p.lost || p.lost
		f.j = at + 2
		return f, true
	}
	if !r.bareHead(j) && r.c(j) == none || r.upper(j) && r.c(j) == none && j == k+1 {
		return found{}, false // Christmas lights, the Easter Rising
	}
	f.weak = true
	if h == hIndependence && (r.c(k-1) == cPoss || r.upper(k-1) && k-1 > r.lo) {
		f.p = point{g: day, lost: true} // another country's
		return f, true
	}
	now := r.now(day)
	if now.lost {
		f.p = now
		return f, true
	}
	f.p = holidayIn(h, now.y)
	if f.p.lost {
		return f, true
	}
	if r.ahead(k) || h == hNew && j == k+2 && r.c(k-1) != cFrom && r.reading(k) != past {
		if f.p.before(now) {
			f.p = holidayIn(h, now.y+1)
		}
	} else if now.before(f.p) {
		f.p = holidayIn(h, now.y-1)
	}
	return f, true
}
