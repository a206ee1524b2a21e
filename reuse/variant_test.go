package reuse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// members returns the quotations of each cluster, as indices.
func members(clusters []Cluster) [][]int {
	var out [][]int
	for _, c := range clusters {
		var list []int
		for _, m := range c.Members {
			list = append(list, m.Quote)
		}
		slices.Sort(list)
		out = append(out, list)
	}
	return out
}

func said(speaker, text string) Quote { return Quote{Text: text, Speaker: speaker} }

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		name   string
		quotes []Quote
		want   string
	}{
		{"none", nil, "[]"},
		{"empty texts", []Quote{{}, {Text: "…"}}, "[[0 1]]"},
		{"contract and patience", []Quote{said("m", "at the end of my contract"), said("m", "at the end of my patience")}, "[[0] [1]]"},
		{"trims of one", []Quote{
			said("m", "The ferry will be scrapped"),
			said("m", "no buyer has come forward for it"),
			said("m", "The ferry will be scrapped, because no buyer has come forward for it."),
		}, "[[0 1 2]]"},
		{"a changed word", []Quote{
			said("m", "The council sold the lighthouse to a stranger for the price of a garage."),
			said("m", "The council gave the lighthouse to a stranger for the price of a garage."),
		}, "[[0 1]]"},
		{"what everybody says", []Quote{said("m", "We do not comment on rumours."), said("n", "We do not comment on rumours."), said("o", "We don't comment on rumours")}, "[[0] [1] [2]]"},
		{"nobody ties two who said the same", []Quote{said("m", "It is a great day for the town."), said("", "It's a great day for the town"), said("n", "It is a great day for this town.")}, "[[0 1] [2]]"},
		{"a long sentence ascribed wrongly", []Quote{
			said("m", "Between the quarry, the railway and the reservoir this valley has given the capital everything except its name."),
			said("n", "Between the quarry, the railway and the reservoir this valley has given the capital everything except its name."),
		}, "[[0 1]]"},
		{"other figures", []Quote{said("m", "Sales rose by 4% in March"), said("m", "Sales fell by 9% in April")}, "[[0] [1]]"},
	} {
		if got := fmt.Sprint(members(Variants(c.quotes))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestVariantsSplice: a text put together from two quotations goes to one of
// them, names the other, and does not make them one.
func TestVariantsSplice(t *testing.T) {
	quotes := []Quote{
		said("m", "The orchestra will play in the old brewery until the concert hall has been repaired."),
		said("m", "The orchestra will play in the old brewery"),
		said("m", "Ticket prices stay where they are for pensioners, students and the unemployed."),
		said("m", "Ticket prices stay where they are"),
		said("m", "The orchestra will play in the old brewery, ticket prices stay where they are"),
	}
	clusters := Variants(quotes)
	if got := fmt.Sprint(members(clusters)); got != "[[0 1 4] [2 3]]" && got != "[[0 1] [2 3 4]]" {
		t.Fatalf("groups %s", got)
	}
	for _, c := range clusters {
		for _, m := range c.Members {
			if (m.Quote == 4) != (m.Elsewhere >= 0) {
				t.Errorf("quotation %d has words of %d", m.Quote, m.Elsewhere)
			}
		}
	}
}

// TestVariantsOrder: groups do not hang on the order in which articles come.
func TestVariantsOrder(t *testing.T) {
	var quotes []Quote
	for _, quote := range record(40) {
		full := quote.Text + ", and the inspector had warned the owner"
		quotes = append(quotes, said("m", full), said("m", quote.Text),
			said("m", strings.Replace(full, "warned", "paid", 1)), said("", strings.Replace(full, "had warned", "has warned", 1)))
	}
	whole := func(quotes []Quote) []string {
		var out []string
		for _, c := range Variants(quotes) {
			var texts []string
			for _, m := range c.Members {
				texts = append(texts, quotes[m.Quote].Text)
			}
			slices.Sort(texts)
			out = append(out, strings.Join(texts, "|"))
		}
		slices.Sort(out)
		return out
	}
	want := whole(quotes)
	if len(want) != 40 {
		t.Errorf("%d groups, want 40", len(want))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		r.Shuffle(len(quotes), func(i, j int) { quotes[i], quotes[j] = quotes[j], quotes[i] })
		if got := whole(quotes); !slices.Equal(got, want) {
			t.Fatal("other groups in another order")
		}
	}
}

func TestVariantsShow(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2024, 3, 1, h, 0, 0, 0, time.UTC) }
	quotes := []Quote{
		{Text: "the glacier has lost a third of its ice", Speaker: "m", Outlet: "Dagblad", Time: at(12)},
		{Text: "The glacier has lost a third of its ice since my father measured it.", Speaker: "m", Outlet: "Courier", Time: at(9)},
		{Text: "The glacier has lost a quarter of its ice since my father measured it.", Speaker: "m", Outlet: "Herald", Time: at(10)},
	}
	c := Variants(quotes)
	if len(c) != 1 || len(c[0].Members) != 3 {
		t.Fatalf("groups %v", members(c))
	}
	main, second, third := c[0].Members[0], c[0].Members[1], c[0].Members[2]
	if main.Quote != 1 || c[0].Main != 0 || len(main.Changes) != 0 {
		t.Errorf("first is %d, main %d", main.Quote, c[0].Main)
	}
	if second.Quote != 2 || second.Changed != 1 || second.Missing != 0 || !Material(second.Changes) {
		t.Errorf("second is %+v", second)
	}
	if third.Quote != 0 || third.Changed != 0 || third.Missing != 5 || Material(third.Changes) {
		t.Errorf("third is %+v", third)
	}
}

func TestConsensus(t *testing.T) {
	var quotes []Quote
	for i, text := range []string{
		"The queen never signed the letter that was found in the garden shed.",
		"The queen has never signed the letter that was found in the garden",
		"The queen has never signed the letter",
		"The queen has never signed the note that was found in the garden shed.",
		"the letter that was found in the garden shed",
	} {
		quotes = append(quotes, Quote{Text: text, Speaker: "m", Outlet: string(rune('A' + i)), Time: time.Unix(int64(i), 0)})
	}
	// A later version of an outlet has no second voice.
	quotes = append(quotes, Quote{Text: quotes[0].Text, Speaker: "m", Outlet: "C", Time: time.Unix(9, 0)})
	clusters := Variants(quotes)
	if len(clusters) != 1 {
		t.Fatalf("groups %v", members(clusters))
	}
	c := clusters[0]
	// Whichever of the two longest is the main one, most have "has" and "letter".
	a := Consensus(quotes, c)
	if want := "The queen has never signed the letter that was found in the garden shed."; a.Most != want {
		t.Errorf("most have %q, want %q\n%+v", a.Most, want, a)
	}
	for _, w := range a.Words {
		want := AgreedWord{Span: w.Span}
		switch w.Span.In(a.Text) {
		case "note":
			want.Have, want.Of = 1, 5
		case "letter":
			want.Have, want.Of = 4, 5
		case "shed":
			want.Have, want.Of = 3, 3
		case "queen":
			want.Have, want.Of = 4, 4
		default:
			continue
		}
		if w != want {
			t.Errorf("%s: %d of %d, want %d of %d", w.Span.In(a.Text), w.Have, w.Of, want.Have, want.Of)
		}
	}
}

// Most outlets have nothing where there are no most: of one or two outlets, or
// where each has a word of its own.
func TestNoConsensus(t *testing.T) {
	const not, plain, never = "We will not pay for every hour of it at the quay.", "We will pay for every hour of it at the quay.", "We will never pay for every hour of it at the quay."
	for name, c := range map[string]struct {
		outlets, texts []string
		want           string
	}{
		"one outlet that corrects itself": {[]string{"A", "A"}, []string{plain, not}, ""},
		"two outlets":                     {[]string{"A", "B"}, []string{plain, not}, ""},
		"four, two and two":               {[]string{"A", "B", "C", "D"}, []string{plain, not, plain, not}, ""},
		"three, each another word":        {[]string{"A", "B", "C"}, []string{never, not, strings.Replace(not, "not", "gladly", 1)}, ""},
		"two of three":                    {[]string{"A", "B", "C"}, []string{plain, not, not}, not},
	} {
		var quotes []Quote
		for i, text := range c.texts {
			quotes = append(quotes, Quote{Text: text, Speaker: "m", Outlet: c.outlets[i], Time: time.Unix(int64(i), 0)})
		}
		clusters := Variants(quotes)
		if len(clusters) != 1 {
			t.Fatalf("%s: groups %v", name, members(clusters))
		}
		if a := Consensus(quotes, clusters[0]); a.Most != c.want || len(a.Others) == 0 {
			t.Errorf("%s: most have %q, want %q\n%+v", name, a.Most, c.want, a)
		}
	}
}

func TestVariantsHostile(t *testing.T) {
	within(t, 20*time.Second, "ten thousand times one quotation", func() {
		quotes := make([]Quote, 10_000)
		for i := range quotes {
			quotes[i] = Quote{Text: "Nobody told the harbour master that the tide had turned.", Speaker: "m", Outlet: fmt.Sprint(i)}
		}
		c := Variants(quotes)
		if len(c) != 1 || len(c[0].Members) != len(quotes) {
			t.Errorf("%d groups", len(c))
		}
		if a := Consensus(quotes, c[0]); a.Words[0].Have != len(quotes) {
			t.Errorf("%d have the first word", a.Words[0].Have)
		}
	})
	within(t, 20*time.Second, "two spellings by turns", func() {
		var quotes []Quote
		for range 5_000 {
			quotes = append(quotes, said("m", "The harbour is closed for good"), said("m", "The harbor is closed for good"))
		}
		q := NewQuotations()
		for _, quote := range quotes {
			q.Add(quote)
		}
		if len(q.texts) != 2 || len(q.Clusters()) != 1 {
			t.Errorf("%d texts in %d groups, want 2 in 1", len(q.texts), len(q.Clusters()))
		}
	})
	within(t, 60*time.Second, "three thousand that differ by a word", func() {
		var quotes []Quote
		for i := range 3_000 {
			quotes = append(quotes, said("m", fmt.Sprintf("Nobody told the harbour master of port %dth that the tide had turned.", 20+i)))
		}
		Variants(quotes)
	})
	within(t, 20*time.Second, "long and strange", func() {
		Variants([]Quote{
			said("m", strings.Repeat("word ", 200_000)), said("m", strings.Repeat("word ", 200_001)),
			said("\u202e", "\u202eturned\u202c round\x00\x1b[31m"), said("", strings.Repeat("[", 100_000)), said("m", "\xff\xfe"),
		})
	})
}

// FuzzVariants groups the lines of a text: every quotation is in one cluster,
// once, and what is shown of it lies in its text.
func FuzzVariants(f *testing.F) {
	f.Add("The pier is closed.\nThe pier is not closed\n\nthe pier\nThe pier is closed.", "m")
	f.Add("[a] b\n…\n\x00\n\u202e b [a", "")
	f.Fuzz(func(t *testing.T, text, speaker string) {
		if len(text) > 2000 {
			return
		}
		var quotes []Quote
		for i, line := range strings.Split(text, "\n") {
			quote := Quote{Text: line, Outlet: fmt.Sprint(i % 3)}
			if i%2 == 0 {
				quote.Speaker = speaker
			}
			quotes = append(quotes, quote)
		}
		seen := make([]int, len(quotes))
		for _, c := range Variants(quotes) {
			if c.Main < 0 || c.Main >= len(c.Members) {
				t.Fatalf("main %d of %d", c.Main, len(c.Members))
			}
			for _, m := range c.Members {
				seen[m.Quote]++
				for _, change := range m.Changes {
					_ = change.B.In(quotes[m.Quote].Text)
					_ = change.A.In(quotes[c.Members[c.Main].Quote].Text)
				}
			}
			a := Consensus(quotes, c)
			for _, w := range a.Words {
				if w.Have > w.Of || w.Of > len(quotes) {
					t.Fatalf("%d of %d have a word", w.Have, w.Of)
				}
			}
		}
		for i, n := range seen {
			if n != 1 {
				t.Fatalf("quotation %d is in %d clusters", i, n)
			}
		}
		if len(quotes) > 1 {
			Judge(quotes[0].Text, speaker, quotes[1:])
		}
	})
}
