package eval

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// EventSentence is a sentence of an article and the events that it reports, as
// testdata/events-README.md describes.
type EventSentence struct {
	Article  string        `json:"article"` // file name without .txt
	Sentence verbatim.Span `json:"sentence"`
	Events   []EventLabel  `json:"events"`
	Text     string        `json:"-"` // of the article; the corpus has it, the labels do not
}

// EventLabel is one labelled event. Its spans lie in the sentence.
type EventLabel struct {
	Kind         verbatim.EventKind    `json:"kind"`
	Status       verbatim.EventStatus  `json:"status"`
	Trigger      verbatim.Span         `json:"trigger"`
	Participants []LabelledParticipant `json:"participants"`
	Time         *verbatim.Span        `json:"time"`
	Place        *verbatim.Span        `json:"place"`
	By           bool                  `json:"by"`              // it exists in a source's words alone
	Again        bool                  `json:"again,omitempty"` // an earlier sentence named it already
	Doubt        bool                  `json:"doubt,omitempty"` // two careful readers could differ
}

// LabelledParticipant is the words for somebody who takes part.
type LabelledParticipant struct {
	verbatim.Span
	Role verbatim.EventRole `json:"role"`
}

var eventKinds = []verbatim.EventKind{
	verbatim.Call, verbatim.Encounter, verbatim.Visit, verbatim.Invitation, verbatim.Talks, verbatim.Agreement,
	verbatim.Refusal, verbatim.Requirement, verbatim.Threat, verbatim.Pledge, verbatim.Sanction, verbatim.Aid,
	verbatim.Troops, verbatim.Ceasefire, verbatim.Attack, verbatim.Resignation, verbatim.Election,
}

// EventKinds returns the kinds of event in the order of the conventions.
func EventKinds() []verbatim.EventKind { return slices.Clone(eventKinds) }

var eventStatuses = []verbatim.EventStatus{
	verbatim.Happened, verbatim.UnderWay, verbatim.Planned, verbatim.Proposed, verbatim.Conditional,
	verbatim.Unsettled, verbatim.RuledOut, verbatim.Denied, verbatim.Cancelled,
}

// EventLabels reads the labels in file and the texts that they are about from
// PolNeAR's split ("train" or "dev") below data.
func EventLabels(file, data, split string) ([]EventSentence, error) {
	sentences, err := labelled(file, "events", ReadEventLabels)
	if err != nil {
		return nil, err
	}
	for i := range sentences {
		s := &sentences[i]
		if i > 0 && sentences[i-1].Article == s.Article {
			s.Text = sentences[i-1].Text
		} else {
			text, err := os.ReadFile(filepath.Join(data, "polnear", split, "text", s.Article+".txt"))
			if err != nil {
				return nil, fmt.Errorf("text of labels: %w", err)
			}
			s.Text = string(text)
		}
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("%s: %s:%d: %w", file, s.Article, s.Sentence.Start, err)
		}
	}
	return sentences, nil
}

// ReadEventLabels reads one sentence a line. The spans are not yet held
// against a text.
func ReadEventLabels(r io.Reader) ([]EventSentence, error) {
	return readLabels(r, "sentence", func(s *EventSentence) string { return s.Article })
}

// check holds the labels against the text and the vocabulary.
func (s *EventSentence) check() error {
	if !inText(s.Text, s.Sentence) {
		return fmt.Errorf("sentence %d–%d is not in the text", s.Sentence.Start, s.Sentence.End)
	}
	for i, e := range s.Events {
		spans := []verbatim.Span{e.Trigger}
		for _, p := range e.Participants {
			if p.Role != verbatim.Actor && p.Role != verbatim.Target {
				return fmt.Errorf("event %d: %q is no role", i, p.Role)
			}
			spans = append(spans, p.Span)
		}
		for _, p := range []*verbatim.Span{e.Time, e.Place} {
			if p != nil {
				spans = append(spans, *p)
			}
		}
		for _, p := range spans {
			if !inText(s.Text, p) || !s.Sentence.Contains(p) {
				return fmt.Errorf("event %d: span %d–%d is not in the sentence", i, p.Start, p.End)
			}
		}
		switch {
		case !slices.Contains(eventKinds, e.Kind):
			return fmt.Errorf("event %d: %q is no kind", i, e.Kind)
		case !slices.Contains(eventStatuses, e.Status):
			return fmt.Errorf("event %d: %q is no status", i, e.Status)
		case i > 0 && e.Trigger.Start < s.Events[i-1].Trigger.Start:
			return errors.New("events are not in the order of their triggers")
		}
	}
	return nil
}

func inText(text string, s verbatim.Span) bool {
	return s.Start >= 0 && s.End <= len(text) && !s.Empty() && boundary(text, s.Start) && boundary(text, s.End)
}
