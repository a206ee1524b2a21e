package ingest

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/verbatim-record/verbatim"
)

// pageMeta gathers what a page says of itself.
type pageMeta struct {
	tree *pageTree
	ld   linkedData
	tags map[string]string // meta elements: lower-case property, name or itemprop to content; the first counts
}

// readMeta gathers what the page says of itself.
func readMeta(page string, t *pageTree) *pageMeta {
	return &pageMeta{tree: t, ld: readLinkedData(page, t.jsonLD), tags: metaTags(t)}
}

// meta returns what the page says of the article: JSON-LD and meta elements
// first, what a reader sees on the page after them.
func (p *pageMeta) meta(address string) verbatim.Meta {
	var m verbatim.Meta
	m.URL = p.canonical(address)
	m.Outlet = p.outlet()
	m.Title = p.title(m.Outlet)
	m.Byline = p.byline()
	m.Published = p.published(cmp.Or(m.URL, address))
	return m
}

// metaTags returns the meta elements of a page.
func metaTags(t *pageTree) map[string]string {
	tags := map[string]string{}
	each(t.doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Meta {
			return true
		}
		content := foldSpace(attr(n, "content"))
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if k := strings.ToLower(strings.TrimSpace(attr(n, key))); k != "" && content != "" && tags[k] == "" {
				tags[k] = content
			}
		}
		return true
	})
	return tags
}

// each calls f for the elements below n in the order of the page. It does not
// look below an element for which f returns false.
func each(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && f(c) {
			each(c, f)
		}
	}
}

// attr returns an attribute of n, "" where it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hasAttr reports whether n has an attribute, empty or not.
func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// textOfNode returns the text below n, white space folded.
func textOfNode(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			for _, r := range n.Data {
				if markIndex(r) < 0 {
					b.WriteRune(r)
				}
			}
			return
		}
		if n.DataAtom == atom.Br || n.Type == html.ElementNode && !inline[n.DataAtom] {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil && b.Len() < 1<<12; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return foldSpace(b.String())
}

// tag returns the first of the meta elements that the page has.
func (p *pageMeta) tag(names ...string) string {
	for _, n := range names {
		if v := p.tags[n]; v != "" {
			return v
		}
	}
	return ""
}

// canonical returns the address that the page calls its own.
func (p *pageMeta) canonical(address string) string {
	link := ""
	each(p.tree.doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Link && link == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
			link = attr(n, "href")
		}
		return link == ""
	})
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	for _, s := range []string{link, p.tag("og:url"), p.ld.url, address} {
		u, err := base.Parse(strings.TrimSpace(s))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		// A home page named on every page of a site is no address of an article.
		if b, a := strings.Trim(u.Path, "/"), strings.Trim(base.Path, "/"); b == "" && a != "" && u.RawQuery == "" {
			continue
		}
		return u.String()
	}
	return ""
}

// outlet returns the name of the site.
func (p *pageMeta) outlet() string {
	site := html.UnescapeString(p.tag("og:site_name", "http://ogp.me/ns#site_name", "application-name", "dc.publisher", "twitter:app:name:iphone"))
	if p.ld.publisher != "" && (site == "" || squash(site) == squash(p.ld.publisher)) {
		return p.ld.publisher
	}
	return foldSpace(site)
}

// squash returns the letters and digits of s in lower case.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// title returns the headline: what the page shows and its JSON-LD agree on,
// else the og:title without the name of the site. The latter is often cut or
// worded anew for social networks.
func (p *pageMeta) title(outlet string) string {
	h1 := p.heading()
	shared := foldSpace(html.UnescapeString(p.tag("og:title", "twitter:title", "dc.title", "parsely-title")))
	bare := p.withoutSite(shared, h1, outlet)
	headline := foldSpace(html.UnescapeString(p.ld.headline))
	switch {
	case h1 != "" && squash(headline) == squash(h1):
		return headline // the heading may lack the blanks that its markup draws
	case bare != "" && squash(bare) == squash(h1):
		return bare
	case h1 != "" && headline == "" && bare == "":
		return h1
	}
	return cmp.Or(headline, bare, h1, p.withoutSite(p.tree.title, h1, outlet))
}

// heading returns the text of the first-level heading that is the headline: the
// one most like the title of the page.
func (p *pageMeta) heading() string {
	best, most := "", -1
	title := squash(p.tree.title + p.tag("og:title"))
	each(p.tree.body, func(n *html.Node) bool {
		if n.DataAtom != atom.H1 {
			return true
		}
		text := textOfNode(n)
		score := 0
		if len(text) > 0 {
			score = 1
		}
		if s := squash(text); s != "" && strings.Contains(title, s) {
			score = 2 + len(s)
		}
		if score > most {
			best, most = text, score
		}
		return false
	})
	return best
}

// titleBreaks stand between a headline and the name of the site.
var titleBreaks = []string{" | ", " - ", " – ", " — ", " * ", " · ", " » ", " : ", " • ", " :: ", " / "}

// withoutSite returns title without the name of the site before or after it.
func (p *pageMeta) withoutSite(title, h1, outlet string) string {
	for range 3 {
		cut := title
		for _, sep := range titleBreaks {
			if i := strings.LastIndex(title, sep); i > 0 {
				head, tail := title[:i], title[i+len(sep):]
				if p.namesSite(tail, outlet) || h1 != "" && squash(head) == squash(h1) && squash(title) != squash(h1) {
					cut = strings.TrimSpace(head)
					break
				}
			}
			if head, tail, ok := strings.Cut(title, sep); ok && p.namesSite(head, outlet) && len(tail) > len(head) {
				cut = strings.TrimSpace(tail)
				break
			}
		}
		if cut == title {
			break
		}
		title = cut
	}
	return title
}

// namesSite reports whether s is the name of the site or starts with it.
func (p *pageMeta) namesSite(s, outlet string) bool {
	s = squash(s)
	if s == "" {
		return false
	}
	for _, name := range []string{outlet, p.tag("og:site_name"), p.ld.publisher} {
		if n := squash(name); n != "" && (s == n || len(n) >= 3 && strings.HasPrefix(s, n) && len(s) < len(n)+12 || len(s) > 5 && strings.HasPrefix(n, s)) {
			return true
		}
	}
	return false
}

// byline returns the names of the authors, joined by commas.
func (p *pageMeta) byline() string {
	if len(p.ld.authors) > 0 {
		return strings.Join(p.ld.authors, ", ")
	}
	for _, key := range []string{"author", "article:author_name", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "cxenseparse:author"} {
		v := html.UnescapeString(p.tags[key])
		if v != "" && !strings.Contains(v, "://") && len(v) < 200 {
			return withoutBy(v)
		}
	}
	best := ""
	each(p.tree.body, func(n *html.Node) bool {
		if best != "" {
			return false
		}
		class := strings.ToLower(attr(n, "class"))
		if strings.EqualFold(attr(n, "rel"), "author") || strings.EqualFold(attr(n, "itemprop"), "author") ||
			strings.Contains(class, "byline") || strings.Contains(class, "author-name") {
			if s := withoutBy(textOfNode(n)); s != "" && len(s) < 100 && len(strings.Fields(s)) <= 12 {
				best = s
				return false
			}
		}
		return true
	})
	return best
}

// withoutBy drops the "By" of a byline.
func withoutBy(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		s = strings.TrimSpace(s[3:])
	}
	return s
}

// languageOf returns the language of the article: of its text if that speaks
// clearly, else the one that the page names. Many pages name English whatever
// they are written in.
func languageOf(t *pageTree, text string) string {
	if l := Language(text); l != "" {
		return l
	}
	lang, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(attr(t.html, "lang"))), "-")
	lang, _, _ = strings.Cut(lang, "_")
	if len(lang) != 2 || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return lang
}
