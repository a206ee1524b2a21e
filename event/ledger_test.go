package event

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
)

func TestLedger(t *testing.T) {
	call := func(doc, day, status, when, place string, who ...string) Report {
		return Report{Document: doc, Published: day, Kind: "call", Status: verbatim.EventStatus(status), Time: when, Place: place, Who: who}
	}
	for _, c := range []struct {
		what           string
		reports        []Report
		entries        int
		contradictions int
		last           string // status of the first entry
	}{
		{"two articles of one day", []Report{call("a", "2025-02-13", "happened", "2025-02-12", "", "P", "T"), call("b", "2025-02-13", "happened", "2025-02-12TEV", "", "P", "T")}, 1, 0, "happened"},
		{"a plan that came true", []Report{call("a", "2025-02-10", "planned", "2025-02-12", "", "P", "T"), call("b", "2025-02-13", "happened", "2025-02-12", "", "P", "T")}, 1, 0, "happened"},
		{"a plan that was dropped", []Report{call("a", "2025-02-10", "planned", "", "", "P", "T"), call("b", "2025-02-12", "cancelled", "", "", "P", "T")}, 1, 0, "cancelled"},
		{"said and denied", []Report{call("a", "2025-02-13", "happened", "2025-02-12", "", "P", "T"), call("b", "2025-02-14", "denied", "2025-02-12", "", "P", "T")}, 1, 1, "denied"},
		{"other days", []Report{call("a", "2025-02-13", "happened", "2025-02-12", "", "P", "T"), call("b", "2025-03-14", "happened", "2025-03-12", "", "P", "T")}, 2, 0, "happened"},
		{"long after, without a time", []Report{call("a", "2025-02-13", "happened", "", "", "P", "T"), call("b", "2025-06-14", "happened", "", "", "P", "T")}, 2, 0, "happened"},
		{"another caller", []Report{call("a", "2025-02-13", "happened", "", "", "P", "T"), call("b", "2025-02-13", "happened", "", "", "T", "Z")}, 2, 0, "happened"},
		{"one name alone", []Report{call("a", "2025-02-13", "happened", "", "", "T"), call("b", "2025-02-13", "happened", "", "", "T")}, 2, 0, "happened"},
		{"one of the two is left out", []Report{call("a", "2025-02-13", "happened", "2025-02-12", "", "P", "T"), call("b", "2025-02-13", "happened", "2025-02-12", "", "T")}, 1, 0, "happened"},
		{"other places", []Report{call("a", "2025-02-13", "planned", "", "Rome", "P", "T"), call("b", "2025-02-13", "planned", "", "Oslo", "P", "T")}, 2, 0, "planned"},
	} {
		entries := Ledger(c.reports)
		if len(entries) != c.entries || len(entries[0].Contradictions) != c.contradictions || string(entries[0].Status(c.reports)) != c.last {
			t.Errorf("%s: %+v", c.what, entries)
		}
		turned := slices.Clone(c.reports)
		slices.Reverse(turned)
		if again := Ledger(turned); len(again) != len(entries) || !reflect.DeepEqual(again[0].Who, entries[0].Who) || again[0].Time != entries[0].Time {
			t.Errorf("%s: another order of the reports gives %+v", c.what, again)
		}
	}
}

func TestReports(t *testing.T) {
	text := "Ana called Bo in Rome on Monday"
	at := func(w string) verbatim.Span {
		i := strings.Index(text, w)
		return verbatim.Span{Start: i, End: i + len(w)}
	}
	doc := &verbatim.Document{Text: text, Meta: verbatim.Meta{Published: "2025-02-13"},
		Entities: []verbatim.Entity{{Key: "k-ana"}, {Key: ""}},
		Times:    []verbatim.Time{{Span: at("Monday"), Value: "2025-02-10"}},
		Events: []verbatim.Event{
			{Kind: "call", Status: "happened", Time: 0, Duration: -1, By: -1, Place: &verbatim.EventPlace{Span: at("Rome"), Entity: -1},
				Participants: []verbatim.Participant{{Entity: 0}, {Entity: 1}}},
			{Kind: "", Participants: []verbatim.Participant{{Entity: 0}}},
			{Kind: "call", Participants: []verbatim.Participant{{Entity: 1}}},
		}}
	got := Reports(doc)
	want := []Report{{Document: doc.ID(), Published: "2025-02-13", Kind: "call", Status: "happened", Who: []string{"k-ana"}, Place: "rome", Time: "2025-02-10"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A name in every article must not make the ledger look at every pair.
func TestLedgerTime(t *testing.T) {
	took := func(n int) time.Duration {
		var reports []Report
		for i := range n {
			reports = append(reports, Report{Document: fmt.Sprint(i), Published: "2025-02-13", Kind: "call", Status: "happened", Time: fmt.Sprintf("%04d", i%9000), Who: []string{"T", fmt.Sprint("x", i%977)}})
		}
		best := time.Hour
		for range 3 {
			start := time.Now()
			Ledger(reports)
			best = min(best, time.Since(start))
		}
		return best
	}
	small, large := took(2000), took(16000)
	if large > 200*time.Millisecond && large > 30*small {
		t.Errorf("%v, and %v for eight times as many", small, large)
	}
}
