// Package bounded keeps values in memory up to a number of bytes.
package bounded

import (
	"container/list"
	"sync"
)

// Cache keeps values by their keys and forgets those that have not been asked
// for longest once they take more bytes than it may have. It may be used by
// any number of goroutines; what it holds is shared and must not be changed.
type Cache[K comparable, V any] struct {
	most int

	mu    sync.Mutex
	bytes int
	known map[K]*list.Element
	order list.List // of *entry, what was asked for last at the front
}

type entry[K comparable, V any] struct {
	key   K
	value V
	bytes int
}

// New returns an empty cache for so many bytes.
func New[K comparable, V any](most int) *Cache[K, V] {
	return &Cache[K, V]{most: most, known: make(map[K]*list.Element)}
}

// Get returns the value of a key, if it is there.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.known[key]
	if !ok {
		var none V
		return none, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*entry[K, V]).value, true
}

// Put keeps a value that takes so many bytes, in the place of one with the same
// key. One that is larger than a sixteenth of the cache is not kept.
func (c *Cache[K, V]) Put(key K, value V, bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.known[key]; ok {
		c.remove(e)
	}
	if bytes > c.most/16 {
		return
	}
	c.known[key] = c.order.PushFront(&entry[K, V]{key, value, bytes})
	c.bytes += bytes
	for c.bytes > c.most {
		c.remove(c.order.Back())
	}
}

// Clear forgets all.
func (c *Cache[K, V]) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.known)
	c.order.Init()
	c.bytes = 0
}

func (c *Cache[K, V]) remove(e *list.Element) {
	old := c.order.Remove(e).(*entry[K, V])
	delete(c.known, old.key)
	c.bytes -= old.bytes
}
