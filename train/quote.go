// Package train rebuilds the embedded models and their cards from the corpora.
package train

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/quote"
	"github.com/verbatim-record/verbatim/syntax"
)

// Quote learns the statement finder from PolNeAR's training articles below
// data, over the tags and heads of syntaxModel, and returns the model file.
// Progress is written to w. The same data and syntax model give the same bytes.
func Quote(data string, syntaxModel *syntax.Model, w io.Writer) ([]byte, error) {
	articles, err := eval.PolNeAR(data, "train")
	if err != nil {
		return nil, err
	}
	settings := quote.DefaultSettings()
	settings.Progress = w
	return quote.Learn(Examples(articles, syntaxModel), settings), nil
}

// Examples analyses labelled articles up to Words.
func Examples(articles []eval.Article, m *syntax.Model) []quote.Example {
	out := make([]quote.Example, len(articles))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wg.Go(func() {
			for i := k; i < len(articles); i += workers {
				a := articles[i]
				doc := &verbatim.Document{Text: a.Text}
				analyze.Tokens(doc)
				doc.Words = syntax.Words(doc, m)
				out[i] = quote.Example{Name: a.Name, Doc: doc}
				for _, g := range a.Attributions {
					out[i].Gold = append(out[i].Gold, verbatim.Statement{Source: g.Source, Cue: g.Cue, Content: g.Content})
				}
			}
		})
	}
	wg.Wait()
	return out
}

// dataHash is the SHA-256 over the names and bytes of the files below root
// that end in one of the suffixes, in sorted order.
func dataHash(root string, suffixes ...string) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(suffixes, filepath.Ext(path)) {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", filepath.ToSlash(rel), len(data))
		h.Write(data)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("hash %s: %w", root, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
