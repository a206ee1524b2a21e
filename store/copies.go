package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
)

// grams is the index of articles by what they share (reuse.Index), as far as
// one transaction or one question needs it. Articles have the numbers of their
// documents. The first error stays in err, and what is asked after it finds nothing.
type grams struct {
	w       *writer // nil where nothing may be written
	ctx     context.Context
	q       querier
	err     error
	texts   map[uint32]reuse.Text // read so far, at most textsKept words in all
	words   int
	parents map[uint32]uint32
	adding  uint32 // the article that is being put
	posted  uint64 // sum of what it was posted under
	entered int    // rows, in this transaction
	lines   map[string]*reuse.Lines
}

const (
	articleBits = 28
	articleMask = 1<<articleBits - 1
	// textsKept bounds the words that a transaction remembers, at four bytes each.
	textsKept = 4 << 20
)

// gramKey returns the first number under a hash. Grams are sampled by some of
// their bits, hence the mixing.
func gramKey(hash uint64) int64 {
	h := (hash ^ hash>>31) * 0x9e3779b97f4a7c15
	return int64(h >> (articleBits + 1) << articleBits)
}

func newGrams(ctx context.Context, q querier, w *writer) *grams {
	return &grams{w: w, ctx: ctx, q: q, texts: make(map[uint32]reuse.Text), parents: make(map[uint32]uint32), lines: make(map[string]*reuse.Lines)}
}

func (g *grams) query(query string, args ...any) (*sql.Rows, error) {
	if g.w == nil {
		return g.q.QueryContext(g.ctx, query, args...)
	}
	st, err := g.w.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(g.ctx, args...)
}

// each calls f for each row of a question.
func (g *grams) each(f func(rows *sql.Rows) error, query string, args ...any) {
	if g.err != nil {
		return
	}
	rows, err := g.query(query, args...)
	if err != nil {
		g.err = err
		return
	}
	defer rows.Close()
	for rows.Next() {
		if g.err = f(rows); g.err != nil {
			return
		}
	}
	g.err = rows.Err()
}

func (g *grams) exec(query string, args ...any) {
	if g.err == nil {
		_, g.err = g.w.exec(query, args...)
	}
}

// numbers is a list as a parameter: SQLite takes no others of unknown length.
func numbers(list []int64) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // unreachable: only numbers
	}
	return string(b)
}

var findGrams = strings.ReplaceAll(`WITH h AS MATERIALIZED (SELECT key, value FROM json_each(?))
	SELECT h.key, g.n FROM h CROSS JOIN gram g ON g.n BETWEEN h.value AND h.value + MASK
	UNION ALL SELECT h.key, g.n FROM h CROSS JOIN newgram g ON g.n BETWEEN h.value AND h.value + MASK`, "MASK", fmt.Sprint(articleMask))

// Find implements [reuse.Index].
func (g *grams) Find(hashes []uint64, dst []reuse.Posting) []reuse.Posting {
	if len(hashes) == 0 {
		return dst
	}
	keys := make([]int64, len(hashes))
	for i, h := range hashes {
		keys[i] = gramKey(h)
	}
	g.each(func(rows *sql.Rows) error {
		var at, n int64
		if err := rows.Scan(&at, &n); err != nil {
			return err
		}
		dst = append(dst, reuse.Posting{Hash: int(at), Article: uint32(n & articleMask)})
		return nil
	}, findGrams, numbers(keys))
	return dst
}

// Post implements [reuse.Index].
func (g *grams) Post(hashes []uint64, article uint32) {
	keys := make([]int64, len(hashes))
	for i, h := range hashes {
		keys[i] = gramKey(h) | int64(article)
	}
	if len(keys) == 0 {
		return
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for _, k := range keys {
		g.posted += mixedNumber(uint64(k))
	}
	g.entered += len(keys)
	g.exec("INSERT INTO newgram (n) SELECT value FROM json_each(?)", numbers(keys))
}

// Keep implements [reuse.Index]. The words are read from the document again.
func (g *grams) Keep(article uint32, words reuse.Text) {
	if g.words += len(words); g.words > textsKept {
		clear(g.texts)
		g.words = len(words)
	}
	g.texts[article] = words
}

// Text implements [reuse.Index].
func (g *grams) Text(article uint32) reuse.Text {
	if t, ok := g.texts[article]; ok {
		return t
	}
	var words reuse.Text
	g.each(func(rows *sql.Rows) error {
		var text, mask sql.RawBytes
		var size int64
		if err := rows.Scan(&text, &size, &mask); err != nil {
			return err
		}
		d := &verbatim.Document{}
		err := unpackText(d, text, size)
		var skip []verbatim.Span
		if err == nil {
			skip, err = unpackMask(d.Text, mask)
		}
		if err != nil {
			return fmt.Errorf("%w: document %d: %w", ErrDamaged, article, err)
		}
		words = reuse.Compact(d.Text, skip)
		return nil
	}, "SELECT text, size, mask FROM document JOIN copy USING (n) WHERE n = ?", article)
	g.Keep(article, words)
	return words
}

// Parent implements [reuse.Index].
func (g *grams) Parent(article uint32) uint32 {
	if p, ok := g.parents[article]; ok {
		return p
	}
	parent := article
	g.each(func(rows *sql.Rows) error { return rows.Scan(&parent) }, "SELECT parent FROM copy WHERE n = ?", article)
	g.parents[article] = parent
	return parent
}

// SetParent implements [reuse.Index]. The row of a new article is written by
// place, which knows the rest.
func (g *grams) SetParent(article, parent uint32) {
	g.parents[article] = parent
	if g.w != nil && article != g.adding {
		g.exec("UPDATE copy SET parent = ? WHERE n = ? AND parent <> ?", parent, article, parent)
	}
}

// seen returns what is known of an outlet's lines, nil without an outlet.
func (g *grams) seen(outlet string) *reuse.Lines {
	if outlet == "" || g.err != nil {
		return nil
	}
	if l := g.lines[outlet]; l != nil {
		return l
	}
	l := new(reuse.Lines)
	g.each(func(rows *sql.Rows) error {
		var b sql.RawBytes
		if err := rows.Scan(&b); err != nil {
			return err
		}
		if err := l.UnmarshalBinary(b); err != nil {
			return fmt.Errorf("%w: outlet %q: %w: verbatim reread --layer copies makes it anew", ErrDamaged, outlet, err)
		}
		return nil
	}, "SELECT seen FROM line WHERE outlet = ?", outlet)
	g.lines[outlet] = l
	return l
}

// flush writes what has changed of the outlets' lines.
func (g *grams) flush() error {
	for _, outlet := range sortedKeys(g.lines) {
		l := g.lines[outlet]
		if !l.Changed() {
			continue
		}
		b, err := l.AppendBinary(nil)
		if err != nil {
			return err
		}
		g.exec("INSERT INTO line (outlet, seen) VALUES (?,?) ON CONFLICT (outlet) DO UPDATE SET seen = excluded.seen", outlet, b)
	}
	clear(g.lines)
	g.settle()
	return g.err
}

// newKept is how many rows newgram has before some are moved, besides one for
// each document: in a large record rows must be many to lie close together.
const newKept = 1 << 16

// settled is how far newgram has been moved to gram, which goes on in the order
// of the rows and begins again behind the last.
type settled struct {
	Next int64 `json:"next"` // the first row to move
	Rows int   `json:"rows"` // in newgram
}

const settledKey = "grams"

// settle notes the rows that were entered and moves as many and half as many
// where newgram has grown too long. A row goes where its neighbours go in the
// same transaction; entered one by one, each would touch a page of its own of an
// index that does not fit into memory.
func (g *grams) settle() {
	if g.entered == 0 || g.err != nil {
		return
	}
	var at settled
	g.each(func(rows *sql.Rows) error {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return err
		}
		return json.Unmarshal(b, &at)
	}, "SELECT value FROM state WHERE key = ?", settledKey)
	documents := 0
	g.each(func(rows *sql.Rows) error { return rows.Scan(&documents) }, "SELECT coalesce(max(n), 0) FROM document")
	at.Rows += g.entered
	if at.Rows > newKept+documents {
		move := g.entered + g.entered/2
		end := int64(math.MaxInt64)
		g.each(func(rows *sql.Rows) error { return rows.Scan(&end) }, "SELECT n FROM newgram WHERE n >= ? ORDER BY n LIMIT 1 OFFSET ?", at.Next, move)
		if g.err != nil {
			return
		}
		g.exec("INSERT INTO gram SELECT n FROM newgram WHERE n >= ? AND n < ? ORDER BY n", at.Next, end)
		var moved sql.Result
		if g.err == nil {
			moved, g.err = g.w.exec("DELETE FROM newgram WHERE n >= ? AND n < ?", at.Next, end)
		}
		if g.err != nil {
			return
		}
		n, err := moved.RowsAffected()
		if err != nil {
			g.err = err
			return
		}
		at.Rows -= int(n)
		at.Next = end
		if end == math.MaxInt64 {
			at.Next = 0
		}
	}
	g.entered = 0
	b, err := json.Marshal(at)
	if err != nil {
		g.err = err
		return
	}
	g.exec("INSERT INTO state (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", settledKey, b)
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// placer puts documents into groups, in one transaction.
type placer struct {
	*grams
	groups *reuse.Groups
}

func (w *writer) placer() *placer {
	if w.place == nil {
		g := newGrams(w.ctx, w.tx, w)
		w.place = &placer{g, reuse.NewGroups(g, 0)}
	}
	return w.place
}

// put puts a document into the group where it belongs.
func (p *placer) put(n int64, d *verbatim.Document) error {
	if n <= 0 || n > articleMask {
		return fmt.Errorf("the record has no room for more than %d documents", articleMask)
	}
	own := furnitureOf(d)
	seen := p.seen(search.OutletOf(d).Key)
	skip, lines := seen.Masked(d.Text, own)
	words := reuse.Compact(d.Text, skip)
	p.adding, p.posted = uint32(n), 0
	placed := p.groups.Place(uint32(n), words)
	seen.Count(lines, placed.Group)
	p.exec("INSERT INTO copy (n, parent, whole, posted, mask) VALUES (?,?,?,?,?)", n, placed.Group, int64(words.Whole()), int64(p.posted), packMask(skip))
	return p.err
}

// mixedNumber mixes the bits of a number as splitmix64 does.
func mixedNumber(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// furnitureOf returns where furniture stands, in order and without overlaps.
func furnitureOf(d *verbatim.Document) []verbatim.Span {
	out := make([]verbatim.Span, 0, len(d.Furniture))
	for _, f := range d.Furniture {
		// Spans may touch and nest where a line is two kinds of furniture.
		if k := len(out); k > 0 && f.Start < out[k-1].End {
			out[k-1].End = max(out[k-1].End, f.End)
			continue
		}
		out = append(out, f.Span)
	}
	return out
}

// packMask packs the spans that are left out of the comparison.
func packMask(skip []verbatim.Span) []byte {
	if len(skip) == 0 {
		return []byte{}
	}
	p := &packer{}
	p.spans(skip)
	return p.b
}

func unpackMask(text string, b []byte) ([]verbatim.Span, error) {
	if len(b) == 0 {
		return nil, nil
	}
	u := &unpacker{b: b, text: text}
	list := u.spans()
	if err := u.end(); err != nil {
		return nil, fmt.Errorf("what is left out: %w", err)
	}
	for i := 1; i < len(list); i++ {
		if list[i].Start < list[i-1].End {
			return nil, fmt.Errorf("what is left out: %w: spans overlap", errDamaged)
		}
	}
	return list, nil
}

// Unplaced returns how many documents are still to be put into groups: those
// that the record had before it kept any, and all of them after ForgetCopies.
func (s *Store) Unplaced(ctx context.Context) (int, error) {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM backlog").Scan(&n)
	return n, s.explain(err)
}

// PlaceCopies puts the documents that Unplaced counts into groups, a batch a
// transaction: what was interrupted goes on where it stopped. It returns how
// many it has put. Progress, where it is not nil, is called after each batch.
func (s *Store) PlaceCopies(ctx context.Context, progress func(done, of int)) (int, error) {
	total, err := s.Unplaced(ctx)
	if err != nil || total == 0 {
		return 0, err
	}
	for done := 0; ; {
		n, err := s.placeBatch(ctx)
		done += n
		if err != nil || n == 0 {
			return done, err
		}
		if progress != nil {
			progress(done, max(done, total))
		}
	}
}

// placeBatch puts some documents into groups and says how many.
func (s *Store) placeBatch(ctx context.Context) (int, error) {
	const batch = 128
	s.mu.Lock()
	defer s.mu.Unlock()
	count := 0
	w := &writer{s: s, ctx: ctx, now: s.o.Now(), fresh: make(map[nameKey]int64)}
	defer w.close()
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		w.tx = tx
		rows, err := tx.QueryContext(ctx, "SELECT n FROM backlog ORDER BY n LIMIT ?", batch)
		if err != nil {
			return err
		}
		var todo []int64
		for rows.Next() {
			var n int64
			if err := rows.Scan(&n); err != nil {
				rows.Close()
				return err
			}
			todo = append(todo, n)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for _, n := range todo {
			d, err := plainText(ctx, tx, n)
			if err != nil {
				return err
			}
			if err := w.placer().put(n, d); err != nil {
				return err
			}
			if _, err := w.exec("DELETE FROM backlog WHERE n = ?", n); err != nil {
				return err
			}
			count++
		}
		return w.placer().flush()
	})
	if err != nil {
		return 0, err
	}
	return count, nil
}

// plainText reads of a document what is compared. Of a damaged one that is
// nothing: verify tells what is wrong with it.
func plainText(ctx context.Context, q querier, n int64) (*verbatim.Document, error) {
	d := &verbatim.Document{}
	var text, furniture []byte
	var size int64
	err := q.QueryRowContext(ctx, "SELECT d.url, d.outlet, d.text, d.size, coalesce(l.body, x'') FROM document d LEFT JOIN layer l ON l.n = d.n * 16 + "+
		fmt.Sprint(layerFurniture)+" WHERE d.n = ?", n).Scan(&d.URL, &d.Outlet, &text, &size, &furniture)
	if err != nil {
		return nil, err
	}
	err = unpackText(d, text, size)
	if err == nil {
		if furniture, err = decompress(furniture); err == nil {
			err = unpackLayer(d, layerFurniture, furniture)
		}
	}
	if err != nil {
		return &verbatim.Document{}, nil
	}
	return d, nil
}

// ForgetCopies takes all documents out of their groups. PlaceCopies puts them
// into groups anew.
func (s *Store) ForgetCopies(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM gram; DELETE FROM newgram; DELETE FROM copy; DELETE FROM line; DELETE FROM state WHERE key = '`+settledKey+`';
			INSERT OR IGNORE INTO backlog SELECT n FROM document`)
		return err
	})
}
