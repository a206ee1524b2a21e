package eval

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// Every file of labelled articles can be read, and each label has a content.
func TestReadArticles(t *testing.T) {
	files, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no articles", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		articles, err := ReadArticles(string(data))
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, a := range articles {
			if len(a.Labels) == 0 || a.Published == "" {
				t.Errorf("%s: %s: no labels or no day", file, a.Title)
			}
			if os.Getenv("SHOW") != "" {
				for _, l := range a.Labels {
					t.Logf("%s %d: %s / %s / %s", a.Title, l.Line, quoteSpans(a.Text, l.Source), quoteSpans(a.Text, l.Cue), quoteSpans(a.Text, l.Content))
				}
			}
		}
	}
}

// What lies closest together is meant.
func TestLocateLabel(t *testing.T) {
	text := "He said no. Ann said yes, he said, and she said more."
	data := "== x\npublished: 2025-01-02\n" + text + "\n--\nhe | said | Ann said yes, | speaker=~\nshe | said | more | speaker=Ann | parent=1\n"
	got, err := ReadArticles(data)
	if err != nil {
		t.Fatal(err)
	}
	l := got[0].Labels
	if l[0].Cue[0] != (verbatim.Span{Start: 29, End: 33}) || l[1].Source[0].Start != 39 || l[1].Parent != 0 || l[0].Parent != -1 {
		t.Errorf("got %+v", l)
	}
	for _, bad := range []string{"he | said | x", "he | cried | more | speaker=~", "she | said | more | speaker=Bob", "she | said | more | parent=1", "she | said | more | speaker=~ | parent=7"} {
		if _, err := ReadArticles("== x\npublished: 2025-01-02\n" + text + "\n--\n" + bad + "\n"); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
