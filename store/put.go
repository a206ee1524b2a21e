package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Item is a document to put into the record.
type Item struct {
	Document *verbatim.Document // analysed
	Fetched  Fetched            // what it was made of; the zero value where nothing was fetched
}

// Fetched is a fetch of an address, or the reading of a file.
type Fetched struct {
	URL    string
	Time   time.Time
	Status int    // of HTTP; 0 without an answer
	Hash   Hash   // of the bytes that came; zero where none did
	Error  string // what went wrong, or empty
}

// Change says what putting a document did.
type Change int

// The changes.
const (
	Known   Change = iota // the same text at the same place was there already
	Added                 // it is new
	Revised               // it is a new revision of an article that was there
)

func (c Change) String() string { return [...]string{"known", "added", "revised"}[c] }

// Result is what became of an item.
type Result struct {
	ID         string // of the document
	Change     Change
	Revision   int // of its URL, from 1
	Statements int
	Queued     int // deliveries of alerts that it made
}

// prepared is an item as it will be written, made outside of the transaction.
type prepared struct {
	*Item
	id      documentID
	minute  int64
	text    []byte
	layers  [layerCount][]byte
	entries []search.Entry
	ids     []statementID
	events  []search.EventEntry
}

// Put adds documents in one transaction: all of them or, with an error, none.
// When it returns they are on disk. The results are in the order of the items.
//
// A text that the record has at the same place changes nothing, but what was
// fetched is noted. Another text at the URL of an earlier document is its next
// revision; both are kept.
func (s *Store) Put(ctx context.Context, items []Item) ([]Result, error) {
	if len(items) == 0 {
		return nil, nil
	}
	now := s.o.Now()
	work := s.prepare(items, now)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	results := make([]Result, len(items))
	w := &writer{s: s, ctx: ctx, now: now, fresh: make(map[nameKey]int64)}
	err := s.inTx(ctx, func(tx *sql.Tx) error { return w.put(tx, work, results) })
	w.close()
	if err != nil {
		return nil, err
	}
	w.keep()
	return results, nil
}

// prepare encodes the items, on all processors.
func (s *Store) prepare(items []Item, now time.Time) []*prepared {
	out := make([]*prepared, len(items))
	each(len(items), func(i int) { out[i] = prepareItem(&items[i], now) })
	return out
}

// each calls f for 0 to n-1, on all processors.
func each(n int, f func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func prepareItem(it *Item, now time.Time) *prepared {
	d := it.Document
	p := &prepared{Item: it, id: idOf(d), text: compress([]byte(d.Text)), entries: search.Entries(d)}
	when := it.Fetched.Time
	if when.IsZero() {
		when = now
	}
	p.minute = search.Minute(when)
	if m, ok := search.ParseMinute(d.Published); ok {
		p.minute = m
	}
	for layer := range p.layers {
		p.layers[layer] = compress(packLayer(d, layer))
	}
	p.events = search.EventEntries(d, p.minute)
	p.ids = make([]statementID, len(d.Statements))
	for i := range d.Statements {
		p.ids[i] = idOfStatement(p.id, &d.Statements[i])
	}
	return p
}

// writer is one transaction that puts documents.
type writer struct {
	s     *Store
	ctx   context.Context
	now   time.Time
	fresh map[nameKey]int64 // names of this transaction
	tx    *sql.Tx
	made  map[string]*sql.Stmt
	watch []watched // alerts
	place *placer   // into groups of copies
}

// put writes the documents in the order of their time, for the index is
// written in the order of its rows.
func (w *writer) put(tx *sql.Tx, work []*prepared, results []Result) error {
	w.tx = tx
	var err error
	if w.watch, err = w.alerts(); err != nil {
		return err
	}
	if err := w.modelVersions(); err != nil {
		return err
	}
	order := make([]int, len(work))
	for i := range order {
		order[i] = i
	}
	// Revisions of one article in one batch stay in their order.
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(work[a].minute, work[b].minute) })
	for _, i := range order {
		if results[i], err = w.document(work[i]); err != nil {
			return fmt.Errorf("%s: %w", cmp.Or(work[i].Document.Path, work[i].Document.URL, "document"), err)
		}
	}
	return w.placer().flush()
}

// document writes one document with all that hangs on it.
func (w *writer) document(p *prepared) (Result, error) {
	d := p.Document
	r := Result{ID: p.id.String(), Statements: len(d.Statements)}
	hash := p.Fetched.Hash
	if hash.IsZero() {
		hash = HashOf([]byte(d.Text))
	}
	fetched := p.Fetched.Time
	if fetched.IsZero() {
		fetched = w.now
	}

	var n int64
	err := w.row("SELECT n, revision FROM document WHERE id = ?", p.id[:]).Scan(&n, &r.Revision)
	if err == nil {
		return r, w.source(hash, n, p.Fetched)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return r, err
	}

	r.Change, r.Revision = Added, 1
	var former int64
	if d.URL != "" {
		err := w.row("SELECT n, revision FROM document WHERE url = ? AND url <> '' ORDER BY revision DESC LIMIT 1", d.URL).Scan(&former, &r.Revision)
		switch {
		case err == nil:
			r.Change = Revised
			r.Revision++
		case !errors.Is(err, sql.ErrNoRows):
			return r, err
		}
	}

	first, err := w.room(p.minute, len(d.Statements))
	if err != nil {
		return r, err
	}
	res, err := w.exec(`INSERT INTO document (id, path, url, outlet, title, byline, published, language, minute, revision, first, count, added, fetched, hash, sum, size, text)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		p.id[:], d.Path, d.URL, d.Outlet, d.Title, d.Byline, d.Published, d.Language, p.minute, r.Revision, first, len(d.Statements),
		w.now.Unix(), fetched.Unix(), hash[:], sumOfMeta(d, p.minute, hash), len(d.Text), p.text)
	if err != nil {
		return r, err
	}
	if n, err = res.LastInsertId(); err != nil {
		return r, err
	}
	if err := w.source(hash, n, p.Fetched); err != nil {
		return r, err
	}
	for layer, body := range p.layers {
		if err := w.layer(n, layer, body); err != nil {
			return r, err
		}
	}
	if err := w.statements(n, first, p, nil, nil); err != nil {
		return r, err
	}
	if err := w.events(n, p, former, false); err != nil {
		return r, err
	}
	if err := w.placer().put(n, d); err != nil {
		return r, err
	}
	said := map[string]bool(nil)
	if former != 0 {
		if said, err = w.supersede(former, p.entries); err != nil {
			return r, err
		}
	}
	r.Queued, err = w.queue(n, p, said)
	return r, err
}

// source notes what was fetched and what came of it.
func (w *writer) source(hash Hash, document int64, f Fetched) error {
	if _, err := w.exec("INSERT OR IGNORE INTO source (hash, document) VALUES (?,?)", hash[:], document); err != nil {
		return err
	}
	if f.URL == "" {
		return nil
	}
	return w.fetched(f)
}

func (w *writer) layer(document int64, layer int, body []byte) error {
	_, err := w.exec("INSERT OR REPLACE INTO layer (n, version, body) VALUES (?,?,?)", document*16+int64(layer), w.s.versions[layer], body)
	return err
}

// slots is how many statements a minute has room for before they run over
// into the next.
const (
	slotBits = 14
	slots    = 1 << slotBits
)

// room returns the first of count free numbers for statements of a minute. The
// numbers of one document are next to each other; where the minute is full they
// are those of the next that has room.
func (w *writer) room(minute int64, count int) (int64, error) {
	if count == 0 {
		return minute * slots, nil
	}
	at := minute * slots
	for {
		// Most often the minute is free or has room behind its last.
		var last sql.NullInt64
		end := max((at>>slotBits+1)<<slotBits, at+int64(count))
		if err := w.row("SELECT max(n) FROM statement WHERE n >= ? AND n < ?", at, end).Scan(&last); err != nil {
			return 0, err
		}
		if !last.Valid {
			return at, nil
		}
		at = last.Int64 + 1
		if err := w.row("SELECT max(n) FROM statement WHERE n >= ? AND n < ?", at, at+int64(count)).Scan(&last); err != nil {
			return 0, err
		}
		if !last.Valid {
			return at, nil
		}
		at = last.Int64 + 1
	}
}

// statements writes the rows and the index of a document's statements. Those
// whose words are in newer are marked old, those in judged as judged.
func (w *writer) statements(document, first int64, p *prepared, newer map[string]bool, judged map[statementID]bool) error {
	_, dated := search.ParseMinute(p.Document.Published)
	undated := !dated
	for i := range p.entries {
		e, id := &p.entries[i], p.ids[i]
		old := newer[sameWords(e)]
		var columns [6]int64
		for j, list := range [][]search.Facet{e.Speakers, e.Addressees, {e.Outlet}, {e.Venue}, {{Key: string(e.Kind), Label: string(e.Kind)}}, {{Key: string(e.Act), Label: string(e.Act)}}} {
			for k, f := range list {
				if f.Key == "" {
					continue
				}
				name, err := w.name(Field(j+1), f)
				if err != nil {
					return err
				}
				if k == 0 {
					columns[j] = name
				} else if _, err := w.exec("INSERT OR IGNORE INTO joint (statement, name) VALUES (?,?)", first+int64(i), name); err != nil {
					return err
				}
			}
		}
		n := first + int64(i)
		if _, err := w.exec("INSERT INTO statement (n, id, document, speaker, addressee, outlet, venue, kind, act, old, sure, judged, words, undated) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
			n, id[:], document, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], old, sureOf(&p.Document.Statements[i]), judged[id], len(e.Words), undated); err != nil {
			return err
		}
		if _, err := w.exec("INSERT INTO word (rowid, entry) VALUES (?,?)", n, e.Text(old)); err != nil {
			return err
		}
	}
	return nil
}

// supersede marks the statements of a former revision that stand in the newer
// one with the same words, takes the mark from the others, and returns the
// words of all.
func (w *writer) supersede(former int64, newer []search.Entry) (said map[string]bool, err error) {
	now := make(map[string]bool)
	for i := range newer {
		now[sameWords(&newer[i])] = true
	}
	before, info, err := w.s.load(w.ctx, w.tx, "n = ?", former)
	if err != nil {
		return nil, err
	}
	said = make(map[string]bool)
	entries := search.Entries(before)
	if err := w.marks(former, entries); err != nil {
		return nil, err
	}
	for i := range entries {
		words := sameWords(&entries[i])
		said[words] = true
		n := info.first + int64(i)
		res, err := w.exec("UPDATE statement SET old = ? WHERE n = ? AND old <> ?", now[words], n, now[words])
		if err != nil {
			return nil, err
		}
		changed, err := res.RowsAffected()
		if err != nil {
			return nil, err
		}
		if changed == 0 {
			continue
		}
		if _, err := w.exec("DELETE FROM word WHERE rowid = ?", n); err != nil {
			return nil, err
		}
		if _, err := w.exec("INSERT INTO word (rowid, entry) VALUES (?,?)", n, entries[i].Text(now[words])); err != nil {
			return nil, err
		}
	}
	return said, nil
}

// sameWords is what a statement has in common with itself in another revision.
func sameWords(e *search.Entry) string { return strings.Join(e.Words, " ") }

// stmt prepares each statement once a transaction.
func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if st, ok := w.made[query]; ok {
		return st, nil
	}
	st, err := w.tx.PrepareContext(w.ctx, query)
	if err != nil {
		return nil, err
	}
	if w.made == nil {
		w.made = make(map[string]*sql.Stmt)
	}
	w.made[query] = st
	return st, nil
}

func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	st, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(w.ctx, args...)
}

// scanner is a row to read, or the error instead of one.
type scanner interface{ Scan(dest ...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

func (w *writer) row(query string, args ...any) scanner {
	st, err := w.stmt(query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRowContext(w.ctx, args...)
}

func (w *writer) close() {
	for _, st := range w.made {
		st.Close()
	}
}

// Field is what statements can be counted by.
type Field int

// The fields. Month is of the time of publication.
const (
	Speaker Field = iota + 1
	Addressee
	Outlet
	Venue
	Kind
	Act
	Month
)

func (f Field) String() string {
	return [...]string{"", "speaker", "addressee", "outlet", "venue", "kind", "act", "month"}[f]
}

type nameKey struct {
	field Field
	key   string
}

// name returns the number of a value.
func (w *writer) name(field Field, f search.Facet) (int64, error) {
	k := nameKey{field, f.Key}
	if n, ok := w.s.names[k]; ok {
		return n, nil
	}
	if n, ok := w.fresh[k]; ok {
		return n, nil
	}
	var n int64
	err := w.row("SELECT n FROM name WHERE field = ? AND key = ?", field, f.Key).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		res, err := w.exec("INSERT INTO name (field, key, label, sort) VALUES (?,?,?,?)", field, f.Key, f.Label, string(f.Kind))
		if err != nil {
			return 0, err
		}
		if n, err = res.LastInsertId(); err != nil {
			return 0, err
		}
	} else if err != nil {
		return 0, err
	}
	w.fresh[k] = n
	return n, nil
}

// namesKept bounds what is remembered of the table name.
const namesKept = 50000

// keep remembers the names of a transaction that is on disk.
func (w *writer) keep() {
	if len(w.s.names)+len(w.fresh) > namesKept {
		clear(w.s.names)
	}
	for k, n := range w.fresh {
		w.s.names[k] = n
	}
}

// modelVersions looks up the rows of this program's models.
func (w *writer) modelVersions() error {
	for layer := range w.s.versions {
		model := ""
		if w.s.o.Version != nil {
			model = w.s.o.Version(layerNames[layer])
		}
		if _, err := w.exec("INSERT OR IGNORE INTO version (layer, model) VALUES (?,?)", layerNames[layer], model); err != nil {
			return err
		}
		if err := w.row("SELECT n FROM version WHERE layer = ? AND model = ?", layerNames[layer], model).Scan(&w.s.versions[layer]); err != nil {
			return err
		}
	}
	return nil
}

// The coders hold no state between calls and may be used by many at a time.
var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxBlob))
)

// maxBlob bounds what a stored blob unpacks to, in bytes. The largest layers,
// of texts of quotation marks alone, have a tenth of it.
const maxBlob = 64 << 20

// compress packs bytes; none stay none, and are no NULL.
func compress(b []byte) []byte {
	if len(b) == 0 {
		return []byte{}
	}
	return encoder.EncodeAll(b, make([]byte, 0, len(b)/2+64))
}

func decompress(b []byte) ([]byte, error) { return decompressTo(nil, b) }

// decompressTo unpacks into the room that dst has, where there is enough.
func decompressTo(dst, b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, nil
	}
	out, err := decoder.DecodeAll(b, dst[:0])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return out, nil
}

// rooms are to unpack bytes into of which nobody keeps any.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// mostRoom bounds a room that is kept, in bytes.
const mostRoom = 256 << 10

// decompressed lets f read unpacked bytes. It must not keep any.
func decompressed(packed []byte, f func(b []byte) error) error {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	b, err := decompressTo(*room, packed)
	if err != nil {
		return err
	}
	if cap(b) > cap(*room) && cap(b) <= mostRoom {
		*room = b[:0]
	}
	return f(b)
}
