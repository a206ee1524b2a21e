package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim/internal/gz"
)

// Page is what a record holds of a web page.
type Page struct {
	Body        []byte
	ContentType string
}

// ErrNoPage says that a record holds no page: it is of another type, or what
// it captured is an error, an image, a script.
var ErrNoPage = errors.New("is no page")

// headPeek is how much of a block is looked at to tell whether it is a page.
// Longer HTTP headers exist and are read with the block.
const headPeek = 16 << 10

// Page returns the page that a record holds, of at most limit bytes, or
// ErrNoPage, mostly without reading it: a response with status 200 and a
// resource, of HTML; a conversion, of plain text.
func (rec *Record) Page(limit int64) (*Page, error) {
	switch rec.Type {
	case "response":
		if !strings.HasPrefix(rec.URI, "http:") && !strings.HasPrefix(rec.URI, "https:") {
			return nil, ErrNoPage // dns:, whois:
		}
		head := rec.Peek(headPeek)
		h, err := parseHead(head)
		if err == errHeadLong {
			return nil, ErrNoPage
		}
		if err != nil || h.status != 200 || !html(h.contentType) && h.contentType != "" {
			return nil, ErrNoPage
		}
		if h.contentType == "" && !looksHTML(head[h.size:]) {
			return nil, ErrNoPage
		}
		block, err := rec.Block(limit + headPeek)
		if err != nil {
			return nil, err
		}
		body, err := h.decode(block[h.size:], limit)
		if err != nil {
			return nil, err
		}
		return &Page{body, h.contentType}, nil
	case "resource", "conversion":
		media := mediaType(rec.ContentType)
		if !html(rec.ContentType) && media != "text/plain" {
			return nil, ErrNoPage
		}
		body, err := rec.Block(limit)
		if err != nil {
			return nil, err
		}
		return &Page{body, rec.ContentType}, nil
	}
	return nil, ErrNoPage
}

func mediaType(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(media))
}

func html(contentType string) bool {
	media := mediaType(contentType)
	return media == "text/html" || media == "application/xhtml+xml"
}

func looksHTML(b []byte) bool {
	b = bytes.ToLower(bytes.TrimLeft(b[:min(len(b), 512)], " \t\r\n\xef\xbb\xbf"))
	return bytes.HasPrefix(b, []byte("<!doctype html")) || bytes.HasPrefix(b, []byte("<html"))
}

// httpHead is what matters of the head of an HTTP answer.
type httpHead struct {
	size        int // bytes up to the body
	status      int
	contentType string
	encoding    string
	chunked     bool
	length      int64 // -1: not given
}

var errHeadLong = errors.New("no end of the header")

// parseHead reads the head of an HTTP answer as archives keep it.
func parseHead(b []byte) (httpHead, error) {
	h := httpHead{length: -1}
	first := true
	for {
		i := bytes.IndexByte(b[h.size:], '\n')
		if i < 0 {
			return h, errHeadLong
		}
		line := bytes.TrimSuffix(b[h.size:h.size+i], []byte("\r"))
		h.size += i + 1
		if first {
			first = false
			f := bytes.Fields(line)
			if len(f) < 2 || !bytes.HasPrefix(f[0], []byte("HTTP/")) {
				return h, errors.New("no HTTP answer")
			}
			h.status, _ = strconv.Atoi(string(f[1]))
			continue
		}
		if len(line) == 0 {
			return h, nil
		}
		k, v, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		value := string(bytes.TrimSpace(v))
		switch strings.ToLower(string(bytes.TrimSpace(k))) {
		case "content-type":
			h.contentType = value
		case "content-encoding":
			h.encoding = strings.ToLower(value)
		case "transfer-encoding":
			h.chunked = strings.Contains(strings.ToLower(value), "chunked")
		case "content-length":
			if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
				h.length = n
			}
		}
	}
}

// decode undoes the transfer and content encodings of a body. Archives often
// keep the headers of encodings that they have undone, so that what does not
// look encoded is taken as it is.
func (h *httpHead) decode(body []byte, limit int64) ([]byte, error) {
	if h.chunked && looksChunked(body) {
		plain, err := io.ReadAll(io.LimitReader(httputil.NewChunkedReader(bufio.NewReader(bytes.NewReader(body))), limit+1))
		if err != nil && len(plain) == 0 {
			return nil, errors.New("is chunked and damaged")
		}
		body = plain
	}
	switch {
	case gz.Magic(body):
		z, err := gz.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, errors.New("is compressed and damaged")
		}
		if body, err = io.ReadAll(io.LimitReader(z, limit+1)); err != nil {
			return nil, errors.New("is compressed and damaged")
		}
	case h.encoding == "br" || h.encoding == "zstd":
		if !looksHTML(body) {
			return nil, fmt.Errorf("is encoded as %s, which cannot be read here", h.encoding)
		}
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("is longer than %d MiB", limit>>20)
	}
	return body, nil
}

// looksChunked reports whether a body starts with the size of a chunk.
func looksChunked(b []byte) bool {
	i := bytes.IndexByte(b[:min(len(b), 64)], '\n')
	if i < 0 {
		return false
	}
	size, _, _ := bytes.Cut(bytes.TrimSpace(b[:i]), []byte(";"))
	n, err := strconv.ParseInt(string(bytes.TrimSpace(size)), 16, 64)
	return err == nil && n >= 0
}
