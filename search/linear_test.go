package search

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
)

// What hostile texts and queries ask for takes time in proportion to them.
func TestLinear(t *testing.T) {
	words := strings.Repeat("a ", 100_000)
	names := strings.Repeat("Ann von der ", 30_000)
	d := &verbatim.Document{Text: words + names}
	d.Statements = []verbatim.Statement{{
		Kind: verbatim.Direct, Content: []verbatim.Span{{Start: 0, End: len(words)}}, Source: []verbatim.Span{{Start: len(words), End: len(d.Text)}}, Parent: -1, Time: -1,
	}}
	for i := range 30_000 {
		start := len(words) + i*len("Ann von der ")
		d.Mentions = append(d.Mentions, verbatim.Mention{Span: verbatim.Span{Start: start, End: start + 3}, Form: verbatim.Named, Name: verbatim.Span{Start: start, End: start + 3 + i%8}})
	}
	e := verbatim.Entity{Kind: verbatim.Person, Name: d.Mentions[0].Name}
	for i := range d.Mentions {
		e.Mentions = append(e.Mentions, i)
	}
	d.Entities = []verbatim.Entity{e}
	start := time.Now()
	for _, speakers := range [][]int{nil, {0}} {
		d.Statements[0].Speakers = speakers
		entry := NewEntry(d, 0)
		if len(entry.Facts) > maxFacts+4 {
			t.Errorf("%d facts", len(entry.Facts))
		}
		tokens := entry.Tokens(false)
		for _, q := range []string{"a near/3 a near/3 b", `"a a a" near/2 "a a b"`, `"a a a a a a b"`, strings.Repeat("(a -", 18) + "b" + strings.Repeat(")", 18)} {
			n, err := Parse(q)
			if err != nil {
				t.Fatal(err)
			}
			n.Match(tokens, 0)
			Highlight(n, d.Text, d.Statements[0].Content)
			Score(n, entry.Words)
		}
	}
	if spent := time.Since(start); spent > 20*time.Second {
		t.Errorf("took %s", spent)
	}
}

// A speaker who is named as often as the article has statements costs each
// statement the same.
func TestOneSpeakerOfMany(t *testing.T) {
	const n = 10_000
	d := &verbatim.Document{Text: strings.Repeat("Ann Orde ", n)}
	for i := range n {
		name := verbatim.Span{Start: 9 * i, End: 9*i + 8}
		if i%2 > 0 {
			name.End -= 5 // "Ann"
		}
		d.Mentions = append(d.Mentions, verbatim.Mention{Span: name, Form: verbatim.Named, Name: name})
		d.Statements = append(d.Statements, verbatim.Statement{Kind: verbatim.Direct, Content: []verbatim.Span{name}, Speakers: []int{0}, Parent: -1, Time: -1})
		d.Events = append(d.Events, verbatim.Event{Kind: verbatim.Call, Trigger: name, Participants: []verbatim.Participant{{Entity: 0, Role: verbatim.Actor}}, Time: -1, Duration: -1, By: i})
	}
	e := verbatim.Entity{Kind: verbatim.Person, Name: d.Mentions[0].Name}
	for i := range d.Mentions {
		e.Mentions = append(e.Mentions, i)
	}
	d.Entities = []verbatim.Entity{e}
	start := time.Now()
	for i, entry := range Entries(d) {
		if i%1000 > 0 {
			continue
		}
		if one := NewEntry(d, i); !slices.Equal(one.Facts, entry.Facts) {
			t.Fatalf("statement %d has facts %q, alone %q", i, entry.Facts, one.Facts)
		}
	}
	EventEntries(d, 0)
	if spent := time.Since(start); spent > 10*time.Second {
		t.Errorf("took %s", spent)
	}
}
