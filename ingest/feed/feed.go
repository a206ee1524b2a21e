// Package feed reads lists of articles: RSS of all versions, Atom (RFC 4287),
// JSON Feed 1.1, sitemaps with the news extension and their indexes
// (sitemaps.org), and OPML.
//
// Feeds of the web are often not what their formats ask for. The reader is a
// scanner that takes what it finds, entry by entry in bounded memory: a feed
// that is cut off loses what is missing and no more, tags that do not match
// lose nothing, and what a date means is left to whoever reads it.
package feed

import (
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
	"net/url"
	"strings"
)

// Kind says what a list is.
type Kind string

// The kinds of list.
const (
	Unknown Kind = ""
	News    Kind = "feed"    // RSS, Atom, JSON Feed
	Sitemap Kind = "sitemap" // of pages
	Index   Kind = "index"   // of sitemaps
	Outline Kind = "opml"    // of feeds
)

// Entry is what a list says of one article, of a sitemap or of a feed. What it
// does not say is empty; nothing is checked.
type Entry struct {
	URL       string // absolute, http or https
	Title     string // plain text
	Author    string
	Published string // as written
	Updated   string // as written
	Outlet    string // of a news sitemap
	Language  string
	Content   string // HTML, of feeds that have the whole article; at most 768 KiB
	Folder    string // of an outline
}

// Limits on what is kept of an entry.
const (
	maxValue   = 16 << 10
	maxContent = 768 << 10
	maxDepth   = 64
)

// ErrNoList says that the bytes are no list that is known.
var ErrNoList = errors.New("is no feed, sitemap or outline")

// Reader reads the entries of a list.
type Reader struct {
	Kind     Kind
	Title    string // of the feed, once the entries have been read
	Language string
	Home     string // the page that the feed belongs to

	base  *url.URL
	outer *url.URL // the base around an entry that has one of its own
	s     *scanner
	json  *jsonReader

	stack   []string // open elements, the first ones
	deep    int      // open elements beyond these
	entry   *Entry
	level   int // of the entry in the stack
	guid    string
	link    int // how good the link of the entry is
	field   string
	nest    int // open elements of the field's name inside it
	value   strings.Builder
	ready   []*Entry
	folders []string
	err     error
}

// NewReader returns a reader of r, which is UTF-8. Addresses are taken against
// base, which may be empty.
func NewReader(r io.Reader, base string) *Reader {
	f := &Reader{}
	if u, err := url.Parse(base); err == nil && u.IsAbs() {
		f.base = u
	}
	b := bufio.NewReaderSize(r, 4096)
	head, _ := b.Peek(512)
	if h := bytes.TrimLeft(head, " \t\r\n\ufeff"); len(h) > 0 && h[0] == '{' {
		if bytes.HasPrefix(head, []byte("\ufeff")) {
			b.Discard(3)
		}
		f.json = newJSON(b)
		f.Kind = News
		return f
	}
	f.s = newScanner(b)
	return f
}

// Next returns the next entry that has an address or a content. The error is
// io.EOF at the end, ErrNoList where there is no list, and else that of the
// reader below; what was read before it stands.
func (f *Reader) Next() (*Entry, error) {
	if f.json != nil {
		return f.nextJSON()
	}
	for len(f.ready) == 0 {
		if f.err != nil {
			return nil, f.err
		}
		t, err := f.s.next()
		if err != nil {
			f.field = "" // what it was cut off in is not a value
			f.finish()
			f.err = err
			if f.Kind == Unknown && err == io.EOF {
				f.err = ErrNoList
			}
			continue
		}
		f.token(&t)
	}
	e := f.ready[0]
	f.ready = f.ready[1:]
	return e, nil
}

// roots are the elements that a list has around everything.
var roots = map[string]Kind{"rss": News, "feed": News, "rdf:rdf": News, "channel": News, "urlset": Sitemap, "sitemapindex": Index, "opml": Outline}

// containers are the elements of an entry.
var containers = map[string]Kind{"item": News, "entry": News, "url": Sitemap, "sitemap": Index}

func (f *Reader) token(t *token) {
	switch t.kind {
	case text:
		if f.field != "" {
			f.add(html.UnescapeString(string(t.raw)))
		}
	case cdata:
		if f.field != "" {
			f.add(string(t.raw))
		}
	case start:
		f.start(t)
	case end:
		f.end(t)
	}
}

// add adds to the value of the field.
func (f *Reader) add(s string) {
	limit := maxValue
	if contentField(f.field) {
		limit = maxContent
	}
	if room := limit - f.value.Len(); len(s) > room {
		s = s[:max(room, 0)]
	}
	f.value.WriteString(s)
}

func contentField(name string) bool {
	return name == "content" || name == "content:encoded" || name == "description" || name == "summary"
}

func (f *Reader) start(t *token) {
	if k, ok := roots[t.name]; ok && f.Kind == Unknown {
		f.Kind = k
		if f.Language = t.attr("xml:lang"); t.name != "rss" {
			f.rebase(t)
		}
	}
	if k, ok := containers[t.name]; ok && k == f.Kind && (f.field == "" || !contentField(f.field)) {
		f.finish() // one that was not ended
		f.entry = &Entry{}
		f.push(t.name)
		f.level = len(f.stack)
		f.outer = f.base
		f.rebase(t)
		return
	}
	if f.field != "" {
		if t.name == f.field && !t.done {
			f.nest++
		}
		f.add(string(t.raw))
		return
	}
	if f.Kind == Outline {
		f.outline(t)
		return
	}
	if f.entry != nil && t.name == "link" && len(f.stack) == f.level && f.deep == 0 && t.attr("href") != "" {
		f.setLink(t.attr("href"), linkRank(t.attr("rel"), t.attr("type")))
	} else if f.entry == nil && t.name == "link" && t.attr("href") != "" {
		if rel := t.attr("rel"); rel == "" || rel == "alternate" {
			f.Home = f.resolve(t.attr("href"))
		}
	}
	if t.done {
		return
	}
	if f.wanted(t.name) {
		f.field, f.nest = t.name, 0
		f.value.Reset()
		if t.name == "guid" && strings.EqualFold(t.attr("ispermalink"), "false") {
			f.guid = "-"
		}
		if t.name == "guid" && strings.EqualFold(t.attr("isPermaLink"), "false") {
			f.guid = "-"
		}
		return
	}
	f.push(t.name)
}

func (f *Reader) rebase(t *token) {
	if b := t.attr("xml:base"); b != "" {
		if u, err := url.Parse(b); err == nil {
			if f.base != nil {
				u = f.base.ResolveReference(u)
			}
			if u.IsAbs() {
				f.base = u
			}
		}
	}
}

// wanted reports whether the value of an element is kept: those right below an
// entry, and of the feed itself its title and language.
func (f *Reader) wanted(name string) bool {
	top := ""
	if len(f.stack) > 0 && f.deep == 0 {
		top = f.stack[len(f.stack)-1]
	}
	if f.entry == nil {
		return f.Kind == News && (top == "channel" || top == "feed") && (name == "title" || name == "language" || name == "link")
	}
	if f.Kind != News {
		switch name {
		case "loc", "lastmod":
			return len(f.stack) == f.level
		case "news:title", "news:publication_date", "news:name", "news:language", "n:title", "n:publication_date", "n:name", "n:language":
			return true
		}
		return false
	}
	switch name {
	case "name":
		return top == "author"
	case "title", "link", "guid", "id", "pubdate", "published", "issued", "updated", "modified", "dc:date", "date", "dc:creator",
		"dc:language", "description", "summary", "content", "content:encoded", "feedburner:origlink":
		return len(f.stack) == f.level && f.deep == 0
	}
	return false
}

func (f *Reader) push(name string) {
	if len(f.stack) < maxDepth && f.deep == 0 {
		f.stack = append(f.stack, name)
	} else {
		f.deep++
	}
}

func (f *Reader) end(t *token) {
	if f.field != "" {
		_, container := containers[t.name]
		switch {
		case t.name == f.field && f.nest > 0:
			f.nest--
			f.add(string(t.raw))
			return
		case t.name == f.field:
			f.set()
			return
		case container && f.entry != nil && t.name == f.stack[f.level-1]:
			f.set() // it was not ended
		default:
			f.add(string(t.raw))
			return
		}
	}
	if f.Kind == Outline && t.name == "outline" && len(f.folders) > 0 {
		f.folders = f.folders[:len(f.folders)-1]
	}
	if f.deep > 0 && (f.entry == nil || t.name != f.stack[f.level-1]) {
		f.deep--
		return
	}
	for i := len(f.stack) - 1; i >= 0; i-- {
		if f.stack[i] != t.name {
			continue
		}
		if f.entry != nil && i < f.level {
			f.finish()
		}
		f.stack, f.deep = f.stack[:min(i, len(f.stack))], 0
		return
	}
}

// set gives the value that was read to its field.
func (f *Reader) set() {
	name, v := f.field, strings.TrimSpace(f.value.String())
	f.field = ""
	f.value.Reset()
	if v == "" {
		return
	}
	if f.entry == nil {
		switch name {
		case "title":
			f.Title = first(f.Title, Plain(v))
		case "language":
			f.Language = first(f.Language, v)
		case "link":
			f.Home = first(f.Home, f.resolve(v))
		}
		return
	}
	e := f.entry
	switch name {
	case "title", "news:title", "n:title":
		e.Title = first(e.Title, Plain(v))
	case "link":
		f.setLink(v, 3)
	case "loc":
		f.setLink(v, 3)
	case "feedburner:origlink":
		f.setLink(v, 5)
	case "guid", "id":
		if f.guid != "-" && strings.HasPrefix(strings.ToLower(v), "http") {
			f.setLink(v, 1)
		}
		f.guid = ""
	case "pubdate", "published", "issued", "dc:date", "date", "news:publication_date", "n:publication_date":
		e.Published = first(e.Published, v)
	case "updated", "modified", "lastmod":
		e.Updated = first(e.Updated, v)
	case "name", "dc:creator":
		e.Author = first(e.Author, Plain(v))
	case "news:name", "n:name":
		e.Outlet = first(e.Outlet, Plain(v))
	case "dc:language", "news:language", "n:language":
		e.Language = first(e.Language, v)
	case "content:encoded", "content":
		e.Content = v
	case "description", "summary":
		if len(v) > len(e.Content) && (e.Content == "" || name == "description" && len(v) > 4*len(e.Content)) {
			e.Content = v
		}
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// linkRank says how good a link of an entry is: to the page, or to itself, a
// picture, the comments.
func linkRank(rel, media string) int {
	if rel != "" && rel != "alternate" {
		return 0
	}
	if media == "" || strings.Contains(media, "html") {
		return 4
	}
	return 2
}

func (f *Reader) setLink(s string, rank int) {
	if rank <= f.link {
		return
	}
	if u := f.resolve(s); u != "" {
		f.entry.URL, f.link = u, rank
	}
}

// resolve makes an address absolute, or returns "" where it is not of the web.
func (f *Reader) resolve(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 8<<10 || strings.ContainsAny(s, " \t\r\n<>\"") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	if f.base != nil {
		u = f.base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u.String()
}

// finish ends the entry.
func (f *Reader) finish() {
	if f.field != "" && f.entry != nil {
		f.set()
	}
	if e := f.entry; e != nil && (e.URL != "" || e.Content != "" && f.Kind == News) {
		f.ready = append(f.ready, e)
	}
	if f.entry != nil {
		f.base = f.outer
		f.stack, f.deep = f.stack[:min(f.level-1, len(f.stack))], 0
	}
	f.entry, f.link, f.guid, f.field = nil, 0, "", ""
	f.value.Reset()
}

// Plain makes a line of text of a value that may hold markup or references to
// characters, once more than it should.
func Plain(s string) string {
	if strings.ContainsRune(s, '<') {
		var b strings.Builder
		for s != "" {
			i := strings.IndexByte(s, '<')
			if i < 0 || i+1 >= len(s) || s[i+1] != '/' && !letter(s[i+1]) {
				n := len(s)
				if i >= 0 {
					n = i + 1
				}
				b.WriteString(s[:n])
				s = s[n:]
				continue
			}
			b.WriteString(s[:i])
			k := strings.IndexByte(s[i:], '>')
			if k < 0 {
				b.WriteString(s[i:])
				break
			}
			s = s[i+k+1:]
		}
		s = b.String()
	}
	return strings.ToValidUTF8(strings.Join(strings.Fields(html.UnescapeString(s)), " "), "\ufffd")
}
