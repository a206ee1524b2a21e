package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// languageSample is how many bytes of a text are looked at to tell its language.
const languageSample = 8 << 10

// Language returns the ISO 639-1 code of the language of text, or "" where
// there are too few words to tell, or none that speak clearly.
//
// Function words decide for English, which they do on fewer words than
// trigrams need and in texts full of foreign names; trigrams
// decide among the others.
func Language(text string) string {
	if len(text) > languageSample {
		text = text[:languageSample]
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			text = text[:i]
		}
	}
	words, english := 0, 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		if len(w) <= 5 && englishWords[strings.ToLower(w)] {
			english++
		}
	}
	if words >= 12 && english*100 >= words*18 {
		return "en"
	}
	if words < 12 && utf8.RuneCountInString(text) < 60 {
		return ""
	}
	info := whatlanggo.Detect(text)
	if info.Lang < 0 || info.Confidence < 0.6 && words < 100 {
		return ""
	}
	code := info.Lang.Iso6391()
	if code == "en" && english*100 < words*8 {
		return ""
	}
	return code
}

// englishWords are frequent English words that few other languages in Latin
// script have.
var englishWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "that": true, "for": true, "is": true, "was": true,
	"with": true, "as": true, "his": true, "he": true, "by": true, "at": true, "from": true, "are": true,
	"this": true, "have": true, "has": true, "had": true, "not": true, "but": true, "were": true, "which": true,
	"they": true, "their": true, "been": true, "would": true, "said": true, "it": true, "its": true, "who": true,
	"will": true, "we": true, "you": true, "our": true, "what": true, "about": true, "when": true, "there": true,
}
