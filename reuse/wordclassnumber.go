package reuse

import (
	"math"
	"strconv"
	"strings"
)

var smallNumbers = func() map[string]float64 {
	m := make(map[string]float64)
	for i, w := range strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
		fifteen sixteen seventeen eighteen nineteen`) {
		m[w] = float64(i)
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = float64(20 + 10*i)
	}
	return m
}()

var scales = map[string]float64{
	"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "dozen": 12,
}

var ordinals = func() map[string]string {
	m := make(map[string]string)
	for i, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth") {
		end := "th"
		if i < 3 {
			end = [...]string{"st", "nd", "rd"}[i]
		}
		m[w] = strconv.Itoa(i+1) + end
	}
	return m
}()

// spans of years that have names of their own
var yearsOf = map[string]float64{"century": 100, "decade": 10}

var currencies = map[string]string{
	"$": "dollar", "dollar": "dollar", "dollars": "dollar", "€": "euro", "euro": "euro", "euros": "euro",
	"£": "pound", "pound": "pound", "pounds": "pound",
}

// readDigits reads "3.5", "200" or "3.5bn".
func readDigits(w string) (v float64, ok bool) {
	n := 0
	for n < len(w) && (w[n] >= '0' && w[n] <= '9' || w[n] == '.') {
		n++
	}
	if n == 0 || n > 18 {
		return 0, false
	}
	v, err := strconv.ParseFloat(w[:n], 64)
	if err != nil {
		return 0, false
	}
	if n == len(w) {
		return v, true
	}
	scale, ok := scales[w[n:]]
	return v * scale, ok
}

// readNumber reads the number that begins at words[0] and returns how many
// words it takes; none where there is no number. Three and a half billion is
// 3.5 billion.
func readNumber(text string, words []Word) (v float64, n int) {
	w := words[0].Folded
	at := func(i int) string {
		if i < len(words) {
			return words[i].Folded
		}
		return ""
	}
	if v, ok := readDigits(w); ok {
		n = 1
		// 12 500
		for n < len(words) && v < 1e12 && math.Trunc(v) == v && len(w) <= 3 && len(at(n)) == 3 && words[n].Start-words[n-1].End <= 2 &&
			strings.TrimSpace(text[words[n-1].End:words[n].Start]) == "" {
			part, ok := readDigits(at(n))
			if !ok || strings.Contains(at(n), ".") {
				break
			}
			v = v*1000 + part
			n++
		}
		for n < len(words) && len(at(n)) > 1 && scales[at(n)] > 0 {
			v *= scales[at(n)]
			n++
		}
		return v, n
	}
	if _, ok := smallNumbers[w]; !ok {
		if scales[w] == 0 || len(w) < 4 {
			if (w == "a" || w == "one") && scales[at(1)] >= 100 && len(at(1)) > 3 {
				_, rest := readNumber(text, words[1:])
				v, _ := readNumber(text, words[1:])
				return v, rest + 1
			}
			return 0, 0
		}
	}
	// Words: what was read below the last scale, and the sum above it.
	total, part, any := 0.0, 0.0, false
	for n < len(words) && n < 16 {
		w := at(n)
		small, isSmall := smallNumbers[w]
		switch {
		case isSmall && part >= 20 && part < 100 && math.Mod(part, 10) == 0 && small < 10, isSmall && math.Mod(part, 100) == 0:
			part += small
		case w == "hundred" && part < 100:
			part = max(part, 1) * 100
		case scales[w] >= 1000 && len(w) > 3:
			total += max(part, 1) * scales[w]
			part = 0
		case w == "and" && any && at(n+1) == "a" && at(n+2) == "half":
			part += 0.5
			n += 2
		case w == "and" && n > 0 && (at(n-1) == "hundred" || at(n-1) == "thousand") && isNumberWord(at(n+1)):
		default:
			return total + part, n
		}
		any = true
		n++
	}
	return total + part, n
}

func isNumberWord(w string) bool {
	_, ok := smallNumbers[w]
	return ok
}
