package verbatim

import "cmp"

// Span is the half-open range [Start, End) of byte offsets into Document.Text.
// Both ends lie on character boundaries.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s covers no byte. The zero Span is empty.
func (s Span) Empty() bool { return s.End <= s.Start }

// In returns the part of text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Compare orders spans by start and then by end.
func (s Span) Compare(t Span) int {
	if c := cmp.Compare(s.Start, t.Start); c != 0 {
		return c
	}
	return cmp.Compare(s.End, t.End)
}
