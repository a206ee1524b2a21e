package page

import (
	"cmp"
	"net/http"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// mostExported is how many statements or events one export has; the command
// line exports all.
const mostExported = 10_000

// exportPage is how many are read at a time.
const exportPage = 200

// exportFormat is a form in which what is shown can be had.
type exportFormat struct{ Name, About string }

// exportsOf returns the forms that take what takes reports, but for those that
// are for a terminal.
func exportsOf(takes func(*export.Format) bool) []exportFormat {
	var out []exportFormat
	for _, f := range export.Formats(export.Settings{}) {
		if f.Name != "text" && takes(&f) {
			out = append(out, exportFormat{f.Name, f.About})
		}
	}
	return out
}

// formatOf returns the form that a request names.
func formatOf(r *http.Request) (export.Format, error) {
	name := cmp.Or(r.URL.Query().Get("format"), "csv")
	f, ok := export.FormatNamed(name, export.Settings{})
	if !ok || f.Name == "text" {
		return f, problem{http.StatusNotFound, "There is no export of that name."}
	}
	return f, nil
}

// exported reads what an export asks for and in which form, which must take it.
func exported(r *http.Request, query string, parse func(string) (*search.Node, error), takes func(*export.Format) bool) (*search.Node, export.Format, error) {
	root, err := parse(query)
	if err != nil {
		if e := queryErrorOf(err); e != nil {
			err = problem{http.StatusBadRequest, "The query is wrong: " + e.Text + "."}
		}
		return nil, export.Format{}, err
	}
	f, err := formatOf(r)
	if err == nil && !takes(&f) {
		err = problem{http.StatusNotFound, "That export does not take this."}
	}
	return root, f, err
}

// attached says that what follows is a file.
func attached(w http.ResponseWriter, f *export.Format, name string) {
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Cache-Control", "private, no-cache")
	if f.Name != "atom" { // which readers of feeds take as it is
		h.Set("Content-Disposition", `attachment; filename="`+name+f.Suffix+`"`)
	}
}

// exportStatements streams the statements that match a query.
func (p *Pages) exportStatements(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	query := typed(form.Get("q"))
	root, f, err := exported(r, query, search.Parse, func(f *export.Format) bool { return f.Statement != nil })
	if err != nil {
		p.fail(w, r, err)
		return
	}
	order, ok := orders[form.Get("sort")]
	if !ok || f.Name == "atom" {
		order = store.NewestFirst
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	self := scheme + r.Host + r.URL.RequestURI()
	out, err := f.StatementWriter(w, export.FoundFeed{Query: query, Self: self})
	if err != nil {
		p.fail(w, r, err)
		return
	}
	most := mostExported
	if f.Name == "atom" {
		most = 100
	}
	next := func(skip, limit int) ([]search.Hit, error) {
		if order == store.ByRelevance {
			limit = most // all at once, for a page of it costs as much
		}
		hits, err := p.o.Store.Search(r.Context(), store.Query{Root: root, Order: order, Limit: limit, Skip: skip, Old: form.Get("versions") == "all"})
		if err == nil {
			err = desk.Judge(r.Context(), p.o.Store, hits)
		}
		return hits, err
	}
	stream(p, w, r, &f, "statements", most, next, out.Write, out.Close)
}

// exportEvents sends the events that match a query: as the screen shows them, each
// once with all of its reports, where the format can say that, or else, and with
// reports, each report by itself. Of what is coming up, formats for single reports
// have the newest of each event.
func (p *Pages) exportEvents(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	root, f, err := exported(r, typed(form.Get("q")), search.ParseEvents, func(f *export.Format) bool { return f.Event != nil })
	if err != nil {
		p.fail(w, r, err)
		return
	}
	q := store.EventQuery{Root: root, Order: store.OldestFirst}
	if f.Name == "ical" {
		q.Status, q.Told = verbatim.Planned, true
	}
	ahead := form.Get("ahead") != ""
	if ahead {
		if err := desk.Calendar(r.Context(), p.o.Store, &q, daysAhead); err != nil {
			p.fail(w, r, err)
			return
		}
	}
	if _, joins := f.Ledger(nil, &export.Ledger{}); joins && form.Get("reports") == "" {
		l, err := desk.Ledger(r.Context(), p.o.Store, q)
		if err != nil {
			p.fail(w, r, err)
			return
		}
		attached(w, &f, "events")
		b, _ := f.Ledger(nil, l)
		w.Write(b)
		return
	}
	out, err := f.EventWriter(w)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	next := func(skip, limit int) ([]search.EventHit, error) {
		q := q
		q.Limit, q.Skip = limit, skip
		if ahead && form.Get("reports") == "" {
			return desk.Standing(r.Context(), p.o.Store, q)
		}
		return p.o.Store.Events(r.Context(), q)
	}
	stream(p, w, r, &f, "events", mostExported, next, out.Write, out.Close)
}

// stream writes what next finds. What goes wrong after the first page has been
// read breaks the connection off, so that nobody takes half of it for all.
func stream[T any](p *Pages, w http.ResponseWriter, r *http.Request, f *export.Format, name string, most int, next func(skip, limit int) ([]T, error), write func(*T) error, end func() error) {
	for n := 0; n < most; {
		limit := min(exportPage, most-n)
		list, err := next(n, limit)
		if err != nil && n == 0 {
			p.fail(w, r, err)
			return
		}
		if n == 0 {
			attached(w, f, name)
		}
		for i := range list {
			if err == nil {
				err = write(&list[i])
			}
		}
		if err != nil {
			p.problemOf(r, err) // which tells the log
			panic(http.ErrAbortHandler)
		}
		n += len(list)
		if len(list) != limit {
			break
		}
	}
	if err := end(); err != nil {
		p.problemOf(r, err)
		panic(http.ErrAbortHandler)
	}
}

// exportArticle sends an article in a form for documents.
func (p *Pages) exportArticle(w http.ResponseWriter, r *http.Request) {
	doc, info, err := p.o.Store.Document(r.Context(), r.PathValue("id"))
	if err != nil {
		p.fail(w, r, err)
		return
	}
	doc, err = desk.Judged(r.Context(), p.o.Store, info.ID, doc)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	f, err := formatOf(r)
	if err == nil && f.Document == nil {
		err = problem{http.StatusNotFound, "That export has no articles."}
	}
	if err != nil {
		p.fail(w, r, err)
		return
	}
	attached(w, &f, info.ID)
	w.Write(f.Document.Complete(doc, f.Document.Append(nil, doc)))
}
