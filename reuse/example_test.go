package reuse_test

import (
	"fmt"

	"github.com/verbatim-record/verbatim/reuse"
)

func ExampleGroups() {
	const wire = `The harbour board said on Tuesday that it would close the old dock in the spring, and that the men who work
there would be moved to the new quay before the summer. It did not say what that would cost.`
	groups := reuse.NewGroups(reuse.NewMemory(), 0)
	for _, text := range []string{
		wire,
		"Herring came back to the bay this week for the first time in nine years, and boats from three villages went out to meet them.",
		"From our correspondent. " + wire,
	} {
		p := groups.Add(reuse.Article{Text: text})
		fmt.Print("article ", p.Article, ", group ", p.Group)
		for _, l := range p.Links {
			fmt.Printf(", %s copy of %d", l.Kind, l.To)
		}
		fmt.Println()
	}
	// Output:
	// article 0, group 0
	// article 1, group 1
	// article 2, group 0, edited copy of 0
}
