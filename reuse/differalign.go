package reuse

import (
	"slices"
)

// relation is how two units are alike.
type relation uint8

const (
	unlike  relation = iota
	equal            // one key; the words may differ in spelling
	joined           // 's and is, 'd and would
	mistype          // a letter or two apart
	form             // forms of one word
)

// relate compares two units.
func relate(a, b *unit) relation {
	if a.key == b.key {
		return equal
	}
	if a.kind == numberWord || b.kind == numberWord {
		return unlike
	}
	if a.short || b.short {
		x, y := a.key, b.key
		if y == "'s" || y == "'d" {
			x, y = y, x
		}
		if x == "'s" && (y == "is" || y == "has") || x == "'d" && (y == "would" || y == "had") {
			return joined
		}
		if x == "'s" && (y == "are" || y == "have" || y == "was") {
			return form
		}
	}
	if a.kind == auxiliaryWord && b.kind == auxiliaryWord {
		if irregular[a.key] == irregular[b.key] {
			return form
		}
		return unlike
	}
	if a.kind != contentWord || b.kind != contentWord {
		return unlike
	}
	if sameLemma(a.key, b.key) {
		return form
	}
	if nearly(a.key, b.key) {
		return mistype
	}
	return unlike
}

// nearly reports whether one word may be the other mistyped: one edit apart
// (a letter dropped, added, changed, or two turned round), two in long words,
// and not both of them words.
func nearly(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	allowed := 1
	if len(b) >= 9 {
		allowed = 2
	}
	if len(b) < 4 || len(b) > 32 || len(b)-len(a) > allowed || a[0] != b[0] && len(b) < 6 {
		return false
	}
	return editDistance(a, b, allowed) <= allowed && !(realWord(a) && realWord(b))
}

// editDistance is the optimal string alignment distance in bytes, of words of
// at most 32.
func editDistance(a, b string, limit int) int {
	var rows [3][33]int
	for j := 0; j <= len(b); j++ {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur, prev, older := &rows[i%3], &rows[(i-1)%3], &rows[(i+1)%3]
		cur[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			d := prev[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, prev[j]+1, cur[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, older[j-2]+1)
			}
			cur[j] = d
			best = min(best, d)
		}
		if best > limit {
			return best
		}
	}
	return rows[len(a)%3][len(b)]
}

// pair is a step of an alignment: a unit of each side, or of one, the other
// being -1.
type pair struct{ a, b int }

// most cells that one table of an alignment may have: texts of 600 words.
const mostCells = 360_000

// alignUnits returns the best global alignment of two sequences of units, by
// affine gaps (Gotoh, "An improved algorithm for matching biological
// sequences", 1982), those at the ends being cheaper. Long texts are cut
// where they share four words that are in each but once, as a patience diff
// does; what lies between two cuts and is still too long is left unaligned.
func alignUnits(a, b []unit) []pair {
	out := make([]pair, 0, max(len(a), len(b)))
	i, j := 0, 0
	if len(a)*len(b) > mostCells {
		for i < len(a) && i < len(b) && a[i].key == b[i].key {
			out = append(out, pair{i, i})
			i++
		}
		j = i
		for _, c := range fixedPoints(a, b) {
			if c.a < i || c.b < j {
				continue
			}
			out = alignShort(out, a, b, i, c.a, j, c.b)
			for k := range fourWords {
				out = append(out, pair{c.a + k, c.b + k})
			}
			i, j = c.a+fourWords, c.b+fourWords
		}
	}
	return alignShort(out, a, b, i, len(a), j, len(b))
}

const fourWords = 4

// fixedPoints returns where four words begin that each sequence has once, in the
// longest chain that rises on both sides.
func fixedPoints(a, b []unit) []pair {
	type place struct{ at, count int }
	index := func(us []unit) map[uint64]place {
		m := make(map[uint64]place, len(us))
		for i := 0; i+fourWords <= len(us); i++ {
			h := gramHash(us[i : i+fourWords])
			p := m[h]
			m[h] = place{i, p.count + 1}
		}
		return m
	}
	inA, inB := index(a), index(b)
	var pairs []pair
	for h, p := range inA {
		if q := inB[h]; p.count == 1 && q.count == 1 {
			pairs = append(pairs, pair{p.at, q.at})
		}
	}
	slices.SortFunc(pairs, func(x, y pair) int { return x.a - y.a })
	return rising(pairs, func(p pair) int { return p.b })
}

// gramHash returns one hash for a run of units.
func gramHash(us []unit) uint64 {
	h := uint64(offset64)
	for i := range us {
		h = (h ^ hashOf(us[i].key)) * prime64
	}
	return finish(h)
}

// Scores of an alignment. Words that say something weigh twice.
const (
	hit        = 3
	openGap    = -4
	extendGap  = -1
	openAtEnd  = -3
	unlikePair = -3
	noScore    = -1 << 29
)

func kindWeight(k kind) int {
	switch k {
	case contentWord, numberWord, negationWord:
		return 2
	}
	return 1
}

func unitScore(a, b *unit) int {
	switch relate(a, b) {
	case equal:
		if a.bracket != b.bracket {
			return hit
		}
		return hit * kindWeight(a.kind)
	case joined:
		return hit - 1
	case form, mistype:
		return hit*kindWeight(a.kind) - 2
	}
	switch {
	case a.kind == b.kind && (a.kind == numberWord || a.kind == modalWord || a.kind == pronounWord || a.kind == auxiliaryWord):
		return -1
	case a.kind == b.kind:
		return -2
	case (a.kind == contentWord || a.kind == negationWord) != (b.kind == contentWord || b.kind == negationWord):
		return unlikePair - 2
	}
	return unlikePair
}

// alignShort appends the alignment of a[i0:i1] with b[j0:j1].
func alignShort(out []pair, a, b []unit, i0, i1, j0, j1 int) []pair {
	n, m := i1-i0, j1-j0
	if n == 0 || m == 0 || n*m > mostCells {
		for i := i0; i < i1; i++ {
			out = append(out, pair{i, -1})
		}
		for j := j0; j < j1; j++ {
			out = append(out, pair{-1, j})
		}
		return out
	}
	const (
		inPair = iota
		inA    // a unit of a alone
		inB
	)
	width := m + 1
	from := make([]uint8, (n+1)*width) // two bits for each of the three states
	cur := [3][]int32{make([]int32, width), make([]int32, width), make([]int32, width)}
	prev := [3][]int32{make([]int32, width), make([]int32, width), make([]int32, width)}
	best := func(x, y, z int32) (int32, uint8) {
		if x >= y && x >= z {
			return x, inPair
		}
		if y >= z {
			return y, inA
		}
		return z, inB
	}
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			var choice uint8
			pairScore, aScore, bScore := int32(noScore), int32(noScore), int32(noScore)
			if i == 0 && j == 0 {
				pairScore = 0
			}
			if i > 0 && j > 0 {
				v, c := best(prev[inPair][j-1], prev[inA][j-1], prev[inB][j-1])
				pairScore = v + int32(unitScore(&a[i0+i-1], &b[j0+j-1]))
				choice |= c
			}
			// A gap before the first or behind the last unit of the other
			// side costs to open only.
			if i > 0 {
				open, extend := int32(openGap), int32(extendGap)
				if j0+j == 0 || j0+j == len(b) {
					open, extend = openAtEnd, 0
				}
				v, c := best(prev[inPair][j]+open, prev[inA][j]+extend, prev[inB][j]+open)
				aScore = v
				choice |= c << 2
			}
			if j > 0 {
				open, extend := int32(openGap), int32(extendGap)
				if i0+i == 0 || i0+i == len(a) {
					open, extend = openAtEnd, 0
				}
				v, c := best(cur[inPair][j-1]+open, cur[inA][j-1]+open, cur[inB][j-1]+extend)
				bScore = v
				choice |= c << 4
			}
			cur[inPair][j], cur[inA][j], cur[inB][j] = pairScore, aScore, bScore
			from[i*width+j] = choice
		}
		cur, prev = prev, cur
	}
	i, j := n, m
	_, state := best(prev[inPair][m], prev[inA][m], prev[inB][m])
	start := len(out)
	for i > 0 || j > 0 {
		choice := from[i*width+j]
		switch state {
		case inPair:
			out = append(out, pair{i0 + i - 1, j0 + j - 1})
			state = choice & 3
			i, j = i-1, j-1
		case inA:
			out = append(out, pair{i0 + i - 1, -1})
			state = choice >> 2 & 3
			i--
		default:
			out = append(out, pair{-1, j0 + j - 1})
			state = choice >> 4 & 3
			j--
		}
	}
	slices.Reverse(out[start:])
	return out
}
