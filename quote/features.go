package quote

// The features of the token labeller. Each is a template number mixed with
// hashes of what stands at the token and around it.

// bucket makes few classes of a count.
func bucket(n int32) uint64 {
	switch {
	case n <= 4:
		return uint64(max(n, 0))
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 24:
		return 8
	case n <= 49:
		return 9
	}
	return 10
}

// emitter gathers the features of one token.
type emitter struct {
	out []uint64
}

func (e *emitter) add(template, a uint64) {
	h := (a + template*0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93
	h ^= h >> 32
	e.out = append(e.out, h*0xd6e8feb86659fd93)
}

// context adds what the labeller and the role finder both look at: the words
// around token i and its place in the tree and in the quotation marks.
func (v *view) context(e *emitter, i int32) {
	w := &v.tok[i]
	f, l := w.first, w.last
	p1, p2, n1, n2 := v.at(i-1, f, l), v.at(i-2, f, l), v.at(i+1, f, l), v.at(i+2, f, l)
	e.add(1, w.word)
	e.add(2, p1.word)
	e.add(3, n1.word)
	e.add(4, p2.word)
	e.add(5, n2.word)
	e.add(6, w.lemma)
	e.add(7, mix(p1.word, w.word))
	e.add(8, mix(w.word, n1.word))
	e.add(9, w.tag)
	e.add(10, mix(p1.tag, w.tag))
	e.add(11, mix(w.tag, n1.tag))
	e.add(12, mix(mix(p1.tag, w.tag), n1.tag))
	e.add(13, mix(mix(p2.tag, p1.tag), w.tag))
	e.add(14, mix(mix(w.tag, n1.tag), n2.tag))
	e.add(15, w.suffix)
	e.add(16, mix(w.shape, p1.shape))
	e.add(17, mix(mix(n1.word, n2.word), 1))
	e.add(18, mix(mix(p2.word, p1.word), 2))

	// The tree.
	head := &outside
	if w.head >= 0 {
		head = &v.tok[w.head]
	}
	grand := &outside
	if head.head >= 0 {
		grand = &v.tok[head.head]
	}
	side := uint64(0)
	if w.head > i {
		side = 1
	}
	e.add(20, mix(w.rel, side))
	e.add(21, mix(w.rel, head.lemma))
	e.add(22, mix(mix(w.rel, head.tag), w.tag))
	e.add(23, mix(w.lemma, w.kids))
	e.add(24, mix(w.tag, w.kids))
	e.add(25, mix(mix(w.rel, head.rel), grand.lemma))
	e.add(26, mix(mix(w.rel, head.lemma), w.lemma))
	e.add(27, mix(head.kids, mix(w.rel, head.tag)))
	if w.head >= 0 {
		e.add(28, mix(bucket(max(i-w.head, w.head-i)), mix(side, head.tag)))
	}
	if w.subject >= 0 {
		s := &v.tok[w.subject]
		e.add(29, mix(s.lemma, w.lemma))
		e.add(30, mix(s.tag, w.lemma))
	}
	if v.words[i].Rel == "nsubj" || v.words[i].Rel == "nsubj:pass" {
		e.add(31, mix(head.lemma, mix(w.tag, head.kids)))
		e.add(32, mix(head.lemma, w.lemma))
	}

	// Edges of the subtrees that begin and end here: where a clause or a noun
	// phrase could begin or end.
	v.edges(e, i)

	// Quotation marks.
	v.quoting(e, i, w, p1, n1)
}

// edges adds, for each ancestor whose first or last token is i, what it is and
// what governs it.
func (v *view) edges(e *emitter, i int32) {
	a := i
	starts, ends := true, true
	for range 6 {
		t := &v.tok[a]
		starts = starts && t.left == i
		ends = ends && t.right == i
		if !starts && !ends || t.head < 0 {
			break
		}
		h := &v.tok[t.head]
		if h.pos == posVerb || h.pos == posNoun || h.pos == posAdjective {
			side := uint64(0)
			if t.head > a {
				side = 1
			}
			if starts && t.left == i {
				e.add(40, mix(mix(t.rel, h.lemma), side))
				e.add(41, mix(mix(t.rel, h.tag), mix(uint64(t.pos), side)))
				e.add(42, mix(t.rel, mix(uint64(h.prior), side)))
			}
			if ends && t.right == i {
				e.add(43, mix(mix(t.rel, h.lemma), side))
				e.add(44, mix(mix(t.rel, h.tag), mix(uint64(t.pos), side)))
				e.add(45, mix(t.rel, mix(uint64(h.prior), side)))
			}
		}
		a = t.head
	}
	// The clauses around the token, from the inside out.
	a = i
	level := uint64(0)
	for range 24 {
		t := &v.tok[a]
		if t.head < 0 {
			e.add(48, mix(t.lemma, level))
			break
		}
		h := &v.tok[t.head]
		switch v.words[a].Rel {
		case "ccomp", "xcomp", "parataxis", "advcl", "acl", "acl:relcl", "csubj", "advcl:relcl":
			side := uint64(0)
			if t.head > i {
				side = 1
			}
			e.add(46, mix(mix(t.rel, h.lemma), mix(level, side)))
			e.add(47, mix(mix(t.rel, uint64(h.prior)), mix(level, side)))
			level++
		}
		if level == 3 {
			break
		}
		a = t.head
	}
}

// quoteState is 0 outside quotation marks, 1 inside, 2 at an opening and 3 at a
// closing mark.
func (w *info) quoteState() uint64 {
	switch {
	case w.quote < 0:
		return 0
	case w.opens:
		return 2
	case w.closes:
		return 3
	}
	return 1
}

// quoting adds the token's place in the quotation marks.
func (v *view) quoting(e *emitter, i int32, w, p1, n1 *info) {
	state := w.quoteState()
	if w.quote >= 0 {
		q := v.quot[w.quote]
		e.add(50, mix(state, bucket(q.words)))
		e.add(51, mix(state, mix(bucket(i-q.first), bucket(q.last-1-i))))
		before, after := v.at(q.first-1, w.first, w.last), v.at(q.last, w.first, w.last)
		e.add(52, mix(state, mix(before.lemma, bucket(q.words))))
		e.add(53, mix(state, mix(before.tag, after.tag)))
		e.add(54, mix(state, mix(after.lemma, bucket(q.words))))
		if q.last-2 >= 0 && q.last-2 < int32(len(v.tok)) {
			e.add(55, mix(state, mix(v.tok[q.last-2].tag, bucket(q.words))))
		}
	} else {
		// How far the nearest quotation of the sentence is, on either side.
		before, after := int32(99), int32(99)
		for k := i - 1; k >= w.first && k > i-12; k-- {
			if v.tok[k].closes {
				before = i - k
				break
			}
		}
		for k := i + 1; k < w.last && k < i+12; k++ {
			if v.tok[k].opens {
				after = k - i
				break
			}
		}
		e.add(56, mix(bucket(before), bucket(after)))
		e.add(57, mix(w.tag, mix(bucket(before), bucket(after))))
		e.add(58, mix(w.lemma, mix(bucket(min(before, 5)), bucket(min(after, 5)))))
	}
	e.add(59, mix(w.tag, state))
	e.add(60, mix(mix(p1.tag, n1.tag), mix(state, w.tag)))
}

// labelFeatures adds the features of the labeller for token i.
func (v *view) labelFeatures(e *emitter, i int32) {
	v.context(e, i)
	w := &v.tok[i]
	f, l := w.first, w.last
	// How likely cues are nearby: the nearest likely one on each side.
	e.add(70, mix(uint64(w.prior), w.tag))
	e.add(71, mix(uint64(w.prior), w.kids))
	for k := int32(1); k < 30; k++ {
		if p := v.at(i-k, f, l); p.prior >= 5 {
			e.add(72, mix(p.lemma, bucket(k)))
			e.add(73, mix(mix(p.lemma, w.tag), bucket(min(k, 3))))
			break
		}
	}
	for k := int32(1); k < 30; k++ {
		if n := v.at(i+k, f, l); n.prior >= 5 {
			e.add(74, mix(n.lemma, bucket(k)))
			e.add(75, mix(mix(n.lemma, w.tag), bucket(min(k, 3))))
			break
		}
	}
	e.add(76, mix(bucket(i-f), bucket(l-1-i)))
	e.add(77, mix(v.tok[f].word, bucket(min(i-f, 12))))
	// The sentence before: a quotation in it often goes on here.
	if s := v.sent[i]; s > 0 {
		prev := v.doc.Sentences[s-1]
		if prev.Last > prev.First {
			end := &v.tok[prev.Last-1]
			same := uint64(0)
			if prev.Paragraph == v.doc.Sentences[s].Paragraph {
				same = 1
			}
			state := uint64(0)
			if end.closes {
				state = 1
			} else if end.quote >= 0 {
				state = 2
			}
			e.add(78, mix(mix(state, same), mix(bucket(min(i-f, 4)), w.tag)))
		}
	}
}
