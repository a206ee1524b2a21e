package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// A binary format goes to a file or a pipe, never to a screen.
func TestForTerminal(t *testing.T) {
	if err := forTerminal("read", "parquet", true, new(bytes.Buffer)); err != nil {
		t.Errorf("not a terminal: %v", err)
	}
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminal to test with: %v", err)
	}
	defer tty.Close()
	if _, ok := terminal(tty); !ok {
		t.Skip("the system does not take a pseudo-terminal for one")
	}
	if err := forTerminal("read", "parquet", true, tty); err == nil || !strings.Contains(err.Error(), "-o FILE") {
		t.Errorf("error %v", err)
	}
	if err := forTerminal("read", "csv", false, tty); err != nil {
		t.Errorf("text: %v", err)
	}
}
