package reuse

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func folded(text string) string {
	var out []string
	for _, w := range Words(text) {
		out = append(out, w.Folded)
	}
	return strings.Join(out, " ")
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{" \n—…", ""},
		{"The ferry WON’T sail.", "the ferry won't sail"},
		{"‘It’s time,’ she said.", "it's time she said"},
		{"the U.S. and the U.K., at 9 a.m. on Friday", "the us and the uk at 9 am on friday"},
		{"It was late. I left.", "it was late i left"},
		{"plan A.Then B", "plan a then b"},
		{"1,000 tonnes, 3.5 %, $12.50 or €9", "1000 tonnes 3.5 % $ 12.50 or € 9"},
		{"face-to-face", "face to face"},
		{"José Łukasz Straße Ærø œuvre Øre", "jose lukasz strasse aero oeuvre ore"},
		{"Jose\u0301 co\u00adoperate", "jose cooperate"},
		{"dockers’ union", "dockers union"},
		{"a\xffb", "a b"},
		{"Привет, мир", "привет мир"},
	} {
		if got := folded(c.text); got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestBareLetters(t *testing.T) {
	if len(bare) != 0x180-0xe0 {
		t.Fatalf("%d letters", len(bare))
	}
	for r, want := range map[rune]string{'à': "a", 'ÿ': "y", 'ā': "a", 'ğ': "g", 'ł': "l", 'ń': "n", 'ő': "o", 'ř': "r", 'š': "s", 'ț': "ț", 'ů': "u", 'ž': "z", 'þ': "þ"} {
		if got := string(appendRune(nil, r)); got != want {
			t.Errorf("%c is %s, want %s", r, got, want)
		}
	}
}

// checkWords checks what always holds of the words of a text.
func checkWords(t *testing.T, text string) {
	at := 0
	for _, w := range Words(text) {
		if w.Start < at || w.End <= w.Start || w.End > len(text) {
			t.Fatalf("span %v after %d in %d bytes", w.Span, at, len(text))
		}
		at = w.End
		if utf8.ValidString(text) && !utf8.ValidString(w.In(text)) {
			t.Fatalf("%q is cut inside a character", w.In(text))
		}
		if w.Hash != hashOf(w.Folded) {
			t.Fatalf("%q: hash of %q differs", w.In(text), w.Folded)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"U.S. 1,000.5 won’t", "a.b.c.", "\u00ad\u200b’", "x\u0301", "İstanbul", "ﬁne", "$%€"} {
		f.Add(s)
	}
	f.Fuzz(checkWords)
}
