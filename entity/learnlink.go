package entity

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Linked is an analysed document whose mentions are labelled.
type Linked struct {
	Document *verbatim.Document // with names and statements
	Labels   []Label
	Weight   float32 // how much it counts
	Partial  bool    // only some mentions are labelled: nothing is learned of the others
}

// view returns a view of the document that leaves its names as they are: resolution mends them.
func (d Linked) view(facts Facts) *view {
	doc := *d.Document
	doc.Mentions = slices.Clone(doc.Mentions)
	return newView(&doc, facts)
}

// example is one decision to learn: the features of each candidate, those of "none"
// first, and which of them are right. Those of pronouns have the attributes that the trees ask for as well.
type example struct {
	features [][]uint16
	right    []bool
	weight   float32
	rows     []uint8
}

const linkEpochs = 12

// LearnLinks learns the model of Linker from labelled documents. For descriptions a log-linear model:
// stochastic gradient ascent on the marginal log-likelihood of the right candidates, with AdaGrad
// steps and the weights averaged over the second half. For pronouns boosted trees over what that model
// thinks of the candidate and what is known of it. The same documents give the same bytes.
func LearnLinks(docs []Linked, facts Facts, w io.Writer) []byte {
	var examples []example
	var of []int // the document of each
	for i, d := range docs {
		examples = appendExamples(examples, d, facts, false)
		if !d.Partial {
			examples = appendExamples(examples, d, facts, true)
		}
		for len(of) < len(examples) {
			of = append(of, i)
		}
	}
	fmt.Fprintf(w, "links: %d decisions in %d documents\n", len(examples), len(docs))
	return encodeLinker(learnLinear(examples, linkSeeds, w), learnTrees(examples, of, w))
}

func learnLinear(examples []example, seeds int, w io.Writer) []float32 {
	total := make([]float32, 1<<linkBits)
	for seed := range seeds {
		mean := learnOnce(examples, uint64(seed), w)
		for f := range total {
			total[f] += mean[f] / float32(seeds)
		}
	}
	return total
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
	v := d.view(facts)
	heads := clusters(d.Labels)
	cluster := func(p int) (int, bool) { return v.labelled(p, heads) }
	if given {
		of := v.findGiven(d.Labels)
		cluster = func(p int) (int, bool) {
			if of[p] < 0 {
				return 0, false
			}
			return d.Labels[of[p]].Entity, true
		}
	} else {
		v.find()
	}
	v.chainNames()
	v.describe()
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
		var row [attributes]uint8
		last := int32(-1)
		if pronoun {
			last = v.lastSource(p)
			v.ofPronoun(&row, p, len(w.candidates))
			v.ofNothing(&row)
			e.rows = append(e.rows, row[:]...)
		}
		for k, c := range w.candidates {
			w.features = v.pairFeatures(w.features[:0], p, c, k)
			e.features = append(e.features, narrow(w.features))
			if pronoun {
				v.ofCandidate(&row, p, w.candidates, k, last)
				e.rows = append(e.rows, row[:]...)
			}
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
