package quote

import (
	"math"
)

// calibrate measures on unseen folds how often the winner of a group is right,
// by its probability of being a statement, and makes that monotone (pool
// adjacent violators, Zadrozny and Elkan 2002).
func calibrate(groups []group, learners []rankLearner) [21]float32 {
	var right, all [21]float64
	for i := range groups {
		g := &groups[i]
		l := &learners[g.fold]
		var logits []float32
		for k := range g.options {
			logits = append(logits, l.score(&g.options[k]))
		}
		_, none := softmax(logits)
		best := 0
		for k := range logits {
			if logits[k] > logits[best] {
				best = k
			}
		}
		bin := int(math.Round(float64(20 * (1 - none))))
		all[bin]++
		if len(g.right) > 0 && g.right[best] {
			right[bin]++
		}
	}
	// Pool neighbours until the rates rise.
	type block struct{ right, all, bins float64 }
	var blocks []block
	for k := range all {
		blocks = append(blocks, block{right[k] + 0.5*float64(k)/20, all[k] + 0.5, 1})
		for n := len(blocks); n > 1 && blocks[n-2].right/blocks[n-2].all > blocks[n-1].right/blocks[n-1].all; n-- {
			b, a := blocks[n-1], blocks[n-2]
			blocks = append(blocks[:n-2], block{a.right + b.right, a.all + b.all, a.bins + b.bins})
		}
	}
	var out [21]float32
	k := 0
	for _, b := range blocks {
		for range int(b.bins) {
			out[k] = float32(b.right / b.all)
			k++
		}
	}
	return out
}
