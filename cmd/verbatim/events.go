package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/ingest"
)

// eventScores are the figures of events: on labelled sentences of PolNeAR, on
// the records of PLOVER, and on the timelines of SemEval-2015. The train
// sentences and the trial timelines are to look at while rules are written.
type eventScores struct {
	Dev       eventSet       `json:"dev"`
	Train     eventSet       `json:"train"`
	Plover    ploverSet      `json:"plover"`
	Timelines []timelineSet  `json:"-"`
	ByCorpus  map[string]any `json:"timelines"` // the same, by name
	missed    []eval.EventMiss
	miscoded  []eval.PloverMiss
}

type eventSet struct {
	Sentences int                 `json:"sentences"`
	All       tallyScores         `json:"all"`
	Sure      tallyScores         `json:"without_doubt"`
	Diplomacy tallyScores         `json:"calls_meetings_visits_invitations"`
	Kinds     map[string]kindF1   `json:"kinds"`
	Status    float64             `json:"status"`
	Statuses  map[string]statusOf `json:"statuses"`
	By        float64             `json:"by"`
	Roles     tallyScores         `json:"participants"`
	AnyRole   tallyScores         `json:"participants_any_role"`
	Times     tallyScores         `json:"times"`
	Places    tallyScores         `json:"places"`
	Repeats   int                 `json:"repeats"`
	Again     int                 `json:"repeats_found"`
}

type tallyScores struct {
	Labelled  int     `json:"labelled"`
	Found     int     `json:"found"`
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

type kindF1 struct {
	Labelled int     `json:"labelled"`
	Found    int     `json:"found"`
	Right    int     `json:"right"`
	F1       float64 `json:"f1"`
}

type statusOf struct {
	Labelled int `json:"labelled"`
	Given    int `json:"given"`
	Right    int `json:"right"`
}

type ploverSet struct {
	Records int                  `json:"records"`
	Left    int                  `json:"left_out"`
	Any     float64              `json:"any_event"`
	Type    float64              `json:"type"`
	Main    float64              `json:"type_of_main_event"`
	ByType  map[string]ploverOne `json:"types"`
	Kind    classScores          `json:"kind"`
	Actor   classScores          `json:"actor"`
	Target  classScores          `json:"recipient"`
}

type ploverOne struct {
	Records int `json:"records"`
	Right   int `json:"right"`
	Main    int `json:"main"`
}

type timelineSet struct {
	Name       string         `json:"-"`
	Timelines  int            `json:"timelines"`
	Events     timelineScores `json:"events"`
	Statements timelineScores `json:"events_and_statements"`
	Verbs      timelineScores `json:"events_statements_and_verbs"`
}

type timelineScores struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Mentions  float64 `json:"mentions_f1"`
	Dates     float64 `json:"dates"` // right, of found mentions with one
}

func evalEvents(data string) (scores, error) {
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	var out eventScores
	for _, set := range []struct {
		split string
		s     *eventSet
	}{{"dev", &out.Dev}, {"train", &out.Train}} {
		sentences, err := eval.EventLabels(filepath.Join(labelFolder, "events-"+set.split+".jsonl"), data, set.split)
		if err != nil {
			return nil, err
		}
		var score eval.EventScore
		var doc *verbatim.Document
		for i, s := range sentences {
			if i == 0 || sentences[i-1].Article != s.Article {
				if doc, err = analysed(s.Text, dayOf(s.Article), models); err != nil {
					return nil, fmt.Errorf("%s: %w", s.Article, err)
				}
			}
			out.missed = append(out.missed, score.Add(doc, s)...)
		}
		*set.s = eventSetOf(score)
	}
	if err := out.plover(data, models); err != nil {
		return nil, err
	}
	return out, out.timelines(data, models)
}

// analysed reads a text byte for byte and fills its layers.
func analysed(text, published string, models *analyze.Models) (*verbatim.Document, error) {
	doc, err := ingest.Text([]byte(text))
	if err != nil {
		return nil, err
	}
	if doc.Text != text {
		return nil, fmt.Errorf("the text is not read byte for byte")
	}
	doc.Language, doc.Published = "en", published
	analyze.Document(doc, models)
	return doc, nil
}

// dayOf returns the day in the name of an article of PolNeAR,
// "nyt_2016-09-08_obama".
func dayOf(article string) string {
	parts := strings.Split(article, "_")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

func (s *eventScores) plover(data string, models *analyze.Models) error {
	f, err := os.Open(filepath.Join(labelFolder, "plover-kinds.tsv"))
	if err != nil {
		return fmt.Errorf("codes of PLOVER: %w", err)
	}
	defer f.Close()
	codes, err := eval.ReadPloverCodes(f)
	if err != nil {
		return fmt.Errorf("%s: %w", f.Name(), err)
	}
	records, left, err := eval.PloverRecords(data, codes)
	if err != nil {
		return err
	}
	var score eval.PloverScore
	for _, r := range records {
		doc, err := analysed(r.Text, "", models)
		if err != nil {
			return fmt.Errorf("%s: %w", r.ID, err)
		}
		if m := score.Add(doc, r); m != nil {
			s.miscoded = append(s.miscoded, *m)
		}
	}
	p := ploverSet{
		Records: score.Records, Left: left,
		Any: percent(score.Any, score.Records), Type: percent(score.Right, score.Records), Main: percent(score.Main, score.Records),
		ByType: make(map[string]ploverOne),
		Kind:   classOf(score.Kinds), Actor: classOf(score.Actor), Target: classOf(score.Target),
	}
	for k, t := range score.ByType {
		p.ByType[k] = ploverOne{t.Records, t.Right, t.Main}
	}
	s.Plover = p
	return nil
}

func (s *eventScores) timelines(data string, models *analyze.Models) error {
	sets, err := eval.TimelineSets(data)
	if err != nil {
		return err
	}
	s.ByCorpus = make(map[string]any)
	var all [3]eval.TimelineScore
	for i, set := range sets {
		var docs []eval.AnalysedTimelineDocument
		for _, d := range set.Documents {
			doc, err := analysed(d.Text, d.Published, models)
			if err != nil {
				return fmt.Errorf("%s: %w", d.Title, err)
			}
			docs = append(docs, eval.AnalysedTimelineDocument{TimelineDocument: d, Layers: doc})
		}
		var score [3]eval.TimelineScore
		for _, gold := range set.Gold {
			for k, from := range []eval.TimelineOf{eval.OfEvents, eval.OfStatements, eval.OfVerbs} {
				score[k].Add(eval.BuildTimeline(gold.Target, docs, from), gold)
			}
		}
		s.put(set.Name, score)
		if i > 0 { // the trial set is apart
			for k := range all {
				all[k].Sum(score[k])
			}
		}
	}
	s.put("corpora 1-3", all)
	return nil
}

func (s *eventScores) put(name string, score [3]eval.TimelineScore) {
	of := func(t eval.TimelineScore) timelineScores {
		return timelineScores{round2(t.Precision()), round2(t.Recall()), round2(t.F1()), round2(t.Mentions.F1()), percent(t.AnchorRight, t.Anchored)}
	}
	set := timelineSet{name, score[0].Timelines, of(score[0]), of(score[1]), of(score[2])}
	s.Timelines = append(s.Timelines, set)
	s.ByCorpus[strings.ReplaceAll(name, " ", "_")] = set
}

func tallyOf(t eval.Tally) tallyScores {
	return tallyScores{t.Labelled, t.Found, t.Right, round2(t.Precision()), round2(t.Recall()), round2(t.F1())}
}

func classOf(c eval.ClassScore) classScores {
	return classScores{c.Labelled, c.Matched, percent(c.Right, c.Matched)}
}

func eventSetOf(s eval.EventScore) eventSet {
	out := eventSet{
		Sentences: s.Sentences,
		All:       tallyOf(s.Over()), Sure: tallyOf(s.Sure), Diplomacy: tallyOf(s.Over(eval.Diplomacy...)),
		Kinds:  make(map[string]kindF1),
		Status: percent(s.StatusRight, s.Paired), Statuses: make(map[string]statusOf), By: percent(s.ByRight, s.Paired),
		Roles: tallyOf(s.Participants), AnyRole: tallyOf(s.AnyRole), Times: tallyOf(s.Times), Places: tallyOf(s.Places),
		Repeats: s.Repeats, Again: s.RepeatsFound,
	}
	for k, t := range s.Kinds {
		out.Kinds[string(k)] = kindF1{t.Labelled, t.Found, t.Right, round2(t.F1())}
	}
	for k, t := range s.StatusOf {
		out.Statuses[string(k)] = statusOf{t.Labelled, t.Found, t.Right}
	}
	return out
}

func (s eventScores) table(w io.Writer) {
	fmt.Fprintf(w, "Events: sentences of PolNeAR, labels in eval/testdata; percent.\n\n")
	fmt.Fprintf(w, "%-34s %26s   %26s\n%-34s %8s %5s %5s %5s   %8s %5s %5s %5s\n", "", "dev", "train", "",
		"labelled", "P", "R", "F1", "labelled", "P", "R", "F1")
	row := func(name string, a, b tallyScores) {
		fmt.Fprintf(w, "%-34s %8d %5.1f %5.1f %5.1f   %8d %5.1f %5.1f %5.1f\n", name,
			a.Labelled, a.Precision, a.Recall, a.F1, b.Labelled, b.Precision, b.Recall, b.F1)
	}
	d, t := s.Dev, s.Train
	row("events", d.All, t.All)
	row("  without labels in doubt", d.Sure, t.Sure)
	row("calls, meetings, visits, invitations", d.Diplomacy, t.Diplomacy)
	for _, k := range eval.EventKinds() {
		tally := func(k kindF1) tallyScores {
			return tallyOf(eval.Tally{Labelled: k.Labelled, Found: k.Found, Right: k.Right})
		}
		if a, b := d.Kinds[string(k)], t.Kinds[string(k)]; a.Labelled+a.Found+b.Labelled+b.Found > 0 {
			row("  "+string(k), tally(a), tally(b))
		}
	}
	row("participants of paired events", d.Roles, t.Roles)
	row("  whatever their role", d.AnyRole, t.AnyRole)
	row("times", d.Times, t.Times)
	row("places", d.Places, t.Places)
	fmt.Fprintf(w, "%-34s %26.1f   %26.1f\n", "status right, of paired", d.Status, t.Status)
	fmt.Fprintf(w, "%-34s %26.1f   %26.1f\n", "in a source's words alone, right", d.By, t.By)
	fmt.Fprintf(w, "%-34s %26s   %26s\n\n", "repeats found, set aside", fmt.Sprintf("%d of %d", d.Again, d.Repeats), fmt.Sprintf("%d of %d", t.Again, t.Repeats))

	p := s.Plover
	fmt.Fprintf(w, "PLOVER's gold standard records: %d of one sentence each, %d left out; percent.\n\n", p.Records, p.Left)
	for _, x := range []struct {
		name string
		v    float64
		of   int
	}{
		{"an event given", p.Any, p.Records}, {"one of the coded type", p.Type, p.Records}, {"the main one of the coded type", p.Main, p.Records},
		{"a kind that the code allows, of those given any", p.Kind.Accuracy, p.Kind.Matched},
		{"actors right, of those right in type", p.Actor.Accuracy, p.Actor.Matched},
		{"recipients right, of those right in type", p.Target.Accuracy, p.Target.Matched},
	} {
		fmt.Fprintf(w, "%-48s %5.1f of %d\n", x.name, x.v, x.of)
	}
	for _, k := range slices.Sorted(maps.Keys(p.ByType)) {
		x := p.ByType[k]
		fmt.Fprintf(w, "  %-46s %5.1f of %d\n", k, percent(x.Right, x.Records), x.Records)
	}

	fmt.Fprintf(w, "\nTimelines of SemEval-2015 task 4, from raw text: temporal awareness, micro-averaged; percent.\n\n")
	fmt.Fprintf(w, "%-12s %9s   %29s   %29s   %29s\n%-12s %9s", "", "timelines", "events", "and statements", "and every verb", "", "")
	for range 3 {
		fmt.Fprintf(w, "   %5s %5s %5s %6s %5s", "P", "R", "F1", "found", "dates")
	}
	fmt.Fprintln(w)
	for _, x := range s.Timelines {
		fmt.Fprintf(w, "%-12s %9d", x.Name, x.Timelines)
		for _, c := range []timelineScores{x.Events, x.Statements, x.Verbs} {
			fmt.Fprintf(w, "   %5.1f %5.1f %5.1f %6.1f %5.1f", c.Precision, c.Recall, c.F1, c.Mentions, c.Dates)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
}

// misses prints each difference on the sentences, and each record whose main
// event has another type.
func (s eventScores) misses(w io.Writer) {
	for _, m := range s.missed {
		doubt := ""
		if m.Doubt {
			doubt = " (in doubt)"
		}
		fmt.Fprintf(w, "%s:%d: %s%s\n", m.Article, m.Start, strings.Join(strings.Fields(m.What), " "), doubt)
	}
	for _, m := range s.miscoded {
		fmt.Fprintf(w, "%s: coded %s, given %s\n", m.ID, m.Want, m.Got)
	}
}
