package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// What reads like a report and is none. The ranker learned from political news,
// where "claimed" mostly has words behind it and seldom lives, and where nobody
// sings.

// idle reports whether option o, the best reading of its cue, ascribes no words
// to anybody.
func (v *view) idle(o *option) bool {
	if v.fixedPhrase(o) {
		return true
	}
	head := v.cueHead(o.cue)
	if v.tok[head].pos != posVerb {
		return false
	}
	verb := v.words[head].Lemma
	if v.titled(verb, head, o.content) || v.unsaid(verb, head, o) || v.nameGiven(verb, head, o) {
		return true
	}
	if v.clausalOrQuoted(o.content) {
		return verb == "say" && gauges[v.headOf(o.source)] && v.tok[o.content[0].first].quote < 0 && v.tok[o.content[0].first].pos == posNoun
	}
	switch verb {
	case "say":
		return rites[v.headOf(o.content)] || rites[v.lower(o.content[0].first)] || gauges[v.headOf(o.source)]
	case "deliver", "give", "make", "hold":
		return venueNouns[v.headOf(o.content)].kind == verbatim.Speech
	case "claim":
		return gains[v.headOf(o.content)]
	case "tell":
		// "told stories by the fire"
		k := v.objectOf(head)
		return k >= 0 && (unspoken[v.words[k].Lemma] || trades[v.words[k].Lemma]) && !inside(tokens{k, k + 1}, o.content)
	case "answer":
		switch v.headOf(o.content) {
		case "phone", "telephone", "door", "bell":
			return true
		}
	case "report":
		for i := head + 1; i <= head+3 && i < v.tok[head].last; i++ {
			switch v.lower(i) {
			case "to":
				return v.tok[i].last > i+1 && v.words[i+1].Tag != "VB" && o.content[0].first >= i
			case "for":
				return duties[v.words[min(i+1, v.tok[i].last-1)].Lemma]
			}
		}
	}
	return false
}

// nameGiven reports whether a participle says what a thing is called: "The event, called the Harbour Lights Festival, drew".
func (v *view) nameGiven(verb string, head int32, o *option) bool {
	switch verb {
	case "call", "title", "entitle", "name", "dub", "christen", "nickname":
	default:
		return false
	}
	if v.words[head].Tag != "VBN" && v.words[head].Tag != "VBD" || v.tok[head].kids&kidAux != 0 && v.tok[head].kids&kidPassive == 0 || len(o.content) != 1 || o.content[0].first < head {
		return false
	}
	if head > v.tok[head].first && v.words[head-1].Tag != "," && v.tok[head-1].pos != posNoun {
		return false // "has been called Red Nell by her friends" may be somebody's view
	}
	// Whoever calls it so is not told, or the thing itself was taken for it.
	s := v.tok[head].subject
	if v.words[head].Tag == "VBD" && s >= 0 && v.words[head-1].Tag != "," {
		return false
	}
	for i := o.content[0].first; i < o.content[0].last; i++ {
		if v.tok[i].quote >= 0 {
			return false
		}
		if p := v.tok[i].pos; p != posPunct && v.tok[i].shape != shapeNumber && v.tok[i].shape != shapeCapital {
			if w := v.lower(i); v.words[i].Tag != "DT" && v.words[i].Tag != "IN" && v.words[i].Tag != "CC" && w != "the" {
				return false
			}
		}
	}
	return true
}

// unsaid reports whether the words around the verb at head show that nothing is said: what is
// asked for, how long somebody talked, what a thing is called.
func (v *view) unsaid(verb string, head int32, o *option) bool {
	first := o.content[0].first
	end := o.content[len(o.content)-1].last
	switch verb {
	case "ask":
		// "That is all we ever asked for": what stands before is no question.
		if v.lower(first) == "not" && first+3 < end && v.lower(first+1) == "to" && v.lower(first+2) == "be" {
			switch v.words[first+3].Lemma {
			case "name", "identify", "quote":
				return true // "a pupil, who asked not to be named, said"
			}
		}
		return v.follows(head, "for") && end <= o.first && v.words[head].Rel != "root" && first < end && !v.tok[first].opens && v.words[end-1].Tag != ","
	case "talk", "speak", "chat":
		return spells[v.headOf(o.content)] && (v.words[first].Tag == "CD" || v.words[first].Tag == "DT" || v.words[first].Tag == "JJ" || v.words[first].Tag == "NNS")
	case "vote":
		return v.follows(head, "on") && !v.clausalOrQuoted(o.content)
	case "give":
		return reasons[v.headOf(o.content)] && first > 0 && v.lower(first-1) == "as"
	case "call":
		return v.nameOnly(o.content) && v.lower(first) == "what"
	case "doubt", "believe":
		return end-first == 1 && (v.lower(first) == "that" || v.lower(first) == "this")
	}
	return false
}

// nameOnly reports whether content has nothing but words with capitals and the small words of names.
func (v *view) nameOnly(content []tokens) bool {
	names := 0
	for _, t := range content {
		for i := t.first; i < t.last; i++ {
			switch {
			case v.tok[i].quote >= 0:
				return false
			case v.tok[i].shape == shapeCapital:
				names++
			default:
				switch v.lower(i) {
				case "the", "of", "and", "what", "for":
				default:
					return false
				}
			}
		}
	}
	return names > 0
}

// spells are how long somebody talks.
var spells = wordSet(`second minute hour day week month year while time`)

// reasons are what is given as something.
var reasons = wordSet(`reason cause excuse explanation example pretext`)

// rites are what is said and tells nothing.
var rites = wordSet(`mass grace prayer rosary`)

// gauges are what says a number and has no opinion.
var gauges = wordSet(`clock watch thermometer dial gauge speedometer scale barometer compass sundial`)

// gains are what is claimed by taking it.
var gains = wordSet(`life victim casualty trophy title medal gold silver bronze prize crown asylum refund benefit allowance pension
	wicket seat point scalp throne ground place spot goal`)

// trades are what is told for a living or at a glance.
var trades = wordSet(`time fortune difference`)

// duties are what somebody reports for.
var duties = wordSet(`duty work service training camp practice practise jury`)

// clausalOrQuoted reports whether the content has a verb or words in marks.
func (v *view) clausalOrQuoted(content []tokens) bool {
	for _, t := range content {
		for i := t.first; i < t.last; i++ {
			if v.tok[i].pos == posVerb && v.words[i].Rel != "amod" || v.words[i].Tag == "MD" || v.tok[i].quote >= 0 {
				return true
			}
		}
	}
	return false
}

// headOf returns the lemma of the noun that heads the first of the ranges.
func (v *view) headOf(list []tokens) string {
	if len(list) == 0 {
		return ""
	}
	return strings.ToLower(v.words[v.span(list[0]).head].Lemma)
}

// objectOf returns what verb i has for its object, -1 if nothing.
func (v *view) objectOf(i int32) int32 {
	for k := i + 1; k <= v.tok[i].right && k < i+8; k++ {
		if v.tok[k].head == i && (v.words[k].Rel == "obj" || v.words[k].Rel == "iobj") {
			return k
		}
	}
	return -1
}

// fixedPhrase reports whether the cue is that of a phrase which ascribes
// nothing: "needless to say", "all told", "according to plan".
func (v *view) fixedPhrase(o *option) bool {
	last := o.last - 1
	before := func(n int32) string {
		if last < n {
			return ""
		}
		return v.lower(last - n)
	}
	switch v.words[last].Lemma {
	case "say":
		if before(1) == "to" {
			switch before(2) {
			case "needless", "is", "so", "strange", "sad", "sorry":
				return true
			}
		}
		return before(1) == "that" && last == v.tok[last].first+1 && v.follows(last, ",")
	case "tell":
		return v.follows(last, ",") && (before(1) == "all" || before(1) == "be" && before(2) == "truth")
	}
	for i := o.first; i < o.last && int(i)+2 < len(v.tok); i++ {
		// A noun without an article: "the plan" is a document.
		if v.lower(i) == "according" && v.lower(i+1) == "to" && v.tok[i+2].pos == posNoun && measures[v.words[i+2].Lemma] {
			return true
		}
	}
	return false
}

// measures are what things go or are set according to.
var measures = wordSet(`plan schedule size weight age height need taste custom tradition rank ability type season merit script income
	importance price order colour color shape gender protocol`)

// follows reports whether the word behind token i is s.
func (v *view) follows(i int32, s string) bool {
	return int(i)+1 < len(v.tok) && v.doc.Tokens[i+1].In(v.doc.Text) == s
}

// performing are the verbs whose object in marks is a work: "sang “Old Mill”".
var performing = wordSet(`sing play perform record film direct paint compose stage screen conduct choreograph rehearse hum`)

// naming are the verbs by which things get their names.
var naming = wordSet(`name title entitle christen`)

// titled reports whether what a content has in marks are titles of works or the
// name of a thing: no stop before the closing mark, and each longer word in
// capitals.
func (v *view) titled(verb string, head int32, content []tokens) bool {
	if !performing[verb] && !(naming[verb] && v.tok[head].kids&kidPassive != 0) {
		return false
	}
	n := 0
	for _, t := range content {
		for i := t.first; i < t.last; i++ {
			if v.tok[i].quote < 0 || v.tok[i].opens || v.tok[i].closes {
				continue
			}
			n++
			s := v.doc.Tokens[i].In(v.doc.Text)
			r, _ := utf8.DecodeRuneInString(s)
			if v.tok[i].pos == posPunct && strings.ContainsAny(s, ".,!?;:") || unicode.IsLower(r) && (len(s) > 4 || n == 1) {
				return false
			}
		}
	}
	return n > 0
}
