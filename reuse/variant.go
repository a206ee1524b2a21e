package reuse

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/verbatim-record/verbatim"
)

// Quote is a quotation as one article has it.
type Quote struct {
	Text    string // the words, with or without quotation marks around them
	Speaker string // a key: one speaker, one key; empty where it is not known
	Article string
	Outlet  string
	Time    time.Time     // when the article was published; zero where it is not known
	Span    verbatim.Span // where it is in the article
}

// Quotations is a growing set of quotations in which those that share words
// can be found. A quotation is filed under each four words that follow one
// another, and under its speaker with each word that says something. What
// stands under one key is looked at only so far, the latest first, so that
// adding and asking take time in proportion to the quotation, however many
// there are and however much alike.
type Quotations struct {
	quotes []Quote
	texts  []heard          // the different texts, by speaker
	byText map[uint64]int32 // hash of speaker and words → text
	filed  files
	docs   map[uint64]uint32 // hash of a word → texts with it
	ties   []tie
}

// heard is a text by one speaker, and who has it.
type heard struct {
	quotes []int32
	info   float32
}

// tie says that two texts are versions of one quotation.
type tie struct {
	a, b     int32
	strength float32 // of the words in common
	inside   bool    // the shorter is inside the longer, near enough
}

// Bounds of the work for one quotation.
const (
	mostFiled   = 64  // texts looked at under one key
	mostSteps   = 512 // and others that share its place
	mostCompare = 12  // texts compared word for word
	mostWords   = 512 // words of a quotation under which it is filed
)

// NewQuotations returns an empty set.
func NewQuotations() *Quotations {
	return &Quotations{byText: make(map[uint64]int32), docs: make(map[uint64]uint32)}
}

// Add adds a quotation and ties it to what is a version of it.
func (q *Quotations) Add(quote Quote) { q.add(quote, true) }

// File adds a quotation for Check to find, without comparing it with those
// that are there; Clusters does not group it.
func (q *Quotations) File(quote Quote) { q.add(quote, false) }

func (q *Quotations) add(quote Quote, compare bool) {
	id := int32(len(q.quotes))
	q.quotes = append(q.quotes, quote)
	us, _ := unitsOf(quote.Text)
	hash := finish(textHash(us) ^ hashOf(quote.Speaker))
	if quote.Speaker == "" && q.info(us) < leastNoneKnown {
		// "Really?" by somebody is nobody else's "Really?".
		hash ^= hashOf(quote.Article)
	}
	if t, ok := q.byText[hash]; ok && q.sameWords(t, quote, us) {
		q.texts[t].quotes = append(q.texts[t].quotes, id)
		return
	}
	t := int32(len(q.texts))
	q.byText[hash] = t
	keys := q.keys(us, quote.Speaker)
	if compare && len(us) > 0 {
		for _, c := range q.candidates(keys, mostCompare) {
			if k, ok := q.kin(quote, us, c); ok {
				k.a = t
				q.ties = append(q.ties, k)
			}
		}
	}
	q.texts = append(q.texts, heard{[]int32{id}, float32(q.info(us))})
	for _, k := range keys {
		q.filed.put(k, t)
	}
	for _, k := range contentKeys(us) {
		q.docs[k]++
	}
}

// textHash returns one hash for the words of a text as they are spelled.
func textHash(us []unit) uint64 {
	h := uint64(offset64)
	for i := range us {
		h = (h ^ hashOf(us[i].raw)) * prime64
		if us[i].short {
			h = (h ^ 1) * prime64
		}
	}
	return finish(h)
}

// sameWords guards against two texts that share a hash.
func (q *Quotations) sameWords(t int32, quote Quote, us []unit) bool {
	other := q.quotes[q.texts[t].quotes[0]]
	if other.Speaker != quote.Speaker {
		return false
	}
	if other.Text == quote.Text {
		return true
	}
	their, _ := unitsOf(other.Text)
	return slices.EqualFunc(us, their, func(a, b unit) bool { return a.key == b.key && a.raw == b.raw && a.short == b.short })
}

// contentKeys returns the hash of each different word that says something.
func contentKeys(us []unit) []uint64 {
	var out []uint64
	for i := range us {
		if u := &us[i]; u.kind == contentWord || u.kind == numberWord {
			out = append(out, hashOf(u.key))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keys returns the keys under which a text is filed.
func (q *Quotations) keys(us []unit, speaker string) []uint32 {
	us = us[:min(len(us), mostWords)]
	out := make([]uint32, 0, 2*len(us))
	for i := 0; i+fourWords <= len(us); i++ {
		out = append(out, uint32(gramHash(us[i:i+fourWords])>>32))
	}
	who := hashOf(speaker)
	for _, w := range contentKeys(us) {
		out = append(out, uint32(finish(w^who)>>32))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// candidates returns up to n texts that share most keys, each key counting
// the more the fewer texts it has.
func (q *Quotations) candidates(keys []uint32, n int) []int32 {
	found := make(map[int32]float32)
	var under [mostFiled]int32
	for _, k := range keys {
		list := q.filed.get(k, under[:0])
		w := float32(1 / (1 + math.Log2(float64(len(list)+1))))
		for _, t := range list {
			found[t] += w
		}
	}
	type candidate struct {
		text       int32
		kindWeight float32
	}
	list := make([]candidate, 0, len(found))
	for t, w := range found {
		list = append(list, candidate{t, w})
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.kindWeight, a.kindWeight), cmp.Compare(a.text, b.text))
	})
	out := make([]int32, 0, n)
	for _, c := range list[:min(n, len(list))] {
		out = append(out, c.text)
	}
	return out
}

// files is a hash table from keys to texts: heads of chains through one
// array, so that a million quotations need no million small slices.
type files struct {
	heads []int32 // index in cards plus one
	cards []card
}

type card struct {
	key  uint32
	text int32
	next int32 // the card before in this place, plus one
}

func (f *files) put(key uint32, text int32) {
	if len(f.cards) >= len(f.heads) {
		f.heads = make([]int32, max(1024, 2*len(f.heads)))
		for i := range f.cards {
			c := &f.cards[i]
			place := c.key & uint32(len(f.heads)-1)
			c.next, f.heads[place] = f.heads[place], int32(i+1)
		}
	}
	place := key & uint32(len(f.heads)-1)
	f.cards = append(f.cards, card{key, text, f.heads[place]})
	f.heads[place] = int32(len(f.cards))
}

// get appends the texts under key, the latest first.
func (f *files) get(key uint32, dst []int32) []int32 {
	if len(f.heads) == 0 {
		return dst
	}
	steps := 0
	for i := f.heads[key&uint32(len(f.heads)-1)]; i > 0 && steps < mostSteps && len(dst) < mostFiled; steps++ {
		c := &f.cards[i-1]
		if c.key == key {
			dst = append(dst, c.text)
		}
		i = c.next
	}
	return dst
}

// informs is how much a unit says, from 0 to 1. Where there are texts enough
// to tell, a word that many of them have says less.
func (q *Quotations) informs(u *unit) float64 {
	switch u.kind {
	case contentWord, numberWord:
		if n := len(q.texts); n >= 1000 {
			df := float64(q.docs[hashOf(u.key)] + 1)
			return min(1, max(0.4, math.Log(float64(n)/df)/math.Log(float64(n)/10)))
		}
		return 1
	case negationWord:
		return 0.5
	case modalWord, hedgeWord:
		return 0.3
	}
	return 0.15
}

func (q *Quotations) info(us []unit) float64 {
	sum := 0.0
	for i := range us {
		sum += q.informs(&us[i])
	}
	return sum
}
