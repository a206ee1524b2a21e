package gather

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/ingest/feed"
)

var update = flag.Bool("update", false, "write starter.tsv")

// The list is what ../shared/data gives: feeds and news sitemaps of outlets,
// and of the packs those of countries and of news.
func TestStarters(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Starters() {
		if _, err := fetch.Parse(s.URL); err != nil || s.Title == "" || s.Folder == "" || seen[s.URL] || s.Kind != "feed" && s.Kind != "sitemap" {
			t.Errorf("%+v: %v", s, err)
		}
		seen[s.URL] = true
	}
	if len(seen) < 300 {
		t.Errorf("%d feeds", len(seen))
	}
	outlets, err := os.ReadFile("../../shared/data/outlets/fundus_outlets.tsv")
	if err != nil {
		t.Skip("no outlets in ../shared/data")
	}
	seen = map[string]bool{}
	var rows []string
	add := func(country, language, folder, kind, title, outlet, url string) {
		if _, err := fetch.Parse(url); err != nil || seen[url] || title == "" {
			return
		}
		seen[url] = true
		rows = append(rows, strings.Join([]string{country, language, folder, kind, title, outlet, url}, "\t"))
	}
	for line := range strings.Lines(string(outlets)) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(c) < 7 || c[6] != "" {
			continue
		}
		if c[0] == "uk" { // as ISO 3166-1 has it
			c[0] = "gb"
		}
		switch c[4] {
		case "RSSFeed":
			add(c[0], c[1], strings.ToUpper(c[0]), "feed", c[2], c[2], c[5])
		case "NewsMap":
			add(c[0], c[1], strings.ToUpper(c[0]), "sitemap", c[2], c[2], c[5])
		}
	}
	packs, _ := filepath.Glob("../../shared/data/awesome-rss-feeds/countries/with_category/*.opml")
	for _, name := range append(packs, "../../shared/data/awesome-rss-feeds/recommended/with_category/News.opml") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Skip("no packs in ../shared/data")
		}
		f := feed.NewReader(bytes.NewReader(data), "")
		folder := strings.TrimSuffix(filepath.Base(name), ".opml")
		for {
			e, err := f.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			add("", "", folder, "feed", strings.ReplaceAll(e.Title, "\t", " "), "", e.URL)
		}
	}
	slices.SortStableFunc(rows, func(a, b string) int {
		return strings.Compare(strings.Split(a, "\t")[2], strings.Split(b, "\t")[2])
	})
	want := "# country\tlanguage\tfolder\tkind\ttitle\toutlet\turl\n" + strings.Join(rows, "\n") + "\n"
	if *update {
		if err := os.WriteFile("starter.tsv", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want != starterTSV {
		t.Errorf("starter.tsv is not what the data gives (%d feeds): run with -update", len(rows))
	}
}
