package eval

import (
	"runtime"
	"sync"

	"github.com/verbatim-record/verbatim"
)

// QuoteReport is what there is to know of the statement stage on one split.
type QuoteReport struct {
	QuoteScore
	// Typography has the score of the same articles in other quotation marks.
	Typography []StyleScore
	// Reliability sets confidence against how often it was right.
	Reliability []Reliability
}

// StyleScore is a score in one typography.
type StyleScore struct {
	Style Style
	QuoteScore
}

// Reliability is one class of confidence, a tenth wide.
type Reliability struct {
	Low        float64 // the class holds confidences from Low to Low+0.1
	Statements int
	Stated     float64 // mean confidence
	Right      float64 // share that is right by Linked
}

// Quotes scores find, which returns the statements of a text, on labelled
// articles. It calls find from as many goroutines as there are processors.
func Quotes(articles []Article, find func(text string) []verbatim.Statement) *QuoteReport {
	var r QuoteReport
	for _, style := range Styles {
		var counter QuoteCounter
		var bins [10]Reliability
		restyled := make([]Article, len(articles))
		found := make([][]verbatim.Statement, len(articles))
		var wg sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for k := range workers {
			wg.Go(func() {
				for i := k; i < len(articles); i += workers {
					restyled[i] = Restyle(articles[i], style)
					found[i] = Outermost(find(restyled[i].Text))
				}
			})
		}
		wg.Wait()
		for i, a := range restyled {
			statements := FromStatements(a.Text, found[i])
			counter.Add(a.Text, statements, a.Attributions)
			for k, s := range statements {
				b := &bins[min(9, int(10*found[i][k].Confidence))]
				b.Statements++
				b.Stated += found[i][k].Confidence
				for _, g := range a.Attributions {
					if Linked(a.Text, s, g) {
						b.Right++
						break
					}
				}
			}
		}
		if style == AsIs {
			r.QuoteScore = counter.Score()
			for k, b := range bins {
				if b.Statements > 0 {
					b.Low = float64(k) / 10
					b.Stated /= float64(b.Statements)
					b.Right /= float64(b.Statements)
					r.Reliability = append(r.Reliability, b)
				}
			}
		}
		r.Typography = append(r.Typography, StyleScore{style, counter.Score()})
	}
	return &r
}
