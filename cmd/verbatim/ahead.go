package main

import (
	"context"
	"sync"
)

// Results wait for those before them to be printed. aheadBytes bounds what
// waits, and resultRatio is how many bytes a document of one byte is counted
// for while its result is not there: a text of short statements alone makes a
// record of 24 times its size, and a page of 60 times.
const (
	aheadBytes  = 32 << 20
	resultRatio = 32
)

// ahead counts the bytes of the results that are not yet printed.
type ahead struct {
	mu      sync.Mutex
	changed *sync.Cond
	bytes   int
	next    chan result // what is to be printed next
}

// newAhead returns a count whose waits end with ctx.
func newAhead(ctx context.Context) *ahead {
	a := &ahead{}
	a.changed = sync.NewCond(&a.mu)
	context.AfterFunc(ctx, a.wake)
	return a
}

func (a *ahead) wake() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.changed.Broadcast()
}

// reserve waits for room for n bytes of the result that pending will yield,
// and reports whether there is any. What is to be printed next always has
// room: all others may be waiting for it.
func (a *ahead) reserve(ctx context.Context, pending chan result, n int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for ctx.Err() == nil && a.bytes > 0 && a.bytes+n > aheadBytes && a.next != pending {
		a.changed.Wait()
	}
	if ctx.Err() != nil {
		return false
	}
	a.bytes += n
	return true
}

// add corrects the count by n bytes, or gives them back where n is negative.
func (a *ahead) add(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.bytes += n
	a.changed.Broadcast()
}

// await says what is to be printed next.
func (a *ahead) await(pending chan result) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next = pending
	a.changed.Broadcast()
}
