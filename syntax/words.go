package syntax

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/internal/linear"
)

// Words returns the syntax of each token of doc, in the order of doc.Tokens.
// Every sentence is a tree with one root, whose Head is -1 and whose Rel is
// "root". Tokens in page furniture have the zero Word with Head -1.
func Words(doc *verbatim.Document, m *Model) []verbatim.Word {
	out := Unknown(doc)
	d := m.desks.Get().(*desk)
	defer m.desks.Put(d)
	if d.capitals == nil {
		d.capitals = capitals{}
	}
	d.capitals.gather(doc)
	for _, s := range doc.Sentences {
		if s.Furniture || s.First < 0 || s.First >= s.Last || s.Last > len(doc.Tokens) {
			continue
		}
		d.inputs = d.inputs[:0]
		for i := s.First; i < s.Last; i++ {
			t := &doc.Tokens[i]
			in := Input{Form: t.In(doc.Text), SpaceBefore: t.SpaceBefore}
			if q := int(t.Quotation); q >= 0 && q < len(doc.Quotations) {
				in.Mark = CloseMark
				if doc.Quotations[q].Open.Start == t.Start {
					in.Mark = OpenMark
				}
			} else {
				in.Mark = stray(in.Form, in.SpaceBefore)
			}
			in.Name = d.capitals.names(in.Form)
			d.inputs = append(d.inputs, in)
		}
		d.analyse(m, d.inputs, int32(s.First), out[s.First:s.Last])
	}
	return out
}

// stray says what a token is that belongs to no quotation: a double mark that
// lacks its other half is still one.
func stray(form string, spaceBefore bool) Mark {
	switch form {
	case "“", "„", "«", "``":
		return OpenMark
	case "”", "»", "''":
		return CloseMark
	case "\"":
		if spaceBefore {
			return OpenMark
		}
		return CloseMark
	}
	return NoMark
}

// Analyse sets the words of one sentence, whose heads are indices in it. The
// two slices must be of the same length.
func (m *Model) Analyse(sentence []Input, out []verbatim.Word) {
	d := m.desks.Get().(*desk)
	defer m.desks.Put(d)
	d.analyse(m, sentence, 0, out)
}

// desk is the room that the analysis of a sentence takes, used again for the
// next.
type desk struct {
	inputs   []Input
	capitals capitals
	forms    []form
	tags     []uint8
	words    []uint64
	state    state
	known    map[wordTag]lemmaOf
}

type wordTag struct {
	form string
	tag  uint8
}

type lemmaOf struct {
	lemma string
	hash  uint64
}

// maxKnown bounds the lemmas that a desk remembers.
const maxKnown = 1 << 14

func (d *desk) analyse(m *Model, sentence []Input, first int32, out []verbatim.Word) {
	if len(sentence) == 0 {
		return
	}
	d.look(m, sentence)
	d.tag(m)
	d.accordingTo(m, sentence)
	d.agents(m, sentence)
	d.words = d.words[:0]
	for i := range sentence {
		l := d.lemma(m, sentence[i].Form, d.tags[i])
		d.words = append(d.words, l.hash)
		out[i].Tag = m.tags[d.tags[i]]
		out[i].Lemma = l.lemma
	}
	d.state.reset(d.forms, d.words, d.tags, m.kinds)
	d.parse(m)
	for i := range sentence {
		n := &d.state.nodes[i]
		out[i].Rel = m.rels[n.rel]
		out[i].Head = n.head + first
		if n.head == d.state.root() {
			out[i].Head = -1
		}
	}
}

// accordingTo makes a noun of what was tagged as a verb at the end of the phrase behind
// "according to", where no clause can stand: "according to the fisheries institute, herring".
func (d *desk) accordingTo(m *Model, sentence []Input) {
	for i := 0; i+4 < len(sentence); i++ {
		if sentence[i+1].Form != "to" || sentence[i].Form != "according" && sentence[i].Form != "According" {
			continue
		}
		for j := i + 3; j+1 < len(sentence) && j < i+10; j++ {
			tag := m.tags[d.tags[j]]
			if tag == "," || strings.HasPrefix(tag, "W") {
				break
			}
			if (tag == "VBP" || tag == "VB") && sentence[j+1].Form == "," && strings.HasPrefix(m.tags[d.tags[j-1]], "NN") {
				if n := slices.Index(m.tags, "NN"); n >= 0 {
					d.tags[j] = uint8(n)
				}
				break
			}
		}
	}
}

// look sets the forms of a sentence.
func (d *desk) look(m *Model, sentence []Input) {
	d.forms = setForms(d.forms, sentence, &m.lexicon, m.classTags)
}

func setForms(forms []form, sentence []Input, lexicon *linear.Map, classTags []byte) []form {
	forms = forms[:0]
	for i := range sentence {
		glued := i > 0 && !sentence[i].SpaceBefore || i+1 < len(sentence) && !sentence[i+1].SpaceBefore
		forms = append(forms, form{})
		forms[i].look(&sentence[i], glued)
		forms[i].within = sentence[i].Name
	}
	lookup(lexicon, classTags, forms)
	return forms
}

// tag sets the tags of the sentence whose forms are set.
func (d *desk) tag(m *Model) {
	d.tags = d.tags[:0]
	t1, t2 := uint64(1), uint64(1)
	var keys [tagFeatures]uint64
	for i := range d.forms {
		t := 0
		f := &d.forms[i]
		switch {
		case f.word == openWord && m.open >= 0:
			t = m.open
		case f.word == closeWord && m.close >= 0:
			t = m.close
		case f.fixed != 0:
			t = int(f.fixed - 1)
		default:
			tagKeys(&keys, d.forms, i, t1, t2)
			t = m.tagger.Best(keys[:])
		}
		if f.letter == lowerCase && m.present >= 0 && m.tags[t][0] == 'N' && saying[f.word] {
			t = m.present
		}
		if f.letter >= initialCap && m.proper >= 0 && t != m.proper && d.proper(i, m.tags[t]) {
			t = m.proper
		}
		d.tags = append(d.tags, uint8(t))
		t1, t2 = uint64(t)+8, t1
	}
}

func (d *desk) lemma(m *Model, form string, tag uint8) lemmaOf {
	if l, ok := d.known[wordTag{form, tag}]; ok {
		return l
	}
	if d.known == nil || len(d.known) >= maxKnown {
		d.known = make(map[wordTag]lemmaOf)
	}
	s := m.lemmas.lemma(form, m.tags[tag], tag)
	l := lemmaOf{s, lemmaHash(s)}
	d.known[wordTag{strings.Clone(form), tag}] = l
	return l
}

// lemmaHash tells lemmas apart, all numbers of as many digits alike.
func lemmaHash(s string) uint64 {
	var buf [longest + 8]byte
	n, _, _, _ := normalise(s, &buf)
	return hash(buf[:n])
}

// parse finds the heads of the sentence that state has been reset to.
func (d *desk) parse(m *Model) {
	s := &d.state
	var keys [moveFeatures]uint64
	for !s.done() {
		move := shift
		switch {
		case len(s.stack) == 0:
		case s.next == s.root() && len(s.stack) == 1:
			move = leftArc
		default:
			s.moveKeys(&keys)
			left, right := m.moves.Score(keys[:])
			move = choose(s, left, right)
		}
		if move == shift {
			s.shift()
			continue
		}
		head, dep := s.arc(move)
		if head == s.root() {
			s.attach(head, dep, uint8(len(m.rels)-1))
			d.gather(m, dep)
			return
		}
		s.attach(head, dep, d.relation(m, head, dep))
	}
}

// choose returns the best of the moves that can be made.
func choose(s *state, left, right int32) int {
	move, top := -1, int32(0)
	for c, score := range [3]int32{0, left, right} {
		if s.can(c) && (move < 0 || score > top) {
			move, top = c, score
		}
	}
	return move
}

// gather gives what is left on the stack to the root of the sentence.
func (d *desk) gather(m *Model, root int32) {
	for s := &d.state; len(s.stack) > 0; {
		dep := s.top(0)
		s.attach(root, dep, d.relation(m, root, dep))
	}
}

func (d *desk) relation(m *Model, head, dep int32) uint8 {
	var keys [relFeatures]uint64
	d.state.relKeys(&keys, head, dep)
	return uint8(m.relations.Best(keys[:]))
}

// Unknown returns the words of a document that cannot be analysed: all zero,
// without heads.
func Unknown(doc *verbatim.Document) []verbatim.Word {
	out := make([]verbatim.Word, len(doc.Tokens))
	for i := range out {
		out[i].Head = -1
	}
	return out
}

// Knows reports whether the model can give the relation to a word.
func (m *Model) Knows(rel string) bool { return slices.Contains(m.rels, rel) }
