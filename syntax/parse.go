package syntax

import (
	"strings"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// The moves of the parser: arc-hybrid, as in Kuhlmann, Gómez-Rodríguez and
// Satta 2011. The root stands behind the last token of the sentence (Ballesteros
// and Nivre 2013).
const (
	shift    = iota // the next token goes on the stack
	leftArc         // the top of the stack becomes a dependent of the next token
	rightArc        // the top of the stack becomes a dependent of the one below
)

// node is a token in the parser.
type node struct {
	word   uint64
	tag    uint64
	both   uint64 // word and tag
	rels   uint64 // bit set of the relations of its dependents
	head   int32
	l1, l2 int32 // leftmost dependents, the outermost first
	r1, r2 int32 // rightmost dependents, the outermost first
	verb   int32 // the first verb from here on, or -1
	noun   int32 // the first noun, name or pronoun from here on, or -1
	nl, nr uint8 // number of dependents at each side, at most 7
	rel    uint8
	quote  uint8 // the nesting of quotation marks
}

var nobody = node{word: 3, tag: 3, both: 3, rel: 63, l1: -1, l2: -1, r1: -1, r2: -1}

// state is a sentence half parsed.
type state struct {
	nodes []node // of the tokens and of the root
	stack []int32
	next  int32
}

// kind is what a tag is to the parser's view of what comes.
type kind uint8

const (
	other kind = iota
	verbal
	nominal
)

// kindsOf returns the kind of each tag.
func kindsOf(tags []string) []kind {
	kinds := make([]kind, len(tags))
	for i, t := range tags {
		switch {
		case strings.HasPrefix(t, "V") || t == "MD":
			kinds[i] = verbal
		case strings.HasPrefix(t, "NN") || t == "PRP" || t == "CD":
			kinds[i] = nominal
		}
	}
	return kinds
}

// reset makes s the beginning of a sentence.
//
// The kinds say which tags are of verbs and which of nouns.
func (s *state) reset(forms []form, words []uint64, tags []uint8, kinds []kind) {
	n := len(forms)
	s.nodes = s.nodes[:0]
	depth := uint8(0)
	for i := range n {
		t := uint64(tags[i]) + 8
		if forms[i].word == openWord {
			depth++
		}
		s.nodes = append(s.nodes, node{
			word: words[i], tag: t, both: linear.Mix(words[i], t), quote: depth,
			head: -1, l1: -1, l2: -1, r1: -1, r2: -1,
		})
		if forms[i].word == closeWord && depth > 0 {
			depth--
		}
	}
	s.nodes = append(s.nodes, node{word: 4, tag: 4, both: 4, head: -1, l1: -1, l2: -1, r1: -1, r2: -1, verb: -1, noun: -1})
	for verb, noun, i := int32(-1), int32(-1), n-1; i >= 0; i-- {
		switch kinds[tags[i]] {
		case verbal:
			verb = int32(i)
		case nominal:
			noun = int32(i)
		}
		s.nodes[i].verb, s.nodes[i].noun = verb, noun
	}
	s.stack = s.stack[:0]
	s.next = 0
}

func (s *state) root() int32 { return int32(len(s.nodes) - 1) }

func (s *state) done() bool { return s.next == s.root() && len(s.stack) == 0 }

func (s *state) can(move int) bool {
	switch move {
	case shift:
		return s.next < s.root()
	case leftArc:
		return len(s.stack) > 0
	default:
		return len(s.stack) > 1
	}
}

// arc returns the head and the dependent of the arc that a move draws.
func (s *state) arc(move int) (head, dep int32) {
	dep = s.stack[len(s.stack)-1]
	if move == leftArc {
		return s.next, dep
	}
	return s.stack[len(s.stack)-2], dep
}

func (s *state) shift() {
	s.stack = append(s.stack, s.next)
	s.next++
}

// attach takes dep off the stack and gives it to head.
func (s *state) attach(head, dep int32, rel uint8) {
	s.stack = s.stack[:len(s.stack)-1]
	s.link(head, dep, rel)
}

func (s *state) link(head, dep int32, rel uint8) {
	d, h := &s.nodes[dep], &s.nodes[head]
	d.head, d.rel = head, rel
	h.rels |= 1 << (rel & 63)
	if dep < head {
		// Later left dependents of a head are further out, and so are later
		// right ones.
		h.l1, h.l2 = dep, h.l1
		h.nl = min(h.nl+1, 7)
	} else {
		h.r1, h.r2 = dep, h.r1
		h.nr = min(h.nr+1, 7)
	}
}

func (s *state) at(i int32) *node {
	if uint(i) < uint(len(s.nodes)) {
		return &s.nodes[i]
	}
	return &nobody
}

// top returns the i-th token from the top of the stack, or -1.
func (s *state) top(i int) int32 {
	if i < len(s.stack) {
		return s.stack[len(s.stack)-1-i]
	}
	return -1
}

// span makes few classes of the distance between two tokens.
func span(from, to int32) uint64 {
	d := to - from
	switch {
	case from < 0 || to < 0:
		return 0
	case d <= 4:
		return uint64(d)
	case d <= 6:
		return 5
	case d <= 10:
		return 6
	}
	return 7
}

// compare says whether a is b, or less, or more.
func compare(a, b uint8) uint64 {
	switch {
	case a < b:
		return 1
	case a > b:
		return 2
	}
	return 0
}

// moveFeatures is how many features the choice of a move looks at.
const moveFeatures = 104

// moveKeys sets the features of the choice of the next move.
func (s *state) moveKeys(k *[moveFeatures]uint64) {
	i0, i1, i2, j := s.top(0), s.top(1), s.top(2), s.next
	s0, s1, s2 := s.at(i0), s.at(i1), s.at(i2)
	b0, b1, b2 := s.at(j), s.at(j+1), s.at(j+2)
	s0l, s0r, s0r2 := s.at(s0.l1), s.at(s0.r1), s.at(s0.r2)
	s1l, s1r := s.at(s1.l1), s.at(s1.r1)
	b0l, b0l2 := s.at(b0.l1), s.at(b0.l2)
	verb, noun := s.at(s.nodes[j].verb), s.at(s.nodes[j].noun)
	dv := span(j, s.nodes[j].verb)
	s0t, s1t, b0t, b1t := s0.tag, s1.tag, b0.tag, b1.tag
	d0, d1 := span(i0, j), span(i1, i0)
	quote := compare(s0.quote, b0.quote)
	ts := s0t<<8 | b0t  // tags of the two tokens that a left arc joins
	tt := s1t<<8 | s0t  // and of the two that a right arc joins
	t3 := s1t<<16 | ts  // all three
	b01 := b0t<<8 | b1t // what comes
	mix, key := linear.Mix, linear.Key

	k[0] = key(0, s0.both)
	k[1] = key(1, s0.word)
	k[2] = key(2, s0t)
	k[3] = key(3, s1.both)
	k[4] = key(4, s1.word)
	k[5] = key(5, s1t)
	k[6] = key(6, b0.both)
	k[7] = key(7, b0.word)
	k[8] = key(8, b0t)
	k[9] = key(9, b1.both)
	k[10] = key(10, b1.word)
	k[11] = key(11, b1t)
	k[12] = key(12, b2.both)
	k[13] = key(13, b2.tag)
	k[14] = key(14, s2.both)
	k[15] = key(15, s2.tag)

	k[16] = key(16, mix(s0.both, b0.both))
	k[17] = key(17, mix(s0.both, b0t))
	k[18] = key(18, mix(s0t, b0.both))
	k[19] = key(19, mix(s0.word, b0.word))
	k[20] = key(20, ts)
	k[21] = key(21, mix(s1.both, s0.both))
	k[22] = key(22, mix(s1.both, s0t))
	k[23] = key(23, mix(s1t, s0.both))
	k[24] = key(24, mix(s1.word, s0.word))
	k[25] = key(25, tt)
	k[26] = key(26, mix(s1.both, b0t))
	k[27] = key(27, mix(s1t, b0.both))
	k[28] = key(28, s1t<<8|b0t)
	k[29] = key(29, mix(s1.word, b0.word))
	k[30] = key(30, b01)
	k[31] = key(31, mix(b0.both, b1t))
	k[32] = key(32, mix(b0.word, b1.word))

	k[33] = key(33, t3)
	k[34] = key(34, mix(s0.word, s1t<<8|b0t))
	k[35] = key(35, mix(s1.word, ts))
	k[36] = key(36, mix(b0.word, tt))
	k[37] = key(37, s0t<<16|b01)
	k[38] = key(38, mix(s0.word, b01))
	k[39] = key(39, mix(b0.word, s0t<<8|b1t))
	k[40] = key(40, b01<<8|b2.tag)
	k[41] = key(41, t3<<8|b1t)
	k[42] = key(42, s2.tag<<24|t3)
	k[43] = key(43, s2.tag<<16|tt)
	k[44] = key(44, s1t<<16|b01)

	k[45] = key(45, ts<<16|s0l.tag<<8|uint64(s0l.rel))
	k[46] = key(46, ts<<16|s0r.tag<<8|uint64(s0r.rel))
	k[47] = key(47, ts<<16|b0l.tag<<8|uint64(b0l.rel))
	k[48] = key(48, tt<<16|s0l.tag<<8|uint64(s0l.rel))
	k[49] = key(49, tt<<16|s0r.tag<<8|uint64(s0r.rel))
	k[50] = key(50, tt<<16|s1r.tag<<8|uint64(s1r.rel))
	k[51] = key(51, tt<<16|s1l.tag<<8|uint64(s1l.rel))
	k[52] = key(52, mix(s0l.word, ts))
	k[53] = key(53, mix(s0r.word, ts))
	k[54] = key(54, mix(b0l.word, ts))
	k[55] = key(55, mix(s1r.word, tt))
	k[56] = key(56, mix(s0.word, uint64(s0r.rel)<<8|uint64(s0r2.rel)))
	k[57] = key(57, mix(b0.word, uint64(b0l.rel)<<8|uint64(b0l2.rel)))
	k[58] = key(58, mix(s1.word, uint64(s1r.rel)<<8|uint64(s1l.rel)))
	k[59] = key(59, mix(s0.word, uint64(s0l.rel)))
	k[60] = key(60, mix(s0.rels, s0t))
	k[61] = key(61, mix(s0.rels, ts))
	k[62] = key(62, mix(s1.rels, tt))
	k[63] = key(63, mix(s1.rels, s1.word))
	k[64] = key(64, mix(b0.rels, ts))
	k[65] = key(65, mix(s0.rels, s0.word))

	k[66] = key(66, mix(s0.both, uint64(s0.nr)<<8|uint64(s0.nl)))
	k[67] = key(67, s0t<<16|uint64(s0.nr)<<8|uint64(s0.nl))
	k[68] = key(68, mix(b0.both, uint64(b0.nl)))
	k[69] = key(69, b0t<<8|uint64(b0.nl))
	k[70] = key(70, mix(s1.both, uint64(s1.nr)))
	k[71] = key(71, s1t<<8|uint64(s1.nr))

	k[72] = key(72, ts<<8|d0)
	k[73] = key(73, tt<<8|d1)
	k[74] = key(74, mix(s0.word, d0))
	k[75] = key(75, mix(b0.word, d0))
	k[76] = key(76, mix(s1.word, d1))
	k[77] = key(77, t3<<16|d0<<8|d1)

	k[78] = key(78, ts<<8|quote)
	k[79] = key(79, mix(b0.word, s0t<<8|quote))
	k[80] = key(80, t3<<8|quote)
	k[81] = key(81, mix(s0.rels, mix(s1.rels, tt)))
	k[82] = key(82, mix(s1.both, b01))
	k[83] = key(83, mix(s0.both, mix(s1t, b0.word)))
	k[84] = key(84, mix(s1.word, mix(s0.word, b0t)))
	k[85] = key(85, mix(s1.word, mix(s0t, b0.word)))
	k[86] = key(86, mix(s2.word, tt))
	k[87] = key(87, mix(s1l.word, tt))

	// Where a phrase with a preposition goes.
	k[88] = key(88, mix(mix(s1.word, s0l.word), s0t))
	k[89] = key(89, mix(mix(s0.word, s0l.word), s1t))
	k[90] = key(90, mix(s2.word, s0l.word))
	k[91] = key(91, mix(s0l.word, s2.tag<<16|tt))
	k[92] = key(92, mix(mix(s0.word, b0.word), noun.word))
	k[93] = key(93, mix(mix(s1.word, b0.word), noun.word))
	k[94] = key(94, mix(noun.word, ts))
	k[95] = key(95, mix(mix(s1.word, s0.word), s0l.word))

	// What is still to come.
	k[96] = key(96, mix(verb.both, ts))
	k[97] = key(97, ts<<16|verb.tag<<8|dv)
	k[98] = key(98, tt<<16|verb.tag<<8|dv)
	k[99] = key(99, mix(s0.both, verb.tag<<8|dv))
	k[100] = key(100, b01<<16|b2.tag<<8|s.at(j+3).tag)
	k[101] = key(101, s2.tag<<32|t3<<8|b1t)
	k[102] = key(102, ts<<8|span(j, s.root()))
	k[103] = key(103, t3<<16|verb.tag<<8|dv)
}

// relFeatures is how many features the choice of a relation looks at.
const relFeatures = 40

// relKeys sets the features of the choice of the relation of dep to head.
func (s *state) relKeys(k *[relFeatures]uint64, head, dep int32) {
	h, d := s.at(head), s.at(dep)
	side, gap := uint64(0), span(head, dep)
	if dep < head {
		side, gap = 1, span(dep, head)
	}
	dl, dl2, dr := s.at(d.l1), s.at(d.l2), s.at(d.r1)
	hl, hr := s.at(h.l1), s.at(h.r1)
	before, after := s.at(dep-1), s.at(dep+1)
	beyond := s.at(s.top(1)) // to the left of a left dependent
	if side == 0 {
		beyond = s.at(s.top(2))
	}
	next := s.at(s.next)
	dt, ht := d.tag<<1|side, h.tag<<1|side
	tags := h.tag<<9 | dt
	quote := compare(h.quote, d.quote)
	mix, key := linear.Mix, linear.Key

	k[0] = key(0, mix(d.word, side))
	k[1] = key(1, mix(h.word, side))
	k[2] = key(2, dt)
	k[3] = key(3, ht)
	k[4] = key(4, tags)
	k[5] = key(5, mix(d.word, mix(h.word, side)))
	k[6] = key(6, mix(d.word, ht))
	k[7] = key(7, mix(h.word, dt))
	k[8] = key(8, mix(d.both, h.both^side))
	k[9] = key(9, tags<<8|gap)
	k[10] = key(10, mix(d.word, gap<<1|side))
	k[11] = key(11, tags<<16|dl.tag<<8|uint64(dl.rel))
	k[12] = key(12, tags<<16|dr.tag<<8|uint64(dr.rel))
	k[13] = key(13, mix(dl.word, tags))
	k[14] = key(14, mix(dl.word, dt))
	k[15] = key(15, mix(dr.word, tags))
	k[16] = key(16, mix(dl.word, mix(d.word, ht)))
	k[17] = key(17, mix(dl.word, mix(h.word, dt)))
	k[18] = key(18, mix(d.rels, tags))
	k[19] = key(19, mix(d.rels, dt))
	k[20] = key(20, mix(h.rels, tags))
	k[21] = key(21, mix(h.rels, ht))
	k[22] = key(22, mix(mix(h.rels, d.rels), tags))
	k[23] = key(23, mix(h.rels, mix(h.word, dt)))
	k[24] = key(24, mix(d.rels, mix(h.word, dt)))
	k[25] = key(25, tags<<16|hl.tag<<8|uint64(hl.rel))
	k[26] = key(26, tags<<16|hr.tag<<8|uint64(hr.rel))
	k[27] = key(27, mix(hl.word, tags))
	k[28] = key(28, mix(hr.word, tags))
	k[29] = key(29, tags<<16|before.tag<<8|after.tag)
	k[30] = key(30, tags<<8|before.tag)
	k[31] = key(31, tags<<8|after.tag)
	k[32] = key(32, mix(before.word, dt))
	k[33] = key(33, mix(after.word, dt))
	k[34] = key(34, tags<<8|beyond.tag)
	k[35] = key(35, tags<<8|next.tag)
	k[36] = key(36, tags<<8|quote)
	k[37] = key(37, mix(h.word, dt<<8|quote))
	k[38] = key(38, mix(dl2.word, tags))
	k[39] = key(39, mix(d.rels, mix(d.word, ht)))
}
