package ingest

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dateTags are the names of the meta elements with the publication date, the
// most reliable first.
var dateTags = []string{
	"article:published_time", "og:article:published_time", "article:published", "og:published_time", "http://ogp.me/ns/article#published_time",
	"datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date",
	"publish-date", "publish_date", "publishdate", "published-date", "publication_date", "publicationdate", "pubdate", "pub_date", "published_at", "published",
	"date.published", "article.published", "article_date_original", "originalpublicationdate", "displaydate", "cxenseparse:recs:publishtime",
	"rnews:datepublished", "citation_publication_date", "bt:pubdate", "ptime", "date", "datecreated", "article:created", "og:pubdate",
}

// published returns the publication date of the page: from JSON-LD, meta
// elements, a time element, the line that shows it, and last the address.
func (p *pageMeta) published(address string) string {
	if d := parseDate(p.ld.published); d != "" {
		return d
	}
	for _, name := range dateTags {
		if d := parseDate(p.tags[name]); d != "" {
			return d
		}
	}
	if d := p.timeElement(); d != "" {
		return d
	}
	if d := p.dateLine(); d != "" {
		return d
	}
	return urlDate(address)
}

// timeElement returns the date of the time element that most likely has the
// publication date: one that says so, else the first after the headline.
func (p *pageMeta) timeElement() string {
	best, most := "", 0
	seenHeading := false
	each(p.tree.body, func(n *html.Node) bool {
		if n.DataAtom == atom.H1 {
			seenHeading = true
		}
		var value string
		score := 0
		hint := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop") + " " + attr(n, "id"))
		if n.DataAtom == atom.Time {
			value, score = attr(n, "datetime"), 1
			if value == "" {
				value = textOfNode(n)
			}
			if hasAttr(n, "pubdate") {
				score += 4
			}
			if seenHeading {
				score += 2
			}
		} else if strings.Contains(hint, "datepublished") || strings.Contains(hint, "publish-date") || strings.Contains(hint, "published") {
			value, score = attr(n, "content"), 1
			if value == "" {
				value = attr(n, "datetime")
			}
			if value == "" {
				value = textOfNode(n)
			}
		}
		if strings.Contains(hint, "publish") {
			score += 4
		}
		if strings.Contains(hint, "modif") || strings.Contains(hint, "update") {
			score = 1
		}
		if score > most && len(value) < 80 {
			if d := parseDate(value); d != "" {
				best, most = d, score
			}
		}
		return true
	})
	return best
}

// dateLine returns the date of a short line near the headline, as "Published
// 3 May 2024" or an element of a class for it.
func (p *pageMeta) dateLine() string {
	best := ""
	each(p.tree.body, func(n *html.Node) bool {
		if best != "" {
			return false
		}
		hint := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
		if !strings.Contains(hint, "date") && !strings.Contains(hint, "time") && !strings.Contains(hint, "byline") && !strings.Contains(hint, "meta") {
			return true
		}
		if s := textOfNode(n); s != "" && len(s) < 120 {
			best = findDate(s)
		}
		return true
	})
	if best != "" {
		return best
	}
	seen := false
	lines := 0
	each(p.tree.body, func(n *html.Node) bool {
		if n.DataAtom == atom.H1 {
			seen = true
			return false
		}
		if !seen || best != "" || lines > 30 || n.FirstChild == nil {
			return best == "" && lines <= 30
		}
		if s := textOfNode(n); s != "" && len(s) < 120 {
			lines++
			best = findDate(s)
			return false
		}
		return true
	})
	return best
}

// urlDate returns the day that an address names as /2024/05/06/ or
// 2024-05-06 or /20240506.
func urlDate(address string) string {
	digits := func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil && s[0] != '+' && s[0] != '-'
	}
	parts := strings.FieldsFunc(address, func(r rune) bool { return r == '/' || r == '-' || r == '_' || r == '.' || r == '?' || r == '=' })
	for i, s := range parts {
		y, ok := digits(s)
		switch {
		case !ok:
		case len(s) == 8:
			if d := day(y/10000, y/100%100, y%100); d != "" {
				return d
			}
		case len(s) == 4 && i+2 < len(parts):
			m, ok1 := digits(parts[i+1])
			if mm := monthOf(parts[i+1]); mm > 0 {
				m, ok1 = mm, true
			}
			dd, ok2 := digits(parts[i+2])
			if ok1 && ok2 && len(parts[i+2]) <= 2 {
				if d := day(y, m, dd); d != "" {
					return d
				}
			}
		}
	}
	return ""
}

// day returns a calendar day as ISO 8601, or "" where there is none such or it
// lies outside the time that the web has news of.
func day(y, m, d int) string {
	if y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return ""
	}
	return t.Format(time.DateOnly)
}

// isoLayouts are the layouts of an instant with its zone.
var isoLayouts = []string{
	"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05Z07", time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon Jan _2 15:04:05 -0700 2006",
}

// parseDate returns a date as ISO 8601: an instant where s has a time and its
// zone, else the day. "" where s is no date.
func parseDate(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 100 {
		return ""
	}
	iso := s
	if len(s) > 11 && s[4] == '-' && (s[10] == ' ' || s[10] == 't') {
		iso = s[:10] + "T" + strings.Replace(strings.TrimSpace(s[11:]), " ", "", 1)
	}
	iso = strings.TrimSuffix(strings.TrimSuffix(iso, "UTC"), "GMT")
	if len(iso) < len(s) && len(iso) > 10 && iso[4] == '-' && !strings.HasSuffix(iso, "Z") && len(s)-len(iso) >= 3 {
		iso = strings.TrimSpace(iso) + "Z"
	}
	for _, layout := range isoLayouts {
		v := iso
		if layout[0] == 'M' {
			v = s
		}
		if t, err := time.Parse(layout, v); err == nil && t.Year() >= 1900 && t.Year() <= 2100 {
			// A named zone that is not known would be taken for UTC.
			if name, off := t.Zone(); off == 0 && name != "UTC" && name != "GMT" && name != "" {
				return t.Format(time.DateOnly)
			}
			return t.Format(time.RFC3339)
		}
	}
	if len(s) >= 13 && strings.Trim(s, "0123456789") == "" { // milliseconds since 1970
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n < 4e12 {
			return time.UnixMilli(n).UTC().Format(time.RFC3339)
		}
	}
	return findDate(s)
}

// findDate returns the first day named in s, as "2024-05-06", "2024/05/06",
// "6 May 2024", "May 6th, 2024" or, where the order is clear, "23/4/2024".
func findDate(s string) string {
	f := strings.FieldsFunc(s, func(r rune) bool {
		return !(r == '-' || r == '/' || r == '.' || '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z')
	})
	for i, w := range f {
		if d := numericDay(w); d != "" {
			return d
		}
		m := monthOf(strings.Trim(w, ".-"))
		if m == 0 {
			// "06-May-2024"
			if p := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '/' || r == '.' }); len(p) == 3 && monthOf(p[1]) > 0 {
				if d := day(number(p[2]), monthOf(p[1]), number(p[0])); d != "" {
					return d
				}
			}
			continue
		}
		if i > 0 && i+1 < len(f) {
			if d := day(number(f[i+1]), m, number(f[i-1])); d != "" {
				return d
			}
		}
		if i+2 < len(f) {
			if d := day(number(f[i+2]), m, number(f[i+1])); d != "" {
				return d
			}
		}
	}
	return ""
}

// number returns the number of a day or a year, without its ordinal ending.
func number(s string) int {
	s = strings.TrimRight(s, ".-")
	for _, end := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, end)
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// numericDay returns the day of a date in digits alone.
func numericDay(s string) string {
	if i := strings.IndexByte(s, 'T'); i == 10 {
		s = s[:10]
	}
	s = strings.Trim(s, ".-/")
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		n, _ := strconv.Atoi(s)
		return day(n/10000, n/100%100, n%100)
	}
	for _, sep := range []string{"-", "/", "."} {
		p := strings.Split(s, sep)
		if len(p) != 3 {
			continue
		}
		a, err1 := strconv.Atoi(p[0])
		b, err2 := strconv.Atoi(p[1])
		c, err3 := strconv.Atoi(p[2])
		if err1 != nil || err2 != nil || err3 != nil {
			return ""
		}
		switch {
		case len(p[0]) == 4:
			return day(a, b, c)
		case len(p[2]) != 4:
			return ""
		case a > 12 || sep == ".":
			return day(c, b, a)
		case b > 12:
			return day(c, a, b)
		case a == b:
			return day(c, a, b)
		}
	}
	return ""
}

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthOf returns the month that s names in full or by three or four letters,
// 0 for none.
func monthOf(s string) int {
	s = strings.ToLower(s)
	if len(s) < 3 {
		return 0
	}
	for i, m := range months {
		if s == m || len(s) <= 4 && strings.HasPrefix(m, s) || s == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}
