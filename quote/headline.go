package quote

import "strings"

// A headline may end with its speaker: "Bridge will reopen by Easter: mayor".

// maxHeadline bounds a headline in tokens.
const maxHeadline = 30

// withHeadlines puts the headlines that end with a colon and their speaker among the picks; what
// was read the other way round goes.
func (v *view) withHeadlines(picks []pick) []pick {
	for n := range v.doc.Sentences {
		s := &v.doc.Sentences[n]
		if s.Furniture || s.Last-s.First > maxHeadline || s.Last-s.First < 5 ||
			n > 0 && v.doc.Sentences[n-1].Paragraph == s.Paragraph || n+1 < len(v.doc.Sentences) && v.doc.Sentences[n+1].Paragraph == s.Paragraph {
			continue
		}
		p, ok := v.headline(int32(s.First), int32(s.Last))
		if !ok {
			continue
		}
		kept := picks[:0]
		for _, o := range picks {
			if o.first < int32(s.First) || o.first >= int32(s.Last) || o.last <= p.first && o.first > p.content[0].first {
				kept = append(kept, o)
			}
		}
		picks = append(kept, p)
	}
	return picks
}

// headline reads "clause: speaker" in the sentence [first, last), which is a paragraph by itself.
func (v *view) headline(first, last int32) (pick, bool) {
	p := pick{told: true}
	colon := int32(-1)
	for i := last - 2; i > first && i >= last-6; i-- {
		if s := v.doc.Tokens[i].In(v.doc.Text); s == ":" || isDash(s) && v.doc.Tokens[i].SpaceBefore {
			colon = i
			break
		}
	}
	if colon < first+3 || v.tok[colon].quote >= 0 {
		return p, false
	}
	// Behind the colon: who speaks, and nothing else.
	speaker := false
	for i := colon + 1; i < last; i++ {
		tag := v.words[i].Tag
		if v.tok[i].quote >= 0 || !strings.HasPrefix(tag, "NN") && tag != "JJ" && tag != "HYPH" && tag != "CC" && tag != "VB" && tag != "VBP" && tag != "IN" && tag != "POS" {
			return p, false
		}
		word := v.lower(i)
		if i == last-1 {
			speaker = people[word] || people[v.words[i].Lemma] || headlineSources[v.words[i].Lemma] || headlineSources[word]
		}
	}
	if !speaker {
		return p, false
	}
	// Before it: a clause, not "Live updates".
	if !v.clause(tokens{first, colon}) && !v.tok[first].opens {
		return p, false
	}
	for i := first; i < colon; i++ {
		if v.words[i].Tag == ":" && v.doc.Tokens[i].In(v.doc.Text) == ":" {
			return p, false
		}
	}
	p.head, p.first, p.last = colon, colon, colon+1
	p.source, p.content = []tokens{{colon + 1, last}}, []tokens{{first, colon}}
	return p, true
}

// headlineSources are nouns, besides those for people, that stand behind the colon of a headline.
var headlineSources = wordSet(`report study poll survey source sources police un nato who eu watchdog charity pm mp fbi lawyers
	experts scientists researchers official officials regulator analyst economist historian academic head chief boss prosecutor prosecutors minister
	officials think-tank ngo imf fda cdc`)
