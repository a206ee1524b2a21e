package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
)

// VariantsSchema names the form of a [VariantsRecord].
const VariantsSchema = "verbatim-variants/1"

// Variation is the versions of one quotation in the record.
type Variation struct {
	// Asked is the index in Hits of the statement whose versions these are.
	Asked    int
	Hits     []*search.Hit
	Quotes   []reuse.Quote // one for each hit
	Cluster  reuse.Cluster
	Agreed   reuse.Agreement
	Earliest reuse.Earliest // Who and the like are indices in Hits
	More     bool           // there may be others that were not looked at
}

// mainText returns the version with which the others are compared.
func (v *Variation) mainText() string { return v.Quotes[v.main()].Text }

func (v *Variation) main() int { return v.Cluster.Members[v.Cluster.Main].Quote }

// wording is the variants of the same words, in order of time.
type wording struct {
	text    string
	members []reuse.Variant
}

// wordings returns the different texts: the main one, then those that most
// outlets have.
func (v *Variation) wordings() []wording {
	var out []wording
	at := make(map[string]int)
	for _, m := range v.Cluster.Members {
		text := trimMarks(fold(v.Quotes[m.Quote].Text))
		i, ok := at[text]
		if !ok {
			i = len(out)
			at[text] = i
			out = append(out, wording{text: text})
		}
		out[i].members = append(out[i].members, m)
	}
	main := trimMarks(fold(v.mainText()))
	rank := func(w wording) int {
		if w.text == main {
			return -1 << 30
		}
		return -len(w.members)
	}
	slices.SortStableFunc(out, func(a, b wording) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// kind says what a wording is beside the main one.
func variantKind(changes []reuse.Deviation) string {
	switch {
	case len(changes) == 0:
		return "the same words"
	case reuse.Material(changes):
		return "material"
	}
	return "cosmetic"
}

// earliest says who had the quotation first, as far as the times tell.
func (v *Variation) earliest() string {
	e := v.Earliest
	s := ""
	switch e.Verdict {
	case reuse.Sure:
		s = fmt.Sprintf("The earliest is of %s, %s.", v.outlet(e.Who[0]), instant(v.Hits[e.Who[0]]))
	case reuse.Tie:
		var who []string
		for _, i := range e.Who {
			if o := v.outlet(i); !slices.Contains(who, o) {
				who = append(who, o)
			}
		}
		s = fmt.Sprintf("A tie: the times do not tell which was first of the %d of %s", len(e.Who), namesOf(who, 4))
		if !e.When.From.IsZero() && !e.When.To.IsZero() {
			s += ", published " + timeSpan(e.When)
		}
		s += "."
	default:
		s = "Unknown: no article has a time."
	}
	if n := len(e.Untimed); n > 0 && e.Verdict != reuse.Unknown {
		s += fmt.Sprintf(" %d without a time may be earlier.", n)
	}
	if n := len(e.Doubts); n > 0 {
		s += fmt.Sprintf(" Of %d the times contradict each other.", n)
	}
	return s
}

// timeSpan writes an interval in UTC.
func timeSpan(i reuse.Interval) string {
	const layout = "2 January 2006 15:04"
	return "between " + i.From.UTC().Format(layout) + " and " + i.To.UTC().Format(layout) + " UTC"
}

// namesOf joins up to n names.
func namesOf(names []string, n int) string {
	if len(names) > n {
		return strings.Join(names[:n], ", ") + fmt.Sprintf(" and %d more", len(names)-n)
	}
	if len(names) > 1 {
		return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return strings.Join(names, "")
}

func (v *Variation) outlet(i int) string {
	h := v.Hits[i]
	return cmp.Or(h.Entry.Outlet.Label, h.Document.URL, h.Document.Path, h.DocumentID)
}

// instant is when an article was published, as exactly as it says.
func instant(h *search.Hit) string {
	if !h.Dated {
		return "time not known, " + foundWhen(h)
	}
	day := Day(h.Document.Published)
	if t, err := time.Parse(time.RFC3339, h.Document.Published); err == nil {
		return t.Format("2 January 2006 15:04 MST")
	}
	return day
}

// VariantsText appends the versions as a page: who had the quotation first,
// each wording with what it changed and who has it, and the words on which
// outlets differ.
func VariantsText(dst []byte, v *Variation, width int, palette Palette) []byte {
	p := blockPrinter{dst: dst, width: max(width, minWidth), palette: palette}
	fit := min(p.width, measure)
	members := v.Cluster.Members
	w := v.wordings()
	head := fmt.Sprintf("%d %s of one quotation, in %d %s.", len(w), plural(len(w), "wording"), len(members), plural(len(members), "article"))
	if len(members) == 1 {
		head = "The record has this quotation in one article only."
	}
	if v.More {
		head += " There may be more: only the first were looked at."
	}
	p.put(0, wrap(head, style{bold: true}, fit, 3)...)
	p.put(0, wrap(v.earliest(), style{}, fit, 6)...)
	for i, wd := range w {
		p.dst = append(p.dst, '\n')
		changes := wd.members[0].Changes
		out := wrapper{width: fit}
		out.write("“"+wd.text+"”", 0, style{bold: true})
		p.put(0, out.finish()...)
		switch {
		case i > 0:
			p.put(2, wrap(variantKind(changes), style{hue: variantHue(changes), bold: true}, fit-2, 1)...)
		case len(w) > 1:
			p.put(2, wrap("the longest, with which the others are compared", style{dim: true}, fit-2, 2)...)
		}
		text := v.Quotes[wd.members[0].Quote].Text
		for _, d := range changes {
			p.change(d, v.mainText(), text)
		}
		if e := wd.members[0].Elsewhere; e >= 0 && e < len(v.Hits) {
			p.put(2, wrap("Put together with words that were said elsewhere: "+v.Hits[e].ID+".", style{}, fit-2, 2)...)
		}
		for _, m := range wd.members {
			p.member(v, m.Quote)
		}
	}
	v.agreement(&p, fit)
	return p.dst
}

func variantHue(changes []reuse.Deviation) int8 {
	if reuse.Material(changes) {
		return 2
	}
	return 4
}

// member prints where one version stands; the earliest is marked.
func (p *blockPrinter) member(v *Variation, i int) {
	h := v.Hits[i]
	mark := "  "
	if slices.Contains(v.Earliest.Who, i) {
		mark = "* "
	}
	facts := []string{v.outlet(i), instant(h), firstOfNames(h), h.ID}
	line := strings.Join(facts, " · ")
	if i == v.Asked {
		line += " · the one asked for"
	}
	for k, l := range wrap(line, style{dim: mark == "  "}, min(p.width-4, measure), 3) {
		out := l
		if k == 0 {
			out = lineOf(mark, style{bold: true})
			out.append(l)
		} else {
			out = lineOf("  ", style{})
			out.append(l)
		}
		p.put(2, out)
	}
}

func lineOf(s string, look style) (l line) {
	l.add(s, look, len(s))
	return l
}

// agreement prints the words on which outlets differ, and what most of them
// have.
func (v *Variation) agreement(p *blockPrinter, fit int) {
	if len(v.Agreed.Others) == 0 {
		return
	}
	p.dst = append(p.dst, '\n')
	p.put(0, wrap("Where outlets differ", style{bold: true}, fit, 1)...)
	for _, o := range v.Agreed.Others {
		was, is := fold(cutSafe(v.Agreed.Text, o.Span)), fold(o.Text)
		have, of := v.voices(o.Span)
		s := ""
		switch {
		case was == "":
			s = fmt.Sprintf("“%s” is put in by %d: %s", is, len(o.Outlets), namesOf(o.Outlets, 6))
		case is == "":
			s = fmt.Sprintf("“%s” in %d of %d; left out by %s", was, have, of, namesOf(o.Outlets, 6))
		default:
			s = fmt.Sprintf("“%s” in %d of %d; “%s” in %d: %s", was, have, of, is, len(o.Outlets), namesOf(o.Outlets, 6))
		}
		p.put(2, wrap(s, style{}, fit-2, 4)...)
	}
	if v.Agreed.Most == "" {
		return
	}
	out := wrapper{width: fit - 2}
	out.write("Most outlets have: ", 0, style{dim: true})
	out.write("“"+strings.TrimRight(trimMarks(v.Agreed.Most), ",")+"”", 0, style{})
	p.put(2, out.finish()...)
}

// voices returns how many outlets have all words of a stretch, of how many.
func (v *Variation) voices(s verbatim.Span) (have, of int) {
	first := true
	for _, w := range v.Agreed.Words {
		if !w.Span.Overlaps(s) {
			continue
		}
		if first || w.Have < have {
			have, of, first = w.Have, w.Of, false
		}
	}
	return have, of
}

// VariantsRecord is the versions of a quotation, as JSON.
type VariantsRecord struct {
	Schema   string          `json:"schema"`
	Asked    string          `json:"asked"`   // id of the statement
	Main     string          `json:"main"`    // of the one the others are compared with
	Verdict  reuse.Verdict   `json:"verdict"` // who was first: first, tie, unknown
	Earliest []string        `json:"earliest"`
	From     *string         `json:"from"` // when the first came out: between these
	To       *string         `json:"to"`
	Untimed  []string        `json:"untimed"`
	Most     string          `json:"most"` // in the words that most outlets have; empty where most agree on none
	More     bool            `json:"more"`
	Variants []VariantRecord `json:"variants"`
	Differ   []DifferRecord  `json:"differ"`
}

// VariantRecord is one version.
type VariantRecord struct {
	Words     string         `json:"words"`
	Kind      string         `json:"kind"` // the same words, cosmetic, material
	Changed   int            `json:"changed_words"`
	Missing   int            `json:"missing_words"`
	Changes   []ChangeRecord `json:"changes"` // in_evidence is in the main version
	Statement *FoundRecord   `json:"statement"`
}

// DifferRecord is words of the main version in whose place outlets have others.
type DifferRecord struct {
	Was     string   `json:"was"`
	Is      string   `json:"is"`
	Have    int      `json:"have"`
	Of      int      `json:"of"`
	Outlets []string `json:"outlets"`
}

// VariantsJSON appends the versions as one line of JSON.
func VariantsJSON(dst []byte, v *Variation) []byte { return appendJSON(dst, NewVariants(v), "") }

// NewVariants returns the record of the versions of a quotation.
func NewVariants(v *Variation) *VariantsRecord {
	ids := func(list []int) []string {
		out := make([]string, 0, len(list))
		for _, i := range list {
			out = append(out, v.Hits[i].ID)
		}
		return out
	}
	at := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		s := t.UTC().Format(time.RFC3339)
		return &s
	}
	r := &VariantsRecord{
		Schema: VariantsSchema, Asked: v.Hits[v.Asked].ID, Main: v.Hits[v.main()].ID, Verdict: v.Earliest.Verdict, Earliest: ids(v.Earliest.Who),
		From: at(v.Earliest.When.From), To: at(v.Earliest.When.To), Untimed: ids(v.Earliest.Untimed), Most: v.Agreed.Most, More: v.More,
		Variants: []VariantRecord{}, Differ: []DifferRecord{},
	}
	for _, m := range v.Cluster.Members {
		text := v.Quotes[m.Quote].Text
		r.Variants = append(r.Variants, VariantRecord{
			Words: text, Kind: variantKind(m.Changes), Changed: m.Changed, Missing: m.Missing,
			Changes: changeRecords(m.Changes, v.mainText(), text), Statement: NewFound(v.Hits[m.Quote]),
		})
	}
	for _, o := range v.Agreed.Others {
		have, of := v.voices(o.Span)
		outlets := o.Outlets
		if outlets == nil {
			outlets = []string{}
		}
		r.Differ = append(r.Differ, DifferRecord{cutSafe(v.Agreed.Text, o.Span), o.Text, have, of, outlets})
	}
	return r
}

// Wording is the versions that have the same words.
type Wording struct {
	Text      string
	Kind      string            // the same words, cosmetic, material; of the main one empty
	Changes   []reuse.Deviation // from the main version, in its and in this text
	Members   []int             // indices in Hits, in order of time
	Elsewhere int               // index in Hits of a quotation whose words are put in, or -1
}

// Wordings returns the different texts: the main one, then those that most
// articles have.
func (v *Variation) Wordings() []Wording {
	list := v.wordings()
	out := make([]Wording, len(list))
	for i, w := range list {
		first := w.members[0]
		out[i] = Wording{Text: v.Quotes[first.Quote].Text, Changes: first.Changes, Elsewhere: -1}
		if i > 0 {
			out[i].Kind = variantKind(first.Changes)
		}
		if e := first.Elsewhere; e >= 0 && e < len(v.Hits) {
			out[i].Elsewhere = e
		}
		for _, m := range w.members {
			out[i].Members = append(out[i].Members, m.Quote)
		}
	}
	return out
}

// Main returns the version with which the others are compared.
func (v *Variation) Main() string { return v.mainText() }

// First says in words who had the quotation first, as far as the times tell.
func (v *Variation) First() string { return v.earliest() }

// Outlet returns what the article of a hit is called in a list: its outlet, or
// else its place.
func (v *Variation) Outlet(i int) string { return v.outlet(i) }

// Instant returns when an article was published, as exactly as it says.
func Instant(h *search.Hit) string { return instant(h) }
