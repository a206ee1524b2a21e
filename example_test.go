package verbatim_test

import (
	"fmt"
	"log"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/read"
)

// An article's statements, with who made them and the exact words.
func Example() {
	d, err := read.Text("“We will not sign,” Prime Minister Edda Thorsby told reporters on Monday. “The bays are not for sale.”\n\n" +
		"Her spokesman, Henrik Dahl, denied that a deal had been made.\n\n" +
		"A senior official said that the talks would go on.\n")
	if err != nil {
		log.Fatal(err)
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		fmt.Printf("%s (%s, %s): %s\n", d.Speaker(s), s.Kind, s.Act, d.Excerpt(s.Content))
	}
	// Output:
	// Edda Thorsby (direct, say): “We will not sign,” … “The bays are not for sale.”
	// Henrik Dahl (indirect, deny): that a deal had been made
	// A senior official (indirect, say): that the talks would go on
}

// Every field of a statement is a place in the text.
func ExampleStatement() {
	d, err := read.Text("Mayor Signe Aldous opened the bridge. “It will hold,” she told the Harbour Herald.\n")
	if err != nil {
		log.Fatal(err)
	}
	s := &d.Statements[0]
	fmt.Println("source ", s.Source[0], s.Source[0].In(d.Text))
	fmt.Println("cue    ", s.Cue[0], s.Cue[0].In(d.Text))
	fmt.Println("content", s.Content[0], s.Content[0].In(d.Text))
	fmt.Println("to     ", s.Addressee.Span, s.Addressee.In(d.Text))
	fmt.Println("speaker", d.Speaker(s))
	// Output:
	// source  {58 61} she
	// cue     {62 66} told
	// content {38 57} “It will hold,”
	// to      {67 85} the Harbour Herald
	// speaker Signe Aldous
}

// Who an article speaks of, by every name it gives them.
func ExampleEntity() {
	d, err := read.Text("Foreign minister Anselm Reyk called off his visit. Reyk said that he would travel later.\n")
	if err != nil {
		log.Fatal(err)
	}
	for i, e := range d.Entities {
		if e.Kind != verbatim.Person {
			continue
		}
		fmt.Println(d.Name(i))
		for _, m := range e.Mentions {
			fmt.Printf("  %s: %s\n", d.Mentions[m].Form, d.Mentions[m].In(d.Text))
		}
	}
	// Output:
	// Anselm Reyk
	//   name: Foreign minister Anselm Reyk
	//   pronoun: his
	//   name: Reyk
	//   pronoun: he
}

// What happened, is planned or was called off, with the words that say so.
func ExampleEvent() {
	d, err := read.Article("Anselm Reyk will visit Solvenna on Saturday. He met President Matteo Quill in January.\n", verbatim.Meta{Published: "2025-03-06"})
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range d.Events {
		when, _ := d.When(e.Time)
		fmt.Printf("%s, %s, %s, by %q\n", e.Kind, e.Status, when.Value, e.Trigger.In(d.Text))
	}
	// Output:
	// visit, planned, 2025-03-08, by "visit"
	// meeting, happened, 2025-01, by "met"
}
