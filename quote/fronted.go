package quote

import (
	"cmp"
	"slices"
)

// A clause, a comma, who said it and the verb: "The beam was cracked, the
// surveyor, Ned Farrow, warned in a letter to the owner." The field reads from
// left to right and may take what stands behind the verb for the content, or
// the apposition. Where the words are in this order there is one way to read
// them, and that is taken.

// reporting lists verbs that a clause can stand before: those of communication
// but for those that take an object, and verbs of thought in the same place.
var reporting = wordSet(`say tell claim write tweet announce declare insist argue warn testify maintain assert contend reply respond
	answer explain complain admit confirm report reveal swear vow suggest add repeat remark comment note acknowledge concede predict
	joke estimate conclude recall propose recount believe think reckon fear hope find show`)

// showing are the reporting verbs that mostly have an object, so that the model's
// reading stands where it has one.
var showing = wordSet(`find show`)

// subordinate are the words that begin a clause which is none of its own.
var subordinate = wordSet(`if when while after before although though because since unless until as once whereas whenever where`)

// maxSigned bounds the words of the source and those behind the verb.
const maxSigned = 24

// fronted returns the statements whose content is a clause at the head of the
// sentence, with source and verb behind it.
func (v *view) fronted() []pick {
	var out []pick
	for _, s := range v.doc.Sentences {
		if s.Furniture {
			continue
		}
		first, last := int32(s.First), int32(s.Last)
		for last > first && v.tok[last-1].pos == posPunct && !v.tok[last-1].closes {
			last--
		}
		for i := last - 1; i > first+3 && i > last-maxSigned; i-- {
			if v.tok[i].quote >= 0 {
				break
			}
			tag := v.words[i].Tag
			if v.tok[i].pos == posVerb && reporting[v.words[i].Lemma] && (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "VBN") {
				if p, ok := v.frontedAt(first, i); ok {
					out = append(out, p)
				}
				break
			}
			if !v.adjunct(i) {
				break
			}
		}
	}
	return out
}

// withFronted puts the statements that the order of words shows among the picks.
// A pick of the same cue takes over the roles, others lose what they have taken of
// the source.
func (v *view) withFronted(picks []pick) []pick {
	fronted := v.fronted()
	if len(fronted) == 0 {
		return picks
	}
	slices.SortStableFunc(picks, func(a, b pick) int { return cmp.Compare(a.first, b.first) })
	out := make([]pick, 0, len(picks)+len(fronted))
	for _, f := range fronted {
		n, _ := slices.BinarySearchFunc(picks, f.content[0].first, func(p pick, at int32) int { return cmp.Compare(p.first, at) })
		out = append(out, picks[:n]...)
		picks = picks[n:]
		for n = 0; n < len(picks) && picks[n].first < v.tok[f.head].last; n++ {
		}
		out = v.front(out, picks[:n], f)
		picks = picks[n:]
	}
	return append(out, picks...)
}

// front appends the picks of the sentence of f as f leaves them.
func (v *view) front(out, picks []pick, f pick) []pick {
	edge, end := f.content[0].last, v.tok[f.head].last
	known := false
	for _, p := range picks {
		switch {
		case p.first < f.last && f.first < p.last:
			if known {
				continue
			}
			known = true
			if v.agrees(p.content, f.content[0]) || showing[v.words[f.head].Lemma] {
				break
			}
			content := f.content
			for _, t := range p.content {
				if t.first >= end {
					content = append(content, t) // the quotation goes on
				}
			}
			p.first, p.last, p.head = f.first, f.last, f.head
			p.source, p.content = f.source, content
		case p.first >= edge && p.last <= f.last:
			continue // a cue in the source
		default:
			var content []tokens
			for _, t := range p.content {
				if t.first < edge && t.last > edge {
					t.last = edge
				}
				content = append(content, t)
			}
			p.content = content
		}
		out = append(out, p)
	}
	if !known {
		f.told = true
		out = append(out, f)
	}
	return out
}

// agrees reports whether the model has read the content at the head of a
// sentence as the order of words has it, or has left out of it what is no clause:
// "In fact,", "JERUSALEM -".
func (v *view) agrees(content []tokens, whole tokens) bool {
	for _, t := range content {
		if t.first < whole.last && t.last > whole.last {
			return false
		}
		if t.first <= whole.first && t.last > whole.first || t.first < whole.last && t.last == whole.last && !v.clause(tokens{whole.first, t.first}) {
			return true
		}
	}
	return false
}

// adjunct reports whether token i can stand in a phrase behind the verb and
// begins no clause.
func (v *view) adjunct(i int32) bool {
	switch tag := v.words[i].Tag; tag {
	case "VBD", "VBZ", "VBP", "VB", "VBG", "MD", "WDT", "WP", "WP$", "WRB", "EX", ":", "CC":
		return false
	case "IN":
		w := v.lower(i)
		return v.words[i].Rel != "mark" && w != "that" && !subordinate[w]
	case "RB":
		return v.lower(i) != "so" && v.lower(i) != "not"
	}
	return true
}

// frontedAt reads the statement of verb i in the sentence that begins at first.
func (v *view) frontedAt(first, i int32) (pick, bool) {
	// What stands right behind the verb is no object, but for those who are told.
	if k := i + 1; k < v.tok[i].last {
		switch tag := v.words[k].Tag; {
		case tag == ",":
			return pick{}, false // "It was, he said, a mistake"
		case v.words[i].Lemma == "tell":
			for ; k < v.tok[i].last; k++ {
				if unspoken[v.words[k].Lemma] {
					return pick{}, false
				}
			}
		case tag == "IN", tag == "TO", tag == "RB", tag == ".", tag == "NNP":
			if tag == "NNP" && !weekday(v.doc.Tokens[k].In(v.doc.Text)) {
				return pick{}, false
			}
		case tag == "JJ", tag == "DT":
			if k+1 >= v.tok[i].last || !moment[v.lower(k+1)] {
				return pick{}, false
			}
		default:
			return pick{}, false
		}
	}
	p := pick{head: i}
	p.first, p.last = i, i+1
	for k := i - 1; k > first && (v.words[k].Tag == "RB" || v.words[k].Lemma == "have"); k-- {
		p.first = k
	}
	if v.words[i].Tag == "VBN" && v.words[p.first].Lemma != "have" && v.words[p.first-1].Tag != "," && !v.announcer(p.first) {
		return pick{}, false // "announced" behind an apposition is tagged as a participle
	}
	comma := func(k int32) int32 { // the last comma before k with nothing but a noun phrase behind it
		for k--; k > first; k-- {
			if v.words[k].Tag == "," && v.tok[k].quote < 0 {
				return k
			}
			if v.tok[k].quote >= 0 || i-k > maxSigned || !v.nominal(k) {
				return -1
			}
		}
		return -1
	}
	end := comma(p.first)
	if end == p.first-1 { // behind an apposition
		if end = comma(end); end >= 0 {
			end = comma(end)
		}
	}
	if end < 0 {
		return pick{}, false
	}
	for first < end && (v.words[first].Tag == "CC" || v.words[first].Tag == "RB" && v.words[first+1].Tag == "," || v.words[first].Tag == ",") {
		first++ // "But", "However,"
	}
	source := tokens{end + 1, p.first}
	if first >= end || !v.signs(source) || !v.clause(tokens{first, end}) {
		return pick{}, false
	}
	p.source, p.content = []tokens{source}, []tokens{{first, end}}
	return p, true
}

// announcer reports whether a body that speaks stands before token i behind a comma: ", the club | announced".
func (v *view) announcer(i int32) bool {
	return i >= 4 && announcers[v.lower(i-1)] && (v.words[i-2].Tag == "DT" || v.words[i-2].Tag == "PRP$" || v.words[i-2].Tag == "NNP") &&
		(v.words[i-3].Tag == "," || v.words[i-4].Tag == ",")
}

var announcers = wordSet(`club company council police court party government ministry union agency firm bank department committee airline university
	school hospital family regulator army church charity authority commission`)

// unspoken are things that are told and are not what was said.
var unspoken = wordSet(`truth lie story tale joke`)

// moment are nouns of a time that needs no preposition: "said last week".
var moment = wordSet(`week month year night morning afternoon evening weekend spring summer autumn winter monday tuesday wednesday thursday
	friday saturday sunday`)

// nominal reports whether token k can stand in the noun phrase of a source.
func (v *view) nominal(k int32) bool {
	switch v.words[k].Tag {
	case "DT", "PRP$", "PRP", "NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "CD", "POS", "HYPH", "VBN":
		return true
	case "IN":
		return v.words[k].Rel != "mark"
	}
	return false
}

// signs reports whether t is a noun phrase that can name who said it.
func (v *view) signs(t tokens) bool {
	if t.first >= t.last {
		return false
	}
	switch v.words[t.first].Tag {
	case "DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD":
	case "PRP":
		return t.last-t.first == 1
	default:
		return false
	}
	for i := t.first; i < t.last; i++ {
		if tag := v.words[i].Tag; tag == "NN" || tag == "NNS" || tag == "NNP" || tag == "NNPS" {
			return true
		}
	}
	return false
}

// clause reports whether t is a clause that can stand by itself: a finite verb
// with its subject, and no conjunction at its head.
func (v *view) clause(t tokens) bool {
	if v.tok[t.first].quote >= 0 && v.tok[t.last-1].quote == v.tok[t.first].quote {
		return false
	}
	if subordinate[v.lower(t.first)] || v.words[t.first].Tag == "CC" || v.words[t.first].Tag == "WDT" || v.words[t.first].Tag == "WP" || v.words[t.first].Tag == "WRB" {
		return false
	}
	for i := t.first; i < t.last; i++ {
		s := v.tok[i].subject
		if s < t.first || s >= i {
			continue
		}
		switch v.words[i].Rel {
		case "acl:relcl", "acl", "csubj":
			continue
		case "advcl":
			if v.tok[i].kids&kidMark != 0 {
				continue
			}
		}
		if v.words[i].Tag != "VBG" || v.tok[i].kids&kidAux != 0 {
			return true
		}
	}
	return false
}
