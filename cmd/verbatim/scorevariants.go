package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/reuse"
)

// variantScores are the figures of versions of quotations: on pairs that were
// looked at while the rules were written, on pairs that were not, and on
// quote-drift.
type variantScores struct {
	Dev    variantSet `json:"dev"`
	Test   variantSet `json:"test"`
	Drift  variantSet `json:"quote_drift"`
	missed []eval.VariantMiss
}

type variantSet struct {
	Pairs     int         `json:"pairs"`
	Exact     float64     `json:"all_classes_right"` // pairs
	Precision float64     `json:"class_precision"`
	Recall    float64     `json:"class_recall"`
	Material  float64     `json:"cosmetic_or_material_right"`
	Groups    groupScores `json:"groups"`
}

type groupScores struct {
	Quotations int     `json:"quotations"`
	Sets       int     `json:"labelled"`
	Found      int     `json:"found"`
	Precision  float64 `json:"b3_precision"`
	Recall     float64 `json:"b3_recall"`
	F1         float64 `json:"b3_f1"`
}

func evalVariants(data string) (scores, error) {
	texts, err := eval.VariantLabels(labelFolder, data)
	if err != nil {
		return nil, err
	}
	var dev, test, drift []eval.VariantText
	for _, t := range texts {
		switch {
		case t.From == "drift":
			drift = append(drift, t)
		case t.Test:
			test = append(test, t)
		default:
			dev = append(dev, t)
		}
	}
	var out variantScores
	for _, s := range []struct {
		texts []eval.VariantText
		set   *variantSet
		list  bool
	}{{dev, &out.Dev, true}, {test, &out.Test, false}, {drift, &out.Drift, true}} {
		v, g, misses := eval.Variants(s.texts)
		*s.set = variantSet{v.Pairs, percent(v.Exact, v.Pairs), percent(v.Right, v.Found), percent(v.Right, v.Labelled), percent(v.Material, v.Pairs),
			groupScores{g.Quotations, g.Sets, g.Groups, round2(100 * g.Precision), round2(100 * g.Recall), round2(100 * g.F1)}}
		if s.list { // the held-out ones are not to be looked at
			out.missed = append(out.missed, misses...)
		}
	}
	return out, nil
}

func (s variantScores) table(w io.Writer) {
	fmt.Fprintf(w, "Versions of quotations: labels in eval/testdata, test held out; percent.\n\n")
	fmt.Fprintf(w, "%-48s %9s %9s %12s\n", "", "dev", "test", "quote-drift")
	count := func(name string, f func(variantSet) int) {
		fmt.Fprintf(w, "%-48s %9d %9d %12d\n", name, f(s.Dev), f(s.Test), f(s.Drift))
	}
	share := func(name string, f func(variantSet) float64) {
		fmt.Fprintf(w, "%-48s %9.1f %9.1f %12.1f\n", name, f(s.Dev), f(s.Test), f(s.Drift))
	}
	count("pairs", func(v variantSet) int { return v.Pairs })
	share("  every class right, and no other", func(v variantSet) float64 { return v.Exact })
	share("  classes found that are labelled", func(v variantSet) float64 { return v.Precision })
	share("  classes labelled that are found", func(v variantSet) float64 { return v.Recall })
	share("  cosmetic or material right", func(v variantSet) float64 { return v.Material })
	count("quotations to group", func(v variantSet) int { return v.Groups.Quotations })
	count("  labelled groups", func(v variantSet) int { return v.Groups.Sets })
	count("  found groups", func(v variantSet) int { return v.Groups.Found })
	share("  B³ precision", func(v variantSet) float64 { return v.Groups.Precision })
	share("  B³ recall", func(v variantSet) float64 { return v.Groups.Recall })
	share("  B³ F1", func(v variantSet) float64 { return v.Groups.F1 })
	fmt.Fprintln(w)
}

// misses prints each pair with a class that is wrong.
func (s variantScores) misses(w io.Writer) {
	list := func(classes []reuse.Class, material bool) string {
		var names []string
		for _, c := range classes {
			names = append(names, string(c))
		}
		kind := "cosmetic"
		if material {
			kind = "material"
		}
		return cmp.Or(strings.Join(names, " + "), "identical") + ", " + kind
	}
	for _, m := range s.missed {
		fmt.Fprintf(w, "labelled %s; given %s\n  %s\n  %s\n", list(m.Labelled, m.Material), list(m.Given, m.SaidMatter), m.First, m.Text)
	}
}
