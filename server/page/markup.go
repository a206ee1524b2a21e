package page

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim/export"
)

// What stands on a page dozens of times is written here and not by a template,
// which takes five times as long for it: a template asks by reflection for each
// value, and once more for each of the ways in which it has to be escaped. The
// bytes are the same; the tests have the templates and compare.

// markup writes HTML. Text passes through its methods, which escape it; write is
// for markup that is constant.
type markup struct{ strings.Builder }

func (m *markup) write(constant ...string) {
	for _, s := range constant {
		m.WriteString(s)
	}
}

// text writes text, between tags or in a quoted attribute.
func (m *markup) text(s string) { _, _ = escaper.WriteString(m, s) }

// shown writes words of an article or of somebody's, with what would hide or turn
// them made visible.
func (m *markup) shown(s string) { m.text(export.Visible(s)) }

// isolated is shown in an element that keeps the direction of the words to itself.
func (m *markup) isolated(s string) {
	m.write("<bdi>")
	m.shown(s)
	m.write("</bdi>")
}

// link opens a link to an address of the desk, which is escaped as an address
// already. Any other leads nowhere.
func (m *markup) link(address string) {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		address = ""
	}
	m.write(`<a href="`)
	m.text(address)
	m.write(`"`)
}

func (m *markup) html() template.HTML { return template.HTML(m.String()) }

// escaper escapes as html/template does.
var escaper = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// cardHTML writes a card.
func cardHTML(c card) template.HTML {
	var m markup
	m.write(`<article class="card`)
	if c.Hue >= 0 {
		m.write(" k", strconv.Itoa(c.Hue))
	}
	m.write("\">\n<p class=\"who\">")
	switch {
	case c.Who != "":
		m.link(speakerLink(c.Key))
		m.write(">")
		m.isolated(c.Who)
		m.write("</a>")
		if c.Source != "" {
			m.write(" <small>")
			m.isolated(c.Source)
			m.write("</small>")
		}
	case c.Source != "":
		m.isolated(c.Source)
	default:
		m.write("<bdi>nobody named</bdi>")
	}
	m.write(` <span class="cue">`)
	m.isolated(c.Cue)
	m.write("</span></p>\n<blockquote dir=\"auto\">")
	m.link("/statements/" + url.PathEscape(c.ID))
	m.write(">")
	for _, p := range c.Words {
		if p.Marked {
			m.write("<mark>")
		}
		m.shown(p.Text)
		if p.Marked {
			m.write("</mark>")
		}
	}
	m.write("</a></blockquote>\n")
	if len(c.Setting) > 0 {
		m.write(`<p class="setting">`)
		for i, s := range c.Setting {
			if i > 0 {
				m.write(" · ")
			}
			m.isolated(s)
		}
		m.write("</p>")
	}
	m.write("\n")
	m.cardFacts(&c)
	m.write("\n")
	if c.Judged != nil {
		m.write(`<p class="facts">`)
		m.judged(c.Judged)
		m.write("</p>")
	}
	m.write("</article>")
	return m.html()
}

// cardFacts writes where and when a statement came out.
func (m *markup) cardFacts(c *card) {
	m.write(`<p class="facts">`)
	if c.Outlet != "" {
		m.isolated(c.Outlet)
		m.write(" · ")
	}
	if c.Dated {
		m.write(`<time datetime="`)
		m.text(c.Published)
		m.write(`">`)
		m.shown(export.Day(c.Published))
		m.write("</time>")
	} else {
		m.write("no date, fetched ")
		m.text(c.When)
	}
	m.write(" · ")
	m.link("/articles/" + url.PathEscape(c.Document))
	m.write(">")
	if c.Title != "" {
		m.isolated(c.Title)
	} else {
		m.write("<bdi>the article</bdi>")
	}
	m.write("</a> · ")
	m.text(string(c.Kind))
	m.write(", ")
	m.text(string(c.Act))
	m.write(" · sure ")
	m.text(percent(c.Confidence))
	if c.Old {
		m.write(" · <strong>an older version</strong>")
	}
	m.write("</p>")
}

func (m *markup) judged(j *judgement) {
	m.write(`<span class="chip `)
	m.text(j.Chip)
	m.write(`">`)
	m.text(j.Verdict)
	m.write("</span> by ")
	m.isolated(j.By)
	m.write(", ")
	m.text(j.When)
	if j.What != "" {
		m.write(": ")
		m.isolated(j.What)
	}
	if j.Note != "" {
		m.write(" – ")
		m.isolated(j.Note)
	}
}

// judgementHTML writes a judgement.
func judgementHTML(j judgement) template.HTML {
	var m markup
	m.judged(&j)
	return m.html()
}

// facetsHTML writes the values that narrow a search.
func facetsHTML(list []facet) template.HTML {
	var m markup
	for _, f := range list {
		if len(f.Values) == 0 && f.None == nil {
			continue
		}
		m.write("<section><h2>")
		m.text(f.Title)
		m.write("</h2><ul>")
		for _, v := range f.Values {
			m.write("<li>")
			m.link(v.Link)
			if v.Chosen {
				m.write(` class="chosen" aria-label="Take off `)
				m.shown(v.Label)
				m.write(`"`)
			}
			m.write(">")
			m.isolated(v.Label)
			m.write(` <span class="n">`)
			if v.Chosen {
				m.write("✕")
			} else {
				m.text(thousands(v.Count))
			}
			m.write("</span></a></li>")
		}
		if v := f.None; v != nil {
			m.write("<li>")
			m.link(v.Link)
			m.write(` class="absent`)
			if v.Chosen {
				m.write(` chosen" aria-label="Take off `)
				m.text(v.Label)
			}
			m.write(`">`)
			m.text(v.Label)
			m.write(` <span class="n">`)
			if v.Chosen {
				m.write("✕")
			} else {
				m.text(thousands(v.Count))
			}
			m.write("</span></a></li>")
		}
		m.write("</ul>")
		if f.More > 0 {
			m.write(`<p class="note">`)
			if f.MoreLink != "" {
				m.link(f.MoreLink)
				m.write(">and ", thousands(f.More), " more</a></p>")
			} else {
				m.write("and ", thousands(f.More), " more</p>")
			}
		}
		m.write("</section>")
	}
	return m.html()
}

// formatsHTML writes the choice of forms of an export.
func formatsHTML(list []exportFormat) template.HTML {
	var m markup
	m.write(`<label for="format">Take along as</label> <select id="format" name="format">`)
	for _, f := range list {
		m.write(`<option value="`)
		m.text(f.Name)
		m.write(`"`)
		if f.Name == "csv" {
			m.write(" selected")
		}
		m.write(">")
		m.text(f.Name)
		m.write(": ")
		m.text(f.About)
		m.write("</option>")
	}
	m.write("</select> <button>Export</button>")
	return m.html()
}

// rowsHTML writes the rows of the table behind a figure.
func rowsHTML(rows [][]string) template.HTML {
	var m markup
	for _, row := range rows {
		m.write("<tr>")
		for i, cell := range row {
			if i == 0 {
				m.write(`<th scope="row"><bdi>`)
				m.text(cell)
				m.write("</bdi></th>")
				continue
			}
			m.write("<td>")
			m.text(cell)
			m.write("</td>")
		}
		m.write("</tr>")
	}
	return m.html()
}
