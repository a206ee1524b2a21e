package page

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/reuse"
)

// readData is what the screen for an article that is pasted in shows.
type readData struct {
	Text      string // as it was pasted, where it is short enough to be shown again
	Published string
	Article   *articleData
	More      bool // only the beginning is shown
	Checks    []checkRow
	Unchecked int // quotations that were not looked for
	Short     int
	Took      string
	Foreign   bool // it is in another language than English
	Form      retyped
}

// checkRow is a quotation of the article and what the record has of it.
type checkRow struct {
	Who, Words, Verdict, Chip string
	Material                  bool
	Diff                      []wordDiff
	Evidence                  string // link to the statement
	Where                     string
	Others                    int
}

// How much of a pasted article is shown: its text again in the form, in bytes,
// and quotations that are looked for.
const (
	pastedAgain   = 16 << 10
	givenBack     = 84 << 10 // where something is wrong, with its markup
	mostChecks    = 25
	checkWords    = 300
	readingAtOnce = 2
	readTime      = time.Minute
)

func (p *Pages) readForm(r *http.Request) (*view, error) {
	d := &readData{}
	if f, ok := retypedOf(r, "article"); ok {
		d.Form, d.Published = f, f.Get("published")
		if text := f.Get("text"); len(template.HTMLEscapeString(text)) <= givenBack {
			d.Text = text
		} else {
			d.Form.Wrong += " The text is too long to be given back here: the page before still has it."
		}
	}
	return &view{Template: "read.html", Title: "Read an article", Place: "desk", Data: d, JSON: map[string]any{}}, nil
}

// wrongArticle is a mistake in the form for an article.
func wrongArticle(status int, field, text string) error {
	return &mistake{problem{status, text}, "article", field}
}

// readPosted answers a form with the article that was pasted into it. Nothing
// of it is kept.
func (p *Pages) readPosted(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.fail(w, r, problem{http.StatusRequestEntityTooLarge, "The article is too long, or the form cannot be read. An article has at most 768 KiB of text."})
		return
	}
	v, err := p.read(r)
	p.answer(w, r, v, err, p.readForm)
}

func (p *Pages) read(r *http.Request) (*view, error) {
	ctx, cancel := context.WithTimeout(r.Context(), readTime)
	defer cancel()
	began := time.Now()
	text, published := strings.ReplaceAll(r.PostForm.Get("text"), "\r\n", "\n"), strings.TrimSpace(r.PostForm.Get("published"))
	if strings.TrimSpace(text) == "" {
		return nil, wrongArticle(http.StatusBadRequest, "text", "There is no text to read.")
	}
	if _, err := time.Parse(time.DateOnly, published); published != "" && err != nil {
		return nil, wrongArticle(http.StatusBadRequest, "published", "The day of publication is a day such as 2025-02-13.")
	}
	doc, err := (&ingest.Raw{Body: []byte(text), ContentType: "text/plain; charset=utf-8"}).Document()
	switch {
	case errors.Is(err, ingest.ErrTooLong):
		return nil, wrongArticle(http.StatusRequestEntityTooLarge, "text", "The article is too long: it has at most 768 KiB of text.")
	case err != nil:
		return nil, wrongArticle(http.StatusUnprocessableEntity, "text", "The text cannot be read as an article: "+err.Error()+".")
	}
	doc.Published = published
	if p.o.Models == nil {
		return nil, problem{http.StatusNotImplemented, "This server reads no articles."}
	}
	select { // an article takes a processor for itself
	case p.reading <- struct{}{}:
		defer func() { <-p.reading }()
	case <-ctx.Done():
		return nil, wrongArticle(http.StatusServiceUnavailable, "text", "Other articles are being read. Try again in a moment.")
	}
	models, err := p.o.Models()
	if err != nil {
		return nil, err
	}
	if err := analyzed(doc, models); err != nil {
		return nil, err
	}
	d := &readData{Published: published, Foreign: doc.Language != "" && doc.Language != "en"}
	v := &view{Template: "read.html", Title: "Read an article", Place: "desk", Data: d, JSON: export.NewRecord(doc)}
	v.CSV = func(dst []byte) []byte { return export.CSV(export.CSVHeader(dst), doc) }
	if r.Context().Value(formKey{}) != nil {
		return v, nil
	}
	if len(text) <= pastedAgain {
		d.Text = text
	}
	a := &articleData{Title: doc.Title, Counts: export.Summary(doc)}
	if languageTag(doc.Language) {
		a.Language = doc.Language
	}
	a.voices(doc)
	a.rows(doc, 0)
	a.unlink()
	d.Article, d.More = a, len(a.Parts) > 1
	if err := p.check(ctx, d, doc); err != nil {
		return nil, err
	}
	d.Took = fmt.Sprintf("%.1f s", max(time.Since(began).Seconds(), 0.1))
	return v, nil
}

// analyzed finds what is in a document. A fault of the analysis concerns this
// article alone.
func analyzed(doc *verbatim.Document, m *analyze.Models) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("analysis: %v", fault)
		}
	}()
	analyze.Document(doc, m)
	return nil
}

// unlink takes from the rows of an article the links to statements that no
// record has: a number leads to its row in the list.
func (d *articleData) unlink() {
	d.Parts = d.Parts[:min(len(d.Parts), 2)]
	for i := range d.Rows {
		row := &d.Rows[i]
		for j := range row.Pieces {
			row.Pieces[j].Link = ""
			for k := range row.Pieces[j].Numbers {
				n := &row.Pieces[j].Numbers[k]
				n.Link = "#r" + strconv.Itoa(n.N)
			}
		}
		for j := range row.Statements {
			row.Statements[j].Link = "#s" + strconv.Itoa(row.Statements[j].N)
		}
	}
}

// check looks for the quotations of an article in the record.
func (p *Pages) check(ctx context.Context, d *readData, doc *verbatim.Document) error {
	list, short := desk.Quotations(doc)
	d.Short, d.Unchecked = short, max(0, len(list)-mostChecks)
	for _, q := range list[:min(len(list), mostChecks)] {
		c, err := desk.Check(ctx, p.o.Store, q, doc)
		if err != nil {
			return err
		}
		d.Checks = append(d.Checks, checkRowOf(c))
	}
	return nil
}

// checkChips are the classes of the chips of a finding.
var checkChips = map[reuse.Status]string{
	reuse.VerbatimWords: "good", reuse.TrimmedWords: "warn", reuse.AlteredWords: "bad", reuse.OtherSpeaker: "bad", reuse.NotFound: "",
}

func checkRowOf(c *export.Checked) checkRow {
	row := checkRow{Who: shorten(c.Speaker, 80), Words: shorten(c.Words, checkWords), Verdict: string(c.Status), Chip: checkChips[c.Status], Material: reuse.Material(c.Changes), Others: c.Others}
	if c.Own {
		row.Verdict = "only in this same article"
	}
	if c.Hit == nil {
		return row
	}
	row.Evidence = "/statements/" + c.Hit.ID
	who, source := export.WhoSaid(c.Hit.Document, c.Hit.Index)
	if who == "" {
		who = source
	}
	var parts []string
	for _, s := range []string{who, c.Hit.Entry.Outlet.Label, dayOf(c.Hit)} {
		if s != "" {
			parts = append(parts, shorten(s, 60))
		}
	}
	row.Where = strings.Join(parts, ", ")
	if len(c.Evidence) <= 2*checkWords && len(c.Words) <= 2*checkWords {
		var changes []deviation
		for _, ch := range c.Changes {
			changes = append(changes, deviation{ch.A, ch.B, ch.Material})
		}
		if len(changes) > 0 {
			row.Diff = differ(c.Evidence, c.Words, changes)
		}
	}
	return row
}
