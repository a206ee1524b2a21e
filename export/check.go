package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
)

// CheckSchema names the form of a [CheckRecord].
const CheckSchema = "verbatim-check/1"

// Checked is a quotation that was looked for in the record.
type Checked struct {
	Words   string
	Speaker string         // who is said to have said it; may be empty
	Source  *verbatim.Span // where it is in an article; nil where none was read
	reuse.Finding
	Hit      *search.Hit // the best evidence; nil where nothing was found
	Evidence string      // the words that were compared, to which Changes point
	Others   int         // further articles that have it word for word
	More     bool        // there may be others that were not looked at
	Own      bool        // the record has the words in the very article that was read, which is no evidence
}

// Words returns the words at spans, each stretch of white space one space, and
// fragments parted by an ellipsis.
func Words(text string, spans []verbatim.Span) string { return words(text, spans) }

// verdict says in a few words what became of the quotation.
func (c *Checked) verdict() string {
	switch c.Status {
	case reuse.VerbatimWords:
		if len(c.listed()) > 0 {
			return "verbatim, but for spelling or signs"
		}
		return "verbatim"
	case reuse.TrimmedWords:
		if reuse.Material(c.Changes) {
			return "trimmed, and what is left out may matter"
		}
		return "trimmed"
	case reuse.AlteredWords:
		if reuse.Material(c.Changes) {
			return "altered: the record has other words"
		}
		return "altered, without a change of meaning that shows"
	case reuse.OtherSpeaker:
		return "attributed to someone else: the record has it of " + firstOfNames(c.Hit)
	}
	if c.Own {
		return "in no other article of the record: it has the words only in this one"
	}
	return "not found in the record"
}

func firstOfNames(h *search.Hit) string {
	if h == nil {
		return "another"
	}
	if who := labels(h.Entry.Speakers); who != "" {
		return who
	}
	if who := name(h.Document.Text, h.Statement().Source); who != "" {
		return who
	}
	return "another"
}

// listed returns the changes that a person is told: that words are a part of a
// longer statement is none, unless a condition was cut off.
func (c *Checked) listed() []reuse.Deviation {
	return slices.DeleteFunc(slices.Clone(c.Changes), func(d reuse.Deviation) bool {
		return d.Class == reuse.Shortened && !d.Material
	})
}

// changeLine says what became of words of a. It is not yet safe to print.
func changeLine(d reuse.Deviation, a, b string) string {
	was, is := fold(cutSafe(a, d.A)), fold(cutSafe(b, d.B))
	s := ""
	switch {
	case was != "" && is != "":
		s = fmt.Sprintf("“%s” became “%s”", was, is)
	case was != "":
		s = fmt.Sprintf("“%s” is left out", short(was, 160))
	case is != "":
		s = fmt.Sprintf("“%s” is put in", is)
	default:
		return string(d.Class)
	}
	return s + " (" + string(d.Class) + ")"
}

func cutSafe(text string, s verbatim.Span) string {
	if !valid(text, s) {
		return ""
	}
	return s.In(text)
}

// looks gives each outcome a colour beside its words.
func (c *Checked) look() style {
	switch c.Status {
	case reuse.VerbatimWords:
		return style{hue: 3, bold: true}
	case reuse.NotFound:
		return style{bold: true, dim: true}
	case reuse.TrimmedWords:
		return style{hue: 4, bold: true}
	}
	return style{hue: 2, bold: true}
}

// CheckText appends the outcome as a block for a person: the words, what the
// record says of them, the difference word for word, and the evidence. An
// exclamation mark stands before differences that may change what was said.
func CheckText(dst []byte, c *Checked, width int, palette Palette) []byte {
	p := blockPrinter{dst: dst, width: max(width, minWidth), palette: palette}
	w := wrapper{width: min(p.width, measure)}
	w.write("“"+TrimMarks(fold(c.Words))+"”", 0, style{bold: true})
	if c.Speaker != "" {
		w.write(" – "+c.Speaker, 0, style{})
	}
	p.put(0, w.finish()...)
	p.put(2, wrap(c.verdict(), c.look(), min(p.width-2, measure), 4)...)
	if c.Hit == nil {
		return p.dst
	}
	for _, d := range c.listed() {
		p.change(d, c.Evidence, c.Words)
	}
	p.evidence(c.Hit, c.Evidence, c.Changes)
	if c.Others > 0 {
		least := ""
		if c.More {
			least = "at least "
		}
		p.put(2, wrap(fmt.Sprintf("Word for word also in %s%d other %s.", least, c.Others, plural(c.Others, "article")), style{dim: true}, p.width-2, 2)...)
	}
	return p.dst
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// TrimMarks takes the quotation marks off words that are shown in some, also those
// between fragments.
func TrimMarks(s string) string {
	fragments := strings.Split(s, between)
	for i := range fragments {
		fragments[i] = strings.Trim(fragments[i], "\"“”„‟«» ")
	}
	return strings.Join(fragments, between)
}

// blockPrinter prints blocks of lines.
type blockPrinter struct {
	dst     []byte
	width   int
	palette Palette
}

func (p *blockPrinter) put(indent int, lines ...line) {
	for _, l := range lines {
		var out line
		out.pad(indent)
		out.append(l)
		if n := len(out.pieces); n > 0 {
			out.pieces[n-1].text = strings.TrimRight(out.pieces[n-1].text, " ")
		}
		p.dst = out.ANSI(p.dst, p.palette)
		p.dst = append(p.dst, '\n')
	}
}

func (p *blockPrinter) change(d reuse.Deviation, a, b string) {
	mark := "  "
	if d.Material {
		mark = "! "
	}
	for i, l := range wrap(changeLine(d, a, b), style{}, min(p.width-4, measure), 6) {
		var out line
		if i == 0 {
			out.add(mark, style{bold: true}, 2)
		}
		out.pad(2)
		out.append(l)
		p.put(2, out)
	}
}

// evidence prints the words of a statement as the record has them, those that
// became others marked, and where they stand.
func (p *blockPrinter) evidence(h *search.Hit, text string, changes []reuse.Deviation) {
	w := wrapper{width: min(p.width-4, measure)}
	at := 0
	for _, d := range changes {
		if d.A.Start < at || !valid(text, d.A) {
			continue
		}
		w.write(text[at:d.A.Start], at, style{})
		look := style{hue: 2, bold: true, underline: true}
		if d.Class == reuse.Shortened || d.Class == reuse.Elided {
			look = style{dim: true}
		}
		w.write(d.A.In(text), d.A.Start, look)
		at = d.A.End
	}
	w.write(text[at:], at, style{})
	p.put(4, w.finish()...)
	if kind := h.Statement().Kind; kind == verbatim.Indirect {
		p.put(4, wrap("Not in quotation marks there: these are the article's words, not the speaker's.", style{bold: true}, min(p.width-4, measure), 3)...)
	} else if kind == verbatim.Mixed {
		p.put(4, wrap("Only a part of this is in quotation marks there.", style{}, min(p.width-4, measure), 2)...)
	}
	if j := judged(h.Document, h.Statement()); j != "" {
		p.put(4, wrap(upperFirst(j)+".", style{bold: true}, min(p.width-4, measure), 4)...)
	}
	p.where(h)
}

// where prints who said it where, and when.
func (p *blockPrinter) where(h *search.Hit) {
	facts := []string{firstOfNames(h), foundWhen(h)}
	if len(h.Entry.Speakers) == 0 && len(h.Statement().Source) == 0 {
		facts[0] = "speaker not known"
	}
	for _, f := range []string{h.Entry.Outlet.Label, h.ID} {
		if f != "" {
			facts = append(facts, f)
		}
	}
	p.put(4, wrap(strings.Join(facts, " · "), style{dim: true}, min(p.width-4, measure), 3)...)
	if link := h.Document.URL; link != "" {
		p.put(4, wrap(link, style{dim: true}, p.width-4, 3)...)
	}
}

// CheckSummary counts outcomes in one line.
func CheckSummary(list []reuse.Status) string {
	if len(list) == 0 {
		return "No quotation to check."
	}
	parts := []string{}
	for _, st := range []reuse.Status{reuse.VerbatimWords, reuse.TrimmedWords, reuse.AlteredWords, reuse.OtherSpeaker, reuse.NotFound} {
		n := 0
		for _, got := range list {
			if got == st {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, st))
		}
	}
	return fmt.Sprintf("%d %s: %s.", len(list), plural(len(list), "quotation"), strings.Join(parts, ", "))
}

// CheckRecord is the outcome of a check, as JSON. Offsets of changes are bytes
// of the two texts that are compared: evidence_words and words.
type CheckRecord struct {
	Schema        string         `json:"schema"`
	Words         string         `json:"words"`
	Speaker       *string        `json:"speaker"`
	Source        *verbatim.Span `json:"source"` // in the article that was read
	Status        reuse.Status   `json:"status"`
	Material      bool           `json:"material"`
	Share         float64        `json:"share"`
	Changes       []ChangeRecord `json:"changes"`
	Others        int            `json:"others"`
	OthersAtLeast bool           `json:"others_at_least"`
	OwnArticle    bool           `json:"own_article"` // the record has it only in the article that was read
	EvidenceWords *string        `json:"evidence_words"`
	Evidence      *FoundRecord   `json:"evidence"`
}

// ChangeRecord is one difference between two texts.
type ChangeRecord struct {
	Class    reuse.Class   `json:"class"`
	Material bool          `json:"material"`
	Was      string        `json:"was"`
	Is       string        `json:"is"`
	A        verbatim.Span `json:"in_evidence"`
	B        verbatim.Span `json:"in_words"`
}

func changeRecords(changes []reuse.Deviation, a, b string) []ChangeRecord {
	out := make([]ChangeRecord, 0, len(changes))
	for _, d := range changes {
		out = append(out, ChangeRecord{d.Class, d.Material, cutSafe(a, d.A), cutSafe(b, d.B), d.A, d.B})
	}
	return out
}

// NewCheck returns the record of an outcome.
func NewCheck(c *Checked) *CheckRecord {
	r := &CheckRecord{
		Schema: CheckSchema, Words: c.Words, Speaker: known(c.Speaker), Source: c.Source, Status: c.Status, Material: reuse.Material(c.Changes),
		Share: hundredths(c.Share), Changes: []ChangeRecord{}, Others: c.Others, OthersAtLeast: c.More, OwnArticle: c.Own,
	}
	if c.Hit != nil {
		r.Changes = changeRecords(c.Changes, c.Evidence, c.Words)
		r.EvidenceWords, r.Evidence = &c.Evidence, NewFound(c.Hit)
	}
	return r
}

// CheckJSON appends the outcome as one line of JSON.
func CheckJSON(dst []byte, c *Checked) []byte { return appendJSON(dst, NewCheck(c), "") }

// Verdict says in a few words what became of the quotation.
func (c *Checked) Verdict() string { return c.verdict() }
