package desk

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// NotInText says that words which somebody typed are not in the text.
type NotInText struct{ Words string }

func (e *NotInText) Error() string {
	return fmt.Sprintf("the article does not have the words “%s”: copy them as they stand in it", e.Words)
}

// Locate finds words in a text as spans: fragments, which an ellipsis between
// spaces parts, in their order, each where it is nearest to near, a byte offset.
// White space may differ; every other character must be as it is. The error of
// a fragment that is not there is a [NotInText].
func Locate(text, words string, near int) ([]verbatim.Span, error) {
	var out []verbatim.Span
	for _, part := range fragments(words) {
		from := 0
		if len(out) > 0 {
			from = out[len(out)-1].End
		}
		s, ok := nearest(text, strings.Fields(part), from, near)
		if !ok && from > 0 {
			// Fragments are kept in the order of the text, whatever order they come in.
			s, ok = nearest(text, strings.Fields(part), 0, near)
		}
		if !ok || slices.ContainsFunc(out, s.Overlaps) {
			return nil, &NotInText{part}
		}
		out = append(out, s)
	}
	slices.SortFunc(out, verbatim.Span.Compare)
	return out, nil
}

// fragments parts words at the ellipses that stand between spaces.
func fragments(words string) []string {
	var out []string
	var part []string
	for _, w := range append(strings.Fields(words), "…") {
		if w != "…" {
			part = append(part, w)
			continue
		}
		if len(part) > 0 {
			out = append(out, strings.Join(part, " "))
		}
		part = nil
	}
	return out
}

// nearest finds the words, parted by white space of any length, at or after
// from, where they begin nearest to near.
func nearest(text string, words []string, from, near int) (verbatim.Span, bool) {
	var best verbatim.Span
	found := false
	if len(words) == 0 {
		return best, false
	}
	away := func(at int) int { return max(at-near, near-at) }
	for at := from; at < len(text); {
		i := strings.Index(text[at:], words[0])
		if i < 0 {
			break
		}
		at += i
		if found && at > near && away(at) >= away(best.Start) {
			break
		}
		if end, ok := follows(text, at, words); ok && (!found || away(at) < away(best.Start)) {
			best, found = verbatim.Span{Start: at, End: end}, true
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return best, found
}

// follows reports whether the words stand at an offset, and where they end.
func follows(text string, at int, words []string) (int, bool) {
	for i, w := range words {
		if i > 0 {
			rest := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
			if len(rest) == len(text)-at {
				return 0, false
			}
			at = len(text) - len(rest)
		}
		if !strings.HasPrefix(text[at:], w) {
			return 0, false
		}
		at += len(w)
	}
	return at, true
}
