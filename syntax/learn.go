package syntax

import (
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// Gold is a token as a treebank annotates it.
type Gold struct {
	Input
	Tag, Rel, Lemma string
	Head            int32 // index in the sentence, -1 at the root
}

// Learning says how hard to learn.
type Learning struct {
	TagRounds, ParseRounds     int // passes over the sentences
	TagMargin, ParseMargin     int // a choice won by no more than this is a mistake
	Least                      int // mistakes before a feature counts
	Folds                      int // for the tags that the parser learns from
	Models                     int // how many to learn and take the mean of
	TagRows, MoveRows, RelRows int // features kept
}

// Defaults are the settings of the embedded model.
var Defaults = Learning{
	TagRounds: 8, ParseRounds: 10, TagMargin: 25, ParseMargin: 15, Least: 5, Folds: 4, Models: 2,
	TagRows: 40000, MoveRows: 250000, RelRows: 60000,
}

// Learn returns the model file learned from the sentences. The same sentences
// and settings give the same bytes. Progress goes to w, a line a step.
func Learn(sentences [][]Gold, settings Learning, w io.Writer) ([]byte, error) {
	tags := inventory(sentences, func(g *Gold) string { return g.Tag }, 1)
	rels := inventory(sentences, func(g *Gold) string { return g.Rel }, 1)
	rels = append(slices.DeleteFunc(rels, func(r string) bool { return r == "root" }), "root")
	if len(tags) > linear.MaxClasses || len(rels) > 62 {
		return nil, fmt.Errorf("%d tags and %d relations are too many: 64 and 62 fit", len(tags), len(rels))
	}
	l := learning{Learning: settings, tags: tags, rels: rels}
	for _, s := range sentences {
		l.data = append(l.data, l.encode(s))
	}
	l.learnLemmas()

	fmt.Fprintf(w, "tagger: %d sentences, %d tags\n", len(sentences), len(tags))
	lex := l.learnLexicon(l.data)
	var jobs []func()
	taggers := make([]*linear.Learner, settings.Models)
	for i := range taggers {
		jobs = append(jobs, func() { taggers[i] = l.learnTagger(l.data, lex, settings.TagRounds, uint64(100+i)) })
	}
	// The parser must see tags as wrong as they will be: each part of the
	// treebank is tagged by a tagger that has not seen it.
	for fold := range settings.Folds {
		jobs = append(jobs, func() { l.crossTag(fold) })
	}
	parallel(jobs)

	fmt.Fprintf(w, "parser: %d relations\n", len(rels))
	moves, relations := make([]*linear.Learner, settings.Models), make([]*linear.Learner, settings.Models)
	jobs = jobs[:0]
	for i := range moves {
		jobs = append(jobs, func() { moves[i], relations[i] = l.learnParser(uint64(200 + i)) })
	}
	parallel(jobs)

	out := []byte(magic)
	out = appendStrings(out, tags)
	out = appendStrings(out, rels)
	out = appendBlock(out, string(lex.classTags))
	out = append(out, lex.bytes...)
	out = linear.AppendWide(out, settings.TagRows, taggers...)
	out = linear.AppendTriple(out, settings.MoveRows, moves...)
	out = linear.AppendWide(out, settings.RelRows, relations...)
	out = append(out, l.lemmaBytes...)
	return out, nil
}

// parallel does the jobs two at a time.
func parallel(jobs []func()) {
	var wg sync.WaitGroup
	room := make(chan struct{}, 2)
	for _, job := range jobs {
		room <- struct{}{}
		wg.Go(func() {
			job()
			<-room
		})
	}
	wg.Wait()
}

func appendStrings(dst []byte, list []string) []byte {
	block := ""
	for i, s := range list {
		if i > 0 {
			block += "\n"
		}
		block += s
	}
	return appendBlock(dst, block)
}

// learning is what the steps share.
type learning struct {
	Learning
	tags, rels []string
	data       []*example
	lemmaBytes []byte
	lemmas     lemmas
}

// example is a sentence in numbers.
type example struct {
	in    []Input
	lemma []string
	tag   []uint8
	rel   []uint8
	head  []int32 // of the root: the number of tokens
	forms []form
	guess []uint8  // tags by a tagger that has not seen the sentence
	words []uint64 // hashes of the lemmas that go with them
}

func inventory(sentences [][]Gold, of func(*Gold) string, least int) []string {
	count := map[string]int{}
	for _, s := range sentences {
		for i := range s {
			count[of(&s[i])]++
		}
	}
	var list []string
	for v, n := range count {
		if n >= least {
			list = append(list, v)
		}
	}
	slices.Sort(list)
	return list
}

func (l *learning) encode(s []Gold) *example {
	e := &example{}
	for i := range s {
		e.in = append(e.in, s[i].Input)
		e.lemma = append(e.lemma, s[i].Lemma)
		t, _ := slices.BinarySearch(l.tags, s[i].Tag)
		e.tag = append(e.tag, uint8(t))
		e.rel = append(e.rel, uint8(slices.Index(l.rels, s[i].Rel)))
		h := s[i].Head
		if h < 0 {
			h = int32(len(s))
		}
		e.head = append(e.head, h)
	}
	return e
}

// lexicon is the tags that each frequent word has had.
type lexicon struct {
	linear.Map
	classTags []byte
	bytes     []byte
}

func (l *learning) learnLexicon(data []*example) lexicon {
	type entry struct {
		word  uint64
		n     int
		fixed int // occurrences that count for fixing the tag
		tags  [linear.MaxClasses]int
		best  [linear.MaxClasses]int
	}
	at := map[uint64]*entry{}
	var all []*entry
	for _, e := range data {
		forms := setForms(nil, e.in, &linear.Map{}, nil)
		for i := range forms {
			if e.in[i].Mark != NoMark {
				continue
			}
			w := at[forms[i].word]
			if w == nil {
				w = &entry{word: forms[i].word}
				at[w.word] = w
				all = append(all, w)
			}
			w.n++
			w.tags[e.tag[i]]++
			if forms[i].letter <= lowerCase {
				w.fixed++
				w.best[e.tag[i]]++
			}
		}
	}
	slices.SortFunc(all, func(a, b *entry) int { return cmp.Compare(a.word, b.word) })
	var lex lexicon
	var entries []linear.Entry
	classes := map[string]uint16{}
	for _, w := range all {
		if w.n < 3 {
			continue
		}
		// The class is the tags with at least one occurrence in thirty, the
		// most frequent first.
		set := []byte{}
		for t, n := range w.tags {
			if 30*n >= w.n {
				set = append(set, byte(t))
			}
		}
		slices.SortStableFunc(set, func(a, b byte) int { return cmp.Compare(w.tags[b], w.tags[a]) })
		c, ok := classes[string(set)]
		if !ok {
			c = uint16(len(lex.classTags))
			if c >= fixedClass-1 {
				continue
			}
			classes[string(set)] = c
			lex.classTags = append(lex.classTags, set[0])
		}
		if n := w.best[set[0]]; w.fixed >= 30 && 300*(w.fixed-n) <= w.fixed {
			c |= fixedClass
		}
		entries = append(entries, linear.Entry{Key: w.word, Value: c})
	}
	lex.bytes = linear.AppendMap(nil, entries)
	lex.Map, _, _ = linear.LoadMap(string(lex.bytes))
	return lex
}

// learnTagger learns to tag the sentences.
func (l *learning) learnTagger(data []*example, lex lexicon, rounds int, seed uint64) *linear.Learner {
	p := linear.NewLearner(len(l.tags), l.Least)
	r := rand.New(rand.NewPCG(seed, 1))
	order := slices.Clone(data)
	var keys [tagFeatures]uint64
	var forms []form
	scores := make([]int32, len(l.tags))
	for range rounds {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, e := range order {
			forms = setForms(forms, e.in, &lex.Map, lex.classTags)
			t1, t2 := uint64(1), uint64(1)
			for i := range forms {
				t := 0
				if f := forms[i].fixed; f != 0 {
					t = int(f - 1)
				} else {
					tagKeys(&keys, forms, i, t1, t2)
					p.Score(keys[:], scores)
					t = best(scores)
					want := int(e.tag[i])
					if rival := rivalOf(scores, want); scores[want]-scores[rival] <= int32(l.TagMargin) {
						p.Update(keys[:], want, rival)
					}
				}
				t1, t2 = uint64(t)+8, t1
			}
			p.Tick()
		}
	}
	return p
}

// rivalOf returns the best class but one.
func rivalOf(scores []int32, but int) int {
	b := -1
	for c, s := range scores {
		if c != but && (b < 0 || s > scores[b]) {
			b = c
		}
	}
	return b
}

func best(scores []int32) int {
	b := 0
	for c, s := range scores {
		if s > scores[b] {
			b = c
		}
	}
	return b
}

// crossTag guesses the tags of one part of the sentences with a tagger learned
// from the others.
func (l *learning) crossTag(fold int) {
	var part []*example
	for i, e := range l.data {
		if i%l.Folds != fold {
			part = append(part, e)
		}
	}
	lex := l.learnLexicon(part)
	p := l.learnTagger(part, lex, max(l.TagRounds/2, 1), uint64(fold))
	m := &Model{tags: l.tags, classTags: lex.classTags, lexicon: lex.Map, lemmas: l.lemmas}
	m.tagger, _, _ = linear.LoadWide(string(linear.AppendWide(nil, l.TagRows, p)))
	var d desk
	for i, e := range l.data {
		if i%l.Folds != fold {
			continue
		}
		d.look(m, e.in)
		d.tag(m)
		e.guess = slices.Clone(d.tags)
		e.forms = slices.Clone(d.forms)
		for j := range e.in {
			e.words = append(e.words, d.lemma(m, e.in[j].Form, e.guess[j]).hash)
		}
	}
}
