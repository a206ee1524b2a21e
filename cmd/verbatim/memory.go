package main

import (
	"os"
	"runtime/debug"
)

// heapGoal is what the garbage collector tries to keep the process below, in
// bytes. Left to itself it lets the heap grow to twice what is in use, which
// for the largest articles is more than the 300 MiB that the process may take.
// It is a goal: where more is in use, the collector only works harder.
const heapGoal = 160 << 20

// limitMemory sets the goal, unless the environment does.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapGoal)
	}
}
