package analyze_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/event"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/quote"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/timex"
	"github.com/verbatim-record/verbatim/token"
)

// An input is a text of one size. Its words are its fields, separated by white
// space: what a word count in an editor shows.
type input struct {
	name  string
	text  string
	words int
}

// inputs are an article, a long report of 1,000 words and an archive of
// 50,000: copies of the article, in each of which other names stand and
// another paragraph leads, so that no cache serves them all.
func inputs(tb testing.TB) []input {
	tb.Helper()
	story, err := os.ReadFile("../testdata/harbour.txt")
	if err != nil {
		tb.Fatal(err)
	}
	small := string(story)
	var out []input
	for _, size := range []struct {
		name  string
		words int
	}{{"small", 0}, {"medium", 1_000}, {"large", 50_000}} {
		text := small
		for i := 1; len(strings.Fields(text)) < size.words; {
			var b strings.Builder
			b.WriteString(text)
			for range max(1, size.words/1000) { // counting words is not for every copy
				b.WriteString("\n\n" + variant(small, i))
				i++
			}
			text = b.String()
		}
		out = append(out, input{size.name, text, len(strings.Fields(text))})
	}
	return out
}

// variant returns the story with other names and figures, its paragraphs
// turned by n.
func variant(story string, n int) string {
	paragraphs := strings.Split(strings.TrimSpace(story), "\n\n")
	k := n % len(paragraphs)
	text := strings.Join(append(paragraphs[k:len(paragraphs):len(paragraphs)], paragraphs[:k]...), "\n\n")
	pick := func(list string) string { f := strings.Fields(list); return f[n%len(f)] }
	return strings.NewReplacer(
		"Lindqvist", pick("Okafor Brandt Lindqvist Moreau Castellane Whitby Duarte"),
		"Pryce", pick("Pryce Holloway Renner Achterberg Sills"),
		"Eastmouth", pick("Eastmouth Corveport Hallin"),
		"Tuesday", pick("Tuesday Friday Monday Thursday"),
		"eleven-day", fmt.Sprintf("%d-day", 3+n%40),
		"Retailers", pick("Retailers Grocers Hauliers Farmers Importers Brewers"),
	).Replace(text)
}

func models(tb testing.TB) *analyze.Models {
	tb.Helper()
	m, err := analyze.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// rate reports words a second, over all processors.
func rate(b *testing.B, words int) {
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkDocument is the whole pipeline behind the reading of bytes, run by
// as many goroutines as -cpu says.
func BenchmarkDocument(b *testing.B) {
	m := models(b)
	ins := inputs(b)
	analysed(ins[1].text, m) // the pages of the models are then in memory
	for _, in := range ins {
		b.Run(in.name, func(b *testing.B) {
			b.SetBytes(int64(len(in.text)))
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					analysed(in.text, m)
				}
			})
			rate(b, in.words)
		})
	}
}

// BenchmarkNews is the whole pipeline over real articles; one of them is one
// operation, and words are counted as they are read.
func BenchmarkNews(b *testing.B) {
	files, _ := filepath.Glob("../../shared/data/polnear/dev/text/*.txt")
	if len(files) == 0 {
		b.Skip("no articles in ../shared/data")
	}
	m := models(b)
	var texts []string
	var counts []int64
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(text))
		counts = append(counts, int64(len(strings.Fields(string(text)))))
	}
	var next, words atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := int(next.Add(1)-1) % len(texts)
			analysed(texts[i], m)
			words.Add(counts[i])
		}
	})
	b.ReportMetric(float64(words.Load())/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkStage times each stage by itself, on the layers that the stages
// before it have made.
func BenchmarkStage(b *testing.B) {
	m := models(b)
	stages := []struct {
		name string
		run  func(*verbatim.Document)
	}{
		{"furniture", func(d *verbatim.Document) { d.Furniture = ingest.Furniture(d.Text) }},
		{"language", func(d *verbatim.Document) { d.Language = ingest.Language(d.Text) }},
		{"paragraphs", func(d *verbatim.Document) { d.Paragraphs = token.Paragraphs(d.Text) }},
		{"quotations", func(d *verbatim.Document) { d.Quotations = token.Quotations(d.Text, d.Paragraphs) }},
		{"tokens", func(d *verbatim.Document) { d.Tokens = token.Tokens(d.Text, d.Paragraphs, d.Quotations) }},
		{"sentences", func(d *verbatim.Document) {
			d.Sentences = token.Sentences(d.Text, d.Paragraphs, d.Tokens, d.Furniture)
		}},
		{"words", func(d *verbatim.Document) { d.Words = syntax.Words(d, m.Syntax) }},
		{"names", func(d *verbatim.Document) { d.Mentions = entity.Names(d, m.Entity) }},
		{"statements", func(d *verbatim.Document) { d.Statements = quote.Statements(d, m.Quote) }},
		{"nested", func(d *verbatim.Document) { d.Statements = quote.Nested(d, m.Quote) }},
		{"resolve", func(d *verbatim.Document) { entity.Resolve(d, m.Links, m.Facts) }},
		{"times", func(d *verbatim.Document) { d.Times = timex.Times(d) }},
		{"settings", quote.Settings},
		{"events", func(d *verbatim.Document) { d.Events = event.Events(d) }},
	}
	for _, in := range inputs(b) {
		doc := &verbatim.Document{Text: in.text}
		for _, stage := range stages {
			stage.run(doc)
			b.Run(stage.name+"/"+in.name, func(b *testing.B) {
				d := *doc
				b.SetBytes(int64(len(in.text)))
				for b.Loop() {
					stage.run(&d)
				}
				rate(b, in.words)
			})
		}
	}
}
