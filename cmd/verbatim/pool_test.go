package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/verbatim-record/verbatim"
)

// documents yields n documents named after their input.
func documents(n int) func(context.Context, string) iter.Seq2[*verbatim.Document, error] {
	return func(_ context.Context, name string) iter.Seq2[*verbatim.Document, error] {
		return func(yield func(*verbatim.Document, error) bool) {
			if strings.HasPrefix(name, "bad") {
				yield(nil, errors.New("is bad"))
				return
			}
			for i := range n {
				if !yield(&verbatim.Document{Text: fmt.Sprintf("%s/%d", name, i)}, nil) {
					return
				}
			}
		}
	}
}

// Whatever each document takes, results come in the order of the inputs.
func TestInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var inputs, want []string
		for i := range 60 {
			name := fmt.Sprintf("in%d", i)
			if i%7 == 3 {
				name = fmt.Sprintf("bad%d", i)
				want = append(want, name+": is bad")
			} else {
				for j := range 5 {
					want = append(want, fmt.Sprintf("%s/%d", name, j))
				}
			}
			inputs = append(inputs, name)
		}
		var atWork, most atomic.Int64
		var got []string
		err := inOrder(t.Context(), inputs, 4, documents(5),
			func(at place, d *verbatim.Document) result {
				n := atWork.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				// The earlier it stands, the longer it takes.
				time.Sleep(time.Duration(1000-10*at.input-at.n) * time.Millisecond)
				atWork.Add(-1)
				return result{place: at, title: d.Text}
			},
			func(r result) error {
				if r.err != nil {
					got = append(got, r.name+": "+r.err.Error())
				} else {
					got = append(got, r.title)
				}
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q", got)
		}
		if most.Load() != 4 {
			t.Errorf("%d documents were worked on at a time, want 4", most.Load())
		}
	})
}

// A slow reader of the output holds the work back: what is pending is bounded
// however long the inputs are.
func TestInOrderBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 2
		inputs := slices.Repeat([]string{"in"}, 1000)
		var begun atomic.Int64
		emitted := 0
		stop := errors.New("enough")
		err := inOrder(t.Context(), inputs, workers, documents(1_000_000),
			func(at place, d *verbatim.Document) result { begun.Add(1); return result{place: at} },
			func(r result) error {
				synctest.Wait() // everything has gone as far ahead as it can
				if emitted++; emitted == 100 {
					return stop
				}
				return nil
			})
		if err != stop {
			t.Fatalf("ended with %v", err)
		}
		open := inputsAhead*workers + 2 // queued, being emitted, being queued
		if ahead, bound := int(begun.Load())-emitted, open*(documentsAhead*workers+1); ahead > bound {
			t.Errorf("%d documents ahead of the output, want at most %d", ahead, bound)
		}
		synctest.Wait() // and nothing is left running
	})
}

func TestInOrderCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err := inOrder(ctx, []string{"a", "b"}, 2, documents(1_000_000),
			func(at place, d *verbatim.Document) result { return result{place: at} },
			func(r result) error {
				if n++; n == 10 {
					cancel()
				}
				return nil
			})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
	})
}

// A fault of a stage costs its document, one of a reader its input.
func TestInOrderFaults(t *testing.T) {
	var got []string
	err := inOrder(t.Context(), []string{"a", "b", "c"}, 2,
		func(ctx context.Context, name string) iter.Seq2[*verbatim.Document, error] {
			if name == "b" {
				panic("reader")
			}
			return documents(3)(ctx, name)
		},
		func(at place, d *verbatim.Document) result {
			if d.Text == "a/1" {
				panic("stage")
			}
			return result{place: at, title: d.Text}
		},
		func(r result) error {
			if r.err != nil {
				_, fault, _ := strings.Cut(r.err.Error(), "reported: ")
				got = append(got, r.name+" "+fault)
			} else {
				got = append(got, r.title)
			}
			return nil
		})
	if want := []string{"a/0", "a stage", "a/2", "b reader", "c/0", "c/1", "c/2"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
}

// Large documents are worked on one at a time, small ones beside them.
func TestInOrderLarge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		large, small := strings.Repeat("x", largeText+1), "x"
		var atWork, mostLarge, smallBeside atomic.Int64
		err := inOrder(t.Context(), []string{"a", "b", "c", "d"}, 4,
			func(_ context.Context, name string) iter.Seq2[*verbatim.Document, error] {
				return func(yield func(*verbatim.Document, error) bool) {
					for _, text := range []string{large, small, large} {
						if !yield(&verbatim.Document{Text: text}, nil) {
							return
						}
					}
				}
			},
			func(at place, d *verbatim.Document) result {
				if d.Text == small {
					time.Sleep(time.Millisecond)
					if atWork.Load() > 0 {
						smallBeside.Add(1)
					}
				} else {
					mostLarge.Store(max(mostLarge.Load(), atWork.Add(1)))
					time.Sleep(time.Second)
					atWork.Add(-1)
				}
				return result{place: at}
			},
			func(r result) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if mostLarge.Load() != 1 || smallBeside.Load() == 0 {
			t.Errorf("%d large documents at a time and %d small ones beside them, want 1 and some", mostLarge.Load(), smallBeside.Load())
		}
	})
}

// While the first document is slow, the results of those behind it wait in a
// bounded number of bytes, and all come out in the end.
func TestInOrderAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const size = 4 << 20 // of a result
		text := strings.Repeat("x", size/resultRatio)
		var waiting, most atomic.Int64
		emitted := 0
		err := inOrder(t.Context(), []string{"a", "b", "c", "d"}, 4,
			func(_ context.Context, name string) iter.Seq2[*verbatim.Document, error] {
				return func(yield func(*verbatim.Document, error) bool) {
					for range 20 {
						if !yield(&verbatim.Document{Text: text}, nil) {
							return
						}
					}
				}
			},
			func(at place, d *verbatim.Document) result {
				if at.input == 0 && at.n == 0 {
					time.Sleep(time.Hour)
				}
				most.Store(max(most.Load(), waiting.Add(size)))
				return result{place: at, files: []file{{body: make([]byte, size)}}}
			},
			func(r result) error {
				waiting.Add(-size)
				emitted++
				return nil
			})
		if err != nil || emitted != 80 {
			t.Fatalf("%d results, %v; want 80", emitted, err)
		}
		// The one that is to be printed next may come on top.
		if most.Load() > aheadBytes+size {
			t.Errorf("%d bytes of results waited, want at most %d", most.Load(), aheadBytes+size)
		}
	})
}
