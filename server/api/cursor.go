package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// cursor is where the next page of a list begins. It is bound to what was
// asked, so that one of another question is an error and not a wrong page.
//
// Lists in order of time go on behind the last that was shown, however many
// have been added since. In order of relevance the place is a number, among
// those that were in the record when the first page was made.
type cursor struct {
	a, b int64
}

const cursorForm = 1

var errCursor = errors.New("is no cursor of this list: pass on what the page before gave as next, with the same other parameters")

// asked names what a cursor is bound to.
func asked(parts ...string) (sum [6]byte) {
	h := sha256.New()
	for _, p := range parts {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	copy(sum[:], h.Sum(nil))
	return sum
}

// String writes a cursor for what was asked.
func (c cursor) text(question [6]byte) string {
	b := append(make([]byte, 0, 32), cursorForm)
	b = append(b, question[:]...)
	b = binary.AppendVarint(b, c.a)
	b = binary.AppendVarint(b, c.b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads a cursor of the same question.
func parseCursor(s string, question [6]byte) (c cursor, err error) {
	if len(s) > 64 {
		return c, errCursor
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) < 1+len(question) || b[0] != cursorForm || string(b[1:1+len(question)]) != string(question[:]) {
		return c, errCursor
	}
	b = b[1+len(question):]
	var n int
	if c.a, n = binary.Varint(b); n <= 0 {
		return cursor{}, errCursor
	}
	b = b[n:]
	if c.b, n = binary.Varint(b); n <= 0 || n != len(b) || c.text(question) != s {
		return cursor{}, errCursor
	}
	return c, nil
}
