package page

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/server/plot"
)

// speakerData is what the speaker screen shows.
type speakerData struct {
	*desk.Speaker
	Choose []namesake // where several have the name: only they are shown
	Asked  string

	Note     string
	Search   string // query for all of the speaker's statements
	Roles    []calling
	MoreRole int
	Names    []calling
	Lanes    *figure
	To       []share
	Outlets  []share
	Acts     []share
	Phrase   string
	Use      *phraseUse
	Latest   []card
}

type namesake struct{ Label, Kind, Key, Link string }

// calling is a role or a name with where it is first and last.
type calling struct {
	Text        string
	Count       int
	First, Last witness
	Once        bool
}

type witness struct{ When, Outlet, Link string }

type phraseUse struct {
	Count       int
	More        bool
	First, Last *card
	None        bool
}

// How much the speaker screen shows.
const (
	speakerLanes  = 7
	speakerRoles  = 12
	speakerNames  = 8
	speakerShares = 8
	speakerLatest = 4
)

func (p *Pages) speaker(r *http.Request) (*view, error) {
	ctx := r.Context()
	asked := typed(r.PathValue("key"))
	list, err := desk.FindSpeaker(ctx, p.o.Store, asked)
	if err != nil {
		return nil, err
	}
	d := &speakerData{Asked: asked, Phrase: typed(r.URL.Query().Get("phrase"))}
	v := &view{Template: "speaker.html", Title: asked, Data: d}
	if len(list) > 1 {
		v.Title = "Which " + asked + "?"
		for _, n := range list {
			d.Choose = append(d.Choose, namesake{n.Label, n.Sort, n.Key, speakerLink(n.Key)})
		}
		v.JSON = map[string]any{"speakers": d.Choose}
		return v, nil
	}
	n := list[0]
	if d.Speaker, err = p.speakerOf(ctx, n); err != nil {
		return nil, err
	}
	v.Title = d.Name
	d.Search = term("speaker", d.Name)
	if d.Wikidata != "" {
		d.Search = term("speaker", d.Wikidata)
	}
	v.Query = d.Search
	var use *desk.PhraseUse
	if d.Phrase != "" {
		if use, err = desk.Phrase(ctx, p.o.Store, n, d.Phrase); err != nil {
			return nil, err
		}
	}
	v.JSON = speakerJSON(d.Speaker, use)
	v.CSV = func(dst []byte) []byte { return speakerCSV(dst, d.Speaker) }
	if ctx.Value(formKey{}) != nil {
		return v, nil
	}
	return v, p.fillSpeaker(ctx, d, use)
}

// fillSpeaker makes of what the record has what the page shows.
func (p *Pages) fillSpeaker(ctx context.Context, d *speakerData, use *desk.PhraseUse) error {
	d.Note = countedNote(d.Counted, d.Total, false)
	d.Roles, d.MoreRole = callings(d.Speaker.Roles, speakerRoles)
	d.Names, _ = callings(d.Speaker.Names, speakerNames)
	d.To = shares(d.Speaker.To, speakerShares, func(t *desk.Tally) string { return narrowed(d.Search, "", term("to", t.Label)) })
	d.Outlets = shares(d.Speaker.Outlets, speakerShares, func(t *desk.Tally) string { return narrowed(d.Search, "", term("outlet", t.Label)) })
	d.Acts = shares(d.Speaker.Acts, speakerShares, func(t *desk.Tally) string { return narrowed(d.Search, "", term("act", t.Label)) })
	if d.Counted > 0 {
		d.lanes()
	}
	if use != nil {
		d.Use = &phraseUse{Count: use.Count, More: use.More, None: use.Count == 0}
		if use.First != nil {
			first, last := cardOf(use.First), cardOf(use.Last)
			first.Hue, last.Hue = 0, 0 // as those of the latest
			d.Use.First, d.Use.Last = &first, &last
		}
	}
	hits, err := desk.LoadMarks(ctx, p.o.Store, d.Marks[:min(len(d.Marks), speakerLatest)])
	if err != nil {
		return err
	}
	d.Latest = cardsOf(hits)
	return nil
}

// lanes draws the statements over time, a lane for each venue.
func (d *speakerData) lanes() {
	first, last, undated := desk.DatesOf(d.Marks)
	axis := axisOf(first, last, undated)
	draw := func(rows int) plot.Drawing {
		names := append(labelsOf(d.Venues[:rows]), "other or not told")
		lanes := lanesOf(axis, d.Marks, names, rows, d.Search, func(lane int) []string {
			if lane == rows {
				return nil
			}
			return []string{term("venue", d.Venues[lane].Label)}
		})
		for i := range lanes[:rows] {
			lanes[i].Class, lanes[i].Link = hueClass(i), narrowed(d.Search, "", term("venue", d.Venues[i].Label))
		}
		if len(lanes[rows].Points) == 0 {
			lanes = lanes[:rows]
		}
		return plot.Timeline{Head: plot.Head{ID: "venues", Title: "When and where", Desc: d.Note + " A lane for each setting that the articles tell."}, Axis: axis, Lanes: lanes}.Draw()
	}
	out, _ := fit(largeFigure, min(speakerLanes, len(d.Venues)), draw)
	d.Lanes = &figure{out, "When and where", "A lane for each setting that the articles tell; a dot is one statement, a number so many in one " + axis.Grain + "."}
}

func callings(list []desk.Calling, most int) (out []calling, more int) {
	more = max(0, len(list)-most)
	// What most articles say, the latest first.
	common := slices.Clone(list)
	slices.SortStableFunc(common, func(a, b desk.Calling) int { return b.Count - a.Count })
	common = common[:min(len(common), most)]
	slices.SortStableFunc(common, func(a, b desk.Calling) int { return b.Last.When.Compare(a.Last.When) })
	for _, c := range common {
		out = append(out, calling{shorten(c.Text, 120), c.Count, witnessOf(c.First), witnessOf(c.Last), c.First == c.Last})
	}
	return out, more
}

func witnessOf(w desk.Witness) witness {
	out := witness{w.When.Format("2 January 2006"), shorten(w.Outlet, 60), "/statements/" + w.Statement}
	if !w.Dated {
		out.When = search.NoDate + ", fetched " + out.When
	}
	return out
}

// speakerJSON is a speaker as JSON.
func speakerJSON(s *desk.Speaker, use *desk.PhraseUse) any {
	out := struct {
		*desk.Speaker
		Statements []speakerMark `json:"statements"`
		Phrase     any           `json:"phrase,omitempty"`
	}{s, make([]speakerMark, len(s.Marks)), nil}
	for i, m := range s.Marks {
		out.Statements[i] = speakerMark{m.ID, m.When.Format(time.RFC3339), m.Dated, nil, m.Outlet, m.Kind, string(m.Act)}
		if m.Lane >= 0 {
			out.Statements[i].Venue = &s.Venues[m.Lane].Label
		}
	}
	if use != nil {
		p := struct {
			Words string              `json:"words"`
			Count int                 `json:"count"`
			More  bool                `json:"more"`
			First *export.FoundRecord `json:"first"`
			Last  *export.FoundRecord `json:"last"`
		}{use.Phrase, use.Count, use.More, foundOf(use.First), foundOf(use.Last)}
		out.Phrase = p
	}
	return out
}

func foundOf(h *search.Hit) *export.FoundRecord {
	if h == nil {
		return nil
	}
	return export.NewFound(h)
}

type speakerMark struct {
	ID     string  `json:"id"`
	When   string  `json:"when"`  // of publication, else of the fetch
	Dated  bool    `json:"dated"` // when is of publication
	Venue  *string `json:"venue"`
	Outlet string  `json:"outlet"`
	Kind   string  `json:"kind"`
	Act    string  `json:"act"`
}

// speakerCSV is the statements that were counted, a row each.
func speakerCSV(dst []byte, s *desk.Speaker) []byte {
	dst = export.Row(dst, "id", "when", "venue", "outlet", "kind", "act", "dated")
	for _, m := range s.Marks {
		venue := ""
		if m.Lane >= 0 {
			venue = s.Venues[m.Lane].Label
		}
		dst = export.Row(dst, m.ID, m.When.Format(time.RFC3339), venue, m.Outlet, m.Kind, string(m.Act), strconv.FormatBool(m.Dated))
	}
	return dst
}
