package page

import (
	"cmp"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
)

// label is a span of evidence with what it shows.
type label struct {
	verbatim.Span
	Class string // source, cue, content, to, venue, time, name, role
}

// anchor is the id of the first piece of a label on the page.
func (l label) anchor() string { return "e-" + l.Class + "-" + strconv.Itoa(l.Start) }

// shown is a stretch of text with everything that lies on it.
type shown struct {
	Text  string
	Class string // the labels on it, parted by spaces
	IDs   []string
}

// passage is the paragraphs of a text in which labels lie, each cut at the
// edges of the labels; paragraphs that are left out between two are a gap.
type passage struct {
	Paragraphs [][]shown
	Gap        []bool // before the paragraph of the same index
}

// passageOf cuts the paragraphs that have a label, at most so many, those of
// the first labels first.
func passageOf(d *verbatim.Document, labels []label, most int) passage {
	blocks := export.Blocks(d)
	take := make(map[int]bool)
	for _, l := range labels {
		for i, b := range blocks {
			if len(take) < most && b.Overlaps(l.Span) {
				take[i] = true
			}
		}
	}
	var out passage
	last := -1
	done := make(map[string]bool)
	for i, b := range blocks {
		if !take[i] {
			continue
		}
		out.Gap = append(out.Gap, last >= 0 && i > last+1)
		out.Paragraphs = append(out.Paragraphs, cutAt(d.Text, b, labels, done))
		last = i
	}
	return out
}

// cutAt cuts a block at the edges of labels. Each label gives its anchor once.
func cutAt(text string, b verbatim.Span, labels []label, done map[string]bool) []shown {
	edges := []int{b.Start, b.End}
	for _, l := range labels {
		for _, at := range [...]int{l.Start, l.End} {
			if b.Start < at && at < b.End {
				edges = append(edges, at)
			}
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []shown
	for i := 1; i < len(edges); i++ {
		s := verbatim.Span{Start: edges[i-1], End: edges[i]}
		p := shown{Text: shorten(s.In(text), headWords)}
		classes := make(map[string]bool)
		for _, l := range labels {
			if !l.Overlaps(s) {
				continue
			}
			if !classes[l.Class] {
				classes[l.Class] = true
				if p.Class != "" {
					p.Class += " "
				}
				p.Class += l.Class
			}
			if id := l.anchor(); !done[id] {
				done[id] = true
				p.IDs = append(p.IDs, id)
			}
		}
		out = append(out, p)
	}
	return out
}

// wordDiff is a text with what was put in, and what was taken out in its place.
type wordDiff struct {
	Text string
	Sort string // "", "ins", "del"
	Hard bool   // the change may alter what was said
}

// deviation is a change from one text to another.
type deviation struct {
	From, To verbatim.Span
	Hard     bool
}

// differ writes the second text with the changes from the first.
func differ(a, b string, changes []deviation) []wordDiff {
	slices.SortStableFunc(changes, func(x, y deviation) int { return cmp.Compare(x.To.Start, y.To.Start) })
	var out []wordDiff
	put := func(s, sort string, hard bool) {
		if s != "" {
			out = append(out, wordDiff{s, sort, hard})
		}
	}
	at := 0
	// apart puts a space where two words would read as one that were none in a.
	apart := func(inA int, next string) {
		if n := len(out); n > 0 && next != "" && !joinedAt(a, inA) && wordEnds(out[n-1].Text) && wordBegins(next) {
			put(" ", "", false)
		}
	}
	for _, c := range changes {
		if c.To.Start < at || c.To.End > len(b) || c.From.Start < 0 || c.From.End > len(a) || c.From.Start > c.From.End {
			continue
		}
		put(b[at:c.To.Start], "", false)
		apart(c.From.Start, a[c.From.Start:c.From.End])
		put(a[c.From.Start:c.From.End], "del", c.Hard)
		put(b[c.To.Start:c.To.End], "ins", c.Hard)
		at = c.To.End
		if c.To.Start == c.To.End {
			apart(c.From.End, b[at:])
		}
	}
	put(b[at:], "", false)
	return out
}

// joinedAt reports whether the characters on both sides of a place are of one word.
func joinedAt(s string, at int) bool { return wordEnds(s[:at]) && wordBegins(s[at:]) }

func wordEnds(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func wordBegins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
