package syntax_test

import (
	"io"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/syntax"
)

// toy is a treebank of a few invented sentences: word/tag/relation/head/lemma,
// heads counted from one, 0 at the root.
var toy = []string{
	"He/PRP/nsubj/2/he said/VBD/root/0/say so/RB/advmod/2/so ./././2/.",
	"She/PRP/nsubj/2/she told/VBD/root/0/tell him/PRP/obj/2/he ./././2/.",
	"Dogs/NNS/nsubj/2/dog bark/VBP/root/0/bark ./././2/.",
	"Cats/NNS/nsubj/2/cat said/VBD/root/0/say nothing/NN/obj/2/nothing ./././2/.",
	"He/PRP/nsubj/2/he saw/VBD/root/0/see dogs/NNS/obj/2/dog ./././2/.",
}

func toyBank() [][]syntax.Gold {
	var bank [][]syntax.Gold
	for range 6 {
		for _, line := range toy {
			var s []syntax.Gold
			for i, f := range strings.Fields(line) {
				p := strings.Split(f, "/")
				if p[0] == "." {
					p = []string{".", ".", "punct", "2", "."}
				}
				s = append(s, syntax.Gold{
					Input: syntax.Input{Form: p[0], SpaceBefore: i > 0 && p[0] != "."},
					Tag:   p[1], Rel: p[2], Head: int32(p[3][0]-'0') - 1, Lemma: p[4],
				})
			}
			bank = append(bank, s)
		}
	}
	return bank
}

func tiny(t testing.TB) string {
	t.Helper()
	data, err := syntax.Learn(toyBank(), syntax.Learning{
		TagRounds: 4, ParseRounds: 4, Least: 1, Folds: 2, Models: 2, TagRows: 500, MoveRows: 500, RelRows: 500,
	}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestLearn(t *testing.T) {
	data := tiny(t)
	if data != tiny(t) {
		t.Error("the same sentences gave another model")
	}
	m, err := syntax.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range toyBank()[:len(toy)] {
		in := make([]syntax.Input, len(s))
		for i := range s {
			in[i] = s[i].Input
		}
		words := make([]verbatim.Word, len(s))
		m.Analyse(in, words)
		for i, g := range s {
			if want := (verbatim.Word{Tag: g.Tag, Rel: g.Rel, Lemma: g.Lemma, Head: g.Head}); words[i] != want {
				t.Errorf("%s: %+v, taught %+v", g.Form, words[i], want)
			}
		}
	}
}
