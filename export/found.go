package export

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// FoundSchema names the form of a [FoundRecord].
const FoundSchema = "verbatim-found/1"

// FoundRecord is a statement that was found in the record, as JSON. Offsets
// are bytes of the document's text. What is not known is null; lists are never
// null.
type FoundRecord struct {
	Schema     string        `json:"schema"`
	ID         string        `json:"id"`       // of the statement
	Document   string        `json:"document"` // id
	Revision   int           `json:"revision"` // of the URL, from 1
	Superseded bool          `json:"superseded"`
	Published  *string       `json:"published"`
	When       string        `json:"when"` // published, or else fetched
	Outlet     *string       `json:"outlet"`
	Title      *string       `json:"title"`
	URL        *string       `json:"url"`
	Path       *string       `json:"path"`
	Speaker    *FoundName    `json:"speaker"` // the first of speakers
	Speakers   []FoundName   `json:"speakers"`
	Addressees []FoundName   `json:"addressees"`
	Venue      *string       `json:"venue"`
	Kind       verbatim.Kind `json:"kind"`
	Act        *string       `json:"act"`
	// The words at the spans, fragments parted by an ellipsis.
	Words      FoundWords      `json:"words"`
	Source     []verbatim.Span `json:"source"`
	Cue        []verbatim.Span `json:"cue"`
	Content    []verbatim.Span `json:"content"`
	Marks      []verbatim.Span `json:"marks"` // what made it match
	Confidence float64         `json:"confidence"`
}

// FoundName is somebody as the record counts them: Kind is null where only the
// words of the article are known.
type FoundName struct {
	Name string  `json:"name"`
	Kind *string `json:"kind"`
	Key  string  `json:"key"`
}

// FoundWords are the exact words of a statement.
type FoundWords struct {
	Source  string `json:"source"`
	Cue     string `json:"cue"`
	Content string `json:"content"`
}

// NewFound returns the record of a hit.
func NewFound(h *search.Hit) *FoundRecord {
	d, s := h.Document, h.Statement()
	r := &FoundRecord{
		Schema: FoundSchema, ID: h.ID, Document: h.DocumentID, Revision: h.Revision, Superseded: h.Old,
		Published: known(d.Published), When: h.When.Format(time.RFC3339), Outlet: known(h.Entry.Outlet.Label), Title: known(d.Title), URL: known(d.URL), Path: known(d.Path),
		Speakers: foundNames(h.Entry.Speakers), Addressees: foundNames(h.Entry.Addressees), Venue: known(h.Entry.Venue.Label),
		Kind: s.Kind, Act: known(string(s.Act)),
		Words:  FoundWords{words(d.Text, s.Source), words(d.Text, s.Cue), words(d.Text, s.Content)},
		Source: list(s.Source), Cue: list(s.Cue), Content: list(s.Content), Marks: list(h.Marks), Confidence: hundredths(s.Confidence),
	}
	if len(r.Speakers) > 0 {
		r.Speaker = &r.Speakers[0]
	}
	return r
}

func foundNames(list []search.Facet) []FoundName {
	out := make([]FoundName, 0, len(list))
	for _, f := range list {
		out = append(out, FoundName{f.Label, known(string(f.Kind)), f.Key})
	}
	return out
}

// FoundJSONL appends a hit as one line of JSON.
func FoundJSONL(dst []byte, h *search.Hit) []byte { return appendJSON(dst, NewFound(h), "") }

var foundColumns = []string{
	"id", "document", "published", "outlet", "speaker", "to", "venue", "kind", "act", "words", "source", "cue",
	"title", "url", "path", "confidence", "content_offsets", "superseded",
}

// FoundCSVHeader appends the line that names the columns.
func FoundCSVHeader(dst []byte) []byte { return appendRow(dst, foundColumns) }

// FoundCSV appends a hit as a row; see [CSV] for what a cell is.
func FoundCSV(dst []byte, h *search.Hit) []byte {
	d, s := h.Document, h.Statement()
	row := []string{
		h.ID, h.DocumentID, d.Published, h.Entry.Outlet.Label, labels(h.Entry.Speakers), labels(h.Entry.Addressees), h.Entry.Venue.Label,
		string(s.Kind), string(s.Act), words(d.Text, s.Content), words(d.Text, s.Source), words(d.Text, s.Cue),
		d.Title, d.URL, d.Path, strconv.FormatFloat(hundredths(s.Confidence), 'f', 2, 64), offsets(s.Content), strconv.FormatBool(h.Old),
	}
	for i, cell := range row {
		row[i] = guard(cell)
	}
	return appendRow(dst, row)
}

func labels(list []search.Facet) string {
	parts := make([]string, len(list))
	for i, f := range list {
		parts[i] = f.Label
	}
	return strings.Join(parts, "; ")
}

// FeedEntry is an entry of an Atom feed of hits.
type FeedEntry struct {
	ID      string // stable
	Updated time.Time
	Hit     search.Hit
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Published string      `xml:"published"`
	Author    *atomAuthor `xml:"author,omitempty"`
	Link      *atomLink   `xml:"link,omitempty"`
	Content   atomText    `xml:"content"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom appends a feed (RFC 4287) of hits. Its id is a tag URI made of name.
func Atom(dst []byte, name, title string, updated time.Time, entries []FeedEntry) []byte {
	f := atomFeed{
		ID: "tag:verbatim.invalid,2025:alert/" + url.PathEscape(name), Title: Visible(title), Updated: updated.UTC().Format(time.RFC3339), Author: atomAuthor{"Verbatim"},
	}
	for i := range entries {
		e := &entries[i]
		h := &e.Hit
		s := h.Statement()
		who := labels(h.Entry.Speakers)
		if who == "" {
			who = name1(h.Document.Text, s.Source)
		}
		said := Visible(words(h.Document.Text, s.Content))
		entry := atomEntry{
			ID: "tag:verbatim.invalid,2025:delivery/" + e.ID, Title: Visible(who + ": " + short(said, 120)),
			Updated: e.Updated.UTC().Format(time.RFC3339), Published: h.When.UTC().Format(time.RFC3339),
			Author:  &atomAuthor{Visible(who)},
			Content: atomText{"text", said + "\n\n" + Visible(foundWhere(h)) + "\n" + h.ID},
		}
		if h.Document.URL != "" {
			entry.Link = &atomLink{h.Document.URL}
		}
		f.Entries = append(f.Entries, entry)
	}
	b := bytes.NewBuffer(append(dst, xml.Header...))
	enc := xml.NewEncoder(b)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		panic(err) // unreachable: into memory, and nothing that XML lacks
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// name1 is a source for a heading.
func name1(text string, spans []verbatim.Span) string {
	if n := name(text, spans); n != "" {
		return n
	}
	return "unnamed"
}

// short cuts s at a word to at most n bytes.
func short(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < n/2 {
		for cut = n; cut > 0 && s[cut]&0xc0 == 0x80; cut-- {
		}
	}
	return strings.TrimRight(s[:cut], " ,;:") + "…"
}

// foundWhere is the outlet, day and title of a hit on one line.
func foundWhere(h *search.Hit) string {
	var parts []string
	for _, p := range []string{h.Entry.Outlet.Label, foundWhen(h), h.Document.Title} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

func foundWhen(h *search.Hit) string {
	if !h.Dated {
		return "fetched " + h.When.Format("2 January 2006")
	}
	return Day(h.Document.Published) // the day where it was published, not that of UTC
}
