package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bareLetters maps accented Latin letters to plain ones.
var bareLetters = map[rune]string{
	'á': "a", 'à': "a", 'â': "a", 'ä': "a", 'ã': "a", 'å': "a", 'ā': "a", 'ă': "a", 'ą': "a", 'æ': "ae",
	'ç': "c", 'ć': "c", 'č': "c", 'ď': "d", 'đ': "d", 'ð': "d", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e", 'ē': "e", 'ė': "e", 'ę': "e", 'ě': "e",
	'ğ': "g", 'í': "i", 'ì': "i", 'î': "i", 'ï': "i", 'ī': "i", 'ı': "i", 'ł': "l", 'ľ': "l", 'ñ': "n", 'ń': "n", 'ň': "n",
	'ó': "o", 'ò': "o", 'ô': "o", 'ö': "o", 'õ': "o", 'ø': "o", 'ő': "o", 'ō': "o", 'œ': "oe", 'ř': "r", 'ś': "s", 'š': "s", 'ş': "s", 'ș': "s", 'ß': "ss",
	'ť': "t", 'ţ': "t", 'ț': "t", 'þ': "th", 'ú': "u", 'ù': "u", 'û': "u", 'ü': "u", 'ū': "u", 'ů': "u", 'ű': "u", 'ý': "y", 'ÿ': "y", 'ź': "z", 'ż': "z", 'ž': "z",
}

// plain lowers the case of a word and takes accents and marks from it.
func plain(s string) string {
	ascii := true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '.' || c == '\'' {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r == '.' || r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʼ':
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		case bareLetters[r] != "":
			b.WriteString(bareLetters[r])
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// sound maps a plain name to what its spellings in Latin letters have in
// common, so that Zelensky, Zelenskyy and Zelenskiy are one: the rules undo what
// the usual romanisations of Russian, Ukrainian and Arabic differ in.
func sound(s string) string {
	if len(s) < 5 {
		return s
	}
	for _, r := range romanisations {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	var b strings.Builder
	for i := range len(s) {
		if i > 0 && s[i] == s[i-1] {
			continue
		}
		b.WriteByte(s[i])
	}
	return strings.TrimRight(b.String(), "h")
}

var romanisations = [][2]string{
	{"skyi", "sky"}, {"skyj", "sky"}, {"skij", "sky"}, {"skiy", "sky"}, {"skii", "sky"}, {"skyy", "sky"}, {"ski", "sky"},
	{"ae", "a"}, {"oe", "o"}, {"ue", "u"}, {"sch", "sh"}, {"kh", "h"}, {"gh", "g"}, {"ph", "f"}, {"tz", "ts"}, {"ck", "k"}, {"x", "ks"}, {"w", "v"}, {"zh", "j"}, {"dj", "j"},
	{"yev", "ev"}, {"iev", "ev"}, {"yo", "o"}, {"ou", "u"}, {"oo", "u"}, {"ee", "i"}, {"ey", "y"}, {"ei", "y"}, {"ay", "ai"}, {"iy", "y"}, {"ij", "y"}, {"yi", "y"}, {"ii", "y"}, {"yy", "y"},
	{"y", "i"}, {"q", "k"}, {"c", "k"}, {"aa", "a"}, {"eh", "e"},
}

// near reports whether two words differ by one letter at the most: exchanged,
// left out or put in.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return a[i:] == b[i+1:]
}

// sameSurname reports whether two plain surnames are spellings of one. It is
// strict with short names, which differ by a letter too easily.
func sameSurname(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) < 5 || len(b) < 5 || a[0] != b[0] && sound(a)[0] != sound(b)[0] {
		return false
	}
	return sound(a) == sound(b)
}
