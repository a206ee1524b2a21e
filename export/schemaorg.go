package export

import (
	"cmp"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Schema.org's vocabulary, as JSON-LD that may stand in a script element of a
// page. Words that are all in quotation marks are a Quotation. What a source is
// reported to have said in other words is a Statement of the article about that
// source, with its cue, for it may be what somebody denied: to call it a
// quotation, or a claim of theirs, would put words into somebody's mouth.

// schemaNode is a node of any of the types used here; what is empty is left
// out.
type schemaNode struct {
	Type              string       `json:"@type,omitempty"`
	ID                string       `json:"@id,omitempty"`
	Headline          string       `json:"headline,omitempty"`
	Name              string       `json:"name,omitempty"`
	Identifier        string       `json:"identifier,omitempty"`
	SameAs            string       `json:"sameAs,omitempty"`
	URL               string       `json:"url,omitempty"`
	Text              string       `json:"text,omitempty"`
	SpokenByCharacter []schemaNode `json:"spokenByCharacter,omitempty"`
	CreditText        string       `json:"creditText,omitempty"`
	Publisher         *schemaNode  `json:"publisher,omitempty"`
	DatePublished     string       `json:"datePublished,omitempty"`
	InLanguage        string       `json:"inLanguage,omitempty"`
	Keywords          []string     `json:"keywords,omitempty"`
	IsPartOf          *schemaNode  `json:"isPartOf,omitempty"`
	HasPart           []schemaNode `json:"hasPart,omitempty"`
	StartDate         string       `json:"startDate,omitempty"`
	EndDate           string       `json:"endDate,omitempty"`
	EventStatus       string       `json:"eventStatus,omitempty"`
	Attendee          []schemaNode `json:"attendee,omitempty"`
	About             []schemaNode `json:"about,omitempty"`
	Location          *schemaNode  `json:"location,omitempty"`
	Description       string       `json:"description,omitempty"`
	SubjectOf         *schemaNode  `json:"subjectOf,omitempty"`
	Correction        *schemaNode  `json:"correction,omitempty"`
	Review            *schemaNode  `json:"review,omitempty"`
	ReviewBody        string       `json:"reviewBody,omitempty"`
	Author            *schemaNode  `json:"author,omitempty"`
	DateCreated       string       `json:"dateCreated,omitempty"`
}

// schemaHead and schemaTail are what stands around nodes, parted by commas.
const (
	schemaHead = "{\"@context\":\"https://schema.org\",\"@graph\":[\n"
	schemaTail = "\n]}\n"
)

// SchemaOrg appends the nodes of a document, parted by commas: its
// NewsArticle, a Quotation or a Statement for each statement, and an Event for
// each event that takes or took place, is planned or was cancelled.
func SchemaOrg(dst []byte, d *verbatim.Document) []byte {
	id := search.DocumentID(search.DocumentKey(d))
	dst = appendObject(dst, *schemaArticle(d, id))
	about := &schemaNode{ID: schemaArticleID(d, id)}
	hits := Hits(d)
	for i := range hits {
		dst = appendObject(append(dst, ",\n"...), schemaStatement(&hits[i], about))
	}
	events := EventHits(d)
	for i := range events {
		if n, ok := schemaEvent(&events[i], about); ok {
			dst = appendObject(append(dst, ",\n"...), n)
		}
	}
	return dst
}

// SchemaOrgStatement appends a statement with its article inside.
func SchemaOrgStatement(dst []byte, h *search.Hit) []byte {
	return appendObject(dst, schemaStatement(h, schemaArticle(h.Document, h.DocumentID)))
}

// SchemaOrgEvent appends an event with its article inside, or nothing where it
// is one that schema.org has no status for.
func SchemaOrgEvent(dst []byte, h *search.EventHit) []byte {
	if n, ok := schemaEvent(h, schemaArticle(h.Document, h.DocumentID)); ok {
		return appendObject(dst, n)
	}
	return dst
}

func schemaArticleID(d *verbatim.Document, id string) string {
	return cmp.Or(webURL(d.URL), tagOf("document", id))
}

func schemaArticle(d *verbatim.Document, id string) *schemaNode {
	n := &schemaNode{
		Type: "NewsArticle", ID: schemaArticleID(d, id), Headline: fold(d.Title), URL: webURL(d.URL), Identifier: id,
		DatePublished: schemaDate(d.Published), InLanguage: schemaLanguage(d.Language),
	}
	if author := fold(d.Byline); author != "" {
		n.CreditText = author // who of them is a person is not known
	}
	if outlet := fold(d.Outlet); outlet != "" {
		n.Publisher = &schemaNode{Type: "Organization", Name: outlet}
	}
	return n
}

// schemaDate is a day or an instant of ISO 8601, or nothing.
func schemaDate(published string) string {
	if year, _, _ := dateParts(published); year == "" {
		return ""
	}
	if _, ok := search.ParseMinute(published); !ok {
		return ""
	}
	return published
}

func schemaLanguage(code string) string {
	if !languageCode(code) {
		return ""
	}
	return code
}

func schemaStatement(h *search.Hit, article *schemaNode) schemaNode {
	d, s := h.Document, h.Statement()
	n := schemaNode{
		Type: "Quotation", ID: tagOf("statement", h.ID), Identifier: h.ID, Text: words(d.Text, s.Content),
		InLanguage: schemaLanguage(d.Language), URL: Link(h),
	}
	for _, k := range []string{string(s.Kind), string(s.Act)} {
		if k != "" {
			n.Keywords = append(n.Keywords, k)
		}
	}
	who := schemaAgents(d, s.Speakers)
	n.CreditText = name(d.Text, s.Source)
	n.IsPartOf = article
	if j := s.Judgement; j != nil {
		n.Keywords = append(n.Keywords, string(j.Verdict)+"ed")
		by := &schemaNode{Type: "Person", Name: fold(j.By)}
		if at := j.At.UTC().Format(time.RFC3339); j.Verdict == verbatim.Accepted {
			n.Review = &schemaNode{Type: "Review", ReviewBody: judged(d, s), Author: by, DateCreated: at}
		} else {
			n.Correction = &schemaNode{Type: "CorrectionComment", Text: judged(d, s), Author: by, DateCreated: at}
		}
	}
	if s.Kind == verbatim.Direct {
		n.SpokenByCharacter = who
		return n
	}
	n.Type, n.Text, n.About = "Statement", reportedWords(h), who
	for _, q := range quotedParts(d, s.Content) {
		n.HasPart = append(n.HasPart, schemaNode{Type: "Quotation", Text: words(d.Text, []verbatim.Span{q}), SpokenByCharacter: who})
	}
	return n
}

// schemaAgents are the people and organisations among entities that have a
// name. A group or somebody unnamed is neither.
func schemaAgents(d *verbatim.Document, entities []int) []schemaNode {
	var out []schemaNode
	for _, i := range entities {
		if n, ok := schemaAgent(d, i); ok {
			out = append(out, n)
		}
	}
	return out
}

func schemaAgent(d *verbatim.Document, i int) (schemaNode, bool) {
	called := entityName(d, i)
	if called == "" || d.Entities[i].Unnamed {
		return schemaNode{}, false
	}
	e := &d.Entities[i]
	n := schemaNode{Name: called, SameAs: wikidata(e)}
	if key := e.Key; key != "" && n.SameAs == "" {
		n.Identifier = key
	}
	switch e.Kind {
	case verbatim.Person:
		n.Type = "Person"
	case verbatim.Organisation, verbatim.Place: // a state or a city that acts
		n.Type = "Organization"
	default:
		return schemaNode{}, false
	}
	return n, true
}

// EventHits returns the events of a document as a search of a record that
// holds it alone would find them.
func EventHits(d *verbatim.Document) []search.EventHit {
	key := search.DocumentKey(d)
	id := search.DocumentID(key)
	when, dated := published(d)
	entries := search.EventEntries(d, search.Minute(when))
	hits := make([]search.EventHit, len(entries))
	for i := range hits {
		e := &d.Events[i]
		hits[i] = search.EventHit{ID: search.EventID(search.EventKey(key, e)), DocumentID: id, Index: i, Document: d, Revision: 1, When: when, Dated: dated, Entry: entries[i]}
		if e.By >= 0 && e.By < len(d.Statements) {
			hits[i].Statement = search.StatementID(search.StatementKey(key, &d.Statements[e.By]))
		}
	}
	return hits
}

// schemaStatus has the statuses that schema.org knows. An event that did not
// happen, or that somebody only wants, is none there.
var schemaStatus = map[verbatim.EventStatus]string{
	verbatim.Happened: "https://schema.org/EventScheduled", verbatim.UnderWay: "https://schema.org/EventScheduled",
	verbatim.Planned: "https://schema.org/EventScheduled", verbatim.Cancelled: "https://schema.org/EventCancelled",
}

// attended are the kinds of event that have attendees. Who takes part in
// another, an attack or a sanction, is what it is about.
var attended = map[verbatim.EventKind]bool{verbatim.Call: true, verbatim.Encounter: true, verbatim.Visit: true, verbatim.Talks: true}

func schemaEvent(h *search.EventHit, article *schemaNode) (schemaNode, bool) {
	d, e := h.Document, h.Event()
	status, ok := schemaStatus[e.Status]
	if !ok {
		return schemaNode{}, false
	}
	called := upperFirst(EventKindName(e))
	if who := eventWho(h); who != "" {
		called += ": " + who
	}
	n := schemaNode{Type: "Event", ID: tagOf("event", h.ID), Identifier: h.ID, Name: called, EventStatus: status, SubjectOf: article}
	if t, ok := h.Time(); ok && h.Entry.Told {
		if clock, ok := clockOf(t.Value); ok {
			layout := "2006-01-02T15:04:05"
			if len(t.Value) > 10 && strings.ContainsAny(t.Value[10:], "Z+-") {
				layout += "Z07:00"
			}
			n.StartDate = clock.Format(layout)
		} else {
			n.StartDate = day(h.Entry.From)
			if last := day(h.Entry.To - 1); last != n.StartDate {
				n.EndDate = last
			}
		}
	}
	var who []schemaNode
	for _, p := range e.Participants {
		if a, ok := schemaAgent(d, p.Entity); ok {
			who = append(who, a)
		}
	}
	if attended[e.Kind] {
		n.Attendee = who
	} else {
		n.About = who
	}
	if h.Entry.Place.Label != "" {
		n.Location = &schemaNode{Type: "Place", Name: h.Entry.Place.Label}
		if p := e.Place; p != nil && p.Entity >= 0 && p.Entity < len(d.Entities) {
			n.Location.SameAs = wikidata(&d.Entities[p.Entity])
		}
	}
	n.Description = words(d.Text, []verbatim.Span{h.Entry.Sentence})
	if by := labels(h.Entry.Speakers); by != "" {
		n.Description += " (as told by " + by + ")"
	}
	return n, true
}
