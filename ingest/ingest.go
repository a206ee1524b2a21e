// Package ingest turns outside bytes into documents: plain text, HTML and
// JSON lines, from a file, a web address or standard input, plain or gzipped.
//
// [Read] does the reading. [Text], [HTML] and [Record] are the pure functions
// below it: bytes in, document out.
package ingest

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"strings"
	"syscall"

	"github.com/verbatim-record/verbatim"
)

// Format says how the bytes of an input are to be read.
type Format int

// The formats.
const (
	Auto Format = iota // told from the content
	PlainText
	HTMLPage
	JSONL // one JSON object a line: id, url, outlet, title, date, text
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
	Published string       // the date of documents whose input has none; not checked here
	Format    Format       // how to read the bytes; Auto tells text from HTML by content
	Stdin     io.Reader    // read for the input "-"; nil: os.Stdin
	Client    *http.Client // fetches web addresses; nil: a client with limits
	MaxBytes  int64        // a lower limit for one input, or line of JSONL, than 768 KiB of text, 8 MiB of HTML or JSONL; 0: these
}

// ErrEmpty says that an input has no text at all.
var ErrEmpty = errors.New("is empty")

// Read yields the documents of one input, a file name, an http or https
// address or "-" for standard input: one document for plain text and HTML, one
// a line for JSONL. Their Path is the input as named, or the id of the record.
//
// An error says what is wrong without naming the input. After the error of one
// JSONL line the lines after it are still yielded; any other error is the last
// thing yielded.
func Read(ctx context.Context, input string, o Options) iter.Seq2[*verbatim.Document, error] {
	return func(yield func(*verbatim.Document, error) bool) {
		src, err := open(ctx, input, o)
		if err != nil {
			yield(nil, plain(err))
			return
		}
		defer src.body.Close()
		r, err := gunzip(src.body)
		if err != nil {
			yield(nil, plain(err))
			return
		}
		if o.Format == JSONL || o.Format == Auto && looksJSONL(r) {
			readLines(ctx, r, input, o, yield)
			return
		}
		doc, err := readArticle(r, src, o)
		if err != nil {
			yield(nil, plain(err))
			return
		}
		doc.Path = input
		doc.Published = cmp.Or(doc.Published, o.Published)
		yield(doc, nil)
	}
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
	case isURL(input):
		return fetch(ctx, input, o.Client)
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

// readArticle reads one article of text or HTML from r.
func readArticle(r *bufio.Reader, src source, o Options) (*verbatim.Document, error) {
	head, err := r.Peek(sniffLen)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, err
	}
	format, err := sniff(head, src.contentType)
	if err != nil && (err != errXML || o.Format == Auto) {
		return nil, err
	}
	if o.Format != Auto {
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
	if format == HTMLPage {
		return HTML(data, src.contentType, src.url)
	}
	doc, err := textOf(data, src.contentType)
	if err == nil {
		doc.URL = src.url
	}
	return doc, err
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
	return plainNet(err)
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
