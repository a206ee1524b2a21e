// Package analyze runs the stages over a document, in order. This file is the
// one place that shows the order.
package analyze

import (
	"sync"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/event"
	"github.com/verbatim-record/verbatim/gazetteer"
	"github.com/verbatim-record/verbatim/gazetteer/registry"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/quote"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/timex"
	"github.com/verbatim-record/verbatim/token"
)

// Models are the learned parts of the stages. They are read-only and may be
// shared by any number of goroutines.
type Models struct {
	Syntax *syntax.Model
	Entity *entity.Model
	Quote  *quote.Model
	Links  *entity.Linker
	Facts  entity.Facts

	registry   *registry.Registry // of a desk, or nil
	registryID string
}

// Load returns the embedded models. They are decoded once, at the first call.
func Load() (*Models, error) { return load() }

var load = sync.OnceValues(func() (*Models, error) {
	return New(Files{Syntax: model.Syntax, Names: model.Names, Quote: model.Quote, Links: model.Links, Gazetteer: model.Gazetteer})
})

// Files are the bytes of the models, in the forms that their packages write.
type Files struct{ Syntax, Names, Quote, Links, Gazetteer string }

// New returns the models in files, which are read in place.
func New(files Files) (m *Models, err error) {
	m = &Models{}
	if m.Syntax, err = syntax.Load(files.Syntax); err != nil {
		return nil, err
	}
	if m.Entity, err = entity.Load(files.Names); err != nil {
		return nil, err
	}
	if m.Quote, err = quote.Load(files.Quote); err != nil {
		return nil, err
	}
	if files.Links == "" {
		// What learns the linker needs the others alone.
	} else if m.Links, err = entity.LoadLinker(files.Links); err != nil {
		return nil, err
	}
	if m.Facts, err = gazetteer.Load(files.Gazetteer); err != nil {
		return nil, err
	}
	return m, nil
}

// Document fills the layers of doc from its Text and Furniture. It is pure:
// the same text and models give the same layers. It does not fail.
func Document(doc *verbatim.Document, m *Models) { From(doc, m, "token") }

// From fills a layer, "token", "syntax", "quote", "entity", "time" or "event", and
// those after it. The layers before it are there. It makes a document anew whose
// later layers another model has made.
func From(doc *verbatim.Document, m *Models, layer string) {
	if layer == "token" {
		Tokens(doc)
	}
	english := doc.Language == "" || doc.Language == "en"
	switch layer {
	case "token", "syntax":
		if english {
			doc.Words = syntax.Words(doc, m.Syntax)
		} else {
			doc.Words = syntax.Unknown(doc)
		}
		fallthrough
	case "quote":
		if !english {
			// The tags and the cues are English. Marks are marks in any language.
			doc.Statements = quote.Marked(doc)
			return
		}
		doc.Statements = quote.Statements(doc, m.Quote)
		doc.Statements = quote.Nested(doc, m.Quote)
		fallthrough
	case "entity":
		if !english {
			return
		}
		doc.Mentions = entity.Names(doc, m.Entity)
		entity.Resolve(doc, m.Links, m.Facts)
		if m.registry != nil {
			decide(doc, m.registry)
		}
		fallthrough
	case "time":
		if !english {
			return
		}
		doc.Times = timex.Times(doc)
		quote.Settings(doc) // it looks up times and entities
		fallthrough
	case "event":
		if english {
			doc.Events = event.Events(doc)
		}
	}
}

// Unlinked fills the layers of an English document up to its names and statements, before
// anything is told to be somebody or something.
func Unlinked(doc *verbatim.Document, m *Models) {
	Tokens(doc)
	doc.Words = syntax.Words(doc, m.Syntax)
	doc.Statements = quote.Statements(doc, m.Quote)
	doc.Statements = quote.Nested(doc, m.Quote)
	doc.Mentions = entity.Names(doc, m.Entity)
}

// Tokens fills the layers that need no model.
func Tokens(doc *verbatim.Document) {
	doc.Paragraphs = token.Paragraphs(doc.Text)
	doc.Quotations = token.Quotations(doc.Text, doc.Paragraphs)
	doc.Tokens = token.Tokens(doc.Text, doc.Paragraphs, doc.Quotations)
	doc.Sentences = token.Sentences(doc.Text, doc.Paragraphs, doc.Tokens, doc.Furniture)
}
