package export

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/url"
	"time"

	"github.com/verbatim-record/verbatim/search"
)

// FeedEntry is an entry of the feed of an alert.
type FeedEntry struct {
	ID      string // of the delivery, stable
	Updated time.Time
	Hit     search.Hit
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Published string      `xml:"published,omitempty"`
	Author    *atomAuthor `xml:"author,omitempty"`
	Link      *atomLink   `xml:"link,omitempty"`
	Content   atomText    `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom appends the feed (RFC 4287) of an alert. Its id is a tag URI made of the
// alert's name.
func Atom(dst []byte, name, title string, updated time.Time, entries []FeedEntry) []byte {
	list := make([]atomEntry, len(entries))
	for i := range entries {
		list[i] = newAtomEntry(tagOf("delivery", entries[i].ID), entries[i].Updated, &entries[i].Hit)
	}
	return appendFeed(dst, atomFeed{ID: tagOf("alert", url.PathEscape(name)), Title: title}, updated, list)
}

// FoundFeed says what the feed of a search is called.
type FoundFeed struct {
	Query string // its id is made of it
	Self  string // where the feed is served, or nothing
}

// AtomFound appends a feed of statements that a search has found. An entry was
// updated when its article was published, as far as that is known, and the feed
// when its newest was, so that the same record gives the same feed.
func AtomFound(dst []byte, feed FoundFeed, hits []*search.Hit) []byte {
	var newest time.Time
	list := make([]atomEntry, len(hits))
	for i, h := range hits {
		list[i] = foundEntry(h)
		if h.When.After(newest) {
			newest = h.When
		}
	}
	return feed.bytes(dst, newest, list)
}

func (f FoundFeed) bytes(dst []byte, newest time.Time, entries []atomEntry) []byte {
	feed := atomFeed{ID: tagOf("query", url.PathEscape(f.Query)), Title: "Verbatim: " + cmp.Or(fold(f.Query), "statements")}
	if self := webURL(f.Self); self != "" {
		feed.Links = []atomLink{{"self", self}}
	}
	return appendFeed(dst, feed, newest, entries)
}

func foundEntry(h *search.Hit) atomEntry { return newAtomEntry(tagOf("statement", h.ID), h.When, h) }

func newAtomEntry(id string, updated time.Time, h *search.Hit) atomEntry {
	who := labels(h.Entry.Speakers)
	if who == "" {
		who = name1(h.Document.Text, h.Statement().Source)
	}
	said, note := Visible(reportedWords(h)), ""
	title := said
	if b := bracketed(h.Document, h.Statement()); b != "" {
		title = "[" + string(h.Statement().Judgement.Verdict) + "ed] " + said
	}
	if j := judged(h.Document, h.Statement()); j != "" {
		note = "\n" + Visible(j)
	}
	e := atomEntry{
		ID: id, Title: short(title, 140), Updated: atomTime(updated), Author: &atomAuthor{Visible(who)},
		Content: atomText{"text", said + "\n\n" + Visible(foundWhere(h)) + "\n" + h.ID + note},
	}
	if h.Dated {
		e.Published = atomTime(h.When)
	}
	if link := Link(h); link != "" {
		e.Link = &atomLink{"alternate", link}
	}
	return e
}

// atomTime is a date construct. A year of more than four digits has none.
func atomTime(t time.Time) string {
	if t = t.UTC(); t.Year() < 1 || t.Year() > 9999 || t.IsZero() {
		t = time.Unix(0, 0).UTC()
	}
	return t.Format(time.RFC3339)
}

func appendFeed(dst []byte, f atomFeed, updated time.Time, entries []atomEntry) []byte {
	f.Title, f.Updated, f.Author, f.Entries = Visible(f.Title), atomTime(updated), atomAuthor{"Verbatim"}, entries
	b := bytes.NewBuffer(append(dst, xml.Header...))
	enc := xml.NewEncoder(b)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		panic(err) // unreachable: into memory, and nothing that XML lacks
	}
	b.WriteByte('\n')
	return b.Bytes()
}
