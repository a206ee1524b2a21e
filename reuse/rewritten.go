package reuse

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Side is one of two texts that are compared word by word. Spans are ordered
// and do not overlap.
type Side struct {
	Text       string
	Skip       []verbatim.Span // page furniture
	Quotations []verbatim.Span // what stands in quotation marks
}

// Sort says what kind of change a [Change] is.
type Sort string

// The sorts of change.
const (
	Swapped  Sort = "swapped"  // words stand where one of the same meaning, by the thesaurus, stood
	Replaced Sort = "replaced" // other words stand there
	Restyled Sort = "restyled" // the same words contracted, or written out
	Added    Sort = "added"
	Dropped  Sort = "dropped"
)

// Change is a place where two aligned texts differ.
type Change struct {
	A, B verbatim.Span // empty, but in its place, where nothing stands
	Sort Sort
	// Quoted says that it lies inside one quotation on both sides: what
	// somebody said was changed.
	Quoted bool
	// Material says that it is quoted and changes more than function words.
	Material bool
	// Passage says that the words around it agree; else it is a stretch that the
	// other text does not have at all.
	Passage bool
}

// Rewriting is what an alignment of a copy with its source shows about who, or
// what, changed the words.
type Rewriting struct {
	Relation Relation
	Changes  []Change // in order
	Rows     []Row    // the texts side by side
	// Kept counts the words of the passages, other than names, numbers and
	// function words, that stand unchanged in the copy. Swaps are words that a
	// thesaurus exchanges, one for one; Other words exchanged one for one otherwise.
	// Edits are the places where words were added or taken out, or a clause was
	// put in other words.
	Kept, Swaps, Other, Edits int
	// QuotedSwaps are the swaps inside quotation marks.
	QuotedSwaps int
	// Rarer is by how much the words of the copy are rarer in edited prose than
	// those that they stand for, as a binary logarithm, on average over the
	// swaps. Below zero it is rather the source that was made from the copy.
	Rarer float64
	// Spread is the part, 0 to 1, of tenths of the passages that have a swap.
	Spread float64
	// Rewritten says that the copy was rewritten by machine; see the rule.
	Rewritten bool
}

// Rate is the part of the words open to it that were swapped.
func (r *Rewriting) Rate() float64 {
	if all := r.Kept + r.Swaps + r.Other; all > 0 {
		return float64(r.Swaps) / float64(all)
	}
	return 0
}

// Row is a stretch of the source, about a paragraph, and the stretch of the
// copy that it is aligned with. Either may be empty.
type Row struct{ A, B verbatim.Span }

// cutSide returns the words of a side outside what is skipped, and their spans.
func cutSide(s Side) (Text, []verbatim.Span) {
	words := Compact(s.Text, s.Skip)
	spans := make([]verbatim.Span, 0, len(words))
	skip := s.Skip
	for c := (scanner{text: s.Text}); c.next(); {
		for len(skip) > 0 && skip[0].End <= c.start {
			skip = skip[1:]
		}
		if len(skip) == 0 || skip[0].Start >= c.end {
			spans = append(spans, verbatim.Span{Start: c.start, End: c.end})
		}
	}
	return words, spans
}

// Compare aligns a copy with its source and lists what differs. Without a
// thesaurus (nil) nothing is called swapped.
func (t *Thesaurus) Compare(source, copied Side) Rewriting {
	var al aligner
	a, spansA := cutSide(source)
	b, spansB := cutSide(copied)
	r := Rewriting{Relation: al.relate(a, b)}
	runs := al.align(a, b)
	c := comparison{t: t, a: a, b: b, spansA: spansA, spansB: spansB, source: source, copied: copied, r: &r}
	c.quotedA, c.quotedB = inside(spansA, source.Quotations), inside(spansB, copied.Quotations)
	in := make([]bool, len(runs)+1) // the gap before run k lies in a passage
	for _, p := range passages(a, runs) {
		for k := p.first; k <= p.last; k++ {
			in[k] = k > p.first
			for _, w := range a[runs[k].a:][:runs[k].n] {
				c.place++
				if w&(functionBit|numberBit|nameBit) == 0 {
					r.Kept++
				}
			}
			if k < p.last {
				c.places = append(c.places, gapPlace{k + 1, c.place})
			}
		}
	}
	i, j := 0, 0
	for k, run := range append(runs[:len(runs):len(runs)], run{len(a), len(b), 0}) {
		c.gap(i, run.a, j, run.b, in[k], k)
		i, j = run.a+run.n, run.b+run.n
	}
	r.Rows = rows(source, copied, spansA, spansB, runs)
	r.Spread = c.spread()
	if r.Swaps > 0 {
		r.Rarer = float64(c.rarer) / float64(r.Swaps)
	}
	r.Rewritten = r.rule()
	return r
}

type comparison struct {
	t                *Thesaurus
	a, b             Text
	spansA, spansB   []verbatim.Span
	quotedA, quotedB []int // of each word the number of its quotation from 1, or 0
	source, copied   Side
	r                *Rewriting
	place            int // words of passages so far
	places           []gapPlace
	swaps            []int // the gaps that have one
	rarer            int
}

// gapPlace says after how many words of the passages the gap before a run lies.
type gapPlace struct{ run, place int }

// spread returns the part of tenths of the passages that have a swap.
func (c *comparison) spread() float64 {
	if c.place == 0 {
		return 0
	}
	var has [10]bool
	k := 0
	for _, p := range c.places {
		for k < len(c.swaps) && c.swaps[k] < p.run {
			k++
		}
		if k < len(c.swaps) && c.swaps[k] == p.run {
			has[min(9, 10*p.place/c.place)] = true
		}
	}
	n := 0.0
	for _, h := range has {
		if h {
			n++
		}
	}
	return n / 10
}

// gap looks at the words from i to i2 of the source and from j to j2 of the
// copy, of which none are the same.
func (c *comparison) gap(i, i2, j, j2 int, passage bool, run int) {
	n, m := i2-i, j2-j
	if n == 0 && m == 0 {
		return
	}
	if !passage {
		c.change(i, i2, j, j2, Replaced, false)
		return
	}
	const widest = 4 // words of a phrase that may stand for another
	switch {
	case n > 0 && m > 0 && n <= widest && m <= widest && c.restyled(i, i2, j, j2):
		c.change(i, i2, j, j2, Restyled, true)
	case n == m && n <= widest:
		sort := Swapped
		for k := range n {
			if !c.one(i+k, j+k, run) {
				sort = Replaced
			}
		}
		c.change(i, i2, j, j2, sort, true)
	case n > 0 && m > 0 && n <= widest && m <= widest && c.phrase(i, i2, j, j2):
		c.swapped(i, j, run)
		c.change(i, i2, j, j2, Swapped, true)
	default:
		c.r.Edits++
		c.change(i, i2, j, j2, Replaced, true)
	}
}

// one looks at a word that stands where another stood, and reports whether
// the two were swapped.
func (c *comparison) one(i, j, run int) bool {
	x, y := c.a[i], c.b[j]
	switch {
	case x&(numberBit|nameBit) != 0 && y&(numberBit|nameBit) != 0:
		return false
	case c.linked(i, j):
		c.swapped(i, j, run)
		return true
	case (x|y)&functionBit == 0:
		c.r.Other++
	default:
		c.r.Edits++
	}
	return false
}

func (c *comparison) swapped(i, j, run int) {
	c.r.Swaps++
	c.rarer += c.t.frequency(c.wordA(i)) - c.t.frequency(c.wordB(j))
	if k := len(c.swaps); k == 0 || c.swaps[k-1] != run {
		c.swaps = append(c.swaps, run)
	}
	if c.quotedA[i] > 0 && c.quotedB[j] > 0 {
		c.r.QuotedSwaps++
	}
}

func (c *comparison) linked(i, j int) bool {
	return c.t != nil && c.t.Linked(c.wordA(i), c.wordB(j))
}

func (c *comparison) wordA(i int) string {
	return string(appendFolded(nil, c.spansA[i].In(c.source.Text)))
}

func (c *comparison) wordB(j int) string {
	return string(appendFolded(nil, c.spansB[j].In(c.copied.Text)))
}

// restyled reports whether the words are the same but for contractions.
func (c *comparison) restyled(i, i2, j, j2 int) bool {
	var x, y []string
	for ; i < i2; i++ {
		x = append(x, expand(c.wordA(i))...)
	}
	for ; j < j2; j++ {
		y = append(y, expand(c.wordB(j))...)
	}
	return slices.Equal(x, y)
}

// expand writes out a contraction.
func expand(w string) []string {
	for _, e := range contractions {
		if stem, ok := strings.CutSuffix(w, e.ending); ok {
			return []string{stem + e.stem, e.full}
		}
	}
	return []string{w}
}

var contractions = []struct{ ending, stem, full string }{
	{"won't", "will", "not"}, {"can't", "can", "not"}, {"cannot", "can", "not"}, {"n't", "", "not"}, {"'ll", "", "will"},
	{"'ve", "", "have"}, {"'re", "", "are"}, {"'m", "", "am"}, {"'d", "", "would"}, {"it's", "it", "is"},
	{"that's", "that", "is"}, {"there's", "there", "is"}, {"he's", "he", "is"}, {"let's", "let", "us"},
}

// phrase reports whether a word of one side may stand for one of the other.
func (c *comparison) phrase(i, i2, j, j2 int) bool {
	for k := i; k < i2; k++ {
		for l := j; l < j2; l++ {
			if (c.a[k]|c.b[l])&(functionBit|numberBit|nameBit) == 0 && c.linked(k, l) {
				return true
			}
		}
	}
	return false
}

// change notes what differs.
func (c *comparison) change(i, i2, j, j2 int, sort Sort, passage bool) {
	switch {
	case i == i2:
		sort = Added
	case j == j2:
		sort = Dropped
	}
	quoted := passage && oneQuotation(c.quotedA, i, i2) && oneQuotation(c.quotedB, j, j2)
	c.r.Changes = append(c.r.Changes, Change{
		A: span(c.spansA, i, i2, len(c.source.Text)), B: span(c.spansB, j, j2, len(c.copied.Text)),
		Sort: sort, Passage: passage, Quoted: quoted, Material: quoted && sort != Restyled && (content(c.a[i:i2]) || content(c.b[j:j2])),
	})
}

// content reports whether there is any but function words.
func content(t Text) bool {
	return slices.ContainsFunc(t, func(w uint32) bool { return w&functionBit == 0 })
}

// span returns from word i up to word i2, or the empty span before word i.
func span(spans []verbatim.Span, i, i2, end int) verbatim.Span {
	switch {
	case i < i2:
		return verbatim.Span{Start: spans[i].Start, End: spans[i2-1].End}
	case i > 0:
		return verbatim.Span{Start: spans[i-1].End, End: spans[i-1].End}
	case len(spans) > 0:
		return verbatim.Span{Start: spans[0].Start, End: spans[0].Start}
	}
	return verbatim.Span{Start: end, End: end}
}

// oneQuotation reports whether words from one up to another touch just one
// quotation. The place between two words lies in one if both do: what was
// dropped between two quotations is not in either.
func oneQuotation(quoted []int, from, to int) bool {
	if from == to {
		return from > 0 && from < len(quoted) && quoted[from] > 0 && quoted[from-1] == quoted[from]
	}
	one := 0
	for _, q := range quoted[from:to] {
		if q > 0 && one > 0 && q != one {
			return false
		}
		one = max(one, q)
	}
	return one > 0
}

// inside returns for each word the number of the quotation that it lies in,
// counted from 1, or 0.
func inside(words, quotations []verbatim.Span) []int {
	out := make([]int, len(words))
	at := 0
	for i, w := range words {
		for at < len(quotations) && quotations[at].End <= w.Start {
			at++
		}
		if at < len(quotations) && quotations[at].Contains(w) {
			out[i] = at + 1
		}
	}
	return out
}

// What makes a copy rewritten. Desks exchange words too, but few, and seldom
// without putting whole clauses in other words: among 524 pairs of articles of
// which one is the other edited by people, the most swaps were seven, beside 47 other
// edits. A machine swaps all through the text and leaves its frame standing.
const (
	leastSwaps  = 4
	leastRate   = 0.05
	leastPure   = 0.4 // of the changes that are swaps
	leastSpread = 0.2
	// In a short text fewer will do if there is hardly another change.
	shortSwaps = 3
	shortRate  = 0.1
	shortPure  = 0.75
)

func (r *Rewriting) rule() bool {
	if !r.Relation.Kind.Copy() {
		return false
	}
	pure := float64(r.Swaps) / float64(max(1, r.Swaps+r.Other+r.Edits))
	return r.Swaps >= leastSwaps && r.Rate() >= leastRate && pure >= leastPure && r.Spread >= leastSpread ||
		r.Swaps >= shortSwaps && r.Rate() >= shortRate && pure >= shortPure
}
