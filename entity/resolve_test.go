package entity_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/model"
)

func resolved(t testing.TB, text string) *verbatim.Document {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	doc := &verbatim.Document{Text: text}
	analyze.Document(doc, m)
	return doc
}

// TestResolve holds small texts with what a word in them refers to: "word#n" is the
// nth time that the word stands as a mention, or the head of one.
func TestResolve(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[string]string
	}{
		{"surname", "Mayor Ana Souza spoke first. Souza thanked the crews.", map[string]string{"Souza#2": "Ana Souza"}},
		{"initial in the middle", "Donald J. Trump won. Donald Trump thanked them.", map[string]string{"Donald Trump#1": "Donald J. Trump"}},
		{"nickname", "Joe Biden spoke. Later Joseph Biden left.", map[string]string{"Joseph Biden#1": "Joe Biden"}},
		{"romanisation", "Volodymyr Zelensky met them. Zelenskyy smiled, and Zelenskiy left.", map[string]string{"Zelenskyy#1": "Volodymyr Zelensky", "Zelenskiy#1": "Volodymyr Zelensky"}},
		{"capital that speaks", "Brussels said the tariffs were illegal.", map[string]string{"Brussels#1": "Brussels/organisation"}},
		{"capital that does not", "The leaders met in Brussels on Monday.", map[string]string{"Brussels#1": "Brussels/place"}},
		{"acronym", "The World Health Organization met. The WHO voted.", map[string]string{"The WHO#1": "World Health Organization"}},
		{"relative", "Ana Souza, who led the talks, left.", map[string]string{"who#1": "Ana Souza"}},
		{"possessive", "Ana Souza lost her seat.", map[string]string{"her#1": "Ana Souza"}},
		{"two genders", "Ana Souza met Peter Brandt. He left before she spoke.", map[string]string{"He#1": "Peter Brandt", "she#1": "Ana Souza"}},
		{"role", "Defence secretary John Healey spoke. Mayor Ana Souza listened. The defence secretary left.", map[string]string{"The defence secretary#1": "John Healey"}},
		{"apposition", "The Kenyan president, William Ruto, arrived. The president smiled.", map[string]string{"The president#1": "William Ruto"}},
		{"successor", "Mayor Ana Souza resigned in July. Her successor, Peter Brandt, was once her clerk. The new mayor smiled.", map[string]string{"The new mayor#1": "Peter Brandt"}},
		{"deputy", "Agriculture minister Ana Souza came with her deputy, Peter Brandt. The deputy minister smiled.", map[string]string{"The deputy minister#1": "Peter Brandt"}},
		{"no deputy", "Agriculture minister Ana Souza spoke. The deputy minister smiled.", map[string]string{"The deputy minister#1": ""}},
		{"said of somebody", "“He never slept,” Ana Souza said of the goalkeeper, Peter Brandt.", map[string]string{"He#1": "Peter Brandt"}},
		{"spoken for", "A spokesman for President Bo Pell confirmed on Tuesday that he would meet Ana Souza.", map[string]string{"he#1": "Bo Pell"}},
		{"a spokesman of another", "A spokesman for Bo Pell said Peter Brandt left because he was ill.", map[string]string{"he#1": "Peter Brandt"}},
		{"the only one", "Police arrested Peter Brandt. “He was singing,” said a baker.", map[string]string{"He#1": "Peter Brandt"}},
		{"named later", "A nurse called the police. The nurse, Ana Souza, had heard a noise.", map[string]string{"A nurse#1": "Ana Souza"}},
		{"body behind its noun", "A report by the aid group Open Hands says so. The group had no comment.", map[string]string{"The group#1": "Open Hands/organisation"}},
		{"called", "A surgeon called Mei Watanabe survived. The surgeon smiled.", map[string]string{"The surgeon#1": "Mei Watanabe"}},
		{"office between commas", "“We will pay,” the president of France, Matteo Quill, said. Quill left.", map[string]string{"the president#1": "Matteo Quill", "Quill#2": "Matteo Quill"}},
		{"a noun taken for a verb", "According to the fisheries institute, herring have left.", map[string]string{"the fisheries institute#1": "the fisheries institute"}},
		{"two places", "The mayor of Las Vegas, New Mexico, said the roads were open.", map[string]string{"New Mexico#1": "New Mexico/place"}},
		{"a person of a party", "Her partner, Pavel Strand of the Coastal Party, said no. The party voted.", map[string]string{"Pavel Strand#1": "Pavel Strand", "the Coastal Party#1": "Coastal Party/organisation"}},
		{"himself, behind a stranger", "“It was windy,” said a European diplomat. Reyk himself said that he would travel. “I have called off a flight,” he wrote.", map[string]string{"himself#1": "Reyk", "I#1": "Reyk", "he#2": "Reyk"}},
		{"himself, as an object", "Ana Souza spoke first. Declares himself emperor.", map[string]string{"himself#1": ""}},
	} {
		doc := resolved(t, c.text)
		for key, want := range c.want {
			word, nth, _ := strings.Cut(key, "#")
			got := referent(doc, word, int(nth[0]-'0'))
			if got != want && got != want+"/"+kindOf(doc, want) {
				t.Errorf("%s: %q refers to %q, want %q", c.name, key, got, want)
			}
		}
	}
}

// referent returns the name and the kind of what the nth mention with these words refers to.
func referent(doc *verbatim.Document, words string, nth int) string {
	for _, m := range doc.Mentions {
		s := m.In(doc.Text)
		if s != words && (m.Form != verbatim.Named || m.Name.In(doc.Text) != words && !strings.HasSuffix(s, " "+words)) {
			continue
		}
		if nth--; nth > 0 {
			continue
		}
		if m.Entity < 0 {
			return ""
		}
		e := doc.Entities[m.Entity]
		return e.Name.In(doc.Text) + "/" + string(e.Kind)
	}
	return ""
}

func kindOf(doc *verbatim.Document, name string) string {
	for _, e := range doc.Entities {
		if e.Name.In(doc.Text) == name {
			return string(e.Kind)
		}
	}
	return ""
}

// A surname that two people of the article have equally is nobody's.
func TestNobodyCanTell(t *testing.T) {
	for _, text := range []string{
		"The brothers Ivo Kral and Marek Kral fly the planes. Kral said the fog had lifted.",
		"Hugh Carver and Dennis Moyle met on the pier. He said that they would meet again.",
	} {
		doc := resolved(t, text)
		if len(doc.Statements) != 1 {
			t.Fatalf("%q: %d statements, want one", text, len(doc.Statements))
		}
		if s := doc.Statements[0]; len(s.Speakers) > 0 {
			t.Errorf("%q: said by %q, want nobody", text, doc.Entities[s.Speakers[0]].Name.In(text))
		}
	}
}

// An office of the gazetteer fills in what the article leaves out, on the days that its
// source covers, and says where it comes from.
func TestRolesHaveDates(t *testing.T) {
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ published, want string }{
		{"2025-02-13", "president of Russia"},
		{"2010-06-01", ""}, // another held the office then
		{"2031-01-01", ""}, // nothing is known of that day
	} {
		doc := &verbatim.Document{Text: "Vladimir Putin said the talks would go on."}
		doc.Published = c.published
		analyze.Document(doc, m)
		got := ""
		for _, e := range doc.Entities {
			for _, r := range e.Roles {
				got = r.Title
				if r.Source == "" || r.AsOf == "" || !r.Span.Empty() {
					t.Errorf("%s: the role %+v does not say where it comes from", c.published, r)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: role %q, want %q", c.published, got, c.want)
		}
	}
	doc := &verbatim.Document{Text: "Former spy Vladimir Putin said the talks would go on."}
	doc.Published = "2025-02-13"
	analyze.Document(doc, m)
	for _, r := range doc.Entities[0].Roles {
		if r.Source != "" {
			t.Errorf("the article says who he is, and the gazetteer adds %+v", r)
		}
	}
}

// check holds what is true of every resolved document.
func check(t testing.TB, doc *verbatim.Document) {
	t.Helper()
	for i, m := range doc.Mentions {
		if m.Start < 0 || m.Start >= m.Span.End || m.Span.End > len(doc.Text) || !utf8.RuneStart(doc.Text[m.Start]) {
			t.Fatalf("mention %d has the span %v", i, m.Span)
		}
		if i > 0 && (m.Start < doc.Mentions[i-1].Start) {
			t.Fatalf("mention %d stands before the one before it", i)
		}
		if m.Entity < -1 || m.Entity >= len(doc.Entities) {
			t.Fatalf("mention %d refers to entity %d of %d", i, m.Entity, len(doc.Entities))
		}
	}
	for i, e := range doc.Entities {
		if e.Name.Empty() || strings.TrimSpace(e.Name.In(doc.Text)) == "" {
			t.Fatalf("entity %d has no name", i)
		}
		if len(e.Mentions) == 0 {
			t.Fatalf("entity %d is mentioned nowhere", i)
		}
		if e.Unnamed && (e.Kind != verbatim.Group || e.Wikidata != "" || e.Key != "") {
			t.Fatalf("an unnamed source is %+v", e)
		}
		for _, m := range e.Mentions {
			if doc.Mentions[m].Entity != i {
				t.Fatalf("entity %d has a mention of entity %d", i, doc.Mentions[m].Entity)
			}
		}
	}
	for i, s := range doc.Statements {
		for _, e := range s.Speakers {
			if e < 0 || e >= len(doc.Entities) {
				t.Fatalf("statement %d is made by entity %d of %d", i, e, len(doc.Entities))
			}
		}
		if (len(s.Speakers) > 0) != (s.SpeakerConfidence > 0) || s.SpeakerConfidence > 1 {
			t.Fatalf("statement %d has %d speakers with confidence %v", i, len(s.Speakers), s.SpeakerConfidence)
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{
		"", "He", "“", "Bill and Hillary Clinton left. Clinton said no. He said yes.",
		"The report by the Coastal Trust said so, the report said. “We,” they said, “I”.",
		"A, B and C and D said, who said, whose he said: ‘I told him “I”’.",
		"Dr. Mr. Mrs. Jr. Sr. said. President President President said.",
		"The report fell, saying that it was so. A study went on, claiming that it was not.",
		"\u202eTrump\u00a0said ’s ’s of of, the the.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 4000 {
			return
		}
		check(t, resolved(t, text))
	})
}

func FuzzLoadLinker(f *testing.F) {
	f.Add(model.Links)
	f.Add(model.Links[:40])
	f.Add("")
	f.Fuzz(func(t *testing.T, data string) {
		if _, err := entity.LoadLinker(data); err != nil && len(data) == len(model.Links) && data == model.Links {
			t.Error(err)
		}
	})
}
