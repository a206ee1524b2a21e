package analyze_test

import (
	"slices"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
)

// Who takes part without a name is an entity of kind group, once, with its
// mentions in their place; a bridge is none.
func TestUnnamedParticipants(t *testing.T) {
	const text = "The lobbyist met union leaders in Leeds on Monday. A week later the lobbyist phoned the banker. Drones hit a bridge near Kyiv. Tusk visited Leeds on Friday."
	doc := &verbatim.Document{Meta: verbatim.Meta{Language: "en", Published: "2025-02-13"}, Text: text}
	analyze.Document(doc, models(t))
	find := func(trigger string) *verbatim.Event {
		for i := range doc.Events {
			if doc.Events[i].Trigger.In(text) == trigger {
				return &doc.Events[i]
			}
		}
		t.Fatalf("no event %q", trigger)
		return nil
	}
	met, phoned, hit := find("met"), find("phoned"), find("hit")
	if len(met.Participants) != 2 || len(phoned.Participants) != 2 {
		t.Fatalf("%d and %d take part, want two each", len(met.Participants), len(phoned.Participants))
	}
	for _, p := range slices.Concat(met.Participants, phoned.Participants) {
		if p.Entity < 0 {
			t.Errorf("%q is no entity", p.Mention.In(text))
			continue
		}
		if e := doc.Entities[p.Entity]; e.Kind != verbatim.Group || !e.Unnamed {
			t.Errorf("%q is a %s, unnamed %t; want an unnamed group", p.Mention.In(text), e.Kind, e.Unnamed)
		}
	}
	if a, b := met.Participants[0].Entity, phoned.Participants[0].Entity; a != b {
		t.Errorf("the lobbyist is two entities, %d and %d", a, b)
	}
	for _, p := range hit.Participants {
		if p.Role == verbatim.Target && p.Entity >= 0 {
			t.Errorf("%q is an entity, want none", p.Mention.In(text))
		}
	}
	if !slices.IsSortedFunc(doc.Mentions, func(a, b verbatim.Mention) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return b.Span.End - a.Span.End
	}) {
		t.Error("the mentions are not in the order of the text")
	}
	for i := range doc.Entities {
		for _, m := range doc.Entities[i].Mentions {
			if doc.Mentions[m].Entity != i {
				t.Errorf("entity %d has a mention of entity %d", i, doc.Mentions[m].Entity)
			}
		}
		if !slices.IsSorted(doc.Entities[i].Mentions) {
			t.Errorf("the mentions of entity %d are not in order", i)
		}
	}
}
