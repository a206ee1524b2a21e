package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Tally is a value and how many statements have it.
type Tally struct {
	Label string `json:"label"`
	Key   string `json:"key"`
	Kind  string `json:"kind,omitempty"` // of a speaker or addressee: person, organisation, place, group
	Count int    `json:"count"`

	n int64
}

// Mark is a statement as a point in time.
type Mark struct {
	ID     string       `json:"id"`
	When   time.Time    `json:"when"`  // of publication, else of the fetch
	Dated  bool         `json:"dated"` // When is of publication
	Lane   int          `json:"lane"`  // of the figure's lanes, or -1
	Outlet string       `json:"outlet"`
	Kind   string       `json:"kind"` // direct, indirect, mixed
	Act    verbatim.Act `json:"act"`
	Words  string       `json:"words"` // the beginning of what was said; empty where the article was not read

	outlet int64
	row    int64
}

// tally counts the values of a field, the most frequent first, 0 left out.
func tally(list []store.Sampled, field func(*store.Sampled) int64) []Tally {
	counts := make(map[int64]int)
	for i := range list {
		if n := field(&list[i]); n != 0 {
			counts[n]++
		}
	}
	out := make([]Tally, 0, len(counts))
	for n, c := range counts {
		out = append(out, Tally{n: n, Count: c})
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.n, b.n)) })
	return out
}

// named looks up what the values of tallies are called, and the kinds, acts and
// outlets of a sample.
func named(ctx context.Context, s *store.Store, list []store.Sampled, tallies ...[]Tally) (map[int64]store.Name, error) {
	want := make(map[int64]bool)
	for _, t := range tallies {
		for i := range t {
			want[t[i].n] = true
		}
	}
	for i := range list {
		want[list[i].Outlet], want[list[i].Kind], want[list[i].Act] = true, true, true
	}
	delete(want, 0)
	numbers := make([]int64, 0, len(want))
	for n := range want {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	names, err := s.NamesOf(ctx, numbers)
	if err != nil {
		return nil, err
	}
	for _, t := range tallies {
		for i := range t {
			name := names[t[i].n]
			t[i].Label, t[i].Key, t[i].Kind = name.Label, name.Key, name.Sort
		}
	}
	return names, nil
}

// marks are the statements of a sample with the lane that each is in.
func marks(list []store.Sampled, names map[int64]store.Name, lanes []Tally, field func(*store.Sampled) int64) []Mark {
	at := make(map[int64]int, len(lanes))
	for i := range lanes {
		at[lanes[i].n] = i
	}
	out := make([]Mark, len(list))
	for i := range list {
		r := &list[i]
		m := Mark{ID: r.ID, When: r.When, Dated: r.Dated, Lane: -1, Outlet: names[r.Outlet].Label, Kind: names[r.Kind].Label, Act: verbatim.Act(names[r.Act].Label), outlet: r.Outlet, row: r.Row}
		if k, ok := at[field(r)]; ok {
			m.Lane = k
		}
		out[i] = m
	}
	return out
}

// markWords is how much a mark has of the words, in bytes.
const markWords = 90

// speak gives marks the words of those statements that were loaded.
func speak(list []Mark, hits []search.Hit) {
	words := make(map[string]*search.Hit, len(hits))
	for i := range hits {
		words[hits[i].ID] = &hits[i]
	}
	for i := range list {
		if h := words[list[i].ID]; h != nil {
			list[i].Words = beginning(export.Words(h.Document.Text, h.Statement().Content), markWords)
		}
	}
}

// beginning cuts a text after so many bytes, behind a word where there is one.
func beginning(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	s = s[:most]
	if i := strings.LastIndexByte(s, ' '); i > most/2 {
		s = s[:i]
	}
	return s + "…"
}

// DatesOf returns when the first and the last were published of those that
// have a date, and how many have none. Marks are the newest first.
func DatesOf(list []Mark) (first, last time.Time, undated int) {
	for i := range list {
		switch m := &list[i]; {
		case !m.Dated:
			undated++
		case last.IsZero():
			first, last = m.When, m.When
		default:
			first = m.When
		}
	}
	return first, last, undated
}

// articles loads the first statements of a sample, of no more than so many
// articles, which is what takes the time.
func articles(ctx context.Context, s *store.Store, list []store.Sampled, most int) ([]search.Hit, int, error) {
	seen := make(map[int64]bool)
	var rows []int64
	for i := range list {
		if !seen[list[i].Document] {
			if len(seen) == most {
				continue
			}
			seen[list[i].Document] = true
		}
		rows = append(rows, list[i].Row)
	}
	hits, err := s.Load(ctx, rows)
	return hits, len(seen), err
}

// inSpans reports whether a span lies in one of a list.
func inSpans(list []verbatim.Span, s verbatim.Span) bool {
	return slices.ContainsFunc(list, func(o verbatim.Span) bool { return o.Contains(s) })
}

// LoadMarks loads the statements of marks, each with its article.
func LoadMarks(ctx context.Context, s *store.Store, list []Mark) ([]search.Hit, error) {
	rows := make([]int64, len(list))
	for i := range list {
		rows[i] = list[i].row
	}
	return s.Load(ctx, rows)
}
