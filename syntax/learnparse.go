package syntax

import (
	"math/rand/v2"
	"slices"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// learnParser learns to choose moves and relations. The oracle is dynamic: the
// parser mostly follows its own choices, right or wrong, and is taught at each
// step which moves lose no further arc.
func (l *learning) learnParser(seed uint64) (moves, relations *linear.Learner) {
	moves, relations = linear.NewLearner(3, l.Least), linear.NewLearner(len(l.rels)-1, l.Least)
	r := rand.New(rand.NewPCG(seed, 2))
	order := slices.Clone(l.data)
	var keys [moveFeatures]uint64
	var relKeys [relFeatures]uint64
	scores, relScores := make([]int32, 3), make([]int32, len(l.rels)-1)
	var s state
	kinds := kindsOf(l.tags)
	for round := range l.ParseRounds {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, e := range order {
			s.reset(e.forms, e.words, e.guess, kinds)
			for !s.done() {
				if len(s.stack) == 0 {
					s.shift()
					continue
				}
				s.moveKeys(&keys)
				moves.Score(keys[:], scores)
				move := -1             // the best move
				right, wrong := -1, -1 // the best of those that lose least, and of the others
				var costs [3]int
				least := 1 << 30
				for c := range 3 {
					if !s.can(c) {
						continue
					}
					if move < 0 || scores[c] > scores[move] {
						move = c
					}
					costs[c] = s.cost(c, e.head)
					least = min(least, costs[c])
				}
				for c := range 3 {
					if !s.can(c) {
						continue
					}
					if costs[c] == least {
						if right < 0 || scores[c] > scores[right] {
							right = c
						}
					} else if wrong < 0 || scores[c] > scores[wrong] {
						wrong = c
					}
				}
				if wrong >= 0 && scores[right]-scores[wrong] <= int32(l.ParseMargin) {
					moves.Update(keys[:], right, wrong)
				}
				if costs[move] != least && (round == 0 || r.IntN(10) == 0) {
					move = right
				}
				if move == shift {
					s.shift()
					continue
				}
				head, dep := s.arc(move)
				if head == s.root() {
					break
				}
				s.relKeys(&relKeys, head, dep)
				relations.Score(relKeys[:], relScores)
				rel := best(relScores)
				if want := int(e.rel[dep]); head == e.head[dep] && want < len(relScores) {
					if rival := rivalOf(relScores, want); relScores[want]-relScores[rival] <= int32(l.ParseMargin) {
						relations.Update(relKeys[:], want, rival)
					}
				}
				s.attach(head, dep, uint8(rel))
			}
			moves.Tick()
			relations.Tick()
		}
	}
	return moves, relations
}

// cost returns how many arcs of the treebank, given by the heads, can no
// longer be drawn after a move (Goldberg and Nivre 2013, section 4.2).
func (s *state) cost(move int, heads []int32) int {
	top, next, root := s.top(0), s.next, s.root()
	gold := func(i int32) int32 {
		if i == root {
			return -1
		}
		return heads[i]
	}
	cost := 0
	switch move {
	case shift:
		// The next token loses what is on the stack: as head, all but the
		// top; as dependent, everything.
		for i, t := range s.stack {
			if heads[t] == next || i < len(s.stack)-1 && gold(next) == t {
				cost++
			}
		}
	case leftArc, rightArc:
		// The top loses its dependents in the buffer, and every head but the
		// one that it gets.
		h := heads[top]
		switch {
		case move == leftArc && (h > next || h == s.top(1)), move == rightArc && h >= next:
			cost++
		}
		for i := next; i < root; i++ {
			if heads[i] == top {
				cost++
			}
		}
	}
	return cost
}
