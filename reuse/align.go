package reuse

import (
	"math/bits"
	"slices"
)

// run is a stretch of n words that are the same from a in one text and from b
// in the other.
type run struct{ a, b, n int }

// aligner finds longest common subsequences of words. Its memory is kept from
// one use to the next.
type aligner struct {
	number map[uint32]int32 // of the distinct words of the shorter side
	masks  []uint64         // where each stands in the longer
	rows   []uint64
	runs   []run
}

// Limits that keep an alignment linear in the texts: a gap of more cells than
// maxCells in which no run of anchorWords words occurs once on both sides is not
// looked into.
const (
	maxCells    = 1 << 22
	anchorWords = 5
)

// align returns the runs of words that a and b share, in order: a longest
// common subsequence, exact as long as len(a)·len(b) is at most maxCells, else
// exact between the anchors, which are the runs that are unique in both texts and in
// the same order ("patience difference", B. Cohen).
func (al *aligner) align(a, b Text) []run {
	al.runs = al.runs[:0]
	al.between(a, b, 0, 0, true)
	return al.runs
}

// match adds a run, joined to the last where it goes on.
func (al *aligner) match(a, b, n int) {
	if n == 0 {
		return
	}
	if k := len(al.runs) - 1; k >= 0 {
		if l := &al.runs[k]; l.a+l.n == a && l.b+l.n == b {
			l.n += n
			return
		}
	}
	al.runs = append(al.runs, run{a, b, n})
}

// between aligns a, which begins at word atA of its text, with b at atB.
func (al *aligner) between(a, b Text, atA, atB int, anchored bool) {
	head := 0
	for head < len(a) && head < len(b) && key(a[head]) == key(b[head]) {
		head++
	}
	al.match(atA, atB, head)
	a, b, atA, atB = a[head:], b[head:], atA+head, atB+head
	tail := 0
	for tail < len(a) && tail < len(b) && key(a[len(a)-1-tail]) == key(b[len(b)-1-tail]) {
		tail++
	}
	endA, endB := atA+len(a)-tail, atB+len(b)-tail
	a, b = a[:len(a)-tail], b[:len(b)-tail]
	switch {
	case len(a) == 0 || len(b) == 0:
	case len(a)*len(b) <= maxCells:
		al.exact(a, b, atA, atB)
	case anchored:
		i, j := 0, 0
		for _, r := range anchors(a, b) {
			if r.a < i || r.b < j {
				continue // inside the run before, which grew over it
			}
			al.between(a[i:r.a], b[j:r.b], atA+i, atB+j, false)
			al.match(atA+r.a, atB+r.b, r.n)
			i, j = r.a+r.n, r.b+r.n
		}
		al.between(a[i:], b[j:], atA+i, atB+j, false)
	}
	al.match(endA, endB, tail)
}

// exact finds a longest common subsequence with the bit-parallel algorithm of
// Hyyrö ("Bit-parallel LCS-length computation revisited", AWOCA 2004): a bit
// of a row is 0 where the subsequence grows at that word of the longer text.
// The rows are kept to go back over.
func (al *aligner) exact(a, b Text, atA, atB int) {
	swapped := len(a) > len(b)
	short, long := a, b
	if swapped {
		short, long = b, a
	}
	width := (len(long) + 63) / 64
	if al.number == nil {
		al.number = make(map[uint32]int32)
	}
	clear(al.number)
	for _, w := range short {
		if _, ok := al.number[key(w)]; !ok {
			al.number[key(w)] = int32(len(al.number))
		}
	}
	al.masks = zeroed(al.masks, len(al.number)*width)
	for j, w := range long {
		if n, ok := al.number[key(w)]; ok {
			al.masks[int(n)*width+j/64] |= 1 << (j % 64)
		}
	}
	al.rows = slices.Grow(al.rows[:0], len(short)*width)[:len(short)*width]
	var before []uint64
	for i, w := range short {
		row := al.rows[i*width : (i+1)*width]
		mask := al.masks[int(al.number[key(w)])*width:][:width]
		var carry uint64
		for k := range row {
			v := ^uint64(0)
			if before != nil {
				v = before[k]
			}
			u := v & mask[k]
			var sum uint64
			sum, carry = bits.Add64(v, u, carry)
			row[k] = sum | v&^u
		}
		before = row
	}
	from := len(al.runs)
	for i, j := len(short)-1, len(long)-1; i >= 0 && j >= 0; {
		grows := func(i int) bool { return al.rows[i*width+j/64]>>(j%64)&1 == 0 }
		if !grows(i) {
			j--
			continue
		}
		for i > 0 && grows(i-1) {
			i--
		}
		r := run{atA + i, atB + j, 1}
		if swapped {
			r = run{atA + j, atB + i, 1}
		}
		if k := len(al.runs) - 1; k >= from && al.runs[k].a == r.a+1 && al.runs[k].b == r.b+1 {
			al.runs[k] = run{r.a, r.b, al.runs[k].n + 1}
		} else {
			al.runs = append(al.runs, r)
		}
		i, j = i-1, j-1
	}
	found := al.runs[from:]
	slices.Reverse(found)
	if from > 0 && len(found) > 0 {
		if l, f := &al.runs[from-1], found[0]; l.a+l.n == f.a && l.b+l.n == f.b {
			l.n += f.n
			al.runs = slices.Delete(al.runs, from, from+1)
		}
	}
}

// zeroed returns a slice of n zeros, in the memory of s where that is enough.
func zeroed(s []uint64, n int) []uint64 {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// anchors returns the runs of anchorWords words that occur once in a and once in
// b, as many as lie in one order, each as long as the words stay the same.
func anchors(a, b Text) []run {
	if len(a) < anchorWords || len(b) < anchorWords {
		return nil
	}
	swapped := len(a) > len(b) // the table is of the shorter
	if swapped {
		a, b = b, a
	}
	at := make(map[uint64]run)
	grams(a, func(h uint64, i int) {
		r, ok := at[h]
		if ok {
			i = -1 // not unique
		}
		r.a, r.b = i, -1
		at[h] = r
	})
	grams(b, func(h uint64, j int) {
		r, ok := at[h]
		if !ok || r.a < 0 {
			return
		}
		if r.b >= 0 {
			r.a = -1
		}
		r.b = j
		at[h] = r
	})
	var found []run
	for _, r := range at {
		if r.a >= 0 && r.b >= 0 {
			if swapped {
				r.a, r.b = r.b, r.a
			}
			found = append(found, r)
		}
	}
	if swapped {
		a, b = b, a
	}
	slices.SortFunc(found, func(x, y run) int { return x.a - y.a })
	chain := rising(found, func(r run) int { return r.b })
	var out []run
	for _, r := range chain {
		if k := len(out) - 1; k >= 0 && r.a < out[k].a+out[k].n {
			continue
		}
		for r.a+r.n < len(a) && r.b+r.n < len(b) && key(a[r.a+r.n]) == key(b[r.b+r.n]) {
			r.n++
		}
		out = append(out, r)
	}
	return out
}

// grams calls f with the hash and the place of each run of anchorWords words.
func grams(t Text, f func(h uint64, i int)) {
	for i := 0; i+anchorWords <= len(t); i++ {
		h := uint64(offset64)
		for _, w := range t[i : i+anchorWords] {
			h = (h ^ uint64(key(w))) * rollBase
			h ^= h >> 29
		}
		f(h, i)
	}
}

// rising returns the longest part of a list, in its order, in which at rises: a
// longest increasing subsequence, by patience sorting.
func rising[T any](list []T, at func(T) int) []T {
	var tops []int // the item that each pile ends with
	back := make([]int, len(list))
	for i, r := range list {
		p, _ := slices.BinarySearchFunc(tops, at(r), func(t, b int) int { return at(list[t]) - b })
		back[i] = -1
		if p > 0 {
			back[i] = tops[p-1]
		}
		if p == len(tops) {
			tops = append(tops, i)
		} else {
			tops[p] = i
		}
	}
	var out []T
	if len(tops) > 0 {
		for i := tops[len(tops)-1]; i >= 0; i = back[i] {
			out = append(out, list[i])
		}
	}
	slices.Reverse(out)
	return out
}
