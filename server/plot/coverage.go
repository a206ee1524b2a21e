package plot

// Coverage is how much each outlet has in each bin of an axis.
type Coverage struct {
	Head
	Axis Axis
	Rows []CoverageRow
}

// CoverageRow is an outlet with a field for each bin.
type CoverageRow struct {
	Header
	Cells []CoverageCell
}

// CoverageCell is what an outlet has in a bin. A gap is a time of which the
// record has nothing of the outlet at all: it says nothing about what the outlet
// wrote, where a zero does.
type CoverageCell struct {
	Cell
	Gap bool
}

// gapWord is what the table has for a gap.
const gapWord = "nothing read"

// Draw draws the map.
func (m Coverage) Draw() Drawing {
	const high, top = 26.0, 4.0
	var c canvas
	foot := top + high*float64(len(m.Rows))
	c.begin(m.Head, "coverage", fullWidth, foot+62)
	bins := m.Axis.Bins
	step := min(72, (fullWidth-nameWidth)/float64(max(len(bins), 1)))
	c.raw(`<defs><pattern id="`, m.ID, `-gap" class="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 3H6"/></pattern></defs>`)
	hatch := `" fill="url(#` + m.ID + `-gap)"/>`
	d := Drawing{Table: Table{Caption: m.Title, Head: []string{"Outlet"}}}
	for _, b := range bins {
		d.Table.Head = append(d.Table.Head, b.Label)
	}
	most := 0
	for _, r := range m.Rows {
		for _, cell := range r.Cells {
			most = max(most, cell.Count)
		}
	}
	for i, r := range m.Rows {
		y := top + high*float64(i)
		c.heading(r.Label, r.Link, nameWidth-10, y+high/2+4)
		row := make([]string, len(bins)+1)
		row[0] = printable(clip(r.Label, longest))
		for j := 0; j < len(bins); j++ {
			var cell CoverageCell
			if j < len(r.Cells) {
				cell = r.Cells[j]
			}
			x := nameWidth + step*float64(j)
			switch {
			case cell.Count > 0:
				row[j+1] = thousands(cell.Count)
				d.Marks++
				c.cell(cell.Cell, most, x, y, step, high)
			case cell.Gap:
				// One field for a gap of several bins.
				k := j
				for k < len(bins) && k < len(r.Cells) && r.Cells[k].Gap && r.Cells[k].Count <= 0 {
					row[k+1] = gapWord
					k++
				}
				c.raw(`<rect x="`, num(x+1), `" y="`, num(y+1), `" width="`, num(step*float64(k-j)-2), `" height="`, num(high-2), hatch)
				j = k - 1
			case bins[j].Undated:
				row[j+1] = "0" // which is not drawn: nobody says what else the outlet has without a date
			default:
				row[j+1] = "0"
				c.rect("none", x+1, y+1, step-2, high-2)
				c.raw(`<text class="in zero" x="`, num(x+step/2), `" y="`, num(y+high/2+4), `">0</text>`)
			}
		}
		d.Table.Rows = append(d.Table.Rows, row)
	}
	c.ticks(m.Axis, nameWidth, step, foot+14)
	// The key has the whole width, whatever the axis leaves of it.
	const key, zero = 20.0, 440.0
	y := foot + 40
	c.raw(`<rect x="`, num(key), `" y="`, num(y), `" width="26" height="16`, hatch)
	c.label("key", key+32, y+12, "gap: the record has nothing of the outlet at that time", zero-key-40)
	c.rect("none", zero, y, 26, 16)
	c.raw(`<text class="in zero" x="`, num(zero+13), `" y="`, num(y+12), `">0</text>`)
	c.label("key", zero+32, y+12, "read, and none matches", fullWidth-zero-40)
	c.end()
	return d.of(&c)
}
