package page

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
)

// funcs is what templates may call.
func (p *Pages) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":        p.assetURL,
		"visible":      export.Visible,
		"visibleLines": visibleLines,
		"day":          func(published string) string { return export.Visible(export.Day(published)) },
		"date":         func(t time.Time) string { return t.Format("2 January 2006") },
		"moment":       func(t time.Time) string { return t.UTC().Format("2 January 2006 15:04 UTC") },
		"iso":          func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"thousands":    thousands,
		"plural":       plural,
		"percent":      percent,
		"web":          web,
		"searchFor":    func(q string) string { return "/search?" + url.Values{"q": {q}}.Encode() },
		"storyOf":      func(q string) string { return "/story?" + url.Values{"q": {q}}.Encode() },
		"speaker":      speakerLink,
		"statement":    func(id string) string { return "/statements/" + url.PathEscape(id) },
		"article":      func(id string) string { return "/articles/" + url.PathEscape(id) },
		"card":         cardHTML,
		"judgement":    judgementHTML,
		"facets":       facetsHTML,
		"formats":      formatsHTML,
		"rows":         rowsHTML,
		"add":          func(a, b int) int { return a + b },
	}
}

// web returns an address if it is one of the web, and nothing else: an article
// may name any.
func web(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural writes a number with its noun.
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(n) + " " + noun
}

// term writes a value as a term of a query: speaker:"Maria Lindqvist".
func term(field, value string) string {
	value = strings.Map(func(r rune) rune {
		switch r {
		case '"', '“', '”', '„', '«', '»':
			return ' '
		}
		return r
	}, value)
	if strings.ContainsAny(value, " \t():*-.,'") {
		value = `"` + value + `"`
	}
	return fmt.Sprintf("%s:%s", field, value)
}

// percent writes a probability.
func percent(f float64) string { return strconv.Itoa(int(100*f+0.5)) + " %" }

// speakerLink is the address of a speaker's page; none of a name that is longer
// than an address can be.
func speakerLink(key string) string {
	if len(key) > longKey {
		return ""
	}
	return "/speakers/" + url.PathEscape(key)
}

// How much of a title and of a field a page shows, and how long the key of a
// speaker with a page is, in bytes.
const (
	longTitle = 400
	longField = 600
	longKey   = 1000
)

// visibleLines is export.Visible line by line.
func visibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = export.Visible(l)
	}
	return strings.Join(lines, "\n")
}

// dayOf is the day on which a statement was published or, where that is not
// known, that its article was fetched on.
func dayOf(h *search.Hit) string {
	day := h.When.Format("2 January 2006")
	if !h.Dated {
		return search.NoDate + ", fetched " + day
	}
	return day
}
