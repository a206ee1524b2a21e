package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A layer of a document can be listed on its own, to see what each stage
// found. The listing for people has a heading line "# path" and then a line
// an item; the listing for programs has an object an item.

// Layers are the names of the layers, in the order in which they are found.
func Layers() []string {
	return []string{"furniture", "token", "syntax", "quote", "entity", "time", "event"}
}

// item is one line of a layer for programs. Fields that its layer does not
// have are left out.
type item struct {
	Path string `json:"path"`
	Type string `json:"type"`
	verbatim.Span
	Text      string `json:"text,omitempty"`
	Kind      string `json:"kind,omitempty"`
	Style     string `json:"style,omitempty"`
	Doubt     string `json:"doubt,omitempty"`
	Parent    *int32 `json:"parent,omitempty"`
	Previous  *int32 `json:"previous,omitempty"`
	Paragraph *int   `json:"paragraph,omitempty"`
	Sentence  *int   `json:"sentence,omitempty"`
	Quotation *int32 `json:"quotation,omitempty"`
	Value     string `json:"value,omitempty"`
	Mod       string `json:"mod,omitempty"`
	Tag       string `json:"tag,omitempty"`
	Lemma     string `json:"lemma,omitempty"`
	Rel       string `json:"rel,omitempty"`
	Head      *int32 `json:"head,omitempty"`
	Furniture bool   `json:"furniture,omitempty"`
	Depth     uint8  `json:"depth,omitempty"`
}

// statementItem is a statement of the quote layer for programs: its record,
// and the words at its spans.
type statementItem struct {
	Path string `json:"path"`
	Type string `json:"type"`
	StatementRecord
	Words map[string]string `json:"words"`
}

// LayerJSONL appends an object a line for each item of the named layer.
func LayerJSONL(dst []byte, d *verbatim.Document, layer string) []byte {
	b := bytes.NewBuffer(dst)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	put := func(v any) {
		if err := enc.Encode(v); err != nil {
			panic(err) // unreachable: in memory, and no value that JSON lacks
		}
	}
	switch layer {
	case "furniture":
		for _, f := range d.Furniture {
			put(item{Path: d.Path, Type: "furniture", Span: f.Span, Kind: string(f.Kind), Text: cut(d, f.Span)})
		}
	case "token":
		for _, p := range d.Paragraphs {
			put(item{Path: d.Path, Type: "paragraph", Span: p})
		}
		for i := range d.Quotations {
			q := &d.Quotations[i]
			put(item{Path: d.Path, Type: "quotation", Span: q.Span, Style: q.Style.String(), Doubt: q.Doubt, Parent: &q.Parent, Previous: &q.Previous, Text: cut(d, q.Span)})
		}
		for i := range d.Sentences {
			s := &d.Sentences[i]
			put(item{Path: d.Path, Type: "sentence", Span: s.Span, Paragraph: &s.Paragraph, Furniture: s.Furniture})
			for _, t := range tokens(d, s) {
				put(item{Path: d.Path, Type: "token", Span: t.Span, Sentence: &i, Quotation: &t.Quotation, Depth: t.Depth, Text: cut(d, t.Span)})
			}
		}
	case "syntax":
		for i := range d.Sentences {
			s := &d.Sentences[i]
			for j, t := range tokens(d, s) {
				it := item{Path: d.Path, Type: "word", Span: t.Span, Sentence: &i, Text: cut(d, t.Span)}
				if n := s.First + j; n < len(d.Words) {
					w := &d.Words[n]
					it.Tag, it.Lemma, it.Rel, it.Head = w.Tag, w.Lemma, w.Rel, &w.Head
				}
				put(it)
			}
		}
	case "quote":
		for i, s := range NewRecord(d).Statements {
			st := &d.Statements[i]
			put(statementItem{Path: d.Path, Type: "statement", StatementRecord: s, Words: map[string]string{
				"source": words(d.Text, st.Source), "cue": words(d.Text, st.Cue), "content": words(d.Text, st.Content),
			}})
		}
	case "entity":
		for i := range d.Entities {
			put(entityItem{d.Path, "entity", entityRecord(d, i)})
		}
	case "time":
		for _, t := range d.Times {
			put(item{Path: d.Path, Type: "time", Span: t.Span, Kind: string(t.Kind), Value: t.Value, Mod: t.Mod, Text: cut(d, t.Span)})
		}
	case "event":
		for i := range d.Events {
			put(eventItem{Path: d.Path, Type: "event", EventRecord: eventRecord(d, i), Text: cut(d, d.Events[i].Trigger)})
		}
	}
	return b.Bytes()
}

// Layer appends the named layer as lines for people. Offsets are bytes.
//
// The syntax layer is CoNLL-U: the Penn tag is in the column XPOS, and MISC
// has the offsets, as TokenRange.
func Layer(dst []byte, d *verbatim.Document, layer string) []byte {
	b := bytes.NewBuffer(dst)
	fmt.Fprintf(b, "# %s\n", Visible(d.Path))
	switch layer {
	case "furniture":
		for _, f := range d.Furniture {
			fmt.Fprintf(b, "%d\t%d\t%s\t%s\n", f.Start, f.End, f.Kind, show(d, f.Span))
		}
	case "token":
		tokenLayer(b, d)
	case "syntax":
		syntaxLayer(b, d)
	case "quote":
		for i := range d.Statements {
			s := &d.Statements[i]
			under := ""
			if s.Parent >= 0 && s.Parent < len(d.Statements) {
				under = " in " + StatementID(s.Parent)
			}
			fmt.Fprintf(b, "%s\t%s %s%s\t%.2f\n", StatementID(i), s.Kind, s.Act, under, hundredths(s.Confidence))
			for _, r := range [...]struct {
				name  string
				spans []verbatim.Span
			}{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}} {
				if len(r.spans) > 0 {
					fmt.Fprintf(b, "\t%s\t%s\t%s\n", r.name, offsets(r.spans), Visible(words(d.Text, r.spans)))
				}
			}
			for _, r := range circumstances(d, s) {
				fmt.Fprintf(b, "\t%s\t%s\t%s\n", strings.ToLower(r.label), offsets([]verbatim.Span{r.Span}), show(d, r.Span))
			}
		}
	case "entity":
		entityLayer(b, d)
	case "time":
		for _, t := range d.Times {
			fmt.Fprintf(b, "%d\t%d\t%s\t%s\t%s\t%s\n", t.Start, t.End, t.Kind, field(t.Value), field(t.Mod), show(d, t.Span))
		}
	case "event":
		eventLayer(b, d)
	}
	return b.Bytes()
}

// entityItem is an entity of the entity layer for programs.
type entityItem struct {
	Path string `json:"path"`
	Type string `json:"type"`
	EntityRecord
}

// entityLayer lists who and what the article speaks of: each with what it is called, its
// key, its roles, and its mentions.
func entityLayer(b *bytes.Buffer, d *verbatim.Document) {
	for i := range d.Entities {
		e := &d.Entities[i]
		note := ""
		if e.Unnamed {
			note = ", unnamed"
		}
		fmt.Fprintf(b, "%s\t%s%s\t%s\t%s\n", EntityID(i), e.Kind, note, Visible(entityName(d, i)), field(e.Key))
		for _, title := range roleTitles(e) {
			fmt.Fprintf(b, "\trole\t%s\n", Visible(title))
		}
		for _, m := range e.Mentions {
			if m >= 0 && m < len(d.Mentions) {
				s := d.Mentions[m].Span
				fmt.Fprintf(b, "\t%d\t%d\t%s\t%s\n", s.Start, s.End, d.Mentions[m].Form, show(d, s))
			}
		}
	}
}

// tokenLayer lists paragraphs, in them sentences, in them tokens, and then
// the pairs of quotation marks.
func tokenLayer(b *bytes.Buffer, d *verbatim.Document) {
	paragraph := -1
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Paragraph != paragraph && s.Paragraph >= 0 && s.Paragraph < len(d.Paragraphs) {
			paragraph = s.Paragraph
			p := d.Paragraphs[paragraph]
			fmt.Fprintf(b, "paragraph %d\t%d\t%d\n", paragraph, p.Start, p.End)
		}
		note := ""
		if s.Furniture {
			note = "\tfurniture"
		}
		fmt.Fprintf(b, " sentence %d\t%d\t%d%s\n", i, s.Start, s.End, note)
		for _, t := range tokens(d, s) {
			mark := ""
			if t.Quotation >= 0 {
				mark = "\tquotation " + strconv.Itoa(int(t.Quotation))
			}
			fmt.Fprintf(b, "  %d\t%d\t%s%s\n", t.Start, t.End, show(d, t.Span), mark)
		}
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		fmt.Fprintf(b, "quotation %d\t%d\t%d\t%s", i, q.Start, q.End, q.Style)
		if q.Parent >= 0 {
			fmt.Fprintf(b, ", in %d", q.Parent)
		}
		if q.Previous >= 0 {
			fmt.Fprintf(b, ", continues %d", q.Previous)
		}
		if q.Doubt != "" {
			fmt.Fprintf(b, ", doubtful: %s", q.Doubt)
		}
		fmt.Fprintf(b, "\t%s\n", show(d, q.Span))
	}
}

// syntaxLayer writes CoNLL-U.
func syntaxLayer(b *bytes.Buffer, d *verbatim.Document) {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Furniture || s.First == s.Last {
			continue
		}
		fmt.Fprintf(b, "# sent_id = %d\n# text = %s\n", i, show(d, s.Span))
		for j, t := range tokens(d, s) {
			lemma, tag, rel, head := "_", "_", "_", "_"
			if n := s.First + j; n < len(d.Words) {
				w := &d.Words[n]
				lemma, tag, rel = field(w.Lemma), field(w.Tag), field(w.Rel)
				head = "0"
				if w.Head >= 0 {
					head = strconv.Itoa(int(w.Head) - s.First + 1)
				}
			}
			fmt.Fprintf(b, "%d\t%s\t%s\t_\t%s\t_\t%s\t%s\t_\tTokenRange=%d:%d\n", j+1, field(show(d, t.Span)), lemma, tag, head, rel, t.Start, t.End)
		}
		b.WriteByte('\n')
	}
}

// field is a value in a column, where an empty one is an underscore.
func field(s string) string {
	if s = Visible(s); s == "" {
		return "_"
	}
	return s
}

// tokens returns the tokens of s.
func tokens(d *verbatim.Document, s *verbatim.Sentence) []verbatim.Token {
	if s.First < 0 || s.Last > len(d.Tokens) || s.First > s.Last {
		return nil
	}
	return slices.Clip(d.Tokens[s.First:s.Last])
}

// cut returns the text of s, or nothing where s is no span of the text.
func cut(d *verbatim.Document, s verbatim.Span) string {
	if !valid(d.Text, s) {
		return ""
	}
	return s.In(d.Text)
}

// show returns the text of s on one line that is safe to print.
func show(d *verbatim.Document, s verbatim.Span) string {
	return strings.TrimSpace(Visible(fold(cut(d, s))))
}
