package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// lines checks how many lines a file has: lines stdout 3.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: lines FILE COUNT")
	}
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); (got == want) == neg {
		ts.Fatalf("%s has %d lines, want %d", args[0], got, want)
	}
}

// many writes a JSON lines file of short articles: many FILE COUNT.
func many(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"a%d","title":"Story %d","text":"“It is story number %d,” said Clerk Ann Pell.%s"}`+"\n",
			i, i, i, strings.Repeat(" The hall was quiet.", i%40))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

// order checks that the documents of a listing are a0, a1, …: order FILE.
func order(ts *testscript.TestScript, _ bool, args []string) {
	i := 0
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if strings.HasPrefix(line, "#") {
			if want := fmt.Sprintf("# a%d\n", i); line != want {
				ts.Fatalf("document %d is %q, want %q", i, line, want)
			}
			i++
		}
	}
}
