package export

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Brat appends the statements of d as brat standoff annotation, in the scheme
// of the PolNeAR corpus: text-bound Source, Cue, Content and Attribution, and
// an event Attribution that joins them. Offsets count Unicode code points of
// the text, as brat does, not bytes; fragments are parted by semicolons.
// The trigger of the event is the cue or, where there is none, the content.
//
// The text file that belongs beside it is d.Text as it is.
func Brat(dst []byte, d *verbatim.Document) []byte {
	points := codePoints(d)
	id := 0
	bound := func(label string, spans []verbatim.Span) int {
		id++
		dst = append(dst, 'T')
		dst = strconv.AppendInt(dst, int64(id), 10)
		dst = append(dst, '\t')
		dst = append(dst, label...)
		for i, s := range spans {
			sep := byte(' ')
			if i > 0 {
				sep = ';'
			}
			dst = append(dst, sep)
			dst = strconv.AppendInt(dst, int64(points(s.Start)), 10)
			dst = append(dst, ' ')
			dst = strconv.AppendInt(dst, int64(points(s.End)), 10)
		}
		dst = append(dst, '\t')
		for i, s := range spans {
			if i > 0 {
				dst = append(dst, ' ')
			}
			dst = append(dst, oneLine.Replace(s.In(d.Text))...)
		}
		dst = append(dst, '\n')
		return id
	}
	event := 0
	for i := range d.Statements {
		s := &d.Statements[i]
		var args []byte
		var trigger []verbatim.Span
		for _, r := range [...]struct {
			label string
			spans []verbatim.Span
		}{{"Content", s.Content}, {"Cue", s.Cue}, {"Source", s.Source}} {
			spans := slices.DeleteFunc(slices.Clone(r.spans), func(s verbatim.Span) bool { return !valid(d.Text, s) })
			if len(spans) == 0 {
				continue
			}
			if trigger == nil || r.label == "Cue" {
				trigger = spans
			}
			n := bound(r.label, spans)
			args = append(args, ' ')
			args = append(args, r.label...)
			args = append(args, ":T"...)
			args = strconv.AppendInt(args, int64(n), 10)
		}
		if trigger == nil {
			continue
		}
		n := bound("Attribution", trigger)
		event++
		dst = append(dst, 'E')
		dst = strconv.AppendInt(dst, int64(event), 10)
		dst = append(dst, "\tAttribution:T"...)
		dst = strconv.AppendInt(dst, int64(n), 10)
		dst = append(dst, args...)
		dst = append(dst, '\n')
	}
	return dst
}

// oneLine keeps an annotation on its line, at its length in code points.
var oneLine = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// codePoints returns a function from byte offsets of d.Text, which must be
// ends of a statement's spans, to code points. It reads the text once.
func codePoints(d *verbatim.Document) func(int) int {
	var ends []int
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, spans := range [...][]verbatim.Span{s.Source, s.Cue, s.Content} {
			for _, s := range spans {
				if valid(d.Text, s) {
					ends = append(ends, s.Start, s.End)
				}
			}
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	points := make([]int, len(ends))
	at, n := 0, 0
	for i, end := range ends {
		n += utf8.RuneCountInString(d.Text[at:end])
		at, points[i] = end, n
	}
	return func(offset int) int {
		i, _ := slices.BinarySearch(ends, offset)
		return points[i]
	}
}
