package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// conlluToken is a line of a sentence.
type conlluToken struct {
	form, lemma, xpos, deprel string
	head                      int // -1 where it is not known
	misc                      map[string]string
}

type conlluSentence struct {
	comments map[string]string
	tokens   []conlluToken
}

// readCoNLLU reads what the format allows, without ranges and empty nodes,
// and fails on anything else.
func readCoNLLU(r io.Reader) ([]conlluSentence, error) {
	var out []conlluSentence
	s := conlluSentence{comments: make(map[string]string)}
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 64<<20)
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		switch {
		case line == "":
			if len(s.tokens) == 0 {
				return nil, fmt.Errorf("line %d: a sentence without words", n)
			}
			for _, key := range []string{"sent_id", "text"} {
				if s.comments[key] == "" {
					return nil, fmt.Errorf("line %d: no %s", n, key)
				}
			}
			out = append(out, s)
			s = conlluSentence{comments: make(map[string]string)}
		case strings.HasPrefix(line, "#"):
			key, value, ok := strings.Cut(strings.TrimPrefix(line, "# "), " = ")
			if !ok || len(s.tokens) > 0 {
				return nil, fmt.Errorf("line %d: comment %q", n, line)
			}
			s.comments[key] = value
		default:
			columns := strings.Split(line, "\t")
			if len(columns) != 10 || columns[0] != strconv.Itoa(len(s.tokens)+1) || slices.Contains(columns, "") {
				return nil, fmt.Errorf("line %d: %d columns: %q", n, len(columns), line)
			}
			t := conlluToken{form: columns[1], lemma: columns[2], xpos: columns[4], deprel: columns[7], head: -1, misc: make(map[string]string)}
			if columns[6] != "_" {
				h, err := strconv.Atoi(columns[6])
				if err != nil || h < 0 {
					return nil, fmt.Errorf("line %d: head %q", n, columns[6])
				}
				t.head = h
			}
			for _, pair := range strings.Split(columns[9], "|") {
				key, value, ok := strings.Cut(pair, "=")
				if _, twice := t.misc[key]; !ok || twice {
					return nil, fmt.Errorf("line %d: MISC %q", n, columns[9])
				}
				t.misc[key] = value
			}
			s.tokens = append(s.tokens, t)
		}
	}
	if len(s.tokens) > 0 || len(s.comments) > 0 {
		return nil, fmt.Errorf("the last sentence does not end")
	}
	return out, scan.Err()
}

// tokenised gives a document tokens at white space and at full stops, a
// sentence a line.
func tokenised(d *verbatim.Document) *verbatim.Document {
	d.Tokens, d.Sentences, d.Paragraphs = nil, nil, nil
	at := 0
	for line := range strings.Lines(d.Text) {
		first := len(d.Tokens)
		start := -1
		flush := func(end int) {
			if start >= 0 {
				space := start == 0 || d.Text[start-1] == ' ' || d.Text[start-1] == '\n'
				d.Tokens = append(d.Tokens, verbatim.Token{Span: verbatim.Span{Start: start, End: end}, Quotation: -1, SpaceBefore: space})
				start = -1
			}
		}
		for i, r := range line {
			switch {
			case r == ' ' || r == '\n':
				flush(at + i)
			case strings.ContainsRune(".,“”:", r):
				flush(at + i)
				start = at + i
				flush(at + i + len(string(r)))
			case start < 0:
				start = at + i
			}
		}
		flush(at + len(line))
		if len(d.Tokens) > first {
			span := verbatim.Span{Start: d.Tokens[first].Start, End: d.Tokens[len(d.Tokens)-1].End}
			d.Sentences = append(d.Sentences, verbatim.Sentence{Span: span, First: first, Last: len(d.Tokens), Paragraph: len(d.Paragraphs)})
			d.Paragraphs = append(d.Paragraphs, span)
		}
		at += len(line)
	}
	for i := range d.Tokens {
		head := int32(-1)
		for _, s := range d.Sentences {
			if s.First < i && i < s.Last {
				head = int32(s.First)
			}
		}
		rel := "dep"
		if head < 0 {
			rel = "root"
		}
		d.Words = append(d.Words, verbatim.Word{Tag: "NN", Rel: rel, Lemma: strings.ToLower(d.Tokens[i].In(d.Text)), Head: head})
	}
	return d
}

// What was written comes back: words, heads, places, and every span of every
// statement, by its number of fragment.
func TestCoNLLURoundTrip(t *testing.T) {
	for _, d := range []*verbatim.Document{tokenised(wired(t)), tokenised(budget(t))} {
		sentences, err := readCoNLLU(strings.NewReader(string(CoNLLU(nil, d))))
		if err != nil {
			t.Fatal(err)
		}
		if len(sentences) != len(d.Sentences) {
			t.Fatalf("%d sentences, want %d", len(sentences), len(d.Sentences))
		}
		points := []rune(d.Text)
		offset := make([]int, 0, len(points)+1) // bytes of each point
		for i := range d.Text {
			offset = append(offset, i)
		}
		offset = append(offset, len(d.Text))
		type claim struct {
			role, statement string
		}
		got := make(map[claim]verbatim.Span)
		n := 0
		for i, s := range sentences {
			var text strings.Builder
			for j, tok := range s.tokens {
				var start, end int
				if _, err := fmt.Sscanf(tok.misc["TokenRange"], "%d:%d", &start, &end); err != nil {
					t.Fatal(err)
				}
				if form := string(points[start:end]); form != tok.form || form != d.Tokens[n].In(d.Text) {
					t.Errorf("TokenRange gives %q, the form is %q", form, tok.form)
				}
				want := 0
				if h := d.Words[n].Head; h >= 0 {
					want = int(h) - d.Sentences[i].First + 1
				}
				if tok.head != want {
					t.Errorf("head of %s is %d, want %d", tok.form, tok.head, want)
				}
				text.WriteString(tok.form)
				if j < len(s.tokens)-1 && tok.misc["SpaceAfter"] != "No" {
					text.WriteByte(' ')
				}
				for _, role := range []string{"Source", "Cue", "Content"} {
					for _, c := range strings.Split(tok.misc[role], ",") {
						if c == "" {
							continue
						}
						span, ok := got[claim{role, c}]
						if !ok {
							span.Start = offset[start]
						}
						span.End = offset[end]
						got[claim{role, c}] = span
					}
				}
				n++
			}
			if text.String() != s.comments["text"] {
				t.Errorf("forms and SpaceAfter make %q, text is %q", text.String(), s.comments["text"])
			}
		}
		want := make(map[claim]verbatim.Span)
		for i, s := range d.Statements {
			for role, spans := range map[string][]verbatim.Span{"Source": s.Source, "Cue": s.Cue, "Content": s.Content} {
				for j, span := range spans {
					id := StatementID(i)
					if len(spans) > 1 {
						id += ":" + strconv.Itoa(j+1)
					}
					want[claim{role, id}] = span
				}
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d claims, want %d", len(got), len(want))
		}
		for c, span := range want {
			if got[c] != span {
				t.Errorf("%v is %q, want %q", c, got[c].In(d.Text), span.In(d.Text))
			}
		}
	}
}

func TestCoNLLUStatement(t *testing.T) {
	d := tokenised(wired(t))
	d.Statements[0].Venue = &verbatim.Venue{Span: d.Statements[0].Cue[0], Kind: "a|b=c\n"}
	out := string(CoNLLU(nil, d))
	for _, want := range []string{
		"# newdoc id = d", "\n# url = https://sound.example/ferry\n",
		"\n# statement s1 = Kind=indirect|Act=say|Speaker=Agnes Tully|SpeakerKey=Q7|Venue=a/b-c : said|Said=2025-11-03|Confidence=0.88\n",
		"\n# statement s4 = Kind=mixed|Act=say|Parent=s3|Confidence=0.88\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if out := CoNLLU([]byte("kept"), &verbatim.Document{Text: "x"}); string(out) != "kept" {
		t.Errorf("a document without sentences is %q", out)
	}
}

// Whatever the words of an article, the file has the columns of the format.
func FuzzCoNLLU(f *testing.F) {
	f.Add("Ann said no. “Yes,”\n\tshe\x00 \u2028# x = y\n_")
	f.Add("# newdoc\n1\ta\tb")
	f.Fuzz(func(t *testing.T, text string) {
		d := tokenised(&verbatim.Document{Text: strings.ToValidUTF8(text, "?")})
		d.Title = text
		for i := range d.Words {
			d.Words[i].Lemma, d.Words[i].Tag = text, text
		}
		sentences, err := readCoNLLU(strings.NewReader(string(CoNLLU(nil, d))))
		if err != nil || len(sentences) != len(d.Sentences) {
			t.Fatalf("%d sentences, want %d: %v", len(sentences), len(d.Sentences), err)
		}
	})
}
