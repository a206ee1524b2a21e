package syntax_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/token"
)

func load(t testing.TB) *syntax.Model {
	t.Helper()
	m, err := syntax.Load(model.Syntax)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func document(text string) *verbatim.Document {
	d := &verbatim.Document{Text: text}
	d.Paragraphs = token.Paragraphs(text)
	d.Quotations = token.Quotations(text, d.Paragraphs)
	d.Tokens = token.Tokens(text, d.Paragraphs, d.Quotations)
	d.Sentences = token.Sentences(text, d.Paragraphs, d.Tokens, d.Furniture)
	return d
}

// Each case names a word of the sentence and what it must be: its tag, its
// lemma, its relation, its head ("-" for the root). An empty field is not
// looked at.
func TestWords(t *testing.T) {
	m := load(t)
	type want struct{ word, tag, lemma, rel, head string }
	for _, c := range []struct {
		text  string
		words []want
	}{
		{"The minister said the vote was fair.", []want{
			{"minister", "NN", "minister", "nsubj", "said"},
			{"said", "VBD", "say", "root", "-"},
			{"vote", "NN", "", "nsubj", "fair"},
			{"fair", "JJ", "", "ccomp", "said"},
		}},
		{"She told them that prices would rise.", []want{
			{"She", "PRP", "she", "nsubj", "told"},
			{"told", "VBD", "tell", "root", "-"},
			{"them", "PRP", "they", "", "told"},
		}},
		{"He thought it was a mistake.", []want{
			{"thought", "VBD", "think", "root", "-"},
			{"mistake", "NN", "mistake", "ccomp", "thought"},
		}},
		{"They don’t know the mayor’s name.", []want{
			{"n’t", "RB", "not", "advmod", "know"},
			{"’s", "POS", "'s", "case", "mayor"},
			{"mayor", "NN", "", "nmod:poss", "name"},
			{"know", "VB", "know", "root", "-"},
		}},
		{"They don't know the mayor's name.", []want{
			{"n't", "RB", "not", "advmod", "know"},
			{"'s", "POS", "'s", "case", "mayor"},
		}},
		{"The bridge was built by volunteers.", []want{
			{"bridge", "NN", "", "nsubj:pass", "built"},
			{"was", "VBD", "be", "aux:pass", "built"},
			{"built", "VBN", "build", "root", "-"},
			{"volunteers", "NNS", "volunteer", "obl:agent", "built"},
		}},
		{"He met the woman who wrote the letter.", []want{
			{"who", "WP", "who", "nsubj", "wrote"},
			{"wrote", "VBD", "write", "acl:relcl", "woman"},
			{"met", "VBD", "meet", "root", "-"},
		}},
		{"“We will win,” she said.", []want{
			{"“", "``", "", "punct", ""},
			{"”", "''", "", "punct", ""},
			{"We", "PRP", "we", "nsubj", "win"},
			{"win", "VB", "", "ccomp", "said"},
			{"said", "VBD", "say", "root", "-"},
		}},
		{"'We will win,' she said.", []want{
			{"We", "PRP", "we", "nsubj", "win"},
			{"win", "VB", "", "ccomp", "said"},
			{"said", "VBD", "say", "root", "-"},
		}},
		{"He wants to leave.", []want{
			{"wants", "VBZ", "want", "root", "-"},
			{"leave", "VB", "leave", "xcomp", "wants"},
		}},
		{"Jane Doe, the mayor of Springfield, resigned on Monday.", []want{
			{"Jane", "NNP", "Jane", "nsubj", "resigned"},
			{"Doe", "NNP", "Doe", "flat", "Jane"},
			{"mayor", "NN", "mayor", "appos", "Jane"},
			{"Monday", "NNP", "Monday", "obl", "resigned"},
		}},
	} {
		d := document(c.text)
		words := syntax.Words(d, m)
		for _, w := range c.words {
			found := false
			for i, tok := range d.Tokens {
				if tok.In(c.text) != w.word {
					continue
				}
				found = true
				head := "-"
				if h := words[i].Head; h >= 0 {
					head = d.Tokens[h].In(c.text)
				}
				got := want{w.word, words[i].Tag, words[i].Lemma, words[i].Rel, head}
				for _, f := range [][3]string{
					{"tag", got.tag, w.tag}, {"lemma", got.lemma, w.lemma}, {"relation", got.rel, w.rel}, {"head", got.head, w.head},
				} {
					if f[2] != "" && f[1] != f[2] {
						t.Errorf("%s\n%s has the %s %q, not %q", c.text, w.word, f[0], f[1], f[2])
					}
				}
				break
			}
			if !found {
				t.Errorf("%s\nhas no token %q", c.text, w.word)
			}
		}
	}
}

// Sentences that the model is known to read wrongly. A case that comes out
// right belongs in the table above.
func TestKnownFailures(t *testing.T) {
	m := load(t)
	for _, c := range []struct {
		text, word, rel, reason string
		at                      int // index of the token
	}{
		{"She told reporters that prices would rise.", "rise", "ccomp", "a that-clause behind a noun is mostly relative in the treebanks", 6},
		{"The woman who wrote the letter resigned on Friday.", "resigned", "root", "the verb after a relative clause is taken for a participle", 6},
	} {
		d := document(c.text)
		w := syntax.Words(d, m)[c.at]
		if got := d.Tokens[c.at].In(c.text); got != c.word {
			t.Errorf("%s: token %d is %q, not %q", c.text, c.at, got, c.word)
		}
		if w.Rel == c.rel {
			t.Errorf("%s: no longer a failure (%s)", c.text, c.reason)
		}
	}
}

// checkTrees checks what holds for any text: a word a token, and every
// sentence a tree of its own with one root.
func checkTrees(t interface{ Fatalf(string, ...any) }, d *verbatim.Document, words []verbatim.Word) {
	if len(words) != len(d.Tokens) {
		t.Fatalf("%d words of %d tokens", len(words), len(d.Tokens))
	}
	for _, s := range d.Sentences {
		roots := 0
		for i := s.First; i < s.Last; i++ {
			w := words[i]
			if s.Furniture {
				if w != (verbatim.Word{Head: -1}) {
					t.Fatalf("furniture has the word %v", w)
				}
				continue
			}
			if w.Tag == "" || w.Rel == "" || w.Lemma == "" || !utf8.ValidString(w.Lemma) {
				t.Fatalf("token %d %q has the word %+v", i, d.Tokens[i].In(d.Text), w)
			}
			if (w.Head < 0) != (w.Rel == "root") {
				t.Fatalf("head %d with relation %s", w.Head, w.Rel)
			}
			if w.Head < 0 {
				roots++
				continue
			}
			// A walk upwards ends at the root, in the sentence.
			steps := 0
			for h := w.Head; h >= 0; h = words[h].Head {
				if int(h) < s.First || int(h) >= s.Last {
					t.Fatalf("head %d outside the sentence [%d,%d)", h, s.First, s.Last)
				}
				if steps++; steps > s.Last-s.First {
					t.Fatalf("a circle of heads from token %d", i)
				}
			}
		}
		if !s.Furniture && s.First < s.Last && roots != 1 {
			t.Fatalf("sentence with %d roots", roots)
		}
	}
}

func TestWordsAreTrees(t *testing.T) {
	m := load(t)
	pieces := []string{"the", "said", "Ms", "Ito", "’s", "n't", "“", "”", "'", ",", ".", "—", "-", "that", "of", "12", "1990s",
		"İstanbul", "ﬁ", "ẞ", "…", "(", ")", "$", "NASA", "resign", "and", "who", "\n\n", "\u200b", "ǅ", "e-mail", "🙂", strings.Repeat("long", 40)}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "space"))
		d := document(text)
		if len(d.Sentences) > 1 {
			d.Sentences[0].Furniture = true
		}
		checkTrees(t, d, syntax.Words(d, m))
	})
}

// The same sentence gives the same words whatever came before it.
func TestWordsKeepNothing(t *testing.T) {
	m := load(t)
	d := document("Officials denied the report. “It is false,” they said.")
	first := syntax.Words(d, m)
	for range 3 {
		syntax.Words(document(strings.Repeat("Prices fell sharply, he added. ", 30)), m)
		for i, w := range syntax.Words(d, m) {
			if w != first[i] {
				t.Fatalf("token %d: first %v, then %v", i, first[i], w)
			}
		}
	}
}

func FuzzWords(f *testing.F) {
	m := load(f)
	f.Add("“No,” he said.\n\nShe didn’t agree.")
	f.Add("\xff\xfe '' `` -- \u00ad")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // the text of a document is UTF-8
		}
		d := document(text)
		checkTrees(t, d, syntax.Words(d, m))
	})
}

// Load refuses bytes that are no model; what it accepts analyses without panic.
func FuzzLoad(f *testing.F) {
	f.Add("")
	f.Add("VSYN\x01")
	f.Add(model.Syntax[:400])
	f.Add(tiny(f))
	sentence := []syntax.Input{{Form: "He"}, {Form: "said", SpaceBefore: true}, {Form: "so", SpaceBefore: true}}
	f.Fuzz(func(t *testing.T, data string) {
		if m, err := syntax.Load(data); err == nil {
			m.Analyse(sentence, make([]verbatim.Word, len(sentence)))
		}
	})
}

func TestLoadRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":         "",
		"another version": "VSYN\x00" + model.Syntax[5:],
		"cut short":       model.Syntax[:len(model.Syntax)-1],
		"too long":        model.Syntax + "x",
		"text":            strings.Repeat("He said so. ", 100),
	} {
		if _, err := syntax.Load(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := syntax.Load(model.Syntax); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWords(b *testing.B) {
	m := load(b)
	d := document(strings.Repeat(story, 20))
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		syntax.Words(d, m)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

const story = `The finance minister of Freedonia said on Tuesday that her government would not raise taxes before the election, despite a warning from the central bank that the deficit had doubled in a year.

“We have heard the bank’s concerns, and we take them seriously,” Ana Ruiz told reporters outside parliament. “But families are struggling, and now isn’t the time.”

Opposition leaders, who had called for an emergency budget, accused Ms Ruiz of hiding the true size of the debt. According to two officials familiar with the talks, the prime minister was asked to step in last week but refused.

The bank’s governor, Tomas Vell, declined to comment. In a letter seen by this newspaper, he wrote that “delay would be the costliest choice of all”.

`
