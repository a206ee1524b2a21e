package export

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"

	"github.com/verbatim-record/verbatim"
)

// Schema names the form of a [Record]. Fields may be added under it; a change
// of a field's name or meaning gets another number.
const Schema = "verbatim/1"

// Record is a document as JSON. Offsets are bytes of Text. What is not known
// is null; lists are never null.
type Record struct {
	Schema     string            `json:"schema"`
	ID         string            `json:"id"`
	Path       *string           `json:"path"`
	URL        *string           `json:"url"`
	Outlet     *string           `json:"outlet"`
	Title      *string           `json:"title"`
	Byline     *string           `json:"byline"`
	Published  *string           `json:"published"`
	Language   *string           `json:"language"`
	Unit       string            `json:"unit"`
	Text       string            `json:"text"`
	Furniture  []FurnitureRecord `json:"furniture"`
	Entities   []EntityRecord    `json:"entities"`
	Statements []StatementRecord `json:"statements"`
	Times      []TimeRecord      `json:"times"`
	Events     []EventRecord     `json:"events"`
}

// FurnitureRecord is a stretch of page furniture.
type FurnitureRecord struct {
	verbatim.Span
	Kind verbatim.FurnitureKind `json:"kind"`
}

// EntityRecord is somebody or something that the article speaks of.
type EntityRecord struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Name     string          `json:"name"`
	Unnamed  bool            `json:"unnamed,omitempty"` // known by a description only
	Key      *string         `json:"key"`               // the same in every article
	Wikidata *string         `json:"wikidata"`
	Roles    []RoleRecord    `json:"roles"`
	Mentions []verbatim.Span `json:"mentions"`
}

// RoleRecord is an office or a description. A role without a place in the
// text is from the gazetteer: source and as_of say which and of what day.
type RoleRecord struct {
	Title  string  `json:"title"`
	Start  *int    `json:"start"`
	End    *int    `json:"end"`
	Date   *string `json:"date"` // for a role of the article: when that was published
	Source *string `json:"source,omitempty"`
	AsOf   *string `json:"as_of,omitempty"`
	Since  *string `json:"since,omitempty"`
}

// TimeRecord is a time expression. Value is null where there is no calendar
// value.
type TimeRecord struct {
	verbatim.Span
	Kind  verbatim.TimeKind `json:"kind"`
	Value *string           `json:"value"`
	Mod   *string           `json:"mod,omitempty"`
}

// StatementRecord is a statement. Speaker is the first of Speakers.
type StatementRecord struct {
	ID                string             `json:"id"`
	Kind              verbatim.Kind      `json:"kind"`
	Act               *string            `json:"act"`
	Speaker           *string            `json:"speaker"`
	Speakers          []string           `json:"speakers"`
	Parent            *string            `json:"parent"`
	Source            []verbatim.Span    `json:"source"`
	Cue               []verbatim.Span    `json:"cue"`
	Content           []verbatim.Span    `json:"content"`
	Addressee         *AddresseeRecord   `json:"addressee"`
	Venue             *VenueRecord       `json:"venue"`
	Time              *StatementTimeInfo `json:"time"`
	Confidence        float64            `json:"confidence"`         // 0 to 1, two decimals
	SpeakerConfidence *float64           `json:"speaker_confidence"` // null without a speaker
	// Correction is what somebody has decided about it, in a record.
	Correction *JudgementRecord `json:"correction,omitempty"`
}

// AddresseeRecord is to whom something was said. Entity is the first of Entities.
type AddresseeRecord struct {
	verbatim.Span
	Entity   *string  `json:"entity"`
	Entities []string `json:"entities"`
}

// VenueRecord is the setting of a statement.
type VenueRecord struct {
	Kind verbatim.VenueKind `json:"kind"`
	verbatim.Span
	Entity *string `json:"entity"`
}

// StatementTimeInfo is when something was said.
type StatementTimeInfo struct {
	verbatim.Span
	Value *string `json:"value"`
}

// NewRecord returns the record of d. It shares d's spans.
func NewRecord(d *verbatim.Document) *Record {
	r := &Record{
		Schema:     Schema,
		ID:         d.ID(),
		Path:       known(d.Path),
		URL:        known(d.URL),
		Outlet:     known(d.Outlet),
		Title:      known(d.Title),
		Byline:     known(d.Byline),
		Published:  known(d.Published),
		Language:   known(d.Language),
		Unit:       "byte",
		Text:       d.Text,
		Furniture:  make([]FurnitureRecord, 0, len(d.Furniture)),
		Entities:   make([]EntityRecord, 0, len(d.Entities)),
		Statements: make([]StatementRecord, 0, len(d.Statements)),
		Times:      make([]TimeRecord, 0, len(d.Times)),
		Events:     make([]EventRecord, 0, len(d.Events)),
	}
	for _, f := range d.Furniture {
		r.Furniture = append(r.Furniture, FurnitureRecord{f.Span, f.Kind})
	}
	for i := range d.Entities {
		r.Entities = append(r.Entities, entityRecord(d, i))
	}
	for _, t := range d.Times {
		r.Times = append(r.Times, TimeRecord{t.Span, t.Kind, known(t.Value), known(t.Mod)})
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		sr := StatementRecord{
			ID:         StatementID(i),
			Kind:       s.Kind,
			Act:        known(string(s.Act)),
			Source:     list(s.Source),
			Cue:        list(s.Cue),
			Content:    list(s.Content),
			Confidence: hundredths(s.Confidence),
			Correction: newJudgement(d, s),
		}
		if s.Parent >= 0 && s.Parent < len(d.Statements) {
			id := StatementID(s.Parent)
			sr.Parent = &id
		}
		sr.Speakers = entityIDs(d, s.Speakers)
		if len(sr.Speakers) > 0 {
			sr.Speaker = &sr.Speakers[0]
			c := hundredths(s.SpeakerConfidence)
			sr.SpeakerConfidence = &c
		}
		if a := s.Addressee; a != nil {
			sr.Addressee = &AddresseeRecord{Span: a.Span, Entities: entityIDs(d, a.Entities)}
			if len(sr.Addressee.Entities) > 0 {
				sr.Addressee.Entity = &sr.Addressee.Entities[0]
			}
		}
		if v := s.Venue; v != nil {
			sr.Venue = &VenueRecord{Kind: v.Kind, Span: v.Span}
			if v.Entity >= 0 && v.Entity < len(d.Entities) {
				id := EntityID(v.Entity)
				sr.Venue.Entity = &id
			}
		}
		if s.Time >= 0 && s.Time < len(d.Times) {
			t := d.Times[s.Time]
			sr.Time = &StatementTimeInfo{t.Span, known(t.Value)}
		}
		r.Statements = append(r.Statements, sr)
	}
	for i := range d.Events {
		r.Events = append(r.Events, eventRecord(d, i))
	}
	return r
}

func entityRecord(d *verbatim.Document, i int) EntityRecord {
	e := &d.Entities[i]
	r := EntityRecord{
		ID: EntityID(i), Kind: string(e.Kind), Name: fold(e.Name.In(d.Text)), Unnamed: e.Unnamed,
		Key: known(e.Key), Wikidata: known(e.Wikidata),
		Roles:    make([]RoleRecord, 0, len(e.Roles)),
		Mentions: make([]verbatim.Span, 0, len(e.Mentions)),
	}
	for _, role := range e.Roles {
		rr := RoleRecord{Title: role.Title, Source: known(role.Source), AsOf: known(role.AsOf), Since: known(role.Since)}
		if !role.Span.Empty() {
			start, end := role.Start, role.End
			rr.Start, rr.End, rr.Date = &start, &end, known(d.Published)
		}
		r.Roles = append(r.Roles, rr)
	}
	for _, m := range e.Mentions {
		if m >= 0 && m < len(d.Mentions) {
			r.Mentions = append(r.Mentions, d.Mentions[m].Span)
		}
	}
	return r
}

// entityIDs returns the names of the entities at the given indices.
func entityIDs(d *verbatim.Document, indices []int) []string {
	out := make([]string, 0, len(indices))
	for _, i := range indices {
		if i >= 0 && i < len(d.Entities) {
			out = append(out, EntityID(i))
		}
	}
	return out
}

// EntityID returns the name of the entity at index i of a document: e1, e2, …
func EntityID(i int) string { return "e" + strconv.Itoa(i+1) }

// StatementID returns the name of the statement at index i of a document:
// s1, s2, …
func StatementID(i int) string { return "s" + strconv.Itoa(i+1) }

// JSONL appends d as one line of JSON.
func JSONL(dst []byte, d *verbatim.Document) []byte { return appendJSON(dst, NewRecord(d), "") }

// JSON appends d as an indented JSON object, ended by a line feed.
func JSON(dst []byte, d *verbatim.Document) []byte { return appendJSON(dst, NewRecord(d), "  ") }

// appendJSON appends v and a line feed. Characters such as < stay as they
// are: the text is for programs, not for a page.
func appendJSON(dst []byte, v any, indent string) []byte {
	b := bytes.NewBuffer(dst)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		// Unreachable: the types above hold nothing that JSON cannot, for
		// confidences that are not numbers have been made 0.
		panic(err)
	}
	return b.Bytes()
}

// known returns nil for what the text does not give.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(s []verbatim.Span) []verbatim.Span {
	if s == nil {
		return []verbatim.Span{}
	}
	return s
}

// hundredths rounds a probability to two decimals.
func hundredths(p float64) float64 {
	if !(p > 0) { // also NaN
		return 0
	}
	return math.Round(min(p, 1)*100) / 100
}
