package event

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A reader is the state of one pass over a document.
type reader struct {
	doc    *verbatim.Document
	tokens []verbatim.Token
	words  []verbatim.Word

	lo, hi int     // the tokens of the sentence
	kid    []int32 // of token lo+i: its first child, or -1
	sib    []int32 // of token lo+i: the next child of its head, or -1
	ready  bool    // kid and sib are those of the sentence

	names   []int32 // of each token: the outermost mention that covers it, or -1
	mention []int32 // of each token: the innermost mention that covers it, or -1
	when    int     // the first expression of doc.Times that may lie in the sentence
	voices  []voice // what of the text is whose statement, by start
	ev      []int   // the tokens that told the status of the event at hand
	steps   int     // left for the status of the event at hand
	granted bool    // the event at hand is taken for granted by its clause

	own bool // words is a copy, in which tags are put right

	seen  []found // the mentions of events so far, merged
	touch []int   // indices in seen, each as it was named, the last one last
}

// reach bounds how far is looked along a sentence, and how many children of a
// token, so that a page without full stops costs what its length says.
const reach = 40

func (r *reader) sentence(s *verbatim.Sentence) {
	r.lo, r.hi, r.ready = s.First, min(s.Last, len(r.tokens)), false
	for r.when < len(r.doc.Times) && r.doc.Times[r.when].End <= s.Start {
		r.when++
	}
	if r.low(r.lo) == "in" && in("the a his her this", r.low(r.lo+1)) && r.has(r.lo+2, r.lo+4, "novel film movie sitcom thriller opera musical comedy sequel") && !r.has(r.lo+2, r.lo+4, "festival industry") {
		return // a story
	}
	if k := r.hi - 2; k > r.lo+3 && r.low(k+1) == "." && in("film novel movie thriller sequel sitcom", r.low(k)) && r.has(k-5, k-1, "in") && r.has(k-4, k-1, "'s latest new his her the") {
		return // "Martians attack New York in her latest film."
	}
	for i := r.lo; i < r.hi; i++ {
		r.repair(i)
		r.retag(i)
	}
	for i := r.lo; i < r.hi; i++ {
		if t := &r.words[i]; t.Tag != "" && (t.Tag[0] == 'V' || t.Tag[0] == 'N' || t.Tag[0] == 'J' || t.Tag == "MD") {
			r.token(i)
		}
	}
}

// retag makes a verb of a noun that only a verb can be: "managed to phone
// him", "demanded that she resign".
func (r *reader) retag(i int) {
	w := &r.words[i]
	put := func(tag string) {
		if !r.own {
			r.own, r.words = true, slices.Clone(r.words)
		}
		r.words[i].Tag = tag
	}
	if w.Rel == "amod" && (w.Tag == "VBN" || w.Tag == "VBD") && i > r.lo && in("NNS NNPS NNP", r.tag(i-1)) && r.head(i) == i+1 {
		l := verbForms[r.low(i)]
		if _, is := verbs[l]; is || pairings[l] != nil {
			// "Tanks shelled positions": a clause that was read as a phrase.
			put("VBD")
			r.words[i].Rel, r.words[i].Head = "root", -1
			who := i - 1
			if h := r.head(who); r.rel(who) == "conj" && h >= 0 && r.noun(h) {
				who = h // "helicopters and tanks shelled"
			}
			r.words[who].Rel, r.words[who].Head = "nsubj", int32(i)
			r.words[i+1].Rel, r.words[i+1].Head = "obj", int32(i)
			r.ready = false
		}
		return
	}
	if (w.Tag == "RP" || w.Tag == "RB") && i > r.lo && r.head(i) == i-1 && r.verb(i-1) && !in("up off out down in on over away back again twice once today tomorrow yesterday here there not never now then soon home together alone as", r.low(i)) {
		if c := r.doc.Text[r.tokens[i].Start]; c >= 'A' && c <= 'Z' {
			if _, is := verbs[r.base(i-1)]; is {
				put("NNP") // "phoned Xi": a name that was taken for a particle
				r.words[i].Rel, r.ready = "obj", false
			}
		}
		return
	}
	if w.Tag == "VBZ" && i == r.lo && r.low(i) == "talks" && r.tag(i+1) == "IN" {
		r.tree()
		if k := r.child(i, "acl:relcl"); k > i && r.verb(k) {
			// "Talks on a truce have stalled, he said"
			rel, head := w.Rel, w.Head
			put("NNS")
			r.words[k].Rel, r.words[k].Head = rel, head
			r.words[i].Rel, r.words[i].Head = "nsubj", int32(k)
			r.ready = false
			return
		}
	}
	if w.Tag == "NN" && i > r.lo+2 && r.rel(i-1) == "compound" && r.head(i-1) == i && nouns[r.low(i)].kind == "" && verbs[r.low(i)].plover != "" {
		for k := i - 2; k > max(r.lo, i-6); k-- {
			if r.low(k) == "that" && r.verb(k-1) && in("demand insist urge ask propose suggest recommend request", r.lemma(k-1)) {
				// "demanded that the president resign"
				put("VB")
				r.words[i].Rel, r.words[i].Head = "ccomp", int32(k-1)
				r.words[i-1].Rel, r.words[k].Rel = "nsubj", "mark"
				for j := k + 1; j < i-1; j++ {
					if r.head(j) == i {
						r.words[j].Head = int32(i - 1)
					}
				}
				r.ready = false
				return
			}
		}
	}
	if w.Tag == "VBN" && w.Rel == "acl" && i > r.lo+1 && r.head(i) == i-1 && r.low(i-1) == "," && r.noun(i-2) && r.low(i+1) != "by" {
		if _, is := verbs[verbForms[r.low(i)]]; is {
			// "The minister, Ana Orde, invited him": a clause that was read as a phrase.
			who := i - 2
			for n := 0; n < 4 && r.head(who) >= 0 && r.head(who) < who && in("appos flat compound", r.rel(who)); n++ {
				who = r.head(who)
			}
			put("VBD")
			r.words[i].Rel, r.words[i].Head = "root", -1
			r.words[who].Rel, r.words[who].Head = "nsubj", int32(i)
			for k := i + 1; k < min(r.hi, i+4); k++ {
				if r.words[k].Rel == "obl:agent" && r.head(k) == i {
					r.words[k].Rel = "obj"
				}
			}
			r.ready = false
		}
		return
	}
	switch {
	case w.Tag == "VBZ" && strings.HasPrefix(w.Rel, "nsubj") && r.low(i) == "talks":
		put("NNS")
		return
	case w.Tag == "NN" && i > r.lo && r.tag(i-1) == "IN" && strings.HasSuffix(r.low(i), "ing"):
		_, is := verbs[verbForms[r.low(i)]]
		if _, noun := nounForms[r.low(i)]; is && !noun {
			put("VBG") // "no intention of resigning"
		}
		return
	}
	if w.Tag != "NN" && w.Tag != "NNP" || i == r.lo || w.Rel == "compound" {
		return
	}
	l := r.low(i)
	if _, is := verbs[l]; !is {
		return
	}
	if _, is := nouns[l]; is {
		return
	}
	if r.low(i-1) == "to" && i-1 > r.lo || w.Rel == "ccomp" && w.Tag == "NN" {
		put("VB")
		if h := r.head(i); h >= 0 && h < i && in("obl nmod", w.Rel) && governors[r.base(h)] != none {
			r.words[i-1].Rel, r.words[i].Rel, r.ready = "mark", "xcomp", false // "refused to resign"
			if r.noun(h) {
				r.words[i].Rel = "acl"
			}
		}
	}
}

// tree makes the lists of children. Walking backwards leaves them in order.
func (r *reader) tree() {
	if r.ready {
		return
	}
	r.ready = true
	n := r.hi - r.lo
	r.kid, r.sib = r.kid[:0], r.sib[:0]
	for range n {
		r.kid, r.sib = append(r.kid, -1), append(r.sib, -1)
	}
	for i := r.hi - 1; i >= r.lo; i-- {
		if h := int(r.words[i].Head); h >= r.lo && h < r.hi && h != i {
			r.sib[i-r.lo] = r.kid[h-r.lo]
			r.kid[h-r.lo] = int32(i)
		}
	}
}

// kids calls f with the children of token i, in order, until it says false.
func (r *reader) kids(i int, f func(k int) bool) {
	if i < r.lo || i >= r.hi {
		return
	}
	for k, n := r.kid[i-r.lo], 0; k >= 0 && n < reach; k, n = r.sib[int(k)-r.lo], n+1 {
		if !f(int(k)) {
			return
		}
	}
}

// child is the first child of token i with one of the relations, or -1.
func (r *reader) child(i int, rels ...string) int {
	at := -1
	r.kids(i, func(k int) bool {
		for _, rel := range rels {
			if r.words[k].Rel == rel {
				at = k
				return false
			}
		}
		return true
	})
	return at
}

// preposition is the word that marks token i as an oblique, in lower case.
func (r *reader) preposition(i int) string {
	if k := r.child(i, "case"); k >= 0 {
		return r.low(k)
	}
	return ""
}

func (r *reader) head(i int) int {
	if h := int(r.words[i].Head); h >= r.lo && h < r.hi && h != i {
		return h
	}
	return -1
}

func (r *reader) in(i int) bool { return i >= r.lo && i < r.hi }

func (r *reader) tag(i int) string {
	if !r.in(i) {
		return ""
	}
	return r.words[i].Tag
}

func (r *reader) rel(i int) string {
	if !r.in(i) {
		return ""
	}
	return r.words[i].Rel
}

// lemma is in lower case for names too.
func (r *reader) lemma(i int) string {
	if !r.in(i) {
		return ""
	}
	return r.base(i)
}

// base is lemma for a token of the document.
func (r *reader) base(i int) string {
	forms := nounForms
	if t := r.words[i].Tag; t != "" && t[0] == 'V' {
		forms = verbForms
	}
	if l, is := forms[lower(r.tokens[i].In(r.doc.Text))]; is {
		return l
	}
	return lower(r.words[i].Lemma)
}

// low is the text of token i in lower case, its apostrophe straight.
func (r *reader) low(i int) string {
	if !r.in(i) {
		return ""
	}
	w := lower(r.tokens[i].In(r.doc.Text))
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	return w
}

// lower folds without allocation where there is nothing to fold.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}

func (r *reader) verb(i int) bool { t := r.tag(i); return t != "" && t[0] == 'V' }
func (r *reader) noun(i int) bool {
	t := r.tag(i)
	return t != "" && t[0] == 'N' || t == "PRP" || t == "WP" || t == "DT" || t == "CD"
}

// span is the text from token i to token j, both included.
func (r *reader) span(i, j int) verbatim.Span {
	return verbatim.Span{Start: r.tokens[i].Start, End: r.tokens[j].End}
}

// extent is the first and the last token of the subtree of i, as far as reach.
func (r *reader) extent(i int) (lo, hi int) {
	lo, hi = i, i
	stack := []int{i}
	for n := 0; len(stack) > 0 && n < reach; n++ {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		lo, hi = min(lo, at), max(hi, at)
		r.kids(at, func(k int) bool {
			if rel := r.words[k].Rel; rel != "punct" && rel != "parataxis" {
				stack = append(stack, k)
			}
			return true
		})
	}
	return max(lo, i-reach), min(hi, i+reach)
}

// has says that one of the tokens of [lo, hi] is the word.
func (r *reader) has(lo, hi int, words string) bool {
	for i := max(lo, r.lo); i <= min(hi, r.hi-1); i++ {
		if in(words, r.low(i)) {
			return true
		}
	}
	return false
}

// in says that w is one of the words of a list with spaces around each.
func in(list, w string) bool {
	if w == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(list[from:], w)
		if i < 0 {
			return false
		}
		i += from
		if (i == 0 || list[i-1] == ' ') && (i+len(w) == len(list) || list[i+len(w)] == ' ') {
			return true
		}
		from = i + 1
	}
}
