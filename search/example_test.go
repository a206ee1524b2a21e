package search_test

import (
	"errors"
	"fmt"

	"github.com/verbatim-record/verbatim/search"
)

// A query that is wrong says where.
func ExampleParse() {
	_, err := search.Parse("speaker:trump (tariffs OR duties")
	var e *search.Error
	if errors.As(err, &e) {
		fmt.Println(e)
		fmt.Printf("%q\n", e.At.In(e.Query))
	}
	// Output:
	// the bracket is not closed, at character 15
	// "("
}
