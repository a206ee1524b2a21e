package search

// Score says how relevant a statement with these words is that matches a query: how many of the
// words and phrases that are asked for it has, how much of it they are, and how
// close together they stand. It lies between 0 and 3.
//
// Statements are a sentence or two, in which a word's frequency tells little
// and every hit of a conjunction has the same words, so that the weights of
// BM25 would only tell their lengths apart, at the price of counting each
// word in the whole record first.
func Score(n *Node, said []string) float64 {
	terms := Wanted(n)
	places := make([][]int, len(terms))
	for i, t := range terms {
		places[i] = t.places(said)
	}
	return ScoreOf(terms, places, len(said))
}

// Wanted returns the words and phrases of the content that a query asks for.
func Wanted(n *Node) []*Node {
	var terms []*Node
	n.wanted(&terms)
	return terms
}

// ScoreOf is Score by the places at which a statement of so many words has each
// of the terms that are asked for.
func ScoreOf(terms []*Node, places [][]int, said int) float64 {
	if len(terms) == 0 || said == 0 {
		return 0
	}
	found, hits, first, last := 0, 0, said, 0
	for i, t := range terms {
		if len(places[i]) == 0 {
			continue
		}
		found++
		hits += len(places[i]) * len(t.Words)
		// The first place of each tells roughly how far they are apart.
		first, last = min(first, places[i][0]), max(last, places[i][0]+len(t.Words))
	}
	if found == 0 {
		return 0
	}
	score := float64(found)/float64(len(terms)) + min(1, float64(hits)/float64(said+8)*4)
	if found > 1 {
		score += 1 / float64(1+max(0, last-first-found))
	}
	return score
}

// tightWords is how close words stand in the hits that are looked for first.
const tightWords = 4

// Tighten returns a narrower query whose hits are likely to be the most
// relevant of n's: with all the words of alternatives, or with the words close
// together. It is nil where there is none.
func Tighten(n *Node) *Node {
	if n == nil {
		return nil
	}
	plain := func(k *Node) bool { return k.Op == Term && k.Field == "" }
	switch n.Op {
	case Or:
		for _, k := range n.Kids {
			if !plain(k) {
				return nil
			}
		}
		return &Node{Op: And, Kids: n.Kids, At: n.At}
	case And:
		near := &Node{Op: Near, Within: tightWords, At: n.At}
		rest := &Node{Op: And, At: n.At}
		for _, k := range n.Kids {
			if plain(k) {
				near.Kids = append(near.Kids, k)
				continue
			}
			if k.Op == Or {
				if t := Tighten(k); t != nil {
					k = t
				}
			}
			rest.Kids = append(rest.Kids, k)
		}
		if len(near.Kids) < 2 {
			return nil
		}
		if len(rest.Kids) == 0 {
			return near
		}
		rest.Kids = append([]*Node{near}, rest.Kids...)
		return rest
	}
	return nil
}
