package entity

import (
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/internal/crf"
)

// nameDesk is the room that finding the names of a document takes, used again
// for the next.
type nameDesk struct {
	doc    *verbatim.Document
	words  []nameWord
	runs   []nameRun
	chains []nameChain
	seen   seenWords

	// The second look.
	found     []foundName
	uses      []useStat  // beside seen.stats
	short     seenWords  // initials of names of several words
	shortKind []uint8    // beside short.stats
	side      [][2]uint8 // separator and type of the neighbours
	names     []fixedName

	keys  []uint64
	node  [][crf.BroadLabels]float32
	class []uint8
	back  [][crf.BroadLabels]uint8
	path  []uint8
}

// nameWord is a token as the features see it.
type nameWord struct {
	folded
	tag    uint64
	bits   NameClass
	phrase NameClass // lists that a phrase over the token is in
	place  uint8     // of the token in that phrase: 1 first, 2 within, 3 last
	start  uint8     // 1 at the head of a sentence, 2 behind an opening mark or a colon
	head   uint8     // 1 in a headline, 2 among words in capitals
	may    bool      // may be part of a name
	cap    bool      // by itself
	run    int32     // of capitalised words, in runs; -1 outside
	seen   int32     // in seen.stats; -1 where it is not counted
	first  int32     // of the sentence
	end    int32
}

// nameRun is a run of capitalised words, [first, end), and the wider run that
// "of", "and" or "the" join, [from, to).
type nameRun struct {
	first, end, from, to int32
}

// nameChain is the tokens [first, last) that are labelled together.
type nameChain struct{ first, last int32 }

// look prepares doc: words, runs, chains and how each word is used.
func (d *nameDesk) look(doc *verbatim.Document, m *Model) {
	d.doc = doc
	d.words = roomFor(d.words, len(doc.Tokens))
	d.runs, d.chains = d.runs[:0], d.chains[:0]
	d.seen.reset(len(doc.Tokens))
	for _, s := range doc.Sentences {
		if s.Furniture || s.First < 0 || s.First >= s.Last || s.Last > len(doc.Tokens) || !d.capital(s) {
			continue
		}
		first, end := int32(s.First), int32(s.Last)
		d.fill(m, first, end)
		d.candidates(first, end)
		d.phrasesIn(m, first, end)
		d.count(first, end)
	}
	for _, c := range d.chains {
		for i := c.first; i < c.last; i++ {
			d.words[i].seen = d.seen.at(d.words[i].hash, false)
		}
	}
}

// capital reports whether a sentence may have a name in it at all: a capital
// letter, or a letter that is not ASCII and may be one.
func (d *nameDesk) capital(s verbatim.Sentence) bool {
	text := d.doc.Text[s.Start:s.End]
	for i := range len(text) {
		if c := text[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// fill sets what can be told from the tokens of a sentence alone.
func (d *nameDesk) fill(m *Model, first, end int32) {
	capitals, uppers, long := 0, 0, 0
	start := uint8(1)
	for i := first; i < end; i++ {
		t := &d.doc.Tokens[i]
		w := &d.words[i]
		*w = nameWord{folded: foldWord(t.In(d.doc.Text)), run: -1, seen: -1, first: first, end: end}
		w.tag = packTag(d.doc.Words[i].Tag)
		if w.shape >= shapeLower {
			v, _ := m.words.Get(wordKey(w.hash))
			w.bits = NameClass(v)
		}
		w.start = start
		switch {
		case w.shape > shapeNumber:
			start = 0
			if w.n >= 4 {
				long++
				if w.shape.upper() {
					capitals++
				}
				if w.shape == shapeUpper {
					uppers++
				}
			}
		case start == 0 && opensClause(t.In(d.doc.Text)):
			start = 2
		case start == 2 && !opensClause(t.In(d.doc.Text)):
			start = 0
		}
	}
	head := uint8(0)
	switch {
	case long >= 3 && 3*uppers >= 2*long:
		head = 2
	case long >= 3 && 3*capitals >= 2*long:
		head = 1
	}
	for i := first; i < end; i++ {
		d.words[i].head = head
	}
}

func opensClause(s string) bool {
	switch s {
	case ":", "“", "‘", "\"", "«", "„", "-", "–", "—", "--", "*", "•":
		return true
	}
	return false
}

// Tags that matter, packed.
var (
	tagPRP  = packTag("PRP")
	tagIN   = packTag("IN")
	tagDT   = packTag("DT")
	tagCC   = packTag("CC")
	tagPOS  = packTag("POS")
	tagTO   = packTag("TO")
	tagFW   = packTag("FW")
	tagNN   = packTag("NN")
	tagNNS  = packTag("NNS")
	tagJJ   = packTag("JJ")
	tagJJS  = packTag("JJS")
	tagNNP  = packTag("NNP")
	tagNNPS = packTag("NNPS")
)

// closedTags are the tags of words that begin a sentence with a capital and are
// no names.
var closedTags = func() map[uint64]bool {
	out := map[uint64]bool{}
	for _, t := range []string{"DT", "PRP", "PRP$", "IN", "CC", "WRB", "WP", "WDT", "MD", "TO", "EX", "UH", "PDT", "RB", "WP$", "VBZ", "VBP", "VBD"} {
		out[packTag(t)] = true
	}
	return out
}()

var nameHashI = foldWord("I").hash

// nameParticles stand before a surname and have no capital.
var nameParticles = func() map[uint64]bool {
	out := map[uint64]bool{}
	for _, s := range []string{"de", "van", "von", "al", "el", "bin", "ibn", "ben", "der", "den", "la", "le", "du", "di", "da", "del", "della", "dos", "ter", "zu", "y"} {
		out[foldWord(s).hash] = true
	}
	return out
}()

// candidates says which words may be part of a name, and makes chains and runs
// of them.
func (d *nameDesk) candidates(first, end int32) {
	ws := d.words
	for i := first; i < end; i++ {
		w := &ws[i]
		if !w.shape.upper() || w.tag == tagPRP && w.hash == nameHashI {
			continue
		}
		if w.start > 0 && w.shape == shapeCapital && closedTags[w.tag] && !(i+1 < end && ws[i+1].shape.upper()) {
			continue
		}
		w.cap, w.may = true, true
	}
	// What joins capitalised words, and numbers beside them.
	last := int32(-1)
	for i := first; i < end; i++ {
		w := &ws[i]
		if w.cap {
			if last >= 0 && last < i-1 && i-last <= longestGap {
				ok := true
				for k := last + 1; k < i; k++ {
					ok = ok && d.joins(k)
				}
				for k := last + 1; ok && k < i; k++ {
					ws[k].may = true
				}
			}
			for k := i - 1; k >= first && k >= i-3 && !ws[k].may; k-- {
				glued := ws[k].shape == shapeSign && d.hyphen(k)
				if !glued && !nameParticles[ws[k].hash] {
					break
				}
				if glued && (k == first || !nameParticles[ws[k-1].hash]) {
					break
				}
				ws[k].may = true
			}
			last = i
			// "Ban Ki-moon"
			if i+2 < end && d.hyphen(i+1) && ws[i+2].shape == shapeLower {
				ws[i+1].may, ws[i+2].may = true, true
			}
			continue
		}
		if w.shape == shapeNumber && (i > first && ws[i-1].cap || i+1 < end && ws[i+1].cap) {
			w.may = true
		}
	}
	for i := first; i < end; i++ {
		if !ws[i].may {
			continue
		}
		k := i + 1
		for k < end && ws[k].may {
			k++
		}
		d.chains = append(d.chains, nameChain{i, k})
		d.runsIn(i, k)
		i = k
	}
}

// longestGap is how far apart capitalised words of one name may be, in tokens.
const longestGap = 5

// joins reports whether token k may stand within a name.
func (d *nameDesk) joins(k int32) bool {
	w := &d.words[k]
	switch w.shape {
	case shapeSign:
		s := d.doc.Tokens[k].In(d.doc.Text)
		return s == "&" || s == "'" || s == "’" || s == "/" || s == "." && !d.doc.Tokens[k].SpaceBefore || d.hyphen(k)
	case shapeNumber:
		return true
	}
	switch w.tag {
	case tagIN, tagDT, tagCC, tagPOS, tagTO, tagFW, tagNN, tagNNS, tagJJ, tagNNP, tagNNPS:
		return true
	}
	return w.n <= 3
}

// hyphen reports whether token k is a hyphen that is written without spaces.
func (d *nameDesk) hyphen(k int32) bool {
	t := &d.doc.Tokens[k]
	if s := t.In(d.doc.Text); s != "-" && s != "–" && s != "‑" {
		return false
	}
	return !t.SpaceBefore && int(k+1) < len(d.doc.Tokens) && !d.doc.Tokens[k+1].SpaceBefore
}

// runsIn makes the runs of the chain [first, end).
func (d *nameDesk) runsIn(first, end int32) {
	ws := d.words
	from := int32(len(d.runs))
	for i := first; i < end; i++ {
		if !ws[i].cap {
			continue
		}
		k := i + 1
		for k < end && (ws[k].cap || d.glue(k) && k+1 < end && ws[k+1].cap) {
			k++
		}
		for j := i; j < k; j++ {
			ws[j].run = int32(len(d.runs))
		}
		d.runs = append(d.runs, nameRun{first: i, end: k, from: i, to: k})
		i = k
	}
	// Runs that a word or two join, but for "and" and the genitive, make a
	// wider one.
	list := d.runs[from:]
	for a := 0; a < len(list); {
		b := a
		for b+1 < len(list) && d.wide(list[b].end, list[b+1].first) {
			b++
		}
		for k := a; k <= b; k++ {
			list[k].from, list[k].to = list[a].first, list[b].end
		}
		a = b + 1
	}
}

// glue reports whether token k is a sign inside a run.
func (d *nameDesk) glue(k int32) bool {
	if d.words[k].shape != shapeSign {
		return false
	}
	s := d.doc.Tokens[k].In(d.doc.Text)
	return s == "&" || d.hyphen(k)
}

func (d *nameDesk) wide(first, end int32) bool {
	for k := first; k < end; k++ {
		if t := d.words[k].tag; t == tagCC || t == tagPOS {
			return false
		}
	}
	return end-first <= 2
}

// phrasesIn finds the listed phrases of a sentence, the longest at each place.
func (d *nameDesk) phrasesIn(m *Model, first, end int32) {
	ws := d.words
	for i := first; i < end; i++ {
		w := &ws[i]
		if !w.may || w.bits&listBegins == 0 {
			continue
		}
		p := phraseStart(w.hash)
		size, class := int32(0), NameClass(0)
		for k := i + 1; k < end && k < i+longestPhrase && ws[k].may; k++ {
			p = phraseNext(p, ws[k].hash)
			if !ws[k].cap {
				continue
			}
			if v, ok := m.phrases.Get(phraseKey(p)); ok {
				size, class = k+1-i, NameClass(v)
			}
		}
		if size == 0 {
			continue
		}
		for k := i; k < i+size; k++ {
			ws[k].phrase, ws[k].place = class, 2
		}
		ws[i].place, ws[i+size-1].place = 1, 3
		i += size - 1
	}
}
