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

var nameHashParen = foldWord("(").hash

// runEnd returns the last word of the run that begins at token i.
func (d *nameDesk) runEnd(i int32) *nameWord { return &d.words[d.runs[d.words[i].run].end-1] }

// first8 is the first letter, as far as it is ASCII.
func (f *folded) first8() uint64 { return f.prefix(1) }

func fewUses(n uint16) uint64 { return uint64(min(n, 2)) }

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
	rel := packTag(d.doc.Words[top].Rel)
	lemma, headBits := uint64(0), uint64(0)
	if h := d.doc.Words[top].Head; h >= first && h < end {
		lemma, headBits = foldWord(d.doc.Words[h].Lemma).hash, uint64(d.words[h].bits)
	}
	k = append(k,
		nameKey(40, nameMix(rel, uint64(w.shape))),
		nameKey(41, nameMix(rel, lemma)),
		nameKey(42, lemma),
		nameKey(43, nameMix(rel, headBits)),
		nameKey(44, packTag(d.doc.Words[i].Rel)),
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
			nameKey(68, nameMix(nameMix(one.hash, last.hash), at)),
			nameKey(69, uint64(last.bits&(ListOrgNoun|ListPlaceNoun|ListGiven|ListSurname|ListPeople))|at<<16|size<<24),
			nameKey(101, nameMix(uint64(last.bits&(ListOrgNoun|ListPlaceNoun)), nameMix(before.hash, size))),
			nameKey(102, uint64(d.words[r.to-1].bits&(ListOrgNoun|ListPlaceNoun))|uint64(min(r.to-r.from, 7))<<16|uint64(min(i-r.from, 3))<<24),
		)
		if r.from < r.to && (r.from < r.first || r.end < r.to) {
			// What the wider run calls itself: "Party" of "Communist Party of Sri Lanka".
			part := uint64(1)
			if r.from == r.first {
				part = 0
			}
			head := d.runEnd(r.from)
			k = append(k,
				nameKey(73, nameMix(head.hash, part)),
				nameKey(74, nameMix(head.hash, part<<8|at)),
				nameKey(75, nameMix(nameMix(head.hash, last.hash), part)),
				nameKey(76, nameMix(nameMix(before.hash, head.hash), at)),
				nameKey(77, nameMix(uint64(head.bits), uint64(one.bits)|part<<32)),
				nameKey(103, uint64(head.bits&(ListOrgNoun|ListPlaceNoun|ListRole))|part<<16|at<<24|uint64(w.shape)<<32),
			)
		}
		if before.hash == nameHashParen && r.first-2 >= first && d.words[r.first-2].run >= 0 {
			// "Social Democratic and Labour Party (SDLP)"
			o := &d.runs[d.words[r.first-2].run]
			name := &d.words[o.end-1]
			short := uint64(0)
			if d.words[o.from].first8() == w.first8() {
				short = 1
			}
			k = append(k,
				nameKey(78, nameMix(name.hash, uint64(w.shape)|size<<8|short<<16)),
				nameKey(79, nameMix(uint64(name.bits), uint64(w.shape)|size<<8|short<<16)),
				nameKey(90, nameMix(uint64(min(o.end-o.first, 3))|short<<16, uint64(w.shape)|size<<8)),
			)
		}
	} else {
		// A small word between capitalised ones.
		a, z := i-1, i+1
		for a > first && a > i-longestGap && !d.words[a].cap {
			a--
		}
		for z < end-1 && z < i+longestGap && !d.words[z].cap {
			z++
		}
		left, right := d.word(a, first, end), d.word(z, first, end)
		far := uint64(min(i-a, 3)) | uint64(min(z-i, 3))<<4
		k = append(k, nameKey(70, nameMix(w.hash, bn)), nameKey(71, nameMix(nameMix(w.hash, b1), bn)),
			nameKey(72, nameMix(nameMix(p1.hash, w.hash), n1.hash)),
			nameKey(91, nameMix(nameMix(left.hash, w.hash), far)),
			nameKey(92, nameMix(nameMix(w.hash, right.hash), far)),
			nameKey(93, nameMix(nameMix(left.hash, w.hash), right.hash)),
			nameKey(94, nameMix(nameMix(uint64(left.bits), w.hash), uint64(right.bits))),
			nameKey(95, nameMix(nameMix(left.suffix(3), w.hash), right.suffix(3))),
		)
		if left.run >= 0 && right.run >= 0 {
			l, r := &d.runs[left.run], &d.runs[right.run]
			sizes := uint64(min(l.end-l.first, 3)) | uint64(min(r.end-r.first, 3))<<4
			before, after := d.word(l.first-1, first, end), d.word(r.end, first, end)
			k = append(k,
				nameKey(96, nameMix(w.hash, sizes)),
				nameKey(104, nameMix(w.hash, uint64(d.words[l.end-1].bits&(ListOrgNoun|ListPlaceNoun|ListRole))|uint64(d.words[r.end-1].bits&(ListOrgNoun|ListPlaceNoun|ListRole))<<16)),
				nameKey(97, nameMix(nameMix(w.hash, before.hash), sizes)),
				nameKey(98, nameMix(nameMix(w.hash, after.hash), sizes)),
				nameKey(99, nameMix(nameMix(d.words[l.first].hash, w.hash), sizes)),
				nameKey(100, nameMix(nameMix(w.hash, d.words[r.end-1].hash), sizes)),
			)
		}
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
		use := fewUses(s.within) | fewUses(s.small)<<2 | fewUses(s.given)<<4 | fewUses(s.titled)<<6 | fewUses(s.behind)<<8 | fewUses(s.before)<<10
		k = append(k,
			nameKey(80, use),
			nameKey(81, nameMix(use&15, look)),
			nameKey(82, nameMix(use>>4, look)),
			nameKey(83, nameMix(fewUses(s.given)|fewUses(s.titled)<<2|fewUses(s.behind)<<4, bits)),
			nameKey(84, nameMix(uint64(s.partner), fewUses(s.behind))),
			nameKey(85, nameMix(uint64(s.phrase), uint64(w.phrase))),
			nameKey(86, nameMix(fewUses(s.within)|fewUses(s.small)<<2, bits|uint64(w.start)<<32)),
		)
	}
	return k
}
