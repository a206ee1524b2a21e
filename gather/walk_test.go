package gather

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b.HTML.gz", "story", "notice.html", "README.txt", "LICENSE", "licence.text.gz", "Makefile", "picture.png", "sub/c.jsonl", "sub/NOTICE", ".hidden.txt"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var articles, skipped []string
	for name, err := range walk(t.Context(), dir) {
		rel, _ := filepath.Rel(dir, name)
		if err == nil {
			articles = append(articles, filepath.ToSlash(rel))
		} else {
			skipped = append(skipped, filepath.ToSlash(rel))
		}
	}
	if want := []string{"a.txt", "b.HTML.gz", "notice.html", "story", "sub/c.jsonl"}; !slices.Equal(articles, want) {
		t.Errorf("articles are in %q, want %q", articles, want)
	}
	if want := []string{"LICENSE", "Makefile", "README.txt", "licence.text.gz", "picture.png", "sub/NOTICE"}; !slices.Equal(skipped, want) {
		t.Errorf("passed over are %q, want %q", skipped, want)
	}
}
