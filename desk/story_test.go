package desk_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// spoken is an article of lines "speaker|role|venue|words"; a word of the words
// that begins with @ is a person of that name.
func spoken(outlet, published string, lines ...string) *verbatim.Document {
	d := &verbatim.Document{Meta: verbatim.Meta{Outlet: outlet, Published: published, URL: "https://" + strings.ToLower(outlet) + ".example/" + published}}
	entities := make(map[string]int)
	name := func(s string) (verbatim.Span, int) {
		span := verbatim.Span{Start: len(d.Text), End: len(d.Text) + len(s)}
		d.Text += s
		e, ok := entities[s]
		if !ok {
			e = len(d.Entities)
			entities[s] = e
			d.Entities = append(d.Entities, verbatim.Entity{Kind: verbatim.Person, Name: span, Key: "person:" + strings.ToLower(s)})
		}
		d.Mentions = append(d.Mentions, verbatim.Mention{Span: span, Name: span, Form: verbatim.Named, Kind: verbatim.Person, Entity: e})
		d.Entities[e].Mentions = append(d.Entities[e].Mentions, len(d.Mentions)-1)
		return span, e
	}
	for _, l := range lines {
		f := strings.Split(l, "|")
		s := verbatim.Statement{Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: .9, SpeakerConfidence: .9}
		if f[1] != "" {
			d.Text += f[1] + " "
		}
		source, e := name(f[0])
		if f[1] != "" {
			d.Entities[e].Roles = append(d.Entities[e].Roles, verbatim.Role{Title: f[1], Span: verbatim.Span{Start: source.Start - len(f[1]) - 1, End: source.Start - 1}})
		}
		s.Source, s.Speakers = []verbatim.Span{source}, []int{e}
		d.Text += " "
		s.Cue = []verbatim.Span{{Start: len(d.Text), End: len(d.Text) + 4}}
		d.Text += "said "
		if f[2] != "" {
			s.Venue = &verbatim.Venue{Span: verbatim.Span{Start: len(d.Text), End: len(d.Text) + len(f[2])}, Kind: verbatim.VenueKind(f[2]), Entity: -1}
			d.Text += f[2] + " "
		}
		begin := len(d.Text)
		for i, w := range strings.Fields(f[3]) {
			if i > 0 {
				d.Text += " "
			}
			if w, ok := strings.CutPrefix(w, "@"); ok {
				name(w)
			} else {
				d.Text += w
			}
		}
		s.Content = []verbatim.Span{{Start: begin, End: len(d.Text)}}
		d.Statements = append(d.Statements, s)
		d.Text += ".\n\n"
	}
	return d
}

func TestStory(t *testing.T) {
	s := record(t,
		spoken("Gazette", "2025-02-10", "Ann||interview|the dam is safe and @Bob knows", "Bob||speech|the dam leaks"),
		spoken("Gazette", "2025-02-12", "Ann||interview|@Bob and @Cy fear the dam", "Ann||speech|the road is open"),
		spoken("Herald", "2025-02-12", "Bob||interview|@Ann built the dam"),
		spoken("Herald", "2025-02-13", "Cy||speech|the road is wet"),
	)
	st, err := desk.NewStory(t.Context(), s, "dam")
	if err != nil {
		t.Fatal(err)
	}
	if st.Total != 4 || st.Counted != 4 || st.AtLeast || len(st.Marks) != 4 {
		t.Errorf("%d statements, %d counted, %d marks; four have the word", st.Total, st.Counted, len(st.Marks))
	}
	if got := st.First.Format(time.DateOnly) + " " + st.Last.Format(time.DateOnly); got != "2025-02-10 2025-02-12" {
		t.Errorf("from and to %s", got)
	}
	counts := func(list []desk.Tally) string {
		var out []string
		for _, x := range list {
			out = append(out, fmt.Sprintf("%s %d", x.Label, x.Count))
		}
		return strings.Join(out, ", ")
	}
	if got := counts(st.Speakers); got != "Ann 2, Bob 2" {
		t.Errorf("speakers %s", got)
	}
	if got := counts(st.Outlets); got != "Gazette 3, Herald 1" {
		t.Errorf("outlets %s", got)
	}
	var pairs []string
	for _, p := range st.Pairs {
		pairs = append(pairs, fmt.Sprintf("%s>%s %d", p.Speaker, p.Of, p.Count))
	}
	if len(pairs) != 3 || pairs[0] != "Ann>Bob 2" || st.PairsArticles != 3 || st.PairsOf != 4 {
		t.Errorf("who speaks of whom: %q in %d statements of %d articles", pairs, st.PairsOf, st.PairsArticles)
	}
	if last := st.Marks[0].Words; last != "Ann built the dam" {
		t.Errorf("the newest says %q", last)
	}
	// The Gazette has nothing on the 11th and the 13th. The Herald has on the 13th,
	// but not of the dam: that is a zero.
	days := make([]store.Stretch, 4)
	for i := range days {
		from := time.Date(2025, 2, 10+i, 0, 0, 0, 0, time.UTC)
		days[i] = store.Stretch{From: from, To: from.AddDate(0, 0, 1)}
	}
	for i, want := range []desk.Coverage{
		{Counts: []int{2, 0, 1, 0}, Gap: []bool{false, true, false, true}},
		{Counts: []int{0, 0, 1, 0}, Gap: []bool{true, true, false, false}},
	} {
		c, err := st.Coverage(t.Context(), s, i, days)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(c.Counts, want.Counts) || !reflect.DeepEqual(c.Gap, want.Gap) {
			t.Errorf("%s: %v, gaps %v", st.Outlets[i].Label, c.Counts, c.Gap)
		}
	}

	var wrong *search.Error
	if _, err := desk.NewStory(t.Context(), s, "(dam"); !errors.As(err, &wrong) {
		t.Errorf("a wrong query: %v", err)
	}
	if st, err = desk.NewStory(t.Context(), s, "zebra"); err != nil || st.Total != 0 || !st.First.IsZero() || len(st.Events.Entries) != 0 {
		t.Errorf("nothing: %+v, %v", st, err)
	}
}

func TestEventQueryOf(t *testing.T) {
	for query, want := range map[string]string{
		"dam":                                     "dam",
		`speaker:"Ann Pell" dam kind:direct`:      `who:"Ann Pell" dam`,
		`-speaker:ann to:bob after:2025-02-01`:    `-who:ann who:bob after:2025-02-01`,
		`"told: a story" act:deny venue:speech`:   `"told: a story"`,
		`role:minister OR outlet:"The Gazette"`:   `OR outlet:"The Gazette"`, // no query: there are no events then
		`speaker:none dam date:none outlet:none`:  `dam date:none outlet:none`,
		`speaker:"a role: of some kind:" x:y dam`: `who:"a role: of some kind:" dam`,
	} {
		if got := desk.EventQueryOf(query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestSpeaker(t *testing.T) {
	s := record(t,
		spoken("Gazette", "2025-02-10", "Ann|minister|interview|the dam is safe", "Ann||interview|ask me again", "Bob||speech|the dam is safe"),
		spoken("Herald", "2025-03-01", "Ann|minister|speech|I said the dam is safe"),
		spoken("Herald", "2025-04-01", "Ann|former minister||the road is open"),
	)
	list, err := desk.FindSpeaker(t.Context(), s, "person:ann")
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if byName, err := desk.FindSpeaker(t.Context(), s, "ANN"); err != nil || len(byName) != 1 || byName[0] != list[0] {
		t.Errorf("by name: %v, %v", byName, err)
	}
	if _, err := desk.FindSpeaker(t.Context(), s, "Dora"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	sp, err := desk.NewSpeaker(t.Context(), s, list[0])
	if err != nil {
		t.Fatal(err)
	}
	if sp.Name != "Ann" || sp.Kind != "person" || sp.Wikidata != "" || sp.Total != 4 || sp.Counted != 4 || sp.Read != 3 {
		t.Errorf("%s, %s, %q: %d statements, %d counted, %d articles", sp.Name, sp.Kind, sp.Wikidata, sp.Total, sp.Counted, sp.Read)
	}
	if len(sp.Venues) != 2 || sp.Venues[0].Label != "interview" || sp.Venues[0].Count != 2 || sp.Venues[1].Label != "speech" || sp.Venues[1].Count != 1 {
		t.Errorf("venues %+v", sp.Venues)
	}
	var roles []string
	for _, r := range sp.Roles {
		roles = append(roles, fmt.Sprintf("%s %d %s %s", r.Text, r.Count, r.First.When.Format(time.DateOnly), r.Last.When.Format(time.DateOnly)))
	}
	if got := strings.Join(roles, "; "); got != "former minister 1 2025-04-01 2025-04-01; minister 2 2025-02-10 2025-03-01" {
		t.Errorf("roles %s", got)
	}

	u, err := desk.Phrase(t.Context(), s, list[0], "dam is safe")
	if err != nil || u.Count != 2 || u.First == nil || u.Last == nil {
		t.Fatalf("%+v, %v", u, err)
	}
	if first, last := u.First.When.Format(time.DateOnly), u.Last.When.Format(time.DateOnly); first != "2025-02-10" || last != "2025-03-01" {
		t.Errorf("first %s, last %s", first, last)
	}
	for _, none := range []string{"dam safe", "", `"`, "speech*"} {
		if u, err = desk.Phrase(t.Context(), s, list[0], none); err != nil || u.Count != 0 || u.First != nil {
			t.Errorf("%q: %+v, %v", none, u, err)
		}
	}
}

// A statement of several is each one's.
func TestJointSpeaker(t *testing.T) {
	d := spoken("Gazette", "2025-02-10", "Ann||speech|the dam leaks", "Bob||speech|it does")
	d.Statements[0].Speakers = []int{d.Statements[1].Speakers[0], d.Statements[0].Speakers[0]}
	s := record(t, d)
	list, err := desk.FindSpeaker(t.Context(), s, "person:ann")
	if err != nil {
		t.Fatal(err)
	}
	sp, err := desk.NewSpeaker(t.Context(), s, list[0])
	if err != nil || sp.Total != 1 || len(sp.Marks) != 1 || len(sp.Names) != 1 || sp.Names[0].Text != "Ann" {
		t.Errorf("%+v, %v", sp, err)
	}
	if u, err := desk.Phrase(t.Context(), s, list[0], "dam leaks"); err != nil || u.Count != 1 {
		t.Errorf("%+v, %v", u, err)
	}
}

func TestLocate(t *testing.T) {
	const text = "He said: “The road is open.” She said: “The road\n is open, we hope.” The end."
	for _, c := range []struct {
		words string
		near  int
		want  []string // as they stand, parted spans
		at    int
	}{
		{"The road is open", 0, []string{"The road is open"}, strings.Index(text, "The road")},
		{"The road is open", len(text), []string{"The road\n is open"}, strings.LastIndex(text, "The road")},
		{"  She   said: ", 0, []string{"She said:"}, strings.Index(text, "She")},
		{"He said … The end", 0, []string{"He said", "The end"}, 0},
		{"The end … He said", 0, []string{"He said", "The end"}, 0},
		{"", 0, nil, 0},
	} {
		spans, err := desk.Locate(text, c.words, c.near)
		if err != nil {
			t.Errorf("%q: %v", c.words, err)
			continue
		}
		var got []string
		for _, s := range spans {
			got = append(got, s.In(text))
		}
		if !reflect.DeepEqual(got, c.want) || len(spans) > 0 && spans[0].Start != c.at {
			t.Errorf("%q near %d: %q at %v", c.words, c.near, got, spans)
		}
	}
	for _, words := range []string{"The road was open", "the road", "said said", "He said … He said", "open.” She said: “The roadis"} {
		var missing *desk.NotInText
		if spans, err := desk.Locate(text, words, 0); !errors.As(err, &missing) {
			t.Errorf("%q: %v, %v", words, spans, err)
		}
	}
}

// FuzzLocate: what is found is in the text, in order, and has the words that
// were asked for.
func FuzzLocate(f *testing.F) {
	f.Add("He said: “The road is open.”", "road … is", 3)
	f.Add("a a a\n a", "a a", 4)
	f.Add("\xff\xfe … x", "… x", -1)
	f.Fuzz(func(t *testing.T, text, words string, near int) {
		if len(text) > 1<<12 || len(words) > 1<<8 {
			return // a form has no longer ones, and these take long
		}
		spans, err := desk.Locate(text, words, near)
		if err != nil {
			return
		}
		at := 0
		want := make(map[string]int)
		for _, w := range strings.Fields(words) {
			if w != "…" {
				want[w]++
			}
		}
		for _, s := range spans {
			if s.Start < at || s.End > len(text) || s.Empty() {
				t.Fatalf("spans %v of %d bytes", spans, len(text))
			}
			at = s.End
			for _, w := range strings.Fields(s.In(text)) {
				want[w]--
			}
		}
		for w, n := range want {
			if n != 0 {
				t.Fatalf("%q in %q: %v, and the word %q is there %d times too often", words, text, spans, w, -n)
			}
		}
	})
}

// FuzzEventQueryOf: a query is made of any, in time.
func FuzzEventQueryOf(f *testing.F) {
	f.Add(`speaker:"Ann Pell" -kind:direct dam`)
	f.Add(`-(-("`)
	f.Fuzz(func(t *testing.T, query string) {
		got := desk.EventQueryOf(query)
		if len(got) > 2*len(query)+8 {
			t.Fatalf("%q became %q", query, got)
		}
		search.ParseEvents(got)
	})
}
