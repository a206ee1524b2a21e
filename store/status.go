package store

import (
	"context"
	"os"
)

// Status is the record in figures.
type Status struct {
	Path       string
	Format     int
	Documents  int
	Articles   int // documents without those that a newer revision stands for
	Statements int
	Speakers   int // different values of the field speaker
	People     int // of these known to be persons
	FileBytes  int64
	TextBytes  int64 // of all documents
	StoredText int64 // the same, as it lies in the file
	Feeds      int
	Failing    []Feed
	Alerts     int
	Waiting    int            // deliveries
	Stale      map[string]int // documents by the layer that another model made
}

// Status counts what the record has.
func (s *Store) Status(ctx context.Context) (Status, error) {
	st := Status{Path: s.path, Stale: make(map[string]int)}
	err := s.read.QueryRowContext(ctx, `SELECT
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM document),
		(SELECT count(*) FROM document d WHERE url = '' OR NOT EXISTS (SELECT 1 FROM document n WHERE n.url = d.url AND n.url <> '' AND n.revision > d.revision)),
		(SELECT count(*) FROM statement),
		(SELECT count(*) FROM name WHERE field = 1),
		(SELECT count(*) FROM name WHERE field = 1 AND sort = 'person'),
		(SELECT coalesce(sum(size), 0) FROM document),
		(SELECT coalesce(sum(length(text)), 0) FROM document),
		(SELECT count(*) FROM feed),
		(SELECT count(*) FROM alert),
		(SELECT count(*) FROM outbox WHERE delivered = 0)`).
		Scan(&st.Format, &st.Documents, &st.Articles, &st.Statements, &st.Speakers, &st.People, &st.TextBytes, &st.StoredText, &st.Feeds, &st.Alerts, &st.Waiting)
	if err != nil {
		return st, s.explain(err)
	}
	if st.Failing, err = s.feeds(ctx, "WHERE failures > 0 ORDER BY failures DESC, url"); err != nil {
		return st, err
	}
	for layer, name := range layerNames {
		if s.o.Version == nil {
			break
		}
		var n int
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM version v JOIN layer l ON l.version = v.n WHERE v.layer = ? AND v.model <> ? AND l.n % 16 = ?`,
			name, s.o.Version(name), layer).Scan(&n); err != nil {
			return st, s.explain(err)
		}
		if n > 0 {
			st.Stale[name] = n
		}
	}
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(s.path + end); err == nil {
			st.FileBytes += info.Size()
		}
	}
	return st, nil
}
