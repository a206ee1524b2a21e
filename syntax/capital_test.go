package syntax_test

import (
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/token"
)

// A word that the document writes with a capital inside its sentences is a name at their
// head too, and so is what stands behind a form of address.
func TestCapitals(t *testing.T) {
	m, err := syntax.Load(model.Syntax)
	if err != nil {
		t.Fatal(err)
	}
	check := func(text string, want map[int]string) {
		t.Helper()
		doc := &verbatim.Document{Text: text}
		doc.Paragraphs = token.Paragraphs(doc.Text)
		doc.Quotations = token.Quotations(doc.Text, doc.Paragraphs)
		doc.Tokens = token.Tokens(doc.Text, doc.Paragraphs, doc.Quotations)
		doc.Sentences = token.Sentences(doc.Text, doc.Paragraphs, doc.Tokens, doc.Furniture)
		words := syntax.Words(doc, m)
		for i, tag := range want {
			if words[i].Tag != tag {
				t.Errorf("%q: %q is %s, want %s", text, doc.Tokens[i].In(doc.Text), words[i].Tag, tag)
			}
		}
	}
	// Alone, "Downing" reads as a participle.
	check("Nobody at Downing Street spoke.\n\nDowning Street said it would wait.", map[int]string{2: "NNP", 6: "NNP"})
	// What the document also writes without a capital may be the common word.
	check("We met Straw at noon.\n\nStop the straw.\n\nPlease Straw.", map[int]string{6: "VB"})
	check("But Mr Straw denied it, and Ms Balls wept.", map[int]string{1: "NNP", 2: "NNP", 7: "NNP", 8: "NNP"})
	// Nationalities stay adjectives.
	check("He met Scottish voters.\n\nScottish ministers insist they will.", map[int]string{2: "JJ", 5: "JJ"})
}
