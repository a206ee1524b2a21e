package boost

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// task makes groups of five candidates. The right one is that whose first attribute is the
// key of the group, which every candidate has as its second: what no sum over single attributes can tell.
func task(groups int, seed uint64) *Groups {
	random := rand.New(rand.NewPCG(seed, 1))
	g := &Groups{Attributes: 4}
	for range groups {
		g.Begin(1)
		key := uint8(random.IntN(4))
		right := random.IntN(5)
		for k := range 5 {
			a := uint8(random.IntN(4))
			for k != right && a == key {
				a = uint8(random.IntN(4))
			}
			if k == right {
				a = key
			}
			g.Add([]uint8{a, key, uint8(random.IntN(Values)), uint8(random.IntN(3))}, k == right)
		}
	}
	return g
}

var options = Options{Trees: 60, Leaves: 15, Least: 5, Rate: 0.3, Penalty: 1, Some: 1, Bag: 0.8, Ordered: []bool{false, false, true, false}, Seed: 3}

func accuracy(m *Model, g *Groups) float64 {
	right := 0
	for k, start := range g.Start {
		best, top := -1, float32(math.Inf(-1))
		for i := start; i < g.end(k); i++ {
			if s := m.Score(g.Rows[int(i)*g.Attributes : int(i+1)*g.Attributes]); s > top {
				best, top = int(i), s
			}
		}
		if g.Right[best] {
			right++
		}
	}
	return float64(right) / float64(len(g.Start))
}

func TestLearn(t *testing.T) {
	m := Learn(task(2000, 1), options)
	// The pair of attributes decides every group; one of them alone decides none better than 1 in 5.
	if a := accuracy(m, task(500, 2)); a < 0.97 {
		t.Errorf("%.3f of unseen groups right, want nearly all", a)
	}
}

// Ordered values between those that were seen go with their neighbours, unseen ones too.
func TestOrdered(t *testing.T) {
	g := &Groups{Attributes: 1}
	for i := range 400 {
		g.Begin(1)
		low := uint8(i%5) * 2     // 0 to 8, even
		high := uint8(40 + i%5*2) // 40 to 48, even
		g.Add([]uint8{low}, false)
		g.Add([]uint8{high}, true)
	}
	m := Learn(g, Options{Trees: 20, Leaves: 4, Least: 5, Rate: 0.3, Penalty: 1, Some: 1, Bag: 1, Ordered: []bool{true}})
	for _, low := range []uint8{0, 3, 7} {
		for _, high := range []uint8{41, 47, 63} {
			if m.Score([]uint8{low}) >= m.Score([]uint8{high}) {
				t.Errorf("%d is not below %d", low, high)
			}
		}
	}
}

func TestRoundTrip(t *testing.T) {
	g := task(300, 5)
	a, b := Learn(g, options), Learn(g, options)
	if string(a.Encode()) != string(b.Encode()) {
		t.Fatal("two runs learn two models")
	}
	m, err := Load(string(a.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if m.Attributes() != 4 {
		t.Errorf("%d attributes", m.Attributes())
	}
	for i := range g.Right {
		row := g.Rows[i*4 : i*4+4]
		if m.Score(row) != a.Score(row) {
			t.Fatalf("row %v: %v after loading, %v before", row, m.Score(row), a.Score(row))
		}
	}
}

// A group without a right candidate teaches nothing, and no groups make a model of nothing.
func TestNothing(t *testing.T) {
	m := Learn(&Groups{Attributes: 2}, options2)
	if s := m.Score([]uint8{1, 2}); s != 0 {
		t.Errorf("score %v", s)
	}
	if _, err := Load(string(m.Encode())); err != nil {
		t.Error(err)
	}
}

var options2 = Options{Trees: 2, Leaves: 4, Least: 1, Rate: 0.1, Penalty: 1, Some: 1, Bag: 1, Ordered: []bool{true, true}}

func TestDamaged(t *testing.T) {
	good := string(Learn(task(200, 7), options).Encode())
	for name, data := range map[string]string{
		"empty":     "",
		"magic":     "XBST" + good[4:],
		"short":     good[:len(good)-1],
		"long":      good + "x",
		"no roots":  good[:len(magic)+4] + "\xff\xff\xff\x7f" + good[len(magic)+8:],
		"attribute": strings.Replace(good, good[len(magic):len(magic)+4], "\x01\x00\x00\x00", 1),
	} {
		if _, err := Load(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(string(Learn(task(100, 9), options).Encode()))
	f.Add(magic)
	f.Fuzz(func(t *testing.T, data string) {
		m, err := Load(data)
		if err != nil {
			return
		}
		row := make([]uint8, m.Attributes())
		for i := range row {
			row[i] = uint8(i)
		}
		_ = m.Score(row) // ends
		if string(m.Encode()) != data {
			t.Error("encoded to other bytes")
		}
	})
}
