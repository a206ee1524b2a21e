// Package export writes documents and their statements in the forms that
// people and other programs read: JSON, CSV, brat standoff, a page for a
// browser, a page for a terminal, and plain listings of each layer.
//
// Every function is pure: it appends what it makes of a document to dst and
// returns the extended slice, as the append functions of package strconv do.
// The structures written here belong to the formats; the nouns of package
// verbatim know nothing of them.
package export

import (
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// between separates the fragments of a discontinuous span where they are
// shown side by side.
const between = " … "

// words returns the text of spans on one line, fragments parted by an
// ellipsis and white space folded.
func words(text string, spans []verbatim.Span) string {
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		if valid(text, s) {
			parts = append(parts, fold(s.In(text)))
		}
	}
	return strings.Join(parts, between)
}

// name returns the words of a source or a cue for a table: without the comma
// or colon that the span may end with.
func name(text string, spans []verbatim.Span) string {
	return strings.TrimRight(words(text, spans), " ,;:")
}

// fold replaces each stretch of white space by one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// valid reports whether s can be cut out of text. Stages only make such
// spans; a document filled by hand may hold others, and showing it must not
// panic.
func valid(text string, s verbatim.Span) bool {
	return 0 <= s.Start && s.Start < s.End && s.End <= len(text)
}

// blocks returns the paragraphs of a document in order, together with any
// other stretch that is not blank, so that nothing of the text is left out.
// Where the paragraphs have not been looked for, each line is a block.
func blocks(d *verbatim.Document) []verbatim.Span {
	var out []verbatim.Span
	lines := func(from, to int) {
		for from < to {
			end := to
			if i := strings.IndexByte(d.Text[from:to], '\n'); i >= 0 {
				end = from + i
			}
			line := d.Text[from:end]
			if trimmed := strings.TrimSpace(line); trimmed != "" {
				start := from + strings.Index(line, trimmed)
				out = append(out, verbatim.Span{Start: start, End: start + len(trimmed)})
			}
			from = end + 1
		}
	}
	at := 0
	for _, p := range d.Paragraphs {
		if !valid(d.Text, p) || p.Start < at {
			continue
		}
		lines(at, p.Start)
		out = append(out, p)
		at = p.End
	}
	lines(at, len(d.Text))
	return out
}

// speakers numbers the speakers of a document's statements in the order in
// which they first speak. Two statements have one number where they have one
// speaker, or, where nobody can be told, the same source words but for case; a
// statement without a source has -1.
func speakers(d *verbatim.Document) []int {
	number := make(map[string]int)
	out := make([]int, len(d.Statements))
	for i := range d.Statements {
		key := strings.ToLower(name(d.Text, d.Statements[i].Source))
		if s := d.Statements[i].Speakers; len(s) > 0 {
			key = "entity " + strconv.Itoa(s[0])
		}
		if key == "" {
			out[i] = -1
			continue
		}
		n, ok := number[key]
		if !ok {
			n = len(number)
			number[key] = n
		}
		out[i] = n
	}
	return out
}
