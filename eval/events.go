package eval

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// EventScore counts how well the events of labelled sentences are found. A
// found event belongs to the sentence in which its trigger starts; found and
// labelled events of one sentence and one kind are paired, those whose triggers
// overlap first. A label that repeats an event of an earlier sentence need not
// be found, and is set aside with what is paired with it.
type EventScore struct {
	Sentences int
	Kinds     map[verbatim.EventKind]*Tally // every kind that is labelled or found
	// Sure counts like Kinds, over all, with labels in doubt set aside too.
	Sure Tally
	// Repeats counts labels that repeat an event, RepeatsFound those paired.
	Repeats, RepeatsFound int
	// Of the paired first mentions:
	Paired, StatusRight, ByRight int
	StatusOf                     map[verbatim.EventStatus]*Tally
	Participants                 Tally // in a role
	AnyRole                      Tally // whatever the role
	Times, Places                Tally // words of the sentence for when and where
}

// Tally counts what is labelled, what is found, and what of it agrees.
type Tally struct{ Labelled, Found, Right int }

// Precision, Recall and F1 are in percent, 0 where nothing is found, labelled,
// or either.
func (t Tally) Precision() float64 { return share(t.Right, t.Found) }
func (t Tally) Recall() float64    { return share(t.Right, t.Labelled) }
func (t Tally) F1() float64        { return share(2*t.Right, t.Found+t.Labelled) }

func (t *Tally) add(o Tally) {
	t.Labelled += o.Labelled
	t.Found += o.Found
	t.Right += o.Right
}

// Diplomacy are the kinds that are scored together: who calls, meets, visits
// and invites whom.
var Diplomacy = []verbatim.EventKind{verbatim.Call, verbatim.Encounter, verbatim.Visit, verbatim.Invitation}

// Over returns the tally of some kinds together, of all where none is given.
func (s *EventScore) Over(kinds ...verbatim.EventKind) Tally {
	var t Tally
	for k, v := range s.Kinds {
		if len(kinds) == 0 || slices.Contains(kinds, k) {
			t.add(*v)
		}
	}
	return t
}

// EventMiss is a difference between a label and what was found.
type EventMiss struct {
	Article string
	Start   int // byte offset of the trigger
	What    string
	Doubt   bool // of the label
}

// Add scores the events of doc, the whole article, against the labels of one
// of its sentences, and returns the differences in text order.
func (s *EventScore) Add(doc *verbatim.Document, l EventSentence) []EventMiss {
	if s.Kinds == nil {
		s.Kinds = make(map[verbatim.EventKind]*Tally)
		s.StatusOf = make(map[verbatim.EventStatus]*Tally)
	}
	s.Sentences++
	var found []*verbatim.Event
	for i := range doc.Events {
		// Events without a kind of the record's are PLOVER's alone.
		if e := &doc.Events[i]; e.Kind != "" && l.Sentence.Start <= e.Trigger.Start && e.Trigger.Start < l.Sentence.End {
			found = append(found, e)
		}
	}
	pairs := pairEvents(l.Events, found)
	var misses []EventMiss
	miss := func(start int, what string, doubt bool) {
		misses = append(misses, EventMiss{l.Article, start, what, doubt})
	}
	taken := make([]bool, len(found))
	for i := range l.Events {
		label, k := &l.Events[i], pairs[i]
		if k >= 0 {
			taken[k] = true
		}
		if label.Again {
			s.Repeats++
			if k >= 0 {
				s.RepeatsFound++
			}
			continue
		}
		one := Tally{Labelled: 1}
		if k >= 0 {
			one.Found, one.Right = 1, 1
		}
		s.kind(label.Kind).add(one)
		if !label.Doubt {
			s.Sure.add(one)
		}
		if k < 0 {
			miss(label.Trigger.Start, "missing: "+describe(doc.Text, label.Kind, label.Status, label.Trigger), label.Doubt)
			continue
		}
		for _, what := range s.pair(doc, l.Sentence, label, found[k]) {
			miss(label.Trigger.Start, describe(doc.Text, label.Kind, label.Status, label.Trigger)+": "+what, label.Doubt)
		}
	}
	for k, e := range found {
		if !taken[k] {
			s.kind(e.Kind).Found++
			s.Sure.Found++
			miss(e.Trigger.Start, "not labelled: "+describe(doc.Text, e.Kind, e.Status, e.Trigger), false)
		}
	}
	slices.SortStableFunc(misses, func(a, b EventMiss) int { return a.Start - b.Start })
	return misses
}

func (s *EventScore) kind(k verbatim.EventKind) *Tally {
	if s.Kinds[k] == nil {
		s.Kinds[k] = &Tally{}
	}
	return s.Kinds[k]
}

func (s *EventScore) status(k verbatim.EventStatus) *Tally {
	if s.StatusOf[k] == nil {
		s.StatusOf[k] = &Tally{}
	}
	return s.StatusOf[k]
}

func describe(text string, kind verbatim.EventKind, status verbatim.EventStatus, trigger verbatim.Span) string {
	return string(kind) + ", " + string(status) + ", “" + trigger.In(text) + "”"
}

// pair scores what is told of an event that was found, and says what differs.
func (s *EventScore) pair(doc *verbatim.Document, sentence verbatim.Span, label *EventLabel, e *verbatim.Event) []string {
	var wrong []string
	s.Paired++
	s.status(label.Status).Labelled++
	s.status(e.Status).Found++
	if e.Status == label.Status {
		s.StatusRight++
		s.status(label.Status).Right++
	} else {
		wrong = append(wrong, "given as "+string(e.Status))
	}
	if e.By >= 0 == label.By {
		s.ByRight++
	} else if label.By {
		wrong = append(wrong, "in a source's words alone, not seen")
	} else {
		wrong = append(wrong, "given as in a source's words alone")
	}

	span := func(t *Tally, name string, want *verbatim.Span, got verbatim.Span) {
		one := Tally{}
		if want != nil {
			one.Labelled = 1
		}
		if !got.Empty() && sentence.Contains(got) { // else another sentence tells of it
			one.Found = 1
		}
		switch {
		case one.Labelled+one.Found == 2 && want.Overlaps(got):
			one.Right = 1
		case one.Found == 1:
			wrong = append(wrong, name+" “"+got.In(doc.Text)+"” given")
		case one.Labelled == 1:
			wrong = append(wrong, name+" “"+want.In(doc.Text)+"” missing")
		}
		t.add(one)
	}
	var time, place verbatim.Span
	if e.Time >= 0 {
		time = doc.Times[e.Time].Span
	}
	if e.Place != nil {
		place = e.Place.Span
	}
	span(&s.Times, "time", label.Time, time)
	span(&s.Places, "place", label.Place, place)

	// The words for each found participant in this sentence.
	var spans [][]verbatim.Span
	var roles []verbatim.EventRole
	for _, p := range e.Participants {
		var words []verbatim.Span
		if sentence.Contains(p.Mention) && !p.Mention.Empty() {
			words = append(words, p.Mention)
		}
		if p.Entity >= 0 {
			for _, m := range doc.Entities[p.Entity].Mentions {
				if sentence.Contains(doc.Mentions[m].Span) {
					words = append(words, doc.Mentions[m].Span)
				}
			}
		}
		if len(words) > 0 { // else another sentence tells of it
			spans, roles = append(spans, words), append(roles, p.Role)
		}
	}
	right := func(sameRole bool) (n int, missed []LabelledParticipant) {
		taken := make([]bool, len(spans))
	labels:
		for _, p := range label.Participants {
			for k := range spans {
				if !taken[k] && (!sameRole || roles[k] == p.Role) && slices.ContainsFunc(spans[k], p.Overlaps) {
					taken[k] = true
					n++
					continue labels
				}
			}
			missed = append(missed, p)
		}
		return n, missed
	}
	inRole, missed := right(true)
	anyRole, _ := right(false)
	s.Participants.add(Tally{len(label.Participants), len(spans), inRole})
	s.AnyRole.add(Tally{len(label.Participants), len(spans), anyRole})
	for _, p := range missed {
		wrong = append(wrong, string(p.Role)+" “"+p.In(doc.Text)+"” missing")
	}
	if len(spans) > inRole {
		for k, words := range spans {
			if !slices.ContainsFunc(label.Participants, func(p LabelledParticipant) bool {
				return p.Role == roles[k] && slices.ContainsFunc(words, p.Overlaps)
			}) {
				wrong = append(wrong, string(roles[k])+" “"+words[0].In(doc.Text)+"” given")
			}
		}
	}
	return wrong
}

// pairEvents returns for each label the index of its found event, or -1: one
// of the same kind whose trigger overlaps, else the next of the same kind.
// First mentions choose before repeats.
func pairEvents(labels []EventLabel, found []*verbatim.Event) []int {
	out := make([]int, len(labels))
	for i := range out {
		out[i] = -1
	}
	taken := make([]bool, len(found))
	pass := func(again, overlap bool) {
		for i := range labels {
			if out[i] >= 0 || labels[i].Again != again {
				continue
			}
			for k, e := range found {
				if !taken[k] && e.Kind == labels[i].Kind && (!overlap || e.Trigger.Overlaps(labels[i].Trigger)) {
					out[i], taken[k] = k, true
					break
				}
			}
		}
	}
	pass(false, true)
	pass(true, true)
	pass(false, false)
	pass(true, false)
	return out
}
