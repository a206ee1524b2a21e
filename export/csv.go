package export

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// csvColumns are the columns of the table, one row a statement. Offsets are
// bytes of the text: "31-101", fragments parted by semicolons.
var csvColumns = []string{
	"path", "outlet", "title", "published", "id", "kind", "act", "parent",
	"speaker", "speaker_key", "source", "cue", "content", "addressee", "venue", "said", "confidence",
	"source_offsets", "cue_offsets", "content_offsets", judgementColumns[0], judgementColumns[1], judgementColumns[2], judgementColumns[3],
}

// CSVHeader appends the line that names the columns.
func CSVHeader(dst []byte) []byte { return appendRow(dst, csvColumns) }

// CSV appends a row for each statement of d. Fragments of a discontinuous
// span are parted by " … " and line ends are spaces; the offsets lead back
// to the exact words.
//
// A cell that begins with =, +, -, @, a tab or a carriage return gets a
// leading apostrophe, so that a spreadsheet shows an article's words and
// never computes them (CWE-1236).
func CSV(dst []byte, d *verbatim.Document) []byte {
	for i := range d.Statements {
		s := &d.Statements[i]
		parent := ""
		if s.Parent >= 0 && s.Parent < len(d.Statements) {
			parent = StatementID(s.Parent)
		}
		row := []string{
			d.Path, d.Outlet, d.Title, d.Published, StatementID(i), string(s.Kind), string(s.Act), parent,
			entityNames(d, s.Speakers), speakerKeys(d, s), words(d.Text, s.Source), words(d.Text, s.Cue), words(d.Text, s.Content),
			addressee(d, s), venue(d, s), said(d, s),
			strconv.FormatFloat(hundredths(s.Confidence), 'f', 2, 64),
			offsets(s.Source), offsets(s.Cue), offsets(s.Content),
		}
		row = append(row, judgementCells(d, s)...)
		for j, cell := range row {
			row[j] = guard(cell)
		}
		dst = appendRow(dst, row)
	}
	return dst
}

// speakerKeys returns the keys of the speakers of s, parted by semicolons: the same for one person in every
// article.
func speakerKeys(d *verbatim.Document, s *verbatim.Statement) string {
	var keys []string
	for _, e := range s.Speakers {
		if e >= 0 && e < len(d.Entities) && d.Entities[e].Key != "" {
			keys = append(keys, d.Entities[e].Key)
		}
	}
	return strings.Join(keys, "; ")
}

// addressee returns to whom s was said, in the words of the text.
func addressee(d *verbatim.Document, s *verbatim.Statement) string {
	if s.Addressee == nil || !valid(d.Text, s.Addressee.Span) {
		return ""
	}
	return words(d.Text, []verbatim.Span{s.Addressee.Span})
}

// venue returns the kind of setting and its words: "post: a post on X".
func venue(d *verbatim.Document, s *verbatim.Statement) string {
	if s.Venue == nil || !valid(d.Text, s.Venue.Span) {
		return ""
	}
	return string(s.Venue.Kind) + ": " + words(d.Text, []verbatim.Span{s.Venue.Span})
}

// said returns when s was said: the value of the time or, where it has none,
// its words.
func said(d *verbatim.Document, s *verbatim.Statement) string {
	t, ok := saidAt(d, s)
	switch {
	case !ok:
		return ""
	case t.Value != "":
		return t.Value
	}
	return words(d.Text, []verbatim.Span{t.Span})
}

// saidAt returns the time expression that says when s was said.
func saidAt(d *verbatim.Document, s *verbatim.Statement) (verbatim.Time, bool) {
	if s.Time < 0 || s.Time >= len(d.Times) || !valid(d.Text, d.Times[s.Time].Span) {
		return verbatim.Time{}, false
	}
	return d.Times[s.Time], true
}

// guard makes a cell that a spreadsheet would take for a formula into text.
func guard(cell string) string {
	if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

func offsets(spans []verbatim.Span) string {
	var b []byte
	for i, s := range spans {
		if i > 0 {
			b = append(b, ';')
		}
		b = strconv.AppendInt(b, int64(s.Start), 10)
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(s.End), 10)
	}
	return string(b)
}

// appendRow appends one row as RFC 4180 quotes it, ended by a line feed, in
// UTF-8. A NUL, at which programs cut a cell off, is replaced too.
func appendRow(dst []byte, row []string) []byte {
	b := bytes.NewBuffer(dst)
	w := csv.NewWriter(b)
	clean := make([]string, len(row))
	for i, cell := range row {
		clean[i] = strings.ReplaceAll(strings.ToValidUTF8(cell, "\ufffd"), "\x00", "\ufffd")
	}
	w.Write(clean) // into memory: cannot fail
	w.Flush()
	return b.Bytes()
}
