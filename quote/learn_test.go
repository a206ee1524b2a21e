package quote

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/token"
)

// toy returns labelled sentences of one pattern, tagged by hand.
func toy() []Example {
	var out []Example
	for i, who := range strings.Fields("Hart Pryce Vance Dale Okafor Adeyemi Lind Moss Reed Stone Quill Ash") {
		text := fmt.Sprintf("%s said the dock is closed. The boat left at noon.", who)
		d := &verbatim.Document{Text: text}
		d.Paragraphs = token.Paragraphs(text)
		d.Tokens = token.Tokens(text, d.Paragraphs, nil)
		d.Sentences = token.Sentences(text, d.Paragraphs, d.Tokens, nil)
		tags := strings.Fields("NNP VBD DT NN VBZ JJ . DT NN VBD IN NN .")
		rels := strings.Fields("nsubj root det nsubj cop ccomp punct det nsubj root case obl punct")
		heads := []int32{1, -1, 3, 5, 5, 1, 1, 8, 9, -1, 11, 9, 9}
		for k := range d.Tokens {
			d.Words = append(d.Words, verbatim.Word{Tag: tags[k], Rel: rels[k], Lemma: strings.ToLower(d.Tokens[k].In(text)), Head: heads[k]})
		}
		n := len(who)
		out = append(out, Example{Name: fmt.Sprint(i), Doc: d, Gold: []verbatim.Statement{{
			Source: []verbatim.Span{{Start: 0, End: n}}, Cue: []verbatim.Span{{Start: n + 1, End: n + 5}},
			Content: []verbatim.Span{{Start: n + 6, End: n + 24}},
		}}})
	}
	return out
}

// Training is deterministic, and what it makes finds what it was shown.
func TestLearn(t *testing.T) {
	s := DefaultSettings()
	s.Rate, s.RankRate, s.LabelCut, s.RoleCut, s.RankCut = 0.1, 0.1, 1, 1, 1
	first, second := Learn(toy(), s), Learn(toy(), s)
	if !bytes.Equal(first, second) {
		t.Fatal("the same examples gave two models")
	}
	m, err := Load(string(first))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range toy() {
		got := Statements(e.Doc, m)
		want := e.Gold[0]
		if len(got) != 1 || len(got[0].Source) != 1 || got[0].Source[0] != want.Source[0] ||
			got[0].Cue[0] != want.Cue[0] || len(got[0].Content) != 1 || got[0].Content[0] != want.Content[0] {
			t.Errorf("%s: got %+v", e.Doc.Text, got)
		}
	}
}
