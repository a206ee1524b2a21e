// Package analyze runs the stages over a document, in order. This file is the
// one place that shows the order.
package analyze

import (
	"sync"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/quote"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/token"
)

// Models are the learned parts of the stages. They are read-only and may be
// shared by any number of goroutines.
type Models struct {
	Syntax *syntax.Model
	Quote  *quote.Model
}

// Load returns the embedded models. They are decoded once, at the first call.
func Load() (*Models, error) { return load() }

var load = sync.OnceValues(func() (*Models, error) {
	s, err := syntax.Load(model.Syntax)
	if err != nil {
		return nil, err
	}
	q, err := quote.Load(model.Quote)
	if err != nil {
		return nil, err
	}
	return &Models{Syntax: s, Quote: q}, nil
})

// Document fills the layers of doc from its Text and Furniture. It is pure:
// the same text and models give the same layers. It does not fail.
func Document(doc *verbatim.Document, m *Models) { From(doc, m, "token") }

// From fills a layer, "token", "syntax" or "quote", and those after it. The
// layers before it are there. It makes a document anew whose later layers
// another model has made.
func From(doc *verbatim.Document, m *Models, layer string) {
	if layer == "token" {
		Tokens(doc)
	}
	if doc.Language != "" && doc.Language != "en" {
		// The tags and the cues are English. Marks are marks in any language.
		doc.Words = syntax.Unknown(doc)
		doc.Statements = quote.Marked(doc)
		return
	}
	if layer != "quote" {
		doc.Words = syntax.Words(doc, m.Syntax)
	}
	doc.Statements = quote.Statements(doc, m.Quote)
}

// Tokens fills the layers that need no model.
func Tokens(doc *verbatim.Document) {
	doc.Paragraphs = token.Paragraphs(doc.Text)
	doc.Quotations = token.Quotations(doc.Text, doc.Paragraphs)
	doc.Tokens = token.Tokens(doc.Text, doc.Paragraphs, doc.Quotations)
	doc.Sentences = token.Sentences(doc.Text, doc.Paragraphs, doc.Tokens, doc.Furniture)
}
