package export

import (
	"bytes"
	"math"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export/parquet"
	"github.com/verbatim-record/verbatim/search"
)

// Rows are statements as rows of a Parquet table.
type Rows []parquet.Row

// Bytes is about how much memory the rows take.
func (r Rows) Bytes() int {
	n := 0
	for i := range r {
		n += r[i].Bytes()
	}
	return n
}

// DocumentRows returns a row for each statement of a document.
func DocumentRows(d *verbatim.Document) Rows {
	hits := Hits(d)
	rows := make(Rows, len(hits))
	for i := range hits {
		rows[i] = statementRow(&hits[i])
		if p := d.Statements[i].Parent; p >= 0 && p < len(hits) {
			rows[i].Parent = hits[p].ID
		}
	}
	return rows
}

// StatementRow returns the row of a statement.
func StatementRow(h *search.Hit) Rows {
	r := statementRow(h)
	if p := h.Statement().Parent; p >= 0 && p < len(h.Document.Statements) {
		r.Parent = search.StatementID(search.StatementKey(search.DocumentKey(h.Document), &h.Document.Statements[p]))
	}
	return Rows{r}
}

// statementRow is a statement without its parent.
func statementRow(h *search.Hit) parquet.Row {
	d, s := h.Document, h.Statement()
	clean := func(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
	r := parquet.Row{
		Statement: h.ID, Document: h.DocumentID, Index: int32(h.Index + 1), Revision: int32(h.Revision), Superseded: h.Old,
		Path: clean(d.Path), URL: clean(d.URL), Outlet: clean(h.Entry.Outlet.Label), Title: clean(d.Title), Byline: clean(d.Byline),
		Published: clean(d.Published), PublishedDay: dayNumber(d.Published), Language: clean(d.Language),
		Kind: string(s.Kind), Act: string(s.Act), Confidence: hundredths(s.Confidence),
		Source: clean(words(d.Text, s.Source)), Cue: clean(words(d.Text, s.Cue)), Content: clean(words(d.Text, s.Content)),
		SourceAt: rowSpans(d, s.Source), CueAt: rowSpans(d, s.Cue), ContentAt: rowSpans(d, s.Content),
		Speakers: rowEntities(d, s.Speakers), Link: Link(h),
	}
	for _, span := range s.Content {
		if valid(d.Text, span) {
			r.Fragments = append(r.Fragments, clean(span.In(d.Text)))
		}
	}
	if len(r.Speakers) > 0 {
		r.Speaker = r.Speakers[0].Name
		c := hundredths(s.SpeakerConfidence)
		r.SpeakerConfidence = &c
	}
	if a := s.Addressee; a != nil && valid(d.Text, a.Span) {
		r.Addressee, r.AddresseeAt, r.Addressees = clean(addressee(d, s)), rowSpan(a.Span), rowEntities(d, a.Entities)
	}
	if v := s.Venue; v != nil && valid(d.Text, v.Span) {
		r.VenueKind, r.Venue, r.VenueAt = string(v.Kind), clean(words(d.Text, []verbatim.Span{v.Span})), rowSpan(v.Span)
	}
	if t, ok := saidAt(d, s); ok {
		r.Said, r.SaidWords, r.SaidAt = t.Value, clean(words(d.Text, []verbatim.Span{t.Span})), rowSpan(t.Span)
	}
	cells := judgementCells(d, s)
	r.Correction, r.CorrectedBy, r.CorrectedAt, r.Corrected = cells[0], clean(cells[1]), cells[2], clean(cells[3])
	return r
}

// dayNumber is the day of a publication where that was, in days since 1970.
func dayNumber(published string) *int32 {
	if len(published) < len(time.DateOnly) {
		return nil
	}
	t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)])
	if err != nil {
		return nil
	}
	n := int32(math.Floor(float64(t.Unix()) / 86400))
	return &n
}

func rowSpan(s verbatim.Span) *parquet.Span {
	return &parquet.Span{Start: int32(s.Start), End: int32(s.End)}
}

func rowSpans(d *verbatim.Document, spans []verbatim.Span) []parquet.Span {
	var out []parquet.Span
	for _, s := range spans {
		if valid(d.Text, s) {
			out = append(out, *rowSpan(s))
		}
	}
	return out
}

func rowEntities(d *verbatim.Document, entities []int) []parquet.Entity {
	var out []parquet.Entity
	for _, i := range entities {
		if n := entityName(d, i); n != "" {
			e := &d.Entities[i]
			out = append(out, parquet.Entity{Name: strings.ToValidUTF8(n, "\ufffd"), Kind: string(e.Kind), Key: e.Key, Wikidata: e.Wikidata})
		}
	}
	return out
}

// rowsFile is a whole file of rows.
func rowsFile(dst []byte, rows Rows) []byte {
	b := bytes.NewBuffer(dst)
	w := parquet.NewWriter(b)
	err := w.Write(rows)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // unreachable: into memory, and rows of one type
	}
	return b.Bytes()
}
