package reuse

import (
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Word is a word of a text as it is compared: Folded has neither case nor
// accents, one form of apostrophe, no points in abbreviations ("U.S." is "us")
// and no commas in numbers. A sign of currency and a percent sign are words.
type Word struct {
	verbatim.Span
	Hash   uint64 // of Folded
	Folded string
}

// Words returns the words of text in order. It takes time in proportion to
// the text, whatever it holds.
func Words(text string) []Word {
	out := make([]Word, 0, len(text)/6+1)
	var buf []byte
	s := scanner{text: text}
	for s.next() {
		w := text[s.start:s.end]
		if !s.plain {
			buf = appendFolded(buf[:0], w)
			w = string(buf)
		}
		out = append(out, Word{verbatim.Span{Start: s.start, End: s.end}, s.hash, w})
	}
	return out
}

// scanner cuts a text into words without allocating.
type scanner struct {
	text string
	at   int // where to go on

	// The word found.
	start, end int
	hash       uint64
	plain      bool // the folded word is the word itself
	number     bool // begins with a digit
	capital    bool // begins with a capital letter
	fresh      bool // begins a sentence or a line, as far as signs show
}

// next finds the next word and reports whether there is one.
func (s *scanner) next() bool {
	text, i := s.text, s.at
	s.fresh = i == 0
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			k := classes[c]
			if k&(letter|digit|symbol) != 0 {
				break
			}
			if k&stop != 0 {
				s.fresh = true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if wordRune(r) || currency(r) {
			break
		}
		if r == '“' || r == '‘' || r == '•' || r == '…' || r == '—' {
			s.fresh = true
		}
		i += size
	}
	if i >= len(text) {
		s.at = i
		return false
	}
	s.start = i
	s.plain, s.number, s.capital = true, false, false
	h := uint64(offset64)
	c := text[i]
	switch {
	case c < utf8.RuneSelf && classes[c]&symbol != 0:
		s.end, s.hash = i+1, finish((h^uint64(c))*prime64)
		s.at = s.end
		return true
	case c < utf8.RuneSelf:
		s.number = classes[c]&digit != 0
		s.capital = classes[c]&upper != 0
	default:
		r, size := utf8.DecodeRuneInString(text[i:])
		if currency(r) {
			for _, b := range []byte(text[i : i+size]) {
				h = (h ^ uint64(b)) * prime64
			}
			s.end, s.hash = i+size, finish(h)
			s.at = s.end
			return true
		}
		s.number, s.capital = unicode.IsDigit(r), unicode.IsUpper(r)
	}
	end := i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			k := classes[c]
			if k&(letter|digit) == 0 {
				size, fold := joint(text, s.start, i)
				if size == 0 {
					break
				}
				if fold != 0 {
					h = (h ^ uint64(fold)) * prime64
				}
				s.plain = s.plain && fold == c
				i += size
				continue
			}
			if k&upper != 0 {
				c |= 0x20
				s.plain = false
			}
			h = (h ^ uint64(c)) * prime64
			i++
			end = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			size, fold := joint(text, s.start, i)
			if size == 0 {
				break
			}
			if fold != 0 {
				h = (h ^ uint64(fold)) * prime64
			}
			s.plain = false
			i += size
			continue
		}
		s.plain = false
		var b [2 * utf8.UTFMax]byte
		for _, c := range appendRune(b[:0], r) {
			h = (h ^ uint64(c)) * prime64
		}
		i += size
		end = i
	}
	s.end, s.hash, s.at = end, finish(h), end
	return true
}

// joint looks at a sign inside a word that began at start: an apostrophe
// between letters, a point or a comma between digits, the points of an
// abbreviation, a character that is not seen. It returns how long the sign is
// and what it is folded to, and a size of 0 where the word ends.
func joint(text string, start, i int) (size int, fold byte) {
	r, size := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError && size <= 1 {
		return 0, 0
	}
	next, _ := utf8.DecodeRuneInString(text[i+size:])
	last, lastSize := utf8.DecodeLastRuneInString(text[start:i])
	switch r {
	case '\'', '’', '‘', 'ʼ', '`':
		if unicode.IsLetter(next) && unicode.IsLetter(last) {
			return size, '\''
		}
	case '.', ',':
		if unicode.IsDigit(next) && unicode.IsDigit(last) {
			if r == ',' {
				return size, 0
			}
			return size, '.'
		}
		// A letter alone between points: U.S., a.m.
		if r == '.' && unicode.IsLetter(next) && unicode.IsLetter(last) && alone(text[start:i-lastSize]) {
			after := i + size + utf8.RuneLen(next)
			if n, _ := utf8.DecodeRuneInString(text[after:]); after >= len(text) || !wordRune(n) {
				return size, 0
			}
		}
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		if wordRune(next) {
			return size, 0
		}
	}
	return 0, 0
}

// alone reports whether what stands before a letter inside a word leaves the
// letter alone: nothing, or a point.
func alone(before string) bool { return before == "" || before[len(before)-1] == '.' }

// appendFolded appends the folded form of a word as next hashes it.
func appendFolded(dst []byte, w string) []byte {
	for i := 0; i < len(w); {
		c := w[i]
		if c < utf8.RuneSelf && classes[c]&(letter|digit|symbol) != 0 {
			if classes[c]&upper != 0 {
				c |= 0x20
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(w[i:])
		if wordRune(r) {
			dst = appendRune(dst, r)
		} else if currency(r) {
			dst = append(dst, w[i:i+size]...)
		} else if _, fold := joint(w, 0, i); fold != 0 {
			dst = append(dst, fold)
		}
		i += size
	}
	return dst
}

// appendRune appends a letter without case and accent.
func appendRune(dst []byte, r rune) []byte {
	r = unicode.ToLower(r)
	switch {
	case unicode.Is(unicode.Mn, r):
		return dst // an accent by itself
	case r == 'ß':
		return append(dst, "ss"...)
	case r == 'æ':
		return append(dst, "ae"...)
	case r == 'œ':
		return append(dst, "oe"...)
	case r >= 0xe0 && r <= 0x17f:
		if b := bare[r-0xe0]; b != ' ' {
			return append(dst, b)
		}
	}
	return utf8.AppendRune(dst, r)
}

// bare holds the letters U+00E0 to U+017F without their accents; a space
// where there is none to take off.
const bare = "aaaaaa ceeeeiiiidnooooo ouuuuy y" + // U+00E0
	"aaaaaaccccccccddddeeeeeeeeeegggg" + // U+0100
	"gggghhhhiiiiiiiiii  jjkkklllllll" + // U+0120
	"lllnnnnnnnnnoooooo  rrrrrrssssss" + // U+0140
	"ssttttttuuuuuuuuuuuuwwyyyzzzzzzs" // U+0160

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func currency(r rune) bool { return r != '$' && r > utf8.RuneSelf && unicode.Is(unicode.Sc, r) }

// Classes of ASCII.
const (
	letter = 1 << iota
	upper
	digit
	symbol // a word of its own
	stop   // after it a capital letter says nothing
)

var classes = func() (c [utf8.RuneSelf]uint8) {
	for b := 'a'; b <= 'z'; b++ {
		c[b], c[b-0x20] = letter, letter|upper
	}
	for b := '0'; b <= '9'; b++ {
		c[b] = digit
	}
	c['$'], c['%'] = symbol, symbol
	for _, b := range ".!?:\n\r\"'`" {
		c[b] = stop
	}
	return c
}()

// FNV-1a (Fowler, Noll, Vo), and a last step that spreads it over all bits.
const (
	offset64 = 0xcbf29ce484222325
	prime64  = 0x100000001b3
)

// hashOf returns the hash of a folded word.
func hashOf(folded string) uint64 {
	h := uint64(offset64)
	for i := range len(folded) {
		h = (h ^ uint64(folded[i])) * prime64
	}
	return finish(h)
}

func finish(h uint64) uint64 {
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return h ^ h>>29
}
