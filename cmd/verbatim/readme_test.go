package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestReadme runs the commands of the README's shell blocks, in order, in a
// copy of the sample articles. Those that need the network or the corpora,
// or go on until they are interrupted, are left to whoever runs them.
func TestReadme(t *testing.T) {
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if os.IsNotExist(err) {
		t.Skip("no README.md")
	}
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("the README's commands are for a POSIX shell")
	}
	left := []string{"eval", "train", "demo", "serve", "mcp"}
	var script strings.Builder
	for _, line := range readmeCommands(string(readme)) {
		if strings.Contains(line, "://") || slices.ContainsFunc(left, func(c string) bool { return strings.HasPrefix(line, "verbatim "+c) }) {
			continue
		}
		fmt.Fprintf(&script, "exec sh -c '%s'\n", strings.ReplaceAll(line, "'", "''"))
	}
	if script.Len() == 0 {
		t.Fatal("README.md shows no command of verbatim")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "readme.txtar"), []byte(script.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
			return os.CopyFS(filepath.Join(env.WorkDir, "testdata"), os.DirFS(filepath.Join(root, "testdata")))
		},
	})
}

// readmeCommands returns the lines of shell blocks that call the program,
// by its name or by go run.
func readmeCommands(readme string) []string {
	var out []string
	shell := false
	for line := range strings.Lines(readme) {
		line = strings.TrimSpace(line)
		if info, ok := strings.CutPrefix(line, "```"); ok {
			shell = !shell && (info == "sh" || info == "shell" || info == "bash" || info == "console")
			continue
		}
		if !shell {
			continue
		}
		line = strings.TrimPrefix(line, "$ ")
		line = strings.ReplaceAll(line, "go run ./cmd/verbatim", "verbatim")
		line = strings.ReplaceAll(line, "./verbatim ", "verbatim ")
		if strings.HasPrefix(line, "verbatim ") || strings.Contains(line, "| verbatim ") {
			out = append(out, line)
		}
	}
	return out
}

func TestReadmeCommands(t *testing.T) {
	got := readmeCommands("verbatim not this\n```sh\n$ go run ./cmd/verbatim read testdata/a.txt\ngo test ./...\ncat a | verbatim read -\n```\nText\n```\nverbatim output\n```\n```go\nverbatim := 1\n```\n")
	if want := "verbatim read testdata/a.txt, cat a | verbatim read -"; strings.Join(got, ", ") != want {
		t.Errorf("commands %q", got)
	}
}
