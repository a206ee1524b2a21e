package linear

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// learned returns a learner that can tell apart the classes of a made-up
// language: feature f speaks for class f modulo the number of classes.
func learned(t *testing.T, classes, features int) *Learner {
	t.Helper()
	l := NewLearner(classes, 1)
	r := rand.New(rand.NewPCG(1, 2))
	scores := make([]int32, classes)
	for range 40 * features {
		f := r.IntN(features)
		keys := []uint64{Key(1, uint64(f)), Key(2, uint64(r.IntN(50)))}
		l.Score(keys, scores)
		got := slices.Index(scores, slices.Max(scores))
		if want := f % classes; got != want {
			l.Update(keys, want, got)
		}
		l.Tick()
	}
	return l
}

func TestWideKeepsWhatWasLearned(t *testing.T) {
	for _, classes := range []int{1, 2, 8, 9, 49, 64} {
		const features = 400
		data := string(AppendWide(nil, 1<<16, learned(t, classes, features))) + "rest"
		table, rest, err := LoadWide(data)
		if err != nil || rest != "rest" || table.Classes() != classes {
			t.Fatalf("%d classes: load: %v, rest %q, %d classes", classes, err, rest, table.Classes())
		}
		for f := range features {
			if got := table.Best([]uint64{Key(1, uint64(f))}); got != f%classes {
				t.Errorf("%d classes: feature %d is of class %d, not %d", classes, f, got, f%classes)
			}
		}
		if got := table.Best([]uint64{Key(9, 9)}); got != 0 {
			t.Errorf("%d classes: nothing known gives class %d, not the first", classes, got)
		}
	}
}

func TestTripleKeepsWhatWasLearned(t *testing.T) {
	const features = 5000
	table, _, err := LoadTriple(string(AppendTriple(nil, 1<<16, learned(t, 3, features))))
	if err != nil {
		t.Fatal(err)
	}
	for f := range features {
		second, third := table.Score([]uint64{Key(1, uint64(f))})
		all := []int32{0, second, third}
		if got := slices.Index(all, slices.Max(all)); got != f%3 {
			t.Errorf("feature %d of class %d has the scores %v", f, f%3, all)
		}
	}
}

func TestMap(t *testing.T) {
	var entries []Entry
	for i := range 30000 {
		entries = append(entries, Entry{Key(3, uint64(i)), uint16(i)})
	}
	m, rest, err := LoadMap(string(AppendMap(nil, entries)))
	if err != nil || rest != "" {
		t.Fatal(err, rest)
	}
	wrong, strangers := 0, 0
	for i, e := range entries {
		if v, ok := m.Get(e.Key); !ok || v != e.Value {
			wrong++
		}
		if _, ok := m.Get(Key(4, uint64(i))); ok {
			strangers++
		}
	}
	// A check of 16 bits mistakes one key in many thousands.
	if wrong > 30 || strangers > 30 {
		t.Errorf("of %d keys %d are wrong; as many unknown keys gave %d values", len(entries), wrong, strangers)
	}
	if _, ok := new(Map).Get(7); ok {
		t.Error("the zero map has a value")
	}
}

func TestTablesAreDeterministic(t *testing.T) {
	one := AppendWide(nil, 100, learned(t, 9, 300))
	two := AppendWide(nil, 100, learned(t, 9, 300))
	if !slices.Equal(one, two) {
		t.Error("the same lessons gave other bytes")
	}
}

// A table of hostile bytes is refused or gives some class, and ends.
func FuzzLoad(f *testing.F) {
	l := NewLearner(3, 1)
	for i := range 20 {
		l.Update([]uint64{Key(0, uint64(i))}, i%3, (i+1)%3)
	}
	f.Add(string(AppendWide(nil, 10, l)))
	f.Add(string(AppendTriple(nil, 10, l)))
	f.Add("")
	f.Fuzz(func(t *testing.T, data string) {
		if w, _, err := LoadWide(data); err == nil {
			for i := range 100 {
				if c := w.Best([]uint64{Key(0, uint64(i)), Key(1, uint64(i))}); c < 0 || c >= w.Classes() {
					t.Fatalf("class %d of %d", c, w.Classes())
				}
			}
		}
		if m, _, err := LoadTriple(data); err == nil {
			for i := range 100 {
				m.Score([]uint64{Key(0, uint64(i))})
			}
		}
		if m, _, err := LoadMap(data); err == nil {
			for i := range 100 {
				m.Get(Key(0, uint64(i)))
			}
		}
	})
}
