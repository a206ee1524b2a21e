// Package warc reads web archives in the WARC format (ISO 28500): Common
// Crawl's, those of warcio and wget, compressed by record or not, as a stream.
//
// An archive comes from anywhere. A damaged record is reported and passed over,
// and reading goes on with the next one that can be found: after a length that
// lies, a compressed member that is cut, or bytes that are no record at all.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	maxHeader = 64 << 10 // of the header of a record
	// maxClaim is the longest record that a stream is believed to have. What
	// claims more is searched for the next record instead of passed over.
	maxClaim = 1 << 30
)

// Damage says what is wrong with a record. The records after it can be read.
type Damage struct {
	Offset int64 // in the archive as it lies, of the compressed member where there is one
	Why    string
}

func (d *Damage) Error() string { return fmt.Sprintf("record at byte %d %s", d.Offset, d.Why) }

// Record is one record. Its fields hold until the next call of Next.
type Record struct {
	Type        string // response, resource, conversion, request, metadata, revisit, warcinfo, …
	URI         string // of the target
	Date        string // of the capture, ISO 8601
	ID          string
	ContentType string // of the block
	Length      int64  // of the block, in bytes, as the record claims
	Offset      int64  // in the archive as it lies, of the compressed member where there is one
	Truncated   bool   // the capture was cut off when it was made

	r     *Reader
	start int64 // of the block, in the decompressed stream
}

// Reader reads the records of an archive in order.
type Reader struct {
	s   stream
	rec *Record // the one that was returned last, while its block is not passed
	// lost is set after damage: what follows is searched for a record.
	lost bool
}

// NewReader returns a reader of an archive. Where r can seek, an archive that
// is not compressed is passed over by seeking.
func NewReader(r io.Reader) *Reader {
	return &Reader{s: newStream(r)}
}

// Next returns the next record. The error is io.EOF at the end, a *Damage
// where a record cannot be read and the ones after it can, and any other error
// is of the reader below and the last.
func (r *Reader) Next() (*Record, error) {
	if rec := r.rec; rec != nil {
		r.rec = nil
		if err := rec.pass(); err != nil {
			return nil, err
		}
	}
	if r.lost {
		r.lost = false
		if err := r.search(); err != nil {
			return nil, err
		}
	}
	for {
		if err := r.blank(); err != nil {
			return nil, r.failed(err)
		}
		rec, err := r.header()
		if err != nil {
			return nil, r.failed(err)
		}
		if rec != nil {
			r.rec = rec
			return rec, nil
		}
	}
}

// failed turns damage of the compression into that of a record.
func (r *Reader) failed(err error) error {
	var d *Damage
	var c *compressionError
	switch {
	case errors.As(err, &d):
		r.lost = true
	case errors.As(err, &c):
		r.lost = true
		return &Damage{r.s.offset(), c.Error()}
	}
	return err
}

func (r *Reader) damage(offset int64, format string, args ...any) error {
	r.rec, r.lost = nil, true
	return &Damage{offset, fmt.Sprintf(format, args...)}
}

// blank passes the empty lines between records, over the ends of members.
func (r *Reader) blank() error {
	for {
		b, err := r.s.peek(2)
		if len(b) == 0 && err == errMember {
			if err := r.s.nextMember(); err != nil {
				return err
			}
			continue
		}
		switch {
		case len(b) == 0:
			return err
		case b[0] == '\n':
			r.s.discard(1)
		case len(b) == 2 && b[0] == '\r' && b[1] == '\n':
			r.s.discard(2)
		default:
			return nil
		}
	}
}

// header reads the header of a record up to its block.
func (r *Reader) header() (*Record, error) {
	rec := &Record{r: r, Offset: r.s.offset(), Length: -1}
	line, err := r.line()
	if err != nil {
		return nil, r.headerError(rec, err)
	}
	if !bytes.HasPrefix(line, magic) {
		return nil, r.damage(rec.Offset, "does not start like one")
	}
	size := 0
	var last string
	for {
		line, err := r.line()
		if err != nil {
			return nil, r.headerError(rec, err)
		}
		if size += len(line) + 2; size > maxHeader {
			return nil, r.damage(rec.Offset, "has a header of more than 64 KiB")
		}
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' { // goes on
			if last == "warc-target-uri" {
				rec.URI += string(bytes.TrimSpace(line))
			}
			continue
		}
		k, v, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		last = strings.ToLower(string(bytes.TrimSpace(k)))
		value := string(bytes.TrimSpace(v))
		switch last {
		case "warc-type":
			rec.Type = value
		case "warc-target-uri":
			rec.URI = strings.Trim(value, "<>")
		case "warc-date":
			rec.Date = value
		case "warc-record-id":
			rec.ID = strings.Trim(value, "<>")
		case "content-type":
			rec.ContentType = value
		case "warc-truncated":
			rec.Truncated = true
		case "content-length":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 || rec.Length >= 0 && rec.Length != n {
				return nil, r.damage(rec.Offset, "has no length that can be read")
			}
			rec.Length = n
		}
	}
	if rec.Length < 0 {
		return nil, r.damage(rec.Offset, "has no length")
	}
	rec.start = r.s.at
	if left, known := r.s.left(); known && rec.Length > left || !known && rec.Length > maxClaim {
		return nil, r.damage(rec.Offset, "claims a length of %d bytes", rec.Length)
	}
	return rec, nil
}

func (r *Reader) headerError(rec *Record, err error) error {
	if err == io.EOF || err == errMember || err == errLine {
		return r.damage(rec.Offset, "has no whole header")
	}
	return err
}

var (
	magic   = []byte("WARC/")
	errLine = errors.New("line too long")
)

// line reads a line without its end. It is valid until the next read.
func (r *Reader) line() ([]byte, error) {
	line, err := r.s.line()
	if err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
}

// search passes to where the next record starts: a line that begins with
// WARC/ and a digit, or a new compressed member.
func (r *Reader) search() error {
	for {
		err := r.s.find()
		var c *compressionError
		switch {
		case err == nil:
			return nil
		case err == errMember, errors.As(err, &c):
			if err := r.s.nextMember(); err != nil {
				return err
			}
			// Members of an archive start with a record, as a rule.
			if b, _ := r.s.peek(len(magic)); bytes.Equal(b, magic) {
				return nil
			}
		default:
			return err
		}
	}
}

// Peek returns the first n bytes of the block, or all if it is shorter. The
// block is still to be read.
func (rec *Record) Peek(n int) []byte {
	b, _ := rec.r.s.peek(int(min(int64(n), rec.Length)))
	return b
}

// Block reads the block, of at most limit bytes, and makes sure that the
// record ends where it says: a length that lies would make other records part
// of this one.
func (rec *Record) Block(limit int64) ([]byte, error) {
	r := rec.r
	if r.rec != rec {
		return nil, errors.New("the record has been passed")
	}
	if rec.Length > limit {
		return nil, fmt.Errorf("is longer than %d MiB", limit>>20)
	}
	r.rec = nil
	// The claim is not believed before the bytes are there.
	var buf bytes.Buffer
	buf.Grow(int(min(rec.Length+bytes.MinRead, 1<<20)))
	n, err := io.CopyN(&buf, &r.s, rec.Length)
	if err != nil && !isEnd(err) {
		return nil, r.failed(err)
	}
	if n < rec.Length {
		return nil, r.damage(rec.Offset, "ends after %d of %d bytes", n, rec.Length)
	}
	if err := rec.trailer(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// pass goes past the block without reading it.
func (rec *Record) pass() error {
	r := rec.r
	n, err := r.s.skip(rec.Length)
	if err != nil && !isEnd(err) {
		return r.failed(err)
	}
	if n < rec.Length {
		return r.damage(rec.Offset, "ends after %d of %d bytes", n, rec.Length)
	}
	return rec.trailer()
}

// trailer looks at what follows a block: two line ends, or after less than
// that the next record or the end of the member. A block that ends elsewhere is searched
// again from its start where that is possible.
func (rec *Record) trailer() error {
	r := rec.r
	b, err := r.s.peek(9)
	if err != nil && !isEnd(err) {
		return r.failed(err)
	}
	if bytes.HasPrefix(b, []byte("\r\n\r\n")) || bytes.HasPrefix(b, []byte("\n\n")) {
		return nil
	}
	for len(b) > 0 && (b[0] == '\r' || b[0] == '\n') {
		b = b[1:]
	}
	if len(b) == 0 || bytes.HasPrefix(magic, b[:min(len(b), len(magic))]) {
		return nil
	}
	r.s.back(rec.start)
	return r.damage(rec.Offset, "does not end after its %d bytes", rec.Length)
}

func isEnd(err error) bool { return err == io.EOF || err == errMember || err == bufio.ErrBufferFull }
