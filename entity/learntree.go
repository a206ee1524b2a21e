package entity

import (
	"fmt"
	"io"
	"slices"

	"github.com/verbatim-record/verbatim/internal/boost"
)

// linkParts is in how many parts the documents are cut, so that what the trees are told of
// the log-linear model's opinion comes from one that has not seen the document.
const linkParts = 4

// treeOptions are the settings of the trees, chosen over folds of all documents.
func treeOptions() boost.Options {
	o := boost.Options{Trees: 150, Leaves: 15, Least: 20, Rate: 0.1, Penalty: 5, Some: 0.6, Bag: 0.8, Ordered: make([]bool, attributes), Seed: 1}
	for a := range o.Ordered {
		o.Ordered[a] = !slices.Contains(unordered[:], a)
	}
	return o
}

func learnTrees(examples []example, of []int, w io.Writer) *boost.Model {
	groups := boost.Groups{Attributes: attributes}
	for part := range linkParts {
		var others []example
		for i := range examples {
			if of[i]%linkParts != part {
				others = append(others, examples[i])
			}
		}
		weights := learnLinear(others, 1, io.Discard)
		for i := range examples {
			e := &examples[i]
			if of[i]%linkParts != part || e.rows == nil {
				continue
			}
			scores := make([]float32, len(e.features))
			for k, features := range e.features {
				for _, f := range features {
					scores[k] += weights[f]
				}
			}
			groups.Begin(e.weight)
			opinions(scores, func(k int, b uint8) { e.rows[k*attributes+aLinear] = b })
			for k := range e.features {
				groups.Add(e.rows[k*attributes:(k+1)*attributes], e.right[k])
			}
		}
	}
	fmt.Fprintf(w, "links: trees for %d pronouns, %d candidates\n", len(groups.Start), len(groups.Right))
	return boost.Learn(&groups, treeOptions())
}

// opinions tells with which probability, as a value of aLinear, each of some scores wins.
func opinions(scores []float32, tell func(int, uint8)) {
	top := slices.Max(scores)
	sum := float32(0)
	for _, s := range scores {
		sum += exp(s - top)
	}
	for k, s := range scores {
		tell(k, opinion(exp(s-top)/sum))
	}
}

// opinion puts a probability in one of 32 values by its logit.
func opinion(p float32) uint8 {
	for b, edge := range opinionEdges {
		if p < edge {
			return uint8(b)
		}
	}
	return uint8(len(opinionEdges))
}

// unlikely is how far below the best candidate, in logits, the linear model has to see one for the trees not to be asked.
const unlikely = 6

var opinionEdges = [...]float32{1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 2e-3, 4e-3, 7e-3, 0.01, 0.015, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.17, 0.21, 0.26, 0.32, 0.38, 0.45, 0.52, 0.6, 0.68, 0.75, 0.82, 0.88, 0.94, 0.98}
