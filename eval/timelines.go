package eval

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// AnalysedTimelineDocument is an article of a set with its layers.
type AnalysedTimelineDocument struct {
	TimelineDocument
	Layers *verbatim.Document // of the same text
}

// TimelineOf says what a timeline is made of.
type TimelineOf int

// Each has what those before it have.
const (
	OfEvents     TimelineOf = iota // the record's events
	OfStatements                   // what the target says, by the first word of the cue
	OfVerbs                        // every verb of which the target is subject or object
)

// BuildTimeline puts in order what target takes part in, over all docs. An event without a time of its own is put on the day of publication,
// and so is one whose time is no day, month or year.
func BuildTimeline(target string, docs []AnalysedTimelineDocument, from TimelineOf) Timeline {
	type dated struct{ date, mention string }
	var all []dated
	seen := make(map[string]bool)
	for i := range docs {
		d, l := &docs[i], docs[i].Layers
		is := make([]bool, len(l.Entities))
		for k := range l.Entities {
			is[k] = goesByTarget(l, &l.Entities[k], target)
		}
		put := func(span verbatim.Span, time int) {
			date := ""
			if time >= 0 {
				date = timelineDate.FindString(l.Times[time].Value)
				if strings.HasPrefix(l.Times[time].Value, date+"-") {
					date = "" // a week, a quarter or a season
				}
			}
			if m := d.Mention(span); m != "" && !seen[m] {
				seen[m] = true
				all = append(all, dated{cmp.Or(date, d.Published), m})
			}
		}
		for k := range l.Events {
			e := &l.Events[k]
			if slices.ContainsFunc(e.Participants, func(p verbatim.Participant) bool { return p.Entity >= 0 && is[p.Entity] }) {
				put(e.Trigger, e.Time)
			}
		}
		if from < OfStatements {
			continue
		}
		for k := range l.Statements {
			s := &l.Statements[k]
			if len(s.Cue) > 0 && slices.ContainsFunc(s.Speakers, func(e int) bool { return is[e] }) {
				put(firstWord(l.Text, s.Cue[0]), s.Time)
			}
		}
		if from < OfVerbs {
			continue
		}
		for _, x := range deedsOf(l, is) {
			put(x.verb, x.time)
		}
	}
	slices.SortStableFunc(all, func(a, b dated) int { return cmp.Compare(a.date, b.date) })
	t := Timeline{Target: target}
	position, last := 0, ""
	for _, x := range all {
		if x.date != last {
			position, last = position+1, x.date
		}
		t.Entries = append(t.Entries, TimelineEntry{position, x.date, []string{x.mention}})
	}
	return t
}

func firstWord(text string, s verbatim.Span) verbatim.Span {
	if n := strings.IndexAny(s.In(text), " \t\n"); n > 0 {
		s.End = s.Start + n
	}
	return s
}

// suffixes are what companies may have behind their names.
var suffixes = []string{"inc", "corp", "corporation", "co", "company", "ltd", "llc", "group", "plc", "motor", "sas", "composite", "index"}

// goesByTarget reports whether one of the names of e is target, word for word
// without a determiner and the form of a company; or its initials, or for a
// person the last name.
func goesByTarget(l *verbatim.Document, e *verbatim.Entity, target string) bool {
	if e.Unnamed {
		return false
	}
	bare := func(s string) []string {
		w := lowerWords(s)
		for len(w) > 1 && w[0] == "the" {
			w = w[1:]
		}
		for len(w) > 1 && slices.Contains(suffixes, w[len(w)-1]) {
			w = w[:len(w)-1]
		}
		return w
	}
	want := bare(target)
	if len(want) == 0 {
		return false
	}
	initials := ""
	for _, w := range want {
		r, _ := utf8.DecodeRuneInString(w)
		initials += string(r)
	}
	is := func(name verbatim.Span) bool {
		got := bare(name.In(l.Text))
		return slices.Equal(got, want) ||
			len(want) > 1 && len(got) == 1 && (got[0] == initials || e.Kind == verbatim.Person && got[0] == want[len(want)-1])
	}
	return is(e.Name) || slices.ContainsFunc(e.Mentions, func(m int) bool {
		return l.Mentions[m].Form == verbatim.Named && is(l.Mentions[m].Name)
	})
}

// TimelineScore compares timelines with the gold ones by temporal awareness
// (UzZaman and Allen 2011), the measure of TempEval-3, on whose lines the task
// was scored. The organisers' program is not with the data, and how it turned
// timelines into graphs is not stated there; here it is so:
//
// A timeline says when a mention is, where the date is known, and that one
// position is before the next. Both are relations, as many as there are
// placed mentions and steps. A relation is right where the other timeline
// implies it: the same date for the mention, or for a step any mention of the
// one position before any mention of the other. Position 0 counts for nothing.
// Two mentions are the same where they are in the same sentence and share a
// word. Precision is the share of found relations that the gold timeline
// implies, recall the share of gold ones that the found timeline implies; the
// counts are added up over the timelines (micro-average).
type TimelineScore struct {
	Timelines             int
	Mentions              Tally // placed mentions, whenever
	Found, FoundRight     int   // relations
	Gold, GoldRight       int
	Anchored, AnchorRight int // mentions found with a date, and the same date
}

// Precision, Recall and F1 are in percent.
func (s TimelineScore) Precision() float64 { return share(s.FoundRight, s.Found) }
func (s TimelineScore) Recall() float64    { return share(s.GoldRight, s.Gold) }
func (s TimelineScore) F1() float64 {
	p, r := s.Precision(), s.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Sum adds up the counts.
func (s *TimelineScore) Sum(o TimelineScore) {
	s.Timelines += o.Timelines
	s.Mentions.add(o.Mentions)
	s.Found += o.Found
	s.FoundRight += o.FoundRight
	s.Gold += o.Gold
	s.GoldRight += o.GoldRight
	s.Anchored += o.Anchored
	s.AnchorRight += o.AnchorRight
}

// Add compares one timeline with the gold one of the same target.
func (s *TimelineScore) Add(found, gold Timeline) {
	s.Timelines++
	g := placed(gold, nil)
	f := placed(found, g)
	s.Mentions.Labelled += len(g.at)
	s.Mentions.Found += len(f.at)
	for m, p := range f.at {
		if q, ok := g.at[m]; ok {
			s.Mentions.Right++
			if p.date != "" {
				s.Anchored++
				if p.date == q.date {
					s.AnchorRight++
				}
			}
		}
	}
	n, right := f.implied(g)
	s.Found, s.FoundRight = s.Found+n, s.FoundRight+right
	n, right = g.implied(f)
	s.Gold, s.GoldRight = s.Gold+n, s.GoldRight+right
}

// placement is a timeline by mention and by position.
type placement struct {
	at        map[string]place
	positions [][]string          // mentions of each position, in order
	sentences map[string][]string // mentions of each sentence
}

type place struct {
	position int
	date     string
}

// placed indexes t. Where names is given a mention takes the name it has there.
func placed(t Timeline, names *placement) *placement {
	p := &placement{at: make(map[string]place), sentences: make(map[string][]string)}
	last := 0
	for _, e := range t.Entries {
		if e.Position == 0 {
			continue
		}
		for _, m := range e.Mentions {
			if names != nil {
				m = names.name(m)
			}
			if _, ok := p.at[m]; ok {
				continue
			}
			if e.Position != last || len(p.positions) == 0 {
				p.positions, last = append(p.positions, nil), e.Position
			}
			p.at[m] = place{len(p.positions), e.Date}
			p.positions[len(p.positions)-1] = append(p.positions[len(p.positions)-1], m)
			sentence, _ := splitMention(m)
			p.sentences[sentence] = append(p.sentences[sentence], m)
		}
	}
	return p
}

// name returns the mention of p in the same sentence that shares a word with
// m, or m.
func (p *placement) name(m string) string {
	sentence, words := splitMention(m)
	parts := strings.Split(words, "_")
	for _, o := range p.sentences[sentence] {
		_, words := splitMention(o)
		for w := range strings.SplitSeq(words, "_") {
			if slices.Contains(parts, w) {
				return o
			}
		}
	}
	return m
}

// splitMention cuts "1664-3-gives_up" into "1664-3" and "gives_up".
func splitMention(m string) (sentence, words string) {
	article, rest, _ := strings.Cut(m, "-")
	n, words, _ := strings.Cut(rest, "-")
	return article + "-" + n, words
}

// implied counts the relations of p, and those that o implies.
func (p *placement) implied(o *placement) (n, right int) {
	for i, mentions := range p.positions {
		for _, m := range mentions {
			if date := p.at[m].date; date != "" {
				n++
				if q, ok := o.at[m]; ok && q.date == date {
					right++
				}
			}
		}
		if i == 0 {
			continue
		}
		n++
		first, _ := o.extent(p.positions[i-1])
		_, last := o.extent(mentions)
		if first > 0 && first < last {
			right++
		}
	}
	return n, right
}

// extent returns the first and the last position that any of mentions has in
// p, 0 where none has one.
func (p *placement) extent(mentions []string) (first, last int) {
	for _, m := range mentions {
		if q, ok := p.at[m]; ok {
			if first == 0 || q.position < first {
				first = q.position
			}
			last = max(last, q.position)
		}
	}
	return first, last
}
