package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// IndexLayer is the name under which Reread writes the index anew from the
// layers as they are.
const IndexLayer = "index"

// CopiesLayer is the name under which Reread puts all documents into groups of
// copies anew.
const CopiesLayer = "copies"

// Rereading says what to make anew.
type Rereading struct {
	// Layer is the layer to make anew, with those after it, in every document
	// where another model made it; empty is any layer. IndexLayer is only the
	// index, and CopiesLayer only the groups of copies, of all documents.
	Layer string
	// Again fills a layer of a document and those after it. The layers before
	// it are there, it and those after it are empty. It may be called by
	// several goroutines at a time.
	Again func(d *verbatim.Document, layer string)
	// Progress, where it is not nil, is called after each batch.
	Progress func(done, of int)
}

// Reread makes layers anew that another model made than those of this program,
// and returns how many documents changed hands. Each batch of documents is a
// transaction: what was interrupted goes on where it stopped. No alert is
// raised by what is found in old documents.
func (s *Store) Reread(ctx context.Context, r Rereading) (int, error) {
	if r.Layer != "" && r.Layer != IndexLayer && r.Layer != CopiesLayer && (!slices.Contains(layerNames[:], r.Layer) || r.Layer == layerNames[layerFurniture]) {
		return 0, fmt.Errorf("there is no layer %q to read again: there are token, syntax, quote, entity, time, event, index and copies", r.Layer)
	}
	if r.Layer == CopiesLayer {
		if err := s.ForgetCopies(ctx); err != nil {
			return 0, err
		}
		return s.PlaceCopies(ctx, r.Progress)
	}
	todo, err := s.stale(ctx, r.Layer)
	if err != nil {
		return 0, err
	}
	const batch = 32
	for done := 0; done < len(todo); done += batch {
		part := todo[done:min(done+batch, len(todo))]
		if err := s.rereadBatch(ctx, r, part); err != nil {
			return done, err
		}
		if r.Progress != nil {
			r.Progress(done+len(part), len(todo))
		}
	}
	if r.Layer == "" { // what older versions have left to do
		if _, err := s.PlaceCopies(ctx, nil); err != nil {
			return len(todo), err
		}
		if _, err := s.Rank(ctx, nil); err != nil {
			return len(todo), err
		}
	}
	return len(todo), nil
}

// staleDocument is a document and the first of its layers to make anew.
type staleDocument struct {
	n     int64
	layer int // layerCount for the index alone
}

func (s *Store) stale(ctx context.Context, layer string) ([]staleDocument, error) {
	if layer == IndexLayer {
		return s.listStale(ctx, "SELECT n, ? FROM document ORDER BY n", layerCount)
	}
	first := make(map[int64]int)
	for i := layerFurniture + 1; i < layerCount; i++ {
		if layer != "" && layerNames[i] != layer {
			continue
		}
		model := ""
		if s.o.Version != nil {
			model = s.o.Version(layerNames[i])
		}
		list, err := s.listStale(ctx, `SELECT l.n / 16, ? FROM layer l JOIN version v ON v.n = l.version
			WHERE l.n % 16 = ? AND v.model <> ?`, i, i, model)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			if old, ok := first[d.n]; !ok || i < old {
				first[d.n] = i
			}
		}
	}
	out := make([]staleDocument, 0, len(first))
	for n, layer := range first {
		out = append(out, staleDocument{n, layer})
	}
	slices.SortFunc(out, func(a, b staleDocument) int { return cmp.Compare(a.n, b.n) })
	return out, nil
}

func (s *Store) listStale(ctx context.Context, query string, args ...any) ([]staleDocument, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []staleDocument
	for rows.Next() {
		var d staleDocument
		if err := rows.Scan(&d.n, &d.layer); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, d)
	}
	return out, s.explain(rows.Err())
}

// rereadBatch makes some documents anew: it reads and analyses them, then
// writes them in one transaction.
func (s *Store) rereadBatch(ctx context.Context, r Rereading, list []staleDocument) error {
	type reread struct {
		*prepared
		info  Info
		layer int
	}
	work := make([]reread, len(list))
	for i, st := range list {
		d, info, err := s.load(ctx, s.read, "n = ?", st.n)
		if err != nil {
			return s.explain(err)
		}
		work[i] = reread{prepared: &prepared{Item: &Item{Document: d}}, info: info, layer: st.layer}
	}
	each(len(work), func(i int) {
		d := work[i].Document
		if work[i].layer < layerCount {
			empty(d, work[i].layer)
			r.Again(d, layerNames[work[i].layer])
		}
		minute := search.Minute(work[i].info.When)
		work[i].prepared = prepareItem(&Item{Document: d}, search.MinuteTime(minute))
		work[i].minute = minute
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &writer{s: s, ctx: ctx, now: s.o.Now(), fresh: make(map[nameKey]int64)}
	slices.SortStableFunc(work, func(a, b reread) int { return cmp.Compare(a.minute, b.minute) })
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		w.tx = tx
		if err := w.modelVersions(); err != nil {
			return err
		}
		for _, x := range work {
			if err := w.rewrite(x.prepared, x.info, x.layer); err != nil {
				return err
			}
		}
		return nil
	})
	w.close()
	if err != nil {
		return err
	}
	w.keep()
	return nil
}

// empty takes a layer and those after it from a document.
func empty(d *verbatim.Document, layer int) {
	switch layer {
	case layerToken:
		d.Paragraphs, d.Quotations, d.Tokens, d.Sentences = nil, nil, nil, nil
		fallthrough
	case layerSyntax:
		d.Words = nil
		fallthrough
	case layerQuote:
		d.Statements = nil
		fallthrough
	case layerEntity:
		d.Mentions, d.Entities = nil, nil
		for i := range d.Statements {
			s := &d.Statements[i]
			s.Speakers, s.SpeakerConfidence, s.Addressee, s.Venue = nil, 0, nil, nil
		}
		fallthrough
	case layerTime:
		d.Times = nil
		for i := range d.Statements {
			d.Statements[i].Time = -1
		}
		fallthrough
	case layerEvent:
		d.Events = nil
	}
}

// rewrite puts the layers from one on, and the statements, in the place of
// those that a document has.
func (w *writer) rewrite(p *prepared, info Info, layer int) error {
	// Another process may have been here since the document was read.
	var first int64
	var count int
	if err := w.row("SELECT first, count FROM document WHERE n = ?", info.n).Scan(&first, &count); err != nil {
		return err
	}
	if err := w.reread(); err != nil {
		return err
	}
	if layer < layerCount {
		for i := layer; i < layerCount; i++ {
			if err := w.layer(info.n, i, p.layers[i]); err != nil {
				return err
			}
		}
		if layer > layerQuote { // statements point at entities and times
			if err := w.layer(info.n, layerQuote, p.layers[layerQuote]); err != nil {
				return err
			}
		}
	}
	for n := first; n < first+int64(count); n++ {
		for _, query := range []string{"DELETE FROM word WHERE rowid = ?", "DELETE FROM joint WHERE statement = ?", "DELETE FROM statement WHERE n = ?"} {
			if _, err := w.exec(query, n); err != nil {
				return err
			}
		}
	}
	first, err := w.room(p.minute, len(p.entries))
	if err != nil {
		return err
	}
	if _, err := w.exec("UPDATE document SET first = ?, count = ? WHERE n = ?", first, len(p.entries), info.n); err != nil {
		return err
	}
	newer, err := w.neighbour(p.Document.URL, info.Revision+1)
	if err != nil {
		return err
	}
	if err := w.events(info.n, p, 0, newer != 0); err != nil {
		return err
	}
	var said map[string]bool
	if newer != 0 {
		d, _, err := w.s.load(w.ctx, w.tx, "n = ?", newer)
		if err != nil {
			return err
		}
		said = make(map[string]bool)
		for _, e := range search.Entries(d) {
			said[sameWords(&e)] = true
		}
	}
	judged, err := w.standing(info.n)
	if err != nil {
		return err
	}
	if err := w.statements(info.n, first, p, said, judged); err != nil {
		return err
	}
	for _, query := range []string{"DELETE FROM unranked WHERE n = ?", "DELETE FROM unmarked WHERE n = ?", "DELETE FROM unnoted WHERE n = ?"} {
		if _, err := w.exec(query, info.n); err != nil {
			return err
		}
	}
	former, err := w.neighbour(p.Document.URL, info.Revision-1)
	if err != nil || former == 0 {
		return err
	}
	_, err = w.supersede(former, p.entries)
	return err
}

// stateReread is the key under which it is counted how often documents were made
// anew: until then what was read of one stays as it is.
const stateReread = "reread"

func (w *writer) reread() error {
	_, err := w.exec(`INSERT INTO state (key, value) VALUES (?1, CAST(1 AS BLOB))
		ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(CAST(value AS TEXT) AS INTEGER) + 1 AS BLOB)`, stateReread)
	return err
}

// neighbour returns the document of a URL's revision, or 0.
func (w *writer) neighbour(url string, revision int) (int64, error) {
	if url == "" {
		return 0, nil
	}
	var n int64
	err := w.row("SELECT n FROM document WHERE url = ? AND url <> '' AND revision = ?", url, revision).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}
