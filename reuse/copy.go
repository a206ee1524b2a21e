package reuse

import "slices"

// Kind says how two articles hang together: what the second is to the first.
type Kind string

// The kinds of relation. Whether the words of an edited, trimmed or embedded
// copy were swapped is for [Rewriting] to say.
const (
	Exact    Kind = "exact"    // the same words
	Edited   Kind = "edited"   // the same text, some words of it changed
	Trimmed  Kind = "trimmed"  // a part of the first
	Embedded Kind = "embedded" // the first stands inside the second
	Overlap  Kind = "overlap"  // passages are shared, but neither is a copy of the other
	Apart    Kind = "apart"    // nothing to speak of is shared
)

// Copy reports whether one article carries the text of the other.
func (k Kind) Copy() bool { return k != Overlap && k != Apart && k != "" }

// Relation is what an alignment of two articles shows.
type Relation struct {
	Kind Kind
	// InA and InB are the parts, 0 to 1, of the words of each article that lie in
	// passages which the other has too, changed words included.
	InA, InB float64
	// Same is the part of the words in these passages that are the same, words
	// that only one article has left out.
	Same float64
	// Numbers and Names in these passages tell a copy from a text made by one
	// pattern (results of companies, weather).
	Numbers, Names Facts
}

// Facts counts what is the same in both articles, and what stands where the
// other has another.
type Facts struct{ Agree, Differ int }

func (f *Facts) agree(t Text, bit uint32) { f.Agree += count(t, bit) }

// differ looks at what stands between words that are the same. Where one
// article has nothing there, and the other a number and no more, a number was changed: "6
// pct" and "6-3/16 pct".
func (f *Facts) differ(x, y Text, bit uint32) {
	n, m := count(x, bit), count(y, bit)
	f.Differ += min(n, m)
	if bit == numberBit && len(x)*len(y) == 0 && n+m == len(x)+len(y) {
		f.Differ++
	}
}

// part returns the part that agrees, 1 where there is nothing.
func (f Facts) part() float64 {
	if f.Differ == 0 {
		return 1
	}
	return float64(f.Agree) / float64(f.Agree+f.Differ)
}

// What makes a copy. The values were set on pairs of Reuters articles looked at
// one by one.
const (
	copyPart     = 0.6  // of either article lies in shared passages
	wholePart    = 0.8  // from here on an article counts as carried whole
	numbersAgree = 0.92 // of the numbers in the passages
	factsAgree   = 0.88 // of the numbers and names
	// One name may differ where other words do: what begins a sentence may only look like a name.
	sameSpoilt   = 0.93
	factsSwapped = 0.75 // the same, where so many words differ that it is no pattern:
	sameSwapped  = 0.75
	factsFound   = 0.8 // of the numbers and names of one article, anywhere in the other
	sameWords    = 0.45
	edgeWords    = 15 // what stands before and behind the passages, if not longer, is compared too
	leastShared  = 12 // words that are the same, in all
	overlapPart  = 0.15
)

// Relate aligns two articles. It takes time in proportion to their lengths
// (see align), and is symmetric but for Trimmed and Embedded.
func Relate(a, b Text) Relation {
	var al aligner
	return al.relate(a, b)
}

func (al *aligner) relate(a, b Text) Relation {
	if len(a) == 0 || len(b) == 0 {
		return Relation{Kind: Apart}
	}
	runs := al.align(a, b)
	if len(runs) == 1 && runs[0].n == len(a) && runs[0].n == len(b) {
		return same(a)
	}
	var r Relation
	var same, inA, inB, changed int
	differ := func(x, y Text) {
		r.Numbers.differ(x, y, numberBit)
		r.Names.differ(x, y, nameBit)
	}
	found := passages(a, runs)
	for _, p := range found {
		first, last := runs[p.first], runs[p.last]
		inA += last.a + last.n - first.a
		inB += last.b + last.n - first.b
		for k := p.first; k <= p.last; k++ {
			same += runs[k].n
			shared := a[runs[k].a:][:runs[k].n]
			r.Numbers.agree(shared, numberBit)
			r.Names.agree(shared, nameBit)
			if k > p.first {
				l := runs[k-1]
				x, y := a[l.a+l.n:runs[k].a], b[l.b+l.n:runs[k].b]
				changed += min(len(x), len(y))
				differ(x, y)
			}
		}
	}
	if len(found) > 0 {
		first, last := runs[found[0].first], runs[found[len(found)-1].last]
		for _, edge := range [...][2]Text{{a[:first.a], b[:first.b]}, {a[last.a+last.n:], b[last.b+last.n:]}} {
			if len(edge[0])*len(edge[1]) > 0 && len(edge[0]) <= edgeWords && len(edge[1]) <= edgeWords {
				differ(edge[0], edge[1])
			}
		}
	}
	r.InA, r.InB = float64(inA)/float64(len(a)), float64(inB)/float64(len(b))
	if same > 0 {
		r.Same = float64(same) / float64(same+changed)
	}
	r.Kind = r.kind(same)
	if r.Kind.Copy() && al.found(a, b) < factsFound && al.found(b, a) < factsFound {
		r.Kind = Overlap
	}
	return r
}

// found returns the part of the different numbers and names of a that b has
// anywhere: of a story all, of another of the same pattern those that the
// pattern has.
func (al *aligner) found(a, b Text) float64 {
	if al.number == nil {
		al.number = make(map[uint32]int32)
	}
	clear(al.number)
	all := 0
	for _, w := range a {
		if _, ok := al.number[key(w)]; w&(numberBit|nameBit) != 0 && !ok {
			al.number[key(w)] = 1
			all++
		}
	}
	found := 0
	for _, w := range b {
		if al.number[key(w)] == 1 {
			al.number[key(w)] = 2
			found++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(found) / float64(all)
}

func (r *Relation) kind(same int) Kind {
	most := max(r.InA, r.InB)
	switch {
	case most < overlapPart || same < leastShared:
		return Apart
	case most < copyPart, r.Same < sameWords, !r.agree():
		return Overlap
	case r.InA >= wholePart && r.InB >= wholePart, min(r.InA, r.InB) >= copyPart:
		return Edited
	case r.InB > r.InA:
		return Trimmed
	}
	return Embedded
}

// agree reports whether the numbers and names are those of one story.
func (r *Relation) agree() bool {
	all := Facts{r.Numbers.Agree + r.Names.Agree, r.Numbers.Differ + r.Names.Differ}
	if r.Same < sameSwapped {
		return all.part() >= factsSwapped
	}
	return r.Numbers.part() >= numbersAgree && (r.Names.Differ <= 1 && r.Same < sameSpoilt || all.part() >= factsAgree)
}

// same is the relation of t to itself.
func same(t Text) Relation {
	return Relation{Kind: Exact, InA: 1, InB: 1, Same: 1, Numbers: Facts{Agree: count(t, numberBit)}, Names: Facts{Agree: count(t, nameBit)}}
}

// count counts the words that have a bit set.
func count(t Text, bit uint32) int {
	n := 0
	for _, w := range t {
		if w&bit != 0 {
			n++
		}
	}
	return n
}

// passage is the runs from first to last of an alignment.
type passage struct{ first, last int }

// Weights of a passage. A longest common subsequence strings together words of
// texts that have nothing to do with each other, with wide gaps between them;
// in a text of which two words in five were swapped the gaps stay narrow.
const (
	wordWeight     = 10
	functionWeight = 6
	gapCost        = 6  // for each word of the wider side of a gap
	leastWeight    = 80 // of a passage
)

// passages returns the stretches of an alignment in which words outweigh gaps:
// all maximal scoring subsequences (Ruzzo and Tompa, ISMB 1999).
func passages(a Text, runs []run) []passage {
	type segment struct {
		passage
		left, right int // sums of all weights before it and up to its end
	}
	var stack []segment
	sum := 0
	for k, r := range runs {
		if k > 0 {
			l := runs[k-1]
			sum -= gapCost * max(r.a-l.a-l.n, r.b-l.b-l.n)
		}
		s := segment{passage{k, k}, sum, 0}
		for _, w := range a[r.a : r.a+r.n] {
			if w&functionBit != 0 {
				sum += functionWeight
			} else {
				sum += wordWeight
			}
		}
		s.right = sum
		// Join s to the nearest before it that begins lower, as long as that gains.
		for {
			j := len(stack) - 1
			for j >= 0 && stack[j].left >= s.left {
				j--
			}
			if j < 0 || stack[j].right >= s.right {
				break
			}
			s.first, s.left = stack[j].first, stack[j].left
			stack = stack[:j]
		}
		stack = append(stack, s)
	}
	var out []passage
	for _, s := range stack {
		if s.right-s.left >= leastWeight {
			out = append(out, s.passage)
		}
	}
	return slices.Clip(out)
}
