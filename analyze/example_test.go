package analyze_test

import (
	"fmt"
	"log"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
)

// The models are loaded once and shared; a document made by hand has its
// language set, or only what stands in quotation marks is looked for.
func ExampleDocument() {
	models, err := analyze.Load()
	if err != nil {
		log.Fatal(err)
	}
	d := &verbatim.Document{
		Meta: verbatim.Meta{Language: "en", Published: "2025-03-07"},
		Text: "“Leaders eat herring,” said Rurik Venn on Thursday.",
	}
	analyze.Document(d, models)
	s := &d.Statements[0]
	when, _ := d.When(s.Time)
	fmt.Println(d.Speaker(s), when.Value, d.Excerpt(s.Content))
	// Output: Rurik Venn 2025-03-06 “Leaders eat herring,”
}
