package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
)

// scanned bounds how many values a question for names looks at.
const scanned = 200_000

// Labels returns values of a field, those that the record had first, at most so
// many.
func (s *Store) Labels(ctx context.Context, field Field, most int) ([]string, error) {
	list, err := s.nameRows(ctx, "SELECT n, key, label, sort FROM name WHERE field = ? ORDER BY n LIMIT ?", field, most)
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Label
	}
	return out, err
}

// Names returns values of a field in which a word begins like prefix, without
// regard to case, those that themselves begin so first, and of these the shortest.
// Only so many are looked at: it is for completing what somebody types.
func (s *Store) Names(ctx context.Context, field Field, prefix string, limit int) ([]string, error) {
	list, err := s.spelled(ctx, field)
	if err != nil {
		return nil, err
	}
	prefix = strings.ToLower(prefix)
	inside := " " + prefix
	var out []spelling
	behind := func(sp spelling) int {
		if strings.HasPrefix(sp.lower, prefix) {
			return 0
		}
		return 1
	}
	rank := func(a, b spelling) int {
		return cmp.Or(cmp.Compare(behind(a), behind(b)), cmp.Compare(len(a.label), len(b.label)), cmp.Compare(a.label, b.label))
	}
	for _, sp := range list {
		if !strings.HasPrefix(sp.lower, prefix) && !strings.Contains(sp.lower, inside) {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, sp, rank)
		if at >= limit {
			continue
		}
		out = slices.Insert(out, at, sp)
		out = out[:min(len(out), limit)]
	}
	labels := make([]string, len(out))
	for i := range out {
		labels[i] = out[i].label
	}
	return labels, nil
}

// spelling is a value of a field as it is shown and in lower case.
type spelling struct{ label, lower string }

// spellings keeps the values of fields in memory: somebody who types asks for
// them with every letter. Names are only ever added while a record is open,
// except by compacting it, which takes away what nothing has any more.
type spellings struct {
	mu    sync.Mutex
	known map[Field]*spelledField
}

type spelledField struct {
	last int64 // number of the last name that was read
	list []spelling
}

// spelled returns the values of a field, those that the record had first. The
// list is shared, and only grows behind what is returned.
func (s *Store) spelled(ctx context.Context, field Field) ([]spelling, error) {
	s.spellings.mu.Lock()
	defer s.spellings.mu.Unlock()
	if s.spellings.known == nil {
		s.spellings.known = make(map[Field]*spelledField)
	}
	f := s.spellings.known[field]
	if f == nil {
		f = &spelledField{}
		s.spellings.known[field] = f
	}
	if len(f.list) >= scanned {
		return f.list, nil
	}
	rows, err := s.ask(ctx, "SELECT n, label FROM name WHERE n > ? AND +field = ? ORDER BY n LIMIT ?", f.last, field, scanned-len(f.list))
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var label string
		if err := rows.Scan(&n, &label); err != nil {
			return nil, s.explain(err)
		}
		f.last, f.list = n, append(f.list, spelling{label, strings.ToLower(label)})
	}
	return f.list, s.explain(rows.Err())
}
