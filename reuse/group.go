package reuse

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// Index is what [Groups] keeps of the articles seen so far. Articles are numbered
// from 0 in the order in which they are added. [Memory] is one in memory; a
// store keeps the same on disk.
type Index interface {
	// Find appends the articles posted under a hash to dst.
	Find(hash uint64, dst []uint32) []uint32
	// Post puts an article under a hash.
	Post(hash uint64, article uint32)
	// Keep keeps the words of an article, and Text returns them: of those that
	// have been posted, which is all but exact copies.
	Keep(article uint32, words Text)
	Text(article uint32) Text
	// Parent returns the article that this one was put beneath, itself at first.
	Parent(article uint32) uint32
	// SetParent puts an article, new or known, beneath another.
	SetParent(article, parent uint32)
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
	index   Index
	count   uint32
	repeats *repeats
	al      aligner
	found   []uint32
	votes   map[uint32]int
	lines   []uint64
	skip    []verbatim.Span
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
)

// NewGroups returns groups over an index that holds count articles.
func NewGroups(index Index, count uint32) *Groups {
	return &Groups{index: index, count: count, repeats: newRepeats(), votes: make(map[uint32]int)}
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

// Add puts one more article into the group where it belongs.
func (g *Groups) Add(a Article) Placed {
	g.skip, g.lines = g.repeats.masked(a, g.skip[:0], g.lines[:0])
	p := g.Place(Compact(a.Text, g.skip))
	g.repeats.count(g.lines, p.Group)
	return p
}

// Place is Add for an article whose words have been cut already.
func (g *Groups) Place(words Text) Placed {
	p := Placed{Article: g.count, Group: g.count}
	g.count++
	if len(words) == 0 {
		g.index.SetParent(p.Article, p.Group)
		return p
	}
	whole := words.whole()
	g.found = g.index.Find(whole, g.found[:0])
	if i := slices.IndexFunc(g.found, func(d uint32) bool { return words.same(g.index.Text(d)) }); i >= 0 {
		to := g.found[i]
		p.Group = g.Of(to)
		p.Links = []Link{{to, same(words)}}
		g.index.SetParent(p.Article, p.Group)
		return p
	}
	sketch := words.Sketch()
	fresh := sketch[:0:0] // the grams that its group does not have yet
	clear(g.votes)
	for _, h := range sketch {
		g.found = g.index.Find(h, g.found[:0])
		for _, d := range g.found {
			if h&1 == 0 {
				g.votes[d] += 2 // a run of words says more than one of function words
			} else {
				g.votes[d]++
			}
		}
		if len(g.found) < maxPosted {
			fresh = append(fresh, h)
		}
	}
	p.Links = g.compare(words)
	g.join(&p)
	// A gram that an article of the same group is posted under leads there
	// already. So a story in thousands of copies costs what one copy costs.
	g.index.SetParent(p.Article, p.Group)
	for _, h := range fresh {
		if p.Group != p.Article {
			g.found = g.index.Find(h, g.found[:0])
			if slices.ContainsFunc(g.found, func(d uint32) bool { return g.Of(d) == p.Group }) {
				continue
			}
		}
		g.index.Post(h, p.Article)
	}
	g.index.Post(whole, p.Article)
	g.index.Keep(p.Article, words)
	return p
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

// join finds the group for p: that of the nearest first article of a group
// that it is a copy of. Other groups are joined to it where their first
// articles are copies of each other, so that a chain of articles, each like the next,
// does not bring strangers together.
func (g *Groups) join(p *Placed) {
	for _, l := range p.Links {
		if !l.Kind.Copy() || min(l.InA, l.InB) < leastCarried || g.Of(l.To) != l.To {
			continue
		}
		if p.Group == p.Article {
			p.Group = l.To
			continue
		}
		if r := g.al.relate(g.index.Text(p.Group), g.index.Text(l.To)); r.Kind.Copy() && min(r.InA, r.InB) >= leastCarried {
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

// whole returns the hash of all the words together.
func (t Text) whole() uint64 {
	h := uint64(offset64)
	for _, w := range t {
		h = (h ^ uint64(key(w))) * rollBase
		h ^= h >> 29
	}
	return h
}
