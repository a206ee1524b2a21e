package eval

import (
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/syntax"
)

const conllu = "# text = They didn't \"go\".\n" +
	"1\tThey\tthey\tPRON\tPRP\t_\t5\tnsubj\t_\t_\n" +
	"2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n" +
	"2\tdid\tdo\tAUX\tVBD\t_\t5\taux\t_\t_\n" +
	"3\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_\n" +
	"4\t\"\t\"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No\n" +
	"5\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n" +
	"5.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n" +
	"6\t\"\t\"\tPUNCT\t''\t_\t5\tpunct\t_\tSpaceAfter=No\n" +
	"7\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n"

func TestReadTreebank(t *testing.T) {
	bank, err := ReadTreebank(strings.NewReader(conllu))
	if err != nil {
		t.Fatal(err)
	}
	if len(bank) != 1 || len(bank[0]) != 7 {
		t.Fatalf("read %v", bank)
	}
	s := bank[0]
	text := ""
	for _, w := range s {
		if w.SpaceBefore {
			text += " "
		}
		text += w.Form
	}
	if want := `They didn't "go".`; text != want {
		t.Errorf("the words and spaces make %q, not %q", text, want)
	}
	if s[3].Mark != syntax.OpenMark || s[5].Mark != syntax.CloseMark || s[4].Mark != syntax.NoMark {
		t.Errorf("marks %v %v %v", s[3].Mark, s[4].Mark, s[5].Mark)
	}
	if s[4].Head != -1 || s[6].Head != 4 || s[2].Lemma != "not" || s[0].Tag != "PRP" {
		t.Errorf("read %+v", s)
	}
}

func TestReadTreebankRefuses(t *testing.T) {
	word := func(id, head string) string { return id + "\ta\ta\tX\tX\t_\t" + head + "\tdep\t_\t_\n" }
	for name, text := range map[string]string{
		"columns":       "1\ta\ta\n",
		"order":         word("2", "0"),
		"head":          word("1", "x"),
		"head too high": word("1", "0") + word("2", "3") + "\n",
		"no root":       word("1", "2") + word("2", "1") + "\n",
		"two roots":     word("1", "0") + word("2", "0") + "\n",
		"circle":        word("1", "0") + word("2", "3") + word("3", "2") + "\n",
		"range":         word("1-0", "_"),
	} {
		if bank, err := ReadTreebank(strings.NewReader(text)); err == nil {
			t.Errorf("%s: read %v", name, bank)
		}
	}
}

func FuzzReadTreebank(f *testing.F) {
	f.Add(conllu)
	f.Add("1-2\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		bank, err := ReadTreebank(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, s := range bank {
			for _, w := range s {
				if w.Form == "" || int(w.Head) >= len(s) {
					t.Fatalf("read %+v", w)
				}
			}
		}
	})
}
