package export

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/verbatim-record/verbatim"
)

// EventRecord is an event. Kind is null for an event of a PLOVER type that
// has no kind of its own.
type EventRecord struct {
	ID           string               `json:"id"`
	Kind         *string              `json:"kind"`
	Plover       string               `json:"plover"`
	Status       verbatim.EventStatus `json:"status"`
	Participants []ParticipantRecord  `json:"participants"`
	Place        *EventPlaceRecord    `json:"place"`
	Time         *StatementTimeInfo   `json:"time"`
	Duration     *StatementTimeInfo   `json:"duration"`
	Topic        *verbatim.Span       `json:"topic"`
	By           *string              `json:"by"`
	Trigger      verbatim.Span        `json:"trigger"`
	Evidence     []verbatim.Span      `json:"evidence"`
	Confidence   float64              `json:"confidence"` // 0 to 1, two decimals
}

// ParticipantRecord is who takes part. Start and End are the words for it.
type ParticipantRecord struct {
	Entity string             `json:"entity"`
	Role   verbatim.EventRole `json:"role"`
	verbatim.Span
}

// EventPlaceRecord is where an event is.
type EventPlaceRecord struct {
	verbatim.Span
	Entity *string `json:"entity"`
}

// EventID returns the name of the event at index i of a document: v1, v2, …
func EventID(i int) string { return "v" + strconv.Itoa(i+1) }

// eventRecord leaves out who takes part but is no entity.
func eventRecord(d *verbatim.Document, i int) EventRecord {
	e := &d.Events[i]
	r := EventRecord{
		ID: EventID(i), Kind: known(string(e.Kind)), Plover: e.Plover, Status: e.Status,
		Participants: make([]ParticipantRecord, 0, len(e.Participants)),
		Trigger:      e.Trigger, Evidence: list(e.Evidence), Confidence: hundredths(e.Confidence),
	}
	for _, p := range e.Participants {
		if p.Entity >= 0 && p.Entity < len(d.Entities) {
			r.Participants = append(r.Participants, ParticipantRecord{EntityID(p.Entity), p.Role, p.Mention})
		}
	}
	if p := e.Place; p != nil {
		r.Place = &EventPlaceRecord{Span: p.Span}
		if p.Entity >= 0 && p.Entity < len(d.Entities) {
			id := EntityID(p.Entity)
			r.Place.Entity = &id
		}
	}
	r.Time, r.Duration = timeInfo(d, e.Time), timeInfo(d, e.Duration)
	if !e.Topic.Empty() {
		topic := e.Topic
		r.Topic = &topic
	}
	if e.By >= 0 && e.By < len(d.Statements) {
		id := StatementID(e.By)
		r.By = &id
	}
	return r
}

func timeInfo(d *verbatim.Document, i int) *StatementTimeInfo {
	if i < 0 || i >= len(d.Times) {
		return nil
	}
	return &StatementTimeInfo{d.Times[i].Span, known(d.Times[i].Value)}
}

// eventItem is an event of its layer for programs: its record, and the words
// that name it.
type eventItem struct {
	Path string `json:"path"`
	Type string `json:"type"`
	EventRecord
	Text string `json:"text"`
}

// eventLayer lists the events, and below each who, where, when and why.
func eventLayer(b *bytes.Buffer, d *verbatim.Document) {
	for i := range d.Events {
		e := &d.Events[i]
		by := ""
		if e.By >= 0 && e.By < len(d.Statements) {
			by = " by " + StatementID(e.By)
		}
		fmt.Fprintf(b, "%s\t%s %s\t%s%s\t%.2f\n", EventID(i), field(string(e.Kind)), e.Plover, e.Status, by, hundredths(e.Confidence))
		row := func(name string, s verbatim.Span) {
			if !s.Empty() {
				fmt.Fprintf(b, "\t%s\t%s\t%s\n", name, offsets([]verbatim.Span{s}), show(d, s))
			}
		}
		row("trigger", e.Trigger)
		for _, p := range e.Participants {
			row(string(p.Role), p.Mention)
		}
		if e.Place != nil {
			row("place", e.Place.Span)
		}
		for _, t := range []struct {
			name string
			at   int
		}{{"time", e.Time}, {"duration", e.Duration}} {
			if t.at >= 0 && t.at < len(d.Times) {
				row(t.name, d.Times[t.at].Span)
			}
		}
		row("topic", e.Topic)
		for _, s := range e.Evidence {
			row("evidence", s)
		}
	}
}
