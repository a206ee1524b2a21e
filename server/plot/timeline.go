package plot

import "time"

// Timeline is lanes over an axis of time.
type Timeline struct {
	Head
	Axis  Axis
	Lanes []Lane
}

// Lane is the marks of a speaker, a venue or an outlet.
type Lane struct {
	Label, Link string
	Class       string // k0 to k9, or empty
	Points      []Point
}

// Point is what a lane has in one bin: one thing at its time, or, where several
// would stand on each other, their number.
type Point struct {
	Bin         int
	At          time.Time // of one thing
	Count       int
	Link, Title string
}

const (
	laneHeight = 30.0
	nameWidth  = 170.0
)

// Draw draws the timeline.
func (t Timeline) Draw() Drawing {
	var c canvas
	top := 4.0
	foot := top + laneHeight*float64(len(t.Lanes))
	c.begin(t.Head, "lanes", fullWidth, foot+32)
	bins := t.Axis.Bins
	step := (fullWidth - nameWidth) / float64(max(len(bins), 1))
	d := Drawing{Table: Table{Caption: t.Title, Head: []string{""}}}
	for _, b := range bins {
		d.Table.Head = append(d.Table.Head, b.Label)
	}
	for i, lane := range t.Lanes {
		y := top + laneHeight*(float64(i)+.5)
		c.raw(`<path class="grid" d="M`, num(nameWidth), " ", num(y), `H`, num(fullWidth), `"/>`)
		c.raw(`<g class="lane`)
		if lane.Class != "" {
			c.raw(" ", lane.Class)
		}
		c.raw(`">`)
		c.heading(lane.Label, lane.Link, nameWidth-10, y+4)
		row := make([]string, len(bins)+1)
		row[0] = printable(lane.Label)
		for _, p := range lane.Points {
			if p.Bin < 0 || p.Bin >= len(bins) || p.Count <= 0 {
				continue
			}
			row[p.Bin+1] = thousands(p.Count)
			left := nameWidth + step*float64(p.Bin)
			linked := c.open(p.Link, p.Title)
			if p.Count == 1 {
				c.dot(left, step, y, bins[p.Bin], p.At)
			} else {
				s := counted(p.Count)
				r := min(max(8.5, 4+width(s)/2), max(step/2, 8.5))
				x := num(left + step/2)
				c.raw(`<circle class="many" cx="`, x, `" cy="`, num(y), `" r="`, num(r), `"/><text class="on" x="`, x, `" y="`, num(y+3.6), `">`, s, `</text>`)
			}
			c.close(linked)
			d.Marks++
		}
		c.raw(`</g>`)
		d.Table.Rows = append(d.Table.Rows, row)
	}
	c.ticks(t.Axis, nameWidth, step, foot+14)
	c.end()
	return d.of(&c)
}

// dot is one thing, at its time inside its bin.
func (c *canvas) dot(left, step, y float64, b Bin, at time.Time) {
	const r = 5.0
	x := left + step/2
	if length := b.To.Sub(b.From); length > 0 && step > 2*r && !at.Before(b.From) && at.Before(b.To) {
		x = left + r + (step-2*r)*float64(at.Sub(b.From))/float64(length)
	}
	c.raw(`<circle class="dot" cx="`, num(x), `" cy="`, num(y), `" r="`, num(r), `"/>`)
}

// heading is the name of a row, at the right end of its room.
func (c *canvas) heading(label, link string, right, y float64) {
	linked := local(link)
	if linked {
		c.open(link, label)
	}
	c.label("name", right, y, label, right*.74) // it is larger, and may be bold
	if linked {
		c.close(true)
	}
}
