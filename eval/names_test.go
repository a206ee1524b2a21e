package eval

import (
	"os"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// marked shows a text with its names in brackets.
func marked(t NameText) string {
	var b strings.Builder
	at := 0
	for _, n := range t.Names {
		b.WriteString(t.Text[at:n.Start] + "[" + n.In(t.Text) + "|" + n.Label + "]")
		at = n.End
	}
	return b.String() + t.Text[at:]
}

func TestNameColumns(t *testing.T) {
	two, four := columns{word: 0, label: 1, least: 2}, columns{word: 1, label: 2, least: 3, comments: true}
	for _, c := range []struct {
		name, in string
		c        columns
		want     []string
	}{
		{"tabs", "Ann\tB-PER\nLee\tI-PER\n,\tO\n30\tO\n,\tO\nleft\tO\nRome\tB-LOC\n.\tO\n", two,
			[]string{"[Ann Lee|PER], 30, left [Rome|LOC]."}},
		{"I first, and a name behind a name of another type", "Bonn I-LOC\nMayor O\nDe I-PER\nWit I-PER\nOslo I-LOC\n", two,
			[]string{"[Bonn|LOC] Mayor [De Wit|PER] [Oslo|LOC]"}},
		{"two sentences are two texts", "Rome\tB-LOC\n\nfell\tO\n", two, []string{"[Rome|LOC]", "fell"}},
		{"quotation marks and genitives", "\"\tO\nOh\tO\n\"\tO\n,\tO\nsaid\tO\nAnn\tB-PER\n's\tO\naide\tO\n(\tO\nMoe\tB-PER\n)\tO\n",
			two, []string{"\"Oh\", said [Ann|PER]'s aide ([Moe|PER])"}},
		{"addresses are no names", "@\tB-PER\nann\tB-PER\nhello\tO\n", two, []string{"@ann hello"}},
		{"documents and spaces by comment", "# newdoc id = a\n# text = al-Sadr spoke.\n1\tal\tB-PER\n2\t-\tI-PER\n3\tSadr\tI-PER\n4\tspoke\tO\n5\t.\tO\n\n" +
			"# text = So.\n1\tSo\tO\n2\t.\tO\n\n# newdoc id = b\n1\tYes\tO\n", four, []string{"[al-Sadr|PER] spoke.\nSo.", "Yes"}},
	} {
		docs, err := readColumns(strings.NewReader(c.in), c.c)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, d := range docs {
			got = append(got, marked(nameText("x", d)))
		}
		if strings.Join(got, "¶") != strings.Join(c.want, "¶") {
			t.Errorf("%s:\n%q, not\n%q", c.name, got, c.want)
		}
	}
	for _, bad := range []string{"Ann\n", "Ann\tPER\n", "\xff\tO\n"} {
		if _, err := readColumns(strings.NewReader(bad), two); err == nil {
			t.Errorf("%q is read without an error", bad)
		}
	}
}

// FuzzNameColumns reads any bytes; what is read keeps its names in order and
// in bounds.
func FuzzNameColumns(f *testing.F) {
	f.Add("Ann\tB-PER\nLee\tI-PER\n\nx O\n")
	f.Add("# newdoc\n# text = a b\n1\ta\tO\n2\tb\tI-X\n")
	f.Add("\ufeff@ B-PER\nx B-PER\n")
	f.Fuzz(func(t *testing.T, data string) {
		for _, c := range []columns{{word: 0, label: 1, least: 2}, {word: 1, label: 2, least: 3, comments: true}} {
			docs, err := readColumns(strings.NewReader(data), c)
			if err != nil {
				continue
			}
			for _, d := range docs {
				n := nameText("x", d)
				end := 0
				for _, s := range n.Names {
					if s.Start < end || s.Empty() || s.End > len(n.Text) {
						t.Fatalf("%q: name %v behind %d in %q", data, s, end, n.Text)
					}
					end = s.End
				}
			}
		}
	})
}

func TestGUMNames(t *testing.T) {
	w := func(form, pos, xpos string, head int, entity string) gumWord {
		return gumWord{form: form, pos: pos, xpos: xpos, head: head, entity: entity}
	}
	sentence := []gumWord{
		w("The", "DET", "DT", 2, "(1-organization-new-cf1-1-coref"),
		w("Ghent", "PROPN", "NNP", 2, "(2-place-new-cf2-1-coref)"),
		w("Council", "PROPN", "NNP", 5, ""),
		w("of", "ADP", "IN", 4, ""),
		w("Trade", "PROPN", "NNP", 2, "1)"),
		w("met", "VERB", "VBD", -1, ""),
		w("the", "DET", "DT", 7, "(3-person-new-cf3-1-coref"),
		w("mayor", "NOUN", "NN", 5, ""),
		w("Ann", "PROPN", "NNP", 7, "(4-person-new-cf3-1-coref"),
		w("Lee", "PROPN", "NNP", 8, "3)4)"),
		w("and", "CCONJ", "CC", 11, ""),
		w("Swedes", "PROPN", "NNPS", 7, "(5-person-new-cf3-1-coref)"),
	}
	got := marked(nameText("x", markGUM([][]gumWord{sentence})))
	if want := "The [Ghent Council of Trade|organization] met the mayor [Ann Lee|person] and [Swedes|people]"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestNameScore(t *testing.T) {
	text := NameText{Text: "Ann Lee left the Reds for Rome.", Names: []NamedSpan{
		{verbatim.Span{Start: 0, End: 7}, "politician"}, {verbatim.Span{Start: 17, End: 21}, "politicalparty"},
		{verbatim.Span{Start: 26, End: 30}, "location"}, {verbatim.Span{Start: 8, End: 12}, "misc"},
	}}
	found := func(start, end int, kind verbatim.EntityKind) verbatim.Mention {
		s := verbatim.Span{Start: start, End: end}
		return verbatim.Mention{Span: s, Name: s, Form: verbatim.Named, Kind: kind}
	}
	all := []verbatim.Mention{
		found(0, 3, verbatim.Person),         // too short
		found(17, 21, verbatim.Organisation), // right, or left out
		found(26, 30, verbatim.Place),
		found(8, 12, verbatim.Group), // not scored
	}
	for _, c := range []struct {
		without string
		want    NameCount
	}{{"", NameCount{3, 3, 2}}, {"politicalparty", NameCount{2, 2, 1}}} {
		n := NameScore{Kinds: map[verbatim.EntityKind]NameCount{}}
		n.compare(text, all, c.without)
		for _, k := range NameKinds {
			n.All.add(n.Kinds[k])
		}
		if n.All != c.want {
			t.Errorf("without %q: %+v, not %+v", c.without, n.All, c.want)
		}
	}
	c := NameCount{Gold: 4, Found: 2, Right: 1}
	if c.Precision() != 50 || c.Recall() != 25 || c.F1() < 33.3 || c.F1() > 33.4 {
		t.Errorf("%g %g %g", c.Precision(), c.Recall(), c.F1())
	}
}

// The corpora are read whole, and what is held out is in no training part.
func TestNameCorpora(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 15 MB")
	}
	const dir = "../../shared/data"
	if _, err := os.Stat(dir + "/ner"); err != nil {
		t.Skip("no corpora of names in ../shared/data")
	}
	corpora, err := NameCorpora(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range corpora {
		if len(c.Train) == 0 || len(c.Dev) == 0 {
			t.Errorf("%s: %d texts to learn from, %d held out", c.Name, len(c.Train), len(c.Dev))
		}
		seen := map[string]bool{}
		for _, n := range c.Train {
			seen[n.Name] = true
		}
		for _, n := range c.Dev {
			if seen[n.Name] {
				t.Errorf("%s: %s is on both sides", c.Name, n.Name)
			}
		}
	}
	if n := len(corpora[0].Dev); n != 541 { // sentences, as the file has them
		t.Errorf("CrossNER politics has %d sentences in dev, not 541", n)
	}
}
