package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// An interrupt leaves nothing half-written.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	article := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(article, []byte("“No,” she said.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	if got := run(ctx, []string{"read", "-o", filepath.Join(dir, "out.txt"), article}, nil, &stdout, &stderr); got != statusInterrupted {
		t.Errorf("status %d, want %d; standard error %q", got, statusInterrupted, &stderr)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Errorf("%d files are left, want the article alone: %v", len(files), files)
	}
}

// gone is a writer whose reader has gone away.
type gone struct{ writes int }

func (g *gone) Write([]byte) (int, error) {
	g.writes++
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

func TestReaderGone(t *testing.T) {
	dir := t.TempDir()
	var args []string
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		args = append(args, filepath.Join(dir, name))
		if err := os.WriteFile(args[len(args)-1], []byte("“No,” she said.\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var stdout gone
	var stderr bytes.Buffer
	got := run(t.Context(), append([]string{"read"}, args...), nil, &stdout, &stderr)
	if got != 0 || stderr.Len() > 0 || stdout.writes != 1 {
		t.Errorf("status %d after %d writes, standard error %q; want a quiet end after one", got, stdout.writes, &stderr)
	}
}

func TestFileNames(t *testing.T) {
	d := directory{taken: make(map[string]bool)}
	for _, c := range []struct{ document, want string }{
		{"a/story.txt", "story"},
		{"b/Story.html.gz", "Story-2"},
		{"https://news.example/2025/11/ferry.html?x=1", "ferry.html-x-1"},
		{"https://news.example/", "news.example"},
		{"-", "document"},
		{"../..", "document-2"},
		{"id:4/5\x1b[2J", "5--2J"},
		{"ærø", "ærø"},
	} {
		if got := d.name(c.document); got != c.want {
			t.Errorf("name of %q is %q, want %q", c.document, got, c.want)
		}
	}
	if got := d.name(strings.Repeat("é", 500)); len(got) > 120 || strings.Trim(got, "é") != "" {
		t.Errorf("long name %q", got)
	}
}

func TestGolden(t *testing.T) {
	file := filepath.Join(t.TempDir(), "golden", "syntax.json")
	s := syntaxScores{EWTTest: treeScores{Words: 10, XPOS: 94.25, LAS: 80}}
	if _, err := compareGolden(file, s); err == nil || !strings.Contains(err.Error(), "--update") {
		t.Errorf("without a golden file: %v", err)
	}
	if err := writeGolden(file, s); err != nil {
		t.Fatal(err)
	}
	if diff, err := compareGolden(file, s); err != nil || diff != nil {
		t.Errorf("the scores differ from themselves: %v, %v", diff, err)
	}
	s.EWTTest.LAS = 80.01
	diff, err := compareGolden(file, s)
	if want := []string{"syntax.ewt_test.las was 80, is 80.01"}; err != nil || !slices.Equal(diff, want) {
		t.Errorf("difference %q, %v", diff, err)
	}
}

func TestLook(t *testing.T) {
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	var pipe bytes.Buffer
	for _, c := range []struct {
		color string
		width int
		env   func(string) string
		want  look
	}{
		{"auto", 0, env("TERM", "xterm-256color"), look{80, 0}},
		{"auto", 33, env(), look{33, 0}},
		{"always", 0, env("TERM", "xterm-256color", "NO_COLOR", "1"), look{80, 2}},
		{"always", 0, env("TERM", "linux"), look{80, 1}},
		{"always", 0, env("TERM", "linux", "COLORTERM", "truecolor"), look{80, 2}},
	} {
		if got := lookOf(&pipe, c.width, c.color, c.env); got != c.want {
			t.Errorf("--color %s: %v, want %v", c.color, got, c.want)
		}
	}
}
