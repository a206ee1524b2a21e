package search

import (
	"slices"
	"strings"
)

// Match reports whether a statement with these tokens, published in a minute,
// matches a query. It says the same as the index, without one.
func (n *Node) Match(tokens []string, minute int64) bool {
	return n == nil || n.match(tokens, minute)
}

func (n *Node) match(tokens []string, minute int64) bool {
	switch n.Op {
	case Term:
		return len(n.places(tokens)) > 0
	case Date:
		return n.From <= minute && minute < n.To
	case Near:
		return n.near(tokens)
	case Not:
		return !n.Kids[0].match(tokens, minute)
	case Or:
		return slices.ContainsFunc(n.Kids, func(k *Node) bool { return k.match(tokens, minute) })
	}
	return !slices.ContainsFunc(n.Kids, func(k *Node) bool { return !k.match(tokens, minute) })
}

// places returns where a term begins among tokens.
func (n *Node) places(tokens []string) []int {
	var out []int
	for i := 0; i+len(n.Words) <= len(tokens); i++ {
		if n.at(tokens[i:]) {
			out = append(out, i)
		}
	}
	return out
}

// at reports whether a term stands at the beginning of tokens.
func (n *Node) at(tokens []string) bool {
	last := len(n.Words) - 1
	for j, w := range n.Words {
		if tokens[j] != w && !(j == last && n.Prefix && strings.HasPrefix(tokens[j], w)) {
			return false
		}
	}
	return true
}

// near reports whether all terms stand close together: from the end of each to
// the beginning of the last at most so many words.
func (n *Node) near(tokens []string) bool {
	places := make([][]int, len(n.Kids))
	for i, k := range n.Kids {
		if places[i] = k.places(tokens); len(places[i]) == 0 {
			return false
		}
	}
	// The last of them begins at a place of one of the terms.
	for _, list := range places {
		for _, last := range list {
			if n.around(places, last) {
				return true
			}
		}
	}
	return false
}

// around reports whether each term has a place close before the last.
func (n *Node) around(places [][]int, last int) bool {
	for i, list := range places {
		// The closest place is the one to look at.
		k, found := slices.BinarySearch(list, last)
		if !found {
			k--
		}
		if k < 0 || list[k]+len(n.Kids[i].Words)+n.Within < last {
			return false
		}
	}
	return true
}
