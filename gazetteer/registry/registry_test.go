package registry

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// empty is a gazetteer that knows nothing.
func empty(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	return build(t)
}

func build(t testing.TB, items ...gazetteer.Item) *gazetteer.Gazetteer {
	t.Helper()
	var b gazetteer.Builder
	b.Source(gazetteer.Source{Name: "almanac", AsOf: "2024-06-01"})
	for _, it := range items {
		b.Add(it)
	}
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Load(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// almanac knows two invented leaders, one with an identifier.
func almanac(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	president := func(of, since string) []gazetteer.Held {
		return []gazetteer.Held{{Role: gazetteer.Role{Title: "president", Of: of, Since: since, Source: "almanac"}}}
	}
	return build(t,
		gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Official, Name: "Rufus Firefly", Family: "Firefly", Country: "FD"}, Roles: president("FD", "2020-01-20")},
		gazetteer.Item{Entry: gazetteer.Entry{Type: gazetteer.Official, Name: "Louis Trentino", Family: "Trentino", Wikidata: "Q7", Country: "SY"}, Roles: president("SY", "2019-03-01")},
	)
}

var today = time.Date(2025, 2, 13, 10, 0, 0, 0, time.UTC)

// number gives operations their numbers, as the log does.
func number(ops ...Op) []Op {
	for i := range ops {
		ops[i].Number = i + 1
		ops[i].Time = cmp.Or(ops[i].Time, today)
	}
	return ops
}

func person(name, id string) Record { return Record{Name: name, Wikidata: id, Kind: verbatim.Person} }

func names(es []gazetteer.Entry) string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.Key() + " " + e.Name
	}
	return strings.Join(out, ", ")
}

func TestReplay(t *testing.T) {
	ops := number(
		Op{Kind: Import, Records: []Record{person("Anna Berg", "Q1"), person("A. Berg", "")}},
		Op{Kind: Merge, Key: "person:a berg", Into: "Q1"},
		Op{Kind: Merge, Key: "person:ann berg", Into: "person:a berg"},
		Op{Kind: Undo, Of: 2},
		Op{Kind: Undo, Of: 4},
	)
	for n, want := range []string{
		"person:a berg, person:ann berg", // before any
		"person:a berg, person:ann berg",
		"Q1, person:ann berg",
		"Q1, Q1",
		"person:a berg, person:a berg", // the first merge is undone
		"Q1, Q1",                       // and done again
	} {
		s := Replay(ops[:n])
		if got := s.Resolve("person:a berg") + ", " + s.Resolve("person:ann berg"); got != want {
			t.Errorf("after %d operations: %s, want %s", n, got, want)
		}
	}
	s := Replay(ops)
	if got := s.MergedInto("Q1"); !reflect.DeepEqual(got, []string{"person:a berg", "person:ann berg"}) {
		t.Errorf("merged into Q1: %q", got)
	}
	if got := len(s.Records()); got != 2 {
		t.Errorf("%d records", got)
	}
}

func TestImport(t *testing.T) {
	g := empty(t)
	first := Record{Name: "Anna Berg", Wikidata: "Q1", Kind: verbatim.Person, Aliases: []string{"A. Berg"}, Roles: []Role{{"mayor", "2010", ""}}}
	op, n := Replay(nil).NewImport("a.csv", today, []Record{first, person("Bo Ek", "")}, g)
	if n != (Counts{Added: 2}) || len(op.Records) != 2 || op.File != "a.csv" {
		t.Errorf("%+v %+v", n, op)
	}
	s := Replay(number(op))
	if op, n := s.NewImport("a.csv", today, []Record{first, person("Bo Ek", "")}, g); n != (Counts{Unchanged: 2}) || op.Kind != "" {
		t.Errorf("the same again: %+v %+v", n, op)
	}
	later := Record{Name: "Anna Berg Lund", Wikidata: "Q1", Kind: verbatim.Person, Gender: verbatim.Female, Roles: []Role{{"mayor", "2010", "2014"}, {"minister", "2024", ""}}}
	op, n = s.NewImport("b.csv", today, []Record{later, person("Bo Ek", "")}, g)
	if n != (Counts{Changed: 1, Unchanged: 1}) || len(op.Records) != 1 {
		t.Errorf("%+v %+v", n, op)
	}
	s = Replay(number(s.Ops[0], op))
	want := Record{Name: "Anna Berg Lund", Wikidata: "Q1", Kind: verbatim.Person, Gender: verbatim.Female, Aliases: []string{"A. Berg", "Anna Berg"},
		Roles: []Role{{"minister", "2024", ""}, {"mayor", "2010", "2014"}}}
	if got, _ := s.Record("Q1"); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	// Undoing the second import gives back what the first one said.
	s = Replay(number(s.Ops[0], op, Op{Kind: Undo, Of: 2}))
	if got, _ := s.Record("Q1"); !reflect.DeepEqual(got, first) {
		t.Errorf("after undo %+v", got)
	}
}

func TestSplit(t *testing.T) {
	s := Replay(number(
		Op{Kind: Import, Records: []Record{person("John Smith", "")}},
		Op{Kind: Split, Key: "person:john smith", Into: "person:john smith#2", Articles: []string{"a1", "a2"}},
		Op{Kind: Split, Key: "person:john smith", Into: "person:john smith#3", Roles: []string{"police chief"}, Outlets: []string{"The Post"}},
		Op{Kind: Merge, Key: "person:john smith", Into: "Q5"},
		Op{Kind: Merge, Key: "person:john smith#3", Into: "Q6"},
	))
	for _, x := range []struct {
		c    Context
		want string
	}{
		{Context{}, "Q5"},
		{Context{Article: "a9"}, "Q5"},
		{Context{Article: "a2"}, "person:john smith#2"},
		{Context{Article: "a9", Roles: []string{"the former Police Chief of Ely"}}, "Q6"},
		{Context{Article: "a9", Roles: []string{"police chieftain"}}, "Q5"},
		{Context{Article: "a9", Outlet: "the post"}, "Q6"},
	} {
		if got := s.ResolveIn("person:john smith", x.c); got != x.want {
			t.Errorf("%+v: %s, want %s", x.c, got, x.want)
		}
	}
	// Merging what was split off back into what it was split from ends there.
	s = Replay(append(s.Ops, Op{Number: 6, Kind: Merge, Key: "person:john smith#2", Into: "person:john smith"}))
	if got := s.ResolveIn("person:john smith", Context{Article: "a1"}); got != "person:john smith#2" && got != "Q5" {
		t.Errorf("after the merge: %s", got)
	}
}

func TestNewOperations(t *testing.T) {
	s := Replay(number(
		Op{Kind: Import, Records: []Record{person("Anna Berg", "Q1")}},
		Op{Kind: Merge, Key: "person:a berg", Into: "Q1"},
		Op{Kind: Split, Key: "Q1", Into: "person:anna berg#2", Articles: []string{"x"}},
		Op{Kind: Undo, Of: 3},
	))
	if _, err := s.NewMerge("Q1", "person:a berg"); err == nil {
		t.Error("what is the same was merged")
	}
	if op, err := s.NewMerge("Q1", "person:b"); err != nil || op.Key != "person:b" || op.Into != "Q1" {
		t.Errorf("an identifier stays the key: %+v %v", op, err)
	}
	if op, err := s.NewSplit("Q1", "", []string{"y"}, nil, nil); err != nil || op.Into != "person:anna berg#3" {
		t.Errorf("a new key is not one that was used: %+v %v", op, err)
	}
	if _, err := s.NewSplit("Q1", "", nil, nil, nil); err == nil {
		t.Error("a split of nothing")
	}
	if _, err := s.NewSplit("Q1", "person:a berg", []string{"y"}, nil, nil); err == nil {
		t.Error("a split into itself")
	}
	if op, err := s.NewUndo(0); err != nil || op.Of != 2 {
		t.Errorf("the latest in force: %+v %v", op, err)
	}
	if _, err := s.NewUndo(3); err == nil || !strings.Contains(err.Error(), "undo operation 4") {
		t.Errorf("undone already: %v", err)
	}
	if _, err := s.NewUndo(9); err == nil {
		t.Error("operation 9 was undone")
	}
	if _, err := Replay(nil).NewUndo(0); err == nil {
		t.Error("nothing was undone")
	}
}

// The desk's records lie over the gazetteer: what both know is one entry.
func TestOverlay(t *testing.T) {
	g := almanac(t)
	records := []Record{
		{Name: "Rufus Firefly", Wikidata: "Q9", Kind: verbatim.Person, Gender: verbatim.Male, Aliases: []string{"Rufus T. Firefly"}, Country: "FD",
			Roles: []Role{{"chairman", "2018", ""}}},
		{Name: "L. Trentino", Wikidata: "Q7", Kind: verbatim.Person, Roles: []Role{{"spymaster", "2021-01-01", ""}}},
		{Name: "Vera Marcal von der Aue", Kind: verbatim.Person},
	}
	op, n := Replay(nil).NewImport("desk.csv", today, records, g)
	if n.Joined != 1 {
		t.Fatalf("%+v", n)
	}
	r := New(g, Replay(number(op)))
	for _, x := range []struct {
		what string
		got  []gazetteer.Entry
		want string
	}{
		{"a name of both", r.Find(nil, "Rufus Firefly"), "Q9 Rufus Firefly"},
		{"an alias of the desk", r.Find(nil, "Rufus T. Firefly"), "Q9 Rufus Firefly"},
		{"family name", r.Surname(nil, "Firefly"), "Q9 Rufus Firefly"},
		{"identifier of both", r.ByWikidata(nil, "Q7"), "Q7 L. Trentino"},
		{"the gazetteer's name", r.Find(nil, "Louis Trentino"), "Q7 L. Trentino"},
		{"the desk's name", r.Find(nil, "L. Trentino"), "Q7 L. Trentino"},
		{"last word", r.Surname(nil, "Aue"), "person:vera marcal von der aue Vera Marcal von der Aue"},
		{"with particles", r.Surname(nil, "von der Aue"), "person:vera marcal von der aue Vera Marcal von der Aue"},
		{"the key before", r.ByKey(nil, "person:rufus firefly"), "Q9 Rufus Firefly"},
	} {
		if got := names(x.got); got != x.want {
			t.Errorf("%s: %s, want %s", x.what, got, x.want)
		}
	}
	if got := r.Resolve("person:rufus firefly"); got != "Q9" {
		t.Errorf("the gazetteer's key is %s", got)
	}
	e := r.Find(nil, "Rufus Firefly")[0]
	var roles []string
	for _, role := range e.Roles() {
		roles = append(roles, fmt.Sprint(role.Title, " ", role.Source, " ", role.AsOf))
	}
	if got := strings.Join(roles, ", "); got != "president almanac 2024-06-01, chairman registry 2025-02-13" {
		t.Errorf("roles %s", got)
	}
	if e.Gender != verbatim.Male || e.Type != gazetteer.Official {
		t.Errorf("%+v", e)
	}
	var holders []string
	for _, h := range append(r.Holders(nil, "FD", "president", "2022-01-01"), r.Holders(nil, "FD", "chairman", "2025-02-13")...) {
		holders = append(holders, h.Key()+" "+h.Role.Title)
	}
	if got := strings.Join(holders, ", "); got != "Q9 president, Q9 chairman" {
		t.Errorf("holders %s", got)
	}
	if h := r.Holders(nil, "FD", "chairman", "2025-02-14"); len(h) != 0 {
		t.Errorf("held on a day after the import: %+v", h)
	}
	count := 0
	for range r.All() {
		count++
	}
	if count != 3 {
		t.Errorf("%d entries, of which two are in both", count)
	}
	if n := r.Longest("Rufus"); n != 3 {
		t.Errorf("longest name of Rufus has %d words", n)
	}
	// All of it is undone at once.
	r = New(g, Replay(number(op, Op{Kind: Undo, Of: 1})))
	if got := names(r.Find(nil, "Rufus Firefly")); got != "person:rufus firefly Rufus Firefly" {
		t.Errorf("after undo: %s", got)
	}
}

// A merge joins entries of the gazetteer that nobody imported.
func TestMergeKnown(t *testing.T) {
	g := almanac(t)
	r := New(g, Replay(number(
		Op{Kind: Merge, Key: "person:rufus firefly", Into: "Q9"},
		Op{Kind: Merge, Key: "person:nobody", Into: "person:no one"},
	)))
	e := r.Find(nil, "Rufus Firefly")
	if names(e) != "Q9 Rufus Firefly" || e[0].Wikidata != "Q9" || e[0].RoleCount() != 1 {
		t.Errorf("%+v", e)
	}
	if got := names(r.ByKey(nil, "person:nobody")); got != "" {
		t.Errorf("somebody is %s", got)
	}
}

// A record is joined with a person of the gazetteer only where nothing speaks
// against it.
func TestTwin(t *testing.T) {
	g := almanac(t)
	for _, x := range []struct {
		r    Record
		want int
	}{
		{Record{Name: "RUFUS FIREFLY", Wikidata: "Q9", Kind: verbatim.Person, Country: "FD"}, 1},
		{Record{Name: "Rufus Firefly", Wikidata: "Q9", Kind: verbatim.Person, Country: "SY"}, 0},
		{Record{Name: "Rufus Firefly", Wikidata: "Q9", Kind: verbatim.Person}, 0},
		{Record{Name: "Rufus Firefly", Kind: verbatim.Person, Country: "FD"}, 0},
		{Record{Name: "Rufus Firefly", Wikidata: "Q9", Kind: verbatim.Organisation, Country: "FD"}, 0},
		{Record{Name: "Louis Trentino", Wikidata: "Q9", Kind: verbatim.Person, Country: "SY"}, 0}, // has another identifier
	} {
		if _, n := Replay(nil).NewImport("x", today, []Record{x.r}, g); n.Joined != x.want {
			t.Errorf("%+v: %+v", x.r, n)
		}
	}
}

// A file that says the same on a later day says so of that day.
func TestConfirm(t *testing.T) {
	g := empty(t)
	records := []Record{
		{Name: "Anna Berg", Kind: verbatim.Person, Country: "SE", Roles: []Role{{"mayor", "2010", ""}}},
		person("Bo Ek", ""),
	}
	op, _ := Replay(nil).NewImport("a.csv", today, records, g)
	s := Replay(number(op))
	if op, _ := s.NewImport("a.csv", today.Add(time.Hour), records, g); op.Kind != "" {
		t.Errorf("the same again on the same day: %+v", op)
	}
	later, n := s.NewImport("a.csv", today.AddDate(0, 1, 0), records, g)
	if n != (Counts{Unchanged: 2}) || !reflect.DeepEqual(later.Confirmed, []string{"person:anna berg"}) {
		t.Errorf("a month later: %+v %+v", n, later)
	}
	for until, r := range map[string]*Registry{"2025-02-13": New(g, s), "2025-03-13": New(g, Replay(number(op, later)))} {
		if len(r.Holders(nil, "SE", "mayor", until)) != 1 || len(r.Holders(nil, "SE", "mayor", until+"T09:00:00Z")) != 1 || len(r.Holders(nil, "SE", "mayor", "2025-03-14")) != 0 {
			t.Errorf("the mayor is not known until %s", until)
		}
	}
}

// Whatever operations there are, in whatever order: keys resolve, and to the
// same key however often; undoing everything gives the state of nothing.
func TestReplayProperties(t *testing.T) {
	keys := []string{"person:a", "person:b", "person:c", "Q1", "Q2", "person:a#2"}
	g := empty(t)
	rapid.Check(t, func(t *rapid.T) {
		var ops []Op
		for range rapid.IntRange(0, 12).Draw(t, "operations") {
			s := Replay(ops)
			var op Op
			var err error
			a, b := rapid.SampledFrom(keys).Draw(t, "a"), rapid.SampledFrom(keys).Draw(t, "b")
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				op, _ = s.NewImport("f", today, []Record{person(strings.TrimPrefix(a, "person:"), map[bool]string{true: a}[a[0] == 'Q'])}, g)
			case 1:
				op, err = s.NewMerge(a, b)
			case 2:
				op, err = s.NewSplit(a, b, []string{"x"}, nil, nil)
			case 3:
				op, err = s.NewUndo(rapid.IntRange(0, len(ops)).Draw(t, "n"))
			}
			if err != nil || op.Kind == "" {
				continue
			}
			op.Number = len(ops) + 1
			ops = append(ops, op)
		}
		s := Replay(ops)
		r := New(g, s)
		for _, k := range keys {
			root := s.Resolve(k)
			if s.Resolve(root) != root {
				t.Fatalf("%s becomes %s, which becomes %s", k, root, s.Resolve(root))
			}
			if got := s.ResolveIn(k, Context{}); got != root {
				t.Fatalf("%s becomes %s without a context and %s in an empty one", k, root, got)
			}
			s.ResolveIn(k, Context{Article: "x"})
			for _, e := range r.ByKey(nil, k) {
				if e.Key() != root {
					t.Fatalf("%s has the entry %s, not %s", k, e.Key(), root)
				}
			}
		}
		for i := 0; i < 100; i++ {
			op, err := Replay(ops).NewUndo(0)
			if err != nil {
				break
			}
			op.Number = len(ops) + 1
			ops = append(ops, op)
		}
		s = Replay(ops)
		for _, k := range keys {
			if s.Resolve(k) != k || s.ResolveIn(k, Context{Article: "x"}) != k {
				t.Fatalf("all is undone, and %s is still %s", k, s.ResolveIn(k, Context{Article: "x"}))
			}
		}
		if len(s.Records()) != 0 {
			t.Fatal("all is undone, and there are records")
		}
	})
}
