package eval

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/reuse"
)

// BenchmarkGroups groups b.N generated articles, of which three in ten are
// copies of an earlier one: half of these have one word in nine swapped, a
// third are cut to two fifths as well, the rest are exact. Each article has sentences of the news
// texts with every content word replaced at random and a function word in eight left out, so that
// far more runs of function words recur than in news.
//
//	go test -run '^$' -bench Groups -benchtime 1000000x ./eval
func BenchmarkGroups(b *testing.B) {
	news, err := Unlabelled(filepath.Join("..", "..", "shared", "data"), leastWords)
	if err != nil {
		b.Skip(err)
	}
	var frames [][]string // words, "" for one of content
	vocabulary := make([]string, 60_000)
	for i := range vocabulary {
		vocabulary[i] = fmt.Sprintf("c%d", i)
	}
	isFunction := make(map[string]bool)
	for w := range strings.FieldsSeq(functionWords) {
		isFunction[w] = true
	}
	for _, n := range news {
		for _, s := range sentences(n.Text) {
			var frame []string
			for _, w := range reuse.Words(s) {
				if !isFunction[w.Folded] {
					w.Folded = ""
				}
				frame = append(frame, w.Folded)
			}
			if len(frame) > 5 && len(frame) < 60 {
				frames = append(frames, frame)
			}
		}
	}
	news = nil
	debug.SetGCPercent(20)
	r := rand.New(rand.NewPCG(5, 6))
	zipf := rand.NewZipf(r, 1.1, 8, uint64(len(vocabulary)-1))
	article := func(seed uint64) string {
		r = rand.New(rand.NewPCG(seed, 9))
		zipf = rand.NewZipf(r, 1.1, 8, uint64(len(vocabulary)-1))
		var t strings.Builder
		for range 3 + r.IntN(6) {
			for _, w := range frames[r.IntN(len(frames))] {
				if w == "" {
					w = vocabulary[zipf.Uint64()]
				} else if r.IntN(8) == 0 {
					continue
				}
				t.WriteString(w)
				t.WriteByte(' ')
			}
			t.WriteString(". ")
		}
		return t.String()
	}
	type item struct {
		words reuse.Text
		of    int
	}
	items := make(chan []item, 4)
	go func() {
		defer close(items)
		pick := rand.New(rand.NewPCG(7, 8))
		of := make([]int32, b.N) // the article whose text each has
		var batch []item
		for i := range b.N {
			of[i] = int32(i)
			text, kind := "", pick.IntN(20)
			if kind < 6 && i > 0 {
				of[i] = of[pick.IntN(i)]
				words := strings.Fields(article(uint64(of[i])))
				if kind == 3 || kind == 4 {
					n := len(words) * 2 / 5
					from := pick.IntN(len(words) - n)
					words = words[from : from+n]
				}
				if kind < 5 {
					for k, w := range words {
						if w[0] == 'c' && pick.IntN(5) == 0 {
							words[k] = vocabulary[pick.IntN(len(vocabulary))]
						}
					}
				}
				text = strings.Join(words, " ")
			} else {
				text = article(uint64(i))
			}
			if batch = append(batch, item{reuse.Compact(text, nil), int(of[i])}); len(batch) == 256 {
				items <- batch
				batch = nil
			}
		}
		items <- batch
	}()
	index := reuse.NewMemory()
	g := reuse.NewGroups(index, 0)
	copies, found, wrong, words := 0, 0, 0, 0
	for batch := range items {
		for _, it := range batch {
			p := g.Place(g.Count(), it.words)
			words += len(it.words)
			switch {
			case it.of == int(p.Article):
				if p.Group != p.Article {
					wrong++
				}
			case p.Group == g.Of(uint32(it.of)):
				copies, found = copies+1, found+1
			default:
				copies++
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(index)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(words)/float64(b.N), "words/article")
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
	b.ReportMetric(100*float64(found)/float64(max(1, copies)), "%found")
	b.ReportMetric(100*float64(wrong)/float64(max(1, b.N-copies)), "%wrong")
}
