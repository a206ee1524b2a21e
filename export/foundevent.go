package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// FoundEventSchema names the form of a [FoundEventRecord].
const FoundEventSchema = "verbatim-event/1"

// FoundEventRecord is an event that was found in the record, as JSON; see
// [FoundRecord] for what is null.
type FoundEventRecord struct {
	Schema     string               `json:"schema"`
	ID         string               `json:"id"`       // of the event
	Document   string               `json:"document"` // id
	Revision   int                  `json:"revision"`
	Superseded bool                 `json:"superseded"` // there is a newer revision of its article
	Published  *string              `json:"published"`
	When       string               `json:"when"` // published, or else fetched
	Outlet     *string              `json:"outlet"`
	Title      *string              `json:"title"`
	URL        *string              `json:"url"`
	Path       *string              `json:"path"`
	Kind       *string              `json:"kind"`
	Plover     string               `json:"plover"`
	Status     verbatim.EventStatus `json:"status"`
	Date       *FoundEventDate      `json:"date"` // null where the text tells no day
	Actors     []FoundName          `json:"actors"`
	Targets    []FoundName          `json:"targets"`
	Place      *FoundName           `json:"place"`
	By         []FoundName          `json:"by"`        // in whose word alone
	Statement  *string              `json:"statement"` // the id of these words
	Sentence   string               `json:"sentence"`
	Words      string               `json:"words"` // that name it
	Trigger    verbatim.Span        `json:"trigger"`
	Evidence   []verbatim.Span      `json:"evidence"`
	Marks      []verbatim.Span      `json:"marks"` // what made it match
	Confidence float64              `json:"confidence"`
}

// FoundEventDate is when an event is: the value of the text's words and the
// days that it covers, Until not among them.
type FoundEventDate struct {
	Value string `json:"value"` // TIMEX3
	Words string `json:"words"`
	From  string `json:"from"`
	Until string `json:"until"`
}

// NewFoundEvent returns the record of a hit.
func NewFoundEvent(h *search.EventHit) *FoundEventRecord {
	d, e := h.Document, h.Event()
	r := &FoundEventRecord{
		Schema: FoundEventSchema, ID: h.ID, Document: h.DocumentID, Revision: h.Revision, Superseded: h.Old,
		Published: known(d.Published), When: h.When.Format(time.RFC3339), Outlet: known(h.Entry.Outlet.Label), Title: known(d.Title), URL: known(d.URL), Path: known(d.Path),
		Kind: known(string(e.Kind)), Plover: e.Plover, Status: e.Status,
		Actors: foundNames(h.Entry.Actors), Targets: foundNames(h.Entry.Targets), By: foundNames(h.Entry.Speakers), Statement: known(h.Statement),
		Sentence: words(d.Text, []verbatim.Span{h.Entry.Sentence}), Words: words(d.Text, []verbatim.Span{e.Trigger}),
		Trigger: e.Trigger, Evidence: list(e.Evidence), Marks: list(h.Marks), Confidence: hundredths(e.Confidence),
	}
	if h.Entry.Place.Label != "" {
		r.Place = &foundNames([]search.Facet{h.Entry.Place})[0]
	}
	if t, ok := h.Time(); ok && h.Entry.Told {
		r.Date = &FoundEventDate{t.Value, words(d.Text, []verbatim.Span{t.Span}), day(h.Entry.From), day(h.Entry.To)}
	}
	return r
}

func day(minute int64) string { return search.MinuteTime(minute).Format(time.DateOnly) }

// FoundEventJSONL appends a hit as one line of JSON.
func FoundEventJSONL(dst []byte, h *search.EventHit) []byte {
	return appendJSON(dst, NewFoundEvent(h), "")
}

var foundEventColumns = []string{
	"id", "document", "published", "outlet", "kind", "plover", "status", "from", "until", "date", "actors", "targets", "place", "by", "statement",
	"words", "sentence", "title", "url", "path", "confidence", "trigger_offsets", "superseded",
}

// FoundEventCSVHeader appends the line that names the columns.
func FoundEventCSVHeader(dst []byte) []byte { return appendRow(dst, foundEventColumns) }

// FoundEventCSV appends a hit as a row; see [CSV] for what a cell is.
func FoundEventCSV(dst []byte, h *search.EventHit) []byte {
	r := NewFoundEvent(h)
	d := h.Document
	var when FoundEventDate
	if r.Date != nil {
		when = *r.Date
	}
	row := []string{
		h.ID, h.DocumentID, d.Published, h.Entry.Outlet.Label, string(h.Event().Kind), r.Plover, string(r.Status), when.From, when.Until, when.Value,
		labels(h.Entry.Actors), labels(h.Entry.Targets), h.Entry.Place.Label, labels(h.Entry.Speakers), h.Statement,
		r.Words, r.Sentence, d.Title, d.URL, d.Path, strconv.FormatFloat(r.Confidence, 'f', 2, 64), offsets([]verbatim.Span{r.Trigger}), strconv.FormatBool(h.Old),
	}
	for i, cell := range row {
		row[i] = guard(cell)
	}
	return appendRow(dst, row)
}

// PloverRecord is an event in the fields of PLOVER's JSON records, as its gold
// standard has them. Status, the id of the document and its address are more
// than PLOVER has: it codes a plan as an agreement or a promise, and says
// nothing of what did not happen.
type PloverRecord struct {
	ID          string               `json:"id"`
	Date        string               `json:"date"` // the day of the event, else of the article
	Source      []PloverActor        `json:"source"`
	Target      []PloverActor        `json:"target"`
	Event       string               `json:"event"`
	Mode        string               `json:"mode,omitempty"`
	Status      verbatim.EventStatus `json:"status"`
	EventText   string               `json:"eventText"`
	Text        string               `json:"text"`
	Language    string               `json:"language,omitempty"`
	Publication string               `json:"publication,omitempty"`
	Document    string               `json:"document"`
	URL         string               `json:"url,omitempty"`
	Coder       string               `json:"coder"`
}

// PloverActor is who takes part. Key is the record's key of it.
type PloverActor struct {
	Text string `json:"actorText"`
	Key  string `json:"key"`
}

// FoundPlover appends a hit as one line of JSON in PLOVER's fields.
func FoundPlover(dst []byte, h *search.EventHit) []byte {
	d, e := h.Document, h.Event()
	event, mode, _ := strings.Cut(e.Plover, ":")
	actors := func(list []search.Facet) []PloverActor {
		out := make([]PloverActor, 0, len(list))
		for _, f := range list {
			out = append(out, PloverActor{f.Label, f.Key})
		}
		return out
	}
	return appendJSON(dst, PloverRecord{
		ID: h.ID, Date: day(h.Entry.From), Source: actors(h.Entry.Actors), Target: actors(h.Entry.Targets), Event: event, Mode: mode, Status: e.Status,
		EventText: words(d.Text, []verbatim.Span{e.Trigger}), Text: words(d.Text, []verbatim.Span{h.Entry.Sentence}),
		Language: d.Language, Publication: h.Entry.Outlet.Label, Document: h.DocumentID, URL: d.URL, Coder: "Verbatim",
	}, "")
}
