package entity

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/token"
)

// toyNames returns labelled sentences of one pattern, tagged by hand.
func toyNames() []NameExample {
	var out []NameExample
	towns := strings.Fields("Oslo Turin Quito Lagos Leeds Basel Kyoto Dakar Perth Malmo Lille Porto")
	for i, who := range strings.Fields("Hart Pryce Vance Dale Okafor Adeyemi Lind Moss Reed Stone Quill Ash") {
		text := fmt.Sprintf("Yesterday Mr. %s came to %s again.", who, towns[i])
		d := &verbatim.Document{Text: text}
		d.Paragraphs = token.Paragraphs(text)
		d.Tokens = token.Tokens(text, d.Paragraphs, nil)
		d.Sentences = token.Sentences(text, d.Paragraphs, d.Tokens, nil)
		tags := strings.Fields("NN NNP NNP VBD IN NNP RB .")
		heads := []int32{3, 2, 3, -1, 5, 3, 3, 3}
		for k := range d.Tokens {
			d.Words = append(d.Words, verbatim.Word{Tag: tags[k], Rel: "dep", Lemma: d.Tokens[k].In(text), Head: heads[k]})
		}
		at := func(s string) verbatim.Span {
			k := strings.Index(text, s)
			return verbatim.Span{Start: k, End: k + len(s)}
		}
		out = append(out, NameExample{Doc: d, Weight: 1, Source: i, Labels: []NameLabel{
			{Span: at(who), Types: PersonName}, {Span: at(towns[i]), Types: PlaceName},
		}})
	}
	return out
}

func toyLearning() NameLearning {
	s := NameDefaults
	s.Bias = [typeCount]float32{}
	s.Models, s.Folds, s.Least, s.SecondLeast, s.Rate = 2, 3, 1, 1, 0.1
	return s
}

// Training is deterministic, and what it makes finds what it was shown.
func TestLearnNames(t *testing.T) {
	lists := []ListEntry{{[]string{"Quito"}, ListCity}, {[]string{"New", "Town"}, ListCity}}
	one, err := LearnNames(toyNames(), lists, toyLearning(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	two, err := LearnNames(toyNames(), lists, toyLearning(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Fatal("the same examples gave two models")
	}
	m, err := Load(string(one))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range toyNames() {
		got := Names(e.Doc, m)
		if len(got) != 2 || got[0].Name != e.Labels[0].Span || got[0].Kind != verbatim.Person ||
			got[1].Name != e.Labels[1].Span || got[1].Kind != verbatim.Place {
			t.Errorf("%s: %+v", e.Doc.Text, got)
		}
	}
}

// A word that a corpus may or may not count as a name does not stop training,
// whatever labels stand beside it.
func TestLearnNamesFromPartialLabels(t *testing.T) {
	examples := toyNames()
	for i := range examples {
		examples[i].Unmarked = OtherName
		examples[i].Labels[0].Types = PersonName | OrganisationName
		examples[i].Labels[1].Loose = true
	}
	b, err := LearnNames(examples, nil, toyLearning(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(string(b))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		found := false
		for _, n := range Names(e.Doc, m) {
			found = found || n.Name == e.Labels[0].Span
		}
		if !found {
			t.Errorf("%s: the person or organisation is not found", e.Doc.Text)
		}
	}
}

func TestFoldWord(t *testing.T) {
	for _, c := range []struct {
		word  string
		shape wordShape
	}{
		{"Trump", shapeCapital}, {"NATO", shapeUpper}, {"McCain", shapeCamel}, {"iPhone", shapeHumped}, {"J.", shapeInitial},
		{"U.S.", shapeDotted}, {"said", shapeLower}, {"2016", shapeNumber}, {"G20", shapeMixed}, {"—", shapeSign}, {"Élysée", shapeCapital},
		{"№", shapeSign}, {"’s", shapeLower},
	} {
		if f := foldWord(c.word); f.shape != c.shape {
			t.Errorf("%s has the shape %d, not %d", c.word, f.shape, c.shape)
		}
	}
	if foldWord("O’Neill").hash != foldWord("o'neill").hash || foldWord("Trump").hash == foldWord("Trumps").hash {
		t.Error("folding tells typography apart, or not the words")
	}
	f := foldWord("Brexit")
	if f.suffix(3) == f.suffix(4) || f.suffix(3)&0xffffff != 'x'<<16|'i'<<8|'t' || f.prefix(2)&0xffff != 'b'<<8|'r' {
		t.Errorf("suffix %x, prefix %x", f.suffix(3), f.prefix(2))
	}
}

// The lists give back what was entered, phrases too, whatever the case.
func TestLists(t *testing.T) {
	text := "She left SAUDI Arabia for New Town."
	d := toyDoc(text)
	m, err := LearnNames(toyNames(), []ListEntry{{[]string{"Saudi", "Arabia"}, ListCountry}, {[]string{"town"}, ListWord}}, toyLearning(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := Load(string(m))
	if err != nil {
		t.Fatal(err)
	}
	var desk nameDesk
	desk.look(d, loaded)
	w := desk.words
	if w[2].phrase != ListCountry || w[2].place != 1 || w[3].place != 3 || w[6].bits&ListWord == 0 || w[1].bits != 0 || w[5].phrase != 0 {
		t.Errorf("%+v", w)
	}
}

func toyDoc(text string) *verbatim.Document {
	d := &verbatim.Document{Text: text}
	d.Paragraphs = token.Paragraphs(text)
	d.Tokens = token.Tokens(text, d.Paragraphs, nil)
	d.Sentences = token.Sentences(text, d.Paragraphs, d.Tokens, nil)
	d.Words = make([]verbatim.Word, len(d.Tokens))
	return d
}
