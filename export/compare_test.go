package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
)

func comparison(t testing.TB, a, b string) *Comparison {
	t.Helper()
	file, _ := reuse.BuildThesaurus([][]string{{"close", "shut"}}, []string{"They close it. They close."})
	th, err := reuse.LoadThesaurus(string(file))
	if err != nil {
		t.Fatal(err)
	}
	x, y := reuse.Side{Text: a}, reuse.Side{Text: b}
	return &Comparison{
		Source: &verbatim.Document{Meta: verbatim.Meta{Path: "a"}, Text: a}, Copy: &verbatim.Document{Meta: verbatim.Meta{Path: "b"}, Text: b},
		Rewriting: th.Compare(x, y), Advice: th.Advisor().Advise(b, nil),
	}
}

// Nothing of a text reaches the terminal or the page as markup.
func TestCompareHostile(t *testing.T) {
	a := "The <b>board</b> said it would close the dock on Monday\x1b[2J, and that was all that it said of it."
	b := strings.ReplaceAll(a, "close", "shut<script>alert(1)</script>")
	c := comparison(t, a, b)
	c.Copy.Path = "<i>\x1b]0;x\a"
	if text := CompareText(nil, c, 80, 0); bytes.ContainsRune(text, 0x1b) {
		t.Errorf("an escape sequence is sent: %q", text)
	}
	page := CompareHTML(nil, c)
	z := html.NewTokenizer(bytes.NewReader(page))
	for z.Next() != html.ErrorToken {
		if name := z.Token().Data; name == "script" || name == "b" || name == "i" {
			t.Fatalf("an element %s is on the page", name)
		}
	}
}

func FuzzComparePages(f *testing.F) {
	f.Add("The board said.\n“No,” it said.", "The council said.\n\n“No.”", 40)
	f.Add("", "\xff", 0)
	f.Fuzz(func(t *testing.T, a, b string, width int) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		c := comparison(t, a, b)
		if text := CompareText(nil, c, width%200, 2); !utf8.Valid(text) {
			t.Error("the page is not UTF-8")
		}
		CompareHTML(nil, c)
		var record struct {
			Changes []struct {
				Was, Is      string
				Source, Copy verbatim.Span
			}
		}
		if err := json.Unmarshal(CompareJSON(nil, c), &record); err != nil {
			t.Fatal(err)
		}
		for _, ch := range record.Changes {
			if ch.Source.In(a) != ch.Was || ch.Copy.In(b) != ch.Is {
				t.Errorf("offsets of %+v do not lead to its words", ch)
			}
		}
	})
}
