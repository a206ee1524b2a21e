package event

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// The lemmas that the tables use are looked up by the inflected forms of their
// words, so that a wrong lemma further up does not hide one.

// irregular are the forms that the rules do not give.
const irregular = `met meet;spoke speak;spoken speak;went go;gone go;came come;come come;flew fly;flown fly;held hold;had have;has have;
made make;paid pay;struck strike;stricken strike;took take;taken take;led lead;won win;lost lose;gave give;given give;sent send;
got get;gotten get;began begin;begun begin;hit hit;shot shoot;quit quit;cut cut;stood stand;rang ring;rung ring;set set;fell fall;
fallen fall;broke break;broken break;thought think;said say;told tell;sought seek;meant mean;let let;put put;beat beat;swore swear;
sworn swear;forgot forget;forgotten forget;bound bind;knew know;known know;understood understand;left leave;withdrew withdraw;
withdrawn withdraw;undertook undertake;undertaken undertake;arose arise;felt feel;kept keep;fought fight;saw see;seen see;forbade forbid;
forbidden forbid;overthrew overthrow;beaten beat;drew draw;drawn draw;ran run;was be;were be;is be;are be;been be;am be;
does do;did do;done do;withheld withhold;foresaw foresee;chose choose;chosen choose;laid lay;shook shake;wound wind;written write;wrote write`

// inflect adds the forms of verb w.
func inflect(out map[string]string, w string) {
	put := func(f string) {
		if _, is := out[f]; !is {
			out[f] = w
		}
	}
	put(w)
	n := len(w)
	last := w[n-1]
	vowel := func(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
	switch {
	case last == 'e':
		put(w + "s")
		put(w + "d")
		put(w[:n-1] + "ing")
	case last == 'y' && n > 1 && !vowel(w[n-2]):
		put(w[:n-1] + "ies")
		put(w[:n-1] + "ied")
		put(w + "ing")
	case strings.HasSuffix(w, "s") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "ch") || last == 'x' || last == 'z' || last == 'o':
		put(w + "es")
		put(w + "ed")
		put(w + "ing")
	default:
		put(w + "s")
		put(w + "ed")
		put(w + "ing")
	}
	if n > 2 && !vowel(last) && last != 'y' && last != 'w' && last != 'x' && vowel(w[n-2]) && !vowel(w[n-3]) {
		put(w + string(last) + "ed")
		put(w + string(last) + "ing")
	}
}

// plural adds the forms of noun w.
func plural(out map[string]string, w string) {
	n := len(w)
	forms := []string{w, w + "s"}
	switch {
	case w[n-1] == 'y' && n > 1 && strings.IndexByte("aeiou", w[n-2]) < 0:
		forms[1] = w[:n-1] + "ies"
	case strings.HasSuffix(w, "s") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "ch") || w[n-1] == 'x':
		forms[1] = w + "es"
	case strings.HasSuffix(w, "man"):
		forms[1] = w[:n-3] + "men"
	}
	for _, f := range forms {
		if _, is := out[f]; !is {
			out[f] = w
		}
	}
}

// ordered is the words of a table, the short ones first: "planned", which is an
// adjective in a table too, is a form of "plan", whatever order a map is read in.
func ordered[V any](table map[string]V) []string {
	return slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
}

var verbForms, nounForms = func() (map[string]string, map[string]string) {
	v, n := map[string]string{}, map[string]string{}
	for row := range strings.SplitSeq(irregular, ";") {
		if f := strings.Fields(row); len(f) == 2 {
			v[f[0]] = f[1]
		}
	}
	for _, w := range ordered(verbs) {
		inflect(v, w)
	}
	for _, list := range []string{light, begins, continues, ends, occurs, cancels, postpones, controls, moreVerbs} {
		for w := range strings.FieldsSeq(list) {
			inflect(v, w)
		}
	}
	for _, w := range ordered(pairings) {
		inflect(v, w)
	}
	for _, w := range ordered(governors) {
		inflect(v, w)
	}
	for _, w := range ordered(nouns) {
		plural(n, w)
	}
	for _, list := range []string{peopleNouns, roleNouns, notMet, deaf, sites, aidNouns, tradeNouns, troopNouns, offices, mayGather, verbalObj} {
		for w := range strings.FieldsSeq(list) {
			plural(n, w)
		}
	}
	return v, n
}()

// moreVerbs are verbs that the code names and no table has.
const moreVerbs = "precede follow discuss address debate tell say report announce lift ease remove relax waive engage participate attend lose win vote stay pose remain rule pull break leave see visit put bring move shift"
