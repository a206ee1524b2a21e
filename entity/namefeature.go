package entity

// edge words beyond a sentence.
var nameEdge = nameWord{folded: folded{hash: 0x2545f4914f6cdd1d}, tag: 1, run: -1, seen: -1}

func (d *nameDesk) word(i, first, end int32) *nameWord {
	if i < first || i >= end {
		return &nameEdge
	}
	return &d.words[i]
}

// nameMix combines two values.
func nameMix(a, b uint64) uint64 {
	h := (a ^ 0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93
	return (h ^ h>>32 ^ b) * 0xa0761d6478bd642f
}

// nameKey makes the key of feature template t. The table takes the high bits
// for the slot and the low ones for the check.
func nameKey(t, a uint64) uint64 {
	h := (a + t*0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xa0761d6478bd642f
	return h ^ h>>29
}

// edgeClass says which transitions count between token i-1 and i: by whether
// each of them has a capital.
func (d *nameDesk) edgeClass(i int32) uint8 {
	var c uint8
	if d.words[i].cap {
		c = 1
	}
	if i > d.words[i].first && d.words[i-1].cap {
		c |= 2
	}
	return c
}

func few(n uint16) uint64 { return uint64(min(n, 2)) }

// features appends the keys of token i.
func (d *nameDesk) features(k []uint64, i int32) []uint64 {
	w := &d.words[i]
	first, end := w.first, w.end
	p1, p2 := d.word(i-1, first, end), d.word(i-2, first, end)
	n1, n2 := d.word(i+1, first, end), d.word(i+2, first, end)
	look := uint64(w.shape) | uint64(w.start)<<8 | uint64(w.head)<<16
	bits, b1, bn := uint64(w.bits), uint64(p1.bits), uint64(n1.bits)

	k = append(k,
		nameKey(1, w.hash),
		nameKey(2, nameMix(w.hash, look)),
		nameKey(3, p1.hash),
		nameKey(4, n1.hash),
		nameKey(5, p2.hash),
		nameKey(6, n2.hash),
		nameKey(7, nameMix(p1.hash, w.hash)),
		nameKey(8, nameMix(w.hash, n1.hash)),
		nameKey(9, nameMix(p1.hash, n1.hash)),
		nameKey(10, look),
		nameKey(11, uint64(p1.shape)|uint64(w.shape)<<8|uint64(n1.shape)<<16),
		nameKey(12, uint64(p2.shape)|uint64(p1.shape)<<8|uint64(w.shape)<<16),
		nameKey(13, uint64(w.shape)|uint64(n1.shape)<<8|uint64(n2.shape)<<16),
		nameKey(14, nameMix(w.suffix(2), uint64(w.shape))),
		nameKey(15, w.suffix(3)),
		nameKey(16, w.suffix(4)),
		nameKey(17, w.prefix(3)),
		nameKey(18, w.prefix(4)),
		nameKey(19, w.tag),
		nameKey(20, nameMix(p1.tag, w.tag)),
		nameKey(21, nameMix(w.tag, n1.tag)),
		nameKey(22, nameMix(nameMix(p1.tag, w.tag), n1.tag)),
		nameKey(23, nameMix(n1.tag, n2.tag)),
		nameKey(24, nameMix(w.tag, look)),
		nameKey(25, nameMix(p2.tag, p1.tag)),
		nameKey(29, bits),
		nameKey(30, nameMix(bits, look)),
		nameKey(31, nameMix(b1, bits)),
		nameKey(32, nameMix(bits, bn)),
		nameKey(33, nameMix(nameMix(b1, bits), bn)),
		nameKey(34, uint64(w.phrase)<<8|uint64(w.place)),
		nameKey(35, nameMix(uint64(w.phrase)<<8|uint64(w.place), uint64(w.shape)|uint64(n1.shape)<<8)),
		nameKey(36, nameMix(n1.suffix(3), uint64(w.shape))),
		nameKey(37, nameMix(p1.hash, look)),
		nameKey(38, nameMix(n1.hash, look)),
	)

	// The place in the tree: what governs the run, and how.
	top := i
	if w.run >= 0 {
		top = d.runs[w.run].end - 1
	}
	for range 4 {
		h := d.doc.Words[top].Head
		if h < 0 || w.run < 0 || h < first || h >= end || d.words[h].run != w.run {
			break
		}
		top = h
	}
	rel := pack(d.doc.Words[top].Rel)
	lemma, headBits := uint64(0), uint64(0)
	if h := d.doc.Words[top].Head; h >= first && h < end {
		lemma, headBits = foldWord(d.doc.Words[h].Lemma).hash, uint64(d.words[h].bits)
	}
	k = append(k,
		nameKey(40, nameMix(rel, uint64(w.shape))),
		nameKey(41, nameMix(rel, lemma)),
		nameKey(42, lemma),
		nameKey(43, nameMix(rel, headBits)),
		nameKey(44, pack(d.doc.Words[i].Rel)),
	)

	// The run of capitalised words.
	if w.run >= 0 {
		r := &d.runs[w.run]
		before, after := d.word(r.first-1, first, end), d.word(r.end, first, end)
		one, last := &d.words[r.first], &d.words[r.end-1]
		at := uint64(min(i-r.first, 3)) | uint64(min(r.end-1-i, 3))<<4
		size := uint64(min(r.end-r.first, 5))
		k = append(k,
			nameKey(50, at|size<<8),
			nameKey(51, nameMix(last.hash, at&15)),
			nameKey(52, nameMix(one.hash, at>>4)),
			nameKey(53, nameMix(before.hash, at)),
			nameKey(54, nameMix(after.hash, at)),
			nameKey(55, nameMix(before.hash, size)),
			nameKey(56, nameMix(after.hash, size)),
			nameKey(57, nameMix(nameMix(before.tag, after.tag), size)),
			nameKey(58, nameMix(nameMix(uint64(one.bits), uint64(last.bits)), size|at<<8)),
			nameKey(59, nameMix(uint64(before.bits), at|size<<8)),
			nameKey(60, nameMix(nameMix(before.hash, after.hash), size)),
			nameKey(61, nameMix(last.suffix(3), at)),
			nameKey(62, nameMix(nameMix(before.tag, uint64(w.shape)), at|size<<8)),
			nameKey(63, nameMix(nameMix(after.tag, uint64(w.shape)), at|size<<8)),
			nameKey(64, nameMix(d.words[r.from].hash, uint64(min(i-r.from, 3)))),
			nameKey(65, nameMix(d.words[r.to-1].hash, uint64(min(r.to-1-i, 3)))),
			nameKey(66, nameMix(bits, at|size<<8)),
			nameKey(67, nameMix(last.hash, size)),
		)
	} else {
		k = append(k, nameKey(70, nameMix(w.hash, bn)), nameKey(71, nameMix(nameMix(w.hash, b1), bn)),
			nameKey(72, nameMix(nameMix(p1.hash, w.hash), n1.hash)))
	}

	// The rest of the document.
	if w.seen >= 0 {
		s := d.seen.stats[w.seen]
		if w.cap {
			own := func(n *uint16, yes bool) {
				if yes && *n > 0 {
					*n--
				}
			}
			own(&s.within, w.start == 0 && w.head == 0)
			own(&s.given, p1.cap && (p1.bits&ListGiven != 0 || p1.shape == shapeInitial))
			own(&s.titled, i > first && p1.bits&(ListRole|ListHonorific) != 0)
			own(&s.behind, p1.cap)
			own(&s.before, n1.cap)
		}
		use := few(s.within) | few(s.small)<<2 | few(s.given)<<4 | few(s.titled)<<6 | few(s.behind)<<8 | few(s.before)<<10
		k = append(k,
			nameKey(80, use),
			nameKey(81, nameMix(use&15, look)),
			nameKey(82, nameMix(use>>4, look)),
			nameKey(83, nameMix(few(s.given)|few(s.titled)<<2|few(s.behind)<<4, bits)),
			nameKey(84, nameMix(uint64(s.partner), few(s.behind))),
			nameKey(85, nameMix(uint64(s.phrase), uint64(w.phrase))),
			nameKey(86, nameMix(few(s.within)|few(s.small)<<2, bits|uint64(w.start)<<32)),
		)
	}
	return k
}
