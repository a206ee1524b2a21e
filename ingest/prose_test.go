package ingest

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHasProse(t *testing.T) {
	paragraph := "<p>The minister said on <b>Monday</b> that the <a href=x>bridge</a> over the river would be closed until the spring.</p>"
	for name, c := range map[string]struct {
		page string
		want bool
	}{
		"nothing":          {"", false},
		"an article":       {"<html>" + strings.Repeat(paragraph, 5), true},
		"one paragraph":    {"<html>" + paragraph, false},
		"line breaks":      {strings.Repeat("The bridge is closed.<br>", 20), true},
		"links":            {strings.Repeat("<li><a href=/x>The bridge over the river is closed until the spring, says the minister</a></li>", 50), false},
		"short lines":      {strings.Repeat("<td>Bridge closed until spring</td>", 100), false},
		"scripts":          {"<script>" + strings.Repeat("var the_bridge = 'is closed'; ", 100) + "</SCRIPT><style>" + strings.Repeat("a{b:c} ", 100) + "</style>", false},
		"comments":         {"<!--" + strings.Repeat(" the bridge is closed", 100) + "-->", false},
		"article in data":  {`<script type="application/ld+json">{"articleBody":"x"}</script>`, true},
		"UTF-16":           {"<\x00p\x00>\x00", true},
		"custom elements":  {strings.Repeat("<my-text>The bridge is </my-text>", 30), true},
		"white space":      {strings.Repeat("<div>\n          </div>                 ", 300), false},
		"a link not ended": {"<a href=x>" + strings.Repeat(paragraph, 5), true},
	} {
		if got := hasProse([]byte(c.page)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is passed over fast is never what reads like an article: on real pages.
func TestHasProsePages(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/fundus-pages/*/*.html.gz")
	more, _ := filepath.Glob("../../shared/data/article-extraction-benchmark/*/*.html.gz")
	if len(files)+len(more) == 0 {
		t.Skip("no pages in ../shared/data")
	}
	articles := 0
	for _, name := range append(files, more...) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := HTML(page, "", "")
		if err != nil || !readsLikeArticle(doc) {
			continue
		}
		articles++
		if !hasProse(page) {
			t.Errorf("%s is passed over", name)
		}
	}
	t.Logf("%d of %d pages read like articles", articles, len(files)+len(more))
}

func BenchmarkHasProse(b *testing.B) {
	page := []byte("<html>" + strings.Repeat("<li class=\"teaser\"><a href=\"/news/12345\">The bridge over the river is closed until the spring</a></li>\n", 1000))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if hasProse(page) {
			b.Fatal("prose")
		}
	}
}
