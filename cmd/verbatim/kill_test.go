package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

// The corpus of the kill tests: so many articles of each form.
const (
	killFiles, killLines, killPages, killLinks = 40, 40, 15, 15
	killAll                                    = killFiles + killLines + killPages + killLinks
)

// killStory is an article of its own for each n.
func killStory(n int) string {
	var b strings.Builder
	for i := range 6 + n%7 {
		fmt.Fprintf(&b, "“We will look at point %d of plan %d,” Clerk Ann Pell told the council on Monday, and the %d members of the council agreed to it after a long debate.\n\n", i, n, n+i)
	}
	return b.String()
}

func killPage(n int) string {
	return fmt.Sprintf("<html><head><title>Plan %d</title></head><body><h1>Plan %d</h1><p>%s</p></body></html>", n, n,
		strings.ReplaceAll(strings.TrimSpace(killStory(n)), "\n\n", "</p>\n<p>"))
}

// killCorpus writes the corpus and returns the arguments that add it.
func killCorpus(t *testing.T, dir string) (args []string, feed string) {
	n := 0
	next := func() int { n++; return n }
	if err := os.Mkdir(filepath.Join(dir, "files"), 0o777); err != nil {
		t.Fatal(err)
	}
	for range killFiles {
		i := next()
		put(t, filepath.Join(dir, "files"), fmt.Sprintf("%03d.txt", i), []byte(killStory(i)))
	}
	var lines bytes.Buffer
	for range killLines {
		i := next()
		fmt.Fprintf(&lines, `{"id":"%d","body":%s}`+"\n", i, strconv.QuoteToASCII(killStory(i)))
	}
	put(t, dir, "lines.jsonl.gz", zipped(lines.Bytes()))
	var archive []byte
	for range killPages {
		i := next()
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + killPage(i)
		archive = append(archive, zipped(fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block))...)
	}
	put(t, dir, "crawl.warc.gz", archive)
	first := n
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, "<rss><channel>")
		for i := range killLinks {
			fmt.Fprintf(w, "<item><link>/story/%d</link></item>", first+1+i)
		}
		io.WriteString(w, "</channel></rss>")
	})
	mux.HandleFunc("/story/{n}", func(w http.ResponseWriter, r *http.Request) {
		i, _ := strconv.Atoi(r.PathValue("n"))
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, killPage(i))
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return []string{"files", "lines.jsonl.gz", "crawl.warc.gz", srv.URL + "/feed"}, srv.URL + "/feed"
}

// runKilled runs the program and kills it after so long. It returns the ids
// that it had acknowledged, and whether it came to its end before.
func runKilled(t *testing.T, dir string, after time.Duration, args ...string) (acknowledged []string, ended bool) {
	t.Helper()
	cmd := exec.Command("verbatim", args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var all []byte
	var reading sync.WaitGroup
	reading.Go(func() { all, _ = io.ReadAll(out) })
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	reading.Wait()
	err = cmd.Wait()
	timer.Stop()
	if err != nil && cmd.ProcessState.Exited() {
		t.Fatalf("%q: %v\n%s", args, err, stderr.Bytes())
	}
	for line := range strings.Lines(string(all)) {
		if id, rest, ok := strings.Cut(line, "\t"); ok && strings.HasSuffix(rest, "\n") {
			acknowledged = append(acknowledged, id)
		}
	}
	return acknowledged, err == nil
}

// sound opens the record, checks all of it, and that it has the documents.
func sound(t *testing.T, path string, ids []string) int {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v, err := s.Verify(t.Context(), func(f store.Fault) { t.Errorf("%s: %s", f.ID, f.Text) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if _, _, err := s.Document(t.Context(), id); err != nil {
			t.Errorf("acknowledged and not there: %v", err)
		}
	}
	return v.Documents
}

// kills is how often the program is killed: some times, or as often as
// VERBATIM_KILLS says.
func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("VERBATIM_KILLS"))
	if err != nil {
		n = 6
		if testing.Short() {
			n = 2
		}
	}
	return n
}

// killAgain kills one command at random moments until it has been killed n
// times. Each record is gone on with until it is complete.
func killAgain(t *testing.T, dir string, n int, begin func(record string), command func(record string) []string) {
	var whole time.Duration // that an undisturbed run takes
	for round, killed := 0, 0; killed < n; round++ {
		record := filepath.Join(t.TempDir(), "record.db")
		begin(record)
		var ids []string
		for tries := 0; ; tries++ {
			after := time.Minute
			if round > 0 && tries < 4 {
				after = time.Duration(rand.Float64() * 1.1 * float64(whole))
			}
			start := time.Now()
			more, ended := runKilled(t, dir, after, command(record)...)
			ids = append(ids, more...)
			if _, err := os.Stat(record); err == nil {
				if got := sound(t, record, ids); ended && got != killAll {
					t.Fatalf("%d documents after a whole run, want %d", got, killAll)
				}
			}
			if t.Failed() {
				t.Fatalf("after %d kills", killed)
			}
			if ended {
				whole = max(whole, min(time.Since(start), 5*time.Second))
				break
			}
			killed++
		}
	}
}

// However often it is killed, an add loses nothing that it has acknowledged,
// leaves a sound record, and is completed by running it again.
func TestKilledAdd(t *testing.T) {
	dir := t.TempDir()
	inputs, _ := killCorpus(t, dir)
	killAgain(t, dir, kills(t), func(string) {}, func(record string) []string {
		return append([]string{"add", "-v", "--allow-private", "--delay", "0", "--record", record}, inputs...)
	})
}

// The same of a watch.
func TestKilledWatch(t *testing.T) {
	dir := t.TempDir()
	inputs, feed := killCorpus(t, dir)
	for _, name := range inputs[1:3] { // into the folder with them
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, "files", name)); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-time.Hour) // files that change are left for later
	for _, pattern := range []string{"*.txt", "*.gz"} {
		names, _ := filepath.Glob(filepath.Join(dir, "files", pattern))
		for _, name := range names {
			if err := os.Chtimes(name, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	killAgain(t, dir, kills(t), func(record string) {
		if _, stderr, state := program(t, dir, nil, "feeds", "add", "--allow-private", "--record", record, "files", feed); state.ExitCode() != 0 {
			t.Fatal(stderr)
		}
	}, func(record string) []string {
		return []string{"watch", "--once", "-v", "--allow-private", "--delay", "0", "--record", record}
	})
}
