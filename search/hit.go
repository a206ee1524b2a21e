package search

import (
	"time"

	"github.com/verbatim-record/verbatim"
)

// Hit is a statement of the record that matches a query.
type Hit struct {
	ID         string // of the statement
	DocumentID string
	Index      int // in Document.Statements
	// Document has its text and the layers of who, to whom, where and when;
	// hits of one document share it. From a search it has no tokens or words.
	Document *verbatim.Document
	Revision int       // of the document's URL, from 1
	When     time.Time // of publication, as far as it is known, else of the fetch
	Dated    bool      // When is of publication
	Old      bool      // stands in a newer revision with the same words
	Row      int64     // its place in the record's order, which is that of time
	Entry    Entry
	Marks    []verbatim.Span // what made it match, in the content
}

// Statement returns the statement of the hit.
func (h *Hit) Statement() *verbatim.Statement { return &h.Document.Statements[h.Index] }
