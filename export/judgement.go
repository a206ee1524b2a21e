package export

import (
	"cmp"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
)

// JudgementRecord is what somebody has decided about a statement, as JSON. It
// stands beside the machine's reading; spans that are missing are as there.
type JudgementRecord struct {
	Verdict      verbatim.Verdict `json:"verdict" enum:"accept,correct,reject" doc:"A rejected one is no statement."`
	By           string           `json:"by"`
	At           string           `json:"at"`
	Speaker      *string          `json:"speaker" doc:"Who it was instead; null where nothing is changed."`
	Unattributed bool             `json:"unattributed" doc:"The speaker is wrong, and the text does not tell who it is."`
	Source       *[]verbatim.Span `json:"source,omitempty"`
	Cue          *[]verbatim.Span `json:"cue,omitempty"`
	Content      *[]verbatim.Span `json:"content,omitempty"`
	Words        *string          `json:"words" doc:"What was said, where that is corrected."`
	Note         *string          `json:"note"`

	line string
}

// Summary says the same in a line, as it is printed beside the statement.
func (r *JudgementRecord) Summary() string { return r.line }

// newJudgement returns the record of what was decided about s; nil where that is
// nothing.
func newJudgement(d *verbatim.Document, s *verbatim.Statement) *JudgementRecord {
	j := s.Judgement
	if j == nil {
		return nil
	}
	r := &JudgementRecord{
		Verdict: j.Verdict, By: j.By, At: j.At.UTC().Format(time.RFC3339), Speaker: known(j.Speaker), Unattributed: j.Unattributed,
		Source: given(j.Source), Cue: given(j.Cue), Content: given(j.Content), Note: known(j.Note), line: judged(d, s),
	}
	if j.Content != nil {
		said := words(d.Text, j.Content)
		r.Words = &said
	}
	return r
}

func given(spans []verbatim.Span) *[]verbatim.Span {
	if spans == nil {
		return nil
	}
	return &spans
}

// judged says what was decided about s, by whom and when, in a line: "rejected:
// no statement; by ada, 14 February 2025". It is empty where that is nothing, and
// not yet safe to print.
func judged(d *verbatim.Document, s *verbatim.Statement) string {
	j := s.Judgement
	if j == nil {
		return ""
	}
	out := ""
	switch j.Verdict {
	case verbatim.Accepted:
		out = "accepted"
	case verbatim.Rejected:
		out = "rejected: no statement"
	default:
		out = "corrected: " + cmp.Or(changed(d, j), "nothing")
	}
	out += "; by " + j.By + ", " + j.At.UTC().Format("2 January 2006")
	if note := fold(j.Note); note != "" {
		out += " (" + note + ")"
	}
	return out
}

// changed says what a correction changes.
func changed(d *verbatim.Document, j *verbatim.Judgement) string {
	var parts []string
	switch {
	case j.Unattributed:
		parts = append(parts, "speaker not known")
	case j.Speaker != "":
		parts = append(parts, "speaker "+fold(j.Speaker))
	}
	for _, c := range []struct {
		name  string
		spans []verbatim.Span
	}{{"words", j.Content}, {"source", j.Source}, {"cue", j.Cue}} {
		switch {
		case len(c.spans) > 0:
			parts = append(parts, c.name+" “"+TrimMarks(words(d.Text, c.spans))+"”")
		case c.spans != nil:
			parts = append(parts, "no "+c.name)
		}
	}
	return strings.Join(parts, "; ")
}

// bracketed is judged in square brackets before words that stand alone, so that
// nobody cites a statement that is none; empty where it was not rejected or
// corrected.
func bracketed(d *verbatim.Document, s *verbatim.Statement) string {
	if s.Judgement == nil || s.Judgement.Verdict == verbatim.Accepted {
		return ""
	}
	return "[" + judged(d, s) + "]"
}

// judgementColumns are the columns of a table for what was decided.
var judgementColumns = []string{"correction", "corrected_by", "corrected_at", "corrected"}

// judgementCells are their cells.
func judgementCells(d *verbatim.Document, s *verbatim.Statement) []string {
	j := s.Judgement
	if j == nil {
		return make([]string, len(judgementColumns))
	}
	what := changed(d, j)
	if note := fold(j.Note); note != "" {
		what = strings.TrimPrefix(what+"; note: "+note, "; ")
	}
	return []string{string(j.Verdict), j.By, j.At.UTC().Format(time.RFC3339), what}
}
