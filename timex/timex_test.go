package timex_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/syntax"
	"github.com/verbatim-record/verbatim/timex"
)

// A marked case is a text in which each expression stands as [span|value], or
// [span|value|KIND or MOD …], and the publication date in front.
type marked struct {
	file      string
	line      int
	published string
	text      string
	want      []expected
}

type expected struct {
	verbatim.Span
	value string
	kind  verbatim.TimeKind // empty where the case does not say
	mod   string            // "" where the case does not say, "-" for none
}

// readMarked reads a file of cases: the publication date ("-" for none), a tab,
// the text. Lines that begin with # are comments.
func readMarked(tb testing.TB, name string) []marked {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	var out []marked
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		published, body, ok := strings.Cut(line, "\t")
		if !ok {
			tb.Fatalf("%s:%d: no tab", name, i+1)
		}
		m := marked{file: name, line: i + 1, published: published}
		if published == "-" {
			m.published = ""
		}
		var text strings.Builder
		for {
			before, rest, ok := strings.Cut(body, "[")
			text.WriteString(before)
			if !ok {
				break
			}
			inner, after, ok := strings.Cut(rest, "]")
			fields := strings.Split(inner, "|")
			if !ok || len(fields) < 2 {
				tb.Fatalf("%s:%d: unclosed mark", name, i+1)
			}
			e := expected{value: fields[1]}
			e.Start = text.Len()
			text.WriteString(fields[0])
			e.End = text.Len()
			for _, f := range fields[2:] {
				switch f {
				case "date", "time", "duration", "set":
					e.kind = verbatim.TimeKind(f)
				default:
					e.mod = f
				}
			}
			m.want = append(m.want, e)
			body = after
		}
		m.text = text.String()
		out = append(out, m)
	}
	return out
}

func tokenised(tb testing.TB, text, published string) *verbatim.Document {
	tb.Helper()
	m, err := analyze.Load()
	if err != nil {
		tb.Fatal(err)
	}
	doc := &verbatim.Document{Text: text}
	doc.Published = published
	analyze.Tokens(doc)
	doc.Words = syntax.Words(doc, m.Syntax)
	return doc
}

// check says how what was found differs from the case; empty if it does not.
func (m marked) check(doc *verbatim.Document, got []verbatim.Time) string {
	show := func() string {
		var b strings.Builder
		for _, t := range got {
			fmt.Fprintf(&b, " [%s|%s|%s|%s]", t.In(doc.Text), t.Value, t.Kind, t.Mod)
		}
		return b.String()
	}
	if len(got) != len(m.want) {
		return fmt.Sprintf("found%s", show())
	}
	for i, w := range m.want {
		g := got[i]
		switch {
		case g.Span != w.Span, g.Value != w.value, w.kind != "" && g.Kind != w.kind,
			w.mod == "-" && g.Mod != "", w.mod != "" && w.mod != "-" && g.Mod != w.mod:
			return fmt.Sprintf("found%s", show())
		}
	}
	return ""
}

func TestSuite(t *testing.T) {
	cases := readMarked(t, "testdata/recognizers.txt")
	right := 0
	for _, c := range cases {
		doc := tokenised(t, c.text, c.published)
		if diff := c.check(doc, timex.Times(doc)); diff != "" {
			t.Logf("%d: %s\n\twant %v\n\t%s", c.line, c.text, c.want, diff)
		} else {
			right++
		}
	}
	t.Logf("%d of %d", right, len(cases))
}

func TestNews(t *testing.T) {
	for _, c := range readMarked(t, "testdata/news.txt") {
		doc := tokenised(t, c.text, c.published)
		if diff := c.check(doc, timex.Times(doc)); diff != "" {
			t.Errorf("%s:%d: %s\n\twant %v\n\t%s", c.file, c.line, c.text, c.want, diff)
		}
	}
}
