package export

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// An event with everything, and one with nothing: an unknown is null, and who
// takes part but is no entity is left out.
func TestEventRecord(t *testing.T) {
	text := "Ana met him in Rome on Monday for two hours, Bo said."
	at := func(w string) verbatim.Span {
		i := strings.Index(text, w)
		return verbatim.Span{Start: i, End: i + len(w)}
	}
	d := &verbatim.Document{
		Meta: verbatim.Meta{Path: "a.txt"}, Text: text,
		Entities:   []verbatim.Entity{{Kind: verbatim.Person, Name: at("Ana")}, {Kind: verbatim.Place, Name: at("Rome")}},
		Times:      []verbatim.Time{{Span: at("Monday"), Kind: verbatim.Date, Value: "2025-02-10"}, {Span: at("two hours"), Kind: verbatim.Duration, Value: "PT2H"}},
		Statements: []verbatim.Statement{{Kind: verbatim.Indirect, Parent: -1, Time: -1, Source: []verbatim.Span{at("Bo")}, Cue: []verbatim.Span{at("said")}, Content: []verbatim.Span{{Start: 0, End: 43}}}},
		Events: []verbatim.Event{
			{Kind: verbatim.Encounter, Plover: "CONSULT", Status: verbatim.Happened, Participants: []verbatim.Participant{
				{Entity: 0, Mention: at("Ana"), Role: verbatim.Actor}, {Entity: -1, Mention: at("him"), Role: verbatim.Target}},
				Place: &verbatim.EventPlace{Span: at("Rome"), Entity: 1}, Time: 0, Duration: 1, By: 0, Trigger: at("met"), Evidence: []verbatim.Span{at("met")}, Confidence: 0.904},
			{Plover: "ACCUSE", Status: verbatim.Unsettled, Time: -1, Duration: -1, By: -1, Trigger: at("said")},
		},
	}
	var got map[string]json.RawMessage
	if err := json.Unmarshal(JSONL(nil, d), &got); err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"v1","kind":"meeting","plover":"CONSULT","status":"happened","participants":[{"entity":"e1","role":"actor","start":0,"end":3}],` +
		`"place":{"start":15,"end":19,"entity":"e2"},"time":{"start":23,"end":29,"value":"2025-02-10"},"duration":{"start":34,"end":43,"value":"PT2H"},` +
		`"topic":null,"by":"s1","trigger":{"start":4,"end":7},"evidence":[{"start":4,"end":7}],"confidence":0.9},` +
		`{"id":"v2","kind":null,"plover":"ACCUSE","status":"unknown","participants":[],"place":null,"time":null,"duration":null,"topic":null,"by":null,` +
		`"trigger":{"start":48,"end":52},"evidence":[],"confidence":0}]`
	if string(got["events"]) != want {
		t.Errorf("events\n%s\nwant\n%s", got["events"], want)
	}
	layer := "# a.txt\nv1\tmeeting CONSULT\thappened by s1\t0.90\n\ttrigger\t4-7\tmet\n\tactor\t0-3\tAna\n\ttarget\t8-11\thim\n\tplace\t15-19\tRome\n" +
		"\ttime\t23-29\tMonday\n\tduration\t34-43\ttwo hours\n\tevidence\t4-7\tmet\nv2\t_ ACCUSE\tunknown\t0.00\n\ttrigger\t48-52\tsaid\n"
	if s := string(Layer(nil, d, "event")); s != layer {
		t.Errorf("layer\n%s\nwant\n%s", s, layer)
	}
	if lines := strings.Count(string(LayerJSONL(nil, d, "event")), "\n"); lines != 2 {
		t.Errorf("%d lines of the layer for programs, want 2", lines)
	}
}
