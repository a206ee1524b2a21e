package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/store"
)

func correct(t testing.TB, s *store.Store, c store.Correction) store.Correction {
	t.Helper()
	c, err := s.Correct(t.Context(), c)
	if err != nil {
		t.Fatalf("%s %s: %v", c.Verdict, c.Statement, err)
	}
	return c
}

// queue returns the ids of the whole review queue.
func queue(t testing.TB, s *store.Store) []string {
	t.Helper()
	hits, err := s.Queue(t.Context(), "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// doubtful is a document whose statements are as sure as is said.
func doubtful(sure ...float64) *verbatim.Document {
	var lines []string
	for i := range sure {
		lines = append(lines, fmt.Sprintf("Ann Pell|direct|the point%d is made", i))
	}
	d := toy(verbatim.Meta{URL: "https://news.example/doubt", Outlet: "Gazette", Published: "2025-02-12"}, lines...)
	for i := range sure {
		d.Statements[i].Confidence = sure[i]
	}
	return d
}

// What is judged leaves the queue and comes back when that is undone; the
// newest correction counts, all are kept, and the document stays as it is.
func TestCorrect(t *testing.T) {
	s := newRecord(t)
	d := doubtful(0.9, 0.3, 0.6)
	put(t, s, d)
	id := func(i int) string { return store.StatementID(d, i) }
	if diff := cmp.Diff([]string{id(1), id(2), id(0)}, queue(t, s)); diff != "" {
		t.Fatalf("the queue (-want +got):\n%s", diff)
	}
	first := correct(t, s, store.Correction{Statement: id(1)[:8], By: "ada", Verdict: store.Accept})
	want := store.Correction{ID: 1, Statement: id(1), Document: store.DocumentID(d), By: "ada", At: clock(), Verdict: store.Accept, Found: true,
		Machine: store.Machine{Source: d.Statements[1].Source, Cue: d.Statements[1].Cue, Content: d.Statements[1].Content, Kind: "direct", Speaker: "Ann Pell", Confidence: 0.3, Model: model.Version("quote")}}
	if diff := cmp.Diff(want, first, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the correction (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{id(2), id(0)}, queue(t, s)); diff != "" {
		t.Errorf("the queue after a verdict (-want +got):\n%s", diff)
	}
	// Another person sees it otherwise.
	content := []verbatim.Span{{Start: d.Statements[1].Content[0].Start, End: d.Statements[1].Content[0].End - 2}}
	second := correct(t, s, store.Correction{Statement: id(1), By: "ben", Verdict: store.Amend, Speaker: "Tom Adeyemi", Content: content, Source: []verbatim.Span{}, Note: "heard it\nmyself"})
	list, err := s.Corrections(t.Context(), id(1))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]store.Correction{first, second}, list, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the corrections as read (-want +got):\n%s", diff)
	}
	if list[1].Source == nil || list[1].Cue != nil || !slices.Equal(list[1].Content, content) {
		t.Errorf("no source is %v, an unchanged cue %v, the content %v", list[1].Source, list[1].Cue, list[1].Content)
	}
	if c, ok := store.Standing(list); !ok || c.By != "ben" {
		t.Errorf("%v, %v stands", c, ok)
	}
	correct(t, s, store.Correction{Statement: id(1), By: "ada", Verdict: store.Undo})
	list, _ = s.Corrections(t.Context(), id(1))
	if c, ok := store.Standing(list); !ok || c.By != "ada" || c.Verdict != store.Accept || len(list) != 3 {
		t.Errorf("after one undo %v, %v stands of %d", c, ok, len(list))
	}
	if slices.Contains(queue(t, s), id(1)) {
		t.Error("it is in the queue while the first verdict stands")
	}
	correct(t, s, store.Correction{Statement: id(1), By: "ada", Verdict: store.Undo})
	if diff := cmp.Diff([]string{id(1), id(2), id(0)}, queue(t, s)); diff != "" {
		t.Errorf("the queue after all is undone (-want +got):\n%s", diff)
	}
	if _, err := s.Correct(t.Context(), store.Correction{Statement: id(1), By: "ada", Verdict: store.Undo}); !errors.Is(err, store.ErrCorrection) {
		t.Errorf("a third undo: %v", err)
	}
	got, _, err := s.Document(t.Context(), store.DocumentID(d))
	if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("the document was changed: %v\n%s", err, diff)
	}
	log, err := s.Audits(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var did []string
	for _, a := range log {
		did = append(did, a.By+" "+a.Action+" "+a.Target)
	}
	if diff := cmp.Diff([]string{"ada undo " + id(1), "ada undo " + id(1), "ben correct " + id(1), "ada accept " + id(1)}, did); diff != "" {
		t.Errorf("the audit log (-want +got):\n%s", diff)
	}
	sound(t, s)
}

func TestCorrectRefuses(t *testing.T) {
	s := newRecord(t)
	d := doubtful(0.5)
	d.Text += "é"
	put(t, s, d)
	n := len(d.Text)
	ok := store.Correction{Statement: store.StatementID(d, 0), By: "ada", Verdict: store.Amend}
	spans := func(list ...verbatim.Span) []verbatim.Span { return append([]verbatim.Span{}, list...) }
	for name, change := range map[string]func(c *store.Correction){
		"nobody":              func(c *store.Correction) { c.By, c.Speaker = "", "X" },
		"no verdict":          func(c *store.Correction) { c.Verdict = "" },
		"another verdict":     func(c *store.Correction) { c.Verdict = "delete" },
		"nothing":             func(c *store.Correction) {},
		"accept and change":   func(c *store.Correction) { c.Verdict, c.Speaker = store.Accept, "X" },
		"reject and change":   func(c *store.Correction) { c.Verdict, c.Content = store.Reject, spans(verbatim.Span{Start: 0, End: 1}) },
		"somebody and nobody": func(c *store.Correction) { c.Speaker, c.Unattributed = "X", true },
		"no words":            func(c *store.Correction) { c.Content = spans() },
		"beyond the text":     func(c *store.Correction) { c.Content = spans(verbatim.Span{Start: 0, End: n + 1}) },
		"before the text":     func(c *store.Correction) { c.Cue = spans(verbatim.Span{Start: -1, End: 1}) },
		"empty span":          func(c *store.Correction) { c.Cue = spans(verbatim.Span{Start: 3, End: 3}) },
		"inside a character":  func(c *store.Correction) { c.Content = spans(verbatim.Span{Start: 0, End: n - 1}) },
		"out of order": func(c *store.Correction) {
			c.Content = spans(verbatim.Span{Start: 5, End: 6}, verbatim.Span{Start: 0, End: 2})
		},
		"overlapping": func(c *store.Correction) {
			c.Source = spans(verbatim.Span{Start: 0, End: 4}, verbatim.Span{Start: 3, End: 6})
		},
		"a long name":         func(c *store.Correction) { c.Speaker = strings.Repeat("x", 501) },
		"a name of two lines": func(c *store.Correction) { c.Speaker = "a\nb" },
		"a name that is none": func(c *store.Correction) { c.Speaker = "\xff" },
		"a name of spaces":    func(c *store.Correction) { c.Speaker = " " },
		"a long note":         func(c *store.Correction) { c.Speaker, c.Note = "X", strings.Repeat("x", 4001) },
	} {
		c := ok
		change(&c)
		if _, err := s.Correct(t.Context(), c); !errors.Is(err, store.ErrCorrection) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for id, want := range map[string]error{"s0123456789abcdef": store.ErrNotFound, "nonsense": store.ErrID, store.DocumentID(d): store.ErrID} {
		if _, err := s.Correct(t.Context(), store.Correction{Statement: id, By: "ada", Verdict: store.Accept}); !errors.Is(err, want) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if list, err := s.Corrections(t.Context(), ok.Statement); err != nil || len(list) != 0 {
		t.Errorf("%d corrections were made, %v", len(list), err)
	}
	if log, err := s.Audits(t.Context(), 0, 10); err != nil || len(log) != 0 {
		t.Errorf("%d entries in the log, %v", len(log), err)
	}
}

// A correction outlives the analysis that it was made of: where the machine
// finds the same spans again it counts, and where it finds others it stays with
// the document and the spans that it was made of.
func TestCorrectionsOutliveReading(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := store.Open(t.Context(), path, store.Options{Now: clock, Version: func(string) string { return "older" }})
	if err != nil {
		t.Fatal(err)
	}
	d := doubtful(0.2, 0.3, 0.4)
	put(t, s, d)
	kept, moved, gone := store.StatementID(d, 0), store.StatementID(d, 1), store.StatementID(d, 2)
	for _, id := range []string{kept, moved, gone} {
		correct(t, s, store.Correction{Statement: id, By: "ada", Verdict: store.Accept})
	}
	if n, err := s.Reread(t.Context(), store.Rereading{Layer: store.IndexLayer}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if got := queue(t, s); got != nil {
		t.Errorf("writing the index anew puts %v into the queue", got)
	}
	s.Close()
	s = open(t, path)
	var found string
	_, err = s.Reread(t.Context(), store.Rereading{Layer: "quote", Again: func(again *verbatim.Document, _ string) {
		again.Statements = slices.Clone(d.Statements[:2])
		again.Statements[1].Content = []verbatim.Span{{Start: d.Statements[1].Content[0].Start, End: d.Statements[1].Content[0].End - 1}}
		found = store.StatementID(again, 1)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{found}, queue(t, s)); diff != "" {
		t.Errorf("the queue after another analysis (-want +got):\n%s", diff)
	}
	list, err := s.DocumentCorrections(t.Context(), store.DocumentID(d))
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]bool)
	for _, c := range list {
		got[c.Statement] = c.Found
	}
	if diff := cmp.Diff(map[string]bool{kept: true, moved: false, gone: false}, got); diff != "" {
		t.Errorf("which are still found (-want +got):\n%s", diff)
	}
	if !slices.Equal(list[1].Machine.Content, d.Statements[1].Content) || list[1].Machine.Model != "older" {
		t.Errorf("the spans it was made of are %+v", list[1].Machine)
	}
	// It can still be undone.
	c := correct(t, s, store.Correction{Statement: gone[:10], By: "ben", Verdict: store.Undo})
	if c.Found || c.Machine.Model != "older" || !slices.Equal(c.Machine.Content, d.Statements[2].Content) {
		t.Errorf("the undo is of %+v", c)
	}
	n := 0
	for _, err := range s.AllCorrections(t.Context()) {
		if n++; err != nil {
			t.Error(err)
		}
	}
	if n != 4 {
		t.Errorf("%d corrections in all", n)
	}
	sound(t, s)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if list, err := open(t, copied).DocumentCorrections(t.Context(), store.DocumentID(d)); err != nil || len(list) != 4 {
		t.Errorf("the backup has %d corrections, %v", len(list), err)
	}
}

// The queue is that of a model: all that is not judged and not said again in a
// newer revision, by confidence; read in parts of any size it is the same.
func TestQueue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{Now: clock})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		sure := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0.1234, 0.5, 0.5, 1, 2}), 1, 12).Draw(rt, "sure")
		d := doubtful(sure...)
		if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
			rt.Fatal(err)
		}
		var want []int
		for i := range sure {
			if rapid.Bool().Draw(rt, "judged") {
				if _, err := s.Correct(t.Context(), store.Correction{Statement: store.StatementID(d, i), By: "ada", Verdict: store.Reject}); err != nil {
					rt.Fatal(err)
				}
				continue
			}
			want = append(want, i)
		}
		slices.SortStableFunc(want, func(a, b int) int { return int(10000*min(sure[a], 1)) - int(10000*min(sure[b], 1)) })
		size := rapid.IntRange(1, 5).Draw(rt, "size")
		var got []int
		for after := ""; ; {
			hits, err := s.Queue(t.Context(), after, size)
			if err != nil {
				rt.Fatal(err)
			}
			if len(hits) == 0 {
				break
			}
			for _, h := range hits {
				got = append(got, h.Index)
				after = h.ID
			}
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("the queue is %v, want %v", got, want)
		}
		if waiting, judged, err := s.Queued(t.Context()); err != nil || waiting != len(want) || judged != len(sure)-len(want) {
			rt.Fatalf("%d wait and %d are judged, %v", waiting, judged, err)
		}
	})
}

// A statement that stands with the same words in a newer revision is judged
// there, and one that the analysis has seen twice once.
func TestQueueOnce(t *testing.T) {
	s := newRecord(t)
	meta := verbatim.Meta{URL: "https://news.example/a"}
	a, b := toy(meta, "Ann Pell|direct|The road is closed", "Ann Pell|direct|first"), toy(meta, "Ann Pell|direct|The road is closed", "Ann Pell|direct|second")
	put(t, s, a, b)
	got := queue(t, s)
	want := []string{store.StatementID(a, 1), store.StatementID(b, 0), store.StatementID(b, 1)}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the queue (-want +got):\n%s", diff)
	}
	twice := doubtful(0.1, 0.2, 0.3)
	twice.Statements[2] = twice.Statements[0]
	twice.Statements[2].Confidence = 0.3
	s = newRecord(t)
	put(t, s, twice)
	first, second := store.StatementID(twice, 0), store.StatementID(twice, 1)
	if diff := cmp.Diff([]string{first, second}, queue(t, s)); diff != "" {
		t.Errorf("the queue (-want +got):\n%s", diff)
	}
	correct(t, s, store.Correction{Statement: first, By: "ada", Verdict: store.Accept})
	if diff := cmp.Diff([]string{second}, queue(t, s)); diff != "" {
		t.Errorf("the queue after a verdict (-want +got):\n%s", diff)
	}
	if _, err := s.Queue(t.Context(), "sffffffffffffffff", 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after what is gone: %v", err)
	}
	sound(t, s)
}

// Corrections and the audit log cannot be rewritten by what writes to the
// record, and Verify finds what was rewritten behind its back.
func TestKept(t *testing.T) {
	fresh := func() *store.Store {
		s := newRecord(t)
		d := doubtful(0.3, 0.4)
		put(t, s, d)
		correct(t, s, store.Correction{Statement: store.StatementID(d, 0), By: "ada", Verdict: store.Accept})
		correct(t, s, store.Correction{Statement: store.StatementID(d, 1), By: "ada", Verdict: store.Reject})
		correct(t, s, store.Correction{Statement: store.StatementID(d, 1), By: "ben", Verdict: store.Accept})
		if err := s.PutAccount(t.Context(), store.Account{Name: "ada", Role: "editor"}, "local"); err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, query := range []string{"UPDATE correction SET who = 'eve'", "DELETE FROM correction", "UPDATE audit SET who = 'eve'", "DELETE FROM audit"} {
		if err := store.TryExec(t, fresh(), query); err == nil {
			t.Errorf("%s is done", query)
		}
	}
	unlocked := "DROP TRIGGER correction_stays; DROP TRIGGER correction_kept; DROP TRIGGER audit_stays; DROP TRIGGER audit_kept; "
	for _, query := range []string{
		"UPDATE correction SET who = 'eve' WHERE n = 2",
		"UPDATE correction SET reading = '{' WHERE n = 2",
		"UPDATE correction SET document = 77 WHERE n = 2",
		"UPDATE correction SET statement = (SELECT statement FROM correction WHERE n = 1) WHERE n = 2",
		"DELETE FROM correction WHERE n = 1",
		"UPDATE audit SET who = 'eve' WHERE n = 2",
		"DELETE FROM audit WHERE n = 2",
		"DELETE FROM audit WHERE n = 1",
		"UPDATE statement SET judged = 0",
		"UPDATE statement SET sure = 9999",
		"UPDATE account SET role = 'root'",
		"UPDATE account SET password = 'secret'",
		"INSERT INTO token (account, label, hash, created, expires, used) VALUES (1, '', x'01', 0, 0, 0)",
		"INSERT INTO token (account, label, hash, created, expires, used) VALUES (7, '', randomblob(32), 0, 0, 0)",
	} {
		s := fresh()
		sound(t, s)
		store.Exec(t, s, "PRAGMA foreign_keys = OFF")
		store.Exec(t, s, unlocked+query)
		faults := 0
		if _, err := s.Verify(t.Context(), func(store.Fault) { faults++ }, nil); err != nil || faults == 0 {
			t.Errorf("%s is not found: %v", query, err)
		}
	}
}

// A record from before the review queue gets one, a part at a time.
func TestRank(t *testing.T) {
	for _, file := range []string{"format1.db.gz", "format2.db.gz"} {
		s := open(t, unzipped(t, filepath.Join("testdata", file)))
		if got := queue(t, s); got != nil {
			t.Errorf("%s: %v before it was ranked", file, got)
		}
		n, err := s.Unranked(t.Context())
		if err != nil || n != 3 {
			t.Errorf("%s: %d documents to rank, %v", file, n, err)
		}
		sound(t, s)
		if n, err := s.Rank(t.Context(), nil); err != nil || n != 3 {
			t.Errorf("%s: %d documents ranked, %v", file, n, err)
		}
		if got := queue(t, s); len(got) != 4 { // of five, one stands in a newer revision
			t.Errorf("%s: the queue is %v", file, got)
		}
		if n, err := s.Rank(t.Context(), nil); err != nil || n != 0 {
			t.Errorf("%s: %d documents ranked again, %v", file, n, err)
		}
		sound(t, s)
	}
}
