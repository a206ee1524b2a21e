package search

import (
	"fmt"
	"strings"
)

// Plan is a query as the index is asked.
type Plan struct {
	Root *Node // nil matches everything
	// Match is the expression for FTS5's MATCH.
	Match string
	// From and To are the range of time, in minutes: [From, To).
	From, To int64
	// All says that the plain range is asked: nothing but dates is.
	All bool

	everything string // an expression that all match
}

// everything is an expression that every statement matches: each has a kind.
var everything = func() string {
	var parts []string
	for _, k := range kinds {
		parts = append(parts, `"`+tokenKind+k+`"`)
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}()

// KindTokens returns the tokens of the kinds, of which every statement has one.
func KindTokens() []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = tokenKind + k
	}
	return out
}

// NewPlan makes a plan of a query. Without old, statements that stand with the
// same words in a newer revision of their article are left out.
func NewPlan(root *Node, old bool) Plan { return newPlan(root, old, everything) }

func newPlan(root *Node, old bool, everything string) Plan {
	p := Plan{Root: root, From: Earliest, To: Latest, everything: everything}
	match := ""
	if root != nil {
		match = p.expression(root)
	}
	p.All = match == ""
	if p.All {
		match = p.everything
	}
	if !old {
		match = "(" + match + ` NOT "` + OldToken + `")`
	}
	p.Match = match
	return p
}

// expression compiles a node; the empty string matches everything.
func (p *Plan) expression(n *Node) string {
	switch n.Op {
	case Term:
		return phrase(n)
	case Date:
		p.From, p.To = max(p.From, n.From), min(p.To, n.To)
		return ""
	case Near:
		var parts []string
		for _, kid := range n.Kids {
			parts = append(parts, phrase(kid))
		}
		return fmt.Sprintf("NEAR(%s, %d)", strings.Join(parts, " "), n.Within)
	case Or:
		var parts []string
		for _, kid := range n.Kids {
			parts = append(parts, p.expression(kid))
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	case Not:
		return "(" + p.everything + " NOT " + p.expression(n.Kids[0]) + ")"
	}
	// FTS5's NOT is between two expressions.
	var with, without []string
	for _, kid := range n.Kids {
		if kid.Op == Not {
			without = append(without, p.expression(kid.Kids[0]))
		} else if e := p.expression(kid); e != "" {
			with = append(with, e)
		}
	}
	e := strings.Join(with, " AND ")
	switch {
	case len(with) > 1:
		e = "(" + e + ")"
	case len(with) == 0 && len(without) > 0:
		e = p.everything
	}
	for _, w := range without {
		e = "(" + e + " NOT " + w + ")"
	}
	return e
}

// phrase writes a term. Folded words have no quotation marks in them.
func phrase(n *Node) string {
	s := `"` + strings.Join(n.Words, " ") + `"`
	if n.Prefix {
		s += " *"
	}
	return s
}
