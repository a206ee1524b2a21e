// Package store keeps the record in one file: documents with every layer of
// their analysis, the index of their statements, feeds, and alerts with what
// they still have to deliver.
//
// The file is an SQLite database in write-ahead mode. [Open] makes or upgrades
// it; [Store.Put] adds documents, a batch a transaction, and what it has
// returned for is on disk. Any number of processes can read while one writes;
// writers take turns.
//
// Ids are content addresses. A document's is d and 32 hexadecimal digits, of
// its text and the place it stands at; a statement's is s and 16, of its
// document and its spans. So the same bytes put twice change nothing, and an
// analysis that finds the same statement again gives it the same id.
//
// The order of statements in the file is that of time, so that the newest that
// match are found without sorting (migrations/0001_record.sql).
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/verbatim-record/verbatim/store/postings"
	_ "modernc.org/sqlite" // the driver
)

// Options say how a record is opened.
type Options struct {
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Version names the model that a layer of Layers is made with; nil gives
	// every layer the version "". What a layer was made with is kept with it.
	Version func(layer string) string
	// ReadOnly opens the record without the right to change it. It must exist.
	ReadOnly bool
	// Wait is how long to wait for another writer; 0 is ten seconds.
	Wait time.Duration
	// Command says what this process does, for others that wait for it.
	Command string
	// MaxPages bounds the file, in pages of 8 KiB; 0 is no bound.
	MaxPages int
	// FileNames keeps to itself where the files of articles lie: documents come
	// with the name of their file and not its absolute path. For servers.
	FileNames bool
}

// Store is an open record. It may be used by any number of goroutines.
type Store struct {
	path   string
	o      Options
	write  *sql.DB // one connection, whose transactions take the write lock at once
	read   *sql.DB
	holder holder
	// immutable says that nobody can write, see openReading.
	immutable bool

	asking    asking
	index     *postings.Index // of words, as far as it was read
	kept      articles
	spellings spellings
	turns     chan struct{} // see Turn

	queueCounted atomic.Pointer[queueCount]
	counts       memo

	mu       sync.Mutex        // held by the one that writes
	names    map[nameKey]int64 // what is in the table name, as far as it was needed
	versions [layerCount]int64 // rows of the table version for this program's models
}

// What can be wrong with a record as a whole.
var (
	ErrNotFound = errors.New("not found")
	ErrID       = errors.New("no such id")     // what was asked for is no id, or not one of its kind
	ErrExists   = errors.New("exists already") // a name is taken
	ErrNoRecord = errors.New("there is no record yet: verbatim add makes one")
	ErrNewer    = errors.New("the record was written by a newer version of verbatim: upgrade the program, the file is unharmed")
	ErrOlder    = errors.New("the record was written by an older version of verbatim: any command that writes upgrades it")
	ErrForeign  = errors.New("the file is no record of verbatim")
	ErrBusy     = errors.New("the record is being written by another process")
	ErrReadOnly = errors.New("the record cannot be written: its file or folder is read-only")
	ErrFull     = errors.New("there is no room left on the disk; what was acknowledged is safe")
	ErrDamaged  = errors.New("the record is damaged")
)

// DefaultPath is where the record is kept unless another place is named: in
// the user's data folder.
func DefaultPath() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "verbatim", "record.db"), nil
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, "verbatim", "record.db"), nil
		}
	case "darwin", "ios":
		if dir, err := os.UserHomeDir(); err == nil {
			return filepath.Join(dir, "Library", "Application Support", "verbatim", "record.db"), nil
		}
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no place for the record, name one with --record: %w", err)
	}
	return filepath.Join(dir, ".local", "share", "verbatim", "record.db"), nil
}

// Open opens the record at path. Unless it is opened read-only, it and its
// folder are made where they are missing and it is upgraded where an older
// version wrote it.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = 10 * time.Second
	}
	s := &Store{path: path, o: o, names: make(map[nameKey]int64), index: postings.New(indexBytes), turns: make(chan struct{}, turnsAtOnce())}
	s.holder.path = path + "-writer"
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("record %s: %w", path, err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	st, err := os.Stat(s.path)
	switch {
	case err == nil && st.IsDir():
		return errors.New("is a directory")
	case errors.Is(err, fs.ErrNotExist) && s.o.ReadOnly:
		return ErrNoRecord
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(s.path), 0o777); err != nil {
			return plain(err)
		}
	case err != nil:
		return plain(err)
	}
	if s.o.ReadOnly {
		return s.openReading(ctx)
	}
	// In pages of 8 KiB less room is lost behind the layers. The size is that of
	// a new file, and has to be said before the file is made.
	s.write, err = sql.Open("sqlite", s.dsn("rwc", "page_size(8192)", "synchronous(FULL)", "foreign_keys(ON)", "cache_size(-32768)",
		"journal_size_limit(67108864)", "max_page_count("+strconv.Itoa(maxPages(s.o.MaxPages))+")")+"&_txlock=immediate")
	if err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if _, err := s.write.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return s.explain(err)
	}
	if err := s.migrate(ctx); err != nil {
		return s.explain(err)
	}
	return s.openReaders("rw")
}

func maxPages(n int) int {
	if n <= 0 {
		return 4294967294
	}
	return n
}

// pageBytes is how much of the file SQLite keeps in memory for those who read.
const pageBytes = 128 << 20

// readers is how many queries run at a time. Each has a part of the file in memory
// of its own, so that there are no more than can work at once.
func readers() int { return min(max(2, runtime.GOMAXPROCS(0)), 8) }

func (s *Store) openReaders(mode string, more ...string) error {
	var err error
	s.read, err = sql.Open("sqlite", s.dsn(mode, append(more, "query_only(ON)", fmt.Sprintf("cache_size(-%d)", pageBytes>>10/readers()))...))
	if err != nil {
		return err
	}
	s.read.SetMaxOpenConns(readers())
	s.read.SetMaxIdleConns(readers())
	return nil
}

// openReading opens the record for reading. In a folder that cannot be written
// SQLite cannot make the file in which readers and writers meet. Then there
// are no writers, and the file is read as it is.
func (s *Store) openReading(ctx context.Context) error {
	if err := s.openReaders("rw"); err != nil {
		return err
	}
	err := s.explain(s.checkFormat(ctx))
	if !errors.Is(err, ErrReadOnly) {
		return err
	}
	s.read.Close()
	if st, walErr := os.Stat(s.path + "-wal"); walErr == nil && st.Size() > 0 {
		return fmt.Errorf("%w, and part of it still lies in %s-wal: a process that may write there has to close it first", ErrReadOnly, filepath.Base(s.path))
	}
	s.immutable = true
	if err := s.openReaders(s.mode()); err != nil {
		return err
	}
	return s.explain(s.checkFormat(ctx))
}

// dsn names the file to the driver.
func (s *Store) dsn(mode string, pragmas ...string) string {
	path := filepath.ToSlash(s.path)
	if abs, err := filepath.Abs(s.path); err == nil {
		path = filepath.ToSlash(abs)
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	var b strings.Builder
	b.WriteString((&url.URL{Scheme: "file", Path: path}).String())
	fmt.Fprintf(&b, "?mode=%s&_pragma=busy_timeout(%d)", mode, s.o.Wait.Milliseconds())
	for _, p := range pragmas {
		b.WriteString("&_pragma=" + p)
	}
	return b.String()
}

// Close closes the record.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

// Path returns the file of the record.
func (s *Store) Path() string { return s.path }

// inTx runs f in a transaction that holds the write lock. Once inTx has
// returned without an error, what f did is on disk.
func (s *Store) inTx(ctx context.Context, f func(tx *sql.Tx) error) error {
	if s.write == nil {
		return ErrReadOnly
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(err)
	}
	s.holder.note(s.o.Command, s.o.Now())
	defer s.holder.clear()
	if err := s.counted(ctx, tx, f); err != nil {
		tx.Rollback() // also where the error has rolled it back already
		return s.explain(err)
	}
	return s.explain(tx.Commit())
}

// counted runs f and, where it has changed anything, counts the version on.
func (s *Store) counted(ctx context.Context, tx *sql.Tx, f func(tx *sql.Tx) error) error {
	const changes = "SELECT total_changes()"
	var before, after int64
	if err := tx.QueryRowContext(ctx, changes).Scan(&before); err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, changes).Scan(&after); err != nil || after == before {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO state (key, value) VALUES (?1, CAST(?2 AS BLOB))
		ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(CAST(value AS TEXT) AS INTEGER) + 1 AS BLOB)`, stateVersion, strconv.FormatInt(s.o.Now().UnixNano(), 10))
	return err
}

// stateVersion is the key under which the version of the record is kept.
const stateVersion = "version"

// Version returns a name for what the record holds: it is another one after
// each change. It begins with the time of the first change that was counted,
// so that two records do not have the same ones.
func (s *Store) Version(ctx context.Context) (string, error) {
	var version string
	err := s.askRow(ctx, "SELECT value FROM state WHERE key = ?", stateVersion).Scan(&version)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return version, s.explain(err)
}
