package timex_test

import (
	"fmt"
	"log"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/read"
)

// Expressions of an article that came out on Wednesday, 5 March 2025. In
// analyze's order, which package read follows, Times runs after the words have
// their tags.
func Example() {
	d, err := read.Article("The two spoke for 40 minutes on Tuesday evening. They will meet next Wednesday, and again in September. "+
		"Ardmere has fished there since the 1950s.\n", verbatim.Meta{Published: "2025-03-05"})
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range d.Times {
		fmt.Printf("%-16s %-8s %s\n", t.In(d.Text), t.Kind, t.Value)
	}
	// Output:
	// 40 minutes       duration PT40M
	// Tuesday evening  time     2025-03-04TEV
	// next Wednesday   date     2025-03-12
	// September        date     2025-09
	// the 1950s        date     195X
}
