package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// EventKindName is what an event is called: its kind, else its type in PLOVER.
func EventKindName(e *verbatim.Event) string {
	if e.Kind != "" {
		return string(e.Kind)
	}
	event, mode, _ := strings.Cut(strings.ToLower(e.Plover), ":")
	if mode != "" {
		return mode
	}
	return event
}

// EventDay returns when an event is as a reader of news writes it: "20 February
// 2025", "the week of 10 February 2025", "2025". Where the text tells no day it
// is the empty string.
func EventDay(h *search.EventHit) string {
	t, ok := h.Time()
	if !ok || !h.Entry.Told {
		return ""
	}
	from, to := search.MinuteTime(h.Entry.From), search.MinuteTime(h.Entry.To)
	switch days := to.Sub(from) / (24 * time.Hour); {
	case days == 1:
		out := from.Format("2 January 2006")
		if clock, ok := clockOf(t.Value); ok {
			out += ", " + clock.Format("15:04")
		}
		return out
	case days == 2 && strings.HasSuffix(t.Value, "-WE"):
		return "the weekend of " + from.Format("2 January 2006")
	case days == 7 && strings.Contains(t.Value, "-W"):
		return "the week of " + from.Format("2 January 2006")
	case len(t.Value) == len("2006-01") && from.Day() == 1 && to.Equal(from.AddDate(0, 1, 0)):
		return from.Format("January 2006")
	}
	return t.Value
}

// clockOf returns the time on the clock that a value gives, in no zone where it
// gives none.
func clockOf(value string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// eventWho is who does it, and whom: "Ana Orde – Bo Pell".
func eventWho(h *search.EventHit) string {
	who := labels(h.Entry.Actors)
	if whom := labels(h.Entry.Targets); whom != "" {
		if who == "" {
			who = "–"
		}
		who += " – " + whom
	}
	return who
}

// FoundEventText appends a hit as a block for a person: when, what and whether,
// who and whom, where; the sentence with the words that name it marked, by
// asterisks where there are no colours; who reports it and in whose word alone
// it is.
func FoundEventText(dst []byte, h *search.EventHit, width int, palette Palette) []byte {
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
	d, e := h.Document, h.Event()

	w := wrapper{width: width}
	if when := EventDay(h); when != "" {
		w.write(when, 0, style{bold: true})
	} else {
		w.write("no day told", 0, style{dim: true})
	}
	w.write(" · ", 0, style{dim: true})
	w.write(EventKindName(e)+", "+string(e.Status), 0, style{bold: true})
	if who := eventWho(h); who != "" {
		w.write(" · "+who, 0, style{})
	}
	if h.Entry.Place.Label != "" {
		w.write(" · "+h.Entry.Place.Label, 0, style{})
	}
	put(0, w.finish()...)

	w = wrapper{width: min(width-2, measure)}
	s := h.Entry.Sentence
	if palette == Plain {
		if valid(d.Text, s) && valid(d.Text, e.Trigger) && s.Start <= e.Trigger.Start && e.Trigger.End <= s.End {
			w.write(d.Text[s.Start:e.Trigger.Start], s.Start, style{})
			w.write("*"+e.Trigger.In(d.Text)+"*", e.Trigger.Start, style{})
			w.write(d.Text[e.Trigger.End:s.End], e.Trigger.End, style{})
		}
	} else {
		marks := append([]verbatim.Span{e.Trigger}, h.Marks...)
		slices.SortFunc(marks, verbatim.Span.Compare)
		writeMarked(&w, d.Text, s, marks)
	}
	put(2, w.finish()...)

	w = wrapper{width: width - 2}
	last := foundEventWhen(h)
	if h.Entry.Outlet.Label != "" {
		last = h.Entry.Outlet.Label + ", " + last
	}
	w.write(last, 0, style{dim: true})
	if h.Statement != "" {
		by := labels(h.Entry.Speakers)
		if by == "" {
			by = name1(d.Text, d.Statements[e.By].Source)
		}
		w.write(" · as told by "+by+", "+h.Statement, 0, style{dim: true})
	}
	if h.Old {
		w.write(" · an earlier version", 0, style{dim: true})
	}
	put(2, w.finish()...)

	var l line
	id := fmt.Sprintf("%s  %.2f", h.ID, hundredths(e.Confidence))
	l.add(id, style{dim: true}, displaywidth.String(id))
	if room := width - 2 - l.width - 2; d.Title != "" && room > 12 {
		title := "  " + displaywidth.TruncateString(Visible(fold(d.Title)), room, "…")
		l.add(title, style{dim: true}, displaywidth.String(title))
	}
	put(2, l)
	return dst
}

func foundEventWhen(h *search.EventHit) string {
	return foundWhen(&search.Hit{Document: h.Document, When: h.When, Dated: h.Dated})
}
