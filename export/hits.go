package export

import (
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Hits returns the statements of a document as a search of a record that holds
// it alone would find them. Most forms are written of a statement in this
// shape, so that what is read and what is found are written alike, under the
// same ids.
func Hits(d *verbatim.Document) []search.Hit {
	key := search.DocumentKey(d)
	id := search.DocumentID(key)
	when, dated := published(d)
	entries := search.Entries(d)
	hits := make([]search.Hit, len(d.Statements))
	for i := range hits {
		hits[i] = search.Hit{
			ID: search.StatementID(search.StatementKey(key, &d.Statements[i])), DocumentID: id, Index: i,
			Document: d, Revision: 1, When: when, Dated: dated, Entry: entries[i],
		}
	}
	return hits
}

// published returns when a document was, as far as it is known.
func published(d *verbatim.Document) (time.Time, bool) {
	minute, ok := search.ParseMinute(d.Published)
	if !ok {
		return time.Time{}, false
	}
	if t, err := time.Parse(time.RFC3339, d.Published); err == nil {
		return t, true
	}
	return search.MinuteTime(minute), true
}

// tagOf is the name (RFC 4151) of what has an id in a record. The record of a
// desk has no address of its own on the web.
func tagOf(kind, id string) string { return "tag:verbatim.invalid,2025:" + kind + "/" + id }

// speakersOf are the entities that make a statement and have a name.
func speakersOf(h *search.Hit) []int {
	var out []int
	for _, e := range h.Statement().Speakers {
		if entityName(h.Document, e) != "" {
			out = append(out, e)
		}
	}
	return out
}

// speaker is who makes a statement: the name, or else the words of the article
// for somebody without one, or nothing.
func speaker(h *search.Hit) string {
	if who := entityNames(h.Document, h.Statement().Speakers); who != "" {
		return who
	}
	return name(h.Document.Text, h.Statement().Source)
}

// wikidata is the address of an item of Wikidata, or nothing.
func wikidata(e *verbatim.Entity) string {
	if len(e.Wikidata) < 2 || e.Wikidata[0] != 'Q' {
		return ""
	}
	for _, r := range e.Wikidata[1:] {
		if r < '0' || r > '9' {
			return ""
		}
	}
	return "http://www.wikidata.org/entity/" + e.Wikidata
}
