package desk_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/read"
	"github.com/verbatim-record/verbatim/store"
)

// Whether the record has a quotation, and with what words.
func ExampleCheck() {
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
	d, err := read.Article("“We do not expect to cut the winter sailings,” said Piers Haldane on Friday.\n", verbatim.Meta{Outlet: "Ardmere Post", Published: "2025-03-07"})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := record.Put(ctx, []store.Item{{Document: d}}); err != nil {
		log.Fatal(err)
	}

	c, err := desk.Check(ctx, record, desk.Quotation{Words: "We do expect to cut the winter sailings", Speaker: "Haldane"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Status)
	for _, change := range c.Changes {
		fmt.Printf("%s: %q became %q\n", change.Class, change.A.In(c.Evidence), change.B.In(c.Words))
	}
	fmt.Println(c.Hit.Entry.Outlet.Label, c.Hit.Document.Published)
	// Output:
	// altered
	// negation or modality: "not" became ""
	// Ardmere Post 2025-03-07
}
