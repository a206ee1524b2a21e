package ingest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Record makes a document of one line of JSONL, an object with id, url,
// outlet, title, byline, date and text, of which only text is needed; other
// names that are common for these are known too (see Fields). The id becomes
// the document's Path.
func Record(line []byte) (*verbatim.Document, error) { return recordOf(line, nil) }

func recordOf(line []byte, fields Fields) (*verbatim.Document, error) {
	if !utf8.Valid(line) {
		return nil, fmt.Errorf("is not valid UTF-8 (byte %d)", badOffset(line))
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(line, &object); err != nil {
		var te *json.UnmarshalTypeError
		if errors.As(err, &te) {
			return nil, said("is a JSON "+te.Value+", not an object", err)
		}
		return nil, fmt.Errorf("is not JSON: %w", err)
	}
	if object == nil {
		return nil, errors.New("is a JSON null, not an object")
	}
	text, err := fields.text(object)
	if err != nil {
		return nil, err
	}
	if len(text) > maxText {
		return nil, fmt.Errorf("has a text that %w", tooLong(maxText))
	}
	doc := &verbatim.Document{Text: text}
	doc.Meta = verbatim.Meta{
		Path: fields.value(object, "id"), URL: fields.value(object, "url"), Outlet: fields.value(object, "outlet"),
		Title: fields.value(object, "title"), Byline: fields.value(object, "byline"), Published: isoDate(fields.value(object, "date")),
	}
	doc.Language = Language(doc.Text)
	doc.Furniture = Furniture(doc.Text)
	return doc, nil
}

// scanLines yields each line of r. Empty lines are passed over.
func scanLines(ctx context.Context, r *bufio.Reader, input string, o Options, yield func(*Raw, error) bool) {
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
			if !yield(&Raw{Name: fmt.Sprintf("line %d", n)}, tooLong(limit)) {
				return
			}
		case len(bytes.TrimSpace(line)) > 0:
			seen = true
			raw := &Raw{Path: fmt.Sprintf("%s:%d", input, n), Name: fmt.Sprintf("line %d", n), Body: line, format: JSONL, fields: o.Fields}
			if !yield(raw, nil) {
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
func looksJSONL(r *bufio.Reader, fields Fields) bool {
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
		if name, ok := key.(string); ok && fields.knows(name) {
			return true
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
	return false
}
