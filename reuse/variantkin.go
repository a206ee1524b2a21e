package reuse

import "time"

// What makes two texts one quotation.
const (
	leastInCommon = 1.3 // what they have in common must say as much as a word and three small ones
	sharedToOther = 2.5 // and so many times what stands in place of something else
	wholeInside   = 0.75
	leastOverlap  = 4.0 // where each has an end that the other has not
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
	their, _ := units(other.Text)
	m := q.measure(compareUnits(quote.Text, other.Text, us, their))
	k := tie{b: t, strength: float32(m.shared)}
	shorter := min(m.totalA, m.totalB)
	k.inside = m.shared >= wholeInside*shorter
	if quote.Speaker != other.Speaker && quote.Speaker != "" && other.Speaker != "" {
		return k, m.shared >= otherSpeaker && m.shared >= otherSpeakerPart*shorter && m.other == 0
	}
	if m.reworded {
		near := quote.Time.Sub(other.Time).Abs() <= sameNews && !quote.Time.IsZero() && !other.Time.IsZero()
		return k, near && quote.Speaker != "" && m.says >= 3 && m.shared >= leastRewordAlike*shorter
	}
	switch {
	case m.shared < leastInCommon || m.shared < sharedToOther*m.other:
		return k, false
	case m.endsA && m.endsB && !k.inside:
		return k, m.shared >= leastOverlap
	}
	return k, true
}

// measured is how much two texts have in common, in what their words say.
type measured struct {
	shared         float64
	says           int     // shared words that say something
	other          float64 // what stands in place of something else
	totalA, totalB float64
	endsA, endsB   bool // has words at an end where the other has none
	reworded       bool
}

func (q *Quotations) measure(c *comparison) (m measured) {
	m.totalA, m.totalB = q.info(c.a), q.info(c.b)
	for _, p := range c.pairs {
		if p.a >= 0 && p.b >= 0 {
			switch relate(&c.a[p.a], &c.b[p.b]) {
			case unlike:
			default:
				if says(&c.a[p.a]) {
					m.says++
				}
				m.shared += min(q.informs(&c.a[p.a]), q.informs(&c.b[p.b]))
			}
		}
	}
	for _, h := range c.hunks {
		a, b := q.info(c.a[h.a0:h.a1]), q.info(c.b[h.b0:h.b1])
		switch h.class {
		case Translated:
			m.reworded = true
		case ChangedWord, Negation:
			// At an end, where both go on differently, all of it counts.
			if h.b0 == 0 && h.a0 == 0 || h.a1 == len(c.a) && h.b1 == len(c.b) {
				m.other += max(a, b)
			} else {
				m.other += min(a, b)
			}
		case Shortened:
			m.endsA = m.endsA || h.b0 == h.b1
			m.endsB = m.endsB || h.a0 == h.a1
		case Elided:
			// What is put in is not what was left out.
			m.other += min(a, b)
		}
	}
	// An end that was trimmed beside a changed one: both go on differently.
	for i, h := range c.hunks {
		for _, k := range c.hunks[max(0, i-1):min(len(c.hunks), i+2)] {
			if h.class == Shortened && k.class == ChangedWord && (h.a0 == k.a1 && h.b0 == k.b1 || h.a1 == k.a0 && h.b1 == k.b0) {
				m.other += q.info(c.a[h.a0:h.a1]) + q.info(c.b[h.b0:h.b1])
			}
		}
	}
	return m
}
