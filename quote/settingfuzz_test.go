package quote_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/quote"
)

// validSettings reports what is wrong with the settings of doc whatever its
// text is.
func validSettings(doc *verbatim.Document) error {
	span := func(s verbatim.Span) error {
		switch {
		case s.Start < 0 || s.End > len(doc.Text) || s.Empty():
			return fmt.Errorf("%v is empty or not in the text of %d bytes", s, len(doc.Text))
		case !boundary(doc.Text, s.Start) || !boundary(doc.Text, s.End):
			return fmt.Errorf("%v cuts a character", s)
		case strings.TrimSpace(s.In(doc.Text)) == "":
			return fmt.Errorf("%v is blank", s)
		}
		return nil
	}
	for i, s := range doc.Statements {
		if a := s.Addressee; a != nil {
			if err := span(a.Span); err != nil {
				return fmt.Errorf("statement %d: addressee: %w", i, err)
			}
			for _, e := range a.Entities {
				if e < 0 || e >= len(doc.Entities) {
					return fmt.Errorf("statement %d: addressee is entity %d of %d", i, e, len(doc.Entities))
				}
			}
			for _, source := range s.Source {
				if source == a.Span {
					return fmt.Errorf("statement %d: speaks to itself", i)
				}
			}
		}
		if v := s.Venue; v != nil {
			if err := span(v.Span); err != nil {
				return fmt.Errorf("statement %d: venue: %w", i, err)
			}
			if v.Kind == "" || v.Entity < -1 || v.Entity >= len(doc.Entities) {
				return fmt.Errorf("statement %d: venue of kind %q, entity %d of %d", i, v.Kind, v.Entity, len(doc.Entities))
			}
		}
		if s.Time < -1 || s.Time >= len(doc.Times) {
			return fmt.Errorf("statement %d: time %d of %d", i, s.Time, len(doc.Times))
		}
		if s.Time >= 0 {
			if slices.ContainsFunc(s.Content, doc.Times[s.Time].Overlaps) {
				return fmt.Errorf("statement %d: was said at a time in its content", i)
			}
		}
	}
	return nil
}

// dress gives doc times and mentions of entities at every few words, so that
// what the stages for them will find is found here too.
func dress(doc *verbatim.Document) {
	doc.Times, doc.Mentions, doc.Entities = nil, nil, nil
	for i, t := range doc.Tokens {
		switch {
		case i%5 == 0:
			doc.Times = append(doc.Times, verbatim.Time{Span: t.Span, Kind: verbatim.Date})
		case i%5 == 2:
			m := verbatim.Mention{Span: t.Span, Form: verbatim.Named, Name: t.Span, First: i, End: i + 1, Head: i, Kind: verbatim.Organisation, Entity: len(doc.Entities)}
			if i%2 == 0 {
				m.Entity = -1
			} else {
				doc.Entities = append(doc.Entities, verbatim.Entity{Kind: verbatim.Organisation, Name: t.Span, Mentions: []int{len(doc.Mentions)}})
			}
			doc.Mentions = append(doc.Mentions, m)
		}
	}
	quote.Settings(doc)
}

// settingWords are what the drawn texts are made of.
var settingWords = append([]string{
	"told reporters at the White House", "in a post on Truth Social,", "wrote on X", "told CNN’s “State of the Union”", "speaking to", "asked by",
	"on Monday", "Last week,", "in a letter to", "addressing", "a leaked memo", "told", "asked", "urged", "called on", "to resign", "the council and the union of",
	"In a statement Tuesday,", "reportedly", "was rumoured to", "had been told by the police that", "the bridge was closed,", "the clerk, Ana Roth,",
	"warned in a letter.", "told reporters gathered at the gate that", "“No one came.”", "at a press conference", "he told me that she had said that", "“He said ‘", "according to", "went on", "testified",
}, words...)

func TestSettingProperties(t *testing.T) {
	m := load(t)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(settingWords), 0, 60).Draw(t, "parts")
		text := strings.ToValidUTF8(strings.Join(parts, " "), "\ufffd")
		doc := read(m, text)
		if err := valid(doc); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		dress(doc)
		if err := validSettings(doc); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// FuzzSettings analyses any text and dresses it with times and mentions.
func FuzzSettings(f *testing.F) {
	m := load(f)
	for _, list := range [][]setting{venues, addressees, saidTimes} {
		for _, c := range list {
			text, _ := unsettle(c.text)
			f.Add(text)
		}
	}
	for _, c := range chains {
		text, _, _ := unmark(c.text)
		f.Add(text)
	}
	f.Add(strings.Repeat("he told her that ", 200))
	f.Add("  Ü B is 00B,”0A wrote 000A0!a 0A wrote in 0B0") // contents that overlap
	f.Add(strings.Repeat("“He said ‘she said ", 100))
	for _, list := range [][]fixture{frontings, idles, trimmings, alones} {
		for _, c := range list {
			text, _, _ := unmark(c.text)
			f.Add(text)
		}
	}
	f.Add(strings.Repeat("In a post on X on Monday, speaking to reporters, ", 60) + "he said no.")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<13 {
			t.Skip("longer texts take long and are made of the same parts")
		}
		doc := read(m, strings.ToValidUTF8(text, "\ufffd"))
		if err := valid(doc); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		dress(doc)
		if err := validSettings(doc); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
