package entity

import (
	"strings"
)

// News avoids the name the second time: "the 36-year-old", "the Spaniard".

// byTrait returns the person whom a source calls by age or nation: who has that age in the article, or else the
// subject of what was told just before. -1 where that is nobody or may be another.
func (v *view) byTrait(p int) int {
	ph := &v.phrases[p]
	if ph.name < 0 && ph.number == plural || ph.quote >= 0 || v.word[ph.first] != "the" {
		return -1
	}
	age := ""
	for i := ph.first; i < ph.end; i++ {
		w := v.word[i]
		if i+3 < ph.end+1 && v.doc.Words[i].Tag == "CD" && v.word[i+1] == "-" && v.word[i+2] == "year" {
			age = w
		} else if k := strings.Index(w, "-year-old"); k > 0 {
			age = w[:k]
		}
	}
	partisan := ph.name >= 0 && ph.end-ph.first == 2 && partisans[v.word[ph.head]]
	if age == "" && !partisan && !(ph.name >= 0 && ph.kind == group && ph.end-ph.first == 2 && nationNoun(v.word[ph.head])) {
		return -1
	}
	if age != "" {
		switch c, ok := v.agesOf()[age]; {
		case ok && c < 0:
			return -1
		case ok:
			return int(c)
		}
	}
	if v.source[ph.head] < 0 {
		return -1 // who is spoken of may be anybody
	}
	found := -1
	for q := p - 1; q >= 0 && p-q < 80; q-- {
		c := &v.phrases[q]
		if c.quote >= 0 || c.sent == ph.sent {
			continue
		}
		if v.plain[ph.sent]-v.plain[c.sent] > 1 || found >= 0 && c.sent != v.phrases[found].sent {
			break
		}
		if c.role != subject && v.source[c.head] < 0 || c.chain < 0 || v.inside[c.head] >= 0 || v.chains[c.chain].kind != person || v.chains[c.chain].number == plural || v.chains[c.chain].names == 0 {
			continue
		}
		if found >= 0 && v.phrases[found].chain != c.chain {
			return -1
		}
		found = q
	}
	if found < 0 || ph.name < 0 && v.chains[v.phrases[found].chain].gender&ph.gender == 0 && ph.gender&(male|female) != 0 {
		return -1
	}
	return int(v.phrases[found].chain)
}

// agesOf returns whose age a number is, "Tom Burley, 36,"; -1 where two are of that age.
func (v *view) agesOf() map[string]int32 {
	if v.ages != nil {
		return v.ages
	}
	v.ages = map[string]int32{}
	for q := range v.phrases {
		c := &v.phrases[q]
		if c.name < 0 || c.kind != person || c.chain < 0 || int(c.end)+1 >= len(v.word) || v.word[c.end] != "," && v.word[c.end] != "(" || v.doc.Words[c.end+1].Tag != "CD" {
			continue
		}
		age := v.word[c.end+1]
		if other, ok := v.ages[age]; ok && other != c.chain {
			v.ages[age] = -1
		} else {
			v.ages[age] = c.chain
		}
	}
	return v.ages
}

// nationNoun reports whether a demonym can stand for one person by itself: "Spaniard", "German", and not
// "French", "Swiss", "Russians".
func nationNoun(w string) bool {
	for _, end := range [...]string{"s", "sh", "ch", "ese"} {
		if strings.HasSuffix(w, end) {
			return false
		}
	}
	return len(w) > 3
}

// partisans are whom a party's adjective can name: "the Conservative".
var partisans = set("conservative", "republican", "democrat", "tory", "socialist", "liberal", "libertarian", "communist", "nationalist", "unionist", "independent")
