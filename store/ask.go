package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"
)

// asking keeps the questions that are asked again and again as SQLite has
// prepared them.
type asking struct {
	mu   sync.Mutex
	made map[string]*sql.Stmt
}

// mostPrepared bounds how many questions are kept: there are some dozens.
const mostPrepared = 300

// ask asks a question that is answered in a few milliseconds at most. It is
// prepared once, and not broken off in the middle: to watch whether somebody still
// waits would take longer than the answer.
func (s *Store) ask(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := s.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return s.read.QueryContext(ctx, query, args...)
	}
	return st.QueryContext(context.WithoutCancel(ctx), args...)
}

// askRow is ask for one row.
func (s *Store) askRow(ctx context.Context, query string, args ...any) scanner {
	st, err := s.prepared(ctx, query)
	if err != nil {
		return failed{err}
	}
	if st == nil {
		return s.read.QueryRowContext(ctx, query, args...)
	}
	return st.QueryRowContext(context.WithoutCancel(ctx), args...)
}

// askIn is ask for what may be asked in a transaction as well, which prepares
// nothing.
func (s *Store) askIn(q querier) func(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if q == querier(s.read) {
		return s.ask
	}
	return q.QueryContext
}

// prepared returns a prepared question; nil where there are too many.
func (s *Store) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.asking.mu.Lock()
	st, n := s.asking.made[query], len(s.asking.made)
	s.asking.mu.Unlock()
	if st != nil || n >= mostPrepared {
		return st, nil
	}
	st, err := s.read.PrepareContext(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, err
	}
	s.asking.mu.Lock()
	defer s.asking.mu.Unlock()
	if other := s.asking.made[query]; other != nil { // somebody was faster
		st.Close()
		return other, nil
	}
	if s.asking.made == nil {
		s.asking.made = make(map[string]*sql.Stmt)
	}
	s.asking.made[query] = st
	return st, nil
}

// lengths are how many rows the questions of amongst ask for, so that there are
// few of them.
var lengths = [...]int{1, 4, 12, 24, 60, 120, atOnce}

// amongst is among for a question that is prepared.
func amongst(rows []int64) (in string, args []any) {
	args = make([]any, len(rows))
	for i, n := range rows {
		args[i] = n
	}
	return filled(args)
}

// filled returns the condition that a value is one of args, of which the last
// may be there several times. There must be one, and no more than atOnce.
func filled(args []any) (in string, all []any) {
	n := 0
	for _, n = range lengths {
		if n >= len(args) {
			break
		}
	}
	for len(args) < n {
		args = append(args, args[len(args)-1])
	}
	return " IN (?" + strings.Repeat(",?", n-1) + ")", args
}
