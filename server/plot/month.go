package plot

import (
	"strconv"
	"time"
)

// Month is a calendar of one month with what is on its days.
type Month struct {
	Head
	First  time.Time // any time of the month
	Events []MonthEvent
	More   func(day time.Time) string // link to all of a day, which may be nil
}

// MonthEvent is something on a day.
type MonthEvent struct {
	Day         time.Time
	Text        string
	Status      string // as the record has it: planned, cancelled, …
	Class       string // good, bad, warn, plan
	Link, Title string
}

// signs tell statuses apart without colour.
var signs = map[string]string{
	"happened": "✓", "under way": "▸", "planned": "○", "proposed": "◇", "conditional": "◇", "ruled out": "✕", "denied": "✕", "cancelled": "⊘", "unknown": "?",
}

// Sign is the sign of a status.
func Sign(status string) string {
	if s := signs[status]; s != "" {
		return s
	}
	return "·"
}

// perDay is how many events of a day are drawn; the others are a number.
const perDay = 3

// Draw draws the month.
func (m Month) Draw() Drawing {
	const wide, line = (fullWidth - 2) / 7, 18.0
	first := time.Date(m.First.Year(), m.First.Month(), 1, 0, 0, 0, 0, time.UTC)
	days := first.AddDate(0, 1, -1).Day()
	byDay := make([][]MonthEvent, days+1)
	for _, e := range m.Events {
		if e.Day.Year() == first.Year() && e.Day.Month() == first.Month() {
			byDay[e.Day.Day()] = append(byDay[e.Day.Day()], e)
		}
	}
	lead := (int(first.Weekday()) + 6) % 7 // Monday first
	weeks := (lead + days + 6) / 7
	// A week is as high as its fullest day.
	top := make([]float64, weeks+1)
	top[0] = 22
	for w := range weeks {
		lines := 1
		for i := w*7 - lead + 1; i <= w*7-lead+7; i++ {
			if i >= 1 && i <= days {
				lines = max(lines, min(len(byDay[i]), perDay+1))
			}
		}
		top[w+1] = top[w] + 22 + line*float64(lines)
	}
	var c canvas
	c.begin(m.Head, "month", fullWidth, top[weeks]+1)
	for i, name := range [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		c.label("tick", wide*(float64(i)+.5), 14, name, wide)
	}
	d := Drawing{Table: Table{Caption: m.Title, Head: []string{"Day", "Status", "Event"}}}
	for i := 1; i <= days; i++ {
		w, at := (lead+i-1)/7, (lead+i-1)%7
		x, y := wide*float64(at), top[w]
		c.rect("day", x+.5, y+.5, wide-1, top[w+1]-y-1)
		c.raw(`<text class="date" x="`, num(x+6), `" y="`, num(y+15), `">`, strconv.Itoa(i), `</text>`)
		for k, e := range byDay[i] {
			ty := y + 18 + line*float64(k)
			if k == perDay && len(byDay[i]) > perDay+1 {
				link := ""
				if m.More != nil {
					link = m.More(e.Day)
				}
				rest := strconv.Itoa(len(byDay[i])-perDay) + " more"
				linked := c.open(link, rest+" on "+e.Day.Format("2 January 2006"))
				c.label("", x+6, ty+13, rest, wide-10)
				c.close(linked)
				d.Marks++
				break
			}
			linked := c.open(e.Link, e.Title)
			class := "event"
			if e.Class != "" {
				class += " " + e.Class
			}
			c.rect(class, x+3, ty+1, wide-6, line-2)
			c.label(class, x+7, ty+13, Sign(e.Status)+" "+e.Text, wide-12)
			c.close(linked)
			d.Marks++
		}
		for _, e := range byDay[i] {
			d.Table.Rows = append(d.Table.Rows, []string{e.Day.Format("2 January 2006"), e.Status, printable(clip(e.Text, longest))})
		}
	}
	c.end()
	return d.of(&c)
}
