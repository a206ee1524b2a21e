package export

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// NinjsItem is an article as an item of IPTC's ninjs 3.1. Each statement is an
// association of the type component: who said it is its person or organisation
// with the relation "speaker", the words are its body.
type NinjsItem struct {
	URI                string        `json:"uri"`
	Type               string        `json:"type"`
	RepresentationType string        `json:"representationType,omitempty"`
	VersionCreated     string        `json:"versionCreated,omitempty"` // only where the time of day is known
	Language           string        `json:"language,omitempty"`
	Headlines          []ninjsText   `json:"headlines,omitempty"`
	Descriptions       []ninjsText   `json:"descriptions,omitempty"`
	Bodies             []ninjsBody   `json:"bodies,omitempty"`
	By                 string        `json:"by,omitempty"`
	People             []ninjsEntity `json:"people,omitempty"`
	Organisations      []ninjsEntity `json:"organisations,omitempty"`
	Places             []ninjsEntity `json:"places,omitempty"`
	Subjects           []ninjsScore  `json:"subjects,omitempty"`
	Events             []ninjsEntity `json:"events,omitempty"`
	InfoSources        []ninjsSource `json:"infoSources,omitempty"`
	AltIDs             []ninjsID     `json:"altIds,omitempty"`
	Standard           *ninjsForm    `json:"standard,omitempty"`
	Associations       []NinjsItem   `json:"associations,omitempty"`
	Name               string        `json:"name,omitempty"` // of an association
	Rel                string        `json:"rel,omitempty"`
}

type ninjsText struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	Value       string `json:"value"`
}

type ninjsBody struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	CharCount   int    `json:"charCount"`
	WordCount   int    `json:"wordCount"`
	Value       string `json:"value"`
}

type ninjsEntity struct {
	Name    string `json:"name,omitempty"`
	Rel     string `json:"rel,omitempty"`
	URI     string `json:"uri,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type ninjsScore struct {
	Name       string `json:"name"`
	Rel        string `json:"rel,omitempty"`
	Confidence int    `json:"confidence"`
}

type ninjsSource struct {
	Name string `json:"name"`
	Role string `json:"role,omitempty"`
}

type ninjsID struct {
	Role  string `json:"role"`
	Value string `json:"value"`
}

type ninjsForm struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

// Ninjs appends a document as an object of ninjs 3.1, without a line feed.
func Ninjs(dst []byte, d *verbatim.Document) []byte { return appendObject(dst, newNinjs(d)) }

func newNinjs(d *verbatim.Document) NinjsItem {
	hits := Hits(d)
	events := EventHits(d)
	id := search.DocumentID(search.DocumentKey(d))
	n := NinjsItem{
		URI: cmp.Or(webURL(d.URL), tagOf("document", id)), Type: "text", RepresentationType: "full", Language: schemaLanguage(d.Language), By: fold(d.Byline),
		Bodies:   []ninjsBody{ninjsWords("main", d.Text)},
		AltIDs:   []ninjsID{{"verbatim", id}},
		Standard: &ninjsForm{"ninjs", "3.1", "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"},
	}
	if t, err := time.Parse(time.RFC3339, d.Published); err == nil {
		n.VersionCreated = t.Format(time.RFC3339)
	} else if d.Published != "" {
		n.AltIDs = append(n.AltIDs, ninjsID{"published", d.Published}) // a day is no date-time
	}
	if title := fold(d.Title); title != "" {
		n.Headlines = []ninjsText{{"main", "text/plain", title}}
	}
	if outlet := fold(d.Outlet); outlet != "" {
		n.InfoSources = []ninjsSource{{outlet, "publisher"}}
	}
	for i := range d.Entities {
		n.add(d, i, "mentioned")
	}
	for i := range events {
		e := events[i].Event()
		called := EventKindName(e)
		if who := eventWho(&events[i]); who != "" {
			called += ": " + who
		}
		n.Events = append(n.Events, ninjsEntity{Name: called, Rel: string(e.Status), URI: tagOf("event", events[i].ID), Literal: e.Plover})
	}
	for i := range hits {
		h := &hits[i]
		s := h.Statement()
		a := NinjsItem{
			URI: tagOf("statement", h.ID), Type: "component", RepresentationType: "partial", Language: n.Language, Name: StatementID(i), Rel: "statement",
			Bodies:   []ninjsBody{ninjsWords("statement", words(d.Text, s.Content))},
			Subjects: []ninjsScore{{cmp.Or(string(s.Kind), "statement"), "kind", int(100*hundredths(s.Confidence) + 0.5)}},
		}
		if s.Act != "" {
			a.Subjects = append(a.Subjects, ninjsScore{string(s.Act), "act", int(100*hundredths(s.Confidence) + 0.5)})
		}
		for _, t := range []struct{ role, value string }{
			{"source", words(d.Text, s.Source)}, {"cue", words(d.Text, s.Cue)}, {"addressee", addressee(d, s)}, {"venue", venue(d, s)}, {"said", said(d, s)},
			{"offsets", offsets(s.Content)}, {"correction", judged(d, s)},
		} {
			if t.value != "" {
				a.Descriptions = append(a.Descriptions, ninjsText{t.role, "text/plain", t.value})
			}
		}
		for _, e := range s.Speakers {
			a.add(d, e, "speaker")
		}
		n.Associations = append(n.Associations, a)
	}
	return n
}

// add adds an entity that has a name to those of an item.
func (n *NinjsItem) add(d *verbatim.Document, i int, rel string) {
	called := entityName(d, i)
	if called == "" || d.Entities[i].Unnamed {
		return
	}
	e := ninjsEntity{Name: called, Rel: rel, URI: wikidata(&d.Entities[i]), Literal: d.Entities[i].Key}
	switch d.Entities[i].Kind {
	case verbatim.Person:
		n.People = append(n.People, e)
	case verbatim.Organisation:
		n.Organisations = append(n.Organisations, e)
	case verbatim.Place:
		n.Places = append(n.Places, e)
	}
}

func ninjsWords(role, s string) ninjsBody {
	return ninjsBody{role, "text/plain", utf8.RuneCountInString(s), len(strings.Fields(s)), s}
}
