package event

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// edit makes the words a copy, in which tags and relations may be put right.
// What hangs on what has changed then.
func (r *reader) edit() {
	if !r.own {
		r.own, r.words = true, slices.Clone(r.words)
	}
	r.ready = false
}

// hang makes token i depend on h.
func (r *reader) hang(i int, rel string, h int) { r.words[i].Rel, r.words[i].Head = rel, int32(h) }

// repair puts right what a parser that was trained on whole sentences makes of
// headlines, questions and names in front of a day, at token i.
func (r *reader) repair(i int) {
	w := &r.words[i]
	if w.Tag == "" {
		return
	}
	switch w.Tag[0] {
	case 'N':
		if w.Tag == "NN" && r.low(i-1) == "to" && r.rel(i-1) == "case" && int(r.words[i-1].Head) == i && in("nmod obl", w.Rel) {
			r.infinitive(i)
		}
		if w.Tag == "NN" && r.low(i) == "spoke" && i == r.lo+1 && in("amod compound", r.rel(i-1)) {
			r.edit() // "Blinken spoke", with a name that the tagger does not know
			r.words[i].Tag, r.words[i-1].Tag = "VBD", "NNP"
			r.hang(i-1, "nsubj", i)
			for k := i + 1; k < min(r.hi, i+reach); k++ {
				if int(r.words[k].Head) == i && r.words[k].Rel == "nmod" {
					r.words[k].Rel = "obl"
				}
			}
		}
		if w.Tag == "NN" && w.Rel == "obj" && int(w.Head) == r.lo && in("did does do", r.low(r.lo)) && r.rel(i-1) == "compound" && int(r.words[i-1].Head) == i {
			if _, is := verbs[r.low(i)]; is && verbForms[r.low(i)] == r.low(i) {
				r.edit() // "Did the minister call him?"
				r.words[i].Tag = "VB"
				for k := r.lo + 1; k < min(r.hi, r.lo+reach); k++ {
					if int(r.words[k].Head) != i {
						continue
					}
					if k < i-1 {
						r.words[k].Head = int32(i - 1)
					} else if k > i && in("nmod:unmarked appos flat dep", r.words[k].Rel) {
						r.words[k].Rel = "obj"
					}
				}
				r.hang(i, "root", -1)
				r.hang(i-1, "nsubj", i)
				r.hang(r.lo, "aux", i)
			}
		}
		if w.Head < 0 && (w.Tag == "NN" || w.Tag == "NNS") && i > r.lo && r.rel(i-1) == "compound" && int(r.words[i-1].Head) == i {
			r.nameVerb(i)
		}
		if strings.HasPrefix(w.Rel, "nsubj") && int(w.Head) > i && r.in(int(w.Head)) {
			r.before(i)
		}
		if w.Tag == "NN" && in("met spoke flew went", r.low(i)) && i > r.lo {
			r.past(i)
		}
		if w.Rel == "compound" && w.Tag == "NNP" && r.in(int(w.Head)) && r.at(i) >= 0 && int(w.Head) > i {
			r.unday(i)
		}
	case 'V':
		switch {
		case i == r.lo:
			r.headline(i)
			r.nameFirst(i)
		case i == r.lo+1 && w.Tag == "VB":
			if h := int(w.Head); r.tag(r.lo) == "DT" && w.Rel == "compound" && r.in(h) && r.verb(h) && nounEvent(r.low(i)) {
				r.edit() // "The call Putin made"
				r.words[i].Tag = "NN"
				r.hang(i, "obj", h)
				r.hang(r.lo, "det", i)
				break
			}
			r.asks(i)
		case w.Tag == "VB" && w.Rel == "xcomp" && r.low(i-1) == "her" && r.tag(i-1) == "PRP":
			r.hers(i)
		case w.Tag == "VBN" && w.Rel == "acl" && in("spoke went flew gave took began broke", r.low(i)):
			r.finite(i)
		case w.Tag == "VBN" && w.Rel == "acl" && int(w.Head) == i-1 && i-1 >= r.lo && r.words[i-1].Head < 0:
			r.transitive(i)
		case w.Tag == "VBN" && r.tag(i-1) == "POS":
			r.owners(i)
		case w.Rel == "acl:relcl" && (w.Tag == "VBG" || w.Tag == "VBN") && int(w.Head) < i:
			r.headless(i)
		case in("xcomp ccomp acl", w.Rel) && w.Tag == "VBN":
			r.headless(i)
		case w.Rel == "advcl" && (w.Tag == "VBN" || w.Tag == "VBG"):
			if int(w.Head) > i {
				r.reduced(i)
			} else {
				r.headless(i)
			}
		}
	}
}

// unday parts a name from the day behind it: in "sanctions on Fiji next month"
// the parser takes the place to describe the month.
func (r *reader) unday(i int) {
	h := int(r.words[i].Head)
	m := &r.doc.Mentions[r.at(i)]
	if !r.timed(h) || r.timed(i) || m.End != i+1 || m.First < r.lo || r.first(r.doc.Times[r.timeAt(h)].Start) <= i {
		return
	}
	r.edit()
	up, rel := int(r.words[h].Head), "obj"
	for k := m.First - 1; k >= max(r.lo, m.First-5); k-- {
		if t := r.tag(k); t == "" || t[0] == 'N' || t == "VBD" || t == "VBZ" || t == "VB" {
			break
		}
		if int(r.words[k].Head) != h {
			continue
		}
		if r.rel(k) == "case" || r.tag(k) == "IN" {
			rel = "obl"
			if k > r.lo && r.noun(k-1) && !r.timed(k-1) {
				rel, up = "nmod", k-1
			}
		} else if r.rel(k) != "det" {
			continue
		}
		r.words[k].Head = int32(i)
	}
	if up < 0 || rel == "obj" && !(r.in(up) && r.verb(up) && up < i && up >= m.First-3) {
		return
	}
	for k := m.First; k < i; k++ {
		if int(r.words[k].Head) == h {
			r.hang(k, "flat", i)
		}
	}
	r.hang(i, rel, up)
	if r.words[h].Rel == "obl" || r.words[h].Rel == "obj" {
		r.words[h].Rel = "obl:unmarked"
	}
}

// headline makes a noun of the first word of "Visit of the army chief to Lima
// raises eyebrows", which the parser takes for an order.
func (r *reader) headline(i int) {
	preps := ""
	switch r.low(i) {
	case "visit":
		preps = "of by to from"
	case "call", "calls":
		preps = "between with from"
	case "talks", "visits":
		preps = "between with of by to"
	}
	if !in(preps, r.low(i+1)) {
		return
	}
	for k := i + 2; k < min(r.hi, i+reach); k++ {
		t := r.tag(k)
		if t != "VBZ" && t != "VBD" && t != "VBP" && t != "MD" || r.rel(k) == "acl:relcl" || r.rel(k) == "ccomp" {
			continue
		}
		v := k
		if h := r.head(k); h > k && in("aux aux:pass cop", r.rel(k)) {
			v = h
		}
		r.edit()
		r.words[i].Tag = "NN"
		if strings.HasSuffix(r.low(i), "s") {
			r.words[i].Tag = "NNS"
		}
		r.hang(v, "root", -1)
		r.hang(i, "nsubj", v)
		for j := i + 2; j < k; j++ {
			if r.words[j].Rel == "obj" && int(r.words[j].Head) == i {
				r.words[j].Rel = "nmod"
			}
		}
		return
	}
}

// asks gives "Will Xi visit Seoul?" its subject, where a name that the tagger
// does not know became the verb.
func (r *reader) asks(i int) {
	c := r.doc.Text[r.tokens[i].Start]
	if c < 'A' || c > 'Z' || !in("will did does has can could would should", r.low(r.lo)) {
		return
	}
	for k := i + 1; k < min(r.hi, i+4); k++ {
		if int(r.words[k].Head) != i || !r.verb(k) || !in("xcomp ccomp advcl", r.rel(k)) {
			continue
		}
		r.edit()
		r.words[i].Tag = "NNP"
		r.hang(k, r.words[i].Rel, int(r.words[i].Head))
		r.hang(i, "nsubj", k)
		r.hang(r.lo, "aux", k)
		for j := k + 1; j < min(r.hi, k+reach); j++ {
			if int(r.words[j].Head) == i {
				r.words[j].Head = int32(k)
			}
		}
		return
	}
}

// hers makes a noun of "visit" in "cancelled her visit to the province".
func (r *reader) hers(i int) {
	h := int(r.words[i].Head)
	if _, is := nouns[r.low(i)]; !is || !r.in(h) || h != i-2 || in("let make help see hear watch have", r.lemma(h)) {
		return
	}
	r.edit()
	r.words[i].Tag = "NN"
	r.hang(i, "obj", h)
	r.words[i-1].Tag = "PRP$"
	r.hang(i-1, "nmod:poss", i)
}

// headless gives the verb of "Plans for them to meet have been abandoned" the
// noun for its subject under which the parser hung it.
func (r *reader) headless(i int) {
	if !in("been being was were is are have has had", r.low(i-1)) {
		return
	}
	first := i - 1
	for first > r.lo && in("aux aux:pass", r.rel(first-1)) && int(r.words[first-1].Head) == i {
		first--
	}
	if !in("have has had was were is are", r.low(first)) {
		return
	}
	second := -1 // B of "between A and B", which the parser took for the subject
	for k := i - 1; k >= max(r.lo, i-reach); k-- {
		if int(r.words[k].Head) != i || !in("nsubj nsubj:pass mark advmod csubj expl", r.rel(k)) {
			continue
		}
		if b := k - 1; second < 0 && r.rel(k) == "nsubj" && (r.low(b) == "and" || r.tag(b) == "DT" && r.low(b-1) == "and") {
			second = k
			continue
		}
		if r.rel(k) != "advmod" || r.tag(k) != "RB" {
			return
		}
	}
	if second < 0 && r.words[i].Rel == "acl:relcl" {
		return
	}
	top := i
	for n := 0; n < 6; n++ {
		h := int(r.words[top].Head)
		if h < r.lo || h >= i {
			break
		}
		top = h
	}
	if top == i || !strings.HasPrefix(r.tag(top), "N") || r.words[top].Head >= 0 {
		return
	}
	r.edit()
	if second >= 0 {
		a := second - 2
		if r.tag(second-1) == "DT" {
			a--
		}
		if a <= r.lo || !r.noun(a) {
			return
		}
		r.hang(second, "conj", a)
	}
	r.hang(i, "root", -1)
	if r.hang(top, "nsubj:pass", i); r.words[i].Tag == "VBG" || in("have has had", r.low(i-1)) {
		r.words[top].Rel = "nsubj"
	}
}

// finite makes a clause of "the two presidents spoke", which was read as a
// participle: the form is a past only.
func (r *reader) finite(i int) {
	s := int(r.words[i].Head)
	if !r.in(s) || s > i || in("have has had having", r.low(i-1)) {
		return
	}
	r.edit()
	r.words[i].Tag = "VBD"
	rel, up := r.words[s].Rel, int(r.words[s].Head)
	if rel == "obj" || rel == "obl" {
		rel = "advcl" // "Before the two spoke"
	}
	r.hang(i, rel, up)
	r.hang(s, "nsubj", i)
	for k := max(r.lo, s-4); k < s; k++ {
		if int(r.words[k].Head) == s && r.words[k].Rel == "case" {
			r.hang(k, "mark", i)
		}
	}
}

// transitive makes the verb of "Police used tear gas", which was read as a
// participle: one that has an object is none.
func (r *reader) transitive(i int) {
	if in("give award offer hand grant deny pay send show teach tell ask call name", r.base(i)) {
		return
	}
	for k := i + 1; k < min(r.hi, i+6); k++ {
		if k == i+1 && in("on upon", r.low(k)) && in("called insisted", r.low(i)) || int(r.words[k].Head) == i && r.words[k].Rel == "obj" && !r.timed(k) {
			r.edit()
			r.words[i].Tag = "VBD"
			r.hang(i, "root", -1)
			r.hang(i-1, "nsubj", i)
			return
		}
	}
}

// reduced gives the verb behind "The summit scheduled for Friday" the summit
// for its subject, which the parser gave to the participle.
func (r *reader) reduced(i int) {
	h, s := int(r.words[i].Head), i-1
	if r.words[i].Tag != "VBN" || h >= r.hi || h-i > reach || s < r.lo || int(r.words[s].Head) != i || !strings.HasPrefix(r.words[s].Rel, "nsubj") || !strings.HasPrefix(r.tag(s), "N") {
		return
	}
	passive := false
	for k := i + 1; k < h; k++ {
		if r.tag(k) == "," {
			return
		}
		if int(r.words[k].Head) == h {
			if strings.HasPrefix(r.words[k].Rel, "nsubj") {
				return
			}
			passive = passive || r.words[k].Rel == "aux:pass"
		}
	}
	r.edit()
	r.hang(i, "acl", s)
	if r.hang(s, "nsubj", h); passive {
		r.words[s].Rel = "nsubj:pass"
	}
}

// owners makes a noun with its owner of "The king's planned visit", where the
// parser took the owner for the subject of the participle.
func (r *reader) owners(i int) {
	s := int(r.words[i-1].Head)
	if s == i-2 && s >= r.lo && int(r.words[s].Head) == i && r.rel(s) == "nmod:poss" && r.words[i].Head < 0 {
		for k := i + 1; k < min(r.hi, i+4); k++ {
			if v := int(r.words[k].Head); v > k && v < r.hi && int(r.words[v].Head) == i && r.verb(v) && strings.HasPrefix(r.rel(k), "nsubj") {
				r.edit()
				r.hang(v, "root", -1)
				r.hang(i, "amod", k)
				r.hang(s, "nmod:poss", k)
				return
			}
		}
	}
	if s != i-2 || s < r.lo || int(r.words[s].Head) != i || !strings.HasPrefix(r.words[s].Rel, "nsubj") {
		return
	}
	for k := i + 1; k < min(r.hi, i+4); k++ {
		if int(r.words[k].Head) != i || r.words[k].Rel != "obj" || !strings.HasPrefix(r.tag(k), "N") {
			continue
		}
		r.edit()
		rel, h := r.words[i].Rel, int(r.words[i].Head)
		if h > k && rel == "advcl" {
			rel = "nsubj"
			for j := k + 1; j < min(h, k+reach); j++ {
				if int(r.words[j].Head) == h && r.words[j].Rel == "aux:pass" {
					rel = "nsubj:pass"
				}
			}
		}
		r.hang(k, rel, h)
		r.hang(i, "amod", k)
		r.hang(s, "nmod:poss", k)
		return
	}
}

// infinitive makes a verb of "plans to sanction Georgia", which was read as a
// noun: it has an object.
func (r *reader) infinitive(i int) {
	h := int(r.words[i].Head)
	if _, is := verbs[r.low(i)]; !is || !r.in(h) || h > i || governors[r.base(h)] == none {
		return
	}
	for k := i + 1; k < min(r.hi, i+6); k++ {
		if int(r.words[k].Head) == i && (r.words[k].Rel == "obj" || r.words[k].Rel == "flat" && r.tag(k) == "NNP") {
			r.edit()
			r.words[i].Tag, r.words[i].Rel, r.words[i-1].Rel, r.words[k].Rel = "VB", "xcomp", "mark", "obj"
			if r.noun(h) {
				r.words[i].Rel = "acl"
			}
			return
		}
	}
}

// nameFirst makes a subject of a name at the head of a sentence that the tagger
// takes for a verb: "Kwarteng did not resign".
func (r *reader) nameFirst(i int) {
	c := r.doc.Text[r.tokens[i].Start]
	if c < 'A' || c > 'Z' || r.words[i].Head >= 0 || !in("did does has had will would is was can could may might should", r.low(i+1)) {
		return
	}
	v := int(r.words[i+1].Head)
	if v <= i+1 || v >= r.hi || !r.verb(v) || int(r.words[v].Head) != i {
		return
	}
	r.edit()
	r.words[i].Tag = "NNP"
	r.hang(v, "root", -1)
	r.hang(i, "nsubj", v)
}

// nameVerb makes a verb of "quit" in "Suella Braverman quit on Wednesday", where
// a name was read as a part of a compound.
func (r *reader) nameVerb(i int) {
	m := r.names[i-1]
	l, is := verbForms[r.low(i)]
	if is && r.low(i) == "quit" && m < 0 && peopleSet[r.base(i-1)] {
		// "Nepal's prime minister quit"
		r.edit()
		r.words[i].Tag = "VBD"
		for k := max(r.lo, i-8); k < min(r.hi, i+reach); k++ {
			if int(r.words[k].Head) != i {
				continue
			}
			if k < i-1 {
				r.words[k].Head = int32(i - 1)
			} else if k > i && r.words[k].Rel == "nmod" {
				r.words[k].Rel = "obl"
			}
		}
		r.hang(i-1, "nsubj", i)
		return
	}
	if m < 0 || !is || r.doc.Mentions[m].Form != verbatim.Named || r.doc.Mentions[m].End != i || !r.in(r.doc.Mentions[m].Head) {
		return
	}
	if c := r.doc.Text[r.tokens[i].Start]; c >= 'A' && c <= 'Z' {
		return
	}
	third := strings.HasSuffix(r.low(i), "s") && l != r.low(i)
	if !third && !in("quit hit met cut", r.low(i)) {
		return // "Trump visit" is a headline's noun
	}
	if _, is := nouns[nounForms[r.low(i)]]; is && !in("NNP DT PRP PRP$", r.tag(i+1)) {
		return
	}
	r.edit()
	if r.words[i].Tag = "VBD"; third {
		r.words[i].Tag = "VBZ"
	}
	h := r.doc.Mentions[m].Head
	for k := r.doc.Mentions[m].First; k < i; k++ {
		if k != h && int(r.words[k].Head) == i {
			r.hang(k, "flat", h)
		}
	}
	r.hang(h, "nsubj", i)
	for k := i + 1; k < min(r.hi, i+reach); k++ {
		if int(r.words[k].Head) == i && r.words[k].Rel == "nmod" {
			r.words[k].Rel = "obl"
		}
	}
}

// before gives "attacked Goma, a spokesman said" its object, which the parser
// made a subject of what follows the comma.
func (r *reader) before(i int) {
	h := int(r.words[i].Head)
	v := int(r.words[h].Head)
	if v < r.lo || v >= i || h-i > 14 || !r.verb(v) || r.low(i+1) != "," || !in("ccomp parataxis advcl", r.rel(h)) || !in("say tell add insist report announce claim confirm", r.base(h)) {
		return
	}
	first := i
	if m := r.names[i]; m >= 0 {
		first = r.doc.Mentions[m].First
	}
	if first > v+1 && in("the a an his her its their", r.low(first-1)) {
		first--
	}
	if first != v+1 {
		return
	}
	other := false
	for k := i + 2; k < h; k++ {
		other = other || int(r.words[k].Head) == h && strings.HasPrefix(r.words[k].Rel, "nsubj")
	}
	if other {
		r.edit()
		r.hang(i, "obj", v)
	}
}

// past makes a verb of a past that was read as a noun: "The pair last met".
func (r *reader) past(i int) {
	s := -1
	for k := max(r.lo, i-8); k < i; k++ {
		if int(r.words[k].Head) == i && strings.HasPrefix(r.tag(k), "N") {
			s = k
		}
	}
	if s < 0 {
		return
	}
	r.edit()
	r.words[i].Tag = "VBD"
	for k := max(r.lo, i-8); k < min(r.hi, i+reach); k++ {
		switch {
		case int(r.words[k].Head) != i || k == s:
		case k < s:
			r.words[k].Head = int32(s)
		case k < i:
			r.words[k].Rel = "advmod"
		case r.words[k].Rel == "nmod":
			r.words[k].Rel = "obl"
		}
	}
	r.hang(s, "nsubj", i)
}
