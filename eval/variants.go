package eval

import (
	"slices"
	"strconv"
	"time"

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

// GroupScore says how well versions of one quotation are gathered.
type GroupScore struct {
	Quotations, Sets, Groups int
	Precision, Recall, F1    float64 // B³
}

// Variants scores the differences and the groups of labelled quotations. All
// of texts are grouped at once. Every fifth has no speaker, as where the
// article does not tell, and all are of one day, so that time does not part
// what only the words can.
func Variants(texts []VariantText) (VariantScore, GroupScore, []VariantMiss) {
	var score VariantScore
	var misses []VariantMiss
	first := make(map[int]VariantText)
	quotes := make([]reuse.Quote, len(texts))
	set, group := make([]int, len(texts)), make([]int, len(texts))
	day := time.Date(2024, time.May, 6, 8, 0, 0, 0, time.UTC)
	for i, v := range texts {
		if v.First {
			first[v.Set] = v
		} else if m := score.add(first[v.Set], v); m != nil {
			misses = append(misses, *m)
		}
		set[i] = v.Set
		quotes[i] = reuse.Quote{Text: v.Text, Speaker: v.Speaker, Article: strconv.Itoa(i), Time: day.Add(time.Duration(i) * time.Second)}
		if i%5 == 4 {
			quotes[i].Speaker = ""
		}
	}
	clusters := reuse.Variants(quotes)
	for g, c := range clusters {
		for _, m := range c.Members {
			group[m.Quote] = g
		}
	}
	groups := GroupScore{Quotations: len(texts), Sets: len(first), Groups: len(clusters)}
	groups.Precision, groups.Recall, groups.F1 = BCubed(set, group)
	return score, groups, misses
}

// add scores one pair and returns what is wrong with it, if anything.
func (s *VariantScore) add(first, v VariantText) *VariantMiss {
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

// BCubed scores groups against labelled ones: for each text the share of its
// group that is of its set, and the share of its set that is in its group
// (Bagga and Baldwin, 1998).
func BCubed(set, group []int) (precision, recall, f1 float64) {
	type cell struct{ set, group int }
	sets, groups, cells := make(map[int]int), make(map[int]int), make(map[cell]int)
	for i := range set {
		sets[set[i]]++
		groups[group[i]]++
		cells[cell{set[i], group[i]}]++
	}
	for i := range set {
		both := float64(cells[cell{set[i], group[i]}])
		precision += both / float64(groups[group[i]])
		recall += both / float64(sets[set[i]])
	}
	n := float64(max(1, len(set)))
	precision, recall = precision/n, recall/n
	return precision, recall, 2 * precision * recall / max(precision+recall, 1e-9)
}
