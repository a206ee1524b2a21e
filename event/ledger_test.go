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

// minute is midnight of a day of February 2025, or of what follows on it.
func minute(d int64) int64 { return (20120 + d) * day } // 20120 is 31 January 2025

// report is a call that an article of a day tells: "status [who] [@place]
// [from-to] [by=key] [moved] [second]", with a kind where it is no call.
func report(article string, published int64, text string) Report {
	r := Report{Article: article, Published: minute(published), Kind: verbatim.Call}
	for i, f := range strings.Split(text, "; ") {
		var from, to int64
		switch name, value, _ := strings.Cut(f, "="); {
		case i == 0:
			r.Status = verbatim.EventStatus(f)
		case name == "kind":
			r.Kind = verbatim.EventKind(value)
		case name == "by":
			r.By = value
		case name == "at":
			r.Place = value
		case name == "on":
			if n, _ := fmt.Sscanf(value, "%d-%d", &from, &to); n == 1 {
				to = from + 1
			}
			r.From, r.To = minute(from), minute(to)
		case name == "second": // of the article
			r.Event = 1
		case name == "moved":
			r.Moved = true
		default:
			r.Who = append(r.Who, f)
		}
	}
	slices.Sort(r.Who)
	return r
}

func TestLedger(t *testing.T) {
	for _, c := range []struct {
		what           string
		reports        []Report
		entries        int
		contradictions int
		steps          string // of the first entry
	}{
		{"two articles of one day", []Report{report("a", 13, "happened; P; T; on=12"), report("b", 13, "happened; P; T; on=12")}, 1, 0, "13 happened ab"},
		{"a week and a day in it", []Report{report("a", 10, "planned; P; T; on=10-17"), report("b", 11, "planned; P; T; on=13")}, 1, 0, "10 planned a, 11 planned b"},
		{"a plan that came true", []Report{report("a", 10, "planned; P; T; on=12"), report("b", 13, "happened; P; T; on=12")}, 1, 0, "10 planned a, 13 happened b"},
		{"a plan that was dropped", []Report{report("a", 10, "planned; P; T"), report("b", 12, "cancelled; P; T")}, 1, 0, "10 planned a, 12 cancelled b"},
		{"said and denied", []Report{report("a", 13, "happened; P; T; on=12"), report("b", 14, "denied; P; T; on=12; by=P")}, 1, 1, "13 happened a, 14 denied by P b"},
		{"announced, and denied by the other side", []Report{report("a", 10, "planned; P; T; on=12; by=T"), report("b", 10, "ruled out; P; T; on=12; by=P")}, 1, 1, "10 planned by T a, 10 ruled out by P b"},
		{"a change of mind", []Report{report("a", 10, "planned; P; T; on=12; by=P"), report("b", 11, "ruled out; P; T; on=12; by=P")}, 1, 0, "10 planned by P a, 11 ruled out by P b"},
		{"held after all", []Report{report("a", 10, "cancelled; P; T; on=12"), report("b", 13, "happened; P; T; on=12")}, 1, 0, "10 cancelled a, 13 happened b"},
		{"put off", []Report{report("a", 10, "planned; P; T; on=12"), report("b", 11, "planned; P; T; on=20; moved"), report("c", 21, "happened; P; T; on=20")}, 1, 0, "10 planned a, 11 planned b, 21 happened c"},
		{"other days", []Report{report("a", 13, "happened; P; T; on=12"), report("b", 15, "happened; P; T; on=14")}, 2, 0, "13 happened a"},
		{"a second plan", []Report{report("a", 10, "planned; P; T; on=12"), report("b", 10, "planned; P; T; on=20"), report("c", 13, "happened; P; T")}, 2, 0, "10 planned a, 13 happened c"},
		{"denied, and not the next one", []Report{report("a", 10, "planned; P; T; on=12"), report("b", 13, "planned; P; T; on=27"), report("c", 14, "denied; P; T")}, 2, 0, "10 planned a, 14 denied c"},
		{"a plan after what is over", []Report{report("a", 13, "happened; P; T; on=12"), report("b", 16, "planned; P; T")}, 2, 0, "13 happened a"},
		{"long after, without a time", []Report{report("a", 13, "happened; P; T"), report("b", 44, "happened; P; T")}, 2, 0, "13 happened a"},
		{"another caller", []Report{report("a", 13, "happened; P; T"), report("b", 13, "happened; T; Z")}, 2, 0, "13 happened a"},
		{"one name alone", []Report{report("a", 13, "happened; T"), report("b", 13, "happened; T")}, 2, 0, "13 happened a"},
		{"one of the two is left out", []Report{report("a", 13, "happened; P; T; on=12"), report("b", 13, "happened; T; on=12")}, 1, 0, "13 happened ab"},
		{"other places", []Report{report("a", 13, "planned; P; T; at=Rome"), report("b", 13, "planned; P; T; at=Oslo")}, 2, 0, "13 planned a"},
		{"talks that were a meeting", []Report{report("a", 13, "happened; P; T; on=12; kind=talks"), report("b", 13, "happened; P; T; on=12; kind=meeting")}, 1, 0, "13 happened ab"},
		{"a call is no meeting", []Report{report("a", 13, "happened; P; T; on=12"), report("b", 13, "happened; P; T; on=12; kind=meeting")}, 2, 0, "13 happened a"},
		{"twice in one article", []Report{report("a", 13, "happened; P; T"), report("a", 13, "happened; P; T")}, 2, 0, "13 happened a"},
		{"two sides in one article", []Report{report("a", 13, "planned; P; T; by=T"), report("a", 13, "ruled out; P; T; by=P; second=")}, 1, 1, "13 planned by T a, 13 ruled out by P a"},
		{"accused again", []Report{report("a", 3, "happened; P; T; kind=ACCUSE"), report("b", 13, "happened; P; T; kind=ACCUSE")}, 2, 0, "3 happened a"},
		{"demanded again", []Report{report("a", 3, "happened; P; T; kind=demand"), report("b", 13, "happened; P; T; kind=demand")}, 2, 0, "3 happened a"},
		{"a surname", []Report{report("a", 13, "happened; person:bo pell; person:orde; on=12"), report("b", 13, "happened; person:pell; person:ana orde; on=12")}, 1, 0, "13 happened ab"},
		{"a surname of two", []Report{report("a", 13, "happened; person:bo pell; T; on=12"), report("b", 13, "happened; person:pell; T; on=12"), report("c", 13, "happened; person:al pell; T; on=12")}, 3, 0, "13 happened a"},
	} {
		entries := Ledger(c.reports)
		if len(entries) != c.entries || len(entries[0].Contradictions) != c.contradictions || stepsOf(&entries[0], c.reports) != c.steps {
			t.Errorf("%s: %d entries, %d contradictions, %s", c.what, len(entries), len(entries[0].Contradictions), stepsOf(&entries[0], c.reports))
		}
		turned := slices.Clone(c.reports)
		slices.Reverse(turned)
		if again := Ledger(turned); len(again) != len(entries) || !reflect.DeepEqual(again[0].Who, entries[0].Who) || stepsOf(&again[0], turned) != stepsOf(&entries[0], c.reports) {
			t.Errorf("%s: another order of the reports gives %+v", c.what, again)
		}
	}
}

func stepsOf(e *Entry, reports []Report) string {
	var out []string
	for _, s := range e.Steps {
		step := fmt.Sprintf("%d %s", s.Day-20120, s.Status)
		if s.By != "" {
			step += " by " + s.By
		}
		step += " "
		for _, i := range s.Reports {
			step += reports[i].Article
		}
		out = append(out, step)
	}
	return strings.Join(out, ", ")
}

func TestLedgerEntry(t *testing.T) {
	reports := []Report{report("a", 10, "planned; P; T; on=10-17; kind=talks"), report("b", 11, "planned; P; T; Z; on=12; at=Oslo; kind=meeting"), report("c", 11, "planned; P; T; on=20; at=Rome; moved; kind=meeting")}
	e := Ledger(reports)[0]
	if e.Kind != verbatim.Encounter || e.Place != "Rome" && e.Place != "Oslo" || !slices.Equal(e.Who, []string{"P", "T", "Z"}) || e.Status() != verbatim.Planned {
		t.Errorf("%+v", e)
	}
	looked := []Report{report("a", 10, "planned; P; T; on=12"), report("b", 13, "happened; P; T; on=12"), report("c", 15, "planned; P; T; on=12")}
	if e := Ledger(looked)[0]; len(e.Steps) != 3 || e.Status() != verbatim.Happened {
		t.Errorf("a look back at the plan: %+v", e)
	}
	if len(Ledger(nil)) != 0 || (&Entry{}).Status() != verbatim.Unsettled {
		t.Error("no report, and an event")
	}
}

// A name in every article must not make the ledger look at every pair.
func TestLedgerTime(t *testing.T) {
	took := func(n int) time.Duration {
		var reports []Report
		for i := range n {
			from := minute(int64(i % 3000))
			reports = append(reports, Report{Article: fmt.Sprint(i), Published: from, Kind: "call", Status: "happened", From: from, To: from + day, Who: []string{"T", fmt.Sprint("x", i%977)}})
		}
		best := time.Hour
		for range 3 {
			start := time.Now()
			Ledger(reports)
			best = min(best, time.Since(start))
		}
		return best
	}
	slow := true
	var small, large time.Duration
	for i := 0; i < 4 && slow; i++ { // once may be the machine's other work
		small, large = took(2000), took(16000)
		slow = large > 400*time.Millisecond && large > 30*small
	}
	if slow {
		t.Errorf("%v, and %v for eight times as many", small, large)
	}
}
