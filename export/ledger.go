package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"github.com/verbatim-record/verbatim"
)

// LedgerSchema names the form of a [LedgerEntry].
const LedgerSchema = "verbatim-ledger/1"

// Ledger is events, each once with what all articles report of it.
type Ledger struct {
	Entries []LedgerEntry
	Total   int  // how many there are
	More    bool // there may be more reports than were joined: those of the latest days were
}

// LedgerEntry is an event over many articles, as JSON. Its status is that of
// the last step; what contradicts it is there beside it.
type LedgerEntry struct {
	Schema         string               `json:"schema"`
	ID             string               `json:"id"` // of its first report
	Kind           *string              `json:"kind"`
	Plover         string               `json:"plover"`
	Status         verbatim.EventStatus `json:"status"`
	Date           *FoundEventDate      `json:"date"` // null where no article tells the day
	Actors         []FoundName          `json:"actors"`
	Targets        []FoundName          `json:"targets"`
	Place          *FoundName           `json:"place"`
	Articles       int                  `json:"articles"`
	Steps          []LedgerStep         `json:"steps"`
	Contradictions []Contradiction      `json:"contradictions"`
}

// LedgerStep is what the reports of a day say of an event.
type LedgerStep struct {
	Day     string               `json:"day"` // of publication; empty for an undated file
	Status  verbatim.EventStatus `json:"status"`
	Moved   bool                 `json:"moved"` // put off or brought forward
	By      []FoundName          `json:"by"`    // in whose word alone
	Reports []*FoundEventRecord  `json:"reports"`
}

// Contradiction is two reports that cannot both be right, the earlier first.
type Contradiction struct {
	One   string `json:"one"` // ids of reports
	Other string `json:"other"`
}

// When returns the day on which the event is, or else that of its last report.
func (e *LedgerEntry) When() string {
	if e.Date != nil {
		return e.Date.From
	}
	if n := len(e.Steps); n > 0 {
		return e.Steps[n-1].Day
	}
	return ""
}

// Last returns the newest report that says what the entry's status is.
func (e *LedgerEntry) Last() *FoundEventRecord {
	s := &e.Steps[len(e.Steps)-1]
	for i := range e.Steps {
		if e.Steps[i].Status == e.Status {
			s = &e.Steps[i]
		}
	}
	return s.Reports[len(s.Reports)-1]
}

// Report returns a report of the entry and its step, or nil.
func (e *LedgerEntry) Report(id string) (*FoundEventRecord, *LedgerStep) {
	for i := range e.Steps {
		for _, r := range e.Steps[i].Reports {
			if r.ID == id {
				return r, &e.Steps[i]
			}
		}
	}
	return nil, nil
}

// kindName is what the event is called.
func (e *LedgerEntry) kindName() string {
	v := verbatim.Event{Plover: e.Plover}
	if e.Kind != nil {
		v.Kind = verbatim.EventKind(*e.Kind)
	}
	return EventKindName(&v)
}

func names(list []FoundName) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = n.Name
	}
	return strings.Join(parts, "; ")
}

// who is who does it, and whom.
func (e *LedgerEntry) who() string {
	who := names(e.Actors)
	if whom := names(e.Targets); whom != "" {
		who = cmp.Or(who, "–") + " – " + whom
	}
	return who
}

// Ledger appends the events of a ledger, each once with all of its reports. ok is
// false for formats that have no form of that, or one that depends on who looks.
func (f Format) Ledger(dst []byte, l *Ledger) (out []byte, ok bool) {
	var each func([]byte, *LedgerEntry) []byte
	var tail func([]byte) []byte
	switch f.Name {
	case "jsonl":
		each = LedgerJSONL
	case "csv":
		dst, each = LedgerCSVHeader(dst), LedgerCSV
	case "plover":
		each = LedgerPlover
	case "ical":
		dst, each, tail = ICalHead(dst), LedgerICal, ICalTail
	default:
		return dst, false
	}
	for i := range l.Entries {
		dst = each(dst, &l.Entries[i])
	}
	if tail != nil {
		dst = tail(dst)
	}
	return dst, true
}

// LedgerJSONL appends an entry as one line of JSON.
func LedgerJSONL(dst []byte, e *LedgerEntry) []byte { return appendJSON(dst, e, "") }

// LedgerCSVHeader appends the line that names the columns: those of
// [FoundEventCSVHeader], and behind them the id of the entry, the number of the
// step in it, and whether another report contradicts this one.
func LedgerCSVHeader(dst []byte) []byte {
	return appendRow(dst, append(slices.Clone(foundEventColumns), "entry", "step", "contradicted"))
}

// LedgerCSV appends a row for each report of an entry; see [CSV] for what a
// cell is.
func LedgerCSV(dst []byte, e *LedgerEntry) []byte {
	against := make(map[string]bool)
	for _, c := range e.Contradictions {
		against[c.One], against[c.Other] = true, true
	}
	for i := range e.Steps {
		for _, r := range e.Steps[i].Reports {
			dst = appendRow(dst, append(eventRow(r), e.ID, strconv.Itoa(i+1), strconv.FormatBool(against[r.ID])))
		}
	}
	return dst
}

// dayWords writes an ISO day as a reader of news does.
func dayWords(day string) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return t.Format("2 January 2006")
	}
	return cmp.Or(day, "undated")
}

// dateWords writes when an event is.
func dateWords(d *FoundEventDate) string {
	from, err1 := time.Parse(time.DateOnly, d.From)
	to, err2 := time.Parse(time.DateOnly, d.Until)
	if err1 != nil || err2 != nil {
		return d.Value
	}
	switch days := to.Sub(from) / (24 * time.Hour); {
	case days == 1:
		out := from.Format("2 January 2006")
		if clock, ok := clockOf(d.Value); ok {
			out += ", " + clock.Format("15:04")
		}
		return out
	case days == 2 && strings.HasSuffix(d.Value, "-WE"):
		return "the weekend of " + from.Format("2 January 2006")
	case days == 7 && strings.Contains(d.Value, "-W"):
		return "the week of " + from.Format("2 January 2006")
	case len(d.Value) == len("2006-01") && from.Day() == 1 && to.Equal(from.AddDate(0, 1, 0)):
		return from.Format("January 2006")
	}
	return d.Value
}

// LedgerText appends an entry as a block for a person: when, what, whether as
// it stands, who and where; below it a line a step, with the outlets; what
// contradicts what; and the sentence of the last report.
func LedgerText(dst []byte, e *LedgerEntry, width int, palette Palette) []byte {
	width = max(width, minWidth)
	put := func(indent int, lines ...line) {
		for _, l := range lines {
			var out line
			out.pad(indent)
			out.append(l)
			dst = out.ANSI(dst, palette)
			dst = append(dst, '\n')
		}
	}
	w := wrapper{width: width}
	if e.Date != nil {
		w.write(dateWords(e.Date), 0, style{bold: true})
	} else {
		w.write("no day told", 0, style{dim: true})
	}
	w.write(" · ", 0, style{dim: true})
	state := string(e.Status)
	if len(e.Contradictions) > 0 {
		state += " (disputed)"
	}
	w.write(e.kindName()+", "+state, 0, style{bold: true})
	if who := e.who(); who != "" {
		w.write(" · "+who, 0, style{})
	}
	if e.Place != nil {
		w.write(" · "+e.Place.Name, 0, style{})
	}
	put(0, w.finish()...)

	for i := range e.Steps {
		s := &e.Steps[i]
		w := wrapper{width: width - 4}
		what := string(s.Status)
		if s.Moved && (s.Status == verbatim.Planned || s.Status == verbatim.Cancelled) {
			what += ", moved"
		}
		w.write(dayWords(s.Day)+"  ", 0, style{dim: true})
		w.write(what, 0, style{bold: true})
		if by := names(s.By); by != "" {
			w.write(", as told by "+by, 0, style{})
		}
		if d := s.Reports[0].Date; d != nil && (e.Date == nil || d.Until <= e.Date.From || e.Date.Until <= d.From) {
			w.write(", for "+dateWords(d), 0, style{})
		}
		outlets := make([]string, 0, len(s.Reports))
		for _, r := range s.Reports {
			outlets = append(outlets, sourceOf(r))
		}
		w.write(" · "+strings.Join(outlets, ", "), 0, style{dim: true})
		put(2, w.finish()...)
	}
	for _, d := range e.disputes() {
		w := wrapper{width: width - 4}
		w.write("disputed: "+d[0].text()+" · "+d[1].text(), 0, style{})
		put(2, w.finish()...)
	}
	r := e.Last()
	w = wrapper{width: min(width-2, measure)}
	mark := style{bold: true}
	if at := strings.Index(r.Sentence, r.Words); at >= 0 && r.Words != "" {
		named := r.Words
		if palette == Plain {
			named, mark = "*"+named+"*", style{}
		}
		w.write(r.Sentence[:at], 0, style{})
		w.write(named, 0, mark)
		w.write(r.Sentence[at+len(r.Words):], 0, style{})
	} else {
		w.write(r.Sentence, 0, style{})
	}
	put(2, w.finish()...)
	var l line
	reports := 0
	for i := range e.Steps {
		reports += len(e.Steps[i].Reports)
	}
	end := fmt.Sprintf("%s  %s in %s", e.ID, counted(reports, "report"), counted(e.Articles, "article"))
	l.add(end, style{dim: true}, displaywidth.String(end))
	put(2, l)
	return dst
}

// A side is what one of those says who contradict each other, and where.
type side struct {
	status  verbatim.EventStatus
	sources []string
}

func (s side) text() string { return string(s.status) + " – " + strings.Join(s.sources, ", ") }

// disputes joins the contradictions between the same statuses.
func (e *LedgerEntry) disputes() [][2]side {
	var out [][2]side
	for _, c := range e.Contradictions {
		one, a := e.Report(c.One)
		other, b := e.Report(c.Other)
		if one == nil || other == nil {
			continue
		}
		k := slices.IndexFunc(out, func(d [2]side) bool {
			return d[0].status == a.Status && d[1].status == b.Status || d[0].status == b.Status && d[1].status == a.Status
		})
		if k < 0 {
			k = len(out)
			out = append(out, [2]side{{status: a.Status}, {status: b.Status}})
		}
		put := func(step *LedgerStep, r *FoundEventRecord) {
			s := &out[k][0]
			if s.status != step.Status {
				s = &out[k][1]
			}
			name := sourceOf(r)
			if by := names(step.By); by != "" {
				name = by + " (" + name + ")"
			}
			if !slices.Contains(s.sources, name) {
				s.sources = append(s.sources, name)
			}
		}
		put(a, one)
		put(b, other)
	}
	return out
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// sourceOf is the outlet of a report, or else what its article is called.
func sourceOf(r *FoundEventRecord) string {
	for _, s := range []*string{r.Outlet, r.URL, r.Path, r.Title} {
		if s != nil && *s != "" {
			return *s
		}
	}
	return r.Document
}

// LedgerPlover appends an entry as one line of JSON in PLOVER's fields, in the
// words of its last report.
func LedgerPlover(dst []byte, e *LedgerEntry) []byte {
	r := e.Last()
	p := ploverOf(e.Plover, e.Actors, e.Targets, e.Place)
	p.ID, p.Date, p.Status = e.ID, e.When(), e.Status
	p.EventText, p.Text, p.Document, p.Coder, p.Reports = r.Words, r.Sentence, r.Document, "Verbatim", e.Articles
	p.Language = "en"
	if r.Outlet != nil {
		p.Publication = *r.Outlet
	}
	if r.URL != nil {
		p.URL = *r.URL
	}
	return appendJSON(dst, p, "")
}

// ploverOf has the code and who takes part. PLOVER has no place of its own: it
// codes the destination of a visit, and where troops are moved, as the target.
func ploverOf(code string, actors, targets []FoundName, place *FoundName) PloverRecord {
	event, mode, _ := strings.Cut(code, ":")
	of := func(list []FoundName) []PloverActor {
		out := make([]PloverActor, 0, len(list))
		for _, n := range list {
			out = append(out, PloverActor{n.Name, n.Key})
		}
		return out
	}
	p := PloverRecord{Event: event, Mode: mode, Source: of(actors), Target: of(targets)}
	if len(p.Target) == 0 && place != nil && (code == "CONSULT:visit" || event == "MOBILIZE" || event == "RETREAT") {
		p.Target = of([]FoundName{*place})
	}
	return p
}
