package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/eval"
)

func TestEventSet(t *testing.T) {
	got := eventSetOf(eval.EventScore{
		Sentences: 9, Paired: 3, StatusRight: 2, ByRight: 1, Repeats: 4, RepeatsFound: 1,
		Kinds: map[verbatim.EventKind]*eval.Tally{
			verbatim.Call: {Labelled: 2, Found: 1, Right: 1}, verbatim.Attack: {Labelled: 2, Found: 3, Right: 2},
		},
		StatusOf:     map[verbatim.EventStatus]*eval.Tally{verbatim.Denied: {Labelled: 1, Found: 2, Right: 1}},
		Participants: eval.Tally{Labelled: 4, Found: 4, Right: 3},
	})
	if want := (tallyScores{4, 4, 3, 75, 75, 75}); got.All != want || got.Roles != want {
		t.Errorf("all %+v, participants %+v", got.All, got.Roles)
	}
	if want := (tallyScores{2, 1, 1, 100, 50, 66.67}); got.Diplomacy != want {
		t.Errorf("calls %+v", got.Diplomacy)
	}
	if got.Kinds["attack"] != (kindF1{2, 3, 2, 80}) || got.Statuses["denied"] != (statusOf{1, 2, 1}) ||
		got.Status != 66.67 || got.By != 33.33 || got.Repeats != 4 || got.Again != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestEventMisses(t *testing.T) {
	var b strings.Builder
	eventScores{
		missed:   []eval.EventMiss{{Article: "pier", Start: 7, What: "missing: visit,\nplanned", Doubt: true}, {Article: "pier", Start: 9, What: "x"}},
		miscoded: []eval.PloverMiss{{ID: "P-1", Want: "AID", Got: "nothing"}},
	}.misses(&b)
	want := "pier:7: missing: visit, planned (in doubt)\npier:9: x\nP-1: coded AID, given nothing\n"
	if b.String() != want {
		t.Errorf("printed %q, want %q", b.String(), want)
	}
}

func TestDayOf(t *testing.T) {
	if got := dayOf("nyt_2016-09-08_obama"); got != "2016-09-08" {
		t.Errorf("got %q", got)
	}
	if got := dayOf("x"); got != "" {
		t.Errorf("got %q", got)
	}
}

// TestEvalEvents runs the scorers over the corpora, as the command does.
func TestEvalEvents(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	data := filepath.Join("..", "shared", "data")
	for _, folder := range []string{"polnear", "plover", "semeval2015-timeline"} {
		if _, err := os.Stat(filepath.Join(data, folder)); err != nil {
			t.Skipf("no %s in ../shared/data", folder)
		}
	}
	s, err := evalEvents(data)
	if err != nil {
		t.Fatal(err)
	}
	e := s.(eventScores)
	if d := e.Dev; d.Sentences != 200 || d.All.Labelled != 104 || 2*d.All.Right < d.All.Labelled || 2*d.All.Right < d.All.Found {
		t.Errorf("dev: %d sentences, %+v", d.Sentences, d.All)
	}
	if p := e.Plover; p.Records != 316 || p.Left != 6 || p.Main > p.Type || p.Type > p.Any || p.Any == 0 {
		t.Errorf("PLOVER: %+v", p)
	}
	if n := len(e.Timelines); n != 5 || len(e.ByCorpus) != n || e.Timelines[4].Timelines != 38 || e.Timelines[4].Statements.F1 == 0 {
		t.Errorf("timelines: %+v", e.Timelines)
	}
	var b strings.Builder
	e.table(&b)
	for _, line := range []string{"  invitation ", "without labels in doubt", "corpora 1-3"} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("the table has no %q:\n%s", line, b.String())
		}
	}
}
