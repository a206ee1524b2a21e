package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// measureSearch asks a record questions of the sort that people ask: two words
// of a statement that is there and the name of its speaker.
func measureSearch(ctx context.Context, path string, queries int) error {
	s, err := open(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	status, err := s.Status(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("record           %d documents, %d statements, %.0f MiB; texts %.0f MiB, as stored %.0f MiB\n",
		status.Documents, status.Statements, mib(status.FileBytes), mib(status.TextBytes), mib(status.StoredText))
	fmt.Printf("size             %.0f bytes a statement beyond the texts (%.0f beyond them as stored)\n",
		float64(status.FileBytes-status.TextBytes)/float64(status.Statements), float64(status.FileBytes-status.StoredText)/float64(status.Statements))

	if err := measureCheck(ctx, s, queries); err != nil {
		return err
	}
	asked, err := questions(ctx, s, queries)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		name string
		ask  func(q *search.Node) error
	}{
		{"by relevance, 20", func(q *search.Node) error { _, err := s.Search(ctx, store.Query{Root: q}); return err }},
		{"newest 20", func(q *search.Node) error {
			_, err := s.Search(ctx, store.Query{Root: q, Order: store.NewestFirst})
			return err
		}},
		{"facets", func(q *search.Node) error { _, err := s.Facets(ctx, store.Query{Root: q}, 10); return err }},
	} {
		if err := measure(m.name+", two words and a speaker", asked, m.ask); err != nil {
			return err
		}
	}
	broad := []string{"the president", "speaker:trump", "people", "kind:direct", "trade OR market OR bank", `"last year"`, "in:2024-03", "act:deny", "outlet:\"outlet 0\" tax"}
	var list []*search.Node
	for _, q := range broad {
		n, err := search.Parse(q)
		if err != nil {
			return err
		}
		list = append(list, n)
	}
	if err := measure("by relevance, 20, broad", list, func(q *search.Node) error {
		_, err := s.Search(ctx, store.Query{Root: q})
		return err
	}); err != nil {
		return err
	}
	if err := measure("facets, broad", list, func(q *search.Node) error { _, err := s.Facets(ctx, store.Query{Root: q}, 10); return err }); err != nil {
		return err
	}
	if err := measureQueue(ctx, s, queries); err != nil {
		return err
	}
	fmt.Printf("memory           %s at most\n", peak())
	return nil
}

// measureQueue reads the review queue from its beginning, page after page, and
// from anywhere.
func measureQueue(ctx context.Context, s *store.Store, queries int) error {
	start := time.Now()
	if n, err := s.Rank(ctx, nil); err != nil {
		return err
	} else if n > 0 {
		fmt.Printf("review queue     made of %d documents in %.1f s\n", n, time.Since(start).Seconds())
	}
	after := ""
	err := repeat("review queue, 20, page after page", queries, func(int) error {
		hits, err := s.Queue(ctx, after, 20)
		if err != nil || len(hits) == 0 {
			return cmp.Or(err, errEmpty)
		}
		after = hits[len(hits)-1].ID
		return nil
	})
	if err != nil {
		return err
	}
	if err := repeat("review queue, counted", 100, func(int) error { _, _, err := s.Queued(ctx); return err }); err != nil {
		return err
	}
	var places []string
	rng := rand.New(rand.NewPCG(5, 6))
	for len(places) < queries {
		from := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.Int64N(int64(3 * 364 * 24 * time.Hour))))
		hits, err := s.Search(ctx, store.Query{Order: store.OldestFirst, Since: from, Limit: 1})
		if err != nil {
			return err
		}
		for _, h := range hits {
			places = append(places, h.ID)
		}
	}
	return repeat("review queue, 20, from anywhere", queries, func(i int) error {
		_, err := s.Queue(ctx, places[i], 20)
		return err
	})
}

var errEmpty = errors.New("the review queue is empty")

func mib(n int64) float64 { return float64(n) / (1 << 20) }

// questions takes two words and the speaker from statements of the record.
func questions(ctx context.Context, s *store.Store, n int) ([]*search.Node, error) {
	rng := rand.New(rand.NewPCG(3, 4))
	var out []*search.Node
	for len(out) < n {
		from := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.Int64N(int64(3 * 364 * 24 * time.Hour))))
		hits, err := s.Search(ctx, store.Query{Order: store.OldestFirst, Since: from, Limit: 20})
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			words := slices.DeleteFunc(slices.Clone(h.Entry.Words), func(w string) bool { return len(w) < 4 })
			if len(words) < 3 || len(h.Entry.Speakers) == 0 {
				continue
			}
			rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			name := strings.Fields(h.Entry.Speakers[0].Label)
			root, err := search.Parse(fmt.Sprintf("%s %s speaker:%q", words[0], words[1], name[len(name)-1]))
			if err != nil {
				continue
			}
			out = append(out, root)
			break
		}
	}
	return out, nil
}

// measure asks each question, a few of them several times, and prints the time
// until the answer and the time that the processors were at work for it, which
// other programs do not lengthen.
func measure(name string, list []*search.Node, ask func(*search.Node) error) error {
	for len(list) < 100 {
		list = append(list, list...)
	}
	return repeat(name, len(list), func(i int) error { return ask(list[i]) })
}

// repeat is measure for what is asked n times.
func repeat(name string, n int, ask func(i int) error) error {
	var times []time.Duration
	cpu := processorTime()
	for i := range n {
		start := time.Now()
		if err := ask(i); err != nil {
			return err
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	at := func(p float64) float64 {
		return float64(times[min(len(times)-1, int(p*float64(len(times))))].Microseconds()) / 1000
	}
	used := (processorTime() - cpu) / time.Duration(len(times))
	fmt.Printf("%-45s p50 %.1f ms, p95 %.1f ms, most %.1f ms; processors %.1f ms on average\n", name, at(0.5), at(0.95), at(1), float64(used.Microseconds())/1000)
	return nil
}

// peak returns the most memory that the process has had, where the system tells.
func peak() string {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if rest, ok := strings.CutPrefix(sc.Text(), "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "unknown"
}
