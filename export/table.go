package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// gutter is the space between two columns of the table, in cells.
const gutter = 2

// table lists the statements: number, speaker, cue, words, kind, confidence.
func (v *page) table() {
	if len(v.d.Statements) == 0 {
		return
	}
	if v.width < narrow {
		v.stacked()
		return
	}
	v.columns()
}

// row is a statement as the table shows it.
type row struct {
	number, speaker, source, cue, words, kind string

	sure  string // confidence and kind
	about string // to whom, where and when
	note  string // what somebody has decided about it
	hue   int8
	depth int
}

func (v *page) rows() []row {
	rows := make([]row, len(v.d.Statements))
	for i := range v.d.Statements {
		s := &v.d.Statements[i]
		who, source := whoSaid(v.d, i)
		if who == "" {
			who, source = source, ""
		}
		rows[i] = row{
			number:  strconv.Itoa(i + 1),
			speaker: cmp.Or(who, "–"),
			source:  source,
			about:   strings.Join(setting(v.d, i), " · "),
			note:    judged(v.d, s),
			cue:     cmp.Or(name(v.d.Text, s.Cue), "–"),
			words:   words(v.d.Text, s.Content),
			kind:    string(s.Kind),
			sure:    fmt.Sprintf("%.2f %s", s.Confidence, s.Kind),
			hue:     v.hue(i),
			depth:   min(depth(v.d, i), 4),
		}
	}
	return rows
}

// columns sets the table in columns. Speaker and cue take what they need up
// to a share of the width, the words the rest; a long cell is broken over a
// few lines and then cut, for the article above has the whole.
func (v *page) columns() {
	rows := v.rows()
	number, speaker, cue, kind := len(strconv.Itoa(len(rows))), len("speaker"), len("cue"), len("sure kind")
	for _, r := range rows {
		speaker = max(speaker, displaywidth.String(Visible(r.speaker))+2*r.depth)
		cue = max(cue, displaywidth.String(Visible(r.cue)))
		kind = max(kind, len(r.sure))
	}
	speaker = min(speaker, v.width*24/100)
	cue = min(cue, v.width*18/100)
	said := v.width - 2 - number - speaker - cue - kind - 4*gutter

	put := func(cells [5][]line) {
		height := 0
		for _, c := range cells {
			height = max(height, len(c))
		}
		for i := range height {
			var l line
			column := 2
			for j, width := range [...]int{number, speaker, cue, said, kind} {
				l.pad(column)
				if i < len(cells[j]) {
					l.append(cells[j][i])
				}
				column += width + gutter
			}
			v.put(l)
		}
	}
	head := style{bold: true}
	var hash line
	hash.pad(number - 1)
	hash.add("#", head, 1)
	put([5][]line{
		{hash}, wrap("speaker", head, speaker, 1),
		wrap("cue", head, cue, 1), wrap("words", head, said, 1), wrap("sure kind", head, kind, 1),
	})
	var rule line
	rule.pad(2)
	rule.add(strings.Repeat("─", v.width-2), style{dim: true}, v.width-2)
	v.put(rule)
	for _, r := range rows {
		var num line
		num.pad(number - len(r.number))
		num.add(r.number, style{hue: r.hue}, len(r.number))
		put([5][]line{
			{num},
			append(nested(r, speaker), set(r.source, speaker, 2)...),
			wrap(r.cue, style{}, cue, 3),
			slices.Concat(wrap(r.words, style{}, said, 3), set(r.about, said, 2), decided(r.note, said)),
			wrap(r.sure, style{dim: true}, kind, 1),
		})
	}
	v.blank()
}

// set sets a note below the words of a cell, if there is one.
func set(note string, width, lines int) []line {
	if note == "" {
		return nil
	}
	return wrap(note, style{dim: true}, width, lines)
}

// decided sets what somebody has decided below the words of a cell, if anything.
func decided(note string, width int) []line {
	if note == "" {
		return nil
	}
	return wrap(note, style{bold: true}, width, 4)
}

// nested sets a speaker, moved in where the statement is reported inside
// another.
func nested(r row, width int) []line {
	lines := wrap(r.speaker, style{hue: r.hue, bold: true}, max(width-2*r.depth, 4), 3)
	if r.depth == 0 {
		return lines
	}
	for i := range lines {
		var l line
		l.pad(2*r.depth - 2)
		if i == 0 {
			l.add("↳ ", style{dim: true}, 2)
		}
		l.pad(2 * r.depth)
		l.append(lines[i])
		lines[i] = l
	}
	return lines
}

// stacked sets each statement on lines of its own, for narrow terminals.
func (v *page) stacked() {
	rows := v.rows()
	indent := len(strconv.Itoa(len(rows))) + 4
	for _, r := range rows {
		var head line
		head.pad(indent - 2 - len(r.number))
		head.add(r.number, style{hue: r.hue}, len(r.number))
		head.pad(indent)
		tail := " · " + r.kind
		room := v.width - indent - len(tail)
		if r.depth > 0 {
			head.add("↳ ", style{dim: true}, 2)
			room -= 2
		}
		speaker := wrap(r.speaker, style{hue: r.hue, bold: true}, max(room*2/3, 4), 1)[0]
		head.append(speaker)
		if room -= speaker.width + 3; room > 3 {
			head.add(" · ", style{dim: true}, 3)
			head.append(wrap(r.cue, style{}, room, 1)[0])
		}
		head.add(tail, style{dim: true}, displaywidth.String(tail))
		v.put(head)
		for _, l := range slices.Concat(wrap(r.words, style{}, v.width-indent, 3), set(r.about, v.width-indent, 2), decided(r.note, v.width-indent)) {
			var out line
			out.pad(indent)
			out.append(l)
			v.put(out)
		}
		v.blank()
	}
}
