package export

import (
	"strconv"
	"time"

	"github.com/verbatim-record/verbatim"
)

// CorrectionSchema names the form of corrections as JSON.
const CorrectionSchema = "verbatim-correction/1"

// CorrectionRecord is what somebody has decided about a statement, as training
// data.
type CorrectionRecord struct {
	ID         int64
	Statement  string // id
	DocumentID string
	Document   *verbatim.Document
	TextSHA256 string // of its text, in hexadecimal
	Verdict    string // accept, correct, reject, undo
	By         string
	At         time.Time
	Note       string
	Stands     bool   // it is the one that counts for the statement
	Found      bool   // the machine still finds the statement
	Model      string // that had found it
	Confidence float64
	Machine    CorrectionReading
	Corrected  *CorrectionReading // as it is right; nil where it is no statement, or nothing is said of it
}

// CorrectionReading is one way to read a statement.
type CorrectionReading struct {
	Kind                 verbatim.Kind
	Speaker              string // empty for nobody
	Source, Cue, Content []verbatim.Span
}

// correctionJSON is a correction as JSON. Offsets are bytes of the document's
// text; what is not known is null, and lists are never null.
type correctionJSON struct {
	Schema     string       `json:"schema"`
	ID         int64        `json:"id"`
	Statement  string       `json:"statement"`
	Document   string       `json:"document"`
	TextSHA256 string       `json:"text_sha256"`
	URL        *string      `json:"url"`
	Path       *string      `json:"path"`
	Outlet     *string      `json:"outlet"`
	Title      *string      `json:"title"`
	Published  *string      `json:"published"`
	Verdict    string       `json:"verdict"`
	By         string       `json:"by"`
	At         string       `json:"at"`
	Note       *string      `json:"note"`
	Stands     bool         `json:"stands"`
	Found      bool         `json:"found"`
	Model      *string      `json:"model"`
	Confidence float64      `json:"confidence"`
	Machine    readingJSON  `json:"machine"`
	Corrected  *readingJSON `json:"corrected"`
}

type readingJSON struct {
	Kind    verbatim.Kind   `json:"kind"`
	Speaker *string         `json:"speaker"`
	Source  []verbatim.Span `json:"source"`
	Cue     []verbatim.Span `json:"cue"`
	Content []verbatim.Span `json:"content"`
	Words   FoundWords      `json:"words"`
}

func newReadingJSON(d *verbatim.Document, r *CorrectionReading) readingJSON {
	return readingJSON{r.Kind, known(r.Speaker), list(r.Source), list(r.Cue), list(r.Content),
		FoundWords{words(d.Text, r.Source), words(d.Text, r.Cue), words(d.Text, r.Content)}}
}

// CorrectionJSONL appends a correction as one line of JSON.
func CorrectionJSONL(dst []byte, c *CorrectionRecord) []byte {
	d := c.Document
	r := correctionJSON{
		Schema: CorrectionSchema, ID: c.ID, Statement: c.Statement, Document: c.DocumentID, TextSHA256: c.TextSHA256,
		URL: known(d.URL), Path: known(d.Path), Outlet: known(d.Outlet), Title: known(d.Title), Published: known(d.Published),
		Verdict: c.Verdict, By: c.By, At: c.At.Format(time.RFC3339), Note: known(c.Note), Stands: c.Stands, Found: c.Found,
		Model: known(c.Model), Confidence: hundredths(c.Confidence), Machine: newReadingJSON(d, &c.Machine),
	}
	if c.Corrected != nil {
		read := newReadingJSON(d, c.Corrected)
		r.Corrected = &read
	}
	return appendJSON(dst, r, "")
}

var correctionColumns = []string{
	"id", "at", "by", "verdict", "stands", "found", "statement", "document", "outlet", "title", "url", "path", "confidence",
	"speaker", "words", "source", "cue", "source_offsets", "cue_offsets", "content_offsets",
	"corrected_speaker", "corrected_words", "corrected_source", "corrected_cue", "corrected_source_offsets", "corrected_cue_offsets", "corrected_content_offsets",
	"note", "model", "text_sha256",
}

// CorrectionCSVHeader appends the line that names the columns.
func CorrectionCSVHeader(dst []byte) []byte { return appendRow(dst, correctionColumns) }

// CorrectionCSV appends a correction as a row; see [CSV] for what a cell is.
func CorrectionCSV(dst []byte, c *CorrectionRecord) []byte {
	d := c.Document
	row := []string{
		strconv.FormatInt(c.ID, 10), c.At.Format(time.RFC3339), c.By, c.Verdict, strconv.FormatBool(c.Stands), strconv.FormatBool(c.Found),
		c.Statement, c.DocumentID, d.Outlet, d.Title, d.URL, d.Path, strconv.FormatFloat(hundredths(c.Confidence), 'f', 2, 64),
	}
	cells := func(r *CorrectionReading) {
		row = append(row, r.Speaker, words(d.Text, r.Content), words(d.Text, r.Source), words(d.Text, r.Cue), offsets(r.Source), offsets(r.Cue), offsets(r.Content))
	}
	cells(&c.Machine)
	if c.Corrected != nil {
		cells(c.Corrected)
	} else {
		cells(&CorrectionReading{})
	}
	row = append(row, fold(c.Note), c.Model, c.TextSHA256)
	for i, cell := range row {
		row[i] = guard(cell)
	}
	return appendRow(dst, row)
}
