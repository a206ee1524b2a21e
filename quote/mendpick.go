package quote

import (
	"slices"
	"strings"
)

// Corrections of single picks and of pairs of them, where marks and the order of words tell more than
// was learned.

// aroundMarks gives a content that stops at the end of scare quotes the noun that they
// describe: "has blasted | ‘heartless’ neighbours who complained".
func (v *view) aroundMarks(p pick) pick {
	if len(p.content) != 1 || v.tok[p.head].pos != posVerb {
		return p
	}
	t := p.content[0]
	if t.first < p.last || !v.tok[t.first].opens || !v.tok[t.last-1].closes || t.last-t.first > 6 || t.last >= v.tok[p.head].last {
		return p
	}
	if q := v.tok[t.first].quote; v.quot[q].first != t.first || v.quot[q].last != t.last || v.tok[t.last-2].pos == posPunct {
		return p
	}
	k := v.tok[t.last-2].head
	if k < t.last || k > t.last+3 || !strings.HasPrefix(v.words[k].Tag, "NN") || v.words[t.last-2].Rel != "amod" && v.words[t.last-2].Rel != "compound" {
		return p
	}
	for i := t.last; i < k; i++ {
		if v.tok[i].pos == posPunct || v.tok[i].pos == posVerb {
			return p
		}
	}
	last := min(v.tok[k].right+1, v.ending(k))
	for last > k+1 && v.tok[last-1].pos == posPunct && !v.tok[last-1].closes {
		last--
	}
	p.content = []tokens{{t.first, last}}
	return p
}

// withoutRelative takes out of the content what is no clause of its own: the relative clause between source and
// cue ("Gareth Leng, whose sons are in Year 9, said"), and a head that ends in "in which".
func (v *view) withoutRelative(p pick) pick {
	if len(p.content) < 2 {
		return p
	}
	t := p.content[0]
	switch {
	case v.tok[t.first].quote >= 0:
	case len(p.source) == 1 && t.first > p.source[0].last-1 && t.last <= p.first && (v.words[t.first].Tag == "WP$" || v.words[t.first].Tag == "WP" || v.words[t.first].Tag == "WDT"):
		p.content = slices.Clone(p.content[1:])
	case t.last <= p.first && (v.lower(t.last-1) == "which" || v.lower(t.last-1) == "whom") && t.last-t.first > 2 && v.words[t.last-2].Tag == "IN":
		p.content = slices.Clone(p.content[1:])
	}
	return p
}

// likes reads "my neighbour likes to say", of which "to say" is no content.
func (v *view) likes(p pick) pick {
	if len(p.content) != 1 || len(p.source) != 1 || p.last-p.first != 1 || p.source[0].last > p.first {
		return p
	}
	switch v.words[p.head].Lemma {
	case "like", "love", "prefer":
	default:
		return p
	}
	t := p.content[0]
	if t.first != p.last || t.last-t.first < 2 || v.lower(t.first) != "to" {
		return p
	}
	verb := v.words[t.first+1].Lemma
	end := t.first + 2
	switch {
	case verb == "say" || verb == "joke" || verb == "boast" || verb == "quip" || verb == "insist":
	case verb == "point" && end < t.last && v.lower(end) == "out":
		end++
	default:
		return p
	}
	first := v.tok[p.first].first
	before := p.source[0].first - 1
	if before > first && v.lower(before) == "as" {
		before--
	}
	last := v.ending(p.head)
	if before > first+1 && v.words[before].Tag == "," && (end >= last || v.words[end].Tag == ",") {
		// It stands inside or behind what is said.
		p.last = end
		p.content = []tokens{{first, before}}
		if end+2 < last {
			p.content = append(p.content, tokens{end + 1, last})
		}
		return p
	}
	if t.last-end >= 3 && v.words[end].Tag != "," {
		p.last = end
		p.content = []tokens{{end, t.last}}
	}
	return p
}

// mainSpeaker finds who speaks before a colon that follows a clause of another: "Our reporter is in Bude, where the
// seafront has flooded: “…”".
func (v *view) mainSpeaker(p pick) pick {
	colon := p.last - 1
	if colon <= p.first || v.doc.Tokens[colon].In(v.doc.Text) != ":" || len(p.content) == 0 || p.content[0].first < p.last || !v.tok[p.content[0].first].opens {
		return p
	}
	verb := int32(-1)
	for i := p.first; i < colon; i++ {
		if v.tok[i].pos == posVerb {
			verb = i
		}
		if communication[v.words[i].Lemma] || reporting[v.words[i].Lemma] || v.tok[i].prior > 0 && v.tok[i].pos == posVerb && v.words[i].Lemma != "be" && v.words[i].Lemma != "have" {
			return p
		}
	}
	if verb < 0 {
		return p
	}
	switch v.words[verb].Rel {
	case "acl:relcl", "advcl", "acl":
	default:
		return p
	}
	root := verb
	for range 12 {
		if h := v.tok[root].head; h >= v.tok[verb].first && h < verb {
			root = h
			continue
		}
		break
	}
	s := v.tok[root].subject
	p.first, p.last, p.head = colon, colon+1, colon
	p.source = nil
	if s >= 0 && s < root && root != verb {
		t := tokens{max(v.tok[s].left, v.tok[s].first), v.tok[s].right + 1}
		for t.last > t.first && (t.last > root || v.tok[t.last-1].pos == posPunct) {
			t.last--
		}
		if t.last > t.first && t.last-t.first <= maxTold && (v.words[s].Tag == "NNP" || people[v.words[s].Lemma] || v.words[s].Tag == "PRP") {
			p.source = []tokens{t}
		}
	}
	return p
}

// shared takes a quotation that two picks hold from the one that it is further from.
func (v *view) shared(picks []pick) []pick {
	away := func(p *pick, t tokens) int32 {
		lo, hi := p.first, p.last
		for _, c := range p.content {
			if c != t && c.last <= t.first {
				hi = max(hi, c.last)
			}
		}
		if t.first >= hi {
			return t.first - hi
		}
		return max(0, lo-t.last)
	}
	drop := func(p *pick, t tokens) {
		p.content = slices.DeleteFunc(slices.Clone(p.content), func(c tokens) bool { return c == t })
	}
	for k := range picks {
		for j := k + 1; j < len(picks) && j <= k+3; j++ {
			a, b := &picks[k], &picks[j]
			for _, t := range slices.Clone(a.content) {
				if !v.tok[t.first].opens || !slices.Contains(b.content, t) {
					continue
				}
				switch {
				case len(a.content) > 1 && away(a, t) > away(b, t):
					drop(a, t)
				case len(b.content) > 1 && away(a, t) < away(b, t):
					drop(b, t)
				}
			}
		}
	}
	return picks
}
