package quote

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/internal/crf"
)

// Example is an analysed document (all layers up to Words) and the statements
// that an annotator marked in it.
type Example struct {
	Name string // decides the fold
	Doc  *verbatim.Document
	Gold []verbatim.Statement // Source, Cue and Content are used
}

// folds is the number of parts of the training data: what the second and the
// third step learn from is what the first step says of a part it has not seen.
const folds = 4

// goldCue is a labelled statement in tokens.
type goldCue struct {
	cue    tokens
	source []tokens
	cont   []tokens
}

// lesson is one example in training.
type lesson struct {
	view *view
	gold []goldCue
	fold int
	lab  labelling // by a labeller that has not seen the document
}

// LearnSettings are those of the learner. The zero value is not useful; see DefaultSettings.
type LearnSettings struct {
	LabelEpochs, RoleEpochs, RankEpochs int
	LabelCut, RoleCut, RankCut          int // features seen less often are dropped
	Rate, Decay                         float32
	RankRate, RankDecay                 float32
	Blend                               bool // the last field is the mean of all
	Progress                            io.Writer
}

// DefaultSettings are those of the embedded model, tuned on PolNeAR dev.
func DefaultSettings() LearnSettings {
	return LearnSettings{
		LabelEpochs: 4, RoleEpochs: 4, RankEpochs: 4,
		LabelCut: 3, RoleCut: 3, RankCut: 4,
		Rate: 0.02, Decay: 1e-4, RankRate: 0.015, RankDecay: 1e-3,
		Blend: true, Progress: io.Discard,
	}
}

// Learn trains the whole stage and returns the model file. The same examples
// and settings give the same bytes.
func Learn(examples []Example, s LearnSettings) []byte {
	c := s.prepare(examples)
	c.labels = s.labelFields(c.lessons)
	fmt.Fprintf(s.Progress, "labeller trained\n")
	c.roles = s.roleFields(c.lessons)
	fmt.Fprintf(s.Progress, "role finder trained\n")
	rank := s.learnRank(c)
	fmt.Fprintf(s.Progress, "ranker trained\n")
	return encode(c.priors, &c.labels[folds], &c.roles[folds], rank)
}

// course is what the steps of training hand on.
type course struct {
	priors        map[uint64]uint8
	lessons       []*lesson
	labels, roles []trained // one for each fold, and last the one trained on all
}

func (s *LearnSettings) prepare(examples []Example) *course {
	priors, others := learnPriors(examples)
	c := &course{priors: priors}
	for i, e := range examples {
		h := fnv.New32a()
		io.WriteString(h, e.Name)
		c.lessons = append(c.lessons, &lesson{
			view: newView(e.Doc, &Model{own: others[i]}),
			fold: int(h.Sum32() % folds),
			gold: goldTokens(e),
		})
	}
	fmt.Fprintf(s.Progress, "%d documents\n", len(c.lessons))
	return c
}

// cueCount is how often a lemma occurs, and how often inside a cue.
type cueCount struct{ in, all int }

// prior is the share in eighths plus one, or 0 where there is too little to tell.
func (c cueCount) prior() uint8 {
	if c.all < 4 {
		return 0
	}
	return 1 + uint8(min(7, 8*c.in/c.all))
}

// countCues counts the lemmas of a document, by part of speech.
func countCues(e Example) map[uint64]cueCount {
	var cues []verbatim.Span
	for _, g := range e.Gold {
		cues = append(cues, g.Cue...)
	}
	slices.SortFunc(cues, verbatim.Span.Compare)
	counts := make(map[uint64]cueCount)
	k := 0
	for i, t := range e.Doc.Tokens {
		for k < len(cues) && cues[k].End <= t.Start {
			k++
		}
		key := mix(hashString(e.Doc.Words[i].Lemma), uint64(classify(e.Doc.Words[i].Tag)))
		c := counts[key]
		c.all++
		if k < len(cues) && cues[k].Overlaps(t.Span) {
			c.in++
		}
		counts[key] = c
	}
	return counts
}

// learnPriors returns how often each lemma is in a cue: over all examples, and
// for each example over all the others, so that no document helps to find its
// own cues.
func learnPriors(examples []Example) (map[uint64]uint8, []map[uint64]uint8) {
	total := make(map[uint64]cueCount)
	each := make([]map[uint64]cueCount, len(examples))
	for i, e := range examples {
		each[i] = countCues(e)
		for key, c := range each[i] {
			t := total[key]
			total[key] = cueCount{t.in + c.in, t.all + c.all}
		}
	}
	priors := make(map[uint64]uint8)
	for key, c := range total {
		priors[key] = c.prior()
	}
	maps.DeleteFunc(priors, func(_ uint64, p uint8) bool { return p == 0 })
	others := make([]map[uint64]uint8, len(examples))
	for i := range each {
		others[i] = make(map[uint64]uint8)
		for key, own := range each[i] {
			t := total[key]
			others[i][key] = cueCount{t.in - own.in, t.all - own.all}.prior()
		}
	}
	return priors, others
}

// goldTokens turns the labelled spans into tokens. A statement whose cue meets
// no token, or is not in one piece, is left out.
func goldTokens(e Example) []goldCue {
	var out []goldCue
	ranges := func(spans []verbatim.Span) []tokens {
		var list []tokens
		for _, s := range spans {
			if t := tokensOf(e.Doc, s); t.last > t.first {
				list = append(list, t)
			}
		}
		return list
	}
	for _, g := range e.Gold {
		c := ranges(g.Cue)
		if len(c) == 0 {
			continue
		}
		out = append(out, goldCue{cue: tokens{c[0].first, c[len(c)-1].last}, source: ranges(g.Source), cont: ranges(g.Content)})
	}
	slices.SortFunc(out, func(a, b goldCue) int { return cmp.Compare(a.cue.first, b.cue.first) })
	return out
}

// tokensOf returns the tokens that s overlaps.
func tokensOf(doc *verbatim.Document, s verbatim.Span) tokens {
	first, _ := slices.BinarySearchFunc(doc.Tokens, s.Start, func(t verbatim.Token, start int) int {
		if t.End <= start {
			return -1
		}
		return 1
	})
	last := first
	for last < len(doc.Tokens) && doc.Tokens[last].Start < s.End {
		last++
	}
	return tokens{int32(first), int32(last)}
}

// trained is a field as it comes from a learner.
type trained struct {
	nodes []byte
	edges [][crf.MaxLabels][crf.MaxLabels]float32
	start [crf.MaxLabels]float32
}

func (t *trained) field() *field {
	table, _, err := crf.ReadTable(string(t.nodes))
	if err != nil {
		panic(err) // our own bytes
	}
	return &field{table, t.edges, t.start}
}

// illegal forbids an inside label that does not follow its own.
func illegalLabel(x, y uint8) bool {
	return y == labelISource && x != labelBSource && x != labelISource ||
		y == labelICue && x != labelBCue && x != labelICue ||
		y == labelIContent && x != labelBContent && x != labelIContent
}

func illegalRole(x, y uint8) bool {
	return y == roleISource && x != roleBSource && x != roleISource ||
		y == roleIContent && x != roleBContent && x != roleIContent
}

// sequenceSet is training data with the lesson that each sequence is from.
type sequenceSet struct {
	sequences []crf.Sequence
	lesson    []int
	words     *crf.Dictionary
	size      int
}

// fit trains one field for each fold, on the others, and one on everything;
// two at a time.
func (s *LearnSettings) fit(set *sequenceSet, lessons []*lesson, l crf.Learner, epochs int) []trained {
	learners := make([]*crf.Learner, folds+1)
	var wg sync.WaitGroup
	gate := make(chan bool, 2)
	for f := folds; f >= 0; f-- {
		wg.Go(func() {
			gate <- true
			defer func() { <-gate }()
			learner := l
			learners[f] = &learner
			var part []crf.Sequence
			for i := range set.sequences {
				if f == folds || lessons[set.lesson[i]].fold != f {
					part = append(part, set.sequences[i])
				}
			}
			learner.Fit(set.size, part, epochs, uint64(f), func(epoch int, loss float64) {
				if f == folds {
					fmt.Fprintf(s.Progress, "  epoch %d: loss %.3f\n", epoch+1, loss)
				}
			})
		})
	}
	wg.Wait()
	if s.Blend {
		learners[folds].Blend(learners)
	}
	out := make([]trained, folds+1)
	for f, learner := range learners {
		edges, start := learner.Edges()
		out[f] = trained{crf.BuildTable(learner.Rows(set.words)), edges, start}
	}
	return out
}

// build lays out the features of every place of every sequence: each is called
// twice, to count and to number.
func (set *sequenceSet) build(cut int, each func(add func(lesson int, s crf.Sequence, features func(i int) []uint64))) {
	set.words = crf.NewDictionary(cut)
	each(func(_ int, s crf.Sequence, features func(i int) []uint64) {
		for i := range s.Gold {
			set.words.Count(features(i))
		}
	})
	each(func(lesson int, s crf.Sequence, features func(i int) []uint64) {
		s.Offset = append(s.Offset, 0)
		for i := range s.Gold {
			s.Features = set.words.Append(s.Features, features(i))
			s.Offset = append(s.Offset, int32(len(s.Features)))
		}
		s.Features = slices.Clip(s.Features)
		set.sequences = append(set.sequences, s)
		set.lesson = append(set.lesson, lesson)
	})
	set.size = set.words.Len()
}

func (s *LearnSettings) labelFields(lessons []*lesson) []trained {
	var set sequenceSet
	var e emitter
	set.build(s.LabelCut, func(add func(int, crf.Sequence, func(int) []uint64)) {
		for n, l := range lessons {
			gold := l.labels()
			for first, last := range l.view.chunks {
				q := crf.Sequence{Gold: gold[first:last]}
				if y := q.Gold[0]; illegalLabel(labelOut, y) {
					q.Gold[0] = y - 1
				}
				for i := first; i < last; i++ {
					q.Class = append(q.Class, l.view.edgeClass(i))
				}
				add(n, q, func(i int) []uint64 {
					e.out = e.out[:0]
					l.view.labelFeatures(&e, first+int32(i))
					return e.out
				})
			}
		}
	})
	fmt.Fprintf(s.Progress, "labeller: %d features\n", set.size)
	fields := s.fit(&set, lessons, crf.Learner{Labels: labelCount, Classes: edgeClasses, Rate: s.Rate, Decay: s.Decay,
		Illegal: illegalLabel, NoStart: func(y uint8) bool { return illegalLabel(labelOut, y) }}, s.LabelEpochs)
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			for n, l := range lessons {
				if n%2 == half {
					m := Model{label: fields[l.fold].field()}
					l.lab = m.labelTokens(l.view, &work{}, rareCue)
				}
			}
		})
	}
	wg.Wait()
	return fields
}

// labels returns the gold label of every token. Where statements overlap, a cue
// wins over a source and a source over a content.
func (l *lesson) labels() []uint8 {
	out := make([]uint8, len(l.view.tok))
	mark := func(t tokens, b uint8) {
		for i := t.first; i < t.last; i++ {
			out[i] = b + 1
		}
		out[t.first] = b
		if int(t.last) < len(out) && out[t.last] == b+1 {
			out[t.last] = b
		}
	}
	for _, g := range l.gold {
		for _, t := range g.cont {
			mark(t, labelBContent)
		}
	}
	for _, g := range l.gold {
		for _, t := range g.source {
			mark(t, labelBSource)
		}
	}
	for _, g := range l.gold {
		mark(g.cue, labelBCue)
	}
	// What overwriting cut in two begins anew.
	previous := labelOut
	for i, y := range out {
		if (y == labelISource || y == labelICue || y == labelIContent) && previous != y && previous != y-1 {
			out[i] = y - 1
		}
		previous = out[i]
	}
	return out
}

func (s *LearnSettings) roleFields(lessons []*lesson) []trained {
	var set sequenceSet
	var w work
	var e emitter
	set.build(s.RoleCut, func(add func(int, crf.Sequence, func(int) []uint64)) {
		for n, l := range lessons {
			for _, g := range l.gold {
				w.framesUsed = 0
				f := l.view.frame(cue{first: g.cue.first, last: g.cue.last}, &w)
				q := crf.Sequence{Gold: g.roles(f)}
				for i := f.win.first; i < f.win.last; i++ {
					q.Class = append(q.Class, l.view.edgeClass(i))
					allowed := uint8(1<<roleCount - 1&^(1<<roleCue))
					if i >= f.first && i < f.last {
						allowed = 1 << roleCue
					}
					q.Allowed = append(q.Allowed, allowed)
				}
				add(n, q, func(k int) []uint64 {
					e.out = e.out[:0]
					i := f.win.first + int32(k)
					if i < f.first || i >= f.last {
						l.view.context(&e, i)
						l.view.roleFeatures(&e, f, i, l.lab.p)
					}
					return e.out
				})
			}
		}
	})
	fmt.Fprintf(s.Progress, "role finder: %d features\n", set.size)
	return s.fit(&set, lessons, crf.Learner{Labels: roleCount, Classes: edgeClasses, Rate: s.Rate, Decay: s.Decay,
		Illegal: illegalRole, NoStart: func(y uint8) bool { return illegalRole(roleOut, y) }}, s.RoleEpochs)
}

// roles returns the gold labels of the window of f.
func (g *goldCue) roles(f *frame) []uint8 {
	out := make([]uint8, f.win.last-f.win.first)
	mark := func(list []tokens, b uint8) {
		for _, t := range list {
			for i := max(t.first, f.win.first); i < min(t.last, f.win.last); i++ {
				out[i-f.win.first] = b + 1
			}
			if t.first >= f.win.first && t.first < f.win.last {
				out[t.first-f.win.first] = b
			}
		}
	}
	mark(g.cont, roleBContent)
	mark(g.source, roleBSource)
	for i := f.first; i < f.last; i++ {
		out[i-f.win.first] = roleCue
	}
	previous := roleOut
	for i, y := range out {
		if (y == roleISource || y == roleIContent) && previous != y && previous != y-1 {
			out[i] = y - 1
		}
		previous = out[i]
	}
	return out
}
