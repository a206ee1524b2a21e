package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"github.com/verbatim-record/verbatim"
)

// Page sizes in display cells.
const (
	minWidth = 24
	measure  = 100 // of the article: longer lines are hard to read
	narrow   = 72  // below it the table has no columns
)

// Terminal appends d as a page of width cells: a heading, the article with
// its statements in their speakers' colours (source bold, cue underlined) and
// their numbers in the margin, a table of the statements, and a summary. The
// page is the same in every palette but for the escape sequences. Control
// characters of the article are shown as pictures and never sent.
func Terminal(dst []byte, d *verbatim.Document, width int, palette Palette) []byte {
	v := &page{d: d, width: max(width, minWidth), palette: palette, dst: dst, speakers: speakers(d)}
	v.margin = 2
	if n := len(d.Statements); n > 0 {
		v.margin = 2*len(strconv.Itoa(n)) + 3
	}
	v.heading()
	v.article()
	v.table()
	v.summary()
	return v.dst
}

type page struct {
	d        *verbatim.Document
	width    int
	margin   int // cells before the article, for the numbers
	palette  Palette
	speakers []int
	dst      []byte
}

// put ends l and adds it to the page, without trailing white space.
func (v *page) put(l line) {
	if n := len(l.pieces); n > 0 {
		l.pieces[n-1].text = strings.TrimRight(l.pieces[n-1].text, " ")
	}
	v.dst = l.ANSI(v.dst, v.palette)
	v.dst = append(v.dst, '\n')
}

func (v *page) blank() { v.dst = append(v.dst, '\n') }

// measure returns the cells that the article may take.
func (v *page) measure() int { return min(v.width-v.margin-1, measure) }

// hue returns the colour of the statement i.
func (v *page) hue(i int) int8 {
	if n := v.speakers[i]; n >= 0 {
		return int8(n%120) + 1
	}
	return noSpeaker
}

// heading names the input on a rule across the page, then the article.
func (v *page) heading() {
	var l line
	l.add("── ", style{dim: true}, 3)
	name := cmp.Or(v.d.Path, v.d.URL, v.d.ID())
	name = Visible(name)
	if w := displaywidth.String(name); w > v.width-6 {
		// The end of a path tells more than its beginning.
		for w > v.width-7 && name != "" {
			_, size := firstCluster(name)
			name = name[size:]
			w = displaywidth.String(name)
		}
		name = "…" + name
	}
	l.add(name, style{}, displaywidth.String(name))
	if rest := v.width - l.width - 1; rest > 0 {
		l.add(" "+strings.Repeat("─", rest), style{dim: true}, rest+1)
	}
	v.put(l)
	v.blank()

	// A title that is the first paragraph is set in bold there.
	if title := v.d.Title; title != "" && !v.titled() {
		v.indented(wrap(title, style{bold: true}, v.measure(), 6))
	}
	var facts []string
	for _, f := range []string{v.d.Outlet, v.d.Byline, Day(v.d.Published)} {
		if f != "" {
			facts = append(facts, f)
		}
	}
	if len(facts) > 0 {
		v.indented(wrap(strings.Join(facts, " · "), style{dim: true}, v.measure(), 3))
	}
	if len(facts) > 0 || v.d.Title != "" && !v.titled() {
		v.blank()
	}
}

func (v *page) indented(lines []line) {
	for _, l := range lines {
		var out line
		out.pad(v.margin)
		out.append(l)
		v.put(out)
	}
}

// titled reports whether the article itself begins with the title, as plain
// text does.
func (v *page) titled() bool {
	return v.d.Title != "" && strings.HasPrefix(fold(v.d.Text[:min(len(v.d.Text), 4*len(v.d.Title)+64)]), fold(v.d.Title))
}

// article sets the text in the measure.
func (v *page) article() {
	runs := runs(v.d)
	starts := v.starts()
	first := true
	k := 0
	for _, b := range blocks(v.d) {
		w := wrapper{width: v.measure()}
		for k > 0 && (k == len(runs) || runs[k].Start > b.Start) {
			k--
		}
		for ; k < len(runs) && runs[k].Start < b.End; k++ {
			r := &runs[k]
			s := verbatim.Span{Start: max(r.Start, b.Start), End: min(r.End, b.End)}
			if s.Empty() {
				continue
			}
			st := v.style(r)
			if first && v.titled() && !r.furniture {
				st.bold = true
			}
			w.write(s.In(v.d.Text), s.Start, st)
		}
		lines := w.finish()
		for i, l := range lines {
			end := b.End
			if i+1 < len(lines) {
				end = lines[i+1].start
			}
			n := 0
			for n < len(starts) && starts[n].at < end {
				n++
			}
			v.numbered(l, starts[:n])
			starts = starts[n:]
		}
		if len(lines) > 0 {
			v.blank()
			first = false
		}
	}
}

// style is how a run looks.
func (v *page) style(r *run) style {
	p, ok := r.owner()
	if !ok {
		return style{dim: r.furniture}
	}
	return style{hue: v.hue(p.statement), bold: p.role == source, underline: p.role == cue, dim: r.furniture}
}

// numbered puts l with the numbers of the statements that start on it.
func (v *page) numbered(l line, starts []start) {
	var out line
	if len(starts) > 0 {
		first, last := starts[0].statement+1, starts[len(starts)-1].statement+1
		label := strconv.Itoa(first)
		if last > first {
			label += "–" + strconv.Itoa(last)
		}
		out.pad(max(v.margin-2-displaywidth.String(label), 0))
		out.add(label, style{hue: v.hue(starts[0].statement)}, displaywidth.String(label))
	}
	out.pad(v.margin)
	out.append(l)
	v.put(out)
}

type start struct{ at, statement int }

// starts returns the statements by the place where they start.
func (v *page) starts() []start {
	var out []start
	for i := range v.d.Statements {
		out = append(out, start{v.d.Statements[i].Start(), i})
	}
	slices.SortStableFunc(out, func(a, b start) int { return cmp.Compare(a.at, b.at) })
	return out
}

// summary ends the page.
func (v *page) summary() {
	for _, l := range wrap(Summary(v.d), style{}, v.width, 3) {
		v.put(l)
	}
}

// Summary says in a sentence what was found in d.
func Summary(d *verbatim.Document) string {
	n := len(d.Statements)
	if n == 0 {
		return "No statements found."
	}
	var kinds []string
	for _, kind := range []verbatim.Kind{verbatim.Direct, verbatim.Indirect, verbatim.Mixed} {
		count := 0
		for i := range d.Statements {
			if d.Statements[i].Kind == kind {
				count++
			}
		}
		if count > 0 {
			kinds = append(kinds, fmt.Sprintf("%d %s", count, kind))
		}
	}
	if n == 1 {
		return "1 statement, " + Visible(string(d.Statements[0].Kind)) + "."
	}
	return fmt.Sprintf("%d statements: %s.", n, strings.Join(kinds, ", "))
}

// Day returns an ISO 8601 date or instant as a reader of news writes its day,
// "13 February 2025", and anything else as it is.
func Day(published string) string {
	if len(published) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)]); err == nil {
			return t.Format("2 January 2006")
		}
	}
	return published
}

func firstCluster(s string) (string, int) {
	g := displaywidth.StringGraphemes(s)
	if !g.Next() {
		return "", len(s)
	}
	return g.Value(), len(g.Value())
}
