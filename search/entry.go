package search

import (
	"net/url"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A token of the index is a folded word of what was said, or a fact about the
// statement: a letter for its field, a colon and a folded word. No folded word
// has a colon, so that the two are never confused.
const (
	tokenSpeaker   = "s:"
	tokenRole      = "r:"
	tokenAddressee = "t:"
	tokenVenue     = "v:"
	tokenOutlet    = "o:"
	tokenKind      = "k:"
	tokenAct       = "a:"

	// OldToken is the token of a statement that stands with the same words in a newer
	// revision of its article.
	OldToken = "x:old"
	// tokenUndated marks what an article says that does not say of which day it
	// is; the others what a statement has no value of.
	tokenUndated     = "x:undated"
	tokenNoSpeaker   = "x:nospeaker"
	tokenNoAddressee = "x:noaddressee"
	tokenNoVenue     = "x:novenue"
	tokenNoOutlet    = "x:nooutlet"
	// tokenBreak keeps phrases from running from one fragment into the next.
	tokenBreak = "|"
)

// Tokenizer is the argument of FTS5's tokenize option under which the index
// takes the text of an [Entry] apart into its tokens and nothing else.
const Tokenizer = "ascii tokenchars ':|'"

// Facet is a value that statements are counted by.
type Facet struct {
	Key   string // what is counted as one
	Label string // as it is shown
	Kind  verbatim.EntityKind
}

// Entry is what the index keeps of a statement.
type Entry struct {
	Words []string // of the content, fragments parted by a break
	Facts []string // tokens of the fields
	Lacks []string // tokens of the fields that have no value, and of the date

	Speakers   []Facet
	Addressees []Facet
	Venue      Facet // empty where the text names none
	Outlet     Facet
	Kind       verbatim.Kind
	Act        verbatim.Act
}

// Text returns the entry as the text that FTS5 is given.
func (e *Entry) Text(old bool) string {
	var b strings.Builder
	for i, w := range e.Words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	for _, f := range e.tokens(old)[len(e.Words):] {
		b.WriteByte(' ')
		b.WriteString(f)
	}
	return b.String()
}

// Tokens returns the tokens of the entry in their order in the index.
func (e *Entry) Tokens(old bool) []string { return e.tokens(old) }

func (e *Entry) tokens(old bool) []string {
	out := make([]string, 0, len(e.Words)+len(e.Facts)+len(e.Lacks)+2)
	out = append(out, e.Words...)
	out = append(out, tokenBreak)
	out = append(out, e.Facts...)
	out = append(out, e.Lacks...)
	if old {
		out = append(out, OldToken)
	}
	return out
}

// document is what all statements of a document share.
type document struct {
	outlet Facet
	facts  []string
	lacks  []string
	names  map[int][]string // of entities, as they were asked for; nil keeps none
}

// Entries returns the entries of the statements of d, one for each.
func Entries(d *verbatim.Document) []Entry {
	shared := outletOf(d)
	shared.names = make(map[int][]string)
	out := make([]Entry, len(d.Statements))
	for i := range d.Statements {
		out[i] = entry(d, &d.Statements[i], shared)
	}
	return out
}

// Indexer makes entries of the statements of a document, what they share once.
type Indexer struct {
	d      *verbatim.Document
	shared document
}

// NewIndexer returns the indexer of d. It may be used by many at a time.
func NewIndexer(d *verbatim.Document) Indexer { return Indexer{d, outletOf(d)} }

// Entry returns the entry of the statement at index i.
func (x *Indexer) Entry(i int) Entry { return entry(x.d, &x.d.Statements[i], x.shared) }

// NewEntry returns the entry of the statement at index i of d.
func NewEntry(d *verbatim.Document, i int) Entry { return entry(d, &d.Statements[i], outletOf(d)) }

// OutletOf returns where d came out, as its statements are counted by it: the
// outlet that it names, else the host of its address, else nothing.
func OutletOf(d *verbatim.Document) Facet { return outletOf(d).outlet }

func outletOf(d *verbatim.Document) document {
	var doc document
	if _, ok := ParseMinute(d.Published); !ok {
		doc.lacks = append(doc.lacks, tokenUndated)
	}
	host := ""
	if u, err := url.Parse(d.URL); err == nil {
		host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	name := strings.Join(strings.Fields(d.Outlet), " ")
	if name == "" {
		name = host
	}
	if name == "" {
		doc.lacks = append(doc.lacks, tokenNoOutlet)
		return doc
	}
	doc.outlet = Facet{Key: joined(Words(name)), Label: name}
	doc.facts = appendName(nil, tokenOutlet, name, Fold)
	if host != "" && host != name {
		doc.facts = appendName(doc.facts, tokenOutlet, host, Fold)
	}
	return doc
}

func joined(words []Word) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.Fold
	}
	return strings.Join(parts, " ")
}

func entry(d *verbatim.Document, s *verbatim.Statement, shared document) Entry {
	e := Entry{Words: ContentWords(d.Text, s.Content), Kind: s.Kind, Act: s.Act, Outlet: shared.outlet}

	names := &e.Facts
	if len(s.Speakers) > 0 {
		for _, i := range s.Speakers {
			e.Speakers = appendEntity(d, shared, i, tokenSpeaker, tokenRole, names, e.Speakers)
		}
		if source := cutAll(d.Text, s.Source); !pronouns[joined(Words(source))] {
			*names = appendName(*names, tokenSpeaker, source, Name)
		}
	} else if len(s.Source) > 0 {
		source := cutAll(d.Text, s.Source)
		*names = appendName(*names, tokenSpeaker, source, Name)
		if f, ok := sourceFacet(source); ok {
			e.Speakers = append(e.Speakers, f)
		}
	}
	if a := s.Addressee; a != nil {
		words := cut(d.Text, a.Span)
		*names = appendName(*names, tokenAddressee, words, Name)
		for _, i := range a.Entities {
			e.Addressees = appendEntity(d, shared, i, tokenAddressee, "", names, e.Addressees)
		}
		if len(e.Addressees) == 0 {
			if f, ok := sourceFacet(words); ok {
				e.Addressees = append(e.Addressees, f)
			}
		}
	}
	if v := s.Venue; v != nil {
		*names = appendName(*names, tokenVenue, string(v.Kind), Fold)
		*names = appendName(*names, tokenVenue, cut(d.Text, v.Span), Fold)
		e.Venue = Facet{Key: string(v.Kind), Label: string(v.Kind)}
		if v.Entity >= 0 && v.Entity < len(d.Entities) {
			name := fields(cut(d.Text, d.Entities[v.Entity].Name))
			*names = appendName(*names, tokenVenue, name, Fold)
			if v.Kind == verbatim.Post && name != "" {
				e.Venue = Facet{Key: "post " + joined(Words(name)), Label: name}
			}
		}
	}
	e.Facts = append(e.Facts, shared.facts...) // beside the bound: each statement has them
	e.Facts = append(e.Facts, tokenKind+string(s.Kind))
	if s.Act != "" {
		e.Facts = append(e.Facts, tokenAct+string(s.Act))
	}
	e.Lacks = append(e.Lacks, shared.lacks...)
	for _, f := range []struct {
		lacking bool
		token   string
	}{{len(e.Speakers) == 0, tokenNoSpeaker}, {len(e.Addressees) == 0, tokenNoAddressee}, {e.Venue.Key == "", tokenNoVenue}} {
		if f.lacking {
			e.Lacks = append(e.Lacks, f.token)
		}
	}
	return e
}

// ContentWords returns the words of a statement's content as the index has
// them.
func ContentWords(text string, content []verbatim.Span) []string {
	var out []string
	for i, span := range content {
		if i > 0 {
			out = append(out, tokenBreak)
		}
		for _, w := range Words(cut(text, span)) {
			out = append(out, w.Fold)
		}
	}
	return out
}

// appendEntity adds the names, identifiers and roles of an entity to the
// facts, and its facet to the list.
func appendEntity(d *verbatim.Document, shared document, i int, field, role string, facts *[]string, list []Facet) []Facet {
	if i < 0 || i >= len(d.Entities) {
		return list
	}
	e := &d.Entities[i]
	label := fields(cut(d.Text, e.Name))
	*facts = appendName(*facts, field, label, Name)
	for _, name := range shared.namesOf(d, i) {
		*facts = appendName(*facts, field, name, Name)
	}
	if e.Wikidata != "" {
		*facts = appendName(*facts, field, e.Wikidata, Fold)
	}
	if role != "" {
		for _, r := range e.Roles {
			*facts = appendName(*facts, role, r.Title, Fold)
		}
	}
	f := Facet{Key: e.Key, Label: label, Kind: e.Kind}
	if f.Key == "" {
		f.Key = string(e.Kind) + " " + nameKey(label)
	}
	if label == "" || slices.ContainsFunc(list, func(g Facet) bool { return g.Key == f.Key }) {
		return list
	}
	return append(list, f)
}

// namesOf returns the names by which the mentions of an entity call it, each
// once: an article that names one speaker in every sentence would else be read
// as often as it has statements.
func (shared document) namesOf(d *verbatim.Document, i int) []string {
	if list, ok := shared.names[i]; ok {
		return list
	}
	var list []string
	seen := make(map[string]bool)
	for _, m := range d.Entities[i].Mentions {
		if m < 0 || m >= len(d.Mentions) || d.Mentions[m].Form != verbatim.Named {
			continue
		}
		if name := cut(d.Text, d.Mentions[m].Name); !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	if shared.names != nil {
		shared.names[i] = list
	}
	return list
}

// maxFacts bounds the tokens of one statement's fields: a hostile text could
// give one speaker a thousand names in each of a thousand statements.
const maxFacts = 256

// appendName adds the words of a name as tokens of a field, unless they stand
// there already, side by side.
func appendName(facts []string, field, name string, fold func(string) string) []string {
	var tokens []string
	for _, w := range Words(name) {
		if t := fold(name[w.Start:w.End]); t != "" && !articles[t] {
			tokens = append(tokens, field+t)
		}
	}
	if len(tokens) == 0 || len(facts)+len(tokens) > maxFacts || contains(facts, tokens) {
		return facts
	}
	if len(facts) > 0 && strings.HasPrefix(facts[len(facts)-1], field) {
		facts = append(facts, tokenBreak)
	}
	return append(facts, tokens...)
}

var articles = map[string]bool{"the": true, "a": true, "an": true}

// contains reports whether part stands in list.
func contains(list, part []string) bool {
	for i := 0; i+len(part) <= len(list); i++ {
		if slices.Equal(list[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

func fields(s string) string { return strings.Join(strings.Fields(s), " ") }

func cut(text string, s verbatim.Span) string {
	if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
		return ""
	}
	return text[s.Start:s.End]
}

func cutAll(text string, spans []verbatim.Span) string {
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		parts = append(parts, cut(text, s))
	}
	return strings.Join(parts, " ")
}
