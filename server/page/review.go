package page

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// reviewData is what the review queue shows.
type reviewData struct {
	Items   []reviewItem
	Waiting int
	Judged  int
	Begin   string // link to the beginning, where this is not it
	Next    string
	After   string
	Done    string
	Latest  []judgement
	One     bool // a single statement, and not the queue
}

// reviewItem is a statement that is judged, in its text.
type reviewItem struct {
	ID, Document string
	Who, Outlet  string
	When, Title  string
	Confidence   float64
	Speaker      float64
	Kind, Act    string
	Passage      passage
	// Source, Cue and Content are as the fields of the form have them; nil where
	// the words are too long for a field or have characters that nobody types.
	Source, Cue, Content *string
	Untyped              bool // one of them is nil
	First                bool
	Before               []judgement
	// Again says that the form for corrections is given back, with what was
	// typed into it in Who, Source, Cue and Content.
	Again   bool
	Retyped retyped
}

// judgement is a correction in a list.
type judgement struct {
	Verdict, Chip string
	By, When      string
	Statement     string
	What          string // what it changes
	Note          string
	Words         string // as the machine had them
	Document      string
}

// How many statements a page of the queue has, and corrections below it.
const (
	reviewItems  = 8
	reviewLatest = 12
	// reviewText bounds a paragraph and a field of a statement in the queue, in bytes.
	reviewText  = 1500
	reviewField = 700
)

func (p *Pages) review(r *http.Request) (*view, error) {
	ctx := r.Context()
	asked := r.URL.Query()
	d := &reviewData{After: asked.Get("after"), Done: verdictWords[asked.Get("done")]}
	again, isAgain := retypedOf(r, "correction")
	if isAgain {
		asked = url.Values{"statement": {again.Get("statement")}}
		d.After = again.Get("after")
	}
	v := &view{Template: "review.html", Title: "Review", Place: "desk", Data: d}
	asData := ctx.Value(formKey{}) != nil
	var hits []search.Hit
	if id := asked.Get("statement"); id != "" {
		h, _, err := p.o.Store.Statement(ctx, id)
		if err != nil {
			return nil, err
		}
		hits, d.One, d.Begin = []search.Hit{h}, true, "/desk/review"
	} else {
		limit := reviewItems
		if asData {
			limit = min(max(limitOf(asked, 100), 1), 1000)
		}
		var err error
		if hits, err = p.o.Store.Queue(ctx, d.After, limit); errors.Is(err, store.ErrNotFound) {
			d.After = "" // the statement is gone: begin again
			hits, err = p.o.Store.Queue(ctx, "", limit)
		}
		if err != nil {
			return nil, err
		}
		if d.After != "" {
			d.Begin = "/desk/review"
		}
		if len(hits) == limit {
			after := url.Values{"after": {hits[len(hits)-1].ID}}
			d.Next = "/desk/review?" + after.Encode()
			if asData {
				f, _ := ctx.Value(formKey{}).(form)
				after.Set("limit", strconv.Itoa(limit))
				v.Next = "/desk/review" + string(f) + "?" + after.Encode()
			}
		}
	}
	v.JSON, v.CSV = foundList(hits, v.Next), func(dst []byte) []byte { return foundCSV(dst, hits) }
	if asData {
		return v, nil
	}
	var err error
	if d.Waiting, d.Judged, err = p.queued(ctx); err != nil {
		return nil, err
	}
	for i := range hits {
		item, err := p.reviewItemOf(ctx, &hits[i])
		if err != nil {
			return nil, err
		}
		item.First = i == 0 && !isAgain
		if isAgain {
			item.retype(again)
		}
		d.Items = append(d.Items, item)
	}
	latest, err := p.o.Store.LatestCorrections(ctx, 0, reviewLatest)
	if err != nil {
		return nil, err
	}
	d.Latest = judgementsOf(latest)
	return v, nil
}

// retype puts what was typed into the fields of the form.
func (i *reviewItem) retype(f retyped) {
	i.Again, i.Retyped, i.Who = true, f, f.Get("speaker")
	for name, to := range map[string]**string{"source": &i.Source, "cue": &i.Cue, "content": &i.Content} {
		if f.Typed.Has(name) {
			words := f.Get(name)
			*to = &words
		}
	}
}

// queued is how long the queue is. It is counted once a minute at most, for of
// a large record that takes as long as a page may.
func (p *Pages) queued(ctx context.Context) (waiting, judged int, err error) {
	p.queue.mu.Lock()
	defer p.queue.mu.Unlock()
	now := time.Now()
	if p.queue.counted.IsZero() || now.Sub(p.queue.counted) > time.Minute {
		if p.queue.waiting, p.queue.judged, err = p.o.Store.Queued(ctx); err != nil {
			return 0, 0, err
		}
		p.queue.counted = now
	}
	return p.queue.waiting, p.queue.judged, nil
}

func (p *Pages) reviewItemOf(ctx context.Context, h *search.Hit) (reviewItem, error) {
	d, s := h.Document, h.Statement()
	item := reviewItem{ID: h.ID, Document: h.DocumentID, Outlet: shorten(h.Entry.Outlet.Label, 80), When: dayOf(h), Title: shorten(d.Title, 160),
		Confidence: s.Confidence, Speaker: s.SpeakerConfidence, Kind: string(s.Kind), Act: string(s.Act)}
	for _, f := range []struct {
		spans []verbatim.Span
		to    **string
	}{{s.Source, &item.Source}, {s.Cue, &item.Cue}, {s.Content, &item.Content}} {
		if words := export.Words(d.Text, f.spans); len(words) <= reviewField && export.Visible(words) == words {
			*f.to = &words
		} else {
			item.Untyped = true
		}
	}
	item.Who, _ = export.WhoSaid(d, h.Index)
	item.Who = shorten(item.Who, cardName)
	var labels []label
	for _, role := range []struct {
		class string
		spans []verbatim.Span
	}{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}} {
		for _, sp := range role.spans {
			labels = append(labels, label{sp, role.class})
		}
	}
	item.Passage = passageOf(d, labels, 3)
	for _, par := range item.Passage.Paragraphs {
		left := reviewText
		for i := range par {
			par[i].Text = shorten(par[i].Text, max(left, 40))
			left -= len(par[i].Text)
			par[i].IDs = nil // several statements of one article are on the page
		}
	}
	before, err := p.o.Store.Corrections(ctx, h.ID)
	if err != nil {
		return item, err
	}
	item.Before = judgementsOf(before[max(0, len(before)-4):])
	return item, nil
}

// verdictChips are the classes of the chips of verdicts.
var verdictChips = map[string]string{store.Accept: "good", store.Amend: "plan", store.Reject: "bad", store.Undo: "warn"}

// verdictPast says what became of a statement by a verdict.
var verdictPast = map[string]string{store.Accept: "accepted", store.Amend: "corrected", store.Reject: "rejected", store.Undo: "undone"}

// verdictWords are what the page says when a verdict has been taken down.
var verdictWords = map[string]string{
	store.Accept: "Accepted.", store.Amend: "Corrected. What the machine had found is kept beside it.", store.Reject: "Rejected.", store.Undo: "Undone: what was decided before counts again.",
}

func judgementsOf(list []store.Correction) []judgement {
	var out []judgement
	for i := range list {
		c := &list[i]
		j := judgement{Verdict: verdictPast[c.Verdict], Chip: verdictChips[c.Verdict], By: shorten(c.By, 80), When: c.At.UTC().Format("2 January 2006 15:04 UTC"),
			Statement: "/desk/review?" + url.Values{"statement": {c.Statement}}.Encode(), Note: shorten(c.Note, 200), Document: c.Document}
		if !c.Found {
			j.Statement = "/articles/" + c.Document
		}
		var what []string
		switch {
		case c.Unattributed:
			what = append(what, "speaker: nobody the text names")
		case c.Speaker != "":
			what = append(what, "speaker: "+shorten(c.Speaker, 80))
		}
		for _, f := range []struct {
			name  string
			spans []verbatim.Span
		}{{"source", c.Source}, {"cue", c.Cue}, {"words", c.Content}} {
			if f.spans != nil {
				what = append(what, f.name)
			}
		}
		j.What = strings.Join(what, ", ")
		if c.Machine.Speaker != "" {
			j.Words = shorten(c.Machine.Speaker, 80)
		}
		out = append(out, j)
	}
	return out
}

// judge takes down what somebody decided.
func (p *Pages) judge(r *http.Request) (string, error) {
	u, _ := userOf(r)
	if err := may(u.Editor, "an editor"); err != nil {
		return "", err
	}
	ctx, form := r.Context(), r.PostForm
	c := store.Correction{Statement: form.Get("statement"), By: u.Name, Verdict: form.Get("verdict"), Note: strings.TrimSpace(strings.ReplaceAll(typedLines(form.Get("note")), "\r\n", "\n"))}
	if c.Verdict == store.Amend {
		h, _, err := p.o.Store.Statement(ctx, c.Statement)
		if err != nil {
			return "", err
		}
		if err := amend(&c, form, &h); err != nil {
			return "", err
		}
	}
	if _, err := p.o.Store.Correct(ctx, c); err != nil {
		if errors.Is(err, store.ErrCorrection) {
			if c.Verdict == store.Amend {
				return "", &mistake{problem{http.StatusBadRequest, sentence(err.Error())}, "correction", "note"}
			}
			return "", problem{http.StatusBadRequest, sentence(err.Error())}
		}
		return "", err
	}
	p.queue.mu.Lock()
	p.queue.counted = time.Time{}
	p.queue.mu.Unlock()
	next := url.Values{"done": {c.Verdict}}
	if after := form.Get("after"); after != "" {
		next.Set("after", after)
	}
	return "/desk/review?" + next.Encode() + "#queue", nil
}

// amend takes from a form what differs from what the machine has.
func amend(c *store.Correction, form url.Values, h *search.Hit) error {
	d, s := h.Document, h.Statement()
	who, _ := export.WhoSaid(d, h.Index)
	who = oneLine(export.Visible(shorten(who, cardName)), 400) // as the form has shown it
	switch name := oneLine(form.Get("speaker"), 400); {
	case form.Get("nobody") != "":
		c.Unattributed = true
	case name != "" && name != who:
		c.Speaker = name
	}
	near := max(s.Start(), 0)
	for _, f := range []struct {
		name  string
		was   []verbatim.Span
		spans *[]verbatim.Span
	}{{"source", s.Source, &c.Source}, {"cue", s.Cue, &c.Cue}, {"content", s.Content, &c.Content}} {
		if !form.Has(f.name) {
			continue
		}
		now := strings.Join(strings.Fields(form.Get(f.name)), " ")
		if now == strings.Join(strings.Fields(export.Words(d.Text, f.was)), " ") {
			continue
		}
		at := near
		if len(f.was) > 0 {
			at = f.was[0].Start
		}
		spans, err := desk.Locate(d.Text, now, at)
		var missing *desk.NotInText
		if errors.As(err, &missing) {
			return &mistake{problem{http.StatusBadRequest, sentence(err.Error())}, "correction", f.name}
		}
		if err != nil {
			return err
		}
		if spans == nil {
			spans = []verbatim.Span{} // none
		}
		*f.spans = spans
	}
	return nil
}

// sentence begins a text with a capital and ends it with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// typedLines is what somebody typed in several lines.
func typedLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(typed(lines[i]), " \t")
	}
	return strings.Join(lines, "\n")
}

// exportCorrections sends all corrections in the order in which they were made,
// an object a line. Memory is bounded by one article.
func (p *Pages) exportCorrections(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "application/x-ndjson")
	h.Set("Content-Disposition", `attachment; filename="corrections.jsonl"`)
	h.Set("Cache-Control", "private, no-store")
	out := bufio.NewWriter(w)
	var line []byte
	for c, err := range desk.Corrections(r.Context(), p.o.Store, true) {
		if err != nil {
			// What was sent cannot be taken back: the connection is cut, so that
			// nobody takes a part for the whole.
			p.o.Log.Error("page", "path", r.URL.Path, "error", err)
			panic(http.ErrAbortHandler)
		}
		line = export.CorrectionJSONL(line[:0], c)
		out.Write(line) // its error comes back from the next and from Flush
	}
	out.Flush()
}

// correctionsPage is how many corrections the log shows at a time.
const correctionsPage = 40

// corrections shows who judged what, and when.
func (p *Pages) corrections(r *http.Request) (*view, error) {
	ctx := r.Context()
	skip, _ := strconv.Atoi(r.URL.Query().Get("skip"))
	skip = min(max(skip, 0), 1_000_000)
	if r.Context().Value(formKey{}) == asCSV {
		rows := export.CorrectionCSVHeader(nil)
		for c, err := range desk.Corrections(ctx, p.o.Store, true) {
			if err != nil {
				return nil, err
			}
			rows = export.CorrectionCSV(rows, c)
		}
		return &view{CSV: func(dst []byte) []byte { return append(dst, rows...) }}, nil
	}
	list, err := p.o.Store.LatestCorrections(ctx, skip, correctionsPage)
	if err != nil {
		return nil, err
	}
	d := struct {
		List         []judgement
		Newer, Older string
	}{List: judgementsOf(list)}
	if skip > 0 {
		d.Newer = "/desk/corrections?skip=" + strconv.Itoa(max(0, skip-correctionsPage))
	}
	if len(list) == correctionsPage {
		d.Older = "/desk/corrections?skip=" + strconv.Itoa(skip+correctionsPage)
	}
	type correction struct {
		ID           int64  `json:"id"`
		At           string `json:"at"`
		By           string `json:"by"`
		Verdict      string `json:"verdict"`
		Statement    string `json:"statement"`
		Document     string `json:"document"`
		Speaker      string `json:"speaker"` // as corrected; empty: unchanged
		Unattributed bool   `json:"unattributed"`
		Note         string `json:"note"`
	}
	records := make([]correction, len(list))
	for i, c := range list {
		records[i] = correction{c.ID, c.At.UTC().Format(time.RFC3339), c.By, c.Verdict, c.Statement, c.Document, c.Speaker, c.Unattributed, c.Note}
	}
	v := &view{Template: "corrections.html", Title: "Corrections", Place: "desk", Data: d, JSON: map[string]any{"corrections": records}}
	v.CSV = func(dst []byte) []byte { return export.CorrectionCSVHeader(dst) } // says that there is one
	return v, nil
}
