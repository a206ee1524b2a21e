package ingest

import (
	"log/slog"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// A mark is a private-use character that stands before a text in the tree
// that the extractor works on and says which text it is. The extractor clones
// and moves nodes; the marks tell what it kept.
const (
	firstMark = 0xF0000
	maxMarks  = 0xFFFE * 2 // what two planes hold
)

// mark returns the mark of text i.
func mark(i int) string {
	r := rune(firstMark + i)
	if i >= 0xFFFE {
		r = rune(0x100000 + i - 0xFFFE)
	}
	return string(r)
}

// markIndex returns the text that a mark names, or -1.
func markIndex(r rune) int {
	switch {
	case r >= 0x100000 && r <= 0x10FFFD:
		return int(r-0x100000) + 0xFFFE
	case r >= firstMark && r <= 0xFFFFD:
		return int(r - firstMark)
	}
	return -1
}

// unmarked returns s without characters that look like a mark.
func unmarked(s string) string {
	if strings.IndexByte(s, 0xf3) < 0 && strings.IndexByte(s, 0xf4) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if markIndex(r) >= 0 {
			return utf8.RuneError
		}
		return r
	}, s)
}

// foldSpace folds white space to single blanks.
func foldSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// readable returns which texts of the page the extractor keeps, or nil where
// it finds no article.
func readable(t *pageTree) (keep []bool) {
	// The extractor is written for trees of any shape, but it is large and not
	// ours: a page that it stumbles over is one that it found nothing on.
	defer func() {
		if recover() != nil {
			keep = nil
		}
	}()
	p := readability.NewParser()
	p.Logger = slog.New(slog.DiscardHandler)
	p.DisableJSONLD = true
	base, _ := url.Parse("http://localhost/")
	article, err := p.ParseDocument(t.doc, base)
	if err != nil || article.Node == nil {
		return nil
	}
	keep = make([]bool, len(t.texts))
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			for _, r := range n.Data {
				if i := markIndex(r); i >= 0 && i < len(keep) {
					keep[i] = true
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(article.Node)
	return keep
}

// letters counts the letters and digits of s.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
