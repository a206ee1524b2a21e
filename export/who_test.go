package export

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// spoken is “Mayor Ana Souza told reporters on Monday she would stay.” with its layers, made by hand.
func spoken() *verbatim.Document {
	d := &verbatim.Document{Text: "Mayor Ana Souza told reporters on Monday she would stay."}
	at := func(words string) verbatim.Span {
		i := strings.Index(d.Text, words)
		return verbatim.Span{Start: i, End: i + len(words)}
	}
	d.Published = "2025-02-13"
	d.Mentions = []verbatim.Mention{
		{Span: at("Mayor Ana Souza"), Name: at("Ana Souza"), Form: verbatim.Named, Kind: verbatim.Person, Entity: 0},
		{Span: at("reporters"), Form: verbatim.Nominal, Kind: verbatim.Group, Entity: 1},
		{Span: at("she"), Form: verbatim.Pronoun, Kind: verbatim.Person, Entity: 0},
	}
	d.Entities = []verbatim.Entity{
		{Kind: verbatim.Person, Name: at("Ana Souza"), Key: "person:ana souza", Mentions: []int{0, 2},
			Roles: []verbatim.Role{{Title: "Mayor", Span: at("Mayor")}, {Title: "senator", Source: "a list", AsOf: "2024-01-01", Since: "2020"}}},
		{Kind: verbatim.Group, Name: at("reporters"), Unnamed: true, Mentions: []int{1}},
	}
	d.Times = []verbatim.Time{{Span: at("Monday"), Kind: verbatim.Date, Value: "2025-02-10"}}
	d.Statements = []verbatim.Statement{{
		Kind: verbatim.Indirect, Act: verbatim.Say, Source: []verbatim.Span{at("Mayor Ana Souza")}, Cue: []verbatim.Span{at("told reporters")},
		Content: []verbatim.Span{at("she would stay")}, Parent: -1, Confidence: 0.9,
		Speakers: []int{0}, SpeakerConfidence: 0.97, Time: 0,
		Addressee: &verbatim.Addressee{Span: at("reporters"), Entities: []int{1}},
		Venue:     &verbatim.Venue{Span: at("reporters"), Kind: verbatim.Reporters, Entity: -1},
	}}
	return d
}

func TestRecordSaysWho(t *testing.T) {
	var got struct {
		Entities []struct {
			ID, Kind, Name string
			Key            *string
			Unnamed        bool
			Roles          []struct {
				Title        string
				Start        *int
				Date, Source *string
				AsOf         *string `json:"as_of"`
			}
			Mentions []verbatim.Span
		}
		Statements []struct {
			Speaker   *string
			Speakers  []string
			Addressee struct{ Entity *string }
			Venue     struct {
				Kind   string
				Entity *string
			}
			Time struct{ Value *string }
		}
		Times []struct{ Kind, Value string }
	}
	if err := json.Unmarshal(JSONL(nil, spoken()), &got); err != nil {
		t.Fatal(err)
	}
	e := got.Entities[0]
	if e.ID != "e1" || e.Kind != "person" || e.Name != "Ana Souza" || *e.Key != "person:ana souza" || len(e.Mentions) != 2 {
		t.Errorf("the first entity is %+v", e)
	}
	if r := e.Roles[0]; r.Title != "Mayor" || r.Start == nil || *r.Start != 0 || *r.Date != "2025-02-13" || r.Source != nil {
		t.Errorf("the role in the article is %+v", r)
	}
	if r := e.Roles[1]; r.Start != nil || r.Date != nil || *r.Source != "a list" || *r.AsOf != "2024-01-01" {
		t.Errorf("the role of the gazetteer is %+v", r)
	}
	if g := got.Entities[1]; !g.Unnamed || g.Kind != "group" || g.Key != nil {
		t.Errorf("the unnamed entity is %+v", g)
	}
	s := got.Statements[0]
	if *s.Speaker != "e1" || len(s.Speakers) != 1 || *s.Addressee.Entity != "e2" || s.Venue.Kind != "reporters" || s.Venue.Entity != nil || *s.Time.Value != "2025-02-10" {
		t.Errorf("the statement is %+v", s)
	}
	if got.Times[0].Kind != "date" || got.Times[0].Value != "2025-02-10" {
		t.Errorf("the time is %+v", got.Times[0])
	}
}

func TestCSVSaysWho(t *testing.T) {
	row := string(CSV(nil, spoken()))
	for _, want := range []string{",Ana Souza,person:ana souza,Mayor Ana Souza,", ",reporters,reporters: reporters,2025-02-10,"} {
		if !strings.Contains(row, want) {
			t.Errorf("%q is not in %q", want, row)
		}
	}
}

func TestPageSaysWho(t *testing.T) {
	d := spoken()
	page := string(Terminal(nil, d, 120, Plain))
	for _, want := range []string{"Ana Souza", "Mayor", "to reporters · Monday (10 February 2025)"} {
		if _, table, _ := strings.Cut(page, "speaker"); !strings.Contains(table, want) {
			t.Errorf("%q is not in the table of\n%s", want, page)
		}
	}
	// Where nobody can be told the words of the text stand alone.
	d.Statements[0].Speakers = nil
	if who, source := whoSaid(d, 0); who != "" || source != "Mayor Ana Souza" {
		t.Errorf("without a speaker: %q, %q", who, source)
	}
}
