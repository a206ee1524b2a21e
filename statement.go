package verbatim

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
	// Confidence is the calibrated probability, 0 to 1, that source, cue and
	// content overlap what a careful reader would mark.
	Confidence float64
}

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
