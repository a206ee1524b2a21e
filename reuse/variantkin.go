package reuse

import "time"

// What makes two texts one quotation.
const (
	// What they have in common must say as much as a word and some small
	// ones, more where one speaker or both are not known, and more for each
	// place where the longer one goes on in between.
	leastInCommon  = 1.6
	leastOneKnown  = 2.4
	leastNoneKnown = 3.2
	eachJump       = 1.5
	// It must be so many times what stands in place of something else, or
	// what of the shorter is not in the longer.
	sharedToOther = 2.5
	leastOverlap  = 6.0 // where each has an end that the other has not
	wholeInside   = 0.7
	// Of speakers who are not the same only long sentences are one quotation,
	// ascribed wrongly or said together; short ones are what everybody says.
	otherSpeaker     = 9.0
	otherSpeakerPart = 0.9
	// A rewording is taken for one only within this time.
	sameNews         = 48 * time.Hour
	leastRewordAlike = 0.4
)

// kin compares a quotation with a text and reports whether they are versions
// of one quotation: whether what differs is little beside what is shared. "At
// the end of my contract" and "at the end of my patience" share no word that
// says something but "end".
func (q *Quotations) kin(quote Quote, us []unit, t int32) (tie, bool) {
	other := q.quotes[q.texts[t].quotes[0]]
	their, _ := unitsOf(other.Text)
	m := q.measure(compareUnits(quote.Text, other.Text, us, their))
	k := tie{b: t, strength: float32(m.shared)}
	shorter, rest := m.totalA, m.restA
	if m.totalB < m.totalA {
		shorter, rest = m.totalB, m.restB
	}
	k.inside = m.shared >= wholeInside*shorter
	least := leastInCommon
	switch {
	case quote.Speaker == "" && other.Speaker == "":
		least = leastNoneKnown
	case quote.Speaker == "" || other.Speaker == "":
		least = leastOneKnown
	case quote.Speaker != other.Speaker:
		return k, m.shared >= otherSpeaker && m.shared >= otherSpeakerPart*shorter && m.other == 0
	}
	if m.reworded {
		near := quote.Time.Sub(other.Time).Abs() <= sameNews && !quote.Time.IsZero() && !other.Time.IsZero()
		return k, near && quote.Speaker != "" && other.Speaker != "" && m.informative >= 3 && m.shared >= leastRewordAlike*shorter
	}
	if m.shared < least+eachJump*float64(m.jumps) || m.shared < sharedToOther*m.other {
		return k, false
	}
	return k, m.shared >= sharedToOther*rest || m.windows && m.shared >= leastOverlap
}

// measured is how much two texts have in common, in what their words say.
type measured struct {
	shared         float64
	informative    int     // shared words that say something
	other          float64 // what stands in place of something else
	restA, restB   float64 // what is not in the other
	totalA, totalB float64
	jumps          int  // places where one goes on in between
	windows        bool // one begins earlier, the other ends later, nothing else
	reworded       bool
}

func (q *Quotations) measure(c *lineup) (m measured) {
	m.totalA, m.totalB = q.info(c.a), q.info(c.b)
	for _, p := range c.pairs {
		if p.a >= 0 && p.b >= 0 && relate(&c.a[p.a], &c.b[p.b]) != unlike {
			if informative(&c.a[p.a]) {
				m.informative++
			}
			m.shared += min(q.informs(&c.a[p.a]), q.informs(&c.b[p.b]))
		}
	}
	ends := 0
	for i, h := range c.hunks {
		a, b := q.info(c.a[h.a0:h.a1]), q.info(c.b[h.b0:h.b1])
		first := h.a0 == 0 && h.b0 == 0
		last := h.a1 == len(c.a) && h.b1 == len(c.b)
		switch h.class {
		case Spelling, NumberFormat, Punctuation, Contraction, Inflection, FunctionWord:
			continue
		case Bracketed, PronounForName:
			// Names are long and say little that is new; sentences are no names.
			if a+b <= 6 {
				continue
			}
			m.other += max(a, b)
		case Translated:
			m.reworded = true
		case ChangedWord, Negation, Spliced:
			// At an end, where both go on differently, all of it counts.
			if first || last || h.class == Spliced {
				m.other += max(a, b)
			} else {
				m.other += min(a, b)
			}
		case Shortened:
			ends++
			for _, k := range c.hunks[max(0, i-1):min(len(c.hunks), i+2)] {
				if k.class == ChangedWord && (h.a0 == k.a1 && h.b0 == k.b1 || h.a1 == k.a0 && h.b1 == k.b0) {
					m.other += a + b
				}
			}
		case Elided:
			m.other += min(a, b)
			m.jumps++
		}
		m.restA += a
		m.restB += b
	}
	m.windows = ends == 2 && m.restA > 0 && m.restB > 0 && m.jumps == 0 && m.other == 0
	return m
}
