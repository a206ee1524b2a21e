package reuse

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Index is what [Groups] keeps of the articles seen so far, by their numbers.
// [Memory] is one in memory; a store keeps the same on disk.
type Index interface {
	// Find appends the articles posted under each of the hashes to dst.
	Find(hashes []uint64, dst []Posting) []Posting
	// Post puts an article under hashes.
	Post(hashes []uint64, article uint32)
	// Keep keeps the words of an article, and Text returns them: of those that
	// have been posted, which is all but exact copies.
	Keep(article uint32, words Text)
	Text(article uint32) Text
	// Parent returns the article that this one was put beneath, itself at first.
	Parent(article uint32) uint32
	// SetParent puts an article, new or known, beneath another.
	SetParent(article, parent uint32)
}

// Posting is an article under a hash.
type Posting struct {
	Hash    int // which of those that were asked for
	Article uint32
}

// Article is what is added to the groups.
type Article struct {
	Text   string
	Outlet string          // whose repeated lines are masked; "" for none
	Skip   []verbatim.Span // page furniture, ordered, not overlapping
}

// Link is a relation to an article of the record.
type Link struct {
	To       uint32
	Relation // of the added article (B) to that one (A)
}

// Placed says where an article was put.
type Placed struct {
	Article uint32
	Group   uint32 // the first article of the group; Article itself in a new group
	// Links are the articles that it was compared with and that share text, the
	// nearest first. Those of other groups carry a part of the text, or are carried
	// in it, without being the same story: a round-up of many stories is linked to each and
	// joins none of them together.
	Links []Link
}

// Groups gathers articles that carry the same text as they come in. Adding one
// costs the same however many there are: a bounded number of lookups, and
// alignments with at most maxCompared articles.
type Groups struct {
	index Index
	count uint32
	lines map[string]*Lines // by outlet
	al    aligner
	found []Posting
	votes map[uint32]int
}

// Bounds of the work for one article.
const (
	maxCompared = 8
	// compareWords is how many words an article is compared with besides eight
	// times its own: one that quotes half the record does not cost its length
	// again for each story that comes later. It was linked to some when it came.
	compareWords = 30_000
	// maxPosted is how many articles are posted under one hash: what more share
	// is no sign of anything.
	maxPosted = 32
	// leastCarried is the part of the longer article that the shorter must be for
	// both to be one story.
	leastCarried = 0.1
	// An article is posted under postedAll of its grams and one in postedEvery of
	// the others: a long one is found by a passage of it all the same.
	postedAll   = 32
	postedEvery = 4
)

// NewGroups returns groups over an index that holds the articles 0 to count-1.
func NewGroups(index Index, count uint32) *Groups {
	return &Groups{index: index, count: count, lines: make(map[string]*Lines), votes: make(map[uint32]int)}
}

// Count returns how many articles there are.
func (g *Groups) Count() uint32 { return g.count }

// Of returns the group of an article: the first article in it.
func (g *Groups) Of(article uint32) uint32 {
	for {
		parent := g.index.Parent(article)
		if parent == article {
			return article
		}
		above := g.index.Parent(parent)
		if above != parent {
			g.index.SetParent(article, above)
		}
		article = parent
	}
}

// Add puts one more article, with the next number, into the group where it
// belongs.
func (g *Groups) Add(a Article) Placed {
	l := g.lines[a.Outlet]
	if l == nil && a.Outlet != "" {
		l = new(Lines)
		g.lines[a.Outlet] = l
	}
	skip, lines := l.Masked(a.Text, a.Skip)
	p := g.Place(g.count, Compact(a.Text, skip))
	l.Count(lines, p.Group)
	return p
}

// Place puts an article, by a number that no other has and the words that are
// compared, into the group where it belongs.
func (g *Groups) Place(article uint32, words Text) Placed {
	p := Placed{Article: article, Group: article}
	g.count = max(g.count, article+1)
	if len(words) == 0 {
		g.index.SetParent(p.Article, p.Group)
		return p
	}
	if l, ok := g.exact(words); ok {
		p.Group = g.Of(l.To)
		p.Links = []Link{l}
		g.index.SetParent(p.Article, p.Group)
		return p
	}
	sketch := g.candidates(words)
	p.Links = g.compare(words)
	g.join(&p)
	g.index.SetParent(p.Article, p.Group)
	g.index.Post(append(g.fresh(sketch, &p), words.Whole()), p.Article)
	g.index.Keep(p.Article, words)
	return p
}

// Near returns articles that share text with words, the nearest first, and adds
// nothing. Those that skip is true for are left out. The relation is of words
// (B) to each.
func (g *Groups) Near(words Text, skip func(article uint32) bool) []Link {
	if len(words) == 0 {
		return nil
	}
	l, same := g.exact(words)
	g.candidates(words)
	if same { // its grams may be those of another that came before
		g.votes[l.To] += 2 * len(words)
	}
	for article := range g.votes {
		if skip(article) {
			delete(g.votes, article)
		}
	}
	return g.compare(words)
}

// exact returns the article that has the same words.
func (g *Groups) exact(words Text) (Link, bool) {
	g.found = g.index.Find([]uint64{words.Whole()}, g.found[:0])
	for _, f := range g.found {
		if words.same(g.index.Text(f.Article)) {
			return Link{f.Article, same(words)}, true
		}
	}
	return Link{}, false
}

// candidates looks up the grams of words, counts the articles that share some
// and returns the grams.
func (g *Groups) candidates(words Text) []uint64 {
	sketch := words.Sketch()
	g.found = g.index.Find(sketch, g.found[:0])
	clear(g.votes)
	for _, f := range g.found {
		if sketch[f.Hash]&1 == 0 {
			g.votes[f.Article] += 2 // a run of words says more than one of function words
		} else {
			g.votes[f.Article]++
		}
	}
	return sketch
}

// fresh returns the grams of a sketch that candidates has just looked up under
// which the article is to be posted. One that an article of the same group is
// posted under leads there already. So a story in thousands of copies costs what
// one copy costs. Of a long article those with the lowest hashes are posted,
// which two articles that share many share too.
func (g *Groups) fresh(sketch []uint64, p *Placed) []uint64 {
	type lookup struct {
		articles int
		led      bool
	}
	n := len(sketch)
	if n > postedAll {
		n = postedAll + (n-postedAll)/postedEvery
	}
	looked := make([]lookup, n)
	of := make(map[uint32]bool)
	for _, f := range g.found {
		if f.Hash >= n {
			continue
		}
		looked[f.Hash].articles++
		if p.Group == p.Article {
			continue
		}
		in, ok := of[f.Article]
		if !ok {
			in = g.Of(f.Article) == p.Group
			of[f.Article] = in
		}
		looked[f.Hash].led = looked[f.Hash].led || in
	}
	out := make([]uint64, 0, n+1)
	for i, l := range looked {
		if l.articles < maxPosted && !l.led {
			out = append(out, sketch[i])
		}
	}
	return out
}

// compare aligns words with the articles that share most of its grams, and
// with the first articles of their groups.
func (g *Groups) compare(words Text) []Link {
	type candidate struct {
		article uint32
		votes   int
	}
	var all []candidate
	for d, v := range g.votes {
		all = append(all, candidate{d, v})
	}
	slices.SortFunc(all, func(x, y candidate) int {
		if x.votes != y.votes {
			return y.votes - x.votes
		}
		return int(x.article) - int(y.article)
	})
	var links []Link
	compared, budget := 0, compareWords+maxCompared*len(words)
	try := func(d uint32) {
		if compared >= maxCompared || slices.ContainsFunc(links, func(l Link) bool { return l.To == d }) {
			return
		}
		other := g.index.Text(d)
		if len(other) > budget {
			return
		}
		compared++
		budget -= len(other)
		if r := g.al.relate(other, words); r.Kind != Apart {
			links = append(links, Link{d, r})
		}
	}
	for _, c := range all[:min(len(all), maxCompared)] {
		try(c.article)
		if len(links) > 0 && links[len(links)-1].To == c.article {
			try(g.Of(c.article))
		}
	}
	slices.SortStableFunc(links, func(x, y Link) int {
		switch a, b := x.near(), y.near(); {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return int(x.To) - int(y.To)
	})
	return links
}

// near orders relations: copies before others, then by how much of both
// articles is shared.
func (r Relation) near() float64 {
	n := r.InA + r.InB + r.Same
	if r.Kind.Copy() {
		n += 10
	}
	return n
}

// OneStory reports whether a relation makes one group of two articles: one is a
// copy of the other, and no round-up of many stories.
func OneStory(r Relation) bool { return r.Kind.Copy() && min(r.InA, r.InB) >= leastCarried }

// join finds the group for p: that of the nearest first article of a group
// that it is a copy of. Other groups are joined to it where their first
// articles are copies of each other, so that a chain of articles, each like the next,
// does not bring strangers together.
func (g *Groups) join(p *Placed) {
	for _, l := range p.Links {
		if !OneStory(l.Relation) || g.Of(l.To) != l.To {
			continue
		}
		if p.Group == p.Article {
			p.Group = l.To
			continue
		}
		if r := g.al.relate(g.index.Text(p.Group), g.index.Text(l.To)); OneStory(r) {
			older, newer := min(p.Group, l.To), max(p.Group, l.To)
			g.index.SetParent(newer, older)
			p.Group = older
		}
	}
}

// same reports whether t and u are the same words.
func (t Text) same(u Text) bool {
	return slices.EqualFunc(t, u, func(x, y uint32) bool { return key(x) == key(y) })
}

// Whole returns a hash of all the words together.
func (t Text) Whole() uint64 {
	h := uint64(offset64)
	for _, w := range t {
		h = (h ^ uint64(key(w))) * rollBase
		h ^= h >> 29
	}
	return h
}
