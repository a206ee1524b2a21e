package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Annotation is a statement as a W3C Web Annotation (Web Annotation Data
// Model, 2017). Its targets are the fragments of what was said.
type Annotation struct {
	Context    []any              `json:"@context"`
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Generator  AnnotationAgent    `json:"generator"`
	Body       []any              `json:"body"`
	Target     []AnnotationTarget `json:"target"`
}

// AnnotationAgent is what made an annotation.
type AnnotationAgent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// AnnotationTarget is a stretch of the article, named by its words and by its
// place: both selectors select the same.
type AnnotationTarget struct {
	Source   string `json:"source"`
	Selector [2]any `json:"selector"` // a QuoteSelector and a PositionSelector
}

// QuoteSelector names a stretch by its words and by what stands around them.
type QuoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// PositionSelector names a stretch by its place in the article's text, in
// Unicode code points, as the standard counts, from 0; End is not part of it.
type PositionSelector struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// textualBody is a body of words.
type textualBody struct {
	Type     string `json:"type"`
	Purpose  string `json:"purpose"`
	Format   string `json:"format,omitempty"`
	Language string `json:"language,omitempty"`
	Value    string `json:"value"`
}

// assessment is what somebody has decided about a statement.
type assessment struct {
	textualBody
	Verdict string          `json:"v:verdict"` // accept, correct, reject
	Created string          `json:"created"`
	Creator AnnotationAgent `json:"creator"`
}

// resourceBody says which thing is meant.
type resourceBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Source  string `json:"source"`
}

// statementBody has the fields of a statement, in terms that the annotation's
// context declares.
type statementBody struct {
	Type       string             `json:"type"`
	Kind       verbatim.Kind      `json:"v:kind"`
	Act        string             `json:"v:act,omitempty"`
	Speaker    []string           `json:"v:speaker,omitempty"`
	SpeakerKey []string           `json:"v:speakerKey,omitempty"`
	Source     []PositionedWords  `json:"v:source,omitempty"`
	Cue        []PositionedWords  `json:"v:cue,omitempty"`
	Addressee  *PositionedWords   `json:"v:addressee,omitempty"`
	VenueKind  verbatim.VenueKind `json:"v:venueKind,omitempty"`
	Venue      *PositionedWords   `json:"v:venue,omitempty"`
	Said       string             `json:"v:said,omitempty"` // TIMEX3 value, or the words
	Confidence float64            `json:"v:confidence"`
}

// PositionedWords are words of the article and their place in code points.
type PositionedWords struct {
	Exact string `json:"v:exact"`
	Start int    `json:"v:start"`
	End   int    `json:"v:end"`
}

var annotationContext = []any{"http://www.w3.org/ns/anno.jsonld", map[string]string{"v": tagOf("terms", "")}}

// selectorContext is how many code points a quote selector has on either side.
const selectorContext = 32

// WebAnnotation appends a statement as an annotation, without a line feed. The
// source of its target is the article's address on the web, or else a tag URI of
// the document. Positions count the text that Verbatim has of the article, in
// which a page's navigation is not; where a program sees another text, the quote
// selector finds the words.
func WebAnnotation(dst []byte, h *search.Hit) []byte {
	return webAnnotation(dst, h, newPointIndex(h.Document.Text))
}

func webAnnotations(dst []byte, d *verbatim.Document) []byte {
	points := newPointIndex(d.Text)
	hits := Hits(d)
	for i := range hits {
		if i > 0 {
			dst = append(dst, ",\n"...)
		}
		dst = webAnnotation(dst, &hits[i], points)
	}
	return dst
}

func webAnnotation(dst []byte, h *search.Hit, points *pointIndex) []byte {
	d, s := h.Document, h.Statement()
	positioned := func(spans ...verbatim.Span) []PositionedWords {
		var out []PositionedWords
		for _, s := range spans {
			if valid(d.Text, s) {
				out = append(out, PositionedWords{s.In(d.Text), points.at(s.Start), points.at(s.End)})
			}
		}
		return out
	}
	body := statementBody{
		Type: "v:Statement", Kind: s.Kind, Act: string(s.Act), Source: positioned(s.Source...), Cue: positioned(s.Cue...),
		Said: said(d, s), Confidence: hundredths(s.Confidence),
	}
	if s.Addressee != nil {
		if p := positioned(s.Addressee.Span); p != nil {
			body.Addressee = &p[0]
		}
	}
	if s.Venue != nil {
		if p := positioned(s.Venue.Span); p != nil {
			body.Venue, body.VenueKind = &p[0], s.Venue.Kind
		}
	}
	a := Annotation{
		Context: annotationContext, ID: tagOf("statement", h.ID), Type: "Annotation", Motivation: "describing",
		Generator: AnnotationAgent{"Software", "Verbatim"},
		Body:      []any{textualBody{"TextualBody", "describing", "text/plain", "en", Visible(annotationWords(h))}},
	}
	for _, e := range speakersOf(h) {
		body.Speaker = append(body.Speaker, entityName(d, e))
		if key := d.Entities[e].Key; key != "" {
			body.SpeakerKey = append(body.SpeakerKey, key)
		}
		if item := wikidata(&d.Entities[e]); item != "" {
			a.Body = append(a.Body, resourceBody{"SpecificResource", "identifying", item})
		}
	}
	for _, tag := range []string{string(s.Kind), string(s.Act)} {
		if tag != "" {
			a.Body = append(a.Body, textualBody{Type: "TextualBody", Purpose: "tagging", Value: Visible(tag)})
		}
	}
	if j := s.Judgement; j != nil {
		a.Body = append(a.Body, assessment{
			textualBody{"TextualBody", "assessing", "text/plain", "en", Visible(judged(d, s))}, string(j.Verdict),
			j.At.UTC().Format(time.RFC3339), AnnotationAgent{"Person", Visible(j.By)},
		})
	}
	a.Body = append(a.Body, body)
	source := cmp.Or(webURL(d.URL), tagOf("document", h.DocumentID))
	spans := s.Content
	if len(spans) == 0 {
		spans = s.Cue // a statement whose words are not found still stands somewhere
	}
	a.Target = []AnnotationTarget{}
	for _, span := range spans {
		if valid(d.Text, span) {
			a.Target = append(a.Target, AnnotationTarget{source, [2]any{
				QuoteSelector{"TextQuoteSelector", span.In(d.Text), pointsBefore(d.Text[:span.Start], selectorContext), pointsAfter(d.Text[span.End:], selectorContext)},
				PositionSelector{"TextPositionSelector", points.at(span.Start), points.at(span.End)},
			}})
		}
	}
	return appendObject(dst, a)
}

// annotationWords is what an annotation says in a line: "Tom Adeyemi denied".
func annotationWords(h *search.Hit) string {
	d, s := h.Document, h.Statement()
	parts := []string{cmp.Or(speaker(h), "somebody unnamed")}
	if cue := name(d.Text, s.Cue); cue != "" {
		parts = append(parts, "– “"+cue+"”")
	}
	out := strings.Join(parts, " ")
	if about := setting(d, h.Index); len(about) > 0 {
		out += " · " + strings.Join(about, " · ")
	}
	return out
}

// pointsBefore returns the last n code points of s, and pointsAfter the first.
func pointsBefore(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func pointsAfter(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}

// appendObject appends v as JSON on one line without its line feed. The
// characters that could end a script element are escaped, so that what is
// written may stand inside a page.
func appendObject(dst []byte, v any) []byte {
	b := bytes.NewBuffer(dst)
	if err := json.NewEncoder(b).Encode(v); err != nil {
		panic(err) // unreachable: in memory, and no value that JSON lacks
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
