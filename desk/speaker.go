package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Bounds of what is asked of a speaker, see those of a story.
const (
	speakerCounted  = 2000
	speakerArticles = 40 // in which names and roles are read, spread over the time
	speakerValues   = 12
)

// Speaker is what the record has of somebody who speaks.
type Speaker struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Kind     string `json:"kind"`     // person, organisation, place, group; empty where it is not known
	Wikidata string `json:"wikidata"` // empty where it is not known

	Total   int       `json:"total"` // statements, alone or with others
	First   time.Time `json:"first,omitzero"`
	Last    time.Time `json:"last,omitzero"`
	Counted int       `json:"counted"` // the newest so many are what is counted below

	Venues  []Tally `json:"venues"`
	To      []Tally `json:"to"`
	Outlets []Tally `json:"outlets"`
	Acts    []Tally `json:"acts"`
	Marks   []Mark  `json:"-"` // lanes are Venues; -1 is without one

	// Names and roles are those of so many articles, spread over the time.
	Read  int       `json:"articles_read"`
	Names []Calling `json:"names"`
	Roles []Calling `json:"roles"` // as articles call them
	Known []Office  `json:"known"` // what the gazetteer adds
}

// Calling is what articles call somebody, from the first to the last that does.
type Calling struct {
	Text  string  `json:"text"`
	Count int     `json:"articles"`
	First Witness `json:"first"`
	Last  Witness `json:"last"`
}

// Witness is the place in an article that shows something.
type Witness struct {
	Document  string        `json:"document"`
	Outlet    string        `json:"outlet"`
	When      time.Time     `json:"when"`
	Dated     bool          `json:"dated"`     // When is of publication
	Statement string        `json:"statement"` // of the speaker in that article
	Span      verbatim.Span `json:"span"`
}

// Office is a role from the gazetteer.
type Office struct {
	Title  string `json:"title"`
	Source string `json:"source"`
	AsOf   string `json:"as_of"`
	Since  string `json:"since"`
}

// FindSpeaker returns the speakers of a key, or else of a name.
// [store.ErrNotFound] says that there is none.
func FindSpeaker(ctx context.Context, s *store.Store, keyOrName string) ([]store.Name, error) {
	n, err := s.Speaker(ctx, keyOrName)
	if err == nil {
		return []store.Name{n}, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	list, err := s.SpeakersNamed(ctx, strings.Join(strings.Fields(keyOrName), " "), 20)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("speaker %q: %w", keyOrName, store.ErrNotFound)
	}
	return list, err
}

// NewSpeaker asks the record for a speaker.
func NewSpeaker(ctx context.Context, s *store.Store, n store.Name) (*Speaker, error) {
	sp := &Speaker{Key: n.Key, Name: n.Label, Kind: n.Sort}
	if item(n.Key) {
		sp.Wikidata = n.Key
	}
	var err error
	if sp.Total, sp.First, sp.Last, err = s.SpeakerTotals(ctx, n.N); err != nil {
		return nil, err
	}
	list, err := s.SpeakerSample(ctx, n.N, speakerCounted)
	if err != nil {
		return nil, err
	}
	sp.Counted = len(list)
	venue := func(r *store.Sampled) int64 { return r.Venue }
	sp.Venues, sp.To = tally(list, venue), tally(list, func(r *store.Sampled) int64 { return r.Addressee })
	sp.Outlets, sp.Acts = tally(list, func(r *store.Sampled) int64 { return r.Outlet }), tally(list, func(r *store.Sampled) int64 { return r.Act })
	for _, t := range []*[]Tally{&sp.Venues, &sp.To, &sp.Outlets, &sp.Acts} {
		*t = (*t)[:min(len(*t), speakerValues)]
	}
	names, err := named(ctx, s, list, sp.Venues, sp.To, sp.Outlets, sp.Acts)
	if err != nil {
		return nil, err
	}
	sp.Marks = marks(list, names, sp.Venues, venue)
	hits, read, err := articles(ctx, s, spread(list, speakerArticles), speakerArticles)
	if err != nil {
		return nil, err
	}
	sp.Read = read
	sp.called(hits)
	speak(sp.Marks, hits)
	return sp, nil
}

// item reports whether a key is an identifier of Wikidata.
func item(key string) bool {
	rest, ok := strings.CutPrefix(key, "Q")
	return ok && rest != "" && strings.Trim(rest, "0123456789") == ""
}

// spread picks statements of so many articles, as far apart as they are, with
// the newest and the oldest among them.
func spread(list []store.Sampled, most int) []store.Sampled {
	var first []store.Sampled // of each article one
	seen := make(map[int64]bool)
	for _, r := range list {
		if !seen[r.Document] {
			seen[r.Document] = true
			first = append(first, r)
		}
	}
	if len(first) <= most {
		return first
	}
	out := make([]store.Sampled, most)
	for i := range out {
		out[i] = first[i*(len(first)-1)/(most-1)]
	}
	return out
}

// called collects the names and roles that articles give the speaker.
func (sp *Speaker) called(hits []search.Hit) {
	names, roles := make(map[string]*Calling), make(map[string]*Calling)
	var known []Office
	for i := range hits {
		h := &hits[i]
		d := h.Document
		e := entityOf(h, sp.Key)
		if e == nil {
			continue
		}
		if sp.Wikidata == "" {
			sp.Wikidata = e.Wikidata
		}
		at := Witness{Document: h.DocumentID, Outlet: h.Entry.Outlet.Label, When: h.When, Dated: h.Dated, Statement: h.ID}
		here := make(map[string]bool) // each once an article
		add := func(list map[string]*Calling, sort, text string, span verbatim.Span) {
			text = strings.Join(strings.Fields(text), " ")
			key := strings.ToLower(text)
			if text == "" || here[sort+key] {
				return
			}
			here[sort+key] = true
			at := at
			at.Span = span
			c := list[key]
			if c == nil {
				list[key] = &Calling{text, 1, at, at}
				return
			}
			c.Count++
			if earlier(at, c.First) {
				c.First = at
			}
			if !c.Last.Dated && at.Dated || c.Last.Dated == at.Dated && !at.When.Before(c.Last.When) {
				c.Last = at
			}
		}
		for _, m := range e.Mentions {
			if m >= 0 && m < len(d.Mentions) && d.Mentions[m].Form == verbatim.Named {
				add(names, "n", cut(d.Text, d.Mentions[m].Name), d.Mentions[m].Name)
			}
		}
		for _, r := range e.Roles {
			if !r.Span.Empty() {
				add(roles, "r", r.Title, r.Span)
			} else if o := (Office{r.Title, r.Source, r.AsOf, r.Since}); !slices.Contains(known, o) {
				known = append(known, o)
			}
		}
	}
	sp.Names, sp.Roles, sp.Known = sorted(names), sorted(roles), known
}

// earlier reports whether one is seen before the other: a fetch says only that
// it was out by then, and stands behind every date.
func earlier(a, b Witness) bool {
	return a.Dated && !b.Dated || a.Dated == b.Dated && a.When.Before(b.When)
}

// sorted is callings, the latest first, and of one day the most frequent.
func sorted(list map[string]*Calling) []Calling {
	out := make([]Calling, 0, len(list))
	for _, c := range list {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Calling) int {
		return cmp.Or(b.Last.When.Compare(a.Last.When), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return out
}

// entityOf returns the entity of a hit's article that has the key, if the
// statement is its own.
func entityOf(h *search.Hit, key string) *verbatim.Entity {
	for k, f := range h.Entry.Speakers {
		if f.Key != key {
			continue
		}
		for _, i := range h.Statement().Speakers {
			if i < 0 || i >= len(h.Document.Entities) {
				continue
			}
			e := &h.Document.Entities[i]
			if e.Key == key || e.Key == "" && len(h.Statement().Speakers) > k && h.Statement().Speakers[k] == i {
				return e
			}
		}
	}
	return nil
}

// PhraseUse is the first and the last statement of a speaker with a phrase.
type PhraseUse struct {
	Phrase string
	Count  int
	More   bool // there may be others that were not looked at
	First  *search.Hit
	Last   *search.Hit
}

// Phrase looks for the words of a speaker, side by side. Without a word in the
// phrase there is no use of it.
func Phrase(ctx context.Context, s *store.Store, n store.Name, phrase string) (*PhraseUse, error) {
	u := &PhraseUse{Phrase: phrase}
	if len(search.Words(phrase)) == 0 {
		return u, nil
	}
	who := n.Label
	if item(n.Key) {
		who = n.Key
	}
	root, err := search.Parse("speaker:" + quoted(who) + " " + quoted(phrase))
	if err != nil {
		return nil, err
	}
	first, last, count, more, err := s.Uses(ctx, store.Query{Root: root}, n.N)
	if err != nil || count == 0 {
		return u, err
	}
	hits, err := s.Load(ctx, []int64{first, last})
	if err != nil {
		return nil, err
	}
	u.Count, u.More = count, more
	for i := range hits {
		hits[i].Marks = search.Highlight(root, hits[i].Document.Text, hits[i].Statement().Content)
	}
	if len(hits) == 2 {
		u.First, u.Last = &hits[0], &hits[1]
	}
	return u, nil
}
