package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Where nobody has told who a source is, its words stand for the speaker:
// "US President Donald Trump" and "Mr Trump" are counted as Donald Trump and
// Trump, "he" as nobody.

// sourceFacet returns the name inside the words of a source: the longest run
// of words with capitals (the first of several), without the titles before
// it. Without capitals it is the words themselves, as a group.
func sourceFacet(source string) (Facet, bool) {
	words := Words(source)
	var best []Word
	for i := 0; i < len(words); {
		if !capital(source, words[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(words) {
			k := j // behind any "von der"
			for k < len(words) && !capital(source, words[k]) && particles[words[k].Fold] {
				k++
			}
			if k == len(words) || !capital(source, words[k]) || !adjacent(source, words[j-1:k+1]) {
				break
			}
			j = k + 1
		}
		run := words[i:j]
		for k := len(run) - 1; k >= 0; k-- {
			if titles[run[k].Fold] {
				run = run[k+1:]
				break
			}
		}
		if len(run) > len(best) && !(len(run) == 1 && (pronouns[run[0].Fold] || articles[run[0].Fold])) {
			best = run
		}
		i = j
	}
	if len(best) > 0 {
		if articles[best[0].Fold] && len(best) > 1 {
			best = best[1:]
		}
		label := fields(source[best[0].Start:best[len(best)-1].End])
		for _, end := range [...]string{"'s", "’s"} {
			label = strings.TrimSuffix(label, end)
		}
		return Facet{Key: nameKey(label), Label: label}, true
	}
	for len(words) > 0 && articles[words[0].Fold] {
		words = words[1:]
	}
	if len(words) == 0 || len(words) > 6 || len(words) == 1 && pronouns[words[0].Fold] {
		return Facet{}, false
	}
	label := fields(source[words[0].Start:words[len(words)-1].End])
	return Facet{Key: "group " + nameKey(label), Label: label, Kind: verbatim.Group}, true
}

// nameKey is what two writings of a name have in common.
func nameKey(name string) string {
	words := Words(name)
	parts := make([]string, 0, len(words))
	for _, w := range words {
		parts = append(parts, Name(name[w.Start:w.End]))
	}
	return strings.Join(parts, " ")
}

func capital(text string, w Word) bool {
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// adjacent reports whether only spaces, hyphens or the full stops of
// abbreviations part words.
func adjacent(text string, words []Word) bool {
	for i := 1; i < len(words); i++ {
		if gap := text[words[i-1].End:words[i].Start]; strings.Trim(gap, " \t\n\u00a0.-") != "" || len(gap) > 4 {
			return false
		}
	}
	return true
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	pronouns  = set("i we he she they it who him her them you this that these those which one someone somebody some others many most all both")
	particles = set("de da di du del della der den van von la le bin ibn al el ter ten y dos")
	// Titles and offices that stand before a name and are no part of it.
	titles = set(`mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count duke duchess king queen prince princess
		president vice prime minister chancellor premier secretary senator sen representative rep congressman congresswoman
		governor gov mayor judge justice attorney general ambassador envoy spokesman spokeswoman spokesperson
		captain capt colonel col lieutenant lt sergeant sgt major maj admiral adm commander cmdr officer detective inspector constable sheriff chief
		pope cardinal archbishop bishop reverend rev father sister rabbi imam sheikh ayatollah mullah
		chairman chairwoman chair chairperson director ceo leader deputy coach manager councillor councilman councilwoman commissioner speaker`)
)
