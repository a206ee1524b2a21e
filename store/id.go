package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Hash is a SHA-256 of bytes as they were fetched.
type Hash [sha256.Size]byte

// HashOf returns the hash of what was fetched.
func HashOf(b []byte) Hash { return sha256.Sum256(b) }

// IsZero reports whether h is no hash.
func (h Hash) IsZero() bool { return h == Hash{} }

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

type (
	documentID  [16]byte
	statementID [8]byte
)

func (id documentID) String() string  { return search.DocumentID(id) }
func (id statementID) String() string { return search.StatementID(id) }

// DocumentID returns the id of d in the record.
func DocumentID(d *verbatim.Document) string { return idOf(d).String() }

func idOf(d *verbatim.Document) documentID { return search.DocumentKey(d) }

// StatementID returns the id in the record of the statement at index i of d: s
// and the content address of the document and the statement's spans.
func StatementID(d *verbatim.Document, i int) string {
	return idOfStatement(idOf(d), &d.Statements[i]).String()
}

// StatementIDs returns the ids of all statements of d. Each alone would cost a
// walk over the text.
func StatementIDs(d *verbatim.Document) []string {
	key := idOf(d)
	out := make([]string, len(d.Statements))
	for i := range d.Statements {
		out[i] = idOfStatement(key, &d.Statements[i]).String()
	}
	return out
}

func idOfStatement(doc documentID, s *verbatim.Statement) statementID {
	return search.StatementKey(doc, s)
}

// sumOfMeta is a checksum of what is stored of a document beside its text and
// layers, which have their own.
func sumOfMeta(d *verbatim.Document, minute int64, hash Hash) []byte {
	h := sha256.New()
	for _, s := range []string{d.Path, d.URL, d.Outlet, d.Title, d.Byline, d.Published, d.Language} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	fmt.Fprintf(h, "%d", minute)
	h.Write(hash[:])
	return h.Sum(nil)[:8]
}

// prefix is the beginning of an id as a range of blobs.
type prefix struct {
	kind      byte // 'd' or 's'
	low, high []byte
}

// parsePrefix reads an id or its beginning: d, s or v and at least four digits.
func parsePrefix(id string) (prefix, error) {
	p := prefix{}
	rest := strings.ToLower(strings.TrimSpace(id))
	digits := 32
	switch {
	case strings.HasPrefix(rest, "d"):
		p.kind = 'd'
	case strings.HasPrefix(rest, "s"):
		p.kind, digits = 's', 16
	case strings.HasPrefix(rest, "v"):
		p.kind, digits = 'v', 16
	default:
		return p, badID("%q is no id: a document's begins with d, a statement's with s, an event's with v", id)
	}
	rest = rest[1:]
	if len(rest) < 4 || len(rest) > digits || strings.Trim(rest, "0123456789abcdef") != "" {
		return p, badID("%q is no id: %c is followed by 4 to %d hexadecimal digits", id, p.kind, digits)
	}
	fill := func(c string) []byte {
		b, err := hex.DecodeString(rest + strings.Repeat(c, digits-len(rest)))
		if err != nil {
			panic(err) // unreachable: only digits
		}
		return b
	}
	p.low, p.high = fill("0"), fill("f")
	return p, nil
}

// what is what an id names.
func (p prefix) what() string {
	switch p.kind {
	case 'd':
		return "a document"
	case 's':
		return "a statement"
	}
	return "an event"
}
