package analyze_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// TestPhoneCall reads a real article in British single marks that a machine has
// rewritten. The list is what a careful reader marks: source, cue and how the
// content begins and ends.
func TestPhoneCall(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "samples", "phone-call.txt"))
	if os.IsNotExist(err) {
		t.Skip("../shared/samples is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := ingest.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	doc.Published = "2025-02-13"
	analyze.Document(doc, models(t))
	for words, want := range map[string]string{"Wednesday evening": "2025-02-12TEV", "this week": "2025-W07", "nearly 90 minutes": "PT90M", "2013": "2013", "Thursday morning": "2025-02-13TMO"} {
		found := ""
		for _, time := range doc.Times {
			if time.In(doc.Text) == words {
				found = time.Value
			}
		}
		if found != want {
			t.Errorf("%q has the value %q, want %s", words, found, want)
		}
	}
	for _, want := range []struct{ source, cue, begins, ends, speaker string }{
		{"US President Donald Trump", "said", "negotiations", "", "Donald Trump"},
		{"Ukrainian president Volodymyr Zelensky", "said", "he had also", "reliable peace’", "Volodymyr Zelensky"},
		{"The Kremlin", "reports", "that Trump and Putin", "", "Kremlin"},
		{"Trump", "said", "‘We discussed", "at once.’", "Donald Trump"},
		{"He", "added", "‘It’s time", "Ukraine!’", "Donald Trump"},
		{"Trump", "said", "the pair will meet", "", "Donald Trump"},
		{"US defence secretary Pete Hegseth", "said", "it’s unrealistic", "China", "Pete Hegseth"},
		{"Trump", "told", "that a return", "come back.’", "Donald Trump"},
		{"who", "insisted", "that there ‘", "Ukraine’", "Volodymyr Zelensky"},
		{"administration", "made it clear", "that the US", "", "the brand new administration"},
		{"Trump", "said", "he has not yet", "Ukraine", "Donald Trump"},
		{"he", "told", "‘Probably", "no problem.’", "Donald Trump"},
		{"Joe Biden", "refused", "to satisfy Putin", "", "Joe Biden"},
		{"Dmitry Medvedev, deputy chairman", "said", "that the decision", "achieved", "Dmitry Medvedev"},
		{"Medvedev", "said", "‘There will not be", "elites.’", "Dmitry Medvedev"},
		{"he", "added", "‘It’s inconceivable", "higher,’", "Dmitry Medvedev"},
		{"UK defence secretary John Healey", "said", "‘There will be no", "without Ukraine.’", "John Healey"},
		{"Healey", "said", "it’s Nato’s job", "any talks’", "John Healey"},
		{"he", "added", "‘We wish", "beyond Ukraine.’", "John Healey"},
		{"Nato secretary Mark Rutte", "said", "there was a", "longer term.’", "Mark Rutte"},
	} {
		st := statementOf(doc, want.source, want.cue, want.begins, want.ends)
		if st == nil {
			t.Errorf("not found: [%s] <%s> {%s … %s}", want.source, want.cue, want.begins, want.ends)
			continue
		}
		if len(st.Speakers) != 1 || doc.Entities[st.Speakers[0]].Name.In(doc.Text) != want.speaker {
			t.Errorf("[%s] <%s> is said by %v, want %s", want.source, want.cue, st.Speakers, want.speaker)
		}
	}
	for _, s := range doc.Statements {
		for _, c := range s.Content {
			for _, f := range doc.Furniture {
				if f.Overlaps(c) {
					t.Errorf("content %q lies in furniture", c.In(doc.Text))
				}
			}
		}
	}
	// Where it was said, and to whom.
	for _, want := range []struct{ begins, to, kind, venue string }{
		{"‘We discussed Ukraine", "", "post", "a post on Truth Social"},
		{"‘It’s time to stop", "", "post", "a post on Truth Social"}, // "He added" goes on from it
		{"that a return to Ukraine’s", "reporters", "reporters", "reporters on the White House"},
		{"‘Probably we’ll have", "reporters", "reporters", "reporters"},
		{"‘There will not be and", "", "", ""},
	} {
		found := false
		for _, s := range doc.Statements {
			if !strings.HasPrefix(s.Content[0].In(doc.Text), want.begins) {
				continue
			}
			found = true
			to, kind, venue := "", "", ""
			if s.Addressee != nil {
				to = s.Addressee.In(doc.Text)
			}
			if s.Venue != nil {
				kind, venue = string(s.Venue.Kind), s.Venue.In(doc.Text)
			}
			if to != want.to || kind != want.kind || venue != want.venue {
				t.Errorf("%s: to %q, %s %q; want to %q, %s %q", want.begins, to, kind, venue, want.to, want.kind, want.venue)
			}
		}
		if !found {
			t.Errorf("no statement begins %q", want.begins)
		}
	}
	// The video fallback over three lines, the contact lines, three "MORE:".
	kinds := map[verbatim.FurnitureKind]bool{}
	for _, f := range doc.Furniture {
		kinds[f.Kind] = true
	}
	if !kinds[verbatim.VideoFallback] || !kinds[verbatim.Related] || !kinds[verbatim.Contact] {
		t.Errorf("furniture of kinds %v", kinds)
	}
}

func statementOf(doc *verbatim.Document, source, cue, begins, ends string) *verbatim.Statement {
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if len(s.Source) == 0 || len(s.Cue) == 0 || len(s.Content) == 0 {
			continue
		}
		last := s.Content[len(s.Content)-1].In(doc.Text)
		if strings.Contains(s.Source[0].In(doc.Text), source) && strings.Contains(s.Cue[0].In(doc.Text), cue) &&
			strings.HasPrefix(s.Content[0].In(doc.Text), begins) && strings.HasSuffix(last, ends) {
			return s
		}
	}
	return nil
}
