package plot_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/server/plot"
)

// hostile is what an article may have for a name.
const hostile = "</text><script>alert(1)</script>\" onload='x' \u202egnp\x00\x1b[31m &amp; ]]> \ufffe"

// date is a time on a day of 2025.
func date(month time.Month, day, hour int) time.Time {
	return time.Date(2025, month, day, hour, 0, 0, 0, time.UTC)
}

// link is an element a of a drawing.
type link struct{ href, title, text string }

// links parses a drawing and returns its links. Elements that draw data and
// stand in no link are an error.
func links(t *testing.T, d plot.Drawing) []link {
	t.Helper()
	var out []link
	dec := xml.NewDecoder(strings.NewReader(string(d.SVG)))
	var open []string
	inTitle := false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("no XML: %v\n%s", err, d.SVG)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			inTitle = tok.Name.Local == "title"
			for _, a := range tok.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || a.Name.Local == "style" {
					t.Errorf("attribute %s=%q", a.Name.Local, a.Value)
				}
				if a.Name.Local == "href" {
					if !strings.HasPrefix(a.Value, "/") || strings.HasPrefix(a.Value, "//") {
						t.Errorf("a link to %q", a.Value)
					}
					out = append(out, link{href: a.Value})
				}
				if c := " " + a.Value + " "; a.Name.Local == "class" && !contains(open, "a") &&
					(strings.Contains(c, " dot ") || strings.Contains(c, " many ") || strings.Contains(c, " cell ") || strings.Contains(c, " column ") || strings.Contains(c, " event ")) {
					t.Errorf("a mark %q that is no link", a.Value)
				}
			}
			switch tok.Name.Local {
			case "svg", "title", "desc", "a", "g", "rect", "circle", "path", "text", "defs", "pattern":
			default:
				t.Errorf("element %s", tok.Name.Local)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			inTitle = false
		case xml.CharData:
			if contains(open, "a") && len(out) > 0 {
				if inTitle {
					out[len(out)-1].title += string(tok)
				} else {
					out[len(out)-1].text += string(tok)
				}
			}
		}
	}
	for _, l := range out {
		if l.title == "" {
			t.Errorf("the link to %s has no title", l.href)
		}
	}
	for _, r := range "\x00\x1b\u202e\ufffe" {
		if strings.ContainsRune(string(d.SVG), r) {
			t.Errorf("has the character %U as it is", r)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// sum adds the numbers of a table.
func sum(t *testing.T, d plot.Drawing) int {
	t.Helper()
	total := 0
	for _, row := range d.Table.Rows {
		if len(row) != len(d.Table.Head) {
			t.Errorf("a row of %d cells under %d heads", len(row), len(d.Table.Head))
		}
		for _, c := range row[1:] {
			n, err := strconv.Atoi(strings.ReplaceAll(c, ",", ""))
			if err == nil {
				total += n
			}
		}
	}
	return total
}

func TestAxis(t *testing.T) {
	for _, c := range []struct {
		from, to    time.Time
		most        int
		grain       string
		bins        int
		first, last string
	}{
		{date(2, 12, 9), date(2, 12, 23), 20, "day", 1, "Wednesday 12 February 2025", "Wednesday 12 February 2025"},
		{date(2, 10, 0), date(3, 1, 0), 20, "day", 20, "Monday 10 February 2025", "Saturday 1 March 2025"},
		// 21 days are too many; the weeks begin on Monday.
		{date(2, 9, 0), date(3, 1, 0), 20, "week", 4, "week of 3 February 2025", "week of 24 February 2025"},
		{date(1, 31, 0), date(12, 1, 0), 20, "month", 12, "January 2025", "December 2025"},
		{date(1, 31, 0), date(12, 1, 0), 6, "quarter", 4, "January–March 2025", "October–December 2025"},
		{date(1, 1, 0), date(1, 1, 0).AddDate(9, 0, 0), 12, "year", 10, "2025", "2034"},
		{date(1, 1, 0), date(1, 1, 0).AddDate(20, 0, 0), 12, "2 years", 11, "2024–2025", "2044–2045"},
		{time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), 12, "1000 years", 10, "0000–0999", "9000–9999"},
	} {
		a := plot.NewAxis(c.from, c.to, c.most)
		if len(a.Bins) == 0 {
			t.Errorf("%v to %v: no bins", c.from, c.to)
			continue
		}
		if a.Grain != c.grain || len(a.Bins) != c.bins || a.Bins[0].Label != c.first || a.Bins[len(a.Bins)-1].Label != c.last {
			t.Errorf("%v to %v: %s × %d, %q … %q", c.from, c.to, a.Grain, len(a.Bins), a.Bins[0].Label, a.Bins[len(a.Bins)-1].Label)
		}
		for i := range a.Bins {
			if i > 0 && !a.Bins[i].From.Equal(a.Bins[i-1].To) {
				t.Errorf("a gap before %s", a.Bins[i].Label)
			}
		}
		if a.Find(c.from) != 0 || a.Find(c.to) != len(a.Bins)-1 || a.Find(a.Bins[0].From.Add(-time.Minute)) != -1 || a.Find(a.Bins[len(a.Bins)-1].To) != -1 {
			t.Errorf("%v to %v: its ends are in the bins %d and %d", c.from, c.to, a.Find(c.from), a.Find(c.to))
		}
	}
}

func TestHistogram(t *testing.T) {
	axis := plot.NewAxis(date(2, 10, 0), date(2, 13, 0), 10)
	d := plot.Histogram{Head: plot.Head{ID: "h", Title: hostile, Desc: hostile}, Axis: axis, Bars: []plot.Bar{
		{3, "/search?q=a&b", "3 on Monday"}, {}, {1200, "/x", hostile}, {1, "/y", "1"},
	}}.Draw()
	l := links(t, d)
	if len(l) != 3 || d.Marks != 3 || l[0].href != "/search?q=a&b" || l[0].title != "3 on Monday" {
		t.Errorf("%d marks, links %+v", d.Marks, l)
	}
	if got := sum(t, d); got != 1204 {
		t.Errorf("the table adds up to %d", got)
	}
}

func TestTimeline(t *testing.T) {
	axis := plot.NewAxis(date(2, 10, 0), date(2, 13, 0), 10)
	d := plot.Timeline{Head: plot.Head{ID: "t", Title: "Lanes", Desc: "d"}, Axis: axis, Lanes: []plot.Lane{
		{Label: hostile, Link: "/speakers/a", Class: "k0", Points: []plot.Point{
			{Bin: 0, At: date(2, 10, 12), Count: 1, Link: "/statements/s1", Title: "one"},
			{Bin: 2, Count: 15, Link: "/search?q=x", Title: hostile},
			{Bin: 9, Count: 7, Link: "/search", Title: "out of the axis"},
			{Bin: 1, Count: 0, Link: "/search", Title: "nothing"},
		}},
		{Label: "Nobody", Link: "javascript:alert(1)"},
	}}.Draw()
	l := links(t, d)
	if len(l) != 3 || d.Marks != 2 { // the name of the first lane is a link too
		t.Errorf("%d marks, links %+v", d.Marks, l)
	}
	if got := sum(t, d); got != 16 {
		t.Errorf("the table adds up to %d", got)
	}
	if l[2].text != "15" {
		t.Errorf("a crowd shows %q", l[2].text)
	}
}

func TestMatrix(t *testing.T) {
	d := plot.Matrix{Head: plot.Head{ID: "m", Title: "Who", Desc: "d"}, Corner: "Speaker",
		Rows: []plot.Header{{"Ann", "/speakers/ann"}, {hostile, ""}}, Cols: []plot.Header{{"Bob", ""}, {hostile, "//evil.example"}, {"Cy", ""}},
		Cells: [][]plot.Cell{{{2, "/statements/s1", "Ann on Bob"}, {}, {1, "/statements/s2", hostile}}, {{5, "/statements/s3", "x"}}}}.Draw()
	if l := links(t, d); len(l) != 4 || d.Marks != 3 {
		t.Errorf("%d marks, links %+v", d.Marks, l)
	}
	if got := sum(t, d); got != 8 {
		t.Errorf("the table adds up to %d", got)
	}
	if d.Table.Rows[0][3] != "1" || d.Table.Rows[1][1] != "5" || d.Table.Rows[0][2] != "" {
		t.Errorf("table %q", d.Table.Rows)
	}
}

// A gap is no zero: it is drawn and told otherwise.
func TestCoverage(t *testing.T) {
	axis := plot.NewAxis(date(2, 10, 0), date(2, 13, 0), 10)
	cell := func(n int, gap bool) plot.CoverageCell {
		return plot.CoverageCell{Cell: plot.Cell{Count: n, Link: "/statements/s1", Title: "t"}, Gap: gap}
	}
	d := plot.Coverage{Head: plot.Head{ID: "c", Title: "Coverage", Desc: "d"}, Axis: axis, Rows: []plot.CoverageRow{
		{plot.Header{Label: hostile}, []plot.CoverageCell{cell(4, false), cell(0, false), cell(0, true), cell(0, true)}},
	}}.Draw()
	if l := links(t, d); len(l) != 1 || d.Marks != 1 {
		t.Errorf("%d marks, links %+v", d.Marks, l)
	}
	if row := d.Table.Rows[0][1:]; row[0] != "4" || row[1] != "0" || row[2] != "nothing read" || row[3] != "nothing read" {
		t.Errorf("table %q", row)
	}
	// One hatched field for the gap, and one that explains it.
	if n := strings.Count(string(d.SVG), "url(#c-gap)"); n != 2 {
		t.Errorf("%d hatched fields", n)
	}
}

func TestMonth(t *testing.T) {
	var events []plot.MonthEvent
	for i := range 6 {
		events = append(events, plot.MonthEvent{Day: date(2, 14, i), Text: fmt.Sprint("meeting ", i), Status: "planned", Class: "plan", Link: "/articles/d1", Title: "planned: meeting"})
	}
	events = append(events, plot.MonthEvent{Day: date(2, 28, 0), Text: hostile, Status: "cancelled", Class: "bad", Link: "/articles/d2", Title: hostile},
		plot.MonthEvent{Day: date(3, 1, 0), Text: "another month", Link: "/articles/d3", Title: "x"})
	d := plot.Month{Head: plot.Head{ID: "m", Title: "February", Desc: "d"}, First: date(2, 20, 0), Events: events,
		More: func(time.Time) string { return "/story?day" }}.Draw()
	// Three of six, the number of the others, and the one on the 28th.
	if l := links(t, d); len(l) != 5 || l[3].text != "3 more" || !strings.HasPrefix(l[4].text, "⊘") {
		t.Errorf("links %+v", l)
	}
	if len(d.Table.Rows) != 7 {
		t.Errorf("%d rows, and 7 events are in the month", len(d.Table.Rows))
	}
	if n := strings.Count(string(d.SVG), `class="day"`); n != 28 {
		t.Errorf("%d days in February 2025", n)
	}
}

// Drawings of nothing, and of what does not fit together, are drawings all the
// same.
func TestEmpty(t *testing.T) {
	for _, d := range []plot.Drawing{
		plot.Histogram{}.Draw(), plot.Timeline{}.Draw(), plot.Matrix{}.Draw(), plot.Coverage{}.Draw(), plot.Month{}.Draw(),
		plot.Matrix{Rows: []plot.Header{{Label: "a"}}, Cols: []plot.Header{{Label: "b"}}}.Draw(),
		plot.Coverage{Axis: plot.NewAxis(date(1, 1, 0), date(1, 3, 0), 5), Rows: []plot.CoverageRow{{}}}.Draw(),
		plot.Histogram{Bars: make([]plot.Bar, 5)}.Draw(),
	} {
		links(t, d)
		if d.Marks != 0 {
			t.Errorf("%d marks of nothing", d.Marks)
		}
	}
}
