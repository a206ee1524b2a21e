package eval

import (
	"math"
	"os"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// The confidence of a speaker is the share of speakers with it that are right, on
// the labelled articles, as far as thirty or more have it.
func TestSpeakerConfidence(t *testing.T) {
	const data = "../../shared/data"
	if _, err := os.Stat(data + "/polnear"); err != nil {
		t.Skip("no PolNeAR in ../shared/data")
	}
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	const step = 0.1
	type bin struct {
		n, right int
		stated   float64
	}
	bins := map[int]*bin{}
	for _, split := range []string{"dev", "train"} {
		articles, err := SpeakerLabels("testdata/speakers-"+split+".jsonl", data, split)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles {
			doc := &verbatim.Document{Text: a.Text, Furniture: ingest.Furniture(a.Text)}
			analyze.Document(doc, m)
			wrong := map[int]bool{}
			for _, miss := range new(SpeakerScore).Add(doc, a) {
				wrong[miss.Start] = true
			}
			given := map[int]float64{}
			for _, s := range doc.Statements {
				if s.Parent < 0 && len(s.Speakers) > 0 {
					given[s.Content[0].Start] = s.SpeakerConfidence
				}
			}
			for _, l := range a.Statements {
				sure, ok := given[l.Content[0].Start]
				if !ok {
					continue
				}
				k := int(sure / step)
				if bins[k] == nil {
					bins[k] = &bin{}
				}
				bins[k].n++
				bins[k].stated += sure
				if !wrong[l.Content[0].Start] {
					bins[k].right++
				}
			}
		}
	}
	seen := 0
	for k, b := range bins {
		stated, right := b.stated/float64(b.n), float64(b.right)/float64(b.n)
		t.Logf("%.1f to %.1f: %d speakers, stated %.2f, right %.2f", step*float64(k), step*float64(k+1), b.n, stated, right)
		if b.n >= 30 && math.Abs(stated-right) > 0.08 {
			t.Errorf("of %d speakers with confidence %.2f, %.2f are right", b.n, stated, right)
		}
		seen += b.n
	}
	if seen < 400 {
		t.Errorf("%d speakers are too few to tell", seen)
	}
}
