package reuse

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Class is what a difference between two versions of a quotation is.
type Class string

// The classes. The first are cosmetic: the words still say what was said.
const (
	Shortened      Class = "trimmed"  // left out at the beginning or the end
	Elided         Class = "elided"   // left out in the middle, marked or not
	Spelling       Class = "spelling" // also slips, abbreviations and words joined
	Punctuation    Class = "punctuation"
	NumberFormat   Class = "number format"
	Bracketed      Class = "bracketed insertion"
	PronounForName Class = "pronoun for name" // or a name for a pronoun
	Contraction    Class = "contraction"
	FunctionWord   Class = "function word"
	Inflection     Class = "inflection" // another form of one word; material where the tense is another

	Spliced     Class = "spliced" // words brought together that were apart
	ChangedWord Class = "changed word"
	Negation    Class = "negation or modality"
	Translated  Class = "translated" // unsure: half of the words or more are others
)

// Deviation is one difference between two versions of a quotation.
type Deviation struct {
	Class Class
	// A and B are the bytes of each text; an empty span is the place where
	// the other text has more.
	A, B verbatim.Span
	// Material says that the difference may change what was said: another
	// word, a negation, a condition that was cut off.
	Material bool
}

// Difference returns how two versions of a quotation differ, in the order of
// the text; nothing where the words and signs are the same but for case,
// quotation marks and the sign at either end. Words are aligned by affine
// gaps in time bounded by 360,000 steps beside what is in proportion to the
// texts.
func Difference(a, b string) []Deviation {
	return compare(a, b).changes
}

// Material reports whether any of the changes is.
func Material(changes []Deviation) bool {
	return slices.ContainsFunc(changes, func(c Deviation) bool { return c.Material })
}

// lineup is two texts, aligned.
type lineup struct {
	textA, textB string
	a, b         []unit
	pairs        []pair
	hunks        []hunk
	changes      []Deviation
}

// hunk is a place where the two differ, in units of each.
type hunk struct {
	a0, a1, b0, b1 int
	class          Class
	material       bool
}

func compare(textA, textB string) *lineup {
	a, _ := unitsOf(textA)
	b, _ := unitsOf(textB)
	return compareUnits(textA, textB, a, b)
}

func compareUnits(textA, textB string, a, b []unit) *lineup {
	c := &lineup{textA: textA, textB: textB, a: a, b: b}
	c.pairs = alignUnits(c.a, c.b)
	c.find()
	if c.reworded() {
		c.hunks = []hunk{{0, len(c.a), 0, len(c.b), Translated, true}}
	} else {
		c.splices()
		c.absorb()
	}
	c.punctuation()
	slices.SortStableFunc(c.hunks, func(x, y hunk) int {
		if x.a0 != y.a0 {
			return x.a0 - y.a0
		}
		return x.b0 - y.b0
	})
	for _, h := range c.hunks {
		c.changes = append(c.changes, Deviation{h.class, spanOf(c.a, h.a0, h.a1, len(textA)), spanOf(c.b, h.b0, h.b1, len(textB)), h.material})
	}
	return c
}

// find walks the alignment: pairs that are alike but not equal are a change
// each, a run of what has no like is one.
func (c *lineup) find() {
	open := hunk{a0: -1}
	i, j := 0, 0
	closeRun := func() {
		if open.a0 >= 0 {
			open.a1, open.b1 = i, j
			c.classify(open)
			open.a0 = -1
		}
	}
	for _, p := range c.pairs {
		if p.a >= 0 && p.b >= 0 {
			x, y := &c.a[p.a], &c.b[p.b]
			rel := relate(x, y)
			if x.bracket != y.bracket {
				rel = unlike
			}
			if rel != unlike {
				closeRun()
				if class, material := c.likeness(x, y, rel); class != "" {
					c.put(hunk{p.a, p.a + 1, p.b, p.b + 1, class, material})
				}
				i, j = p.a+1, p.b+1
				continue
			}
		}
		if open.a0 < 0 {
			open = hunk{a0: i, b0: j}
		}
		if p.a >= 0 {
			i = p.a + 1
		}
		if p.b >= 0 {
			j = p.b + 1
		}
	}
	closeRun()
}

// put adds a change; one that follows on the last and is of its class is
// joined to it.
func (c *lineup) put(h hunk) {
	if n := len(c.hunks); n > 0 {
		l := &c.hunks[n-1]
		if l.class == h.class && l.material == h.material && l.a1 == h.a0 && l.b1 == h.b0 {
			l.a1, l.b1 = h.a1, h.b1
			return
		}
	}
	c.hunks = append(c.hunks, h)
}

// likeness classes a pair that is alike.
func (c *lineup) likeness(x, y *unit, rel relation) (Class, bool) {
	switch {
	case rel == joined, rel == equal && x.short != y.short:
		return Contraction, false
	case rel == mistype:
		return Spelling, false
	case rel == form:
		return Inflection, pastForm(x.key) != pastForm(y.key)
	case x.kind == numberWord:
		if !strings.EqualFold(x.In(c.textA), y.In(c.textB)) {
			return NumberFormat, false
		}
	case x.raw == y.raw, x.raw == "a", y.raw == "a":
	case x.raw == "%", y.raw == "%", ordinals[x.raw] != "", ordinals[y.raw] != "":
		return NumberFormat, false
	default:
		return Spelling, false
	}
	return "", false
}
