package store

import (
	"context"
	"strings"
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
// regard to case in ASCII, those that themselves begin so first, and of these the
// shortest. Only so many are looked at: it is for completing what somebody types.
func (s *Store) Names(ctx context.Context, field Field, prefix string, limit int) ([]string, error) {
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(prefix)
	rows, err := s.read.QueryContext(ctx, `SELECT label FROM (SELECT label FROM name WHERE field = ? LIMIT ?)
		WHERE label LIKE ? ESCAPE '\' OR label LIKE ? ESCAPE '\' ORDER BY label NOT LIKE ? ESCAPE '\', length(label), label LIMIT ?`,
		field, scanned, like+"%", "% "+like+"%", like+"%", limit)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var label string
		if err := rows.Scan(&label); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, label)
	}
	return out, s.explain(rows.Err())
}
