package timex

import (
	"slices"
	"strings"
)

// A reading is which way an expression without a year or a week looks from the
// publication date.
type reading int8

const (
	silent reading = iota // the sentence tells nothing: the past, in news
	past
	future
	present // of a timetable or of a habit: forwards for a weekday, else to the nearest
)

// reach is how many tokens are looked at on either side for a verb, and how
// many steps the tree is climbed. It bounds the work of one expression.
const reach = 14

// reading judges the tense of the verb that governs token i, by the way up the
// tree, else by the nearest verb in front.
func (r *reader) reading(i int) reading {
	if k := i - 1; k > r.lo+1 {
		for k > r.lo && slices.Contains([]string{"early", "late", "mid", "the", "-"}, r.text(k)) {
			k--
		}
		if w := r.text(k - 1); r.text(k) == "for" && slices.Contains([]string{"set", "scheduled", "slated", "planned", "due", "pencilled"}, w) && !r.has(max(r.lo, k-4), k, "had") {
			return future // "is set for early December"
		}
	}
	if r.text(i-1) == "until" || r.text(i-1) == "till" {
		for k := i - 2; k >= max(r.lo, i-9); k-- {
			if w := r.text(k); w == "postponed" || w == "delayed" || w == "deferred" || w == "put" && r.text(k+1) == "off" {
				return future // "put off his trip until December"
			}
		}
	}
	if r.c(i+1) != cPoss {
		at := i - 1
		if r.c(at) == cOn {
			at--
		}
		if r.tag(at) == "VBD" && r.verb(at) == past {
			return past // "said Friday that she thinks"
		}
	}
	if len(r.words) == len(r.tokens) && i < len(r.words) {
		at := i
		for range reach {
			h := int(r.words[at].Head)
			if h < r.lo || h >= r.hi || h == at {
				break
			}
			at = h
			if w := &r.words[at]; w.Rel == "conj" && int(w.Head) >= r.lo && int(w.Head) < r.hi && strings.HasPrefix(r.tag(int(w.Head)), "NN") {
				continue // what is joined to a noun is none of the verbs
			}
			if t := r.verb(at); t != silent && !r.deeper(at, i) {
				if t == past && at < i && (r.text(at) == "invited" || r.text(at) == "Invited") && r.has(at, i, "to") && !r.has(at, i, "by") {
					return future // "invited them to the festival on March 29"
				}
				if t == past && at < i && r.text(i-1) == "for" && slices.Contains([]string{"called", "pencilled", "penciled", "arranged", "booked", "fixed"}, r.text(at)) {
					return future // "called an election for 12 July"
				}
				return t
			}
		}
	}
	// What stands in front is nearer than what follows, and a comma or another
	// clause does not stop it: "Trump, on Friday, said".
	for k := i - 1; k >= max(r.lo, i-reach); k-- {
		if t := r.verb(k); t != silent && !r.deeper(k, i) {
			return t
		}
	}
	for k := i + 1; k < min(r.hi, i+reach); k++ {
		if t := r.verb(k); t != silent && !r.deeper(k, i) {
			return t
		}
	}
	return silent
}

// verb is the reading that the word k gives, with the words in front of it.
func (r *reader) verb(k int) reading {
	w := r.text(k)
	if r.upper(k) && k > r.lo && r.tag(k-1) != "\"" && r.tag(k-1) != "``" {
		return silent // a name that was taken for a verb
	}
	switch r.tag(k) {
	case "VBD":
		if w == "set" || w == "due" {
			return r.auxiliary(k, future)
		}
		return past
	case "MD":
		switch w {
		case "will", "'ll", "’ll", "wo", "shall":
			return future
		case "would":
			// "said they would meet on 27 October"; "he would later become"
			if n := r.text(k + 1); n != "have" && n != "later" && n != "often" && n != "sometimes" && n != "never" && r.has(max(r.lo, k-reach), k, "announced") {
				return future
			}
			return present
		case "should", "may", "must", "can", "could", "might", "ca":
			return present
		}
	case "VBN":
		switch w {
		case "scheduled", "expected", "due", "set", "slated", "planned", "poised", "postponed", "rescheduled", "supposed":
			// "was expected on Friday" still looks forward from its own time.
			return future
		case "put", "brought", "moved", "pushed", "shifted", "delayed", "deferred":
			if n := r.text(k + 1); n == "back" || n == "forward" || n == "to" || n == "until" {
				return future // "was brought forward to May"
			}
		}
		if w == "ruled" && r.text(k+1) == "out" {
			return future // "has not ruled out signing a keeper in May"
		}
		return r.auxiliary(k, past)
	case "VBG":
		switch r.text(k - 1) {
		case "after", "since", "After", "Since":
			return past // "will begin after holding a call on Wednesday"
		case "considering", "considered", "mulling", "contemplating", "proposed", "suggested":
			return future
		case "out":
			if strings.HasPrefix(r.text(k-2), "rul") {
				return future
			}
		}
		return r.auxiliary(k, silent)
	case "VB":
		if r.tag(k-1) == "TO" || r.tag(k-2) == "TO" {
			if slices.Contains([]string{"allowed", "able", "managed", "forced", "obliged", "permitted", "continued", "began"}, r.text(k-2)) && (r.has(max(r.lo, k-4), k, "was") || r.has(max(r.lo, k-4), k, "were") || r.tag(k-2) == "VBD") {
				return past // "were allowed to visit the plant on Wednesday"
			}
			return future
		}
		return r.auxiliary(k, silent) // alone it is a past that was tagged wrongly
	case "VBZ", "VBP":
		switch w {
		case "has", "have", "'ve", "’ve", "says", "say":
			return past
		case "shot", "put", "cut", "hit", "set", "let", "beat", "cost", "read", "spread", "split", "shut", "hurt", "quit", "won", "led":
			return silent // the same in the past, and taken for it often
		}
		return present // "the talks open on Friday"
	case "JJ":
		if w == "due" {
			return future
		}
	case "":
		switch w {
		case "will", "'ll", "’ll":
			return future
		case "was", "were", "had", "did", "said":
			return past
		}
	}
	return silent
}

// auxiliary looks for the auxiliary of the verb k, and gives alone where it
// has none.
func (r *reader) auxiliary(k int, alone reading) reading {
	for j := k - 1; j >= max(r.lo, k-5); j-- {
		switch r.tag(j) {
		case "MD":
			// "would have met" is past, "will have met" is not.
			if r.tag(k) == "VBN" && r.text(j) != "will" && r.has(j, k, "have") {
				return past
			}
			return r.verb(j)
		case "VBD":
			switch r.text(j) {
			case "was", "were", "had", "been":
				return past
			case "did":
				return past
			}
			return alone
		case "VBZ", "VBP":
			switch r.text(j) {
			case "is", "are", "'s", "’s", "'re", "’re", "'m", "’m", "am":
				return present
			case "has", "have", "'ve", "’ve":
				return past
			}
			return alone
		case "VB":
			if r.text(j) == "have" { // "is believed to have met"
				return past
			}
		case "RB", "PRP", "TO", "VBN", "VBG", "NNP", "NN":
			continue
		default:
			return alone
		}
	}
	return alone
}

func (r *reader) has(lo, hi int, w string) bool {
	for k := lo; k < hi; k++ {
		if r.text(k) == w {
			return true
		}
	}
	return false
}

// deeper says that token k stands in a quotation that token i is outside of:
// its verb tells nothing of when the reporter's own sentence is.
func (r *reader) deeper(k, i int) bool {
	return i < len(r.tokens) && r.tokens[k].Depth > r.tokens[i].Depth
}

// ahead says whether the verb of token i looks forward.
func (r *reader) ahead(i int) bool {
	t := r.reading(i)
	return t == future || t == present
}
