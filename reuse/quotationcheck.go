package reuse

import "slices"

// Status is what becomes of words that somebody is said to have said.
type Status string

// The outcomes of a check.
const (
	// VerbatimWords: word for word in what an article has of the speaker,
	// but for spelling, the form of numbers and signs.
	VerbatimWords Status = "verbatim"
	// TrimmedWords: the words are there, others between them or a condition
	// beside them are left out.
	TrimmedWords Status = "trimmed"
	// AlteredWords: some are others; Changes say which, and whether it matters.
	AlteredWords Status = "altered"
	// OtherSpeaker: the words are those of somebody else.
	OtherSpeaker Status = "attributed to someone else"
	// NotFound: nothing like them is in the record.
	NotFound Status = "not found"
)

// Finding is the outcome of a check, with the best evidence.
type Finding struct {
	Status Status
	// Quote is the quotation that speaks for the outcome, as an index in what
	// was looked at; -1 where nothing was found.
	Quote int
	// Changes lead from that quotation to the words that were checked.
	Changes []Deviation
	// Share is how much of what the checked words say is in the quotation, 0 to 1.
	Share float64
}

// leastShare is how much of the words must be in a quotation for it to be
// evidence.
const leastShare = 0.6

// Check looks for words of a speaker ("" where it does not matter whose) among
// all quotations.
func (q *Quotations) Check(words, speaker string) Finding {
	us, _ := unitsOf(words)
	keys := q.keys(us, speaker)
	best := newFinding()
	for _, t := range q.candidates(keys, mostCompare) {
		id := int(q.texts[t].quotes[0])
		best.better(q.judge(words, us, q.quotes[id], id), mayBe(speaker, q.quotes[id].Speaker))
	}
	return best.finding()
}

// Judge is Check for rows that were found by other means: it compares the
// words with each of the quotations.
func Judge(words, speaker string, quotes []Quote) Finding {
	var q Quotations
	us, _ := unitsOf(words)
	best := newFinding()
	for i, quote := range quotes {
		best.better(q.judge(words, us, quote, i), mayBe(speaker, quote.Speaker))
	}
	return best.finding()
}

// Matcher compares texts with one that is given.
type Matcher struct {
	words string
	units []unit
}

// NewMatcher returns the matcher of some words.
func NewMatcher(words string) *Matcher {
	us, _ := unitsOf(words)
	return &Matcher{words, us}
}

// Related reports whether a text may be a version of the words: [Judge] finds
// the one in the other, or the other in the one.
func (m *Matcher) Related(text string) bool {
	var q Quotations
	us, _ := unitsOf(text)
	return q.compare(m.words, m.units, text, us).Status != NotFound || q.compare(text, us, m.words, m.units).Status != NotFound
}

// mayBe reports whether a quotation may be the speaker's: nobody else is known
// to have said it.
func mayBe(speaker, other string) bool {
	return speaker == "" || other == "" || speaker == other
}

// judge compares words with one quotation.
func (q *Quotations) judge(words string, us []unit, quote Quote, id int) Finding {
	if len(us) == 0 {
		return Finding{Status: NotFound, Quote: id}
	}
	their, _ := unitsOf(quote.Text)
	f := q.compare(words, us, quote.Text, their)
	f.Quote = id
	return f
}

// compare says what of some words is in a text, each with its units.
func (q *Quotations) compare(words string, us []unit, text string, their []unit) Finding {
	f := Finding{Status: NotFound}
	if len(us) == 0 || !q.enoughIn(us, their) {
		return f
	}
	c := compareUnits(text, words, their, us)
	m := q.measure(c)
	f.Changes = c.changes
	f.Share = min(1, m.shared/max(m.totalB, 0.01))
	// A few small words are in everything that anybody said.
	if f.Share < leastShare || m.shared < min(leastInCommon, 0.99*m.totalB) {
		return f
	}
	f.Status = VerbatimWords
	for _, h := range c.hunks {
		switch {
		case h.class == Punctuation, h.class == Spelling, h.class == NumberFormat:
		case h.class == Shortened && h.b0 == h.b1 && !h.material:
		case (h.class == Shortened || h.class == Elided || h.class == FunctionWord) && h.b0 == h.b1:
			if f.Status == VerbatimWords {
				f.Status = TrimmedWords
			}
		default:
			f.Status = AlteredWords
		}
	}
	return f
}

// enoughIn reports whether so much of what units say is among others, in whatever
// order, that there can be leastShare of it when they are aligned. Most of what is
// compared has far less, and aligning takes ten times as long.
func (q *Quotations) enoughIn(us, others []unit) bool {
	keys := make(map[string]bool, len(others))
	for i := range others {
		keys[others[i].key] = true
	}
	need := leastShare*max(q.info(us), 0.01) - 1e-9 // sums in another order differ by less
	have, open := 0.0, 0.0
	var rest []int // that may be other forms of words
	for i := range us {
		switch {
		case keys[us[i].key]:
			have += q.informs(&us[i])
		case us[i].kind != numberWord:
			open += q.informs(&us[i])
			rest = append(rest, i)
		}
	}
	for _, i := range rest {
		if have >= need || have+open < need {
			break
		}
		says := q.informs(&us[i])
		open -= says
		for j := range others {
			if relate(&others[j], &us[i]) != unlike {
				have += says
				break
			}
		}
	}
	return have >= need
}

// findings keep the best of the speaker and the best of others.
type findings struct{ own, others Finding }

func newFinding() *findings {
	none := Finding{Status: NotFound, Quote: -1}
	return &findings{none, none}
}

var ranks = map[Status]int{VerbatimWords: 3, TrimmedWords: 2, AlteredWords: 1}

func (b *findings) better(f Finding, own bool) {
	best := &b.others
	if own {
		best = &b.own
	}
	if ranks[f.Status] == 0 {
		return
	}
	pairScore := func(f Finding) float64 {
		s := float64(ranks[f.Status]) + f.Share
		if Material(f.Changes) {
			s -= 0.5
		}
		return s - 0.01*float64(min(len(f.Changes), 10))
	}
	if best.Quote < 0 || pairScore(f) > pairScore(*best) {
		*best = f
		best.Changes = slices.Clone(f.Changes)
	}
}

// finding prefers the speaker's own words, unless somebody else said exactly
// what the speaker did not.
func (b *findings) finding() Finding {
	switch {
	case b.others.Quote < 0, b.own.Quote >= 0 && ranks[b.own.Status] >= ranks[b.others.Status]:
		return b.own
	case b.own.Quote >= 0 && (ranks[b.own.Status] == 2 || ranks[b.others.Status] < 2):
		return b.own
	case b.own.Quote >= 0 && !Material(b.own.Changes):
		return b.own
	}
	b.others.Status = OtherSpeaker
	return b.others
}
