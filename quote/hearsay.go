package quote

// Hearsay: what nobody in particular says. "He was rumoured to be in Oslo",
// "The car was reportedly paid for in cash". The model finds most of it; the
// rest has one form.

// rumoured are the participles of hearsay before an infinitive.
var rumoured = wordSet(`rumour rumor say allege report believe think understand repute claim`)

// hedging are the adverbs that ascribe a clause to others.
var hedging = wordSet(`reportedly allegedly purportedly`)

// hearsay returns the statements of this form.
func (v *view) hearsay() []pick {
	var out []pick
	for i := range int32(len(v.tok)) {
		if v.tok[i].quote >= 0 || v.doc.Sentences[v.sent[i]].Furniture {
			continue
		}
		switch {
		case v.words[i].Tag == "VBN" && rumoured[v.words[i].Lemma]:
			if p, ok := v.rumour(i); ok {
				out = append(out, p)
			}
		case v.words[i].Tag == "RB" && hedging[v.lower(i)]:
			if p, ok := v.hedged(i); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// rumour reads subject, "be", the participle i and "to" with a verb.
func (v *view) rumour(i int32) (pick, bool) {
	last := v.ending(i)
	s := v.tok[i].subject
	if i+2 >= last || v.lower(i+1) != "to" || v.words[i+2].Tag != "VB" || s < 0 || s >= i || v.words[s].Rel != "nsubj:pass" {
		return pick{}, false
	}
	first := i
	for first > s+1 && v.tok[first-1].head == i && v.words[first-1].Rel != "nsubj:pass" && v.tok[first-1].pos != posPunct && v.tok[first-1].pos != posNoun {
		first--
	}
	subject := tokens{v.tok[s].left, v.tok[s].right + 1}
	if first == i || subject.last > first || subject.first < v.tok[i].first || v.words[s].Tag == "WDT" || v.words[s].Tag == "WP" {
		return pick{}, false
	}
	end := v.clauseEnd(i+2, last)
	p := pick{head: i, told: true}
	p.first, p.last = first, i+1
	p.content = []tokens{subject, {i + 1, end}}
	return p, true
}

// clauseEnd returns where the clause that goes on at token k ends.
func (v *view) clauseEnd(k, last int32) int32 {
	last = min(last, k+maxTree)
	for ; k < last; k++ {
		if v.words[k].Tag == "," || v.words[k].Tag == ":" || v.words[k].Tag == "CC" && k+1 < last && v.tok[k+1].pos == posVerb || v.tok[k].quote >= 0 {
			break
		}
	}
	return k
}

// hedged reads the clause that the adverb i stands at the head of, or in.
func (v *view) hedged(i int32) (pick, bool) {
	p := pick{head: i, told: true}
	p.first, p.last = i, i+1
	last := v.ending(i)
	if v.tok[i].first == i {
		t := tokens{i + 1, last}
		if t.first < t.last && v.words[t.first].Tag == "," {
			t.first++
		}
		p.content = []tokens{t}
		return p, t.last-t.first >= minReported && t.last-t.first < maxWindow && v.clause(t)
	}
	h := v.tok[i].head
	if h <= i || v.words[h].Rel == "acl:relcl" || v.words[h].Rel == "acl" {
		return p, false
	}
	s := v.tok[h].subject
	if s < 0 || s >= i || v.tok[s].left < v.tok[i].first || v.words[s].Tag == "WDT" || v.words[s].Tag == "WP" {
		return p, false
	}
	subject := tokens{v.tok[s].left, v.tok[s].right + 1}
	if subject.last > i || i-subject.last > 3 {
		return p, false
	}
	p.content = []tokens{{subject.first, i}, {i + 1, v.clauseEnd(i+1, last)}}
	return p, p.content[1].last-p.content[1].first >= 2
}

// maxStops is how many signs end a sentence at most.
const maxStops = 6

// ending returns the end of the sentence of token i, its stop left out.
func (v *view) ending(i int32) int32 {
	last := v.tok[i].last
	for range maxStops {
		if last > i+1 && v.tok[last-1].pos == posPunct && !v.tok[last-1].closes {
			last--
		}
	}
	return last
}
