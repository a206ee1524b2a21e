package syntax

import (
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/internal/linear"
)

// Mark says what a token is among quotation marks.
type Mark uint8

// The values of Mark.
const (
	NoMark Mark = iota
	OpenMark
	CloseMark
)

// Input is a token as the analysis sees it.
type Input struct {
	Form        string
	Mark        Mark
	SpaceBefore bool
	// Name: the document writes the word with a capital inside sentences too, and never without.
	Name bool
}

// form is what a token looks like, apart from its typography: letters are
// lower case, digits all the same, and the many shapes of quotation marks,
// apostrophes and dashes one each.
type form struct {
	word   uint64 // identity of the whole
	s1     uint64 // its last one to five bytes
	s2     uint64
	s3     uint64
	s4     uint64
	s5     uint64
	p1     uint64 // its first one to three bytes
	p2     uint64
	p3     uint64
	shape  uint64 // how it is written: case, digits, length, place in the sentence
	amb    uint64 // the tags that the treebanks give to the word, or a guess from its look
	fixed  uint8  // tag+1 where the word has only one
	letter letterCase
	within bool // Input.Name
}

type letterCase uint8

const (
	noLetters letterCase = iota
	lowerCase
	initialCap
	allCaps
	mixedCase
)

// longest is how many bytes of a token tell it from others.
const longest = 48

const (
	openWord  = 0x0123456789abcdef // identities of the quotation marks
	closeWord = 0xfedcba9876543210
)

// normalise writes the lower-case form of s to buf, with typography evened
// out, and returns its length and the use of capitals and digits.
func normalise(s string, buf *[longest + 8]byte) (n int, letters letterCase, digits, signs bool) {
	upper, lower := 0, 0
	first := false
	for i := 0; i < len(s) && n < longest; {
		b := s[i]
		if b < utf8.RuneSelf {
			switch {
			case b >= 'a' && b <= 'z':
				lower++
			case b >= 'A' && b <= 'Z':
				upper++
				first = first || i == 0
				b |= 0x20
			case b >= '0' && b <= '9':
				digits = true
				b = '0'
			case b == '`':
				b = '\''
			case b == '-' || b == '.' || b == '\'':
				signs = true
			}
			buf[n] = b
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '’', '‘', 'ʼ', '´', '‛':
			buf[n] = '\''
			n++
		case '–', '—', '―', '−':
			buf[n], buf[n+1] = '-', '-'
			n += 2
		case '…':
			n += copy(buf[n:], "...")
		case '\u00ad':
		default:
			low := unicode.ToLower(r)
			if low != r {
				upper++
				first = first || i == 0
			} else if unicode.IsLetter(r) {
				lower++
			}
			n += utf8.EncodeRune(buf[n:], low)
		}
		i += size
	}
	switch {
	case upper == 0 && lower == 0:
		letters = noLetters
	case upper == 0:
		letters = lowerCase
	case upper == 1 && first:
		letters = initialCap
	case lower == 0:
		letters = allCaps
	default:
		letters = mixedCase
	}
	return n, letters, digits, signs
}

// look fills in what can be told from the token alone.
func (f *form) look(in *Input, glued bool) {
	switch in.Mark {
	case OpenMark:
		*f = form{word: openWord, s1: openWord, shape: 1, amb: openWord}
		return
	case CloseMark:
		*f = form{word: closeWord, s1: closeWord, shape: 2, amb: closeWord}
		return
	}
	var buf [longest + 8]byte
	n, letters, digits, signs := normalise(in.Form, &buf)
	if n == 1 && buf[0] == '-' && !glued {
		// A hyphen between spaces is a dash.
		buf[1] = '-'
		n = 2
	}
	b := buf[:n]
	f.letter = letters
	f.fixed = 0
	f.word = hash(b)
	f.s1 = tail(b, 1)
	f.s2 = tail(b, 2)
	f.s3 = tail(b, 3)
	f.s4 = tail(b, 4)
	f.s5 = tail(b, 5)
	f.p1 = head(b, 1)
	f.p2 = head(b, 2)
	f.p3 = head(b, 3)
	f.shape = 8 | uint64(letters)<<8 | uint64(min(n, 6))<<16
	if digits {
		f.shape |= 1 << 24
	}
	if signs {
		f.shape |= 1 << 25
	}
}

// hash tells strings of bytes apart.
func hash(b []byte) uint64 {
	h := uint64(14695981039346656037) // FNV-1a
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h ^ h>>32
}

// tail packs the last n bytes of b, n below 8, and their number.
func tail(b []byte, n int) uint64 {
	n = min(n, len(b))
	v := uint64(n)
	for _, c := range b[len(b)-n:] {
		v = v<<8 | uint64(c)
	}
	return v
}

// head packs the first n bytes of b, n below 8, and their number.
func head(b []byte, n int) uint64 {
	n = min(n, len(b))
	v := uint64(n)
	for _, c := range b[:n] {
		v = v<<8 | uint64(c)
	}
	return v
}

// guess stands for the tags of a word that is in no treebank.
func (f *form) guess() uint64 {
	return linear.Mix(f.s2, uint64(f.letter)<<1|f.shape>>24) | 1<<63
}
