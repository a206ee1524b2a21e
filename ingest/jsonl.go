package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// record is one line of JSONL. An id may be a string or a number.
type record struct {
	ID     json.RawMessage `json:"id"`
	URL    string          `json:"url"`
	Outlet string          `json:"outlet"`
	Title  string          `json:"title"`
	Date   string          `json:"date"`
	Text   *string         `json:"text"`
}

// Record makes a document of one line of JSONL, an object with id, url,
// outlet, title, date and text, of which only text is needed. The id becomes
// the document's Path.
func Record(line []byte) (*verbatim.Document, error) {
	if !utf8.Valid(line) {
		return nil, fmt.Errorf("is not valid UTF-8 (byte %d)", badOffset(line))
	}
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		var te *json.UnmarshalTypeError
		if errors.As(err, &te) && te.Field != "" {
			return nil, said(fmt.Sprintf("%q is a %s, not a string", te.Field, te.Value), err)
		} else if errors.As(err, &te) {
			return nil, said("is a JSON "+te.Value+", not an object", err)
		}
		return nil, fmt.Errorf("is not JSON: %w", err)
	}
	if r.Text == nil {
		return nil, errors.New(`has no "text"`)
	}
	if len(*r.Text) > maxText {
		return nil, fmt.Errorf("has a text that %w", tooLong(maxText))
	}
	doc := &verbatim.Document{Text: *r.Text}
	doc.Meta = verbatim.Meta{Path: recordID(r.ID), URL: r.URL, Outlet: r.Outlet, Title: r.Title, Published: r.Date}
	doc.Language = Language(doc.Text)
	doc.Furniture = Furniture(doc.Text)
	return doc, nil
}

// recordID returns the id of a record as text.
func recordID(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if len(raw) > 0 && (raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9') {
		return string(raw)
	}
	return ""
}

// readLines yields a document for each line of r. Empty lines are passed over.
func readLines(ctx context.Context, r *bufio.Reader, input string, o Options, yield func(*verbatim.Document, error) bool) {
	limit := int64(maxLine)
	if o.MaxBytes > 0 {
		limit = min(limit, o.MaxBytes)
	}
	seen := false
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			yield(nil, err)
			return
		}
		line, err := readLine(r, limit)
		if err != nil && err != io.EOF && err != errLineLong {
			yield(nil, plain(err))
			return
		}
		last := err == io.EOF
		if n == 1 {
			line = bytes.TrimPrefix(line, utf8BOM)
		}
		switch {
		case err == errLineLong:
			seen = true
			if !yield(nil, fmt.Errorf("line %d: %w", n, tooLong(limit))) {
				return
			}
		case len(bytes.TrimSpace(line)) > 0:
			seen = true
			doc, err := Record(line)
			if err != nil {
				if !yield(nil, fmt.Errorf("line %d: %w", n, err)) {
					return
				}
				break
			}
			doc.Path = cmp.Or(doc.Path, fmt.Sprintf("%s:%d", input, n))
			doc.Published = cmp.Or(doc.Published, o.Published)
			if !yield(doc, nil) {
				return
			}
		}
		if last {
			if !seen {
				yield(nil, ErrEmpty)
			}
			return
		}
	}
}

var errLineLong = errors.New("line too long")

// readLine reads a line of at most limit bytes, without its end. The rest of a
// longer line is passed over and errLineLong returned. io.EOF comes with the
// last line.
func readLine(r *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			line = append(line, part...)
			if int64(len(line)) > limit+1 {
				line, long = nil, true
			}
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == nil && long {
			return nil, errLineLong
		}
		if err == io.EOF && long {
			// The next call sees the end of the input again.
			return nil, errLineLong
		}
		return bytes.TrimSuffix(line, []byte("\n")), err
	}
}

// looksJSONL reports whether r starts with a JSON object that has a text: no
// article does.
func looksJSONL(r *bufio.Reader) bool {
	head, _ := r.Peek(sniffLen)
	head = bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n")
	if !bytes.HasPrefix(head, []byte("{")) {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(head))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	// The first key of an object is a string, and one of the record's fields
	// stands among the first ones.
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return false
		}
		switch key {
		case "id", "url", "outlet", "title", "date", "text":
			return true
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}
