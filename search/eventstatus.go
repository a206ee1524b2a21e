package search

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// AnyStatus returns a query for events without what it says of their status:
// what is known of the events that match, whatever became of them.
func AnyStatus(n *Node) *Node {
	if n == nil {
		return nil
	}
	switch n.Op {
	case Term:
		if n.Field == tokenState {
			return nil
		}
	case And, Or:
		kids := make([]*Node, 0, len(n.Kids))
		for _, k := range n.Kids {
			switch k = AnyStatus(k); {
			case k != nil:
				kids = append(kids, k)
			case n.Op == Or:
				return nil
			}
		}
		if len(kids) == 0 {
			return nil
		}
		if len(kids) == 1 {
			return kids[0]
		}
		c := *n
		c.Kids = kids
		return &c
	case Not:
		k := AnyStatus(n.Kids[0])
		if k == nil {
			return nil
		}
		c := *n
		c.Kids = []*Node{k}
		return &c
	}
	return n
}

// MayHaveStatus reports whether an event of that status can match a query,
// whatever else the query asks of it.
func MayHaveStatus(n *Node, status verbatim.EventStatus) bool {
	yes, _ := statusMatch(n, status)
	return yes
}

// statusMatch says whether n can be so, and whether it can be not so.
func statusMatch(n *Node, status verbatim.EventStatus) (yes, no bool) {
	if n == nil {
		return true, false
	}
	switch n.Op {
	case Term:
		if n.Field != tokenState {
			return true, true
		}
		is := true
		words := Words(string(status))
		for i, w := range n.Words {
			w = strings.TrimPrefix(w, n.Field)
			last := i == len(n.Words)-1
			is = is && i < len(words) && (w == words[i].Fold || n.Prefix && last && strings.HasPrefix(words[i].Fold, w))
		}
		return is, !is
	case And:
		yes = true
		for _, k := range n.Kids {
			y, f := statusMatch(k, status)
			yes, no = yes && y, no || f
		}
		return yes, no
	case Or:
		no = true
		for _, k := range n.Kids {
			y, f := statusMatch(k, status)
			yes, no = yes || y, no && f
		}
		return yes, no
	case Not:
		y, f := statusMatch(n.Kids[0], status)
		return f, y
	}
	return true, true
}
