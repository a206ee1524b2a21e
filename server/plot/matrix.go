package plot

// Header is the name of a row or a column.
type Header struct{ Label, Link string }

// Cell is how often a row and a column come together.
type Cell struct {
	Count       int
	Link, Title string
}

// Matrix is counts of two things that come together, such as who speaks and of
// whom.
type Matrix struct {
	Head
	Corner     string // what rows and columns are, for the table
	Rows, Cols []Header
	Cells      [][]Cell // by row, then by column
}

// Draw draws the matrix.
func (m Matrix) Draw() Drawing {
	var c canvas
	const high = 28.0
	// The names of columns stand aslant: they have more room than a cell.
	slant := 0.0
	for _, h := range m.Cols {
		slant = max(slant, min(width(printable(h.Label)), 130))
	}
	top := 14 + slant*.62
	step := min(56, (fullWidth-nameWidth-80)/float64(max(len(m.Cols), 1)))
	c.begin(m.Head, "matrix", fullWidth, top+high*float64(len(m.Rows))+6)
	d := Drawing{Table: Table{Caption: m.Title, Head: []string{m.Corner}}}
	for j, h := range m.Cols {
		d.Table.Head = append(d.Table.Head, printable(clip(h.Label, longest)))
		x := num(nameWidth + step*(float64(j)+.5))
		c.raw(`<g transform="translate(`, x, " ", num(top-6), `) rotate(-38)">`)
		linked := local(h.Link)
		if linked {
			c.open(h.Link, h.Label)
		}
		c.label("col", 0, 0, h.Label, 130)
		if linked {
			c.close(true)
		}
		c.raw(`</g>`)
	}
	most := 0
	for _, row := range m.Cells {
		for _, cell := range row {
			most = max(most, cell.Count)
		}
	}
	for i, h := range m.Rows {
		y := top + high*float64(i)
		c.heading(h.Label, h.Link, nameWidth-10, y+high/2+4)
		row := make([]string, len(m.Cols)+1)
		row[0] = printable(clip(h.Label, longest))
		for j := range m.Cols {
			var cell Cell
			if i < len(m.Cells) && j < len(m.Cells[i]) {
				cell = m.Cells[i][j]
			}
			x := nameWidth + step*float64(j)
			if cell.Count <= 0 {
				c.rect("none", x+1, y+1, step-2, high-2)
				continue
			}
			row[j+1] = thousands(cell.Count)
			d.Marks++
			c.cell(cell, most, x, y, step, high)
		}
		d.Table.Rows = append(d.Table.Rows, row)
	}
	c.end()
	return d.of(&c)
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	c.raw(`<rect class="`, class, `" x="`, num(x), `" y="`, num(y), `" width="`, num(max(w, 0)), `" height="`, num(max(h, 0)), `"/>`)
}

// cell is a field with its number.
func (c *canvas) cell(cell Cell, most int, x, y, w, h float64) {
	q := strength(cell.Count, most)
	linked := c.open(cell.Link, cell.Title)
	c.rect("cell "+q, x+1, y+1, w-2, h-2)
	c.raw(`<text class="in `, q, `" x="`, num(x+w/2), `" y="`, num(y+h/2+4), `">`, counted(cell.Count), `</text>`)
	c.close(linked)
}

// of completes a drawing.
func (d Drawing) of(c *canvas) Drawing {
	d.ID, d.SVG = c.id, htmlOf(c)
	return d
}
