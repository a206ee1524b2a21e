package store

import "context"

// LatestCorrections returns the newest corrections, the newest first, at most
// so many after skip of them.
func (s *Store) LatestCorrections(ctx context.Context, skip, limit int) ([]Correction, error) {
	list, err := s.correctionsOf(ctx, s.read, "ORDER BY c.n DESC LIMIT ? OFFSET ?", limit, skip)
	return list, s.explain(err)
}
