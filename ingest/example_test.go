package ingest_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/verbatim-record/verbatim/ingest"
)

// Articles as JSON lines, from standard input; the names of the fields are
// those that are usual. One that cannot be read does not stop the others.
func ExampleRead() {
	lines := `{"url":"https://a.example/1","outlet":"Northwire","date":"2025-03-03","text":"Thorsby will meet Quill."}
{"url":"https://a.example/2","text":""}
{"headline":"Storm","published":"2025-03-07","body":"No boat left the port of Elin all day long."}
`
	for d, err := range ingest.Read(context.Background(), "-", ingest.Options{Stdin: strings.NewReader(lines), Format: ingest.JSONL}) {
		if err != nil {
			fmt.Println("failed:", err)
			continue
		}
		fmt.Println(d.Published, d.Outlet+d.Title, d.Text)
	}
	// Output:
	// 2025-03-03 Northwire Thorsby will meet Quill.
	// failed: line 2: is empty
	// 2025-03-07 Storm No boat left the port of Elin all day long.
}
