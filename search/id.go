package search

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/verbatim-record/verbatim"
)

// Ids are content addresses, so that what is written of an article before it
// is in a record, and after, has one name.

// DocumentKey returns the content address of d: of its text and of where it
// stands, which is its URL or else its outlet. The same words at two places
// are two documents.
func DocumentKey(d *verbatim.Document) (key [16]byte) {
	h := sha256.New()
	h.Write([]byte(d.Text))
	place := d.URL
	if place == "" {
		place = d.Outlet
	}
	if place != "" { // without one, it is the id of verbatim.Document
		h.Write([]byte{0})
		h.Write([]byte(place))
	}
	copy(key[:], h.Sum(nil))
	return key
}

// StatementKey returns the content address of s in the document with that key:
// of the document and of the statement's spans.
func StatementKey(document [16]byte, s *verbatim.Statement) (key [8]byte) {
	b := append(make([]byte, 0, 64), document[:]...)
	for _, spans := range [][]verbatim.Span{s.Content, s.Source, s.Cue} {
		b = binary.AppendUvarint(b, uint64(len(spans)))
		for _, sp := range spans {
			b = binary.AppendUvarint(b, uint64(sp.Start))
			b = binary.AppendUvarint(b, uint64(sp.End))
		}
	}
	sum := sha256.Sum256(b)
	copy(key[:], sum[:])
	return key
}

// EventKey returns the content address of e in the document with that key: of
// the document, of what names the event and of its type. It stays when the
// event's status or participants are read otherwise.
func EventKey(document [16]byte, e *verbatim.Event) (key [8]byte) {
	b := append(make([]byte, 0, 64), document[:]...)
	b = binary.AppendUvarint(b, uint64(e.Trigger.Start))
	b = binary.AppendUvarint(b, uint64(e.Trigger.End))
	b = append(b, e.Kind...)
	if e.Kind == "" {
		b = append(append(b, 0), e.Plover...)
	}
	sum := sha256.Sum256(b)
	copy(key[:], sum[:])
	return key
}

// DocumentID returns the id of the document with that key.
func DocumentID(key [16]byte) string { return "d" + hex.EncodeToString(key[:]) }

// StatementID returns the id of the statement with that key.
func StatementID(key [8]byte) string { return "s" + hex.EncodeToString(key[:]) }

// EventID returns the id of the event with that key.
func EventID(key [8]byte) string { return "v" + hex.EncodeToString(key[:]) }
