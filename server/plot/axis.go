package plot

import (
	"strconv"
	"time"

	"github.com/verbatim-record/verbatim/search"
)

// Bin is a stretch of an axis of time, [From, To).
type Bin struct {
	From, To time.Time
	Label    string // in full
	short    string // under the axis
	// Undated is the place of what has no date, behind all others; From and To
	// are zero.
	Undated bool
}

// Axis is a stretch of time cut into bins of a day, a week, a month, a quarter,
// a year, or several years, without a gap between them.
type Axis struct {
	Bins  []Bin
	Grain string // day, week, month, quarter, year, years
}

// grain is a length of bins.
type grain struct {
	name   string
	start  func(time.Time) time.Time
	next   func(time.Time) time.Time
	label  func(Bin) string
	short  func(Bin) string
	approx float64 // days
}

func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// months is a grain of so many.
func months(n int) func(time.Time) time.Time {
	return func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month()-(t.Month()-1)%time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	}
}

var grains = []grain{
	{"day", day, func(t time.Time) time.Time { return t.AddDate(0, 0, 1) },
		func(b Bin) string { return b.From.Format("Monday 2 January 2006") }, func(b Bin) string { return b.From.Format("2 Jan") }, 1},
	{"week", func(t time.Time) time.Time { return day(t).AddDate(0, 0, -(int(t.Weekday())+6)%7) }, func(t time.Time) time.Time { return t.AddDate(0, 0, 7) },
		func(b Bin) string { return "week of " + b.From.Format("2 January 2006") }, func(b Bin) string { return b.From.Format("2 Jan") }, 7},
	{"month", months(1), func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
		func(b Bin) string { return b.From.Format("January 2006") }, func(b Bin) string { return b.From.Format("Jan") }, 30},
	{"quarter", months(3), func(t time.Time) time.Time { return t.AddDate(0, 3, 0) },
		func(b Bin) string {
			return b.From.Format("January") + "–" + b.To.AddDate(0, -1, 0).Format("January 2006")
		}, func(b Bin) string { return b.From.Format("Jan") }, 91},
}

// years is a grain of so many.
func years(n int) grain {
	label := func(b Bin) string {
		if n == 1 {
			return b.From.Format("2006")
		}
		return b.From.Format("2006") + "–" + b.To.AddDate(-1, 0, 0).Format("2006")
	}
	name := "year"
	if n > 1 {
		name = strconv.Itoa(n) + " years"
	}
	return grain{name, func(t time.Time) time.Time { return time.Date(t.Year()-t.Year()%n, 1, 1, 0, 0, 0, 0, time.UTC) },
		func(t time.Time) time.Time { return t.AddDate(n, 0, 0) }, label, func(b Bin) string { return b.From.Format("2006") }, 365 * float64(n)}
}

// NewAxis returns an axis from one time to another, both on it, of at most so
// many bins: as fine ones as there can be.
func NewAxis(from, to time.Time, most int) Axis {
	from, to = from.UTC(), to.UTC()
	if to.Before(from) {
		from, to = to, from
	}
	most = max(most, 2)
	list := grains
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000} {
		list = append(list[:len(list):len(list)], years(n))
	}
	days := to.Sub(from).Hours() / 24
	if to.Year()-from.Year() > 250 { // a Duration has room for no more
		days = 365 * float64(to.Year()-from.Year())
	}
	for _, g := range list {
		if days/g.approx > float64(most)+1 {
			continue
		}
		if bins := g.bins(from, to, most); bins != nil {
			return Axis{bins, g.name}
		}
	}
	return Axis{}
}

// bins cuts a stretch, or returns nothing where it is too long.
func (g grain) bins(from, to time.Time, most int) []Bin {
	var out []Bin
	for at := g.start(from); !at.After(to); {
		if len(out) == most {
			return nil
		}
		b := Bin{From: at, To: g.next(at)}
		b.Label, b.short = g.label(b), g.short(b)
		out = append(out, b)
		at = b.To
	}
	return out
}

// WithUndated returns the axis with a place at its end for what has no date.
func (a Axis) WithUndated() Axis {
	bins := append(a.Bins[:len(a.Bins):len(a.Bins)], Bin{Label: search.NoDate, short: search.NoDate, Undated: true})
	return Axis{bins, a.Grain}
}

// Undated returns the place of what has no date, or -1 where there is none.
func (a Axis) Undated() int {
	if last := len(a.Bins) - 1; last >= 0 && a.Bins[last].Undated {
		return last
	}
	return -1
}

// Find returns the bin of a time, or -1.
func (a Axis) Find(t time.Time) int {
	if a.Undated() >= 0 {
		a.Bins = a.Bins[:len(a.Bins)-1]
	}
	low, high := 0, len(a.Bins)
	for low < high {
		if mid := (low + high) / 2; a.Bins[mid].To.After(t) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	if low < len(a.Bins) && !t.Before(a.Bins[low].From) {
		return low
	}
	return -1
}

// noDateWidth is how much room the name has of what has no date.
const noDateWidth = 52.0

// ticks writes what stands under the axis: as many bins' names as have room,
// and the year where it begins.
func (c *canvas) ticks(a Axis, left, step, y float64) {
	every := 1
	for float64(every)*step < 46 && every < len(a.Bins) {
		every++
	}
	dated := len(a.Bins)
	room := left + step*float64(dated)
	if a.Undated() >= 0 {
		dated--
		begin := left + step*float64(dated)
		c.raw(`<path class="apart" d="M`, num(begin), " 4V", num(y+2), `"/>`)
		// It has the last of the width, which may be narrower than its name.
		if step >= noDateWidth {
			c.raw(`<text class="tick" x="`, num(begin+step/2), `" y="`, num(y), `">`, search.NoDate, `</text>`)
			room = begin
		} else {
			c.raw(`<text class="tick end" x="`, num(room), `" y="`, num(y), `">`, search.NoDate, `</text>`)
			room -= noDateWidth
		}
	}
	year := -1
	for i := 0; i < dated; i += every {
		b := a.Bins[i]
		x := left + step*(float64(i)+.5)
		if i > 0 && x+18 > room {
			break
		}
		c.raw(`<text class="tick" x="`, num(x), `" y="`, num(y), `">`, b.short, `</text>`)
		if len(b.short) != 4 && b.From.Year() != year {
			year = b.From.Year()
			c.raw(`<text class="tick year" x="`, num(x), `" y="`, num(y+13), `">`, strconv.Itoa(year), `</text>`)
		}
	}
}
