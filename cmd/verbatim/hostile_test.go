package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// article reads like news and has one statement in it.
const article = "“We start on Monday,” the engineer, Paula Reyes, said.\n"

// program runs the program itself, as TestMain installs it, and returns what
// it wrote to standard error and how it ended.
func program(t *testing.T, dir string, stdin io.Reader, args ...string) (stdout, stderr string, state *os.ProcessState) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "verbatim", args...)
	cmd.Dir = dir
	cmd.Stdin = stdin
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatalf("verbatim %q: %v", args, err)
	}
	return out.String(), errs.String(), cmd.ProcessState
}

// put writes a file for the program to read.
func put(t *testing.T, dir, name string, body []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), body, 0o666); err != nil {
		t.Fatal(err)
	}
}

func zipped(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(body)
	z.Close()
	return b.Bytes()
}

// unending yields the same byte without an end.
type unending byte

func (u unending) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(u)
	}
	return len(p), nil
}

// Whatever the bad inputs are, each is one line on standard error, those
// around it are read, the status is 1 and the output file is whole.
func TestHostileInputs(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.Copy(w, unending('x'))
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(zipped(bytes.Repeat([]byte("<p>boom"), 4<<20)))
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	down := httptest.NewServer(mux)
	down.Close()

	dir := t.TempDir()
	put(t, dir, "empty.txt", nil)
	put(t, dir, "blank.txt", bytes.Repeat([]byte("\n"), 500_000))
	put(t, dir, "picture.txt", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
	put(t, dir, "program", []byte("\x7fELF\x02\x01\x01\x00\x00\x00"))
	put(t, dir, "report.pdf", []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"))
	put(t, dir, "cut.gz", zipped([]byte(strings.Repeat(article, 99)))[:60])
	put(t, dir, "bomb.gz", zipped(make([]byte, 64<<20)))
	put(t, dir, "bomb.txt.gz", zipped(bytes.Repeat([]byte("boom "), 8<<20)))
	put(t, dir, "bytes.txt", []byte("The clerk wrote “yes”, then \xff\xfe and — “no”.\n"))
	put(t, dir, "hole.txt", nil)
	if err := os.Truncate(filepath.Join(dir, "hole.txt"), 200_000_000); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "many.html", []byte("<html><body>"+strings.Repeat("<p>x</p>", 200_000)))
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}

	bad := []struct{ input, why string }{
		{"empty.txt", "is empty"},
		{"blank.txt", "is empty"},
		{"picture.txt", "is a PNG image, not text"},
		{"program", "is an ELF program, not text"},
		{"report.pdf", "is a PDF, not text"},
		{"cut.gz", "is a gzip file that is cut off"},
		{"bomb.gz", "is binary, not text"},
		{"bomb.txt.gz", "is longer than 768 KiB"},
		{"bytes.txt", "is not valid UTF-8 (byte 32) and in no other encoding that can be told"},
		{"hole.txt", "is binary, not text"},
		{"-", "is longer than 768 KiB"}, // a line of 200 MB
		{"many.html", "has more than 100,000 elements: no article"},
		{"folder", "is a directory"},
		{"missing.txt", "no such file"},
		{down.URL + "/", "connection refused"},
		{server.URL + "/nothing", "HTTP 404 Not Found"},
		{server.URL + "/loop", "redirected more than 10 times"},
		{server.URL + "/endless", "is longer than 8 MiB"},
		{server.URL + "/bomb", "is longer than 8 MiB"},
	}
	args := []string{"read", "--format", "jsonl", "-o", "out.jsonl"}
	var want []string
	good := 0
	for i, b := range bad {
		if i%5 == 0 {
			good++
			name := "good" + string(rune('0'+good)) + ".txt"
			put(t, dir, name, []byte(article))
			args = append(args, name)
		}
		args = append(args, b.input)
		want = append(want, "verbatim: "+b.input+": "+b.why)
	}
	put(t, dir, "last.txt", []byte(article))
	stdout, stderr, state := program(t, dir, io.LimitReader(unending('x'), 200_000_000), append(args, "last.txt")...)

	if got := strings.Split(strings.TrimSuffix(stderr, "\n"), "\n"); !slices.Equal(got, want) {
		for i := range max(len(got), len(want)) {
			if g, w := at(got, i), at(want, i); g != w {
				t.Errorf("line %d of standard error is %q, want %q", i+1, g, w)
			}
		}
	}
	if state.ExitCode() != statusFailed || stdout != "" {
		t.Errorf("exit status %d and standard output %q, want %d and nothing", state.ExitCode(), stdout, statusFailed)
	}
	out, err := os.ReadFile(filepath.Join(dir, "out.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	records := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(records) != good+1 {
		t.Fatalf("%d records, want those of the %d articles", len(records), good+1)
	}
	for i, r := range records[:good] {
		if name := `"path":"good` + string(rune('1'+i)) + `.txt"`; !strings.Contains(r, name) || !strings.HasSuffix(r, "}") {
			t.Errorf("record %d has no %s: %.120s", i+1, name, r)
		}
	}
	atMost(t, state, memoryBound)

	// With nothing to read, an older output stays and nothing is left beside it.
	stdout, _, state = program(t, dir, nil, "read", "-o", "out.jsonl", "bomb.gz", "folder")
	after, err := os.ReadFile(filepath.Join(dir, "out.jsonl"))
	if err != nil || !bytes.Equal(after, out) || stdout != "" || state.ExitCode() != statusFailed {
		t.Errorf("after a failed run the output has changed: %v, exit status %d", err, state.ExitCode())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".verbatim-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// A page that is nested beyond reason is read for what it says.
func TestDeepPage(t *testing.T) {
	dir := t.TempDir()
	const depth = 100_000
	put(t, dir, "deep.html", []byte("<html><body>"+strings.Repeat("<div>", depth)+"<p>"+strings.Repeat(article, 5)+"</p>"+strings.Repeat("</div>", depth)))
	stdout, stderr, state := program(t, dir, nil, "read", "--format", "jsonl", "deep.html")
	if state.ExitCode() != 0 || stderr != "" || !strings.Contains(stdout, "Paula Reyes") {
		t.Errorf("exit status %d, standard error %q, record %.200q", state.ExitCode(), stderr, stdout)
	}
	atMost(t, state, memoryBound)
}

// The output does not depend on how many documents are worked on at a time,
// nor on which is done first.
func TestSameOutput(t *testing.T) {
	dir := t.TempDir()
	story, err := os.ReadFile("../../testdata/harbour.txt")
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"read", "--format", "jsonl"}
	for i := range 40 {
		name := "a" + strings.Repeat("x", i) + ".txt"
		put(t, dir, name, bytes.Repeat(story, 1+i*7%5))
		args = append(args, name)
	}
	var first string
	for i, workers := range []string{"1", "2", "2", "7"} {
		t.Setenv("GOMAXPROCS", workers)
		stdout, stderr, state := program(t, dir, nil, args...)
		if state.ExitCode() != 0 || stderr != "" || strings.Count(stdout, "\n") != 40 {
			t.Fatalf("%s workers: exit status %d, standard error %q, %d records", workers, state.ExitCode(), stderr, strings.Count(stdout, "\n"))
		}
		if i == 0 {
			first = stdout
		} else if stdout != first {
			t.Errorf("%s workers: the records differ from those of one", workers)
		}
	}
}

// memoryBound is what the process may take, in bytes, whatever it reads.
const memoryBound = 300 << 20

// Large and dense articles, and many small ones, stay within the bound.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process is read on Linux alone")
	}
	story, err := os.ReadFile("../../testdata/harbour.txt")
	if err != nil {
		t.Fatal(err)
	}
	full := func(s string) []byte { // a text of the largest size
		const size = 768 << 10
		return []byte(strings.Repeat(s, size/len(s)))
	}
	t.Run("large", func(t *testing.T) {
		dir := t.TempDir()
		put(t, dir, "news.txt", full(string(story)+"\n"))
		put(t, dir, "short.txt", full("He said.\n\n"))
		put(t, dir, "stops.txt", full(". "))
		put(t, dir, "short2.txt", full("She said.\n\n"))
		_, stderr, state := program(t, dir, nil, "read", "--format", "html", "-o", "out.html", "news.txt", "short.txt", "stops.txt", "short2.txt")
		if state.ExitCode() != 0 {
			t.Errorf("exit status %d: %s", state.ExitCode(), stderr)
		}
		atMost(t, state, memoryBound)
	})
	t.Run("many", func(t *testing.T) {
		dir := t.TempDir()
		args := []string{"read", "--format", "jsonl", "-o", "out.jsonl"}
		for i := range 2000 {
			name := "a" + strings.Repeat("b", i%50) + string(rune('a'+i/50%26)) + string(rune('a'+i/1300)) + ".txt"
			put(t, dir, name, story[:300])
			args = append(args, name)
		}
		_, stderr, state := program(t, dir, nil, args...)
		if state.ExitCode() != 0 {
			t.Errorf("exit status %d: %s", state.ExitCode(), stderr)
		}
		atMost(t, state, memoryBound)
	})
	t.Run("lines", func(t *testing.T) {
		r, w := io.Pipe()
		go func() {
			line := []byte(`{"id":1,"text":"“No,” she said."}` + "\n")
			for range 20_000 {
				if _, err := w.Write(line); err != nil {
					return
				}
			}
			w.Close()
		}()
		_, stderr, state := program(t, t.TempDir(), r, "read", "--format", "jsonl", "-o", os.DevNull, "-")
		if state.ExitCode() != 0 {
			t.Errorf("exit status %d: %s", state.ExitCode(), stderr)
		}
		atMost(t, state, memoryBound)
	})
}
