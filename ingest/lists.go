package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/ingest/feed"
)

// The limits on lists. A sitemap has at most 50,000 addresses and 50 MB by its
// standard.
const (
	maxListBytes = 64 << 20
	maxLinks     = 50_000 // of one input
	maxSitemaps  = 1_000  // of one index
	maxIndexes   = 2      // inside one another
)

// lists yields the articles that a feed or a sitemap names.
type lists struct {
	ctx   context.Context
	o     Options
	yield func(*Raw, error) bool
	input string

	links, sitemaps int
	seen            map[string]bool
}

// looksList reports whether r starts like a feed, a sitemap or an outline.
func looksList(r *bufio.Reader) bool {
	head, _ := r.Peek(sniffLen)
	if e := bomEncoding(head); e != nil || wide(head) != nil {
		if e == nil {
			e = wide(head)
		}
		head = []byte(decode(head, e).text)
	}
	head = bytes.TrimLeft(head, " \t\r\n\ufeff")
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		return bytes.Contains(head, []byte("jsonfeed.org")) && bytes.Contains(head, []byte(`"version"`))
	case startsHTML(head):
		return false
	}
	if bytes.HasPrefix(head, []byte("<!")) || bytes.HasPrefix(head, []byte("<?")) {
		// A document type may be long.
		if head, _ = r.Peek(r.Size() / 2); len(head) > 0 && wide(head) != nil {
			head = []byte(decode(head, wide(head)).text)
		}
		head = bytes.TrimLeft(head, " \t\r\n\ufeff")
	}
	low := bytes.ToLower(head)
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<atom:feed", "<opml"} {
		if i := bytes.Index(low, []byte(root)); i >= 0 && (i == 0 || low[0] == '<') {
			return true
		}
	}
	return false
}

// utf8List returns r as UTF-8: by its byte order mark, its XML declaration, or
// what it was sent as. Without any, what is no UTF-8 is windows-1252.
func utf8List(r *bufio.Reader, contentType string) io.Reader {
	head, _ := r.Peek(sniffLen)
	e := bomEncoding(head)
	if e == nil {
		e = wide(head)
	}
	if e != nil {
		return transform.NewReader(r, e.NewDecoder())
	}
	name := ""
	if bytes.HasPrefix(head, []byte("<?xml")) {
		declaration, _, _ := bytes.Cut(head, []byte("?>"))
		if _, v, ok := bytes.Cut(declaration, []byte("encoding=")); ok && len(v) > 1 {
			v, _, _ = bytes.Cut(v[1:], v[:1])
			name = string(v)
		}
	}
	if i := strings.Index(strings.ToLower(contentType), "charset="); i >= 0 && name == "" {
		name = strings.Trim(contentType[i+len("charset="):], `"' `)
	}
	if e, label := charset.Lookup(name); e != nil && label != "utf-8" && !strings.HasPrefix(label, "utf-16") {
		return transform.NewReader(r, e.NewDecoder())
	}
	whole := head
	for len(whole) > 0 && !utf8.RuneStart(whole[len(whole)-1]) {
		whole = whole[:len(whole)-1]
	}
	if len(whole) > 0 {
		whole = whole[:len(whole)-1] // perhaps the start of a character
	}
	if !utf8.Valid(whole) {
		return transform.NewReader(r, charmap.Windows1252.NewDecoder())
	}
	return r
}

// scan yields the links of one list and reports whether to go on.
func (l *lists) scan(r *bufio.Reader, src source, depth int) bool {
	limited := &io.LimitedReader{R: utf8List(r, src.contentType), N: maxListBytes}
	f := feed.NewReader(limited, cmp.Or(src.url, l.input))
	// Its articles are on the same host as a rule, which takes one request at
	// a time: so the list is read to its end first.
	var found []*Raw
	var children []string
	var failed error
	n := 0
	for {
		e, err := f.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			if errors.Is(err, feed.ErrNoList) {
				err = errXML
			}
			failed = plain(err)
			break
		}
		n++
		switch f.Kind {
		case feed.Outline:
			return l.yield(&Raw{Name: l.name(src)}, errors.New("is a list of feeds: verbatim feeds import follows them"))
		case feed.Index:
			if len(children) < maxSitemaps {
				children = append(children, e.URL)
			}
		default:
			if raw := l.entry(f, e); raw != nil {
				found = append(found, raw)
			}
		}
	}
	src.body.Close()
	for _, raw := range found {
		if !l.yield(raw, nil) {
			return false
		}
	}
	if failed != nil {
		return l.yield(&Raw{Name: l.name(src)}, failed)
	}
	if n == 0 && depth == 0 {
		return l.yield(&Raw{Name: l.name(src)}, errors.New("names no articles"))
	}
	for _, child := range children {
		if depth >= maxIndexes || l.sitemaps >= maxSitemaps || l.links >= maxLinks || l.ctx.Err() != nil {
			break
		}
		l.sitemaps++
		if !l.child(child, depth+1) {
			return false
		}
	}
	return true
}

func (l *lists) name(src source) string {
	if src.url == "" || src.url == l.input {
		return ""
	}
	return src.url
}

// child scans a sitemap that an index names.
func (l *lists) child(address string, depth int) bool {
	src, err := get(l.ctx, fetch.Request{URL: address, Accept: AcceptList}, l.o)
	if err != nil {
		return l.yield(&Raw{Name: address}, plain(err))
	}
	defer src.body.Close()
	src.url = cmp.Or(src.url, address)
	r, err := gunzip(src.body)
	if err != nil {
		return l.yield(&Raw{Name: address}, plain(err))
	}
	return l.scan(r, src, depth)
}

// entry returns one article, or nil where it was there already.
func (l *lists) entry(f *feed.Reader, e *feed.Entry) *Raw {
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	if e.URL != "" && l.seen[e.URL] || l.links >= maxLinks {
		return nil
	}
	l.links++
	raw := &Raw{Path: e.URL, Name: e.URL, URL: e.URL, Link: true, format: HTMLPage}
	raw.Hint = verbatim.Meta{Title: e.Title, Byline: e.Author, Outlet: e.Outlet, Published: parseDate(cmp.Or(e.Published, e.Updated))}
	if f.Kind == feed.Sitemap {
		raw.Hint.Published = parseDate(e.Published) // lastmod is of the page
	}
	if e.URL == "" {
		raw.Link, raw.Body, raw.Name = false, []byte("<article>"+strings.ToValidUTF8(e.Content, "\ufffd")+"</article>"), cmp.Or(e.Title, "an item without address")
		raw.Path = l.input
		raw.ContentType = "text/html; charset=utf-8"
	} else {
		l.seen[e.URL] = true
	}
	return raw
}
