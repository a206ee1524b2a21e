package verbatim

import "time"

// Kind says how a statement's words are given.
type Kind string

// The kinds of statement.
const (
	Direct   Kind = "direct"   // all of the content is in quotation marks
	Indirect Kind = "indirect" // none of it is
	Mixed    Kind = "mixed"    // some of it is
)

// Act is what the source does with the content, told from the cue.
type Act string

// The acts.
const (
	Say       Act = "say"
	Ask       Act = "ask"
	Deny      Act = "deny"
	Promise   Act = "promise"
	Threaten  Act = "threaten"
	Demand    Act = "demand"
	Accuse    Act = "accuse"
	Believe   Act = "believe"
	Want      Act = "want"
	Plan      Act = "plan"
	Agree     Act = "agree"
	Refuse    Act = "refuse"
	Warn      Act = "warn"
	Predict   Act = "predict"
	Praise    Act = "praise"
	Criticize Act = "criticize"
	Support   Act = "support"
	Oppose    Act = "oppose"
	Announce  Act = "announce"
	Rule      Act = "rule"
	Show      Act = "show"
	Know      Act = "know"
	Feel      Act = "feel"
)

// Statement is something said, written, thought or intended that the text
// ascribes to a source. Every field but the derived ones (Kind, Act,
// Confidence) is a span of the text; what the text does not give is empty.
type Statement struct {
	Kind   Kind
	Act    Act
	Source []Span // the words that name the source: "he", "Nato secretary Mark Rutte"
	Cue    []Span // the words that ascribe: "said", "told reporters", "according to"
	// Content is what is ascribed, in text order, quotation marks and a
	// leading "that" included: “A,” said X. “B.” has two spans.
	Content []Span
	// Parent is the index of the statement that this one is reported inside,
	// or -1.
	Parent int
	// Speakers are who the source is, as indices in Document.Entities: one,
	// several for a joint statement, none where the text does not tell.
	Speakers []int
	// SpeakerConfidence is the calibrated probability, 0 to 1, that Speakers
	// is right, given that the statement is.
	SpeakerConfidence float64
	Addressee         *Addressee // nil where the text names none
	Venue             *Venue     // nil where the text names none
	// Time is when it was said, as an index in Document.Times, or -1.
	Time int
	// Confidence is the calibrated probability, 0 to 1, that source, cue and
	// content overlap what a careful reader would mark.
	Confidence float64
	// Judgement is what somebody has decided about the statement, beside the
	// fields above, which stay as the machine has read them; nil where nobody
	// has. Analysis leaves it nil, and so does reading a record: who shows
	// statements asks for it.
	Judgement *Judgement
}

// Judgement is what a person has decided about a statement.
type Judgement struct {
	Verdict Verdict
	By      string
	At      time.Time
	// As corrected; what is empty or nil is as the machine has it, a list of no
	// spans is none.
	Speaker              string
	Unattributed         bool // the machine's speaker is wrong, and the text does not tell who it is
	Source, Cue, Content []Span
	Note                 string
}

// Verdict says what a judgement is.
type Verdict string

// The verdicts.
const (
	Accepted  Verdict = "accept"  // it is right as the machine has it
	Corrected Verdict = "correct" // it is right otherwise
	Rejected  Verdict = "reject"  // it is no statement
)

// Start returns the first byte offset of the statement.
func (s *Statement) Start() int {
	start := -1
	for _, spans := range [][]Span{s.Source, s.Cue, s.Content} {
		if len(spans) > 0 && (start < 0 || spans[0].Start < start) {
			start = spans[0].Start
		}
	}
	return start
}

// Addressee is to whom a statement was made.
type Addressee struct {
	Span           // "reporters", "the BBC", "him"
	Entities []int // indices in Document.Entities; empty where nobody can be told
}

// VenueKind says in what setting a statement was made.
type VenueKind string

// The kinds of venue.
const (
	Post            VenueKind = "post" // on a platform
	PhoneCall       VenueKind = "phone call"
	PressConference VenueKind = "press conference"
	Reporters       VenueKind = "reporters" // told to reporters outside a press conference
	Interview       VenueKind = "interview"
	Speech          VenueKind = "speech"
	Letter          VenueKind = "letter" // also e-mails and messages
	Leak            VenueKind = "leaked document"
	Report          VenueKind = "document" // reports, books, papers, filings
	Parliament      VenueKind = "parliament"
	Court           VenueKind = "court"
	Meeting         VenueKind = "meeting"
	Communique      VenueKind = "statement" // a written statement, a press release
)

// Venue is the setting in which a statement was made.
type Venue struct {
	Span   // "a post on Truth Social", "reporters at the White House"
	Kind   VenueKind
	Entity int // the platform, outlet or place as an index in Document.Entities, or -1
}
