package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// FTMEntity is an entity of FollowTheMoney, as Aleph reads it a line each.
// Every property is a list of strings.
type FTMEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func newFTM(id, schema string) *FTMEntity {
	return &FTMEntity{id, schema, make(map[string][]string)}
}

// add adds values that are not empty.
func (e *FTMEntity) add(property string, values ...string) {
	for _, v := range values {
		if v = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(v, "\x00", ""), "\ufffd")); v != "" {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// FTM appends the FollowTheMoney entities of a document, a line each:
//
//   - the article, an Article;
//   - each person and organisation that has a name, a Person or an Organization,
//     under its Wikidata identifier, else under one made of its key, else under
//     one of this article alone;
//   - a Mention for each of them;
//   - each statement, a Note about its speakers, with the article as its proof;
//   - each event, an Event, with the article as its proof.
//
// Ids are made of content, so that lines about the same thing merge.
func FTM(dst []byte, d *verbatim.Document) []byte {
	id := search.DocumentID(search.DocumentKey(d))
	dst = appendFTM(dst, ftmArticle(d, id))
	for i := range d.Entities {
		e, ok := ftmAgent(d, id, i)
		if !ok {
			continue
		}
		m := newFTM(ftmID("mention", id+" "+e.ID), "Mention")
		m.add("document", id)
		m.add("name", entityName(d, i))
		m.add("resolved", e.ID)
		m.add("detectedSchema", e.Schema)
		dst = appendFTM(appendFTM(dst, e), m)
	}
	hits := Hits(d)
	for i := range hits {
		dst = appendFTM(dst, ftmNote(&hits[i]))
	}
	events := EventHits(d)
	for i := range events {
		dst = appendFTM(dst, ftmEvent(&events[i]))
	}
	return dst
}

// FTMStatement appends a statement with its article and its speakers, a line
// each.
func FTMStatement(dst []byte, h *search.Hit) []byte {
	dst = appendFTM(dst, ftmArticle(h.Document, h.DocumentID))
	for _, i := range h.Statement().Speakers {
		if e, ok := ftmAgent(h.Document, h.DocumentID, i); ok {
			dst = appendFTM(dst, e)
		}
	}
	return appendFTM(dst, ftmNote(h))
}

// FTMEvent appends an event with its article and those who take part, a line
// each.
func FTMEvent(dst []byte, h *search.EventHit) []byte {
	dst = appendFTM(dst, ftmArticle(h.Document, h.DocumentID))
	for _, p := range h.Event().Participants {
		if e, ok := ftmAgent(h.Document, h.DocumentID, p.Entity); ok {
			dst = appendFTM(dst, e)
		}
	}
	return appendFTM(dst, ftmEvent(h))
}

func appendFTM(dst []byte, e *FTMEntity) []byte { return appendJSON(dst, e, "") }

func ftmArticle(d *verbatim.Document, id string) *FTMEntity {
	e := newFTM(id, "Article")
	e.add("title", fold(d.Title))
	e.add("author", fold(d.Byline))
	e.add("publisher", fold(d.Outlet))
	e.add("sourceUrl", webURL(d.URL))
	e.add("publishedAt", ftmDate(d.Published))
	if schemaLanguage(d.Language) != "" {
		e.add("language", d.Language)
	}
	if e.Properties["title"] == nil {
		e.add("fileName", d.Path)
	}
	return e
}

// ftmDate is a date as FollowTheMoney has it: as much of ISO 8601 as is known.
func ftmDate(s string) string {
	year, month, day := dateParts(s)
	switch {
	case day != "":
		return year + "-" + month + "-" + day
	case month != "":
		return year + "-" + month
	}
	return year
}

// ftmAgent returns a person or an organisation that has a name.
func ftmAgent(d *verbatim.Document, document string, i int) (*FTMEntity, bool) {
	called := entityName(d, i)
	if called == "" || d.Entities[i].Unnamed {
		return nil, false
	}
	e := &d.Entities[i]
	schema := map[verbatim.EntityKind]string{verbatim.Person: "Person", verbatim.Organisation: "Organization"}[e.Kind]
	if schema == "" {
		return nil, false
	}
	var id string
	switch {
	case wikidata(e) != "":
		id = e.Wikidata
	case e.Key != "":
		id = ftmID("entity", e.Key)
	default:
		id = ftmID("entity", document+" "+called)
	}
	out := newFTM(id, schema)
	out.add("name", called)
	if wikidata(e) != "" {
		out.add("wikidataId", e.Wikidata)
	}
	if e.Kind == verbatim.Person {
		for _, r := range e.Roles {
			if r.Source == "" { // as the article has it; the gazetteer's are of another day
				out.add("position", fold(r.Title))
			}
		}
	}
	out.add("proof", document)
	return out, true
}

func ftmID(kind, content string) string {
	sum := sha256.Sum256([]byte(content))
	return "verbatim-" + kind + "-" + hex.EncodeToString(sum[:16])
}

func ftmNote(h *search.Hit) *FTMEntity {
	d, s := h.Document, h.Statement()
	e := newFTM(h.ID, "Note")
	e.add("name", Visible(short(reportedWords(h), 120)))
	e.add("description", reportedWords(h))
	for _, i := range s.Speakers {
		if a, ok := ftmAgent(d, h.DocumentID, i); ok {
			e.add("entity", a.ID)
		}
	}
	e.add("summary", Visible(annotationWords(h)))
	e.add("keywords", string(s.Kind), string(s.Act))
	if j := s.Judgement; j != nil {
		e.add("keywords", string(j.Verdict)+"ed")
		e.add("notes", Visible(judged(d, s)))
	}
	e.add("proof", h.DocumentID)
	e.add("publisher", h.Entry.Outlet.Label)
	e.add("sourceUrl", Link(h))
	return e
}

func ftmEvent(h *search.EventHit) *FTMEntity {
	d, e := h.Document, h.Event()
	out := newFTM(h.ID, "Event")
	called := upperFirst(EventKindName(e))
	if e.Status != verbatim.Happened {
		called += " (" + string(e.Status) + ")" // a list of events must not show a denied one as one that was
	}
	if who := eventWho(h); who != "" {
		called += ": " + who
	}
	out.add("name", Visible(called))
	out.add("summary", string(e.Status))
	out.add("keywords", EventKindName(e), e.Plover, string(e.Status))
	if h.Entry.Told {
		first, last := day(h.Entry.From), day(h.Entry.To-1)
		if first == last {
			out.add("date", first)
		} else {
			out.add("startDate", first)
			out.add("endDate", last)
		}
	}
	out.add("location", h.Entry.Place.Label)
	for _, p := range e.Participants {
		if a, ok := ftmAgent(d, h.DocumentID, p.Entity); ok {
			out.add("involved", a.ID)
		}
	}
	description := words(d.Text, []verbatim.Span{h.Entry.Sentence})
	if by := labels(h.Entry.Speakers); by != "" {
		description += " (as told by " + by + ")"
	}
	out.add("description", description)
	out.add("proof", h.DocumentID)
	out.add("publisher", h.Entry.Outlet.Label)
	out.add("sourceUrl", webURL(d.URL))
	return out
}
