package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Info is what the record knows of a document besides the document.
type Info struct {
	ID        string
	Revision  int // of its URL, from 1
	Revisions int // of its URL that the record has
	When      time.Time
	Added     time.Time
	Fetched   time.Time
	Hash      Hash              // of what was fetched
	Versions  map[string]string // the model that made each layer

	n, first int64
	layers   [layerCount][]byte
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Document returns the document of an id, or of a beginning of one that only
// one document has, with every layer. ErrNotFound says that there is none.
func (s *Store) Document(ctx context.Context, id string) (*verbatim.Document, Info, error) {
	p, err := parsePrefix(id)
	if err != nil {
		return nil, Info{}, err
	}
	if p.kind != 'd' {
		return nil, Info{}, badID("%q is the id of a statement, not of a document", id)
	}
	n, err := s.unique(ctx, "SELECT n, id FROM document WHERE id BETWEEN ? AND ? LIMIT 6", p, id)
	if err != nil {
		return nil, Info{}, err
	}
	return s.loaded(ctx, n)
}

func (s *Store) loaded(ctx context.Context, n int64) (*verbatim.Document, Info, error) {
	d, info, err := s.load(ctx, s.read, "n = ?", n)
	if err != nil {
		return nil, info, s.explain(err)
	}
	if d.URL == "" {
		info.Revisions = 1
		return d, info, nil
	}
	err = s.askRow(ctx, "SELECT count(*) FROM document WHERE url = ? AND url <> ''", d.URL).Scan(&info.Revisions)
	return d, info, s.explain(err)
}

// unique returns the one row that an id or its beginning names.
func (s *Store) unique(ctx context.Context, query string, p prefix, id string) (int64, error) {
	rows, err := s.ask(ctx, query, p.low, p.high)
	if err != nil {
		return 0, s.explain(err)
	}
	defer rows.Close()
	var found []string
	var n, first int64
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&n, &b); err != nil {
			return 0, s.explain(err)
		}
		if len(found) == 0 {
			first = n
		}
		found = append(found, fmt.Sprintf("%c%x", p.kind, b))
	}
	if err := rows.Err(); err != nil {
		return 0, s.explain(err)
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("%s: %w in the record", id, ErrNotFound)
	case 1:
		return first, nil
	}
	if found[0] == found[1] { // the same statement, seen twice by the analysis
		return first, nil
	}
	return 0, badID("%s begins several ids: %s, %s, …: give more of it", id, found[0], found[1])
}

// load reads a document and all its layers.
func (s *Store) load(ctx context.Context, q querier, where string, args ...any) (*verbatim.Document, Info, error) {
	return s.loadSome(ctx, q, allLayers, where, args...)
}

// Sets of layers to read.
const (
	allLayers = 1<<layerCount - 1
	// whoLayers are what a statement is shown with.
	whoLayers = 1<<layerQuote | 1<<layerEntity | 1<<layerTime
	// eventLayers are what an event is shown with: also its sentence.
	eventLayers = whoLayers | 1<<layerToken | 1<<layerEvent
)

// loadSome reads a document and the layers of a set. Without the tokens no
// mention can be checked against them.
func (s *Store) loadSome(ctx context.Context, q querier, layers int, where string, args ...any) (*verbatim.Document, Info, error) {
	list, err := s.loadMany(ctx, q, layers, where, args...)
	if err != nil {
		return nil, Info{}, err
	}
	for _, l := range list {
		return l.d, l.info, nil
	}
	return nil, Info{}, ErrNotFound
}

// loaded is a document that was read, as far as it was asked for.
type loaded struct {
	d    *verbatim.Document
	info Info

	count  int // of its statements
	layers [layerCount][]byte

	fileNames bool // see Options

	index   search.Indexer
	entries []atomic.Pointer[search.Entry] // as far as they were asked for
}

// entry returns what the index has of a statement. It is shared.
func (l *loaded) entry(i int) search.Entry {
	if e := l.entries[i].Load(); e != nil {
		return *e
	}
	e := l.index.Entry(i)
	l.entries[i].Store(&e)
	return e
}

// fileName is a path as a server tells it: of an absolute one, or one that leads
// out of its folder, only the name.
func fileName(p string) string {
	slashed := strings.ReplaceAll(p, `\`, "/")
	drive := len(slashed) > 2 && slashed[1] == ':' && slashed[2] == '/'
	out := slices.Contains(strings.Split(slashed, "/"), "..")
	if !drive && !out && !strings.HasPrefix(slashed, "/") && !strings.HasPrefix(slashed, "~") && !strings.HasPrefix(strings.ToLower(slashed), "file:") {
		return p
	}
	return path.Base(slashed)
}

// loadThese reads documents as they are at one moment, by their numbers. Those
// that are gone are left out.
func (s *Store) loadThese(ctx context.Context, layers int, numbers []int64) (map[int64]*loaded, error) {
	slices.Sort(numbers)
	out := make(map[int64]*loaded, len(numbers))
	for part := range slices.Chunk(slices.Compact(numbers), atOnce) {
		tx, err := s.read.BeginTx(ctx, nil)
		if err != nil {
			return nil, s.explain(err)
		}
		in, args := among(part)
		some, err := s.loadMany(ctx, tx, layers, "n"+in, args...)
		tx.Rollback() // nothing was changed
		if err != nil {
			return nil, s.explain(err)
		}
		maps.Copy(out, some)
	}
	return out, nil
}

const documentColumns = "d.n, d.id, path, url, outlet, title, byline, published, language, minute, revision, first, count, added, fetched, hash, sum, size, text"

// loadMany reads the documents that a condition holds for, and the layers of a
// set of each.
func (s *Store) loadMany(ctx context.Context, q querier, layers int, where string, args ...any) (map[int64]*loaded, error) {
	out := make(map[int64]*loaded)
	rows, err := s.askIn(q)(ctx, "SELECT "+documentColumns+" FROM document d WHERE "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var numbers []int64 // of the layers
	for rows.Next() {
		l := &loaded{fileNames: s.o.FileNames}
		if err := l.scan(rows); err != nil {
			return nil, err
		}
		out[l.info.n] = l
		for layer := range int64(layerCount) {
			numbers = append(numbers, l.info.n*16+layer)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for part := range slices.Chunk(numbers, 4*atOnce) {
		if err := s.loadLayers(ctx, q, layers, part, out); err != nil {
			return nil, err
		}
	}
	for _, l := range out {
		if err := l.unpack(l.layers); err != nil {
			return nil, err
		}
		l.info.layers, l.layers = l.layers, [layerCount][]byte{}
	}
	return out, nil
}

// unpack fills the layers of the document.
func (l *loaded) unpack(layers [layerCount][]byte) error {
	if err := unpackLayers(l.d, layers); err != nil {
		return damaged(l.info.ID, err)
	}
	if len(l.d.Statements) != l.count {
		return damaged(l.info.ID, fmt.Errorf("%d statements, and %d in the layer", l.count, len(l.d.Statements)))
	}
	return nil
}

// scan reads the row of a document, and what the question has besides.
func (l *loaded) scan(rows *sql.Rows, more ...any) error {
	var id, text, hash, sum sql.RawBytes
	var minute, size, added, fetched int64
	l.d = &verbatim.Document{}
	d, info := l.d, &l.info
	dest := []any{&info.n, &id, &d.Path, &d.URL, &d.Outlet, &d.Title, &d.Byline, &d.Published, &d.Language, &minute, &info.Revision,
		&info.first, &l.count, &added, &fetched, &hash, &sum, &size, &text}
	if err := rows.Scan(append(dest, more...)...); err != nil {
		return err
	}
	info.ID = fmt.Sprintf("d%x", []byte(id))
	info.When = search.MinuteTime(minute)
	info.Added, info.Fetched = time.Unix(added, 0).UTC(), time.Unix(fetched, 0).UTC()
	info.Versions = make(map[string]string)
	copy(info.Hash[:], hash)
	if string(sum) != string(sumOfMeta(d, minute, info.Hash)) {
		return damaged(info.ID, errors.New("what is known of it does not add up"))
	}
	if l.fileNames {
		d.Path = fileName(d.Path)
	}
	if err := unpackText(d, text, size); err != nil {
		return damaged(info.ID, err)
	}
	return nil
}

// loadLayers reads layers by their numbers; the bodies of those that are not
// wanted stay on disk.
func (s *Store) loadLayers(ctx context.Context, q querier, layers int, numbers []int64, into map[int64]*loaded) error {
	in, args := among(numbers)
	rows, err := s.askIn(q)(ctx, "SELECT layer.n / 16, layer.n % 16, model, CASE WHEN ? >> (layer.n % 16) & 1 THEN body END FROM layer JOIN version ON version.n = layer.version WHERE layer.n"+in,
		append([]any{layers}, args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var layer int
		var model string
		var body []byte
		if err := rows.Scan(&n, &layer, &model, &body); err != nil {
			return err
		}
		l := into[n]
		if l == nil {
			continue
		}
		l.info.Versions[layerNames[layer]] = model
		l.layers[layer] = body
	}
	return rows.Err()
}

func damaged(id string, err error) error { return fmt.Errorf("%w: %s: %w", ErrDamaged, id, err) }

func unpackText(d *verbatim.Document, text []byte, size int64) error {
	b, err := decompress(text)
	if err != nil {
		return fmt.Errorf("text: %w", err)
	}
	if int64(len(b)) != size {
		return fmt.Errorf("text: %d bytes of %d", len(b), size)
	}
	d.Text = unsafe.String(unsafe.SliceData(b), len(b)) // nobody else has b
	return nil
}

// unpackLayers fills the layers of d, those that others point at first.
func unpackLayers(d *verbatim.Document, layers [layerCount][]byte) error {
	for _, layer := range [...]int{layerFurniture, layerToken, layerSyntax, layerEntity, layerTime, layerQuote, layerEvent} {
		if err := decompressed(layers[layer], func(b []byte) error { return unpackLayer(d, layer, b) }); err != nil {
			return fmt.Errorf("layer %s: %w", layerNames[layer], err)
		}
	}
	return nil
}

// Has reports whether what was fetched, by its hash, is in the record, and
// gives the id of the document that came of it.
func (s *Store) Has(ctx context.Context, hash Hash) (id string, ok bool, err error) {
	var b []byte
	err = s.read.QueryRowContext(ctx, "SELECT id FROM source JOIN document ON document.n = source.document WHERE source.hash = ?", hash[:]).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, s.explain(err)
	}
	return fmt.Sprintf("d%x", b), true, nil
}

// Revisions returns the ids of the documents of a URL, the oldest first.
func (s *Store) Revisions(ctx context.Context, url string) ([]string, error) {
	var out []string
	if url == "" {
		return nil, nil
	}
	rows, err := s.ask(ctx, "SELECT id FROM document WHERE url = ? AND url <> '' ORDER BY revision", url)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, fmt.Sprintf("d%x", b))
	}
	return out, s.explain(rows.Err())
}

// Stored is a document with what the record knows of it.
type Stored struct {
	*verbatim.Document
	Info Info
}

// Documents yields every document of the record in the order in which they
// were added. Those added meanwhile may be among them or not. A damaged
// document is an error, and those after it are still yielded.
func (s *Store) Documents(ctx context.Context) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		for last := int64(0); ; {
			// One by one, so that no reading holds back the writer's log.
			var n int64
			err := s.read.QueryRowContext(ctx, "SELECT n FROM document WHERE n > ? ORDER BY n LIMIT 1", last).Scan(&n)
			if errors.Is(err, sql.ErrNoRows) {
				return
			}
			if err != nil {
				yield(Stored{}, s.explain(err))
				return
			}
			if n <= last { // a damaged page leads back
				yield(Stored{}, ErrDamaged)
				return
			}
			last = n
			d, info, err := s.loaded(ctx, n)
			if !yield(Stored{d, info}, err) || ctx.Err() != nil {
				return
			}
		}
	}
}
