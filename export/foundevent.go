package export

import (
	"strconv"
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
	When       string               `json:"when"` // published, or else fetched; empty for an undated file
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
	if h.When.IsZero() {
		r.When = ""
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
	return appendRow(dst, eventRow(NewFoundEvent(h)))
}

// eventRow is the cells of a row, guarded.
func eventRow(r *FoundEventRecord) []string {
	str := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	var when FoundEventDate
	if r.Date != nil {
		when = *r.Date
	}
	place := ""
	if r.Place != nil {
		place = r.Place.Name
	}
	row := []string{
		r.ID, r.Document, str(r.Published), str(r.Outlet), str(r.Kind), r.Plover, string(r.Status), when.From, when.Until, when.Value,
		names(r.Actors), names(r.Targets), place, names(r.By), str(r.Statement),
		r.Words, r.Sentence, str(r.Title), str(r.URL), str(r.Path), strconv.FormatFloat(r.Confidence, 'f', 2, 64), offsets([]verbatim.Span{r.Trigger}), strconv.FormatBool(r.Superseded),
	}
	for i, cell := range row {
		row[i] = guard(cell)
	}
	return row
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
	Reports     int                  `json:"articles,omitempty"` // that report it, where articles were joined
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
	var place *FoundName
	if h.Entry.Place.Label != "" {
		place = &foundNames([]search.Facet{h.Entry.Place})[0]
	}
	p := ploverOf(e.Plover, foundNames(h.Entry.Actors), foundNames(h.Entry.Targets), place)
	p.ID, p.Date, p.Status = h.ID, day(h.Entry.From), e.Status
	p.EventText, p.Text = words(d.Text, []verbatim.Span{e.Trigger}), words(d.Text, []verbatim.Span{h.Entry.Sentence})
	p.Language, p.Publication, p.Document, p.URL, p.Coder = d.Language, h.Entry.Outlet.Label, h.DocumentID, d.URL, "Verbatim"
	return appendJSON(dst, p, "")
}
