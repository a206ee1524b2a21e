package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// EventReport is a report of an event as far as it takes to join it with others:
// no article is read for it.
type EventReport struct {
	search.EventReport
	ID         string
	DocumentID string
	Index      int   // in the document's events
	Published  int64 // in minutes, of publication or else of the fetch
	Dated      bool  // the article says when it came out
	From, To   int64 // when it is, in minutes, [From, To)
	Told       bool  // the text tells so; else it is the day of publication
	row        int64
}

// ReportOf returns the report of a hit.
func ReportOf(h *search.EventHit) EventReport {
	r := EventReport{ID: h.ID, Index: h.Index, From: h.Entry.From, To: h.Entry.To, Told: h.Entry.Told, row: h.Place.Row}
	r.of(h.Document, &h.Entry, search.Minute(h.When))
	return r
}

// of fills in what is noted of an event beside what its row has.
func (r *EventReport) of(d *verbatim.Document, entry *search.EventEntry, minute int64) {
	r.EventReport = entry.Report(d, &d.Events[r.Index])
	r.DocumentID, r.Published, r.Dated = idOf(d).String(), minute, d.Published != ""
}

// EventReports is Events of no more than what joins them.
func (s *Store) EventReports(ctx context.Context, q EventQuery) ([]EventReport, error) {
	where, args := q.where()
	order := "start DESC, n DESC"
	if q.Order == OldestFirst {
		order = "start, n"
	}
	rows, err := s.read.QueryContext(ctx, "SELECT n, id, document, i, start, stop, told, report FROM event WHERE "+where+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(args, cmp.Or(max(q.Limit, 0), 20), q.Skip)...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []EventReport
	unnoted := make(map[int64][]int) // places in out, by document
	for rows.Next() {
		var r EventReport
		var document int64
		var id, packed sql.RawBytes
		if err := rows.Scan(&r.row, &id, &document, &r.Index, &r.From, &r.To, &r.Told, &packed); err != nil {
			return nil, s.explain(err)
		}
		r.ID = "v" + hex.EncodeToString(id)
		if len(packed) == 0 {
			unnoted[document] = append(unnoted[document], len(out))
		} else if err := unpackReport(&r, packed); err != nil {
			return nil, damaged(r.ID, err)
		}
		out = append(out, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, s.explain(err)
	}
	return out, s.readReports(ctx, unnoted, out)
}

// readReports reads of articles what a version of the program has not noted that
// is older than the notes.
func (s *Store) readReports(ctx context.Context, places map[int64][]int, into []EventReport) error {
	if len(places) == 0 {
		return nil
	}
	documents := make([]int64, 0, len(places))
	for n := range places {
		documents = append(documents, n)
	}
	slices.Sort(documents)
	for part := range slices.Chunk(documents, atOnce) { // so many articles in memory
		docs, err := s.loadThese(ctx, eventLayers, slices.Clone(part))
		if err != nil {
			return err
		}
		for n, l := range docs {
			for _, k := range places[n] {
				if r := &into[k]; r.Index < len(l.d.Events) {
					entry := search.NewEventEntry(l.d, r.Index, search.Minute(l.info.When))
					r.of(l.d, &entry, search.Minute(l.info.When))
				}
			}
		}
	}
	return nil
}

// EventsOf returns the events of reports with their articles. Those that were
// made anew in between are left out.
func (s *Store) EventsOf(ctx context.Context, root *search.Node, reports []EventReport) (map[string]*search.EventHit, error) {
	out := make(map[string]*search.EventHit, len(reports))
	for part := range slices.Chunk(reports, atOnce) {
		rows := make([]int64, len(part))
		for i := range part {
			rows[i] = part[i].row
		}
		in, args := among(rows)
		hits, err := s.eventHits(ctx, root, "SELECT n, document, i, old, start FROM event WHERE n"+in, args...)
		if err != nil {
			return nil, err
		}
		for i := range hits {
			out[hits[i].ID] = &hits[i]
		}
	}
	return out, nil
}

// note is what is noted of the event at an index of d: bytes that are never empty.
func note(d *verbatim.Document, i int, entry *search.EventEntry, minute int64) []byte {
	r := EventReport{Index: i}
	r.of(d, entry, minute)
	return packReport(&r)
}

func packReport(r *EventReport) []byte {
	p := &packer{b: []byte{layerForm}}
	p.string(r.DocumentID)
	p.int(int(r.Published))
	p.bool(r.Dated)
	p.string(string(r.Kind))
	p.string(string(r.Status))
	p.uint(len(r.Who))
	for _, key := range r.Who {
		p.string(key)
	}
	p.string(r.Place)
	p.string(r.PlaceName)
	p.string(r.By)
	p.bool(r.Moved)
	return p.b
}

func unpackReport(r *EventReport, b []byte) error {
	if len(b) == 0 || b[0] != layerForm {
		return errDamaged
	}
	u := &unpacker{b: b[1:], table: make([]string, 0, 10)}
	r.DocumentID, r.Published, r.Dated = u.string(), int64(u.int()), u.bool()
	r.Kind, r.Status = verbatim.EventKind(u.string()), verbatim.EventStatus(u.string())
	if n := u.count(); n > 0 {
		r.Who = make([]string, 0, n)
		for range n {
			r.Who = append(r.Who, u.string())
		}
	}
	r.Place, r.PlaceName, r.By, r.Moved = u.string(), u.string(), u.string(), u.bool()
	return u.end()
}

// noteBatch notes for the events of some documents of a former format what joins
// them with others, and returns which documents: none when all are done.
func (s *Store) noteBatch(ctx context.Context) (list []int64, err error) {
	const batch = 64
	w := &writer{s: s, ctx: ctx, now: s.o.Now()}
	defer w.close()
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		w.tx = tx
		if list, err = listOf(tx.QueryContext(ctx, "SELECT n FROM unnoted ORDER BY n LIMIT ?", batch)); err != nil {
			return err
		}
		for _, n := range list {
			if err := w.note(n); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// listOf reads rows of one number.
func listOf(rows *sql.Rows, err error) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, rows.Err()
}

// note notes for the events of one document what joins them with others.
func (w *writer) note(n int64) error {
	if _, err := w.exec("DELETE FROM unnoted WHERE n = ?", n); err != nil {
		return err
	}
	d, info, err := w.s.loadSome(w.ctx, w.tx, eventLayers, "n = ?", n)
	if unreadable(err) {
		return nil
	}
	if err != nil {
		return err
	}
	minute := search.Minute(info.When)
	entries := search.EventEntries(d, minute)
	for i := range entries {
		if _, err := w.exec("UPDATE event SET report = ? WHERE document = ? AND i = ?", note(d, i, &entries[i], minute), n, i); err != nil {
			return err
		}
	}
	return nil
}
