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
// an event Attribution that joins them. Beyond that scheme the event has
// Addressee, Venue and Said where they are known, and Inside names the event
// that it is reported in; readers of the corpus pass over them. Offsets count Unicode code points of
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
	event, notes := 0, 0
	events := make([]int, len(d.Statements)) // number of each, 0 where it has none
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
		for _, r := range circumstances(d, s) {
			args = append(args, ' ')
			args = append(args, r.label...)
			args = append(args, ":T"...)
			args = strconv.AppendInt(args, int64(bound(r.label, []verbatim.Span{r.Span})), 10)
		}
		if s.Parent >= 0 && s.Parent < i && events[s.Parent] > 0 {
			args = append(args, " Inside:E"...)
			args = strconv.AppendInt(args, int64(events[s.Parent]), 10)
		}
		n := bound("Attribution", trigger)
		event++
		events[i] = event
		dst = append(dst, 'E')
		dst = strconv.AppendInt(dst, int64(event), 10)
		dst = append(dst, "\tAttribution:T"...)
		dst = strconv.AppendInt(dst, int64(n), 10)
		dst = append(dst, args...)
		dst = append(dst, '\n')
		if j := judged(d, s); j != "" {
			notes++
			dst = append(dst, '#')
			dst = strconv.AppendInt(dst, int64(notes), 10)
			dst = append(dst, "\tAnnotatorNotes E"...)
			dst = strconv.AppendInt(dst, int64(event), 10)
			dst = append(dst, '\t')
			dst = append(dst, oneLine.Replace(Visible(j))...)
			dst = append(dst, '\n')
		}
	}
	return dst
}

// labelled is a span and what brat calls it.
type labelled struct {
	label string
	verbatim.Span
}

// circumstances returns to whom, in what setting and when s was said.
func circumstances(d *verbatim.Document, s *verbatim.Statement) []labelled {
	var out []labelled
	add := func(label string, s verbatim.Span) {
		if valid(d.Text, s) {
			out = append(out, labelled{label, s})
		}
	}
	if s.Addressee != nil {
		add("Addressee", s.Addressee.Span)
	}
	if s.Venue != nil {
		add("Venue", s.Venue.Span)
	}
	if t, ok := saidAt(d, s); ok {
		add("Said", t.Span)
	}
	return out
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
		for _, r := range circumstances(d, s) {
			ends = append(ends, r.Start, r.End)
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
