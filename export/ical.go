package export

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// An iCalendar object (RFC 5545) of events: lines that end in CRLF, folded at
// 75 octets, in UTF-8.

// ICalHead appends the beginning of a calendar.
func ICalHead(dst []byte) []byte {
	for _, l := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Verbatim//Record of events//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"} {
		dst = icalLine(dst, l)
	}
	return dst
}

// ICalTail appends the end of a calendar.
func ICalTail(dst []byte) []byte { return icalLine(dst, "END:VCALENDAR") }

// ICal appends an event as a VEVENT, and nothing where the text tells no day,
// for a calendar has no place for it. A day is a date without a time; a time on
// the clock without a zone is a floating one, that of wherever the reader is,
// as the article leaves it. The UID is the id of the event, which stays the same
// while the article does; DTSTAMP is the publication, so that the same record
// gives the same file.
func ICal(dst []byte, h *search.EventHit) []byte {
	t, ok := h.Time()
	if !ok || !h.Entry.Told {
		return dst
	}
	d, e := h.Document, h.Event()
	put := func(name, value string) { dst = icalLine(dst, name+":"+value) }
	put("BEGIN", "VEVENT")
	put("UID", h.ID+"@verbatim.invalid")
	put("DTSTAMP", h.When.UTC().Format("20060102T150405Z"))
	if clock, ok := clockOf(t.Value); ok {
		if strings.ContainsAny(t.Value[len(time.DateOnly):], "Z+-") {
			put("DTSTART", clock.UTC().Format("20060102T150405Z"))
		} else {
			put("DTSTART", clock.Format("20060102T150405"))
		}
	} else {
		put("DTSTART;VALUE=DATE", search.MinuteTime(h.Entry.From).Format("20060102"))
		put("DTEND;VALUE=DATE", search.MinuteTime(h.Entry.To).Format("20060102"))
	}
	summary := upperFirst(EventKindName(e))
	if who := eventWho(h); who != "" {
		summary += ": " + who
	}
	put("SUMMARY", icalText(summary))
	if h.Entry.Place.Label != "" {
		put("LOCATION", icalText(h.Entry.Place.Label))
	}
	// Paragraphs of the description: the sentence, then who reports it.
	told := foundEventWhen(h)
	if h.Entry.Outlet.Label != "" {
		told = h.Entry.Outlet.Label + ", " + told
	}
	if by := labels(h.Entry.Speakers); by != "" {
		told += ", as told by " + by
	}
	put("DESCRIPTION", icalText(words(d.Text, []verbatim.Span{h.Entry.Sentence}))+`\n`+icalText(told))
	put("CATEGORIES", icalText(EventKindName(e)))
	switch e.Status {
	case verbatim.Cancelled, verbatim.RuledOut, verbatim.Denied:
		put("STATUS", "CANCELLED")
	case verbatim.Happened, verbatim.UnderWay:
		put("STATUS", "CONFIRMED")
	default:
		put("STATUS", "TENTATIVE")
	}
	put("TRANSP", "TRANSPARENT")
	if u := d.URL; u != "" && strings.IndexFunc(u, func(r rune) bool { return r <= ' ' || r == 0x7f }) < 0 {
		put("URL", u)
	}
	put("END", "VEVENT")
	return dst
}

// LedgerICal appends an entry as one VEVENT, and nothing where no article tells
// the day; see [ICal]. Its description has what each article reports, and a
// disputed plan is tentative.
func LedgerICal(dst []byte, e *LedgerEntry) []byte {
	if e.Date == nil {
		return dst
	}
	put := func(name, value string) { dst = icalLine(dst, name+":"+value) }
	put("BEGIN", "VEVENT")
	put("UID", e.ID+"@verbatim.invalid")
	last := e.Last()
	if t, err := time.Parse(time.RFC3339, last.When); err == nil {
		put("DTSTAMP", t.UTC().Format("20060102T150405Z"))
		put("LAST-MODIFIED", t.UTC().Format("20060102T150405Z"))
	}
	if clock, ok := clockOf(e.Date.Value); ok {
		if strings.ContainsAny(e.Date.Value[len(time.DateOnly):], "Z+-") {
			put("DTSTART", clock.UTC().Format("20060102T150405Z"))
		} else {
			put("DTSTART", clock.Format("20060102T150405"))
		}
	} else {
		put("DTSTART;VALUE=DATE", strings.ReplaceAll(e.Date.From, "-", ""))
		put("DTEND;VALUE=DATE", strings.ReplaceAll(e.Date.Until, "-", ""))
	}
	summary := upperFirst(e.kindName())
	if who := e.who(); who != "" {
		summary += ": " + who
	}
	put("SUMMARY", icalText(summary))
	if e.Place != nil {
		put("LOCATION", icalText(e.Place.Name))
	}
	lines := []string{icalText(last.Sentence)}
	for i := range e.Steps {
		s := &e.Steps[i]
		for _, r := range s.Reports {
			line := sourceOf(r) + ", " + dayWords(s.Day) + ": " + string(s.Status)
			if by := names(s.By); by != "" {
				line += ", as told by " + by
			}
			lines = append(lines, icalText(line))
		}
	}
	put("DESCRIPTION", strings.Join(lines, `\n`))
	put("CATEGORIES", icalText(e.kindName()))
	switch {
	case e.Status == verbatim.Cancelled || e.Status == verbatim.RuledOut || e.Status == verbatim.Denied:
		put("STATUS", "CANCELLED")
	case e.Status == verbatim.Happened || e.Status == verbatim.UnderWay:
		put("STATUS", "CONFIRMED")
	default:
		put("STATUS", "TENTATIVE")
	}
	put("TRANSP", "TRANSPARENT")
	if u := last.URL; u != nil && *u != "" && strings.IndexFunc(*u, func(r rune) bool { return r <= ' ' || r == 0x7f }) < 0 {
		put("URL", *u)
	}
	put("END", "VEVENT")
	return dst
}

func upperFirst(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

var icalEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`)

// icalText is a value of type TEXT on one line, without control characters.
func icalText(s string) string { return icalEscapes.Replace(Visible(fold(s))) }

// icalLine appends a content line, folded between characters: a line has at
// most 75 octets without its end, and one that goes on begins with a space.
func icalLine(dst []byte, s string) []byte {
	room := 75
	for {
		n := min(len(s), room)
		for n < len(s) && n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		if n == 0 {
			n = min(len(s), room) // no UTF-8: by octets
		}
		dst = append(dst, s[:n]...)
		dst = append(dst, "\r\n"...)
		if s = s[n:]; s == "" {
			return dst
		}
		dst = append(dst, ' ')
		room = 74
	}
}
