package store

import (
	"context"
	"fmt"
	"sync"
)

// memo keeps answers that took long until the record changes. What it gives
// out is shared, and must not be changed.
type memo struct {
	mu      sync.Mutex
	version string
	answers map[string]Facets
}

// memoSize is how many answers are kept; past it all are forgotten. Each has a
// few kilobytes.
const memoSize = 1000

// recall returns the answer to a question, if it was given at this version of
// the record.
func (m *memo) recall(version, question string) (Facets, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if version != m.version {
		return Facets{}, false
	}
	f, ok := m.answers[question]
	return f, ok
}

func (m *memo) keep(version, question string, f Facets) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if version != m.version || len(m.answers) >= memoSize {
		m.version, m.answers = version, make(map[string]Facets)
	}
	m.answers[question] = f
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
	where, args := q.where()
	question := fmt.Sprintf("%d %d\x00%s\x00%q", values, q.Newest, where, args)
	if f, ok := s.counts.recall(version, question); ok {
		return f, nil
	}
	f, err := s.facets(ctx, q, values)
	if err == nil && version != "" {
		s.counts.keep(version, question, f)
	}
	return f, err
}
