package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Feed is a feed, a sitemap or a page that is read again and again. Zero times
// stand for never.
type Feed struct {
	URL          string
	Kind         string // "feed", "sitemap" or "page"
	Title        string
	Folder       string
	Outlet       string // of the articles
	ETag         string // as the server sent it
	LastModified string
	Added        time.Time
	LastFetched  time.Time
	LastNew      time.Time // when it last had something new
	NextDue      time.Time
	Interval     time.Duration
	Failures     int // since the last success
	LastError    string
}

const feedColumns = "url, kind, title, folder, outlet, etag, last_modified, added, last_fetched, last_new, next_due, interval, failures, last_error"

// PutFeed adds a feed or replaces what is known of it.
func (s *Store) PutFeed(ctx context.Context, f Feed) error {
	if f.URL == "" {
		return errors.New("a feed without an address")
	}
	if f.Added.IsZero() {
		f.Added = s.o.Now()
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO feed (`+feedColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)
			ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, title = excluded.title, folder = excluded.folder, outlet = excluded.outlet,
			etag = excluded.etag, last_modified = excluded.last_modified, last_fetched = excluded.last_fetched, last_new = excluded.last_new,
			next_due = excluded.next_due, interval = excluded.interval, failures = excluded.failures, last_error = excluded.last_error`,
			f.URL, f.Kind, f.Title, f.Folder, f.Outlet, f.ETag, f.LastModified, seconds(f.Added), seconds(f.LastFetched), seconds(f.LastNew),
			seconds(f.NextDue), int64(f.Interval/time.Second), f.Failures, f.LastError)
		return err
	})
}

// RemoveFeed forgets a feed; the documents that came from it stay. ErrNotFound
// says that there is none.
func (s *Store) RemoveFeed(ctx context.Context, url string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, "DELETE FROM feed WHERE url = ?", url))
	})
}

// one is ErrNotFound where a statement changed no row.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return err
}

// Feed returns the feed of an address.
func (s *Store) Feed(ctx context.Context, url string) (Feed, error) {
	list, err := s.feeds(ctx, "WHERE url = ?", url)
	if err == nil && len(list) == 0 {
		return Feed{}, fmt.Errorf("feed %s: %w", url, ErrNotFound)
	}
	if err != nil {
		return Feed{}, err
	}
	return list[0], nil
}

// Feeds returns all feeds, by folder and address.
func (s *Store) Feeds(ctx context.Context) ([]Feed, error) {
	return s.feeds(ctx, "ORDER BY folder, url")
}

// DueFeeds returns the feeds that are due at a time, the longest due first.
func (s *Store) DueFeeds(ctx context.Context, at time.Time) ([]Feed, error) {
	return s.feeds(ctx, "WHERE next_due <= ? ORDER BY next_due, n", at.Unix())
}

func (s *Store) feeds(ctx context.Context, rest string, args ...any) ([]Feed, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+feedColumns+" FROM feed "+rest, args...)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Feed
	for rows.Next() {
		var f Feed
		var added, fetched, new, due, interval int64
		if err := rows.Scan(&f.URL, &f.Kind, &f.Title, &f.Folder, &f.Outlet, &f.ETag, &f.LastModified, &added, &fetched, &new, &due, &interval, &f.Failures, &f.LastError); err != nil {
			return nil, s.explain(err)
		}
		f.Added, f.LastFetched, f.LastNew, f.NextDue = moment(added), moment(fetched), moment(new), moment(due)
		f.Interval = time.Duration(interval) * time.Second
		out = append(out, f)
	}
	return out, s.explain(rows.Err())
}

// seconds is how a time is stored: 0 for the zero time.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// PutFetched notes fetches of which no document came: that the server failed,
// that nothing had changed, or that the page is no article.
func (s *Store) PutFetched(ctx context.Context, list ...Fetched) error {
	w := &writer{s: s, ctx: ctx, now: s.o.Now()}
	defer w.close()
	return s.inTx(ctx, func(tx *sql.Tx) error {
		w.tx = tx
		for _, f := range list {
			if err := w.fetched(f); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) fetched(f Fetched) error {
	if f.Time.IsZero() {
		f.Time = w.now
	}
	var hash []byte = []byte{}
	if !f.Hash.IsZero() {
		hash = f.Hash[:]
	}
	_, err := w.exec("INSERT OR REPLACE INTO fetched (url, time, status, hash, error) VALUES (?,?,?,?,?)", f.URL, f.Time.Unix(), f.Status, hash, f.Error)
	return err
}

// LastFetched returns the last fetch of an address, and whether there was one.
func (s *Store) LastFetched(ctx context.Context, url string) (Fetched, bool, error) {
	f := Fetched{URL: url}
	var at int64
	var hash []byte
	err := s.read.QueryRowContext(ctx, "SELECT time, status, hash, error FROM fetched WHERE url = ?", url).Scan(&at, &f.Status, &hash, &f.Error)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	if err != nil {
		return f, false, s.explain(err)
	}
	f.Time = moment(at)
	copy(f.Hash[:], hash)
	return f, true, nil
}

// State returns what SetState kept under a key, nil where there is nothing.
func (s *Store) State(ctx context.Context, key string) ([]byte, error) {
	var b []byte
	err := s.read.QueryRowContext(ctx, "SELECT value FROM state WHERE key = ?", key).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, s.explain(err)
}

// SetState keeps a small value under a key, such as the robots.txt of a host.
// A nil value removes it.
func (s *Store) SetState(ctx context.Context, key string, value []byte) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if value == nil {
			_, err := tx.ExecContext(ctx, "DELETE FROM state WHERE key = ?", key)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO state (key, value) VALUES (?,?)", key, value)
		return err
	})
}
