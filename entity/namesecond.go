package entity

import "github.com/verbatim-record/verbatim/internal/crf"

// A second look (Krishnan and Manning 2006): the first labels of the whole
// document say what a word is elsewhere, what an acronym stands for, and what
// the neighbours in an enumeration are. A second field adds to the scores of
// the first what that is worth.

// foundName is a name of the first look: tokens [first, end) of a type.
type foundName struct {
	first, end int32
	kind       uint8
}

// useStat counts how the first look labels the uses of a word.
type useStat struct {
	types [typeCount + 1]uint16 // outside first
	alone [typeCount]uint16     // a name of this one word
	last  [typeCount]uint16     // the last of several
	lead  [typeCount]uint16     // the first of several, or within
}

// first labels all chains by the first field, and keeps the scores.
func (d *nameDesk) firstLook(m *Model) {
	total := int32(0)
	for _, c := range d.chains {
		total += c.last - c.first
	}
	d.node = roomFor(d.node, int(total))
	d.class = roomFor(d.class, int(total))
	d.back = roomFor(d.back, int(total))
	d.path = roomFor(d.path, int(total))
	at := 0
	for _, c := range d.chains {
		n := int(c.last - c.first)
		for i := range n {
			t := c.first + int32(i)
			d.keys = d.features(d.keys[:0], t)
			var sum [crf.BroadLabels]int32
			m.field.Sum(d.keys, &sum)
			for y, s := range sum {
				d.node[at+i][y] = float32(s) * m.field.Scale
			}
			d.class[at+i] = d.edgeClass(t)
		}
		m.edges.Best(d.node[at:at+n], d.class[at:at+n], d.back, d.path[at:at+n])
		at += n
	}
}

// gather counts what the first look found.
func (d *nameDesk) gather() {
	d.found = d.found[:0]
	d.uses = roomFor(d.uses, len(d.seen.stats))
	clear(d.uses)
	d.short.reset(len(d.chains))
	d.shortKind = d.shortKind[:0]
	at := 0
	for _, c := range d.chains {
		n := int(c.last - c.first)
		path := d.path[at : at+n]
		at += n
		for i := 0; i < n; {
			y := path[i]
			t := c.first + int32(i)
			if y == 0 {
				if w := &d.words[t]; w.cap && w.seen >= 0 {
					bumpUse(&d.uses[w.seen].types[0])
				}
				i++
				continue
			}
			end := nameEnd(path, i)
			d.note(foundName{t, c.first + int32(end), (y - 1) / 2})
			i = end
		}
	}
	d.neighbours()
}

// nameEnd returns where the name that begins at path[i] ends.
func nameEnd(path []uint8, i int) int {
	further := (path[i] + 1) &^ 1
	i++
	for i < len(path) && path[i] == further {
		i++
	}
	return i
}

// note counts a name and what its words make of it.
func (d *nameDesk) note(f foundName) {
	d.found = append(d.found, f)
	var letters folded
	letters.hash = foldStart
	capitals := 0
	for t := f.first; t < f.end; t++ {
		w := &d.words[t]
		if !w.cap {
			continue
		}
		letters.put(byte(w.prefix(1)))
		capitals++
		if w.seen < 0 {
			continue
		}
		u := &d.uses[w.seen]
		bumpUse(&u.types[f.kind+1])
		switch {
		case f.end-f.first == 1:
			bumpUse(&u.alone[f.kind])
		case t == f.end-1:
			bumpUse(&u.last[f.kind])
		default:
			bumpUse(&u.lead[f.kind])
		}
	}
	if capitals >= 2 && f.kind != typePerson {
		n := d.short.at(letters.hash^letters.hash>>32, true)
		if int(n) == len(d.shortKind) {
			d.shortKind = append(d.shortKind, f.kind)
		}
	}
}

// Separators of neighbours in an enumeration.
const (
	sepNone = iota
	sepComma
	sepAnd
	sepCommaAnd
	sepParen
)

// neighbours sets for each token the names before and behind it that only a
// comma, an "and" or a bracket parts from its own name or, where it has none,
// from itself.
func (d *nameDesk) neighbours() {
	d.side = roomFor(d.side, len(d.words))
	for _, c := range d.chains {
		for t := c.first; t < c.last; t++ {
			d.side[t] = [2]uint8{}
		}
	}
	for k := 1; k < len(d.found); k++ {
		a, b := &d.found[k-1], &d.found[k]
		if d.words[a.first].first != d.words[b.first].first {
			continue // of different sentences
		}
		sep := d.separator(a.end, b.first)
		if sep == sepNone {
			continue
		}
		for t := b.first; t < b.end; t++ {
			d.side[t][0] = sep<<3 | (a.kind + 1)
		}
		for t := a.first; t < a.end; t++ {
			d.side[t][1] = sep<<3 | (b.kind + 1)
		}
	}
}

// separator says what stands between tokens [first, end).
func (d *nameDesk) separator(first, end int32) uint8 {
	if end-first > 3 {
		return sepNone
	}
	comma, and := false, false
	for t := first; t < end; t++ {
		w := &d.words[t]
		switch {
		case w.hash == nameHashComma:
			comma = true
		case w.tag == tagCC:
			and = true
		case w.hash == nameHashParen:
			return sepParen
		case w.tag == tagDT:
		default:
			return sepNone
		}
	}
	switch {
	case comma && and:
		return sepCommaAnd
	case comma:
		return sepComma
	case and:
		return sepAnd
	}
	return sepNone
}

var nameHashComma = foldWord(",").hash

// most returns the most frequent of the counts and one more than its place, or 0, and
// whether it has nearly all.
func mostUsed(counts []uint16) (place uint64, sure uint64) {
	total, top := 0, 0
	for k, n := range counts {
		total += int(n)
		if int(n) > top {
			top = int(n)
			place = uint64(k) + 1
		}
	}
	if total > 0 && 5*top >= 4*total {
		sure = 1
	}
	if total >= 3 {
		sure |= 2
	}
	return place, sure
}

// secondFeatures appends the keys of token i, which the first look gave label y
// as part of the found name f (nil: none).
func (d *nameDesk) secondFeatures(k []uint64, i int32, y uint8, f *foundName) []uint64 {
	w := &d.words[i]
	look := uint64(y) | uint64(w.shape)<<8
	size := uint64(0)
	if f != nil {
		size = uint64(min(f.end-f.first, 4))
	}
	if w.cap && w.seen >= 0 {
		u := d.uses[w.seen]
		drop := func(n *uint16) {
			if *n > 0 {
				*n--
			}
		}
		if f == nil {
			drop(&u.types[0])
		} else {
			drop(&u.types[f.kind+1])
			switch {
			case f.end-f.first == 1:
				drop(&u.alone[f.kind])
			case i == f.end-1:
				drop(&u.last[f.kind])
			default:
				drop(&u.lead[f.kind])
			}
		}
		place, sure := mostUsed(u.types[:])
		alone, _ := mostUsed(u.alone[:])
		last, _ := mostUsed(u.last[:])
		lead, _ := mostUsed(u.lead[:])
		if place != 0 {
			k = append(k,
				nameKey(201, look|place<<16|sure<<24),
				nameKey(202, uint64(y)|alone<<16|last<<20|lead<<24|size<<28),
				nameKey(203, uint64(y)|place<<16|uint64(w.start)<<24|size<<28),
				nameKey(204, uint64(y)|last<<16|size<<20|uint64(w.shape)<<24),
				nameKey(205, uint64(y)|lead<<16|size<<20),
				nameKey(206, uint64(y)|alone<<16|size<<20),
			)
		}
		if (w.shape == shapeUpper || w.shape == shapeCamel) && w.n >= 2 {
			if n := d.short.at(w.hash, false); n >= 0 {
				k = append(k, nameKey(207, uint64(y)|uint64(d.shortKind[n]+1)<<16))
			}
		}
	}
	s := d.side[i]
	if s == ([2]uint8{}) {
		return k
	}
	k = append(k,
		nameKey(208, uint64(y)|uint64(s[0])<<8),
		nameKey(209, uint64(y)|uint64(s[1])<<8),
		nameKey(210, uint64(y)|uint64(s[0])<<8|uint64(s[1])<<16),
		nameKey(211, nameMix(uint64(y)|uint64(s[0])<<8|uint64(s[1])<<16, uint64(w.bits))),
		nameKey(212, look|uint64(s[0])<<16|size<<28),
		nameKey(213, look|uint64(s[1])<<16|size<<28),
	)
	return k
}

// secondLook labels the chains again.
func (d *nameDesk) secondLook(m *Model) {
	d.gather()
	at, next := 0, 0
	for _, c := range d.chains {
		n := int(c.last - c.first)
		for i := range n {
			t := c.first + int32(i)
			for next < len(d.found) && d.found[next].end <= t {
				next++
			}
			var f *foundName
			if next < len(d.found) && d.found[next].first <= t {
				f = &d.found[next]
			}
			d.keys = d.secondFeatures(d.keys[:0], t, d.path[at+i], f)
			var sum [crf.BroadLabels]int32
			m.second.Sum(d.keys, &sum)
			for y, s := range sum {
				d.node[at+i][y] += float32(s) * m.second.Scale
			}
		}
		m.secondEdges.Best(d.node[at:at+n], d.class[at:at+n], d.back, d.path[at:at+n])
		at += n
	}
}
