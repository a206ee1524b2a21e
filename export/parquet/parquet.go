// Package parquet writes statements as a table in an Apache Parquet file,
// compressed with Zstandard. It knows rows, not documents.
package parquet

import (
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// Schema names the form of the table; it is in the file's metadata under the
// key "schema".
const Schema = "verbatim-statements/1"

// Row is a statement. What is not known is null; offsets are bytes of the
// document's text.
type Row struct {
	Statement  string `parquet:"statement"` // id, the same as in a record
	Document   string `parquet:"document,dict"`
	Index      int32  `parquet:"index"` // in the document, from 1
	Revision   int32  `parquet:"revision"`
	Superseded bool   `parquet:"superseded"`

	Path         string `parquet:"path,optional,dict"`
	URL          string `parquet:"url,optional,dict"`
	Outlet       string `parquet:"outlet,optional,dict"`
	Title        string `parquet:"title,optional,dict"`
	Byline       string `parquet:"byline,optional,dict"`
	Published    string `parquet:"published,optional,dict"` // ISO 8601, as it is known
	PublishedDay *int32 `parquet:"published_day,optional,date"`
	Language     string `parquet:"language,optional,dict"`

	Kind       string   `parquet:"kind,dict"`
	Act        string   `parquet:"act,optional,dict"`
	Parent     string   `parquet:"parent,optional"` // the statement that this one is reported inside
	Confidence float64  `parquet:"confidence"`
	Source     string   `parquet:"source,optional"`
	Cue        string   `parquet:"cue,optional"`
	Content    string   `parquet:"content,optional"`
	Fragments  []string `parquet:"content_fragments,list"` // exact, as they stand
	SourceAt   []Span   `parquet:"source_offsets,list"`
	CueAt      []Span   `parquet:"cue_offsets,list"`
	ContentAt  []Span   `parquet:"content_offsets,list"`

	Speaker           string   `parquet:"speaker,optional,dict"` // the first
	Speakers          []Entity `parquet:"speakers,list"`
	SpeakerConfidence *float64 `parquet:"speaker_confidence,optional"`
	Addressee         string   `parquet:"addressee,optional"`
	AddresseeAt       *Span    `parquet:"addressee_offsets,optional"`
	Addressees        []Entity `parquet:"addressees,list"`
	VenueKind         string   `parquet:"venue_kind,optional,dict"`
	Venue             string   `parquet:"venue,optional"`
	VenueAt           *Span    `parquet:"venue_offsets,optional"`
	Said              string   `parquet:"said,optional"` // TIMEX3 value
	SaidWords         string   `parquet:"said_words,optional"`
	SaidAt            *Span    `parquet:"said_offsets,optional"`
	Link              string   `parquet:"link,optional"` // to the words in their page

	Correction  string `parquet:"correction,optional,dict"` // what somebody decided: accept, correct, reject
	CorrectedBy string `parquet:"corrected_by,optional,dict"`
	CorrectedAt string `parquet:"corrected_at,optional"` // RFC 3339
	Corrected   string `parquet:"corrected,optional"`    // what is otherwise, in words
}

// Span is a range of bytes; End is not part of it.
type Span struct {
	Start int32 `parquet:"start"`
	End   int32 `parquet:"end"`
}

// Entity is who is meant. Key is the same in every article.
type Entity struct {
	Name     string `parquet:"name"`
	Kind     string `parquet:"kind,dict"`
	Key      string `parquet:"key,optional"`
	Wikidata string `parquet:"wikidata,optional"`
}

// Bytes is about how much memory a row takes.
func (r *Row) Bytes() int {
	n := 512 + len(r.Title) + len(r.URL) + len(r.Path) + len(r.Source) + len(r.Cue) + len(r.Addressee) + len(r.Venue) + len(r.Link)
	n += 2*len(r.Content) + 16*len(r.Fragments) + 8*(len(r.SourceAt)+len(r.CueAt)+len(r.ContentAt)) + 96*(len(r.Speakers)+len(r.Addressees))
	return n
}

// groupBytes is how many bytes of rows wait in memory before they are written
// as a row group.
const groupBytes = 16 << 20

// Writer writes a file. It holds at most one row group in memory.
type Writer struct {
	w    *parquet.GenericWriter[Row]
	held int
}

// NewWriter returns a writer of a file to w. Nothing is a file before Close.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: parquet.NewGenericWriter[Row](w,
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.CreatedBy("Verbatim", "", ""),
		parquet.KeyValueMetadata("schema", Schema),
		parquet.KeyValueMetadata("unit", "byte"),
	)}
}

// Write adds rows.
func (w *Writer) Write(rows []Row) error {
	for len(rows) > 0 {
		n := 0
		for n < len(rows) && w.held < groupBytes {
			w.held += rows[n].Bytes()
			n++
		}
		if _, err := w.w.Write(rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
		if w.held >= groupBytes {
			w.held = 0
			if err := w.w.Flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close writes the rest and the footer. It does not close the writer below.
func (w *Writer) Close() error { return w.w.Close() }
