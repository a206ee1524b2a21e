package page

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// statementData is what the statement screen shows.
type statementData struct {
	Card      card
	Hit       *search.Hit
	Fields    []field
	Passage   passage
	Parent    *link
	Inner     []link
	Variants  *variantsData
	NoVariant string // why there are none
	Against   []kindred
	Rejected  bool        // somebody has said that it is no statement
	Machine   string      // how the machine reads it, where that was corrected
	Judged    []judgement // all that people decided about it
	Judge     string      // where one can
	Before    []kindred
	Undated   []kindred // of which nobody knows whether they were before
	Cite      []citation
	Revision  int
	Revisions int
	URL       string // of the page, if it is of the web
	Fragment  string // the same, to the words
	Offsets   []verbatim.Span
	Place     int // number of the statement in its article, from 1
}

// field is one thing that is known of a statement, with its evidence.
type field struct {
	Name     string
	Value    string
	Link     string // of the value, or empty
	Evidence string // the anchor of the words that show it; empty where none do
	Words    string // those words
	Note     string
}

// link is something to go to.
type link struct{ Text, Link string }

// citation is the statement in one of the forms that are cited.
type citation struct{ Name, Text string }

// kindred is a statement of the same speaker on the same matter.
type kindred struct {
	Card    card
	Against string
}

// variantsData is the versions of a quotation.
type variantsData struct {
	First    string
	Wordings []wordingData
	Agreed   string
	More     bool
	Articles int
}

type wordingData struct {
	Diff    []wordDiff
	Kind    string
	Classes []string
	Members []memberData
}

type memberData struct {
	ID, Outlet, When, Who string
	Earliest, Asked       bool
}

func (p *Pages) statement(r *http.Request) (*view, error) {
	ctx := r.Context()
	h, info, err := p.o.Store.Statement(ctx, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	beside := h // with what somebody has decided about it
	if err := desk.JudgeOne(ctx, p.o.Store, &beside); err != nil {
		return nil, err
	}
	v := &view{Template: "statement.html", JSON: export.NewFound(&beside), CSV: func(dst []byte) []byte { return foundCSV(dst, []search.Hit{beside}) }}
	if r.Context().Value(formKey{}) != nil {
		return v, nil
	}
	if r.PathValue("id") != h.ID { // the beginning of an id will do; the address that lasts is the whole
		return &view{Redirect: "/statements/" + h.ID}, nil
	}
	corrections, err := p.o.Store.Corrections(ctx, h.ID)
	if err != nil {
		return nil, err
	}
	machine := h
	reading := desk.Corrected(h, corrections)
	h = reading.Hit
	d := &statementData{
		Rejected: reading.Rejected,
		Card:     cardOf(&h), Hit: &h, Revision: info.Revision, Revisions: info.Revisions, URL: web(h.Document.URL), Offsets: h.Statement().Content, Place: h.Index + 1,
		Cite: citations(&h),
	}
	if reading.Judged && reading.Correction.Verdict == store.Amend {
		m := cardOf(&machine)
		d.Machine = strings.TrimSpace(cmp.Or(m.Who, m.Source, "nobody") + " " + m.Cue + ": " + shorten(export.Words(machine.Document.Text, machine.Statement().Content), 300))
	}
	if d.Rejected {
		d.Cite = citations(&beside)
	}
	d.Card.Hue = 0
	d.Card.Words = shortened(marked(h.Document.Text, h.Statement().Content, nil), headWords)
	if d.URL != "" {
		d.Fragment = web(export.Link(&h))
	}
	who := d.Card.Who
	if who == "" {
		who = d.Card.Source
	}
	v.Less = d.less
	v.Title, v.Data = strings.TrimSpace(who+" "+shorten(export.Words(h.Document.Text, h.Statement().Content), 60)), d
	labels := d.fill(&h)
	d.Passage = passageOf(h.Document, labels, 6)
	if err := p.surround(ctx, d, &h, corrections); err != nil {
		return nil, err
	}
	return v, nil
}

// less takes off the wordings that fewest have, and then what was said before.
func (d *statementData) less() bool {
	if v := d.Variants; v != nil && len(v.Wordings) > 4 {
		v.Wordings, v.More = v.Wordings[:len(v.Wordings)*2/3], true
		return true
	}
	for _, list := range []*[]kindred{&d.Undated, &d.Before, &d.Against} {
		if n := len(*list); n > 1 {
			*list = (*list)[:n*2/3]
			return true
		}
	}
	if n := len(d.Inner); n > 4 {
		d.Inner = d.Inner[:n*2/3]
		return true
	}
	return false
}

// fill makes the fields and returns the spans that show them.
func (d *statementData) fill(h *search.Hit) []label {
	doc, s := h.Document, h.Statement()
	var labels []label
	mark := func(class string, spans ...verbatim.Span) string {
		first := ""
		for _, sp := range spans {
			if sp.Start < 0 || sp.End > len(doc.Text) || sp.Empty() {
				continue
			}
			l := label{sp, class}
			labels = append(labels, l)
			if first == "" {
				first = l.anchor()
			}
		}
		return first
	}
	add := func(f field) {
		f.Value, f.Words = shorten(f.Value, longField), shorten(f.Words, longField)
		d.Fields = append(d.Fields, f)
	}
	content := mark("content", s.Content...)
	source := mark("source", s.Source...)
	cue := mark("cue", s.Cue...)
	sourceWords := strings.TrimRight(export.Words(doc.Text, s.Source), " ,;:")
	switch {
	case len(s.Speakers) > 0:
	case len(h.Entry.Speakers) > 0:
		add(field{Name: "Who", Value: h.Entry.Speakers[0].Label, Evidence: source, Words: sourceWords, Note: "as corrected; the article does not name them"})
	default:
		add(field{Name: "Who", Value: "nobody can be told", Evidence: source, Words: sourceWords})
	}
	for i, e := range s.Speakers {
		if e < 0 || e >= len(doc.Entities) {
			continue
		}
		ent := &doc.Entities[e]
		f := field{Name: "Who", Value: cutIn(doc.Text, ent.Name), Evidence: source, Words: sourceWords}
		if i < len(h.Entry.Speakers) {
			f.Link = speakerLink(h.Entry.Speakers[i].Key)
		}
		if ent.Unnamed {
			f.Note = "unnamed"
		} else if !slices.ContainsFunc(s.Source, func(x verbatim.Span) bool { return x.Overlaps(ent.Name) }) {
			f.Note = "sure " + percent(s.SpeakerConfidence)
			add(f)
			add(field{Name: "Named", Value: cutIn(doc.Text, ent.Name), Evidence: mark("name", ent.Name), Words: cutIn(doc.Text, ent.Name)})
			f = field{}
		}
		if f.Name != "" {
			add(f)
		}
		for _, role := range ent.Roles {
			rf := field{Name: "Role", Value: role.Title}
			if role.Span.Empty() {
				rf.Note = "from " + role.Source + ", as of " + role.AsOf + ", not from this article"
			} else {
				rf.Evidence, rf.Words = mark("role", role.Span), cutIn(doc.Text, role.Span)
			}
			add(rf)
		}
	}
	add(field{Name: "Cue", Value: string(s.Act), Evidence: cue, Words: strings.TrimRight(export.Words(doc.Text, s.Cue), " ,;:"), Note: "the act follows from the cue"})
	add(field{Name: "Words", Value: string(s.Kind), Evidence: content, Note: "sure " + percent(s.Confidence)})
	if a := s.Addressee; a != nil {
		f := field{Name: "To whom", Evidence: mark("to", a.Span), Words: cutIn(doc.Text, a.Span)}
		f.Value = f.Words
		if len(a.Entities) > 0 && a.Entities[0] >= 0 && a.Entities[0] < len(doc.Entities) {
			f.Value = cutIn(doc.Text, doc.Entities[a.Entities[0]].Name)
		}
		add(f)
	}
	if ve := s.Venue; ve != nil {
		add(field{Name: "Where", Value: string(ve.Kind), Evidence: mark("venue", ve.Span), Words: cutIn(doc.Text, ve.Span)})
	}
	if s.Time >= 0 && s.Time < len(doc.Times) {
		t := &doc.Times[s.Time]
		value := t.Value
		if value == "" {
			value = "not told by the text"
		}
		add(field{Name: "When", Value: value, Evidence: mark("time", t.Span), Words: cutIn(doc.Text, t.Span)})
	}
	return labels
}

// surround adds what the record has around a statement.
func (p *Pages) surround(ctx context.Context, d *statementData, h *search.Hit, corrections []store.Correction) error {
	doc := h.Document
	if i := h.Statement().Parent; i >= 0 && i < len(doc.Statements) {
		d.Parent = &link{innerText(doc, i), "/statements/" + store.StatementID(doc, i)}
	}
	for i := range doc.Statements {
		if doc.Statements[i].Parent == h.Index {
			d.Inner = append(d.Inner, link{innerText(doc, i), "/statements/" + store.StatementID(doc, i)})
		}
	}
	var rows []store.Likely
	if h.Statement().Kind == verbatim.Indirect {
		d.NoVariant = "It is in no quotation marks: it has no wording that could vary."
	} else if v, list, err := desk.VariantsOf(ctx, p.o.Store, h); err == nil {
		if h.Statement().Kind == verbatim.Direct {
			rows = list // of the same words
		}
		d.Variants = variantsOf(v)
	} else if ctx.Err() != nil {
		return err
	} else {
		d.NoVariant = "Nothing in it stands in quotation marks."
	}
	against, before, err := desk.Line(ctx, p.o.Store, h, rows)
	if err != nil {
		return err
	}
	d.Judged, d.Judge = judgementsOf(corrections), "/desk/review?"+url.Values{"statement": {h.ID}}.Encode()
	// What the table of variants has is not shown again.
	listed := make(map[string]bool)
	if d.Variants != nil {
		for _, w := range d.Variants.Wordings {
			for _, m := range w.Members {
				listed[m.ID] = true
			}
		}
	}
	other := func(list []desk.Kindred) []desk.Kindred {
		return slices.DeleteFunc(list, func(k desk.Kindred) bool { return listed[k.Hit.ID] })
	}
	against, before = other(against), other(before)
	for _, k := range against {
		d.Against = append(d.Against, kindred{cardOf(k.Hit), k.Against})
	}
	for _, k := range before {
		to := &d.Before
		if k.Undated {
			to = &d.Undated
		}
		*to = append(*to, kindred{Card: cardOf(k.Hit)})
	}
	return nil
}

// innerText is a statement on one line.
func innerText(d *verbatim.Document, i int) string {
	who, source := export.WhoSaid(d, i)
	if who == "" {
		who = source
	}
	return shorten(who, cardName) + ": " + shorten(export.Words(d.Text, d.Statements[i].Content), 90)
}

// mostMembers is how many articles a wording lists.
const mostMembers = 12

func variantsOf(v *export.Variation) *variantsData {
	d := &variantsData{First: v.First(), More: v.More, Articles: len(v.Cluster.Members)}
	if len(v.Agreed.Others) > 0 {
		d.Agreed = strings.TrimRight(export.TrimMarks(v.Agreed.Most), ",")
	}
	for i, w := range v.Wordings() {
		wd := wordingData{Kind: w.Kind}
		var changes []deviation
		for _, c := range w.Changes {
			changes = append(changes, deviation{c.A, c.B, c.Material})
			if name := string(c.Class); !slices.Contains(wd.Classes, name) {
				wd.Classes = append(wd.Classes, name)
			}
		}
		if i == 0 {
			changes = nil
		}
		wd.Diff = differ(v.Main(), w.Text, changes)
		for _, m := range w.Members[:min(len(w.Members), mostMembers)] {
			h := v.Hits[m]
			who, source := export.WhoSaid(h.Document, h.Index)
			if who == "" {
				who = source
			}
			wd.Members = append(wd.Members, memberData{
				ID: h.ID, Outlet: shorten(v.Outlet(m), cardName), When: export.Instant(h), Who: shorten(who, cardName),
				Earliest: v.Earliest.Verdict != reuse.Unknown && slices.Contains(v.Earliest.Who, m), Asked: m == v.Asked,
			})
		}
		d.Wordings = append(d.Wordings, wd)
	}
	return d
}

// longCitation bounds a citation that a page has, in bytes; longer ones are in
// the exports.
const longCitation = 8 << 10

// citations are a statement in the forms that are cited.
func citations(h *search.Hit) []citation {
	list := []citation{
		{"Plain", strings.TrimSpace(string(export.CitePlain(nil, h)))},
		{"BibTeX", strings.TrimSpace(string(export.BibTeX(nil, h)))},
		{"CSL JSON", "[" + strings.TrimSpace(string(export.CSL(nil, h))) + "]"},
	}
	if l := export.Link(h); web(l) != "" {
		list = append(list, citation{"Link to the words", l})
	}
	// Half of one would be a wrong one.
	list = slices.DeleteFunc(list, func(c citation) bool { return len(c.Text) > longCitation })
	return list
}

// cutIn is the words at a span on one line.
func cutIn(text string, s verbatim.Span) string { return export.Words(text, []verbatim.Span{s}) }

// shorten cuts a text at a word to at most n bytes.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < n/2 {
		for cut = n; cut > 0 && s[cut]&0xc0 == 0x80; cut-- {
		}
	}
	return strings.TrimRight(s[:cut], " ,;:") + "…"
}
