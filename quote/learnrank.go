package quote

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/verbatim-record/verbatim/internal/crf"
)

// group is all options for one cue: rivals, of which at most one stands.
type group struct {
	options []exampleOption
	target  int // index of the right option, -1 for none
	fold    int
	right   []bool // which options are right by the linked measure
}

type exampleOption struct {
	features []uint32
	dense    dense
}

// rankLearner fits the ranker: a softmax over the options of a group and
// "none", whose score is 0.
type rankLearner struct {
	w, sq  []float32
	d, dsq dense
	b, bsq float32
	mean   []float32
	meanD  dense
	meanB  float32
	rate   float32
	decay  float32
	logits []float32
}

func (l *rankLearner) score(o *exampleOption) float32 {
	s := l.b
	for _, f := range o.features {
		s += l.w[f]
	}
	for k, x := range o.dense {
		s += float32(x * l.d[k])
	}
	return s
}

func (l *rankLearner) fit(groups []group, size, epochs int, seed uint64) {
	l.w, l.sq, l.mean = make([]float32, size), make([]float32, size), make([]float32, size)
	random := rand.New(rand.NewPCG(seed, 2))
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	averaged := float32(0)
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, g := range order {
			l.step(&groups[g])
		}
		if epoch >= epochs/2 {
			averaged++
			for i := range l.mean {
				l.mean[i] += (l.w[i] - l.mean[i]) / averaged
			}
			for k := range l.meanD {
				l.meanD[k] += (l.d[k] - l.meanD[k]) / averaged
			}
			l.meanB += (l.b - l.meanB) / averaged
		}
	}
	l.w, l.d, l.b = l.mean, l.meanD, l.meanB
}

func (l *rankLearner) step(g *group) {
	l.logits = l.logits[:0]
	for i := range g.options {
		l.logits = append(l.logits, l.score(&g.options[i]))
	}
	p, _ := softmax(l.logits)
	for i := range g.options {
		grad := p[i]
		if i == g.target {
			grad--
		}
		if grad < 1e-4 && grad > -1e-4 {
			continue
		}
		o := &g.options[i]
		for _, f := range o.features {
			step(&l.w[f], &l.sq[f], grad+l.decay*l.w[f], l.rate)
		}
		for k, x := range o.dense {
			step(&l.d[k], &l.dsq[k], grad*x, l.rate)
		}
		step(&l.b, &l.bsq, grad, l.rate)
	}
}

func step(w, sq *float32, g, rate float32) {
	*sq += float32(g * g)
	*w -= float32(rate * g / (float32(math.Sqrt(float64(*sq))) + 1e-2))
}

// learnRank trains the ranker on what the other steps say of unseen documents.
func (s *LearnSettings) learnRank(c *course) []byte {
	lessons := c.lessons
	models := make([]*Model, folds)
	for f := range models {
		models[f] = &Model{priors: c.priors, label: c.labels[f].field(), role: c.roles[f].field()}
	}
	// The options of every group of every document, and their features.
	all := make([][]judged, len(lessons))
	parts := make([][]group, len(lessons))
	raw := make([][][][]uint64, len(lessons))
	inHalves(len(lessons), func(n int, w *work, e *emitter) {
		l := lessons[n]
		models[l.fold].options(l.view, &l.lab, w, func(options []option, frames []*frame) {
			g := group{fold: l.fold}
			var features [][]uint64
			best := bestScores(options)
			j := judged{options: slices.Clone(options)}
			for i := range options {
				e.out = e.out[:0]
				var d dense
				l.view.rankFeatures(e, &d, &options[i], frames[i], best[i], l.lab.p)
				g.options = append(g.options, exampleOption{dense: d})
				features = append(features, slices.Clone(e.out))
			}
			g.target, g.right = l.judge(options)
			parts[n] = append(parts[n], g)
			raw[n] = append(raw[n], features)
			all[n] = append(all[n], j)
		})
	})
	var first dense
	for k := range first {
		first[k] = 0.3
	}
	alone, words := s.fitRank("alone", parts, raw, first)

	// Once more, with what those that have not seen a document say of it.
	inHalves(len(lessons), func(n int, w *work, e *emitter) {
		for k := range all[n] {
			j := &all[n][k]
			for i := range j.options {
				j.logits = append(j.logits, alone[lessons[n].fold].score(&parts[n][k].options[i]))
			}
			j.weigh()
		}
		crowd := density(all[n], len(lessons[n].view.tok))
		raw[n] = nil
		for k := range all[n] {
			var features [][]uint64
			for i := range all[n][k].options {
				e.out = e.out[:0]
				lessons[n].view.contextFeatures(e, all[n], k, i, crowd)
				features = append(features, slices.Clone(e.out))
			}
			raw[n] = append(raw[n], features)
		}
	})
	next := make([][]group, len(parts))
	for n := range parts {
		for k, g := range parts[n] {
			g.options = make([]exampleOption, len(g.options))
			for i := range g.options {
				g.options[i].dense[denseAlone] = all[n][k].logits[i]
			}
			next[n] = append(next[n], g)
		}
	}
	among, context := s.fitRank("among", next, raw, dense{denseAlone: 1})

	var groups []group
	for n := range next {
		groups = append(groups, next[n]...)
	}
	out := encodeWeights(nil, &alone[folds], words)
	out = encodeWeights(out, &among[folds], context)
	return encodeCalibration(out, calibrate(groups, among))
}

// inHalves calls do for 0 to n-1 on two goroutines, each with its own scratch.
func inHalves(n int, do func(i int, w *work, e *emitter)) {
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			var w work
			var e emitter
			for i := half; i < n; i += 2 {
				do(i, &w, &e)
			}
		})
	}
	wg.Wait()
}

// fitRank numbers the features of the options, leaves them in the groups, and
// trains one learner for each fold, on the others, and one on everything.
func (s *LearnSettings) fitRank(name string, parts [][]group, raw [][][][]uint64, first dense) ([]rankLearner, *crf.Dictionary) {
	words := crf.NewDictionary(s.RankCut)
	for n := range raw {
		for _, options := range raw[n] {
			for _, f := range options {
				words.Count(f)
			}
		}
	}
	var groups []group
	for n := range parts {
		for k, options := range raw[n] {
			for i, f := range options {
				parts[n][k].options[i].features = words.Append(nil, f)
			}
		}
		groups = append(groups, parts[n]...)
		raw[n] = nil
	}
	fmt.Fprintf(s.Progress, "ranker, %s: %d groups, %d features\n", name, len(groups), words.Len())
	learners := make([]rankLearner, folds+1)
	var wg sync.WaitGroup
	gate := make(chan bool, 2)
	for f := range learners {
		wg.Go(func() {
			gate <- true
			defer func() { <-gate }()
			var part []group
			for _, g := range groups {
				if f == folds || g.fold != f {
					part = append(part, g)
				}
			}
			learners[f] = rankLearner{rate: s.RankRate, decay: s.RankDecay, d: first}
			learners[f].fit(part, words.Len(), s.RankEpochs, uint64(f))
		})
	}
	wg.Wait()
	if s.Blend {
		blendRank(learners)
	}
	return learners, words
}

// blendRank replaces the last learner by the mean of all. The calibration is
// measured with the others as they are.
func blendRank(learners []rankLearner) {
	last := &learners[len(learners)-1]
	n := float32(len(learners))
	w, d, b := make([]float32, len(last.w)), dense{}, float32(0)
	for i := range learners {
		for k, x := range learners[i].w {
			w[k] += x / n
		}
		for k, x := range learners[i].d {
			d[k] += x / n
		}
		b += learners[i].b / n
	}
	last.w, last.d, last.b = w, d, b
}

// judge returns the option that comes closest to a labelled statement, or -1
// where no labelled cue overlaps, and which options are right by the linked
// measure.
func (l *lesson) judge(options []option) (int, []bool) {
	right := make([]bool, len(options))
	best, bestQuality := -1, 0.0
	for i := range options {
		o := &options[i]
		for _, g := range l.gold {
			if o.first >= g.cue.last || g.cue.first >= o.last {
				continue
			}
			c := iou([]tokens{{o.first, o.last}}, []tokens{g.cue})
			s := iou(o.source, g.source)
			t := iou(o.content, g.cont)
			q := c + s + t
			for _, x := range []float64{c, s, t} {
				if x == 1 {
					q++
				}
			}
			if t == 1 && s == 1 && c == 1 {
				q += 2
			}
			if q > bestQuality {
				best, bestQuality = i, q
			}
			right[i] = right[i] || t >= 0.5 && s > 0
		}
	}
	return best, right
}

// iou is the intersection over union of two sets of tokens; 1 if both are empty.
func iou(a, b []tokens) float64 {
	var inter, size int32
	for _, x := range a {
		size += x.last - x.first
		for _, y := range b {
			inter += max(0, min(x.last, y.last)-max(x.first, y.first))
		}
	}
	for _, y := range b {
		size += y.last - y.first
	}
	if size == 0 {
		return 1
	}
	return float64(inter) / float64(size-inter)
}
