package reuse

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// rowWords is after how many words a row ends with the sentence, in a text
// without paragraphs.
const rowWords = 45

// rows cuts both texts where paragraphs or, in long ones, sentences of the
// source begin.
func rows(source, copied Side, spansA, spansB []verbatim.Span, runs []run) []Row {
	if len(spansA) == 0 || len(spansB) == 0 {
		if len(spansA)+len(spansB) == 0 {
			return nil
		}
		return []Row{{stretch(source.Text, spansA, 0, len(spansA)), stretch(copied.Text, spansB, 0, len(spansB))}}
	}
	var out []Row
	i, j, k := 0, 0, 0
	last := 0 // where the run before ends in the copy
	end := paragraph(source.Text, spansA[0].Start)
	for next := 1; next <= len(spansA); next++ {
		if next < len(spansA) {
			between := source.Text[spansA[next-1].End:spansA[next].Start]
			switch {
			case spansA[next].Start >= end:
				end = paragraph(source.Text, spansA[next].Start)
			case next-i < rowWords || !strings.ContainsAny(between, ".!?"):
				continue
			}
		}
		// Where does the copy go on?
		for k < len(runs) && runs[k].a+runs[k].n <= next {
			last = runs[k].b + runs[k].n
			k++
		}
		to := len(spansB)
		if next < len(spansA) && k < len(runs) {
			// Before the next run the words beside each other are taken to be as
			// many, as far as they last.
			to = max(runs[k].b+next-runs[k].a, last)
		} else if next < len(spansA) {
			continue // the rest of the source has nothing beside it
		}
		out = append(out, Row{stretch(source.Text, spansA, i, next), stretch(copied.Text, spansB, j, to)})
		i, j = next, to
	}
	return out
}

// stretch returns the words from i to j with the signs behind and before them.
func stretch(text string, words []verbatim.Span, i, j int) verbatim.Span {
	if i >= j {
		// Nothing stands behind the signs of the word before, and before those of
		// the word after.
		at := len(text)
		if i < len(words) {
			at = 0
			if i > 0 {
				at = words[i-1].End + len(signs(text[words[i-1].End:words[i].Start]))
			}
		}
		return verbatim.Span{Start: at, End: at}
	}
	s := verbatim.Span{Start: words[i].Start, End: words[j-1].End}
	// The marks that open a sentence are its own.
	before := 0
	if i > 0 {
		before = words[i-1].End
	}
	if lead := text[before:s.Start]; strings.TrimSpace(lead) != "" {
		if k := strings.LastIndexAny(lead, " \n"); k >= 0 {
			s.Start = before + k + 1
		} else if i == 0 {
			s.Start = before
		}
	}
	after := len(text)
	if j < len(words) {
		after = words[j].Start
	}
	s.End += len(signs(text[s.End:after]))
	return s
}

// signs returns what of the text between two words stands right behind the first.
func signs(between string) string {
	if k := strings.IndexAny(between, " \n"); k >= 0 {
		return between[:k]
	}
	return between
}
