package eval

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// pier is a small article with every sort of speaker: a full name, a pronoun,
// two at once, somebody described and nobody at all.
const pier = "Mayor Ida Brandt said the pier is safe. Brandt added that it will open. " +
	"Olof Hart and Brandt agreed on a price. A diver warned of cracks. It was hoped that nobody saw."

// pierLabels are its labels. Statements count from 0.
func pierLabels(t *testing.T) SpeakerArticle {
	t.Helper()
	s := func(part string) verbatim.Span { return at(t, pier, part)[0] }
	brandt := LabelledSpeaker{Span: s("Ida Brandt"), Kind: verbatim.Person, Also: at(t, pier, "Brandt added")}
	brandt.Also[0].End -= len(" added")
	hart := LabelledSpeaker{Span: s("Olof Hart"), Kind: verbatim.Person}
	return SpeakerArticle{Article: "pier", Text: pier, Statements: []SpeakerLabel{
		{Content: at(t, pier, "the pier is safe"), Source: at(t, pier, "Mayor Ida Brandt"), Kind: NamedSpeaker, Speakers: []LabelledSpeaker{brandt}},
		{Content: at(t, pier, "that it will open"), Source: at(t, pier, "Brandt added"), Kind: NamedSpeaker, Speakers: []LabelledSpeaker{brandt}, Doubt: true, Note: "an example"},
		{Content: at(t, pier, "on a price"), Source: at(t, pier, "Olof Hart and Brandt"), Kind: NamedSpeaker, Speakers: []LabelledSpeaker{hart, brandt}},
		{Content: at(t, pier, "of cracks"), Source: at(t, pier, "A diver"), Kind: UnnamedSpeaker, Speakers: []LabelledSpeaker{{Span: s("A diver"), Kind: verbatim.Group}}},
		{Content: at(t, pier, "that nobody saw"), Kind: UnknownSpeaker},
	}}
}

// The entities of pierDoc.
const (
	brandt = iota
	hart
	diver
	safeBoard // an organisation whose name lies over Brandt's
	both      // goes by Hart's name, and has mentions of Brandt too
	brandt2   // Brandt once more, known by a later mention
)

// pierDoc is the article as analysed, with the speakers given for each label.
func pierDoc(t *testing.T, speakers ...[]int) *verbatim.Document {
	t.Helper()
	name := func(part string) verbatim.Mention {
		s := at(t, pier, part)[0]
		return verbatim.Mention{Span: s, Form: verbatim.Named, Name: s}
	}
	later := verbatim.Span{Start: strings.LastIndex(pier, "Brandt"), End: strings.LastIndex(pier, "Brandt") + len("Brandt")}
	d := &verbatim.Document{Text: pier, Mentions: []verbatim.Mention{
		name("Ida Brandt"), name("Olof Hart"), {Span: at(t, pier, "A diver")[0], Form: verbatim.Nominal},
		{Span: later, Form: verbatim.Named, Name: later},
	}}
	d.Entities = []verbatim.Entity{
		brandt:    {Kind: verbatim.Person, Name: d.Mentions[0].Name, Mentions: []int{0}},
		hart:      {Kind: verbatim.Person, Name: d.Mentions[1].Name, Mentions: []int{1}},
		diver:     {Kind: verbatim.Group, Name: d.Mentions[2].Span, Unnamed: true, Mentions: []int{2}},
		safeBoard: {Kind: verbatim.Organisation, Name: d.Mentions[0].Name, Mentions: []int{0}},
		both:      {Kind: verbatim.Person, Name: d.Mentions[1].Name, Mentions: []int{0, 1}},
		brandt2:   {Kind: verbatim.Person, Name: later, Mentions: []int{3}},
	}
	for i, l := range pierLabels(t).Statements {
		if i < len(speakers) {
			d.Statements = append(d.Statements, verbatim.Statement{Content: l.Content, Source: l.Source, Speakers: speakers[i], Parent: -1, Time: -1})
		}
	}
	return d
}

func TestSpeakerScore(t *testing.T) {
	for _, x := range []struct {
		name     string
		speakers [][]int
		want     SpeakerScore
		missed   []int // labels that are wrong or missing
	}{
		{"all right", [][]int{{brandt}, {brandt}, {hart, brandt}, {diver}, nil}, SpeakerScore{
			Matched: 5, Given: 3, GivenRight: 3,
			Named:   NamedScore{Matched: 3, Covered: 3, Given: 3, Right: 3, Sure: 2, SureRight: 2},
			Unnamed: ClassScore{Matched: 1, Right: 1}, Unknown: ClassScore{Matched: 1, Right: 1},
		}, nil},
		{"the same name elsewhere is the same person", [][]int{{brandt2}, {brandt2}, {brandt, hart}, nil, nil}, SpeakerScore{
			Matched: 5, Given: 3, GivenRight: 3,
			Named:   NamedScore{Matched: 3, Covered: 3, Given: 3, Right: 3, Sure: 2, SureRight: 2},
			Unnamed: ClassScore{Matched: 1, Right: 1}, Unknown: ClassScore{Matched: 1, Right: 1},
		}, nil},
		{"wrong person, unnamed, half a pair; a name for the unnamed, any speaker for nobody", [][]int{{hart}, {diver}, {hart}, {brandt}, {diver}}, SpeakerScore{
			Matched: 5, Given: 3, GivenRight: 0,
			Named:   NamedScore{Matched: 3, Covered: 3, Given: 2, Right: 0, Partial: 1, Sure: 2},
			Unnamed: ClassScore{Matched: 1}, Unknown: ClassScore{Matched: 1},
		}, []int{0, 1, 2, 3, 4}},
		{"an organisation is no person, one person is not another's name, a third is one too many", [][]int{{safeBoard}, {both}, {hart, brandt, safeBoard}}, SpeakerScore{
			Matched: 3, Given: 3, GivenRight: 0,
			Named: NamedScore{Matched: 3, Covered: 3, Given: 3, Right: 0, Partial: 1, Sure: 2},
		}, []int{0, 1, 2}},
		{"an unnamed one beside the named ones does no harm, and none is missing", [][]int{{brandt, diver}, nil}, SpeakerScore{
			Matched: 2, Given: 1, GivenRight: 1,
			Named: NamedScore{Matched: 2, Covered: 1, Given: 1, Right: 1, Sure: 1, SureRight: 1},
		}, []int{1}},
	} {
		labels := pierLabels(t)
		x.want.Articles, x.want.Statements = 1, 5
		x.want.Named.Labelled, x.want.Unnamed.Labelled, x.want.Unknown.Labelled = 3, 1, 1
		var got SpeakerScore
		misses := got.Add(pierDoc(t, x.speakers...), labels)
		if got != x.want {
			t.Errorf("%s:\n got %+v\nwant %+v", x.name, got, x.want)
		}
		var starts, want []int
		for _, m := range misses {
			starts = append(starts, m.Start)
		}
		for _, i := range x.missed {
			want = append(want, labels.Statements[i].Content[0].Start)
		}
		if !slices.Equal(starts, want) {
			t.Errorf("%s: missed at %v, want %v", x.name, starts, want)
		}
	}
}

// An entity that lies over the name by a mention counts, unless it goes by
// the name of somebody else who is labelled.
func TestSpeakerByMention(t *testing.T) {
	d := pierDoc(t)
	labels := pierLabels(t)
	people := labels.people()
	ida := labels.Statements[0].Speakers[0]
	other := verbatim.Entity{Kind: verbatim.Person, Name: at(t, pier, "Mayor")[0], Mentions: []int{0}}
	if !ida.is(d, &other, people) {
		t.Error("a mention at the labelled place does not count")
	}
	if ida.is(d, &d.Entities[both], people) {
		t.Error("the entity called Hart passes for Brandt")
	}
	other.Unnamed = true
	if ida.is(d, &other, people) {
		t.Error("an unnamed entity passes for a named person")
	}
	// A description that lies over the name is not the name.
	d.Mentions[0].Form = verbatim.Nominal
	other.Unnamed = false
	if ida.is(d, &other, people) {
		t.Error("a description passes for a name")
	}
}

func TestMatchStatements(t *testing.T) {
	span := func(a, b int) []verbatim.Span { return []verbatim.Span{{Start: a, End: b}} }
	labels := []SpeakerLabel{
		{Content: span(10, 20), Source: span(0, 5)},
		{Content: span(10, 20), Source: span(30, 35)},
		{Content: span(50, 60)},
		{Content: []verbatim.Span{{Start: 70, End: 80}, {Start: 90, End: 100}}},
	}
	found := []verbatim.Statement{
		{Content: span(10, 20), Source: span(30, 35)},                          // the second label's, by its source
		{Content: span(50, 54)},                                                // less than half
		{Content: span(12, 20), Source: span(30, 35)},                          // what is left for the first
		{Content: []verbatim.Span{{Start: 70, End: 80}, {Start: 75, End: 80}}}, // exactly half, bytes counted once
	}
	if got, want := matchStatements(labels, found), []int{2, 0, -1, 3}; !slices.Equal(got, want) {
		t.Errorf("matched %v, want %v", got, want)
	}
}

func TestReadSpeakerLabelsRefuses(t *testing.T) {
	for name, line := range map[string]string{
		"a path":        `{"article":"../x","statements":[]}`,
		"no name":       `{"statements":[]}`,
		"unknown field": `{"article":"x","statements":[],"text":"y"}`,
		"two a line":    `{"article":"x","statements":[]}{"article":"y","statements":[]}`,
		"a blank line":  "\n" + `{"article":"x","statements":[]}`,
	} {
		if got, err := ReadSpeakerLabels(strings.NewReader(line)); err == nil {
			t.Errorf("%s: read %+v", name, got)
		}
	}
	content := `"content":[{"start":0,"end":2}]`
	for name, statement := range map[string]string{
		"no content":            `{"kind":"unknown"}`,
		"beyond the text":       `{"content":[{"start":0,"end":99}],"kind":"unknown"}`,
		"inside a character":    `{"content":[{"start":0,"end":1}],"kind":"unknown"}`,
		"empty":                 `{"content":[{"start":2,"end":2}],"kind":"unknown"}`,
		"no class":              `{` + content + `}`,
		"named without a name":  `{` + content + `,"kind":"named","speakers":[{"start":0,"end":2,"kind":"group"}]}`,
		"unnamed with a name":   `{` + content + `,"kind":"unnamed","speakers":[{"start":0,"end":2,"kind":"person"}]}`,
		"unknown with somebody": `{` + content + `,"kind":"unknown","speakers":[{"start":0,"end":2,"kind":"group"}]}`,
		"no kind of speaker":    `{` + content + `,"kind":"named","speakers":[{"start":0,"end":2,"kind":"ship"}]}`,
		"another name outside":  `{` + content + `,"kind":"named","speakers":[{"start":0,"end":2,"kind":"person","also":[{"start":9,"end":99}]}]}`,
		"doubt without a note":  `{` + content + `,"kind":"unknown","doubt":true}`,
	} {
		got, err := ReadSpeakerLabels(strings.NewReader(`{"article":"x","statements":[` + statement + `]}`))
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
func FuzzSpeakerLabels(f *testing.F) {
	f.Add(`{"article":"x","statements":[{"content":[{"start":0,"end":3}],"source":[],"kind":"named","speakers":[{"start":0,"end":3,"kind":"person","also":[{"start":4,"end":6}]}]}]}`, "Ida spoke.")
	f.Add(`{"article":"x","statements":[{"content":[{"start":0,"end":3}],"kind":"unknown","doubt":true,"note":"n"}]}`, "Aé!")
	f.Fuzz(func(t *testing.T, line, text string) {
		articles, err := ReadSpeakerLabels(strings.NewReader(line))
		if err != nil {
			return
		}
		for _, a := range articles {
			if a.Text = text; a.check() != nil {
				continue
			}
			d := &verbatim.Document{Text: text}
			for _, l := range a.Statements {
				d.Statements = append(d.Statements, verbatim.Statement{Content: l.Content, Source: l.Source})
			}
			var s SpeakerScore
			s.Add(d, a)
			if s.Statements != len(a.Statements) || s.Matched > s.Statements || s.Named.Right > 0 {
				t.Errorf("nobody is given, and the score is %+v", s)
			}
		}
	})
}

// TestSpeakerLabels holds the label files to the corpus: the articles that
// the README of testdata says, each statement of the reference with a content,
// once, in text order; the file to learn from has the first 45 of an article.
func TestSpeakerLabels(t *testing.T) {
	const data = "../../shared/data"
	if _, err := os.Stat(filepath.Join(data, "polnear")); err != nil {
		t.Skip("no PolNeAR in ../shared/data")
	}
	for _, x := range []struct {
		set, split               string
		first, step, count, most int
	}{{"dev", "dev", 0, 4, 20, 1000}, {"train", "train", 20, 56, 15, 1000}, {"learn", "train", 5, 14, 60, 45}} {
		labelled, err := SpeakerLabels(filepath.Join("testdata", "speakers-"+x.set+".jsonl"), data, x.split)
		if err != nil {
			t.Fatal(err)
		}
		corpus, err := PolNeAR(data, x.split)
		if err != nil {
			t.Fatal(err)
		}
		if len(labelled) != x.count {
			t.Errorf("%s: %d articles, want %d", x.set, len(labelled), x.count)
		}
		for i, a := range labelled {
			ref := corpus[x.first+i*x.step]
			if a.Article != ref.Name {
				t.Fatalf("%s: article %d is %s, want %s", x.set, i, a.Article, ref.Name)
			}
			refs := slices.DeleteFunc(slices.Clone(ref.Attributions), func(r Attribution) bool { return len(r.Content) == 0 })
			slices.SortFunc(refs, func(a, b Attribution) int {
				return cmp.Or(slices.CompareFunc(a.Content, b.Content, verbatim.Span.Compare),
					slices.CompareFunc(a.Source, b.Source, verbatim.Span.Compare))
			})
			count := make(map[string]int)
			for _, r := range refs[:min(len(refs), x.most)] {
				count[fmt.Sprint(r.Content, r.Source)]++
			}
			if s := perfect(a); s.Named.Right != s.Named.Labelled || s.Unnamed.Right != s.Unnamed.Labelled ||
				s.Unknown.Right != s.Unknown.Labelled || s.GivenRight != s.Named.Labelled {
				t.Errorf("%s: the labels against themselves: %+v", a.Article, s)
			}
			last := -1
			for _, l := range a.Statements {
				count[fmt.Sprint(l.Content, l.Source)]--
				if l.Content[0].Start < last {
					t.Errorf("%s: the statement at %d is out of order", a.Article, l.Content[0].Start)
				}
				last = l.Content[0].Start
			}
			for spans, n := range count {
				if n != 0 {
					t.Errorf("%s: %s is labelled %d times too few", a.Article, spans, n)
				}
			}
		}
	}
}

// perfect scores the labels of an article as if they had been found, an
// entity for each labelled speaker.
func perfect(a SpeakerArticle) SpeakerScore {
	d := &verbatim.Document{Text: a.Text}
	for _, l := range a.Statements {
		st := verbatim.Statement{Content: l.Content, Source: l.Source}
		for _, sp := range l.Speakers {
			st.Speakers = append(st.Speakers, len(d.Entities))
			d.Entities = append(d.Entities, verbatim.Entity{Kind: sp.Kind, Name: sp.Span, Unnamed: sp.Kind == verbatim.Group})
		}
		d.Statements = append(d.Statements, st)
	}
	var s SpeakerScore
	s.Add(d, a)
	return s
}
