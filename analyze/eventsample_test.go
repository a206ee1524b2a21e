package analyze_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// TestPhoneCallEvents reads the events of a real article that a machine has
// rewritten: "decision" in it is a call, and "satisfy" is to meet.
func TestPhoneCallEvents(t *testing.T) {
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
	const trump, putin, zelensky = "Donald Trump", "Vladimir Putin", "Volodymyr Zelensky"
	for _, want := range []struct {
		what, kind, status string
		who                []string // some of whom take part
		place, time, lasts string
		by                 string // a source, "-" for none, "" where it does not matter
	}{
		{"the call", "call", "happened", []string{trump, putin}, "", "2025-02-12TEV", "PT90M", "-"},
		{"the other call", "call", "happened", []string{zelensky, trump}, "", "", "", ""},
		{"the meeting to come", "meeting", "planned", []string{trump, putin}, "Saudi Arabia", "", "", "Trump"},
		{"the invitations", "invitation", "happened", []string{trump, putin}, "", "", "", "-"},
		{"the visits agreed to", "visit", "planned", []string{trump, putin}, "", "", "", "Trump"},
		{"the trip of officials", "visit", "planned", []string{"American"}, "Europe", "2025-W07", "", "-"},
		{"the trip to Ukraine", "visit", "unknown", []string{trump}, "Ukraine", "", "", "Trump"},
		{"who will be there", "meeting", "unknown", []string{zelensky}, "", "", "", ""},
		{"who will be invited", "invitation", "unknown", []string{zelensky}, "", "", "", "Trump"},
		{"the visit of 2013", "visit", "happened", []string{"Barack Obama"}, "Russia", "2013", "", "-"},
		{"the visit of 2015", "visit", "happened", []string{putin}, "the US", "2015", "", "-"},
		{"the refusal", "refusal", "happened", []string{"Joe Biden", putin}, "", "", "", "-"},
		{"the negotiations to come", "talks", "planned", nil, "", "", "", "US President Donald Trump"},
		{"no talks without us", "talks", "ruled out", nil, "", "", "", "who"},
		{"the invasion", "attack", "happened", []string{"Russia", "Ukraine"}, "", "", "", "-"},
	} {
		if !slices.ContainsFunc(doc.Events, func(e verbatim.Event) bool {
			if string(e.Kind) != want.kind || string(e.Status) != want.status {
				return false
			}
			names := eventKey(doc, &e, "actor") + "; " + eventKey(doc, &e, "target")
			for _, w := range want.who {
				if !strings.Contains(names, w) {
					return false
				}
			}
			for key, w := range map[string]string{"place": want.place, "time": want.time, "lasts": want.lasts, "by": want.by} {
				if w != "" && eventKey(doc, &e, key) != w {
					return false
				}
			}
			return true
		}) {
			t.Errorf("not found: %s %+v", want.what, want)
		}
	}
	var seen []string
	for i := range doc.Events {
		e := &doc.Events[i]
		seen = append(seen, fmt.Sprintf("%s %s “%s” [%s > %s] at %s, %s, by %s", e.Kind, e.Status, e.Trigger.In(doc.Text), eventKey(doc, e, "actor"),
			eventKey(doc, e, "target"), eventKey(doc, e, "place"), eventKey(doc, e, "time"), eventKey(doc, e, "by")))
		for _, f := range doc.Furniture {
			if f.Overlaps(e.Trigger) {
				t.Errorf("%q is in furniture", e.Trigger.In(doc.Text))
			}
		}
	}
	t.Log(strings.Join(seen, "\n"))
	if calls := strings.Count(strings.Join(seen, "\n"), "call happened"); calls != 2 {
		t.Errorf("%d calls that happened, want each of the two once", calls)
	}
}
