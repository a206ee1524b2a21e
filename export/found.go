package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// FoundSchema names the form of a [FoundRecord].
const FoundSchema = "verbatim-found/1"

// FoundRecord is a statement that was found in the record, as JSON. Offsets
// are bytes of the document's text. What is not known is null; lists are never
// null.
type FoundRecord struct {
	Schema     string        `json:"schema"`
	ID         string        `json:"id"`       // of the statement
	Document   string        `json:"document"` // id
	Revision   int           `json:"revision"` // of the URL, from 1
	Superseded bool          `json:"superseded"`
	Published  *string       `json:"published"`
	When       string        `json:"when"` // published, or else fetched
	Outlet     *string       `json:"outlet"`
	Title      *string       `json:"title"`
	URL        *string       `json:"url"`
	Path       *string       `json:"path"`
	Speaker    *FoundName    `json:"speaker"` // the first of speakers
	Speakers   []FoundName   `json:"speakers"`
	Addressees []FoundName   `json:"addressees"`
	Venue      *string       `json:"venue"`
	Kind       verbatim.Kind `json:"kind"`
	Act        *string       `json:"act"`
	// The words at the spans, fragments parted by an ellipsis.
	Words      FoundWords      `json:"words"`
	Source     []verbatim.Span `json:"source"`
	Cue        []verbatim.Span `json:"cue"`
	Content    []verbatim.Span `json:"content"`
	Marks      []verbatim.Span `json:"marks"` // what made it match
	Confidence float64         `json:"confidence"`
	// Correction is what somebody has decided about it.
	Correction *JudgementRecord `json:"correction,omitempty"`
}

// FoundName is somebody as the record counts them: Kind is null where only the
// words of the article are known.
type FoundName struct {
	Name string  `json:"name"`
	Kind *string `json:"kind"`
	Key  string  `json:"key"`
}

// FoundWords are the exact words of a statement.
type FoundWords struct {
	Source  string `json:"source"`
	Cue     string `json:"cue"`
	Content string `json:"content"`
}

// NewFound returns the record of a hit.
func NewFound(h *search.Hit) *FoundRecord {
	d, s := h.Document, h.Statement()
	r := &FoundRecord{
		Schema: FoundSchema, ID: h.ID, Document: h.DocumentID, Revision: h.Revision, Superseded: h.Old,
		Published: known(d.Published), When: h.When.Format(time.RFC3339), Outlet: known(h.Entry.Outlet.Label), Title: known(d.Title), URL: known(d.URL), Path: known(d.Path),
		Speakers: foundNames(h.Entry.Speakers), Addressees: foundNames(h.Entry.Addressees), Venue: known(h.Entry.Venue.Label),
		Kind: s.Kind, Act: known(string(s.Act)),
		Words:  FoundWords{words(d.Text, s.Source), words(d.Text, s.Cue), words(d.Text, s.Content)},
		Source: list(s.Source), Cue: list(s.Cue), Content: list(s.Content), Marks: list(h.Marks), Confidence: hundredths(s.Confidence),
		Correction: newJudgement(d, s),
	}
	if len(r.Speakers) > 0 {
		r.Speaker = &r.Speakers[0]
	}
	return r
}

func foundNames(list []search.Facet) []FoundName {
	out := make([]FoundName, 0, len(list))
	for _, f := range list {
		out = append(out, FoundName{f.Label, known(string(f.Kind)), f.Key})
	}
	return out
}

// FoundJSONL appends a hit as one line of JSON.
func FoundJSONL(dst []byte, h *search.Hit) []byte { return appendJSON(dst, NewFound(h), "") }

var foundColumns = []string{
	"id", "document", "published", "outlet", "speaker", "to", "venue", "kind", "act", "words", "source", "cue",
	"title", "url", "path", "confidence", "content_offsets", "superseded", judgementColumns[0], judgementColumns[1], judgementColumns[2], judgementColumns[3],
}

// FoundCSVHeader appends the line that names the columns.
func FoundCSVHeader(dst []byte) []byte { return appendRow(dst, foundColumns) }

// FoundCSV appends a hit as a row; see [CSV] for what a cell is.
func FoundCSV(dst []byte, h *search.Hit) []byte {
	d, s := h.Document, h.Statement()
	row := []string{
		h.ID, h.DocumentID, d.Published, h.Entry.Outlet.Label, labels(h.Entry.Speakers), labels(h.Entry.Addressees), h.Entry.Venue.Label,
		string(s.Kind), string(s.Act), words(d.Text, s.Content), words(d.Text, s.Source), words(d.Text, s.Cue),
		d.Title, d.URL, d.Path, strconv.FormatFloat(hundredths(s.Confidence), 'f', 2, 64), offsets(s.Content), strconv.FormatBool(h.Old),
	}
	row = append(row, judgementCells(d, s)...)
	for i, cell := range row {
		row[i] = guard(cell)
	}
	return appendRow(dst, row)
}

func labels(list []search.Facet) string {
	parts := make([]string, len(list))
	for i, f := range list {
		parts[i] = f.Label
	}
	return strings.Join(parts, "; ")
}

// name1 is a source for a heading.
func name1(text string, spans []verbatim.Span) string {
	if n := name(text, spans); n != "" {
		return n
	}
	return "unnamed"
}

// short cuts s at a word to at most n bytes.
func short(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < n/2 {
		for cut = n; cut > 0 && s[cut]&0xc0 == 0x80; cut-- {
		}
	}
	return strings.TrimRight(s[:cut], " ,;:") + "…"
}

// foundWhere is the outlet, day and title of a hit on one line.
func foundWhere(h *search.Hit) string {
	var parts []string
	for _, p := range []string{h.Entry.Outlet.Label, foundWhen(h), h.Document.Title} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

func foundWhen(h *search.Hit) string {
	if !h.Dated {
		return "fetched " + h.When.Format("2 January 2006")
	}
	return Day(h.Document.Published) // the day where it was published, not that of UTC
}
