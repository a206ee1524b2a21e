package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store/postings"
)

// Name is a value that statements are counted by.
type Name struct {
	N     int64 // its number; 0 is none
	Key   string
	Label string
	Sort  string // of a speaker or addressee: person, organisation, place, group
}

// Sampled is a statement as the narrow table has it: its fields are numbers of
// names, 0 where there is none.
type Sampled struct {
	Row      int64 // in order of time
	ID       string
	Document int64     // names the article inside this record only
	When     time.Time // of publication, as far as it is known, else of the fetch
	Dated    bool      // When is of publication
	// Speaker and Addressee are the first of several.
	Speaker, Addressee, Outlet, Venue, Kind, Act int64
}

const sampledColumns = "s.n, s.id, s.document, s.speaker, s.addressee, s.outlet, s.venue, s.kind, s.act, NOT s.undated"

// Sample returns the newest statements that match, at most so many, the newest
// first. No article is read.
func (s *Store) Sample(ctx context.Context, q Query, most int) ([]Sampled, error) {
	where, args := q.where()
	return s.sampled(ctx, `SELECT `+sampledColumns+` FROM (SELECT rowid AS n FROM word WHERE `+where+` ORDER BY rowid DESC LIMIT ?) w CROSS JOIN statement s ON s.n = w.n`,
		append(args, most)...)
}

func (s *Store) sampled(ctx context.Context, query string, args ...any) ([]Sampled, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Sampled
	for rows.Next() {
		var r Sampled
		var id []byte
		if err := rows.Scan(&r.Row, &id, &r.Document, &r.Speaker, &r.Addressee, &r.Outlet, &r.Venue, &r.Kind, &r.Act, &r.Dated); err != nil {
			return nil, s.explain(err)
		}
		r.ID, r.When = fmt.Sprintf("s%x", id), search.MinuteTime(r.Row>>slotBits)
		out = append(out, r)
	}
	return out, s.explain(rows.Err())
}

// CountUpTo counts the statements that match, and stops at so many.
func (s *Store) CountUpTo(ctx context.Context, q Query, most int) (int, error) {
	var n int
	ok, err := s.onWords(ctx, func(w *postings.Snapshot) (err error) {
		n, err = w.Count(ctx, q.question(most))
		return err
	})
	if ok || err != nil {
		return n, s.explain(err)
	}
	where, args := q.where()
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM word WHERE "+where+" LIMIT ?)", append(args, most)...).Scan(&n)
	return n, s.explain(err)
}

// Speaker returns the speaker of a key. ErrNotFound says that nobody of that
// key has spoken.
func (s *Store) Speaker(ctx context.Context, key string) (Name, error) {
	n := Name{Key: key}
	err := s.read.QueryRowContext(ctx, "SELECT n, label, sort FROM name WHERE field = ? AND key = ?", Speaker, key).Scan(&n.N, &n.Label, &n.Sort)
	if errors.Is(err, sql.ErrNoRows) {
		return Name{}, fmt.Errorf("speaker %q: %w", key, ErrNotFound)
	}
	return n, s.explain(err)
}

// SpeakersNamed returns speakers who are called so, without regard to case in
// ASCII, at most so many.
func (s *Store) SpeakersNamed(ctx context.Context, name string, most int) ([]Name, error) {
	return s.nameRows(ctx, "SELECT n, key, label, sort FROM name WHERE field = ? AND label = ? COLLATE NOCASE ORDER BY n LIMIT ?", Speaker, name, most)
}

// NamesOf returns the names of numbers, by their number.
func (s *Store) NamesOf(ctx context.Context, numbers []int64) (map[int64]Name, error) {
	out := make(map[int64]Name, len(numbers))
	for part := range slices.Chunk(numbers, 200) {
		args := make([]any, len(part))
		for i, n := range part {
			args[i] = n
		}
		list, err := s.nameRows(ctx, "SELECT n, key, label, sort FROM name WHERE n IN ("+strings.TrimSuffix(strings.Repeat("?,", len(part)), ",")+")", args...)
		if err != nil {
			return nil, err
		}
		for _, n := range list {
			out[n.N] = n
		}
	}
	return out, nil
}

func (s *Store) nameRows(ctx context.Context, query string, args ...any) ([]Name, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Name
	for rows.Next() {
		var n Name
		if err := rows.Scan(&n.N, &n.Key, &n.Label, &n.Sort); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, n)
	}
	return out, s.explain(rows.Err())
}

// SpeakerTotals says how many statements a speaker has, alone or with others,
// and when the first and the last were published of those that have a date. Older
// versions of an article do not count.
func (s *Store) SpeakerTotals(ctx context.Context, speaker int64) (total int, first, last time.Time, err error) {
	var a, b sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT sum(c), min(a), max(b) FROM (
		SELECT count(*) AS c, min(CASE WHEN undated = 0 THEN n END) AS a, max(CASE WHEN undated = 0 THEN n END) AS b FROM statement WHERE speaker = ?1 AND old = 0
		UNION ALL
		SELECT count(*), min(CASE WHEN s.undated = 0 THEN s.n END), max(CASE WHEN s.undated = 0 THEN s.n END) FROM joint j JOIN statement s ON s.n = j.statement WHERE j.name = ?1 AND s.old = 0)`, speaker).Scan(&total, &a, &b)
	if err != nil {
		return 0, first, last, s.explain(err)
	}
	if a.Valid {
		first, last = search.MinuteTime(a.Int64>>slotBits), search.MinuteTime(b.Int64>>slotBits)
	}
	return total, first, last, nil
}

// SpeakerSample returns the newest statements of a speaker, alone or with
// others, at most so many, the newest first.
func (s *Store) SpeakerSample(ctx context.Context, speaker int64, most int) ([]Sampled, error) {
	list, err := s.sampled(ctx, "SELECT "+sampledColumns+" FROM statement s WHERE speaker = ? AND old = 0 ORDER BY n DESC LIMIT ?", speaker, most)
	if err != nil {
		return nil, err
	}
	more, err := s.sampled(ctx, "SELECT "+sampledColumns+" FROM joint j JOIN statement s ON s.n = j.statement WHERE j.name = ? AND s.old = 0 ORDER BY j.statement DESC LIMIT ?", speaker, most)
	if err != nil {
		return nil, err
	}
	if len(more) > 0 {
		list = append(list, more...)
		slices.SortFunc(list, func(a, b Sampled) int { return cmp.Compare(b.Row, a.Row) })
	}
	return list[:min(len(list), most)], nil
}

// phraseScanned bounds how many statements are looked at for the uses of words.
const phraseScanned = 20_000

// Uses returns the first and the last statement of a speaker that match, as rows,
// and how many there are; 0 rows where there is none. What has no date is the
// first or the last only where nothing has one. Only so many of all that
// match are looked at: whether there may be more is the last result.
func (s *Store) Uses(ctx context.Context, q Query, speaker int64) (first, last int64, count int, more bool, err error) {
	where, args := q.where()
	var a, b sql.NullInt64
	var looked int
	err = s.read.QueryRowContext(ctx, `SELECT count(*), coalesce(min(CASE WHEN own AND NOT undated THEN n END), min(CASE WHEN own THEN n END)),
		coalesce(max(CASE WHEN own AND NOT undated THEN n END), max(CASE WHEN own THEN n END)), coalesce(sum(own), 0) FROM (
		SELECT s.n AS n, s.undated, s.speaker = ? OR EXISTS (SELECT 1 FROM joint j WHERE j.statement = s.n AND j.name = ?) AS own
		FROM (SELECT rowid AS n FROM word WHERE `+where+` ORDER BY rowid LIMIT ?) w CROSS JOIN statement s ON s.n = w.n)`,
		append(append([]any{speaker, speaker}, args...), phraseScanned)...).Scan(&looked, &a, &b, &count)
	return a.Int64, b.Int64, count, looked == phraseScanned, s.explain(err)
}

// Load returns the statements of rows, each with its article, in their order.
// What was reread in between is left out.
func (s *Store) Load(ctx context.Context, rows []int64) ([]search.Hit, error) {
	return s.hits(ctx, nil, rows)
}

// Stretch is a stretch of time, [From, To).
type Stretch struct{ From, To time.Time }

// Covered says for each stretch of time whether the record has anything of an
// outlet: a statement, or an article without one. An article without a date
// is of no time.
func (s *Store) Covered(ctx context.Context, outlet Name, list []Stretch) ([]bool, error) {
	find, err := s.read.PrepareContext(ctx, `SELECT EXISTS (SELECT 1 FROM statement WHERE outlet = ? AND n >= ? AND n < ? AND undated = 0)
		OR EXISTS (SELECT 1 FROM document WHERE outlet = ? AND minute >= ? AND minute < ? AND published GLOB '[0-9]*')`)
	if err != nil {
		return nil, s.explain(err)
	}
	defer find.Close()
	out := make([]bool, len(list))
	for i, t := range list {
		from, to := search.Minute(t.From), search.Minute(t.To)
		if err := find.QueryRowContext(ctx, outlet.N, from*slots, to*slots, outlet.Label, from, to).Scan(&out[i]); err != nil {
			return nil, s.explain(err)
		}
	}
	return out, nil
}
