package postings

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/verbatim-record/verbatim/search"
)

// ErrQuery says that a query is of a sort that is not answered here.
var ErrQuery = errors.New("the index is not asked this here")

// Question is what rows are asked for.
type Question struct {
	Root       *search.Node // nil is every row
	Old        bool         // also what stands in a newer revision
	From, To   int64        // rows in [From, To); the dates of the query are not looked at
	Descending bool         // the newest first
	Limit      int
}

// longestWord bounds a word in bytes; FTS5 cuts longer ones off in places.
const longestWord = 1000

// mostCursors bounds the words of a query.
const mostCursors = 400

// Find returns the rows that match, in their order.
func (s *Snapshot) Find(ctx context.Context, q Question) ([]int64, error) {
	var out []int64
	err := s.each(ctx, q, func(row int64) { out = append(out, row) })
	return out, err
}

// Count returns how many rows match, and stops at the limit.
func (s *Snapshot) Count(ctx context.Context, q Question) (int, error) {
	n := 0
	err := s.each(ctx, q, func(int64) { n++ })
	return n, err
}

func (s *Snapshot) each(ctx context.Context, q Question, f func(row int64)) error {
	if q.Limit <= 0 || q.From >= q.To {
		return nil
	}
	c := &compiler{s: s, descending: q.Descending}
	cur, err := c.root(q.Root, q.Old)
	if err != nil {
		return err
	}
	place, last := q.From, q.To-1
	if q.Descending {
		place, last = ^(q.To - 1), ^q.From
	}
	for n := 0; n < q.Limit; n++ {
		if n%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		at, err := cur.seek(place)
		if err != nil {
			return err
		}
		if at > last || at == end {
			return nil
		}
		row := at
		if q.Descending {
			row = ^at
		}
		f(row)
		place = at + 1
	}
	return nil
}

// compiler makes cursors of a query.
type compiler struct {
	s          *Snapshot
	descending bool
	words      int
}

func (c *compiler) root(n *search.Node, old bool) (cursor, error) {
	cur, err := c.node(n)
	if err == nil && cur == nil {
		cur, err = c.everything()
	}
	if err != nil || old {
		return cur, err
	}
	gone, err := c.word(search.OldToken)
	if err != nil {
		return nil, err
	}
	if len(gone.runs) == 0 {
		return cur, nil
	}
	return &without{cur, gone}, nil
}

// everything goes through all rows: each has a kind.
func (c *compiler) everything() (cursor, error) {
	e := &either{}
	for _, token := range search.KindTokens() {
		w, err := c.word(token)
		if err != nil {
			return nil, err
		}
		e.kids = append(e.kids, w)
	}
	return e, nil
}

// node makes the cursor of a part of a query; nil is every row.
func (c *compiler) node(n *search.Node) (cursor, error) {
	if n == nil {
		return nil, nil
	}
	switch n.Op {
	case search.Date:
		return nil, nil
	case search.Term:
		if len(n.Words) == 1 && !n.Prefix {
			return c.word(n.Words[0])
		}
		return c.phrase(n)
	case search.Near:
		return c.near(n)
	case search.Or:
		e := &either{}
		for _, k := range n.Kids {
			kid, err := c.node(k)
			if err == nil && kid == nil {
				err = ErrQuery
			}
			if err != nil {
				return nil, err
			}
			e.kids = append(e.kids, kid)
		}
		return e, nil
	case search.Not:
		all, err := c.everything()
		if err != nil {
			return nil, err
		}
		return c.less(all, n.Kids[0])
	case search.And:
		return c.and(n)
	}
	return nil, ErrQuery
}

func (c *compiler) and(n *search.Node) (cursor, error) {
	var with []cursor
	var not []*search.Node
	for _, k := range n.Kids {
		if k.Op == search.Not {
			not = append(not, k.Kids[0])
			continue
		}
		kid, err := c.node(k)
		if err != nil {
			return nil, err
		}
		if kid != nil {
			with = append(with, kid)
		}
	}
	var cur cursor
	var err error
	switch {
	case len(with) > 1:
		cur = together(with)
	case len(with) == 1:
		cur = with[0]
	case len(not) == 0:
		return nil, nil
	default:
		if cur, err = c.everything(); err != nil {
			return nil, err
		}
	}
	for _, k := range not {
		if cur, err = c.less(cur, k); err != nil {
			return nil, err
		}
	}
	return cur, nil
}

func (c *compiler) less(with cursor, n *search.Node) (cursor, error) {
	not, err := c.node(n)
	if err == nil && not == nil {
		err = ErrQuery
	}
	if err != nil {
		return nil, err
	}
	return &without{with, not}, nil
}

func (c *compiler) near(n *search.Node) (cursor, error) {
	nr := &near{within: n.Within}
	var kids []cursor
	for _, k := range n.Kids {
		p, err := c.phrase(k)
		if err != nil {
			return nil, err
		}
		nr.phrases, kids = append(nr.phrases, p), append(kids, p)
	}
	if len(kids) == 0 {
		return nil, ErrQuery
	}
	nr.all = together(kids)
	return nr, nil
}

func (c *compiler) phrase(n *search.Node) (*phrase, error) {
	if n.Op != search.Term || n.Prefix || len(n.Words) == 0 {
		return nil, ErrQuery
	}
	p := &phrase{}
	var kids []cursor
	for _, text := range n.Words {
		w, err := c.word(text)
		if err != nil {
			return nil, err
		}
		p.words, kids = append(p.words, w), append(kids, w)
	}
	p.all = together(kids)
	return p, nil
}

// word makes the cursor of a word that FTS5 would read as one.
func (c *compiler) word(text string) (*word, error) {
	if c.words++; c.words > mostCursors || text == "" || len(text) > longestWord {
		return nil, ErrQuery
	}
	for i := range len(text) {
		if b := text[i]; b < 0x80 && !('a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == ':' || b == '|' || b == '\'') {
			return nil, ErrQuery
		}
	}
	return c.s.word(text, c.descending)
}

// Places returns, for each of rows in their order, where each of terms begins
// in the words of the row.
func (s *Snapshot) Places(ctx context.Context, terms []*search.Node, rows []int64) ([][][]int, error) {
	c := &compiler{s: s}
	out := make([][][]int, len(rows))
	for i := range out {
		out[i] = make([][]int, len(terms))
	}
	for t, n := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := c.phrase(n)
		if err != nil {
			return nil, err
		}
		before := int64(math.MinInt64)
		for i, row := range rows {
			if row < before {
				return nil, fmt.Errorf("rows are not in order: %w", ErrQuery)
			}
			before = row
			at, err := p.seek(row)
			if err != nil {
				return nil, err
			}
			if at == row {
				out[i][t] = append([]int(nil), p.found...)
			}
		}
	}
	return out, nil
}
