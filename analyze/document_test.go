package analyze_test

import (
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// analysed returns the document of a text, with all its layers.
func analysed(text string, m *analyze.Models) *verbatim.Document {
	doc := &verbatim.Document{Text: text, Furniture: ingest.Furniture(text)}
	doc.Language = ingest.Language(text)
	analyze.Document(doc, m)
	return doc
}

// The same text gives the same layers, by itself and beside others.
func TestDocumentIsPure(t *testing.T) {
	m := models(t)
	var texts []string
	for _, in := range inputs(t)[:2] {
		texts = append(texts, in.text)
	}
	texts = append(texts, "", " ", "“", "“No", "No.”", "He said", "Die Stadt schweigt. „Nein“, sagte er am Montag in der Halle.")
	files, _ := filepath.Glob("../../shared/data/polnear/dev/text/*.txt")
	for _, f := range files[:min(20, len(files))] {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	want := make([]*verbatim.Document, len(texts))
	for i, text := range texts {
		want[i] = analysed(text, m)
	}
	if n := len(want[0].Statements); n < 8 {
		t.Errorf("%d statements in the article, want at least the eight with a cue", n)
	}
	check := func(i int) {
		if got := analysed(texts[i], m); !reflect.DeepEqual(got, want[i]) {
			t.Errorf("text %d: a second analysis differs", i)
		}
	}
	for i := range texts {
		check(i)
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range texts { // each goroutine in another order
				check((i*(2*g+1) + g) % len(texts))
			}
		})
	}
	wg.Wait()
}
