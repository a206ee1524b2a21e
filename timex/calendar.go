package timex

import (
	"fmt"
	"time"

	"github.com/verbatim-record/verbatim"
)

// A grain is how much of the calendar a point covers.
type grain uint8

const (
	unknown grain = iota // no calendar value
	century
	decade
	year
	fiscal // a financial year, named by the year that the text names
	half
	quarter
	season
	month
	week
	weekend
	day
	part // morning, afternoon, evening, night
	minute
	second
)

// A point is a place in the calendar. The date is the first day of coarser
// grains and any day of a week; x holds what has no number of its own: the
// part of the day, the season.
type point struct {
	y, m, d   int
	g         grain
	x         string
	h, mi, se int
	zone      string // "+01:00", or empty: the local time of the text
	lost      bool   // the grain is known, the place is not: no value
}

// seasons are the TIMEX3 codes, in the order of the year.
var seasons = [...]string{"SP", "SU", "FA", "WI"}

// parts are the TIMEX3 codes of the parts of the day.
var parts = [...]string{"TMO", "TAF", "TEV", "TNI"}

// value writes p as TIMEX3 does.
func (p point) value() string {
	if p.lost || !p.inRange() {
		return ""
	}
	switch p.g {
	case century:
		return fmt.Sprintf("%02dXX", p.y/100)
	case decade:
		return fmt.Sprintf("%03dX", p.y/10)
	case year:
		return fmt.Sprintf("%04d", p.y)
	case fiscal:
		return fmt.Sprintf("FY%04d", p.y)
	case half:
		return fmt.Sprintf("%04d-H%d", p.y, (p.m-1)/6+1)
	case quarter:
		return fmt.Sprintf("%04d-Q%d", p.y, (p.m-1)/3+1)
	case season:
		return fmt.Sprintf("%04d-%s", p.y, p.x)
	case month:
		return fmt.Sprintf("%04d-%02d", p.y, p.m)
	case week, weekend:
		y, w := p.time().ISOWeek()
		if p.g == weekend {
			return fmt.Sprintf("%04d-W%02d-WE", y, w)
		}
		return fmt.Sprintf("%04d-W%02d", y, w)
	case day:
		return fmt.Sprintf("%04d-%02d-%02d", p.y, p.m, p.d)
	case part:
		return fmt.Sprintf("%04d-%02d-%02d%s", p.y, p.m, p.d, p.x)
	case minute:
		return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d%s", p.y, p.m, p.d, p.h, p.mi, p.zone)
	case second:
		return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d%s", p.y, p.m, p.d, p.h, p.mi, p.se, p.zone)
	}
	return ""
}

// kind is the TIMEX3 type of p.
func (p point) kind() verbatim.TimeKind {
	if p.g >= part {
		return verbatim.Clock
	}
	return verbatim.Date
}

func (p point) time() time.Time {
	return time.Date(p.y, time.Month(p.m), p.d, p.h, p.mi, p.se, 0, time.UTC)
}

// from returns the point of grain g at t.
func from(t time.Time, g grain) point {
	p := point{y: t.Year(), m: int(t.Month()), d: t.Day(), g: g}
	if g >= minute {
		p.h, p.mi, p.se = t.Hour(), t.Minute(), t.Second()
	}
	return p.at(g)
}

// at returns the point of grain g that p lies in, or that begins with p.
func (p point) at(g grain) point {
	q := point{y: p.y, m: p.m, d: p.d, g: g, lost: p.lost}
	switch g {
	case unknown:
		return point{lost: p.lost}
	case century:
		q.y, q.m, q.d = p.y/100*100, 1, 1
	case decade:
		q.y, q.m, q.d = p.y/10*10, 1, 1
	case year, fiscal:
		q.m, q.d = 1, 1
	case half:
		q.m, q.d = (p.m-1)/6*6+1, 1
	case quarter:
		q.m, q.d = (p.m-1)/3*3+1, 1
	case month:
		q.d = 1
	case season, part:
		q.x = p.x
	case minute, second:
		q.h, q.mi, q.se, q.zone = p.h, p.mi, p.se, p.zone
	}
	return q
}

// days moves p by n days.
func (p point) days(n int) point {
	t := p.time().AddDate(0, 0, n)
	p.y, p.m, p.d = t.Year(), int(t.Month()), t.Day()
	return p
}

// months moves p by n months; a day that the month does not have becomes its last.
func (p point) months(n int) point {
	m := p.y*12 + p.m - 1 + n
	p.y, p.m = m/12, m%12+1
	p.d = min(p.d, length(p.y, p.m))
	return p
}

// length is the number of days of a month.
func length(y, m int) int {
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// valid says whether the calendar has the day.
func valid(y, m, d int) bool {
	return y >= 0 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= length(y, m)
}

// inRange says whether p can be written with four digits for the year.
func (p point) inRange() bool { return p.y >= 0 && p.y <= 9999 }

// weekday is the ISO number of the day: Monday is 1.
func (p point) weekday() int { return (int(p.time().Weekday())+6)%7 + 1 }

// monday is the first day of the ISO week of p.
func (p point) monday() point { return p.at(day).days(1 - p.weekday()) }

// before compares the days of two points, and then their hours.
func (p point) before(q point) bool { return p.time().Before(q.time()) }

// nth returns the nth weekday w of a month; the last for n < 0.
func nth(y, m, w, n int) point {
	p := point{y: y, m: m, d: 1, g: day}
	if n < 0 {
		p.d = length(y, m)
		return p.days(-((p.weekday() - w + 7) % 7))
	}
	return p.days((w-p.weekday()+7)%7 + 7*(n-1))
}

// easter is Easter Sunday of the Western churches (the anonymous Gregorian
// computus, Nature 1876).
func easter(y int) point {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return point{y: y, m: n / 31, d: n%31 + 1, g: day}
}

// A unit is a word that counts time.
type unit uint8

const (
	uSecond unit = iota
	uMinute
	uHour
	uDay
	uWeek
	uFortnight
	uMonth
	uQuarter
	uYear
	uDecade
	uCentury
	uMillennium
	uWeekend
)

// grain is the grain of an offset in units of u.
func (u unit) grain() grain {
	return [...]grain{second, minute, minute, day, week, week, month, quarter, year, decade, century, unknown, weekend}[u]
}

// move moves p by n units of u, and gives it the grain of the unit.
func (p point) move(n int, u unit) point {
	if n > 1e6 || n < -1e6 {
		return point{}
	}
	switch u {
	case uSecond, uMinute, uHour:
		if p.g < minute {
			return point{}
		}
		step := [...]time.Duration{time.Second, time.Minute, time.Hour}[u]
		q := from(p.time().Add(time.Duration(n)*step), u.grain())
		q.zone = p.zone
		return q
	case uDay:
		p = p.days(n)
	case uWeek, uWeekend:
		p = p.days(7 * n)
	case uFortnight:
		p = p.days(14 * n)
	case uMonth:
		p = p.months(n)
	case uQuarter:
		p = p.months(3 * n)
	case uYear:
		p = p.months(12 * n)
	case uDecade:
		p = p.months(120 * n)
	case uCentury:
		p = p.months(1200 * n)
	default:
		return point{}
	}
	if !p.inRange() {
		return point{}
	}
	return p.at(u.grain())
}
