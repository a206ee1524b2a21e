package entity

import (
	"slices"
	"strings"
)

// shared completes a given name by the surname that it shares with the next: "Bill and
// Hillary Clinton".
func (v *view) shared(p int, words []string) []string {
	ph := &v.phrases[p]
	if int(ph.end) >= len(v.word) || v.word[ph.end] != "and" || !v.isGiven(words[0]) {
		return words
	}
	for q := p + 1; q < len(v.phrases) && v.phrases[q].first <= ph.end+1; q++ {
		if o := &v.phrases[q]; o.first == ph.end+1 && o.name >= 0 && o.kind == person {
			if next := v.nameWords(&v.doc.Mentions[o.name]); len(next) > 1 && v.isGiven(next[0]) {
				return []string{words[0], next[len(next)-1]}
			}
		}
	}
	return words
}

// bearer returns the chain of the person that a single name means, or -1.
func (v *view) bearer(p int, name string) int {
	ph := &v.phrases[p]
	told := v.honorific(ph)
	type candidate struct {
		chain   int
		surname bool
	}
	var found []candidate
	for _, c := range v.byName["'"+sound(name)] {
		c := int(c)
		ch := &v.chains[c]
		if ch.kind != person || len(ch.words) == 0 {
			continue
		}
		if told != 0 && ch.gender&told == 0 {
			continue
		}
		switch last := ch.words[len(ch.words)-1]; {
		case sameSurname(last, name):
			found = append(found, candidate{c, true})
		case len(ch.words) > 1 && ch.words[0] == name:
			found = append(found, candidate{c, false})
		case len(ch.words) > 1 && strings.HasSuffix(last, "-"+name):
			found = append(found, candidate{c, true})
		case len(ch.words) > 2 && slices.Contains(ch.words[1:len(ch.words)-1], name) && len(name) > 3:
			// the first of two surnames: "García Márquez", "García"
			found = append(found, candidate{c, true})
		}
	}
	if slices.ContainsFunc(found, func(f candidate) bool { return f.surname }) {
		found = slices.DeleteFunc(found, func(f candidate) bool { return !f.surname })
	}
	switch len(found) {
	case 0:
		return -1
	case 1:
		return found[0].chain
	}
	// Several have the name. A surname is more usual than a given name.
	best, second, chosen, other := -1.0, -1.0, -1, -1
	first := found[0].chain
	for _, f := range found {
		if v.chains[f.chain].full < v.chains[first].full {
			first = f.chain
		}
	}
	for _, f := range found {
		score := v.salience(f.chain, p)
		if f.surname {
			score += 0.5
		}
		if v.aside(v.chains[f.chain].full) {
			score -= 0.5
		}
		if f.chain == first {
			score += 0.4 // whom the article names first is whom it is about
		}
		if score > best {
			best, second, chosen, other = score, best, f.chain, chosen
		} else if score > second {
			second, other = score, f.chain
		}
	}
	if best < 1.3*second+0.2 || best < 3 && v.inRow(chosen, other) {
		// Nobody can tell. A chain of its own keeps it apart from both.
		return v.newChain(chain{full: -1, kind: person, gender: male | female, number: singular, doubt: true})
	}
	return chosen
}

// inRow reports whether two chains are first named together: "A and B".
func (v *view) inRow(a, b int) bool {
	if a < 0 || b < 0 || v.chains[a].full < 0 || v.chains[b].full < 0 {
		return false
	}
	p, q := &v.phrases[v.chains[a].full], &v.phrases[v.chains[b].full]
	return p.sent == q.sent && (v.joined(p, q) || v.joined(q, p))
}

// honorific returns the gender that a title before the name tells, 0 if none.
func (v *view) honorific(ph *phrase) gender {
	for i := ph.first; i < ph.end; i++ {
		w := v.word[i]
		if g := v.address(w); g == male || g == female {
			return g
		}
		if v.named[i] == ph.name {
			break
		}
		if n, ok := v.facts.RoleNoun(w); ok {
			if g := genderBits(n.Gender); g == male || g == female {
				return g
			}
		}
	}
	return 0
}

// salience says how much an article speaks of a chain before phrase p: each
// name that was used, the nearer the more. Who has gone by the short name before goes by
// it again: an article calls one person by the surname alone.
func (v *view) salience(c, p int) float64 {
	s := 0.0
	here := v.phrases[p].sent
	short := 0
	list := v.chains[c].phrases
	for k := len(list) - 1; k >= 0 && k > len(list)-64; k-- {
		q := list[k]
		if int(q) >= p {
			s += 0.05
			continue
		}
		if m := &v.doc.Mentions[v.phrases[q].name]; m.End-m.First == 1 {
			short++
		}
		d := here - v.phrases[q].sent
		s += 1 / (1 + float64(d)/2)
	}
	return s + min(float64(short), 3)
}
