package train

import (
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/eval"
)

// labelled makes a text of words, of which those marked /X are names of type X.
func labelled(t *testing.T, s string) eval.NameText {
	t.Helper()
	var out eval.NameText
	for i, w := range strings.Split(s, " ") {
		if i > 0 {
			out.Text += " "
		}
		word, label, ok := strings.Cut(w, "/")
		word = strings.ReplaceAll(word, "_", " ")
		if ok {
			n := len(out.Text)
			out.Names = append(out.Names, eval.NamedSpan{Span: verbatim.Span{Start: n, End: n + len(word)}, Label: label})
		}
		out.Text += word
	}
	return out
}

// Other names keep their labels and places, and one name stays one name.
func TestVary(t *testing.T) {
	list := []entity.ListEntry{
		{Words: []string{"Abel"}, Class: entity.ListGiven}, {Words: []string{"Fatou"}, Class: entity.ListGiven},
		{Words: []string{"OKAFOR"}, Class: entity.ListSurname}, {Words: []string{"Lindqvist"}, Class: entity.ListSurname},
		{Words: []string{"National", "Union"}, Class: entity.ListOrg}, {Words: []string{"Farmers", "Front"}, Class: entity.ListOrg},
	}
	text := labelled(t, "Ann_Lee/person of the Dock_Board/organisation went to Rome/location . Lee/person left .")
	v := newVarier(list, 1)
	changed := 0
	for range 50 {
		got := v.vary(text)
		if len(got.Names) != 4 {
			t.Fatalf("%d names", len(got.Names))
		}
		at := 0
		for i, n := range got.Names {
			if n.Label != text.Names[i].Label || n.Start < at || n.End > len(got.Text) || n.Empty() {
				t.Fatalf("name %d of %q: %+v", i, got.Text, n)
			}
			if got.Text[at:n.Start] != text.Text[endBefore(text, i):text.Names[i].Start] {
				t.Fatalf("the words around the names changed: %q", got.Text)
			}
			at = n.End
		}
		full, last := got.Names[0].In(got.Text), got.Names[3].In(got.Text)
		if !strings.HasSuffix(full, " "+last) {
			t.Errorf("%q and %q are no longer one person", full, last)
		}
		if got.Names[2].In(got.Text) != "Rome" {
			t.Errorf("the place is %q", got.Names[2].In(got.Text))
		}
		if full != "Ann Lee" {
			changed++
		}
	}
	if changed < 40 {
		t.Errorf("only %d of 50 texts have another person", changed)
	}
}

func endBefore(t eval.NameText, i int) int {
	if i == 0 {
		return 0
	}
	return t.Names[i-1].End
}

// The corpora's labels mean what the model finds: demonyms alone are groups,
// titles are no part of a name.
func TestNameLabels(t *testing.T) {
	people := map[string]bool{"danish": true, "danes": true}
	text := labelled(t, "Lord_Hart/politician met Danish/misc and Danes in the Danish_Times/misc with a Danish/LOC aide .")
	doc := &verbatim.Document{Text: text.Text}
	analyze.Tokens(doc)
	doc.Words = make([]verbatim.Word, len(doc.Tokens))
	var got []string
	for _, l := range nameLabels(doc, text.Names, people) {
		kind := map[entity.NameTypes]string{entity.PersonName: "P", entity.GroupName: "G", entity.OtherName | entity.GroupName: "M"}[l.Types]
		got = append(got, l.In(doc.Text)+"/"+kind)
	}
	want := "Hart/P Danish/G Danes/G Danish Times/M Danish/G"
	if strings.Join(got, " ") != want {
		t.Errorf("%q, not %q", strings.Join(got, " "), want)
	}
}
