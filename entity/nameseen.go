package entity

// seenStat is how a word is used in the document.
type seenStat struct {
	key     uint64
	within  uint16 // with a capital, not at the head of a sentence and not in a headline
	small   uint16 // without a capital
	given   uint16 // behind a given name or an initial
	titled  uint16 // behind a title or a role
	behind  uint16 // behind another capitalised word
	before  uint16 // before one
	company bool   // the first word of a company's name, see companies
	phrase  NameClass
	partner NameClass // classes of the words before it, where it is behind one
}

// seenWords finds the stat of a word.
type seenWords struct {
	slots []int32 // index in stats plus one
	stats []seenStat
}

func (s *seenWords) reset(words int) {
	size := 64
	for size < 2*words {
		size *= 2
	}
	if cap(s.slots) < size {
		s.slots = make([]int32, size)
	}
	s.slots = s.slots[:size]
	clear(s.slots)
	s.stats = s.stats[:0]
}

// longestProbe bounds the slots that are looked at for a word, so that a text of
// words that were chosen to collide takes no longer than another.
const longestProbe = 64

// at returns the index of the stat of a word; where there is none it makes one,
// if asked to, or returns -1.
func (s *seenWords) at(key uint64, make bool) int32 {
	mask := uint64(len(s.slots) - 1)
	for k := range uint64(longestProbe) {
		i := (key + k) & mask
		n := s.slots[i]
		if n == 0 {
			if !make {
				return -1
			}
			s.stats = append(s.stats, seenStat{key: key})
			s.slots[i] = int32(len(s.stats))
			return int32(len(s.stats)) - 1
		}
		if s.stats[n-1].key == key {
			return n - 1
		}
	}
	return -1
}

// count adds the words of a sentence to what is known of the document.
func (d *nameDesk) count(first, end int32) {
	ws := d.words
	for i := first; i < end; i++ {
		w := &ws[i]
		if !w.cap {
			if w.shape == shapeLower && w.n > 2 && w.bits&(ListGiven|ListSurname|ListCity|ListCountry|ListOrg|ListUpper) != 0 {
				if k := d.seen.at(w.hash, true); k >= 0 {
					bumpUse(&d.seen.stats[k].small)
				}
			}
			continue
		}
		k := d.seen.at(w.hash, true)
		if k < 0 {
			continue
		}
		s := &d.seen.stats[k]
		if w.start == 0 && w.head == 0 {
			bumpUse(&s.within)
		}
		s.phrase |= w.phrase
		if i > first {
			p := &ws[i-1]
			if p.bits&ListGiven != 0 && p.cap || p.shape == shapeInitial && p.cap {
				bumpUse(&s.given)
			}
			if p.bits&(ListRole|ListHonorific) != 0 {
				bumpUse(&s.titled)
			}
			if p.cap {
				bumpUse(&s.behind)
				s.partner |= p.bits
			}
		}
		if i+1 < end && ws[i+1].cap {
			bumpUse(&s.before)
		}
	}
}

func bumpUse(n *uint16) {
	if *n < 1<<16-1 {
		*n++
	}
}
