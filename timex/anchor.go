package timex

// fromAnchor is a point n units before or after what stands behind token at.
func (r *reader) fromAnchor(i, at, n int, u unit, m int32) (found, bool) {
	var b builder
	b.add(amount{n: 1}, u)
	f, ok := r.fromAnchorAmount(i, at, b, u, n)
	f.mod = m
	return f, ok
}

// fromAnchorAmount reads the anchor behind "before" or "after" at token at: a
// date, a noun that stands with a date elsewhere in the text, or nothing, which
// is the date last named.
func (r *reader) fromAnchorAmount(i, at int, b builder, least unit, n int) (found, bool) {
	k := at + 1
	if c := r.c(k); starts[c] && c != none {
		if g, ok := r.date(k); ok && g.kind == "" && (g.p.g != unknown) && !(g.p.g < least.grain() && g.p.g < month && least.grain() > year) {
			if g.p.g <= day && g.p.g >= least.grain() || least.grain() >= month || g.p.g >= month {
				f := found{i: i, j: g.j}
				f.p = r.offsetFrom(g.p, !g.p.lost && (g.p.g >= least.grain() || g.p.g == month && least == uWeek), b, least, n)
				return f, true
			}
		}
	}
	f := found{i: i, j: at + 1, p: point{g: least.grain(), lost: true}}
	if k >= r.hi || r.tag(k) == "" && !isLetter(r.text(k)) || isClosing(r.tag(k)) {
		// "the day before": the date last named
		if _, ok := r.last(least.grain()); ok {
			f.p = r.offsetFrom(r.ref, true, b, least, n)
		}
		return f, true
	}
	if p, ok := r.dateOfNoun(k); ok {
		f.p = r.offsetFrom(p, true, b, least, n)
	}
	return f, true
}

func isLetter(w string) bool {
	return w != "" && (w[0] >= 'a' && w[0] <= 'z' || w[0] >= 'A' && w[0] <= 'Z')
}

func isClosing(tag string) bool {
	switch tag {
	case ".", ",", ":", "''", "-RRB-", "CC", "``", "IN", "TO", "MD":
		return true
	}
	return false
}

// dateOfNoun looks for an earlier mention of the noun phrase at k in a sentence
// that names a day: "the vote" of "three days after the vote". The head is the
// last noun of the phrase.
func (r *reader) dateOfNoun(k int) (point, bool) {
	head := -1
	for j := k; j < min(r.hi, k+6); j++ {
		switch t := r.tag(j); {
		case t == "DT" || t == "PRP$" || t == "JJ" || t == "POS" || t == "CD":
		case len(t) >= 2 && t[:2] == "NN":
			head = j
		default:
			if len(t) >= 2 && t[:2] == "VB" || t == "MD" {
				return point{}, false // the subject of a clause dates nothing
			}
			j = r.hi
		}
	}
	if head < 0 {
		return point{}, false
	}
	w := r.text(head)
	// Backwards over the expressions found so far, the nearest first.
	for x := len(r.out) - 1; x >= max(0, len(r.out)-12); x-- {
		p := r.points[x]
		if p.g < month {
			continue
		}
		lo, hi := r.around(r.out[x].Start)
		for j := lo; j < hi; j++ {
			if j != head && r.text(j) == w {
				return p, true
			}
		}
	}
	return point{}, false
}

// around is the sentence of an offset, at most 60 tokens of it either way.
func (r *reader) around(offset int) (int, int) {
	s := r.doc.Sentences
	lo, hi := 0, len(s)
	for lo < hi {
		m := (lo + hi) / 2
		if s[m].End <= offset {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo >= len(s) {
		return 0, 0
	}
	first, last := s[lo].First, min(s[lo].Last, len(r.tokens))
	a, z := first, last
	for a < z { // the token at the offset
		m := (a + z) / 2
		if r.tokens[m].End <= offset {
			a = m + 1
		} else {
			z = m
		}
	}
	return max(first, a-60), min(last, a+60)
}

// offsetFrom moves base by the duration, forwards or back.
func (r *reader) offsetFrom(base point, known bool, b builder, least unit, dir int) point {
	lost := point{g: max(least.grain(), year), lost: true}
	if least == uDecade || least == uCentury {
		lost.g = least.grain()
	}
	if !known || b.vague || base.lost {
		return lost
	}
	if least.grain() == unknown {
		return lost
	}
	p := base
	fine := base.g
	for _, s := range b.steps {
		u := s.u
		if u < least {
			least = u
		}
		if u >= uDay {
			g := p.g
			q := p.move(dir*s.n, u)
			if q.g == unknown {
				return lost
			}
			// Keep the day while smaller units are still to come.
			q = p
			q = shift(q, dir*s.n, u)
			q.g = g
			p = q
			continue
		}
		p = p.move(dir*s.n, u)
		if p.g == unknown {
			return lost
		}
		p.g = max(fine, p.g)
	}
	if b.first.cents != 0 && b.u != uHour && b.u != uYear && b.u >= uDay {
		return lost
	}
	g := least.grain()
	if g == minute && base.g < minute {
		return lost
	}
	q := p.at(g)
	return q
}

// shift moves p by n units of a day or more and keeps its grain.
func shift(p point, n int, u unit) point {
	switch u {
	case uDay:
		return p.days(n)
	case uWeek:
		return p.days(7 * n)
	case uFortnight:
		return p.days(14 * n)
	case uMonth:
		return p.months(n)
	case uQuarter:
		return p.months(3 * n)
	case uYear:
		return p.months(12 * n)
	case uDecade:
		return p.months(120 * n)
	default:
		return p.months(1200 * n)
	}
}
