package ingest

import (
	"errors"
	"fmt"

	"github.com/verbatim-record/verbatim"
)

// HTML makes a document of the article on a page. The contentType that the
// page was sent with, if any, may name its character set; url is its address,
// if known. Segments lead from the text back to the bytes of page.
func HTML(page []byte, contentType, url string) (*verbatim.Document, error) {
	if len(page) > maxHTML {
		return nil, tooLong(maxHTML)
	}
	d := decodeHTML(page, contentType)
	t, err := parse(d.text)
	if err != nil {
		return nil, err
	}
	m := readMeta(d.text, t)
	keep, kinds := article(d.text, t, m)
	text, segs, furniture := render(d.text, t, keep, kinds)
	if body := bodyText(m.ld.body); len(text) < 300 && len(body) > 2*len(text)+300 {
		// The page is built by its scripts: the article is only in their data.
		text, furniture = body, nil
		segs = []verbatim.Segment{{Text: verbatim.Span{End: len(body)}, Source: m.ld.script}}
	}
	if text == "" {
		return nil, errors.New("has no text that reads like an article")
	}
	if len(text) > maxText {
		return nil, fmt.Errorf("has a text that %w", tooLong(maxText))
	}
	doc := &verbatim.Document{Text: text, Segments: compose(segs, d.segments)}
	doc.Meta = m.meta(url)
	doc.Language = languageOf(t, text)
	doc.Furniture = merge(furniture, Furniture(text))
	return doc, nil
}
