package store_test

import (
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

var update = flag.Bool("update", false, "write the record of the present format in testdata")

// formatDocuments are what the records in testdata hold.
func formatDocuments() []*verbatim.Document {
	meta := verbatim.Meta{URL: "https://news.example/1", Outlet: "Gazette", Title: "Road", Byline: "A. Writer", Published: "2025-02-12", Language: "en"}
	first := toy(meta, "Ann Pell|direct|The road is closed", "Tom Adeyemi|indirect|that money was asked for")
	second := toy(meta, "Ann Pell|direct|The road is closed", "Tom Adeyemi|indirect|that nothing was asked for")
	third := toy(verbatim.Meta{Path: "x.txt"}, "Volodymyr Zelenskyy|mixed|the “tax … plan”")
	return []*verbatim.Document{first, second, third}
}

// A record of each format that there has been can be opened, and what it holds
// is found. go test -update writes the one of the present format; those of
// former formats stay as they are.
func TestFormats(t *testing.T) {
	if *update {
		s := newRecord(t)
		put(t, s, formatDocuments()...)
		if err := s.PutFeed(t.Context(), store.Feed{URL: "https://news.example/feed", Kind: "feed", Outlet: "Gazette", Failures: 2, LastError: "timed out"}); err != nil {
			t.Fatal(err)
		}
		if err := s.PutAlert(t.Context(), store.Alert{Name: "road", Query: "road", Delivery: "stdout"}); err != nil {
			t.Fatal(err)
		}
		correct(t, s, store.Correction{Statement: store.StatementID(formatDocuments()[2], 0), By: "ada", Verdict: store.Amend, Speaker: "Volodymyr Zelensky"})
		if err := s.PutAccount(t.Context(), store.Account{Name: "ada", Role: "editor"}, "local"); err != nil {
			t.Fatal(err)
		}
		st, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(s.Path())
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		w := gzip.NewWriter(&b)
		if _, err := w.Write(body); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join("testdata", fmt.Sprintf("format%d.db.gz", st.Format)), []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "format*.db.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no records in testdata: %v", err)
	}
	for _, file := range files {
		s := open(t, unzipped(t, file))
		sound(t, s)
		if _, err := s.PlaceCopies(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if got := carriers(t, s, store.DocumentID(formatDocuments()[0])); len(got) != 1 {
			t.Errorf("%s: the revisions are %d articles", file, len(got))
		}
		if _, err := s.Rank(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		sound(t, s)
		if !strings.Contains(file, "format1.") && !strings.Contains(file, "format2.") { // those since have corrections
			list, err := s.Corrections(t.Context(), store.StatementID(formatDocuments()[2], 0))
			if c, ok := store.Standing(list); err != nil || !ok || c.Speaker != "Volodymyr Zelensky" || !c.Found {
				t.Errorf("%s: correction %+v, %v", file, c, err)
			}
			if a, err := s.Account(t.Context(), "ada"); err != nil || a.Role != "editor" {
				t.Errorf("%s: account %+v, %v", file, a, err)
			}
		}
		for _, d := range formatDocuments() {
			got, _, err := s.Document(t.Context(), store.DocumentID(d))
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if diff := cmp.Diff(d, got); diff != "" {
				t.Errorf("%s: %s", file, diff)
			}
		}
		// The third document says neither where nor when it came out.
		for _, q := range []string{"date:none", "outlet:none", "outlet:none speaker:zelensky", "-date:none outlet:gazette road"} {
			if n := len(ids(t, s, q, false)); n != 1 {
				t.Errorf("%s: %s finds %d statements, want 1", file, q, n)
			}
		}
		if n := len(ids(t, s, "after:2000", false)) + len(ids(t, s, "date:none", false)); n != len(ids(t, s, "", false)) {
			t.Errorf("%s: dated and undated are %d", file, n)
		}
		if n := len(ids(t, s, "speaker:zelensky", false)); n != 1 {
			t.Errorf("%s: %d statements of one", file, n)
		}
		if n, all := len(ids(t, s, "road", false)), len(ids(t, s, "road", true)); n != 1 || all != 2 {
			t.Errorf("%s: %d and %d statements, want 1 and 2", file, n, all)
		}
		f, err := s.Feed(t.Context(), "https://news.example/feed")
		if err != nil || f.LastError != "timed out" {
			t.Errorf("%s: feed %+v, %v", file, f, err)
		}
		r := put(t, s, toy(verbatim.Meta{Outlet: "New"}, "Ann Pell|direct|The road is open"))
		if r[0].Queued != 1 {
			t.Errorf("%s: the alert queues %d", file, r[0].Queued)
		}
	}
}

func unzipped(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "record.db")
	if err := os.WriteFile(path, body, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// A record of a newer format is refused and left as it is.
func TestNewerFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path)
	put(t, s, numbered(0))
	store.Exec(t, s, "PRAGMA user_version = 99")
	s.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		_, err := store.Open(t.Context(), path, store.Options{ReadOnly: readOnly})
		if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "format 99") {
			t.Errorf("read-only %v: %v", readOnly, err)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil || string(before) != string(after) {
		t.Errorf("the file was changed, %v", err)
	}
}

func TestForeign(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path)
	store.Exec(t, s, "PRAGMA application_id = 1")
	s.Close()
	if _, err := store.Open(t.Context(), path, store.Options{}); !errors.Is(err, store.ErrForeign) {
		t.Errorf("another program's database: %v", err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("no database at all\n", 1000)), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), path, store.Options{}); !errors.Is(err, store.ErrForeign) {
		t.Errorf("a text: %v", err)
	}
	if _, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "none"), store.Options{ReadOnly: true}); !errors.Is(err, store.ErrNoRecord) {
		t.Errorf("no file: %v", err)
	}
}

// A file that another program keeps to itself is busy, to readers as well.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path)
	put(t, s, numbered(0))
	s.Close()
	release := store.LockFile(t, path)
	for _, readOnly := range []bool{false, true} {
		if _, err := store.Open(t.Context(), path, store.Options{ReadOnly: readOnly, Wait: 50 * time.Millisecond}); !errors.Is(err, store.ErrBusy) {
			t.Errorf("read-only %v: %v", readOnly, err)
		}
	}
	release()
	sound(t, open(t, path))
}

func TestTimeline(t *testing.T) {
	s := newRecord(t)
	for i, day := range []string{"2023-12-31", "2024-02-01", "2024-02-29", "2024-05-05"} {
		put(t, s, toy(verbatim.Meta{Published: day}, fmt.Sprintf("Trump|direct|tax number %d", i), "Trump|direct|tax again"))
	}
	for _, c := range []struct {
		query string
		grain store.Grain
		want  string
	}{
		{"tax", store.ByFit, "2023-12 2, 2024-01 0, 2024-02 4, 2024-03 0, 2024-04 0, 2024-05 2"},
		{"tax", store.ByYear, "2023 2, 2024 6"},
		{"in:2024-02 again", store.ByMonth, "2024-02 2"},
		{"before:2024-02-02 number", store.ByFit, "2023-12-31 1, " + strings.Join(daysOf(2024, 1, 31), ", ") + ", 2024-02-01 1"},
		{"nothing", store.ByFit, ""},
	} {
		root, err := search.Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Timeline(t.Context(), store.Query{Root: root}, c.grain)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range list {
			got = append(got, fmt.Sprint(p.Label(), " ", p.Count))
			if (p.First != nil) != (p.Count > 0) || p.First != nil && !strings.HasPrefix(p.First.Document.Published, p.Label()) {
				t.Errorf("%s: the first of %s is %+v", c.query, p.Label(), p.First)
			}
		}
		if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
}

// daysOf returns the days of a month with nothing on them.
func daysOf(year, month, n int) (out []string) {
	for d := range n {
		out = append(out, fmt.Sprintf("%d-%02d-%02d 0", year, month, d+1))
	}
	return out
}

func TestBackupWhileWriting(t *testing.T) {
	s := newRecord(t)
	put(t, s, numbered(0))
	stop, done := make(chan bool), make(chan error)
	go func() {
		for n := 1; ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if _, err := s.Put(t.Context(), []store.Item{{Document: numbered(n)}}); err != nil {
				done <- err
				return
			}
		}
	}()
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Error(err)
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
	sound(t, open(t, copied))
	if err := s.Compact(t.Context()); err != nil {
		t.Error(err)
	}
	sound(t, s)
}

// Many make the same new record at a time.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "record.db")
	errs := make(chan error)
	const n = 8
	for i := range n {
		go func() {
			s, err := store.Open(t.Context(), path, store.Options{})
			if err == nil {
				_, err = s.Put(t.Context(), []store.Item{{Document: numbered(3 * i)}})
				err = errors.Join(err, s.Close())
			}
			errs <- err
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	s := open(t, path)
	if st, err := s.Status(t.Context()); err != nil || st.Documents != n {
		t.Errorf("%d documents, %v", st.Documents, err)
	}
	sound(t, s)
}
