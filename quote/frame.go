package quote

// window returns the tokens that a cue can take its roles from: its sentence,
// the sentences that a quotation ties to it, and the quoted ones that follow in
// the same paragraph.
func (v *view) window(c cue) tokens {
	s := v.sent[c.first]
	sentences := v.doc.Sentences
	para := sentences[s].Paragraph
	lo, hi := s, s
	for lo > 0 {
		prev := &sentences[lo-1]
		if prev.Paragraph != para || prev.Furniture || int(c.first)-prev.First > maxWindow/2 || !v.continues(lo) {
			break
		}
		lo--
	}
	for int(hi+1) < len(sentences) {
		next := &sentences[hi+1]
		if next.Paragraph != para || next.Furniture || next.Last-int(c.last) > maxWindow/2 {
			break
		}
		if !v.continues(hi+1) && !v.tok[next.First].opens {
			break
		}
		hi++
	}
	w := tokens{int32(sentences[lo].First), int32(sentences[hi].Last)}
	w.first = min(max(w.first, c.first-maxWindow), c.first)
	w.last = max(min(w.last, c.last+maxWindow), c.last) // a cue may run over a sentence's end
	return w
}

// continues reports whether sentence s begins inside a quotation that began in
// the sentence before.
func (v *view) continues(s int32) bool {
	first := int32(v.doc.Sentences[s].First)
	w := &v.tok[first]
	if first == 0 {
		return false
	}
	q := w.quote
	if w.opens {
		if q = v.doc.Quotations[q].Parent; q < 0 {
			return false
		}
	}
	return q >= 0 && v.quot[q].first < first
}

// place is how a token of the window stands to the cue.
type place struct {
	path   uint64 // relations up to the meeting ancestor
	branch int32  // the token below the meeting ancestor on the way up, or the token itself
	meet   uint64 // how many steps the meeting ancestor is above the cue's head; 9: another sentence
	length uint64
}

// frame is a candidate cue with what its features share.
type frame struct {
	cue
	win    tokens
	head   int32 // the token of the cue that governs the others
	lemma  uint64
	whole  uint64 // hash of all its words
	kids   uint64
	places []place // one for each token of win
	gaps   []uint64
}

// frame prepares the features of candidate c.
func (v *view) frame(c cue, w *work) *frame {
	if w.framesUsed == len(w.frames) {
		w.frames = append(w.frames, new(frame))
	}
	f := w.frames[w.framesUsed]
	w.framesUsed++
	f.cue, f.win = c, v.window(c)
	f.head = v.cueHead(c)
	f.lemma = v.tok[f.head].lemma
	f.kids = v.tok[f.head].kids
	f.whole = 0
	for i := c.first; i < c.last; i++ {
		f.whole = mix(f.whole, v.tok[i].word)
	}
	v.placeAll(f)
	v.gapAll(f)
	return f
}

// cueHead returns the token of the cue whose head lies outside it; a verb is
// preferred over a noun, and both over what else there is.
func (v *view) cueHead(c cue) int32 {
	best, rank := c.first, -1
	for i := c.first; i < c.last; i++ {
		r := 0
		if h := v.tok[i].head; h < c.first || h >= c.last {
			r = 4
		}
		switch v.tok[i].pos {
		case posVerb:
			r += 2
			if v.words[i].Rel != "aux" && v.words[i].Rel != "aux:pass" && v.words[i].Rel != "cop" {
				r++
			}
		case posNoun, posAdjective:
			r += 2
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// placeAll finds the way through the tree from each token to the cue's head.
func (v *view) placeAll(f *frame) {
	var above [12]int32 // the cue's head and its ancestors
	n := 0
	for a := f.head; a >= 0 && n < len(above); a = v.tok[a].head {
		above[n] = a
		n++
	}
	f.places = f.places[:0]
	own := v.sent[f.head]
	for i := f.win.first; i < f.win.last; i++ {
		p := place{branch: i, meet: 9}
		if v.sent[i] == own {
			a, path := i, uint64(17)
			for range 40 {
				met := -1
				for k := range n {
					if above[k] == a {
						met = k
						break
					}
				}
				if met >= 0 {
					p.meet = uint64(min(met, 7))
					break
				}
				p.branch = a
				if p.length < 4 {
					path = mix(path, v.tok[a].rel)
				}
				p.length++
				if v.tok[a].head < 0 {
					p.meet = 8
					break
				}
				a = v.tok[a].head
			}
			p.path = mix(path, p.meet)
		} else if i < f.first {
			p.path = 1
		} else {
			p.path = 2
		}
		f.places = append(f.places, p)
	}
}

// gapAll notes what lies between each token and the cue: kinds of punctuation,
// verbs, other likely cues.
func (v *view) gapAll(f *frame) {
	n := int(f.win.last - f.win.first)
	if cap(f.gaps) < n {
		f.gaps = make([]uint64, n+n/2)
	}
	f.gaps = f.gaps[:n]
	see := func(bits uint64, i int32) uint64 {
		w := &v.tok[i]
		switch {
		case w.opens || w.closes:
			if bits&1 == 0 {
				return bits | 1
			}
			return bits | 2
		case w.pos == posPunct:
			switch v.doc.Text[v.doc.Tokens[i].Start] {
			case ',':
				if bits&4 == 0 {
					return bits | 4
				}
				return bits | 8
			case ':', ';', '-':
				return bits | 16
			case '(', ')':
				return bits | 32
			case '.', '?', '!':
				return bits | 64
			}
			return bits | 16
		case w.prior >= 5:
			return bits | 128
		case w.pos == posVerb:
			return bits | 256
		}
		return bits
	}
	bits := uint64(0)
	for i := f.first - 1; i >= f.win.first; i-- {
		f.gaps[i-f.win.first] = bits
		bits = see(bits, i)
	}
	bits = 0
	for i := f.last; i < f.win.last; i++ {
		f.gaps[i-f.win.first] = bits
		bits = see(bits, i)
	}
}
