// Package page is the screens of the desk: pages in HTML, made on the server,
// that work without JavaScript and ask nothing of any other machine. What a
// screen shows is also had as JSON and, where it is a list, as CSV, under the
// same address with .json or .csv at its end.
//
//	page.go      routes; a screen's view in each of its forms
//	frame.go     what all pages have: navigation, who is asking, errors
//	text.go      what templates call: outside text made harmless, addresses
//	search.go …  a screen a file
//	templates/   a file a screen; layout.html is around them
//	static/      one style sheet, one script
//
// Nothing that came from an article is markup: html/template escapes it where
// it stands, and [export.Visible] shows the characters that could repaint a page.
package page

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// Options say what the pages are made of.
type Options struct {
	Store *store.Store
	// Models are for reading an article that is pasted in.
	Models func() (*analyze.Models, error)
	// Thesaurus is for telling rewritten copies.
	Thesaurus func() (*reuse.Thesaurus, error)
	// Refused says why the address of a feed is never asked, such as that it is
	// inside a private network; nil refuses none. Its error is told to whoever
	// wants to follow the feed.
	Refused func(ctx context.Context, address string) error
	// Followed says whether some program reads the feeds of the record now; nil:
	// that is not known, and the desk does not say.
	Followed func() bool
	// Starters are feeds that come with the program, which an admin may follow by
	// their folder.
	Starters []store.Feed
	Log      *slog.Logger     // nil is slog.Default
	Now      func() time.Time // nil is time.Now
}

// Pages are the screens over one record.
type Pages struct {
	o         Options
	mux       *http.ServeMux
	templates map[string]*template.Template // by the name of the file
	assets    map[string]asset              // by the name under static/
	stories   kept[*desk.Story]
	speakers  kept[*desk.Speaker]
	queue     struct { // how long the review queue was when it was counted
		mu              sync.Mutex
		counted         time.Time
		waiting, judged int
	}
	reading chan struct{} // a place for each article that is being read
}

// asset is a static file with the hash of its bytes.
type asset struct {
	body []byte
	kind string
	hash string
}

// New returns the handler of all pages.
func New(o Options) (*Pages, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	p := &Pages{o: o, mux: http.NewServeMux(), templates: make(map[string]*template.Template), assets: make(map[string]asset), reading: make(chan struct{}, readingAtOnce)}
	for name, kind := range map[string]string{"style.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"} {
		b, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		p.assets[name] = asset{b, kind, hex.EncodeToString(sum[:6])}
	}
	layout, err := template.New("layout.html").Funcs(p.funcs()).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := strings.TrimPrefix(file, "templates/")
		if name == "layout.html" || name == "parts.html" {
			continue
		}
		t, err := template.Must(layout.Clone()).ParseFS(templateFiles, file)
		if err != nil {
			return nil, err
		}
		p.templates[name] = t
	}
	p.routes()
	return p, nil
}

// routes says which address is which screen.
func (p *Pages) routes() {
	p.mux.HandleFunc("GET /static/{name}", p.static)
	p.mux.Handle("GET /{$}", http.RedirectHandler("/search", http.StatusFound))
	p.screen("/search", p.search)
	p.screen("/statements/{id}", p.statement)
	p.screen("/articles/{id}", p.article)
	p.screen("/speakers/{key}", p.speaker)
	p.screen("/story", p.story)
	p.screen("/desk", p.desk)
	p.action("/desk/feeds", p.addFeed, p.desk)
	p.action("/desk/feeds/starters", p.addStarters, nil)
	p.action("/desk/feeds/remove", p.removeFeed, nil)
	p.action("/desk/alerts", p.addAlert, p.desk)
	p.action("/desk/alerts/remove", p.removeAlert, nil)
	p.screen("/desk/review", p.review)
	p.action("/desk/review", p.judge, p.review)
	p.screen("/desk/corrections", p.corrections)
	p.mux.HandleFunc("GET /desk/corrections.jsonl", p.exportCorrections)
	p.screen("/desk/read", p.readForm)
	p.mux.HandleFunc("POST /desk/read", p.readPosted)
	p.screen("/articles/{id}/copies", p.copies)
	p.screen("/events", p.events)
	p.screen("/check", p.lookup)
	p.mux.HandleFunc("GET /complete", p.complete)
	p.mux.HandleFunc("GET /export/statements", p.exportStatements)
	p.mux.HandleFunc("GET /export/events", p.exportEvents)
	p.mux.HandleFunc("GET /articles/{id}/export", p.exportArticle)
	p.screen("/", p.nowhere)
}

// screen makes the view that an address shows.
type screen func(r *http.Request) (*view, error)

// view is what a screen shows, in each of its forms.
type view struct {
	Template string // file under templates/
	Title    string // of the page; outside text is welcome
	Place    string // the entry of the navigation that is lit: search, story, desk, or none
	Query    string // what the search box in the heading has
	Feed     string // address of an Atom feed of what is shown, or none
	Data     any    // for the template
	JSON     any    // what .json has; nil: Data
	// CSV appends the rows of .csv; nil where the screen is no list.
	CSV func(dst []byte) []byte
	// Status is of HTTP; 0 is 200.
	Status int
	// Redirect is where to go instead; empty shows the view.
	Redirect string
	// Less takes something off a page that has come out too large, and says
	// whether there was anything; nil: there never is.
	Less func() bool
}

// form is one of the forms of a view.
type form string

const (
	asPage form = ""
	asJSON form = ".json"
	asCSV  form = ".csv"
)

type formKey struct{}

// ServeHTTP answers a request. The ending .json or .csv of an address is taken
// off before it is matched, so that a screen is registered once.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/static/") {
		for _, f := range []form{asJSON, asCSV} {
			if path, ok := strings.CutSuffix(r.URL.Path, string(f)); ok && path != "/" {
				r = r.Clone(context.WithValue(r.Context(), formKey{}, f))
				r.URL.Path = path
				r.URL.RawPath = strings.TrimSuffix(r.URL.RawPath, string(f))
				break
			}
		}
	}
	p.mux.ServeHTTP(w, r)
}

// screen registers a screen under a pattern of net/http without method.
func (p *Pages) screen(pattern string, s screen) {
	p.mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), pageTime)
		defer cancel()
		r = r.WithContext(ctx)
		v, err := p.inTurn(s, r)
		if err != nil {
			p.fail(w, r, err)
			return
		}
		if v.Redirect != "" {
			http.Redirect(w, r, v.Redirect, http.StatusFound)
			return
		}
		p.show(w, r, v)
	})
}

// inTurn makes a screen when it is its turn.
func (p *Pages) inTurn(s screen, r *http.Request) (*view, error) {
	defer p.o.Store.Turn(r.Context())()
	return s(r)
}

// pageTime bounds how long the record is asked for one page.
const pageTime = 10 * time.Second

// action registers what a form does. It returns the address to go to next; the
// Guard before these pages has checked where the form came from. Where the error
// is a [mistake] in the form, the screen again is shown with what was typed.
func (p *Pages) action(pattern string, do func(r *http.Request) (next string, err error), again screen) {
	p.mux.HandleFunc("POST "+pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			p.fail(w, r, problem{http.StatusBadRequest, "The form cannot be read."})
			return
		}
		next, err := do(r)
		p.answer(w, r, &view{Redirect: next}, err, again)
	})
}

// answer shows what a form has led to, or gives the form back.
func (p *Pages) answer(w http.ResponseWriter, r *http.Request, v *view, err error, again screen) {
	var m *mistake
	if f, _ := r.Context().Value(formKey{}).(form); errors.As(err, &m) && again != nil && f == asPage {
		if back, wrong := again(r.WithContext(context.WithValue(r.Context(), mistakeKey{}, m))); wrong == nil {
			v, err = back, nil
			v.Status = m.status
		}
	}
	switch {
	case err != nil:
		p.fail(w, r, err)
	case v.Redirect != "":
		http.Redirect(w, r, v.Redirect, http.StatusSeeOther)
	default:
		p.show(w, r, v)
	}
}

// mistake is a problem with what somebody has typed into a field of a form. The
// form is given back with it.
type mistake struct {
	problem
	Form  string // of those of the screen
	Field string // by its name in the form
}

func (m *mistake) Unwrap() error { return m.problem }

type mistakeKey struct{}

// retyped is a form that is given back: what was typed, and what is wrong with
// which field. The zero value is a form that nobody has filled in.
type retyped struct {
	Typed url.Values
	Field string // the one that is wrong, or empty
	Wrong string
}

// Get returns what was typed into a field, without characters that nobody sees.
func (f retyped) Get(field string) string { return f.Typed.Get(field) }

// retypedOf returns the form of a name, where it is given back.
func retypedOf(r *http.Request, name string) (retyped, bool) {
	m, ok := r.Context().Value(mistakeKey{}).(*mistake)
	if !ok || m.Form != name {
		return retyped{}, false
	}
	out := retyped{make(url.Values, len(r.PostForm)), m.Field, m.text}
	for field, list := range r.PostForm {
		for _, v := range list {
			out.Typed.Add(field, typedLines(v))
		}
	}
	return out, true
}

// maxForm bounds what a form may send, in bytes.
const maxForm = 4 << 20

// problem is an error that is told to the person as it is.
type problem struct {
	status int
	text   string
}

func (e problem) Error() string { return e.text }

// problemOf returns what an error is to the person who asked. What is not
// known here is told to the log only: it may name files.
func (p *Pages) problemOf(r *http.Request, err error) problem {
	var known problem
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrID):
		return problem{http.StatusNotFound, "The record has nothing under this address."}
	case errors.Is(err, store.ErrBusy):
		return problem{http.StatusServiceUnavailable, "The record is being written by another process. Try again in a moment."}
	case errors.Is(err, store.ErrFull):
		return problem{http.StatusInsufficientStorage, "There is no room left on the disk of the record. What was saved is safe."}
	case errors.Is(err, store.ErrReadOnly):
		return problem{http.StatusForbidden, "This record cannot be written."}
	case r.Context().Err() != nil:
		return problem{http.StatusServiceUnavailable, "The answer took too long or the server is stopping."}
	}
	p.o.Log.Error("page", "path", r.URL.Path, "error", err)
	return problem{http.StatusInternalServerError, "Something went wrong here. The server's log has it."}
}

func (p *Pages) nowhere(*http.Request) (*view, error) {
	return nil, problem{http.StatusNotFound, "There is no page under this address."}
}

// static sends a file of the page; its address has the hash of its bytes, so
// that a browser may keep it.
func (p *Pages) static(w http.ResponseWriter, r *http.Request) {
	a, ok := p.assets[r.PathValue("name")]
	if !ok {
		p.fail(w, r, problem{http.StatusNotFound, "There is no such file."})
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("ETag", `"`+a.hash+`"`)
	if r.URL.Query().Get("v") == a.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == `"`+a.hash+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Write(a.body)
}

// assetURL is the address of a static file with its hash.
func (p *Pages) assetURL(name string) (string, error) {
	a, ok := p.assets[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return "/static/" + name + "?v=" + a.hash, nil
}
