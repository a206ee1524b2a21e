package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

type eventID [8]byte

func (id eventID) String() string { return search.EventID(id) }

// EventID returns the id in the record of the event at index i of d: v and the
// content address of the document, what names the event and its type. It stays
// when the event's status or participants are read otherwise.
func EventID(d *verbatim.Document, i int) string { return idOfEvent(idOf(d), &d.Events[i]).String() }

func idOfEvent(doc documentID, e *verbatim.Event) eventID { return search.EventKey(doc, e) }

// events writes the rows and the index of a document's events, in the place of
// those that are there, and marks those of its former revision.
func (w *writer) events(document int64, p *prepared, former int64, old bool) error {
	for _, query := range []string{"DELETE FROM deed WHERE rowid IN (SELECT n FROM event WHERE document = ?)", "DELETE FROM event WHERE document = ?"} {
		if _, err := w.exec(query, document); err != nil {
			return err
		}
	}
	for i := range p.events {
		e, entry := &p.Document.Events[i], &p.events[i]
		id := idOfEvent(p.id, e)
		res, err := w.exec("INSERT INTO event (id, document, i, kind, status, start, stop, told, old, report) VALUES (?,?,?,?,?,?,?,?,?,?)",
			id[:], document, i, string(e.Kind), string(e.Status), entry.From, entry.To, entry.Told, old, note(p.Document, i, entry, p.minute))
		if err != nil {
			return err
		}
		n, err := res.LastInsertId()
		if err != nil {
			return err
		}
		if _, err := w.exec("INSERT INTO deed (rowid, entry) VALUES (?,?)", n, entry.Text(false)); err != nil {
			return err
		}
	}
	if former == 0 {
		return nil
	}
	_, err := w.exec("UPDATE event SET old = 1 WHERE document = ?", former)
	return err
}

// EventQuery is what is asked of the record's events.
type EventQuery struct {
	Root   *search.Node         // of [search.ParseEvents]; nil is everything
	Status verbatim.EventStatus // of this status only, where it is not empty
	Order  Order                // NewestFirst or OldestFirst, by the day on which they are
	Limit  int                  // 0: 20
	Skip   int                  // so many hits first
	Old    bool                 // also events of articles of which there is a newer revision
	Told   bool                 // only those of which the article tells when
	// After leaves out what stands up to a hit in the order that is asked for.
	// nil does not.
	After *search.EventPlace
	// Since and Until bound when they are, beside what the query says: [Since,
	// Until). Longest bounds how exactly that is told: no event "in 2025" where
	// it is a month. Zero values do not.
	Since, Until time.Time
	Longest      time.Duration
	// Undated says that what neither the text nor its article dates is in every
	// range of Since and Until. It is in none of the query.
	Undated bool
}

// where is the condition of a query on the table of events.
func (q EventQuery) where() (string, []any) {
	p := search.NewEventPlan(q.Root)
	from, to := p.From, p.To
	if !q.Since.IsZero() {
		from = max(from, search.Minute(q.Since))
	}
	if !q.Until.IsZero() {
		to = min(to, search.Minute(q.Until))
	}
	where, args := "1", []any(nil)
	and := func(condition string, values ...any) {
		where, args = where+" AND "+condition, append(args, values...)
	}
	if !p.All {
		and("n IN (SELECT rowid FROM deed WHERE deed MATCH ?)", p.Match)
	}
	if p.From > search.Earliest || p.To < search.Latest || !q.Undated && (from > search.Earliest || to < search.Latest) {
		and("n NOT IN (SELECT rowid FROM deed WHERE deed MATCH ?)", search.UndatedMatch)
	}
	if from > search.Earliest {
		and("stop > ?", from)
	}
	if to < search.Latest {
		and("start < ?", to)
	}
	if q.Status != "" {
		and("status = ?", string(q.Status))
	}
	if q.Longest > 0 {
		and("stop - start <= ?", int64(q.Longest/time.Minute))
	}
	if q.Told {
		and("told")
	}
	if !q.Old {
		and("NOT old")
	}
	if a := q.After; a != nil && q.Order == OldestFirst {
		and("(start, n) > (?, ?)", a.From, a.Row)
	} else if a != nil {
		and("(start, n) < (?, ?)", a.From, a.Row)
	}
	return where, args
}

// Events returns the events that match.
func (s *Store) Events(ctx context.Context, q EventQuery) ([]search.EventHit, error) {
	if q.Limit <= 0 {
		q.Limit = 20
	}
	where, args := q.where()
	order := "start DESC, n DESC"
	if q.Order == OldestFirst {
		order = "start, n"
	}
	return s.eventHits(ctx, q.Root, "SELECT n, document, i, old, start FROM event WHERE "+where+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(args, q.Limit, q.Skip)...)
}

// eventHits returns the events of rows that a question gives, with their articles.
func (s *Store) eventHits(ctx context.Context, root *search.Node, query string, args ...any) ([]search.EventHit, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	type row struct {
		document int64
		place    search.EventPlace
		i        int
		old      bool
	}
	var found []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.place.Row, &r.document, &r.i, &r.old, &r.place.From); err != nil {
			return nil, s.explain(err)
		}
		found = append(found, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, s.explain(err)
	}
	documents := make([]int64, 0, len(found))
	for _, r := range found {
		documents = append(documents, r.document)
	}
	docs, err := s.loadThese(ctx, eventLayers, documents)
	if err != nil {
		return nil, err
	}
	out := make([]search.EventHit, 0, len(found))
	for _, r := range found {
		l := docs[r.document]
		if l == nil || r.i >= len(l.d.Events) {
			continue // reread in between
		}
		h := eventHit(l.d, l.info, r.i, r.old, root)
		h.Place = r.place
		out = append(out, h)
	}
	return out, nil
}

// Event returns the event of an id, or of a beginning of one that only one
// event has.
func (s *Store) Event(ctx context.Context, id string) (search.EventHit, error) {
	p, err := parsePrefix(id)
	if err != nil {
		return search.EventHit{}, err
	}
	if p.kind != 'v' {
		return search.EventHit{}, badID("%q is the id of %s, not of an event", id, p.what())
	}
	n, err := s.unique(ctx, "SELECT n, id FROM event WHERE id BETWEEN ? AND ? LIMIT 6", p, id)
	if err != nil {
		return search.EventHit{}, err
	}
	var document int64
	var i int
	var old bool
	if err := s.read.QueryRowContext(ctx, "SELECT document, i, old FROM event WHERE n = ?", n).Scan(&document, &i, &old); err != nil {
		return search.EventHit{}, s.explain(err)
	}
	d, info, err := s.loadSome(ctx, s.read, eventLayers, "n = ?", document)
	if err != nil {
		return search.EventHit{}, s.explain(err)
	}
	if i >= len(d.Events) {
		return search.EventHit{}, fmt.Errorf("%s: %w in the record", id, ErrNotFound) // reread in between
	}
	return eventHit(d, info, i, old, nil), nil
}

func eventHit(d *verbatim.Document, info Info, i int, old bool, root *search.Node) search.EventHit {
	address := idOf(d)
	h := search.EventHit{
		ID: idOfEvent(address, &d.Events[i]).String(), DocumentID: info.ID, Index: i, Document: d, Revision: info.Revision, When: info.When, Old: old,
		Entry: search.NewEventEntry(d, i, search.Minute(info.When)),
	}
	_, h.Dated = search.ParseMinute(d.Published)
	if by := d.Events[i].By; by >= 0 && by < len(d.Statements) {
		h.Statement = idOfStatement(address, &d.Statements[by]).String()
	}
	h.Marks = search.Highlight(root, d.Text, []verbatim.Span{h.Entry.Sentence})
	return h
}

// CountEvents returns how many events match.
func (s *Store) CountEvents(ctx context.Context, q EventQuery) (int, error) {
	where, args := q.where()
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM event WHERE "+where, args...).Scan(&n)
	return n, s.explain(err)
}

// Newest returns the time of the newest article of those that have a day of
// publication, or else of the latest fetch. ok is false where the record is empty.
func (s *Store) Newest(ctx context.Context) (newest time.Time, ok bool, err error) {
	var minute sql.NullInt64
	if err := s.read.QueryRowContext(ctx, `SELECT coalesce(
		(SELECT minute FROM document WHERE published GLOB '[0-9]*' ORDER BY minute DESC LIMIT 1), (SELECT max(minute) FROM document))`).Scan(&minute); err != nil {
		return time.Time{}, false, s.explain(err)
	}
	return search.MinuteTime(minute.Int64), minute.Valid, nil
}

// events checks the rows of a document's events against its layer.
func (v *verifier) events(n int64, d *verbatim.Document, address documentID, minute int64) error {
	var newer bool
	if err := v.tx.QueryRowContext(v.ctx, `SELECT EXISTS (SELECT 1 FROM document a JOIN document b ON b.url = a.url AND b.url <> '' AND b.revision > a.revision WHERE a.n = ?)`, n).Scan(&newer); err != nil {
		return err
	}
	rows, err := v.tx.QueryContext(v.ctx, "SELECT n, id, i, kind, status, start, stop, told, old, report FROM event WHERE document = ? ORDER BY i", n)
	if err != nil {
		return err
	}
	defer rows.Close()
	entries := search.EventEntries(d, minute)
	unmarked, err := v.unmarked(n)
	if err != nil {
		return err
	}
	found := 0
	for rows.Next() {
		var row, start, stop int64
		var id, report []byte
		var i int
		var kind, status string
		var told, old bool
		if err := rows.Scan(&row, &id, &i, &kind, &status, &start, &stop, &told, &old, &report); err != nil {
			return err
		}
		name := fmt.Sprintf("v%x", id)
		if i < 0 || i >= len(entries) {
			v.report(name, "is no event of %s", address)
			continue
		}
		found++
		e, want := &d.Events[i], &entries[i]
		if own := idOfEvent(address, e); string(id) != string(own[:]) {
			v.report(name, "is not event %d of its document", i+1)
		}
		if kind != string(e.Kind) || status != string(e.Status) || start != want.From || stop != want.To || told != want.Told || old != newer {
			v.report(name, "is listed as a %s that is %s at another time, or of another revision, than it has", kind, status)
		}
		if len(report) > 0 && string(report) != string(note(d, i, want, minute)) {
			v.report(name, "is joined with others by something else than it has")
		}
		if unmarked {
			want.Lacks = nil
		}
		v.deeds[row] += sumOf(want.Tokens(false))
	}
	if found != len(d.Events) {
		v.report(address.String(), "%d of its %d events are listed", found, len(d.Events))
	}
	return rows.Err()
}

// eventIndex compares every word of the index of events with the documents.
func (v *verifier) eventIndex() error {
	if err := v.subtract("deeds", v.deeds); err != nil {
		return err
	}
	return v.differ(v.deeds, "events", func(row int64) string {
		var id []byte
		if err := v.tx.QueryRowContext(v.ctx, "SELECT id FROM event WHERE n = ?", row).Scan(&id); err != nil {
			return fmt.Sprintf("event %d", row)
		}
		return fmt.Sprintf("v%x", id)
	})
}
