package export

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// icalHit is a planned visit at a time of the value.
func icalHit(value string) *search.EventHit {
	text := "Zoë Müller will visit Rome; Bo, Pell & Co. then, she said."
	at := func(w string) verbatim.Span {
		i := strings.Index(text, w)
		return verbatim.Span{Start: i, End: i + len(w)}
	}
	d := &verbatim.Document{
		Meta: verbatim.Meta{Published: "2025-02-14", Outlet: "Metro", URL: "https://metro.example/1"}, Text: text,
		Entities:  []verbatim.Entity{{Kind: verbatim.Person, Name: at("Zoë Müller")}},
		Sentences: []verbatim.Sentence{{Span: verbatim.Span{Start: 0, End: len(text)}}},
		Times:     []verbatim.Time{{Span: at("then"), Kind: verbatim.Date, Value: value}},
		Events: []verbatim.Event{{Kind: verbatim.Visit, Status: verbatim.Planned, Time: 0, Duration: -1, By: -1, Trigger: at("visit"),
			Participants: []verbatim.Participant{{Entity: 0, Mention: at("Zoë Müller"), Role: verbatim.Actor}}}},
	}
	when := time.Date(2025, 2, 14, 9, 30, 0, 0, time.UTC)
	return &search.EventHit{ID: "v0123456789abcdef", Document: d, When: when, Dated: true, Entry: search.NewEventEntry(d, 0, search.Minute(when))}
}

func TestICal(t *testing.T) {
	// The DESCRIPTION line: 75 octets, then 74 behind the space. ë and ü have two.
	want := strings.Join([]string{
		"BEGIN:VEVENT", "UID:v0123456789abcdef@verbatim.invalid", "DTSTAMP:20250214T093000Z",
		"DTSTART;VALUE=DATE:20250220", "DTEND;VALUE=DATE:20250221", "SUMMARY:Visit: Zoë Müller",
		`DESCRIPTION:Zoë Müller will visit Rome\; Bo\, Pell & Co. then\, she said.`,
		` \nMetro\, 14 February 2025`,
		"CATEGORIES:visit", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "URL:https://metro.example/1", "END:VEVENT", "",
	}, "\r\n")
	if n := len(`DESCRIPTION:Zoë Müller will visit Rome\; Bo\, Pell & Co. then\, she said.`); n != 75 {
		t.Fatalf("the first line of the description has %d octets: choose a text whose line is full", n)
	}
	if got := string(ICal(nil, icalHit("2025-02-20"))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for value, want := range map[string]string{
		"2025-02-20T15:00":       "DTSTART:20250220T150000\r\n",  // floating
		"2025-02-20T15:00+02:00": "DTSTART:20250220T130000Z\r\n", // in UTC
		"2025-02-20TEV":          "DTSTART;VALUE=DATE:20250220\r\nDTEND;VALUE=DATE:20250221\r\n",
		"2025-W08":               "DTSTART;VALUE=DATE:20250217\r\nDTEND;VALUE=DATE:20250224\r\n",
	} {
		if got := string(ICal(nil, icalHit(value))); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in\n%s", value, want, got)
		}
	}
	if got := ICal(nil, icalHit("FUTURE_REF")); len(got) > 0 {
		t.Errorf("no day, but %s", got)
	}
}

// A line is folded at 75 octets, between characters, and unfolds to itself.
func TestICalLine(t *testing.T) {
	for _, s := range []string{"", "a", strings.Repeat("a", 75), strings.Repeat("a", 76), strings.Repeat("ü", 100), "x" + strings.Repeat("😀", 60), strings.Repeat("\x80", 200)} {
		got := string(icalLine(nil, s))
		for _, l := range strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			if len(l) > 75 || utf8.ValidString(s) && !utf8.ValidString(l) {
				t.Errorf("line %q of %d octets", l, len(l))
			}
		}
		if back := strings.TrimSuffix(strings.ReplaceAll(got, "\r\n ", ""), "\r\n"); back != s {
			t.Errorf("%q unfolds to %q", s, back)
		}
	}
}
