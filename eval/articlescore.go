package eval

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
)

// ArticleScore counts, field by field, what is right in labelled articles.
// Unlike on PolNeAR, reports inside others count too.
type ArticleScore struct {
	Articles                     int
	Source, Cue, Content, Strict Hits // spans exact, by fragment; Strict by statement, all three exact
	Statements                   Hits // found: half of the joint content is shared
	Named                        Hits // Labelled: those whose speaker has a name; Found: given a name
	Unnamed                      Hits // without a name, or without a source; Found: matched
	Addressee, Venue, Said       Hits // the spans overlap; of a venue the kinds are equal besides
	Parent                       Hits // of the matched statements
}

// Hits counts labelled, found and right ones.
type Hits struct{ Labelled, Found, Right int }

// Precision, Recall and F1 are in percent.
func (h Hits) Precision() float64 { return 100 * ratio(float64(h.Right), float64(h.Found)) }
func (h Hits) Recall() float64    { return 100 * ratio(float64(h.Right), float64(h.Labelled)) }
func (h Hits) F1() float64        { return f1(h.Right, h.Found, h.Labelled) }

func (h *Hits) add(labelled, found, right bool) {
	for _, c := range []struct {
		n  *int
		is bool
	}{{&h.Labelled, labelled}, {&h.Found, found}, {&h.Right, right}} {
		if c.is {
			*c.n++
		}
	}
}

// Add scores what was found in an article and returns a line for each
// difference: the line of the label or the byte offset, the field, what was
// wanted and what came.
func (s *ArticleScore) Add(doc *verbatim.Document, a *LabelledArticle) []string {
	s.Articles++
	var misses []string
	miss := func(at, field string, want, got any) {
		misses = append(misses, fmt.Sprintf("%s %s: %s: want %v, got %v", a.Title, at, field, want, got))
	}
	plain := make([]SpeakerLabel, len(a.Labels))
	for i, l := range a.Labels {
		plain[i] = SpeakerLabel{Content: l.Content, Source: l.Source}
	}
	match := matchStatements(plain, doc.Statements)
	labelOf := make([]int, len(doc.Statements))
	for k := range labelOf {
		labelOf[k] = -1
	}
	for i, k := range match {
		if k >= 0 {
			labelOf[k] = i
		}
	}
	for k := range doc.Statements {
		if f := &doc.Statements[k]; labelOf[k] < 0 {
			s.Statements.Found++
			s.Strict.Found++
			s.Source.Found += len(f.Source)
			s.Cue.Found += len(f.Cue)
			s.Content.Found += len(f.Content)
			miss(fmt.Sprintf("byte %d", f.Start()), "statement", "none", showStatement(doc, f))
		}
	}
	for i, k := range match {
		l := &a.Labels[i]
		at := fmt.Sprintf("line %d", l.Line)
		if l.Optional {
			continue
		}
		var f verbatim.Statement
		f.Parent, f.Time = -1, -1
		if k >= 0 {
			f = doc.Statements[k]
		}
		exact := true
		for _, r := range []struct {
			name      string
			h         *Hits
			want, got []verbatim.Span
		}{{"source", &s.Source, l.Source, f.Source}, {"cue", &s.Cue, l.Cue, f.Cue}, {"content", &s.Content, l.Content, f.Content}} {
			r.h.Labelled += len(r.want)
			r.h.Found += len(r.got)
			n := 0
			for _, w := range r.want {
				if slices.Contains(r.got, w) {
					n++
				}
			}
			r.h.Right += n
			if n < len(r.want) || n < len(r.got) {
				exact = false
				if k >= 0 {
					miss(at, r.name, quoteSpans(a.Text, r.want), quoteSpans(a.Text, r.got))
				}
			}
		}
		s.Statements.add(true, k >= 0, k >= 0)
		s.Strict.add(true, k >= 0, exact)
		if k < 0 {
			miss(at, "statement", quoteSpans(a.Text, l.Content), "none")
		}
		s.speaker(doc, l, k, &f, at, miss)
		s.setting(doc, l, k, &f, at, miss)
		if k >= 0 {
			s.parent(doc, a, l, &f, labelOf, at, miss)
		}
	}
	return misses
}

type missFunc func(at, field string, want, got any)

func (s *ArticleScore) speaker(doc *verbatim.Document, l *StatementLabel, k int, f *verbatim.Statement, at string, miss missFunc) {
	var named, all []string
	for _, e := range f.Speakers {
		name := doc.Entities[e].Name.In(doc.Text)
		all = append(all, name)
		if hasName(&doc.Entities[e]) {
			named = append(named, name)
		}
	}
	if len(l.Speakers) == 0 {
		right := k >= 0 && len(named) == 0 && (l.Unnamed || len(all) == 0)
		s.Unnamed.add(true, k >= 0, right)
		if k >= 0 && !right {
			miss(at, "speaker", "nobody with a name", all)
		}
		return
	}
	// A body without a proper name ("the council") may be one that is unnamed.
	common := !strings.ContainsFunc(l.Speakers[0], unicode.IsUpper)
	given := named
	if common {
		given = all
	}
	right := len(given) == len(l.Speakers)
	if common && len(named) == 0 && len(all) == 1 {
		right = true
		given = nil
	}
	for _, g := range given {
		if !slices.ContainsFunc(l.Speakers, func(w string) bool { return sameName(g, w) }) {
			right = false
		}
	}
	s.Named.add(true, len(given) > 0 || right, right)
	if k >= 0 && !right {
		miss(at, "speaker", l.Speakers, all)
	}
}

// sameName compares names; a determiner before one of them does not matter.
func sameName(a, b string) bool {
	bare := func(n string) string {
		n = strings.ToLower(strings.Join(strings.Fields(n), " "))
		for _, d := range []string{"the ", "a ", "its ", "his ", "her "} {
			n = strings.TrimPrefix(n, d)
		}
		return n
	}
	return bare(a) == bare(b)
}

func (s *ArticleScore) setting(doc *verbatim.Document, l *StatementLabel, k int, f *verbatim.Statement, at string, miss missFunc) {
	field := func(name string, h *Hits, want, got verbatim.Span, alike, optional bool) {
		if optional && want.Empty() != got.Empty() {
			return
		}
		right := !want.Empty() && want.Overlaps(got) && alike
		h.add(!want.Empty(), !got.Empty(), right)
		if k >= 0 && !right && !(want.Empty() && got.Empty()) {
			miss(at, name, quoteSpans(doc.Text, oneSpan(want)), quoteSpans(doc.Text, oneSpan(got)))
		}
	}
	var to, venue, said verbatim.Span
	alike := true
	if f.Addressee != nil {
		to = f.Addressee.Span
	}
	if f.Venue != nil {
		venue, alike = f.Venue.Span, f.Venue.Kind == l.VenueKind
	}
	if f.Time >= 0 {
		said = doc.Times[f.Time].Span
	}
	field("addressee", &s.Addressee, l.Addressee, to, true, l.OptionalTo)
	field("venue", &s.Venue, l.Venue, venue, alike, l.OptionalVenue)
	field("said", &s.Said, l.Said, said, true, false)
}

func (s *ArticleScore) parent(doc *verbatim.Document, a *LabelledArticle, l *StatementLabel, f *verbatim.Statement, labelOf []int, at string, miss missFunc) {
	got := -1
	if f.Parent >= 0 {
		got = labelOf[f.Parent]
	}
	right := l.Parent >= 0 && got == l.Parent
	s.Parent.add(l.Parent >= 0, f.Parent >= 0, right)
	if right || l.Parent < 0 && f.Parent < 0 {
		return
	}
	want, came := "none", "none"
	if l.Parent >= 0 {
		want = quoteSpans(a.Text, a.Labels[l.Parent].Content)
	}
	if f.Parent >= 0 {
		came = quoteSpans(a.Text, doc.Statements[f.Parent].Content)
	}
	miss(at, "parent", want, came)
}

func showStatement(doc *verbatim.Document, f *verbatim.Statement) string {
	return quoteSpans(doc.Text, f.Source) + " " + quoteSpans(doc.Text, f.Cue) + " " + quoteSpans(doc.Text, f.Content)
}

func quoteSpans(text string, spans []verbatim.Span) string {
	if len(spans) == 0 {
		return "none"
	}
	var out []string
	for _, s := range spans {
		out = append(out, fmt.Sprintf("[%s]", s.In(text)))
	}
	return strings.Join(out, " ")
}
