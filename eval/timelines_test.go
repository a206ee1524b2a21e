package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

const boatXML = `<?xml version="1.0" ?><Document doc_id="7" doc_name="7_Boats">
<token number="0" sentence="0" t_id="1">Boats</token>
<token number="1" sentence="1" t_id="2">May</token><token number="2" sentence="1" t_id="3">4</token>
<token number="3" sentence="2" t_id="4">Hart</token><token number="4" sentence="2" t_id="5">'s</token>
<token number="5" sentence="2" t_id="6">boat</token><token number="6" sentence="2" t_id="7">(</token>
<token number="7" sentence="2" t_id="8">new</token><token number="8" sentence="2" t_id="9">)</token>
<token number="9" sentence="2" t_id="10">took</token><token number="10" sentence="2" t_id="11">off</token>
<token number="11" sentence="2" t_id="12">.</token>
<token number="12" sentence="3" t_id="13">` + "``" + `</token><token number="13" sentence="3" t_id="14">Well</token>
<token number="14" sentence="3" t_id="15">,</token><token number="15" sentence="3" t_id="16">''</token>
<token number="16" sentence="3" t_id="17">he</token><token number="17" sentence="3" t_id="18">said</token>
<Markables><TIMEX3 functionInDocument="NONE" value="2001"/><TIMEX3 functionInDocument="CREATION_TIME" value="2009-05-04"/></Markables></Document>`

func TestReadTimelineDocument(t *testing.T) {
	d, err := ReadTimelineDocument(strings.NewReader(boatXML))
	if err != nil {
		t.Fatal(err)
	}
	const want = "Boats\n\nMay 4\n\nHart's boat (new) took off. ``Well,'' he said"
	if d.ID != "7" || d.Published != "2009-05-04" || d.Text != want {
		t.Errorf("%q published %q, %q", d.ID, d.Published, d.Text)
	}
	for part, want := range map[string]string{
		"Boats": "7-0-Boats", "took off": "7-2-took_off", "ook": "7-2-took", " took ": "7-2-took", "off. ``": "7-2-off_.", "said": "7-3-said",
	} {
		if got := d.Mention(spanOf(t, d.Text, part)); got != want {
			t.Errorf("%q is mention %q, want %q", part, got, want)
		}
	}
	if got := d.Mention(verbatim.Span{Start: 5, End: 7}); got != "" {
		t.Errorf("white space is mention %q", got)
	}
	if d, err := ReadTimelineDocument(strings.NewReader(strings.Replace(boatXML, "2009-05-04", "04-05-2009", 1))); err != nil || d.Published != "2009-05-04" {
		t.Errorf("a day first is read as %q, %v", d.Published, err)
	}
	for _, x := range []string{"", "<Document/>", "<Document doc_id='1'><token"} {
		if d, err := ReadTimelineDocument(strings.NewReader(x)); err == nil {
			t.Errorf("%q reads as %+v", x, d)
		}
	}
}

func TestReadTimeline(t *testing.T) {
	got, err := ReadTimeline(strings.NewReader("Ida Brandt\r\n2\t2009-06-XX\t7-2-left\r\n0\tXXXX-XX-XX\t7-3-said\t\n\n1\t2009-XX-XX\t7-1-met\t8-0-met\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []TimelineEntry{{0, "", []string{"7-3-said"}}, {1, "2009", []string{"7-1-met", "8-0-met"}}, {2, "2009-06", []string{"7-2-left"}}}
	if got.Target != "Ida Brandt" || !slices.EqualFunc(got.Entries, want, func(a, b TimelineEntry) bool {
		return a.Position == b.Position && a.Date == b.Date && slices.Equal(a.Mentions, b.Mentions)
	}) {
		t.Errorf("got %+v", got)
	}
	for name, text := range map[string]string{
		"empty": "", "no target": "\n1\t2009\t1-1-x\n", "two columns": "A\n1\t2009\n", "no number": "A\nx\t2009\t1-1-x\n", "below 0": "A\n-1\t2009\t1-1-x\n",
	} {
		if got, err := ReadTimeline(strings.NewReader(text)); err == nil {
			t.Errorf("%s: read %+v", name, got)
		}
	}
}

func TestTimelineScore(t *testing.T) {
	gold := Timeline{Entries: []TimelineEntry{
		{0, "", []string{"1-0-unplaced"}},
		{1, "2009-05", []string{"1-1-met", "2-1-met"}},
		{2, "2009-06-01", []string{"1-2-gave_up"}},
		{3, "", []string{"1-3-left"}},
	}} // relations: three dates, two steps
	for _, x := range []struct {
		name  string
		found []TimelineEntry
		want  TimelineScore
	}{
		{"itself", gold.Entries, TimelineScore{Mentions: Tally{4, 4, 4}, Found: 5, FoundRight: 5, Gold: 5, GoldRight: 5, Anchored: 3, AnchorRight: 3}},
		{"nothing", nil, TimelineScore{Mentions: Tally{4, 0, 0}, Gold: 5}},
		{"what gold cannot place counts for nothing, found or not", []TimelineEntry{{0, "2009-05", []string{"1-1-met"}}},
			TimelineScore{Mentions: Tally{4, 0, 0}, Gold: 5}},
		{"a part of the words is the mention; a step over a gap is implied; one not in gold",
			[]TimelineEntry{{1, "2009-05", []string{"1-1-met"}}, {2, "2009-06-02", []string{"1-2-gave", "1-2-smiled"}}},
			// Dates: met right, gave wrong, smiled not there; the step is right. Of gold: met's date, the first step.
			TimelineScore{Mentions: Tally{4, 3, 2}, Found: 4, FoundRight: 2, Gold: 5, GoldRight: 2, Anchored: 2, AnchorRight: 1}},
		{"the wrong way round", []TimelineEntry{{1, "", []string{"1-2-gave_up"}}, {2, "", []string{"2-1-met"}}},
			TimelineScore{Mentions: Tally{4, 2, 2}, Found: 1, Gold: 5}},
		{"gold's two steps are found as one, and over one that gold lacks",
			[]TimelineEntry{{1, "", []string{"1-1-met"}}, {4, "", []string{"9-9-other"}}, {5, "", []string{"1-3-left"}}},
			TimelineScore{Mentions: Tally{4, 3, 2}, Found: 2, Gold: 5}},
	} {
		var got TimelineScore
		got.Add(Timeline{Entries: x.found}, gold)
		x.want.Timelines = 1
		if got != x.want {
			t.Errorf("%s:\n got %+v\nwant %+v", x.name, got, x.want)
		}
	}
	s := TimelineScore{Found: 4, FoundRight: 2, Gold: 8, GoldRight: 2}
	s.Sum(TimelineScore{Timelines: 1, Found: 4, FoundRight: 2, Gold: 8, GoldRight: 2})
	if s.Precision() != 50 || s.Recall() != 25 || s.F1() != 100./3 || s.Timelines != 1 {
		t.Errorf("%v %v %v", s.Precision(), s.Recall(), s.F1())
	}
	if f := (TimelineScore{}).F1(); f != 0 {
		t.Errorf("F1 of nothing is %v", f)
	}
}

func TestBuildTimeline(t *testing.T) {
	read := func(id, published string, events func(d *verbatim.Document)) AnalysedTimelineDocument {
		xml := strings.NewReplacer(`doc_id="7"`, `doc_id="`+id+`"`, "2009-05-04", published).Replace(boatXML)
		d, err := ReadTimelineDocument(strings.NewReader(xml))
		if err != nil {
			t.Fatal(err)
		}
		l := &verbatim.Document{Text: d.Text}
		l.Mentions = []verbatim.Mention{{Span: spanOf(t, d.Text, "Hart"), Form: verbatim.Named, Name: spanOf(t, d.Text, "Hart")}}
		l.Entities = []verbatim.Entity{{Kind: verbatim.Person, Name: l.Mentions[0].Name, Mentions: []int{0}}, {Name: spanOf(t, d.Text, "Boats")}}
		events(l)
		return AnalysedTimelineDocument{d, l}
	}
	event := func(d *verbatim.Document, part string, entity, time int) verbatim.Event {
		return verbatim.Event{Trigger: spanOf(t, d.Text, part), Time: time, Participants: []verbatim.Participant{{Entity: -1}, {Entity: entity}}}
	}
	docs := []AnalysedTimelineDocument{
		read("8", "2009-07-01", func(d *verbatim.Document) {
			d.Events = []verbatim.Event{event(d, "took off", 0, -1), event(d, "new", 1, -1)}
		}),
		read("7", "2009-05-04", func(d *verbatim.Document) {
			d.Times = []verbatim.Time{{Value: "2010-02-03TEV"}, {Value: "2009-W20"}}
			d.Events = []verbatim.Event{event(d, "took off", 0, 0), event(d, "boat", 0, 1)}
			d.Statements = []verbatim.Statement{
				{Cue: at(t, d.Text, "said"), Speakers: []int{0}, Time: -1},
				{Cue: at(t, d.Text, "Well"), Speakers: []int{1}, Time: -1},
				{Speakers: []int{0}, Time: -1},
			}
		}),
	}
	list := func(tl Timeline) string {
		var b strings.Builder
		for _, e := range tl.Entries {
			b.WriteString(strings.Join([]string{string(rune('0' + e.Position)), e.Date, strings.Join(e.Mentions, "+")}, " ") + "; ")
		}
		return b.String()
	}
	if got, want := list(BuildTimeline("Olof Hart", docs, OfEvents)),
		"1 2009-05-04 7-2-boat; 2 2009-07-01 8-2-took_off; 3 2010-02-03 7-2-took_off; "; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got, want := list(BuildTimeline("Olof Hart", docs, OfStatements)),
		"1 2009-05-04 7-2-boat; 1 2009-05-04 7-3-said; 2 2009-07-01 8-2-took_off; 3 2010-02-03 7-2-took_off; "; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := list(BuildTimeline("Ida Brandt", docs, OfStatements)); got != "" {
		t.Errorf("nobody's timeline: %s", got)
	}
}

func TestGoesByTarget(t *testing.T) {
	for _, x := range []struct {
		name, target string
		kind         verbatim.EntityKind
		want         bool
	}{
		{"Hart", "Olof Hart", verbatim.Person, true},
		{"Olof", "Olof Hart", verbatim.Person, false},
		{"Hart", "Olof Hart", verbatim.Organisation, false},
		{"The Nordic Boats Inc.", "Nordic Boats", verbatim.Organisation, true},
		{"NB", "Nordic Boats", verbatim.Organisation, true},
		{"Nordic", "Nordic Boats", verbatim.Organisation, false},
		{"Nordic Boats 7", "Nordic Boats", "", false},
		{"Group", "the Group", "", true}, // not all of a name is a suffix
		{"x", "", "", false},
	} {
		d := &verbatim.Document{Text: x.name}
		e := verbatim.Entity{Kind: x.kind, Name: verbatim.Span{End: len(x.name)}}
		if got := goesByTarget(d, &e, x.target); got != x.want {
			t.Errorf("%s for %s: %v", x.name, x.target, got)
		}
		e.Unnamed = true
		if goesByTarget(d, &e, x.target) {
			t.Errorf("an unnamed %s goes by %s", x.name, x.target)
		}
	}
}

// Whatever is read can be scored, and a timeline equals itself.
func FuzzTimeline(f *testing.F) {
	f.Add("Ida\n1\t2009-06-XX\t7-2-left\t8-2-left_it\n2\t2010\t7-2-left\n0\tX\t1-1-x\n")
	f.Add("A\n1\t2009\t-\n1\t2010\t--x\n3\t2011\ta_b-1-a_c\n")
	f.Fuzz(func(t *testing.T, text string) {
		tl, err := ReadTimeline(strings.NewReader(text))
		if err != nil {
			return
		}
		var s TimelineScore
		s.Add(tl, tl)
		if s.GoldRight > s.Gold || s.FoundRight > s.Found || s.Mentions.Right > s.Mentions.Found {
			t.Errorf("%+v", s)
		}
	})
}

// A mention lies in one sentence, and every token is in its place.
func FuzzTimelineDocument(f *testing.F) {
	f.Add(boatXML, 3, 20)
	f.Add(`<Document doc_id="1"><token sentence="5">é</token><token sentence="x">a</token></Document>`, 0, 9)
	f.Fuzz(func(t *testing.T, xml string, from, to int) {
		d, err := ReadTimelineDocument(strings.NewReader(xml))
		if err != nil {
			return
		}
		last := 0
		for _, w := range d.words {
			if w.Start < last || w.End > len(d.Text) || w.Empty() {
				t.Fatalf("word %v in %q", w, d.Text)
			}
			last = w.End
			if d.Mention(w.Span) == "" {
				t.Errorf("word %v has no mention", w)
			}
		}
		d.Mention(verbatim.Span{Start: from, End: to})
	})
}

// TestTimelineSets holds the reader to the corpus: its articles and targets,
// and each gold timeline against itself.
func TestTimelineSets(t *testing.T) {
	const data = "../../shared/data"
	if _, err := os.Stat(filepath.Join(data, "semeval2015-timeline")); err != nil {
		t.Skip("no timelines in ../shared/data")
	}
	sets, err := TimelineSets(data)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name                 string
		documents, timelines int
	}{{"trial", 30, 6}, {"corpus 1", 30, 13}, {"corpus 2", 30, 12}, {"corpus 3", 30, 13}}
	if len(sets) != len(want) {
		t.Fatalf("%d sets", len(sets))
	}
	for i, s := range sets {
		if s.Name != want[i].name || len(s.Documents) != want[i].documents || len(s.Gold) != want[i].timelines {
			t.Errorf("%s: %d articles, %d timelines", s.Name, len(s.Documents), len(s.Gold))
		}
		texts := make(map[string]*TimelineDocument)
		for k := range s.Documents {
			d := &s.Documents[k]
			texts[d.ID] = d
			if len(d.Published) != len("2009-05-04") || timelineDate.FindString(d.Published) != d.Published {
				t.Errorf("%s: published %q", d.Title, d.Published)
			}
		}
		mentions, there := 0, 0
		for _, gold := range s.Gold {
			var score TimelineScore
			if score.Add(gold, gold); score.FoundRight != score.Found || score.GoldRight != score.Gold || score.Gold == 0 && len(gold.Entries) > 0 && gold.Entries[len(gold.Entries)-1].Position > 0 {
				t.Errorf("%s against itself: %+v", gold.Target, score)
			}
			for _, e := range gold.Entries {
				for _, m := range e.Mentions {
					mentions++
					article, _, _ := strings.Cut(m, "-")
					if d := texts[article]; d != nil && has(d, m) {
						there++
					}
				}
			}
		}
		if 100*there < 98*mentions { // a few are slips of the corpus
			t.Errorf("%s: %d of %d mentions are in the texts", s.Name, there, mentions)
		}
	}
}

// has reports whether the first word of mention is in its sentence.
func has(d *TimelineDocument, mention string) bool {
	_, words := splitMention(mention)
	first, _, _ := strings.Cut(words, "_")
	return slices.ContainsFunc(d.words, func(w timelineWord) bool {
		m := d.Mention(w.Span)
		return m != "" && strings.HasPrefix(mention, m) && w.In(d.Text) == first
	})
}
