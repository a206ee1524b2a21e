package ingest

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Text makes a document of the bytes of a plain text. The text of the document
// is data itself, byte for byte, where that is UTF-8 without a byte order
// mark; else it is decoded and Segments lead back.
func Text(data []byte) (*verbatim.Document, error) {
	return textOf(data, "")
}

func textOf(data []byte, contentType string) (*verbatim.Document, error) {
	if _, err := sniff(data[:min(len(data), sniffLen)], ""); err != nil && err != errXML {
		return nil, err
	}
	if len(data) > maxText {
		return nil, tooLong(maxText)
	}
	d, err := decodeText(data, contentType)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(d.text) == "" {
		return nil, ErrEmpty
	}
	if strings.IndexByte(d.text, 0) >= 0 {
		return nil, otherError("is binary, not text")
	}
	doc := &verbatim.Document{Text: d.text, Segments: d.segments}
	doc.Language = Language(d.text)
	doc.Furniture = Furniture(d.text)
	return doc, nil
}
