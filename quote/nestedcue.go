package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// communication lists the verbs that report words: said, written, asked,
// claimed, denied, promised. What somebody wants, thinks or knows inside what
// somebody else says is that other's view of them and no report.
var communication = wordSet(`say tell ask claim deny promise write tweet announce state declare insist argue warn allege
	testify assert maintain contend assure inform reply respond answer explain complain admit confirm report reveal
	swear vow pledge threaten suggest add repeat reiterate stress remark comment mention note acknowledge concede
	predict demand urge order accuse advise joke boast shout yell whisper estimate post conclude recommend request
	plead beg remind recall disclose propose apologize apologise caution instruct retort proclaim lament`)

// wordSet is the set of the words in a list.
func wordSet(words string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// reports reports whether token i of doc may be a cue inside a content: a verb
// of communication in a form that can assert, or "according". What is read is
// read by the whole model, so that what cannot be a report is left out early.
func reports(doc *verbatim.Document, i int32) bool {
	w := &doc.Words[i]
	if !strings.HasPrefix(w.Tag, "V") || !communication[w.Lemma] {
		return doc.Tokens[i].Len() == len("according") && strings.EqualFold(doc.Tokens[i].In(doc.Text), "according")
	}
	if !plain[w.Lemma] && !complemented(doc, i) {
		return false
	}
	// The word before, adverbs and negation aside.
	before := i - 1
	for before >= 0 && before > i-4 && doc.Words[before].Tag == "RB" {
		before--
	}
	if before < 0 {
		return w.Tag != "VB"
	}
	p := &doc.Words[before]
	switch w.Tag {
	case "VB":
		return p.Lemma == "do" // not "to say", "will say"
	case "VBP":
		return p.Tag != "MD" && !(p.Tag == "PRP" && (strings.EqualFold(p.Lemma, "i") || strings.EqualFold(p.Lemma, "we")))
	case "VBN":
		if p.Lemma == "be" && int(i)+1 < len(doc.Words) && doc.Tokens[i+1].In(doc.Text) == "by" {
			return telling[w.Lemma] // "was told by a doctor that"
		}
		return p.Lemma != "be" && p.Lemma != "get" // not "was told"
	}
	return true
}

// plain are the verbs that report so often that a clause need not be found.
var plain = wordSet(`say tell write ask claim deny warn insist`)

// complemented reports whether the tree has a clause or a quotation under the
// verb i.
func complemented(doc *verbatim.Document, i int32) bool {
	n := int32(len(doc.Words))
	if i+1 < n && doc.Words[i+1].Rel == "mark" && strings.EqualFold(doc.Tokens[i+1].In(doc.Text), "that") {
		return true // whatever the clause hangs on
	}
	for k := max(0, i-30); k < min(n, i+30); k++ {
		if doc.Words[k].Head == i && (doc.Words[k].Rel == "ccomp" || doc.Words[k].Rel == "xcomp" || doc.Tokens[k].Quotation >= 0) {
			return true
		}
	}
	return false
}

// minReported is the least length in words of what is reported outside quotation
// marks: "as rich as he says he is" reports nothing.
const minReported = 3

// reported reports whether a pick inside a content is a report of its own:
// that something has been said, by somebody who is named there, in a clause or
// in quotation marks.
func (v *view) reported(p pick) bool {
	if len(p.source) == 0 || len(p.content) == 0 {
		return false
	}
	if v.indefinite(p.source) {
		return false
	}
	according := false
	for i := p.first; i < p.last; i++ {
		according = according || v.lower(i) == "according"
	}
	if !according && !(v.tok[p.head].pos == posVerb && communication[v.words[p.head].Lemma] && v.asserted(p)) {
		return false
	}
	return v.clausal(p)
}

// asserted reports whether the cue of p says that words have been spoken: not
// that they would, should or might be, not to speak them, not if they are, and
// not that the speaker speaks them now ("I say", "I promise you").
func (v *view) asserted(p pick) bool {
	tag := v.words[p.head].Tag
	if v.words[p.head].Lemma == "suggest" && tag != "VBD" && tag != "VBN" || v.supposed(p.head) {
		return false // what a phrase suggests is no report
	}
	first := v.firstPerson(p.source)
	past := tag == "VBD" || tag == "VBN"
	helped := false // by an auxiliary
	h := &v.tok[p.head]
	for i := max(h.left, p.head-maxTree); i <= h.right && i < h.last && i < p.head+maxTree; i++ {
		if v.tok[i].head != p.head {
			continue
		}
		w := &v.words[i]
		switch w.Rel {
		case "aux":
			helped = true
			if w.Tag == "MD" || w.Tag == "TO" {
				return false
			}
			past = past || w.Tag == "VBD"
		case "obj":
			if unspoken[w.Lemma] || v.words[p.head].Lemma == "add" {
				return false
			}
		case "aux:pass":
			if p.source[0].first < p.head {
				return false // whoever is told is not the source
			}
		case "mark":
			switch v.lower(i) {
			case "to", "if", "unless", "whether":
				return false
			}
		case "advmod":
			if (v.lower(i) == "when" || v.lower(i) == "whenever") && !past {
				return false
			}
		}
	}
	switch {
	case tag == "VB":
		return helped && !first
	case first:
		return past
	}
	return tag != "VBG" || helped || h.subject >= 0 || v.words[p.head].Rel == "advcl"
}

// indefinite reports whether the source is nobody in particular, as in
// "anybody who complains" and "whatever anyone says", or a fact: "that tells me".
func (v *view) indefinite(source []tokens) bool {
	t := source[0]
	if v.lower(t.first) == "who" && t.first > v.tok[t.first].first {
		t.first--
	}
	switch v.lower(t.first) {
	case "anyone", "anybody", "whoever", "nobody", "someone", "somebody", "everyone", "everybody", "one":
		return true
	case "this", "that", "which", "these", "those":
		return t.last-t.first == 1
	case "no":
		return t.last-t.first == 2 && v.lower(t.first+1) == "one"
	}
	return false
}

// supposed reports whether token i stands in an if-clause.
func (v *view) supposed(i int32) bool {
	for range 24 {
		w := &v.tok[i]
		if v.words[i].Rel == "advcl" {
			for k := max(w.left, i-maxTree); k < i; k++ {
				if s := v.lower(k); v.tok[k].head == i && v.words[k].Rel == "mark" && (s == "if" || s == "unless") {
					return true
				}
			}
		}
		if w.head < 0 {
			return false
		}
		i = w.head
	}
	return false
}

// firstPerson reports whether the source is "I" or "we".
func (v *view) firstPerson(source []tokens) bool {
	if len(source) != 1 || source[0].last-source[0].first != 1 {
		return false
	}
	s := v.lower(source[0].first)
	return s == "i" || s == "we"
}

// clausal reports whether what is reported is in quotation marks or a clause.
func (v *view) clausal(p pick) bool {
	if v.innerKind(p) == verbatim.Direct {
		return true
	}
	n, verb := 0, false
	for _, t := range p.content {
		head := v.span(t).head
		if v.tok[head].pos == posVerb || v.tok[head].kids&(kidAux|kidSubject) != 0 {
			verb = true
		}
		for i := t.first; i < t.last; i++ {
			if v.tok[i].pos != posPunct {
				n++
			}
		}
	}
	if committing[v.words[p.head].Lemma] && v.lower(p.content[0].first) == "to" {
		return verb
	}
	return verb && n >= minReported
}

// innerKind is the kind of a report inside a content: marks that stand around
// its cue as well are those of whoever is quoted as reporting.
func (v *view) innerKind(p pick) verbatim.Kind {
	own := v.tok[p.head].quote
	return v.kindOf(p.content, func(i int32) bool { return v.tok[i].quote >= 0 && v.tok[i].quote != own })
}

// lower returns the token in lower case.
func (v *view) lower(i int32) string { return strings.ToLower(v.doc.Tokens[i].In(v.doc.Text)) }
