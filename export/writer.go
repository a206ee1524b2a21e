package export

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export/parquet"
	"github.com/verbatim-record/verbatim/search"
)

// ErrSort says that a format does not take what it was to write.
var ErrSort = errors.New("the format does not take this")

// Writer writes documents, statements or events in a format, one after the
// other, each in one call of the writer below, so that a response can stream.
// What it holds in memory is bounded, but for a feed: that says in its head how
// new its newest entry is, and is written at the end.
type Writer[T any] struct {
	w      io.Writer
	form   *Form[T]
	buffer []byte
	n      int // that were written

	rows  func(T) Rows // of a table, else nil
	table *parquet.Writer

	entry   func(T) (atomEntry, time.Time) // of a feed, else nil
	feed    FoundFeed
	entries []atomEntry
	newest  time.Time
}

// DocumentWriter returns a writer of documents to w. Its error is [ErrSort].
func (f Format) DocumentWriter(w io.Writer) (*Writer[*verbatim.Document], error) {
	return newWriter(f, w, f.Document, "documents", DocumentRows)
}

// StatementWriter returns a writer of statements to w. A feed is called as feed
// says. Its error is [ErrSort].
func (f Format) StatementWriter(w io.Writer, feed FoundFeed) (*Writer[*search.Hit], error) {
	out, err := newWriter(f, w, f.Statement, "statements", StatementRow)
	if err == nil && f.Name == "atom" {
		out.feed = feed
		out.entry = func(h *search.Hit) (atomEntry, time.Time) { return foundEntry(h), h.When }
	}
	return out, err
}

// EventWriter returns a writer of events to w. Its error is [ErrSort].
func (f Format) EventWriter(w io.Writer) (*Writer[*search.EventHit], error) {
	return newWriter(f, w, f.Event, "events", nil)
}

func newWriter[T any](f Format, w io.Writer, form *Form[T], what string, rows func(T) Rows) (*Writer[T], error) {
	if form == nil {
		return nil, fmt.Errorf("%w: %s has no %s", ErrSort, f.Name, what)
	}
	out := &Writer[T]{w: w, form: form}
	if f.Rows {
		out.rows, out.table = rows, parquet.NewWriter(w)
	}
	return out, nil
}

// Write writes one.
func (w *Writer[T]) Write(v T) error {
	switch {
	case w.table != nil:
		return w.table.Write(w.rows(v))
	case w.entry != nil:
		e, when := w.entry(v)
		w.entries = append(w.entries, e)
		if when.After(w.newest) {
			w.newest = when
		}
		return nil
	}
	b := w.buffer[:0]
	if w.n == 0 {
		b = append(b, w.form.Head...)
	} else {
		b = append(b, w.form.Between...)
	}
	start := len(b)
	if b = w.form.Append(b, v); len(b) == start {
		return nil
	}
	w.n++
	w.buffer = b
	_, err := w.w.Write(b)
	return err
}

// Close ends the output. It does not close the writer below.
func (w *Writer[T]) Close() error {
	var b []byte
	switch {
	case w.table != nil:
		return w.table.Close()
	case w.entry != nil:
		b = w.feed.bytes(nil, w.newest, w.entries)
	case w.n > 0:
		b = w.form.Tail
	case w.form.None != nil:
		b = w.form.None
	default:
		b = append(append(b, w.form.Head...), w.form.Tail...)
	}
	if len(b) == 0 {
		return nil
	}
	_, err := w.w.Write(b)
	return err
}

// Table writes the rows of many documents to one file.
type Table struct{ w *parquet.Writer }

// NewTable returns a table that is written to w.
func NewTable(w io.Writer) *Table { return &Table{parquet.NewWriter(w)} }

// Append adds rows.
func (t *Table) Append(rows Rows) error { return t.w.Write(rows) }

// Close writes the rest and the footer. It does not close the writer below.
func (t *Table) Close() error { return t.w.Close() }
