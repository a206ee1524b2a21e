package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/eval"
)

func TestSpeakerSet(t *testing.T) {
	got := speakerSetOf(eval.SpeakerScore{
		Articles: 1, Statements: 12, Matched: 8, Given: 6, GivenRight: 3,
		Named:   eval.NamedScore{Labelled: 8, Matched: 5, Covered: 4, Given: 4, Right: 3, Partial: 1, Sure: 3, SureRight: 2},
		Unnamed: eval.ClassScore{Labelled: 3, Matched: 3, Right: 2},
		Unknown: eval.ClassScore{Labelled: 1},
	})
	want := speakerSet{
		Articles: 1, Statements: 12, Matched: 8,
		Named:     namedScores{Labelled: 8, Matched: 5, Right: 3, Partial: 1, Precision: 75, Sure: 66.67},
		Unnamed:   classScores{3, 3, 66.67},
		Unknown:   classScores{1, 0, 0}, // none matched, nothing to divide
		Names:     givenScores{6, 50},
		OfMatched: shareOfNamed{Accuracy: 60, Partial: 80, Coverage: 80},
		OfAll:     shareOfNamed{Accuracy: 37.5, Partial: 50, Coverage: 50},
	}
	if got != want {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

func TestSpeakerMisses(t *testing.T) {
	var b strings.Builder
	speakerScores{missed: []eval.SpeakerMiss{
		{Article: "pier", Start: 7, Labelled: []string{"Ida\nBrandt", "Olof Hart"}, Given: []string{"the council"}},
		{Article: "pier", Start: 90, Given: nil, Labelled: []string{"A diver"}, Doubt: true},
	}}.misses(&b)
	want := "pier:7: labelled Ida Brandt + Olof Hart, given the council\n" +
		"pier:90: labelled A diver (in doubt), given nobody\n"
	if b.String() != want {
		t.Errorf("printed %q, want %q", b.String(), want)
	}
}

// TestEvalSpeakers runs the scorer over the corpus, as the command does.
func TestEvalSpeakers(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	data := filepath.Join("..", "shared", "data")
	if _, err := os.Stat(filepath.Join(data, "polnear")); err != nil {
		t.Skip("no PolNeAR in ../shared/data")
	}
	s, err := evalSpeakers(data)
	if err != nil {
		t.Fatal(err)
	}
	d := s.(speakerScores).Dev
	if d.Articles != 20 || d.Statements != 646 || 2*d.Matched < d.Statements {
		t.Errorf("%d articles, %d statements, %d of them found", d.Articles, d.Statements, d.Matched)
	}
	if n := d.Named.Labelled + d.Unnamed.Labelled + d.Unknown.Labelled; n != d.Statements {
		t.Errorf("the classes have %d of %d statements", n, d.Statements)
	}
}
