package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Archives, feeds and JSON lines that are made to do harm cost a line each and
// bounded memory and time; what is good beside them is added.
func TestHostileAdd(t *testing.T) {
	dir := t.TempDir()
	record := func(length int64, body string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/x\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s\r\n\r\n", length, body)
	}
	whole := func(body string) string {
		return record(int64(len(body)+len("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")), body)
	}
	good := whole(killPage(1))
	put(t, dir, "claims.warc", []byte(record(10_000_000_000, "<p>x")+good))
	// Written in pieces: the memory of this process would count as the other's.
	long(t, filepath.Join(dir, "bomb.warc.gz"), true, record(400<<20, ""), 0, 400<<20, zipped([]byte(whole(killPage(2)))))
	put(t, dir, "cut.warc.gz", append(zipped([]byte(whole(killPage(3)))), zipped([]byte(good))[:50]...))
	empty := bytes.Repeat(zipped(nil), 250_000)
	put(t, dir, "nothing.txt.gz", empty)
	long(t, filepath.Join(dir, "line.jsonl"), false, `{"text":"`, 'x', 100<<20, nil)
	put(t, dir, "deep.jsonl", []byte(`{"text":"The clerk said that it was so.","a":`+strings.Repeat("[", 4<<20)+"\n"+`{"text":"The clerk said that it was not so."}`+"\n"))
	put(t, dir, "laughs.xml", []byte(`<!DOCTYPE r [<!ENTITY a "ha">`+strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;">`, 500)+`]><rss><item><title>&b;</title></item></rss>`))
	put(t, dir, "nested.xml", []byte("<rss><item>"+strings.Repeat("<a>", 8<<20)))
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) { io.Copy(w, unending('x')) })
	mux.HandleFunc("/endless.xml", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<rss><item><title>")
		io.Copy(w, unending('x'))
	})
	mux.HandleFunc("/void.gz", func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := w.Write(empty); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/inside.xml", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<rss><item><link>http://169.254.169.254/latest/meta-data/</link></item></rss>")
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()

	start := time.Now()
	stdout, stderr, state := program(t, dir, nil, "add", "--record", "r.db", "--delay", "0", "--allow-private",
		"claims.warc", "bomb.warc.gz", "cut.warc.gz", "nothing.txt.gz", "line.jsonl", "deep.jsonl", "laughs.xml", "nested.xml", srv.URL+"/endless.xml", srv.URL+"/void.gz")
	if d := time.Since(start); d > 2*time.Minute {
		t.Errorf("took %v", d)
	}
	if state.ExitCode() != 1 || !strings.HasPrefix(stdout, "4 articles added, 0 already there, 10 failed") {
		t.Errorf("exit status %d, %q", state.ExitCode(), stdout)
	}
	want := []string{
		"SRV/endless.xml: names no articles", "SRV/void.gz: is gzip that holds nothing for 4 MiB",
		"bomb.warc.gz: https://news.example/x: is longer than 8 MiB",
		"claims.warc: record at byte 0 claims a length of 10000000000 bytes",
		"cut.warc.gz: record at byte N is cut off inside its compression",
		"deep.jsonl: line 1: is not JSON", "laughs.xml: names no articles", "line.jsonl: line 1: is longer than 8 MiB", "nested.xml: names no articles",
		"nothing.txt.gz: is gzip that holds nothing for 4 MiB",
	}
	var got []string
	for line := range strings.Lines(stderr) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "verbatim: ")
		line = strings.ReplaceAll(line, srv.URL, "SRV")
		if strings.HasPrefix(line, "cut") {
			line = "cut.warc.gz: record at byte N is cut off inside its compression"
		}
		line, _, _ = strings.Cut(line, "JSON: ")
		if strings.HasSuffix(line, "is not ") {
			line += "JSON"
		}
		got = append(got, line)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	atMost(t, state, 300<<20)
	// Without leave, nothing inside is asked, whoever asks for it.
	_, stderr, _ = program(t, dir, nil, "add", "--record", "r.db", srv.URL+"/inside.xml")
	if !strings.Contains(stderr, "is at a private address (127.0.0.1)") {
		t.Errorf("%q", stderr)
	}
	if _, stderr, state := program(t, dir, nil, "verify", "--record", "r.db"); state.ExitCode() != 0 {
		t.Errorf("verify: %s", stderr)
	}
}

// long writes a file of a head, very many times a byte, and what follows.
func long(t *testing.T, path string, compressed bool, head string, b byte, n int64, more []byte) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := io.WriteCloser(f)
	if compressed {
		w = gzip.NewWriter(f)
	}
	io.WriteString(w, head)
	if _, err := io.CopyN(w, unending(b), n); err != nil {
		t.Fatal(err)
	}
	if compressed {
		w.Close()
	}
	f.Write(more)
}

// start starts the program. It is killed when the test ends.
func start(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("verbatim", args...)
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	return cmd
}

// The second watch of a record says so, and the first ends when it is told to.
func TestSecondWatch(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, stderr, state := program(t, dir, nil, "feeds", "add", "--record", "r.db", "in"); state.ExitCode() != 0 {
		t.Fatal(stderr)
	}
	first := start(t, dir, "watch", "--record", "r.db")
	pid := fmt.Sprint(first.Process.Pid)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if b, _ := os.ReadFile(filepath.Join(dir, "r.db-watch")); string(b) == pid {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the first watch does not begin")
		}
	}
	_, stderr, state := program(t, dir, nil, "watch", "--once", "--record", "r.db")
	if want := "verbatim: watch: another verbatim watch (process " + pid + ") follows the feeds of this record\n"; state.ExitCode() != 1 || stderr != want {
		t.Fatalf("exit status %d, %q", state.ExitCode(), stderr)
	}
	if err := first.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := first.Wait(); err != nil {
		t.Errorf("the first: %v", err)
	}
	if _, stderr, state := program(t, dir, nil, "watch", "--once", "--record", "r.db"); state.ExitCode() != 0 {
		t.Errorf("after the first: %s", stderr)
	}
}
