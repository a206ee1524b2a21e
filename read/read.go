// Package read is the shortest way from a text to its statements:
//
//	d, err := read.Text("“We are done,” said Ann Pell.")
//
// It finds what belongs to the page and not to the article, tells the language,
// and fills every layer with the embedded models, which are decoded once, at the
// first call. The result does not depend on the network, the clock or a file.
// Any number of goroutines may read at a time.
//
// Whoever has a document already, or models of their own, calls package analyze;
// whoever has files, addresses, feeds or archives calls package ingest first.
package read

import (
	"cmp"
	"fmt"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// Text reads a plain text. An error says that it is empty, is no text, or has
// more than 768 KiB; see package ingest. Without a day of publication "on
// Thursday" has no value: see [Article].
func Text(text string) (*verbatim.Document, error) { return Article(text, verbatim.Meta{}) }

// Article reads the text of an article of which more is known: with a day of
// publication, expressions such as "on Thursday" get a value, and a title, an
// address and an outlet are kept with the document. Where about has no language,
// it is told from the text.
func Article(text string, about verbatim.Meta) (*verbatim.Document, error) {
	d, err := ingest.Text([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("the text %w", err)
	}
	about.Language = cmp.Or(about.Language, d.Language)
	d.Meta = about
	return filled(d)
}

// HTML reads the article on a page. The contentType that the page was sent with,
// if any, may name its character set; address is where it stands, if known.
func HTML(page []byte, contentType, address string) (*verbatim.Document, error) {
	d, err := ingest.HTML(page, contentType, address)
	if err != nil {
		return nil, fmt.Errorf("the page %w", err)
	}
	return filled(d)
}

func filled(d *verbatim.Document) (*verbatim.Document, error) {
	m, err := analyze.Load()
	if err != nil {
		return nil, fmt.Errorf("load the models: %w", err)
	}
	analyze.Document(d, m)
	return d, nil
}
