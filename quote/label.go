package quote

import (
	"cmp"
	"math"
	"slices"

	"github.com/verbatim-record/verbatim/internal/crf"
)

// cue is a candidate cue: tokens [first, last) and the log-probability that the
// labeller gives it. Candidates that overlap have the same group: at most one
// of a group becomes a statement.
type cue struct {
	first, last int32
	group       int32
	logp        float32
}

// Bounds on the candidates.
const (
	minCue      = 0.08 // probability below which a candidate is dropped in reading
	rareCue     = 0.04 // and in learning: the ranker should have seen worse than it is shown
	maxCueWords = 20
	maxRivals   = 8    // candidates of one group
	maxChain    = 2000 // tokens of one chain: longer paragraphs are cut
)

// chunks yields the stretches of tokens that are labelled as one chain: the
// paragraphs, furniture left out, cut at a sentence where they are very long.
func (v *view) chunks(yield func(first, last int32) bool) {
	sentences := v.doc.Sentences
	for i := 0; i < len(sentences); {
		if sentences[i].Furniture {
			i++
			continue
		}
		j := i + 1
		for j < len(sentences) && !sentences[j].Furniture && sentences[j].Paragraph == sentences[i].Paragraph &&
			sentences[j].Last-sentences[i].First <= maxChain {
			j++
		}
		first := int32(sentences[i].First)
		last := int32(sentences[j-1].Last)
		for first < last {
			// One sentence may be longer than a chain by itself.
			end := min(last, first+2*maxChain)
			if !yield(first, end) {
				return
			}
			first = end
		}
		i = j
	}
}

// edgeClasses is the number of sorts of place at which a transition is scored.
const edgeClasses = 9

// edgeClass says what sort of place lies between tokens i-1 and i.
func (v *view) edgeClass(i int32) uint8 {
	if i == 0 {
		return 0
	}
	w, p := &v.tok[i], &v.tok[i-1]
	switch {
	case w.first == i:
		if w.quote >= 0 && p.quote == w.quote {
			return 8 // a sentence begins inside a quotation
		}
		return 1
	case w.opens:
		return 2
	case p.closes:
		return 3
	case w.closes:
		return 4
	case p.opens:
		return 5
	case w.pos == posPunct:
		return 6
	case p.pos == posPunct:
		return 7
	}
	return 0
}

// marginal is what the labeller says of a token.
type marginal [crf.MaxLabels]float32

// labelling is the outcome of the labeller over a document.
type labelling struct {
	p    []marginal
	cues []cue
}

// labelTokens runs the labeller. Candidates for cues are those with a probability of at least least.
func (m *Model) labelTokens(v *view, w *work, least float32) labelling {
	out := labelling{p: make([]marginal, len(v.tok))}
	c := &w.chain
	c.Labels, c.Edge, c.Start = labelCount, m.label.edges, m.label.start
	for first, last := range v.chunks {
		c.Reset(int(last - first))
		for i := first; i < last; i++ {
			w.emit.out = w.emit.out[:0]
			v.labelFeatures(&w.emit, i)
			c.Node[i-first] = m.label.score(w.emit.out)
			c.Class[i-first] = v.edgeClass(i)
		}
		v.readLabels(c, first, last, least, &out)
	}
	return out
}

// readLabels turns a scored chain into marginals and candidate cues.
func (v *view) readLabels(c *crf.Chain, first, last int32, least float32, out *labelling) {
	if n := int(last - first); cap(c.Scratch) < n {
		c.Scratch = make([][crf.MaxLabels]float32, n+n/2)
	}
	p := c.Scratch[:last-first]
	logZ := c.Marginals(p)
	for i := range p {
		out.p[int(first)+i] = p[i]
	}
	floor := float32(math.Log(float64(least)))
	end := int32(-1) // of the current group
	group := int32(len(out.cues))
	defer func() { out.cues = strongest(out.cues, group) }()
	for a := range p {
		if p[a][labelBCue] < least {
			continue
		}
		for b := a + 1; b <= len(p) && b-a <= maxCueWords; b++ {
			if b > a+1 && p[b-1][labelICue] < least/2 {
				break
			}
			s := c.Segment(a, b, labelBCue, labelICue, logZ)
			if s < floor {
				continue
			}
			if first+int32(a) >= end {
				out.cues = strongest(out.cues, group)
				group = int32(len(out.cues))
			}
			end = max(end, first+int32(b))
			out.cues = append(out.cues, cue{first + int32(a), first + int32(b), group, s})
		}
	}
}

// strongest keeps, of the group that begins at from, the most likely rivals in
// their order. News has one or two; a text of nothing but odd signs has
// thousands.
func strongest(cues []cue, from int32) []cue {
	if int(from) >= len(cues) || len(cues)-int(from) <= maxRivals {
		return cues
	}
	group := cues[from:]
	byProbability := slices.Clone(group)
	slices.SortStableFunc(byProbability, func(a, b cue) int { return cmp.Compare(b.logp, a.logp) })
	least := byProbability[maxRivals-1].logp
	kept := group[:0]
	for _, c := range group {
		if c.logp >= least && len(kept) < maxRivals {
			kept = append(kept, c)
		}
	}
	return cues[:int(from)+len(kept)]
}

// score sums the weights of features.
func (f *field) score(features []uint64) [crf.MaxLabels]float32 {
	var sums [crf.MaxLabels]int32
	f.nodes.Sum(features, &sums)
	var out [crf.MaxLabels]float32
	for y, s := range sums {
		out[y] = float32(float32(s) * f.nodes.Scale)
	}
	return out
}

// work is the scratch memory of one document.
type work struct {
	chain      crf.Chain
	emit       emitter
	emit2      emitter
	frames     []*frame // reused from group to group
	framesUsed int
	path       []uint8
	fixed      []fixedScore // one for each token
}
