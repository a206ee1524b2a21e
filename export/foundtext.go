package export

import (
	"fmt"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// FoundText appends a hit as a block for a person: who and when, the exact
// words with what was asked for in bold and underlined, and the id. hue is the
// number of the speaker's colour, from 1, or 0 for none.
func FoundText(dst []byte, h *search.Hit, hue int, width int, palette Palette) []byte {
	width = max(width, minWidth)
	put := func(indent int, lines ...line) {
		for _, l := range lines {
			var out line
			out.pad(indent)
			out.append(l)
			dst = out.ANSI(dst, palette)
			dst = append(dst, '\n')
		}
	}
	d, s := h.Document, h.Statement()
	look := style{hue: int8(hue % 120), bold: true}

	w := wrapper{width: width}
	who := labels(h.Entry.Speakers)
	if who == "" {
		who = name(d.Text, s.Source)
	}
	if who == "" {
		who, look = "–", style{hue: noSpeaker}
	}
	w.write(who, 0, look)
	if to := labels(h.Entry.Addressees); to != "" {
		w.write(" to "+to, 0, style{})
	}
	if h.Entry.Venue.Label != "" {
		w.write(", "+h.Entry.Venue.Label, 0, style{})
	}
	w.write(" · "+foundWhen(h), 0, style{dim: true})
	if h.Entry.Outlet.Label != "" {
		w.write(" · "+h.Entry.Outlet.Label, 0, style{dim: true})
	}
	if h.Old {
		w.write(" · an earlier version", 0, style{dim: true})
	}
	put(0, w.finish()...)

	w = wrapper{width: min(width-2, measure)}
	for i, span := range s.Content {
		if i > 0 {
			w.write(between, 0, style{dim: true})
		}
		writeMarked(&w, d.Text, span, h.Marks)
	}
	put(2, w.finish()...)

	if j := judged(d, s); j != "" {
		put(2, wrap(j, style{bold: true}, min(width-2, measure), 4)...)
	}
	last := fmt.Sprintf("%s  %s", h.ID, s.Kind)
	if s.Act != "" {
		last += ", " + string(s.Act)
	}
	last += fmt.Sprintf("  %.2f", hundredths(s.Confidence))
	var l line
	l.add(last, style{dim: true}, displaywidth.String(last))
	if room := width - 2 - l.width - 2; d.Title != "" && room > 12 {
		title := "  " + displaywidth.TruncateString(Visible(fold(d.Title)), room, "…")
		l.add(title, style{dim: true}, displaywidth.String(title))
	}
	if l.width > width-2 {
		put(2, wrap(last, style{dim: true}, width-2, 4)...)
		return dst
	}
	put(2, l)
	return dst
}

// writeMarked writes a span of text with the marks in it.
func writeMarked(w *wrapper, text string, s verbatim.Span, marks []verbatim.Span) {
	if !valid(text, s) {
		return
	}
	at := s.Start
	for _, m := range marks {
		if m.Start < at || m.End > s.End || !valid(text, m) {
			continue
		}
		w.write(text[at:m.Start], at, style{})
		w.write(m.In(text), m.Start, style{bold: true, underline: true})
		at = m.End
	}
	w.write(text[at:s.End], at, style{})
}

// FoundContext appends a statement where it stands: the title and place of its
// article, the paragraphs it is in with its source, cue and content marked, and
// what is known of it.
func FoundContext(dst []byte, h *search.Hit, width int, palette Palette) []byte {
	width = max(width, minWidth)
	d, s := h.Document, h.Statement()
	put := func(indent int, lines []line) {
		for _, l := range lines {
			var out line
			out.pad(indent)
			out.append(l)
			dst = out.ANSI(dst, palette)
			dst = append(dst, '\n')
		}
	}
	fit := min(width, measure)
	if d.Title != "" {
		put(0, wrap(d.Title, style{bold: true}, fit, 6))
	}
	facts := []string{}
	for _, f := range []string{h.Entry.Outlet.Label, d.Byline, foundWhen(h)} {
		if f != "" {
			facts = append(facts, f)
		}
	}
	put(0, wrap(strings.Join(facts, " · "), style{dim: true}, fit, 3))
	if d.URL != "" {
		put(0, wrap(d.URL, style{dim: true}, fit, 3))
	}
	dst = append(dst, '\n')

	alone := *d
	alone.Statements = []verbatim.Statement{*s}
	alone.Statements[0].Parent = -1
	all := runs(&alone)
	for _, b := range blocks(d) {
		if !touches(s, b) {
			continue
		}
		w := wrapper{width: fit - 2}
		for _, r := range all {
			in := verbatim.Span{Start: max(r.Start, b.Start), End: min(r.End, b.End)}
			if in.Empty() {
				continue
			}
			st := style{dim: r.furniture}
			if p, ok := r.owner(); ok {
				st = style{hue: 1, bold: p.role == source, underline: p.role == cue}
			}
			w.write(in.In(d.Text), in.Start, st)
		}
		put(2, w.finish())
		dst = append(dst, '\n')
	}

	fact := func(name, value string) {
		if value == "" {
			return
		}
		lines := wrap(value, style{}, fit-14, 8)
		for i, l := range lines {
			var out line
			if i == 0 {
				out.add(name, style{dim: true}, len(name))
			}
			out.pad(14)
			out.append(l)
			put(0, []line{out})
		}
	}
	fact("speaker", labels(h.Entry.Speakers))
	fact("source", name(d.Text, s.Source))
	fact("cue", name(d.Text, s.Cue))
	fact("to", labels(h.Entry.Addressees))
	fact("venue", h.Entry.Venue.Label)
	if s.Time >= 0 && s.Time < len(d.Times) {
		t := d.Times[s.Time]
		fact("said", strings.TrimSpace(fold(cut(d, t.Span))+" "+t.Value))
	}
	kind := string(s.Kind)
	if s.Act != "" {
		kind += ", " + string(s.Act)
	}
	fact("kind", kind)
	fact("correction", judged(d, s))
	fact("confidence", fmt.Sprintf("%.2f", hundredths(s.Confidence)))
	fact("bytes", offsets(s.Content))
	if h.Old {
		fact("revision", fmt.Sprintf("%d; a newer one says the same", h.Revision))
	} else if h.Revision > 1 {
		fact("revision", fmt.Sprint(h.Revision))
	}
	fact("document", h.DocumentID)
	fact("statement", h.ID)
	return dst
}

func touches(s *verbatim.Statement, b verbatim.Span) bool {
	for _, spans := range [][]verbatim.Span{s.Source, s.Cue, s.Content} {
		for _, sp := range spans {
			if sp.Overlaps(b) {
				return true
			}
		}
	}
	return false
}

// QueryError appends the query and, under it, a mark at what is wrong.
func QueryError(dst []byte, e *search.Error) []byte {
	start, end := min(e.At.Start, len(e.Query)), min(e.At.End, len(e.Query))
	before := displaywidth.String(Visible(e.Query[:start]))
	length := max(1, displaywidth.String(Visible(e.Query[start:end])))
	return append(dst, fmt.Sprintf("  %s\n  %s%s\n", Visible(e.Query), strings.Repeat(" ", before), strings.Repeat("^", length))...)
}
