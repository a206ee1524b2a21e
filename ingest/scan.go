package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"net/url"
	"os"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/internal/gz"
)

// Raw is one article as it came: its bytes, and what was said of them. Making
// a document of it is the costly part, so that a caller who knows the bytes
// already can leave it out.
type Raw struct {
	Path        string // of the document, as far as the bytes do not say
	Name        string // inside its input, for messages: "line 7", an address; "" where the input is the article
	Body        []byte // decompressed; nil for a Link
	ContentType string
	URL         string
	Asked       string // the address that was asked for it, before redirects; "" where none was
	// Link says that the article is only named so far, and Fetch gets it.
	Link bool
	// Found is set where nobody named the article itself: it stands in an
	// archive among pages that are none.
	Found bool
	Date  string        // of a capture, ISO 8601; "" where it is now
	Hint  verbatim.Meta // what the feed says, for what the page does not

	format Format
	fields Fields
}

// ErrNoArticle says that a page that was found does not read like an article.
var ErrNoArticle = errors.New("does not read like an article")

// Scan yields the articles of one input as Read does, before they are read. An
// error may come with a Raw that has a Name; it concerns that article alone.
func Scan(ctx context.Context, input string, o Options) iter.Seq2[*Raw, error] {
	return func(yield func(*Raw, error) bool) {
		src, err := open(ctx, input, o)
		if err != nil {
			yield(nil, plain(err))
			return
		}
		defer src.body.Close()
		scanSource(ctx, input, src, o, yield)
	}
}

// scanSource tells what an input is and yields its articles.
func scanSource(ctx context.Context, input string, src source, o Options, yield func(*Raw, error) bool) {
	b := bufio.NewReaderSize(src.body, 64<<10)
	head, err := b.Peek(sniffLen)
	if len(head) == 0 && err != nil && err != io.EOF {
		yield(nil, plain(err))
		return
	}
	if o.Format == WARC || o.Format == Auto && startsWARC(head) {
		var r io.Reader = b
		if f, ok := src.body.(*os.File); ok {
			// An archive that can seek is passed over faster and searched better.
			if _, err := f.Seek(0, io.SeekStart); err == nil {
				r = f
			}
		}
		scanArchive(ctx, r, input, o, yield)
		return
	}
	r, err := gunzip(b)
	if err != nil {
		yield(nil, plain(err))
		return
	}
	switch {
	case o.Format == List || o.Format == Auto && looksList(r):
		(&lists{ctx: ctx, o: o, yield: yield, input: input}).scan(r, src, 0)
		return
	case o.Format == JSONL, o.Format == Auto && looksJSONL(r, o.Fields):
		scanLines(ctx, r, input, o, yield)
		return
	}
	raw, err := readArticle(r, src, o)
	src.body.Close()
	if err != nil {
		yield(nil, plain(err))
		return
	}
	raw.Path = input
	if IsURL(input) {
		raw.Asked = input
	}
	yield(raw, nil)
}

// startsWARC reports whether head is the start of a web archive, gzipped or not.
func startsWARC(head []byte) bool {
	if gz.Magic(head) {
		z, err := gz.NewReader(bytes.NewReader(head))
		if err != nil {
			return false
		}
		start := make([]byte, 8)
		n, _ := io.ReadFull(z, start) // what follows may be cut off
		head = start[:n]
	}
	return bytes.HasPrefix(head, []byte("WARC/1.")) || bytes.HasPrefix(head, []byte("WARC/0."))
}

// source is an opened input and what its transport says of it.
type source struct {
	body        io.ReadCloser
	contentType string // of an HTTP answer
	url         string // after redirects
}

// open opens a file, a web address or standard input.
func open(ctx context.Context, input string, o Options) (source, error) {
	switch {
	case input == "-":
		if o.Stdin == nil {
			return source{body: io.NopCloser(os.Stdin)}, nil
		}
		return source{body: io.NopCloser(o.Stdin)}, nil
	case IsURL(input):
		return get(ctx, fetch.Request{URL: input, Typed: !o.Polite}, o)
	}
	f, err := os.Open(input)
	if err != nil {
		return source{}, err
	}
	if st, err := f.Stat(); err == nil && st.IsDir() {
		f.Close()
		return source{}, errors.New("is a directory")
	}
	return source{body: f}, nil
}

// IsURL reports whether an input names a web address and not a file.
func IsURL(input string) bool {
	scheme, _, ok := strings.Cut(input, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// readArticle reads the bytes of one article of text or HTML from r.
func readArticle(r *bufio.Reader, src source, o Options) (*Raw, error) {
	head, err := r.Peek(sniffLen)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, err
	}
	format, err := sniff(head, src.contentType)
	if err != nil && (err != errXML || o.Format == Auto) {
		return nil, err
	}
	if o.Format != Auto && o.Format != List {
		format = o.Format
	}
	limit := int64(maxText)
	if format == HTMLPage {
		limit = maxHTML
	}
	if o.MaxBytes > 0 {
		limit = min(limit, o.MaxBytes)
	}
	data, err := readAll(r, limit)
	if err != nil {
		return nil, err
	}
	if o.Format == Auto && format == PlainText && isJSON(data) {
		return nil, errJSON
	}
	return &Raw{Body: data, ContentType: src.contentType, URL: src.url, format: format}, nil
}

// errJSON says that an input is data and no prose.
var errJSON = errors.New("is JSON without a text: an article as JSON is an object with a field text, one a line")

// isJSON reports whether data is a JSON object or list.
func isJSON(data []byte) bool {
	start := bytes.TrimLeft(bytes.TrimPrefix(data, utf8BOM), " \t\r\n")
	return len(start) > 0 && (start[0] == '{' || start[0] == '[') && json.Valid(start)
}

// Document makes the document of an article.
func (r *Raw) Document() (*verbatim.Document, error) {
	var doc *verbatim.Document
	var err error
	if !r.MayBeArticle() {
		return nil, ErrNoArticle
	}
	switch r.format {
	case JSONL:
		doc, err = recordOf(r.Body, r.fields)
	case HTMLPage:
		doc, err = HTML(r.Body, r.ContentType, r.URL)
	default:
		doc, err = textOf(r.Body, r.ContentType)
		if err == nil {
			doc.URL = r.URL
		}
	}
	if err != nil {
		if r.Found {
			return nil, ErrNoArticle
		}
		return nil, err
	}
	if r.Found && !readsLikeArticle(doc) {
		return nil, ErrNoArticle
	}
	doc.Path = cmp.Or(doc.Path, r.Path)
	doc.Title = cmp.Or(doc.Title, r.Hint.Title)
	doc.Byline = cmp.Or(doc.Byline, r.Hint.Byline)
	doc.Outlet = cmp.Or(doc.Outlet, r.Hint.Outlet)
	doc.Published = cmp.Or(doc.Published, r.Hint.Published)
	return doc, nil
}

// readsLikeArticle reports whether a page has prose: a few hundred letters in
// paragraphs, and more in them than in the lines of lists, tables and teasers.
func readsLikeArticle(doc *verbatim.Document) bool {
	const paragraph, least = 100, 400
	prose, rest := 0, 0
	furniture := doc.Furniture
	at := 0
	for line := range strings.Lines(doc.Text) {
		start := at
		at += len(line)
		for len(furniture) > 0 && furniture[0].End <= start {
			furniture = furniture[1:]
		}
		if len(furniture) > 0 && furniture[0].Start < at {
			continue
		}
		line = strings.TrimSpace(line)
		if len(line) >= paragraph && strings.ContainsAny(line, ".!?”\"") {
			prose += len(line)
		} else {
			rest += len(line)
		}
	}
	return prose >= least && prose*2 >= rest
}

// hostOf is the host of an address without www, for an outlet that has no
// other name.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
