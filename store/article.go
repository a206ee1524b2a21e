package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/verbatim-record/verbatim/internal/bounded"
	"github.com/verbatim-record/verbatim/search"
)

// articleBytes is how much of articles is kept in memory as statements are shown
// with them.
const articleBytes = 32 << 20

// articles keeps documents that were read. They stay as they are until documents
// are made anew; then all are forgotten.
type articles struct {
	mu    sync.Mutex
	state string // see stateReread
	known *bounded.Cache[int64, *loaded]
}

// at returns the cache for a state of the record.
func (a *articles) at(state string) *bounded.Cache[int64, *loaded] {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known == nil || a.state != state {
		// One that is still used for the other state is left to who does.
		a.state, a.known = state, bounded.New[int64, *loaded](articleBytes)
	}
	return a.known
}

// articles returns documents with the layers that statements are shown with, as
// they were when documents had been made anew so often. They are shared, and must
// not be changed. Those that are gone are left out. errReread says that it was
// another time meanwhile.
func (s *Store) articles(ctx context.Context, state string, numbers []int64) (map[int64]*loaded, error) {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	out := make(map[int64]*loaded, len(numbers))
	known := s.kept.at(state)
	var missing []int64
	for _, n := range numbers {
		if l, ok := known.Get(n); ok {
			out[n] = l
		} else {
			missing = append(missing, n)
		}
	}
	for part := range slices.Chunk(missing, atOnce) {
		if err := s.readArticles(ctx, state, part, out); err != nil {
			return nil, s.explain(err)
		}
	}
	for _, n := range missing {
		if l := out[n]; l != nil {
			known.Put(n, l, l.bytes())
		}
	}
	return out, nil
}

// layerJoin joins a layer to its document.
func layerJoin(layer int) string {
	n := strconv.Itoa(layer)
	return " LEFT JOIN layer l" + n + " ON l" + n + ".n = d.n * 16 + " + n
}

var articleQuery = "SELECT " + documentColumns + ", l" + strconv.Itoa(layerQuote) + ".body, l" + strconv.Itoa(layerEntity) + ".body, l" + strconv.Itoa(layerTime) + ".body, " +
	"(SELECT value FROM state WHERE key = '" + stateReread + "') FROM document d" + layerJoin(layerQuote) + layerJoin(layerEntity) + layerJoin(layerTime) + " WHERE d.n"

func (s *Store) readArticles(ctx context.Context, state string, numbers []int64, into map[int64]*loaded) error {
	in, args := amongst(numbers)
	rows, err := s.ask(ctx, articleQuery+in, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		l := &loaded{fileNames: s.o.FileNames}
		var layers [layerCount][]byte
		var quote, entity, time, now sql.RawBytes
		if err := l.scan(rows, &quote, &entity, &time, &now); err != nil {
			return err
		}
		if string(now) != state {
			return errReread
		}
		layers[layerQuote], layers[layerEntity], layers[layerTime] = quote, entity, time
		if err := l.unpack(layers); err != nil {
			return err
		}
		l.index, l.entries = search.NewIndexer(l.d), make([]atomic.Pointer[search.Entry], len(l.d.Statements))
		into[l.info.n] = l
	}
	return rows.Err()
}

// bytes is about what a document takes in memory, once all its entries are made.
func (l *loaded) bytes() int {
	d := l.d
	return 1000 + len(d.Text) + 900*len(d.Statements) + 150*len(d.Mentions) + 300*len(d.Entities) + 200*len(d.Times)
}
