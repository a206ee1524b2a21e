package search

import (
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
)

// EventSyntax is the language of queries for events in short, for help.
const EventSyntax = `  summit riyadh           both words in the sentence that tells it
  "phone call"            these words side by side; also tarif*, near/5, OR, -, ( )
  kind:meeting            or call, visit, invitation, talks, agreement, refusal, demand,
                          threat, promise, sanction, aid, troops, ceasefire, attack,
                          resignation, election
  status:planned          or happened, "under way", proposed, conditional, "ruled out",
                          denied, cancelled, unknown
  who:trump with:putin    who takes part, on either side; also actor: and target:
  place:riyadh            where
  by:kremlin              in whose word alone
  plover:consult          type or mode in the PLOVER ontology
  outlet:metro            who reports it
  after:2025-02-01        on that day or later, as the article dates it, else as it
  before:2025-03          was published; before that month
  on:2025-02-12           on that day, or in:2025-02
  date:none               neither the event nor its article has a date; no range has it`

// The fields of events. They are in an index of their own, so that letters may
// be those of fields of statements.
const (
	tokenWho    = "w:" // on either side
	tokenActor  = "a:"
	tokenTarget = "t:"
	tokenPlace  = "l:"
	tokenState  = "u:"
	tokenPlover = "m:"
	tokenBy     = "b:"
)

// EventKinds are the kinds of event that a query can name.
var EventKinds = []verbatim.EventKind{
	verbatim.Call, verbatim.Encounter, verbatim.Visit, verbatim.Invitation, verbatim.Talks, verbatim.Agreement, verbatim.Refusal,
	verbatim.Requirement, verbatim.Threat, verbatim.Pledge, verbatim.Sanction, verbatim.Aid, verbatim.Troops, verbatim.Ceasefire,
	verbatim.Attack, verbatim.Resignation, verbatim.Election,
}

// EventStatuses are the statuses that a query can name.
var EventStatuses = []verbatim.EventStatus{
	verbatim.Happened, verbatim.UnderWay, verbatim.Planned, verbatim.Proposed, verbatim.Conditional, verbatim.RuledOut, verbatim.Denied,
	verbatim.Cancelled, verbatim.Unsettled,
}

var eventLanguage = &language{
	fields: map[string]string{
		"kind": tokenKind, "status": tokenState,
		"who": tokenWho, "with": tokenWho, "actor": tokenActor, "target": tokenTarget, "whom": tokenTarget,
		"place": tokenPlace, "where": tokenPlace, "by": tokenBy, "plover": tokenPlover, "outlet": tokenOutlet,
	},
	list:   "kind, status, who, with, actor, target, place, by, plover, outlet, after, before, on, in, date",
	names:  map[string]bool{tokenWho: true, tokenActor: true, tokenTarget: true, tokenBy: true},
	closed: map[string][]string{tokenKind: plain(EventKinds), tokenState: plain(EventStatuses)},
	none:   map[string]string{tokenOutlet: tokenNoOutlet},
}

// ParseEvents reads a query for events, as [Parse] does one for statements.
func ParseEvents(query string) (*Node, error) { return parse(query, eventLanguage) }

// everyEvent is an expression that every event matches: each has a status.
var everyEvent = func() string {
	parts := make([]string, len(EventStatuses))
	for i, s := range EventStatuses {
		// A status of two words begins as none of one word does.
		first, _, _ := strings.Cut(string(s), " ")
		parts[i] = `"` + tokenState + first + `"`
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}()

// NewEventPlan makes a plan of a query for events.
func NewEventPlan(root *Node) Plan { return newPlan(root, true, everyEvent) }

// EventEntry is what the index keeps of an event.
type EventEntry struct {
	Entry    // its words are those of the sentence, its speakers those in whose word it is
	Sentence verbatim.Span
	Actors   []Facet
	Targets  []Facet
	Place    Facet
	// From and To are the minutes of when it is, [From, To): as the text tells,
	// where Told is set, and else those of the day of publication.
	From, To int64
	Told     bool
}

// EventEntries returns the entries of the events of d, which was published in
// a minute.
func EventEntries(d *verbatim.Document, minute int64) []EventEntry {
	shared := outletOf(d)
	shared.names = make(map[int][]string)
	out := make([]EventEntry, len(d.Events))
	for i := range d.Events {
		out[i] = eventEntry(d, &d.Events[i], shared, minute)
	}
	return out
}

// NewEventEntry returns the entry of the event at index i of d.
func NewEventEntry(d *verbatim.Document, i int, minute int64) EventEntry {
	return eventEntry(d, &d.Events[i], outletOf(d), minute)
}

func eventEntry(d *verbatim.Document, e *verbatim.Event, shared document, minute int64) EventEntry {
	out := EventEntry{Sentence: sentenceOf(d, e.Trigger)}
	out.Words = ContentWords(d.Text, []verbatim.Span{out.Sentence})
	out.Outlet = shared.outlet
	facts := &out.Facts
	for _, p := range e.Participants {
		field, list := tokenActor, &out.Actors
		if p.Role == verbatim.Target {
			field, list = tokenTarget, &out.Targets
		}
		if p.Entity >= 0 && p.Entity < len(d.Entities) {
			*list = appendEntity(d, shared, p.Entity, field, "", facts, *list)
			appendEntity(d, shared, p.Entity, tokenWho, "", facts, nil)
			continue
		}
		words := cut(d.Text, p.Mention)
		if pronouns[joined(Words(words))] {
			continue
		}
		*facts = appendName(*facts, field, words, Name)
		*facts = appendName(*facts, tokenWho, words, Name)
		if f, ok := sourceFacet(words); ok && !slices.Contains(*list, f) {
			*list = append(*list, f)
		}
	}
	if p := e.Place; p != nil {
		words := cut(d.Text, p.Span)
		*facts = appendName(*facts, tokenPlace, words, Fold)
		out.Place = Facet{Key: joined(Words(words)), Label: fields(words)}
		if p.Entity >= 0 && p.Entity < len(d.Entities) {
			if list := appendEntity(d, shared, p.Entity, tokenPlace, "", facts, nil); len(list) > 0 {
				out.Place = list[0]
			}
		}
	}
	if e.By >= 0 && e.By < len(d.Statements) {
		by := entry(d, &d.Statements[e.By], document{names: shared.names})
		out.Speakers = by.Speakers
		for _, f := range by.Facts {
			switch name, ok := strings.CutPrefix(f, tokenSpeaker); {
			case len(*facts) >= maxFacts:
			case ok:
				*facts = append(*facts, tokenBy+name)
			case f == tokenBreak:
				*facts = append(*facts, f)
			}
		}
	}
	*facts = append(*facts, shared.facts...) // beside the bound, with what follows: each event has them
	if e.Kind != "" {
		*facts = append(*facts, tokenKind+string(e.Kind))
	}
	for _, w := range Words(string(e.Status)) {
		*facts = append(*facts, tokenState+w.Fold)
	}
	for _, w := range Words(e.Plover) {
		*facts = append(*facts, tokenPlover+w.Fold)
	}
	out.From, out.To, out.Told = eventTime(d, e, minute)
	for _, t := range shared.lacks {
		if t != tokenUndated || !out.Told {
			out.Lacks = append(out.Lacks, t)
		}
	}
	return out
}

// UndatedMatch is an expression for the index that those events match of which
// neither the text nor the article has a date.
const UndatedMatch = `"` + tokenUndated + `"`

// maxSentence bounds the words of one event, in bytes: a text without full
// stops would be indexed as often as it has events.
const maxSentence = 2000

// sentenceOf returns the sentence around a trigger, or the trigger alone where
// there is none.
func sentenceOf(d *verbatim.Document, trigger verbatim.Span) verbatim.Span {
	i, found := slices.BinarySearchFunc(d.Sentences, trigger.Start, func(s verbatim.Sentence, at int) int {
		switch {
		case s.End <= at:
			return -1
		case s.Start > at:
			return 1
		}
		return 0
	})
	if !found || d.Sentences[i].Len() > maxSentence {
		return trigger
	}
	return d.Sentences[i].Span
}

// eventTime returns when an event is.
func eventTime(d *verbatim.Document, e *verbatim.Event, minute int64) (from, to int64, told bool) {
	if e.Time >= 0 && e.Time < len(d.Times) {
		if from, to, ok := Stretch(d.Times[e.Time].Value); ok {
			return from, to, true
		}
	}
	day := MinuteTime(minute).Truncate(24 * time.Hour)
	return Minute(day), Minute(day.AddDate(0, 0, 1)), false
}

// EventHit is an event of the record that matches a query.
type EventHit struct {
	ID         string // of the event: v and the content address of the document, the trigger and the type
	DocumentID string
	Index      int                // in Document.Events
	Document   *verbatim.Document // hits of one document share it
	Revision   int
	When       time.Time // of publication, as far as it is known, else of the fetch
	Dated      bool      // When is of publication
	Old        bool      // there is a newer revision of its article
	Statement  string    // the id of the statement in whose words alone it exists, or empty
	Place      EventPlace
	Entry      EventEntry
	Marks      []verbatim.Span // what made it match, in the sentence
}

// EventPlace is where an event stands in the record's order of events: the
// minute in which it begins, and among those of one minute a number.
type EventPlace struct{ From, Row int64 }

// Event returns the event of the hit.
func (h *EventHit) Event() *verbatim.Event { return &h.Document.Events[h.Index] }

// Time returns the expression that tells when it is.
func (h *EventHit) Time() (verbatim.Time, bool) {
	if i := h.Event().Time; i >= 0 && i < len(h.Document.Times) {
		return h.Document.Times[i], true
	}
	return verbatim.Time{}, false
}
