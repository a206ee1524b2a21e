package ingest

import "github.com/verbatim-record/verbatim"

// Furniture returns the stretches of text that belong to the page and not to
// the article, in order and not overlapping.
func Furniture(text string) []verbatim.Furniture {
	return nil
}
