package export_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/read"
)

func article() *verbatim.Document {
	d, err := read.Article("Prime Minister Edda Thorsby told reporters on Thursday: “Ask me on the twelfth.”\n", verbatim.Meta{
		URL: "https://harbour-herald.example/thorsby", Outlet: "Harbour Herald", Title: "Thorsby waits", Byline: "Greta Holm", Published: "2025-03-06",
	})
	if err != nil {
		log.Fatal(err)
	}
	return d
}

// The statements of an article as a table.
func ExampleCSV() {
	rows, err := csv.NewReader(bytes.NewReader(export.CSV(export.CSVHeader(nil), article()))).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	for i, column := range rows[0] {
		switch column {
		case "speaker", "content", "addressee", "said", "content_offsets":
			fmt.Println(column+":", rows[1][i])
		}
	}
	// Output:
	// speaker: Edda Thorsby
	// content: “Ask me on the twelfth.”
	// addressee: reporters
	// said: 2025-03-06
	// content_offsets: 56-84
}

// A statement as one would cite it, with a link that shows the words in the
// page.
func ExampleCitePlain() {
	for _, h := range export.Hits(article()) {
		fmt.Print(string(export.CitePlain(nil, &h)))
	}
	// Output:
	// Edda Thorsby: “Ask me on the twelfth.” Greta Holm, “Thorsby waits”, Harbour Herald, 6 March 2025. https://harbour-herald.example/thorsby#:~:text=%E2%80%9CAsk%20me%20on%20the%20twelfth.%E2%80%9D
}
