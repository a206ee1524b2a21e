package eval

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/verbatim-record/verbatim/reuse"
)

func TestReadVariants(t *testing.T) {
	file := []byte(`
# a comment
== vera test
""  The lift is broken and nobody came.
trimmed+spelling!  The lift is brocken
identical  "The lift is broken and nobody came"
<> The lift is new.
<>paul The lift is broken.
`)
	sets := 4
	got, err := readVariants(nil, file, "own", &sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []VariantText{
		{Text: "The lift is broken and nobody came.", Speaker: "vera", Set: 5, First: true, Test: true, From: "own"},
		{Text: "The lift is brocken", Speaker: "vera", Set: 5, Classes: []reuse.Class{reuse.Shortened, reuse.Spelling}, Material: true, Test: true, From: "own"},
		{Text: `"The lift is broken and nobody came"`, Speaker: "vera", Set: 5, Test: true, From: "own"},
		{Text: "The lift is new.", Speaker: "vera", Set: 6, First: true, Test: true, From: "own"},
		{Text: "The lift is broken.", Speaker: "paul", Set: 7, First: true, Test: true, From: "own"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d texts, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		g, w := got[i], want[i]
		if !slices.Equal(g.Classes, w.Classes) {
			t.Errorf("text %d: classes %v, want %v", i, g.Classes, w.Classes)
		}
		g.Classes, w.Classes = nil, nil
		if g.Text != w.Text || g.Speaker != w.Speaker || g.Set != w.Set || g.First != w.First || g.Material != w.Material || g.Test != w.Test {
			t.Errorf("text %d: %+v, want %+v", i, g, w)
		}
	}
	if _, err := readVariants(nil, []byte("== x\nblurred Text"), "own", &sets, nil); err == nil {
		t.Error("an unknown class passes")
	}
}

func TestEditWords(t *testing.T) {
	for _, c := range []struct{ edits, want string }{
		{"keep 2-3", "two three"},
		{"cut 1-1", "two three four"},
		{"put 2-3 and then", "one and then four"},
		{"add 4 nearly", "one two three nearly four"},
		{"put 1-1 zero | cut 4-4", "zero two three"},
	} {
		if got, err := editWords("one two  three\nfour", c.edits); err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.edits, got, err, c.want)
		}
	}
	for _, bad := range []string{"", "cut", "cut 0-1", "cut 3-9", "cut b", "fold 1-2", "keep 3-2"} {
		if got, err := editWords("one two three", bad); err == nil {
			t.Errorf("%q gives %q", bad, got)
		}
	}
}

func TestBCubed(t *testing.T) {
	for _, c := range []struct {
		name       string
		set, group []int
		p, r       float64
	}{
		{"right", []int{1, 1, 2}, []int{7, 7, 8}, 1, 1},
		{"all in one", []int{1, 1, 2, 2}, []int{1, 1, 1, 1}, 0.5, 1},
		{"all apart", []int{1, 1, 2, 2}, []int{1, 2, 3, 4}, 1, 0.5},
		{"nothing", nil, nil, 0, 0},
	} {
		if p, r, _ := BCubed(c.set, c.group); math.Abs(p-c.p) > 1e-9 || math.Abs(r-c.r) > 1e-9 {
			t.Errorf("%s: %v and %v, want %v and %v", c.name, p, r, c.p, c.r)
		}
	}
}

// TestVariantLabels reads the committed labels: as many of each class as
// make a score, and none whose text is that of the quotation it varies.
func TestVariantLabels(t *testing.T) {
	data := filepath.Join("..", "..", "shared", "data")
	for _, need := range []string{"polnear", "quote-drift"} {
		if _, err := os.Stat(filepath.Join(data, need)); err != nil {
			t.Skipf("no ../shared/data/%s", need)
		}
	}
	texts, err := VariantLabels("testdata", data)
	if err != nil {
		t.Fatal(err)
	}
	byClass := make(map[reuse.Class]int)
	first := make(map[int]string)
	pairs, drift := 0, 0
	for _, v := range texts {
		if v.First {
			first[v.Set] = v.Text
			continue
		}
		pairs++
		if v.From == "drift" {
			drift++
		}
		if v.Text == first[v.Set] && len(v.Classes) > 0 {
			t.Errorf("%v without a difference: %s", v.Classes, v.Text)
		}
		for _, c := range v.Classes {
			byClass[c]++
		}
	}
	if drift != 31 || pairs-drift < 300 {
		t.Errorf("%d pairs of quote-drift, %d others", drift, pairs-drift)
	}
	for name, class := range variantClasses {
		if class != "" && byClass[class] < 5 {
			t.Errorf("%d of class %s", byClass[class], name)
		}
	}
	score, groups, _ := Variants(texts)
	if least := 90 * score.Pairs / 100; score.Exact < least || 20*score.Material < 19*score.Pairs || groups.F1 < 0.9 {
		t.Errorf("of %d pairs %d have the right classes, %d are rightly cosmetic or material; B³ F1 %.3f", score.Pairs, score.Exact, score.Material, groups.F1)
	}
}
