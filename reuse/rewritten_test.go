package reuse

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
)

func thesaurus(t testing.TB) *Thesaurus {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "model", "thesaurus.bin"))
	if err != nil {
		t.Fatal(err)
	}
	th, err := LoadThesaurus(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// sideOf marks what stands between these marks as quoted.
func sideOf(text string) Side {
	s := Side{Text: text}
	for at := 0; ; {
		i := strings.Index(text[at:], "“")
		if i < 0 {
			return s
		}
		i += at
		j := strings.Index(text[i:], "”")
		if j < 0 {
			return s
		}
		at = i + j + len("”")
		s.Quotations = append(s.Quotations, verbatim.Span{Start: i, End: at})
	}
}

const wire = `The harbour board said on Tuesday that it would close the old dock in the spring, and that the men who work
there would be moved to the new quay before the summer. “We have no choice, and no money to repair the wall,” chairman Ann
Pell told reporters. “It is the hardest decision that I have had to make.” The union said it would fight the plan. Its
leader, Tom Orde, called it a betrayal of 340 families and asked the mayor to stop it. The board will meet again on
Friday to discuss the cost of the move, which is thought to be about £12 million, and to hear what the union has to say.`

func TestLinked(t *testing.T) {
	th := thesaurus(t)
	for _, c := range []struct {
		x, y string
		want bool
	}{
		{"join", "affix", true}, {"affix", "join", true}, {"joined", "affixed", true}, {"joining", "affixing", true},
		{"year", "yr", true}, {"begin", "start", true}, {"harbour", "voted", false}, {"zzz", "yyy", false}, {"", "", false},
	} {
		if got := th.Linked(c.x, c.y); got != c.want {
			t.Errorf("%s and %s: %v", c.x, c.y, got)
		}
	}
}

func TestRewritten(t *testing.T) {
	th := thesaurus(t)
	spun := strings.NewReplacer("close", "shut", "old", "aged", "moved", "shifted", "money", "cash", "repair", "mend",
		"choice", "option", "hardest", "hardest", "fight", "combat", "plan", "scheme", "leader", "chief", "families", "households",
		"stop", "halt", "discuss", "debate", "cost", "price", "thought", "believed", "hear", "listen").Replace(wire)
	r := th.Compare(sideOf(wire), sideOf(spun))
	if !r.Rewritten || r.Swaps < 10 || r.QuotedSwaps != 3 {
		t.Errorf("rewritten %v, %d swaps, %d quoted, rate %.2f, spread %.1f", r.Rewritten, r.Swaps, r.QuotedSwaps, r.Rate(), r.Spread)
	}
	material := 0
	for _, c := range r.Changes {
		if c.Material {
			material++
			if !c.Quoted {
				t.Errorf("%q is material and not quoted", c.B.In(spun))
			}
		}
	}
	if material != 3 {
		t.Errorf("%d material changes, want 3", material)
	}
	// A desk that knows its synonyms is not a machine.
	edited := strings.NewReplacer("said on Tuesday that it would close", "is to shut", "in the spring, and that the men who work\nthere",
		"in the spring. Men who work there", "told reporters", "said", "The union said it would fight the plan. Its\nleader, Tom Orde,",
		"Tom Orde, who leads the union, said it would fight the plan,", "asked the mayor to stop it", "appealed to the mayor").Replace(wire)
	if r := th.Compare(sideOf(wire), sideOf(edited)); r.Rewritten || !r.Relation.Kind.Copy() {
		t.Errorf("an edited copy: rewritten %v, %+v, %d swaps, %d edits", r.Rewritten, r.Relation, r.Swaps, r.Edits)
	}
	if r := th.Compare(sideOf(wire), sideOf(wire)); r.Rewritten || len(r.Changes) > 0 || r.Relation.Kind != Exact {
		t.Errorf("the same text: %+v", r)
	}
	if r := (*Thesaurus)(nil).Compare(sideOf(wire), sideOf(spun)); r.Rewritten || r.Swaps > 0 {
		t.Error("without a thesaurus nothing is known to be swapped")
	}
}

// checkComparison checks what always holds of a comparison.
func checkComparison(t *testing.T, a, b string, r Rewriting) {
	t.Helper()
	ends := func(name string, s verbatim.Span, from int, text string) int {
		if s.Start < from || s.End < s.Start || s.End > len(text) {
			t.Fatalf("%s %v after %d in %d bytes", name, s, from, len(text))
		}
		return s.End
	}
	i, j := 0, 0
	for _, c := range r.Changes {
		i, j = ends("change", c.A, i, a), ends("change", c.B, j, b)
		if c.A.Empty() && c.B.Empty() {
			t.Fatalf("a change of nothing at %v", c.A)
		}
	}
	i, j = 0, 0
	for _, row := range r.Rows {
		i, j = ends("row", row.A, i, a), ends("row", row.B, j, b)
	}
}

func FuzzCompare(f *testing.F) {
	th := thesaurus(f)
	f.Add(wire, strings.ReplaceAll(wire, "close", "shut"))
	f.Add("", "a")
	f.Add("“a” b", "\xff“c”d.\n\ne")
	f.Fuzz(func(t *testing.T, a, b string) {
		checkComparison(t, a, b, th.Compare(sideOf(a), sideOf(b)))
		checkComparison(t, b, a, th.Compare(sideOf(b), sideOf(a)))
	})
}

// The rows hold every word of both texts.
func TestRows(t *testing.T) {
	th := thesaurus(t)
	a := wire + "\nA second paragraph stands here, about the tides.\n"
	b := "Before it all.\n" + strings.ReplaceAll(wire, "Friday", "Monday next")
	var left, right []string
	r := th.Compare(sideOf(a), sideOf(b))
	for _, row := range r.Rows {
		left = append(left, folded(row.A.In(a)))
		right = append(right, folded(row.B.In(b)))
	}
	if got := strings.Join(strings.Fields(strings.Join(left, " ")), " "); got != folded(a) {
		t.Errorf("rows of the source hold %q", got)
	}
	if got := strings.Join(strings.Fields(strings.Join(right, " ")), " "); got != folded(b) {
		t.Errorf("rows of the copy hold %q", got)
	}
	if len(r.Rows) < 3 {
		t.Errorf("%d rows", len(r.Rows))
	}
}

// The sample of a rewritten article against a version in plain English.
func TestPhoneCall(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "shared", "samples", "phone-call.txt"))
	if err != nil {
		t.Skip("no ../shared/samples/phone-call.txt")
	}
	source, err := os.ReadFile(filepath.Join("testdata", "phone-call-source.txt"))
	if err != nil {
		t.Fatal(err)
	}
	th := thesaurus(t)
	quoted := func(text string) Side { // as the quotation layer finds them, near enough
		return sideOf(strings.NewReplacer(" ‘", " “", "\n‘", "\n“", "’ ", "” ", "’\n", "”\n", "’.", "”.").Replace(text))
	}
	a, b := quoted(string(source)), quoted(string(raw))
	r := th.Compare(a, b)
	if !r.Rewritten || r.Rarer <= 0 {
		t.Errorf("rewritten %v, rarer by %.2f", r.Rewritten, r.Rarer)
	}
	changed := func(was, is string) *Change {
		for i, c := range r.Changes {
			if c.A.In(a.Text) == was && c.B.In(b.Text) == is {
				return &r.Changes[i]
			}
		}
		return nil
	}
	if c := changed("power", "facility"); c == nil || !c.Material {
		t.Errorf("the facility of the Dollar: %+v", c)
	}
	if c := changed("join", "affix"); c == nil || c.Material || c.Sort != Swapped {
		t.Errorf("affix NATO: %+v", c)
	}
	advice := th.Advisor().Advise(string(raw), nil)
	for phrase, want := range map[string]string{"affix NATO": "join", "fourth yr": "year"} {
		i := slices.IndexFunc(advice.Suspicions, func(s Suspicion) bool { return s.In(string(raw)) == phrase })
		if i < 0 || !slices.Contains(advice.Suspicions[i].Instead, want) {
			t.Errorf("%s is not suspected to stand for %s", phrase, want)
		}
	}
	if plain := th.Advisor().Advise(string(source), nil); plain.Rate >= advice.Rate {
		t.Errorf("the plain version is as odd: %.1f and %.1f", plain.Rate, advice.Rate)
	}
}

func TestThesaurusDamaged(t *testing.T) {
	file, counts := BuildThesaurus([][]string{{"close", "shut", "near"}, {"dock", "quay"}, {"unused", "idle"}},
		[]string{"They close the dock. They close it. The dock is old."})
	th, err := LoadThesaurus(string(file))
	if err != nil {
		t.Fatal(err)
	}
	if !th.Linked("close", "shut") || !th.Linked("quay", "dock") || th.Linked("unused", "idle") || th.Linked("close", "quay") || counts.Links != 3 {
		t.Errorf("%+v", counts)
	}
	if !th.beside("the", "dock") || th.frequency("dock") != 2 || th.frequency("shut") != 0 {
		t.Error("counts are lost")
	}
	for n := range len(file) {
		if _, err := LoadThesaurus(string(file[:n])); err == nil {
			t.Fatalf("%d of %d bytes are loaded", n, len(file))
		}
	}
}

func FuzzLoadThesaurus(f *testing.F) {
	file, _ := BuildThesaurus([][]string{{"close", "shut"}}, []string{"They close. They close."})
	f.Add(string(file))
	f.Fuzz(func(t *testing.T, data string) {
		th, err := LoadThesaurus(data)
		if err != nil {
			return
		}
		th.Linked("close", "shut")
		th.Advisor().Advise("They shut the dock now.", nil)
	})
}

// Long texts, whatever they hold, are compared in a time in proportion to them.
func TestCompareHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	th := thesaurus(t)
	long := prose(60, 120_000)
	for _, c := range []struct{ name, a, b string }{
		{"strangers", long, prose(61, 120_000)},
		{"every other word exchanged", long, exchanged(long, 1)},
		{"one word in four exchanged", long, exchanged(long, 4)},
		{"one word", strings.Repeat("buffalo ", 90_000), strings.Repeat("bison ", 110_000)},
		{"two words in turn", strings.Repeat("the dock ", 70_000), strings.Repeat("dock dock the ", 50_000)},
		{"marks alone", strings.Repeat("“ ’ . ", 100_000), long},
		{"points", strings.Repeat("a.", 300_000), strings.Repeat("b.a.", 150_000)},
	} {
		inTime(t, 15*time.Second, func() {
			a, b := Side{Text: c.a}, Side{Text: c.b}
			checkComparison(t, c.a, c.b, th.Compare(a, b))
			th.Advisor().Advise(c.a, nil)
		})
		if t.Failed() {
			t.Fatal(c.name)
		}
	}
}

// A paragraph with a quotation of its own that was dropped between two others is
// no change of what either says.
func TestDroppedBetweenQuotations(t *testing.T) {
	th := thesaurus(t)
	const before = "The harbour board said on Tuesday that it would close the old dock in the spring. “We have no choice, and no money to repair the wall this year.”\n\n"
	const dropped = "Boats from the islands “were late all week” because of the storm.\n\n"
	const after = "“It is the hardest decision that I have had to make since the flood,” chairman Ann Pell told reporters after the meeting."
	for _, c := range []struct {
		name   string
		a, b   string
		quoted int
	}{
		{"dropped", before + dropped + after, before + after, 0},
		{"added", before + after, before + dropped + after, 0},
		{"dropped inside", before + after, strings.Replace(before, ", and no money", " and", 1) + after, 1},
		{"added inside", strings.Replace(before, " no choice", " choice", 1) + after, before + after, 1},
		{"over the edge", before + after, before + strings.Replace(after, "flood,” chairman Ann Pell told", "war,” Mrs Pell said to", 1), 1},
	} {
		n := 0
		for _, ch := range th.Compare(sideOf(c.a), sideOf(c.b)).Changes {
			if ch.Quoted {
				n++
			}
		}
		if n != c.quoted {
			t.Errorf("%s: %d changes are quoted, want %d", c.name, n, c.quoted)
		}
	}
}
