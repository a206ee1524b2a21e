package reuse

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// lcsLength is the textbook algorithm.
func lcsLength(a, b Text) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			if key(x) == key(y) {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// checkRuns checks that runs are an alignment of a and b and returns its length.
func checkRuns(t *testing.T, a, b Text, runs []run) int {
	t.Helper()
	n, i, j := 0, 0, 0
	for _, r := range runs {
		if r.n < 1 || r.a < i || r.b < j || r.a+r.n > len(a) || r.b+r.n > len(b) {
			t.Fatalf("run %v after %d, %d", r, i, j)
		}
		for k := range r.n {
			if key(a[r.a+k]) != key(b[r.b+k]) {
				t.Fatalf("run %v joins different words", r)
			}
		}
		i, j, n = r.a+r.n, r.b+r.n, n+r.n
	}
	return n
}

func randomText(r *rand.Rand, n, vocabulary int) Text {
	out := make(Text, n)
	for i := range out {
		out[i] = uint32(r.IntN(vocabulary)) << flagBits
	}
	return out
}

func TestAlignIsLongest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var al aligner
	for range 2000 {
		a, b := randomText(r, r.IntN(200), 1+r.IntN(40)), randomText(r, r.IntN(200), 1+r.IntN(40))
		if got, want := checkRuns(t, a, b, al.align(a, b)), lcsLength(a, b); got != want {
			t.Fatalf("%d words in common, want %d, of\n%v\n%v", got, want, a, b)
		}
	}
}

// A long text of which every third word was changed and a part moved away is
// aligned between its anchors.
func TestAlignLong(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	a := randomText(r, 30_000, 5000)
	b := append(Text(nil), a[:12_000]...)
	b = append(b, a[15_000:]...)
	for i := 0; i < len(b); i += 9 {
		b[i] = uint32(6000+i) << flagBits
	}
	var al aligner
	if got, want := checkRuns(t, a, b, al.align(a, b)), len(b)*8/9; got < want-10 {
		t.Errorf("%d words in common, want about %d", got, want)
	}
}

// Long texts that share nothing unique are not searched.
func TestAlignHostile(t *testing.T) {
	a, b := make(Text, 1_000_000), make(Text, 999_000)
	for i := range b {
		b[i] = uint32(i%2) << flagBits
	}
	var al aligner
	checkRuns(t, a, b, al.align(a, b))
}

func TestSketch(t *testing.T) {
	const story = `The harbour board said on Tuesday that it would close the old dock in the spring, and that the men who
work there would be moved to the new quay before the summer. It was not clear who would pay for the move, or when.`
	// Swapping content words leaves the grams of function words as they are.
	swapped := strings.NewReplacer("harbour", "port", "close", "shut", "dock", "wharf", "clear", "plain", "summer", "season").Replace(story)
	a, b := Compact(story, nil), Compact(swapped, nil)
	odd := func(sketch []uint64) (out []uint64) {
		for _, h := range sketch {
			if h&1 == 1 {
				out = append(out, h)
			}
		}
		return out
	}
	x, y := odd(a.Sketch()), odd(b.Sketch())
	if len(x) == 0 || len(x) != len(y) {
		t.Fatalf("%d and %d grams of function words", len(x), len(y))
	}
	for i := range x {
		if x[i] != y[i] {
			t.Error("a gram of function words changed")
		}
	}
	if n := len(Compact("one two three", nil).Sketch()); n != 0 {
		t.Errorf("%d grams in three words", n)
	}
	repeated := make(Text, 1_000_000)
	if n := len(repeated.Sketch()); n > 1 {
		t.Errorf("%d grams in one word repeated", n)
	}
}
