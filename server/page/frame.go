package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/verbatim-record/verbatim/server/account"
)

// frame is what the layout is given: the view and what is around it.
type frame struct {
	*view
	JSONLink, CSVLink string // addresses of the other forms, or empty
	User              user
	CSRF              string // for the hidden field csrf of every form
	Path              string // of this page, with its query
}

// user is who is asking, as far as a page shows it.
type user struct {
	Name   string
	Local  bool // nobody had to log in
	Editor bool // may correct
	Admin  bool // may change feeds and alerts
}

// userOf returns who is asking, and the token for forms.
func userOf(r *http.Request) (user, string) {
	u := account.From(r.Context())
	return user{Name: u.Name, Local: u.Local, Editor: u.Role >= account.Editor, Admin: u.Role >= account.Admin}, account.CSRF(r.Context())
}

// misread makes of a view the answer to a query that cannot be read, and returns
// where it is wrong. An error that says something else is returned.
func (v *view) misread(err error) (*queryError, error) {
	e := queryErrorOf(err)
	if e == nil {
		return nil, err
	}
	v.Status = http.StatusBadRequest
	v.JSON = problemJSON(problem{v.Status, "The query is wrong: " + e.Text + "."})
	return e, nil
}

// problemJSON is a problem as RFC 9457 has it.
func problemJSON(e problem) any {
	return map[string]any{"type": "about:blank", "title": http.StatusText(e.status), "status": e.status, "detail": e.text}
}

// show sends a view in the form that was asked for.
func (p *Pages) show(w http.ResponseWriter, r *http.Request, v *view) {
	f, _ := r.Context().Value(formKey{}).(form)
	switch {
	case f == asJSON, f == asCSV && statusOf(v) >= http.StatusBadRequest: // an error is no table
		p.sendJSON(w, r, v)
	case f == asCSV:
		if v.CSV == nil {
			p.fail(w, r, problem{http.StatusNotFound, "This page is no list: it has no CSV. Take .json."})
			return
		}
		w.Header().Set("Content-Disposition", `attachment; filename="verbatim.csv"`)
		p.send(w, r, statusOf(v), "text/csv; charset=utf-8", v.CSV(nil))
	default:
		p.sendPage(w, r, v)
	}
}

func statusOf(v *view) int {
	if v.Status == 0 {
		return http.StatusOK
	}
	return v.Status
}

func (p *Pages) sendJSON(w http.ResponseWriter, r *http.Request, v *view) {
	data := v.JSON
	if data == nil {
		data = v.Data
	}
	var b []byte
	var buf bytes.Buffer
	if raw, ok := data.(json.RawMessage); ok {
		json.HTMLEscape(&buf, raw)
		b = buf.Bytes()
	} else {
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(true)
		if err := enc.Encode(data); err != nil {
			p.fail(w, r, err)
			return
		}
		b = buf.Bytes()
	}
	kind := "application/json"
	if statusOf(v) >= http.StatusBadRequest {
		kind = "application/problem+json"
	}
	p.send(w, r, statusOf(v), kind, b)
}

// largestPage is what a page has at most, in bytes.
const largestPage = 100 << 10

func (p *Pages) sendPage(w http.ResponseWriter, r *http.Request, v *view) {
	v.Title = shorten(v.Title, longTitle)
	fr := frame{view: v, Path: r.URL.RequestURI()}
	fr.User, fr.CSRF = userOf(r)
	if r.Method != http.MethodPost && statusOf(v) == http.StatusOK { // what a form has led to is at no address
		fr.JSONLink = formLink(r.URL, asJSON)
		if v.CSV != nil {
			fr.CSVLink = formLink(r.URL, asCSV)
		}
	}
	t, ok := p.templates[v.Template]
	if !ok {
		p.o.Log.Error("page", "template", v.Template, "error", "is missing")
		http.Error(w, "Something went wrong here.", http.StatusInternalServerError)
		return
	}
	var b bytes.Buffer
	for {
		b.Reset()
		if err := t.ExecuteTemplate(&b, "layout.html", fr); err != nil {
			p.o.Log.Error("page", "template", v.Template, "error", err)
			http.Error(w, "Something went wrong here. The server's log has it.", http.StatusInternalServerError)
			return
		}
		if b.Len() <= largestPage || v.Less == nil || !v.Less() {
			break
		}
	}
	p.send(w, r, statusOf(v), "text/html; charset=utf-8", b.Bytes())
}

// formLink is the address of the same view in another form.
func formLink(u *url.URL, f form) string {
	out := url.URL{Path: u.Path + string(f), RawQuery: u.RawQuery}
	return out.RequestURI()
}

// send sends bytes with a tag of their hash, by which a browser that has them
// need not get them again.
func (p *Pages) send(w http.ResponseWriter, r *http.Request, status int, kind string, b []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "private, no-cache")
	if status == http.StatusOK {
		sum := sha256.Sum256(b)
		tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if strings.Contains(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b)
	}
}

// fail tells the person what went wrong, in the form that was asked for.
func (p *Pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := p.problemOf(r, err)
	if f, _ := r.Context().Value(formKey{}).(form); f != asPage {
		b, _ := json.Marshal(problemJSON(e))
		p.send(w, r, e.status, "application/problem+json", b)
		return
	}
	p.sendPage(w, r, &view{Template: "problem.html", Title: http.StatusText(e.status), Data: e.text, Status: e.status})
}
