package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Bounds of a story: it is drawn from the newest statements that match, so that
// it takes as long for a word that is in every article as for a rare one.
const (
	storyCounted  = 2000   // statements that are counted
	storyTotal    = 20_000 // up to so many the total is exact
	storyArticles = 40     // articles in which is looked who speaks of whom
	storyEvents   = 60     // reports of events that are joined
	storyValues   = 12     // speakers and outlets that are named
)

// Story is what the statements that match a query are, taken together.
type Story struct {
	Query   string    `json:"query"`
	Total   int       `json:"total"`
	AtLeast bool      `json:"at_least"`       // there are more than Total
	Counted int       `json:"counted"`        // the newest so many are what the rest is drawn from
	First   time.Time `json:"first,omitzero"` // of these that have a date, missing where none has
	Last    time.Time `json:"last,omitzero"`
	Undated int       `json:"undated"` // of these, of articles without a date

	Speakers []Tally `json:"speakers"`
	Outlets  []Tally `json:"outlets"`
	Marks    []Mark  `json:"-"` // lanes are Speakers

	// Pairs is who speaks of whom in the newest statements of so many articles.
	Pairs         []Pair `json:"pairs"`
	PairsArticles int    `json:"pairs_articles"`
	PairsOf       int    `json:"pairs_statements"`

	EventQuery string         `json:"event_query"` // by which the events were found
	EventsOf   int            `json:"event_reports"`
	Events     *export.Ledger `json:"-"`
	// EventAt is the index of an event in its article, by the id of its report.
	EventAt map[string]int `json:"-"`
}

// Pair is a speaker and somebody of whom the words speak.
type Pair struct {
	Speaker    string `json:"speaker"`
	SpeakerKey string `json:"speaker_key"`
	Of         string `json:"of"`
	OfKey      string `json:"of_key"`
	Count      int    `json:"count"`
	Statement  string `json:"statement"` // the newest of them
}

// NewStory asks the record for a story. The query must be one of
// [search.Parse]; its error is one of [search.Error] where it is not.
func NewStory(ctx context.Context, s *store.Store, query string) (*Story, error) {
	root, err := search.Parse(query)
	if err != nil {
		return nil, err
	}
	q := store.Query{Root: root}
	st := &Story{Query: query}
	list, err := s.Sample(ctx, q, storyCounted)
	if err != nil {
		return nil, err
	}
	st.Counted, st.Total = len(list), len(list)
	if len(list) == storyCounted {
		if st.Total, err = s.CountUpTo(ctx, q, storyTotal+1); err != nil {
			return nil, err
		}
		if st.Total > storyTotal {
			st.Total, st.AtLeast = storyTotal, true
		}
	}
	if len(list) > 0 {
		speaker := func(r *store.Sampled) int64 { return r.Speaker }
		st.Speakers, st.Outlets = tally(list, speaker), tally(list, func(r *store.Sampled) int64 { return r.Outlet })
		st.Speakers = st.Speakers[:min(len(st.Speakers), storyValues)]
		st.Outlets = st.Outlets[:min(len(st.Outlets), storyValues)]
		names, err := named(ctx, s, list, st.Speakers, st.Outlets)
		if err != nil {
			return nil, err
		}
		st.Marks = marks(list, names, st.Speakers, speaker)
		st.First, st.Last, st.Undated = DatesOf(st.Marks)
		hits, n, err := articles(ctx, s, list, storyArticles)
		if err != nil {
			return nil, err
		}
		st.PairsArticles, st.PairsOf, st.Pairs = n, len(hits), pairs(hits)
		speak(st.Marks, hits)
	}
	return st, st.events(ctx, s)
}

// pairs counts in how many statements each speaker speaks of each person or
// organisation, the most frequent first.
func pairs(hits []search.Hit) []Pair {
	type pair struct{ who, of string }
	at := make(map[pair]int)
	var out []Pair
	for i := range hits {
		h := &hits[i]
		d, st := h.Document, h.Statement()
		done := make(map[string]bool)
		for _, m := range d.Mentions {
			if m.Entity < 0 || m.Entity >= len(d.Entities) || !inSpans(st.Content, m.Span) {
				continue
			}
			e := &d.Entities[m.Entity]
			if e.Kind != verbatim.Person && e.Kind != verbatim.Organisation || e.Unnamed {
				continue
			}
			label := strings.Join(strings.Fields(cut(d.Text, e.Name)), " ")
			key := cmp.Or(e.Key, string(e.Kind)+" "+strings.ToLower(label))
			if label == "" || done[key] {
				continue
			}
			done[key] = true
			for _, sp := range h.Entry.Speakers {
				if sp.Key == key {
					continue // of themselves
				}
				p := pair{sp.Key, key}
				k, ok := at[p]
				if !ok {
					k = len(out)
					at[p] = k
					out = append(out, Pair{Speaker: sp.Label, SpeakerKey: sp.Key, Of: label, OfKey: key, Statement: h.ID})
				}
				out[k].Count++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Pair) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// events joins the reports of the events that match the same words.
func (st *Story) events(ctx context.Context, s *store.Store) error {
	st.EventQuery = EventQueryOf(st.Query)
	root, err := search.ParseEvents(st.EventQuery)
	if err != nil {
		st.EventQuery, st.Events = "", &export.Ledger{}
		return nil
	}
	q := store.EventQuery{Root: root, Order: store.NewestFirst, Limit: storyEvents}
	hits, err := s.Events(ctx, q)
	if err != nil {
		return err
	}
	st.EventsOf, st.EventAt = len(hits), make(map[string]int, len(hits))
	for i := range hits {
		st.EventAt[hits[i].ID] = hits[i].Index
	}
	q.Limit = 0
	st.Events = LedgerOf(hits, q)
	st.Events.More = len(hits) == storyEvents
	return nil
}

// EventQueryOf is a query for statements as one for events: speakers are those
// who take part, and what only statements have is left out.
func EventQueryOf(query string) string {
	var out []string
	for _, t := range terms(query) {
		head, rest, ok := strings.Cut(strings.TrimLeft(t, "-("), ":")
		switch head = strings.ToLower(head); {
		case !ok || strings.ContainsAny(head, `"“`):
			out = append(out, t)
		case strings.EqualFold(strings.TrimRight(rest, ")"), search.None) && head != "outlet" && head != "date":
			// Who takes part in an event is another question than who has spoken.
		case head == "speaker" || head == "to" || head == "by":
			lead := t[:len(t)-len(strings.TrimLeft(t, "-("))]
			out = append(out, lead+"who:"+rest)
		case head == "outlet" || head == "date" || head == "after" || head == "before" || head == "on" || head == "in":
			out = append(out, t)
		}
	}
	return strings.Join(out, " ")
}

// terms cuts a query at its spaces, but not inside quotation marks.
func terms(query string) []string {
	open := false
	return strings.FieldsFunc(query, func(r rune) bool {
		if r == '"' {
			open = !open
		}
		return r == ' ' && !open
	})
}

// Coverage says of an outlet what it has in each stretch of time: how many of
// the story's statements, and whether the record has anything of it at all.
type Coverage struct {
	Counts []int
	Gap    []bool
	First  []string // the id of the newest statement in each

	Undated      int    // statements of articles without a date
	FirstUndated string // the id of the newest of them
}

// Coverage asks for the outlet at an index of Outlets. Stretches follow each
// other in time.
func (st *Story) Coverage(ctx context.Context, s *store.Store, outlet int, list []store.Stretch) (Coverage, error) {
	o := &st.Outlets[outlet]
	c := Coverage{Counts: make([]int, len(list)), Gap: make([]bool, len(list)), First: make([]string, len(list))}
	for i := range st.Marks {
		m := &st.Marks[i]
		if m.outlet != o.n {
			continue
		}
		if !m.Dated {
			if c.Undated++; c.Undated == 1 {
				c.FirstUndated = m.ID
			}
			continue
		}
		k, _ := slices.BinarySearchFunc(list, m.When, func(t store.Stretch, at time.Time) int {
			if !t.To.After(at) {
				return -1
			}
			return 1
		})
		if k < len(list) && !m.When.Before(list[k].From) {
			if c.Counts[k]++; c.Counts[k] == 1 {
				c.First[k] = m.ID
			}
		}
	}
	covered, err := s.Covered(ctx, store.Name{N: o.n, Label: o.Label}, list)
	if err != nil {
		return c, err
	}
	for i := range list {
		c.Gap[i] = !covered[i] && c.Counts[i] == 0
	}
	return c, nil
}
