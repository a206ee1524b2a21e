// Package ingest turns outside bytes into documents: plain text, HTML, JSON
// lines, web archives, and the articles that feeds and sitemaps name; from a
// file, a web address or standard input, plain or gzipped.
//
// [Read] does the reading. It is [Scan], which finds the articles of an input
// as raw bytes, and [Raw.Document], which makes a document of each. [Text],
// [HTML] and [Record] are the pure functions below it: bytes in, document out.
package ingest

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"strings"
	"syscall"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/fetch"
)

// Format says how the bytes of an input are to be read.
type Format int

// The formats.
const (
	Auto Format = iota // told from the content
	PlainText
	HTMLPage
	JSONL // one JSON object a line: id, url, outlet, title, byline, date, text; see Fields
	WARC  // a web archive
	List  // a feed, a sitemap or an index of sitemaps: its articles are fetched
)

// The limits on one article, in bytes after decompression. A news article has
// some 10 kB, and the longest ones some 200 kB. The layers of the analysis take
// a hundred times a text of prose and three hundred times one of quotation
// marks alone, and the process is to stay below 300 MiB.
const (
	maxText = 768 << 10 // of the article, whatever it comes in; 130,000 words
	maxHTML = 8 << 20   // of a page
	maxLine = 8 << 20   // of a line of JSONL
)

// Options say how Read reads.
type Options struct {
	Published string         // the date of documents whose input has none; not checked here
	Format    Format         // how to read the bytes; Auto tells by content
	Stdin     io.Reader      // read for the input "-"; nil: os.Stdin
	Fetcher   *fetch.Fetcher // fetches web addresses; nil: one for all that have none
	// Polite is set where nobody looks at each address: robots.txt is asked
	// for the inputs themselves too, and they may not be private.
	Polite   bool
	Fields   Fields // of JSONL; nil: those that are known
	MaxBytes int64  // a lower limit for one input, or line of JSONL, than 768 KiB of text, 8 MiB of HTML or JSONL; 0: these
}

// ErrEmpty says that an input has no text at all.
var ErrEmpty = errors.New("is empty")

// ErrTooLong begins the error of an article over one of the limits.
var ErrTooLong = errors.New("is longer than")

// Read yields the documents of one input, a file name, an http or https
// address or "-" for standard input: one document for plain text and HTML, one
// a line for JSONL, one for each article of an archive, a feed or a sitemap.
// Their Path is the input as named, the id of the record, or the address of
// the article.
//
// An error says what is wrong without naming the input. After the error of one
// article of several the others are still yielded; any other error is the last
// thing yielded. Pages of an archive that are no articles are passed over.
func Read(ctx context.Context, input string, o Options) iter.Seq2[*verbatim.Document, error] {
	return func(yield func(*verbatim.Document, error) bool) {
		for raw, err := range Scan(ctx, input, o) {
			if err == nil && raw.Link {
				raw, err = Fetch(ctx, raw, o)
			}
			var doc *verbatim.Document
			if err == nil {
				doc, err = raw.Document()
			}
			if errors.Is(err, ErrNoArticle) {
				continue
			}
			if err != nil && raw != nil && raw.Name != "" {
				err = said(raw.Name+": "+err.Error(), err)
			}
			if err == nil {
				doc.Published = cmp.Or(doc.Published, o.Published)
			}
			if !yield(doc, err) {
				return
			}
		}
	}
}

// plain makes an error one that a reader of "verbatim: FILE: why" understands:
// without the name of the call and without the name of the input again.
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, new(worded)) {
		return err
	}
	if errors.As(err, &pe) {
		err = pe.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return said("no such file", err)
	case errors.Is(err, fs.ErrPermission):
		return said("permission denied", err)
	case errors.Is(err, syscall.EISDIR):
		return said("is a directory", err)
	}
	return fetch.Plain(err)
}

// worded is an error with a better wording than its own.
type worded struct {
	text string
	err  error
}

func (w worded) Error() string { return w.text }
func (w worded) Unwrap() error { return w.err }

func said(text string, err error) error {
	return worded{strings.TrimSpace(text), err}
}
