package entity

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/internal/crf"
)

// NameTypes is a set of types of name.
type NameTypes uint8

// The types. OtherName is a name of anything else, a work, an event, a law.
const (
	PersonName NameTypes = 1 << iota
	OrganisationName
	PlaceName
	GroupName
	OtherName
)

// NameLabel is a name as a corpus marks it. Several types mean that it is of
// one of them.
type NameLabel struct {
	verbatim.Span
	Types NameTypes
	// Loose says that the words may as well be no name at all.
	Loose bool
}

// NameExample is a labelled document with its Tokens, Sentences and Words.
type NameExample struct {
	Doc    *verbatim.Document
	Labels []NameLabel // ordered, not overlapping
	// Unmarked are types that the corpus does not mark: a capitalised word
	// without a label may be of one of them.
	Unmarked NameTypes
	// Source is the same for texts that are made of one another.
	Source int
	// Weight is what the example counts, 1 for most.
	Weight float32
}

// NameLearning says how hard to learn.
type NameLearning struct {
	Epochs, SecondEpochs int
	Rate, SecondRate     float32
	Decay                float32
	Least, SecondLeast   int // occurrences before a feature counts
	Models               int // orders of the examples, of which the mean is taken
	Folds                int // for the labels that the second look learns from
	Rows                 int // features kept
	// SecondShare is what part of its weights the second look adds, and Bias what
	// the beginning of a name of each type is given besides. Both were chosen
	// on the development parts.
	SecondShare float32
	Bias        [typeCount]float32
}

// NameDefaults are the settings of the embedded model.
var NameDefaults = NameLearning{
	Epochs: 14, SecondEpochs: 10, Rate: 0.04, SecondRate: 0.01, Decay: 1e-4, Least: 1, SecondLeast: 3,
	Models: 4, Folds: 5, Rows: 300000,
	SecondShare: 0.75, Bias: [typeCount]float32{typeOrganisation: 0.4, typePlace: -0.4, typeOther: 0.4},
}

// LearnNames returns the model file learned from the examples with the lists.
// The same input gives the same bytes. Progress goes to w, a line a step.
func LearnNames(examples []NameExample, lists []ListEntry, s NameLearning, w io.Writer) ([]byte, error) {
	lists = slices.Clone(lists)
	for _, h := range honorifics {
		lists = append(lists, ListEntry{[]string{h}, ListHonorific})
	}
	words, phrases := buildLists(lists)
	l := &nameLearner{NameLearning: s, w: w, head: append(append([]byte(nameMagic), words...), phrases...)}
	m, err := Load(string(l.file(nil, l.none(), nil, l.none())))
	if err != nil {
		return nil, fmt.Errorf("load the lists: %w", err)
	}
	l.encode(examples, m)

	// The field of the first look, and one for each fold that has not seen it:
	// the second must learn from labels as wrong as they will be.
	l.fields = make([]firstField, s.Folds+1)
	l.parallel(len(l.fields), func(k int) { l.fields[k] = l.learnFirst(k) })
	first := l.fields[s.Folds]
	rows, edges, err := l.learnSecond(examples)
	if err != nil {
		return nil, err
	}
	return l.file(first.rows, first.edges, rows, edges), nil
}

// nameLearner is what the steps share.
type nameLearner struct {
	NameLearning
	w      io.Writer
	head   []byte // of the file: magic and lists
	chains []nameSequence
	fields []firstField // without fold k; the last one of all
}

type firstField struct {
	rows  []crf.BroadRow
	edges *crf.BroadEdges
}

func (l *nameLearner) none() *crf.BroadEdges {
	return &crf.BroadEdges{Edge: make([][crf.BroadLabels][crf.BroadLabels]float32, nameClasses)}
}

// file lays out a model file.
func (l *nameLearner) file(rows []crf.BroadRow, edges *crf.BroadEdges, second []crf.BroadRow, secondEdges *crf.BroadEdges) []byte {
	out := slices.Clone(l.head)
	out = append(out, crf.BuildBroad(rows, l.Rows)...)
	out = crf.AppendBroadEdges(out, edges)
	out = append(out, crf.BuildBroad(second, l.Rows)...)
	return crf.AppendBroadEdges(out, secondEdges)
}

// parallel does n jobs, as many at a time as there are processors.
func (l *nameLearner) parallel(n int, job func(k int)) {
	var wg sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range n {
		room <- struct{}{}
		wg.Go(func() {
			job(k)
			<-room
		})
	}
	wg.Wait()
}

// learnFirst learns the field without fold k.
func (l *nameLearner) learnFirst(k int) firstField {
	dict := crf.NewDictionary(l.Least)
	var part []*nameSequence
	for i := range l.chains {
		if c := &l.chains[i]; c.fold != k {
			part = append(part, c)
			for _, f := range c.keys {
				dict.Count(f)
			}
		}
	}
	sequences := make([]crf.BroadSequence, len(part))
	tokens := 0
	for i, c := range part {
		sequences[i] = c.sequence(c.keys, dict)
		tokens += len(c.keys)
	}
	models := l.Models
	if k < l.Folds {
		models = 1
	} else {
		fmt.Fprintf(l.w, "names: %d chains of %d tokens, %d features\n", len(part), tokens, dict.Len())
	}
	var learners []*crf.BroadLearner
	for m := range models {
		f := &crf.BroadLearner{Classes: nameClasses, Rate: l.Rate, Decay: l.Decay}
		f.Fit(dict.Len(), sequences, l.Epochs, uint64(m+1), nil)
		learners = append(learners, f)
	}
	rows, edges := crf.BlendBroad(learners, dict)
	return firstField{rows, edges}
}

// learnSecond learns what the second look adds.
func (l *nameLearner) learnSecond(examples []NameExample) ([]crf.BroadRow, *crf.BroadEdges, error) {
	models := make([]*Model, l.Folds)
	for k := range models {
		m, err := Load(string(l.file(l.fields[k].rows, l.fields[k].edges, nil, l.none())))
		if err != nil {
			return nil, nil, fmt.Errorf("load a fold: %w", err)
		}
		models[k] = m
	}
	// Chains in the order of the examples, as encode left them.
	start := make([]int, len(examples)+1)
	for i := range l.chains {
		start[l.chains[i].example+1]++
	}
	for i := range examples {
		start[i+1] += start[i]
	}
	l.parallelRanges(len(examples), func(i int, d *nameDesk) {
		d.look(examples[i].Doc, models[examples[i].Source%l.Folds])
		d.firstLook(models[examples[i].Source%l.Folds])
		d.gather()
		at, next := 0, 0
		for j, c := range d.chains {
			q := &l.chains[start[i]+j]
			for t := c.first; t < c.last; t++ {
				for next < len(d.found) && d.found[next].end <= t {
					next++
				}
				var f *foundName
				if next < len(d.found) && d.found[next].first <= t {
					f = &d.found[next]
				}
				q.second = append(q.second, d.secondFeatures(nil, t, d.path[at], f))
				q.base = append(q.base, d.node[at])
				at++
			}
		}
	})
	dict := crf.NewDictionary(l.SecondLeast)
	for i := range l.chains {
		for _, f := range l.chains[i].second {
			dict.Count(f)
		}
	}
	sequences := make([]crf.BroadSequence, len(l.chains))
	for i := range l.chains {
		sequences[i] = l.chains[i].sequence(l.chains[i].second, dict)
		sequences[i].Base = l.chains[i].base
	}
	f := &crf.BroadLearner{Classes: nameClasses, Rate: l.SecondRate, Decay: l.Decay, From: l.fields[l.Folds].edges}
	f.Fit(dict.Len(), sequences, l.SecondEpochs, 1, nil)
	rows, edges := crf.BlendBroad([]*crf.BroadLearner{f}, dict)
	for i := range rows {
		for y := range rows[i].Weights {
			rows[i].Weights[y] *= l.SecondShare
		}
	}
	for t, bias := range l.Bias {
		for c := range edges.Edge {
			for x := range edges.Edge[c] {
				edges.Edge[c][x][2*t+1] += bias
			}
		}
		edges.Start[2*t+1] += bias
	}
	fmt.Fprintf(l.w, "names: second look, %d features\n", dict.Len())
	return rows, edges, nil
}

// parallelRanges calls do for 0 to n-1, each worker with a desk of its own.
func (l *nameLearner) parallelRanges(n int, do func(i int, d *nameDesk)) {
	workers := runtime.GOMAXPROCS(0)
	l.parallel(workers, func(k int) {
		d := new(nameDesk)
		for i := k; i < n; i += workers {
			do(i, d)
		}
	})
}

// nameSequence is a chain with its features still as keys.
type nameSequence struct {
	example, fold int
	keys, second  [][]uint64
	base          [][crf.BroadLabels]float32
	class         []uint8
	allowed       []uint16
	weight        float32
}

// sequence numbers the keys.
func (c *nameSequence) sequence(keys [][]uint64, dict *crf.Dictionary) crf.BroadSequence {
	q := crf.BroadSequence{Class: c.class, Allowed: c.allowed, Weight: c.weight, Offset: []int32{0}}
	for _, f := range keys {
		q.Features = dict.Append(q.Features, f)
		q.Offset = append(q.Offset, int32(len(q.Features)))
	}
	return q
}

// encode makes chains of the examples, in their order.
func (l *nameLearner) encode(examples []NameExample, m *Model) {
	parts := make([][]nameSequence, len(examples))
	l.parallelRanges(len(examples), func(i int, d *nameDesk) {
		parts[i] = d.encode(&examples[i], m)
		for k := range parts[i] {
			parts[i][k].example, parts[i][k].fold = i, examples[i].Source%l.Folds
		}
	})
	l.chains = slices.Concat(parts...)
}

func (d *nameDesk) encode(e *NameExample, m *Model) []nameSequence {
	d.look(e.Doc, m)
	allowed := make([]uint16, len(e.Doc.Tokens))
	open := uint16(1)
	for t := range typeCount {
		if e.Unmarked>>t&1 == 1 {
			open |= 3 << (2*t + 1)
		}
	}
	for i := range allowed {
		allowed[i] = 1
		if d.words[i].may {
			allowed[i] = open
		}
	}
	next := 0
	for _, l := range e.Labels {
		for next < len(e.Doc.Tokens) && e.Doc.Tokens[next].End <= l.Start {
			next++
		}
		first := true
		for i := next; i < len(e.Doc.Tokens) && e.Doc.Tokens[i].Start < l.End; i++ {
			t := e.Doc.Tokens[i]
			inside := t.Start >= l.Start && t.End <= l.End
			allowed[i] = 0
			if l.Loose || !inside {
				allowed[i] = 1
			}
			for k := range typeCount {
				if l.Types>>k&1 == 0 {
					continue
				}
				switch {
				case first:
					allowed[i] |= 1 << (2*k + 1)
				default:
					allowed[i] |= 1 << (2*k + 2)
				}
				if !inside || l.Loose {
					allowed[i] |= 3 << (2*k + 1)
				}
			}
			first = false
		}
	}
	var out []nameSequence
	for _, c := range d.chains {
		n := int(c.last - c.first)
		q := nameSequence{weight: e.Weight}
		for i := range n {
			t := c.first + int32(i)
			q.keys = append(q.keys, d.features(nil, t))
			q.class = append(q.class, d.edgeClass(t))
			a := allowed[t]
			// A name whose head is outside the chain begins here.
			if before := uint16(1); a&1 == 0 {
				if i > 0 {
					before = q.allowed[i-1]
				}
				for k := range typeCount {
					if a>>(2*k+2)&1 == 1 && before>>(2*k+1)&3 == 0 {
						a = a&^(1<<(2*k+2)) | 1<<(2*k+1)
					}
				}
			}
			q.allowed = append(q.allowed, a)
		}
		out = append(out, q)
	}
	return out
}

// Honorific reports whether a word is a title that stands before names.
func Honorific(word string) bool { return slices.Contains(honorifics, strings.ToLower(word)) }
