package read_test

import (
	"fmt"
	"log"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/read"
)

func ExampleText() {
	d, err := read.Text("“Leaders eat herring,” said Rurik Venn, who owns the fish hall. “They do not buy it.”\n")
	if err != nil {
		log.Fatal(err)
	}
	s := &d.Statements[0]
	fmt.Println(d.Speaker(s) + ": " + d.Excerpt(s.Content))
	// Output: Rurik Venn: “Leaders eat herring,” … “They do not buy it.”
}

// With a day of publication, days and hours of the text have values.
func ExampleArticle() {
	d, err := read.Article("Thorsby and Quill spoke by phone for 40 minutes on Tuesday evening.\n", verbatim.Meta{
		Outlet: "Solvenna Courier", URL: "https://solvenna-courier.example/call", Published: "2025-03-05",
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range d.Times {
		fmt.Println(t.In(d.Text), t.Value)
	}
	// Output:
	// 40 minutes PT40M
	// Tuesday evening 2025-03-04TEV
}

func ExampleHTML() {
	page := `<!doctype html><html lang="en"><head><title>Storm</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Storm closes the port</h1>
<p>The port of Elin was closed on Friday because of a storm, and no boat left it all day long.</p>
<p>&ldquo;Nobody sails today,&rdquo; said the harbour master, Ida Moss. She expects the wind to fall in the night.</p>
</article></body></html>`
	d, err := read.HTML([]byte(page), "text/html; charset=utf-8", "https://harbour-herald.example/storm")
	if err != nil {
		log.Fatal(err)
	}
	s := &d.Statements[0]
	fmt.Println(d.Title, "–", d.Speaker(s)+":", d.Excerpt(s.Content))
	// Output: Storm closes the port – Ida Moss: “Nobody sails today,”
}
