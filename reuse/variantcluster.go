package reuse

import (
	"cmp"
	"slices"
)

// Cluster is the versions of one quotation.
type Cluster struct {
	// Main is the member that the others are compared with: the longest
	// text, of those the one that most outlets have, of those the first.
	Main    int // index in Members
	Members []Variant
}

// Variant is one version of a quotation, in one article.
type Variant struct {
	Quote   int         // which quotation, in the order in which they were added
	Changes []Deviation // from the main one to this
	// Changed and Missing count words: those that are others than in the
	// main one, and those of it that are not there.
	Changed, Missing int
	// Elsewhere is the quotation whose words this one also has, where it was
	// put together from two; else -1.
	Elsewhere int
}

// Variants groups quotations by what was said. Every quotation is in one
// cluster; clusters come in the order of their first quotation, members in
// the order of time.
func Variants(quotes []Quote) []Cluster {
	q := NewQuotations()
	for _, quote := range quotes {
		q.Add(quote)
	}
	return q.Clusters()
}

// Clusters returns the groups of all quotations that were added. It takes
// time in proportion to them.
func (q *Quotations) Clusters() []Cluster {
	parent := make([]int32, len(q.texts)) // union-find
	size := make([]int32, len(q.texts))
	longest := make([]int32, len(q.texts))
	speaker := make([]string, len(q.texts)) // of a group, where one is known
	elsewhere := make(map[int32]int32)
	for i := range parent {
		parent[i], size[i], longest[i] = int32(i), 1, int32(i)
		speaker[i] = q.quotes[q.texts[i].quotes[0]].Speaker
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	ties := slices.Clone(q.ties)
	slices.SortStableFunc(ties, func(x, y tie) int {
		if x.inside != y.inside {
			if x.inside {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(y.strength, x.strength), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, t := range ties {
		a, b := find(t.a), find(t.b)
		if a == b {
			continue
		}
		// A text whose speaker is not known must not tie those of two who said
		// the same.
		if speaker[a] != speaker[b] && speaker[a] != "" && speaker[b] != "" && t.strength < otherSpeaker {
			continue
		}
		// Two groups become one only where their longest texts are versions
		// of one another: a text put together from two must not tie them.
		if size[a] > 1 && size[b] > 1 && (!t.inside || !q.tied(longest[a], longest[b])) {
			x := t.a
			if q.texts[t.b].info > q.texts[t.a].info {
				x = t.b
			}
			y := t.a + t.b - x
			if _, ok := elsewhere[x]; !ok {
				elsewhere[x] = y
			}
			continue
		}
		if size[a] < size[b] {
			a, b = b, a
		}
		parent[b] = a
		size[a] += size[b]
		speaker[a] = cmp.Or(speaker[a], speaker[b])
		if q.texts[longest[b]].info > q.texts[longest[a]].info {
			longest[a] = longest[b]
		}
	}
	groups := make(map[int32][]int32)
	var order []int32
	for t := range q.texts {
		root := find(int32(t))
		if groups[root] == nil {
			order = append(order, root)
		}
		groups[root] = append(groups[root], int32(t))
	}
	out := make([]Cluster, 0, len(order))
	for _, root := range order {
		out = append(out, q.cluster(groups[root], elsewhere))
	}
	slices.SortFunc(out, func(a, b Cluster) int { return firstOf(a) - firstOf(b) })
	return out
}

func firstOf(c Cluster) int {
	first := c.Members[0].Quote
	for _, m := range c.Members {
		first = min(first, m.Quote)
	}
	return first
}

// tied compares two texts that were perhaps not compared yet.
func (q *Quotations) tied(a, b int32) bool {
	quote := q.quotes[q.texts[a].quotes[0]]
	us, _ := unitsOf(quote.Text)
	_, ok := q.kin(quote, us, b)
	return ok
}

func (q *Quotations) cluster(texts []int32, elsewhere map[int32]int32) Cluster {
	best := texts[0]
	length := func(t int32) int {
		us, _ := unitsOf(q.quotes[q.texts[t].quotes[0]].Text)
		return len(us)
	}
	bestLen := -1
	for _, t := range texts {
		if _, spliced := elsewhere[t]; spliced && bestLen >= 0 {
			continue
		}
		n := length(t)
		if n > bestLen || n == bestLen && len(q.texts[t].quotes) > len(q.texts[best].quotes) {
			best, bestLen = t, n
		}
	}
	main := q.quotes[q.texts[best].quotes[0]]
	mainUnits, _ := unitsOf(main.Text)
	var c Cluster
	for _, t := range texts {
		v := Variant{Elsewhere: -1}
		if t != best {
			text := q.quotes[q.texts[t].quotes[0]].Text
			us, _ := unitsOf(text)
			cmp := compareUnits(main.Text, text, mainUnits, us)
			v.Changes = cmp.changes
			v.Changed, v.Missing = cmp.words()
		}
		if e, ok := elsewhere[t]; ok {
			v.Elsewhere = int(q.texts[e].quotes[0])
		}
		for _, id := range q.texts[t].quotes {
			m := v
			m.Quote = int(id)
			// Texts of the same words may still differ in their signs.
			if text := q.quotes[id].Text; text == main.Text {
				m.Changes = nil
			} else if text != q.quotes[q.texts[t].quotes[0]].Text || t == best {
				m.Changes = Difference(main.Text, text)
			}
			c.Members = append(c.Members, m)
		}
	}
	slices.SortStableFunc(c.Members, func(x, y Variant) int {
		return cmp.Or(q.quotes[x.Quote].Time.Compare(q.quotes[y.Quote].Time), cmp.Compare(x.Quote, y.Quote))
	})
	for i, m := range c.Members {
		if m.Quote == int(q.texts[best].quotes[0]) {
			c.Main = i
		}
	}
	return c
}

// words counts the words in which b differs from a: those changed or put in,
// and those left out.
func (c *lineup) words() (changed, missing int) {
	for _, p := range c.pairs {
		switch {
		case p.b < 0:
			missing++
		case p.a < 0 || relate(&c.a[p.a], &c.b[p.b]) == unlike:
			changed++
		}
	}
	return changed, missing
}
