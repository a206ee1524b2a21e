package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// harbour is one sentence with a meeting, a visit that a source alone tells of
// and a refusal, between two others.
const harbour = "Rain fell. Mayor Brandt met Hart in Oslo on Monday, said he would visit Bergen and refused a loan. She will call Hart."

// span returns the only place of part in text.
func spanOf(t *testing.T, text, part string) verbatim.Span {
	t.Helper()
	if strings.Count(text, part) != 1 {
		t.Fatalf("%q is not once in %q", part, text)
	}
	return at(t, text, part)[0]
}

func harbourLabels(t *testing.T) EventSentence {
	s := func(part string) verbatim.Span { return spanOf(t, harbour, part) }
	p := func(part string) *verbatim.Span { x := s(part); return &x }
	return EventSentence{Article: "harbour", Text: harbour, Sentence: s("Mayor Brandt met Hart in Oslo on Monday, said he would visit Bergen and refused a loan."), Events: []EventLabel{
		{Kind: verbatim.Encounter, Status: verbatim.Happened, Trigger: s("met"), Time: p("Monday"), Place: p("Oslo"),
			Participants: []LabelledParticipant{{s("Mayor Brandt"), verbatim.Actor}, {verbatim.Span{Start: s("met Hart").Start + 4, End: s("met Hart").End}, verbatim.Target}}},
		{Kind: verbatim.Visit, Status: verbatim.Planned, Trigger: s("visit"), Place: p("Bergen"), By: true, Doubt: true,
			Participants: []LabelledParticipant{{spanOf(t, harbour, "he would"), verbatim.Actor}}},
		{Kind: verbatim.Refusal, Status: verbatim.Happened, Trigger: s("refused"), Again: true},
	}}
}

// harbourDoc is the article with the events given.
func harbourDoc(t *testing.T, events ...verbatim.Event) *verbatim.Document {
	s := func(part string) verbatim.Span { return spanOf(t, harbour, part) }
	hart := verbatim.Span{Start: s("met Hart").Start + 4, End: s("met Hart").End}
	d := &verbatim.Document{Text: harbour, Events: events,
		Times: []verbatim.Time{{Span: s("on Monday")}},
		Mentions: []verbatim.Mention{
			{Span: s("Mayor Brandt"), Form: verbatim.Named}, {Span: s("She"), Form: verbatim.Pronoun},
			{Span: hart, Form: verbatim.Named},
		}}
	d.Entities = []verbatim.Entity{{Name: s("Brandt"), Mentions: []int{0, 1}}, {Name: hart, Mentions: []int{2}}}
	return d
}

func TestEventScore(t *testing.T) {
	s := func(part string) verbatim.Span { return spanOf(t, harbour, part) }
	meeting := verbatim.Event{Kind: verbatim.Encounter, Status: verbatim.Happened, Trigger: s("met"), By: -1,
		Place: &verbatim.EventPlace{Span: s("Oslo"), Entity: -1},
		// Brandt by her entity, whose words given are in another sentence.
		Participants: []verbatim.Participant{{Entity: 0, Mention: s("She"), Role: verbatim.Actor}, {Entity: 1, Role: verbatim.Target}}}
	visit := verbatim.Event{Kind: verbatim.Visit, Status: verbatim.Planned, Trigger: s("visit Bergen"), Time: -1, By: 0}
	refusal := verbatim.Event{Kind: verbatim.Refusal, Status: verbatim.Happened, Trigger: s("refused"), Time: -1, By: -1}
	later := verbatim.Event{Kind: verbatim.Call, Status: verbatim.Planned, Trigger: s("call"), Time: -1, By: -1}
	kindless := verbatim.Event{Plover: "ACCUSE", Trigger: s("said"), Time: -1, By: -1}

	swapped := meeting
	swapped.Status, swapped.By, swapped.Place, swapped.Time = verbatim.Denied, 2, nil, -1
	swapped.Participants = []verbatim.Participant{{Entity: 1, Role: verbatim.Actor}, {Entity: -1, Mention: s("he would"), Role: verbatim.Target}}
	elsewhere := verbatim.Event{Kind: verbatim.Visit, Status: verbatim.Planned, Trigger: s("Oslo"), Time: -1, By: 0}
	threat := verbatim.Event{Kind: verbatim.Threat, Status: verbatim.Happened, Trigger: s("loan"), Time: -1, By: -1}

	for _, x := range []struct {
		name         string
		events       []verbatim.Event
		all, sure    Tally
		status, by   int
		roles, any   Tally
		times, place Tally
		repeats      int
		misses       []string
	}{
		{"all right; another sentence and what has no kind count for nothing", []verbatim.Event{meeting, visit, refusal, later, kindless},
			Tally{2, 2, 2}, Tally{1, 1, 1}, 2, 2, Tally{3, 2, 2}, Tally{3, 2, 2}, Tally{1, 1, 1}, Tally{2, 1, 1}, 1,
			[]string{"place “Bergen” missing", "actor “he would” missing"}},
		{"nothing", nil, Tally{2, 0, 0}, Tally{1, 0, 0}, 0, 0, Tally{}, Tally{}, Tally{}, Tally{}, 0,
			[]string{"missing: meeting, happened, “met”", "missing: visit, planned, “visit”"}},
		{"sides changed over; the kind pairs where triggers do not; one too many", []verbatim.Event{swapped, elsewhere, threat},
			Tally{2, 3, 2}, Tally{1, 2, 1}, 1, 1, Tally{3, 2, 0}, Tally{3, 2, 1}, Tally{1, 0, 0}, Tally{2, 0, 0}, 0,
			[]string{"given as denied", "given as in a source's words alone", "time “Monday” missing", "place “Oslo” missing",
				"actor “Mayor Brandt” missing", "target “Hart” missing", "actor “Hart” given", "target “he would” given",
				"place “Bergen” missing", "actor “he would” missing", "not labelled: threat, happened, “loan”"}},
		{"a repeat does not take what a first mention needs", []verbatim.Event{{Kind: verbatim.Refusal, Trigger: s("loan"), Time: -1, By: -1}},
			Tally{2, 0, 0}, Tally{1, 0, 0}, 0, 0, Tally{}, Tally{}, Tally{}, Tally{}, 1,
			[]string{"missing: meeting, happened, “met”", "missing: visit, planned, “visit”"}},
	} {
		var got EventScore
		misses := got.Add(harbourDoc(t, x.events...), harbourLabels(t))
		if got.Over() != x.all || got.Sure != x.sure {
			t.Errorf("%s: all %+v, sure %+v; want %+v, %+v", x.name, got.Over(), got.Sure, x.all, x.sure)
		}
		if got.StatusRight != x.status || got.ByRight != x.by || got.Repeats != 1 || got.RepeatsFound != x.repeats {
			t.Errorf("%s: status %d, by %d, repeats %d of %d", x.name, got.StatusRight, got.ByRight, got.RepeatsFound, got.Repeats)
		}
		if got.Participants != x.roles || got.AnyRole != x.any {
			t.Errorf("%s: participants %+v, in any role %+v", x.name, got.Participants, got.AnyRole)
		}
		if got.Times != x.times || got.Places != x.place {
			t.Errorf("%s: times %+v, places %+v", x.name, got.Times, got.Places)
		}
		var said []string
		for _, m := range misses {
			said = append(said, m.What)
		}
		if len(said) != len(x.misses) || slices.ContainsFunc(x.misses, func(w string) bool {
			return !slices.ContainsFunc(said, func(s string) bool { return strings.HasSuffix(s, w) })
		}) {
			t.Errorf("%s: said %q, want %q", x.name, said, x.misses)
		}
	}
}

func TestEventScoreOver(t *testing.T) {
	s := EventScore{Kinds: map[verbatim.EventKind]*Tally{
		verbatim.Call: {3, 2, 1}, verbatim.Visit: {1, 2, 1}, verbatim.Attack: {9, 9, 9},
	}}
	if got := s.Over(Diplomacy...); got != (Tally{4, 4, 2}) || got.F1() != 50 {
		t.Errorf("calls and visits: %+v, F1 %v", got, got.F1())
	}
	if got := s.Over(); got != (Tally{13, 13, 11}) {
		t.Errorf("all: %+v", got)
	}
}

// Two of a kind: the label whose trigger is the found one's has it, whatever
// the order, and a first mention goes before a repeat.
func TestPairEvents(t *testing.T) {
	label := func(start int, again bool) EventLabel {
		return EventLabel{Kind: verbatim.Visit, Trigger: verbatim.Span{Start: start, End: start + 5}, Again: again}
	}
	found := []*verbatim.Event{{Kind: verbatim.Visit, Trigger: verbatim.Span{Start: 20, End: 25}}}
	if got := pairEvents([]EventLabel{label(0, false), label(22, false)}, found); !slices.Equal(got, []int{-1, 0}) {
		t.Errorf("paired %v", got)
	}
	if got := pairEvents([]EventLabel{label(0, true), label(40, false)}, found); !slices.Equal(got, []int{-1, 0}) {
		t.Errorf("paired %v", got)
	}
	found[0].Kind = verbatim.Call
	if got := pairEvents([]EventLabel{label(20, false)}, found); !slices.Equal(got, []int{-1}) {
		t.Errorf("another kind is paired: %v", got)
	}
}

func TestReadEventLabelsRefuses(t *testing.T) {
	for name, line := range map[string]string{
		"a path":        `{"article":"../x","sentence":{"start":0,"end":3},"events":[]}`,
		"no name":       `{"sentence":{"start":0,"end":3},"events":[]}`,
		"unknown field": `{"article":"x","sentence":{"start":0,"end":3},"events":[],"text":"y"}`,
		"two a line":    `{"article":"x"}{"article":"y"}`,
		"a blank line":  "\n" + `{"article":"x"}`,
	} {
		if got, err := ReadEventLabels(strings.NewReader(line)); err == nil {
			t.Errorf("%s: read %+v", name, got)
		}
	}
	const head = `{"article":"x","sentence":{"start":0,"end":9},"events":[`
	const whole = `"kind":"visit","status":"happened","trigger":{"start":2,"end":4}`
	for name, line := range map[string]string{
		"sentence beyond the text":    `{"article":"x","sentence":{"start":0,"end":99},"events":[]}`,
		"empty sentence":              `{"article":"x","sentence":{"start":3,"end":3},"events":[]}`,
		"trigger outside":             head + `{"kind":"visit","status":"happened","trigger":{"start":10,"end":12}}]}`,
		"trigger inside a character":  head + `{"kind":"visit","status":"happened","trigger":{"start":1,"end":4}}]}`,
		"no kind":                     head + `{"kind":"dance","status":"happened","trigger":{"start":2,"end":4}}]}`,
		"no status":                   head + `{"kind":"visit","status":"gone","trigger":{"start":2,"end":4}}]}`,
		"no role":                     head + `{` + whole + `,"participants":[{"start":2,"end":4,"role":"host"}]}]}`,
		"participant in the next one": head + `{` + whole + `,"participants":[{"start":8,"end":12,"role":"actor"}]}]}`,
		"time outside":                head + `{` + whole + `,"time":{"start":10,"end":12}}]}`,
		"place empty":                 head + `{` + whole + `,"place":{"start":4,"end":4}}]}`,
		"out of order":                head + `{"kind":"visit","status":"happened","trigger":{"start":5,"end":7}},{` + whole + `}]}`,
	} {
		got, err := ReadEventLabels(strings.NewReader(line))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got[0].Text = "é is a letter"
		if got[0].check() == nil {
			t.Errorf("%s: passes", name)
		}
	}
}

// What is read and fits its text can be scored.
func FuzzEventLabels(f *testing.F) {
	f.Add(`{"article":"x","sentence":{"start":0,"end":9},"events":[{"kind":"visit","status":"happened","trigger":{"start":2,"end":4},"participants":[{"start":0,"end":1,"role":"actor"}],"time":{"start":2,"end":4},"place":null,"by":true}]}`, "I am here now.")
	f.Add(`{"article":"x","sentence":{"start":0,"end":3},"events":[]}`, "Aé!")
	f.Fuzz(func(t *testing.T, line, text string) {
		sentences, err := ReadEventLabels(strings.NewReader(line))
		if err != nil {
			return
		}
		for _, s := range sentences {
			if s.Text = text; s.check() != nil {
				continue
			}
			var score EventScore
			score.Add(found(s), s)
			if all := score.Over(); all.Right != all.Labelled || all.Found != all.Right || score.StatusRight != score.Paired {
				t.Errorf("the labels against themselves: %+v", all)
			}
		}
	})
}

// found is a document in which the labels of a sentence are found as they are.
func found(s EventSentence) *verbatim.Document {
	d := &verbatim.Document{Text: s.Text}
	for _, l := range s.Events {
		e := verbatim.Event{Kind: l.Kind, Status: l.Status, Trigger: l.Trigger, Time: -1, By: -1}
		if l.By {
			e.By = 0
		}
		if l.Time != nil {
			e.Time = len(d.Times)
			d.Times = append(d.Times, verbatim.Time{Span: *l.Time})
		}
		if l.Place != nil {
			e.Place = &verbatim.EventPlace{Span: *l.Place, Entity: -1}
		}
		for _, p := range l.Participants {
			e.Participants = append(e.Participants, verbatim.Participant{Entity: -1, Mention: p.Span, Role: p.Role})
		}
		d.Events = append(d.Events, e)
	}
	return d
}

// TestEventLabels holds the label files to the corpus and to what the README
// of testdata counts.
func TestEventLabels(t *testing.T) {
	const data = "../../shared/data"
	if _, err := os.Stat(filepath.Join(data, "polnear")); err != nil {
		t.Skip("no PolNeAR in ../shared/data")
	}
	for _, x := range []struct {
		set                                             string
		sentences, with, first, again, doubts, happened int
	}{{"dev", 200, 107, 104, 31, 25, 81}, {"train", 50, 28, 21, 9, 8, 18}} {
		sentences, err := EventLabels(filepath.Join("testdata", "events-"+x.set+".jsonl"), data, x.set)
		if err != nil {
			t.Fatal(err)
		}
		var score EventScore
		with, doubts := 0, 0
		for i, s := range sentences {
			if i > 0 && (s.Article < sentences[i-1].Article ||
				s.Article == sentences[i-1].Article && s.Sentence.Start < sentences[i-1].Sentence.End) {
				t.Errorf("%s: %s:%d is out of order", x.set, s.Article, s.Sentence.Start)
			}
			if len(s.Events) > 0 {
				with++
			}
			for _, e := range s.Events {
				if e.Doubt {
					doubts++
				}
			}
			if misses := score.Add(found(s), s); misses != nil {
				t.Errorf("%s: the labels against themselves: %+v", x.set, misses)
			}
		}
		all := score.Over()
		if len(sentences) != x.sentences || with != x.with || all != (Tally{x.first, x.first, x.first}) ||
			score.Repeats != x.again || doubts != x.doubts || score.StatusOf[verbatim.Happened].Labelled != x.happened {
			t.Errorf("%s: %d sentences, %d with events, %+v, %d repeats, %d in doubt, %d happened",
				x.set, len(sentences), with, all, score.Repeats, doubts, score.StatusOf[verbatim.Happened].Labelled)
		}
	}
}
