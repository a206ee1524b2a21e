package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// toy makes a document of statements given as "speaker|kind|words", without an
// analysis.
func toy(meta verbatim.Meta, lines ...string) *verbatim.Document {
	d := &verbatim.Document{Meta: meta}
	for _, l := range lines {
		parts := strings.SplitN(l, "|", 3)
		at := func(s string) []verbatim.Span {
			d.Text += s
			return []verbatim.Span{{Start: len(d.Text) - len(s), End: len(d.Text)}}
		}
		s := verbatim.Statement{Kind: verbatim.Kind(parts[1]), Act: verbatim.Say, Parent: -1, Time: -1, Confidence: 0.9}
		s.Source = at(parts[0])
		d.Text += " "
		s.Cue = at("said")
		d.Text += ": "
		for i, words := range strings.Split(parts[2], " … ") {
			if i > 0 {
				d.Text += " (he said) "
			}
			s.Content = append(s.Content, at(words)...)
		}
		d.Text += ".\n"
		d.Statements = append(d.Statements, s)
	}
	return d
}

// The index and Match agree on every query.
func TestIndexAgreesWithMatch(t *testing.T) {
	s := newRecord(t)
	words := []string{"tax", "plan", "war", "peace", "tariff", "tariffs", "the"}
	names := []string{"Trump", "Mark Rutte", "Zelensky", "the board"}
	kinds := []string{"direct", "indirect", "mixed"}
	type row struct {
		id     string
		tokens []string
		minute int64
	}
	var all []row
	rng := rapid.Custom(func(t *rapid.T) *verbatim.Document {
		var lines []string
		for range rapid.IntRange(1, 4).Draw(t, "statements") {
			said := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "words"), " ")
			if rapid.Bool().Draw(t, "fragments") {
				said += " … " + rapid.SampledFrom(words).Draw(t, "word")
			}
			lines = append(lines, rapid.SampledFrom(names).Draw(t, "name")+"|"+rapid.SampledFrom(kinds).Draw(t, "kind")+"|"+said)
		}
		day := rapid.IntRange(1, 9).Draw(t, "day")
		return toy(verbatim.Meta{Published: fmt.Sprintf("2025-02-%02d", day), Outlet: rapid.SampledFrom([]string{"Metro", "The Sun"}).Draw(t, "outlet")}, lines...)
	})
	for i := range 120 {
		d := rng.Example(i)
		if r := put(t, s, d); r[0].Change != store.Added {
			continue
		}
		minute, _ := search.ParseMinute(d.Published)
		for j, e := range search.Entries(d) {
			all = append(all, row{store.StatementID(d, j), e.Tokens(false), minute})
		}
	}
	sound(t, s)

	var query func(t *rapid.T, depth int) string
	query = func(t *rapid.T, depth int) string {
		term := func() string {
			return rapid.OneOf(rapid.SampledFrom(words), rapid.SampledFrom([]string{`"tax plan"`, `"the war"`, "tari*", `"the ta*"`, "war"})).Draw(t, "term")
		}
		n := 7
		if depth > 3 {
			n = 2
		}
		switch rapid.IntRange(0, n).Draw(t, "sort") {
		case 0, 1:
			return term()
		case 2:
			return rapid.SampledFrom([]string{"speaker:trump", "speaker:rute", `speaker:"mark rutte"`, "speaker:zelenskyy", "outlet:sun", "kind:direct", "act:say", "speaker:(trump OR board)", "kind:mixed", "speaker:none", "venue:none", "outlet:none"}).Draw(t, "field")
		case 3:
			return fmt.Sprintf("%s near/%d %s", term(), rapid.IntRange(0, 3).Draw(t, "distance"), term())
		case 4:
			return "-" + "(" + query(t, depth+1) + ")"
		case 5:
			return "(" + query(t, depth+1) + " OR " + query(t, depth+1) + ")"
		}
		return "(" + query(t, depth+1) + " " + query(t, depth+1) + ")"
	}
	rapid.Check(t, func(t *rapid.T) {
		q := query(t, 0)
		switch rapid.IntRange(0, 3).Draw(t, "dates") {
		case 0:
			q += " after:2025-02-04"
		case 1:
			q += " before:2025-02-06 after:2025-02-02"
		}
		root, err := search.Parse(q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		var want []string
		for _, r := range all {
			if root.Match(r.tokens, r.minute) {
				want = append(want, r.id)
			}
		}
		hits, err := s.Search(t.Context(), store.Query{Root: root, Order: store.NewestFirst, Limit: len(all)})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		var got []string
		for _, h := range hits {
			got = append(got, h.ID)
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (%s):\n%s", q, search.NewPlan(root, false).Match, diff)
		}
		n, err := s.Count(t.Context(), store.Query{Root: root})
		if err != nil || n != len(want) {
			t.Fatalf("%s: count %d, %v; want %d", q, n, err, len(want))
		}
		f, err := s.Facets(t.Context(), store.Query{Root: root}, 100)
		if err != nil || f.Total != len(want) {
			t.Fatalf("%s: facets of %d, %v", q, f.Total, err)
		}
		for _, field := range f.Fields {
			sum := 0
			for _, v := range field.Values {
				sum += v.Count
			}
			if sum+field.None != len(want) { // every toy has one value in each, or none
				t.Fatalf("%s: %s adds up to %d and %d of %d", q, field.Field, sum, field.None, len(want))
			}
		}
	})
}

func TestOrder(t *testing.T) {
	s := newRecord(t)
	day := func(n int) verbatim.Meta {
		return verbatim.Meta{Published: fmt.Sprintf("2025-02-%02d", n), Outlet: fmt.Sprint("Outlet ", n)}
	}
	far := toy(day(3), "Trump|direct|the plan of which we speak so often nowadays is no tax on anybody at all")
	near := toy(day(1), "Trump|direct|a tax plan")
	one := toy(day(2), "Trump|direct|tax and the plan")
	put(t, s, far, near, one)
	root, err := search.Parse("tax plan")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		order store.Order
		want  []*verbatim.Document
	}{
		{store.NewestFirst, []*verbatim.Document{far, one, near}},
		{store.OldestFirst, []*verbatim.Document{near, one, far}},
		{store.ByRelevance, []*verbatim.Document{near, one, far}},
	} {
		hits, err := s.Search(t.Context(), store.Query{Root: root, Order: c.order})
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, h := range hits {
			got = append(got, h.Document.Published)
		}
		for _, d := range c.want {
			want = append(want, d.Published)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %d: %s", c.order, diff)
		}
	}
	hits, err := s.Search(t.Context(), store.Query{Root: root, Order: store.OldestFirst, Skip: 1, Limit: 1})
	if err != nil || len(hits) != 1 || hits[0].Document.Published != "2025-02-02" {
		t.Errorf("the second is %+v, %v", hits, err)
	}
	if got := hits[0].Marks; len(got) != 2 || got[0].In(one.Text) != "tax" || got[1].In(one.Text) != "plan" {
		t.Errorf("marks %v", got)
	}
}

// A minute has room for so many statements; more run over into the next, and
// are found all the same.
func TestManyInOneMinute(t *testing.T) {
	s := newRecord(t)
	line := strings.Split(strings.Repeat("Trump|direct|no;", 5000), ";")[:5000]
	var docs []*verbatim.Document
	for i := range 5 {
		docs = append(docs, toy(verbatim.Meta{Published: "2025-02-12", Outlet: fmt.Sprint(i)}, line...))
	}
	put(t, s, docs...)
	n, err := s.Count(t.Context(), store.Query{})
	if err != nil || n != 25000 {
		t.Errorf("%d statements, %v", n, err)
	}
	put(t, s, toy(verbatim.Meta{Published: "2025-02-12T00:01:00Z", Outlet: "x"}, line[:10]...), toy(verbatim.Meta{Published: "1969-12-31"}, line[:10]...),
		toy(verbatim.Meta{Published: "1869-12-31"}, line[:11]...))
	sound(t, s)
	for _, c := range []struct {
		query string
		want  int
	}{{"on:2025-02-12", 25010}, {"on:1969-12-31", 10}, {"before:1900", 11}, {"in:2025-01", 0}} {
		root, err := search.Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := s.Count(t.Context(), store.Query{Root: root}); err != nil || n != c.want {
			t.Errorf("%s: %d, %v; want %d", c.query, n, err, c.want)
		}
	}
	if n, err := s.Count(t.Context(), store.Query{Since: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}); err != nil || n != 25010 {
		t.Errorf("since 2025: %d, %v", n, err)
	}
}

// Counts are those of the record as it is, however often they are asked for.
func TestFacetsAfterAChange(t *testing.T) {
	s := newRecord(t)
	for n := 1; n <= 3; n++ {
		put(t, s, toy(verbatim.Meta{Path: fmt.Sprint(n), Published: "2025-02-01"}, fmt.Sprintf("Ann Pell|indirect|dock %d stays open", n)))
		for range 2 {
			f, err := s.Facets(t.Context(), store.Query{Old: true}, 10)
			if err != nil {
				t.Fatal(err)
			}
			if f.Total != n {
				t.Errorf("%d statements, want %d", f.Total, n)
			}
		}
	}
}

// Facets count by day as well, and of a bounded number of the newest if asked.
func TestFacetDays(t *testing.T) {
	s := newRecord(t)
	put(t, s,
		toy(verbatim.Meta{URL: "https://a.example/1", Published: "2025-02-12"}, "Ann Pell|direct|One", "Ann Pell|direct|Two"),
		toy(verbatim.Meta{URL: "https://a.example/2", Published: "2025-02-12T22:30:00Z"}, "Ann Pell|direct|Three"),
		toy(verbatim.Meta{URL: "https://a.example/3", Published: "2025-02-14"}, "Ann Pell|direct|Four"))
	f, err := s.Facets(t.Context(), store.Query{}, 5)
	if err != nil {
		t.Fatal(err)
	}
	day := func(d int) time.Time { return time.Date(2025, 2, d, 0, 0, 0, 0, time.UTC) }
	if want := []store.DayCount{{Day: day(12), Count: 3}, {Day: day(14), Count: 1}}; !slices.Equal(f.Days, want) {
		t.Errorf("%v, want %v", f.Days, want)
	}
	f, err = s.Facets(t.Context(), store.Query{Newest: 2}, 5)
	if err != nil || f.Counted != 2 || f.Total != 4 || len(f.Days) != 2 || f.Days[0].Count != 1 {
		t.Errorf("counted %d of %d by %v, %v", f.Counted, f.Total, f.Days, err)
	}
}
