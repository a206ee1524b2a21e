package event

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A Report is what one article says of one event, told without the article:
// entities by their keys, times by their values.
type Report struct {
	Document  string // the article's id
	Published string // ISO 8601, "" where it is not known
	Event     int    // index in the article's Document.Events
	Kind      verbatim.EventKind
	Status    verbatim.EventStatus
	Who       []string // keys of who takes part, sorted, each once
	Place     string   // key, or the words folded to lower case; "" where none is named
	Time      string   // TIMEX3 value, "" where none is known
	By        string   // key of the speaker in whose words alone it stands; "" otherwise
}

// Reports returns the events of doc as reports. Events without a kind, and
// those in which nobody with a key takes part, cannot be joined and are left out.
func Reports(doc *verbatim.Document) []Report {
	key := func(e int) string {
		if e < 0 || e >= len(doc.Entities) {
			return ""
		}
		return doc.Entities[e].Key
	}
	var out []Report
	id := doc.ID()
	for i := range doc.Events {
		e := &doc.Events[i]
		r := Report{Document: id, Published: doc.Published, Event: i, Kind: e.Kind, Status: e.Status}
		for _, p := range e.Participants {
			if k := key(p.Entity); k != "" && !slices.Contains(r.Who, k) {
				r.Who = append(r.Who, k)
			}
		}
		if e.Kind == "" || len(r.Who) == 0 {
			continue
		}
		slices.Sort(r.Who)
		if e.Place != nil {
			if r.Place = key(e.Place.Entity); r.Place == "" {
				r.Place = strings.ToLower(e.Place.In(doc.Text))
			}
		}
		if e.Time >= 0 && e.Time < len(doc.Times) {
			r.Time = doc.Times[e.Time].Value
		}
		if e.By >= 0 && e.By < len(doc.Statements) {
			if s := doc.Statements[e.By].Speakers; len(s) > 0 {
				r.By = key(s[0])
			}
		}
		out = append(out, r)
	}
	return out
}

// An Entry is one event over many articles.
type Entry struct {
	Kind    verbatim.EventKind
	Who     []string // of all reports
	Place   string
	Time    string // the finest value that a report gives
	Reports []int  // indices in the reports, by day of publication
	// Contradictions are pairs of reports that cannot both be right: that it
	// happened and that it did not. They are shown and not resolved. A plan
	// that came true, was dropped or was put off is no contradiction.
	Contradictions [][2]int
}

// Status returns what the last report says.
func (e *Entry) Status(reports []Report) verbatim.EventStatus {
	if len(e.Reports) == 0 {
		return verbatim.Unsettled
	}
	return reports[e.Reports[len(e.Reports)-1]].Status
}

// window is how many entries of the same kind and participant are looked at
// for a report. It bounds the work of a name that is in every article.
const window = 32

// apart is how many days may lie between two reports of one event of which
// neither gives the time.
const apart = 14

// Ledger joins the reports of the same event: of one kind, with participants
// of which one side's are all among the other's (two of them at least for what
// takes two), and with times and places that agree where both are known. It is
// pure: the same reports in any order give the same entries.
func Ledger(reports []Report) []Entry {
	order := make([]int, len(reports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &reports[a], &reports[b]
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.Document, y.Document), cmp.Compare(x.Event, y.Event))
	})
	var entries []Entry
	type bucket struct {
		kind verbatim.EventKind
		who  string
	}
	under := map[bucket][]int{}
	for _, i := range order {
		r := &reports[i]
		at := -1
		if len(r.Who) > 0 {
		search:
			for _, w := range r.Who {
				list := under[bucket{r.Kind, w}]
				for k := len(list) - 1; k >= max(0, len(list)-window); k-- {
					if e := &entries[list[k]]; joins(e, reports, r) {
						at = list[k]
						break search
					}
				}
			}
		}
		if at < 0 {
			at = len(entries)
			entries = append(entries, Entry{Kind: r.Kind})
		}
		e := &entries[at]
		for _, j := range e.Reports[max(0, len(e.Reports)-window):] {
			if contradict(reports[j].Status, r.Status) {
				e.Contradictions = append(e.Contradictions, [2]int{j, i})
			}
		}
		e.Reports = append(e.Reports, i)
		if e.Place == "" {
			e.Place = r.Place
		}
		if len(r.Time) > len(e.Time) || e.Time == "" || strings.HasSuffix(e.Time, "_REF") {
			e.Time = r.Time
		}
		for _, w := range r.Who {
			if k, is := slices.BinarySearch(e.Who, w); !is {
				e.Who = slices.Insert(e.Who, k, w)
				b := bucket{r.Kind, w}
				under[b] = append(under[b], at)
			}
		}
	}
	return entries
}

// joins says that r reports the event of e.
func joins(e *Entry, reports []Report, r *Report) bool {
	common := 0
	for _, w := range r.Who {
		if _, is := slices.BinarySearch(e.Who, w); is {
			common++
		}
	}
	if common < len(r.Who) && common < len(e.Who) {
		return false
	}
	sameTime := e.Time != "" && r.Time != "" && !strings.HasSuffix(e.Time, "_REF") && !strings.HasSuffix(r.Time, "_REF")
	if sameTime && !(strings.HasPrefix(e.Time, r.Time) || strings.HasPrefix(r.Time, e.Time)) {
		return false
	}
	if e.Place != "" && r.Place != "" && e.Place != r.Place {
		return false
	}
	if common < 2 && !sameTime && !(e.Place != "" && e.Place == r.Place) && r.Kind != verbatim.Resignation {
		return false // one name alone is in too many events
	}
	if sameTime {
		return true
	}
	last := &reports[e.Reports[len(e.Reports)-1]]
	return near(last.Published, r.Published)
}

// near says that two days of publication are not far apart; unknown ones are.
func near(a, b string) bool {
	x, y := days(a), days(b)
	return x > 0 && y > 0 && y-x <= apart && x-y <= apart
}

// days counts the days of an ISO date in months of 31, near enough for a
// window; 0 where it is none.
func days(s string) int {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0
	}
	n := 0
	for _, part := range []struct{ at, end, times int }{{0, 4, 372}, {5, 7, 31}, {8, 10, 1}} {
		v := 0
		for _, c := range []byte(s[part.at:part.end]) {
			if c < '0' || c > '9' {
				return 0
			}
			v = v*10 + int(c-'0')
		}
		n += v * part.times
	}
	return n
}

// contradict says that an event cannot have both statuses, whatever came
// between.
func contradict(a, b verbatim.EventStatus) bool {
	no := func(s verbatim.EventStatus) bool { return s == verbatim.Denied || s == verbatim.Cancelled }
	yes := func(s verbatim.EventStatus) bool { return s == verbatim.Happened || s == verbatim.UnderWay }
	switch {
	case yes(a) && no(b), no(a) && yes(b):
		return true
	case a == verbatim.Planned && b == verbatim.RuledOut, a == verbatim.RuledOut && b == verbatim.Planned:
		return true
	}
	return false
}
