package main

import (
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
	// binary is for a format that a terminal cannot show.
	binary bool
	// rows is for a table: a document is rows where several share one output.
	rows bool
}

// look is what the page for a terminal depends on.
type look struct {
	width   int
	palette export.Palette
}

// formats are the values of --format of read, the default first.
var formats = export.FormatNames(func(f *export.Format) bool { return f.Document != nil })

// settings are what forms for people depend on.
func (l look) settings() export.Settings {
	return export.Settings{Width: l.width, Palette: l.palette}
}

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
	f, _ := export.FormatNamed(name, l.settings())
	form := f.Document
	out := format{
		encode: one(f.Suffix, func(d *verbatim.Document) []byte { return form.Append(nil, d) }),
		head:   form.Head, between: form.Between, tail: form.Tail, none: form.None,
		alone: f.Alone, bare: form.Bare, whole: form.Complete, binary: f.Binary, rows: f.Rows,
	}
	switch {
	case f.Alone:
		out.main = 1
		out.encode = func(_ place, d *verbatim.Document) []file {
			return []file{{f.Text, []byte(d.Text)}, {f.Suffix, form.Append(nil, d)}}
		}
	case name == "html": // each section has an anchor of its own
		out.encode = func(at place, d *verbatim.Document) []file {
			return []file{{f.Suffix, export.HTML(nil, d, at.anchor())}}
		}
	}
	return out
}

// anchor is the id of a document's section of a page: d1, and d1-2 for the
// second document of the first input.
func (p place) anchor() string {
	if p.n == 0 {
		return fmt.Sprintf("d%d", p.input+1)
	}
	return fmt.Sprintf("d%d-%d", p.input+1, p.n+1)
}

// formatHelp lists the formats that take something, as help prints them.
func formatHelp(takes func(*export.Format) bool) string {
	b := []byte("Formats:\n")
	for _, f := range export.Formats(export.Settings{}) {
		if takes(&f) {
			b = fmt.Appendf(b, "  %-8s %s\n", f.Name, f.About)
		}
	}
	return string(b)
}
