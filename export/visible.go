package export

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// visible returns how a character of outside text is shown to a person.
// Most are shown as they are (same is true). A control character, an escape
// or a bidirectional control, with which a text could repaint a terminal or
// show its words in another order than it stores them, becomes a harmless
// picture of itself; an invisible character that only advises on breaking is
// dropped. Joiners stay, for emoji and Indic scripts need them.
func visible(r rune) (show string, same bool) {
	switch {
	case r < 0x20:
		return string(rune(0x2400 + r)), false // Unicode's control pictures
	case r < 0x7f:
		return "", true
	case r == 0x7f:
		return "␡", false
	case r < 0xa0:
		return fmt.Sprintf("‹U+%04X›", r), false
	case r == 0xad, r == 0x200b, r == 0x2060, r == 0xfeff:
		return "", false // soft hyphen, zero width space, word joiner, byte order mark
	case hidden(r):
		return fmt.Sprintf("‹U+%04X›", r), false
	case r == utf8.RuneError:
		return "\ufffd", false // also stands for a byte that is no UTF-8
	}
	return "", true
}

// hidden reports whether r is invisible and changes how the text around it
// is shown: bidirectional controls, line and paragraph separators, and
// invisible operators.
func hidden(r rune) bool {
	switch {
	case r == 0x061c, r == 0x180e:
	case 0x200e <= r && r <= 0x200f:
	case 0x2028 <= r && r <= 0x202e:
	case 0x2061 <= r && r <= 0x206f:
	case 0xfff9 <= r && r <= 0xfffb:
	default:
		return false
	}
	return true
}

// Visible returns s as one line that is safe to print: see the rules for
// text in the terminal's page. White space other than the space is a space.
func Visible(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	b := make([]byte, 0, len(s)+16)
	for _, r := range s {
		show, same := visible(r)
		switch {
		case same:
			b = utf8.AppendRune(b, r)
		case unicode.IsSpace(r):
			b = append(b, ' ')
		default:
			b = append(b, show...)
		}
	}
	return string(b)
}
