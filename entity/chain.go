package entity

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// chain is the phrases that refer to one entity.
type chain struct {
	phrases []int32 // in the order in which they were added
	full    int32   // the phrase with the fullest name, -1 for an unnamed one
	row     []int32 // phrases of those that the chain is together
	words   []string
	suffix  string // "jr"
	kind    kind
	gender  gender
	number  number
	names   int   // phrases that are names
	nouns   int   // phrases that are no pronouns, names among them
	last    int32 // the phrase added last
	roles   []roleSpan
	doubt   bool // a surname that two people of the article have: nobody can tell
	body    bool // an organisation called by a name and a noun: "the Clinton campaign"
	speaks  bool // makes a statement
}

// roleSpan is an office or a description in the text: tokens [first, end),
// with the token of its noun.
type roleSpan struct {
	first, end, head int32
}

// nameWords returns the plain words of a name without forms of address, suffixes and
// initials' points.
func (v *view) nameWords(m *verbatim.Mention) []string {
	out := make([]string, 0, m.End-m.First)
	for i := m.First; i < m.End; i++ {
		w := v.word[i]
		if w == "'s" || w == "," || w == "-" || w == "the" && i == m.First {
			continue
		}
		if m.Kind == verbatim.Person && (suffixes[w] && i > m.First || v.isAddress(w) && i == m.First && m.End-m.First > 1) {
			continue
		}
		p := plain(w)
		if p != "" && m.Kind == verbatim.Person && len(out) > 0 && i > m.First+1 && v.word[i-1] == "-" && !arabicArticles[out[len(out)-1]] && v.doc.Tokens[i].Start == v.doc.Tokens[i-2].End+1 {
			out[len(out)-1] += "-" + p // "Jean-Luc", "Ocasio-Cortez"
			continue
		}
		if p != "" {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		out = append(out, plain(v.word[m.First]))
	}
	return out
}

// arabicArticles begin surnames that are written with a hyphen, a space or in one word.
var arabicArticles = set("al", "el", "ul", "as", "ad", "an", "ar", "az")

// chains makes chains of the names. Names of more words come first, whatever
// their place, since a short one may stand before the long one ("Trump … Donald
// Trump" in a headline); then each short one finds the long one that it means.
func (v *view) chainNames() {
	v.agreeOnKinds()
	var short []int32
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.name < 0 {
			continue
		}
		words := v.nameWords(&v.doc.Mentions[ph.name])
		if ph.kind == person && len(words) == 1 {
			words = v.shared(p, words)
		}
		if ph.kind == person && len(words) == 1 {
			short = append(short, int32(p))
			continue
		}
		v.join(v.chainOf(ph, words), p, words)
	}
	for _, p := range short {
		words := v.nameWords(&v.doc.Mentions[v.phrases[p].name])
		v.join(v.bearer(int(p), words[0]), int(p), words)
	}
	for c := range v.chains {
		slices.Sort(v.chains[c].phrases)
	}
}

// agreeOnKinds lets a name that stands alone be what the same word is in a
// longer name of a person in the article: "Trump" beside "Donald Trump".
func (v *view) agreeOnKinds() {
	v.seats()
	type votes struct{ person, other int }
	surnames := map[string]bool{}
	count := map[string]*votes{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.name < 0 {
			continue
		}
		m := &v.doc.Mentions[ph.name]
		words := v.nameWords(m)
		if ph.kind == person && len(words) > 1 {
			surnames[words[len(words)-1]] = true
		}
		if len(words) == 1 {
			if count[words[0]] == nil {
				count[words[0]] = &votes{}
			}
			if ph.kind == person {
				count[words[0]].person++
			} else {
				count[words[0]].other++
			}
		}
	}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.name < 0 || ph.kind == person {
			continue
		}
		m := &v.doc.Mentions[ph.name]
		words := v.nameWords(m)
		if len(words) != 1 || !surnames[words[0]] {
			continue
		}
		c := count[words[0]]
		if ph.kind == place && c.other >= 2*(c.person+1) {
			continue
		}
		m.Kind = verbatim.Person
		ph.kind, ph.gender, ph.number = person, male|female, singular
	}
}

// seats makes organisations of the names of buildings that stand for those in them, and of
// capitals where they speak: "the Kremlin", "Brussels said". A capital that does not speak is a place.
func (v *view) seats() {
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.name < 0 || ph.kind == group {
			continue
		}
		m := &v.doc.Mentions[ph.name]
		if m.End-m.First > 3 {
			continue
		}
		name := m.Name.In(v.doc.Text)
		k := ph.kind
		switch v.seat(name) {
		case 2:
			k = organisation
		case 1:
			switch {
			case v.speaks(ph):
				k = organisation
			case k == organisation || k == person && m.End-m.First == 1:
				k = place
			}
		default:
			if k != person || m.End-m.First > 1 || !v.speaks(ph) {
				continue
			}
			// A country that speaks is no person.
			if e, ok := v.known(verbatim.Place, name); ok && e.Type == gazetteer.Country {
				k = place
			}
		}
		if k != ph.kind {
			ph.kind, ph.gender = k, neuter
			m.Kind = kinds[k]
			if k == organisation {
				ph.number = anyNumber
			}
		}
	}
}

// chainOf returns the chain that a name of several words, or one of no person,
// belongs to, or -1.
func (v *view) chainOf(ph *phrase, words []string) int {
	kind := ph.kind
	v.keys = appendKeys(v.keys[:0], words, kind)
	if id := v.identity(ph.entityKind(), v.doc.Mentions[ph.name].Name.In(v.doc.Text)); id != "" {
		v.keys = append(v.keys, "="+id)
	}
	for _, key := range v.keys {
		for _, c := range v.byName[key] {
			ch := &v.chains[c]
			if ch.kind != kind && ch.kind != anyKind && kind != anyKind {
				continue
			}
			if suffix := v.suffix(ph); suffix != ch.suffix && suffix != "" && ch.suffix != "" {
				continue
			}
			if key[0] == '=' || kind == person && v.samePerson(ch.words, words) || kind != person && sameBody(ch.words, words, kind) {
				return int(c)
			}
		}
	}
	return -1
}

// appendKeys appends what a chain of that name is looked up by.
func appendKeys(keys, words []string, k kind) []string {
	if k == person {
		last := words[len(words)-1]
		keys = append(keys, sound(last))
		if len(words) > 1 && len(last) > 6 && len(words[0]) > 0 {
			keys = append(keys, "~"+words[0][:1]+last[:3])
		}
		return keys
	}
	words = withoutForm(words)
	keys = append(keys, "+"+words[0])
	if len(words) > 1 {
		all, main := acronyms(words)
		keys = append(keys, "#"+all)
		if main != all {
			keys = append(keys, "#"+main)
		}
	} else if len(words[0]) <= 6 {
		keys = append(keys, "#"+words[0])
	}
	return keys
}

// index lets chain c be found by the name words.
func (v *view) index(c int, ph *phrase, words []string) {
	k := v.chains[c].kind
	v.keys = appendKeys(v.keys[:0], words, k)
	if k == person && len(words) > 1 {
		last := words[len(words)-1]
		v.keys = append(v.keys, "'"+sound(last), "'"+sound(words[0]))
		for _, w := range words[1 : len(words)-1] {
			if len(w) > 3 {
				v.keys = append(v.keys, "'"+sound(w))
			}
		}
		if i := strings.LastIndexByte(last, '-'); i > 0 {
			v.keys = append(v.keys, "'"+sound(last[i+1:]))
		}
	} else if k == person {
		v.keys = append(v.keys, "'"+sound(words[0]))
	}
	if id := v.identity(ph.entityKind(), v.doc.Mentions[ph.name].Name.In(v.doc.Text)); id != "" {
		v.keys = append(v.keys, "="+id)
	}
	for _, key := range v.keys {
		// A name that hundreds bear tells nobody apart; the bound keeps the
		// time in proportion to the text.
		if list := v.byName[key]; len(list) < 16 && !slices.Contains(list, int32(c)) {
			v.byName[key] = append(list, int32(c))
		}
	}
}

// suffix returns what tells a father from a son behind a name: "jr", "sr", or "".
func (v *view) suffix(ph *phrase) string {
	m := &v.doc.Mentions[ph.name]
	for i := m.End - 1; i <= m.End && i < len(v.word); i++ {
		switch w := plain(v.word[i]); w {
		case "jr", "sr", "ii", "iii":
			return w
		}
	}
	return ""
}

// speaks reports whether a phrase is the source of a statement, so that a
// capital stands for a government.
func (v *view) speaks(ph *phrase) bool {
	return v.source[ph.head] >= 0 && (ph.role == subject || ph.role == passiveSubject || ph.up < 0 || v.cue[ph.up] >= 0)
}

// samePerson reports whether two names of several plain words can be one
// person's: the same surname, and given names that do not contradict.
func (v *view) samePerson(a, b []string) bool {
	if slices.Equal(a, b) {
		return true
	}
	if len(a) < 2 || len(b) < 2 {
		return false
	}
	// "María Fernanda Ortiz Palacios", "Ortiz Palacios"
	if long, short := a, b; len(a) != len(b) {
		if len(a) < len(b) {
			long, short = b, a
		}
		if slices.Equal(long[len(long)-len(short):], short) {
			return true
		}
	}
	sa, sb := a[len(a)-1], b[len(b)-1]
	if !sameSurname(sa, sb) && !(sa[0] == sb[0] && len(sa) > 6 && near(sa, sb) && a[0] == b[0]) {
		// A second surname left out: "Andrés Manuel López Obrador", "López".
		return false
	}
	return v.sameGiven(a[0], b[0]) || len(a) > 2 && v.sameGiven(a[1], b[0]) || len(b) > 2 && v.sameGiven(a[0], b[1])
}

// sameGiven reports whether two plain given names can be one person's.
func (v *view) sameGiven(a, b string) bool {
	switch {
	case a == b || sameSurname(a, b):
		return true
	case len(a) == 1 || len(b) == 1:
		return a[0] == b[0]
	}
	return v.facts.SameGiven(a, b) ||
		len(a) >= 3 && len(b) >= 3 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) ||
		len(a) >= 6 && near(a, b) && a[0] == b[0]
}

// sameBody reports whether two names of organisations, places or groups are
// one: equal, one without "Inc", an acronym, or a beginning.
func sameBody(a, b []string, k kind) bool {
	if slices.Equal(a, b) {
		return true
	}
	if k == group || k == place {
		return false
	}
	a, b = withoutForm(a), withoutForm(b)
	if slices.Equal(a, b) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 1 && len(b) > 1 && len(a[0]) >= 2 && len(a[0]) <= 6 && initials(b, a[0]) {
		return true
	}
	return len(a) > 0 && len(a) < len(b) && len(b) <= len(a)+2 && slices.Equal(a, b[:len(a)]) && len(a[0]) > 3 && !common[a[0]]
}

// common are words that begin the names of many bodies.
var common = set("national", "united", "american", "british", "european", "international", "bank", "university", "new", "first", "royal", "general",
	"supreme", "federal", "department", "ministry", "house", "world", "north", "south", "east", "west", "central", "democratic", "republican",
	"social", "council", "institute", "committee", "center", "centre", "air", "state", "public", "russian", "chinese", "french", "german", "white", "security", "foreign", "office", "court", "high", "city", "county", "saint")

var bodyForms = set("inc", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "ag", "sa", "nv", "gmbh", "group", "holdings", "party", "fc")

func withoutForm(words []string) []string {
	for len(words) > 1 && bodyForms[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return words
}

// initials reports whether acronym is made of the first letters of words.
func initials(words []string, acronym string) bool {
	all, main := acronyms(words)
	return all == acronym || main == acronym
}

// acronyms returns the first letters of words, with and without the small words.
func acronyms(words []string) (all, main string) {
	var a, m []byte
	for _, w := range words {
		a = append(a, w[0])
		switch w {
		case "of", "the", "and", "for", "in", "on", "to", "&":
		default:
			m = append(m, w[0])
		}
	}
	return string(a), string(m)
}

// join adds a name to chain c, or to a new one where c is negative.
func (v *view) join(c, p int, words []string) {
	ph := &v.phrases[p]
	if c < 0 {
		c = v.newChain(chain{full: int32(p), words: words, kind: ph.kind, gender: ph.gender, number: ph.number})
	}
	ch := &v.chains[c]
	if ch.suffix == "" {
		ch.suffix = v.suffix(ph)
	}
	if ch.full < 0 || len(words) > len(ch.words) {
		ch.full, ch.words = int32(p), words
	}
	v.index(c, ph, words)
	if ch.kind == anyKind {
		ch.kind = ph.kind
	}
	ch.names++
	v.add(c, p)
	if ph.kind == person {
		if g := v.honorific(ph); g != 0 {
			ch.gender = g
		} else if ch.gender == male|female && len(words) > 1 {
			ch.gender = v.genderOf(words[0])
		}
	}
}

func (v *view) newChain(c chain) int {
	v.chains = append(v.chains, c)
	return len(v.chains) - 1
}

// add puts phrase p into chain c.
func (v *view) add(c, p int) {
	ch := &v.chains[c]
	ch.phrases = append(ch.phrases, int32(p))
	ch.last = int32(p)
	ph := &v.phrases[p]
	ph.chain = int32(c)
	if ph.form != verbatim.Pronoun {
		ch.nouns++
	}
	if ph.form == verbatim.Pronoun && ph.sure < 0.7 {
		return // a doubtful "she" makes nobody a woman
	}
	if g := ch.gender & ph.gender; g != 0 {
		ch.gender = g
	}
	if n := ch.number & ph.number; n != 0 {
		ch.number = n
	}
}
