package entity

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// phrase is a word or a noun phrase that can refer: a name with its titles, a
// noun with what stands before it, or a pronoun.
type phrase struct {
	first, end int32 // tokens [first, end): for a noun without what follows the head
	head       int32
	up         int32 // the token that governs the phrase, or -1
	name       int32 // index in Document.Mentions of the name, or -1
	sent       int32
	quote      int32 // innermost quotation around the head, or -1
	chain      int32 // index of its chain, or -1
	form       verbatim.MentionForm
	kind       kind
	gender     gender
	number     number
	class      class // of a pronoun
	role       role  // what the phrase is to the word that governs it
	article    article
	lemma      uint64
	row        []int32 // of several joined by "and": their phrases; the phrase is then all of them
	title      bool    // stands as a title before a name, or in apposition: not a mention by itself
	clause     bool    // the governing verb heads a clause inside another
	sure       float32 // probability that the phrase refers to its chain
}

type kind uint8

const (
	anyKind kind = iota
	person
	organisation
	place
	group
	thing
	instant // a time
)

// entityKind is the kind for those outside this package.
func (p *phrase) entityKind() verbatim.EntityKind { return kinds[p.kind] }

var kinds = [...]verbatim.EntityKind{"", verbatim.Person, verbatim.Organisation, verbatim.Place, verbatim.Group, "", ""}

// gender is the set of pronouns that may take up a phrase.
type gender uint8

const (
	male gender = 1 << iota
	female
	neuter
	anyGender = male | female | neuter
)

type number uint8

const (
	singular number = 1 << iota
	plural
	anyNumber = singular | plural
)

// class is which pronoun a pronoun is.
type class uint8

const (
	noPronoun class = iota
	he
	she
	it
	they
	first  // I, me, my
	firsts // we, us, our
	second // you, your
	relative
	question
	demonstrative
)

// role is the grammatical role of a phrase.
type role uint8

const (
	otherRole role = iota
	subject
	passiveSubject
	object
	oblique
	possessor
	modifier // of a noun, with a preposition
	apposition
	conjunct
	rootRole
	compound
)

type article uint8

const (
	bare article = iota
	definite
	indefinite
	possessive
	this
	quantified
)

// pronoun says which pronoun a folded word is, whether it is possessive or
// reflexive.
func pronoun(word, tag string) (c class, poss, self bool) {
	switch word {
	case "he", "him":
		return he, false, false
	case "his":
		return he, true, false
	case "himself":
		return he, false, true
	case "she":
		return she, false, false
	case "her":
		return she, tag == "PRP$", false
	case "hers":
		return she, true, false
	case "herself":
		return she, false, true
	case "it":
		return it, false, false
	case "its":
		return it, true, false
	case "itself":
		return it, false, true
	case "they", "them", "'em":
		return they, false, false
	case "their", "theirs":
		return they, true, false
	case "themselves", "themself":
		return they, false, true
	case "i", "me":
		return first, false, false
	case "my", "mine":
		return first, true, false
	case "myself":
		return first, false, true
	case "we", "us":
		return firsts, false, false
	case "our", "ours":
		return firsts, true, false
	case "ourselves":
		return firsts, false, true
	case "you", "yourself", "yourselves":
		return second, false, false
	case "your", "yours":
		return second, true, false
	case "who", "whom", "whose", "which", "that":
		if tag == "WP" || tag == "WDT" || tag == "WP$" {
			return relative, word == "whose", false
		}
	case "this", "these", "those":
		return demonstrative, false, false
	}
	return noPronoun, false, false
}

// roleOf maps a relation of Universal Dependencies.
func roleOf(rel string) role {
	switch rel {
	case "nsubj", "csubj", "nsubj:outer", "csubj:outer":
		return subject
	case "nsubj:pass", "csubj:pass":
		return passiveSubject
	case "obj", "iobj":
		return object
	case "obl", "obl:agent", "obl:tmod", "obl:npmod", "obl:unmarked":
		return oblique
	case "nmod:poss":
		return possessor
	case "nmod", "nmod:desc", "nmod:npmod", "nmod:unmarked", "nmod:tmod":
		return modifier
	case "appos":
		return apposition
	case "conj":
		return conjunct
	case "root":
		return rootRole
	case "compound", "amod":
		return compound
	}
	return otherRole
}

// view is what resolution sees of a document.
type view struct {
	given   bool             // the mentions are given
	often   map[uint64]int32 // how many phrases have each noun
	ages    map[string]int32 // chains by age, see agesOf
	labelOf []int32          // with given mentions: the label of each phrase, or -1
	doc     *verbatim.Document
	facts   Facts
	sent    []int32  // sentence of each token
	word    []string // folded
	quote   []int32  // innermost quotation of each token, or -1
	left    []int32  // first token of the subtree
	named   []int32  // index of the name that a token lies in, or -1
	owner   []int32  // index in phrases of the widest phrase whose base the token lies in, or -1
	headed  []int32  // index in phrases of the phrase whose head the token is, or -1
	source  []int32  // the statement whose source the token lies in, or -1
	cue     []int32  // the statement whose cue the token lies in, or -1
	inside  []int32  // the outermost statement whose content the token lies in, or -1
	inner   []int32  // and the innermost
	plain   []int32  // of each sentence: how many sentences up to it lie not wholly in quotation marks
	phrases []phrase
	chains  []chain
	byName  map[string][]int32 // chains by what their names are looked up by
	keys    []string
	holders map[uint64][]int32 // chains by the nouns of their roles
	kin     []kin
	issuers map[uint64]int32 // chains by the nouns of the documents that they issued
	writer  int              // the chain of whoever a line names as the writer, -1, or unasked
	scratch
}

// lower lowers the case of a token and makes every apostrophe straight.
func lower(s string) string {
	s = strings.ToLower(s)
	if strings.Contains(s, "’") {
		s = strings.ReplaceAll(s, "’", "'")
	}
	return s
}

func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func newView(doc *verbatim.Document, facts Facts) *view {
	n := len(doc.Tokens)
	ints := make([]int32, 10*n)
	cut := func() []int32 {
		part := ints[:n:n]
		ints = ints[n:]
		return part
	}
	v := &view{doc: doc, facts: facts, writer: unasked, byName: map[string][]int32{}, holders: map[uint64][]int32{}, issuers: map[uint64]int32{}, word: make([]string, n), sent: cut(), quote: cut(), left: cut(), named: cut(),
		owner: cut(), headed: cut(), source: cut(), cue: cut(), inside: cut(), inner: cut()}
	for i := range n {
		v.word[i] = lower(doc.Tokens[i].In(doc.Text))
		v.left[i] = int32(i)
		v.quote[i], v.named[i], v.owner[i], v.headed[i], v.source[i], v.cue[i], v.inside[i], v.inner[i] = -1, -1, -1, -1, -1, -1, -1, -1
	}
	for s, sentence := range doc.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			v.sent[i] = int32(s)
			// What stands directly before a noun belongs to its phrase.
			if h := doc.Words[i].Head; h > int32(i) && premodifier(doc.Words[i].Rel) {
				v.left[h] = min(v.left[h], v.left[i])
			}
		}
		for i := sentence.First; i < sentence.Last; i++ {
			// Once more, for modifiers that have modifiers to their left.
			if h := doc.Words[i].Head; h > int32(i) && premodifier(doc.Words[i].Rel) {
				v.left[h] = min(v.left[h], v.left[i])
			}
		}
	}
	v.plain = make([]int32, len(doc.Sentences))
	told := int32(0)
	for s, sentence := range doc.Sentences {
		if sentence.First == sentence.Last || v.quote[sentence.First] < 0 || v.quote[sentence.Last-1] < 0 {
			told++
		}
		v.plain[s] = told
	}
	v.statements()
	v.markNames()
	v.mend()
	t := 0
	for q := range doc.Quotations {
		span := doc.Quotations[q].Span
		for t > 0 && doc.Tokens[t-1].Start >= span.Start {
			t--
		}
		for t < n && doc.Tokens[t].Start < span.Start {
			t++
		}
		for i := t; i < n && doc.Tokens[i].Start < span.End; i++ {
			v.quote[i] = int32(q)
		}
	}
	return v
}

// statements notes which statement each token belongs to, and as what.
func (v *view) statements() {
	mark := func(to []int32, spans []verbatim.Span, s int) {
		for _, span := range spans {
			for i := v.tokenAt(span.Start); i < len(v.doc.Tokens) && v.doc.Tokens[i].Start < span.End; i++ {
				if to[i] < 0 {
					to[i] = int32(s)
				}
			}
		}
	}
	for s := range v.doc.Statements {
		st := &v.doc.Statements[s]
		mark(v.source, st.Source, s)
		mark(v.cue, st.Cue, s)
		mark(v.inside, st.Content, s)
		for _, span := range st.Content {
			for i := v.tokenAt(span.Start); i < len(v.doc.Tokens) && v.doc.Tokens[i].Start < span.End; i++ {
				v.inner[i] = int32(s) // what is reported inside comes later
			}
		}
	}
}

// tokenAt returns the first token that ends behind offset.
func (v *view) tokenAt(offset int) int {
	lo, hi := 0, len(v.doc.Tokens)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if v.doc.Tokens[mid].End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func premodifier(rel string) bool {
	switch rel {
	case "det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "flat", "det:predet", "advmod", "punct", "case", "goeswith":
		return rel != "case" && rel != "punct" && rel != "advmod"
	}
	return false
}

func isNoun(tag string) bool { return len(tag) >= 2 && tag[0] == 'N' && tag[1] == 'N' }
