package reuse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// prose makes sentences of words of its own, the same for the same seed.
func prose(seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 77))
	little := strings.Fields("the of and a in to is was it for with he on that by at his from but had they or an were which")
	var b strings.Builder
	for i := range words {
		switch {
		case i%12 == 0:
			b.WriteString(". They ")
		case r.IntN(2) == 0:
			b.WriteString(little[r.IntN(len(little))] + " ")
		default:
			fmt.Fprintf(&b, "w%c%c%c ", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)))
		}
	}
	return b.String()
}

// exchanged replaces every nth content word of a text.
func exchanged(text string, n int) string {
	words := strings.Fields(text)
	k := 0
	for i, w := range words {
		if strings.HasPrefix(w, "w") && len(w) == 4 {
			if k++; k%n == 0 {
				words[i] = "x" + w[1:]
			}
		}
	}
	return strings.Join(words, " ")
}

func cutTo(text string, from, to int) string {
	return strings.Join(strings.Fields(text)[from:to], " ")
}

func TestRelate(t *testing.T) {
	a, b := prose(1, 300), prose(2, 300)
	for _, c := range []struct {
		name, x, y string
		want       Kind
	}{
		{"itself", a, strings.ToUpper(a), Exact},
		{"one word in ten", a, exchanged(a, 5), Edited},
		{"two words in five", a, exchanged(a, 1), Edited},
		{"the middle", a, cutTo(a, 100, 200), Trimmed},
		{"the middle, swapped", a, cutTo(exchanged(a, 4), 100, 200), Trimmed},
		{"inside another", cutTo(a, 0, 200), b + a + b, Embedded},
		{"another", a, b, Apart},
		{"a passage", a, b + cutTo(a, 0, 90), Overlap},
		{"nothing", a, "", Apart},
	} {
		if got := Relate(Compact(c.x, nil), Compact(c.y, nil)); got.Kind != c.want {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

// A text made by the pattern of another tells another story.
func TestPattern(t *testing.T) {
	const pattern = `%s said it filed with the commission a statement covering an offer of %s mln of notes due %s, and that it
will use what it raises to repay debt. It named %s as lead manager of the offer, which is to begin on %s.`
	a := fmt.Sprintf(pattern, "Harbour Lines", "40", "1994", "Orde Brothers", "March 3")
	b := fmt.Sprintf(pattern, "Valley Power", "75", "1997", "Tully and Pell", "April 12")
	if r := Relate(Compact(a, nil), Compact(b, nil)); r.Kind != Overlap {
		t.Errorf("%+v", r)
	}
	if r := Relate(Compact(a, nil), Compact(strings.Replace(a, "named", "appointed", 1), nil)); r.Kind != Edited {
		t.Errorf("%+v", r)
	}
}

func TestGroups(t *testing.T) {
	g := NewGroups(NewMemory(), 0)
	add := func(text string) Placed { return g.Add(Article{Text: text}) }
	story, other, third := prose(10, 300), prose(11, 300), prose(12, 300)
	first := add(story)
	stranger := add(other)
	for i, text := range []string{exchanged(story, 3), cutTo(story, 50, 180), exchanged(story, 2), "Pell Bay. " + story} {
		if p := add(text); p.Group != first.Article {
			t.Errorf("copy %d is in group %d: %+v", i, p.Group, p)
		}
	}
	if stranger.Group == first.Group {
		t.Error("strangers are in one group")
	}
	// A round-up belongs to one at most, and is linked to the others.
	add(third)
	p := add(story + other + third)
	linked := map[uint32]bool{p.Group: true}
	for _, l := range p.Links {
		if l.Kind.Copy() {
			linked[g.Of(l.To)] = true
		}
	}
	if len(linked) != 3 {
		t.Errorf("the round-up is linked to %v: %+v", linked, p)
	}
	if g.Of(first.Article) == g.Of(stranger.Article) {
		t.Error("the round-up joined strangers")
	}
}

// A chain of articles of which each carries half of the one before does not
// bring its ends together.
func TestChain(t *testing.T) {
	g := NewGroups(NewMemory(), 0)
	long := prose(20, 2000)
	var placed []Placed
	for at := 0; at+400 <= 2000; at += 150 {
		placed = append(placed, g.Add(Article{Text: cutTo(long, at, at+400)}))
	}
	if g.Of(placed[0].Article) == g.Of(placed[len(placed)-1].Article) {
		t.Error("the ends of a chain are in one group")
	}
}

// What an outlet prints on every page is masked once it was seen in a few
// stories.
func TestRepeats(t *testing.T) {
	box := "Get the letter of the harbour desk every morning before the ferries go, with the tides and the weather and what the " +
		"council said and did not say, and who it was that said it.\n"
	g := NewGroups(NewMemory(), 0)
	var placed []Placed
	for i := range 8 {
		placed = append(placed, g.Add(Article{Text: prose(uint64(30+i), 90) + "\n" + box, Outlet: "Herald"}))
	}
	if second := placed[1]; len(second.Links) == 0 {
		t.Error("the box is masked before anybody can know that it is one")
	}
	if last := placed[len(placed)-1]; len(last.Links) > 0 || last.Group != last.Article {
		t.Errorf("the box links stories: %+v", last)
	}
}

// plain is an index of maps, to show that groups need no more than Index.
type plain struct {
	posted  map[uint64][]uint32
	texts   map[uint32]Text
	parents map[uint32]uint32
}

func (p plain) Find(hashes []uint64, dst []Posting) []Posting {
	for i, h := range hashes {
		for _, a := range p.posted[h] {
			dst = append(dst, Posting{i, a})
		}
	}
	return dst
}
func (p plain) Post(hashes []uint64, a uint32) {
	for _, h := range hashes {
		p.posted[h] = append(p.posted[h], a)
	}
}
func (p plain) Keep(a uint32, t Text) { p.texts[a] = slices.Clone(t) }
func (p plain) Text(a uint32) Text    { return p.texts[a] }
func (p plain) Parent(a uint32) uint32 {
	if q, ok := p.parents[a]; ok {
		return q
	}
	return a
}
func (p plain) SetParent(a, q uint32) { p.parents[a] = q }

func TestIndexes(t *testing.T) {
	x := NewGroups(NewMemory(), 0)
	y := NewGroups(plain{map[uint64][]uint32{}, map[uint32]Text{}, map[uint32]uint32{}}, 0)
	for i := range 400 {
		text := prose(uint64(i%150), 120)
		if i >= 150 {
			text = exchanged(text, 2+i%3)
		}
		a, b := x.Add(Article{Text: text}), y.Add(Article{Text: text})
		if a.Group != b.Group || len(a.Links) != len(b.Links) {
			t.Fatalf("article %d: %+v and %+v", i, a, b)
		}
	}
}

// inTime fails the test if f takes longer. The bounds are tens of times what is
// needed; work that grew with the square would exceed them by far.
func inTime(t *testing.T, limit time.Duration, f func()) {
	t.Helper()
	start := time.Now()
	f()
	if d := time.Since(start); d > limit {
		t.Errorf("took %s", d)
	}
}

func TestHostileGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	t.Run("empty", func(t *testing.T) {
		g := NewGroups(NewMemory(), 0)
		for i := range 1000 {
			if p := g.Add(Article{Text: " \n"}); p.Group != uint32(i) || p.Links != nil {
				t.Fatalf("%+v", p)
			}
		}
	})
	t.Run("one word a million times", func(t *testing.T) {
		inTime(t, 10*time.Second, func() {
			g := NewGroups(NewMemory(), 0)
			word := strings.Repeat("buffalo ", 1_000_000)
			first := g.Add(Article{Text: word, Outlet: "x"})
			g.Add(Article{Text: word + "bison", Outlet: "x"})
			if p := g.Add(Article{Text: word, Outlet: "y"}); p.Group != first.Group {
				t.Errorf("%+v", p)
			}
			g.Add(Article{Text: strings.Repeat("the of ", 500_000)})
			g.Add(Article{Text: strings.Repeat("the of and ", 400_000)})
		})
	})
	t.Run("ten thousand alike", func(t *testing.T) {
		inTime(t, 20*time.Second, func() {
			g := NewGroups(NewMemory(), 0)
			story := prose(40, 300)
			for i := range 10_000 {
				text := story
				if i%2 == 1 {
					text = fmt.Sprintf("Copy number c%d. %s", i, story)
				}
				if p := g.Add(Article{Text: text, Outlet: "x"}); p.Group != 0 {
					t.Fatalf("article %d is in group %d", i, p.Group)
				}
			}
		})
	})
	t.Run("an article that quotes half the record", func(t *testing.T) {
		inTime(t, 20*time.Second, func() {
			g := NewGroups(NewMemory(), 0)
			var all strings.Builder
			for i := range 2000 {
				text := prose(uint64(1000+i), 120)
				if i%2 == 0 {
					all.WriteString(text)
				}
				g.Add(Article{Text: text})
			}
			p := g.Add(Article{Text: all.String()})
			if p.Group != p.Article || len(p.Links) == 0 || len(p.Links) > maxCompared {
				t.Errorf("group %d, %d links", p.Group, len(p.Links))
			}
			for i := range 1000 {
				text := exchanged(prose(uint64(1000+2*i), 120), 4)
				if p := g.Add(Article{Text: text}); p.Group != uint32(2*i) {
					t.Fatalf("a copy of %d is in group %d", 2*i, p.Group)
				}
			}
		})
	})
}

func BenchmarkSketch(b *testing.B) {
	text := prose(50, 150)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Compact(text, nil).Sketch()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
