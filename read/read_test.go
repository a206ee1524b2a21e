package read_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/read"
)

func TestErrors(t *testing.T) {
	for _, text := range []string{"", " \n\t"} {
		if d, err := read.Text(text); !errors.Is(err, ingest.ErrEmpty) {
			t.Errorf("%q: %v, %v", text, d, err)
		}
	}
	if _, err := read.Text("MZ\x00\x00\x01\x02\x00\x00\x00\x00\x00"); err == nil {
		t.Error("bytes that are no text are read")
	}
	if _, err := read.Text(strings.Repeat("word ", 200_000)); err == nil {
		t.Error("a text of a million bytes is read")
	}
	if _, err := read.HTML(nil, "", ""); err == nil {
		t.Error("a page of no bytes is read")
	}
}

// TestArticle: what is known of an article is kept, its language is told, and
// furniture is marked and not searched for statements.
func TestArticle(t *testing.T) {
	text := "To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video\n\n" +
		"The ferry sailed at noon with two hundred passengers on board, and the wind was fair.\n\n“It is a good day,” said Ann Pell.\n"
	about := verbatim.Meta{Path: "a", URL: "https://a.example/1", Outlet: "A", Title: "Ferry", Byline: "B", Published: "2025-03-01"}
	d, err := read.Article(text, about)
	if err != nil {
		t.Fatal(err)
	}
	if d.Text != text {
		t.Error("the text was changed")
	}
	want := about
	want.Language = "en"
	if d.Meta != want {
		t.Errorf("kept is %+v", d.Meta)
	}
	if len(d.Furniture) == 0 || d.Furniture[0].Kind != verbatim.VideoFallback || d.Furniture[0].Start != 0 {
		t.Errorf("furniture %v", d.Furniture)
	}
	if len(d.Statements) != 1 || d.Speaker(&d.Statements[0]) != "Ann Pell" {
		t.Errorf("statements %+v", d.Statements)
	}
	about.Language = "de"
	if d, err := read.Article(text, about); err != nil || d.Language != "de" {
		t.Errorf("a language that was given became %q, %v", d.Language, err)
	}
}

// TestMany reads in many goroutines at once.
func TestMany(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d, err := read.Text("“We sail at noon,” said Ann Pell.")
			if err != nil || len(d.Statements) != 1 {
				t.Errorf("%v, %v", d, err)
			}
		})
	}
	wg.Wait()
}
