package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// measureCheck looks for quotations in the record: words of a statement that
// is there, one of them changed, with and without its speaker.
func measureCheck(ctx context.Context, s *store.Store, n int) error {
	rng := rand.New(rand.NewPCG(5, 6))
	type asked struct{ words, speaker, was string }
	var list []asked
	for len(list) < n {
		from := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.Int64N(int64(3 * 364 * 24 * time.Hour))))
		hits, err := s.Search(ctx, store.Query{Order: store.OldestFirst, Since: from, Limit: 20})
		if err != nil {
			return err
		}
		for _, h := range hits {
			var parts []string
			for _, c := range h.Statement().Content {
				parts = append(parts, c.In(h.Document.Text))
			}
			was := strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
			words := strings.Fields(was)
			if len(words) < 8 {
				continue
			}
			words[2+rng.IntN(len(words)-4)] = "facility"
			a := asked{words: strings.Join(words, " "), was: was}
			if len(h.Entry.Speakers) > 0 && rng.IntN(2) == 0 {
				a.speaker = h.Entry.Speakers[0].Label
			}
			list = append(list, a)
			break
		}
	}
	found, rows, i := 0, 0, 0
	err := measure("check, a word of it changed", make([]*search.Node, n), func(*search.Node) error {
		a := list[i%len(list)]
		i++
		likely, err := s.Alike(ctx, store.Likeness{Words: a.words, Speaker: a.speaker})
		if err != nil {
			return err
		}
		rows += len(likely)
		quotes := make([]reuse.Quote, len(likely))
		for k := range likely {
			var parts []string
			for _, c := range likely[k].Content {
				parts = append(parts, c.In(likely[k].Text))
			}
			quotes[k].Text = strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
		}
		f := reuse.Judge(a.words, "", quotes)
		if f.Quote < 0 {
			return nil
		}
		if quotes[f.Quote].Text == a.was {
			found++
		}
		_, err = s.Hit(ctx, &likely[f.Quote])
		return err
	})
	fmt.Printf("check            %.1f %% led to the statement itself; %.1f statements compared on average\n", 100*float64(found)/float64(i), float64(rows)/float64(i))
	return err
}
