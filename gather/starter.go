package gather

import (
	_ "embed"
	"strings"

	"github.com/verbatim-record/verbatim/ingest/feed"
	"github.com/verbatim-record/verbatim/store"
)

//go:embed starter.tsv
var starterTSV string

// Starter is a feed of the list that comes with the program.
type Starter struct {
	Country  string // ISO 3166-1, lower case, or "" for a list that has only a name for it
	Language string // ISO 639-1, "" where the source does not say
	Folder   string // for reading: the country or topic
	Kind     string // feed or sitemap
	Title    string
	Outlet   string
	URL      string
}

// Starters returns the feeds of outlets that come with the program, to begin
// with: those of the Fundus project (MIT) and of awesome-rss-feeds (CC0), as
// they were when the list was made. Nobody keeps them alive.
func Starters() []Starter {
	var out []Starter
	for line := range strings.Lines(starterTSV) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(c) != 7 {
			continue
		}
		out = append(out, Starter{c[0], c[1], c[2], c[3], c[4], c[5], c[6]})
	}
	return out
}

// Feed is the starter as it is followed.
func (s Starter) Feed() store.Feed {
	return store.Feed{URL: s.URL, Kind: s.Kind, Title: s.Title, Folder: s.Folder, Outlet: s.Outlet}
}

// Entry is a followed feed as it stands in an outline.
func Entry(f store.Feed) feed.Entry {
	return feed.Entry{URL: f.URL, Title: f.Title, Folder: f.Folder}
}
