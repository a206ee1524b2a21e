package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

// row is requests of one sort.
type row struct {
	name  string
	paths []string
}

// Questions that match a great part of the record.
var broad = []string{"the president", "speaker:trump", "people", "kind:direct", "trade OR market OR bank", `"last year"`, "in:2024-03", "act:deny", `outlet:"outlet 0" tax`}

// distinct is how many different questions there are of each sort.
const distinct = 4000

// questions makes requests of the statements in the record: two words of one
// and the name of its speaker, its address, that of its article.
func questions(ctx context.Context, s *store.Store) ([]row, error) {
	rng := rand.New(rand.NewPCG(3, 4))
	first, err := s.Search(ctx, store.Query{Order: store.OldestFirst, Limit: 1, Old: true})
	if err != nil {
		return nil, err
	}
	last, err := s.Search(ctx, store.Query{Order: store.NewestFirst, Limit: 1, Old: true})
	if err != nil {
		return nil, err
	}
	if len(first) == 0 {
		return nil, fmt.Errorf("the record is empty")
	}
	length := last[0].When.Sub(first[0].When)
	var queries, statements, articles, topics, speakers, events, quotations []string
	for len(queries) < distinct {
		from := first[0].When.Add(time.Duration(rng.Int64N(int64(length) + 1)))
		hits, err := s.Search(ctx, store.Query{Order: store.OldestFirst, Since: from, Limit: 20})
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			words := slices.DeleteFunc(slices.Clone(h.Entry.Words), func(w string) bool { return len(w) < 4 })
			if len(words) < 3 || len(h.Entry.Speakers) == 0 || strings.ContainsAny(h.Entry.Speakers[0].Label, `"\`) {
				continue
			}
			rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			name := strings.Fields(h.Entry.Speakers[0].Label)
			queries = append(queries, fmt.Sprintf("%q %q speaker:%q", words[0], words[1], name[len(name)-1]))
			statements, articles = append(statements, h.ID), append(articles, h.DocumentID)
			topics = append(topics, fmt.Sprintf("%q %q", words[0], words[1]))
			speakers = append(speakers, h.Entry.Speakers[0].Key)
			events = append(events, name[len(name)-1])
			said := strings.Fields(h.Document.Excerpt(h.Statement().Content))
			quotations = append(quotations, strings.Join(said[:min(len(said), 12)], " "))
			break
		}
	}
	under := func(prefix string, list []string) []string {
		out := make([]string, len(list))
		for i, v := range list {
			out[i] = prefix + url.PathEscape(v)
		}
		return out
	}
	asking := func(prefix string, list []string) []string {
		out := make([]string, len(list))
		for i, v := range list {
			out[i] = prefix + url.QueryEscape(v)
		}
		return out
	}
	return []row{
		{"api search", asking("/api/v1/statements?q=", queries)},
		{"api search, newest", asking("/api/v1/statements?sort=newest&q=", queries)},
		{"api search, broad", asking("/api/v1/statements?q=", broad)},
		{"api statement", under("/api/v1/statements/", statements)},
		{"api facets", asking("/api/v1/facets?q=", queries)},
		{"page search", asking("/search?q=", queries)},
		{"page search, broad", asking("/search?q=", broad)},
		{"page statement", under("/statements/", statements)},
		{"page article", under("/articles/", articles)},
		{"page speaker", under("/speakers/", speakers)},
		{"page story", asking("/story?q=", topics)},
		{"page story, broad", asking("/story?q=", broad)},
		{"page events", asking("/events?q=", events)},
		{"page events ahead", []string{"/events"}},
		{"page check", asking("/check?q=", quotations)},
		{"page desk", []string{"/desk", "/desk/review"}},
	}, nil
}
