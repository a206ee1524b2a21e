package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

const ploverCodes = "# a comment\nevent\tmode\ttype\tkinds\tremark\n" +
	"DEMAND\t*\tREQUEST\tdemand\trenamed\nCONSULT\t*\tCONSULT\tmeeting,talks\t\nCONSULT\tphone\tCONSULT\tcall\t\nDOCUMENT\t*\t-\t-\tno record\n"

func TestReadPloverCodes(t *testing.T) {
	codes, err := ReadPloverCodes(strings.NewReader(ploverCodes))
	if err != nil || len(codes) != 4 {
		t.Fatalf("%+v, %v", codes, err)
	}
	for _, x := range []struct{ event, mode, kinds string }{
		{"CONSULT", "phone", "call"}, {"CONSULT", "visit", "meeting,talks"}, {"CONSULT", "", "meeting,talks"}, {"DEMAND", "", "demand"},
	} {
		c, ok := findCode(codes, PloverRecord{Type: x.event, Mode: x.mode})
		if !ok || strings.Join(c.Kinds, ",") != x.kinds {
			t.Errorf("%s %s: %+v", x.event, x.mode, c)
		}
	}
	if _, ok := findCode(codes, PloverRecord{Type: "AID"}); ok {
		t.Error("a code without a row is found")
	}
	for name, text := range map[string]string{
		"four columns":  "event\tmode\ttype\tkinds\tremark\nA\t*\tB\tc\n",
		"an empty type": "event\tmode\ttype\tkinds\tremark\nA\t*\t\tc\t\n",
	} {
		if got, err := ReadPloverCodes(strings.NewReader(text)); err == nil {
			t.Errorf("%s: read %+v", name, got)
		}
	}
}

func TestReadPloverRecords(t *testing.T) {
	got, err := ReadPloverRecords(strings.NewReader(`[
		{"id":"A","event":"DEMAND","text":"Norway asked.","eventText":"asked","source":[{"actorText":"Norway","code":"NOR"}],"target":"nobody"},
		{"id":"B","event":"CONSULT","mode":"phone","text":"x","source":[{"actorText":"Ann"},{"code":"X"}],"target":[{"actorText":"Bo"}]}]`))
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if r := got[0]; r.ID != "A" || r.EventPhrase != "asked" || !slices.Equal(r.Actors, []string{"Norway"}) || r.Recipients != nil {
		t.Errorf("%+v", r)
	}
	if r := got[1]; r.Mode != "phone" || !slices.Equal(r.Actors, []string{"Ann"}) || !slices.Equal(r.Recipients, []string{"Bo"}) {
		t.Errorf("%+v", r)
	}
	if got, err := ReadPloverRecords(strings.NewReader(`{"id":"A"}`)); err == nil {
		t.Errorf("read %+v", got)
	}
}

func TestHeadWord(t *testing.T) {
	for phrase, want := range map[string]string{
		"Norway": "norway", "the King of Norway": "king", "Senior Norwegian officials": "officials", "": "", "Of Mice": "mice",
		"Farmers from two towns": "farmers",
	} {
		if got := headWord(phrase); got != want {
			t.Errorf("head of %q: %q, want %q", phrase, got, want)
		}
	}
}

func TestPloverScore(t *testing.T) {
	const text = "Norwegian officials met leaders of Sweden and demanded that Denmark pay."
	s := func(part string) verbatim.Span { return spanOf(t, text, part) }
	by := func(role verbatim.EventRole, part string) verbatim.Participant {
		return verbatim.Participant{Entity: -1, Mention: s(part), Role: role}
	}
	met := verbatim.Event{Kind: verbatim.Encounter, Plover: "CONSULT", Trigger: s("met"),
		Participants: []verbatim.Participant{by(verbatim.Actor, "Norwegian officials"), by(verbatim.Target, "leaders of Sweden")}}
	demanded := verbatim.Event{Kind: verbatim.Requirement, Plover: "REQUEST:yield", Trigger: s("demanded"),
		Participants: []verbatim.Participant{by(verbatim.Actor, "Norwegian officials"), {Entity: 0, Role: verbatim.Target}}}
	doc := func(events ...verbatim.Event) *verbatim.Document {
		return &verbatim.Document{Text: text, Events: events,
			Mentions: []verbatim.Mention{{Span: s("Denmark")}}, Entities: []verbatim.Entity{{Mentions: []int{0}}}}
	}
	request := PloverRecord{ID: "r", Text: text, EventPhrase: "demanded pay", Want: "REQUEST", Kinds: []string{"demand"},
		Actors: []string{"officials"}, Recipients: []string{"Denmark"}}
	consult := PloverRecord{ID: "c", Text: text, EventPhrase: "met", Want: "CONSULT", Kinds: []string{"call"},
		Actors: []string{"Norwegian", "Sweden"}}
	aid := PloverRecord{ID: "a", Text: text, EventPhrase: "pay", Want: "AID"}

	var got PloverScore
	if m := got.Add(doc(met, demanded), request); m != nil {
		t.Errorf("request: %+v", m)
	}
	if m := got.Add(doc(met, demanded), consult); m != nil {
		t.Errorf("consult: %+v", m)
	}
	if m := got.Add(doc(demanded), consult); m == nil || m.Got != "REQUEST:yield" {
		t.Errorf("consult with a demand alone: %+v", m)
	}
	if m := got.Add(doc(), aid); m == nil || m.Got != "nothing" {
		t.Errorf("nothing: %+v", m)
	}
	swapped := demanded
	swapped.Participants = []verbatim.Participant{by(verbatim.Target, "Norwegian officials"), {Entity: 0, Role: verbatim.Actor}}
	other := request
	other.EventPhrase = "met" // the main event is the meeting
	if m := got.Add(doc(met, swapped), other); m == nil || m.Got != "CONSULT" {
		t.Errorf("main event: %+v", m)
	}
	want := PloverScore{Records: 5, Any: 4, Right: 3, Main: 2,
		Kinds: ClassScore{Labelled: 4, Matched: 4, Right: 2},
		Actor: ClassScore{Labelled: 3, Matched: 3, Right: 2}, Target: ClassScore{Labelled: 2, Matched: 2, Right: 1}}
	types := got.ByType
	got.ByType = nil
	if got.Records != want.Records || got.Any != want.Any || got.Right != want.Right || got.Main != want.Main ||
		got.Kinds != want.Kinds || got.Actor != want.Actor || got.Target != want.Target {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	if *types["REQUEST"] != (TypeTally{2, 2, 1}) || *types["CONSULT"] != (TypeTally{2, 1, 1}) || *types["AID"] != (TypeTally{1, 0, 0}) {
		t.Errorf("by type: %+v %+v %+v", types["REQUEST"], types["CONSULT"], types["AID"])
	}
}

func FuzzPloverRecords(f *testing.F) {
	f.Add(`[{"id":"A","event":"DEMAND","text":"Norway asked.","source":[{"actorText":"Norway"}],"target":"x"}]`, ploverCodes)
	f.Add(`[{"source":null,"target":[1]}]`, "event\tmode\ttype\tkinds\tremark\nA\t*\t-\t-\t\n")
	f.Fuzz(func(t *testing.T, records, codes string) {
		rows, err := ReadPloverCodes(strings.NewReader(codes))
		if err != nil {
			rows = nil
		}
		all, err := ReadPloverRecords(strings.NewReader(records))
		if err != nil {
			return
		}
		var s PloverScore
		for _, r := range all {
			code, _ := findCode(rows, r)
			r.Want, r.Kinds = code.Type, code.Kinds
			s.Add(&verbatim.Document{Text: r.Text}, r)
		}
		if s.Records != len(all) || s.Right+s.Any > 0 {
			t.Errorf("nothing is found, and the score is %+v", s)
		}
	})
}

// TestPloverKinds holds the committed codes to the records and to PLOVER's
// list of types.
func TestPloverKinds(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "plover-kinds.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	codes, err := ReadPloverCodes(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		for _, k := range c.Kinds {
			if !slices.Contains(eventKinds, verbatim.EventKind(k)) {
				t.Errorf("%s %s: %q is no kind", c.Event, c.Mode, k)
			}
		}
	}
	const data = "../../shared/data"
	list, err := os.ReadFile(filepath.Join(data, "plover", "plover_events.tsv"))
	if err != nil {
		t.Skip("no PLOVER in ../shared/data")
	}
	for _, c := range codes {
		if c.Type != "-" && !strings.Contains("\n"+string(list), "\n"+c.Type+"\t") {
			t.Errorf("%s is no type of PLOVER", c.Type)
		}
	}
	records, left, err := PloverRecords(data, codes)
	if err != nil || len(records) != 316 || left != 6 {
		t.Errorf("%d records, %d left out, %v", len(records), left, err)
	}
}
