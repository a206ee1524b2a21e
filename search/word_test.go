package search

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"“We don’t know,” he said.", "we dont know he said"},
		{"Trump's U.S. cease-fire", "trump us cease fire"},
		{"the boards’ $1,000.50 and 3.5%", "the boards 1000 50 and 3 5"},
		{"end.Start of", "end start of"},
		{"Erdoğan, Łódź, ſ, NAÏVE, Straße, Zoë", "erdogan lodz s naive strasse zoe"},
		{"Владимир Путин; 習近平", "владимир путин 習近平"},
		{"e\u0301te\u0301", "ete"},
		{"a\xffb '' . ,", "a b"},
		{"", ""},
	} {
		var got []string
		for _, w := range Words(c.text) {
			got = append(got, w.Fold)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

// Words lie in the text, in order, and fold to letters and digits alone, so
// that no word can be taken for a token of a field.
func TestWordsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-z0-9'’.,:|" \-]{0,40}`)).Draw(t, "text")
		at := 0
		for _, w := range Words(text) {
			if w.Start < at || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("word %v after %d in %q", w.Span, at, text)
			}
			at = w.End
			if w.Fold == "" || strings.ContainsAny(w.Fold, " :|\"'.,") {
				t.Fatalf("word %q folds to %q", text[w.Start:w.End], w.Fold)
			}
			if again := Fold(w.Fold); again != w.Fold {
				t.Fatalf("%q folds to %q", w.Fold, again)
			}
		}
	})
}

func TestName(t *testing.T) {
	for _, group := range []string{
		"Zelensky Zelenskyy Zelenskiy Zelenskij Zelenskyi Zelenski ZELENSKY Zelensky’s",
		"Hussein Husein", "Rutte Rute", "José Jose", "Modi Mody", "Xi XI", "Li li",
	} {
		names := strings.Fields(group)
		for _, n := range names[1:] {
			if Name(n) != Name(names[0]) {
				t.Errorf("%s is %s, and %s %s", n, Name(n), names[0], Name(names[0]))
			}
		}
	}
	for _, pair := range []string{"Trump Trumpy", "Lee Le", "Ali Aly", "Biden Bidden2"} {
		a, b, _ := strings.Cut(pair, " ")
		if Name(a) == Name(b) {
			t.Errorf("%s and %s are both %s", a, b, Name(a))
		}
	}
}

func TestSourceFacet(t *testing.T) {
	for _, c := range []struct{ source, label, key string }{
		{"US President Donald Trump", "Donald Trump", "donald trump"},
		{"Mr. Trump", "Trump", "trump"},
		{"Nato secretary Mark Rutte", "Mark Rutte", "mark rute"},
		{"The board’s chairman, Sir Alan Pryce", "Alan Pryce", "alan pryce"},
		{"Maria Lindqvist, who led the talks for the Dockers’ Union", "Maria Lindqvist", "maria lindqvist"},
		{"Ursula von der Leyen’s spokesman", "Ursula von der Leyen", "ursula von der leyen"},
		{"the Kremlin", "Kremlin", "kremlin"},
		{"The Kremlin", "Kremlin", "kremlin"},
		{"a senior official", "senior official", "group senior oficial"},
		{"he", "", ""},
		{"He", "", ""},
		{"the", "", ""},
		{"a man who was standing near the gates of the port", "", ""},
		{"", "", ""},
	} {
		f, ok := sourceFacet(c.source)
		if f.Label != c.label || f.Key != c.key || ok != (c.label != "") {
			t.Errorf("%q is %q with the key %q, %v", c.source, f.Label, f.Key, ok)
		}
	}
}

func TestHighlight(t *testing.T) {
	text := "Tax, “the Tax plan is TAXING the tax-payers”, he said of tax."
	content := []verbatim.Span{{Start: 5, End: 50}}
	for _, c := range []struct{ query, want string }{
		{"tax", "Tax|tax"},
		{"tax*", "Tax|TAXING|tax"},
		{`"tax plan"`, "Tax plan"},
		{`"tax plan" plan`, "Tax plan"},
		{"tax-payers plan", "plan|tax-payers"},
		{"-tax plan", "plan"},
		{"(tax near/9 is) OR speaker:plan", "Tax|is|tax"},
		{"speaker:tax in:2025", ""},
		{"nothing", ""},
	} {
		n, err := Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range Highlight(n, text, content) {
			got = append(got, s.In(text))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
	if Highlight(nil, text, content) != nil {
		t.Error("a query for everything marks something")
	}
}

func TestScore(t *testing.T) {
	score := func(query, said string) float64 {
		n, err := Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		return Score(n, ContentWords(said, []verbatim.Span{{Start: 0, End: len(said)}}))
	}
	// Each is more relevant than the next.
	for _, c := range [][]string{
		{"tax plan", "the tax plan", "the tax and the plan", "the tax which is the largest that we have ever had in this land and no plan"},
		{"tax OR plan", "a tax and a plan of the sort that we had", "a tax of the sort that we had in other years"},
		{"tax", "tax, tax and tax again in all that he says", "tax and nothing else again in all that he says"},
	} {
		for i := 2; i < len(c); i++ {
			if a, b := score(c[0], c[i-1]), score(c[0], c[i]); a <= b {
				t.Errorf("%s: %q has %.3f and %q %.3f", c[0], c[i-1], a, c[i], b)
			}
		}
	}
	if got := score("speaker:x", "a tax"); got != 0 {
		t.Errorf("nothing asked of the words has %v", got)
	}
}
