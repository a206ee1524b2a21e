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
	// Weight is what the example counts, 1 for most.
	Weight float32
}

// NameLearning says how hard to learn.
type NameLearning struct {
	Epochs  int
	Rate    float32
	Decay   float32
	Least   int // occurrences before a feature counts
	Models  int // orders of the examples, of which the mean is taken
	Rows    int // features kept
	Verbose bool
}

// NameDefaults are the settings of the embedded model.
var NameDefaults = NameLearning{Epochs: 14, Rate: 0.05, Decay: 1e-4, Least: 2, Models: 2, Rows: 250000}

// LearnNames returns the model file learned from the examples with the lists.
// The same input gives the same bytes. Progress goes to w, a line a step.
func LearnNames(examples []NameExample, lists []ListEntry, s NameLearning, w io.Writer) ([]byte, error) {
	lists = slices.Clone(lists)
	for _, h := range honorifics {
		lists = append(lists, ListEntry{[]string{h}, ListHonorific})
	}
	words, phrases := buildLists(lists)
	listed := append(append([]byte(nameMagic), words...), phrases...)
	m, err := Load(string(appendField(slices.Clone(listed), nil, &crf.BroadEdges{
		Edge: make([][crf.BroadLabels][crf.BroadLabels]float32, nameClasses)}, s.Rows)))
	if err != nil {
		return nil, fmt.Errorf("load the lists: %w", err)
	}
	chains := encodeNames(examples, m)
	dict := crf.NewDictionary(s.Least)
	tokens := 0
	for i := range chains {
		for _, f := range chains[i].keys {
			dict.Count(f)
			tokens++
		}
	}
	sequences := make([]crf.BroadSequence, len(chains))
	for i := range chains {
		c := &chains[i]
		q := crf.BroadSequence{Class: c.class, Allowed: c.allowed, Weight: c.weight, Offset: []int32{0}}
		for _, f := range c.keys {
			q.Features = dict.Append(q.Features, f)
			q.Offset = append(q.Offset, int32(len(q.Features)))
		}
		sequences[i] = q
	}
	fmt.Fprintf(w, "names: %d documents, %d chains of %d tokens, %d features\n", len(examples), len(chains), tokens, dict.Len())

	learners := make([]*crf.BroadLearner, s.Models)
	var wg sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range learners {
		learners[k] = &crf.BroadLearner{Classes: nameClasses, Rate: s.Rate, Decay: s.Decay}
		wg.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			learners[k].Fit(dict.Len(), sequences, s.Epochs, uint64(k+1), func(epoch int, loss float64) {
				if s.Verbose && k == 0 {
					fmt.Fprintf(w, "names: epoch %d, loss %.4f\n", epoch+1, loss)
				}
			})
		})
	}
	wg.Wait()
	rows, edges := crf.BlendBroad(learners, dict)
	return appendField(listed, rows, edges, s.Rows), nil
}

func appendField(out []byte, rows []crf.BroadRow, edges *crf.BroadEdges, most int) []byte {
	out = append(out, crf.BuildBroad(rows, most)...)
	return crf.AppendBroadEdges(out, edges)
}

// nameSequence is a chain with its features still as keys.
type nameSequence struct {
	keys    [][]uint64
	class   []uint8
	allowed []uint16
	weight  float32
}

// encodeNames makes chains of the examples, in their order.
func encodeNames(examples []NameExample, m *Model) []nameSequence {
	parts := make([][]nameSequence, len(examples))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wg.Go(func() {
			d := new(nameDesk)
			for i := k; i < len(examples); i += workers {
				parts[i] = d.encode(&examples[i], m)
			}
		})
	}
	wg.Wait()
	return slices.Concat(parts...)
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
