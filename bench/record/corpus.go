package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// corpus returns the news texts in the data folder: PolNeAR, BBC News and
// Reuters-21578, as far as they are there.
func corpus(data string) ([]string, error) {
	var texts []string
	for _, pattern := range []string{"polnear/*/text/*.txt", "bbc-news/bbc/*/*.txt"} {
		names, err := filepath.Glob(filepath.Join(data, pattern))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			texts = append(texts, strings.ToValidUTF8(string(b), "\ufffd"))
		}
	}
	names, err := filepath.Glob(filepath.Join(data, "reuters21578", "data", "*.sgm"))
	if err != nil {
		return nil, err
	}
	body := regexp.MustCompile(`(?s)<BODY>(.*?)</BODY>`)
	indent := regexp.MustCompile(`\n {2,}`)
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for _, m := range body.FindAllStringSubmatch(strings.ToValidUTF8(string(b), "\ufffd"), -1) {
			// Lines are wrapped, and an indented one begins a paragraph.
			t := indent.ReplaceAllString(html.UnescapeString(m[1]), "\x00")
			t = strings.ReplaceAll(strings.ReplaceAll(t, "\n", " "), "\x00", "\n\n")
			texts = append(texts, strings.Trim(t, " \n\x03"))
		}
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("no news texts in %s", data)
	}
	return texts, nil
}

// analysed reads texts on all processors, in order.
func analysed(texts []string, workers int) ([]*verbatim.Document, error) {
	m, err := analyze.Load()
	if err != nil {
		return nil, err
	}
	docs := make([]*verbatim.Document, len(texts))
	next := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range next {
				d := &verbatim.Document{Text: texts[i]}
				d.Language = "en"
				d.Furniture = ingest.Furniture(d.Text)
				analyze.Document(d, m)
				docs[i] = d
			}
		})
	}
	for i := range texts {
		next <- i
	}
	close(next)
	wg.Wait()
	return docs, nil
}
