package quote

// The model learned from outermost statements, in which a clause such as "her
// husband had threatened to kill her" is mostly news and no report. Where the
// tree shows subject, verb of communication and complement, it is one.

// toldConfidence is the confidence of what the tree alone shows.
const toldConfidence = 0.6

// governing lists the verbs whose infinitive is what was said: "promised to
// pay", "ordered her to burn the files".
var governing = wordSet(`promise threaten vow pledge swear ask tell order urge warn advise instruct beg implore request demand`)

// committing lists those that need no recipient.
var committing = wordSet(`promise threaten vow pledge swear`)

// maxTold bounds a source and the words between a verb and its complement.
const maxTold = 12

// maxTree bounds how far from a verb what hangs on it is looked for.
const maxTree = 80

// told returns the reports that the tree shows.
func (v *view) told() []pick {
	var out []pick
	for i := range int32(len(v.tok)) {
		if v.tok[i].pos != posVerb || !communication[v.words[i].Lemma] {
			continue
		}
		var p pick
		p.head = i
		source, ok := v.teller(i)
		if !ok {
			continue
		}
		content, ok := v.complement(i)
		if !ok {
			continue
		}
		p.first, p.last = v.group(i)
		if telling[v.words[i].Lemma] && v.pronounTold(content) {
			content.first++
		}
		p.source, p.content = []tokens{source}, v.closed([]tokens{content})
		if source.first < p.last && p.first < source.last || !v.reported(p) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// withTold puts the reports that the tree shows and the model has not found
// among the picks, where no pick holds any of their words and they are in no
// quotation.
func (v *view) withTold(picks []pick) []pick {
	held := make([]bool, len(v.tok))
	for _, p := range picks {
		for _, list := range [...][]tokens{p.source, p.content, {{p.first, p.last}}} {
			for _, t := range list {
				for i := t.first; i < t.last; i++ {
					held[i] = true
				}
			}
		}
	}
	add := func(p pick, from, to int32) {
		for i := from; i < to; i++ {
			if held[i] {
				return
			}
		}
		p.told = true
		picks = append(picks, p)
	}
	for _, p := range v.told() {
		free := v.tok[p.head].quote < 0 && v.words[v.span(p.source[0]).head].Tag != "WP" && !v.doc.Sentences[v.sent[p.head]].Furniture
		if l := v.words[p.head].Lemma; (l == "promise" || l == "threaten") && v.lower(p.content[0].first) == "to" {
			free = false // "the vote threatens to divide them": a view of things to come
		}
		if free {
			add(p, p.first, p.content[0].last)
		}
	}
	for _, p := range v.hearsay() {
		add(p, min(p.first, p.content[0].first), p.content[len(p.content)-1].last)
	}
	return picks
}

// teller returns the subject of verb i.
func (v *view) teller(i int32) (tokens, bool) {
	s := v.tok[i].subject
	if s >= 0 && v.words[s].Rel == "nsubj:pass" && telling[v.words[i].Lemma] {
		return v.agent(i)
	}
	if s < 0 || v.words[s].Rel != "nsubj" || s > i {
		return tokens{}, false
	}
	t := tokens{v.tok[s].left, v.tok[s].right + 1}
	if t.last > i || t.last-t.first > maxTold || t.first < v.tok[i].first {
		return tokens{}, false
	}
	for k := t.first; k < t.last; k++ {
		if v.tok[k].opens || v.tok[k].closes {
			return tokens{}, false
		}
	}
	for t.last > t.first && v.tok[t.last-1].pos == posPunct {
		t.last--
	}
	switch v.words[s].Tag {
	case "WDT", "EX", "DT", "PDT":
		return tokens{}, false
	}
	if v.words[t.first].Tag == "IN" {
		return tokens{}, false
	}
	l := v.words[s].Lemma
	return t, t.last > t.first && l != "it" && l != "what"
}

// agent returns who tells in "she had been told by a doctor that".
func (v *view) agent(i int32) (tokens, bool) {
	for k := i + 1; k <= v.tok[i].right && k < i+maxTold; k++ {
		if v.tok[k].head != i || v.words[k].Rel != "obl:agent" {
			continue
		}
		t := tokens{v.tok[k].left, v.tok[k].right + 1}
		if t.last-t.first > maxTold || t.first <= i || t.last-t.first < 2 || v.lower(t.first) != "by" {
			return tokens{}, false
		}
		t.first++
		return t, true
	}
	return tokens{}, false
}

// complement returns the clause that verb i governs on its right.
func (v *view) complement(i int32) (tokens, bool) {
	for k := i + 1; k < v.tok[i].last && k <= v.tok[i].right && k < i+maxTree; k++ {
		w := &v.tok[k]
		rel := v.words[k].Rel
		if w.head != i {
			// "advised people to stay": the clause may hang on those who are told.
			if rel != "acl" || w.head <= i || v.tok[w.head].head != i || v.tok[w.left].last <= w.left+1 || v.lower(w.left) != "to" {
				continue
			}
			rel = "xcomp"
		}
		switch rel {
		case "ccomp":
			// "which he said could not be bought" has its subject elsewhere.
			if v.tok[k].subject < 0 || v.tok[k].pos != posVerb && v.tok[k].kids&kidAux == 0 || v.because(k) {
				return tokens{}, false
			}
		case "xcomp":
			if !governing[v.words[i].Lemma] || v.words[k].Tag != "VB" {
				continue
			}
		default:
			continue
		}
		t := tokens{w.left, w.right + 1}
		for b := max(i, t.first) + 1; b < k; b++ {
			if v.tok[b].head == k && v.words[b].Rel == "mark" && v.lower(b) == "that" {
				t.first = b // "said a year ago that": what stands before is not said
			}
		}
		for t.last > t.first && v.tok[t.last-1].pos == posPunct && !v.tok[t.last-1].closes {
			t.last--
		}
		if t.last <= t.first {
			return tokens{}, false
		}
		if q := v.tok[t.last-1].quote; v.tok[t.last-1].closes && v.quot[q].first < t.first {
			for t.last--; t.last > t.first && v.tok[t.last-1].pos == posPunct; t.last-- {
				// The mark closes what was opened before the clause.
			}
		}
		if v.lower(t.first) == "that" && t.first+1 < t.last && (v.tok[t.first+1].pos == posVerb || v.words[t.first+1].Tag == "MD") {
			return tokens{}, false // "the states that have suffered"
		}
		if v.words[t.first].Tag == "VBG" || v.tok[t.first].pos == posPunct && !v.tok[t.first].opens {
			return tokens{}, false
		}
		if t.first <= i || t.last <= t.first || t.first-i > maxTold || t.last-t.first > maxWindow {
			return tokens{}, false
		}
		// Between the verb and the clause stand a recipient and when or where.
		for b := i + 1; b < t.first; b++ {
			if v.tok[b].pos == posVerb || v.tok[b].head >= t.first || v.tok[b].opens || v.tok[b].closes {
				return tokens{}, false
			}
		}
		return t, true
	}
	return v.thatBehind(i)
}

// thatBehind returns the clause with "that" directly behind verb i where the tree hangs it elsewhere: on
// the "said" that ends the sentence.
func (v *view) thatBehind(i int32) (tokens, bool) {
	b := i + 1
	if b >= v.tok[i].last || v.lower(b) != "that" || v.words[b].Rel != "mark" {
		return tokens{}, false
	}
	k := v.tok[b].head
	if k <= b || k >= v.tok[i].last || k-b > maxTold || v.tok[k].subject < 0 || v.tok[k].pos != posVerb || v.tok[k].head >= 0 && v.tok[k].head < k {
		return tokens{}, false
	}
	t := tokens{b, v.tok[k].right + 1}
	for c := k + 1; c < t.last; c++ {
		if v.words[c].Tag == "," && c+2 < t.last && v.tok[t.last-1].pos == posVerb {
			t.last = c
		}
	}
	for t.last > k+1 && v.tok[t.last-1].pos == posPunct && !v.tok[t.last-1].closes {
		t.last--
	}
	for c := b; c < t.last; c++ {
		if v.tok[c].opens || v.tok[c].closes {
			return tokens{}, false
		}
	}
	return t, t.last-t.first >= minReported && t.last-t.first <= maxWindow
}

// because reports whether a clause gives a reason or a time, and no words.
func (v *view) because(k int32) bool {
	for i := max(v.tok[k].left, k-maxTree); i < k; i++ {
		if v.tok[i].head != k {
			continue
		}
		switch v.lower(i) {
		case "because", "while", "as", "where", "although", "though", "since", "after", "before", "until":
			return true
		}
	}
	return false
}

// group returns the verb with the auxiliaries and adverbs right before it.
func (v *view) group(i int32) (first, last int32) {
	first = i
	for k := i - 1; k >= v.tok[i].first && v.tok[k].head == i; k-- {
		switch v.words[k].Rel {
		case "aux":
			first = k
			continue
		case "advmod":
			continue
		}
		break
	}
	return first, i + 1
}
