package verbatim

// TimeKind is the type of a time expression, as in TIMEX3 (ISO 24617-1).
type TimeKind string

// The kinds of time expression.
const (
	Date     TimeKind = "date"     // a day or something longer: "Thursday", "in 2013"
	Clock    TimeKind = "time"     // a part of a day or something shorter: "Wednesday evening", "3 p.m."
	Duration TimeKind = "duration" // "for nearly 90 minutes"
	Set      TimeKind = "set"      // "every Tuesday"
)

// Time is a time expression.
type Time struct {
	Span  // with its determiner and modifier, without its preposition
	Kind  TimeKind
	Value string // TIMEX3 value: "2025-02-12TEV", "P2W"; "" where the text gives no calendar value
	Mod   string // TIMEX3 modifier: "APPROX", "START", "END", "MID", "LESS_THAN", …; or ""
}
