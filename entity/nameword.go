package entity

import (
	"unicode"
	"unicode/utf8"
)

// folded is what can be told from the letters of a word.
type folded struct {
	hash  uint64 // of the word in lower case, digits as they are
	last  uint64 // its last eight bytes
	first uint64 // its first eight bytes
	n     int    // bytes
	shape wordShape
}

// wordShape is how a word is written.
type wordShape uint8

const (
	shapeSign    wordShape = iota // punctuation
	shapeNumber                   // digits only
	shapeLower                    // no capital
	shapeInitial                  // one capital letter, or one and a point
	shapeCapital                  // a capital and small letters
	shapeUpper                    // capitals only
	shapeCamel                    // capitals within: McCain, YouTube
	shapeHumped                   // begins small: iPhone
	shapeDotted                   // U.S.
	shapeMixed                    // letters and digits
)

// upper reports whether a word of this shape may be part of a name by itself.
func (s wordShape) upper() bool { return s >= shapeInitial }

// foldStart is where the hash of a word begins (FNV-1a).
const foldStart = 14695981039346656037

// foldWord folds a word. A curly apostrophe is an apostrophe.
func foldWord(s string) folded {
	f := folded{hash: foldStart}
	upper, lower, digit, dot := 0, 0, 0, 0
	firstUpper := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z':
				lower++
			case c >= 'A' && c <= 'Z':
				upper++
				firstUpper = firstUpper || i == 0
				c |= 0x20
			case c >= '0' && c <= '9':
				digit++
			case c == '.':
				dot++
			}
			f.put(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '’' || r == '‘':
			f.put('\'')
		default:
			low := unicode.ToLower(r)
			switch {
			case low != r:
				upper++
				firstUpper = firstUpper || i == 0
			case unicode.IsLetter(r):
				lower++
			}
			var buf [utf8.UTFMax]byte
			for _, b := range buf[:utf8.EncodeRune(buf[:], low)] {
				f.put(b)
			}
		}
		i += size
	}
	f.hash ^= f.hash >> 32
	letters := upper + lower
	switch {
	case letters == 0 && digit == 0:
		f.shape = shapeSign
	case letters == 0:
		f.shape = shapeNumber
	case upper == 0:
		f.shape = shapeLower
	case digit > 0:
		f.shape = shapeMixed
	case dot > 0 && upper > 1:
		f.shape = shapeDotted
	case upper == 1 && lower == 0:
		f.shape = shapeInitial
	case lower == 0:
		f.shape = shapeUpper
	case firstUpper && upper == 1:
		f.shape = shapeCapital
	case firstUpper:
		f.shape = shapeCamel
	default:
		f.shape = shapeHumped
	}
	return f
}

func (f *folded) put(c byte) {
	const prime = 1099511628211
	f.hash = (f.hash ^ uint64(c)) * prime
	f.last = f.last<<8 | uint64(c)
	if f.n < 8 {
		f.first = f.first<<8 | uint64(c)
	}
	f.n++
}

// suffix returns the last k bytes and their number.
func (f *folded) suffix(k int) uint64 {
	k = min(k, f.n)
	return f.last&(1<<(8*k)-1) | uint64(k)<<56
}

// prefix returns the first k bytes and their number.
func (f *folded) prefix(k int) uint64 {
	k = min(k, f.n)
	return f.first>>(8*(min(f.n, 8)-k)) | uint64(k)<<56
}

// packTag makes a number of a tag or another short string.
func packTag(s string) uint64 {
	v := uint64(len(s))
	for i := range min(len(s), 8) {
		v = v<<8 | uint64(s[i])
	}
	return v
}
