package export

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// style is how a piece of a terminal's line looks. The zero style is plain.
type style struct {
	hue       int8 // a speaker's number from 1; noSpeaker; 0 is the terminal's own colour
	bold      bool
	dim       bool
	underline bool
}

// noSpeaker is the hue of a statement whose source is not in the text.
const noSpeaker = -1

// piece is text of one style. It holds no control characters.
type piece struct {
	text  string
	style style
}

// line is a line of a page before colours become escape sequences.
type line struct {
	pieces []piece
	width  int // display cells
	start  int // byte offset of the first word in what was wrapped
}

func (l *line) add(text string, s style, width int) {
	if text == "" {
		return
	}
	l.width += width
	if n := len(l.pieces); n > 0 && l.pieces[n-1].style == s {
		l.pieces[n-1].text += text
		return
	}
	l.pieces = append(l.pieces, piece{text, s})
}

// pad fills l with spaces to width cells.
func (l *line) pad(width int) {
	if l.width < width {
		l.add(strings.Repeat(" ", width-l.width), style{}, width-l.width)
	}
}

// append adds the pieces of m.
func (l *line) append(m line) {
	for _, p := range m.pieces {
		l.add(p.text, p.style, 0)
	}
	l.width += m.width
}

// wrapper fills lines of at most width cells, word by word. It measures in
// grapheme clusters, so that combining marks stay with their letter and wide
// characters count two cells.
type wrapper struct {
	width int
	lines []line // full ones

	line  line  // the one being filled
	word  line  // the word being read
	gap   bool  // white space precedes word
	space style // and looks like this
}

// write adds text, which starts at the byte offset at.
func (w *wrapper) write(text string, at int, s style) {
	i := 0
	g := displaywidth.StringGraphemes(text)
	for g.Next() {
		cluster := g.Value()
		start := at + i
		i += len(cluster)
		if r, _ := utf8.DecodeRuneInString(cluster); unicode.IsSpace(r) && !noBreak(r) {
			w.endWord()
			w.gap, w.space = true, s
			continue
		}
		if v := Visible(cluster); v != cluster {
			for _, r := range v { // a picture of it may be broken
				w.glyph(string(r), start, s, displaywidth.Rune(r))
			}
			continue
		}
		width := g.Width()
		if width > 1 {
			w.endWord() // ideographs may be parted anywhere
		}
		w.glyph(cluster, start, s, width)
		if width > 1 || hyphen(cluster) && letterFirst(text[i:]) && !inNumber(text, i-len(cluster), i) {
			w.endWord()
		}
	}
}

// glyph adds one cluster to the word, which is broken where it alone would
// fill the line.
func (w *wrapper) glyph(text string, at int, s style, width int) {
	if w.word.width+width > w.width && w.word.width > 0 {
		w.endWord()
	}
	if len(w.word.pieces) == 0 {
		w.word.start = at
	}
	w.word.add(text, s, width)
}

// endWord puts the word on the line, or on the next where it does not fit.
func (w *wrapper) endWord() {
	if len(w.word.pieces) == 0 {
		return
	}
	gap := 0
	if w.gap && len(w.line.pieces) > 0 {
		gap = 1
	}
	if len(w.line.pieces) > 0 && w.line.width+gap+w.word.width > w.width {
		w.endLine()
		gap = 0
	}
	if gap > 0 {
		w.line.add(" ", w.space, 1)
	}
	if len(w.line.pieces) == 0 {
		w.line.start = w.word.start
	}
	w.line.append(w.word)
	w.word = line{}
	w.gap = false
}

func (w *wrapper) endLine() {
	w.lines = append(w.lines, w.line)
	w.line = line{}
}

// finish returns the lines.
func (w *wrapper) finish() []line {
	w.endWord()
	if len(w.line.pieces) > 0 {
		w.endLine()
	}
	return w.lines
}

func noBreak(r rune) bool { return r == '\u00a0' || r == '\u202f' || r == '\u2007' }

func hyphen(cluster string) bool {
	return cluster == "-" || cluster == "/" || cluster == "–" || cluster == "—"
}

// inNumber reports whether a hyphen or a dash stands between digits, as in a date.
func inNumber(text string, start, end int) bool {
	return text[start] != '/' && start > 0 && end < len(text) && isDigit(text[start-1]) && isDigit(text[end])
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func letterFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// wrap returns text in at most limit lines of width cells; what is left out
// is marked by an ellipsis. There is always one line.
func wrap(text string, s style, width, limit int) []line {
	w := wrapper{width: max(width, 1)}
	w.write(text, 0, s)
	lines := w.finish()
	if len(lines) == 0 {
		return []line{{}}
	}
	if len(lines) > limit {
		lines = lines[:limit]
		last := &lines[limit-1]
		cut := displaywidth.TruncateString(last.pieces[0].text, max(width, 1)-1, "")
		*last = line{}
		cut = strings.TrimRight(cut, " ,;:") + "…"
		last.add(cut, s, displaywidth.String(cut))
	}
	return lines
}

// ANSI appends l, with escape sequences where palette has any.
func (l *line) ANSI(dst []byte, palette Palette) []byte {
	for _, p := range l.pieces {
		start := len(dst)
		dst = palette.begin(dst, p.style)
		styled := len(dst) > start
		dst = append(dst, p.text...)
		if styled {
			dst = append(dst, "\x1b[0m"...)
		}
	}
	return dst
}

// Palette says which colours a terminal can show.
type Palette uint8

// The palettes.
const (
	Plain     Palette = iota // no escape sequences at all
	Colors16                 // the terminal's own colours
	Colors256                // xterm's colours, chosen to be read on black and on white
)

// Each speaker in turn has a colour. Those of 256 reach a contrast of 3.7 to
// 1 or more (WCAG 2) on both black and white, so that the background need not
// be asked for.
var (
	hues16  = [...]int{36, 33, 35, 32, 31, 34}
	hues256 = [...]int{32, 166, 134, 28, 162, 30, 100, 63, 160, 130}
)

// begin appends the escape sequence that turns s on, if there is any.
func (p Palette) begin(dst []byte, s style) []byte {
	if p == Plain || s == (style{}) || p == Colors16 && s == (style{hue: noSpeaker}) {
		return dst
	}
	dst = append(dst, "\x1b["...)
	on := func(codes string) {
		if dst[len(dst)-1] != '[' {
			dst = append(dst, ';')
		}
		dst = append(dst, codes...)
	}
	if s.bold {
		on("1")
	}
	if s.dim {
		on("2")
	}
	if s.underline {
		on("4")
	}
	switch {
	case s.hue == noSpeaker && p == Colors256:
		on("38;5;244") // grey
	case s.hue > 0:
		if n := int(s.hue) - 1; p == Colors256 {
			on("38;5;" + strconv.Itoa(hues256[n%len(hues256)]))
		} else {
			on(strconv.Itoa(hues16[n%len(hues16)]))
		}
	}
	return append(dst, 'm')
}
