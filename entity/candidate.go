package entity

import "github.com/verbatim-record/verbatim"

// window is how many sentences back an antecedent is looked for, and
// maxCandidates how many phrases at the most.
const (
	window        = 5
	nominalWindow = 30
	maxCandidates = 40
	// Where the mentions are given there are few, and one that does not seem to suit may be right.
	givenWindow = 8
	maxGiven    = 60
)

// candidate is a phrase that another may refer back to.
type candidate struct {
	phrase int32
	entity int32 // how many other entities the candidates nearer than this one are of
	again  bool  // a nearer candidate is of the same entity
	score  float32
	p      float32 // probability, after normalising
}

// candidates appends the phrases that p may refer back to, nearest first.
func (v *view) candidates(dst []candidate, p int) []candidate {
	ph := &v.phrases[p]
	reach := int32(window)
	most := maxCandidates
	if ph.form == verbatim.Nominal {
		reach = nominalWindow
	} else if v.given {
		reach, most = givenWindow, maxGiven
	}
	seen := 0
	for q := p - 1; q >= max(0, p-600) && len(dst) < most && seen < 200; q-- {
		c := &v.phrases[q]
		if v.apart(ph, c) > reach {
			if ph.sent-c.sent > 4*reach {
				break
			}
			continue
		}
		seen++
		if v.possible(p, q) || v.given && ph.form == verbatim.Pronoun && v.labelOf[q] >= 0 && v.allows(p, q) {
			dst = append(dst, candidate{phrase: int32(q)})
		}
	}
	// "When he arrived, Smith said": the subject of the main clause may follow.
	if ph.form == verbatim.Pronoun && ph.class != it {
		for q := p + 1; q < len(v.phrases) && q < p+12; q++ {
			c := &v.phrases[q]
			if c.sent != ph.sent {
				break
			}
			if c.form == verbatim.Named && (c.role == subject && v.below(ph.head, c.up) || c.role == apposition && v.subordinate(ph.head)) && v.possible(p, q) {
				dst = append(dst, candidate{phrase: int32(q)})
				break
			}
		}
	}
	v.rankEntities(dst)
	return dst
}

// rankEntities numbers the entities that candidates are of, nearest first.
func (v *view) rankEntities(list []candidate) {
	n := int32(0)
	for k := range list {
		list[k].entity = n
		chain := v.phrases[list[k].phrase].chain
		for j := range k {
			if chain >= 0 && v.phrases[list[j].phrase].chain == chain {
				list[k].entity, list[k].again = list[j].entity, true
				break
			}
		}
		if !list[k].again {
			n++
		}
	}
}

// apart is how many sentences phrase c stands before ph. What is said in quotation marks
// between two phrases that are not does not count: "he added" takes up who spoke before a long quotation.
func (v *view) apart(ph, c *phrase) int32 {
	if ph.quote < 0 && c.quote < 0 {
		return v.plain[ph.sent] - v.plain[c.sent]
	}
	return ph.sent - c.sent
}

// subordinate reports whether token i lies in a clause like "although he …" that leads its sentence.
func (v *view) subordinate(i int32) bool {
	first := int32(v.doc.Sentences[v.sent[i]].First)
	for steps := 0; i >= 0 && steps < 6; steps++ {
		if v.doc.Words[i].Rel == "advcl" {
			return v.doc.Words[i].Head > i && v.below(first, i)
		}
		i = v.doc.Words[i].Head
	}
	return false
}

// below reports whether token i lies in the part of the tree under token top.
func (v *view) below(i, top int32) bool {
	if top < 0 {
		return false
	}
	for steps := 0; i >= 0 && steps < 40; steps++ {
		if i == top {
			return true
		}
		i = v.doc.Words[i].Head
	}
	return false
}

// possible reports whether phrase p can refer back to phrase q.
func (v *view) possible(p, q int) bool { return v.allows(p, q) && v.suits(p, q) }

// allows reports whether grammar lets phrase p refer back to phrase q.
func (v *view) allows(p, q int) bool {
	ph, c := &v.phrases[p], &v.phrases[q]
	if c.title || c.class == relative || c.class == question || c.class == second {
		return false
	}
	// A phrase does not contain what it refers to.
	if c.first <= ph.head && ph.head < c.end || ph.first <= c.head && c.head < ph.end {
		return false
	}
	// Two arguments of one verb are two people, unless the pronoun is reflexive.
	if ph.up >= 0 && ph.up == c.up && ph.role != possessor && ph.role != conjunct && c.role != possessor && ph.sent == c.sent &&
		!v.reflexive(ph.head) && isArgument(ph.role) && isArgument(c.role) {
		return false
	}
	return true
}

// suits reports whether phrase p can refer back to phrase q by kind, gender and number, as far as
// nouns, lists of names and what the article said of them tell.
func (v *view) suits(p, q int) bool {
	ph, c := &v.phrases[p], &v.phrases[q]
	if c.kind == instant && ph.form != verbatim.Nominal {
		return false
	}
	if c.form == verbatim.Pronoun {
		switch {
		case c.chain >= 0 || c.class == ph.class:
		case c.class == demonstrative && (ph.class == it || ph.class == they):
		default:
			return false
		}
	}
	if c.row != nil && ph.class != they {
		return false
	}
	cg, cn, ck := c.gender, c.number, c.kind
	if c.chain >= 0 {
		ch := &v.chains[c.chain]
		cg, cn, ck = ch.gender, ch.number, ch.kind
		if ck == anyKind {
			ck = c.kind
		}
	}
	switch ph.class {
	case he, she:
		if cg&ph.gender == 0 || cn == plural || ck == organisation || ck == place || ck == group && cn&singular == 0 {
			return false
		}
		if c.form == verbatim.Nominal && ck == thing || c.class == they || c.class == firsts {
			return false
		}
	case it:
		if cg&neuter == 0 || cn == plural || ck == person || ck == group || c.class == firsts || c.class == first {
			return false
		}
		if c.class == they && (c.chain < 0 || v.chains[c.chain].names == 0) {
			return false
		}
	case they:
		if c.class == he || c.class == she || c.class == first {
			return false
		}
	}
	if ph.form == verbatim.Nominal {
		if c.row != nil {
			return false
		}
		if c.form == verbatim.Pronoun && c.class != he && c.class != she {
			return false
		}
		if ph.kind == person && (ck != person && ck != anyKind || cn == plural) {
			return false
		}
		if ph.kind == organisation && ck != organisation && ck != anyKind && ck != place {
			return false
		}
		if c.chain >= 0 && ph.kind == person && v.deputises(ph, c.chain) {
			return false
		}
		if ph.gender&cg == 0 || ph.number&cn == 0 {
			return false
		}
	}
	// Who speaks can speak: a thing does not, but for a document.
	if ck == thing && v.source[ph.head] >= 0 && isArgument(ph.role) && !documentNouns[v.nounLemma(int(c.head))] {
		return false
	}
	return true
}

func isArgument(r role) bool {
	return r == subject || r == object || r == passiveSubject || r == oblique
}

func (v *view) reflexive(i int32) bool {
	w := v.word[i]
	return len(w) > 5 && (w[len(w)-4:] == "self" || len(w) > 6 && w[len(w)-6:] == "selves")
}
