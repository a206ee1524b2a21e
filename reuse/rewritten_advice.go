package reuse

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Advisor looks for words that a rewriting may have put into a text whose
// source is not known. What it finds is advice, never proof: people write odd
// phrases too, and a good rewriting leaves none.
type Advisor struct {
	t *Thesaurus
	// For each word the words that it may stand for.
	heads []uint32
	body  []uint32
}

// Advice is how odd the words of a text are.
type Advice struct {
	// Suspicions are the odd phrases, the oddest first.
	Suspicions []Suspicion
	Words      int // in all
	// Rate is how many suspicions there are in a thousand words.
	Rate float64
	// Odd says that the rate is above that of nearly all edited prose; see oddRate.
	Odd bool
}

// Suspicion is a word that stands where edited prose has another.
type Suspicion struct {
	verbatim.Span               // the word and the neighbour that it does not go with
	Word          verbatim.Span // the word alone
	Instead       []string      // what it probably stood for, the likeliest first
	weight        int
}

// oddRate is at how many suspicions in a thousand words a text begins to be odd,
// oddLeast how many it needs: of 2,224 BBC articles one in a hundred has as
// many, and UsualRate is what every other has.
const (
	UsualRate = 13.0
	oddRate   = 40.0
	oddLeast  = 5
)

// Advisor returns an advisor, which has tables of its own: make one and keep it.
func (t *Thesaurus) Advisor() *Advisor {
	a := &Advisor{t: t, heads: make([]uint32, t.count+2)}
	for i := range t.count {
		t.each(i, func(j int) bool { a.heads[j+2]++; return true })
	}
	for i := 2; i < len(a.heads); i++ {
		a.heads[i] += a.heads[i-1]
	}
	a.body = make([]uint32, a.heads[len(a.heads)-1])
	for i := range t.count {
		t.each(i, func(j int) bool {
			a.body[a.heads[j+1]] = uint32(i)
			a.heads[j+1]++
			return true
		})
	}
	return a
}

// origins returns the numbers of the words that word i may stand for.
func (a *Advisor) origins(i int) []uint32 { return a.body[a.heads[i]:a.heads[i+1]] }

// alike returns how much two words are alike, 0 to 1: the cosine of the sets
// of words that they may stand for.
func (a *Advisor) alike(i, j int) float64 {
	x, y := a.origins(i), a.origins(j)
	n, k := 0, 0
	for _, o := range x {
		for k < len(y) && y[k] < o {
			k++
		}
		if k < len(y) && y[k] == o {
			n++
		}
	}
	return float64(n) / math.Sqrt(float64(max(1, len(x)))*float64(max(1, len(y))))
}

// Advise looks at the words of a text outside quotations and furniture alike: a
// rewriting spares neither.
func (a *Advisor) Advise(text string, skip []verbatim.Span) Advice {
	side := Side{Text: text, Skip: skip}
	words, spans := cutSide(side)
	folded := make([]string, len(words))
	for i, s := range spans {
		folded[i] = string(appendFolded(nil, s.In(text)))
	}
	out := Advice{Words: len(words)}
	apart := func(i int) bool { // word i does not follow the word before
		return i == 0 || i >= len(words) || strings.ContainsAny(text[spans[i-1].End:spans[i].Start], ".,;:!?()\n—–…")
	}
	for i, w := range words {
		if w&(functionBit|numberBit|nameBit) != 0 || apart(i) && apart(i+1) {
			continue
		}
		before, after := "", ""
		if !apart(i) {
			before = class(words[i-1], folded[i-1])
		}
		if !apart(i + 1) {
			after = class(words[i+1], folded[i+1])
		}
		if s, ok := a.suspect(folded[i], before, after); ok {
			s.Word, s.Span = spans[i], spans[i]
			// Show the neighbour that says more.
			if after != "" && (before == "" || words[i+1]&functionBit == 0 || words[i-1]&functionBit != 0) {
				s.End = spans[i+1].End
			} else {
				s.Start = spans[i-1].Start
			}
			out.Suspicions = append(out.Suspicions, s)
		}
	}
	slices.SortStableFunc(out.Suspicions, func(x, y Suspicion) int { return y.weight - x.weight })
	if out.Words > 0 {
		out.Rate = 1000 * float64(len(out.Suspicions)) / float64(out.Words)
	}
	out.Odd = out.Rate >= oddRate && len(out.Suspicions) >= oddLeast
	return out
}

// How much more common, as a binary logarithm, a word must be than the one that
// may stand for it, and how common that one may be.
const (
	rarerBy    = 3
	rareAtMost = 6
	instead    = 5 // words to show
)

// suspect reports whether w stands where edited prose does not have it but
// has a far more common word that it may stand for.
func (a *Advisor) suspect(w, before, after string) (Suspicion, bool) {
	t := a.t
	i := t.find(w)
	if i < 0 || t.common[i] > rareAtMost || before != "" && t.beside(before, w) || after != "" && t.beside(w, after) {
		return Suspicion{}, false
	}
	type origin struct {
		word   string
		weight int
	}
	var all []origin
	for _, o := range a.origins(i) {
		common := int(t.common[o])
		if common < int(t.common[i])+rarerBy {
			continue
		}
		word := t.word(int(o))
		fits := 0
		if before != "" && t.beside(before, word) {
			fits++
		}
		if after != "" && t.beside(word, after) {
			fits++
		}
		if before != "" && after != "" && fits < 2 || fits == 0 {
			continue
		}
		all = append(all, origin{word, int(16 * (math.Log2(a.alike(i, int(o))+0.001) + 0.6*float64(common)))})
	}
	if len(all) == 0 {
		return Suspicion{}, false
	}
	slices.SortFunc(all, func(x, y origin) int {
		return cmp.Or(y.weight-x.weight, strings.Compare(x.word, y.word))
	})
	s := Suspicion{weight: all[0].weight}
	for _, o := range all[:min(instead, len(all))] {
		s.Instead = append(s.Instead, o.word)
	}
	return s, true
}
