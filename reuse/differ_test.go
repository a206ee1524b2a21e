package reuse

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// shown writes changes as "class: «words of a» → «words of b»", material ones
// with a mark.
func shown(a, b string) string {
	var out []string
	for _, c := range Difference(a, b) {
		mark := ""
		if c.Material {
			mark = "!"
		}
		out = append(out, fmt.Sprintf("%s%s: %s → %s", c.Class, mark, c.A.In(a), c.B.In(b)))
	}
	return strings.Join(out, "; ")
}

func TestDifference(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"", "The pier is closed.", "trimmed:  → The pier is closed"},
		{"The pier is closed.", "“THE PIER IS CLOSED,”", ""},
		{"We don’t know", "we do not know", "contraction: don’t → do not"},
		{"They can't swim", "They cannot swim", "contraction: can't → cannot"},
		{"There's a leak", "There is a leak", "contraction: There's → There is"},
		{"He'd left", "He would left", "contraction: He'd → He would"},
		{"We paid three and a half billion euros", "We paid €3.5bn", "number format: three and a half billion euros → €3.5bn"},
		{"twenty-five trucks", "25 trucks", "number format: twenty-five → 25"},
		{"a hundred and twenty days", "120 days", "number format: a hundred and twenty → 120"},
		{"two hundred thousand boats", "200,000 boats", "number format: two hundred thousand → 200,000"},
		{"the third dam", "the 3rd dam", "number format: third → 3rd"},
		{"five percent of it", "5% of it", "number format: five percent → 5%"},
		{"It cost $5 million", "It cost $6 million", "changed word!: $5 million → $6 million"},
		{"The United States paid", "The U.S. paid", "spelling: United States → U.S"},
		{"Give us time", "Give them time", "changed word!: us → them"},
		{"our neighbours organised it", "our neighbors organized it", "spelling: neighbours organised → neighbors organized"},
		{"The committe met", "The committee met", "spelling: committe → committee"},
		{"a martial court", "a marital court", "changed word!: martial → marital"},
		{"The envoy is immoral", "The envoy is immortal", "changed word!: immoral → immortal"},
		{"We may sell the dam", "We must sell the dam", "negation or modality!: may → must"},
		{"The deal is legal", "The deal is illegal", "negation or modality!: legal → illegal"},
		{"She has not resigned", "She has resigned", "negation or modality!: not → "},
		{"He never said so", "He said so", "negation or modality!: never → "},
		{"They are going to sign", "They will sign", "function word: are going to → will"},
		{"The boats were late", "The boats are late", "inflection!: were → are"},
		{"The crew is late", "The crew are late", "inflection: is → are"},
		{"He wrecked the boat", "[Mr Lund] wrecked the boat", "bracketed insertion: He → Mr Lund"},
		{"She sold the mill", "Anna Kern sold the mill", "pronoun for name: She → Anna Kern"},
		{"I think that the dam holds", "I think the dam holds", "function word: that → "},
		{"Boats, nets and engines burned", "Boats … and engines burned", "elided: nets → "},
		{"If it rains, we cancel the fair", "we cancel the fair", "trimmed!: If it rains → "},
		{"It is not true that the dam broke", "the dam broke", "trimmed!: It is not true that → "},
		{"We cannot ignore the fact that the dam broke", "the dam broke", "trimmed: We cannot ignore the fact that → "},
		{"We will pay, but not this year", "We will pay", "trimmed!: but not this year → "},
		{"Paul drove and Mary paid", "Mary paid and Paul drove", "spliced!"},
		{"No tax; no debt", "No tax, no debt", "punctuation:  → "},
	} {
		got := shown(c.a, c.b)
		if c.want == "spliced!" {
			if !strings.Contains(got, c.want) {
				t.Errorf("%q, %q: %s, want it spliced", c.a, c.b, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%q, %q:\n got %s\nwant %s", c.a, c.b, got, c.want)
		}
	}
}

// TestDifferenceMirrored: what is a difference is one from either side.
func TestDifferenceMirrored(t *testing.T) {
	a := "We don't think the harbour will be finished before the third of May, and nobody has told the crew."
	for _, b := range []string{
		"We do not think the harbor will be finished before the 3rd of May",
		"We think the harbour will be finished, and somebody has told the crew.",
		"the harbour may be finished before the third of June, and nobody told the crew",
	} {
		x, y := classesOf(Difference(a, b)), classesOf(Difference(b, a))
		if !slices.Equal(x, y) {
			t.Errorf("%q: %v one way, %v the other", b, x, y)
		}
	}
}

func classesOf(changes []Deviation) []Class {
	var out []Class
	for _, c := range changes {
		out = append(out, c.Class)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// checkDifference checks what always holds.
func checkDifference(t *testing.T, a, b string) {
	t.Helper()
	for _, c := range Difference(a, b) {
		for _, s := range []struct {
			span int
			end  int
			text string
		}{{c.A.Start, c.A.End, a}, {c.B.Start, c.B.End, b}} {
			if s.span < 0 || s.end < s.span || s.end > len(s.text) {
				t.Fatalf("%s: span %d to %d of %d bytes in %q, %q", c.Class, s.span, s.end, len(s.text), a, b)
			}
			if utf8.ValidString(s.text) && !utf8.ValidString(s.text[s.span:s.end]) {
				t.Fatalf("%s: %q is cut inside a character", c.Class, s.text[s.span:s.end])
			}
		}
		if c.Class == "" {
			t.Fatalf("no class in %q, %q", a, b)
		}
	}
	if d := Difference(a, a); len(d) > 0 {
		t.Fatalf("%q differs from itself: %v", a, d)
	}
}

func FuzzDifference(f *testing.F) {
	f.Add("I don't know.", "I do not know")
	f.Add("three and a half and a half billion", "a a a hundred % $ $5")
	f.Add("[[[he]]] ]] [she", "“‘’”… . . . - - —")
	f.Add("\u202ethe end\u202c of\x00 it's", "İ'll n't 's 'd l'n't")
	f.Add("one one one hundred and and a half", "$ 12 500 000 000 000 000 000")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			return
		}
		checkDifference(t, a, b)
		checkDifference(t, b, a)
	})
}

// within fails where f takes longer: the bounds are a hundred times what is
// needed, and a thousandth of what quadratic work would take.
func within(t *testing.T, d time.Duration, what string, f func()) {
	t.Helper()
	start := time.Now()
	f()
	if took := time.Since(start); took > d {
		t.Errorf("%s took %v", what, took)
	}
}

func TestDifferenceHostile(t *testing.T) {
	word := strings.Repeat("word ", 1_000_000)
	within(t, 20*time.Second, "a word a million times", func() {
		if d := Difference(word, word+"word"); len(d) != 1 || d[0].Class != Shortened {
			t.Errorf("one word more: %v", d)
		}
		if d := Difference("word end", word); len(d) == 0 || d[0].Class == "" {
			t.Errorf("two words against a million: %v", d)
		}
	})
	long := make([]string, 100_000)
	for i := range long {
		long[i] = fmt.Sprintf("w%dx", i*7919%100_003)
	}
	a := strings.Join(long, " ")
	long[500], long[99_000] = "other", "another"
	b := strings.Join(long, " ")
	within(t, 20*time.Second, "100,000 words with two changed", func() {
		if d := Difference(a, b); len(d) != 2 || d[0].Class != ChangedWord || d[1].Class != ChangedWord {
			t.Errorf("two words changed: %d changes", len(d))
		}
	})
	for _, s := range []string{"\u202e", "\x00\x01\x02", "[", "'", "n't ", "and a half ", "hundred ", "$ ", "12 500 ", "a century ", "…", "\xff\xfe"} {
		many := strings.Repeat(s, 40_000)
		within(t, 20*time.Second, fmt.Sprintf("%q many times", s), func() { checkDifference(t, many, "the end of it") })
	}
}
