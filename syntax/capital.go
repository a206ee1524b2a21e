package syntax

import (
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// What capitals tell that the treebanks do not: how a word is written elsewhere
// in the document, and what stands behind "Mr".

// capitals are the words that a document writes with a capital inside its
// sentences, by their hash, and whether it also writes them without.
type capitals map[uint64]bool

// gather counts the words of doc, in time proportional to it.
func (c capitals) gather(doc *verbatim.Document) {
	clear(c)
	for _, s := range doc.Sentences {
		if s.Furniture || s.First < 0 || s.First >= s.Last || s.Last > len(doc.Tokens) {
			continue
		}
		words, upper := 0, 0
		for i := s.First; i < s.Last; i++ {
			switch b := doc.Text[doc.Tokens[i].Start]; {
			case b >= 'A' && b <= 'Z':
				upper++
				words++
			case b >= 'a' && b <= 'z' || b >= utf8.RuneSelf:
				words++
			}
		}
		if upper < 2 || words >= 3 && 3*upper >= 2*words {
			continue // nothing but its first word, or a headline
		}
		start := true
		for i := s.First; i < s.Last; i++ {
			w := doc.Tokens[i].In(doc.Text)
			switch b := w[0]; {
			case b >= 'A' && b <= 'Z':
				if !start && len(w) > 1 {
					if h, small := wordHash(w); !small {
						if _, ok := c[h]; !ok {
							c[h] = false
						}
					}
				}
				start = false
			case b >= 'a' && b <= 'z' || b >= utf8.RuneSelf && !opens(w):
				start = false
			case opens(w):
				start = true
			}
		}
	}
	if len(c) == 0 {
		return
	}
	for i := range doc.Tokens {
		w := doc.Tokens[i].In(doc.Text)
		if b := w[0]; b < 'a' || b > 'z' {
			continue
		}
		if h, small := wordHash(w); small {
			if _, ok := c[h]; ok {
				c[h] = true
			}
		}
	}
}

// names reports whether the document writes a word with a capital wherever it stands.
func (c capitals) names(w string) bool {
	if len(c) == 0 || w[0] < 'A' || w[0] > 'Z' {
		return false
	}
	h, _ := wordHash(w)
	small, ok := c[h]
	return ok && !small
}

// opens reports whether a word behind token w may have a capital for its place alone.
func opens(w string) bool {
	switch w {
	case ":", "“", "‘", "\"", "«", "„", "``", "'", "-", "–", "—", "--", "*", "•", "(":
		return true
	}
	return false
}

// wordHash is the hash of a word in lower case; small reports whether it has no capital.
func wordHash(w string) (h uint64, small bool) {
	h, small = 14695981039346656037, true // FNV-1a
	for i := range len(w) {
		b := w[i]
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
			small = false
		}
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h, small
}

// properTag is the tag of a name.
const properTag = "NNP"

// forms of address, always names before a capital.
var address = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields("mr mrs ms dr prof sir dame mr. mrs. ms. dr. prof. cllr cllr. messrs messrs. mme mme.") {
		m[hash([]byte(w))] = true
	}
	return m
}()

// addresses are what follows the name of a place to make one of an address or a body of it.
var addresses = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields("street road avenue lane square house hall park palace college university hospital council county city town police borough") {
		m[hash([]byte(w))] = true
	}
	return m
}()

// saying are the verbs of saying and thinking in -s that are no nouns, though they look like them where a treebank
// has not shown them.
var saying = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`disagrees concedes bemoans reckons opines avers concurs insists admits denies argues explains warns believes thinks agrees
		suggests expects predicts adds tells says asks writes confirms announces declares refuses acknowledges alleges asserts maintains laments
		emphasises emphasizes reiterates testifies insinuates contends`) {
		m[hash([]byte(w))] = true
	}
	return m
}()

// mayOpen are the words behind which a capital can be that of a sentence.
var mayOpen = func() map[uint64]bool {
	m := map[uint64]bool{openWord: true}
	for _, w := range []string{":", "--", "-", "...", "(", "'", "*", "."} {
		m[hash([]byte(w))] = true
	}
	return m
}()

// proper reports whether token i, for which the tagger has chosen tag, is a name by its capital.
func (d *desk) proper(i int, tag string) bool {
	f, a, z := &d.forms[i], formAt(d.forms, i-1), formAt(d.forms, i+1)
	if address[f.word] && f.letter == initialCap {
		return z.letter >= initialCap
	}
	verb := tag[0] == 'V' || strings.HasPrefix(tag, "RB")
	if a.letter == initialCap && address[a.word] {
		return verb || tag[0] == 'N' || tag[0] == 'J' || tag == "FW"
	}
	switch {
	case verb && f.letter == initialCap && z.letter == initialCap && addresses[z.word]:
		return true // "Downing Street said"
	case !verb || f.shape&(inHeadline|atStart) != 0 && !f.within:
		return false
	case f.letter == allCaps && (a.letter == allCaps || z.letter == allCaps):
		return false // somebody shouts
	}
	return f.within || i > 0 && !mayOpen[a.word]
}

// agents makes nouns of unknown words for who does something that were tagged as verbs before a name: "Former Rovers
// striker Des Gantry".
func (d *desk) agents(m *Model, sentence []Input) {
	if m.noun < 0 {
		return
	}
	for i := 0; i+1 < len(sentence); i++ {
		f := &d.forms[i]
		if f.letter != lowerCase || d.forms[i+1].letter != initialCap || f.amb>>63 == 0 || int(d.tags[i+1]) != m.proper {
			continue
		}
		if tag := m.tags[d.tags[i]]; tag != "VBP" && tag != "VB" {
			continue
		}
		if w := sentence[i].Form; len(w) > 5 && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "or") || strings.HasSuffix(w, "ist") || strings.HasSuffix(w, "man")) {
			d.tags[i] = uint8(m.noun)
		}
	}
}
