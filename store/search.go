package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store/postings"
)

// Order is the order of hits.
type Order int

// The orders.
const (
	ByRelevance Order = iota // see ranked
	NewestFirst
	OldestFirst
)

// Query is what is asked of the record.
type Query struct {
	Root  *search.Node // nil is everything
	Order Order
	Limit int  // 0: 20
	Skip  int  // so many hits first
	Old   bool // also statements that stand with the same words in a newer revision
	// After leaves out what stands up to a hit's Row in the order that is asked
	// for: what comes behind it is found without counting what comes before.
	// In order of relevance it leaves out what is as new or newer. 0 does not.
	After int64
	// Since and Until bound the time of publication, beside what the query
	// says: [Since, Until). Zero times do not.
	Since, Until time.Time
	// Newest bounds how many statements Facets counts; 0 is 20,000.
	Newest int
}

// candidates is how many hits are weighed to find the most relevant.
const candidates = 100

// Search returns the statements that match. Their documents are shared with others
// that ask, and must not be changed.
func (s *Store) Search(ctx context.Context, q Query) ([]search.Hit, error) {
	if q.Limit <= 0 {
		q.Limit = 20
	}
	var rows []int64
	var err error
	if q.Order == ByRelevance {
		rows, err = s.ranked(ctx, q)
	} else {
		rows, err = s.matches(ctx, q, q.Skip+q.Limit)
	}
	if err != nil || q.Skip >= len(rows) {
		return nil, err
	}
	return s.hits(ctx, q.Root, rows[q.Skip:min(len(rows), q.Skip+q.Limit)])
}

// ranked returns the rows of the most relevant hits. Those weighed are the newest; where more match than can be weighed, the newest
// of a narrower query that has the words close together are added.
func (s *Store) ranked(ctx context.Context, q Query) ([]int64, error) {
	var rows []int64
	var places [][][]int
	terms := search.Wanted(q.Root)
	ok, err := s.onWords(ctx, func(w *postings.Snapshot) (err error) {
		rows, err = candidatesOf(q, func(q Query, limit int) ([]int64, error) { return w.Find(ctx, q.question(limit)) })
		if err != nil || len(terms) == 0 {
			return err
		}
		slices.Sort(rows)
		places, err = w.Places(ctx, terms, rows)
		slices.Reverse(rows)
		slices.Reverse(places)
		return err
	})
	if err == nil && !ok {
		rows, err = candidatesOf(q, func(q Query, limit int) ([]int64, error) { return s.matched(ctx, q, limit) })
	}
	if err != nil {
		return nil, s.explain(err)
	}
	if len(terms) == 0 {
		return rows, nil
	}
	scores := make(map[int64]float64, len(rows))
	var unread []int64
	if ok {
		lengths, err := s.lengths(ctx, rows)
		if err != nil {
			return nil, err
		}
		for i, n := range rows {
			if lengths[i] >= 0 {
				scores[n] = search.ScoreOf(terms, places[i], lengths[i])
			} else {
				unread = append(unread, n)
			}
		}
	} else {
		unread = rows
	}
	for part := range slices.Chunk(unread, atOnce) {
		if err := s.score(ctx, q.Root, part, scores); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(rows, func(a, b int64) int { return cmp.Compare(scores[b], scores[a]) })
	return rows, nil
}

// candidatesOf returns the rows that are weighed, the newest first.
func candidatesOf(q Query, find func(q Query, limit int) ([]int64, error)) ([]int64, error) {
	want := max(q.Skip+q.Limit, candidates)
	rows, err := find(q, want)
	if err != nil {
		return nil, err
	}
	if tight := search.Tighten(q.Root); tight != nil && len(rows) == want {
		narrow := q
		narrow.Root = tight
		more, err := find(narrow, want/2)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
		slices.SortFunc(rows, func(a, b int64) int { return cmp.Compare(b, a) })
		rows = slices.Compact(rows)
	}
	return rows, nil
}

// atOnce is how many rows are asked for in one question, each of which costs a
// tenth of a millisecond whatever it asks for.
const atOnce = 250

// among returns the condition that a value is one of rows.
func among(rows []int64) (in string, args []any) {
	args = make([]any, len(rows))
	for i, n := range rows {
		args[i] = n
	}
	return " IN (" + strings.TrimSuffix(strings.Repeat("?,", len(rows)), ",") + ")", args
}

// lengths returns how many words the content of each statement has: negative
// where that is not noted, or the statement is gone.
func (s *Store) lengths(ctx context.Context, rows []int64) ([]int, error) {
	out := make([]int, len(rows))
	for i := range out {
		out[i] = -1
	}
	at := 0
	for part := range slices.Chunk(rows, atOnce) {
		in, args := amongst(part)
		// A row of the answer for each would take twice as long as to look them up.
		var list string
		if err := s.askRow(ctx, "SELECT coalesce(group_concat(n || ' ' || words, ';'), '') FROM statement WHERE n"+in, args...).Scan(&list); err != nil {
			return nil, s.explain(err)
		}
		places := make(map[string]int, len(part))
		for i, n := range part {
			places[strconv.FormatInt(n, 10)] = at + i
		}
		for item := range strings.SplitSeq(list, ";") {
			row, words, _ := strings.Cut(item, " ")
			i, known := places[row]
			n, err := strconv.Atoi(words)
			if known && err == nil {
				out[i] = n
			}
		}
		at += len(part)
	}
	return out, nil
}

// score weighs the statements of rows.
func (s *Store) score(ctx context.Context, root *search.Node, rows []int64, scores map[int64]float64) error {
	in, args := amongst(rows)
	found, err := s.ask(ctx, `SELECT s.n, s.n - d.first, d.size, d.text, l.body FROM statement s JOIN document d ON d.n = s.document
		JOIN layer l ON l.n = d.n * 16 + `+fmt.Sprint(layerQuote)+` WHERE s.n`+in, args...)
	if err != nil {
		return s.explain(err)
	}
	defer found.Close()
	for found.Next() {
		var i int
		var n, size int64
		var text, body sql.RawBytes
		if err := found.Scan(&n, &i, &size, &text, &body); err != nil {
			return s.explain(err)
		}
		d := &verbatim.Document{}
		content, err := contentOf(d, text, size, body, i)
		if err != nil {
			return damaged("a statement", err)
		}
		scores[n] = search.Score(root, search.ContentWords(d.Text, content))
	}
	return s.explain(found.Err())
}

// contentOf reads no more of a document than the content of one statement.
func contentOf(d *verbatim.Document, text []byte, size int64, body []byte, i int) ([]verbatim.Span, error) {
	if err := unpackText(d, text, size); err != nil {
		return nil, err
	}
	err := decompressed(body, func(b []byte) error {
		if len(b) == 0 || b[0] != layerForm {
			return errDamaged
		}
		u := &unpacker{b: b[1:], text: d.Text}
		unpackSome(u, d, anyIndex, anyIndex)
		return u.err
	})
	if err == nil && (i < 0 || i >= len(d.Statements)) {
		err = errDamaged
	}
	if err != nil {
		return nil, err
	}
	return d.Statements[i].Content, nil
}

// matched is matches by SQLite.
func (s *Store) matched(ctx context.Context, q Query, limit int) ([]int64, error) {
	where, args := q.where()
	order := " ORDER BY rowid DESC LIMIT ?"
	if q.Order == OldestFirst {
		order = " ORDER BY rowid LIMIT ?"
	}
	rows, err := s.read.QueryContext(ctx, "SELECT rowid FROM word WHERE "+where+order, append(args, limit)...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, n)
	}
	return out, s.explain(rows.Err())
}

// where is the condition of a query on the index.
func (q Query) where() (string, []any) {
	p := search.NewPlan(q.Root, q.Old)
	from, to := p.From, p.To
	if !q.Since.IsZero() {
		from = max(from, search.Minute(q.Since))
	}
	if !q.Until.IsZero() {
		to = min(to, search.Minute(q.Until))
	}
	where, args := "word MATCH ?", []any{p.Match}
	if from > search.Earliest {
		where, args = where+" AND word.rowid >= ?", append(args, from*slots)
	}
	if to < search.Latest {
		where, args = where+" AND word.rowid < ?", append(args, to*slots)
	}
	switch {
	case q.After == 0:
	case q.Order == OldestFirst:
		where, args = where+" AND word.rowid > ?", append(args, q.After)
	default:
		where, args = where+" AND word.rowid < ?", append(args, q.After)
	}
	return where, args
}

// hits loads the statements of rows, in their order.
func (s *Store) hits(ctx context.Context, root *search.Node, rows []int64) ([]search.Hit, error) {
	for again := 0; ; again++ {
		known, err := s.listedAll(ctx, rows)
		if err != nil {
			return nil, err
		}
		out, err := s.hitsOf(ctx, root, rows, known)
		if !errors.Is(err, errReread) || again == asks {
			return out, err
		}
	}
}

// errReread says that documents were made anew while some were being read.
var errReread = errors.New("documents were read anew meanwhile: ask again")

func (s *Store) hitsOf(ctx context.Context, root *search.Node, rows []int64, known map[int64]listed) ([]search.Hit, error) {
	var numbers []int64
	state := ""
	for _, n := range rows {
		row, ok := known[n]
		switch {
		case !ok:
			continue
		case len(numbers) > 0 && row.state != state:
			return nil, errReread
		}
		numbers, state = append(numbers, row.document), row.state
	}
	docs, err := s.articles(ctx, state, numbers)
	if err != nil {
		return nil, err
	}
	out := make([]search.Hit, 0, len(rows))
	for _, n := range rows {
		row, ok := known[n]
		l := docs[row.document]
		if !ok || l == nil {
			continue // reread in between
		}
		h, err := hitOf(root, n, row, l.d, &l.info)
		if err != nil {
			return nil, err
		}
		h.Entry = l.entry(h.Index)
		out = append(out, h)
	}
	return out, nil
}

// listed is the row of a statement.
type listed struct {
	document int64
	id       statementID
	old      bool
	kind     int64  // a name
	state    string // how often documents had been made anew, see stateReread
}

// listedAll reads the rows of statements.
func (s *Store) listedAll(ctx context.Context, rows []int64) (map[int64]listed, error) {
	known := make(map[int64]listed, len(rows))
	for part := range slices.Chunk(rows, atOnce) {
		if err := s.listed(ctx, part, known); err != nil {
			return nil, err
		}
	}
	return known, nil
}

func (s *Store) listed(ctx context.Context, rows []int64, into map[int64]listed) error {
	in, args := amongst(rows)
	found, err := s.ask(ctx, "SELECT n, document, id, old, kind, (SELECT value FROM state WHERE key = '"+stateReread+"') FROM statement WHERE n"+in, args...)
	if err != nil {
		return s.explain(err)
	}
	defer found.Close()
	state := ""
	for found.Next() {
		var n int64
		var row listed
		var id, now sql.RawBytes
		if err := found.Scan(&n, &row.document, &id, &row.old, &row.kind, &now); err != nil {
			return s.explain(err)
		}
		if state != string(now) {
			state = string(now)
		}
		copy(row.id[:], id)
		row.state = state
		into[n] = row
	}
	return s.explain(found.Err())
}

// Count returns how many statements match.
func (s *Store) Count(ctx context.Context, q Query) (int, error) {
	return s.CountUpTo(ctx, q, math.MaxInt)
}

// Statement returns the statement of an id, or of a beginning of one that only
// one statement has. Its document has every layer.
func (s *Store) Statement(ctx context.Context, id string) (search.Hit, Info, error) {
	p, err := parsePrefix(id)
	if err != nil {
		return search.Hit{}, Info{}, err
	}
	if p.kind != 's' {
		return search.Hit{}, Info{}, badID("%q is the id of %s, not of a statement", id, p.what())
	}
	n, err := s.unique(ctx, "SELECT n, id FROM statement WHERE id BETWEEN ? AND ? LIMIT 6", p, id)
	if err != nil {
		return search.Hit{}, Info{}, err
	}
	for again := 0; ; again++ {
		h, info, err := s.statement(ctx, n, id)
		// Where it is another one, the document was made anew between the questions.
		if err != nil || again == asks || h.ID == StatementID(h.Document, h.Index) {
			return h, info, err
		}
	}
}

// statement returns the statement of a row.
func (s *Store) statement(ctx context.Context, n int64, id string) (search.Hit, Info, error) {
	known, err := s.listedAll(ctx, []int64{n})
	if err != nil {
		return search.Hit{}, Info{}, err
	}
	row, ok := known[n]
	if !ok {
		return search.Hit{}, Info{}, fmt.Errorf("%s: %w in the record", id, ErrNotFound)
	}
	d, info, err := s.loaded(ctx, row.document)
	if err != nil {
		return search.Hit{}, Info{}, err
	}
	h, err := hitOf(nil, n, row, d, &info)
	if err == nil {
		h.Entry = search.NewEntry(d, h.Index)
	}
	return h, info, err
}

// hitOf is the statement of a row, without its entry.
func hitOf(root *search.Node, n int64, row listed, d *verbatim.Document, info *Info) (search.Hit, error) {
	h := search.Hit{Row: n, Old: row.old}
	h.ID, h.Document, h.Index = row.id.String(), d, int(n-info.first)
	h.DocumentID, h.Revision, h.When = info.ID, info.Revision, info.When
	_, h.Dated = search.ParseMinute(d.Published)
	if h.Index < 0 || h.Index >= len(d.Statements) {
		return h, damaged(h.ID, errors.New("is no statement of its document"))
	}
	h.Marks = search.Highlight(root, d.Text, h.Statement().Content)
	return h, nil
}

// LastRow returns the Row of the newest statement, 0 where there is none.
func (s *Store) LastRow(ctx context.Context) (int64, error) {
	var n int64
	err := s.askRow(ctx, "SELECT coalesce(max(n), 0) FROM statement").Scan(&n)
	return n, s.explain(err)
}
