package demo_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/demo"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

func filled(t *testing.T) *store.Store {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "demo.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	read := func(d *verbatim.Document) { analyze.Document(d, m) }
	for range 2 { // the second time changes nothing
		if _, err := demo.Fill(t.Context(), s, read); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestArticles: real-looking articles at addresses that cannot exist, in order
// of time.
func TestArticles(t *testing.T) {
	list, err := demo.Articles()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 12 {
		t.Errorf("%d articles", len(list))
	}
	outlets := map[string]bool{}
	last := time.Time{}
	for _, d := range list {
		outlets[d.Outlet] = true
		host, _, _ := strings.Cut(strings.TrimPrefix(d.URL, "https://"), "/")
		if !strings.HasSuffix(host, ".example") {
			t.Errorf("%s is at a host that may exist", d.URL)
		}
		if d.Title == "" || d.Outlet == "" || d.Language != "en" || len(strings.Fields(d.Text)) < 100 {
			t.Errorf("%s lacks something: %+v", d.URL, d.Meta)
		}
		when, err := time.Parse(time.RFC3339, d.Published)
		if err != nil {
			if when, err = time.Parse(time.DateOnly, d.Published); err != nil {
				t.Fatal(err)
			}
			when = when.Add(12 * time.Hour)
		}
		if when.Before(last) {
			t.Errorf("%s is older than the one before", d.URL)
		}
		last = when
	}
	if len(outlets) < 4 {
		t.Errorf("outlets %v", outlets)
	}
}

func hits(t *testing.T, s *store.Store, query string) []search.Hit {
	t.Helper()
	root, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Search(t.Context(), store.Query{Root: root, Order: store.OldestFirst, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// said is what a hit says, without marks.
func said(h *search.Hit) string {
	return strings.Trim(export.Words(h.Document.Text, h.Statement().Content), `“”‘’",`)
}

// TestStatements goes by the articles: who says what, to whom and where.
func TestStatements(t *testing.T) {
	s := filled(t)
	for _, q := range []struct{ query, outlet, speaker, to, venue, says string }{
		{`"closes our waters to our own boats"`, "Northwire", "Edda Thorsby", "reporters", "reporters", "We will not sign anything that closes our waters to our own boats"},
		{`"single tonne" outlet:northwire`, "Northwire", "Matteo Quill", "", "", "I have never asked for a single tonne that was not ours"},
		{`"paper lamps"`, "Solvenna Courier", "Bruno Salt", "", "parliament", "You do not solve a quarrel over herring with paper lamps"},
		{`"guest of honour"`, "Solvenna Courier", "Matteo Quill", "reporters", "reporters", "She would be our guest of honour"},
		{`"not attend"`, "Harbour Herald", "Henrik Dahl", "", "statement", "The prime minister thanked President Quill for the invitation, but she will not attend"},
		{`"flight, not a friendship"`, "Ardmere Post", "Anselm Reyk", "", "", "I have called off a flight, not a friendship"},
		{`"in secret or otherwise"`, "Solvenna Courier", "Piers Haldane", "Radio Solvenna", "", "I did not meet the president in January, in secret or otherwise"},
		{`"left out" kind:direct`, "Northwire", "Edda Thorsby", "reporters", "reporters", "We could sign tomorrow if the inner bays are left out"},
		{`"inner bays are safe"`, "Northwire", "Edda Thorsby", "", "press conference", "We signed because the inner bays are safe"},
	} {
		list := hits(t, s, q.query)
		if len(list) == 0 {
			t.Errorf("%s: nothing is found", q.query)
			continue
		}
		h := list[0]
		to := ""
		if len(h.Entry.Addressees) > 0 {
			to = h.Entry.Addressees[0].Label
		}
		if h.Entry.Outlet.Label != q.outlet || len(h.Entry.Speakers) != 1 || h.Entry.Speakers[0].Label != q.speaker || to != q.to || h.Entry.Venue.Label != q.venue || !strings.HasPrefix(said(&h), q.says) {
			t.Errorf("%s: %s: %v to %q, %q, %q", q.query, h.Entry.Outlet.Label, h.Entry.Speakers, to, h.Entry.Venue.Label, said(&h))
		}
	}
	// Whoever has no name is not given one.
	for _, query := range []string{`"smaller quota"`, `"shorter and colder"`, `"only thing that has turned"`, `"majority of one"`} {
		list := hits(t, s, query)
		if len(list) != 1 || len(list[0].Entry.Speakers) != 1 || list[0].Entry.Speakers[0].Kind != verbatim.Group {
			t.Errorf("%s: %v", query, list)
		}
	}
}

// TestVariants: what the copies did to the quotations, asked from the copy.
func TestVariants(t *testing.T) {
	s := filled(t)
	for _, q := range []struct {
		query    string // of the copy
		original string // outlet
		material bool
		kinds    []reuse.Class // of the differences
		was      string        // in the original, of one of them
	}{
		{`outlet:metro "our own vessels"`, "Northwire", true, []reuse.Class{reuse.ChangedWord}, "sign"},
		{`outlet:post "closes our waters"`, "Northwire", false, []reuse.Class{reuse.Shortened}, ""},
		{`outlet:metro tonne`, "Northwire", true, []reuse.Class{reuse.ChangedWord}, "asked for"},
		{`outlet:metro "winter sailings"`, "Ardmere Post", true, []reuse.Class{reuse.Negation}, "not"},
		{`outlet:metro "bays are safe"`, "Northwire", false, []reuse.Class{reuse.Elided, reuse.Shortened}, "inner"},
	} {
		list := hits(t, s, q.query)
		if len(list) == 0 {
			t.Fatalf("%s: nothing is found", q.query)
		}
		v, err := desk.Variants(t.Context(), s, list[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		main := v.Hits[v.Cluster.Members[v.Cluster.Main].Quote]
		i := slices.IndexFunc(v.Cluster.Members, func(m reuse.Variant) bool { return m.Quote == v.Asked })
		if i < 0 || main.Entry.Outlet.Label != q.original {
			t.Errorf("%s: the original is of %s", q.query, main.Entry.Outlet.Label)
			continue
		}
		changes := v.Cluster.Members[i].Changes
		if reuse.Material(changes) != q.material {
			t.Errorf("%s: material %v: %+v", q.query, !q.material, changes)
		}
		was := q.was == ""
		for _, d := range changes {
			if !slices.Contains(q.kinds, d.Class) {
				t.Errorf("%s: a difference is %s", q.query, d.Class)
			}
			was = was || d.A.In(v.Quotes[v.Cluster.Members[v.Cluster.Main].Quote].Text) == q.was
		}
		if len(changes) == 0 || !was {
			t.Errorf("%s: no difference is of %q: %+v", q.query, q.was, changes)
		}
		if e := v.Earliest; q.original == "Northwire" && (e.Verdict != reuse.Sure || v.Hits[e.Who[0]].Entry.Outlet.Label != "Northwire") {
			t.Errorf("%s: the earliest is %+v", q.query, e)
		}
	}
}

// TestCopies: the second outlet carries the wire's story, the third rewrites it.
func TestCopies(t *testing.T) {
	list, err := demo.Articles()
	if err != nil {
		t.Fatal(err)
	}
	thesaurus, err := reuse.LoadThesaurus(model.Thesaurus)
	if err != nil {
		t.Fatal(err)
	}
	var sides []reuse.Side
	for _, d := range list[:3] {
		analyze.Tokens(d)
		side := reuse.Side{Text: d.Text}
		for _, q := range d.Quotations {
			if q.Parent < 0 {
				side.Quotations = append(side.Quotations, q.Span)
			}
		}
		sides = append(sides, side)
	}
	carried := thesaurus.Compare(sides[0], sides[1])
	if !carried.Relation.Kind.Copy() || carried.Rewritten || carried.Relation.Same < 0.99 || carried.Swaps > 0 {
		t.Errorf("the article that carries the wire's story: %+v, %d words swapped", carried.Relation, carried.Swaps)
	}
	rewritten := thesaurus.Compare(sides[0], sides[2])
	if !rewritten.Relation.Kind.Copy() || !rewritten.Rewritten || rewritten.QuotedSwaps == 0 {
		t.Errorf("the rewritten copy: %+v, rewritten %v, %d words swapped inside quotation marks", rewritten.Relation, rewritten.Rewritten, rewritten.QuotedSwaps)
	}
}

// TestCorrection: one article has two versions, and the later one says the
// opposite.
func TestCorrection(t *testing.T) {
	s := filled(t)
	ids, err := s.Revisions(t.Context(), "https://ardmere-post.example/2025/03/10/port-elin-summit-cost")
	if err != nil || len(ids) != 2 {
		t.Fatalf("versions %v, %v", ids, err)
	}
	list := hits(t, s, "speaker:aldous kind:direct")
	if len(list) != 2 {
		t.Fatalf("%d statements", len(list))
	}
	f := reuse.Judge(said(&list[0]), "", []reuse.Quote{{Text: said(&list[1])}})
	if f.Status != reuse.AlteredWords || !reuse.Material(f.Changes) || list[0].Revision != 1 || list[1].Revision != 2 {
		t.Errorf("%q and %q: %s", said(&list[0]), said(&list[1]), f.Status)
	}
}

// TestEvents goes by the articles: what was planned, happened, was denied,
// called off, declined.
func TestEvents(t *testing.T) {
	s := filled(t)
	for _, q := range []struct {
		query string
		least int
		about string // in each sentence
	}{
		{"kind:meeting status:planned who:thorsby who:quill on:2025-03-12", 3, "meet"},
		{"kind:meeting status:happened who:thorsby who:quill on:2025-03-12", 2, "met"},
		{"kind:call status:happened who:thorsby who:quill on:2025-03-04", 1, "by phone for 40 minutes"},
		{"kind:invitation status:happened actor:quill target:thorsby", 2, "invited"},
		{"kind:refusal status:happened actor:thorsby", 1, "declined an invitation"},
		{"kind:visit status:cancelled who:reyk", 1, "cancelled a visit"},
		{"kind:meeting status:denied who:haldane who:quill", 1, "denied on Sunday that he had met"},
		{"kind:visit status:planned who:reyk on:2025-03-24", 2, "Reyk"},
		{"kind:meeting status:happened who:thorsby who:whitlock on:2025-03-13", 1, "for an hour"},
	} {
		root, err := search.ParseEvents(q.query)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Events(t.Context(), store.EventQuery{Root: root, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) < q.least {
			t.Errorf("%s: %d events", q.query, len(list))
		}
		for _, h := range list {
			if sentence := h.Entry.Sentence.In(h.Document.Text); !strings.Contains(sentence, q.about) {
				t.Errorf("%s: %q", q.query, sentence)
			}
		}
	}
	// The meeting that was planned and happened is one event.
	root, err := search.ParseEvents("kind:meeting who:thorsby with:quill on:2025-03-12")
	if err != nil {
		t.Fatal(err)
	}
	l, err := desk.Ledger(t.Context(), s, store.EventQuery{Root: root, Limit: 50})
	if err != nil || len(l.Entries) != 1 {
		t.Fatalf("the meeting is %+v, %v", l, err)
	}
	steps := l.Entries[0].Steps
	if l.Entries[0].Status != verbatim.Happened || steps[0].Status != verbatim.Planned || steps[0].Day != "2025-03-03" || steps[len(steps)-1].Day != "2025-03-13" {
		t.Errorf("the meeting is %s, its steps %+v", l.Entries[0].Status, steps)
	}
	// So is the visit that two outlets announce, of whom one does not say what Solvenna is.
	if root, err = search.ParseEvents("kind:visit who:reyk on:2025-03-24"); err != nil {
		t.Fatal(err)
	}
	if l, err = desk.Ledger(t.Context(), s, store.EventQuery{Root: root, Limit: 50}); err != nil || len(l.Entries) != 1 || l.Entries[0].Articles != 2 {
		t.Errorf("the visit is %+v, %v", l, err)
	}
	// The call has its length.
	if root, err = search.ParseEvents("kind:call"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Events(t.Context(), store.EventQuery{Root: root, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Event().Duration < 0 || list[0].Document.Times[list[0].Event().Duration].Value != "PT40M" {
		t.Errorf("calls %+v", list)
	}
	q := store.EventQuery{}
	if err := desk.Calendar(t.Context(), s, &q, 30); err != nil {
		t.Fatal(err)
	}
	if ahead, err := s.Events(t.Context(), q); err != nil || len(ahead) == 0 {
		t.Errorf("nothing is ahead: %v", err)
	}
}

// TestVariantsEitherWay: from the whole quotation as from the part that one
// outlet has, all four outlets are found.
func TestVariantsEitherWay(t *testing.T) {
	s := filled(t)
	for _, query := range []string{`outlet:northwire "closes our waters"`, `outlet:post "closes our waters"`} {
		v, err := desk.Variants(t.Context(), s, hits(t, s, query)[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		var outlets []string
		for _, m := range v.Cluster.Members {
			outlets = append(outlets, v.Hits[m.Quote].Entry.Outlet.Label)
		}
		slices.Sort(outlets)
		if want := []string{"Ardmere Post", "Harbour Herald", "Metro Daily", "Northwire"}; !slices.Equal(outlets, want) {
			t.Errorf("%s: %v, want %v", query, outlets, want)
		}
	}
}
