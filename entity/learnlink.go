package entity

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Linked is an analysed document whose mentions are labelled: Clusters maps the
// head token of each labelled mention to the number of its entity. A mention of several joined
// by "and" stands under -1 minus the head of the first.
type Linked struct {
	Document *verbatim.Document // with names and statements
	Clusters map[int]int
	Weight   float32 // how much it counts
	Partial  bool    // only some mentions are labelled: nothing is learned of the others
}

// example is one decision to learn: the features of each candidate, those of "none"
// first, and which of them are right.
type example struct {
	features [][]uint16
	right    []bool
	weight   float32
}

const linkEpochs = 12

// LearnLinks learns the model of Linker from labelled documents: stochastic
// gradient ascent on the marginal log-likelihood of the right candidates, with AdaGrad
// steps and the weights averaged over the second half. The same documents give the
// same bytes.
func LearnLinks(docs []Linked, facts Facts, w io.Writer) []byte {
	var examples []example
	for _, d := range docs {
		examples = appendExamples(examples, d, facts, false)
		if !d.Partial {
			examples = appendExamples(examples, d, facts, true)
		}
	}
	fmt.Fprintf(w, "links: %d decisions in %d documents\n", len(examples), len(docs))
	total := make([]float32, 1<<linkBits)
	for seed := range linkSeeds {
		mean := learnOnce(examples, uint64(seed), w)
		for f := range total {
			total[f] += mean[f] / linkSeeds
		}
	}
	return encodeLinker(total)
}

// linkSeeds is how many orders of the decisions the weights are the mean of.
const linkSeeds = 5

// learnOnce learns the weights over one order of the decisions.
func learnOnce(examples []example, seed uint64, w io.Writer) []float32 {
	weights := make([]float32, 1<<linkBits)
	squares := make([]float32, 1<<linkBits)
	mean := make([]float32, 1<<linkBits)
	random := rand.New(rand.NewPCG(7, 11+seed))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	averaged := 0
	for epoch := range linkEpochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, i := range order {
			loss += step(&examples[i], weights, squares)
		}
		if epoch >= linkEpochs/2 {
			averaged++
			for f := range mean {
				mean[f] += (weights[f] - mean[f]) / float32(averaged)
			}
		}
		if epoch == linkEpochs-1 {
			fmt.Fprintf(w, "links: epoch %d, loss %.4f\n", epoch+1, loss/float64(max(1, len(examples))))
		}
	}
	return mean
}

func step(e *example, weights, squares []float32) float64 {
	n := len(e.features)
	p := make([]float64, n)
	top := math.Inf(-1)
	for k, features := range e.features {
		s := 0.0
		for _, f := range features {
			s += float64(weights[f])
		}
		p[k] = s
		top = max(top, s)
	}
	sum, right := 0.0, 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
		if e.right[k] {
			right += p[k]
		}
	}
	for k, features := range e.features {
		g := p[k] / sum
		if e.right[k] {
			g -= p[k] / right
		}
		if math.Abs(g) < 1e-4 {
			continue
		}
		g *= float64(e.weight)
		for _, f := range features {
			grad := float32(g) + 3e-3*weights[f]
			squares[f] += float32(grad * grad)
			weights[f] -= float32(0.1 * grad / (float32(math.Sqrt(float64(squares[f]))) + 1e-2))
		}
	}
	return -math.Log(right / sum)
}

// appendExamples appends the decisions of a document. Chains are as they are
// while resolving: names as they join by themselves, the rest as labelled. Where the mentions are
// given, only labelled phrases are candidates and only pronouns are decided: the model then sees both
// what the program finds and what there is.
func appendExamples(examples []example, d Linked, facts Facts, given bool) []example {
	v := newView(d.Document, facts)
	v.find()
	v.chainNames()
	v.describe()
	cluster := func(p int) (int, bool) { return v.labelled(p, d.Clusters) }
	// The clusters that a chain's phrases are labelled with.
	of := func(q int, want int) bool {
		if c, ok := cluster(q); ok {
			return c == want
		}
		if ch := v.phrases[q].chain; ch >= 0 {
			for _, r := range v.chains[ch].phrases {
				if c, ok := cluster(int(r)); ok && c == want {
					return true
				}
			}
		}
		return false
	}
	var w work
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.title || ph.row != nil || ph.chain >= 0 {
			continue
		}
		if ph.class == relative {
			if q := v.antecedent(p); q >= 0 {
				v.link(p, q, 1)
			}
			continue
		}
		pronoun := ph.class >= he && ph.class <= they
		if !pronoun && !(ph.form == verbatim.Nominal && anaphoric(ph)) {
			// Still part of a chain that others may join.
			if want, ok := cluster(p); ok && ph.class == noPronoun {
				v.linkLabelled(p, want, of)
			}
			continue
		}
		w.candidates = v.candidates(w.candidates[:0], p)
		if given {
			w.candidates = slices.DeleteFunc(w.candidates, func(c candidate) bool {
				_, ok := cluster(int(c.phrase))
				return !ok
			})
			v.rankEntities(w.candidates)
		}
		want, labelled := cluster(p)
		if !labelled && d.Partial {
			continue
		}
		e := example{weight: d.Weight}
		found := -1
		w.features = v.noneFeatures(w.features[:0], p, len(w.candidates))
		e.features = append(e.features, narrow(w.features))
		e.right = append(e.right, false)
		for k, c := range w.candidates {
			w.features = v.pairFeatures(w.features[:0], p, c, k)
			e.features = append(e.features, narrow(w.features))
			right := labelled && of(int(c.phrase), want)
			e.right = append(e.right, right)
			if right && found < 0 {
				found = int(c.phrase)
			}
		}
		if found < 0 {
			if pronoun && labelled && (ph.class == he || ph.class == she) {
				continue // its antecedent is out of reach
			}
			e.right[0] = true
		}
		if len(e.features) > 1 && (!given || pronoun) {
			examples = append(examples, e)
		}
		if found >= 0 {
			v.link(p, found, 1)
		}
	}
	return examples
}

// labelled returns the label of phrase p: that of its head or, where the tree hangs a
// name below its title, of the title.
func (v *view) labelled(p int, clusters map[int]int) (int, bool) {
	ph := &v.phrases[p]
	if ph.row != nil {
		c, ok := clusters[-1-int(ph.head)]
		return c, ok
	}
	if c, ok := clusters[int(ph.head)]; ok {
		return c, true
	}
	if ph.name >= 0 {
		for i := ph.end - 1; i >= ph.first; i-- {
			if m := v.named[i]; m >= 0 && m != ph.name {
				continue
			}
			if c, ok := clusters[int(i)]; ok {
				return c, true
			}
		}
	}
	return 0, false
}

// linkLabelled joins phrase p to the nearest one before it with the same label.
func (v *view) linkLabelled(p, want int, of func(int, int) bool) {
	for q := p - 1; q >= 0 && q > p-120; q-- {
		if v.phrases[q].class == noPronoun && !v.phrases[q].title && of(q, want) {
			if v.phrases[p].chain < 0 {
				v.link(p, q, 1)
			}
			return
		}
	}
}

func narrow(features []uint64) []uint16 {
	out := make([]uint16, len(features))
	for i, f := range features {
		out[i] = uint16(f >> (64 - linkBits))
	}
	return out
}

// PronounScore counts the third-person pronouns of labelled documents: all that
// have another labelled mention of their entity that is no pronoun or stands
// before, and those that were linked to one of theirs.
type PronounScore struct{ Pronouns, Right, Linked, Reached int }

// ScorePronouns resolves a labelled document with its labelled mentions given, and adds to the score.
// each is called with every pronoun: its head token, the one it was linked to or -1, and whether that is right.
func ScorePronouns(d Linked, l *Linker, facts Facts, s *PronounScore, each func(head, to int, right bool)) {
	v := newView(d.Document, facts)
	v.find()
	allowed := make([]bool, len(v.phrases))
	members := map[int]int{}
	for _, c := range d.Clusters {
		members[c]++
	}
	for p := range v.phrases {
		_, allowed[p] = v.labelled(p, d.Clusters)
	}
	v.chainNames()
	v.describe()
	w := &work{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.title || ph.row != nil || ph.chain >= 0 || !allowed[p] {
			continue
		}
		switch {
		case ph.form == verbatim.Nominal:
			if anaphoric(ph) {
				v.decide(l, w, p, allowed)
			}
		case ph.class == relative:
			if q := v.antecedent(p); q >= 0 && allowed[q] {
				v.link(p, q, 1)
			}
		case ph.class >= he && ph.class <= they:
			c := v.choose(l, w, p, allowed, members[d.Clusters[int(ph.head)]] > 1)
			want := d.Clusters[int(ph.head)]
			to, right := -1, false
			if c.phrase >= 0 {
				to = int(v.phrases[c.phrase].head)
				got, ok := v.labelled(int(c.phrase), d.Clusters)
				right = ok && got == want
				v.link(p, int(c.phrase), c.p)
				s.Linked++
			}
			if members[want] < 2 {
				continue
			}
			s.Pronouns++
			for _, k := range w.candidates {
				if got, ok := v.labelled(int(k.phrase), d.Clusters); ok && got == want {
					s.Reached++
					break
				}
			}
			if right {
				s.Right++
			}
			if each != nil {
				each(int(ph.head), to, right)
			}
		}
	}
}
