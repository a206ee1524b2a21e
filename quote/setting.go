package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Settings fills, for every statement of doc, to whom it was made (Addressee),
// in what setting (Venue) and when (Time), where the text names them. It
// reads Words, Statements, Times, Mentions and Entities; where the last three
// are empty, there are spans and no indices.
//
// It works by rules over the tree and the order of words: which noun phrases
// and times of the cue's sentence, outside the content, hang on the cue. The
// parser errs most where phrases attach, so a phrase that stands next to the
// cue counts although the tree has it elsewhere, and one that the tree has
// under another verb does not.
//
//	addressee.go    who is told, asked, urged, written to
//	venue.go        posts, calls, interviews, courts; venuewords.go and
//	                venuename.go what they are called, venuekind.go of which
//	                kind they are, venuesource.go documents that are the source
//	said.go         when
//	carry.go        what goes over to the statement that goes on
func Settings(doc *verbatim.Document) {
	if len(doc.Words) != len(doc.Tokens) || len(doc.Statements) == 0 {
		return
	}
	g := newStage(doc)
	scenes := make([]scene, len(doc.Statements))
	for i := range doc.Statements {
		s := &scenes[i]
		if *s = g.scene(i); s.head < 0 {
			continue
		}
		to := g.recipient(s)
		g.setAddressee(s, to)
		g.setVenue(s, to)
		g.setTime(s, to)
	}
	g.carry(scenes)
}

// stage is a document as the rules see it.
type stage struct {
	doc    *verbatim.Document
	words  []verbatim.Word
	within []int32 // of each token: the innermost statement in whose content it lies, or -1
	cueOf  []int32 // of each token: the statement whose cue it is in, or -1
}

func newStage(doc *verbatim.Document) *stage {
	n := len(doc.Tokens)
	both := make([]int32, 2*n)
	for i := range both {
		both[i] = -1
	}
	g := &stage{doc: doc, words: doc.Words, within: both[:n], cueOf: both[n:]}
	mark := func(of []int32, spans []verbatim.Span, i int) {
		for _, s := range spans {
			for t := tokensOf(doc, s); t.first < t.last; t.first++ {
				of[t.first] = int32(i)
			}
		}
	}
	// What is reported stands behind its parent: the inner one is marked last.
	for i := range doc.Statements {
		mark(g.within, doc.Statements[i].Content, i)
	}
	for i := range doc.Statements {
		mark(g.cueOf, doc.Statements[i].Cue, i)
	}
	return g
}

// scene is a statement as the rules see it.
type scene struct {
	*verbatim.Statement
	index  int32
	head   int32 // the cue's verb, or what else carries its meaning; -1 if nothing does
	cue    tokens
	source tokens // the first of its source; empty if it has none
	lo, hi int32  // the sentence of the cue
	level  int32  // the statement in whose content the cue lies, or -1

	content []tokens
	venueAt tokens // of the venue
}

func (g *stage) scene(i int) scene {
	st := &g.doc.Statements[i]
	st.Addressee, st.Venue, st.Time = nil, nil, -1
	s := scene{Statement: st, index: int32(i), head: -1}
	if len(st.Cue) == 0 {
		return s
	}
	s.cue = tokensOf(g.doc, st.Cue[0])
	if s.cue.first >= s.cue.last {
		return s
	}
	if len(st.Source) > 0 {
		s.source = tokensOf(g.doc, st.Source[0])
	}
	s.head = g.headOfCue(s.cue)
	sentences := g.doc.Sentences
	k, found := slices.BinarySearchFunc(sentences, int(s.head), func(a verbatim.Sentence, t int) int { return cmp.Compare(a.First, t) })
	if !found {
		k--
	}
	if k < 0 || int(s.head) >= sentences[k].Last {
		s.head = -1
		return s
	}
	s.lo, s.hi = max(int32(sentences[k].First), s.head-maxReach), min(int32(sentences[k].Last), s.head+maxReach)
	s.level = g.within[s.head]
	for _, c := range st.Content {
		s.content = append(s.content, tokensOf(g.doc, c))
	}
	return s
}

// maxReach is how many tokens from the cue a phrase may stand.
const maxReach = 120

// headOfCue returns the verb of a cue that no other word of it governs.
func (g *stage) headOfCue(t tokens) int32 {
	best, rank := t.first, -1
	for i := t.first; i < t.last; i++ {
		w, r := &g.words[i], 0
		if w.Head < t.first || w.Head >= t.last {
			r = 2
		}
		if strings.HasPrefix(w.Tag, "V") {
			r++
			if !strings.HasPrefix(w.Rel, "aux") && w.Rel != "cop" {
				r += 3
			}
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// free reports whether token i can say something of the circumstances of s: it
// stands in the cue's sentence, in no content that the cue is not in, and is
// no other statement's cue.
func (g *stage) free(s *scene, i int32) bool {
	if i < s.lo || i >= s.hi || g.within[i] != s.level || g.cueOf[i] >= 0 && g.cueOf[i] != s.index {
		return false
	}
	// Where contents overlap, only one of them is noted at the token.
	for _, t := range s.content {
		if i >= t.first && i < t.last {
			return false
		}
	}
	return true
}

func (g *stage) lower(i int32) string {
	s := g.doc.Tokens[i].In(g.doc.Text)
	for k := range len(s) {
		if c := s[k]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}

func (g *stage) verb(i int32) bool { return strings.HasPrefix(g.words[i].Tag, "V") }

func (g *stage) noun(i int32) bool { return strings.HasPrefix(g.words[i].Tag, "N") }

// preposition returns the word before the noun phrase that token i heads, ""
// if there is none.
func (g *stage) preposition(i int32) string {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		if g.words[k].Head == i && g.words[k].Rel == "case" && g.words[k].Tag != "POS" {
			return g.lower(k)
		}
	}
	return ""
}

// beside are prepositions of what is near in time or matter to a statement
// and not its setting: "after a meeting", "about the speech".
var beside = wordSet(`after before since until till following ahead despite about over of against for from without by like than because as amid`)

// speaking are the verbs of adverbial clauses that tell how something was said:
// "speaking at a rally", "asked by reporters".
var speaking = wordSet(`speak talk write respond reply answer recap address appear post testify tell ask interview comment announce
	deliver tweet quote chat brief press question say add host joke remark discuss recount describe explain tour`)

// attached reports whether what token i heads belongs to the cue of s. own is
// the phrase that i heads.
func (g *stage) attached(s *scene, i int32, own tokens) bool {
	a := i
	for range 24 {
		if a >= s.cue.first && a < s.cue.last {
			return true
		}
		if g.cueOf[a] >= 0 && g.cueOf[a] != s.index {
			return false
		}
		if a < own.first || a >= own.last {
			switch {
			case g.verb(a):
				if !g.adverbial(s, a, i) {
					return false
				}
			case g.noun(a):
				if beside[g.preposition(a)] {
					return false
				}
			}
		}
		h := g.words[a].Head
		if h < 0 || g.within[h] != s.level {
			return g.adjacent(s, own)
		}
		a = h
	}
	return false
}

// adverbial reports whether the verb a, which i hangs on, begins a clause that
// tells how the statement was made: a participle, fronted or of speaking.
func (g *stage) adverbial(s *scene, a, i int32) bool {
	w := &g.words[a]
	for k := max(s.lo, a-4); k < a; k++ {
		if g.words[k].Head == a && (g.words[k].Rel == "mark" || g.words[k].Rel == "case") && beside[g.lower(k)] && g.lower(k) != "as" {
			return false
		}
	}
	if speaking[w.Lemma] || a == i+1 && posting[w.Lemma] { // "emails leaked to the press"
		return true
	}
	if a == i+1 && w.Tag == "VBD" && i < s.head && a < s.head && w.Lemma == "read" {
		return true // "In a statement read to the court, she said"
	}
	return (w.Tag == "VBG" || w.Tag == "VBN") && i < s.head && a < s.head
}

// adjacent reports whether the phrase stands next to the cue, with nothing but
// the source, a recipient and adverbs between, or at the head of the sentence
// before everything else.
func (g *stage) adjacent(s *scene, own tokens) bool {
	if own.first > s.head {
		between := int32(0)
		for k := s.cue.last; k < own.first; k++ {
			if g.within[k] == s.index {
				continue // "dismissed the claims in a letter": the tree has it under the claims
			}
			if between++; !g.free(s, k) || g.verb(k) || g.words[k].Tag == "," && (k < s.source.first || k >= s.source.last) {
				return false
			}
		}
		return between <= 8
	}
	k := own.first - 1
	if k >= s.lo && (g.words[k].Tag == "IN" || g.words[k].Tag == "TO") {
		k--
	}
	if k >= s.lo {
		return false
	}
	end := g.extend(s, own).last // "In an interview with Le Monde,"
	if end < s.hi && end == s.source.first && s.source.first < s.head {
		return true // "in a memo to staff he described"
	}
	return end < s.hi && g.words[end].Tag == ","
}

// span returns the bytes of tokens. A full stop that the tokenizer has taken
// for that of an abbreviation ("on X.") is left out at the end of a sentence.
func (g *stage) span(t tokens) verbatim.Span {
	doc := g.doc
	s := verbatim.Span{Start: doc.Tokens[t.first].Start, End: doc.Tokens[t.last-1].End}
	if last := doc.Tokens[t.last-1]; last.Len() > 1 && strings.HasSuffix(last.In(doc.Text), ".") &&
		(int(t.last) >= len(doc.Tokens) || g.words[t.last-1].Head < 0 || g.endsSentence(t.last)) {
		s.End--
	}
	return s
}

func (g *stage) endsSentence(last int32) bool {
	_, found := slices.BinarySearchFunc(g.doc.Sentences, int(last), func(a verbatim.Sentence, t int) int { return cmp.Compare(a.First, t) })
	return found
}

// phrase reads the noun phrase that begins at token i, at most to hi, over
// tokens for which ok holds. head is its last noun.
func (g *stage) phrase(i, hi int32, ok func(int32) bool) (t tokens, head int32, found bool) {
	t, head = tokens{i, i}, -1
	hi = min(hi, i+14)
	owner := tokens{} // what the last 's makes an owner
	defer func() {
		if !found && owner.last > i { // "CNN's “New Day”": the title is read elsewhere
			t, head, found = tokens{i, owner.last}, owner.last-1, true
		}
	}()
	for k := i; k < hi && ok(k); k++ {
		tag := g.words[k].Tag
		switch {
		case tag == "PRP":
			if k == i {
				return tokens{i, k + 1}, k, true
			}
			return t, head, head >= 0
		case tag == "NN" || tag == "NNS" || tag == "VB" && head < 0 && people[g.words[k].Lemma] || tag == "NNP" || tag == "NNPS":
			if head >= 0 && g.separate(head, k) {
				return t, head, true
			}
			t.last, head = k+1, k
		case tag == "POS" && head >= 0:
			owner = tokens{i, t.last}
			t.last, head = k+1, -1
		case tag == "DT" || tag == "PDT" || tag == "PRP$":
			if head >= 0 || k > i && tag != "DT" && g.words[k-1].Tag != "PDT" {
				return t, head, head >= 0
			}
			if s := g.lower(k); s == "that" && k == i {
				return t, head, false
			}
		case tag == "JJ" || tag == "JJR" || tag == "JJS" || tag == "CD" || tag == "HYPH" || tag == "VBN" || tag == "VBG" || tag == "$":
			if head >= 0 && tag != "HYPH" && tag != "CD" && !capital(g.doc.Tokens[k].In(g.doc.Text)) {
				return t, head, true
			}
			if tag == "CD" && head >= 0 {
				t.last = k + 1
			}
		case tag == "RB" && head < 0 && k > i:
		case (tag == "CC" && g.lower(k) == "&" || tag == "``" || tag == "''") && k > i && k+1 < hi && capital(g.doc.Tokens[k+1].In(g.doc.Text)) && tag == "CC":
		default:
			return t, head, head >= 0
		}
	}
	return t, head, head >= 0
}

// separate reports whether the noun at k begins a phrase of its own behind that
// of head: "told reporters Monday", "told Congress officials had lied".
func (g *stage) separate(head, k int32) bool {
	if weekday(g.doc.Tokens[k].In(g.doc.Text)) {
		return true
	}
	return g.words[k].Rel == "nsubj" && g.words[k].Head != g.words[head].Head && g.words[head].Head != k
}

func capital(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

func weekday(s string) bool {
	switch s {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "today", "yesterday", "tomorrow":
		return true
	}
	return false
}
