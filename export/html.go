package export

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

//go:embed page.css
var pageCSS string

// policy forbids the page everything but its own style: no script, no
// request to anywhere, no form.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// hues are the speakers' colours on a light and on a dark page. Each has a
// contrast of at least 4.5 to 1 (WCAG 2, level AA) with its page.
var hues = [...][2]string{
	{"#0b5fb0", "#6cb2f5"}, {"#b04500", "#f79a5c"}, {"#7a35b8", "#c39bf0"}, {"#1d7a33", "#6cc983"}, {"#b3195f", "#f58ab8"},
	{"#0a7474", "#55c7c4"}, {"#6f6a00", "#cfc44a"}, {"#4a4fc4", "#a0a6ff"}, {"#b3261e", "#f58c85"}, {"#875317", "#dcaa6a"},
}

// HTMLHead begins a self-contained page named title, to which HTML adds
// documents and which HTMLTail ends.
func HTMLHead(dst []byte, title string) []byte {
	dst = append(dst, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="`...)
	dst = append(dst, policy...)
	dst = append(dst, `">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>`...)
	dst = escape(dst, title)
	dst = append(dst, "</title>\n<style>\n"...)
	dst = append(dst, pageCSS...)
	for i, h := range hues {
		dst = append(dst, ".k"...)
		dst = strconv.AppendInt(dst, int64(i), 10)
		dst = append(dst, " { --k: light-dark("+h[0]+", "+h[1]+"); }\n"...)
	}
	return append(dst, ".k- { --k: var(--soft); }\n</style>\n</head>\n<body>\n"...)
}

// HTMLTail ends the page.
func HTMLTail(dst []byte) []byte { return append(dst, "</body>\n</html>\n"...) }

// HTMLTitle is the name of a page that holds d alone.
func HTMLTitle(d *verbatim.Document) string { return cmp.Or(d.Title, d.Path, d.URL, "Verbatim") }

// HTML appends d as a section of a page: the article with its statements
// marked, and a table of them. The id, a letter and then letters, digits or
// hyphens, is this section's alone on the page and begins its anchors. Pointing at a statement, or moving
// the focus to its number, lights up its source, cue, content and row; that
// is done by style rules alone. Everything that comes from the document is
// escaped, and its control characters are shown as pictures.
func HTML(dst []byte, d *verbatim.Document, id string) []byte {
	p := &htmlPage{d: d, doc: id, speakers: speakers(d), dst: dst}
	p.raw(`<article class="doc" id="`, p.doc, `"`)
	p.raw(">\n<style>")
	for i := range d.Statements {
		k := strconv.Itoa(i + 1)
		p.raw("\n#", p.doc, ":has(.o", k, ":hover, .o", k, ":focus-within, .t", k, ":target) .s", k,
			" { background: color-mix(in srgb, var(--k) 34%, transparent); }")
	}
	p.raw("\n</style>\n")
	p.article()
	p.table()
	p.raw("</article>\n")
	return p.dst
}

type htmlPage struct {
	d        *verbatim.Document
	doc      string // the section's id
	speakers []int
	dst      []byte
}

// raw appends markup, which must not come from the document.
func (p *htmlPage) raw(parts ...string) {
	for _, s := range parts {
		p.dst = append(p.dst, s...)
	}
}

// esc appends text of the document.
func (p *htmlPage) esc(s string) { p.dst = escape(p.dst, s) }

// hue is the class of the colour of the statement i.
func (p *htmlPage) hue(i int) string {
	if n := p.speakers[i]; n >= 0 {
		return "k" + strconv.Itoa(n%len(hues))
	}
	return "k-"
}

// header sets the heading: the title, which may be the first block of the
// text and then has its marks, and what is known of the article.
func (p *htmlPage) header(title func()) {
	d := p.d
	p.raw("<header>\n<h1 dir=\"auto\">")
	title()
	p.raw("</h1>\n")
	var facts []func()
	for _, s := range []string{d.Outlet, d.Byline} {
		if s != "" {
			facts = append(facts, func() { p.raw("<bdi>"); p.esc(s); p.raw("</bdi>") })
		}
	}
	if d.Published != "" {
		facts = append(facts, func() {
			p.raw(`<time datetime="`)
			p.esc(d.Published)
			p.raw(`">`)
			p.esc(Day(d.Published))
			p.raw("</time>")
		})
	}
	switch {
	case webAddress(d.URL):
		facts = append(facts, func() {
			p.raw(`<a href="`)
			p.esc(d.URL)
			p.raw(`" rel="noopener noreferrer">`)
			p.esc(d.URL)
			p.raw("</a>")
		})
	case d.Title != "" && d.Path != "":
		facts = append(facts, func() { p.raw("<bdi>"); p.esc(d.Path); p.raw("</bdi>") })
	}
	for i, fact := range facts {
		p.raw([...]string{`<p class="facts">`, " · "}[min(i, 1)])
		fact()
	}
	if len(facts) > 0 {
		p.raw("</p>\n")
	}
	if len(d.Statements) > 0 {
		p.raw(`<p class="key">Marked: <mark class="k0 source">source</mark>, <mark class="k0 cue">cue</mark>, `+
			`<mark class="k0 content">content</mark>, <mark class="k0 content quoted">“quoted”</mark>; a colour for each speaker.</p>`, "\n")
	}
	p.raw("</header>\n")
}

// webAddress reports whether s may be a link: javascript: and the like not.
func webAddress(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// article sets the heading and the text, one p a block.
func (p *htmlPage) article() {
	runs := runs(p.d)
	numbers := make(map[int][]int) // statements by where they start
	for i := range p.d.Statements {
		at := p.d.Statements[i].Start()
		numbers[at] = append(numbers[at], i)
	}
	k := 0
	// block returns the runs in b.
	block := func(b verbatim.Span) []run {
		for k > 0 && (k == len(runs) || runs[k].Start > b.Start) {
			k--
		}
		for k < len(runs) && runs[k].End <= b.Start {
			k++
		}
		first := k
		for k < len(runs) && runs[k].Start < b.End {
			k++
		}
		return runs[first:k]
	}
	set := func(b verbatim.Span, in []run, furniture bool) {
		for i := range in {
			s := verbatim.Span{Start: max(in[i].Start, b.Start), End: min(in[i].End, b.End)}
			p.run(&in[i], s, furniture, numbers[s.Start])
		}
	}

	blocks := blocks(p.d)
	if len(blocks) > 0 && p.d.Title != "" && fold(blocks[0].In(p.d.Text)) == fold(p.d.Title) {
		p.header(func() { set(blocks[0], block(blocks[0]), false) })
		blocks = blocks[1:]
	} else {
		p.header(func() { p.esc(HTMLTitle(p.d)) })
	}
	p.raw(`<div class="text"`)
	if l := p.d.Language; languageCode(l) {
		p.raw(` lang="`, l, `"`)
	}
	p.raw(">\n")
	for _, b := range blocks {
		in := block(b)
		furniture := !slices.ContainsFunc(in, func(r run) bool { return !r.furniture })
		if furniture {
			p.raw(`<p dir="auto" class="furniture">`)
		} else {
			p.raw(`<p dir="auto">`)
		}
		set(b, in, furniture)
		p.raw("</p>\n")
	}
	p.raw("</div>\n")
}

// run sets the part s of r, before it the numbers of the statements that
// start there.
func (p *htmlPage) run(r *run, s verbatim.Span, inFurniture bool, numbers []int) {
	for _, i := range numbers {
		k := strconv.Itoa(i + 1)
		p.raw(`<sup class="`, p.hue(i), ` o`, k, `"><a class="t`, k, `" id="`, p.doc, `-s`, k, `" href="#`, p.doc, `-r`, k, `">`, k, `</a></sup>`)
	}
	owner, owned := r.owner()
	switch {
	case owned:
		p.raw(`<mark class="`, p.hue(owner.statement), " ", owner.role.String())
		if r.quoted && owner.role == content {
			p.raw(" quoted")
		}
		p.raw(" o", strconv.Itoa(owner.statement+1))
		last := -1
		for _, c := range r.parts {
			if c.statement != last {
				p.raw(" s", strconv.Itoa(c.statement+1))
				last = c.statement
			}
		}
		p.raw(`">`)
	case r.furniture && !inFurniture:
		p.raw(`<span class="furniture">`)
	}
	p.esc(s.In(p.d.Text))
	switch {
	case owned:
		p.raw("</mark>")
	case r.furniture && !inFurniture:
		p.raw("</span>")
	}
}

// table lists the statements.
func (p *htmlPage) table() {
	d := p.d
	p.raw(`<section class="found">` + "\n")
	if len(d.Statements) == 0 {
		p.raw(`<p class="none">`)
		p.esc(Summary(d))
		p.raw("</p>\n</section>\n")
		return
	}
	p.raw("<table>\n<caption>")
	p.esc(Summary(d))
	p.raw("</caption>\n",
		`<thead><tr><th scope="col">#</th><th scope="col">speaker</th><th scope="col">cue</th><th scope="col">words</th><th scope="col">kind</th></tr></thead>`,
		"\n<tbody>\n")
	for i := range d.Statements {
		s := &d.Statements[i]
		k := strconv.Itoa(i + 1)
		p.raw(`<tr class="`, p.hue(i), ` o`, k, ` s`, k, ` t`, k, `" id="`, p.doc, `-r`, k, `"><td class="n"><a href="#`, p.doc, `-s`, k, `">`, k, `</a></td><td class="speaker" dir="auto">`)
		if s.Parent >= 0 && s.Parent < len(d.Statements) {
			p.raw(`<span class="in">in `, strconv.Itoa(s.Parent+1), `: </span>`)
		}
		who, source := whoSaid(d, i)
		p.esc(cmp.Or(who, source, "–"))
		if who != "" && source != "" {
			p.raw(" <small>")
			p.esc(source)
			p.raw("</small>")
		}
		p.raw(`</td><td class="cue" dir="auto">`)
		p.esc(cmp.Or(name(d.Text, s.Cue), "–"))
		p.raw(`</td><td class="words" dir="auto">`)
		p.esc(words(d.Text, s.Content))
		if about := setting(d, i); len(about) > 0 {
			p.raw(" <small>")
			p.esc(strings.Join(about, " · "))
			p.raw("</small>")
		}
		if j := judged(d, s); j != "" {
			p.raw(" <strong>")
			p.esc(j)
			p.raw("</strong>")
		}
		p.raw(`</td><td class="kind">`)
		p.esc(string(s.Kind))
		p.raw(" <small>")
		p.esc(string(s.Act))
		p.raw(" ", strconv.FormatFloat(hundredths(s.Confidence), 'f', 2, 64), "</small></td></tr>\n")
	}
	p.raw("</tbody>\n</table>\n</section>\n")
}

// languageCode reports whether s is safe and plausible as a lang attribute.
func languageCode(s string) bool {
	for _, r := range s {
		if !(r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-')) {
			return false
		}
	}
	return s != ""
}

// escape appends s as the text of an element or of an attribute in double
// quotes.
func escape(dst []byte, s string) []byte {
	done := 0
	for i, r := range s {
		var with string
		switch r {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		case '"':
			with = "&#34;"
		case '\'':
			with = "&#39;"
		case '\n', '\t':
			continue
		case '\r', '\v', '\f', 0x85:
			with = " "
		default:
			show, same := visible(r)
			if same {
				continue
			}
			with = show
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		dst = append(dst, s[done:i]...)
		dst = append(dst, with...)
		done = i + size
	}
	return append(dst, s[done:]...)
}
