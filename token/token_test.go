package token_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/token"
)

// unmark removes the pairs ⟦ ⟧ from a fixture and returns the text and the
// spans that they enclosed, in order of their start.
func unmark(fixture string) (string, []verbatim.Span) {
	var b strings.Builder
	var spans []verbatim.Span
	var open []int
	for _, r := range fixture {
		switch r {
		case '⟦':
			open = append(open, len(spans))
			spans = append(spans, verbatim.Span{Start: b.Len()})
		case '⟧':
			spans[open[len(open)-1]].End = b.Len()
			open = open[:len(open)-1]
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}

// Quotations enclosed by ⟦ ⟧ are to be found, and nothing else.
var quotationCases = []string{
	`⟦“We are done,”⟧ she said. ⟦“Go home.”⟧`,
	`⟦"We are done,"⟧ she said. ⟦"Go home."⟧`,
	`⟦‘We are done,’⟧ she said. ⟦‘Go home.’⟧`,
	`⟦'We are done,'⟧ she said. ⟦'Go home.'⟧`,
	`⟦„Wir sind fertig“⟧, sagte sie.`,
	`⟦„Jesteśmy gotowi”⟧, powiedziała.`,
	`⟦«Nous avons fini»⟧, dit-elle.`,
	`⟦»Wir sind fertig«⟧, sagte sie.`,
	"⟦``We are done,''⟧ she said.",
	"⟦`We are done,'⟧ she said.",
	// Apostrophes are no marks.
	`It’s Nato’s job, isn’t it?`,
	`It's the teams' job in the '90s, rock 'n' roll.`,
	`The teams’ fans of the ’90s told ’em so.`,
	`O’Neill and d'Estaing met at 5 o’clock.`,
	`He is 6'2" tall.`,
	`Well, he is goin’ there, talkin’ big.`,
	// An apostrophe inside single marks.
	`Healey said it’s Nato’s job to ⟦‘put Ukraine’s army within the strongest position for any talks’⟧.`,
	`He said ⟦‘the teams’ owners don’t pay’⟧ and left.`,
	`She spoke of ⟦‘the 27 leaders’⟧ and went on.`,
	`He called it ⟦‘clear convergence’⟧ amongst allies’ ministers and ⟦‘earlier than later’⟧.`,
	// A space behind the opening mark.
	`there ⟦‘ will be no talks on Ukraine without Ukraine’⟧.`,
	// Nesting.
	`⟦“He told me ⟦‘never again’⟧ twice,”⟧ she said.`,
	`⟦‘He told me ⟦“never again”⟧ twice,’⟧ she said.`,
	`⟦"She'll be ⟦'above the president,'⟧ "⟧ said Khin.`,
	`⟦“He said ⟦"no"⟧ to me,”⟧ she said.`,
	// Straight and curly mixed by an editor.
	`⟦"This is long,”⟧ said Lindsay. ⟦“So is this."⟧`,
	// Reopened at each paragraph, closed only at the last.
	"⟦“First things first.⟧\n\n⟦“Second things second.”⟧ He left.",
	"⟦‘First things first.⟧\n⟦‘Second things second.’⟧ He left.",
	// A mark that is missing.
	`⟦“So we went. ⟧⟦“And then we came back,”⟧ he said.`,
	// The wrong curl.
	`an ⟦“expedited review“⟧ of the water`,
	// After a dash, inside brackets, before a currency sign.
	`the slogan—⟦“Stronger”⟧—and (⟦“Together”⟧) and ⟦“$5 a day”⟧.`,
}

func TestQuotations(t *testing.T) {
	for _, fixture := range quotationCases {
		text, want := unmark(fixture)
		var got []verbatim.Span
		for _, q := range token.Quotations(text, token.Paragraphs(text)) {
			got = append(got, q.Span)
		}
		// A quotation without a closing mark ends before the space.
		for i := range want {
			want[i].End -= len(want[i].In(text)) - len(strings.TrimRight(want[i].In(text), " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %s\nwant %s", fixture, show(text, got), show(text, want))
		}
	}
}

func show(text string, spans []verbatim.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, "["+s.In(text)+"]")
	}
	return strings.Join(out, " ")
}

func TestQuotationsAcrossParagraphs(t *testing.T) {
	text := "He said: “One.\n\n“Two.\n\n“Three.”\n\n“Four.”"
	q := token.Quotations(text, token.Paragraphs(text))
	if len(q) != 4 {
		t.Fatalf("%d quotations, want 4", len(q))
	}
	for i, want := range []int32{-1, 0, 1, -1} {
		if q[i].Previous != want {
			t.Errorf("quotation %d continues %d, want %d", i, q[i].Previous, want)
		}
		if q[i].Doubt != "" {
			t.Errorf("quotation %d is doubtful: %s", i, q[i].Doubt)
		}
	}
}

func TestMissingMarkIsDoubtful(t *testing.T) {
	text := "“So we went. “And then we came back,” he said.\n\nNobody “knew.\n\nThe end."
	q := token.Quotations(text, token.Paragraphs(text))
	if len(q) != 3 {
		t.Fatalf("%d quotations, want 3", len(q))
	}
	if q[0].Doubt == "" || q[2].Doubt == "" || q[1].Doubt != "" {
		t.Errorf("doubts %q, %q, %q; want the first and the last doubtful", q[0].Doubt, q[1].Doubt, q[2].Doubt)
	}
	if got := q[2].In(text); got != "“knew." {
		t.Errorf("an unclosed quotation is %q, want it to end with its paragraph", got)
	}
}

// Tokens are separated by a space in the second column.
var tokenCases = []struct{ text, want string }{
	{"He can't go.", "He ca n't go ."},
	{"It’s Nato’s job; they’ll say we’ve won’t.", "It ’s Nato ’s job ; they ’ll say we ’ve wo n’t ."},
	{"the teams’ owners", "the teams ’ owners"},
	{"O’Neill’s long-term plan", "O’Neill ’s long - term plan"},
	{"a co-founder and non-profit e-mail", "a co-founder and non-profit e-mail"},
	{"Mr. Smith of the U.S. met Gen. Lee at 5 p.m. in St. Louis.", "Mr. Smith of the U.S. met Gen. Lee at 5 p.m. in St. Louis ."},
	{"$1,000.50 or 3.5% on 9/11 at 10:30", "$ 1,000.50 or 3.5 % on 9/11 at 10:30"},
	{"Write to news@example.org or https://example.org/a?b=c.", "Write to news@example.org or https://example.org/a?b=c ."},
	{"@nato says #peace…", "@nato says #peace …"},
	{"Wait... what?! No--never — ever", "Wait ... what ?! No -- never — ever"},
	{"in the ’90s and '16", "in the ’90s and '16"},
	{"I cannot, you gotta", "I can not , you got ta"},
	{"He said “no.”", "He said “ no . ”"},
	{"metro.co.uk and Obama.The", "metro.co.uk and Obama . The"},
	{"J. K. Rowling and I.", "J. K. Rowling and I ."},
	{"AT&T's (R-Texas)", "AT&T 's ( R - Texas )"},
	{"rock ’n’ roll, tell ’em", "rock ’n ’ roll , tell ’em"},
}

func TestTokens(t *testing.T) {
	for _, c := range tokenCases {
		var got []string
		paragraphs := token.Paragraphs(c.text)
		for _, tok := range token.Tokens(c.text, paragraphs, token.Quotations(c.text, paragraphs)) {
			got = append(got, tok.In(c.text))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, " "), c.want)
		}
	}
}

// Sentences are separated by ¦.
var sentenceCases = []string{
	"He left. ¦She stayed.",
	"Mr. Smith left the U.S. in Jan. 2016. ¦He came back.",
	"He lives in the U.S. ¦The house is big.",
	"She met U.S. President Obama.",
	"“It is over. ¦We lost,” he said. ¦“Go home.” ¦They went.",
	"‘It is over,’ he said. ¦‘Go home.’ ¦They went.",
	"“Why?” he asked. ¦“Why me?” ¦Nobody knew.",
	"“Why?” Trump asked.",
	"“Why isn’t it proof?” Vitter demanded. ¦Nobody knew.",
	"“Is it over?” ¦The crowd went home.",
	"“No!” the senator from Ohio shouted.",
	"It was late (very late). ¦They left.",
	"He paid $3.5 million. ¦It was 5 p.m. ¦The bank closed.",
	"J. K. Rowling wrote it.",
	"He shops on eBay. ¦iPhone sales rose.",
	"We waited... and waited.",
	"Is it true? ¦Yes! ¦Good.",
}

func TestSentences(t *testing.T) {
	for _, fixture := range sentenceCases {
		text := strings.ReplaceAll(fixture, "¦", "")
		var got []string
		for _, s := range sentences(text) {
			got = append(got, s.In(text))
		}
		want := strings.Split(fixture, " ¦")
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %s", fixture, strings.Join(got, " ¦"))
		}
	}
}

func sentences(text string) []verbatim.Sentence {
	p := token.Paragraphs(text)
	return token.Sentences(text, p, token.Tokens(text, p, token.Quotations(text, p)), nil)
}

func TestSentencesStopAtFurniture(t *testing.T) {
	text := "PARIS (AP) — The talks failed, he said. More below"
	furniture := []verbatim.Furniture{{Span: verbatim.Span{Start: 0, End: len("PARIS (AP) —")}, Kind: verbatim.Dateline}}
	p := token.Paragraphs(text)
	got := token.Sentences(text, p, token.Tokens(text, p, nil), furniture)
	if len(got) != 3 || !got[0].Furniture || got[1].Furniture || got[1].In(text) != "The talks failed, he said." {
		t.Errorf("got %+v", got)
	}
}

func TestParagraphsOfWrappedText(t *testing.T) {
	text := "The president said on Tuesday that he would not go to the\nmeeting in the capital of the neighbouring country, because\nnobody had asked him to.\n   His spokesman, who had said the opposite a day before, was\nnot to be reached for comment on Wednesday.\n\nThe end.\n"
	var got []string
	for _, p := range token.Paragraphs(text) {
		got = append(got, p.In(text)[:8])
	}
	if want := []string{"The pres", "His spok"}; len(got) != 3 || !slices.Equal(got[:2], want) {
		t.Errorf("paragraphs begin %q", got)
	}
}

// check asserts what must hold of the layers of any text.
func check(t *testing.T, text string) {
	t.Helper()
	paragraphs := token.Paragraphs(text)
	quotations := token.Quotations(text, paragraphs)
	tokens := token.Tokens(text, paragraphs, quotations)
	sents := token.Sentences(text, paragraphs, tokens, nil)

	end := 0
	for _, tok := range tokens {
		if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("token %v after %d in %q", tok.Span, end, text)
		}
		if !utf8.RuneStart(text[tok.Start]) || tok.End < len(text) && !utf8.RuneStart(text[tok.End]) {
			t.Fatalf("token %v inside a character in %q", tok.Span, text)
		}
		for _, r := range text[end:tok.Start] {
			if r > ' ' && r < 0x7f {
				t.Fatalf("%q lies in no token in %q", r, text)
			}
		}
		end = tok.End
	}
	for _, q := range quotations {
		if q.Empty() || q.Open.Start != q.Start || !q.Close.Empty() && q.Close.End != q.End || q.End > len(text) {
			t.Fatalf("quotation %+v in %q", q, text)
		}
		if q.Parent >= 0 && !quotations[q.Parent].Contains(q.Span) {
			t.Fatalf("quotation %v outside its parent %v in %q", q.Span, quotations[q.Parent].Span, text)
		}
	}
	if !slices.IsSortedFunc(quotations, func(a, b verbatim.Quotation) int { return a.Start - b.Start }) {
		t.Fatalf("quotations out of order in %q", text)
	}
	next := 0
	for _, s := range sents {
		if s.First != next || s.Last <= s.First || s.Start != tokens[s.First].Start || s.End != tokens[s.Last-1].End {
			t.Fatalf("sentence %+v in %q", s, text)
		}
		if !paragraphs[s.Paragraph].Contains(s.Span) {
			t.Fatalf("sentence %v outside its paragraph in %q", s.Span, text)
		}
		next = s.Last
	}
	if next != len(tokens) {
		t.Fatalf("%d tokens in sentences, %d in all, in %q", next, len(tokens), text)
	}
}

func FuzzLayers(f *testing.F) {
	for _, fixture := range quotationCases {
		text, _ := unmark(fixture)
		f.Add(text)
	}
	for _, c := range tokenCases {
		f.Add(c.text)
	}
	for _, s := range sentenceCases {
		f.Add(s)
	}
	f.Add("“‘«\"'„‚`" + strings.Repeat("‘“", 40) + "x" + strings.Repeat("”’", 40))
	f.Fuzz(func(t *testing.T, text string) {
		check(t, strings.ToValidUTF8(text, "\uFFFD"))
	})
}

func BenchmarkLayers(b *testing.B) {
	text := strings.Repeat("“We won’t go,” said Mr. Smith, the U.S. envoy. He added that the talks ‘will go on’ for three more weeks.\n", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		sentences(text)
	}
}
