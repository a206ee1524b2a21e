package entity

import (
	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/internal/boost"
)

// attributes of a pronoun and a candidate, for the trees. All have fewer than boost.Values values.
const (
	aGiven = iota // the mentions are given
	aClass        // of the pronoun, and so on to aOpens
	aRole
	aClause
	aReflexive
	aSpeaks
	aInside
	aRelation
	aAdds
	aChoices // how many candidates there are
	aUpRelation
	aUpTag
	aNextTag
	aOpens // the pronoun opens its sentence
	aNone  // 1 where the candidate is "nothing"; what follows is then lacking
	aForm
	aCandidateClass
	aKind
	aOwnKind
	aAgrees // genders that the two have in common
	aGender
	aNumber
	aCandidateRole
	aCandidateClause
	aArticle
	aApart
	aSentences
	aRank
	aEntity
	aAgain
	aWords
	aCount
	aNames
	aPronouns
	aTotal
	aSame
	aControl
	aVoice
	aLastVoice
	aQuote
	aFirst
	aParagraph
	aCandidateRelation
	aSameVerb
	aRow
	aWidth
	aSuits
	aNested
	aChained
	aAhead
	aSameRole
	aDirect
	aLinear // how probable the linear model has it
	attributes
)

// unordered are the attributes whose values have no order.
var unordered = [...]int{aClass, aRole, aRelation, aUpRelation, aUpTag, aNextTag, aForm, aCandidateClass, aKind, aOwnKind, aAgrees, aGender, aNumber,
	aCandidateRole, aArticle, aSame, aControl, aVoice, aQuote, aCandidateRelation}

// lacking is the value of what "nothing" does not have.
const lacking = boost.Values - 1

func flag(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// few is a count or a distance below lacking.
func few(n int) uint8 { return uint8(max(0, min(n, lacking-1))) }

// wide is a larger distance in steps that grow.
func wide(n int) uint8 {
	switch {
	case n < 0:
		return 0
	case n < 16:
		return uint8(1 + n)
	case n < 64:
		return uint8(17 + (n-16)/4)
	case n < 256:
		return uint8(29 + (n-64)/16)
	}
	return few(41 + (n-256)/64)
}

// relations and tags are numbered for the trees; what is not here is 0.
var (
	relations = numbered("acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj",
		"dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass",
		"nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp")
	tags = numbered("$", "''", ",", "-LRB-", "-RRB-", ".", ":", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
		"RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "``")
)

func numbered(names ...string) map[string]uint8 {
	m := make(map[string]uint8, len(names))
	for i, n := range names {
		m[n] = uint8(i + 1)
	}
	return m
}

// ofPronoun fills what a pronoun has, whatever the candidate.
func (v *view) ofPronoun(row *[attributes]uint8, p, choices int) {
	ph := &v.phrases[p]
	w := &v.doc.Words[ph.head]
	*row = [attributes]uint8{
		aGiven:     flag(v.given),
		aClass:     uint8(ph.class),
		aRole:      uint8(ph.role),
		aClause:    flag(ph.clause),
		aReflexive: flag(v.reflexive(ph.head)),
		aSpeaks:    flag(v.source[ph.head] >= 0),
		aInside:    flag(v.inside[ph.head] >= 0),
		aRelation:  relations[w.Rel],
		aChoices:   few(choices),
		aOpens:     flag(int(ph.first) == v.doc.Sentences[ph.sent].First),
	}
	if s := v.source[ph.head]; s >= 0 {
		row[aAdds] = uint8(v.adds(s))
	}
	if ph.up >= 0 {
		row[aUpRelation] = relations[v.doc.Words[ph.up].Rel]
		row[aUpTag] = tags[v.doc.Words[ph.up].Tag]
	}
	if n := int(ph.head) + 1; n < len(v.word) && v.sent[n] == ph.sent {
		row[aNextTag] = tags[v.doc.Words[n].Tag]
	}
}

// ofNothing fills what "nothing" has.
func (v *view) ofNothing(row *[attributes]uint8) {
	row[aNone] = 1
	for a := aForm; a < aLinear; a++ {
		row[a] = lacking
	}
}

// ofCandidate fills what candidate number rank of pronoun p has. last is the last to have spoken before.
func (v *view) ofCandidate(row *[attributes]uint8, p int, list []candidate, rank int, last int32) {
	cand := list[rank]
	ph, c := &v.phrases[p], &v.phrases[cand.phrase]
	ck, cg, cn := c.kind, c.gender, c.number
	count, names, pronouns, total, chained := 1, 0, 0, 0, false
	if c.chain >= 0 {
		ch := &v.chains[c.chain]
		if ch.kind != anyKind {
			ck = ch.kind
		}
		cg, cn = ch.gender, ch.number
		count = v.before(ch, p)
		names, total = ch.names, ch.names
		for _, q := range tail(ch) {
			if int(q) < p && v.phrases[q].form == verbatim.Pronoun {
				pronouns++
			}
		}
		chained = len(ch.phrases) > 1
	}
	if c.form == verbatim.Nominal {
		total += int(v.often[c.lemma])
	}
	row[aNone] = 0
	row[aForm] = formNumber(c.form)
	row[aCandidateClass] = uint8(c.class)
	row[aKind], row[aOwnKind] = uint8(ck), uint8(c.kind)
	row[aAgrees], row[aGender], row[aNumber] = uint8(cg&ph.gender), uint8(cg), uint8(cn)
	row[aCandidateRole], row[aCandidateClause], row[aArticle] = uint8(c.role), flag(c.clause), uint8(c.article)
	row[aApart], row[aSentences] = few(int(v.apart(ph, c))), few(int(ph.sent-c.sent))
	row[aRank], row[aEntity], row[aAgain] = few(rank), few(int(cand.entity)), flag(cand.again)
	row[aWords] = wide(int(ph.head - c.head))
	row[aCount], row[aNames], row[aPronouns], row[aTotal] = few(count), few(names), few(pronouns), few(total)
	row[aSame], row[aControl] = 0, 0
	if ph.sent == c.sent {
		switch {
		case ph.up == c.up && ph.up >= 0:
			row[aSame] = 1
		case v.below(ph.head, c.up):
			row[aSame] = 2
		case v.below(c.head, ph.up):
			row[aSame] = 3
		default:
			row[aSame] = 4
		}
		if ph.up >= 0 && c.up >= 0 && v.doc.Words[ph.up].Head == c.up {
			row[aControl] = 1 + relations[v.doc.Words[ph.up].Rel]
		}
	}
	row[aVoice], row[aDirect] = v.voice(ph, c)
	row[aLastVoice] = flag(last >= 0 && (last == cand.phrase || v.phrases[last].chain >= 0 && v.phrases[last].chain == c.chain))
	row[aQuote] = flag(ph.quote >= 0)
	if c.quote >= 0 {
		row[aQuote] += 2
		if c.quote == ph.quote {
			row[aQuote] += 2
		}
	}
	row[aFirst] = flag(c.first == int32(v.doc.Sentences[c.sent].First))
	row[aParagraph] = flag(v.doc.Sentences[ph.sent].Paragraph == v.doc.Sentences[c.sent].Paragraph)
	row[aCandidateRelation] = relations[v.doc.Words[c.head].Rel]
	row[aSameVerb] = flag(ph.up >= 0 && c.up >= 0 && v.doc.Words[ph.up].Lemma == v.doc.Words[c.up].Lemma)
	row[aRow], row[aWidth] = few(len(c.row)), few(int(c.end-c.first))
	row[aSuits] = flag(v.suits(p, int(cand.phrase)))
	row[aNested] = flag(v.owner[c.head] >= 0 && v.owner[c.head] != cand.phrase)
	row[aChained] = flag(chained)
	row[aAhead] = flag(cand.phrase > int32(p))
	row[aSameRole] = flag(ph.role == c.role)
}

// voice says what the statements around a pronoun and a candidate have to do with each other, and whether the
// pronoun stands in quotation marks that the candidate does not.
func (v *view) voice(ph, c *phrase) (code, direct uint8) {
	s := v.inside[ph.head]
	direct = flag(ph.quote >= 0 && v.quote[c.head] != ph.quote)
	switch {
	case s >= 0 && v.source[c.head] == s:
		return 1, direct
	case s >= 0 && c.chain >= 0 && v.speaksChain(s, c.chain):
		return 2, direct
	case s >= 0 && v.inside[c.head] == s:
		return 3, direct
	case v.source[ph.head] >= 0 && v.source[c.head] >= 0:
		return 4, direct
	case v.source[ph.head] >= 0 && v.inside[c.head] >= 0:
		return 5, direct
	case v.source[ph.head] >= 0:
		return 6, direct
	}
	return 0, direct
}

func formNumber(f verbatim.MentionForm) uint8 {
	switch f {
	case verbatim.Named:
		return 1
	case verbatim.Nominal:
		return 2
	}
	return 3
}
