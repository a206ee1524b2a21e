package store

import (
	"context"
	"runtime"
	"time"
)

// longestTurn is how long somebody waits for a turn at most.
const longestTurn = 250 * time.Millisecond

// Turn waits for a turn to ask the record what one request needs, and returns
// what ends it. Where more ask than there are processors, who came first is
// answered first: all at once would make each as late as the last. A turn is a
// favour, no right: after a quarter of a second one goes on without, so that a few
// long answers hold up nobody else.
func (s *Store) Turn(ctx context.Context) (done func()) {
	select {
	case s.turns <- struct{}{}:
		return s.endTurn
	default:
	}
	late := time.NewTimer(longestTurn)
	defer late.Stop()
	select {
	case s.turns <- struct{}{}:
		return s.endTurn
	case <-late.C:
	case <-ctx.Done():
	}
	return func() {}
}

func (s *Store) endTurn() { <-s.turns }

// turnsAtOnce is how many have a turn: one more than processors, for one may
// wait for the disk.
func turnsAtOnce() int { return runtime.GOMAXPROCS(0) + 1 }
