package timex

import "github.com/verbatim-record/verbatim"

// clock reads a time of the day without its day. The zone is left as the text
// has it until the day is known.
func (r *reader) clock(i int) (found, bool) {
	f := found{i: i, kind: verbatim.Clock, apm: -1}
	f.p.g = minute
	k := i
	ok := false
	switch r.c(k) {
	case cClock:
		h, m, s, apm, _ := clockToken(r.text(k))
		f.p.h, f.p.mi, f.p.se, f.apm = h, m, s, apm
		if r.colons(k) == 2 {
			f.p.g = second
		}
		k++
		ok = apm >= 0 || r.plausible(i)
	case cDec: // "8.30 p.m."
		w := r.text(k)
		if h, m, _, _, fine := clockToken(w + "am"); fine && r.c(k+1) == cAmPm {
			f.p.h, f.p.mi = h, m
			k++
			ok = true
		}
	case cNum:
		n := r.n(k)
		switch {
		case n >= 1 && n <= 12 && r.c(k+1) == cAmPm && !(r.text(k+1) == "am" && r.tag(k+1) == "VBP"):
			f.p.h = n
			k++
			ok = true
		case n >= 1 && n <= 12 && r.c(k+1) == cOclock:
			f.p.h = n
			k += 2
			ok = true
		case n == 12 && r.c(k+1) == cNoon:
			f.p.h, f.apm = r.n(k+1), 0
			k += 2
			ok = true
		case n >= 1 && n <= 12 && r.c(k+1) == cIn && r.c(k+2) == cThe && r.c(k+3) == cPart:
			f.p.h = n
			k++
			ok = true
		case len(r.text(k)) == 4 && n/100 < 24 && n%100 < 60:
			// "0900 GMT", "1500 hours"
			_, j := r.zone(k + 1)
			if j > k+1 || r.text(k+1) == "hours" || r.text(k+1) == "hrs" {
				f.p.h, f.p.mi, f.apm = n/100, n%100, 0
				k++
				if j <= k {
					k++
				}
				ok = true
			}
		}
		if !ok {
			return r.pastOrTo(i)
		}
	case cA, cHalf, cQuarterWord:
		return r.pastOrTo(i)
	case cNoon:
		if r.c(k-1) == cA && r.tag(k+1) != "" && !r.bareHead(k+1) {
			return f, false // "a midnight curfew"
		}
		f.p.h, f.apm = r.n(k), 0
		k++
		ok = true
	}
	if !ok {
		return f, false
	}
	return r.clockTail(f, k)
}

// clockTail reads what may follow the figures: a.m. or p.m., the zone.
func (r *reader) clockTail(f found, k int) (found, bool) {
	if r.c(k) == cAmPm && f.apm < 0 {
		f.apm = r.n(k)
		k++
	}
	if r.c(k) == cOclock {
		k++
	}
	switch {
	case f.apm == 12 && f.p.h < 12:
		f.p.h += 12
	case f.apm == 0 && f.p.h == 12 && r.c(k-1) != cNoon:
		f.p.h = 0
	}
	if f.p.h == 24 {
		f.p.h = 0
	}
	if z, j := r.zone(k); j > k {
		f.p.zone, k = z, j
	}
	f.j = k
	return f, true
}

// pastOrTo reads "half past eight", "a quarter to seven", "ten past 9", "20
// minutes past five".
func (r *reader) pastOrTo(i int) (found, bool) {
	f := found{i: i, kind: verbatim.Clock, apm: -1}
	f.p.g = minute
	k, m := i, 0
	words := true
	switch {
	case r.c(k) == cHalf:
		m = 30
		k++
	case r.c(k) == cQuarterWord:
		m = 15
		k++
	case r.c(k) == cA && r.c(k+1) == cQuarterWord:
		m = 15
		k += 2
	case r.c(k) == cNum && r.n(k) > 0 && r.n(k) < 60:
		m = r.n(k)
		k++
		words = false
		if r.c(k) == cUnits && unit(r.n(k)) == uMinute {
			k++
			words = true
		}
	default:
		return f, false
	}
	to := false
	switch {
	case r.c(k) == cPast:
	case r.text(k) == "to" && words && m != 30:
		to = true
	default:
		return f, false
	}
	k++
	if r.c(k) == cNum && r.n(k) >= 1 && r.n(k) <= 12 {
		f.p.h, f.p.mi = r.n(k), m
	} else {
		return f, false
	}
	k++
	if r.c(k) == cUnit || r.c(k) == cUnits || r.c(k) == cScale {
		return f, false
	}
	if to {
		f.p.h, f.p.mi = (f.p.h+23)%24, 60-m
		if f.p.h == 0 {
			f.p.h = 12
		}
	}
	return r.clockTail(f, k)
}

// plausible says whether figures with a colon are a time and not a score, a
// ratio or a verse: "4:3", "Luke 15:20".
func (r *reader) plausible(i int) bool {
	if _, j := r.zone(i + 1); j > i+1 || r.c(i+1) == cAmPm {
		return true
	}
	w := r.text(i)
	if len(w) < 4 {
		return false
	}
	switch r.c(i - 1) {
	case cAt, cFrom, cTo, cBetween, cBefore, cAbout, cComma, cToday, cWeekday, cDash, cAnd, cPart, cNum, cThis:
		return true
	}
	return !r.upper(i - 1)
}

// colons counts the colons of token k.
func (r *reader) colons(k int) int {
	n := 0
	for _, c := range []byte(r.text(k)) {
		if c == ':' || c == '.' && n > 0 {
			n++
		}
	}
	return n
}

// zone reads a zone at token k: its name, to be turned into an offset when the
// day is known, and the token behind it.
func (r *reader) zone(k int) (string, int) {
	w := r.text(k)
	if n := len(w); n > 2 && n < 5 && w[n-1] == '.' && w[n-2] != '.' {
		w = w[:n-1] // "3 p.m. EST." at the end of a sentence
	}
	switch w {
	case "GMT", "UTC":
		if s := r.text(k + 1); len(s) >= 1 && (s[0] == '+' || s[0] == '-') && r.glued(k+1) {
			n := s
			j := k + 2
			if len(s) == 1 && r.c(k+2) == cNum && r.glued(k+2) {
				n, j = s+r.text(k+2), k+3
			}
			if o := offsetDigits(n); o != "" {
				return o, j
			}
		}
		return w, k + 1
	case "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "BST", "CET", "CEST", "EET", "EEST", "MSK", "IST", "JST", "AEST", "AEDT", "HKT", "SGT", "Z":
		return w, k + 1
	case "Eastern", "Central", "Mountain", "Pacific":
		if t := r.text(k + 1); t == "time" || t == "Time" {
			return w, k + 2
		}
		if r.text(k+2) == "time" || r.text(k+2) == "Time" {
			switch r.text(k + 1) {
			case "Standard", "standard", "Daylight", "daylight":
				return w, k + 3
			}
		}
		if k > r.lo && r.c(k-1) == cAmPm && !r.upper(k+1) {
			return w, k + 1
		}
	case "local", "Local", "Moscow", "London", "UK", "Kyiv", "Beijing", "Paris", "Berlin", "Washington", "Tokyo", "Delhi", "Israel", "Jerusalem":
		if t := r.text(k + 1); t == "time" || t == "Time" {
			return w, k + 2
		}
	}
	return "", k
}

// offsetDigits writes "+2" or "-0530" as an ISO offset.
func offsetDigits(s string) string {
	digits := ""
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits += string(c)
		case c == ':':
		default:
			return ""
		}
	}
	switch len(digits) {
	case 1:
		return s[:1] + "0" + digits + ":00"
	case 2:
		return s[:1] + digits + ":00"
	case 4:
		return s[:1] + digits[:2] + ":" + digits[2:]
	}
	return ""
}

// offset turns the name of a zone into its ISO offset on day p. A name that
// hides whether summer time holds ("ET") is looked up by the rules in force
// since 2007 in America and 1996 in Europe.
func (r *reader) offset(zone string, p point) string {
	if zone == "" || zone[0] == '+' || zone[0] == '-' {
		return zone
	}
	america := func(standard int) string {
		if summer(p, nth(max(p.y, 1), 3, 7, 2), nth(max(p.y, 1), 11, 7, 1)) {
			standard++
		}
		return hours(standard)
	}
	europe := func(standard int) string {
		if summer(p, nth(max(p.y, 1), 3, 7, -1), nth(max(p.y, 1), 10, 7, -1)) {
			standard++
		}
		return hours(standard)
	}
	switch zone {
	case "GMT", "UTC", "Z":
		return hours(0)
	case "EST":
		return hours(-5)
	case "EDT":
		return hours(-4)
	case "CST":
		return hours(-6)
	case "CDT", "MDT":
		if zone == "MDT" {
			return hours(-6)
		}
		return hours(-5)
	case "MST", "PDT":
		return hours(-7)
	case "PST":
		return hours(-8)
	case "ET", "Eastern", "Washington":
		return america(-5)
	case "CT", "Central":
		return america(-6)
	case "MT", "Mountain":
		return america(-7)
	case "PT", "Pacific":
		return america(-8)
	case "BST", "CET":
		return hours(1)
	case "CEST", "EET":
		return hours(2)
	case "EEST", "MSK", "Moscow":
		return hours(3)
	case "London", "UK":
		return europe(0)
	case "Paris", "Berlin":
		return europe(1)
	case "Kyiv":
		return europe(2)
	case "IST", "Delhi":
		return "+05:30"
	case "Beijing", "HKT", "SGT":
		return hours(8)
	case "JST", "Tokyo":
		return hours(9)
	case "AEST":
		return hours(10)
	case "AEDT":
		return hours(11)
	}
	return ""
}

func summer(p, from, to point) bool {
	return p.y > 0 && !p.at(day).before(from) && p.at(day).before(to)
}

func hours(n int) string {
	sign := "+"
	if n < 0 {
		sign, n = "-", -n
	}
	return sign + string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) + ":00"
}
