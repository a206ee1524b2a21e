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
	analyze.Document(doc, models(t))
	for _, want := range []struct{ source, cue, begins, ends string }{
		{"US President Donald Trump", "said", "negotiations", ""},
		{"Ukrainian president Volodymyr Zelensky", "said", "he had also", "reliable peace’"},
		{"The Kremlin", "reports", "that Trump and Putin", ""},
		{"Trump", "said", "‘We discussed", "at once.’"},
		{"He", "added", "‘It’s time", "Ukraine!’"},
		{"Trump", "said", "the pair will meet", ""},
		{"US defence secretary Pete Hegseth", "said", "it’s unrealistic", "China"},
		{"Trump", "told", "that a return", "come back.’"},
		{"who", "insisted", "that there ‘", "Ukraine’"},
		{"administration", "made it clear", "that the US", ""},
		{"Trump", "said", "he has not yet", "Ukraine"},
		{"he", "told", "‘Probably", "no problem.’"},
		{"Joe Biden", "refused", "to satisfy Putin", ""},
		{"Dmitry Medvedev, deputy chairman", "said", "that the decision", "achieved"},
		{"Medvedev", "said", "‘There will not be", "elites.’"},
		{"he", "added", "‘It’s inconceivable", "higher,’"},
		{"UK defence secretary John Healey", "said", "‘There will be no", "without Ukraine.’"},
		{"Healey", "said", "it’s Nato’s job", "any talks’"},
		{"he", "added", "‘We wish", "beyond Ukraine.’"},
		{"Nato secretary Mark Rutte", "said", "there was a", "longer term.’"},
	} {
		if !hasStatement(doc, want.source, want.cue, want.begins, want.ends) {
			t.Errorf("not found: [%s] <%s> {%s … %s}", want.source, want.cue, want.begins, want.ends)
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

func hasStatement(doc *verbatim.Document, source, cue, begins, ends string) bool {
	for _, s := range doc.Statements {
		if len(s.Source) == 0 || len(s.Cue) == 0 || len(s.Content) == 0 {
			continue
		}
		last := s.Content[len(s.Content)-1].In(doc.Text)
		if strings.Contains(s.Source[0].In(doc.Text), source) && strings.Contains(s.Cue[0].In(doc.Text), cue) &&
			strings.HasPrefix(s.Content[0].In(doc.Text), begins) && strings.HasSuffix(last, ends) {
			return true
		}
	}
	return false
}
