package gather

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim/ingest"
)

// articleFiles are the endings of files that may hold articles, besides none.
var articleFiles = []string{"", ".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".jsonl", ".ndjson", ".json", ".warc"}

// walk yields the files below a folder in the order of their names. Hidden
// ones, links to folders and what is no file are passed over; files that hold
// no articles by their name come with ErrSkipped, and what cannot be read with
// its error.
func walk(ctx context.Context, root string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return filepath.SkipAll
			case err != nil:
				if errors.Is(err, fs.ErrPermission) {
					err = errors.New("permission denied")
				}
				if !yield(name, err) {
					return filepath.SkipAll
				}
				return nil
			case name != root && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			case d.IsDir():
				return nil
			case d.Type()&fs.ModeSymlink != 0:
				if st, err := os.Stat(name); err != nil || !st.Mode().IsRegular() {
					return nil
				}
			case !d.Type().IsRegular():
				return nil
			}
			if !mayHold(d.Name()) {
				err = ErrSkipped
			}
			if !yield(name, err) {
				return filepath.SkipAll
			}
			return nil
		})
	}
}

func mayHold(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	ending := filepath.Ext(name)
	plain := ending == "" || ending == ".txt" || ending == ".text"
	return slices.Contains(articleFiles, ending) && !(plain && slices.Contains(aboutFiles, strings.TrimSuffix(name, ending)))
}

// aboutFiles are what stands beside articles in a collection and is none, by the
// names that plain text has without its ending.
var aboutFiles = []string{"authors", "changelog", "changes", "citation", "contributing", "copying", "dockerfile", "license", "licence", "makefile", "notice", "readme", "robots"}

// notArticle reports whether an error says that a file is something else than
// an article, rather than a damaged one.
func notArticle(err error) bool {
	return errors.Is(err, ingest.ErrEmpty) || errors.Is(err, ingest.ErrOther)
}
