package eval

import (
	"math"
	"os"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/ingest"
)

func TestShingles(t *testing.T) {
	// Expected: a-d, b-e. Found: b-e, c-f. One shared, one each alone.
	s := shingles("a b c d e", "b c d e f")
	third := 1.0 / 3
	for _, v := range []float64{s.TP, s.FP, s.FN} {
		if math.Abs(v-third) > 1e-12 {
			t.Errorf("shingles = %+v, want a third each", s)
		}
	}
	if f := s.F1(); math.Abs(f-0.5) > 1e-12 {
		t.Errorf("F1 = %v, want 0.5", f)
	}
	// Fewer than four words are one shingle.
	if s := shingles("one two", "One, two"); s.TP != 0 || s.FP != 0.5 {
		t.Errorf("case counts: %+v", s)
	}
	if s := shingles("one two", "one — two!"); s.TP != 1 {
		t.Errorf("punctuation does not count: %+v", s)
	}
}

func TestWithoutFurniture(t *testing.T) {
	d := &verbatim.Document{Text: "Body one.\nMORE: a list\nBody two."}
	d.Furniture = []verbatim.Furniture{{Span: verbatim.Span{Start: 10, End: 22}, Kind: verbatim.Related}}
	if got := withoutFurniture(d, "Body one. Body two."); got != "Body one.\n\n\nBody two." {
		t.Errorf("furniture left in %q", got)
	}
	if got := withoutFurniture(d, "Body one. MORE: a list Body two."); got != d.Text {
		t.Errorf("expected furniture left out: %q", got)
	}
}

// TestPages holds the scores of the pages at hand to what the project promises.
func TestPages(t *testing.T) {
	const dir = "../../shared/data"
	if _, err := os.Stat(dir + "/fundus-pages"); err != nil {
		t.Skip("no pages in ../shared/data")
	}
	s, err := Pages(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + s.String())
	body, _, title, day := Summary(s.Outlets)
	bench, _, _, _ := Summary(s.Benchmark)
	for _, v := range []struct {
		name     string
		got, min float64
	}{
		{"body F1 on fundus-pages", body.F1(), 0.94},
		{"titles", title, 0.92},
		{"days", day, 0.92},
		{"body F1 on article-extraction-benchmark", bench.F1(), 0.955},
	} {
		if v.got < v.min {
			t.Errorf("%s: %.3f, want at least %.3f", v.name, v.got, v.min)
		}
	}
	if os.Getenv("VERBATIM_PAGES") != "" {
		for _, p := range append(Worst(s.Outlets), Worst(s.Benchmark)...) {
			t.Logf("%.3f P %.3f R %.3f %s title %v day %v (%q %q) %v", p.Body.F1(), p.Body.Precision(), p.Body.Recall(), p.Name, p.Title, p.Day, p.Got.Published, p.Want.Date, p.Err)
			if !p.Title && p.Want.Title != "" {
				t.Logf("    title %q want %q", p.Got.Title, p.Want.Title)
			}
		}
	}
}

// TestFurnitureInStatements holds the furniture of plain text to its precision:
// of what annotators marked as statements next to nothing may lie in it.
func TestFurnitureInStatements(t *testing.T) {
	const dir = "../../shared/data"
	if _, err := os.Stat(dir + "/polnear"); err != nil {
		t.Skip("no PolNeAR in ../shared/data")
	}
	gold, lost := 0, 0
	for _, split := range []string{"train", "dev"} {
		articles, err := PolNeAR(dir, split)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles {
			marked := make([]bool, len(a.Text))
			for _, g := range a.Attributions {
				for r := range 3 {
					for _, s := range g.role(r) {
						for i := s.Start; i < s.End; i++ {
							marked[i] = true
						}
					}
				}
			}
			for i := range marked {
				if marked[i] {
					gold++
				}
			}
			for _, f := range ingest.Furniture(a.Text) {
				for i := f.Start; i < f.End; i++ {
					if marked[i] {
						lost++
					}
				}
			}
		}
	}
	share := 100 * float64(lost) / float64(gold)
	t.Logf("%.3f %% of %d bytes of statements lie in furniture", share, gold)
	if share > 0.02 {
		t.Errorf("%.3f %% of the statements lie in furniture, want at most 0.02 %%", share)
	}
}
