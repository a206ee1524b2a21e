package reuse

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	quotes := []Quote{
		said("kern", "We have never paid a single franc to that foundation, and we have no plans to do so."),
		said("kern", "If the inspectors find nothing, the plant reopens on Tuesday."),
		said("lund", "Nobody in this building believes that the tunnel will open in spring."),
		said("oduya", "The museum returned four bronze heads to the palace."),
		said("", "The lighthouse keeper was paid in herring until the war."),
	}
	q := NewQuotations()
	for _, quote := range quotes {
		q.Add(quote)
	}
	for _, c := range []struct {
		words, speaker string
		want           Status
		quote          int
		material       bool
	}{
		{"We have never paid a single franc to that foundation, and we have no plans to do so", "kern", VerbatimWords, 0, false},
		{"never paid a single franc", "kern", VerbatimWords, 0, false},
		{"we've never paid a single franc to that foundation", "kern", AlteredWords, 0, false},
		{"We have paid a single franc to that foundation", "kern", AlteredWords, 0, true},
		{"We have never paid a single franc ... and we have no plans to do so", "kern", TrimmedWords, 0, false},
		{"the plant reopens on Tuesday", "kern", TrimmedWords, 1, true},
		{"the museum returned 4 bronze heads", "oduya", VerbatimWords, 3, false},
		{"Nobody in this building believes that the tunnel will open in spring", "kern", OtherSpeaker, 2, false},
		{"Nobody in this building believes that the tunnel will open in spring", "", VerbatimWords, 2, false},
		{"The tunnel was a mistake from the first day", "lund", NotFound, -1, false},
		{"The lighthouse keeper was paid in herring until the war", "oduya", VerbatimWords, 4, false},
		{"", "kern", NotFound, -1, false},
		{"we have", "kern", VerbatimWords, 0, false},
	} {
		for name, got := range map[string]Finding{"index": q.Check(c.words, c.speaker), "rows": Judge(c.words, c.speaker, quotes)} {
			if name == "index" && c.words == "we have" {
				continue // two small words lead nowhere
			}
			if got.Status != c.want || got.Quote != c.quote || Material(got.Changes) != c.material {
				t.Errorf("%s: %q by %q is %s by %d (%v), want %s by %d", name, c.words, c.speaker, got.Status, got.Quote, got.Changes, c.want, c.quote)
			}
		}
	}
}

// record makes n statements of about 24 words from a vocabulary with the
// frequencies of a language (Zipf), and their speakers.
func record(n int) []Quote {
	r := rand.New(rand.NewPCG(3, 5))
	small := strings.Fields("the of to and a in that is was it for on with as not be have has will we they he she his her our by at from this but")
	zipf := rand.NewZipf(r, 1.1, 8, 60_000)
	quotes := make([]Quote, n)
	for i := range quotes {
		var b strings.Builder
		for k := range 16 + r.IntN(16) {
			if k > 0 {
				b.WriteByte(' ')
			}
			if r.IntN(2) == 0 {
				b.WriteString(small[r.IntN(len(small))])
			} else {
				fmt.Fprintf(&b, "w%dx", zipf.Uint64())
			}
		}
		quotes[i] = Quote{Text: b.String(), Speaker: fmt.Sprint("s", r.IntN(20_000))}
	}
	return quotes
}

// BenchmarkCheck checks phrases of a record, one word of each changed, and
// reports the time below which 95 of 100 stay. With -short the record has
// 50,000 statements, else a million.
func BenchmarkCheck(b *testing.B) {
	n := 1_000_000
	if testing.Short() {
		n = 50_000
	}
	quotes := record(n)
	q := NewQuotations()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	for _, quote := range quotes {
		q.File(quote)
	}
	filed := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	var took []time.Duration
	r := rand.New(rand.NewPCG(7, 11))
	found := 0
	for b.Loop() {
		i := r.IntN(n)
		f := strings.Fields(quotes[i].Text)
		f = f[r.IntN(4):]
		f[r.IntN(len(f))] = "changed"
		start := time.Now()
		if got := q.Check(strings.Join(f, " "), quotes[i].Speaker); got.Quote == i {
			found++
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(100*float64(found)/float64(len(took)), "found-%")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/statement")
	b.ReportMetric(float64(n)/filed.Seconds(), "filed/s")
}

// BenchmarkAdd adds statements, a third of them versions of earlier ones,
// each compared with what may be one of its own.
func BenchmarkAdd(b *testing.B) {
	quotes := record(20_000)
	for i := range quotes {
		if i%3 == 2 {
			f := strings.Fields(quotes[i-1].Text)
			f[len(f)/2] = "changed"
			quotes[i] = Quote{Text: strings.Join(f[2:], " "), Speaker: quotes[i-1].Speaker}
		}
	}
	for b.Loop() {
		q := NewQuotations()
		for _, quote := range quotes {
			q.Add(quote)
		}
		if n := len(q.ties); n < 6_000 {
			b.Fatalf("%d ties", n)
		}
	}
	b.ReportMetric(float64(b.N*len(quotes))/b.Elapsed().Seconds(), "added/s")
}

// What enoughIn turns away has no share that counts, in whatever order its
// words stand and whatever forms they have.
func TestEnoughIn(t *testing.T) {
	words := strings.Fields("we will not accept the budget of 40 billion that taxes farmers in the north because nobody asked them accepts taxed farmer 41 is 's asks never would")
	rng := rand.New(rand.NewPCG(5, 6))
	text := func() string {
		out := make([]string, 1+rng.IntN(14))
		for i := range out {
			out[i] = words[rng.IntN(len(words))]
		}
		return strings.Join(out, " ")
	}
	var q Quotations
	away := 0
	for range 4000 {
		a, b := text(), text()
		us, _ := unitsOf(a)
		their, _ := unitsOf(b)
		if q.enoughIn(us, their) {
			continue
		}
		away++
		m := q.measure(compareUnits(b, a, their, us))
		if share := m.shared / max(m.totalB, 0.01); share >= leastShare {
			t.Errorf("%q in %q is turned away, and %.2f of it is there", a, b, share)
		}
	}
	if away < 1000 {
		t.Errorf("%d pairs are turned away, too few to tell anything", away)
	}
}

// A matcher is two judgements at once.
func TestMatcher(t *testing.T) {
	texts := []string{
		"We will not sign an agreement that leaves the harbour workers without a pension.",
		"We will never sign an agreement that leaves the harbour workers without any pension",
		"not sign an agreement",
		"The herring came late this year.",
		"the", "", "“…”",
	}
	seen := make(map[bool]int)
	for _, a := range texts {
		m := NewMatcher(a)
		for _, b := range texts {
			want := Judge(a, "", []Quote{{Text: b}}).Status != NotFound || Judge(b, "", []Quote{{Text: a}}).Status != NotFound
			if got := m.Related(b); got != want {
				t.Errorf("%q and %q: related is %t, judged it is %t", a, b, got, want)
			}
			seen[want]++
		}
	}
	// The first three are versions of each other; the herring is its own, and so is "the".
	if seen[true] < 11 || seen[false] < 20 {
		t.Errorf("%d pairs are related, %d are not", seen[true], seen[false])
	}
}
