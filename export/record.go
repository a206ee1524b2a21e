package export

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"

	"github.com/verbatim-record/verbatim"
)

// Schema names the form of a [Record]. Fields may be added under it; a change
// of a field's name or meaning gets another number.
const Schema = "verbatim/1"

// Record is a document as JSON. Offsets are bytes of Text. What is not known
// is null; lists are never null.
type Record struct {
	Schema     string            `json:"schema"`
	ID         string            `json:"id"`
	Path       *string           `json:"path"`
	URL        *string           `json:"url"`
	Outlet     *string           `json:"outlet"`
	Title      *string           `json:"title"`
	Byline     *string           `json:"byline"`
	Published  *string           `json:"published"`
	Language   *string           `json:"language"`
	Unit       string            `json:"unit"`
	Text       string            `json:"text"`
	Furniture  []FurnitureRecord `json:"furniture"`
	Entities   []struct{}        `json:"entities"`
	Statements []StatementRecord `json:"statements"`
	Times      []struct{}        `json:"times"`
	Events     []struct{}        `json:"events"`
}

// FurnitureRecord is a stretch of page furniture.
type FurnitureRecord struct {
	verbatim.Span
	Kind verbatim.FurnitureKind `json:"kind"`
}

// StatementRecord is a statement. Speaker, Addressee, Venue and Time are
// null until the stages that find them exist.
type StatementRecord struct {
	ID         string          `json:"id"`
	Kind       verbatim.Kind   `json:"kind"`
	Act        *string         `json:"act"`
	Speaker    *string         `json:"speaker"`
	Parent     *string         `json:"parent"`
	Source     []verbatim.Span `json:"source"`
	Cue        []verbatim.Span `json:"cue"`
	Content    []verbatim.Span `json:"content"`
	Addressee  *string         `json:"addressee"`
	Venue      *struct{}       `json:"venue"`
	Time       *struct{}       `json:"time"`
	Confidence float64         `json:"confidence"` // 0 to 1, two decimals
}

// NewRecord returns the record of d. It shares d's spans.
func NewRecord(d *verbatim.Document) *Record {
	r := &Record{
		Schema:     Schema,
		ID:         d.ID(),
		Path:       known(d.Path),
		URL:        known(d.URL),
		Outlet:     known(d.Outlet),
		Title:      known(d.Title),
		Byline:     known(d.Byline),
		Published:  known(d.Published),
		Language:   known(d.Language),
		Unit:       "byte",
		Text:       d.Text,
		Furniture:  make([]FurnitureRecord, 0, len(d.Furniture)),
		Entities:   []struct{}{},
		Statements: make([]StatementRecord, 0, len(d.Statements)),
		Times:      []struct{}{},
		Events:     []struct{}{},
	}
	for _, f := range d.Furniture {
		r.Furniture = append(r.Furniture, FurnitureRecord{f.Span, f.Kind})
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		sr := StatementRecord{
			ID:         StatementID(i),
			Kind:       s.Kind,
			Act:        known(string(s.Act)),
			Source:     list(s.Source),
			Cue:        list(s.Cue),
			Content:    list(s.Content),
			Confidence: hundredths(s.Confidence),
		}
		if s.Parent >= 0 && s.Parent < len(d.Statements) {
			id := StatementID(s.Parent)
			sr.Parent = &id
		}
		r.Statements = append(r.Statements, sr)
	}
	return r
}

// StatementID returns the name of the statement at index i of a document:
// s1, s2, …
func StatementID(i int) string { return "s" + strconv.Itoa(i+1) }

// JSONL appends d as one line of JSON.
func JSONL(dst []byte, d *verbatim.Document) []byte { return appendJSON(dst, NewRecord(d), "") }

// JSON appends d as an indented JSON object, ended by a line feed.
func JSON(dst []byte, d *verbatim.Document) []byte { return appendJSON(dst, NewRecord(d), "  ") }

// appendJSON appends v and a line feed. Characters such as < stay as they
// are: the text is for programs, not for a page.
func appendJSON(dst []byte, v any, indent string) []byte {
	b := bytes.NewBuffer(dst)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		// Unreachable: the types above hold nothing that JSON cannot, for
		// confidences that are not numbers have been made 0.
		panic(err)
	}
	return b.Bytes()
}

// known returns nil for what the text does not give.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(s []verbatim.Span) []verbatim.Span {
	if s == nil {
		return []verbatim.Span{}
	}
	return s
}

// hundredths rounds a probability to two decimals.
func hundredths(p float64) float64 {
	if !(p > 0) { // also NaN
		return 0
	}
	return math.Round(min(p, 1)*100) / 100
}
