package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

const corrected = "“The road is closed,” Mayor Ann Pell said on Tuesday. Tom Adeyemi said that the board would “never” pay.\n\n" +
	"“Nobody asked us about it,” Pell said.\n"

func analysed(t *testing.T) *verbatim.Document {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := &verbatim.Document{Meta: verbatim.Meta{Path: "road", Language: "en"}, Text: corrected}
	analyze.Document(d, m)
	if len(d.Statements) != 3 {
		t.Fatalf("%d statements are found in the article, want 3", len(d.Statements))
	}
	return d
}

// of returns the span of words in the article.
func of(words string) verbatim.Span {
	at := strings.Index(corrected, words)
	return verbatim.Span{Start: at, End: at + len(words)}
}

func labels(h *search.Hit) (out []string) {
	for _, f := range h.Entry.Speakers {
		out = append(out, f.Label)
	}
	return out
}

// A statement reads as its newest correction has it; the machine's stays.
func TestCorrected(t *testing.T) {
	d := analysed(t)
	was := slices.Clone(d.Statements)
	hits := export.Hits(d)
	h := hits[1] // Adeyemi's
	if got := labels(&h); !slices.Equal(got, []string{"Tom Adeyemi"}) || h.Statement().Kind != verbatim.Mixed {
		t.Fatalf("the machine has %v, %s", got, h.Statement().Kind)
	}
	amend := func(c store.Correction) store.Correction {
		c.Verdict = store.Amend
		return c
	}
	for _, c := range []struct {
		name     string
		list     []store.Correction
		speakers []string
		content  verbatim.Span
		kind     verbatim.Kind
		judged   bool
		rejected bool
	}{
		{"nothing", nil, []string{"Tom Adeyemi"}, of("that the board would “never” pay"), verbatim.Mixed, false, false},
		{"accepted", []store.Correction{{Verdict: store.Accept}}, []string{"Tom Adeyemi"}, of("that the board would “never” pay"), verbatim.Mixed, true, false},
		{"rejected", []store.Correction{{Verdict: store.Reject}}, []string{"Tom Adeyemi"}, of("that the board would “never” pay"), verbatim.Mixed, true, true},
		{"a speaker of the article", []store.Correction{amend(store.Correction{Speaker: "Mayor Pell"})}, []string{"Ann Pell"}, of("that the board would “never” pay"), verbatim.Mixed, true, false},
		{"somebody else", []store.Correction{amend(store.Correction{Speaker: "Kit  Orde"})}, []string{"Kit  Orde"}, of("that the board would “never” pay"), verbatim.Mixed, true, false},
		{"nobody", []store.Correction{amend(store.Correction{Unattributed: true})}, nil, of("that the board would “never” pay"), verbatim.Mixed, true, false},
		{"words in marks", []store.Correction{amend(store.Correction{Content: []verbatim.Span{of("“never”")}})}, []string{"Tom Adeyemi"}, of("“never”"), verbatim.Direct, true, false},
		{"words without", []store.Correction{amend(store.Correction{Content: []verbatim.Span{of("that the board would")}})}, []string{"Tom Adeyemi"}, of("that the board would"), verbatim.Indirect, true, false},
		{"the newest", []store.Correction{amend(store.Correction{Speaker: "Kit Orde"}), amend(store.Correction{Content: []verbatim.Span{of("“never”")}})}, []string{"Tom Adeyemi"}, of("“never”"), verbatim.Direct, true, false},
		{"undone", []store.Correction{{Verdict: store.Reject}, {Verdict: store.Undo}}, []string{"Tom Adeyemi"}, of("that the board would “never” pay"), verbatim.Mixed, false, false},
	} {
		r := desk.Corrected(h, c.list)
		st := r.Statement()
		if !slices.Equal(labels(&r.Hit), c.speakers) || len(st.Content) != 1 || st.Content[0] != c.content || st.Kind != c.kind || r.Entry.Kind != c.kind || r.Judged != c.judged || r.Rejected != c.rejected || r.ID != h.ID {
			t.Errorf("%s: %v said %v, %s; judged %v, rejected %v", c.name, labels(&r.Hit), st.Content, st.Kind, r.Judged, r.Rejected)
		}
	}
	if diff := cmp.Diff(was, d.Statements); diff != "" {
		t.Errorf("the machine's statements were changed:\n%s", diff)
	}
}

// A name that two in the article may have is none of theirs.
func TestCorrectedDoubt(t *testing.T) {
	d := analysed(t)
	name := of("Mayor Ann Pell").Start + len("Mayor ")
	d.Entities = append(d.Entities, verbatim.Entity{Kind: verbatim.Person, Name: verbatim.Span{Start: name + 4, End: name + 8}})
	r := desk.Corrected(export.Hits(d)[1], []store.Correction{{Verdict: store.Amend, Speaker: "Mrs Ann Pell"}})
	if len(r.Statement().Speakers) != 0 || !slices.Equal(labels(&r.Hit), []string{"Mrs Ann Pell"}) {
		t.Errorf("speakers %v, %v", r.Statement().Speakers, labels(&r.Hit))
	}
}

func TestCorrectedDocument(t *testing.T) {
	d := analysed(t)
	d.Statements[1].Parent, d.Statements[2].Parent = 0, 1
	d.Events = []verbatim.Event{{By: 1}, {By: 2}, {By: -1}}
	hits := export.Hits(d)
	machine := func(spans ...verbatim.Span) store.Machine {
		return store.Machine{Kind: verbatim.Direct, Content: spans}
	}
	contents := func(d *verbatim.Document) (out []string) {
		for i := range d.Statements {
			out = append(out, d.Statements[i].Content[0].In(d.Text))
		}
		return out
	}
	got := desk.CorrectedDocument(d, []store.Correction{
		{Statement: hits[1].ID, Verdict: store.Reject},
		{Statement: hits[2].ID, Verdict: store.Amend, Content: []verbatim.Span{of("asked us")}},
	})
	if diff := cmp.Diff([]string{"“The road is closed,”", "asked us"}, contents(got)); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	// What was inside of what was rejected is inside of what that was inside of.
	if got.Statements[0].Parent != -1 || got.Statements[1].Parent != 0 || got.Events[0].By != 0 || got.Events[1].By != 1 || got.Events[2].By != -1 {
		t.Errorf("statements %+v, events %+v", got.Statements, got.Events)
	}
	// What was judged and is no longer found stands in the place of what nobody
	// has judged.
	got = desk.CorrectedDocument(d, []store.Correction{
		{Statement: "s0000000000000001", Verdict: store.Accept, Machine: machine(of("that the board"))},
		{Statement: "s0000000000000002", Verdict: store.Reject, Machine: machine(of("Nobody asked"))},
		{Statement: "s0000000000000003", Verdict: store.Accept, Machine: machine(of("road"))},
		{Statement: hits[0].ID, Verdict: store.Accept},
	})
	if diff := cmp.Diff([]string{"“The road is closed,”", "road", "that the board", "“Nobody asked us about it,”"}, contents(got)); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	for i, st := range got.Statements {
		if st.Parent >= i {
			t.Errorf("statement %d is inside of %d", i, st.Parent)
		}
	}
	if diff := cmp.Diff(d, desk.CorrectedDocument(d, nil), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("without corrections it is another:\n%s", diff)
	}
}
