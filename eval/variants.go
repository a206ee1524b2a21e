package eval

import (
	"slices"

	"github.com/verbatim-record/verbatim/reuse"
)

// VariantScore counts how many differences between labelled pairs are classed
// as they are labelled.
type VariantScore struct {
	Pairs    int
	Exact    int // pairs with the labelled classes and no other
	Labelled int // classes, of all pairs
	Found    int
	Right    int // classes found that are labelled
	Material int // pairs rightly held for cosmetic or material
}

// VariantMiss is a pair with a wrong class.
type VariantMiss struct {
	First, Text          string
	Labelled, Given      []reuse.Class
	Material, SaidMatter bool
}

// Add scores one pair and returns what is wrong with it, if anything.
func (s *VariantScore) Add(first, v VariantText) *VariantMiss {
	changes := reuse.Difference(first.Text, v.Text)
	var given []reuse.Class
	for _, c := range changes {
		given = append(given, c.Class)
	}
	slices.Sort(given)
	given = slices.Compact(given)
	if len(given) > 1 { // punctuation is labelled only where no word differs
		given = slices.DeleteFunc(given, func(c reuse.Class) bool { return c == reuse.Punctuation })
	}
	want := slices.Sorted(slices.Values(v.Classes))
	s.Pairs++
	s.Labelled += len(want)
	s.Found += len(given)
	for _, c := range given {
		if slices.Contains(want, c) {
			s.Right++
		}
	}
	exact := slices.Equal(given, want)
	if exact {
		s.Exact++
	}
	material := reuse.Material(changes)
	if material == v.Material {
		s.Material++
	}
	if exact && material == v.Material {
		return nil
	}
	return &VariantMiss{first.Text, v.Text, want, given, v.Material, material}
}
