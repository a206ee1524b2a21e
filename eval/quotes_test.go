package eval

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// at returns the span of the n-th occurrence of part in text, from 0.
func at(t *testing.T, text, part string) []verbatim.Span {
	t.Helper()
	i := strings.Index(text, part)
	if i < 0 {
		t.Fatalf("%q is not in %q", part, text)
	}
	return []verbatim.Span{{Start: i, End: i + len(part)}}
}

func TestQuoteCounter(t *testing.T) {
	text := "Pryce said the dock stays open. Hart denied it."
	gold := []Attribution{
		{Source: at(t, text, "Pryce"), Cue: at(t, text, "said"), Content: at(t, text, "the dock stays open")},
		{Source: at(t, text, "Hart"), Cue: at(t, text, "denied"), Content: at(t, text, "it.")},
	}
	found := []Attribution{
		// Content one word short: 4 of 4 words' characters less "the".
		{Source: at(t, text, "Pryce"), Cue: at(t, text, "said"), Content: at(t, text, "dock stays open")},
		// Nothing like it is labelled.
		{Source: at(t, text, "Hart"), Cue: at(t, text, "stays"), Content: at(t, text, "open")},
	}
	var c QuoteCounter
	c.Add(text, found, gold)
	s := c.Score()
	for _, x := range []struct {
		name      string
		got, want float64
	}{
		{"source exact", s.Source.Exact, 100}, // Pryce and Hart
		{"cue exact", s.Cue.Exact, 50},        // said of {said, stays} and {said, denied}
		{"content exact", s.Content.Exact, 0},
		// Both found contents overlap the first labelled one; of the labelled
		// ones one is overlapped: P 1, R 1/2.
		{"content overlap", s.Content.Overlap, 200.0 / 3},
		// Found 13 characters, labelled 16+3, common 13.
		{"content characters", s.Content.Char, 200 * 13.0 / (13 + 19)},
		{"linked", s.Linked, 50}, // 13 of 16 characters and the source
		{"strict", s.Strict, 0},
	} {
		if math.Abs(x.got-x.want) > 1e-9 {
			t.Errorf("%s is %.4f, want %.4f", x.name, x.got, x.want)
		}
	}
	var perfect QuoteCounter
	perfect.Add(text, gold, gold)
	if s := perfect.Score(); s.Strict != 100 || s.Linked != 100 || s.Content.Char != 100 {
		t.Errorf("the labels against themselves: %+v", s)
	}
}

func TestBrat(t *testing.T) {
	text := "“Ça va,” dit-il. “Bien.”"
	ann := "T1\tSource 13 15\til\nT2\tCue 9 12\tdit\nT3\tContent 0 8;17 24\t“Ça va,” “Bien.”\n" +
		"#1\tAnnotatorNotes T1\tunsure\nE1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\n"
	got, err := Brat(text, []byte(ann))
	if err != nil || len(got) != 1 {
		t.Fatalf("%d attributions, error %v", len(got), err)
	}
	if s := got[0].Source[0].In(text); s != "il" {
		t.Errorf("source %q", s)
	}
	var content []string
	for _, s := range got[0].Content {
		content = append(content, s.In(text))
	}
	if want := []string{"“Ça va,”", "“Bien.”"}; !slices.Equal(content, want) {
		t.Errorf("content %q, want %q", content, want)
	}
	if _, err := Brat(text, []byte("T1\tSource 5 999\tx\n")); err == nil {
		t.Error("a span beyond the text is taken")
	}
}

// Restyling moves every span to the same words, marks aside.
func TestRestyle(t *testing.T) {
	text := "“It’s late,” she said. \"Go,\" he said."
	a := Article{Text: text, Attributions: []Attribution{
		{Source: at(t, text, "she"), Cue: at(t, text, "said"), Content: at(t, text, "“It’s late,”")},
		{Source: at(t, text, "he said")[:0], Cue: at(t, text, "said."), Content: at(t, text, "\"Go,\"")},
	}}
	for style, want := range map[Style][2]string{
		AsIs: {"“It’s late,”", "\"Go,\""}, Straight: {"\"It's late,\"", "\"Go,\""}, British: {"‘It’s late,’", "‘Go,’"},
		BritishAscii: {"'It's late,'", "'Go,'"}, GuillemetStyle: {"«It’s late,»", "«Go,»"},
	} {
		b := Restyle(a, style)
		for i, w := range want {
			if got := b.Attributions[i].Content[0].In(b.Text); got != w {
				t.Errorf("%s: content %q, want %q", style, got, w)
			}
		}
		if got := b.Attributions[0].Source[0].In(b.Text); got != "she" {
			t.Errorf("%s: source %q", style, got)
		}
	}
}

func FuzzBrat(f *testing.F) {
	f.Add("“Ça va,” dit-il.", "T1\tSource 9 12\tdit\nE1\tAttribution:T1 Source:T1\n")
	f.Add("x", "T1\tCue 0 1;1 1;-4 9\nE1\tCue2:T1\n#\n\t\n")
	f.Fuzz(func(t *testing.T, text, ann string) {
		text = strings.ToValidUTF8(text, "?")
		list, err := Brat(text, []byte(ann))
		if err != nil {
			return
		}
		for _, a := range list {
			for r := range 3 {
				for _, s := range a.role(r) {
					if s.Empty() || s.Start < 0 || s.End > len(text) {
						t.Fatalf("span %v of %d bytes", s, len(text))
					}
				}
			}
		}
		var c QuoteCounter
		c.Add(text, list, list)
	})
}
