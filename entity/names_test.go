package entity_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/token"
)

// parse fills the layers of a text up to Words.
func parse(tb testing.TB, text string) *verbatim.Document {
	tb.Helper()
	m, err := syntax.Load(model.Syntax)
	if err != nil {
		tb.Fatal(err)
	}
	d := &verbatim.Document{Text: text}
	d.Furniture = ingest.Furniture(text)
	d.Paragraphs = token.Paragraphs(text)
	d.Quotations = token.Quotations(text, d.Paragraphs)
	d.Tokens = token.Tokens(text, d.Paragraphs, d.Quotations)
	d.Sentences = token.Sentences(text, d.Paragraphs, d.Tokens, d.Furniture)
	d.Words = syntax.Words(d, m)
	return d
}

func nameModel(tb testing.TB) *entity.Model {
	tb.Helper()
	m, err := entity.Load(model.Names)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Names are marked {Mark Rutte|P}: P a person, O an organisation, L a place,
// G a group. Every name of these kinds must be found as it is marked, and none
// besides.
var nameTexts = []string{
	"{Nato|O} secretary {Mark Rutte|P} said on Monday that allies had agreed.",
	"US defence secretary {Pete Hegseth|P} met {John Healey|P} in {Brussels|L}.|-US",
	"Mr. {Okafor|P} told reporters that the harbour would stay shut.",
	"{Anna Brandt|P}, who leads the union, spoke first. {Brandt|P} said the strike was over.",
	"The {Kremlin|O} denied it. The {White House|O} did not answer.",
	"In a post on {Truth Social|O}, {Donald Trump|P} thanked the voters of {Ohio|L}.",
	"{Dmitry Medvedev|P}, deputy chairman of the {Security Council|O}, disagreed.",
	"{Ukrainian|G} president {Volodymyr Zelensky|P} flew to {Saudi Arabia|L} on Tuesday.",
	"{Democrats|G} and {Republicans|G} voted against the bill.",
	"The {United Nations|O} sent 40 observers to {Georgia|L}.",
	"He said that it was late and that the trains had stopped.",
	"But nobody came. After the game, Everyone left.",
	"“We lost,” said Senator {Susan Collins|P} of {Maine|L}.",
	"The company was founded in {Paris|L} by {Jean-Claude Martin|P} and {Sarah O'Neill|P}.",
	"Chancellor {Angela Merkel|P} spoke with President {Emmanuel Macron|P} in {Berlin|L}.",
	"The {European Union|O} and {China|L} resumed the talks.",
	"“It is over,” {Putin|P} said. “{Trump|P} knows that.”",
	"{Republican|G} {Ann Hart|P} and Chief Justice {John Roberts|P} met Sen. {Rand Paul|P} (R-Ky.) on Friday.|-Ky.",
	"{Patriot Coal|O} sold two mines. {Patriot|O} had bought them in May, and {Patriot|O} was bankrupt by June.",
	"{Joe Biden|P} won {Pennsylvania|L}; {Biden|P}'s lead there was small.",
}

// unmarkNames takes the marks out.
func unmarkNames(marked string) (text string, names map[verbatim.Span]string, optional []string) {
	names = map[verbatim.Span]string{}
	marked, rest, _ := strings.Cut(marked, "|-")
	if rest != "" {
		optional = strings.Split(rest, ",")
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(marked, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), names, optional
		}
		inner, tail, _ := strings.Cut(after, "}")
		name, kind, _ := strings.Cut(inner, "|")
		start := b.Len()
		b.WriteString(name)
		names[verbatim.Span{Start: start, End: b.Len()}] = kind
		marked = tail
	}
}

var kindLetter = map[verbatim.EntityKind]string{
	verbatim.Person: "P", verbatim.Organisation: "O", verbatim.Place: "L", verbatim.Group: "G",
}

func TestNames(t *testing.T) {
	m := nameModel(t)
	for _, marked := range nameTexts {
		text, want, optional := unmarkNames(marked)
		doc := parse(t, text)
		got := entity.Names(doc, m)
		if err := validNames(doc, got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	next:
		for _, x := range got {
			for _, o := range optional {
				if x.Name.In(text) == o {
					continue next
				}
			}
			if want[x.Name] != kindLetter[x.Kind] {
				t.Errorf("%s: found %q as %s", text, x.Name.In(text), x.Kind)
			}
			delete(want, x.Name)
		}
		for s, k := range want {
			t.Errorf("%s: %q of kind %s is missing", text, s.In(text), k)
		}
	}
}

// validNames checks what holds for any text.
func validNames(doc *verbatim.Document, names []verbatim.Mention) error {
	end := 0
	for _, n := range names {
		s := n.Span
		switch {
		case s.Start < end || s.Empty() || s.End > len(doc.Text):
			return fmt.Errorf("span %v behind %d", s, end)
		case !boundary(doc.Text, s.Start) || !boundary(doc.Text, s.End):
			return fmt.Errorf("span %v cuts a character", s)
		case n.First < 0 || n.First >= n.End || n.End > len(doc.Tokens) || n.Head < n.First || n.Head >= n.End:
			return fmt.Errorf("tokens [%d, %d) with head %d", n.First, n.End, n.Head)
		case doc.Tokens[n.First].Start != s.Start || doc.Tokens[n.End-1].End != s.End || n.Name != s:
			return fmt.Errorf("span %v is not that of its tokens", s)
		case n.Form != verbatim.Named || n.Entity != -1 || kindLetter[n.Kind] == "":
			return fmt.Errorf("form %q, kind %q, entity %d", n.Form, n.Kind, n.Entity)
		}
		for _, f := range doc.Furniture {
			if f.Start < s.End && s.Start < f.End {
				return fmt.Errorf("name %v in furniture", s)
			}
		}
		end = s.End
	}
	return nil
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// FuzzNames finds names in any text, twice the same.
func FuzzNames(f *testing.F) {
	m := nameModel(f)
	for _, marked := range nameTexts {
		text, _, _ := unmarkNames(marked)
		f.Add(text)
	}
	f.Add("")
	f.Add("\xff\xfeMr. \xc3Smith")
	f.Add(strings.Repeat("Donald Trump and ", 200))
	f.Add(strings.Repeat("A - B & C of the ", 100))
	f.Add("É. Ünal von der ÉLYSÉE – Σίσυφος")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			t.Skip("longer texts take long and are made of the same parts")
		}
		text = strings.ToValidUTF8(text, "\ufffd")
		doc := parse(t, text)
		got := entity.Names(doc, m)
		if err := validNames(doc, got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		again := entity.Names(doc, m)
		if fmt.Sprint(got) != fmt.Sprint(again) {
			t.Fatalf("%q: other names the second time", text)
		}
	})
}

// FuzzLoad reads any bytes as a model: an error, or a model that can be used.
func FuzzLoad(f *testing.F) {
	f.Add("")
	f.Add("verbatim names 1\n")
	f.Add(model.Names[:min(len(model.Names), 4096)])
	f.Add("verbatim names 1\n" + strings.Repeat("\x01\x00\x00\x00\x00\x00\x00\x00", 64))
	doc := parse(f, "Donald Trump met Anna Brandt of the World Bank in Rome (WB), New York and Oslo.")
	f.Fuzz(func(t *testing.T, data string) {
		m, err := entity.Load(data)
		if err != nil {
			if m != nil {
				t.Error("a model beside an error")
			}
			return
		}
		if err := validNames(doc, entity.Names(doc, m)); err != nil {
			t.Error(err)
		}
	})
}

// The beginnings of a model file are refused, and so is what has something
// behind it; bytes that are not as they were change names at worst.
func TestLoadDamaged(t *testing.T) {
	for _, n := range []int{0, 1, 16, 17, 20, 1000, len(model.Names) / 2, len(model.Names) - 1} {
		if _, err := entity.Load(model.Names[:n]); err == nil {
			t.Errorf("%d of %d bytes are read as a model", n, len(model.Names))
		}
	}
	if _, err := entity.Load(model.Names + "\x00"); err == nil {
		t.Error("a byte behind the end is not noticed")
	}
	doc := parse(t, "Donald Trump met Anna Brandt of the World Bank in Rome (WB), New York and Oslo.")
	damaged := []byte(model.Names)
	for i := 17; i < len(damaged); i += 97 {
		damaged[i] ^= 0xa5
	}
	if m, err := entity.Load(string(damaged)); err == nil {
		if err := validNames(doc, entity.Names(doc, m)); err != nil {
			t.Error(err)
		}
	}
}

// The persons of the sample article, and what speaks in it besides.
func TestSample(t *testing.T) {
	raw, err := os.ReadFile("../../shared/samples/phone-call.txt")
	if err != nil {
		t.Skip("no ../shared/samples/phone-call.txt")
	}
	doc := parse(t, string(raw))
	persons := map[string]bool{}
	kinds := map[string]verbatim.EntityKind{}
	for _, n := range entity.Names(doc, nameModel(t)) {
		kinds[n.Name.In(doc.Text)] = n.Kind
		if n.Kind == verbatim.Person {
			persons[n.Name.In(doc.Text)] = true
		}
	}
	want := strings.Split("Donald Trump,Trump,Vladimir Putin,Putin,Volodymyr Zelensky,Zelensky,Zelenskyy,Pete Hegseth,"+
		"Barack Obama,Joe Biden,Dmitry Medvedev,Medvedev,John Healey,Healey,Mark Rutte", ",")
	for _, p := range want {
		if !persons[p] {
			t.Errorf("%s is not found as a person", p)
		}
		delete(persons, p)
	}
	for p := range persons {
		t.Errorf("%s is no person", p)
	}
	for _, o := range []string{"Kremlin", "White House", "Truth Social", "NATO", "Nato", "Security Council", "United Nations"} {
		if kinds[o] != verbatim.Organisation {
			t.Errorf("%s is found as %q", o, kinds[o])
		}
	}
}

func BenchmarkNames(b *testing.B) {
	m := nameModel(b)
	story, err := os.ReadFile("../testdata/harbour.txt")
	if err != nil {
		b.Fatal(err)
	}
	texts := map[string]string{"article": string(story), "long": strings.Repeat(string(story)+"\n\n", 100)}
	for _, name := range []string{"article", "long"} {
		text := texts[name]
		doc := parse(b, text)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				entity.Names(doc, m)
			}
			b.ReportMetric(float64(len(strings.Fields(text)))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
