package plot

import "slices"

// Bar is how much there is in a bin.
type Bar struct {
	Count       int
	Link, Title string
}

// Histogram is bars over an axis of time, one a bin.
type Histogram struct {
	Head
	Axis Axis
	Bars []Bar
}

// Draw draws the histogram.
func (h Histogram) Draw() Drawing {
	const left, top, height, foot = 38.0, 8.0, 92.0, 34.0
	var c canvas
	c.begin(h.Head, "bars", fullWidth, top+height+foot)
	d := Drawing{Table: Table{h.Title, []string{"When", "Statements"}, nil}}
	n := min(len(h.Bars), len(h.Axis.Bins))
	most := 1
	for _, b := range h.Bars[:n] {
		most = max(most, b.Count)
	}
	c.raw(`<path class="grid" d="M`, num(left), " ", num(top), `H`, num(fullWidth), `M`, num(left), " ", num(top+height), `H`, num(fullWidth), `"/>`)
	c.label("tick end", left-6, top+textSize-3, counted(most), left)
	c.label("tick end", left-6, top+height, "0", left)
	step := (fullWidth - left) / float64(max(n, 1))
	for i, b := range h.Bars[:n] {
		if b.Count <= 0 {
			continue
		}
		tall := max(2, height*float64(b.Count)/float64(most))
		x := left + step*float64(i)
		linked := c.open(b.Link, b.Title)
		// All of the column answers to the pointer, not only the bar.
		c.raw(`<rect class="hit" x="`, num(x), `" y="`, num(top), `" width="`, num(step), `" height="`, num(height), `"/>`)
		class := "column"
		if h.Axis.Bins[i].Undated {
			class = "column undated"
		}
		c.raw(`<rect class="`, class, `" x="`, num(x+min(1, step/8)), `" y="`, num(top+height-tall), `" width="`, num(max(step-2*min(1, step/8), .5)), `" height="`, num(tall), `"/>`)
		c.close(linked)
		d.Marks++
	}
	c.ticks(Axis{h.Axis.Bins[:n], h.Axis.Grain}, left, step, top+height+14)
	c.end()
	for i, b := range h.Bars[:n] {
		if b.Count > 0 {
			d.Table.Rows = append(d.Table.Rows, []string{h.Axis.Bins[i].Label, thousands(b.Count)})
		}
	}
	d.Table.Rows = slices.Clip(d.Table.Rows)
	return d.of(&c)
}
