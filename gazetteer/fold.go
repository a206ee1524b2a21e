package gazetteer

import (
	"unicode"
	"unicode/utf8"
)

// Fold returns name as it is compared: in lower case, without accents, with
// hyphens and other punctuation as spaces, and without apostrophes and full
// stops, so that "O’Neill" is "O'Neill", "U.S." is "US" and "Jae-myung" is
// "Jae Myung". Letters that stand alone one after the other are one word:
// "J. D. Vance" is "JD Vance". Letters outside the Latin script only lose
// their case and combining marks. Folding twice changes nothing.
func Fold(name string) string {
	return string(appendFold(make([]byte, 0, len(name)+8), name))
}

// appendFold appends the folded name to dst, which must be empty.
func appendFold(dst []byte, name string) []byte {
	word := 0       // where the word being written begins
	single := false // whether the word before it is one letter, or several joined
	end := func() {
		if len(dst) == word {
			return
		}
		one := len(dst) == word+1 && 'a' <= dst[word] && dst[word] <= 'z'
		if one && single {
			dst[word-1] = dst[word]
			dst = dst[:word]
		}
		single = one
		dst = append(dst, ' ')
		word = len(dst)
	}
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				dst = append(dst, c)
			case 'A' <= c && c <= 'Z':
				dst = append(dst, c+'a'-'A')
			case c == '\'' || c == '.' || c == '`':
			case c == '&':
				end()
				dst = append(dst, "and"...)
				end()
			default:
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(name[i:])
		i += size
		r = unicode.ToLower(r)
		switch {
		case 0xc0 <= r && r < 0xc0+rune(len(latin1)) && latin1[r-0xc0] != '.':
			dst = append(dst, latin1[r-0xc0])
		case 0x1e00 <= r && r < 0x1e00+rune(len(latin2)) && latin2[r-0x1e00] != '.':
			dst = append(dst, latin2[r-0x1e00])
		case r == '’', r == '‘', r == 'ʼ', r == 'ʻ', r == '´', r == '′', r == 'ʿ', r == 'ʾ', r == 'ʹ', r == '‛':
		case 0x300 <= r && r < 0x370, r == 0xad, r == 0x200b, r == 0x200c, r == 0x200d, r == 0x2060, r == 0xfeff:
			// combining marks and what cannot be seen
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			dst = append(dst, letters(r)...)
		default:
			end()
		}
	}
	end()
	if len(dst) > 0 {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// letters returns the folded form of a lower-case letter that is not an
// accented letter of the tables.
func letters(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ', 'ǽ', 'ǣ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ŋ':
		return "ng"
	case 'ĳ':
		return "ij"
	case 'ǆ':
		return "dz"
	case 'ǉ':
		return "lj"
	case 'ǌ':
		return "nj"
	case 'ǳ':
		return "dz"
	case 'ə', 'ɛ':
		return "e"
	case 'ɔ':
		return "o"
	case 'ɓ':
		return "b"
	case 'ɗ', 'ɖ':
		return "d"
	case 'й': // as it folds where its breve is a mark of its own
		return "и"
	case 'ё':
		return "е"
	case 'ї':
		return "і"
	}
	if r >= utf8.RuneSelf {
		return string(r)
	}
	return single[r : r+1]
}

// single holds the lower-case ASCII letters at their own places: a few
// characters outside ASCII have them as their lower case.
const single = "" +
	"                                                                " +
	"                                 abcdefghijklmnopqrstuvwxyz     "

// Accented Latin letters and the letter under the accent, from U+00C0 and
// from U+1E00, after the canonical decompositions of the Unicode Character
// Database and the usual spelling of those that have none (đ, ł, ø).
const latin1 = "" +
	"................................aaaaaa.ceeeeiiiidnooooo.ouuuuy.y" +
	".a.a.a.c.c.c.c.d.d.e.e.e.e.e.g.g.g.g.h.h.i.i.i.i.i...j.kk.l.l.l." +
	"l.l.n.n.nn...o.o.o...r.r.r.s.s.s.s.t.t.t.u.u.u.u.u.u.w.y..z.z.zs" +
	"b.................f......k.......o..............u...y..........." +
	"..............a.i.o.u.u.u.u.ue.a.a.....g.k.o.o..j....g...n.a...." +
	".a.a.e.e.i.i.o.o.r.r.u.u.s.t.y.h.......a.e.o.o.o.o.y............" +
	"................"

const latin2 = "" +
	".a.b.b.b.c.d.d.d.d.d.e.e.e.e.e.f.g.h.h.h.h.h.i.i.k.k.k.l.l.l.l.m" +
	".m.m.n.n.n.n.o.o.o.o.p.p.r.r.r.r.s.s.s.s.s.t.t.t.t.u.u.u.u.u.v.v" +
	".w.w.w.w.w.x.x.y.z.z.zhtwy.......a.a.a.a.a.a.a.a.a.a.a.a.e.e.e.e" +
	".e.e.e.e.i.i.o.o.o.o.o.o.o.o.o.o.o.o.u.u.u.u.u.u.u.y.y.y.y......"
