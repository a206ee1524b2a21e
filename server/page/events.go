package page

import (
	"errors"
	"net/http"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// eventsData is what the screen of events shows.
type eventsData struct {
	Asked    string
	Ahead    bool // only what is planned from the record's newest article on
	Error    *queryError
	From, To string // the days of what is ahead
	Entries  []ledgerEntry
	MoreOf   int  // entries that are left out
	More     bool // there may be more reports than were joined
	Joined   int  // so many reports are joined at most
	Syntax   string
	Exports  []exportFormat
}

// How many events the screen shows, and how many days lie ahead.
const (
	eventEntries = 20
	daysAhead    = 30
)

// events lists the events that match a query, each with its steps. Without a
// query it is what is planned.
func (p *Pages) events(r *http.Request) (*view, error) {
	ctx, form := r.Context(), r.URL.Query()
	d := &eventsData{Asked: typed(form.Get("q")), Syntax: search.EventSyntax}
	d.Ahead = form.Get("ahead") != "" || d.Asked == ""
	v := &view{Template: "events.html", Title: "Events", Place: "events", Data: d, Less: d.less}
	if len(d.Asked) > longestQuery {
		return nil, problem{http.StatusBadRequest, "The query is too long: it has at most " + thousands(longestQuery) + " bytes."}
	}
	root, err := search.ParseEvents(d.Asked)
	if err != nil {
		d.Error, err = v.misread(err)
		return v, err
	}
	q := store.EventQuery{Root: root, Order: store.NewestFirst}
	if d.Ahead {
		q.Order = store.OldestFirst
		if err := desk.Calendar(ctx, p.o.Store, &q, daysAhead); err != nil {
			return nil, err
		}
		if !q.Since.IsZero() {
			d.From, d.To = q.Since.Format("2 January 2006"), q.Until.AddDate(0, 0, -1).Format("2 January 2006")
		}
	}
	if ctx.Value(formKey{}) == nil {
		q.Limit = eventEntries // JSON and CSV have all
	}
	l, err := desk.Ledger(ctx, p.o.Store, q)
	if err != nil {
		return nil, err
	}
	if l.Entries == nil {
		l.Entries = []export.LedgerEntry{}
	}
	v.JSON = map[string]any{"entries": l.Entries, "total": l.Total, "more": l.More}
	v.CSV = func(dst []byte) []byte {
		dst = export.LedgerCSVHeader(dst)
		for i := range l.Entries {
			dst = export.LedgerCSV(dst, &l.Entries[i])
		}
		return dst
	}
	if ctx.Value(formKey{}) != nil {
		return v, nil
	}
	d.MoreOf, d.More, d.Joined = l.Total-len(l.Entries), l.More, desk.LedgerReports
	of := &storyData{Story: &desk.Story{}}
	for i := range l.Entries {
		d.Entries = append(d.Entries, of.entryOf(&l.Entries[i]))
	}
	d.Exports = exportsOf(func(f *export.Format) bool { return f.Event != nil })
	return v, nil
}

// less takes events off a page that is too large.
func (d *eventsData) less() bool {
	n := len(d.Entries)
	if n <= 1 {
		return false
	}
	d.MoreOf += n - n*2/3
	d.Entries = d.Entries[:n*2/3]
	return true
}

// lookupData is what the screen shows that looks up a quotation.
type lookupData struct {
	Words, Speaker string
	Asked          bool
	Row            checkRow
	Said           string // the finding in words
	Evidence       *card
	Unknown        bool // the record knows no such speaker
}

// lookup says whether the record has a quotation.
func (p *Pages) lookup(r *http.Request) (*view, error) {
	ctx, form := r.Context(), r.URL.Query()
	d := &lookupData{Words: typed(form.Get("q")), Speaker: typed(form.Get("speaker"))}
	v := &view{Template: "check.html", Title: "Check a quotation", Place: "desk", Data: d, JSON: map[string]any{}}
	if len(d.Words) > longestQuery || len(d.Speaker) > 400 {
		return nil, problem{http.StatusBadRequest, "That is too long: a quotation has at most " + thousands(longestQuery) + " bytes here, a name 400. For an article there is Read an article."}
	}
	if !hasWord(d.Words) {
		return v, nil
	}
	c, err := desk.Check(ctx, p.o.Store, desk.Quotation{Words: d.Words, Speaker: d.Speaker}, nil)
	if err != nil {
		return nil, err
	}
	v.JSON = export.NewCheck(c)
	if ctx.Value(formKey{}) != nil {
		return v, nil
	}
	d.Asked, d.Row, d.Said = true, checkRowOf(c), sentence(c.Verdict())
	if c.Hit != nil {
		ev := cardOf(c.Hit)
		list, err := p.o.Store.Corrections(ctx, c.Hit.ID)
		if err != nil {
			return nil, err
		}
		if last, ok := store.Standing(list); ok {
			ev.Judged = &judgementsOf([]store.Correction{last})[0]
		}
		d.Evidence = &ev
	}
	if d.Speaker != "" {
		if _, err := desk.FindSpeaker(ctx, p.o.Store, d.Speaker); errors.Is(err, store.ErrNotFound) {
			names, err := p.o.Store.Names(ctx, store.Speaker, d.Speaker, 1)
			if err != nil {
				return nil, err
			}
			d.Unknown = len(names) == 0
		} else if err != nil {
			return nil, err
		}
	}
	return v, nil
}

func hasWord(s string) bool { return len(search.Words(s)) > 0 }
