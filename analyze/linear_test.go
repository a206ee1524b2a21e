package analyze_test

import (
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// TestLinear holds the analysis to time in proportion to the text, whatever
// the text is: four times as much of it may not take twelve times as long, where
// a stage that looks at every pair would take sixteen times.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	m := models(t)
	for _, c := range []struct{ name, unit string }{
		{"no full stop", "the minister said that the council would not agree to it and "},
		{"straight marks", `"`},
		{"single marks", "'"},
		{"marks alone", `" `},
		{"opening marks", "“"},
		{"brackets", "("},
		{"dashes", "— "},
		{"guillemets", "« » "},
		{"low and high marks", "„“ "},
		{"symbols", "😀"},
		{"one letter", "a"},
		{"one word", "said "},
		{"one compound", "a-"},
		{"stops", ". "},
		{"digits", "1,000.00 "},
		{"apostrophes", "it's the teams' ’90s "},
		{"unclosed quotations", "He said: “"},
		{"quotations without a source", `"Yes," said `},
		{"nested quotations", "“He said ‘she said "},
		{"short paragraphs", "He said.\n\n"},
		{"reopened quotations", "“He said so\n\n"},
		{"empty lines", "a\n\n"},
		{"one pronoun", "he said that "},
		{"chains", "she said he told her that they had warned him that "},
		{"chains in marks", "“He told me that she said so,” he said. "},
		{"names", "Ana Souza and Peter Brandt met Souza. He said she said they agreed with the mayor. "},
		{"names without an end", "Ana Souza and Peter Brandt and the company and he and she and they said the mayor said "},
		{"roles", "the mayor, Ana Souza, and the mayor said the report by the Trust said that both said "},
		{"events", "the minister met the envoy and agreed to visit the king after talks with the army in a war that he denied having threatened to end if they called "},
		{"events without a stop", "talks with talks between talks on a ceasefire on Monday "},
		{"settings", "in a post on X on Monday he told reporters at the White House in a letter to the BBC "},
		{"hearsay", "he reportedly was rumoured to "},
		{"clauses and their speakers", "The bridge was closed, the clerk, Ana Roth, said in a note. "},
		{"settings of quotations", "In a post on X, he told CNN: “No.” He added: “Yes.” "},
	} {
		t.Run(c.name, func(t *testing.T) {
			const size = 4 << 10
			var small, large time.Duration
			for range 4 { // once may be the machine's other work
				small, large = took(c.unit, size, m), took(c.unit, 4*size, m)
				// Short times are noise.
				if large <= 300*time.Millisecond || large <= 12*small {
					t.Logf("%.1f s for 1 MiB", large.Seconds()*(1<<20)/(4*size))
					return
				}
			}
			t.Errorf("%v for %d bytes and %v for four times as many", small, size, large)
		})
	}
}

// took returns the time for a text of so many bytes, the best of three.
func took(unit string, size int, m *analyze.Models) time.Duration {
	text := strings.Repeat(unit, size/len(unit))
	best := time.Hour
	for range 3 {
		start := time.Now()
		doc := &verbatim.Document{Meta: verbatim.Meta{Language: "en"}, Text: text, Furniture: ingest.Furniture(text)}
		analyze.Document(doc, m)
		best = min(best, time.Since(start))
	}
	return best
}
