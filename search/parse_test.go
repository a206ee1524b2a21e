package search

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// show writes a tree as a lisp would.
func show(n *Node) string {
	if n == nil {
		return "*"
	}
	var kids []string
	for _, k := range n.Kids {
		kids = append(kids, show(k))
	}
	list := strings.Join(kids, " ")
	switch n.Op {
	case And:
		return "(and " + list + ")"
	case Or:
		return "(or " + list + ")"
	case Not:
		return "(not " + list + ")"
	case Near:
		return fmt.Sprintf("(near/%d %s)", n.Within, list)
	case Date:
		day := func(m int64) string {
			if m == Earliest || m == Latest {
				return ""
			}
			return MinuteTime(m).Format("2006-01-02")
		}
		return "[" + day(n.From) + ".." + day(n.To) + "]"
	}
	s := strings.Join(n.Words, "+")
	if n.Prefix {
		s += "*"
	}
	return s
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"", "*"},
		{"  ", "*"},
		{"Tariffs border", "(and tariffs border)"},
		{`"Witch Hunt"`, "witch+hunt"},
		{"“witch hunt”", "witch+hunt"},
		{"cease-fire", "cease+fire"},
		{"a OR b c OR d", "(or a (and b c) d)"},
		{"a AND (b OR c)", "(and a (or b c))"},
		{"((a))", "a"},
		{"a -b", "(and a (not b))"},
		{"a NOT b", "(and a (not b))"},
		{"a -(b c)", "(and a (not (and b c)))"},
		{`-"b c"`, "(not b+c)"},
		{"--a", "(not (not a))"},
		{"a or b", "(and a or b)"},
		{"tarif*", "tarif*"},
		{`"free tra*"`, "free+tra*"},
		{"nato near spending", "(near/10 nato spending)"},
		{"nato NEAR/3 spending near/3 \"two per cent\"", "(near/3 nato spending two+per+cent)"},
		{`"near" miss`, "(and near miss)"},
		{"x near/y", "(and x near+y)"},
		{"speaker:Zelenskyy", "s:zelensky"},
		{"by:ZELENSKIY", "s:zelensky"},
		{`speaker:"Mark Rutte"`, "s:mark+s:rute"},
		{`speaker:(trump OR "vladimir putin")`, "(or s:trump s:vladimir+s:putin)"},
		{"to:trump", "t:trump"},
		{`venue:"Truth Social"`, "v:truth+v:social"},
		{"outlet:Metro -outlet:sun", "(and o:metro (not o:sun))"},
		{`speaker:"the Kremlin"`, "s:kremlin"},
		{"kind:Direct act:deny", "(and k:direct a:deny)"},
		{"speaker:zel*", "s:zel*"},
		{"after:2025-02-01 before:2025-03", "(and [2025-02-01..] [..2025-03-01] (not x:undated))"},
		{"on:2025-02-12", "(and [2025-02-12..2025-02-13] (not x:undated))"},
		{"in:2024 x", "(and [2024-01-01..2025-01-01] x (not x:undated))"},
		{"date:none x", "(and x:undated x)"},
		{"-date:None", "(not x:undated)"},
		{"outlet:none OR speaker:none", "(or x:nooutlet x:nospeaker)"},
		{"to:(none OR trump) venue:none", "(and (or x:noaddressee t:trump) x:novenue)"},
		{`outlet:"none"`, "o:none"},
		{"3:30", "3+30"},
		{"Trump’s U.S. 1,000", "(and trump us 1000)"},
		{"Erdoğan Łódź Straße", "(and erdogan lodz strasse)"},
		{"\"a b\"c", "(and a+b c)"},
	} {
		n, err := Parse(c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got := show(n); got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
}

// The mark ^ stands before the character that the error points at.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"^(a OR b", "the bracket is not closed"},
		{"a ^)", "a bracket is closed that was not opened"},
		{"a OR^", "something is missing at the end"},
		{"^OR a", "nothing precedes OR"},
		{"a AND ^OR b", "nothing precedes OR"},
		{"a ^NOT", "nothing follows the NOT"},
		{"^-)", "nothing follows the -"},
		{"^()", "nothing is in the brackets"},
		{`a ^"b c`, "the quotation mark is not closed"},
		{"^speeker:trump", "there is no field speeker"},
		{"Łódź ^speeker:trump", "there is no field speeker"},
		{"speaker:^ trump", "nothing follows speaker:"},
		{"speaker:^", "nothing follows speaker:"},
		{"kind:^loud", "kind is one of direct, indirect, mixed"},
		{"act:^shout", "act is one of say, ask"},
		{"after:^yesterday", "yesterday is no date"},
		{"after:^2025-13-01", "2025-13-01 is no date"},
		{"a OR ^after:2025", "a date holds for the whole query"},
		{"-^after:2025", "a date holds for the whole query"},
		{"a ^+ b", "there is no word in +"},
		{"a ^- b", "there is no word in -"},
		{"^t*", "at least two letters"},
		{"^near b", "nothing precedes near"},
		{"a ^near", "nothing follows near"},
		{"a near ^speaker:b", "this is none"},
		{"^(a b) near c", "this is none"},
		{"a near/2 b ^near/3 c", "the distances of one near are the same"},
		{"speaker:^(trump", "the bracket is not closed"},
		{"speaker:(trump ^putin)", "words or phrases with OR between"},
		{"a ^\xff", "not valid UTF-8"},
	} {
		at := strings.IndexByte(c.query, '^')
		query := c.query[:at] + c.query[at+1:]
		n, err := Parse(query)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %s, %v; want %q", query, show(n), err, c.want)
			continue
		}
		if !strings.Contains(e.Text, c.want) || e.At.Start != at {
			t.Errorf("%s: %q at %d, want %q at %d", query, e.Text, e.At.Start, c.want, at)
		}
	}
	for _, query := range []string{
		strings.Repeat("(", 5000), strings.Repeat("-", 4000) + "a", strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100),
		strings.Repeat("a ", 300), strings.Repeat("a", 5000),
	} {
		if _, err := Parse(query); err == nil {
			t.Errorf("%.10s… of %d bytes has no error", query, len(query))
		}
	}
}

func TestPlan(t *testing.T) {
	all := `("k:direct" OR "k:indirect" OR "k:mixed")`
	for _, c := range []struct{ query, match, days string }{
		{"", all, ".."},
		{"a b", `("a" AND "b")`, ".."},
		{"a -b -c", `(("a" NOT "b") NOT "c")`, ".."},
		{"-b", `(` + all + ` NOT "b")`, ".."},
		{"-b -c", `((` + all + ` NOT "b") NOT "c")`, ".."},
		{"a OR -b", `("a" OR (` + all + ` NOT "b"))`, ".."},
		{`"a bc*" near/2 c`, `NEAR("a bc" * "c", 2)`, ".."},
		{"after:2025 before:2026-03-04 a", `("a" NOT "x:undated")`, "2025-01-01..2026-03-04"},
		{"in:2025-02", `(` + all + ` NOT "x:undated")`, "2025-02-01..2025-03-01"},
		{"in:2025-02 -b", `((` + all + ` NOT "b") NOT "x:undated")`, "2025-02-01..2025-03-01"},
	} {
		n, err := Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		p := NewPlan(n, true)
		days := strings.Trim(show(&Node{Op: Date, From: p.From, To: p.To}), "[]")
		if p.Match != c.match || days != c.days {
			t.Errorf("%s: %s %s, want %s %s", c.query, p.Match, days, c.match, c.days)
		}
		if got, want := NewPlan(n, false).Match, "("+c.match+` NOT "x:old")`; got != want {
			t.Errorf("%s: %s, want %s", c.query, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{
		"", `speaker:zelensky to:trump venue:"truth social" outlet:metro kind:direct act:deny after:2025-02-01 before:2025`,
		"a near/3 b OR -(c d*) “e f”", "((", `"`, "near", "x:y", "a\x00b", "-", "speaker:(a OR b)",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		n, err := Parse(query)
		var e *Error
		if errors.As(err, &e) {
			if e.At.Start < 0 || e.At.Start > len(query) || e.At.End < e.At.Start || e.At.End > len(query) {
				t.Fatalf("error at %v of %d bytes", e.At, len(query))
			}
			_ = e.Error()
			return
		}
		if err != nil {
			t.Fatalf("error of another type: %v", err)
		}
		NewPlan(n, false)
		n.Match([]string{"a", "b", tokenBreak, "k:direct"}, 0)
		Highlight(n, query, nil)
	})
}
