package search

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// EventReport is what tells whether two articles report the same event.
type EventReport struct {
	Kind      verbatim.EventKind // or its PLOVER type, where it is of no kind
	Status    verbatim.EventStatus
	Who       []string // keys of who takes part, sorted, each once
	Place     string   // key, empty where none is named
	PlaceName string   // what the article calls it, folded, without the article before it
	By        string   // key of the speaker in whose word alone it stands, or empty
	Moved     bool     // the words say that it was put off or brought forward
}

// Report returns the report of the event that the entry is of.
func (n *EventEntry) Report(d *verbatim.Document, e *verbatim.Event) EventReport {
	r := EventReport{Kind: e.Kind, Status: e.Status, Place: n.Place.Key, PlaceName: placeName(n.Place.Label)}
	if e.Kind == "" {
		r.Kind = verbatim.EventKind(e.Plover)
	}
	for _, list := range [][]Facet{n.Actors, n.Targets} {
		for _, f := range list {
			if !slices.Contains(r.Who, f.Key) {
				r.Who = append(r.Who, f.Key)
			}
		}
	}
	slices.Sort(r.Who)
	if len(n.Speakers) > 0 {
		r.By = n.Speakers[0].Key
	}
	for _, s := range e.Evidence {
		for w := range strings.FieldsSeq(strings.ToLower(s.In(d.Text))) {
			if slices.Contains(moves, w) {
				r.Moved = true
			}
		}
	}
	return r
}

// placeName is what a place is called, folded as the index does it, without the
// article before it.
func placeName(label string) string {
	words := ContentWords(label, []verbatim.Span{{End: len(label)}})
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// moves are the words that tell of another time for what was planned.
var moves = []string{"postponed", "postpones", "postpone", "postponing", "delayed", "delays", "deferred", "rescheduled", "reschedules", "moved", "brought", "shifted", "put", "pushed"}
