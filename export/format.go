package export

import (
	"cmp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Format is one of the forms in which documents, statements and events are
// written. What it does not take is nil.
type Format struct {
	Name      string
	MediaType string
	Suffix    string // of a file's name, ".jsonl"
	About     string // in a few words
	Binary    bool   // nothing for a terminal
	// Alone is set where an output holds one document, for there are several
	// files of it; Text is the suffix of the one that has its text.
	Alone bool
	Text  string

	Document  *Form[*verbatim.Document]
	Statement *Form[*search.Hit]
	Event     *Form[*search.EventHit]

	// Rows is set for a table, whose files are made by a [Writer] of rows and
	// cannot be put together of parts.
	Rows bool
}

// Form is how things of one sort are written one after the other.
type Form[T any] struct {
	// Append writes one, possibly as nothing at all.
	Append func(dst []byte, v T) []byte
	// What stands before all, between two, and after all.
	Head, Between, Tail []byte
	None                []byte // instead of head and tail where there is nothing
	// Bare says that one alone may be written without head and tail, and then
	// ends in a line feed.
	Bare bool
	// Whole makes a complete output of what Append wrote of one; nil where head
	// and tail do.
	Whole func(v T, body []byte) []byte
}

// Complete makes a complete output of what Append wrote of v.
func (f *Form[T]) Complete(v T, body []byte) []byte {
	switch {
	case f.Whole != nil:
		return f.Whole(v, body)
	case f.Bare:
		return append(body, '\n')
	case len(body) == 0 && f.None != nil:
		return f.None
	case len(f.Head)+len(f.Tail) == 0:
		return body
	}
	out := make([]byte, 0, len(f.Head)+len(body)+len(f.Tail))
	return append(append(append(out, f.Head...), body...), f.Tail...)
}

// Settings is what forms for people depend on.
type Settings struct {
	Width   int // of a page of text, in columns; 0 is 80
	Palette Palette
	Anchor  string // of a document's section of a page; "" is d1
	// Hue gives the speaker of a statement a colour; nil gives all the same.
	Hue func(*search.Hit) int
}

func lines[T any](appendTo func([]byte, T) []byte) *Form[T] { return &Form[T]{Append: appendTo} }

// array is a list of JSON values.
func array[T any](appendTo func([]byte, T) []byte) *Form[T] {
	return &Form[T]{Append: appendTo, Head: []byte("[\n"), Between: []byte(",\n"), Tail: []byte("\n]\n"), None: []byte("[]\n")}
}

// each writes all statements of a document.
func each(between string, appendTo func([]byte, *search.Hit) []byte) func([]byte, *verbatim.Document) []byte {
	return func(dst []byte, d *verbatim.Document) []byte {
		hits := Hits(d)
		for i := range hits {
			if i > 0 {
				dst = append(dst, between...)
			}
			dst = appendTo(dst, &hits[i])
		}
		return dst
	}
}

func graph[T any](appendTo func([]byte, T) []byte) *Form[T] {
	return &Form[T]{Append: appendTo, Head: []byte(schemaHead), Between: []byte(",\n"), Tail: []byte(schemaTail)}
}

// Formats are all forms, as the command line and a server offer them.
func Formats(s Settings) []Format {
	width := cmp.Or(s.Width, 80)
	anchor := cmp.Or(s.Anchor, "d1")
	hue := s.Hue
	if hue == nil {
		hue = func(*search.Hit) int { return 0 }
	}
	trimmed := func(f func([]byte, *verbatim.Document) []byte) func([]byte, *verbatim.Document) []byte {
		return func(dst []byte, d *verbatim.Document) []byte {
			dst = f(dst, d)
			return dst[:len(dst)-1] // without its line feed
		}
	}
	bare := array(trimmed(JSON))
	bare.Bare = true
	ninjs := array(Ninjs)
	ninjs.Bare = true
	page := &Form[*verbatim.Document]{
		Append: func(dst []byte, d *verbatim.Document) []byte { return HTML(dst, d, anchor) },
		Head:   HTMLHead(nil, "Statements"), Tail: HTMLTail(nil),
		Whole: func(d *verbatim.Document, body []byte) []byte {
			return HTMLTail(append(HTMLHead(nil, HTMLTitle(d)), body...))
		},
	}
	blank := []byte("\n")
	return []Format{
		{Name: "text", MediaType: "text/plain; charset=utf-8", Suffix: ".txt", About: "a page for a person",
			Document:  &Form[*verbatim.Document]{Append: func(dst []byte, d *verbatim.Document) []byte { return Terminal(dst, d, width, s.Palette) }, Between: blank},
			Statement: &Form[*search.Hit]{Append: func(dst []byte, h *search.Hit) []byte { return FoundText(dst, h, hue(h), width, s.Palette) }, Between: blank},
			Event:     &Form[*search.EventHit]{Append: func(dst []byte, h *search.EventHit) []byte { return FoundEventText(dst, h, width, s.Palette) }, Between: blank}},
		{Name: "jsonl", MediaType: "application/x-ndjson", Suffix: ".jsonl", About: "a JSON object a line",
			Document: lines(JSONL), Statement: lines(FoundJSONL), Event: lines(FoundEventJSONL)},
		{Name: "json", MediaType: "application/json", Suffix: ".json", About: "JSON, indented", Document: bare},
		{Name: "csv", MediaType: "text/csv; charset=utf-8; header=present", Suffix: ".csv", About: "a table",
			Document:  &Form[*verbatim.Document]{Append: CSV, Head: CSVHeader(nil)},
			Statement: &Form[*search.Hit]{Append: FoundCSV, Head: FoundCSVHeader(nil)},
			Event:     &Form[*search.EventHit]{Append: FoundEventCSV, Head: FoundEventCSVHeader(nil)}},
		{Name: "brat", MediaType: "text/plain; charset=utf-8", Suffix: ".ann", About: "brat standoff", Alone: true, Text: ".txt", Document: lines(Brat)},
		{Name: "html", MediaType: "text/html; charset=utf-8", Suffix: ".html", About: "a page for a browser", Document: page},
		{Name: "parquet", MediaType: "application/vnd.apache.parquet", Suffix: ".parquet", About: "a table of statements, Apache Parquet", Binary: true, Rows: true,
			Document:  lines(func(dst []byte, d *verbatim.Document) []byte { return rowsFile(dst, DocumentRows(d)) }),
			Statement: lines(func(dst []byte, h *search.Hit) []byte { return rowsFile(dst, StatementRow(h)) })},
		{Name: "webanno", MediaType: `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, Suffix: ".jsonld", About: "W3C Web Annotations",
			Document: array(webAnnotations), Statement: array(WebAnnotation)},
		{Name: "jsonld", MediaType: "application/ld+json", Suffix: ".jsonld", About: "schema.org, JSON-LD",
			Document: graph(SchemaOrg), Statement: graph(SchemaOrgStatement), Event: graph(SchemaOrgEvent)},
		{Name: "conllu", MediaType: "text/plain; charset=utf-8", Suffix: ".conllu", About: "CoNLL-U", Document: lines(CoNLLU)},
		{Name: "ftm", MediaType: "application/x-ndjson", Suffix: ".ftm.json", About: "FollowTheMoney entities", Document: lines(FTM), Statement: lines(FTMStatement), Event: lines(FTMEvent)},
		{Name: "ninjs", MediaType: "application/json", Suffix: ".json", About: "IPTC ninjs 3.1", Document: ninjs},
		{Name: "atom", MediaType: "application/atom+xml; charset=utf-8", Suffix: ".atom", About: "an Atom feed",
			Statement: lines(func(dst []byte, h *search.Hit) []byte { return AtomFound(dst, FoundFeed{}, []*search.Hit{h}) })},
		{Name: "bibtex", MediaType: "application/x-bibtex; charset=utf-8", Suffix: ".bib", About: "citations, BibTeX",
			Document:  &Form[*verbatim.Document]{Append: each("\n", BibTeX), Between: blank},
			Statement: &Form[*search.Hit]{Append: BibTeX, Between: blank}},
		{Name: "csl", MediaType: "application/vnd.citationstyles.csl+json", Suffix: ".json", About: "citations, CSL JSON",
			Document: array(each(",\n", CSL)), Statement: array(CSL)},
		{Name: "plain", MediaType: "text/plain; charset=utf-8", Suffix: ".txt", About: "citations, a line each", Document: lines(each("", CitePlain)), Statement: lines(CitePlain)},
		{Name: "link", MediaType: "text/uri-list", Suffix: ".txt", About: "addresses that show the words in their page", Document: lines(each("", CiteLink)), Statement: lines(CiteLink)},
		{Name: "plover", MediaType: "application/x-ndjson", Suffix: ".jsonl", About: "PLOVER records", Event: lines(FoundPlover)},
		{Name: "ical", MediaType: "text/calendar; charset=utf-8", Suffix: ".ics", About: "a calendar",
			Event: &Form[*search.EventHit]{Append: ICal, Head: ICalHead(nil), Tail: ICalTail(nil)}},
	}
}

// FormatNamed returns the form of that name.
func FormatNamed(name string, s Settings) (Format, bool) {
	for _, f := range Formats(s) {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// FormatNames returns the names of the forms that take what takes reports.
func FormatNames(takes func(*Format) bool) []string {
	var out []string
	for _, f := range Formats(Settings{}) {
		if takes(&f) {
			out = append(out, f.Name)
		}
	}
	return out
}
