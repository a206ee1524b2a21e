package bounded

import "testing"

func TestCache(t *testing.T) {
	c := New[string, int](160) // a value may take ten bytes
	has := func(key string, want int) {
		t.Helper()
		v, ok := c.Get(key)
		if ok != (want != 0) || v != want {
			t.Errorf("%s is %d, %v, want %d", key, v, ok, want)
		}
	}
	for i := range 16 {
		c.Put(string(rune('a'+i)), i+1, 10)
	}
	has("a", 1) // now b is the one that has not been asked for longest
	c.Put("q", 17, 10)
	has("b", 0)
	has("a", 1)
	has("q", 17)
	c.Put("large", 1, 11)
	has("large", 0)
	c.Put("a", 5, 10)
	has("a", 5)
	has("c", 3)
	if c.bytes != 160 {
		t.Errorf("it counts %d bytes, want 160", c.bytes)
	}
	c.Clear()
	has("a", 0)
	c.Put("a", 1, 10)
	has("a", 1)
	if c.bytes != 10 {
		t.Errorf("after clearing it counts %d bytes, want 10", c.bytes)
	}
}
