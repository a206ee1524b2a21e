package reuse_test

import (
	"fmt"

	"github.com/verbatim-record/verbatim/reuse"
)

// How a copy of a quotation differs, word by word.
func ExampleDifference() {
	said := "We do not expect to cut the winter sailings."
	copied := "We do expect to cut the winter boats."
	for _, d := range reuse.Difference(said, copied) {
		fmt.Printf("%s, material %v: %q became %q\n", d.Class, d.Material, d.A.In(said), d.B.In(copied))
	}
	// Output:
	// negation or modality, material true: "not" became ""
	// changed word, material true: "sailings" became "boats"
}

// Whether somebody said something, going by what a few articles have.
func ExampleJudge() {
	record := []reuse.Quote{
		{Text: "We will not sign anything that closes our waters to our own boats", Speaker: "thorsby"},
		{Text: "Leaders eat herring. They do not buy it", Speaker: "venn"},
	}
	for _, words := range []string{
		"We will not sign anything that closes our waters to our own boats",
		"We will sign anything that closes our waters to our own boats",
		"Leaders eat herring. They do not buy it",
		"The moon belongs to the fishers of the north",
	} {
		f := reuse.Judge(words, "thorsby", record)
		fmt.Printf("%s, material %v\n", f.Status, reuse.Material(f.Changes))
	}
	// Output:
	// verbatim, material false
	// altered, material true
	// attributed to someone else, material false
	// not found, material false
}
