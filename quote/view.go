package quote

import (
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// view is what the feature functions see of a document: for every token a few
// hashes and its place in the tree and in the quotation marks. Marks of every
// typography hash alike, so that no weight depends on an outlet's style.
type view struct {
	doc   *verbatim.Document
	words []verbatim.Word
	tok   []info
	sent  []int32 // sentence of each token
	quot  []quotInfo
}

// info is one token as the features see it.
type info struct {
	word, lemma, tag, rel uint64 // hashes; word is folded
	suffix, shape         uint64
	head                  int32  // token index, -1 at a root
	left, right           int32  // first and last token of the subtree
	kids                  uint64 // which relations the children have, see kidBit
	subject               int32  // the nsubj child, -1 if none
	first, last           int32  // of the sentence: [first, last)
	quote                 int32  // innermost quotation around the token, -1 if none
	pos                   posClass
	opens, closes         bool  // is an opening or a closing quotation mark
	prior                 uint8 // how often the lemma is a cue, see Model.prior
}

type posClass uint8

const (
	posOther posClass = iota
	posVerb
	posNoun
	posPronoun
	posAdjective
	posAdverb
	posPunct
)

// quotInfo is one quotation in tokens.
type quotInfo struct {
	first, last int32 // tokens [first, last), marks included
	words       int32 // length in words
}

const (
	kidSubject = 1 << iota
	kidObject
	kidCcomp
	kidXcomp
	kidParataxis
	kidAdvcl
	kidMark
	kidAux
	kidOblique
	kidQuote
	kidPassive
	kidConj
	kidNeg
	kidColon
	kidThat
	kidCase
)

// Shapes that are asked for: what is written in digits alone, and a word with a
// capital.
const (
	shapeNumber  = 2
	shapeCapital = 6
)

const none = uint64(0x9e3779b97f4a7c15) // what stands beyond the edge

// hashString is FNV-1a, 64 bits.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix combines two hashes.
func mix(a, b uint64) uint64 {
	a ^= b + 0x9e3779b97f4a7c15 + a<<6 + a>>2
	a *= 0xff51afd7ed558ccd
	return a ^ a>>32
}

// newView prepares doc for the feature functions.
func newView(doc *verbatim.Document, m *Model) *view {
	n := len(doc.Tokens)
	v := &view{doc: doc, words: doc.Words, tok: make([]info, n), sent: make([]int32, n)}
	v.quotations()
	for s, sentence := range doc.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			v.sent[i] = int32(s)
			v.fill(i, m)
			v.tok[i].first, v.tok[i].last = int32(sentence.First), int32(sentence.Last)
		}
		v.tree(sentence.First, sentence.Last)
	}
	return v
}

func (v *view) quotations() {
	v.quot = make([]quotInfo, len(v.doc.Quotations))
	t := 0
	for i, q := range v.doc.Quotations {
		for t > 0 && v.doc.Tokens[t-1].Start >= q.Start {
			t--
		}
		for t < len(v.doc.Tokens) && v.doc.Tokens[t].Start < q.Start {
			t++
		}
		end, words := t, 0
		for end < len(v.doc.Tokens) && v.doc.Tokens[end].Start < q.End {
			v.tok[end].quote = int32(i) + 1 // one too high until fill
			if r, _ := utf8.DecodeRuneInString(v.doc.Text[v.doc.Tokens[end].Start:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
				words++
			}
			end++
		}
		v.quot[i] = quotInfo{int32(t), int32(end), int32(words)}
	}
}

func (v *view) fill(i int, m *Model) {
	t := v.doc.Tokens[i]
	s := t.In(v.doc.Text)
	w := &v.tok[i]
	w.quote--
	w.subject = -1
	w.head = v.words[i].Head
	w.left, w.right = int32(i), int32(i)
	if t.Quotation >= 0 {
		q := v.doc.Quotations[t.Quotation]
		w.opens = q.Open.Start == t.Start
		w.closes = !w.opens
		canonical := "”"
		if w.opens {
			canonical = "“"
		}
		w.word = hashString(canonical)
		w.lemma, w.suffix, w.shape = w.word, w.word, 1
		w.tag, w.rel = w.word, hashString("punct")
		w.pos = posPunct
		return
	}
	w.word, w.suffix, w.shape = fold(s)
	w.tag = hashString(v.words[i].Tag)
	w.rel = hashString(v.words[i].Rel)
	w.lemma = hashString(v.words[i].Lemma)
	w.pos = classify(v.words[i].Tag)
	w.prior = m.prior(w.lemma, w.pos)
}

// fold hashes the word in lower case with its digits as one, its last three
// bytes, and its shape (capitals, digits).
func fold(s string) (word, suffix, shape uint64) {
	const offset, prime = 14695981039346656037, 1099511628211
	word = offset
	var last uint64
	upper, lower, digit, dot := 0, 0, 0, 0
	for k := 0; k < len(s); k++ {
		c := s[k]
		switch {
		case c >= 'A' && c <= 'Z':
			upper++
			c |= 0x20
		case c >= 'a' && c <= 'z':
			lower++
		case c >= '0' && c <= '9':
			digit++
			c = '0'
		case c == '.':
			dot++
		case c == 0xE2 && k+2 < len(s) && s[k+1] == 0x80 && (s[k+2] == 0x99 || s[k+2] == 0x98):
			k += 2 // a curly apostrophe is an apostrophe
			c = '\''
		}
		word = (word ^ uint64(c)) * prime
		last = last<<8 | uint64(c)
	}
	suffix = (last&0xffffff ^ 0xa5a5) * prime
	first := len(s) > 0 && s[0] >= 'A' && s[0] <= 'Z'
	switch {
	case digit > 0 && upper+lower == 0:
		shape = shapeNumber
	case digit > 0:
		shape = 3
	case upper > 1 && lower == 0:
		shape = 4
	case first && upper == 1 && lower == 0:
		shape = 5
	case first:
		shape = shapeCapital
	case upper > 0:
		shape = 7
	case lower > 0:
		shape = 8
	default:
		shape = 9
	}
	if dot > 0 && upper+lower > 0 {
		shape |= 16
	}
	return word, suffix, shape
}

func classify(tag string) posClass {
	if tag == "" {
		return posOther
	}
	switch tag[0] {
	case 'V', 'M':
		return posVerb
	case 'N':
		return posNoun
	case 'J':
		return posAdjective
	case 'P':
		if tag == "PRP" || tag == "PRP$" {
			return posPronoun
		}
	case 'W':
		if tag == "WP" || tag == "WP$" || tag == "WDT" {
			return posPronoun
		}
	case 'R':
		if len(tag) > 1 && tag[1] == 'B' {
			return posAdverb
		}
	}
	if r := tag[0]; r < 'A' || r > 'Z' || tag == "HYPH" || tag == "-LRB-" || tag == "-RRB-" {
		return posPunct
	}
	return posOther
}

// tree fills subtree extents and what the children are.
func (v *view) tree(first, last int) {
	// Walking up from every token needs no order and is bounded by the depth.
	for i := first; i < last; i++ {
		h := v.tok[i].head
		for steps := 0; h >= 0 && steps < last-first; steps++ {
			p := &v.tok[h]
			p.left, p.right = min(p.left, int32(i)), max(p.right, int32(i))
			h = p.head
		}
		h = v.tok[i].head
		if h < 0 {
			continue
		}
		p := &v.tok[h]
		p.kids |= kidBit(v.words[i].Rel)
		switch v.words[i].Rel {
		case "nsubj", "nsubj:pass", "csubj":
			p.subject = int32(i)
			if v.words[i].Rel == "nsubj:pass" {
				p.kids |= kidPassive
			}
		case "advmod":
			if l := v.words[i].Lemma; l == "not" || l == "never" || l == "n't" {
				p.kids |= kidNeg
			}
		}
		if v.tok[i].opens || v.tok[i].closes {
			p.kids |= kidQuote
		}
		s := v.doc.Tokens[i].In(v.doc.Text)
		if s == ":" {
			p.kids |= kidColon
		}
		if v.words[i].Rel == "mark" && (s == "that" || s == "That") {
			p.kids |= kidThat
		}
	}
}

func kidBit(rel string) uint64 {
	switch rel {
	case "nsubj", "nsubj:pass", "csubj":
		return kidSubject
	case "obj", "iobj":
		return kidObject
	case "ccomp":
		return kidCcomp
	case "xcomp":
		return kidXcomp
	case "parataxis":
		return kidParataxis
	case "advcl", "advcl:relcl":
		return kidAdvcl
	case "mark":
		return kidMark
	case "aux", "aux:pass", "cop":
		return kidAux
	case "obl", "obl:tmod", "obl:npmod", "obl:unmarked", "obl:agent", "nmod":
		return kidOblique
	case "conj":
		return kidConj
	case "case":
		return kidCase
	}
	return 0
}

// at returns the token i, or an empty one beyond the sentence.
func (v *view) at(i, first, last int32) *info {
	if i < first || i >= last {
		return &outside
	}
	return &v.tok[i]
}

var outside = info{word: none, lemma: none, tag: none, rel: none, suffix: none, head: -1, subject: -1, quote: -1}
