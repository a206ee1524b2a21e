package entity

import (
	"github.com/verbatim-record/verbatim"
)

// Resolve says who and what the names, descriptions and pronouns of a document
// refer to, and who makes each statement. It reads the names of
// Document.Mentions, the tree and the statements; it replaces Mentions by all
// mentions and fills Entities and the speakers of Statements.
//
// Names join by their words, appositions and titles by the tree. Pronouns and
// descriptions then choose, in text order, among what stands before them: a
// log-linear model ranks the candidates (Denis and Baldridge 2008) and their
// probabilities add up by entity. What nothing speaks for stays unresolved.
func Resolve(doc *verbatim.Document, l *Linker, facts Facts) {
	v := newView(doc, facts)
	v.find()
	v.chainNames()
	v.describe()
	v.bodies()
	v.later()
	v.refer(l)
	v.ownedBodies()
	v.speakers()
	v.firstPersons()
	v.write()
}

// refer resolves descriptions and pronouns in text order.
func (v *view) refer(l *Linker) {
	w := &work{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.title || ph.row != nil || ph.chain >= 0 {
			continue
		}
		switch {
		case ph.form == verbatim.Nominal:
			if c := v.relative(p); c >= 0 {
				ph.sure = 0.9
				v.add(c, p)
				continue
			}
			if c := v.byTrait(p); c >= 0 {
				ph.sure = 0.8
				v.add(c, p)
				continue
			}
			if !anaphoric(ph) {
				continue
			}
			if c := v.inOffice(p); c >= 0 {
				ph.sure = 0.9
				v.add(c, p)
				continue
			}
			if q := v.oneOfThem(p); q >= 0 {
				v.link(p, q, 0.85)
				continue
			}
			if q := v.namedBody(p); q >= 0 {
				v.link(p, q, 0.85)
				continue
			}
			if c := v.byRole(p); c >= 0 {
				ph.sure = 0.92
				v.add(c, p)
				continue
			}
			if c := v.byTitle(p); c >= 0 {
				ph.sure = 0.9
				v.add(c, p)
				continue
			}
			if q := v.based(p); q >= 0 {
				v.link(p, q, 0.85)
				continue
			}
			if q := v.sameNoun(p); q >= 0 {
				v.link(p, q, 0.85)
				continue
			}
			if v.newOffice(p) {
				continue
			}
			v.decide(l, w, p, nil)
			if ph.chain >= 0 && (v.noOutlet(p) || v.noOrgan(p)) {
				v.unlink(p)
			}
			if ph.chain < 0 {
				if q := v.onlyCompany(p); q >= 0 {
					v.link(p, q, 0.75)
				}
			}
		case ph.class == relative:
			if q := v.antecedent(p); q >= 0 {
				v.link(p, q, 0.95)
			}
		case ph.class >= he && ph.class <= they:
			if q := v.stressed(p); q >= 0 {
				v.link(p, q, 0.95)
				continue
			}
			if q := v.whoAdds(p); q >= 0 {
				v.link(p, q, 0.93)
				continue
			}
			if q := v.spokenOf(p); q >= 0 {
				v.link(p, q, 0.85)
				continue
			}
			if q := v.principal(p); q >= 0 {
				v.link(p, q, 0.8)
				continue
			}
			if q := v.ofItself(p); q >= 0 {
				v.link(p, q, 0.85)
				continue
			}
			v.decide(l, w, p, nil)
		}
	}
}

// link makes p refer to what q refers to.
func (v *view) link(p, q int, sure float32) {
	c := int(v.phrases[q].chain)
	if c < 0 {
		c = v.begin(q)
	}
	v.phrases[p].sure = sure
	v.add(c, p)
}

// unlink takes phrase p, which was added last, out of its chain.
func (v *view) unlink(p int) {
	ch := &v.chains[v.phrases[p].chain]
	n := len(ch.phrases) - 1
	if n < 1 || ch.phrases[n] != int32(p) {
		return
	}
	ch.phrases = ch.phrases[:n]
	ch.last = ch.phrases[n-1]
	if v.phrases[p].form != verbatim.Pronoun {
		ch.nouns--
	}
	v.phrases[p].chain, v.phrases[p].sure = -1, 0
}

// begin makes a chain of a phrase that is in none.
func (v *view) begin(q int) int {
	ph := &v.phrases[q]
	c := v.newChain(chain{full: -1, kind: ph.kind, gender: ph.gender, number: ph.number, row: ph.row})
	ph.sure = 1
	v.add(c, q)
	return c
}

// stressed returns the subject directly before a reflexive pronoun p that stresses it, "Reyk
// himself said", or -1. Where a verb stands between, the pronoun is an object and the tree decides.
func (v *view) stressed(p int) int {
	ph := &v.phrases[p]
	if ph.class > it || !v.reflexive(ph.head) || ph.head == 0 || v.sent[ph.head-1] != ph.sent {
		return -1
	}
	q := v.phraseAt(ph.head - 1)
	if q < 0 || q == p || v.phrases[q].end != ph.head || v.phrases[q].form == verbatim.Pronoun && v.phrases[q].chain < 0 {
		return -1
	}
	c := &v.phrases[q]
	if c.role != subject && c.role != passiveSubject && int(c.first) != v.doc.Sentences[ph.sent].First || !v.possible(p, q) {
		return -1
	}
	return q
}

// antecedent returns the phrase that a relative clause with pronoun p
// describes, or -1.
func (v *view) antecedent(p int) int {
	i := v.phrases[p].head
	for steps := 0; i >= 0 && steps < 12; steps++ {
		w := &v.doc.Words[i]
		if w.Rel == "acl:relcl" || w.Rel == "acl" {
			if q := v.phraseAt(w.Head); q >= 0 && (!v.personal(p) || v.phrases[q].kind != thing && v.phrases[q].kind != instant) {
				return q
			}
			break
		}
		i = w.Head
	}
	// "who … and who": the second is whom the first is.
	for q := p - 1; q >= 0 && v.personal(p) && v.phrases[q].sent == v.phrases[p].sent; q-- {
		if o := &v.phrases[q]; o.class == relative && v.personal(q) && o.chain >= 0 {
			return q
		}
	}
	// Without a clause in the tree: the noun directly before.
	for i := v.phrases[p].head - 1; i >= 0 && v.phrases[p].head-i < 3 && v.sent[i] == v.phrases[p].sent; i-- {
		if q := v.phraseAt(i); q >= 0 {
			return q
		}
	}
	return -1
}

// personal reports whether a relative pronoun stands for somebody.
func (v *view) personal(p int) bool {
	w := v.word[v.phrases[p].head]
	return w == "who" || w == "whom"
}

// phraseAt returns the phrase that token i heads or lies in, or -1.
func (v *view) phraseAt(i int32) int {
	if i < 0 {
		return -1
	}
	if q := v.headed[i]; q >= 0 && !v.phrases[q].title {
		return int(q)
	}
	return int(v.owner[i])
}
