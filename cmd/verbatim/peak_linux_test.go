package main

import (
	"os"
	"syscall"
	"testing"
)

// atMost reports a process that took more than bound bytes of memory.
func atMost(t *testing.T, state *os.ProcessState, bound int64) {
	t.Helper()
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("no figures of the process")
	}
	peak := usage.Maxrss << 10 // Linux counts in KiB
	t.Logf("at most %d MiB in memory, %v of processor time", peak>>20, state.UserTime()+state.SystemTime())
	if peak > bound {
		t.Errorf("took %d MiB of memory, want at most %d", peak>>20, bound>>20)
	}
}
