package main

import (
	"testing"

	"github.com/verbatim-record/verbatim"
)

func TestSure(t *testing.T) {
	all := []verbatim.Statement{
		{Parent: -1, Time: -1, Confidence: 0.9},
		{Parent: 0, Confidence: 0.3},
		{Parent: 1, Confidence: 0.8},
		{Parent: -1, Time: -1, Confidence: 0.2},
		{Parent: 3, Confidence: 0.7},
	}
	got := sure(all, 0.5)
	if len(got) != 3 {
		t.Fatalf("%d statements, want 3", len(got))
	}
	// The second kept one loses its doubtful parent and moves to that one's;
	// the third has no parent left.
	for i, want := range []int{-1, 0, -1} {
		if got[i].Parent != want {
			t.Errorf("statement %d has parent %d, want %d", i, got[i].Parent, want)
		}
	}
	if len(sure(all, 0)) != len(all) {
		t.Error("a confidence of 0 leaves something out")
	}
}
