package store_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/read"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// A record is made, filled and asked.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "record-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	record, err := store.Open(ctx, filepath.Join(dir, "record.db"), store.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer record.Close()

	for _, a := range []struct{ day, outlet, text string }{
		{"2025-03-03", "Northwire", "“We will not sign anything,” Prime Minister Edda Thorsby told reporters on Monday.\n"},
		{"2025-03-11", "Harbour Herald", "“We could sign tomorrow,” said Edda Thorsby. “I was not told,” said Pavel Strand.\n"},
	} {
		d, err := read.Article(a.text, verbatim.Meta{Published: a.day, Outlet: a.outlet})
		if err != nil {
			log.Fatal(err)
		}
		if _, err := record.Put(ctx, []store.Item{{Document: d}}); err != nil {
			log.Fatal(err)
		}
	}

	query, err := search.Parse("speaker:thorsby sign")
	if err != nil {
		log.Fatal(err)
	}
	hits, err := record.Search(ctx, store.Query{Root: query, Order: store.OldestFirst})
	if err != nil {
		log.Fatal(err)
	}
	for _, h := range hits {
		d := h.Document
		fmt.Printf("%s, %s: %s\n", d.Published, d.Outlet, d.Excerpt(h.Statement().Content))
	}
	// Output:
	// 2025-03-03, Northwire: “We will not sign anything,”
	// 2025-03-11, Harbour Herald: “We could sign tomorrow,”
}
