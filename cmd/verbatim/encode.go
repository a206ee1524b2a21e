package main

import (
	"bytes"
	"fmt"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
)

// format says how documents are written: each on its own as files, and, where
// several share one output, what goes before, between and after them.
type format struct {
	encode func(place, *verbatim.Document) []file
	// main is the index in what encode returns of the file that stands for
	// the document where it is not written to a directory.
	main                int
	head, between, tail []byte
	none                []byte // instead of head and tail where there is no document
	// alone is for a format that cannot hold two documents in one output.
	alone bool
	// bare makes a whole file, without head and tail, where one input was
	// named and it holds one document.
	bare bool
	// whole makes the body of one document a complete file; nil where it is.
	whole func(*verbatim.Document, []byte) []byte
}

// look is what the page for a terminal depends on.
type look struct {
	width   int
	palette export.Palette
}

// formats are the values of --format, the default first.
var formats = []string{"text", "jsonl", "json", "csv", "brat", "html"}

// newFormat returns the format of that name, or of one layer.
func newFormat(name, layer string, l look) format {
	one := func(suffix string, body func(*verbatim.Document) []byte) func(place, *verbatim.Document) []file {
		return func(_ place, d *verbatim.Document) []file { return []file{{suffix, body(d)}} }
	}
	if layer != "" {
		if name == "jsonl" {
			return format{encode: one(".jsonl", func(d *verbatim.Document) []byte { return export.LayerJSONL(nil, d, layer) })}
		}
		return format{encode: one(".txt", func(d *verbatim.Document) []byte { return export.Layer(nil, d, layer) })}
	}
	switch name {
	case "jsonl":
		return format{encode: one(".jsonl", func(d *verbatim.Document) []byte { return export.JSONL(nil, d) })}
	case "json":
		return format{
			encode: one(".json", func(d *verbatim.Document) []byte { return bytes.TrimSuffix(export.JSON(nil, d), []byte("\n")) }),
			head:   []byte("[\n"), between: []byte(",\n"), tail: []byte("\n]\n"), none: []byte("[]\n"),
			bare:  true,
			whole: func(_ *verbatim.Document, object []byte) []byte { return append(object, '\n') },
		}
	case "csv":
		head := export.CSVHeader(nil)
		return format{
			encode: one(".csv", func(d *verbatim.Document) []byte { return export.CSV(nil, d) }),
			head:   head,
			whole:  func(_ *verbatim.Document, rows []byte) []byte { return append(export.CSVHeader(nil), rows...) },
		}
	case "brat":
		return format{
			encode: func(_ place, d *verbatim.Document) []file {
				return []file{{".txt", []byte(d.Text)}, {".ann", export.Brat(nil, d)}}
			},
			main: 1, alone: true,
		}
	case "html":
		return format{
			encode: func(at place, d *verbatim.Document) []file {
				return []file{{".html", export.HTML(nil, d, at.anchor())}}
			},
			head: export.HTMLHead(nil, "Statements"), tail: export.HTMLTail(nil),
			whole: func(d *verbatim.Document, body []byte) []byte {
				return export.HTMLTail(append(export.HTMLHead(nil, export.HTMLTitle(d)), body...))
			},
		}
	}
	return format{
		encode:  one(".txt", func(d *verbatim.Document) []byte { return export.Terminal(nil, d, l.width, l.palette) }),
		between: []byte("\n"),
	}
}

// anchor is the id of a document's section of a page: d1, and d1-2 for the
// second document of the first input.
func (p place) anchor() string {
	if p.n == 0 {
		return fmt.Sprintf("d%d", p.input+1)
	}
	return fmt.Sprintf("d%d-%d", p.input+1, p.n+1)
}
