package eval

import (
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// parsed is a text of tokens "word/tag/relation/head", the head counted from 0;
// the lemma is the word, or what stands behind a fifth slash.
func parsed(text string) *verbatim.Document {
	d := &verbatim.Document{}
	for f := range strings.FieldsSeq(text) {
		p := strings.Split(f, "/")
		start := len(d.Text)
		d.Text += p[0] + " "
		head := int32(p[3][0] - '0')
		if p[3] == "-" {
			head = -1
		}
		lemma := p[0]
		if len(p) > 4 {
			lemma = p[4]
		}
		d.Tokens = append(d.Tokens, verbatim.Token{Span: verbatim.Span{Start: start, End: start + len(p[0])}, Quotation: -1})
		d.Words = append(d.Words, verbatim.Word{Tag: p[1], Rel: p[2], Lemma: lemma, Head: head})
	}
	return d
}

func TestDeedsOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Ana/NNP/nsubj/1 sold/VBD/root/- boats/NNS/obj/1 Monday/NNP/obl/1", "sold@0"},
		{"Ana/NNP/nsubj/1 sold/VBD/root/- boats/NNS/obj/1 and/CC/cc/4 left/VBD/conj/1", "sold left"},
		{"Boats/NNS/nsubj/1 pleased/VBD/root/- Ana/NNP/obj/1", "pleased"},
		{"Ana/NNP/nsubj/2 will/MD/aux/2 sell/VB/root/- boats/NNS/obj/2", ""},
		{"Ana/NNP/nsubj/3 did/VBD/aux/3/do not/RB/advmod/3 sold/VBD/root/-", ""},
		{"Ana/NNP/nsubj/1 had/VBD/root/-/have boats/NNS/obj/1", ""},
		{"Bo/NNP/nsubj/1 saw/VBD/root/- boats/NNS/obj/1 of/IN/case/4 Ana/NNP/nmod/2", ""},
	} {
		d := parsed(c.text)
		for i, tok := range d.Tokens {
			switch tok.In(d.Text) {
			case "Ana":
				d.Mentions = append(d.Mentions, verbatim.Mention{Span: tok.Span, Head: i, First: i, End: i + 1, Entity: 0})
			case "Monday":
				d.Times = append(d.Times, verbatim.Time{Span: tok.Span})
			}
		}
		var got []string
		for _, x := range deedsOf(d, []bool{true}) {
			s := x.verb.In(d.Text)
			if x.time >= 0 {
				s += "@0"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", d.Text, s, c.want)
		}
	}
	if got := deedsOf(&verbatim.Document{Tokens: make([]verbatim.Token, 1)}, nil); got != nil {
		t.Errorf("without words: %v", got)
	}
}
