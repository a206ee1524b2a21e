package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// memo keeps answers that took long until the record changes. What it gives
// out is shared, and must not be changed.
type memo struct {
	mu      sync.Mutex
	version string
	answers map[string]*counting
}

// counting is an answer that somebody has asked for; others wait for it.
type counting struct {
	done   chan struct{}
	facets Facets
	err    error
}

// errUnfinished is what others find of an answer whose making came to no end.
var errUnfinished = errors.New("the answer was not finished")

// memoSize is how many answers are kept; past it all are forgotten. Each has a
// few kilobytes.
const memoSize = 1000

// ask makes an answer at a version of the record, or takes the one that is there.
func (m *memo) ask(ctx context.Context, version, question string, do func() (Facets, error)) (Facets, error) {
	m.mu.Lock()
	if version != m.version || len(m.answers) >= memoSize {
		m.version, m.answers = version, make(map[string]*counting)
	}
	c, ok := m.answers[question]
	if !ok {
		c = &counting{done: make(chan struct{}), err: errUnfinished}
		m.answers[question] = c
	}
	m.mu.Unlock()
	if !ok {
		defer func() {
			if c.err != nil { // of this request alone, perhaps
				m.mu.Lock()
				if m.answers[question] == c {
					delete(m.answers, question)
				}
				m.mu.Unlock()
			}
			close(c.done)
		}()
		c.facets, c.err = do()
		return c.facets, c.err
	}
	select {
	case <-c.done:
	case <-ctx.Done():
		return Facets{}, ctx.Err()
	}
	if c.err != nil {
		return do()
	}
	return c.facets, nil
}

// Facets counts the statements that match by each field and returns the first
// values of each. The answer is shared with others that ask the same.
func (s *Store) Facets(ctx context.Context, q Query, values int) (Facets, error) {
	// The version is read first: where the record changes meanwhile, the answer
	// is kept under a version that nobody asks for again.
	version, err := s.Version(ctx)
	if err != nil {
		return Facets{}, err
	}
	do := func() (Facets, error) { return s.facets(ctx, q, values) }
	if version == "" {
		return do()
	}
	where, args := q.where()
	return s.counts.ask(ctx, version, fmt.Sprintf("%d %d\x00%s\x00%q", values, q.Newest, where, args), do)
}
