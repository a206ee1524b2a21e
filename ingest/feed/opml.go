package feed

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// outline reads an outline of OPML: a feed, or a folder of feeds.
func (f *Reader) outline(t *token) {
	if t.name != "outline" {
		return
	}
	at := f.resolve(first(t.attr("xmlUrl"), first(t.attr("xmlurl"), t.attr("xmlURL"))))
	title := Plain(first(t.attr("title"), t.attr("text")))
	if len(title) > maxValue {
		title = ""
	}
	if at != "" {
		f.ready = append(f.ready, &Entry{URL: at, Title: title, Folder: strings.Join(f.open(), "/")})
		title = "" // no folder
	}
	if !t.done && len(f.folders) < maxDepth {
		f.folders = append(f.folders, title)
	}
}

// open returns the folders that are open.
func (f *Reader) open() []string {
	var out []string
	for _, name := range f.folders {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// WriteOPML writes feeds as OPML 2.0, in their folders.
func WriteOPML(w io.Writer, title string, feeds []Entry) error {
	var b strings.Builder
	b.WriteString(xml.Header + "<opml version=\"2.0\">\n  <head><title>" + escape(title) + "</title></head>\n  <body>\n")
	feeds = slices.Clone(feeds)
	slices.SortStableFunc(feeds, func(a, b Entry) int { return strings.Compare(a.Folder, b.Folder) })
	folder, indent := "", "    "
	for _, e := range feeds {
		if e.Folder != folder {
			if folder != "" {
				b.WriteString("    </outline>\n")
			}
			if folder, indent = e.Folder, "    "; folder != "" {
				fmt.Fprintf(&b, "    <outline text=\"%s\">\n", escape(folder))
				indent = "      "
			}
		}
		fmt.Fprintf(&b, "%s<outline type=\"rss\" text=\"%s\" xmlUrl=\"%s\"/>\n", indent, escape(first(e.Title, e.URL)), escape(e.URL))
	}
	if folder != "" {
		b.WriteString("    </outline>\n")
	}
	b.WriteString("  </body>\n</opml>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
