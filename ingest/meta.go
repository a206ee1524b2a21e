package ingest

import "github.com/verbatim-record/verbatim"

func meta(t *pageTree, url string) verbatim.Meta {
	return verbatim.Meta{Title: t.title, URL: url}
}
