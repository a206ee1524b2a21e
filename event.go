package verbatim

// EventKind says what sort of thing happened, or was to.
type EventKind string

// The kinds of event. An event of a PLOVER type that has no kind here has the
// empty one.
const (
	Call        EventKind = "call"
	Encounter   EventKind = "meeting"
	Visit       EventKind = "visit"
	Invitation  EventKind = "invitation"
	Talks       EventKind = "talks"
	Agreement   EventKind = "agreement"
	Refusal     EventKind = "refusal"
	Requirement EventKind = "demand"
	Threat      EventKind = "threat"
	Pledge      EventKind = "promise"
	Sanction    EventKind = "sanction"
	Aid         EventKind = "aid"
	Troops      EventKind = "troops"
	Ceasefire   EventKind = "ceasefire"
	Attack      EventKind = "attack"
	Resignation EventKind = "resignation"
	Election    EventKind = "election"
)

// EventStatus says whether an event happened, as the article has it.
type EventStatus string

// The statuses.
const (
	Happened    EventStatus = "happened"
	UnderWay    EventStatus = "under way"
	Planned     EventStatus = "planned"
	Proposed    EventStatus = "proposed"    // wanted, offered, asked for
	Conditional EventStatus = "conditional" // would if
	RuledOut    EventStatus = "ruled out"   // will not
	Denied      EventStatus = "denied"      // did not
	Cancelled   EventStatus = "cancelled"   // arranged, then off
	Unsettled   EventStatus = "unknown"     // may, unlikely, has yet to
)

// EventRole is the side on which somebody takes part.
type EventRole string

// The roles: who calls, hosts, visits, strikes, and whom.
const (
	Actor  EventRole = "actor"
	Target EventRole = "target"
)

// Participant is somebody who takes part in an event.
type Participant struct {
	Entity  int  // index in Document.Entities, or -1 where nobody can be told
	Mention Span // the words for it in the event's first mention that has them
	Role    EventRole
}

// EventPlace is where an event is.
type EventPlace struct {
	Span
	Entity int // index in Document.Entities, or -1
}

// Event is something of a kind that the record keeps, with whether it
// happened. The same event is there once, however often an article names it.
type Event struct {
	Kind         EventKind
	Plover       string // type and mode as in PLOVER: "CONSULT:phone"
	Status       EventStatus
	Participants []Participant
	Place        *EventPlace // nil where the text names none
	Time         int         // when it is, as an index in Document.Times, or -1
	Duration     int         // how long it lasts, as an index in Document.Times, or -1
	Topic        Span        // what it is about; empty where the text does not tell
	// By is the statement in whose words alone the event exists, as an index
	// in Document.Statements, or -1.
	By         int
	Trigger    Span    // the words that name it first
	Evidence   []Span  // the words that tell its status, in text order
	Confidence float64 // 0 to 1, that kind and status are right; from rules, not calibrated
}
