package event

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A Report is what one article says of one event, told without the article:
// entities by their keys, times in minutes.
type Report struct {
	Article   string // names the article; two reports of one article are in its order
	Event     int    // index in the article's events
	Published int64  // in minutes, of publication or else of the fetch
	Kind      verbatim.EventKind
	Status    verbatim.EventStatus
	Who       []string // keys of who takes part, sorted, each once
	Place     string   // key, "" where none is named
	PlaceName string   // what the article calls it, folded; "" where that is not known
	// From and To are when the event is, [From, To) in minutes, where the article
	// tells; both are 0 where it does not.
	From, To int64
	By       string // key of the speaker in whose word alone it stands; "" otherwise
	Moved    bool   // the words say that it was put off or brought forward
}

func (r *Report) told() bool { return r.To > r.From }

// An Entry is one event over many articles.
type Entry struct {
	Kind  verbatim.EventKind
	Who   []string // of all reports, sorted
	Place string
	// PlaceName is what the report calls it that Place is of.
	PlaceName string
	From, To  int64 // the shortest time that a report tells, or the one it was moved to; 0, 0 where none does
	Reports   []int // indices in the reports, by time of publication
	Steps     []Step
	// Contradictions are pairs of reports that cannot both be right: that it
	// happened and that it did not. They are shown and not resolved. A plan
	// that came true, was dropped or was put off is no contradiction.
	Contradictions [][2]int
}

// A Step is a day's reports that say the same of an event: that it is planned,
// that it happened, that somebody denies it.
type Step struct {
	Day     int64 // in days since 1970
	Status  verbatim.EventStatus
	By      string // in whose word alone, "" where a report has it in its own
	Moved   bool
	Reports []int
}

// Status returns what the last step says, but that an event which happened is
// no plan again because a later article looks back at the plan.
func (e *Entry) Status() verbatim.EventStatus {
	status := verbatim.Unsettled
	for i := range e.Steps {
		if s := e.Steps[i].Status; status != verbatim.Happened || !intended(s) {
			status = s
		}
	}
	return status
}

const (
	day = 24 * 60 // in minutes

	// window is how many entries of the same kind and participant are looked at
	// for a report, and how many reports of an entry are compared with a new one.
	// It bounds the work of a name that is in every article.
	window = 32

	// apart is how far from each other two reports of one event may be
	// published of which one does not tell the time.
	apart = 14 * day
)

// A bucket holds the entries that a report can join by one of its names.
type bucket struct{ kind, who string }

// family is the kind by which entries are looked for: talks are called a
// meeting or a call by others.
func family(k verbatim.EventKind) string {
	if consult(k) {
		return "consultation"
	}
	return string(k)
}

// Ledger joins the reports of the same event: of one kind, with participants
// of which one side's are all among the other's (two of them at least for what
// takes two), and with times and places that agree where both are known; a place
// agrees by its name too, unless both are known to be others. A
// report that tells no time joins the entry that is nearest to its publication.
// It is pure: the same reports in any order give the same entries, and it takes
// time in proportion to the reports.
//
// A surname alone stands for the one person of the reports who has it.
func Ledger(reports []Report) []Entry {
	order := make([]int, len(reports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &reports[a], &reports[b]
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.Article, y.Article), cmp.Compare(x.Event, y.Event))
	})
	full := surnames(reports)
	var entries []Entry
	under := map[bucket][]int{}
	for _, i := range order {
		r := reports[i]
		r.Who = resolve(r.Who, full)
		at, best := -1, 0
		for _, w := range r.Who {
			list := under[bucket{family(r.Kind), w}]
			for _, k := range list[max(0, len(list)-window):] {
				if n := fits(&entries[k], reports, &r); n > best || n == best && n > 0 && k > at {
					at, best = k, n
				}
			}
		}
		if at < 0 {
			at = len(entries)
			entries = append(entries, Entry{Kind: r.Kind})
		}
		e := &entries[at]
		for _, j := range e.Reports[max(0, len(e.Reports)-window):] {
			if contradict(&reports[j], &reports[i]) {
				e.Contradictions = append(e.Contradictions, [2]int{j, i})
			}
		}
		e.Reports = append(e.Reports, i)
		if e.Kind == verbatim.Talks {
			e.Kind = r.Kind // the others say how they talked
		}
		if e.Place == "" || r.Moved && r.Place != "" || known(r.Place) && !known(e.Place) && r.Place != "" {
			e.Place, e.PlaceName = r.Place, r.PlaceName
		}
		if r.told() && (e.To <= e.From || r.To-r.From < e.To-e.From || r.Moved) {
			e.From, e.To = r.From, r.To
		}
		for _, w := range r.Who {
			if k, is := slices.BinarySearch(e.Who, w); !is {
				e.Who = slices.Insert(e.Who, k, w)
				b := bucket{family(r.Kind), w}
				under[b] = append(under[b], at)
			}
		}
	}
	for k := range entries {
		entries[k].steps(reports)
	}
	return entries
}

// fits says how well r fits entry e, 0 where it does not report that event.
func fits(e *Entry, reports []Report, r *Report) int {
	common := 0
	for _, w := range r.Who {
		if _, is := slices.BinarySearch(e.Who, w); is {
			common++
		}
	}
	if common < len(r.Who) && common < len(e.Who) {
		return 0
	}
	if e.Kind != r.Kind && (e.Kind != verbatim.Talks && r.Kind != verbatim.Talks || common < 2) {
		return 0
	}
	last := &reports[e.Reports[len(e.Reports)-1]]
	told := e.To > e.From && r.told()
	same := told && e.From < r.To && r.From < e.To
	samePlace := e.Place != "" && (e.Place == r.Place || r.Place != "" && e.PlaceName != "" && e.PlaceName == r.PlaceName && !(known(e.Place) && known(r.Place)))
	switch {
	case told && !same:
		// A plan that was put off has another time from then on.
		if !r.Moved || common < 2 && !samePlace || !intended(last.Status) || !within(last.Published, r.Published, 3*apart) {
			return 0
		}
	case !told && !within(last.Published, r.Published, apart) && !within(e.To, r.Published, apart):
		return 0
	case !told && !timely(e, r):
		return 0
	}
	if e.Place != "" && r.Place != "" && !samePlace {
		return 0
	}
	one := acts(r.Kind) || strings.ToUpper(string(r.Kind)) == string(r.Kind) // a code for a kind
	for _, j := range e.Reports[max(0, len(e.Reports)-window):] {
		if reports[j].Article == r.Article && (one || reports[j].Status == r.Status) {
			return 0 // the article tells them apart
		}
	}
	if e.Kind != r.Kind && !same {
		return 0 // by another name it is the same only at the same time
	}
	if one && !same && !within(last.Published, r.Published, 2*day) {
		return 0 // who demands it again next week makes a new demand
	}
	if common < 2 && !same && !samePlace && r.Kind != verbatim.Resignation {
		return 0 // one name alone is in too many events
	}
	n := 1 + common
	if same {
		n += 8
	}
	if samePlace {
		n += 4
	}
	if e.Kind == r.Kind {
		n += 2
	}
	if e.To > e.From && !r.told() && within(e.From, r.Published, 3*day) {
		n++
	}
	return n
}

// known says that a key of a place names one place for sure, by its identifier
// in Wikidata. Another is a name, which the same place may have in an article
// where it is known and in one where it is not.
func known(place string) bool {
	return len(place) > 1 && place[0] == 'Q' && strings.Trim(place[1:], "0123456789") == ""
}

// timely says that r, or e, tells no time and may speak of the other's all the
// same: what is over is not to come, and what is to come is not over.
func timely(e *Entry, r *Report) bool {
	switch {
	case e.To > e.From && !r.told():
		switch {
		case r.Status == verbatim.Happened, r.Status == verbatim.UnderWay, r.Status == verbatim.Denied:
			return e.From < r.Published+day
		case intended(r.Status):
			return r.Published < e.To+day
		}
	case r.told() && e.To <= e.From && intended(r.Status):
		return r.From+apart > r.Published
	}
	return true
}

// intended says that an event with that status is to come.
func intended(s verbatim.EventStatus) bool {
	switch s {
	case verbatim.Planned, verbatim.Proposed, verbatim.Conditional, verbatim.Unsettled, verbatim.RuledOut:
		return true
	}
	return false
}

func within(a, b, d int64) bool { return a-b <= d && b-a <= d }

// surnames maps the key of a person's last name alone to the key of the only
// one in the reports who has that name; and a full name that an article takes
// for that of an organisation to the person's who has it elsewhere.
func surnames(reports []Report) map[string]string {
	out := map[string]string{}
	for i := range reports {
		for _, w := range reports[i].Who {
			name, ok := strings.CutPrefix(w, "person:")
			if !ok {
				continue
			}
			k := strings.LastIndexByte(name, ' ')
			if k < 0 {
				continue
			}
			out["organisation:"+name] = w
			short := "person:" + name[k+1:]
			if old, is := out[short]; is && old != w {
				out[short] = "" // two of them
			} else {
				out[short] = w
			}
		}
	}
	return out
}

func resolve(who []string, full map[string]string) []string {
	out := slices.Clone(who)
	for i, w := range out {
		if f := full[w]; f != "" {
			out[i] = f
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// steps puts the reports of e in steps: those of a day that say the same, by
// the first of them.
func (e *Entry) steps(reports []Report) {
	for _, i := range e.Reports {
		r := &reports[i]
		d := r.Published / day
		k := len(e.Steps) - 1
		for k >= 0 && e.Steps[k].Day == d && !(e.Steps[k].Status == r.Status && e.Steps[k].By == r.By && e.Steps[k].Moved == r.Moved) {
			k--
		}
		if k >= 0 && e.Steps[k].Day == d {
			e.Steps[k].Reports = append(e.Steps[k].Reports, i)
			continue
		}
		e.Steps = append(e.Steps, Step{d, r.Status, r.By, r.Moved, []int{i}})
	}
}

// contradict says that a and the later b cannot both be right. Somebody who
// says one thing and then another has changed their mind, and what was called
// off may be held after all.
func contradict(a, b *Report) bool {
	if a.By != "" && a.By == b.By && a.Published < b.Published {
		return false
	}
	yes := func(s verbatim.EventStatus) bool { return s == verbatim.Happened || s == verbatim.UnderWay }
	switch x, y := a.Status, b.Status; {
	case yes(x) && (y == verbatim.Denied || y == verbatim.Cancelled), x == verbatim.Denied && yes(y):
		return true
	case x == verbatim.Planned && y == verbatim.RuledOut, x == verbatim.RuledOut && y == verbatim.Planned:
		return true
	}
	return false
}
