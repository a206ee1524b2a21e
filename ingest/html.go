package ingest

import (
	"errors"

	"github.com/verbatim-record/verbatim"
)

// HTML makes a document of the article on a page.
func HTML(page []byte, contentType, url string) (*verbatim.Document, error) {
	return nil, errors.New("is HTML")
}
