package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// The bounds of what may be asked.
const (
	mostQuery = 4096 // bytes, as package search has it
	mostLimit = 100  // items in an answer
	mostSkip  = 9_900
	mostID    = 40
	perField  = 8 // values of a field that are counted
)

// SearchInput is what search_statements is asked.
type SearchInput struct {
	Query       string `json:"query" jsonschema:"the query; empty finds every statement"`
	Sort        string `json:"sort,omitempty" jsonschema:"the order; newest and oldest go by the time of publication"`
	Limit       int    `json:"limit,omitempty" jsonschema:"at most so many statements"`
	Skip        int    `json:"skip,omitempty" jsonschema:"leave out the first so many: next_skip of the answer before"`
	AllVersions bool   `json:"all_versions,omitempty" jsonschema:"also statements that stand with the same words in a newer version of their article"`
	Counts      bool   `json:"counts,omitempty" jsonschema:"also count those that match by speaker, outlet, month and so on"`
}

// SearchAnswer is what search_statements answers.
type SearchAnswer struct {
	Total      int                 `json:"total" jsonschema:"how many statements match"`
	Skip       int                 `json:"skip"`
	NextSkip   *int                `json:"next_skip" jsonschema:"the skip that goes on, or null at the end"`
	Statements []Statement         `json:"statements"`
	Counts     []export.FieldCount `json:"counts,omitempty"`
}

// StatementInput is what get_statement is asked.
type StatementInput struct {
	ID string `json:"id" jsonschema:"the id of a statement, or the beginning of one: s and hexadecimal digits"`
}

// StatementAnswer is what get_statement answers. Offsets are bytes of the text
// of the article.
type StatementAnswer struct {
	Found     bool       `json:"found"`
	Statement *Statement `json:"statement"`
	Context   *Passage   `json:"context" jsonschema:"the paragraphs in which it stands"`
	Said      *Time      `json:"said" jsonschema:"when it was said, as the text tells"`
	Addressee *Passage   `json:"addressee" jsonschema:"the words that tell to whom"`
	Venue     *Venue     `json:"venue" jsonschema:"the words that tell in what setting"`
	Parent    *string    `json:"parent" jsonschema:"the statement that it is reported inside of"`
	Inside    []string   `json:"inside" jsonschema:"statements that are reported inside of it"`
	Byline    *string    `json:"byline"`
	Revisions int        `json:"revisions" jsonschema:"versions of the article that the record has"`
	Citation  string     `json:"citation"`
}

// Passage is words of an article and where they stand.
type Passage struct {
	Words string        `json:"words"`
	At    verbatim.Span `json:"at"`
}

// Time is an expression of time and its value.
type Time struct {
	Passage
	Value *string `json:"value" jsonschema:"TIMEX3, or null where the text and the day of publication do not tell"`
}

// Venue is a setting.
type Venue struct {
	Passage
	Kind verbatim.VenueKind `json:"kind"`
}

func (s *server) addStatements(out *sdk.Server) error {
	return errors.Join(
		add(s, out, "search_statements", "Search statements",
			"Finds statements in the record of who said what in the news. Each comes with its exact words, who said it to whom, the article's address, outlet and day, and byte offsets.\n\nA query is made of\n"+search.Syntax,
			func(p map[string]*jsonschema.Schema) {
				bound(p["query"], mostQuery)
				oneOf(p["sort"], "relevance", "newest", "oldest")
				between(p["limit"], 1, mostLimit, 10)
				between(p["skip"], 0, mostSkip, 0)
			}, s.search),
		add(s, out, "get_statement", "Get a statement",
			"Gives one statement of the record with its exact words, their byte offsets, the paragraph around them, when and in what setting it was said as far as the article tells, and a citation.",
			func(p map[string]*jsonschema.Schema) { bound(p["id"], mostID) }, s.statement),
	)
}

var orders = map[string]store.Order{"": store.ByRelevance, "relevance": store.ByRelevance, "newest": store.NewestFirst, "oldest": store.OldestFirst}

func (s *server) search(ctx context.Context, in SearchInput) (string, SearchAnswer, error) {
	out := SearchAnswer{Skip: in.Skip, Statements: []Statement{}}
	root, err := search.Parse(in.Query)
	if err != nil {
		return "", out, err
	}
	q := store.Query{Root: root, Order: orders[in.Sort], Limit: in.Limit, Skip: in.Skip, Old: in.AllVersions}
	if out.Total, err = s.record.Count(ctx, q); err != nil {
		return "", out, err
	}
	hits, err := s.record.Search(ctx, q)
	if err == nil {
		err = desk.Judge(ctx, s.record, hits)
	}
	if err != nil {
		return "", out, err
	}
	var p page[Statement]
	for i := range hits {
		if ok, err := p.add(statementOf(&hits[i])); err != nil || !ok {
			if err != nil {
				return "", out, err
			}
			break
		}
	}
	out.Statements = p.list()
	out.NextSkip = next(in.Skip, len(out.Statements), out.Total)
	if in.Counts {
		c, err := desk.Counts(ctx, s.record, q, perField)
		if err != nil {
			return "", out, err
		}
		out.Counts = boundCounts(c.Fields)
	}
	return searchText(&out), out, nil
}

func boundCounts(fields []export.FieldCount) []export.FieldCount {
	for _, f := range fields {
		for i := range f.Values {
			f.Values[i].Value = cutAt(f.Values[i].Value, mostField)
		}
	}
	return fields
}

func searchText(out *SearchAnswer) string {
	var t text
	switch {
	case out.Total == 0:
		return "Not found: no statement of this record matches. That does not mean that nobody said it."
	case len(out.Statements) == 0:
		t.say("%s of this record, but none after the first %d.", matches(out.Total), out.Skip)
	case out.NextSkip != nil:
		t.say("%s; these are %d to %d. For more, ask with skip %d. %s", matches(out.Total), out.Skip+1, out.Skip+len(out.Statements), *out.NextSkip, notice)
	default:
		t.say("%s. %s", matches(out.Total), notice)
	}
	for i := range out.Statements {
		t.statement(out.Skip+i+1, &out.Statements[i])
	}
	for _, f := range out.Counts {
		if len(f.Values) == 0 {
			continue
		}
		t.say("By %s:", f.Field)
		for _, v := range f.Values {
			b, _ := json.Marshal(v.Count) // of a number it does not fail
			t.quote(string(b), " ", v.Value)
		}
	}
	return t.String()
}

func matches(n int) string {
	if n == 1 {
		return "1 statement matches"
	}
	return counted(n, "statement") + " match"
}

func (s *server) statement(ctx context.Context, in StatementInput) (string, StatementAnswer, error) {
	out := StatementAnswer{Inside: []string{}}
	h, info, err := s.record.Statement(ctx, in.ID)
	if errors.Is(err, store.ErrNotFound) {
		return "Not found: this record has no statement of that id.", out, nil
	}
	if err != nil {
		return "", out, err
	}
	d, st := h.Document, h.Statement()
	found := statementOf(&h)
	out.Found, out.Statement, out.Revisions = true, &found, info.Revisions
	out.Context = around(d, st)
	if st.Time >= 0 && st.Time < len(d.Times) {
		when := d.Times[st.Time]
		out.Said = &Time{Passage: *passage(d, when.Span)}
		if when.Value != "" {
			out.Said.Value = &when.Value
		}
	}
	if a := st.Addressee; a != nil {
		out.Addressee = passage(d, a.Span)
	}
	if v := st.Venue; v != nil {
		out.Venue = &Venue{*passage(d, v.Span), v.Kind}
	}
	if st.Parent >= 0 {
		id := store.StatementID(d, st.Parent)
		out.Parent = &id
	}
	for i := range d.Statements {
		if d.Statements[i].Parent == h.Index && len(out.Inside) < mostNames {
			out.Inside = append(out.Inside, store.StatementID(d, i))
		}
	}
	if d.Byline != "" {
		b := cutAt(d.Byline, mostField)
		out.Byline = &b
	}
	out.Citation = cutAt(strings.TrimSpace(string(export.CitePlain(nil, &h))), mostWords)

	t := text{most: mostWords}
	t.say("%s", notice)
	t.statement(0, &found)
	if out.Context != nil {
		t.say("It stands in bytes %d–%d:", out.Context.At.Start, out.Context.At.End)
		t.quote(out.Context.Words)
	}
	t.say("To cite it:")
	t.quote(out.Citation)
	return t.String(), out, nil
}

// around is the paragraphs that a statement stands in, from the first word of
// it to the last as far as there is room.
func around(d *verbatim.Document, st *verbatim.Statement) *Passage {
	var all verbatim.Span
	for _, spans := range [][]verbatim.Span{st.Source, st.Cue, st.Content} {
		for _, s := range spans {
			if all.Empty() {
				all = s
			}
			all.Start, all.End = min(all.Start, s.Start), max(all.End, s.End)
		}
	}
	if all.Empty() {
		return nil
	}
	for _, p := range d.Paragraphs {
		if p.Overlaps(all) && max(all.End, p.End)-min(all.Start, p.Start) <= mostWords {
			all.Start, all.End = min(all.Start, p.Start), max(all.End, p.End)
		}
	}
	return passage(d, all)
}

// passage is the words of a span, exactly, cut where they are too long; the
// span is then that of what is left.
func passage(d *verbatim.Document, s verbatim.Span) *Passage {
	if s.Len() > mostWords {
		s.End = s.Start + len(strings.TrimSuffix(cutAt(s.In(d.Text), mostWords), "…"))
	}
	return &Passage{s.In(d.Text), s}
}

func bound(p *jsonschema.Schema, bytes int) { p.MaxLength = &bytes }

func between(p *jsonschema.Schema, least, most, usual int) {
	lo, hi := float64(least), float64(most)
	p.Minimum, p.Maximum = &lo, &hi
	p.Default, _ = json.Marshal(usual) // of a number it does not fail
}

func oneOf(p *jsonschema.Schema, words ...string) {
	for _, w := range words {
		p.Enum = append(p.Enum, w)
	}
	p.Default, _ = json.Marshal(words[0]) // of a string it does not fail
}
