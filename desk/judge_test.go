package desk_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// judgedRecord has one article, of whose statements one is rejected, one is
// corrected and one is as it was.
func judgedRecord(t *testing.T) (*store.Store, *verbatim.Document) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{Now: func() time.Time { return time.Date(2025, 2, 14, 12, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := analysed(t)
	if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []store.Correction{
		{Statement: store.StatementID(d, 0), By: "edith", Verdict: store.Reject, Note: "a caption"},
		{Statement: store.StatementID(d, 1), By: "edith", Verdict: store.Amend, Speaker: "Kit Orde", Content: []verbatim.Span{of("“never”")}},
		{Statement: store.StatementID(d, 2), By: "edith", Verdict: store.Accept},
		{Statement: store.StatementID(d, 2), By: "edith", Verdict: store.Undo},
	} {
		if _, err := s.Correct(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	return s, d
}

// What somebody has decided stands beside the statement, and the machine's
// reading stays.
func TestJudge(t *testing.T) {
	s, was := judgedRecord(t)
	hits, err := s.Search(t.Context(), store.Query{Order: store.OldestFirst})
	if err != nil || len(hits) != 3 {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	before := hits[0].Document
	if err := desk.Judge(t.Context(), s, hits); err != nil {
		t.Fatal(err)
	}
	for i, want := range []verbatim.Verdict{verbatim.Rejected, verbatim.Corrected, ""} {
		st := hits[i].Statement()
		if j := st.Judgement; (j == nil) != (want == "") || j != nil && (j.Verdict != want || j.By != "edith") {
			t.Errorf("statement %d: %+v, want %s", i, j, want)
		}
		if got, want := export.Words(was.Text, st.Content), export.Words(was.Text, was.Statements[i].Content); got != want {
			t.Errorf("statement %d: the machine's words are %q, want %q", i, got, want)
		}
		if before.Statements[i].Judgement != nil {
			t.Errorf("statement %d: the document was changed, which others may read", i)
		}
	}
}

// Every form that can carry it says that a statement was rejected or corrected,
// and none drops it.
func TestJudgedExports(t *testing.T) {
	s, was := judgedRecord(t)
	id := store.DocumentID(was)
	plain, _, err := s.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Judged(t.Context(), s, id, plain)
	if err != nil {
		t.Fatal(err)
	}
	if plain.Statements[0].Judgement != nil {
		t.Error("the document was changed, which others may read")
	}
	for _, f := range export.Formats(export.Settings{Width: 200}) {
		if f.Name == "link" { // an address and nothing else
			continue
		}
		if f.Name == "parquet" {
			rows := export.DocumentRows(d)
			for i, want := range []string{"reject", "correct", ""} {
				if rows[i].Correction != want {
					t.Errorf("parquet: row %d has %q, want %q", i, rows[i].Correction, want)
				}
			}
			if rows[0].CorrectedBy != "edith" || rows[0].CorrectedAt != "2025-02-14T12:00:00Z" || rows[0].Corrected != "note: a caption" || rows[1].Corrected != "speaker Kit Orde; words “never”" {
				t.Errorf("parquet: %+v and %+v", rows[0], rows[1])
			}
			continue
		}
		check := func(what string, out string) {
			out = strings.Join(strings.Fields(out), " ")
			for _, want := range []string{"reject", "correct", "Kit Orde", "edith"} {
				if !strings.Contains(out, want) {
					t.Errorf("%s of %s does not say %s:\n%s", f.Name, what, want, out)
				}
			}
			if !strings.Contains(out, "14 February 2025") && !strings.Contains(out, "2025-02-14") {
				t.Errorf("%s of %s does not say when:\n%s", f.Name, what, out)
			}
		}
		if f.Document != nil {
			check("an article", string(f.Document.Append(nil, d)))
		}
		if f.Statement != nil {
			hits := export.Hits(d)
			var b []byte
			for i := range hits {
				b = f.Statement.Append(b, &hits[i])
			}
			check("statements", string(b))
		}
	}
}

// Evidence that somebody has rejected is shown as such.
func TestCheckRejected(t *testing.T) {
	s, _ := judgedRecord(t)
	c, err := desk.Check(t.Context(), s, desk.Quotation{Words: "The road is closed"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Hit == nil || c.Hit.Statement().Judgement == nil {
		t.Fatalf("evidence %+v", c.Hit)
	}
	text := string(export.CheckText(nil, c, 100, export.Palette(0)))
	if !strings.Contains(text, "Rejected: no statement; by edith, 14 February 2025 (a caption).") {
		t.Error(text)
	}
	if r := export.NewCheck(c); r.Evidence.Correction == nil || r.Evidence.Correction.Verdict != verbatim.Rejected {
		t.Errorf("%+v", r.Evidence.Correction)
	}
}
