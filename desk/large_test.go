package desk_test

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/store"
)

// One article that says nearly the same hundreds of times is read once for a
// statement's variants, and not once for each of them.
func TestVariantsReadAnArticleOnce(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &verbatim.Document{Meta: verbatim.Meta{URL: "https://gazette.example/1", Outlet: "Gazette", Published: "2025-03-01"}}
	put := func(text string) []verbatim.Span {
		d.Text += text
		return []verbatim.Span{{Start: len(d.Text) - len(text), End: len(d.Text)}}
	}
	for i := range 400 {
		d.Statements = append(d.Statements, verbatim.Statement{
			Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: 0.9,
			Content: put(fmt.Sprintf("“Berth number %d of the outer harbour stays open for all”", i)), Cue: put(" said "), Source: put("Ann Pell"),
		})
		put(".\n\n")
	}
	put(strings.Repeat("Nothing else was said that day. ", 20_000))
	d.Paragraphs = []verbatim.Span{{Start: 0, End: len(strings.TrimSpace(d.Text))}}
	if _, err := s.Put(context.Background(), []store.Item{{Document: d}}); err != nil {
		t.Fatal(err)
	}
	id := store.StatementIDs(d)[200]
	if one := store.StatementID(d, 200); one != id {
		t.Fatalf("it is %s among all and %s alone", id, one)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	v, err := desk.Variants(t.Context(), s, id)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Hits) < 50 {
		t.Fatalf("%d variants", len(v.Hits))
	}
	// Fifty texts' worth is far from that of a text for each of them.
	if used := after.TotalAlloc - before.TotalAlloc; used > uint64(50*len(d.Text)) {
		t.Errorf("%d variants took %d MiB of an article of %d KiB", len(v.Hits), used>>20, len(d.Text)>>10)
	}
}
