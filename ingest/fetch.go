package ingest

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"sync"

	"github.com/verbatim-record/verbatim/fetch"
)

// AcceptList is what is asked for where a list is expected.
const AcceptList = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"

// defaultFetcher is made on the first use.
var defaultFetcher = sync.OnceValue(func() *fetch.Fetcher { return fetch.New(fetch.Options{}) })

// get opens a web address.
func get(ctx context.Context, r fetch.Request, o Options) (source, error) {
	f := o.Fetcher
	if f == nil {
		f = defaultFetcher()
	}
	resp, err := f.Get(ctx, r)
	if err != nil {
		return source{}, err
	}
	return source{resp.Body, resp.ContentType, resp.URL}, nil
}

// Fetch gets the article of a link. Feeds name their articles, so that what
// comes is taken for one if it is a page at all.
func Fetch(ctx context.Context, link *Raw, o Options) (*Raw, error) {
	fail := func(err error) (*Raw, error) {
		return &Raw{Name: link.Name, URL: link.URL, Asked: link.URL}, plain(err)
	}
	src, err := get(ctx, fetch.Request{URL: link.URL}, o)
	if err != nil {
		return fail(err)
	}
	defer src.body.Close()
	b, err := gunzip(src.body)
	if err != nil {
		return fail(err)
	}
	if looksList(b) || startsWARC(peek(b)) {
		return fail(errors.New("is no article"))
	}
	o.Format = Auto
	raw, err := readArticle(b, src, o)
	if err != nil {
		return fail(err)
	}
	raw.Path, raw.Name, raw.Hint, raw.Asked = link.Path, link.Name, link.Hint, link.URL
	raw.Hint.Outlet = cmp.Or(raw.Hint.Outlet, hostOf(src.url))
	return raw, nil
}

func peek(b *bufio.Reader) []byte {
	head, _ := b.Peek(sniffLen)
	return head
}

// ScanResponse yields the articles of an answer that was fetched already, as
// Scan does. It closes the answer.
func ScanResponse(ctx context.Context, input string, resp *fetch.Response, o Options, yield func(*Raw, error) bool) {
	defer resp.Body.Close()
	scanSource(ctx, input, source{resp.Body, resp.ContentType, resp.URL}, o, yield)
}
